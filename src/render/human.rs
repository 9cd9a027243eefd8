//! The graphical form, for people at a terminal: miette draws the message and the snippets.
//!
//! Header and footer are ours: miette's header says "(link)" and no severity, and its help is wrapped
//! at hyphens, which rule names are full of. miette's own `related` would head each further file with
//! "Error:"; here the other files are further snippets of the one finding.

mod snippets;

use std::io::{self, Write};

use miette::{GraphicalReportHandler, GraphicalTheme, ThemeCharacters, ThemeStyles};

use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::Outcome;
use crate::render::excerpt::{Chunk, Extent, chunks};
use crate::render::fix::fix_line;
use crate::render::grouped::Shown;
use crate::render::{Style, escape, explain_command, paint, rule_url, wrap};
use snippets::Snippets;

/// Narrower terminals get lines that the terminal itself breaks.
const LEAST_WIDTH: usize = 40;

/// Longer lines than these are hard to read.
const MOST_TEXT_WIDTH: usize = 110;

/// Labels over more lines are shown by their first line.
const SPAN_LINES: usize = 6;

/// Writes one finding, with a blank line after it.
pub(super) fn write_diagnostic(
    outcome: &Outcome,
    shown: Shown<'_>,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let Shown { finding: diagnostic, has_help, is_explained, .. } = shown;
    let width = style.width.max(LEAST_WIDTH);
    let text_width = width.min(MOST_TEXT_WIDTH);
    // The gutter takes the line number and ` │ ` with its margins; a gutter of multi-line labels, 4 more.
    let extent = Extent {
        context: 1,
        span_lines: SPAN_LINES,
        width: width.saturating_sub(12),
        overlap: false,
        ellipsis: if style.unicode { "…" } else { "..." },
    };
    let (drawable, unread): (Vec<_>, Vec<_>) =
        chunks(outcome, diagnostic, &extent).into_iter().partition(|chunk| !chunk.lines.is_empty());

    writeln!(out, "{}", header(outcome, diagnostic, style))?;
    let message = wrap(&escape::line(&diagnostic.message), text_width.saturating_sub(4));
    let report = Snippets::new(&message, diagnostic.severity, drawable, text_width);
    let mut drawn = String::new();
    let handler = handler(diagnostic.severity, report.primary_flags(), style);
    handler.render_report(&mut drawn, &report).map_err(io::Error::other)?;
    out.write_all(drawn.as_bytes())?;
    for chunk in unread {
        write_unread(&chunk, style, out)?;
    }
    if has_help {
        write_help(diagnostic, style, text_width, out)?;
    }
    if let Some(fix) = fix_line(outcome, diagnostic, if style.unicode { "→" } else { "->" }) {
        writeln!(out, "  {} {}", paint(&format!("{}:", fix.lead), "36", style.color), fix.text)?;
    }
    if is_explained {
        write_pages(outcome, diagnostic, style, out)?;
    }
    writeln!(out)
}

/// Returns `error[verdict-without-date]`.
pub(super) fn name_of(diagnostic: &Diagnostic, style: &Style) -> String {
    let name = format!("{}[{}]", diagnostic.severity, escape::line(diagnostic.rule.as_str()));
    paint(&name, severity_sgr(diagnostic.severity), style.color)
}

/// Returns the name, linked to the rule's page if it has an address.
fn header(outcome: &Outcome, diagnostic: &Diagnostic, style: &Style) -> String {
    let painted = name_of(diagnostic, style);
    match rule_url(outcome, diagnostic.rule.as_str()).filter(|_| style.hyperlinks) {
        Some(url) => format!("\u{1b}]8;;{url}\u{1b}\\{painted}\u{1b}]8;;\u{1b}\\"),
        None => painted,
    }
}

fn severity_sgr(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "1;31",
        Severity::Warning => "1;33",
        Severity::Info => "1;36",
    }
}

/// Returns miette's handler, with the primary label in the severity's colour wherever it is.
fn handler(severity: Severity, primary: Vec<bool>, style: &Style) -> GraphicalReportHandler {
    let mut styles = if style.color { ThemeStyles::ansi() } else { ThemeStyles::none() };
    if style.color {
        let of_severity = match severity {
            Severity::Error => styles.error,
            Severity::Warning => styles.warning,
            Severity::Info => styles.advice,
        };
        let related = styles.help.blue();
        styles.highlights =
            primary.into_iter().map(|primary| if primary { of_severity.bold() } else { related }).collect();
        styles.highlights.push(related);
        styles.link = styles.linum;
    }
    let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    GraphicalReportHandler::new_themed(GraphicalTheme { characters, styles })
        .with_wrap_lines(false)
        .with_urls(false)
        .without_cause_chain()
        .without_syntax_highlighting()
}

/// Writes the name of a file whose text cannot be shown.
fn write_unread(chunk: &Chunk, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let corners = if style.unicode { ["╭─", "╰────"] } else { [",-", "`----"] };
    let [top, bottom] = corners;
    writeln!(out, "   {top}[{}]", chunk.path)?;
    writeln!(out, "   {bottom}")
}

fn write_help(diagnostic: &Diagnostic, style: &Style, width: usize, out: &mut dyn Write) -> io::Result<()> {
    let Some(help) = &diagnostic.help else { return Ok(()) };
    let lines = escape::paragraphs(help).flat_map(|text| wrap(&text, width.saturating_sub(8)));
    for (index, line) in lines.enumerate() {
        let lead = if index == 0 { paint("  help:", "36", style.color) } else { " ".repeat(7) };
        writeln!(out, "{lead} {line}")?;
    }
    Ok(())
}

/// Writes where the rule is explained.
fn write_pages(
    outcome: &Outcome,
    diagnostic: &Diagnostic,
    style: &Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let command = explain_command(diagnostic.rule.as_str());
    writeln!(out, "  {} {command}", paint("explain:", "36", style.color))?;
    match rule_url(outcome, diagnostic.rule.as_str()).filter(|_| !style.hyperlinks) {
        Some(url) => writeln!(out, "  {} {url}", paint("page:", "36", style.color)),
        None => Ok(()),
    }
}
