//! Output: the findings of a run in the chosen format.
//!
//! Renderers read an [`Outcome`] and write; they decide nothing. Text that comes from files is made
//! safe to print in every one of them.

mod checkstyle;
mod concise;
pub(crate) mod escape;
mod excerpt;
mod fix;
mod github;
mod gitlab;
mod grouped;
mod html;
mod human;
mod json;
mod junit;
mod markdown;
mod place;
mod plain;
mod rdjson;
mod sarif;
mod summary;
mod visible;
mod window;
mod wrap;
mod xml;

pub(crate) use place::{failure_text, opened};
pub(crate) use wrap::wrap;

use std::io::{self, Write};

use crate::diagnostic::Severity;
use crate::outcome::{Failure, Outcome};
use crate::words::count;
use grouped::{FileGroup, Shown, groups};
use place::{hosted, hosted_path, locate, opened_path, percent_encoded};

/// A format of output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OutputFormat {
    /// For people: snippets of the files, drawn or plain as [`Style::graphical`] says.
    Human,
    /// For `grep` and editors: one line a finding.
    Concise,
    /// For programs: one versioned JSON document.
    Json,
    /// For programs that read line by line: one JSON document a finding.
    JsonLines,
    /// For code scanning: SARIF 2.1.0.
    Sarif,
    /// For the log of a GitHub Actions job: annotations.
    Github,
    /// For GitLab: a Code Quality report.
    Gitlab,
    /// For Jenkins and others: a JUnit report.
    Junit,
    /// For tools of reviews: a Checkstyle report.
    Checkstyle,
    /// For reviewdog.
    Rdjson,
    /// For job summaries and comments: a table.
    Markdown,
    /// For people who use no terminal: one page for a browser.
    Html,
}

/// A function that writes a format.
type WriteOutput = fn(&Outcome, &Style, &mut dyn Write) -> io::Result<()>;

/// A format: its name on the command line, its line in `--help`, and the function that writes it.
struct Format {
    format: OutputFormat,
    name: &'static str,
    summary: &'static str,
    write: WriteOutput,
}

impl Format {
    const fn new(
        format: OutputFormat,
        name: &'static str,
        summary: &'static str,
        write: WriteOutput,
    ) -> Self {
        Self { format, name, summary, write }
    }
}

/// Every format, in the order of [`OutputFormat`].
const FORMATS: [Format; 12] = [
    Format::new(
        OutputFormat::Human,
        "human",
        "each finding with the lines it is about, then a summary",
        write_human,
    ),
    Format::new(
        OutputFormat::Concise,
        "concise",
        "one line for each finding: path:line:column: severity[rule] message",
        write_concise,
    ),
    Format::new(
        OutputFormat::Json,
        "json",
        "one JSON document (version 1), for programs",
        |outcome, _, out| json::write(outcome, out),
    ),
    Format::new(
        OutputFormat::JsonLines,
        "jsonl",
        "one JSON document for each finding, each on a line",
        |outcome, _, out| json::write_lines(outcome, out),
    ),
    Format::new(
        OutputFormat::Sarif,
        "sarif",
        "SARIF 2.1.0, for GitHub's code scanning and others",
        |outcome, _, out| sarif::write(outcome, out),
    ),
    Format::new(
        OutputFormat::Github,
        "github",
        "annotations of a pull request, for the log of a GitHub Actions job",
        github::write,
    ),
    Format::new(OutputFormat::Gitlab, "gitlab", "a Code Quality report, for GitLab", |outcome, _, out| {
        gitlab::write(outcome, out)
    }),
    Format::new(OutputFormat::Junit, "junit", "a JUnit report, for Jenkins and others", |outcome, _, out| {
        junit::write(outcome, out)
    }),
    Format::new(OutputFormat::Checkstyle, "checkstyle", "a Checkstyle report", |outcome, _, out| {
        checkstyle::write(outcome, out)
    }),
    Format::new(OutputFormat::Rdjson, "rdjson", "for reviewdog", |outcome, _, out| {
        rdjson::write(outcome, out)
    }),
    Format::new(
        OutputFormat::Markdown,
        "markdown",
        "a table, for a job's summary or a comment on a pull request",
        markdown::write,
    ),
    Format::new(OutputFormat::Html, "html", "one page for a browser, which needs no other file", html::write),
];

