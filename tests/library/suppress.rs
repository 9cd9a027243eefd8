//! Comments suppress the findings that they cover, and nothing else.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use reportlint::rule::Preset;
use reportlint::settings::{RuleSet, Selector};

use crate::support::{self, Setup, TestFile};

/// Returns the findings of three rules and of the comments on them, as `line rule`, and the number of suppressed ones.
fn lint(name: &str, text: &str) -> (Vec<String>, usize) {
    let only =
        ["event-without-date", "verdict-without-court", "schema", "suppression", "mixed-quotation-marks"];
    let only: Vec<Selector> = only.into_iter().map(|name| Selector::parse(name).ok().unwrap()).collect();
    let rules = RuleSet::resolve(Preset::Recommended, &[], Some(&only)).unwrap();
    let outcome = support::lint(&[TestFile::new(name, text)], Setup { rules, ..Setup::strict() });
    let source = outcome.files.first().and_then(|file| file.source.clone());
    let shown = outcome.diagnostics.iter().map(|finding| {
        let line = source.as_ref().unwrap().line_index(finding.primary.span.start) + 1;
        format!("{line} {}", finding.rule)
    });
    let mut shown: Vec<String> = shown.collect();
    shown.retain(|line| !line.ends_with("suppression-without-reason"));
    (shown, outcome.suppressed.len())
}

const HEAD: &str = "kind: case\nid: a\ntitle: A\ncountry: KZ\nfreedoms: [liberty]\n";

#[track_caller]
fn assert_findings(events: &str, expected: &[&str], suppressed: usize) {
    let (found, count) = lint("a.yaml", &format!("{HEAD}{events}"));
    assert_eq!(
        (found.iter().map(String::as_str).collect::<Vec<_>>().as_slice(), count),
        (expected, suppressed),
        "{events}"
    );
}

#[test]
fn on_a_line_or_above_it() {
    assert_findings(
        "events:\n  - type: search # reportlint: ignore[event-without-date] why\n  - type: search\n",
        &["8 event-without-date"],
        1,
    );
    assert_findings(
        "events:\n  # reportlint: ignore[event-without-date] why\n\n  # another comment\n  - type: search\n",
        &[],
        1,
    );
    assert_findings(
        "# reportlint: ignore[event-without-date] why\nevents:\n  - type: search\n  - type: search\n",
        &[],
        2,
    );
    assert_findings("events: # reportlint: ignore[event-without-date] why\n  - type: search\n", &[], 1);
    // The comment on a later line of the item covers that line's key alone.
    assert_findings(
        "events:\n  - type: search\n    place: Almaty # reportlint: ignore[event-without-date] why\n",
        &["7 event-without-date", "8 unused-suppression"],
        0,
    );
    assert_findings(
        "events: [{type: search}, {type: search}] # reportlint: ignore[event-without-date] why\n",
        &[],
        2,
    );
}

#[test]
fn for_the_whole_file() {
    let events = "events:\n  - type: search\n";
    let (found, suppressed) =
        lint("a.yaml", &format!("# reportlint: ignore-file[dates] no dates are known\n{HEAD}{events}"));
    assert_eq!((found.as_slice(), suppressed), ([].as_slice(), 1));
    assert_findings(
        "# reportlint: ignore-file[event-without-date] why\nevents:\n  - type: search\n",
        &["6 unknown-suppression", "8 event-without-date"],
        0,
    );
}

#[test]
fn names_of_rules_groups_and_schemas() {
    assert_findings(
        "events:\n  - type: serch # reportlint: ignore[schema/enum] why\n    date: 2023-01-01\n",
        &[],
        1,
    );
    assert_findings(
        "events:\n  - type: serch # reportlint: ignore[schema, event-without-date] why\n",
        &[],
        2,
    );
    assert_findings(
        "events:\n  - type: search # reportlint: ignore[schema, event-without-date] why\n",
        &["7 unused-suppression"],
        1,
    );
    assert_findings(
        "events:\n  - type: search # reportlint: ignore[syntax, dates] why\n",
        &["7 unknown-suppression"],
        1,
    );
    assert_findings(
        "events:\n  - type: search # reportlint: ignore[verdict-without-court] why\n",
        &["7 event-without-date", "7 unused-suppression"],
        0,
    );
    // A rule that is off was not looked for.
    assert_findings(
        "events:\n  - type: search # reportlint: ignore[event-without-date, unused-person] why\n",
        &[],
        1,
    );
}

#[test]
fn what_is_not_understood_is_said() {
    for comment in [
        "reportlint: ignore",
        "reportlint: ignore[]",
        "reportlint: ignore[event-without-date",
        "reportlint: disable[event-without-date]",
        "reportlint: see the docs",
        "reportlint ignore[event-without-date]",
        "Reportlint: ignore[event-without-date]",
        "report-lint : ignore[event-without-date]",
        "reportlint: ignore[dates][law]",
        "reportlint: ignore[dates] why reportlint: ignore[law] why",
    ] {
        let events = format!("events:\n  - type: search # {comment}\n");
        assert_findings(&events, &["7 event-without-date", "7 unknown-suppression"], 0);
    }
    assert_findings(
        "events:\n  - type: search # reportlint finds no date here\n",
        &["7 event-without-date"],
        0,
    );
}

