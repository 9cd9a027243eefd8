//! What an author puts into a file must not steer the terminal or the job that shows the report.

use proptest::prelude::*;

use super::*;

const HOSTILE: &str = "a\u{1b}[2J\u{1b}]8;;http://x\u{7}b\u{202e}c\u{2066}d\u{200f}e\u{200b}f\u{feff}g\u{ad}h\u{9b}31m\u{7f}\r\n::error file=x::y\n##[error]z\u{2028}\u{85}\u{0}\u{61c}";

fn forms() -> impl Iterator<Item = (OutputFormat, Style)> {
    let styles = [GRAPHICAL, PLAIN, Style { unicode: false, ..GRAPHICAL }, Style { width: 0, ..GRAPHICAL }];
    OutputFormat::all().flat_map(move |format| styles.map(|style| (format, style)))
}

fn is_harmless(c: char) -> bool {
    c == '\n'
        || !(c.is_control()
            || matches!(c, '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}' | '\u{feff}'))
}

#[test]
fn nothing_raw_comes_out() {
    let text = format!("id: 1\n{HOSTILE}\nname: {HOSTILE}\n");
    let path = format!("::error::{HOSTILE}.yaml");
    let mut diagnostic = finding(Span::new(6, text.len() as u32), HOSTILE)
        .with_note(HOSTILE)
        .with_label(Span::new(0, 2), HOSTILE)
        .with_help(HOSTILE)
        .with_pointer(Pointer(vec![Segment::Key(HOSTILE.to_owned())]))
        .with_fix(
            HOSTILE,
            Applicability::Safe,
            vec![Edit { span: Span::new(7, 12), replacement: "\u{1b}\u{202e}".to_owned() }],
        );
    diagnostic.rule = RuleName::new(HOSTILE);
    diagnostic.secondary.push(Label {
        file: FileId(1),
        span: Span::new(0, 9),
        message: Some(HOSTILE.to_owned()),
    });
    let all = outcome(&[(&path, &text), (HOSTILE, HOSTILE)], vec![diagnostic]);
    for (format, style) in forms() {
        let style = Style { statistics: true, quiet: false, ..style };
        let shown = rendered(format, &all, &style);
        let raw: Vec<_> = shown.chars().filter(|c| !is_harmless(*c)).collect();
        assert!(raw.is_empty(), "{raw:?} in {format:?} {style:?}:\n{shown}");
        for line in shown.lines().map(str::trim_start) {
            let is_own = format == OutputFormat::Github && line.starts_with("::error file=%3A%3Aerror");
            let command = !is_own && line.starts_with("::") || line.starts_with("##[");
            assert!(!command, "a command in {format:?} {style:?}: {line}");
        }
        if format == OutputFormat::Concise {
            let findings = shown.lines().filter(|line| line.contains(": error[")).count();
            assert_eq!(findings, 1, "{shown}");
        }
    }
}

#[test]
fn escapes_are_shown() {
    let text = "name: \u{202e}evil\u{2069} WORD \u{1b}[0m\n";
    insta::assert_snapshot!(one(
        text,
        finding(span_of(text, "WORD"), "bad \u{202e}name").with_note("a\u{1b}b")
    ));
}

#[test]
fn json_keeps_the_strings() {
    let all = outcome(&[("a.yaml", "x")], vec![finding(Span::new(0, 1), HOSTILE)]);
    let json: serde_json::Value = serde_json::from_str(&rendered(OutputFormat::Json, &all, &PLAIN)).unwrap();
    assert_eq!(json["diagnostics"][0]["message"], HOSTILE);
}

proptest! {
    #[test]
    fn no_text_and_no_span_panics(
        text in "([a-c \t\r\n]|[ж東😀\u{301}\u{feff}\u{1b}\u{202e}]|\n){0,60}",
        long in prop::bool::weighted(0.2),
        places in prop::collection::vec((0u32..300, 0u32..300, 0u32..3), 1..5),
        note in "[a\n\u{1b}ж東]{0,12}",
        width in 0usize..120,
    ) {
        let text = if long { text.repeat(30) } else { text };
        let mut labels = places.iter().map(|(a, b, file)| Label {
            file: FileId(*file), span: Span { start: *a.min(b), end: *a.max(b) }, message: Some(note.clone()),
        });
        let primary = labels.next().unwrap();
        let mut diagnostic = finding(primary.span, &note).with_help(note.clone()).with_fix(
            note.clone(), Applicability::Unsafe, vec![Edit { span: primary.span, replacement: note.clone() }]);
        diagnostic.primary.file = primary.file;
        diagnostic.secondary = labels.collect();
        let all = outcome(&[("a", &text), ("b", "x: y\nz")], vec![diagnostic]);
        for (format, style) in forms() {
            let shown = rendered(format, &all, &Style { width, ..style });
            prop_assert!(shown.chars().all(is_harmless), "{}", shown);
        }
    }
}
