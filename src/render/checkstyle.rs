//! Checkstyle's XML: <https://checkstyle.org/>, format 4.3.

use std::io::{self, Write};

use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::Outcome;
use crate::render::xml::{Xml, begin, end, files, text};
use crate::render::{in_brackets, locate, opened};

/// Writes a Checkstyle report.
pub(crate) fn write(outcome: &Outcome, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = begin(out)?;
    let files = files(outcome, |_| false);
    xml.create_element("checkstyle").with_attribute(("version", "4.3")).write_inner_content(|xml| {
        for (path, findings) in &files {
            let file = xml.create_element("file").with_attribute(("name", &*text(path)));
            file.write_inner_content(|xml| {
                findings.iter().try_for_each(|finding| write_error(xml, outcome, finding))
            })?;
        }
        for failure in &outcome.failures {
            let path = text(&opened(outcome, failure.path.as_deref().unwrap_or(".")));
            xml.create_element("file").with_attribute(("name", &*path)).write_inner_content(|xml| {
                let message = format!("{}{}", failure.message, in_brackets(failure.help.as_deref()));
                let error = xml.create_element("error").with_attributes([
                    ("severity", "error"),
                    ("message", &*text(&message)),
                    ("source", "reportlint"),
                ]);
                error.write_empty().map(drop)
            })?;
        }
        Ok::<_, io::Error>(())
    })?;
    end(xml)
}

fn write_error(xml: &mut Xml<'_>, outcome: &Outcome, finding: &Diagnostic) -> io::Result<()> {
    let (_, position) = locate(outcome, finding.primary.file, finding.primary.span.start);
    let severity = match finding.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    };
    let error = xml.create_element("error").with_attributes([
        ("line", position.line.to_string().as_str()),
        ("column", position.column.to_string().as_str()),
        ("severity", severity),
        ("message", &*text(&format!("{}{}", finding.message, in_brackets(finding.help.as_deref())))),
        ("source", &*text(&format!("reportlint.{}", finding.rule))),
    ]);
    error.write_empty().map(drop)
}
