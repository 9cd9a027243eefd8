//! One finding, one line: `path:line:column: severity[rule] message`.

use std::io::{self, Write};

use crate::outcome::Outcome;
use crate::render::{escape, locate};

/// Writes all findings and nothing else, so that every line is one.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    for diagnostic in &outcome.diagnostics {
        let label = &diagnostic.primary;
        let (path, position) = locate(outcome, label.file, label.span.start);
        writeln!(
            out,
            "{}:{}:{}: {}[{}] {}",
            escape::path(path),
            position.line,
            position.column,
            diagnostic.severity,
            escape::line(diagnostic.rule.as_str()),
            escape::line(&diagnostic.message),
        )?;
    }
    Ok(())
}
