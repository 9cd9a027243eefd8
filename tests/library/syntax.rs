//! Every way in which a file cannot be read, as an editor is told of it.

#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::sync::Arc;

use proptest::prelude::*;
use reportlint::diagnostic::{Applicability, Diagnostic};
use reportlint::document::Format;
use reportlint::parse::{Parsed, SYNTAX_RULES, parse};
use reportlint::source::{FileId, SourceFile, Span};

const FORMATS: [Format; 3] = [Format::Yaml, Format::Json, Format::Markdown];

/// The fixtures with one ending, sorted by name.
fn fixtures(ending: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax");
    let mut found: Vec<(String, String)> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .map(|path| {
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read_to_string(path).unwrap())
        })
        .collect();
    found.sort();
    found
}

fn source(name: &str, text: &str) -> Arc<SourceFile> {
    Arc::new(SourceFile::new(FileId(0), name, text))
}

fn check(name: &str, text: &str) -> (Arc<SourceFile>, Parsed) {
    let source = source(name, text);
    let parsed = parse(&source, Format::from_path(name).unwrap());
    (source, parsed)
}

/// A place as `line:column-line:column` with its text.
fn place(source: &SourceFile, span: Span) -> String {
    let (start, end) = (source.position(span.start), source.position(span.end));
    let text: String = source.slice(span).escape_debug().to_string();
    let text =
        if text.chars().count() > 60 { text.chars().take(60).collect::<String>() + "…" } else { text };
    format!("{}:{}-{}:{} «{text}»", start.line, start.column, end.line, end.column)
}

