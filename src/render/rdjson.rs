//! reviewdog's diagnostic format:
//! <https://github.com/reviewdog/reviewdog/blob/master/proto/rdf/reviewdog.proto>.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Diagnostic, Edit, Label, Severity};
use crate::outcome::{Failure, Outcome};
use crate::render::{hosted, hosted_path, on_its_line, rule_url, visible};
use crate::source::{FileId, Span};

#[derive(Serialize)]
struct Report<'a> {
    source: Source,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
}

#[derive(Serialize)]
struct Finding<'a> {
    message: String,
    location: Location<'a>,
    severity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<Code<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related<'a>>,
}

#[derive(Serialize)]
struct Code<'a> {
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Location<'a> {
    path: Cow<'a, str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

/// Line and column from 1, the column in bytes.
#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    location: Location<'a>,
}

/// Writes the output.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let source = Source { name: env!("CARGO_PKG_NAME") };
    let findings = outcome.diagnostics.iter().map(|diagnostic| finding(outcome, diagnostic));
    let failures = outcome.failures.iter().map(|failure| failure_finding(outcome, failure));
    let diagnostics = failures.chain(findings).collect();
    visible::write_pretty(&Report { source, diagnostics }, out)
}

/// Reports a failure at its file, without a range.
fn failure_finding<'a>(outcome: &Outcome, failure: &'a Failure) -> Finding<'a> {
    let path = hosted(outcome, failure.path.as_deref().unwrap_or("."));
    Finding {
        message: format!("{}{}", failure.message, on_its_line(failure.help.as_deref())),
        location: Location { path, range: None },
        severity: "ERROR",
        code: None,
        suggestions: Vec::new(),
        related_locations: Vec::new(),
    }
}

fn finding<'a>(outcome: &'a Outcome, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let file = diagnostic.primary.file;
    // Several suggestions would be alternatives, so a fix of several edits cannot be given.
    let edits = diagnostic.fix.as_ref().map_or(&[][..], |fix| &fix.edits);
    let suggestions = if let [edit] = edits { vec![suggestion(outcome, file, edit)] } else { Vec::new() };
    let related = diagnostic
        .secondary
        .iter()
        .map(|label| Related { message: label.message.as_deref(), location: location(outcome, label) });
    Finding {
        message: format!("{}{}", diagnostic.message, on_its_line(diagnostic.help.as_deref())),
        location: location(outcome, &diagnostic.primary),
        severity: match diagnostic.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Some(Code {
            value: diagnostic.rule.as_str(),
            url: rule_url(outcome, diagnostic.rule.as_str()),
        }),
        suggestions,
        related_locations: related.collect(),
    }
}

fn suggestion<'a>(outcome: &Outcome, file: FileId, edit: &'a Edit) -> Suggestion<'a> {
    Suggestion { range: range(outcome, file, edit.span), text: &edit.replacement }
}

fn location<'a>(outcome: &'a Outcome, label: &Label) -> Location<'a> {
    Location { path: hosted_path(outcome, label.file), range: Some(range(outcome, label.file, label.span)) }
}

fn range(outcome: &Outcome, file: FileId, span: Span) -> Range {
    Range { start: position(outcome, file, span.start), end: position(outcome, file, span.end) }
}

fn position(outcome: &Outcome, file: FileId, offset: u32) -> Position {
    let Some(source) = outcome.file(file).and_then(|entry| entry.source.as_deref()) else {
        return Position { line: 1, column: 1 };
    };
    let index = source.line_index(offset);
    let start = source.line_span(index).start;
    Position { line: crate::source::offset(index + 1), column: offset.saturating_sub(start) + 1 }
}
