//! The baseline suppresses old findings, and no new ones.

use crate::new_since::INCOMPLETE;
use crate::support::{CLEAN, ERROR, Repo, WARNING, committed, git};

const NAME: &str = "reportlint-baseline.json";
const ONLY: &str = "--rule=project=off";

fn with_id(case: &str, id: &str) -> String {
    case.replace("id: a-case", &format!("id: {id}"))
}

/// Two files with an error each, which are in the baseline.
fn repo() -> Repo {
    let repo = Repo::with(&[("a.yaml", &with_id(ERROR, "a")), ("b.yaml", &with_id(ERROR, "b"))]);
    let run = repo.run(&["baseline", ONLY]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    let entries = repo.read(NAME).lines().filter(|line| line.contains("fingerprint")).count();
    assert!(
        run.stderr.starts_with(&format!("wrote {NAME}: {entries} findings (0 before)")),
        "{}",
        run.stderr
    );
    repo
}

fn summary(repo: &Repo, args: &[&str]) -> (i32, String) {
    let run = repo.run(&[args, &[ONLY]].concat());
    assert_eq!(run.stderr.is_empty(), run.status == 0, "{}", run.stderr);
    let (line, _) = run.stdout.split_once(" in ").map_or((run.stdout.as_str(), ""), |parts| parts);
    (run.status, line.lines().last().unwrap_or_default().to_owned())
}

#[test]
fn what_is_new_counts() {
    let repo = repo();
    let held = repo.read(NAME).matches("\"rule\"").count();
    let whole = repo.run(&[ONLY]);
    assert_eq!(whole.status, 0);
    assert!(
        whole
            .stdout
            .starts_with(&format!("2 files checked (2 cases), no findings, {held} in the baseline in ")),
        "{}",
        whole.stdout
    );
    // Lines may move, and the same fault once more is a new one.
    repo.write("a.yaml", format!("# moved\n\n{}", with_id(ERROR, "a")).as_bytes());
    assert_eq!(repo.run(&[ONLY]).status, 0);
    let twice = ERROR.replace(
        "events:\n",
        "events:\n  - type: verdict\n    outcome: acquitted\n    court: {name: X}\n    sources: [register]\n",
    );
    repo.write("a.yaml", with_id(&twice, "a").as_bytes());
    let run = repo.run(&[ONLY, "--format", "concise", "--only", "verdict-without-date"]);
    assert_eq!((run.status, run.stdout.lines().count()), (1, 1), "{}", run.stdout);
    let all = repo.run(&[ONLY, "--no-baseline", "--format", "concise", "--only", "verdict-without-date"]);
    assert_eq!(all.stdout.lines().count(), 3, "{}", all.stdout);
}

#[test]
fn what_was_mended_is_said_and_pruned() {
    let repo = repo();
    let before = repo.read(NAME);
    repo.write("a.yaml", with_id(CLEAN, "a").as_bytes());
    let run = repo.run(&[ONLY]);
    assert_eq!(before.matches("\"a.yaml\"").count(), 1);
    let said = "1 entry of the baseline no longer occurs; `reportlint baseline --prune` drops it\n";
    assert!(run.status == 0 && run.stdout.ends_with(said), "{}", run.stdout);
    assert_eq!(repo.run(&[ONLY, "--fail-on-stale"]).status, 1);
    // What was not checked cannot be judged.
    assert_eq!(repo.run(&[ONLY, "--fail-on-stale", "b.yaml"]).status, 0);
    assert_eq!(repo.run(&[ONLY, "--fail-on-stale", "--only", "sourcing"]).status, 0);
    // Pruning takes nothing in.
    repo.write("c.yaml", with_id(ERROR, "c").as_bytes());
    assert_eq!(repo.run(&["baseline", "--prune", ONLY]).status, 0);
    let after = repo.read(NAME);
    assert!(!after.contains("a.yaml") && after.contains("b.yaml") && !after.contains("c.yaml"), "{after}");
    assert_eq!(repo.run(&[ONLY, "--fail-on-stale", "b.yaml"]).status, 0);
    // A file that has gone is mended too.
    std::fs::remove_file(repo.path().join("b.yaml")).unwrap();
    std::fs::remove_file(repo.path().join("c.yaml")).unwrap();
    assert_eq!(repo.run(&[ONLY, "--fail-on-stale"]).status, 1);
}

#[test]
fn a_part_of_the_files_changes_their_entries_alone() {
    let repo = repo();
    let before = repo.read(NAME);
    repo.write("a.yaml", with_id(WARNING, "a").as_bytes());
    repo.write("b.yaml", with_id(CLEAN, "b").as_bytes());
    assert_eq!(repo.run(&["baseline", ONLY, "a.yaml"]).status, 0);
    let after = repo.read(NAME);
    let of = |text: &str, path: &str| {
        text.lines().filter(|line| line.contains(path)).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(of(&before, "b.yaml"), of(&after, "b.yaml"));
    assert_ne!(of(&before, "a.yaml"), of(&after, "a.yaml"));
    let lines: Vec<&str> = after.lines().filter(|line| line.contains("\"path\"")).collect();
    assert!(lines.is_sorted(), "{after}");
}

#[test]
fn a_fault_of_syntax_is_never_held_back() {
    let repo = Repo::with(&[("a.yaml", "a: [\n"), ("b.yaml", &with_id(ERROR, "b"))]);
    let run = repo.run(&["baseline", ONLY]);
    assert!(run.stderr.contains("1 fault of syntax left out"), "{}", run.stderr);
    assert!(!repo.read(NAME).contains("syntax/"));
    assert_eq!(repo.run(&[ONLY]).status, 1);
    // What such a file had before is kept until it can be read again.
    repo.write("b.yaml", b"a: [\n");
    let before = repo.read(NAME);
    assert_eq!(repo.run(&["baseline", "--prune", ONLY]).status, 0);
    assert_eq!(repo.read(NAME), before);
}

#[test]
fn rules_over_the_repository_are_judged_where_all_of_it_was_read() {
    let one = with_id(CLEAN, "one");
    let repo = Repo::with(&[("a.yaml", &one), ("b.yaml", &one)]);
    assert_eq!(repo.run(&["baseline"]).status, 0);
    assert!(repo.read(NAME).contains("duplicate-case-id"));
    // The other one of the two cannot be read any more.
    repo.write("b.yaml", b"a: [\n");
    let run = repo.run(&["--format", "human"]);
    assert!(!run.stdout.contains("no longer occur"), "{}", run.stdout);
    std::fs::remove_file(repo.path().join("b.yaml")).unwrap();
    assert!(repo.run(&[]).stdout.contains("no longer occur"));
}

#[test]
fn a_damaged_baseline_is_said_and_written_anew() {
    for (text, why) in [
        ("{}", "missing field"),
        ("{\"damaged", "breaks off in line 1"),
        ("{\n\"version\": one}", "line 2 is no JSON"),
        ("<<<<<<< HEAD\n", "conflicts of a merge"),
        (
            "{\"version\": 1, \"findings\": [{\"path\": \"a\", \"rule\": \"b\", \"fingerprint\": \"c\"}]}",
            "is no fingerprint",
        ),
    ] {
        let repo = Repo::with(&[("a.yaml", ERROR), (NAME, text)]);
        for args in [&[ONLY][..], &["baseline", "--prune", ONLY]] {
            let run = repo.run(args);
            assert_eq!(run.status, 2, "{args:?}");
            assert!(run.stderr.contains(why) && run.stderr.contains("is no baseline"), "{}", run.stderr);
            assert_eq!(repo.read(NAME), text);
        }
        let run = repo.run(&["baseline", ONLY]);
        assert_eq!(run.status, 0, "{}", run.stderr);
        assert!(run.stderr.contains(&format!("{NAME}.damaged now")), "{}", run.stderr);
        assert!(run.stderr.contains(why) && !run.stderr.contains("`reportlint baseline`"), "{}", run.stderr);
        assert_eq!(repo.read(&format!("{NAME}.damaged")), text);
        assert_eq!(repo.run(&[ONLY]).status, 0);
    }
    let repo = Repo::with(&[("a.yaml", ERROR)]);
    let run = repo.run(&["--baseline", "none.json"]);
    assert!(run.status == 2 && run.stderr.contains("cannot read the baseline none.json"), "{}", run.stderr);
}

#[test]
fn a_baseline_of_a_later_version_is_left_alone() {
    let later = "{\"version\": 3, \"findings\": []}";
    let repo = Repo::with(&[("a.yaml", ERROR), (NAME, later)]);
    for args in [&[ONLY][..], &["baseline", ONLY]] {
        let run = repo.run(args);
        assert!(run.status == 2 && run.stderr.contains("has version 3"), "{args:?}: {}", run.stderr);
        assert_eq!(repo.read(NAME), later);
    }
}

#[test]
fn without_findings_there_is_none() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let run = repo.run(&["baseline", ONLY, "--only", "law"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "nothing was found, so no baseline is needed\n"));
    assert!(!repo.path().join(NAME).exists());
    assert_eq!(
        summary(&repo, &["--only", "law"]),
        (0, "1 file checked (1 case), no findings of 37 rules".to_owned())
    );
}

#[test]
fn a_finding_is_known_again_whichever_rules_run() {
    let text = with_id(CLEAN, "a").replace("title: A case", "title: The case of ‘‘870314433109’’");
    let repo = Repo::with(&[("a.yaml", &text)]);
    assert_eq!(repo.run(&["baseline"]).status, 0);
    for args in [&[][..], &["--only", "style"], &["--rule", "identity=off"]] {
        let run = repo.run(&[args, &["--fail-on", "info"]].concat());
        assert_eq!(run.status, 0, "{args:?} {}", run.stdout);
        assert!(!run.stdout.contains("no longer"), "{args:?} {}", run.stdout);
    }
}

#[test]
fn entries_follow_a_file_that_is_moved() {
    let repo = committed(&[
        ("reports/a.yaml", &with_id(ERROR, "a")),
        // Neither has an id, so that only git can tell.
        ("reports/b.yaml", &ERROR.replace("id: a-case\n", "")),
    ]);
    repo.run(&["baseline", ONLY]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "baseline"]);
    assert_eq!(summary(&repo, &["--fail-on-stale"]).0, 0);
    git(&repo, &["mv", "reports/b.yaml", "reports/by-git.yaml"]);
    let (status, said) = summary(&repo, &["--fail-on-stale"]);
    assert_eq!(status, 0, "{said}");
    // Git does not know this one yet.
    std::fs::rename(repo.path().join("reports/a.yaml"), repo.path().join("by-id.yaml")).unwrap();
    for args in [&["--fail-on-stale"][..], &["--changed-since", "HEAD"], &["by-id.yaml"]] {
        let (status, said) = summary(&repo, args);
        assert_eq!(status, 0, "{args:?}: {said}");
    }
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "moved"]);
    assert_eq!(summary(&repo, &["--fail-on-stale"]).0, 0);
    // A copy is not what was there before.
    repo.write("copy.yaml", with_id(ERROR, "a").as_bytes());
    assert_eq!(summary(&repo, &[]).0, 1);
    // Written anew, the baseline names the files as they are now.
    std::fs::remove_file(repo.path().join("copy.yaml")).unwrap();
    repo.run(&["baseline", ONLY]);
    let text = repo.read(NAME);
    assert!(text.contains("by-git.yaml") && text.contains("by-id.yaml"), "{text}");
    assert!(!text.contains("reports/a.yaml") && !text.contains("reports/b.yaml"), "{text}");
}

