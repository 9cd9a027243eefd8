//! `--fix`, `--unsafe-fixes`, `--fix-only` and `--diff` on real folders.

use std::os::unix::fs::PermissionsExt;

use super::support::{CLEAN, ERROR, Repo, with_id};

/// A case with a finding that a safe fix mends, and one that an unsafe one mends.
fn two() -> String {
    CLEAN
        .replace("title: Talk", "title: Talk, url: \"https://news.example.org/a?utm_source=x\"")
        .replace("search", "serch")
}

fn stdout(repo: &Repo, args: &[&str]) -> (String, i32) {
    let output = repo.command("", args).output().unwrap();
    (String::from_utf8(output.stdout).unwrap(), output.status.code().unwrap())
}

fn stderr(repo: &Repo, args: &[&str]) -> (String, i32) {
    let output = repo.command("", args).output().unwrap();
    (String::from_utf8(output.stderr).unwrap(), output.status.code().unwrap())
}

#[test]
fn safe_fixes_are_applied_and_the_rest_is_reported() {
    let repo = Repo::with(&[("a-case.yaml", &two())]);
    let (said, status) = stderr(&repo, &["--fix"]);
    assert!(said.contains("mended 1 finding in 1 file:\n     1  tracking-parameters"), "{said}");
    assert_eq!(status, 1);
    assert_eq!(repo.read("a-case.yaml"), two().replace("?utm_source=x", ""));
    let (said, status) = stderr(&repo, &["--unsafe-fixes"]);
    assert!(said.contains("1  schema/enum"), "{said}");
    assert_eq!(status, 0);
    assert_eq!(repo.read("a-case.yaml"), two().replace("?utm_source=x", "").replace("serch", "search"));
    let (said, status) = stderr(&repo, &["--fix"]);
    assert_eq!((said.as_str(), status), ("", 0));
}

#[test]
fn a_diff_writes_nothing_and_ends_with_1_if_there_is_something() {
    let repo = Repo::with(&[("a-case.yaml", &two())]);
    let (diff, status) = stdout(&repo, &["--diff"]);
    assert_eq!(status, 1);
    assert!(diff.starts_with("--- a/a-case.yaml\n+++ b/a-case.yaml\n@@ "), "{diff}");
    assert!(
        diff.contains("\n-  register: {type: interview, title: Talk, url: \"https://news.example.org/a?utm"),
        "{diff}"
    );
    assert!(
        diff.contains("\n+  register: {type: interview, title: Talk, url: \"https://news.example.org/a\","),
        "{diff}"
    );
    assert_eq!(repo.read("a-case.yaml"), two());
    // Nothing is mended yet.
    stdout(&repo, &["--diff", "--format", "concise=.report.txt"]);
    assert!(repo.read(".report.txt").contains("tracking-parameters"), "{}", repo.read(".report.txt"));
    assert!(stdout(&repo, &["--diff", "--unsafe-fixes"]).0.contains("+  - {type: search"));
    repo.write("a-case.yaml", CLEAN.as_bytes());
    assert_eq!(stdout(&repo, &["--diff"]), (String::new(), 0));
}

#[test]
fn a_diff_shows_only_what_changes_where_the_mask_changes_too() {
    let text = "+++\nkind = \"case\"\nid = \"by-test\"\ntitle = \"A case\"\ncountry = \"BY\"\nfreedoms = [\"expression\"]\n\n[sources.court]\n\
                type = \"news\"\ntitle = \"A verdict\"\nurl = \"https://court.example.org/a\"\n\n[sources.talk]\ntype = \"interview\"\n\
                title = \"Interview with a relative\"\nconfidential = true\n\n[[events]]\ntype = \"search\"\ndate = 2023-05\n+++\n\nText.\n";
    let repo = Repo::with(&[("cases/by-test.md", text)]);
    let run = repo.run(&["--diff", "--unsafe-fixes", "cases"]);
    let changed: Vec<&str> =
        run.stdout.lines().filter(|line| line.starts_with(['+', '-']) && !line.contains("/cases/")).collect();
    assert_eq!(changed, ["-date = 2023-05", "+date = \"2023-05\""], "{}", run.stdout);
}

#[test]
fn a_diff_shows_nothing_that_is_protected() {
    let case = two().replace(
        "sources:\n",
        "persons:\n  anon-w: {name: Anon W, name_original: Zhanna Sekretova, protected: true}\nsources:\n",
    );
    let repo = Repo::with(&[("a-case.yaml", &case)]);
    let (diff, _) = stdout(&repo, &["--diff"]);
    assert!(diff.contains("name_original: ****** *********"), "{diff}");
    assert!(!diff.contains("Sekretova"), "{diff}");
}