#[test]
fn what_was_not_looked_for_is_not_unused() {
    // Other rules of these groups are off in this run.
    assert_findings(
        "events:\n  - type: search # reportlint: ignore[event-without-date, law, project] why\n",
        &[],
        1,
    );
    for text in [
        "kind: csae\n# reportlint: ignore[event-without-date] why\nid: a\n",
        "# reportlint: ignore-file[event-without-date] why\nkind: case\nid: a\n---\nkind: case\nevents: [\n",
    ] {
        let (found, _) = lint("a.yaml", text);
        assert!(!found.is_empty() && !found.iter().any(|one| one.contains("unused")), "{found:?}");
    }
}

#[test]
fn findings_about_comments_can_be_held_back_by_others() {
    let unused =
        "events:\n  # reportlint: ignore[verdict-without-court] why\n  - {type: search, date: 2023-01-01}\n";
    let with = |names: &str, rest: &str| {
        lint("a.yaml", &format!("# reportlint: ignore-file[{names}] why\n{HEAD}{rest}"))
    };
    assert_eq!(with("unused-suppression", unused), (Vec::new(), 1));
    assert_eq!(with("suppression", unused), (Vec::new(), 1));
    // None vouches for itself.
    let (found, held_back) = with("unused-suppression", "events: []\n");
    assert_eq!((found, held_back), (vec!["1 unused-suppression".to_owned()], 0));
}

#[test]
fn a_text_is_no_comment() {
    assert_findings(
        "events:\n  - type: search\n    description: |\n      # reportlint: ignore[event-without-date]\n      It was searched.\n",
        &["7 event-without-date"],
        0,
    );
}

#[test]
fn a_syntax_error_cannot_be_held_back() {
    let (found, _) = lint("a.yaml", "# reportlint: ignore-file[schema] why\nkind: case\nid: 'a\n");
    assert!(found.iter().all(|finding| finding.contains("syntax/")) && !found.is_empty(), "{found:?}");
}

#[test]
fn in_a_markdown_body_for_a_paragraph() {
    let lint = |body: &str| lint("a.md", &format!("---\n{HEAD}events: []\n---\n{body}"));
    let words = "He said “one” and “two”.\n";
    let other = "He said \"three\".\n";
    let comment = "<!-- reportlint: ignore[mixed-quotation-marks] a slogan -->\n";
    assert_eq!(lint(&format!("{words}\n{other}")).1, 0);
    assert_eq!(lint(&format!("{words}\n{comment}\n{other}")), (vec![], 1));
    assert_eq!(
        lint(&format!("{words}\nThen, <!-- reportlint: ignore[style] a slogan -->\n{other}")),
        (vec![], 1)
    );
    assert_eq!(lint(&format!("{comment}\n{words}\n{other}")).1, 0, "another paragraph");
    let for_file = "<!-- reportlint: ignore-file[mixed-quotation-marks] a slogan -->\n";
    assert_eq!(lint(&format!("\n{for_file}\n{words}\n{other}")), (vec![], 1));
    assert_eq!(lint(&format!("<!-- A note. -->\n{for_file}\n{words}\n{other}")), (vec![], 1));
    assert_eq!(lint(&format!("{words}\n{comment}<!-- A note. -->\n\n{other}")), (vec![], 1));
    // In a list it is about its own item.
    let inner = "<!-- reportlint: ignore[mixed-quotation-marks] a slogan -->";
    assert_eq!(lint(&format!("{words}\n- one\n- {inner} two\n- {other}")).1, 0);
    assert_eq!(lint(&format!("{words}\n- one\n- {inner} {other}- three\n")), (vec![], 1));
}

#[test]
fn what_a_markdown_text_shows_is_no_comment() {
    let lint = |body: &str| lint("a.md", &format!("---\n{HEAD}events: []\n---\n{body}"));
    let comment = "<!-- reportlint: ignore[mixed-quotation-marks] why -->";
    for shown in [
        format!("Write `{comment}` above it.\n"),
        format!("```\n{comment}\n```\n"),
        format!("Write:\n\n    {comment}\n"),
        "Write `<!--` and `-->`.\n".to_owned(),
    ] {
        assert_eq!(lint(&shown), (vec![], 0), "{shown}");
    }
    // A comment as in YAML would be published as a heading.
    let heading = "# reportlint: ignore[mixed-quotation-marks] why\n\nText.\n";
    assert_eq!(lint(heading), (vec!["9 unknown-suppression".to_owned()], 0));
    assert_eq!(lint("# reportlint\n\nText.\n"), (vec![], 0));
}

#[test]
fn too_many_comments_are_said_to_be_too_many() {
    let comments = "  # reportlint: ignore[event-without-date] why\n".repeat(60_000);
    let (found, suppressed) = lint("a.yaml", &format!("{HEAD}events:\n{comments}  - type: search\n"));
    // The comments right above the event are beyond the bound.
    assert_eq!(suppressed, 0);
    assert!(found.iter().any(|finding| finding == "2007 unknown-suppression"), "{:?}", found.last());
}
