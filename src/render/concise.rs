//! One finding, one line: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use crate::diagnostic::Diagnostic;
use crate::outcome::Outcome;
use crate::render::{escape, locate, opened_path};

/// Writes all findings and nothing else, so that every line is one.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    outcome.diagnostics.iter().try_for_each(|diagnostic| {
        write_diagnostic(&opened_path(outcome, diagnostic.primary.file), outcome, diagnostic, out)
    })
}

/// Writes the line of one finding, in the file at `path`.
pub(crate) fn write_diagnostic(
    path: &str,
    outcome: &Outcome,
    diagnostic: &Diagnostic,
    out: &mut dyn Write,
) -> io::Result<()> {
    let label = &diagnostic.primary;
    let (_, position) = locate(outcome, label.file, label.span.start);
    writeln!(
        out,
        "{}:{}:{}: {}[{}] {}",
        escape::path(path),
        position.line,
        position.column,
        diagnostic.severity,
        escape::line(diagnostic.rule.as_str()),
        escape::line(&diagnostic.message),
    )
}
