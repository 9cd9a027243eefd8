//! Brackets that are not closed.

use super::brackets::{BracketEnd, brackets, closing_bracket, follow, open_before};
use super::complaint::Complaint;
use super::context::ErrorContext;
use super::line::Line;
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a bracket that opens at the place and is not closed.
pub(super) fn at_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let open = match context.complaint {
        Complaint::UnclosedBracket(open) => open,
        Complaint::MismatchedBracket { open, .. } if !is_mismatched(context) => open,
        _ => return None,
    };
    Some(explain(context, context.at, open))
}

fn is_mismatched(context: ErrorContext<'_>) -> bool {
    matches!(follow(context, context.at), BracketEnd::Mismatched(_))
}

/// Recognises a bracket above or on the line, whose value runs up to the place.
pub(super) fn before_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if !matches!(context.complaint, Complaint::NoComma | Complaint::DashInBrackets) {
        return None;
    }
    let (at, open) = open_before(context)?;
    if !matches!(follow(context, at), BracketEnd::Never) {
        return None;
    }
    let found = explain(context, at, open);
    let line = context.line(context.at);
    let reached = match context.complaint {
        Complaint::DashInBrackets => context.character(context.at),
        _ if line.start <= at => return Some(found),
        _ => line.parts().name().span(),
    };
    Some(found.with_label(reached, "up to here, everything is read as belonging to the bracket"))
}

/// Recognises a bracket above, whose value runs into a line that can no longer belong to it.
pub(super) fn above_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::UnderIndentedBracket {
        return None;
    }
    let (at, open) = open_before(context)?;
    let line = context.line(context.at);
    let parts = line.parts();
    let ends_above = match follow(context, at) {
        // A bracket further down may close this one by chance.
        BracketEnd::Closed(_) => parts.key.is_some() && !expects_more(context, line),
        BracketEnd::Mismatched(_) => parts.key.is_some() || !parts.dashes.is_empty() || line.is_marker(),
        BracketEnd::Never => true,
    };
    if !ends_above {
        return None;
    }
    let found = explain(context, at, open);
    let next = parts.name().span();
    Some(if next.is_empty() {
        found
    } else {
        found.with_label(next, "this line can no longer belong to the bracket")
    })
}

/// Returns true if what stands above a line within brackets plainly goes on in it.
pub(super) fn expects_more(context: ErrorContext<'_>, line: Line<'_>) -> bool {
    let above = std::iter::successors(context.previous(line), |line| context.previous(*line));
    let mut texts = above.map(|line| line.content().text.split(" #").next().unwrap_or_default().trim_end());
    texts
        .find(|text| !text.is_empty() && !text.starts_with('#'))
        .is_none_or(|text| text.ends_with([',', '[', '{']))
}

/// Explains the bracket at byte `at`, which is not closed.
fn explain(context: ErrorContext<'_>, at: u32, open: char) -> Diagnostic {
    let line = context.line(at);
    let close = closing_bracket(open);
    let rest = context.slice(Span::new(at, line.end())).trim_end();
    let found = context.diagnostic(
        "syntax/unclosed-bracket",
        Span::new(at, at + 1),
        format!("the bracket `{open}` that opens here is not closed"),
    );
    let is_only_bracket = brackets(line, (at - line.start) as usize).is_ok_and(|events| events.len() == 1);
    if !is_only_bracket || rest.len() == 1 || rest.contains('#') {
        return found.with_help(format!(
            "write `{close}` where it ends; or, if this is text, put all of it into quotes"
        ));
    }
    let body = rest.trim_end_matches([',', ' ']);
    let end = at + offset(body.len());
    found
        .with_help(format!(
            "write {} if it ends on this line; or, if this is text, put it into quotes",
            shown(&format!("{body}{close}"))
        ))
        .with_fix(
            "close the bracket at the end of the line",
            Applicability::Unsafe,
            vec![Edit { span: Span::new(end, at + offset(rest.len())), replacement: close.to_string() }],
        )
}