#[test]
fn only_the_chosen_rules_are_mended_and_fix_only_reports_nothing() {
    let repo = Repo::with(&[("a-case.yaml", &two())]);
    assert_eq!(stdout(&repo, &["--fix", "--only", "ambiguous-scalar", "--quiet"]).1, 0);
    assert_eq!(repo.read("a-case.yaml"), two());
    assert_eq!(stdout(&repo, &["--fix-only"]), (String::new(), 0));
    assert_eq!(repo.read("a-case.yaml"), two().replace("?utm_source=x", ""));
}

#[test]
fn standard_input_goes_to_standard_output() {
    let repo = Repo::new();
    for text in [two(), CLEAN.to_owned()] {
        let run = repo.run_in("", &["--fix", "-"], text.as_bytes());
        assert_eq!(run.stdout, text.replace("?utm_source=x", ""));
    }
    let run = repo.run_in("", &["--fix", "-"], two().as_bytes());
    assert!(
        run.stderr.contains("error[schema/enum]") && run.stderr.contains("stdin.yaml:7"),
        "{}",
        run.stderr
    );
    let nothing = repo.run_in("", &["--fix", "-"], ERROR.as_bytes());
    assert!(nothing.stderr.contains("stdin.yaml:7"), "{}", nothing.stderr);
}

#[test]
fn files_that_must_not_be_changed_stay_as_they_are() {
    let repo = Repo::with(&[("kept.yaml", &two().replace("a-case", "kept"))]);
    std::fs::set_permissions(repo.path().join("kept.yaml"), std::fs::Permissions::from_mode(0o444)).unwrap();
    let (said, status) = stderr(&repo, &["--fix", "kept.yaml"]);
    assert!(said.contains("kept.yaml: it is not mended: it is read-only"), "{said}");
    assert_eq!(status, 2);
    let outside = Repo::with(&[("a-case.yaml", &two())]);
    std::os::unix::fs::symlink(outside.path().join("a-case.yaml"), repo.path().join("link.yaml")).unwrap();
    let (said, _) = stderr(&repo, &["--fix", "link.yaml"]);
    assert!(said.contains("it is not mended: it is a link"), "{said}");
    let path = outside.path().join("a-case.yaml");
    let (said, _) = stderr(&repo, &["--fix", path.to_str().unwrap()]);
    assert!(said.contains("it lies outside of the repository"), "{said}");
    assert_eq!(outside.read("a-case.yaml"), two());
}

#[test]
fn mode_and_line_ends_are_kept() {
    let text = two().replace("serch", "detention").replace('\n', "\r\n");
    let repo = Repo::with(&[("a-case.yaml", &text)]);
    std::fs::set_permissions(repo.path().join("a-case.yaml"), std::fs::Permissions::from_mode(0o640))
        .unwrap();
    stdout(&repo, &["--fix"]);
    assert_eq!(repo.read("a-case.yaml"), text.replace("?utm_source=x", ""));
    let mode = std::fs::metadata(repo.path().join("a-case.yaml")).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o640);
}

#[test]
fn fixes_do_not_go_with_what_is_no_file_on_disk() {
    let repo = Repo::with(&[("a-case.yaml", &two())]);
    for (args, word) in [
        (["--fix", "--staged"].as_slice(), "git's index"),
        (&["--diff", "--new-since", "HEAD"], "whole files"),
        (&["--fix-only", "--diff-only", "--changed-since", "HEAD"], "whole files"),
    ] {
        let (said, status) = stderr(&repo, args);
        assert!(said.contains(word), "{said}");
        assert_eq!(status, 2);
    }
}

#[test]
fn a_comment_is_written_at_each_finding_of_a_rule() {
    let two = ERROR.replace("sources:\n  register", "  - type: verdict\n    court: {name: Almaty City Court, level: appeal}\n    outcome: upheld\n    sources: [register]\nsources:\n  register");
    let repo = Repo::with(&[("a-case.yaml", &two)]);
    let args = ["--add-ignore", "verdict-without-date", "--reason", "the judgment is sealed"];
    let (said, status) = stderr(&repo, &args);
    assert!(said.starts_with("added 2 comments in 1 file:\n     2  verdict-without-date\n"), "{said}");
    let comment = "  # reportlint: ignore[verdict-without-date] the judgment is sealed\n  - type: verdict\n";
    assert_eq!(repo.read("a-case.yaml"), two.replace("  - type: verdict\n", comment));
    let again = repo.read("a-case.yaml");
    stderr(&repo, &args);
    assert_eq!(repo.read("a-case.yaml"), again);
    assert!(!stdout(&repo, &[]).0.contains("verdict-without-date"), "{status}");
}

