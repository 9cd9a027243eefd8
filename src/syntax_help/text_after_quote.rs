//! Text after a closing quote.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::line::{Line, Piece, cut};
use super::phrases::{shown, yaml_quoted};
use super::quotes::{Quote, closed_before};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises the comma or semicolon of another notation behind a value in quotes: `"outcome": "convicted",`.
pub(super) fn comma(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::TextAfterQuote {
        return None;
    }
    let (_, close) = closed_before(context)?;
    without_sign(context, close + 1)
}

/// Recognises the comma or semicolon of another notation behind a value in brackets: `freedoms: [expression],`.
pub(super) fn comma_after_bracket(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NoEntry {
        return None;
    }
    let line = context.line(context.at);
    let before = context.slice(Span::new(line.start, context.at)).trim_end();
    let end = line.start + offset(before.len());
    before.ends_with([']', '}']).then(|| without_sign(context, end)).flatten()
}

/// Explains a comma or semicolon that ends the line of the place, behind the value that ends at byte `end`. Lines around it that
/// came with it from the same notation have one too.
fn without_sign(context: ErrorContext<'_>, end: u32) -> Option<Diagnostic> {
    let line = context.line(context.at);
    let rest = Span::new(end, line.end().max(end));
    let sign = context.slice(rest).trim();
    if !matches!(sign, "," | ";") {
        return None;
    }
    let is_beside = |other: &Line<'_>| {
        let text = other.text.trim_end();
        let ends = [["\"", sign], ["]", sign], ["}", sign]].iter().any(|end| text.ends_with(&end.concat()));
        ends && other.indent() == line.indent() && other.parts().key.is_some()
    };
    let above = std::iter::successors(context.previous(line), |line| context.previous(*line));
    let below = std::iter::successors(context.next(line), |line| context.next(*line));
    let others = above.take_while(is_beside).chain(below.take_while(is_beside));
    let mut edits: Vec<Edit> = others
        .map(|other| {
            let end = other.start + offset(other.text.trim_end().len());
            Edit { span: Span::new(end - offset(sign.len()), end), replacement: String::new() }
        })
        .collect();
    edits.push(Edit { span: rest, replacement: String::new() });
    edits.sort_by_key(|edit| edit.span);
    Some(
        context
            .diagnostic(
                "syntax/text-after-quote",
                context.character(context.at),
                format!("a `{sign}` follows the value, as in another notation"),
            )
            .with_help(format!("delete the `{sign}`: in YAML the end of the line ends a value"))
            .with_fix(format!("delete the `{sign}`"), Applicability::Unsafe, edits),
    )
}

/// Recognises text on the same line, behind the last quote that closes before the place.
pub(super) fn on_same_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::TextAfterQuote {
        return None;
    }
    let (quote, close) = closed_before(context)?;
    let inner = context.slice(Span::new(quote.open, close + 1));
    let found = context
        .diagnostic(
            "syntax/text-after-quote",
            context.value(context.at),
            format!("text follows the closing quote of {}", shown(inner)),
        )
        .with_label(Span::new(quote.open, quote.open + 1), "the quote opens here")
        .with_label(Span::new(close, close + 1), "and this closes it");
    let line = context.line(context.at);
    let Some(text) = [line.parts().value, line.content()].into_iter().find(|text| text.start == quote.open)
    else {
        return Some(found.with_help("put all of the text into the quotes"));
    };
    if text.text.len() > inner.len() && text.text.ends_with(quote.mark) {
        return Some(escape_inner_quotes(found, text, quote));
    }
    // In `'We'll appeal.`, an apostrophe closes the text, and the quote before it is stray.
    let is_apostrophe = quote.mark == '\''
        && context.at == close + 1
        && context.rest(context.at).starts_with(char::is_alphabetic);
    let stripped = if is_apostrophe { text.text.strip_prefix(quote.mark) } else { None };
    let corrected = yaml_quoted(stripped.unwrap_or(text.text));
    let found = found.with_help(format!("put all of the text into quotes: {}", shown(&corrected))).with_fix(
        "put the text into quotes",
        Applicability::Unsafe,
        vec![Edit { span: text.span(), replacement: corrected }],
    );
    Some(found)
}

/// Adds the advice and the fix for a text that has its quotes at both ends and others between them.
fn escape_inner_quotes(found: Diagnostic, text: Piece<'_>, quote: Quote) -> Diagnostic {
    let mark = quote.mark;
    let body = cut(text.text, 1, text.text.len() - 1);
    let body = match mark {
        '\'' => body.replace("''", "'").replace('\'', "''"),
        _ => body.replace("\\\"", "\"").replace('"', "\\\""),
    };
    let corrected = format!("{mark}{body}{mark}");
    let twice = if mark == '\'' { "twice" } else { "with a backslash before it" };
    found.with_help(format!("write a {mark} within the text {twice}: {}", shown(&corrected))).with_fix(
        format!("write each {mark} within the text {twice}"),
        Applicability::Unsafe,
        vec![Edit { span: text.span(), replacement: corrected }],
    )
}
