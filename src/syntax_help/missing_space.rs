//! Spaces that are missing after a colon or a dash, or before a comment.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::layout;
use super::line::{Line, Piece, cut};
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lookalike::odd_space_name;
use crate::source::{Span, offset};

/// Recognises `key:value` or `-item` at the place, on the lines around it, or above the colon that the parser stopped at.
pub(super) fn around_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if let Some(above) = layout::above_colon(context) {
        return explain(context, &above.lacking_space);
    }
    if let Some(line) = layout::keyless_line(context) {
        return explain(context, &lines_lacking_space(context, line));
    }
    let line = layout::misplaced_line(context).filter(|line| line.parts().lacks_space())?;
    explain(context, &[line])
}

/// Recognises `key:text`, with a line below that goes on with the text.
pub(super) fn above_continuation(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let owner = layout::owner_above(context, layout::possible_continuation(context)?)?;
    if owner.parts().lacks_space() { explain(context, &[owner]) } else { None }
}

/// Recognises `{key:[value]}`.
pub(super) fn before_bracket(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::TightColonInBrackets {
        return None;
    }
    let line = context.line(context.at);
    let before = context.slice(Span::new(line.start, context.at));
    let key = before.rsplit(['{', '[', ',']).next().unwrap_or_default().trim_start();
    let start = context.at - offset(key.len());
    let key = key.trim_end();
    let after = cut(context.rest(context.at), 1, 2);
    let found = context
        .diagnostic(
            "syntax/missing-space",
            Span::new(start, context.at + 1),
            format!("no space after `{key}:`"),
        )
        .with_help(format!("write `{key}: {after}…`, with a space after the colon"))
        .with_fix(
            "put a space after the colon",
            Applicability::Safe,
            vec![Edit { span: Span::empty(context.at + 1), replacement: " ".to_owned() }],
        );
    Some(found)
}

/// Recognises `"text"#comment`.
pub(super) fn before_comment(context: ErrorContext<'_>) -> Option<Diagnostic> {
    (context.complaint == Complaint::TightComment).then(|| {
        context
            .diagnostic(
                "syntax/missing-space",
                context.character(context.at),
                "no space before the `#` of a comment",
            )
            .with_help("put a space before the `#`")
            .with_fix(
                "put a space before the comment",
                Applicability::Safe,
                vec![Edit { span: Span::empty(context.at), replacement: " ".to_owned() }],
            )
    })
}

/// Recognises a scalar that begins with a dash and an odd space, on the line of `scalar`.
pub(super) fn after_dash_of(context: ErrorContext<'_>, scalar: Span) -> Option<Diagnostic> {
    let line = context.line(scalar.start);
    let before = context.slice(Span::new(line.start, scalar.start));
    let begins_line = before.trim_matches([' ', '\t']).is_empty();
    if begins_line && context.slice(scalar).starts_with('-') {
        explain(context, &lines_lacking_space(context, line))
    } else {
        None
    }
}

/// Returns `line` and those below it, up to the first that lacks no space.
fn lines_lacking_space<'a>(context: ErrorContext<'a>, line: Line<'a>) -> Vec<Line<'a>> {
    let lines = std::iter::successors(Some(line), |line| context.next(*line));
    lines.take_while(|line| line.parts().lacks_space()).collect()
}

