//! A finding that follows from another is not shown beside it, in whichever way the run is asked for.

use crate::support::{CLEAN, ERROR, Repo, committed, git};

/// A verdict whose date has a misspelt key: the key is the cause, and the missing date follows.
fn misspelt() -> String {
    CLEAN.replace(
        "events:\n",
        "events:\n  - type: verdict\n    dat: 2023-05-03\n    outcome: acquitted\n    court: {name: X, level: first-instance}\n    sources: [register]\n",
    )
}

fn rules(repo: &Repo, args: &[&str]) -> Vec<String> {
    let run = repo.run(&[&["--format", "concise", "--rule=project=off"], args].concat());
    let of_line = |line: &str| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
    run.stdout.lines().filter_map(of_line).collect()
}

const CAUSE: &str = "schema/unevaluatedProperties";
const CONSEQUENCE: &str = "verdict-without-date";

#[test]
fn the_cause_alone_is_shown_and_the_consequence_without_it() {
    let repo = Repo::with(&[("a.yaml", &misspelt())]);
    assert_eq!(rules(&repo, &[]), [CAUSE]);
    // From the cache too.
    assert_eq!(rules(&repo, &[]), [CAUSE]);
    assert_eq!(rules(&repo, &["--only", CONSEQUENCE]), [CONSEQUENCE]);
}

#[test]
fn a_suppressed_cause_explains_nothing_and_the_comment_on_a_consequence_is_in_use() {
    let ignored = misspelt()
        .replace("    dat:", "    # reportlint: ignore[schema/unevaluatedProperties] their own\n    dat:");
    let repo = Repo::with(&[("a.yaml", &ignored)]);
    assert_eq!(rules(&repo, &[]), [CONSEQUENCE]);
    let ignored = misspelt().replace(
        "  - type: verdict",
        "  # reportlint: ignore[verdict-without-date] as the court has it\n  - type: verdict",
    );
    repo.write("a.yaml", ignored.as_bytes());
    assert_eq!(rules(&repo, &[]), [CAUSE]);
}

#[test]
fn a_graver_consequence_is_shown() {
    let repo = Repo::with(&[("a.yaml", &misspelt())]);
    let found = rules(&repo, &["--rule=schema/unevaluatedProperties=info"]);
    assert_eq!(found, [CONSEQUENCE, CAUSE]);
}

#[test]
fn the_baseline_holds_the_cause_for_both() {
    let repo = Repo::with(&[("a.yaml", &misspelt())]);
    assert_eq!(repo.run(&["baseline", "--rule=project=off"]).status, 0);
    assert!(!repo.read("reportlint-baseline.json").contains(CONSEQUENCE));
    assert_eq!(rules(&repo, &[]), [""; 0]);
}

#[test]
fn a_copied_case_does_not_bring_its_old_findings_again() {
    let case = ERROR.replace("id: a-case", "id: one");
    let repo = Repo::with(&[("one.yaml", &case), ("two.yaml", &case)]);
    let run = repo.run(&["--format", "concise"]);
    let of = |path: &str| run.stdout.lines().filter(|line| line.starts_with(path)).collect::<Vec<_>>();
    let [copied] = of("two.yaml")[..] else { panic!("{}", run.stdout) };
    assert!(copied.contains("[duplicate-case-id]"), "{copied}");
    assert!(of("one.yaml").iter().any(|line| line.contains("[verdict-without-date]")), "{}", run.stdout);
}

#[test]
fn what_a_change_breaks_is_its_cause() {
    let repo = committed(&[("a.yaml", CLEAN)]);
    git(&repo, &["switch", "-q", "-c", "topic"]);
    repo.write("a.yaml", misspelt().as_bytes());
    assert_eq!(rules(&repo, &["--new-since", "main"]), [CAUSE]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "change"]);
    git(&repo, &["switch", "-q", "-c", "later"]);
    assert_eq!(rules(&repo, &["--new-since", "topic"]), [""; 0]);
}

#[test]
fn the_text_below_the_front_matter_uses_the_source_that_it_names() {
    let unused = CLEAN.replace(
        "sources:\n",
        "sources:\n  paper: {type: news, title: Officers came, publisher: Example Evening News, url: 'https://news.example.org/a', \
         archived_url: 'https://archive.example.org/2023/https://news.example.org/a', published: 2023-05-01, accessed: 2023-05-02, \
         language: en}\n",
    );
    let body = |text: &str| format!("---\n{unused}---\n\n{text}\n");
    let repo = Repo::with(&[
        ("named.md", &body("On 1 May 2023 the Example Evening News told of the search.")),
        ("cited.md", &body("On 1 May 2023 a paper told of the search [paper].")),
        ("other.md", &body("On 1 May 2023 a paper told of the search.")),
    ]);
    assert_eq!(rules(&repo, &["named.md"]), [""; 0]);
    assert_eq!(rules(&repo, &["cited.md"]), [""; 0]);
    assert_eq!(rules(&repo, &["other.md"]), ["unused-source"]);
}
