//! Runs the linter on texts in memory, and holds what has to be true of any run.

use std::sync::Arc;

use reportlint::diagnostic::Diagnostic;
use reportlint::document::{DocumentKind, Format};
use reportlint::linter::{self, Content, Input, Job, Plan, Role};
use reportlint::outcome::Outcome;
use reportlint::render::{OutputFormat, Style, render};
use reportlint::rule::Preset;
use reportlint::settings::RuleSet;

/// Checks a text under all rules.
pub fn lint(path: &str, text: &[u8], kind: Option<DocumentKind>) -> Outcome {
    let rules = RuleSet::resolve(Preset::Strict, &[], None).expect("a preset has no options to be wrong");
    let format = Format::from_path(path).expect("the path has the ending of a format");
    let plan = Plan { kind, ..Plan::new(format, Arc::new(rules)) };
    let content = Content::Bytes(text.to_vec());
    let input = Input { path: path.to_owned(), content, plan, role: Role::Check, is_touched: false };
    linter::run(Job { inputs: vec![input], is_whole_repository: true, threads: 1, ..Job::default() })
}

/// Panics unless every finding lies within its file, every fix gives a text, and every format shows the run without a character
/// that steers a terminal.
pub fn assert_sound(outcome: &Outcome) {
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    for finding in &outcome.diagnostics {
        assert_spans(outcome, finding);
        apply(outcome, finding);
    }
    let style = Style::default();
    for format in OutputFormat::all() {
        let mut shown = Vec::new();
        render(format, outcome, &style, &mut shown).expect("memory can be written to");
        let shown = String::from_utf8(shown).expect("a report is text");
        let raw = shown.chars().find(|c| c.is_control() && *c != '\n');
        assert!(raw.is_none(), "{raw:?} in {}", format.name());
        match format.name() {
            "json" | "sarif" | "gitlab" => drop(serde_json::from_str::<serde_json::Value>(&shown).expect("JSON")),
            "junit" | "checkstyle" => assert_xml(&shown),
            _ => {}
        }
    }
}

fn assert_spans(outcome: &Outcome, finding: &Diagnostic) {
    let labels = std::iter::once(&finding.primary).chain(&finding.secondary).map(|label| (label.file, label.span));
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| (finding.primary.file, edit.span));
    for (file, span) in labels.chain(edits) {
        let source = outcome.file(file).and_then(|file| file.source.as_ref()).expect("a finding's file is kept");
        assert!(source.text().get(span.range()).is_some(), "{span:?} lies outside: {finding:?}");
    }
}

/// Applies the fix of a finding, and checks what comes out of it.
fn apply(outcome: &Outcome, finding: &Diagnostic) {
    let Some(fix) = &finding.fix else { return };
    let file = outcome.file(finding.primary.file).expect("a finding's file is known");
    let mut text = file.source.as_ref().expect("a finding's file is kept").text().to_owned();
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|edit| edit.span.start);
    assert!(edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start), "edits overlap: {fix:?}");
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.span.range(), &edit.replacement);
    }
    let path = format!("fixed.{}", finding_ending(outcome, finding));
    assert!(lint(&path, text.as_bytes(), None).failures.is_empty());
}

fn finding_ending<'a>(outcome: &'a Outcome, finding: &Diagnostic) -> &'a str {
    let source = outcome.file(finding.primary.file).and_then(|file| file.source.as_ref());
    source.and_then(|source| source.path().rsplit('.').next()).unwrap_or("yaml")
}

fn assert_xml(text: &str) {
    let mut reader = quick_xml::Reader::from_str(text);
    while !matches!(reader.read_event().expect("XML"), quick_xml::events::Event::Eof) {}
}
