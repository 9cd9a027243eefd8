//! Workflow commands of GitHub Actions, which become annotations on the lines of a pull request.
//!
//! Escaping is the runner's own: <https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts>.

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::Outcome;
use crate::render::{Style, concise, escape, hosted, hosted_path, locate, summary};

/// The number of annotations of one kind that GitHub shows for a step; it silently drops the others
/// (<https://docs.github.com/en/rest/checks/runs>, and the runner's source).
const MOST: usize = 10;

/// Writes an annotation for each finding, and what GitHub would leave out as lines of the log.
pub(crate) fn write(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut rest = Vec::new();
    for severity in [Severity::Error, Severity::Warning, Severity::Info] {
        let of_kind = outcome.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity);
        for (index, diagnostic) in of_kind.enumerate() {
            if index < MOST {
                write_command(outcome, diagnostic, out)?;
            } else {
                rest.push(diagnostic);
            }
        }
    }
    for failure in &outcome.failures {
        let file = failure.path.iter().map(|path| format!("file={},", property(&hosted(outcome, path))));
        let file = file.collect::<String>();
        let path = failure.path.iter().map(|path| format!("{}: ", hosted(outcome, path))).collect::<String>();
        let (text, help) = (data(&format!("{path}{}", failure.message)), help(failure.help.as_deref()));
        writeln!(out, "::error {file}title=reportlint::{text}{help}")?;
    }
    if !rest.is_empty() {
        writeln!(out, "::group::{} more, which GitHub does not show as annotations", rest.len())?;
        for diagnostic in rest {
            let path = hosted_path(outcome, diagnostic.primary.file);
            concise::write_diagnostic(&path, outcome, diagnostic, out)?;
        }
        writeln!(out, "::endgroup::")?;
    }
    if style.quiet { Ok(()) } else { summary::write_summary(outcome, false, out) }
}

fn write_command(outcome: &Outcome, diagnostic: &Diagnostic, out: &mut dyn Write) -> io::Result<()> {
    let label = &diagnostic.primary;
    let (_, start) = locate(outcome, label.file, label.span.start);
    let (_, end) = locate(outcome, label.file, label.span.end);
    let kind = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    write!(
        out,
        "::{kind} file={},line={},endLine={}",
        property(&hosted_path(outcome, label.file)),
        start.line,
        end.line
    )?;
    // Columns are those of one line.
    if start.line == end.line {
        write!(out, ",col={},endColumn={}", start.column, end.column)?;
    }
    let help = help(diagnostic.help.as_deref());
    let title = property(diagnostic.rule.as_str());
    writeln!(out, ",title=reportlint: {title}::{}{help}", data(&diagnostic.message))
}

/// Returns advice as a further line of a command's text.
fn help(help: Option<&str>) -> String {
    let lines = |help: &str| help.lines().map(data).collect::<Vec<_>>().join("%0A");
    help.map(|help| format!("%0Ahelp: {}", lines(help))).unwrap_or_default()
}

/// Escapes the text of a command.
fn data(text: &str) -> String {
    escape::line(text).replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a command's property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
