//! The parts of the two XML formats, JUnit's and Checkstyle's.

use std::borrow::Cow;
use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, Event};

use crate::diagnostic::Diagnostic;
use crate::outcome::{FileEntry, Outcome};
use crate::render::{escape, opened};
use crate::source::FileId;

/// An XML document on its way.
pub(super) type Xml<'o> = Writer<&'o mut dyn Write>;

/// Returns the paths of files that have findings or are wanted anyway, as people open them, with their findings.
pub(super) fn files(
    outcome: &Outcome,
    is_wanted: impl Fn(&FileEntry) -> bool,
) -> Vec<(Cow<'_, str>, Vec<&Diagnostic>)> {
    let mut findings: Vec<Vec<&Diagnostic>> = vec![Vec::new(); outcome.files.len()];
    for diagnostic in &outcome.diagnostics {
        let FileId(index) = diagnostic.primary.file;
        if let Some(of_file) = findings.get_mut(index as usize) {
            of_file.push(diagnostic);
        }
    }
    let with_findings = outcome.files.iter().zip(findings);
    with_findings
        .filter(|(entry, findings)| is_wanted(entry) || !findings.is_empty())
        .map(|(entry, findings)| (opened(outcome, &entry.path), findings))
        .collect()
}

/// Replaces characters that XML cannot hold or that deceive a reader; the writer escapes markup.
pub(super) fn text(text: &str) -> String {
    escape::line(text).replace(['\u{fffe}', '\u{ffff}'], "\u{fffd}")
}

pub(super) fn begin(out: &mut dyn Write) -> io::Result<Xml<'_>> {
    let mut xml = Writer::new_with_indent(out, b' ', 2);
    xml.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    Ok(xml)
}

pub(super) fn end(xml: Xml<'_>) -> io::Result<()> {
    writeln!(xml.into_inner())
}
