//! Lines within quotes or brackets that do not stand further in than the key they belong to.

use super::brackets::{BracketEnd, follow, open_before};
use super::complaint::Complaint;
use super::context::ErrorContext;
use super::line::Line;
use super::phrases::{column_phrase, shown, space_count};
use super::quotes::open_above;
use super::unclosed_bracket::expects_more;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::Span;

/// Recognises a line of a quoted text that stands too far left.
pub(super) fn within_quotes(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::UnderIndentedQuote {
        return None;
    }
    let line = context.line(context.at);
    let (opening, quote) = open_above(context, line)?;
    let parts = opening.parts();
    let wanted = parts.column + 2;
    let message = format!(
        "this line of a quoted text stands {}, and must stand further in than {}",
        column_phrase(line.indent()),
        shown(parts.name().text)
    );
    let found = context
        .diagnostic("syntax/indentation", line.content().span(), message)
        .with_label(Span::new(quote.open, quote.open + 1), "the text begins here")
        .with_help(format!("begin the line with {}", space_count(wanted)))
        .with_fix(
            "indent the line",
            Applicability::Unsafe,
            vec![Edit { span: line.indent_span(), replacement: " ".repeat(wanted) }],
        );
    Some(found)
}

/// Recognises a line within brackets that stands too far left.
pub(super) fn within_brackets(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::UnderIndentedBracket {
        return None;
    }
    let (at, open) = open_before(context)?;
    let line = context.line(context.at);
    let parts = context.line(at).parts();
    let column = parts.column;
    let indent = |line: Line<'_>| {
        let closes = line.content().text.starts_with([']', '}']);
        if closes { column + 1 } else { column + 2 }
    };
    let last = if let BracketEnd::Closed(close) = follow(context, at) { close } else { line.start };
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    while let Some(line) = cursor.filter(|line| line.start <= last) {
        if !line.content().text.is_empty() && line.indent() <= column {
            edits.push(Edit { span: line.indent_span(), replacement: " ".repeat(indent(line)) });
        }
        cursor = context.next(line);
    }
    let message = format!(
        "this line within brackets stands {}, and must stand further in than {}",
        column_phrase(line.indent()),
        shown(parts.name().text)
    );
    let goes_on = line.content().text.starts_with([']', '}']) || expects_more(context, line);
    let trust = if goes_on { Applicability::Safe } else { Applicability::Unsafe };
    let found = context
        .diagnostic("syntax/indentation", context.word(line.content().start), message)
        .with_label(Span::new(at, at + 1), format!("`{open}` opens here"))
        .with_help(format!("begin the line with {} or more", space_count(indent(line))))
        .with_fix("indent what stands within the brackets", trust, edits);
    Some(found)
}
