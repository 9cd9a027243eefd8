//! The report as one JSON document. The structs are the format: they change only with its version.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::{Formatter, PrettyFormatter, Serializer};

use crate::diagnostic::{Applicability, Diagnostic, Fix, Label, Severity};
use crate::fingerprint;
use crate::outcome::Outcome;
use crate::render::{escape, locate, rule_url};
use crate::source::FileId;

const VERSION: u32 = 1;

#[derive(Serialize)]
struct Report<'a> {
    version: u32,
    tool: Tool,
    summary: Summary,
    failures: Vec<Unchecked<'a>>,
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
}

/// What could not be checked.
#[derive(Serialize)]
struct Unchecked<'a> {
    path: Option<&'a str>,
    message: &'a str,
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
    fix: Option<Mend<'a>>,
    fingerprint: String,
    url: String,
}

#[derive(Serialize)]
struct Related<'a> {
    path: &'a str,
    start: Place,
    end: Place,
    message: Option<&'a str>,
}

#[derive(Serialize)]
struct Mend<'a> {
    title: &'a str,
    applicability: Applicability,
    edits: Vec<Change<'a>>,
}

#[derive(Serialize)]
struct Change<'a> {
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

/// Writes the whole report.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let diagnostics = outcome
        .diagnostics
        .iter()
        .zip(fingerprint::fingerprints(outcome))
        .map(|(diagnostic, fingerprint)| finding(outcome, diagnostic, fingerprint))
        .collect();
    let report = Report {
        version: VERSION,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        summary: Summary {
            files: outcome.checked,
            errors: outcome.count(Severity::Error),
            warnings: outcome.count(Severity::Warning),
            infos: outcome.count(Severity::Info),
            suppressed: outcome.suppressed.len(),
        },
        failures: outcome
            .failures
            .iter()
            .map(|failure| Unchecked { path: failure.path.as_deref(), message: &failure.message })
            .collect(),
        diagnostics,
    };
    let mut serializer = Serializer::with_formatter(&mut *out, Visible(PrettyFormatter::new()));
    report.serialize(&mut serializer).map_err(io::Error::from)?;
    writeln!(out)
}

fn finding<'a>(outcome: &'a Outcome, diagnostic: &'a Diagnostic, fingerprint: String) -> Finding<'a> {
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
        fix: diagnostic.fix.as_ref().map(|fix| mend(outcome, file, fix)),
        fingerprint,
        url: rule_url(&diagnostic.rule),
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

fn mend<'a>(outcome: &Outcome, file: FileId, fix: &'a Fix) -> Mend<'a> {
    let edits = fix
        .edits
        .iter()
        .map(|edit| Change {
            start: place(outcome, file, edit.span.start),
            end: place(outcome, file, edit.span.end),
            replacement: &edit.replacement,
        })
        .collect();
    Mend { title: &fix.title, applicability: fix.applicability, edits }
}

fn place(outcome: &Outcome, file: FileId, offset: u32) -> Place {
    let (_, position) = locate(outcome, file, offset);
    Place { line: position.line, column: position.column, offset }
}

/// Whether a character misleads whoever reads the JSON as text, or begins a command of a CI runner there.
fn is_hidden(text: &str, index: usize, c: char) -> bool {
    let is_command = matches!(c, '[' | 'v') && text.get(..index).is_some_and(|before| before.ends_with("##"));
    is_command || escape::is_deceptive(c)
}

/// Pretty JSON in which deceptive characters are `\u` escapes: the same strings to a program, and
/// harmless to a terminal that shows them.
struct Visible(PrettyFormatter<'static>);

impl Formatter for Visible {
    fn write_string_fragment<W: ?Sized + Write>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()> {
        let mut rest = fragment;
        while let Some((index, c)) = rest.char_indices().find(|(index, c)| is_hidden(rest, *index, *c)) {
            let (before, from) = rest.split_at(index);
            writer.write_all(before.as_bytes())?;
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = from.get(c.len_utf8()..).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }

    fn begin_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_array(writer)
    }

    fn end_array<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array(writer)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(writer, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_array_value(writer)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object(writer)
    }

    fn end_object<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object(writer)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, writer: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(writer, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.begin_object_value(writer)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, writer: &mut W) -> io::Result<()> {
        self.0.end_object_value(writer)
    }
}