#[test]
fn json_gets_an_entry_to_be_copied_and_a_body_a_comment_of_html() {
    let json = r#"{"kind": "case", "id": "a-case", "title": "A", "country": "KZ", "freedoms": ["liberty"],
        "events": [{"type": "verdict", "outcome": "acquitted", "sources": ["s"]}],
        "sources": {"s": {"type": "interview", "title": "T", "published": "2023-05-02"}}}"#;
    let repo = Repo::with(&[("a-case.json", json)]);
    let (said, _) = stderr(&repo, &["--add-ignore", "verdict-without-date", "--reason", "it is sealed"]);
    let entry = "ignore:\n  - path: \"a-case.json\"\n    rule: verdict-without-date\n    pointer: \"/events/0/type\"\n    reason: \"it is sealed\"\n";
    assert!(said.contains(entry) && said.contains("there is no configuration"), "{said}");
    assert_eq!(repo.read("a-case.json"), json);
    let body = format!("---\n{CLEAN}---\n\nOne paragraph.\n\nHe was was heard,\nand left.\n");
    let repo = Repo::with(&[("a-case.md", &body)]);
    stderr(&repo, &["--add-ignore", "repeated-word", "--reason", "as he wrote it"]);
    let comment = "<!-- reportlint: ignore[repeated-word] as he wrote it -->\nHe was was";
    assert_eq!(repo.read("a-case.md"), body.replace("He was was", comment));
}

/// A case in TOML with two findings in lists of tables, and one in a table.
const TOML: &str = r#"+++
kind = "case"
id = "a-case"
title = "A"
country = "KZ"
freedoms = ["liberty"]

[sources.s]
type = "interview"
title = "T"
url = "https://news.example.org/a?utm_source=x"
published = 2023-05-02

[[events]]
type = "verdict"
outcome = "acquitted"
sources = ["s"]

[[events]]
type = "verdict"
outcome = "acquitted"
sources = ["s"]
+++
"#;

#[test]
fn toml_gets_comments_at_its_lines_and_fixes_of_its_own() {
    let repo = Repo::with(&[("a-case.md", TOML)]);
    let (said, _) = stderr(&repo, &["--add-ignore", "verdict-without-date", "--reason", "it is sealed"]);
    assert!(said.starts_with("added 2 comments"), "{said}");
    let comment = "# reportlint: ignore[verdict-without-date] it is sealed\n";
    assert_eq!(repo.read("a-case.md").matches(comment).count(), 2);
    assert!(!stdout(&repo, &[]).0.contains("verdict-without-date"));
    // A comment above the header of a list's table is about that table alone.
    let first = TOML.replacen("[[events]]", &format!("{comment}[[events]]"), 1);
    let repo = Repo::with(&[("a-case.md", &first)]);
    assert_eq!(stdout(&repo, &["--format", "concise"]).0.matches("[verdict-without-date]").count(), 1);
    stderr(&repo, &["--fix"]);
    assert_eq!(repo.read("a-case.md"), first.replace("?utm_source=x", ""));
    // One above the header of a table is about all keys below it.
    let above = TOML.replace("[sources.s]", "# reportlint: ignore[tracking-parameters] as sent\n[sources.s]");
    let repo = Repo::with(&[("a-case.md", &above)]);
    assert!(!stdout(&repo, &[]).0.contains("tracking-parameters"));
}

/// A case in JSON with a verdict that has no date.
const JSON: &str = r#"{"kind": "case", "id": "a-case", "title": "A", "country": "KZ", "freedoms": ["liberty"],
    "events": [{"type": "verdict", "outcome": "acquitted", "sources": ["s"]}],
    "sources": {"s": {"type": "interview", "title": "T", "published": "2023-05-02"}}}"#;

const SEALED: [&str; 4] = ["--add-ignore", "verdict-without-date", "--reason", "it is sealed"];

