//! No input makes the linter panic, and every finding points into its file.

#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use proptest::prelude::*;
use reportlint::document::DocumentKind;
use reportlint::outcome::Outcome;

use crate::support::mutate::{fixtures, mutated, slip};
use crate::support::{self, Setup, TestFile};

fn lint(path: &str, bytes: Vec<u8>) -> Outcome {
    let setup = Setup { kind: Some(DocumentKind::Report), ..Setup::strict() };
    support::lint(&[TestFile::new(path, bytes)], setup)
}

/// Lints a file. Checks that every finding lies within it and on character boundaries, and that nothing failed.
fn check(path: &str, bytes: Vec<u8>) -> Outcome {
    let outcome = lint(path, bytes);
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    for diagnostic in &outcome.diagnostics {
        let labels = std::iter::once(&diagnostic.primary).chain(&diagnostic.secondary);
        let edits =
            diagnostic.fix.iter().flat_map(|fix| &fix.edits).map(|edit| (diagnostic.primary.file, edit.span));
        for (file, span) in labels.map(|label| (label.file, label.span)).chain(edits) {
            let source =
                outcome.file(file).and_then(|file| file.source.as_ref()).expect("a finding's file is kept");
            assert!(source.text().get(span.range()).is_some(), "{span:?} lies outside: {diagnostic:?}");
        }
    }
    outcome
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn slips_in_real_files_are_survived(file in any::<prop::sample::Index>(), slips in prop::collection::vec(slip(), 1..6)) {
        let fixtures = fixtures();
        let (path, text) = &fixtures[file.index(fixtures.len())];
        let text = mutated(text, &slips);
        check(path.to_str().unwrap(), text.into_bytes());
    }

    #[test]
    fn any_bytes_are_survived(bytes in prop::collection::vec(any::<u8>(), 0..200), ending in prop::sample::select(vec!["yaml", "json", "md"])) {
        check(&format!("a.{ending}"), bytes);
    }

    #[test]
    fn any_text_is_survived(text in "(?s)[ -~\n\tЖ]{0,200}", ending in prop::sample::select(vec!["yaml", "json", "md"])) {
        check(&format!("a.{ending}"), text.into_bytes());
    }
}

/// Inputs that stop other tools. Each run ends soon, with at least one finding.
#[test]
fn hostile_files_end_soon() {
    let laughs = {
        let mut text = String::from("kind: report\na0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for level in 1..12 {
            let aliases = vec![format!("*a{}", level - 1); 10].join(", ");
            text.push_str(&format!("a{level}: &a{level} [{aliases}]\n"));
        }
        text
    };
    let merges = {
        let mut text = String::from("kind: report\nx_m0: &m0 {a: 1, b: 2, c: 3}\n");
        for level in 1..2_000 {
            text.push_str(&format!(
                "x_m{level}: &m{level}\n  <<: [*m{0}, *m{0}]\n  k{level}: 1\n",
                level - 1
            ));
        }
        text
    };
    let chain = {
        let mut text = String::from("kind: report\nx_c0: &c0 {a: 1}\n");
        for level in 1..5_000 {
            text.push_str(&format!("x_c{level}: &c{level} {{a: *c{}}}\n", level - 1));
        }
        text
    };
    let many_keys = |name: &str| (0..100_000).map(|i| format!("{name}{i}: 1\n")).collect::<String>();
    for (path, text) in [
        ("laughs.yaml", laughs),
        ("merges.yaml", merges),
        ("chain.yaml", chain),
        ("brackets.yaml", "[".repeat(20_000)),
        ("brackets.json", "[".repeat(20_000)),
        ("closed-brackets.json", "[".repeat(20_000) + &"]".repeat(20_000)),
        ("braces.yaml", "{a: ".repeat(20_000)),
        ("dashes.yaml", "- ".repeat(50_000)),
        ("questions.yaml", "? ".repeat(20_000)),
        ("unknown-keys.yaml", format!("kind: report\n{}", many_keys("k"))),
        ("same-key.yaml", format!("kind: report\n{}", "id: a\n".repeat(50_000))),
        ("comments.yaml", "# a\n".repeat(200_000)),
        ("line.yaml", format!("kind: report\ntitle: {}\n", "x".repeat(2_000_000))),
        ("documents.yaml", "--- a\n".repeat(50_000)),
        ("quotes.yaml", "\"".repeat(100_001)),
        ("tabs.yaml", "a:\n\t".repeat(20_000)),
        ("long-name.yaml", {
            let name = "x".repeat(64_000);
            let verdicts = "- {type: verdict, persons: [a]}\n".repeat(4_000);
            format!("kind: case\npersons: {{a: {{name: {name}}}}}\nevents:\n{verdicts}")
        }),
        ("long-ids.yaml", {
            let id = "x".repeat(20_000);
            format!(
                "kind: case\nsources: {{{id}a: {{}}}}\nevents:\n{}",
                format!("- sources: [{id}b]\n").repeat(20)
            )
        }),
        ("repeated-text.yaml", {
            let text = "word ".repeat(20_000);
            format!("kind: case\nx_t: &t {text}\nquotes:\n{}", "- {text: *t, sources: [a]}\n".repeat(20_000))
        }),
        ("repeated-merge.yaml", {
            let keys: String = (0..1_000).map(|i| format!("k{i}: 1, ")).collect();
            format!("kind: case\nx_t: &t {{{keys}}}\nevents:\n{}", "- {<<: *t, a: 1}\n".repeat(20_000))
        }),
        ("bad-ids.yaml", {
            let sources =
                (0..20_000).map(|i| format!("  Bad_{i}: {{type: news, title: T}}\n")).collect::<String>();
            format!("kind: case\nsources:\n{sources}")
        }),
        ("bare-sources.yaml", {
            let sources = (0..20_000).map(|i| format!("  s{i}: {{type: news}}\n")).collect::<String>();
            format!("kind: case\nsources:\n{sources}")
        }),
        ("aliased-faults.yaml", {
            let events = "*e, ".repeat(999);
            format!("kind: case\nx_c: &c [&e {{}}, {events}]\nevents:\n{}", "- *c\n".repeat(400))
        }),
        ("near-ids.yaml", {
            let id = |prefix: char, i: usize| {
                format!("{prefix}{}{}", "abcdefghij".repeat(19), char::from(b'a' + (i % 26) as u8))
            };
            let sources = (0..300)
                .map(|i| format!("  {}{i}: {{type: news, title: T}}\n", id('s', i)))
                .collect::<String>();
            let used = (0..300)
                .map(|i| format!("- {{type: protest, sources: [{}{i}]}}\n", id('t', i)))
                .collect::<String>();
            format!("kind: case\nsources:\n{sources}events:\n{used}")
        }),
        ("one-line.json", format!("{{\"kind\": \"case\", {}\"id\": 1}}", "\"k\": 1, ".repeat(50_000))),
        ("verdicts.yaml", format!("kind: case\nevents:\n{}", "- type: verdict\n".repeat(20_000))),
    ] {
        let started = std::time::Instant::now();
        let outcome = check(path, text.into_bytes());
        assert!(!outcome.diagnostics.is_empty(), "{path} passes as clean");
        // Quadratic work takes far longer here; linear work takes seconds even on a slow, busy machine.
        println!("{path}: {:?}", started.elapsed());
        assert!(started.elapsed().as_secs() < 120, "{path} took {:?}", started.elapsed());
    }
}

