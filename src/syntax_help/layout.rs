//! Relates the line at the place to those around it: the cases that guesses about keys, items and their
//! indentation tell apart.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::line::{Line, Parts, Piece, cut, has_several_words};
use crate::source::{Span, offset};

/// The lines above a colon that cannot make a key of the text before it.
pub(super) struct AboveColon<'a> {
    /// The lines, from the top, that begin with `key:value` or `-item`.
    pub(super) lacking_space: Vec<Line<'a>>,
    /// The highest line that begins at the same column.
    pub(super) beside: Option<Line<'a>>,
    pub(super) case: ColonCase<'a>,
}

/// The possible relations of a line whose colon cannot make a key to the lines above it.
#[derive(Clone, Copy)]
pub(super) enum ColonCase<'a> {
    /// The item above is text and has no key.
    BelowTextItem(Line<'a>),
    /// A single word stands alone between a bare key and the line: `city-court`.
    BelowBareWord(Line<'a>),
    /// The key above, which has a value or an item, stands less far in; lines of text may stand between.
    DeeperThan {
        owner: Line<'a>,
        has_text_between: bool,
    },
    /// A line that is no key stands above.
    BelowText(Line<'a>),
    Other,
}

/// Reads the lines above an unexpected colon; `None` where the place is no such colon or it is not the first
/// one of its line.
///
/// The parser sees the colon only where the text before it turns out to be no key: that text may begin lines
/// above, at a key that lacks its space or its colon.
pub(super) fn above_colon(context: ErrorContext<'_>) -> Option<AboveColon<'_>> {
    let line = first_colon_line(context)?;
    let parts = line.parts();
    let mut lacking_space = Vec::new();
    let (mut text, mut beside, mut owner) = (None, None, None);
    let mut cursor = line;
    while let Some(above) = context.above(cursor) {
        let above_parts = above.parts();
        if above_parts.column == parts.column {
            beside = Some(above);
        }
        if above_parts.lacks_space() {
            lacking_space.push(above);
        } else if above_parts.key.is_none() && above_parts.dashes.is_empty() {
            text = Some(above);
        } else {
            owner = Some(above);
            break;
        }
        cursor = above;
        if !above_parts.dashes.is_empty() {
            break;
        }
    }
    lacking_space.reverse();
    let case = colon_case(&parts, owner, text);
    Some(AboveColon { lacking_space, beside, case })
}

/// Returns the line at the place if the place is an unexpected colon and the first one of its line.
fn first_colon_line(context: ErrorContext<'_>) -> Option<Line<'_>> {
    let line = context.line(context.at);
    let parts = line.parts();
    let is_first = parts.key.is_some() && parts.colon.is_some_and(|colon| colon >= context.at);
    (context.complaint == Complaint::Colon && is_first).then_some(line)
}

fn colon_case<'a>(parts: &Parts<'_>, owner: Option<Line<'a>>, text: Option<Line<'a>>) -> ColonCase<'a> {
    let is_bare_word = |owned: &Parts<'_>, text: Line<'_>| {
        owned.is_bare_key()
            && !text.content().text.contains([' ', '\t'])
            && (owned.column..parts.column).contains(&text.indent())
    };
    match (owner.map(|owner| (owner, owner.parts())), text) {
        (Some((owner, owned)), None) if owned.key.is_none() => ColonCase::BelowTextItem(owner),
        (Some((_, owned)), Some(text)) if is_bare_word(&owned, text) => ColonCase::BelowBareWord(text),
        (Some((owner, owned)), text) if owned.column < parts.column => {
            ColonCase::DeeperThan { owner, has_text_between: text.is_some() }
        }
        (_, Some(text)) => ColonCase::BelowText(text),
        _ => ColonCase::Other,
    }
}

/// Returns the key and the line of a colon that is not the first one of its line.
pub(super) fn colon_in_value(context: ErrorContext<'_>) -> Option<(Line<'_>, Piece<'_>)> {
    let line = context.line(context.at);
    let parts = line.parts();
    let is_later = context.complaint == Complaint::Colon && parts.colon? < context.at;
    parts.key.filter(|_| is_later).map(|key| (line, key))
}

/// Returns the line at the place if it must be a key and is not one.
pub(super) fn keyless_line(context: ErrorContext<'_>) -> Option<Line<'_>> {
    (context.complaint == Complaint::NoKey).then(|| context.line(context.at))
}

/// Returns the line at the place if the parser stopped at its beginning, because no line like it can stand there.
pub(super) fn misplaced_line(context: ErrorContext<'_>) -> Option<Line<'_>> {
    let line = context.line(context.at);
    let is_misplaced = match context.complaint {
        Complaint::NoEntry => {
            let before = context.slice(Span::new(line.content().start, context.at));
            before.chars().all(|c| matches!(c, '-' | ' ' | '\t'))
        }
        Complaint::NoDocumentStart => true,
        _ => false,
    };
    is_misplaced.then_some(line)
}

/// Returns the line that is no key where only a key can stand.
pub(super) fn line_without_colon(context: ErrorContext<'_>) -> Option<Line<'_>> {
    match above_colon(context)?.case {
        ColonCase::BelowBareWord(text) | ColonCase::BelowText(text) => Some(text),
        _ => None,
    }
}

/// The possible faults of a misplaced line.
pub(super) enum Misplacement<'a> {
    /// It belongs to a block text whose first line, at this column, stands further in.
    InUnevenBlock { header: Line<'a>, first: (usize, Piece<'a>) },
    /// It stands further in than this key, which has a value already.
    DeeperThan(Line<'a>),
    /// It is a key beside this item, or an item beside this key.
    BesideOtherKind(Piece<'a>),
    /// It stands between the columns of these lines above, or beyond them.
    BetweenColumns { deeper: Option<(usize, Piece<'a>)>, shallower: Option<(usize, Piece<'a>)> },
}

/// Compares the indentation of a misplaced line with those of the lines above it.
pub(super) fn misplacement<'a>(context: ErrorContext<'a>, line: Line<'a>) -> Misplacement<'a> {
    let column = line.indent();
    let is_item = !line.parts().dashes.is_empty();
    let mut deeper: Option<(usize, Piece<'_>)> = None;
    let mut shallower: Option<(usize, Piece<'_>)> = None;
    let mut cursor = line;
    while let Some(above) = context.above(cursor) {
        cursor = above;
        let parts = above.parts();
        if let Some(first) = deeper.filter(|_| above.indent() < column && parts.opens_block()) {
            return Misplacement::InUnevenBlock { header: above, first };
        }
        let takes_no_more = !parts.value.text.is_empty() && parts.key.is_some();
        if deeper.is_none() && !is_item && parts.column < column && takes_no_more {
            return Misplacement::DeeperThan(above);
        }
        for (at, piece, begins_item) in columns(above, &parts) {
            if at == column && begins_item != is_item {
                return Misplacement::BesideOtherKind(piece);
            }
            if at > column && deeper.is_none_or(|(best, _)| at < best) {
                deeper = Some((at, piece));
            }
            if at < column && shallower.is_none_or(|(best, _)| at > best) {
                shallower = Some((at, piece));
            }
        }
        if above.indent() < column || shallower.is_some() || above.indent() == 0 {
            break;
        }
    }
    Misplacement::BetweenColumns { deeper, shallower }
}

/// Returns the columns at which lines may stand beside `line`: its key's and its dashes'; the last field is true
/// for a dash.
fn columns<'a>(line: Line<'a>, parts: &Parts<'a>) -> impl Iterator<Item = (usize, Piece<'a>, bool)> {
    let has_text = !parts.value.text.is_empty() || parts.key.is_some();
    let key = has_text.then_some((parts.column, parts.name(), false));
    let item = move |&dash: &usize| {
        let text = cut(line.text, dash, line.text.len()).trim_end();
        (dash, Piece { start: line.start + offset(dash), text }, true)
    };
    key.into_iter().chain(parts.dashes.iter().map(item))
}

/// Returns a key that stands further in than the line above it, which has a value already, with that line.
pub(super) fn too_deep_key(context: ErrorContext<'_>) -> Option<(Line<'_>, Line<'_>)> {
    if let Some(line) = misplaced_line(context) {
        return match misplacement(context, line) {
            Misplacement::DeeperThan(owner) => Some((line, owner)),
            _ => None,
        };
    }
    let line = first_colon_line(context)?;
    match above_colon(context)?.case {
        ColonCase::DeeperThan { owner, has_text_between: false }
            if !line.parts().name().text.contains([' ', '\t']) =>
        {
            Some((line, owner))
        }
        _ => None,
    }
}

/// Returns the key above whose text goes on in a line that has several words before its colon or none.
pub(super) fn owner_of_colon_in_text(context: ErrorContext<'_>) -> Option<Line<'_>> {
    let line = first_colon_line(context)?;
    match above_colon(context)?.case {
        ColonCase::DeeperThan { owner, has_text_between }
            if has_text_between || line.parts().name().text.contains([' ', '\t']) =>
        {
            Some(owner)
        }
        _ => None,
    }
}

/// Returns the line that may go on with the text above it and does not stand far enough in.
pub(super) fn possible_continuation(context: ErrorContext<'_>) -> Option<Line<'_>> {
    if let Some(line) = misplaced_line(context) {
        let parts = line.parts();
        return (parts.dashes.is_empty() && parts.key.is_some_and(has_several_words)).then_some(line);
    }
    keyless_line(context).or_else(|| line_without_colon(context))
}

/// Returns the nearest line above `line` that cannot be a line of the same text.
pub(super) fn owner_above<'a>(context: ErrorContext<'a>, line: Line<'_>) -> Option<Line<'a>> {
    let mut owner = context.above(line)?;
    while owner.may_be_text() {
        owner = context.above(owner)?;
    }
    Some(owner)
}