#[test]
fn entries_outlive_quotation_marks() {
    let wrong = CLEAN.replace("2023-04-10", "2023-02-30");
    let repo = Repo::with(&[("a.yaml", &wrong)]);
    repo.run(&["baseline", ONLY]);
    for value in ["\"2023-02-30\"", "'2023-02-30'", "2023-02-30"] {
        repo.write("a.yaml", wrong.replace("2023-02-30", value).as_bytes());
        assert_eq!(summary(&repo, &["--fail-on-stale"]).0, 0, "{value}");
    }
    repo.write("a.yaml", wrong.replace("2023-02-30", "\"2023-02-31\"").as_bytes());
    assert_eq!(summary(&repo, &[]).0, 1);
}

#[test]
fn entries_outlive_the_values_beside_a_missing_key() {
    let repo = Repo::with(&INCOMPLETE);
    repo.write("parts/a.yaml", b"- {n: 1}\n- {n: 2, m: 2}\n- {m: 3}\n");
    repo.write("c.yaml", b"title: One\n");
    assert_eq!(repo.run(&["baseline"]).status, 0);
    repo.write("parts/a.yaml", b"- {n: 7}\n- {n: 2, m: 2}\n- {m: 3}\n");
    repo.write("c.yaml", b"title: Two\n");
    let run = repo.run(&["--fail-on-stale"]);
    assert_eq!(run.status, 0, "{run:?}");
}

#[test]
fn a_baseline_of_the_first_version_is_read() {
    let repo = repo();
    let text = repo.read(NAME);
    let first: String = text
        .lines()
        .map(|line| {
            let line = line.replace("\"version\": 2", "\"version\": 1");
            match line.split_once("\"id\":").and_then(|(before, id)| Some((before, id.split_once(',')?.1))) {
                Some((before, behind)) => format!("{before}{behind}\n"),
                None => line + "\n",
            }
        })
        .collect();
    assert!(!first.contains("\"id\""), "{first}");
    repo.write(NAME, first.as_bytes());
    assert_eq!(summary(&repo, &["--fail-on-stale"]).0, 0);
}