/// Returns the text with all fixes applied that do not touch an earlier one; `None` if there is none.
fn with_fixes(outcome: &Outcome, text: &str) -> Option<String> {
    let mut fixes: Vec<_> = outcome.diagnostics.iter().filter_map(|finding| finding.fix.as_ref()).collect();
    fixes.sort_by_key(|fix| fix.edits[0].span.start);
    let (mut edits, mut end) = (Vec::new(), None);
    for fix in fixes {
        if end.is_none_or(|end| fix.edits[0].span.start > end) {
            end = fix.edits.last().map(|edit| edit.span.end);
            edits.extend(&fix.edits);
        }
    }
    let mut fixed = text.to_owned();
    for edit in edits.iter().rev() {
        fixed.replace_range(edit.span.range(), &edit.replacement);
    }
    (!edits.is_empty()).then_some(fixed)
}

/// Texts whose fixes once changed nothing, undid each other, or grew without an end.
#[test]
fn fixes_come_to_an_end() {
    let head = "kind: case\nid: a-case\ntitle: A case\ncountry: KZ\nfreedoms: [expression]\n";
    let sources = "sources:\n  register: {type: interview, title: T}\n";
    let of_case = |rest: &str| format!("{head}{rest}{sources}");
    for (path, text) in [
        // A word in a block text ends in a line break, which no fix of the word takes away.
        ("block-word.yaml", of_case("events:\n  - type: >\n      protest\n")),
        ("block-header.yaml", of_case("events:\n  - type: |+ # a > b\n      protest\n\n")),
        ("block-list.yaml", of_case("events: >\n      embly and expression\n")),
        ("block-id.yaml", of_case("events:\n  - type: searh\n    sources:\n      - |\n        regster\n")),
        // A number in quotes for one rule, and without for another.
        ("octal.yaml", of_case("persons:\n  a: {name: A B, birth_year: 0660}\n")),
        // Two keys stand beside each other, and neither beside the key above.
        (
            "two-keys.yaml",
            "kind: report\ntitle: >\n  text\n  searched, CDF: and\n    accessed: 2026-01-05\n    language: en\n".to_owned(),
        ),
        ("escape.yaml", r#"a: "\\"ud8041""#.to_owned() + "\n"),
        ("quotes.yaml", r#"{"kin''''''d": "case", "id": "aa-case"}a-ckind": "case", "id": "b-case"}"#.to_owned()),
        ("more-quotes.yaml", "a: ''''''d'': 'case' 'e'}: 'b'\n".to_owned()),
        ("brackets.yaml", "id: a\nperiod: {start: 2024-04, end: 2024-06y\ncountr}: KG\n".to_owned()),
        ("open-brackets.yaml", "aGa: [b c: d\n  {\"a\":[m/n1,EL: :   ,[-2 \"b\": 3e: f]\n   } b]\n".to_owned()),
    ] {
        let mut seen = vec![text];
        while seen.len() < 20 {
            let text = &seen[seen.len() - 1];
            let Some(fixed) = with_fixes(&check(path, text.clone().into_bytes()), text) else { break };
            assert!(!seen.contains(&fixed), "{path}: {seen:#?}");
            seen.push(fixed);
        }
        assert!(seen.len() < 20, "{path}: {seen:#?}");
    }
}