#[test]
fn what_stands_in_json_is_suppressed_in_the_configuration() {
    let config = "# Ours.\nrules:\n  self-sourced: off # no\nignore:\n  - path: b.json\n    rule: empty-text\n\
        \x20   reason: none # yet\n\n# The end.\n";
    let entry = "  - path: \"a-case.json\"\n    rule: verdict-without-date\n    pointer: \"/events/0/type\"\n    reason: \"it is sealed\"\n";
    let expected = config.replace("none # yet\n", &format!("none # yet\n{entry}"));
    let repo = Repo::with(&[("a-case.json", JSON), ("reportlint.yaml", config)]);
    let (diff, status) = stdout(&repo, &[SEALED.as_slice(), &["--diff"]].concat());
    assert!(
        diff.contains("+++ b/reportlint.yaml\n") && diff.contains("\n+    reason: \"it is sealed\"\n"),
        "{diff}"
    );
    assert_eq!((status, repo.read("reportlint.yaml")), (1, config.to_owned()));
    let (said, _) = stderr(&repo, &SEALED);
    assert!(said.contains("added 1 entry to `ignore:` of reportlint.yaml"), "{said}");
    assert_eq!(repo.read("reportlint.yaml"), expected);
    assert_eq!(repo.read("a-case.json"), JSON);
    assert!(!stdout(&repo, &[]).0.contains("verdict-without-date"));
    stderr(&repo, &SEALED);
    assert_eq!(repo.read("reportlint.yaml"), expected);
}

/// JSON has no comments.
#[test]
fn advice_on_json_names_no_comment() {
    let case = r#"{"kind": "case", "id": "a-case", "title": "A", "country": "KZ", "freedoms": ["liberty"],
      "persons": {"p": {"name": "P. Q", "role": "activist"}},
      "sources": {"s": {"type": "interview", "title": "T", "published": "2023-05-02"}},
      "events": [{"type": "verdict", "date": "2023-04-10", "court": {"name": "C"}, "jurisdiction": "administrative",
        "outcome": "convicted", "articles": ["KZ-CAO 488(6)"], "persons": ["p"], "sources": ["s"],
        "sentences": [{"type": "administrative-arrest", "duration": "P60D"}]}]}"#;
    let repo = Repo::with(&[("a-case.json", case)]);
    let (found, _) = stdout(&repo, &["--only", "arrest-exceeds-maximum"]);
    let entry =
        "an entry under `ignore:` of the configuration, as `--add-ignore arrest-exceeds-maximum` writes it";
    assert!(found.replace("\n        ", " ").contains(entry) && !found.contains("# reportlint"), "{found}");
}

/// The path of an entry is a pattern, in which `[a]` is the letter `a`.
#[test]
fn an_entry_for_a_path_with_signs_of_patterns_is_for_that_file_alone() {
    let files = [
        ("[a].json", JSON),
        ("a.json", &JSON.replace("\"id\": \"", "\"id\": \"other-")),
        ("reportlint.yaml", ""),
    ];
    let repo = Repo::with(&files);
    stderr(&repo, &[SEALED.as_slice(), &["[a].json"]].concat());
    assert!(repo.read("reportlint.yaml").contains("path: \"[[]a[]].json\"\n"));
    let (found, _) = stdout(&repo, &["--format", "concise", "--only", "verdict-without-date"]);
    assert!(found.starts_with("a.json:") && !found.contains("[a].json"), "{found}");
}

#[test]
fn a_configuration_that_cannot_be_added_to_stays_as_it_is() {
    for (config, why) in [
        ("{rules: {self-sourced: \"off\"}}\n", "no plain block"),
        ("ignore: [{path: b.json, rule: empty-text}]\n", "no plain block"),
    ] {
        let repo = Repo::with(&[("a-case.json", JSON), ("reportlint.yaml", config)]);
        let (said, _) = stderr(&repo, &SEALED);
        assert!(said.contains(why) && said.contains("ignore:\n  - path: \"a-case.json\"\n"), "{said}");
        assert_eq!(repo.read("reportlint.yaml"), config);
    }
    let elsewhere = Repo::with(&[("reportlint.yaml", "# Ours.\n")]);
    let repo = Repo::with(&[("a-case.json", JSON)]);
    let config = elsewhere.path().join("reportlint.yaml");
    let (said, _) = stderr(&repo, &[SEALED.as_slice(), &["--config", config.to_str().unwrap()]].concat());
    assert!(said.contains("outside of the repository"), "{said}");
    assert_eq!(elsewhere.read("reportlint.yaml"), "# Ours.\n");
}

