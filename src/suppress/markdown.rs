//! Comments in the body of a Markdown file, and what they cover.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::Scope;
use crate::source::{SourceFile, Span, offset};

/// How many lines are looked at to find what a comment is about.
const MOST_LINES: usize = 1_000;

/// The HTML comments of a body, and the headings that were to be comments as in YAML; none of what is shown as code.
pub(super) struct Comments {
    pub(super) html: Vec<Span>,
    pub(super) headings: Vec<Span>,
}

impl Comments {
    pub(super) fn of(source: &SourceFile, body: Span) -> Self {
        let text = source.slice(body);
        let span =
            |range: Range<usize>| Span::new(body.start + offset(range.start), body.start + offset(range.end));
        let mut comments = Self { html: Vec::new(), headings: Vec::new() };
        let mut code = code(text).into_iter().peekable();
        let mut from = 0;
        while let Some(start) = text.get(from..).and_then(|rest| rest.find("<!--")).map(|at| from + at) {
            while code.next_if(|range| range.end <= start).is_some() {}
            if let Some(range) = code.peek().filter(|range| range.contains(&start)) {
                from = range.end;
                continue;
            }
            let Some(length) = text.get(start + 4..).and_then(|rest| rest.find("-->")) else { break };
            from = start + 4 + length + 3;
            comments.html.push(span(start..from));
        }
        let headings = Parser::new(text).into_offset_iter().filter_map(|(event, range)| match event {
            Event::Start(Tag::Heading { .. }) => Some(range),
            _ => None,
        });
        let first_lines = headings.map(|range| {
            let line = text.get(range.clone()).and_then(|heading| heading.lines().next()).unwrap_or_default();
            range.start..range.start + line.len()
        });
        comments.headings = first_lines.map(span).collect();
        comments
    }
}

/// Where a Markdown text shows code.
fn code(text: &str) -> Vec<Range<usize>> {
    let events = Parser::new(text).into_offset_iter();
    let code = events.filter(|(event, _)| matches!(event, Event::Code(_) | Event::Start(Tag::CodeBlock(_))));
    code.map(|(_, range)| range).collect()
}

/// What an HTML comment covers: the paragraph or item in which it stands, or the one below it; `None` of one for the
/// whole file that is not at the top of the body.
pub(super) fn scope(source: &SourceFile, body: Span, comment: Span, is_file: bool) -> Option<Scope> {
    let before = source.slice(Span::new(body.start, comment.start));
    if is_file {
        return without_comments(before).is_empty().then_some(Scope::File);
    }
    let after = source.slice(Span::new(comment.end, body.end));
    let starts_line = before.rsplit('\n').next().unwrap_or_default().trim().is_empty();
    let ends_line = after.split('\n').next().unwrap_or_default().trim().is_empty();
    let is_alone = starts_line && ends_line;
    // Several comments may be about one paragraph.
    let skipped = if is_alone { after.len() - without_comments(after).len() } else { 0 };
    let rest = after.get(skipped..).unwrap_or_default();
    let end = comment.end + offset(skipped + end_of_paragraph(rest));
    let start = if is_alone { comment.start } else { body.start + offset(start_of_paragraph(before)) };
    Some(Scope::Within(Span::new(start, end)))
}

/// A text from its first character on that is neither blank nor in an HTML comment.
fn without_comments(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some((_, after)) = rest.strip_prefix("<!--").and_then(|comment| comment.split_once("-->")) {
        rest = after.trim_start();
    }
    rest
}

/// Where the paragraph ends that `text` begins in.
fn end_of_paragraph(text: &str) -> usize {
    let mut at = 0;
    for (index, line) in text.split_inclusive('\n').take(MOST_LINES).enumerate() {
        if index > 0 && (is_blank(line) || begins_item(line)) {
            break;
        }
        at += line.len();
    }
    at
}

/// Where the paragraph starts that `text` ends in.
fn start_of_paragraph(text: &str) -> usize {
    let mut at = text.len();
    for (index, line) in text.split_inclusive('\n').rev().take(MOST_LINES).enumerate() {
        if index > 0 && is_blank(line) {
            break;
        }
        at -= line.len();
        if begins_item(line) {
            break;
        }
    }
    at
}

/// Whether nothing stands on a line, be it one of a quotation.
fn is_blank(line: &str) -> bool {
    unquoted(line).is_empty()
}

/// Whether a line begins an item of a list.
fn begins_item(line: &str) -> bool {
    let line = unquoted(line);
    let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let marks = if digits > 0 { [". ", ") "].as_slice() } else { ["- ", "* ", "+ "].as_slice() };
    let rest = line.get(digits..).unwrap_or_default();
    marks.iter().any(|mark| rest.starts_with(mark))
}

fn unquoted(line: &str) -> &str {
    line.trim_end().trim_start_matches([' ', '\t', '>'])
}