impl OutputFormat {
    /// Returns all formats, in the order of `--help`.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.iter().map(|entry| entry.format)
    }

    /// Returns the name on the command line.
    pub fn name(self) -> &'static str {
        self.entry().name
    }

    /// Returns the line in `--help`.
    pub fn summary(self) -> &'static str {
        self.entry().summary
    }

    fn entry(self) -> &'static Format {
        let [first, ..] = &FORMATS;
        // The table has every format; a test checks that.
        FORMATS.iter().find(|entry| entry.format == self).unwrap_or(first)
    }
}

/// The look of the output. The caller decides it from the terminal and the arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// ANSI colours, in the graphical form and the summary.
    pub color: bool,
    /// Box drawing characters; else ASCII.
    pub unicode: bool,
    /// Links (OSC 8) from rule names to their pages, where `docs_url` says where those are; else the address is printed.
    pub hyperlinks: bool,
    /// The width of the terminal, in cells.
    pub width: usize,
    /// Drawn snippets; else the plain form.
    pub graphical: bool,
    /// No summary.
    pub quiet: bool,
    /// A table of rules and counts.
    pub statistics: bool,
    /// The findings of a file in the order of its lines; else the gravest come first.
    pub by_line: bool,
    /// Each finding in full; else a rule's advice comes once a file, and its fourth finding takes a line.
    pub verbose: bool,
    /// The failures, in the formats for people; else standard error alone says them.
    pub failures: bool,
}

impl Default for Style {
    /// Returns the style for a file or a pipe.
    fn default() -> Self {
        Self {
            color: false,
            unicode: false,
            hyperlinks: false,
            width: 100,
            graphical: false,
            quiet: false,
            statistics: false,
            by_line: false,
            verbose: false,
            failures: true,
        }
    }
}

/// Writes `outcome` to `out`.
///
/// # Errors
/// Those of `out`, unchanged; the caller judges a broken pipe.
pub fn render(format: OutputFormat, outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    (format.entry().write)(outcome, style, out)?;
    out.flush()
}

fn write_human(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    if style.failures {
        for failure in &outcome.failures {
            write_failure(outcome, failure, out)?;
            writeln!(out)?;
        }
    }
    for group in groups(outcome, style) {
        write_group(outcome, &group, style, out)?;
    }
    if style.statistics && !outcome.diagnostics.is_empty() {
        summary::write_statistics(outcome, out)?;
        writeln!(out)?;
    }
    if style.quiet { Ok(()) } else { summary::write_summary(outcome, style.color, out) }
}

/// Writes the findings of a file below a line that counts them.
fn write_group(
    outcome: &Outcome,
    group: &FileGroup<'_>,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    if outcome.diagnostics.len() > 1 {
        let counts = [Severity::Error, Severity::Warning, Severity::Info]
            .map(|severity| (group.count(severity), severity))
            .into_iter()
            .filter(|(number, _)| *number > 0)
            .map(|(number, severity)| count(number as u64, severity.as_str()));
        let path = opened_path(outcome, group.file);
        let line = format!("{}: {}", escape::path(&path), counts.collect::<Vec<_>>().join(", "));
        // Lines alone stand below their file like a list.
        let gap = if group.findings.first().is_some_and(|first| first.is_drawn) { "\n" } else { "" };
        writeln!(out, "{}{gap}", paint(&line, "1", style.color))?;
    }
    let mut shown = group.findings.iter().peekable();
    while let Some(finding) = shown.next() {
        if !finding.is_drawn {
            write_line(outcome, *finding, style, out)?;
            // What follows in full stands apart.
            if shown.peek().is_none_or(|next| next.is_drawn) {
                writeln!(out)?;
            }
        } else if style.graphical {
            human::write_diagnostic(outcome, *finding, style, out)?;
        } else {
            plain::write_diagnostic(outcome, *finding, out)?;
        }
    }
    Ok(())
}

/// The bytes of advice that stands on the line of its finding where that is all that is shown of it: `did you mean …?`
const SHORT_HELP: usize = 100;

