//! The plain form, for logs, screen readers and `grep`: nothing but ASCII is drawn, and every line
//! says what it is.

use std::io::{self, Write};

use crate::outcome::Outcome;
use crate::render::excerpt::{Chunk, Extent, Mark, chunks};
use crate::render::fix::fix_line;
use crate::render::grouped::Shown;
use crate::render::{escape, explain_command, rule_url};

/// A log has no width; longer lines than this are cut around their labels.
const EXTENT: Extent = Extent { context: 0, span_lines: 1, width: 140, ellipsis: "...", overlap: true };

/// Writes one finding, with a blank line after it.
pub(super) fn write_diagnostic(outcome: &Outcome, shown: Shown<'_>, out: &mut dyn Write) -> io::Result<()> {
    let Shown { finding: diagnostic, has_help, is_explained, .. } = shown;
    let rule = escape::line(diagnostic.rule.as_str());
    writeln!(out, "{}[{rule}]: {}", diagnostic.severity, escape::line(&diagnostic.message))?;
    let chunks = chunks(outcome, diagnostic, &EXTENT);
    let last_number = chunks.iter().map(|chunk| chunk.first_line + chunk.lines.len().saturating_sub(1)).max();
    let gutter = last_number.unwrap_or(1).to_string().len();
    let mut path = "";
    for chunk in &chunks {
        if chunk.path != path {
            path = &chunk.path;
            writeln!(out, "  {}", place(chunks.iter().filter(|chunk| chunk.path == path)))?;
        }
        write_chunk(chunk, gutter, out)?;
    }
    if let Some(help) = diagnostic.help.as_ref().filter(|_| has_help) {
        for line in escape::paragraphs(help) {
            writeln!(out, "  help: {line}")?;
        }
    }
    if let Some(fix) = fix_line(outcome, diagnostic, "->") {
        writeln!(out, "  {}: {}", fix.lead, fix.text)?;
    }
    if is_explained {
        writeln!(out, "  explain: {}", explain_command(diagnostic.rule.as_str()))?;
        if let Some(url) = rule_url(outcome, diagnostic.rule.as_str()) {
            writeln!(out, "  page: {url}")?;
        }
    }
    writeln!(out)
}

/// Returns the place that heads the chunks of a file: that of the primary label, otherwise the first.
fn place<'c>(chunks: impl Iterator<Item = &'c Chunk> + Clone) -> String {
    let is_lead = |chunk: &&Chunk| chunk.lead().is_some_and(|mark| mark.primary);
    let Some(chunk) = chunks.clone().find(is_lead).or_else(|| chunks.clone().next()) else {
        return String::new();
    };
    match chunk.lead() {
        Some(mark) => format!("{}:{}:{}", chunk.path, mark.position.line, mark.position.column),
        None => chunk.path.clone(),
    }
}

fn write_chunk(chunk: &Chunk, gutter: usize, out: &mut dyn Write) -> io::Result<()> {
    for (index, line) in chunk.lines.iter().enumerate() {
        let number = chunk.first_line + index;
        writeln!(out, "    {}", format!("{number:gutter$} | {line}").trim_end())?;
        let mut marks: Vec<_> = chunk.marks.iter().filter(|mark| mark.start.line == index).collect();
        marks.sort_by_key(|mark| !mark.primary);
        for mark in marks {
            writeln!(out, "    {:gutter$} | {}", "", underline(line, mark))?;
        }
    }
    Ok(())
}

/// Returns `^^^^ text` for below the marked part of `line`; `----` for a related place.
fn underline(line: &str, mark: &Mark) -> String {
    let start = escape::width(line.get(..mark.start.byte).unwrap_or(line));
    let marked = escape::width(line.get(mark.start.byte..mark.end.byte).unwrap_or_default());
    let signs = if mark.primary { "^" } else { "-" }.repeat(marked.max(1));
    let text = mark.text.as_deref().unwrap_or_default();
    format!("{}{signs} {text}", " ".repeat(start)).trim_end().to_owned()
}
