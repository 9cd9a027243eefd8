//! Quotes that are not closed.

use super::brackets::open_before;
use super::complaint::Complaint;
use super::context::ErrorContext;
use super::line::{Line, cut};
use super::phrases::shown;
use super::quotes::{Quote, closed_before, closing_quote, open_above};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a quote that opens at the place and is not closed.
pub(super) fn at_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    (context.complaint == Complaint::UnclosedQuote).then(|| {
        let mark = if context.rest(context.at).starts_with('"') { '"' } else { '\'' };
        explain(context, context.line(context.at), Quote { open: context.at, mark, close: None })
    })
}

/// Recognises a quote above, whose text runs into a line that can no longer belong to it.
pub(super) fn above_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::UnderIndentedQuote {
        return None;
    }
    let line = context.line(context.at);
    let (opening, quote) = open_above(context, line)?;
    let parts = line.parts();
    let rest = context.slice(Span::new(quote.open, context.document_end(line)));
    let closes_later = closing_quote(rest, 0, quote.mark).is_some();
    if parts.key.is_none() && parts.dashes.is_empty() && !line.is_marker() && closes_later {
        return None;
    }
    let reached = if line.is_marker() { line.content() } else { parts.name() };
    let found = explain(context, opening, quote);
    Some(if reached.text.is_empty() {
        found
    } else {
        found.with_label(reached.span(), "this line can no longer belong to the text")
    })
}

/// Recognises a quote above, whose text runs up to the opening quote of another one.
pub(super) fn up_to_another(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = context.line(context.at);
    if context.complaint != Complaint::TextAfterQuote || closed_before(context).is_some() {
        return None;
    }
    let (opening, quote) = open_above(context, line)?;
    let before = context.slice(Span::new(line.start, context.at)).trim_end();
    let width = before.chars().next_back().map_or(0, char::len_utf8);
    let end = line.start + offset(before.len());
    let reached = Span::new(end - offset(width), end);
    Some(explain(context, opening, quote).with_label(reached, "so that the text runs up to this quote"))
}

/// Recognises a quote that opens within brackets above and is not closed.
pub(super) fn within_brackets(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::UnderIndentedBracket {
        return None;
    }
    let (bracket, _) = open_before(context)?;
    let (line, quote) = open_above(context, context.line(context.at))?;
    let is_open = closing_quote(context.slice(Span::new(quote.open, context.at)), 0, quote.mark).is_none();
    (quote.open > bracket && is_open).then(|| explain(context, line, quote))
}

/// Explains a quote in `line` that is not closed.
fn explain(context: ErrorContext<'_>, line: Line<'_>, quote: Quote) -> Diagnostic {
    let mark = quote.mark;
    let last = last_line_of_text(context, line);
    let text = context.slice(Span::new(quote.open, last.end())).trim_end();
    let span = Span::new(quote.open, quote.open + 1);
    let message = format!("the quote {mark} that opens here is not closed");
    let found = context.diagnostic("syntax/unclosed-quote", span, message);
    if text.len() == 1 {
        return found.with_help(format!("close it with {mark} where the text ends"));
    }
    // Within brackets, nobody knows where the text was to end.
    let tail = text.len() - text.trim_end_matches([']', '}', ',']).len();
    if tail > 0 {
        let tail = cut(text, text.len() - tail, text.len());
        return found.with_help(format!("close it with {mark} where the text ends, before {}", shown(tail)));
    }
    // A word processor's mark in place of the closing one.
    let curly = text.chars().next_back().filter(|c| mark == '"' && matches!(c, '”' | '“' | '„' | '»'));
    let opens = |c: char| matches!(c, '“' | '„' | '«');
    if let Some(curly) = curly.filter(|curly| !text.trim_end_matches(*curly).contains(opens)) {
        let end = quote.open + offset(text.len());
        let written = format!("{}{mark}", text.trim_end_matches(curly));
        return found
            .with_help(format!("`{curly}` closes no quote in YAML: write {}", shown(&written)))
            .with_fix(
                format!("write {mark} in place of `{curly}`"),
                Applicability::Unsafe,
                vec![Edit {
                    span: Span::new(end - offset(curly.len_utf8()), end),
                    replacement: mark.to_string(),
                }],
            );
    }
    let last_text = if last.start == line.start { text } else { last.content().text };
    let end = quote.open + offset(text.len());
    found
        .with_help(format!("write {}, if the text ends there", shown(&format!("{last_text}{mark}"))))
        .with_fix(
            "close the quote at the end of the line",
            Applicability::Unsafe,
            vec![Edit { span: Span::empty(end), replacement: mark.to_string() }],
        )
}

/// Returns the last line below `line` that stands further in and is no key or item, and so belongs to its text.
fn last_line_of_text<'a>(context: ErrorContext<'a>, line: Line<'a>) -> Line<'a> {
    let column = line.parts().column;
    let goes_on = |line: &Line<'_>| {
        let parts = line.parts();
        !line.is_blank() && line.indent() > column && parts.key.is_none() && parts.dashes.is_empty()
    };
    let mut last = line;
    while let Some(next) = context.next(last).filter(goes_on) {
        last = next;
    }
    last
}