/// Explains the first of some lines that begin with `key:value` or `-item`, and mends them all.
fn explain(context: ErrorContext<'_>, lines: &[Line<'_>]) -> Option<Diagnostic> {
    let mut edits = Vec::new();
    let mut first = None;
    for line in lines {
        let parts = line.parts();
        let Some((text, after)) = parts.missing_space() else { continue };
        edits.push(spacing(text, after));
        first.get_or_insert((text, after, parts.key.is_some()));
    }
    let (text, after, is_key) = first?;
    let shifted = lines.last().is_some_and(|last| mend_items_below(context, *last, &mut edits));
    let lead = cut(text.text, 0, after);
    let indicator = if lead == "-" { "dash" } else { "colon" };
    let (rest, odd) = split_leading_spaces(cut(text.text, after, text.text.len()));
    let colon = if is_key { ":" } else { "" };
    let corrected = shown(&format!("{lead} {rest}{colon}"));
    if let Some(c) = odd.chars().next() {
        let at = text.start + offset(after);
        let message = format!(
            "{} (U+{:04X}) after `{lead}`, which looks like a space but is not one",
            odd_space_name(c),
            u32::from(c)
        );
        let found = context
            .diagnostic("syntax/missing-space", Span::new(at, at + offset(odd.len())), message)
            .with_help(format!("replace it with an ordinary space: {corrected}"))
            .with_fix("put an ordinary space for it", Applicability::Safe, edits);
        return Some(found);
    }
    let message = if indicator == "dash" {
        format!("no space after the dash of {}", shown(&format!("{}{colon}", text.text)))
    } else {
        format!("no space after `{lead}`")
    };
    let span = Span::new(text.start, text.start + offset(after));
    let found = context.diagnostic("syntax/missing-space", span, message);
    // A key cannot have both a value and keys below it.
    if lead.ends_with(':') && lines.last().is_some_and(|last| has_keys_below(context, *last)) {
        return Some(found.with_help(format!(
            "the lines below belong to `{lead}`: leave it alone on its line, and put {} below it, under a key of its own",
            shown(rest)
        )));
    }
    let more = if shifted { format!(", and indent the lines below it like `{rest}`") } else { String::new() };
    let found = found
        .with_help(format!("write {corrected}, with a space after the {indicator}{more}"))
        .with_fix(format!("put a space after the {indicator}"), Applicability::Safe, edits);
    Some(found)
}

/// Returns true if keys or items stand below a line, further in than its first word.
fn has_keys_below(context: ErrorContext<'_>, line: Line<'_>) -> bool {
    let mut below = std::iter::successors(context.next(line), |line| context.next(*line));
    let next = below.find(|below| !below.is_blank());
    next.is_some_and(|next| next.indent() > line.parts().column && !next.may_be_text())
}

/// Returns the edit that puts a space into a gap, in place of any odd space there.
fn spacing(text: Piece<'_>, after: usize) -> Edit {
    let (_, odd) = split_leading_spaces(cut(text.text, after, text.text.len()));
    let at = text.start + offset(after);
    Edit { span: Span::new(at, at + offset(odd.len())), replacement: " ".to_owned() }
}

/// Adds the edits for the rest of a list whose last known item, `line`, is `-key: value`: a space after the dash of
/// each like item, and one before each line that belongs to such an item. Returns true if there is such a line.
fn mend_items_below(context: ErrorContext<'_>, line: Line<'_>, edits: &mut Vec<Edit>) -> bool {
    let begins_item = |line: Line<'_>| line.parts().key.is_some() && line.parts().lacks_space();
    if !begins_item(line) {
        return false;
    }
    let dash = line.indent();
    let mut shift = None;
    let mut shifted = false;
    let mut cursor = context.next(line);
    while let Some(line) = cursor.filter(|line| line.is_blank() || line.indent() >= dash) {
        if !line.is_blank() && line.indent() == dash {
            let Some((text, after)) = line.parts().missing_space().filter(|_| begins_item(line)) else {
                break;
            };
            edits.push(spacing(text, after));
            shift = None;
        } else if !line.content().text.is_empty() && *shift.get_or_insert(line.indent() == dash + 1) {
            edits.push(Edit { span: Span::empty(line.start), replacement: " ".to_owned() });
            shifted = true;
        }
        cursor = context.next(line);
    }
    shifted
}

/// Returns a text without its leading spaces, and those.
fn split_leading_spaces(text: &str) -> (&str, &str) {
    let rest = text.trim_start();
    (rest, cut(text, 0, text.len() - rest.len()))
}
