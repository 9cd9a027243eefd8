//! The sample repository, `fixtures/repository`: its whole output in each format, and what a part of it shows.

use std::path::Path;

use proptest::prelude::*;
use proptest::sample::Index;

use reportlint::render::OutputFormat;

use crate::support::{CLEAN, Repo, copy, with_id};

fn sample() -> Repo {
    let repo = Repo::new();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/repository"), &repo.path());
    repo
}

fn shown(args: &[&str]) -> String {
    let run = sample().run(args);
    assert_eq!(run.complaints(), "", "{args:?}");
    let time = regex::Regex::new(r#"( in \d+(\.\d+)? m?s\n| time="[\d.]+")"#).unwrap();
    format!("status {}\n{}", run.status, time.replace(&run.stdout, " in [TIME]\n"))
}

#[test]
fn its_whole_output_in_each_format() {
    for format in OutputFormat::all().map(OutputFormat::name) {
        let mut text = shown(&["--format", format]);
        if format == "sarif" {
            let (status, log) = text.split_once('\n').unwrap();
            let mut log: serde_json::Value = serde_json::from_str(log).unwrap();
            // A new rule moves the index of every rule behind it.
            let run = &mut log["runs"][0];
            let ids: Vec<_> = run["tool"]["driver"]["rules"]
                .as_array()
                .unwrap()
                .iter()
                .map(|rule| rule["id"].clone())
                .collect();
            for result in run["results"].as_array_mut().unwrap() {
                let index = result.as_object_mut().unwrap().remove("ruleIndex").unwrap();
                assert_eq!(ids[index.as_u64().unwrap() as usize], result["ruleId"]);
            }
            // The rules' pages are long, and told elsewhere.
            log["runs"][0]["tool"]["driver"]["rules"] = "the rules that are on".into();
            text = format!("{status}\n{log:#}");
        }
        if format == "html" {
            // The findings; the rest is told elsewhere.
            let (status, page) = text.split_once('\n').unwrap();
            let (_, page) = page.split_once("<main ").unwrap();
            let (findings, _) = page.split_once("<section class=\"rules\">").unwrap();
            text = format!("{status}\n{}", findings.replace("<article ", "\n<article "));
        }
        insta::assert_snapshot!(format!("repository-{format}"), text);
    }
}

#[test]
fn one_file_shows_what_it_causes_in_others() {
    insta::assert_snapshot!(shown(&["--format", "concise", "reports/kz-2025-08.yaml"]));
}

#[test]
fn a_file_that_fits_shows_nothing() {
    assert_eq!(
        shown(&["legal-codes"]),
        "status 0\n1 file checked (1 legal code), no findings of 146 rules in [TIME]\n"
    );
}

#[test]
fn what_applies_to_a_file_and_where_it_is_set() {
    insta::assert_snapshot!(shown(&["config", "--show", "reports/kz-2025-04.yaml"]));
}

#[test]
fn what_cannot_be_read_leaves_open_what_may_be_in_it() {
    let repo = sample();
    let unresolved = |repo: &Repo| repo.run(&["--format", "concise", "--only", "unresolved-case"]).stdout;
    assert!(unresolved(&repo).contains("[unresolved-case]"));
    repo.write("cases/broken.yaml", b"id: 'a");
    assert!(unresolved(&repo).contains("the report `kz-2025-04` has no case `sampel`"), "it can be read");
    repo.write("reports/kz-2025-04.yaml", b"id: 'a");
    assert!(!unresolved(&repo).contains("[unresolved-case]"), "the case may be in the broken file");
    let other = repo.run(&["reports/kz-2025-08.yaml"]);
    let silence = "cases/broken.yaml could not be read in full, so nothing is reported as missing";
    assert!(
        other.stdout.contains(silence) || other.stderr.contains(silence),
        "{}{}",
        other.stdout,
        other.stderr
    );
}

#[test]
#[cfg(unix)]
fn a_file_by_two_names_is_one() {
    let repo = Repo::with(&[("reportlint.yaml", ""), ("real/a.yaml", CLEAN)]);
    std::os::unix::fs::symlink("real", repo.path().join("link")).unwrap();
    let run = repo.run(&["link/a.yaml", "real/a.yaml"]);
    assert!(run.stdout.starts_with("1 file checked (1 case), no findings"), "{}", run.stdout);
}

#[test]
#[cfg(unix)]
fn a_configuration_that_is_there_is_not_passed_over() {
    let repo = Repo::with(&[("a.yaml", CLEAN), ("cfg/house.yaml", "")]);
    std::os::unix::fs::symlink("none.yaml", repo.path().join("reportlint.yaml")).unwrap();
    let run = repo.run(&[]);
    assert!(run.status == 2 && run.stderr.contains("cannot read the configuration"), "{}", run.stderr);
    // By a link it is still no report.
    std::fs::remove_file(repo.path().join("reportlint.yaml")).unwrap();
    std::os::unix::fs::symlink("cfg/house.yaml", repo.path().join("reportlint.yaml")).unwrap();
    assert_eq!(repo.run(&[]).status, 0);
}

#[test]
fn what_files_are_a_reason_for_that_were_not_read_is_not_unused() {
    let told = |title: &str| {
        format!(
            "{CLEAN}  web:\n    type: web\n    url: https://example.org/a\n    published: 2023-05-02\n    title: {title}\n"
        )
    };
    let held = told("Second # reportlint: ignore[source-reused-with-other-details] why");
    let repo = Repo::with(&[("a.yaml", &told("First")), ("b.yaml", &with_id(&held, "b"))]);
    let only = ["--format", "concise", "--only", "project,suppression", "b.yaml"];
    assert_eq!(repo.run(&only).stdout, "", "held back");
    repo.write("a.yaml", b"id: 'a");
    let run = repo.run(&only);
    assert!(!run.stdout.contains("unused-suppression"), "{}", run.stdout);
}

/// A report on the months of 2023 from `first` to `last`.
pub(crate) fn report(months: [u8; 2], publishers: &str, rest: &str) -> String {
    let [first, last] = months;
    format!(
        "kind: report\nid: kz-{first}-{last}-{}\ntitle: Kazakhstan\ncountry: KZ\nlanguage: en\n\
         period: {{start: 2023-{first:02}, end: 2023-{last:02}}}\npublished: 2024-01-20\npublishers: [{publishers}]\n{rest}",
        publishers.to_lowercase().replace([',', ' '], "")
    )
}

pub(crate) fn project(files: &[(&str, String)]) -> String {
    let files: Vec<(&str, &str)> = files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    let repo = Repo::with(&files);
    repo.write("reportlint.yaml", b"");
    repo.run(&["--only", "project", "--format", "concise"]).stdout
}

#[test]
fn a_joint_report_is_one_of_each_of_its_publishers() {
    let held = "cases:\n  - id: sample\n    persons: [dana-sample]\n    events: [{type: pre-trial-detention, date: 2023-02-01}]\n";
    let told = held.replace("id: sample", "id: sample\n    continues: kz-1-3-aksa#sample");
    let joint = [
        ("a.yaml", report([1, 3], "Aksa", held)),
        ("b.yaml", report([4, 6], "Aksa, Steppe", &told)),
        ("c.yaml", report([7, 9], "Aksa", "")),
        ("d.yaml", report([7, 9], "Steppe", &told)),
    ];
    // The case is told on by one of the publishers of the joint report.
    assert_eq!(project(&joint), "");
    let [first, _, third, fourth] = joint;
    let found = project(&[first.clone(), third.clone(), fourth]);
    assert!(
        found.contains("c.yaml:6:1: info[report-period-gap]")
            && found.contains("c.yaml:6:1: info[case-stalled]"),
        "{found}"
    );
    assert!(!found.contains("d.yaml"), "{found}");
    let overlap = project(&[
        ("a.yaml", report([1, 3], "Aksa, Steppe", "")),
        ("b.yaml", report([3, 6], "Aksa, Steppe", "")),
    ]);
    assert_eq!(overlap.matches("[report-period-overlap]").count(), 1, "{overlap}");
}

/// A case with one verdict.
fn sentenced(date: &str, term: &str) -> String {
    format!(
        "cases:\n  - id: sample\n    persons: [dana-sample]\n    events:\n      - type: verdict\n        date: {date}\n        \
         court: {{name: Medeu District Court}}\n        outcome: convicted\n        sentences:\n          \
         - {{type: administrative-arrest, duration: {term}}}\n"
    )
}

#[test]
fn a_second_verdict_like_the_first_is_news_in_its_own_period() {
    let first = ("a.yaml", report([1, 3], "Aksa", &sentenced("2023-03-20", "P15D")));
    let again = report([4, 6], "Aksa", &sentenced("2023-04-05", "P15D"));
    assert_eq!(project(&[first.clone(), ("b.yaml", again)]), "");
    // What lies before the period is told again.
    let told_again = project(&[first, ("b.yaml", report([7, 9], "Aksa", &sentenced("2023-03-21", "P15D")))]);
    assert!(
        told_again.contains("b.yaml:14:9: error[case-contradicts-earlier] the verdict in the case `sample` is dated 2023-03-21"),
        "{told_again}"
    );
}

#[test]
fn a_slip_in_the_middle_is_told_once() {
    let found = project(&[
        ("a.yaml", report([1, 3], "Aksa", &sentenced("2023-02-01", "P15D"))),
        ("b.yaml", report([4, 6], "Aksa", &sentenced("2023-02-01", "P10D"))),
        ("c.yaml", report([7, 9], "Aksa", &sentenced("2023-02-01", "P15D"))),
    ]);
    assert_eq!(found.lines().count(), 1, "{found}");
    assert!(
        found.starts_with("b.yaml:18:") && found.contains("lasts 10 days here, and 15 days in a.yaml"),
        "{found}"
    );
}

#[test]
fn another_sum_of_a_fine_is_a_contradiction() {
    let fined = |amount: &str| {
        format!(
            "cases:\n  - id: sample\n    persons: [dana-sample]\n    events:\n      - type: verdict\n        date: 2023-02-01\n        \
             court: {{name: Medeu District Court}}\n        outcome: convicted\n        sentences:\n          \
             - {{type: fine, amount: {amount}}}\n"
        )
    };
    let found = |other: &str| {
        let first = fined("{amount: 345000, currency: KZT}");
        project(&[
            ("a.yaml", report([1, 3], "Aksa", &first)),
            ("b.yaml", report([4, 6], "Aksa", &fined(other))),
        ])
    };
    assert_eq!(found("{amount: 345000.0, currency: KZT}"), "");
    assert_eq!(found("{amount: 700, currency: EUR}"), "");
    let other = found("{amount: 354000, currency: KZT}");
    assert!(
        other.contains(
            "error[case-contradicts-earlier] the fine in the case `sample` is 354000 KZT here, and 345000 KZT in a.yaml"
        ),
        "{other}"
    );
}

#[test]
fn a_named_file_keeps_its_findings_among_very_many() {
    let case = "kind: case\nid: a-case\n";
    let repo = Repo::with(&[
        ("reportlint.yaml", ""),
        ("a.yaml", &vec![case; 20_100].join("---\n")),
        ("b.yaml", case),
    ]);
    let run = repo.run(&["--only", "duplicate-case-id", "--format", "concise", "b.yaml"]);
    assert!(run.stdout.starts_with("b.yaml:2:1: error[duplicate-case-id]"), "{}", run.stdout);
    let run = repo.run(&["--only", "duplicate-case-id", "--format", "concise"]);
    assert!(
        run.stdout.ends_with(" 10101 more findings of this rule not shown\n"),
        "{:?}",
        run.stdout.lines().last()
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn threads_and_the_order_of_paths_change_nothing(order in prop::collection::vec(any::<Index>(), 0..9), jobs in 1..9u8) {
        let repo = sample();
        let mut paths = vec![
            "cases/archive-search-again.yaml", "cases/archive-search.md", "cases/protest-of-4-may.json",
            "events/2025-05.yaml", "legal-codes/kz-assembly-rules.yaml", "reports/kz-2025-04.yaml",
            "reports/kz-2025-08.yaml", "reports/kz-2025-12.md",
        ];
        let all = repo.run(&["--format", "json"]);
        for (at, index) in order.iter().enumerate().take(paths.len()) {
            let other = index.index(paths.len());
            paths.swap(at, other);
        }
        let jobs = jobs.to_string();
        let mut args = vec!["--format", "json", "--jobs", &jobs];
        args.extend(&paths);
        prop_assert_eq!(all, repo.run(&args));
    }
}

#[test]
fn files_under_a_schema_of_the_repository_are_read_only_for_what_they_add() {
    let json = CLEAN.replace("kind:", "\"k\\x69nd\":");
    let repo = Repo::with(&[
        ("reportlint.yaml", "schemas: [{files: 'data/**', schema: any.schema.json}]\n"),
        ("any.schema.json", "{}"),
        ("cases/b.yaml", CLEAN),
        // Nothing in it can name a kind, so that it cannot be what a reference leads to.
        ("data/event.yaml", "title: [an event\n"),
    ]);
    let only = ["--only", "duplicate-case-id,unresolved-case", "--format", "concise", "cases/b.yaml"];
    assert_eq!(repo.run(&["--only", "unresolved-case", "cases/b.yaml"]).stdout.lines().count(), 1);
    // A case that names its kind counts, however the word is written.
    let folded = CLEAN.replace("kind: case", "? \"ki\\\n  nd\"\n: case");
    for case in [CLEAN, &json, &folded] {
        repo.write("data/a.yaml", case.as_bytes());
        let found = repo.run(&only).stdout;
        assert!(found.contains("error[duplicate-case-id]"), "{case}: {found}");
    }
}

#[test]
fn a_slip_in_a_reference_is_found_in_a_part_of_a_repository() {
    let found = |ids: &[&str]| {
        let references: String = ids.iter().map(|id| format!("  - ref: {id}\n")).collect();
        let report = format!("kind: report\nid: kz\ncountry: KZ\ncases:\n{references}");
        let repo = Repo::with(&[
            ("docs/a.yaml", &report),
            ("docs/b.yaml", &with_id(CLEAN, "kaman-suu")),
            ("docs/c.yaml", &with_id(CLEAN, "testov-sud-kz")),
        ]);
        std::fs::remove_dir(repo.path().join(".git")).unwrap();
        let run = repo.run(&["docs", "--format", "concise", "--only", "unresolved-case"]);
        run.stdout.lines().filter(|line| line.contains("[unresolved-case]")).count()
    };
    assert_eq!(found(&["kamansuu"]), 1);
    assert_eq!(found(&["testof-sud-kz"]), 1);
    // These may stand in files that were not read.
    assert_eq!(found(&["kaman-suy", "testova-sud-kz", "testov-sud-kg", "elsewhere"]), 0);
    assert_eq!(found(&["kaman-suu", "kamansuu"]), 0, "both are referred to");
}

#[test]
fn a_file_that_is_no_text_is_not_taken_for_one_without_a_kind() {
    let repo = Repo::with(&[
        ("reportlint.yaml", "schemas: [{files: 'data/**', schema: any.schema.json}]\n"),
        ("any.schema.json", "{}"),
        ("cases/b.yaml", CLEAN),
    ]);
    let utf16: Vec<u8> = CLEAN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [&utf16[..], b"title: caf\xe9\n"] {
        repo.write("data/a.yaml", bytes);
        let shown = repo.run(&["--only", "unresolved-case", "cases/b.yaml"]).stdout;
        assert!(shown.contains("data/a.yaml"), "the summary names what could not be read: {shown}");
    }
}