#[test]
fn a_comment_names_one_rule_and_gives_a_reason() {
    let repo = Repo::with(&[("a-case.yaml", ERROR)]);
    for (args, word) in [
        (["--add-ignore", "law", "--reason", "x"].as_slice(), "stands for several"),
        (&["--add-ignore", "verdict-without-dat", "--reason", "x"], "did you mean `verdict-without-date`?"),
        (&["--add-ignore", "syntax/tab", "--reason", "x"], "cannot be suppressed"),
        (&["--add-ignore", "verdict-without-date", "--reason", "a\nb"], "on one line"),
        (&["--add-ignore", "verdict-without-date"], "--reason"),
    ] {
        let (said, status) = stderr(&repo, args);
        assert!(said.contains(word), "{said}");
        assert_eq!(status, 2);
    }
    assert_eq!(repo.read("a-case.yaml"), ERROR);
}

#[test]
fn what_the_repository_is_needed_for_is_mended_too() {
    let report = "kind: report\nid: kz-2023\ntitle: Kazakhstan\ncountry: KZ\nperiod: {start: 2023-01, end: 2023-12}\npublished: 2024-01-20\n\
        publishers: [Example Monitor]\ncases:\n  - ref: achilva\n";
    let repo = Repo::with(&[("achilova.yaml", &with_id(CLEAN, "achilova")), ("kz-2023.yaml", report)]);
    assert!(stdout(&repo, &[]).0.contains("`--unsafe-fixes`"));
    assert_eq!(stdout(&repo, &["--diff", "--unsafe-fixes"]).1, 1);
    stdout(&repo, &["--unsafe-fixes"]);
    assert_eq!(repo.read("kz-2023.yaml"), report.replace("achilva", "achilova"));
}

#[test]
fn each_of_many_errors_that_hide_the_next_is_mended() {
    let event = "  - {type: search, date: 2023-04-10, sources: [register]}\n";
    let of_day = |day| format!("  - type: search\n    date: 2023-04-{day}\n    sources: [register]\n");
    let many = CLEAN.replace(event, &(11..=28).map(of_day).collect::<String>());
    let faulty = many.replace("date: ", "date\u{ff1a} ");
    let repo = Repo::with(&[("a-case.yaml", &faulty)]);
    assert_eq!(stdout(&repo, &["--fix-only", "--unsafe-fixes"]).1, 0);
    assert_eq!(repo.read("a-case.yaml"), many);
    assert_eq!(stdout(&repo, &["--diff", "--unsafe-fixes"]), (String::new(), 0));
}

#[test]
fn a_fix_that_brings_an_older_mistake_to_light_is_no_harm() {
    let event = "  - {type: search, date: 2023-04-10, sources: [register]}\n";
    let slips = "  - {type: serch, date: 2023-04-10, bogus: x, sources: [register]}\n  - {type: serch, date: 2023-04-11, sources: [register]}\n  \
        - {type: verdickt, date: 2023-04-12, outcome: acquitted, court: {name: Example Court}, sources: [register]}\n";
    let repo = Repo::with(&[("a-case.yaml", &CLEAN.replace(event, slips))]);
    let (said, _) = stderr(&repo, &["--unsafe-fixes"]);
    assert!(!said.contains("is left out"), "{said}");
    let mended = slips.replace("serch", "search").replace("verdickt", "verdict");
    assert_eq!(repo.read("a-case.yaml"), CLEAN.replace(event, &mended));
}

#[test]
fn a_comment_that_suppresses_nothing_is_taken_back() {
    let text = format!("---\n{CLEAN}---\n\nOne paragraph.\n\n    code was was\n\nHe was was heard.\n");
    let repo = Repo::with(&[("a-case.md", &text)]);
    let (said, _) = stderr(&repo, &["--add-ignore", "repeated-word", "--reason", "as he wrote it"]);
    assert!(
        repo.read("a-case.md").matches("<!-- reportlint").count() <= 1,
        "{said}\n{}",
        repo.read("a-case.md")
    );
    assert!(!repo.read("a-case.md").contains("-->\n    code"), "{said}");
}

#[test]
fn an_error_in_a_third_file_leaves_safe_fixes_alone() {
    let report = "kind: raport\nid: kz-2023-01\ntitle: Kazakhstan\ncountry: KZ\nperiod: {start: 2023-01, end: 2023-12}\npublished: 2024-01-20\n\
        publishers: [Example Monitor]\ncases: []\n";
    let other = report.replace("raport", "report");
    let case = CLEAN.replace("title: Talk", "title: Talk, url: \"https://news.example.org/a?utm_source=x\"");
    let repo = Repo::with(&[("a-rep.yaml", report), ("kz-2023-01.yaml", &other), ("a-case.yaml", &case)]);
    stderr(&repo, &["--unsafe-fixes"]);
    assert_eq!(repo.read("a-case.yaml"), case.replace("?utm_source=x", ""));
}
