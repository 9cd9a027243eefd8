//! Closing brackets that fit no opening one.

use super::brackets::{BracketEnd, closing_bracket, follow};
use super::complaint::Complaint;
use super::context::ErrorContext;
use super::phrases::{shown, yaml_quoted};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a bracket of another kind than the one that opens at the place.
pub(super) fn of_other_kind(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let Complaint::MismatchedBracket { open, close } = context.complaint else { return None };
    let BracketEnd::Mismatched(at) = follow(context, context.at) else { return None };
    let right = closing_bracket(open);
    let found = context
        .diagnostic(
            "syntax/unexpected-bracket",
            Span::new(at, at + 1),
            format!("`{close}` stands where `{right}` must close the bracket"),
        )
        .with_label(Span::new(context.at, context.at + 1), format!("`{open}` opens here"))
        .with_help(format!("write `{right}` instead of `{close}`"))
        .with_fix(
            format!("write `{right}`"),
            Applicability::Unsafe,
            vec![Edit { span: Span::new(at, at + 1), replacement: right.to_string() }],
        );
    Some(found)
}

/// Recognises a bracket that closes nothing.
pub(super) fn not_opened(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::StrayBracket {
        return None;
    }
    let span = context.character(context.at);
    let bracket = context.slice(span);
    let message = format!("`{bracket}` closes a bracket that was not opened");
    let found = context.diagnostic("syntax/unexpected-bracket", span, message);
    let value = context.line(context.at).parts().value;
    if value.start == context.at && value.text.len() > 1 {
        let found = found.with_help(format!("if this is text, write {}", shown(&yaml_quoted(value.text))));
        return Some(context.with_quoting_fix(found, value));
    }
    let found = found.with_help("delete it; or, if it is text, put all of the text into quotes");
    let line = context.line(context.at);
    let before = context.slice(Span::new(line.start, context.at));
    let ends_brackets = before.trim_end().ends_with([']', '}'])
        && span.end >= line.start + offset(line.text.trim_end().len());
    Some(match ends_brackets {
        true => found.with_fix(
            format!("delete the `{bracket}`"),
            Applicability::Unsafe,
            vec![Edit { span, replacement: String::new() }],
        ),
        false => found,
    })
}