fn fixed(source: &SourceFile, diagnostic: &Diagnostic) -> Option<String> {
    let fix = diagnostic.fix.as_ref()?;
    let mut text = source.text().to_owned();
    for edit in fix.edits.iter().rev() {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    Some(text)
}

fn render(name: &str, text: &str) -> String {
    let (source, parsed) = check(name, text);
    let mut out = String::new();
    for line in text.lines().take(12) {
        let line: String = line.chars().take(100).collect();
        writeln!(
            out,
            "    | {}",
            line.replace('\t', "→")
                .escape_debug()
                .to_string()
                .replace("\\\"", "\"")
                .replace("\\'", "'")
                .replace("\\\\", "\\")
        )
        .unwrap();
    }
    for diagnostic in &parsed.diagnostics {
        writeln!(out, "{}: {}", diagnostic.rule, diagnostic.message).unwrap();
        writeln!(out, "  at {}", place(&source, diagnostic.primary.span)).unwrap();
        for label in &diagnostic.secondary {
            let message = label.message.as_deref().unwrap_or_default();
            writeln!(out, "  at {}: {message}", place(&source, label.span)).unwrap();
        }
        if let Some(help) = &diagnostic.help {
            writeln!(out, "  help: {help}").unwrap();
        }
        if let (Some(fix), Some(fixed)) = (&diagnostic.fix, fixed(&source, diagnostic)) {
            let safe = if fix.applicability == Applicability::Safe { "safe" } else { "unsafe" };
            let (_, parsed) = check(name, &fixed);
            let outcome = if parsed.diagnostics.is_empty() { "" } else { ", and more is wrong" };
            writeln!(out, "  fix ({safe}{outcome}): {}", fix.title).unwrap();
            for line in fixed.lines().take(12) {
                writeln!(out, "    > {}", line.replace('\t', "→")).unwrap();
            }
        }
    }
    out
}

fn gallery(ending: &str) -> String {
    fixtures(ending).iter().map(|(name, text)| format!("=== {name}\n{}\n", render(name, text))).collect()
}

#[test]
fn yaml() {
    insta::assert_snapshot!(gallery("yaml"));
}

#[test]
fn json() {
    insta::assert_snapshot!(gallery("json"));
}

#[test]
fn markdown() {
    insta::assert_snapshot!(gallery("md"));
}

#[test]
fn rules_are_listed_sorted_and_provoked() {
    let listed: Vec<&str> = SYNTAX_RULES.iter().map(|(name, _)| name.as_str()).collect();
    assert!(listed.is_sorted_by(|a, b| a < b));
    // These have tests of their own.
    let elsewhere = ["syntax/encoding", "syntax/empty-file", "syntax/too-many-documents"];
    let mut provoked = BTreeSet::from(elsewhere.map(str::to_owned));
    for (name, text) in ["yaml", "json", "md"].iter().flat_map(|ending| fixtures(ending)) {
        let (_, parsed) = check(&name, &text);
        assert!(!parsed.diagnostics.is_empty(), "{name} has no fault");
        provoked.extend(parsed.diagnostics.iter().map(|diagnostic| diagnostic.rule.to_string()));
    }
    assert_eq!(listed, provoked.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn documents_above_their_number_are_left_out() {
    for (text, good) in [("---\na: 1\n", 25_000), ("---\n]\n", 0)] {
        let (source, parsed) = check("many.yaml", &text.repeat(25_002));
        assert_eq!(parsed.documents.len(), good);
        let last = parsed.diagnostics.last().unwrap();
        assert!(parsed.diagnostics.len() <= 25_001);
        if good > 0 {
            assert_eq!(last.rule.as_str(), "syntax/too-many-documents");
            assert_eq!(source.position(last.primary.span.start).line, 50_001);
        }
    }
}

/// Checks the properties that every syntax error has, whatever the text.
fn assert_sound(text: &str, format: Format) -> Parsed {
    let source = source("a", text);
    let parsed = parse(&source, format);
    let inside = |span: Span| {
        assert!(text.get(span.range()).is_some(), "{span:?} does not lie on the characters of {text:?}");
    };
    for diagnostic in &parsed.diagnostics {
        inside(diagnostic.primary.span);
        assert!(
            text.trim_start_matches('\u{feff}').trim().is_empty() || !diagnostic.primary.span.is_empty(),
            "{diagnostic:#?} of {text:?} shows nothing"
        );
        assert!(!diagnostic.message.ends_with('.'));
        diagnostic.secondary.iter().for_each(|label| inside(label.span));
        let edits = diagnostic.fix.iter().flat_map(|fix| &fix.edits);
        let mut end = 0;
        for edit in edits {
            inside(edit.span);
            assert!(edit.span.start >= end, "edits of {diagnostic:#?} overlap");
            end = edit.span.end;
        }
    }
    for document in &parsed.documents {
        inside(document.root().span());
    }
    parsed
}

/// Pieces that YAML and JSON give a meaning to, so that random texts come near to both.
fn soup() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "key: ", "b:1", "- ", "-x", "\n", "\n  ", "\n    ", "\n\t", "\r\n", " ", "\t", "\"", "'", "''",
        "[", "]", "{", "}", ",", ": ", ":", "#", " # c", "|\n", ">-\n", "&x ", "*x", "*y", "!t ", "!", "%",
        "@", "---\n", "...\n", "<<: ", "\\", "\\u12", "Ж", "😀", "\u{a0}", "\u{feff}", "\u{1}", "?", "? ",
        "1.5", "null", "true", "//",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

const REPORT: &str = "kind: report\ntitle: \"Отчёт: пытки\"\ncases:\n  - id: c1\n    source: &s {name: 'Memorial', pages: [1, 2]}\n    text: |\n      Қазақстан 😀\n      second\n    events:\n      - {type: arrest, date: 2023-05-03}\n      - type: trial\n        note: plain text\n          goes on # comment\n  - <<: *s\n";

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_survived(text in any::<String>()) {
        FORMATS.iter().for_each(|&format| { assert_sound(&text, format); });
    }

    #[test]
    fn soup_is_survived(text in soup()) {
        FORMATS.iter().for_each(|&format| { assert_sound(&text, format); });
        assert_sound(&format!("---\n{text}\n---\nbody"), Format::Markdown);
    }

    #[test]
    fn mutated_reports_are_survived(
        edits in prop::collection::vec((0usize..400, 0usize..6, soup()), 1..4),
    ) {
        let mut text = REPORT.to_owned();
        for (at, length, piece) in edits {
            let near = |at: usize| (at.min(text.len())..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap();
            let (start, end) = (near(at), near(at + length));
            text.replace_range(start..end, &piece);
        }
        assert_sound(&text, Format::Yaml);
        assert_sound(&format!("---\n{text}---\nbody"), Format::Markdown);
    }
}

#[test]
fn what_once_split_a_character() {
    for text in ["[]Ж: \"", "[]Ж: ", "{Ж&x :[ a}", "[&x ]Ж<<: \"\n"] {
        assert!(!assert_sound(text, Format::Yaml).diagnostics.is_empty());
    }
}

#[test]
fn the_unmutated_report_is_clean() {
    assert!(assert_sound(REPORT, Format::Yaml).diagnostics.is_empty());
}

/// The rule names that a text provokes, whose time must not grow with the square of its length.
fn rules(text: &str, format: Format) -> Vec<String> {
    assert_sound(text, format).diagnostics.iter().map(|diagnostic| diagnostic.rule.to_string()).collect()
}

#[test]
fn a_tab_may_part_a_dash_or_a_colon_from_a_single_value() {
    let text = "a:\n  -\tb\n  -\t\"c\"\n  -\t{d: e}\n  - f:\tg\nh:\t[i:\tj]\n";
    assert!(rules(text, Format::Yaml).is_empty());
}

#[test]
fn pathological_texts_end() {
    use Format::{Json, Yaml};
    assert_eq!(rules(&"[".repeat(20_000), Yaml), ["syntax/too-deep"]);
    assert_eq!(rules(&"[".repeat(20_000), Json), ["syntax/unclosed-bracket"]);
    assert_eq!(rules(&"- ".repeat(50_000), Yaml), ["syntax/too-deep"]);
    assert_eq!(rules(&"a: \"b\n".repeat(50_000), Yaml), ["syntax/unclosed-quote"]);
    assert_eq!(rules(&"- 'b\n".repeat(50_001), Yaml), ["syntax/unclosed-quote"]);
    assert_eq!(rules(&"a: [b\n".repeat(50_000), Yaml), ["syntax/unclosed-bracket"]);
    assert_eq!(rules(&"---\na: \"b\n".repeat(5_000), Yaml).len(), 5_000);
    assert_eq!(rules(&"a: b: c\n---\n".repeat(5_000), Yaml).len(), 5_000);
    assert!(rules(&format!("a: {}", "x".repeat(1_000_000)), Yaml).is_empty());
    assert_eq!(rules(&format!("a: {}: c", "x ".repeat(500_000)), Yaml), ["syntax/unquoted-text"]);
    assert_eq!(rules(&format!("text\n{}b: 1\n", "more\n".repeat(100_000)), Yaml), ["syntax/missing-colon"]);
    assert_eq!(
        rules(&format!("a:\n{}\tb: 1\n", "\tb: 1\n".repeat(50_000)), Yaml),
        ["syntax/tab-indentation"]
    );

    assert_eq!(rules(&"<!-- a: b\n".repeat(50_000), Yaml), ["syntax/yaml"]);
    assert_eq!(
        rules(&format!("a: 1\n{}b: 1\n", "word word\n".repeat(50_000)), Yaml),
        ["syntax/missing-colon"]
    );
    assert_eq!(rules(&format!("l:\n{}  - b\n", "    a: 1\n".repeat(50_000)), Yaml), ["syntax/mixed-list"]);

    let laughs: String = (0..30)
        .map(|i| {
            format!("a{i}: &a{i} [{}]\n", vec![format!("*a{}", i - 1); 9 * (i.min(1) as usize)].join(", "))
        })
        .collect();
    assert_eq!(rules(&laughs, Yaml), ["syntax/alias-expansion"]);

    let slips: String = (0..20_000).map(|i| format!("- &a{i} x\n- *b{i}\n")).collect();
    // Nobody reads more of them.
    assert_eq!(rules(&slips, Yaml).len(), 1_000);

    let keys: String = (0..100_000).map(|i| format!("k{}: {i}\n", i % 60_000)).collect();
    let parsed = assert_sound(&keys, Yaml);
    assert!(parsed.diagnostics.is_empty());
    assert_eq!(parsed.documents[0].anomalies().len(), 40_000);

    let merges: String = std::iter::once("m0: &m0 {a: 1, b: 2}\n".to_owned())
        .chain((1..40).map(|i| format!("m{i}: &m{i}\n  k{i}: 1\n  <<: [*m{p}, *m{p}, *m{p}]\n", p = i - 1)))
        .collect();
    // Each merge is counted in full, though most of its keys are known already.
    assert_eq!(rules(&merges, Yaml), ["syntax/alias-expansion"]);
    let sources: String = (0..2_000).map(|i| format!("k{i}: {i}, ")).collect();
    let bomb = format!("base: &base {{{sources}}}\n")
        + &"- <<: *base\n".repeat(2_000).replace("- <<", "  - <<").replacen("  -", "uses:\n  -", 1);
    assert_eq!(rules(&bomb, Yaml), ["syntax/alias-expansion"]);
}
