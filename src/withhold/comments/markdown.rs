//! Comments in the body of a Markdown file, and what they cover.

use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag};

use super::Scope;
use crate::source::{SourceFile, Span, offset};

/// The number of lines that are looked at to find the node or paragraph of a comment.
const MOST_LINES: usize = 1_000;

/// The HTML comments of a body, and the headings that were to be comments as in YAML; none of what is shown as code.
pub(super) struct BodyComments {
    pub(super) html: Vec<Comment>,
    pub(super) headings: Vec<Span>,
    /// The start of the first text outside of comments.
    top: u32,
}

/// An HTML comment.
#[derive(Debug, Clone, Copy)]
pub(super) struct Comment {
    pub(super) span: Span,
    /// The place where the text goes on, after blank lines and further comments.
    next: u32,
}

impl BodyComments {
    pub(super) fn read(source: &SourceFile, body: Span) -> Self {
        let text = source.slice(body);
        let span =
            |range: Range<usize>| Span::new(body.start + offset(range.start), body.start + offset(range.end));
        let (mut code, mut headings) = (Vec::new(), Vec::new());
        for (event, range) in Parser::new(text).into_offset_iter() {
            match event {
                Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => code.push(range),
                Event::Start(Tag::Heading { .. }) => {
                    let lines = text.get(range.clone()).unwrap_or_default();
                    let first = lines.lines().next().unwrap_or_default();
                    headings.push(span(range.start..range.start + first.len()));
                }
                _ => {}
            }
        }
        let mut html = Vec::new();
        let mut code = code.into_iter().peekable();
        let mut from = 0;
        while let Some(start) = text.get(from..).and_then(|rest| rest.find("<!--")).map(|at| from + at) {
            while code.next_if(|range| range.end <= start).is_some() {}
            if let Some(range) = code.peek().filter(|range| range.contains(&start)) {
                from = range.end;
                continue;
            }
            let Some(length) = text.get(start + 4..).and_then(|rest| rest.find("-->")) else { break };
            from = start + 4 + length + 3;
            html.push(span(start..from));
        }
        let blank = |from: u32| {
            let rest = source.slice(Span::new(from, body.end));
            from + offset(rest.len() - rest.trim_start().len())
        };
        let mut next: Option<Comment> = None;
        let mut html: Vec<Comment> = html
            .into_iter()
            .rev()
            .map(|span| {
                let after = blank(span.end);
                let after = next.filter(|next| next.span.start == after).map_or(after, |next| next.next);
                *next.insert(Comment { span, next: after })
            })
            .collect();
        html.reverse();
        let top = blank(body.start);
        let top = next.filter(|first| first.span.start == top).map_or(top, |first| first.next);
        Self { html, headings, top }
    }

    /// Returns the scope of a comment: the paragraph or item in which it stands, or the one below it; `None` for one for the whole
    /// file that is not at the top of the body.
    pub(super) fn scope(
        &self,
        source: &SourceFile,
        body: Span,
        comment: Comment,
        is_file: bool,
    ) -> Option<Scope> {
        let Comment { span, next } = comment;
        if is_file {
            return (span.start < self.top).then_some(Scope::File);
        }
        let before = source.slice(Span::new(body.start, span.start));
        let after = source.slice(Span::new(span.end, body.end));
        let starts_line = before.rsplit('\n').next().unwrap_or_default().trim().is_empty();
        let ends_line = after.split('\n').next().unwrap_or_default().trim().is_empty();
        let is_alone = starts_line && ends_line;
        // Several comments may be about one paragraph.
        let from = if is_alone { next } else { span.end };
        let end = from + offset(end_of_paragraph(source.slice(Span::new(from, body.end))));
        let start = if is_alone { span.start } else { body.start + offset(start_of_paragraph(before)) };
        Some(Scope::Within(Span::new(start, end)))
    }
}

/// Returns the end of the paragraph that `text` begins in.
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

/// Returns the start of the paragraph that `text` ends in.
pub(super) fn start_of_paragraph(text: &str) -> usize {
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

/// Returns true if a line is blank, also within a quotation.
fn is_blank(line: &str) -> bool {
    unquoted(line).is_empty()
}

/// Returns true if a line begins an item of a list.
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
