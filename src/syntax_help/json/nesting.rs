//! Brackets that are left open, found by the indentation of the lines around them.

use serde::de::IgnoredAny;

use super::super::brackets::closing_bracket;
use super::super::context::ErrorContext;
use super::super::phrases::shown;
use super::super::quotes::closing_quote;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// A bracket that is open.
#[derive(Clone, Copy)]
struct Open {
    bracket: char,
    at: u32,
    /// The indentation of its line.
    indent: usize,
    /// True if nothing follows it on its line.
    ends_line: bool,
}

/// Explains a bracket that is left open where a line stands no further in than that of the bracket. With it closed there,
/// the whole must be JSON: indentation alone proves nothing.
pub(super) fn left_open(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let text = context.rest(context.extent.start);
    let mut open: Vec<Open> = Vec::new();
    // The end of the last token, and that of the last one that is no comma.
    let (mut end, mut value_end) = (0, 0);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let content = line.trim();
        let first = content.chars().next();
        if let Some(first) = first
            && let Some(missing) = open.last().copied().filter(|top| is_left(top, &open, first, indent))
        {
            let token = Span::new(start + offset(indent), start + offset(indent + first_token(content)));
            return explain(context, missing, token, (end, value_end));
        }
        let mut at = indent;
        while let Some(c) = line.get(at..).and_then(|rest| rest.chars().next()) {
            let mut length = c.len_utf8();
            match c {
                '"' => length = closing_quote(line, at, '"')? + 1 - at,
                '{' | '[' => open.push(Open {
                    bracket: c,
                    at: context.extent.start + start + offset(at),
                    indent,
                    ends_line: line.get(at + 1..).is_none_or(|rest| rest.trim().is_empty()),
                }),
                '}' | ']' => {
                    open.pop().filter(|top| closing_bracket(top.bracket) == c)?;
                }
                _ => {}
            }
            at += length;
            if !c.is_whitespace() {
                end = start + offset(at);
                value_end = if c == ',' { value_end } else { end };
            }
        }
        start += offset(line.len());
    }
    None
}

/// Returns true if a line that begins with `first` shows that the innermost bracket, `top`, should be closed above it.
fn is_left(top: &Open, open: &[Open], first: char, indent: usize) -> bool {
    match first {
        '}' | ']' => {
            top.indent > indent
                && open.iter().rev().any(|one| one.indent == indent && closing_bracket(one.bracket) == first)
        }
        '"' => top.indent >= indent && open.len() > 1,
        // No item can follow within braces.
        '{' => top.bracket == '{' && top.indent >= indent && open.len() > 1,
        _ => false,
    }
}

/// Returns the length of the token that a line begins with.
fn first_token(content: &str) -> usize {
    match content.starts_with('"') {
        true => closing_quote(content, 0, '"').map_or(content.len(), |close| close + 1),
        false => content.chars().next().map_or(0, char::len_utf8),
    }
}

fn explain(
    context: ErrorContext<'_>,
    missing: Open,
    token: Span,
    (end, value_end): (u32, u32),
) -> Option<Diagnostic> {
    let text = context.rest(context.extent.start);
    let close = closing_bracket(missing.bracket);
    let mut written = match missing.ends_line {
        true => format!("\n{}{close}", " ".repeat(missing.indent)),
        false => close.to_string(),
    };
    let next = text.get(token.start as usize..token.end as usize)?;
    if end == value_end && next.starts_with(['"', '{']) {
        written.push(',');
    }
    let (before, after) = text.split_at_checked(value_end as usize)?;
    serde_json::from_str::<IgnoredAny>(&format!("{before}{written}{after}")).ok()?;
    let at = context.extent.start + value_end;
    let bracket = missing.bracket;
    let line = context.line(at);
    Some(
        context
            .diagnostic(
                "syntax/unclosed-bracket",
                Span::new(missing.at, missing.at + 1),
                format!("the bracket `{bracket}` that opens here is not closed above {}", shown(next)),
            )
            .with_label(
                Span::new(context.extent.start + token.start, context.extent.start + token.end),
                "this stands no further in than the line of the bracket",
            )
            .with_help(format!("write `{close}` after {}", shown(line.content().text)))
            .with_fix(
                format!("put `{close}` there"),
                Applicability::Unsafe,
                vec![Edit { span: Span::empty(at), replacement: written }],
            ),
    )
}
