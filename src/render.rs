//! Reports: the findings of a run in the format that was asked for.
//!
//! Renderers read an [`Outcome`] and write; they decide nothing. Text that comes from files is made
//! safe to print in every one of them.

mod concise;
pub(crate) mod escape;
mod excerpt;
mod fix;
mod human;
mod json;
mod plain;
mod summary;
mod window;
mod wrap;

pub(crate) use wrap::wrap;

use std::io::{self, Write};

use crate::diagnostic::RuleName;
use crate::outcome::Outcome;
use crate::source::{FileId, Position};

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// For people: snippets of the files, drawn or plain as [`Style::graphical`] says.
    Human,
    /// For `grep` and editors: one line a finding.
    Concise,
    /// For programs: one versioned JSON document.
    Json,
}

/// Every format, its name on the command line, and what `--help` says of it.
const FORMATS: [(OutputFormat, &str, &str); 3] = [
    (OutputFormat::Human, "human", "each finding with the lines it is about, then a summary"),
    (OutputFormat::Concise, "concise", "one line for each finding: path:line:column: severity[rule] message"),
    (OutputFormat::Json, "json", "one JSON document (version 1), for programs"),
];

impl OutputFormat {
    /// All formats, in the order in which help lists them.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|(format, ..)| *format)
    }

    /// The name on the command line.
    pub fn name(self) -> &'static str {
        self.row().1
    }

    /// What `--help` says of it.
    pub fn summary(self) -> &'static str {
        self.row().2
    }

    fn row(self) -> &'static (Self, &'static str, &'static str) {
        let [human, concise, json] = &FORMATS;
        match self {
            Self::Human => human,
            Self::Concise => concise,
            Self::Json => json,
        }
    }
}

/// How a report looks; what the terminal can do and what the user asked for, decided by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// ANSI colours, in the graphical form and the summary.
    pub color: bool,
    /// Box drawing characters; else ASCII.
    pub unicode: bool,
    /// Links (OSC 8) from rule names to their pages; else the address is printed.
    pub hyperlinks: bool,
    /// Cells of a line of the terminal.
    pub width: usize,
    /// Drawn snippets; else the plain form.
    pub graphical: bool,
    /// No summary.
    pub quiet: bool,
    /// A table of rules and counts.
    pub statistics: bool,
}

impl Default for Style {
    /// What suits a file or a pipe.
    fn default() -> Self {
        Self {
            color: false,
            unicode: false,
            hyperlinks: false,
            width: 100,
            graphical: false,
            quiet: false,
            statistics: false,
        }
    }
}

/// Writes the report of `outcome` to `out`.
///
/// # Errors
/// Those of `out`, unchanged; a broken pipe is for the caller to judge.
pub fn render(format: OutputFormat, outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    match format {
        OutputFormat::Human => {
            for diagnostic in &outcome.diagnostics {
                if style.graphical {
                    human::write_diagnostic(outcome, diagnostic, style, out)?;
                } else {
                    plain::write_diagnostic(outcome, diagnostic, out)?;
                }
            }
            if style.statistics && !outcome.diagnostics.is_empty() {
                summary::write_statistics(outcome, out)?;
                writeln!(out)?;
            }
            if !style.quiet {
                summary::write_summary(outcome, style.color, out)?;
            }
        }
        OutputFormat::Concise => {
            concise::write(outcome, out)?;
            if style.statistics {
                summary::write_statistics(outcome, out)?;
            }
        }
        OutputFormat::Json => json::write(outcome, out)?,
    }
    out.flush()
}

/// The address of a rule's page.
pub fn rule_url(rule: &RuleName) -> String {
    use std::fmt::Write as _;
    let mut url = concat!(env!("CARGO_PKG_HOMEPAGE"), "/rules/").to_owned();
    // A repository's own rules may be named as it likes.
    for byte in rule.as_str().bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                url.push(char::from(byte));
            }
            // Writing to a string does not fail.
            _ => drop(write!(url, "%{byte:02X}")),
        }
    }
    url
}

/// The path of a file and a place in it; the beginning of a file whose text is not known.
fn locate(outcome: &Outcome, file: FileId, offset: u32) -> (&str, Position) {
    let entry = outcome.file(file);
    let position = entry
        .and_then(|entry| entry.source.as_deref())
        .map_or(Position { line: 1, column: 1 }, |source| source.position(offset));
    (entry.map_or("", |entry| entry.path.as_str()), position)
}

/// `text` in the colour of an SGR code, where colour is wanted.
fn paint(text: &str, sgr: &str, color: bool) -> String {
    if color { format!("\u{1b}[{sgr}m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_formats_is_in_order() {
        for format in OutputFormat::all() {
            assert_eq!(format.row().0, format);
        }
    }

    #[test]
    fn addresses_hold_what_addresses_may() {
        let url = rule_url(&RuleName::new("local/a b\u{1b}"));
        assert_eq!(url, "https://reportlint.dev/rules/local/a%20b%1B");
    }
}
