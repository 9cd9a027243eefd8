//! The report as one JSON document, or with a document for each finding on a line of its own. The structs are the
//! format: they change only with its version, as `schemas/output.schema.json` does.

use std::io::{self, Write};

use serde::Serialize;

use crate::diagnostic::{Applicability, Diagnostic, Fix, Label, Severity};
use crate::outcome::{Failure, Holder, Outcome};
use crate::render::{locate, rule_url, visible};
use crate::source::FileId;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    summary: Summary,
    failures: Vec<FailureObject<'a>>,
    diagnostics: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Summary {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    suppressed: usize,
    baseline: usize,
    stale: usize,
    unchanged: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    comparison: Option<ComparisonObject>,
    #[serde(skip_serializing_if = "Option::is_none")]
    today: Option<String>,
}

/// A failure: something that kept the run from its work.
#[derive(Serialize)]
struct ComparisonObject {
    new: usize,
    mended: usize,
    as_before: usize,
}

#[derive(Serialize)]
struct FailureObject<'a> {
    path: Option<&'a str>,
    message: &'a str,
    help: Option<&'a str>,
}

/// A line of JSON Lines that is no finding.
#[derive(Serialize)]
struct FailureLine<'a> {
    failure: FailureObject<'a>,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    severity: Severity,
    message: &'a str,
    path: &'a str,
    start: Place,
    end: Place,
    pointer: Option<String>,
    labels: Vec<Related<'a>>,
    help: Option<&'a str>,
    fix: Option<FixObject<'a>>,
    fingerprint: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    start: Place,
    end: Place,
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct FixObject<'a> {
    title: &'a str,
    applicability: Applicability,
    edits: Vec<EditObject<'a>>,
}

#[derive(Serialize)]
struct EditObject<'a> {
    start: Place,
    end: Place,
    replacement: &'a str,
}

/// A place in a file: line and column from 1, the column in Unicode scalar values; the offset in
/// bytes from 0.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

/// Writes the output.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = outcome.diagnostics.iter().map(|diagnostic| finding(outcome, diagnostic)).collect();
    let report = Report {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: Summary {
            files: outcome.checked,
            errors: outcome.count(Severity::Error),
            warnings: outcome.count(Severity::Warning),
            infos: outcome.count(Severity::Info),
            suppressed: outcome.suppressed.len() - outcome.count_withheld(Holder::Baseline),
            baseline: outcome.count_withheld(Holder::Baseline),
            stale: outcome.stale,
            unchanged: outcome.unchanged,
            today: outcome.today.clone(),
            comparison: outcome.comparison.as_ref().map(|comparison| ComparisonObject {
                new: outcome.diagnostics.len(),
                mended: comparison.mended,
                as_before: comparison.as_before,
            }),
        },
        failures: outcome.failures.iter().map(FailureObject::from).collect(),
        diagnostics,
    };
    visible::write_pretty(&report, out)
}

/// Writes each finding on a line, and each failure before them.
pub(crate) fn write_lines(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    for failure in &outcome.failures {
        visible::write_line(&FailureLine { failure: failure.into() }, out)?;
    }
    outcome
        .diagnostics
        .iter()
        .try_for_each(|diagnostic| visible::write_line(&finding(outcome, diagnostic), out))
}

impl<'a> From<&'a Failure> for FailureObject<'a> {
    fn from(failure: &'a Failure) -> Self {
        Self { path: failure.path.as_deref(), message: &failure.message, help: failure.help.as_deref() }
    }
}

fn finding<'a>(outcome: &'a Outcome, diagnostic: &'a Diagnostic) -> Finding<'a> {
    let Label { file, span, .. } = diagnostic.primary;
    Finding {
        rule: diagnostic.rule.as_str(),
        severity: diagnostic.severity,
        message: &diagnostic.message,
        path: locate(outcome, file, 0).0,
        start: place(outcome, file, span.start),
        end: place(outcome, file, span.end),
        pointer: diagnostic.pointer.as_ref().map(ToString::to_string),
        labels: diagnostic.secondary.iter().map(|label| related(outcome, label)).collect(),
        help: diagnostic.help.as_deref(),
        fix: diagnostic.fix.as_ref().map(|fix| fix_object(outcome, file, fix)),
        fingerprint: diagnostic.fingerprint.to_string(),
        url: rule_url(outcome, diagnostic.rule.as_str()),
    }
}

fn related<'a>(outcome: &'a Outcome, label: &'a Label) -> Related<'a> {
    Related {
        path: locate(outcome, label.file, 0).0,
        start: place(outcome, label.file, label.span.start),
        end: place(outcome, label.file, label.span.end),
        message: label.message.as_deref(),
    }
}

fn fix_object<'a>(outcome: &Outcome, file: FileId, fix: &'a Fix) -> FixObject<'a> {
    let edits = fix
        .edits
        .iter()
        .map(|edit| EditObject {
            start: place(outcome, file, edit.span.start),
            end: place(outcome, file, edit.span.end),
            replacement: &edit.replacement,
        })
        .collect();
    FixObject { title: &fix.title, applicability: fix.applicability, edits }
}

fn place(outcome: &Outcome, file: FileId, offset: u32) -> Place {
    let (_, position) = locate(outcome, file, offset);
    Place { line: position.line, column: position.column, offset }
}