/// Writes a finding of a rule of which the file has many: its place and message, and advice only if that is new.
fn write_line(outcome: &Outcome, shown: Shown<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let finding = shown.finding;
    let (_, at) = locate(outcome, finding.primary.file, finding.primary.span.start);
    let name = human::name_of(finding, style);
    let help = finding.help.as_deref().filter(|_| shown.has_help);
    let (short, long) = match help {
        Some(help) if help.len() <= SHORT_HELP => (Some(help), None),
        help => (None, help),
    };
    let message = format!("{}{}", finding.message, in_brackets(short));
    writeln!(out, "  {}:{}  {name}: {}", at.line, at.column, escape::line(&message))?;
    match long {
        Some(help) => escape::paragraphs(help).try_for_each(|line| writeln!(out, "      help: {line}")),
        None => Ok(()),
    }
}

/// Writes a failure as standard error shows it.
pub(crate) fn write_failure(outcome: &Outcome, failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    let help = failure.help.iter().map(|help| format!("\n  help: {help}")).collect::<String>();
    let text = format!("error: {}{help}", failure_text(outcome, failure));
    escape::paragraphs(&text).try_for_each(|line| writeln!(out, "{line}"))
}

fn write_concise(outcome: &Outcome, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    for failure in outcome.failures.iter().filter(|_| style.failures) {
        let text =
            format!("error: {}{}", failure_text(outcome, failure), in_brackets(failure.help.as_deref()));
        writeln!(out, "{}", escape::line(&text))?;
    }
    concise::write(outcome, out)?;
    if style.statistics { summary::write_statistics(outcome, out) } else { Ok(()) }
}

/// Returns the part of the findings that a format leaves out because its readers keep no more, if there is one: "12 of 5,012
/// results, because …".
pub(crate) fn cut(format: OutputFormat, outcome: &Outcome) -> Option<String> {
    match format {
        OutputFormat::Sarif => sarif::cut(outcome),
        OutputFormat::Markdown => markdown::cut(outcome),
        _ => None,
    }
}

/// Returns the address of a rule's page, if the configuration's `docs_url` says where the pages are.
fn rule_url(outcome: &Outcome, rule: &str) -> Option<String> {
    let pages = outcome.docs_url.as_deref()?;
    let separator = if pages.ends_with('/') { "" } else { "#" };
    // A repository may name its own rules as it likes.
    Some(format!("{pages}{separator}{}", percent_encoded(rule.as_bytes())))
}

/// Returns the command that prints a rule's page.
fn explain_command(rule: &str) -> String {
    format!("{} explain {}", env!("CARGO_PKG_NAME"), escape::line(rule))
}

/// Returns advice to put behind a message on one line.
fn in_brackets(help: Option<&str>) -> String {
    help.map(|help| format!(" (help: {help})")).unwrap_or_default()
}

/// Returns advice to put below a message.
fn on_its_line(help: Option<&str>) -> String {
    help.map(|help| format!("\nhelp: {help}")).unwrap_or_default()
}

/// Colours `text` by an SGR code, if `color` is true.
fn paint(text: &str, sgr: &str, color: bool) -> String {
    if color { format!("\u{1b}[{sgr}m{text}\u{1b}[0m") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_has_every_format() {
        for (index, entry) in FORMATS.iter().enumerate() {
            assert_eq!(entry.format as usize, index);
        }
        assert_eq!(OutputFormat::Html as usize + 1, FORMATS.len(), "the last format is in the table");
    }

    #[test]
    fn addresses_hold_what_addresses_may() {
        let url = |docs_url: &str| {
            let outcome = Outcome { docs_url: Some(docs_url.to_owned()), ..Outcome::default() };
            rule_url(&outcome, "local/a b\u{1b}")
        };
        assert_eq!(url("https://example.org/rules").unwrap(), "https://example.org/rules#local/a%20b%1B");
        assert_eq!(url("https://example.org/rules/").unwrap(), "https://example.org/rules/local/a%20b%1B");
        assert_eq!(rule_url(&Outcome::default(), "duplicate-id"), None);
    }
}
