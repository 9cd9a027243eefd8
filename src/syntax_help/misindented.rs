//! Keys and items whose indentation fits no line around them.

use super::context::ErrorContext;
use super::layout::{self, Misplacement};
use super::line::{Line, Parts, Piece};
use super::phrases::{column_phrase, shown, space_count};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises the items of a list that stand further out than its key, above a line beside that key: they are read as items of
/// the list around it.
pub(super) fn list_too_shallow(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context).filter(|line| line.parts().key.is_some())?;
    let column = line.parts().column;
    let mut items = Vec::new();
    let mut owner = context.above(line)?;
    while !(owner.parts().is_bare_key() && owner.parts().column == column) {
        let parts = owner.parts();
        let is_item = parts.dashes.first().is_some_and(|dash| *dash < column);
        if !is_item && owner.indent() < column || is_item && parts.dashes.len() > 1 {
            return None;
        }
        items.extend(is_item.then_some(owner));
        owner = context.above(owner)?;
    }
    // A key with items of its own below it has its list.
    let first = items.last().copied().filter(|first| context.below(owner) == Some(*first))?;
    let key = owner.parts().name();
    let wanted = column + 2;
    let message = format!(
        "{} stands {}, further out than `{}`, to whose list it belongs",
        shown(first.content().text),
        column_phrase(first.indent()),
        key.text
    );
    let edits = lines_between(context, first, line).map(|below| Edit {
        span: Span::empty(below.start),
        replacement: " ".repeat(wanted - first.indent()),
    });
    Some(
        context
            .diagnostic("syntax/indentation", first.content().span(), message)
            .with_label(key.span(), column_phrase(column))
            .with_help(format!("begin the line with {}", space_count(wanted)))
            .with_fix(
                format!("put {} before it", space_count(wanted)),
                Applicability::Unsafe,
                edits.collect(),
            ),
    )
}

/// Returns the lines from `first` to the one above `end` that are not empty.
fn lines_between<'a>(
    context: ErrorContext<'a>,
    first: Line<'a>,
    end: Line<'a>,
) -> impl Iterator<Item = Line<'a>> {
    let lines = std::iter::successors(Some(first), move |line| context.next(*line));
    lines.take_while(move |line| line.start < end.start).filter(|line| !line.text.trim().is_empty())
}

/// Recognises a line that stands apart, where those around it agree on their indentation: the one at the place, or the one
/// above it.
pub(super) fn among_keys(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context)?;
    let here = || explain_outlier(context, line, context.below(line)?);
    here().or_else(|| explain_outlier(context, context.above(line)?, line))
}

/// Recognises a line that stands apart above a key that only seems to stand too far in.
pub(super) fn above_deeper_key(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let (line, owner) = layout::too_deep_key(context)?;
    explain_outlier(context, owner, line)
}

/// Recognises a key further in than the one above it, which has a value already.
pub(super) fn too_deep(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let (line, above) = layout::too_deep_key(context)?;
    let (parts, owner) = (line.parts(), above.parts());
    let (key, above) = (parts.name(), owner.name());
    let message = format!(
        "`{}` stands {}, the key above it, `{}`, {}",
        key.text,
        column_phrase(parts.column),
        above.text,
        column_phrase(owner.column)
    );
    let help = if owner.key.is_some() {
        format!(
            "write `{}` with {} before it, to put it beside `{}`, which has the value {} already",
            key.text,
            space_count(owner.column),
            above.text,
            shown(owner.value.text),
        )
    } else {
        format!("write `{}` with {} before it", key.text, space_count(owner.column))
    };
    let edits = outdented(context, line, line.indent() - owner.column.min(line.indent()));
    let found = context
        .diagnostic("syntax/indentation", key.span(), message)
        .with_label(above.span(), format!("`{}` stands {}", above.text, column_phrase(owner.column)))
        .with_help(help)
        .with_fix(format!("put `{}` beside `{}`", key.text, above.text), Applicability::Unsafe, edits);
    Some(found)
}

/// Returns the edits that move a line by `columns` to the left, with the lines below that stand as far in or further: alone it
/// would stand apart from those that belong beside it.
fn outdented(context: ErrorContext<'_>, line: Line<'_>, columns: usize) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut moved = Some(line);
    while let Some(below) = moved.filter(|below| below.is_blank() || below.indent() >= line.indent()) {
        if below.indent() >= line.indent() && !below.text.trim().is_empty() {
            let replacement = " ".repeat(below.indent() - columns);
            edits.push(Edit { span: below.indent_span(), replacement });
        }
        moved = context.next(below);
    }
    edits
}

/// Recognises a line whose indentation lies between those of the lines above it.
pub(super) fn between_columns(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context)?;
    let Misplacement::BetweenColumns { deeper, shallower } = layout::misplacement(context, line) else {
        return None;
    };
    let column = line.indent();
    let parts = line.parts();
    let is_item = !parts.dashes.is_empty();
    let name = if is_item { line.content() } else { parts.name() };
    let places: Vec<(usize, Piece<'_>)> = deeper.into_iter().chain(shallower).collect();
    if places.is_empty() || name.text.is_empty() {
        return None;
    }
    let others: Vec<String> = places
        .iter()
        .map(|(at, piece)| format!("{} stands {}", shown(piece.text), column_phrase(*at)))
        .collect();
    let message = format!(
        "{} stands {}, which fits no line above: {}",
        shown(name.text),
        column_phrase(column),
        others.join(", ")
    );
    let mut found = context.diagnostic("syntax/indentation", name.span(), message);
    for (at, piece) in &places {
        let first = context.word(piece.start);
        let span = if piece.span().len() > 80 { first } else { piece.span() };
        found = found.with_label(span, column_phrase(*at));
    }
    // An item can stand beside items, a key beside keys.
    let advice: Vec<String> = places
        .iter()
        .filter(|(_, piece)| piece.text.starts_with("- ") == is_item)
        .map(|(at, piece)| format!("{} to put it beside {}", space_count(*at), shown(piece.text)))
        .collect();
    Some(if advice.is_empty() {
        found.with_help("begin the line with as many spaces as the line that it belongs beside")
    } else {
        found.with_help(format!("begin the line with {}", advice.join(", or with ")))
    })
}

/// The lines around one that stands apart from them.
struct Surroundings<'a> {
    /// The nearest line above that is indented no further than the one below.
    owner: Option<Parts<'a>>,
    /// True if that line is a key at the column of the one below.
    is_beside: bool,
}

/// Explains why `line` stands apart from the lines around it; `after` is the one below it.
fn explain_outlier(context: ErrorContext<'_>, line: Line<'_>, after: Line<'_>) -> Option<Diagnostic> {
    let (parts, next) = (line.parts(), after.parts());
    let wanted = next.column;
    let Surroundings { owner, is_beside } = agreeing_surroundings(context, line, after)?;
    if let Some(found) = gap_after_dash(context, line, wanted) {
        return Some(found);
    }
    let indent = (line.indent() + wanted).checked_sub(parts.column)?;
    let (key, below) = (parts.name(), next.name());
    let message = if parts.dashes.is_empty() {
        let others = if is_beside { "around" } else { "below" };
        let (here, there) = (column_phrase(parts.column), column_phrase(wanted));
        format!("`{}` stands {here}, the keys {others} it {there}", key.text)
    } else {
        format!(
            "{} stands {}, so that `{}` below it does not stand under `{}`",
            shown(line.content().text),
            column_phrase(line.indent()),
            below.text,
            key.text
        )
    };
    let mut found = context.diagnostic("syntax/indentation", key.span(), message);
    if let Some(owner) = owner.filter(|_| is_beside) {
        found = found.with_label(owner.name().span(), column_phrase(wanted));
    }
    let edit = Edit { span: line.indent_span(), replacement: " ".repeat(indent) };
    Some(
        found
            .with_label(below.span(), column_phrase(wanted))
            .with_help(format!("begin the line with {}", space_count(indent)))
            .with_fix(format!("put {} before it", space_count(indent)), Applicability::Unsafe, vec![edit]),
    )
}

/// Explains an item beside the others of its list whose first key stands too far behind its dash, or too near.
fn gap_after_dash(context: ErrorContext<'_>, line: Line<'_>, wanted: usize) -> Option<Diagnostic> {
    let parts = line.parts();
    let [dash] = parts.dashes[..] else { return None };
    let beside = context.nearest_above(line, dash).map(Line::parts)?;
    let gap = wanted.checked_sub(dash + 1).filter(|gap| *gap > 0)?;
    if beside.dashes.first() != Some(&dash) {
        return None;
    }
    let blanks = Span::new(line.start + offset(dash + 1), line.start + offset(parts.column));
    let key = parts.name();
    let message = format!(
        "`{}` stands {} behind its dash, and the keys below it {}",
        key.text,
        space_count(parts.column - dash - 1),
        column_phrase(wanted)
    );
    let edit = Edit { span: blanks, replacement: " ".repeat(gap) };
    Some(
        context
            .diagnostic("syntax/indentation", key.span(), message)
            .with_help(format!("put {} behind the dash", space_count(gap)))
            .with_fix(format!("put {} behind the dash", space_count(gap)), Applicability::Unsafe, vec![edit]),
    )
}

/// Returns the lines around `line`, if they agree on an indentation other than its own.
fn agreeing_surroundings<'a>(
    context: ErrorContext<'a>,
    line: Line<'_>,
    after: Line<'_>,
) -> Option<Surroundings<'a>> {
    let (parts, next) = (line.parts(), after.parts());
    let wanted = next.column;
    let is_flow = parts.name().text.starts_with(['{', '[']);
    let is_alone = parts.key.is_some() && !is_flow && parts.column != wanted && !parts.is_bare_key();
    // Lines that an empty line sets apart need not agree.
    let touches = |line: Line<'_>| context.previous(line).is_none_or(|above| !above.text.trim().is_empty());
    if !is_alone || !next.is_key_at(wanted) || !touches(line) || !touches(after) {
        return None;
    }
    let before = context.nearest_above(line, wanted);
    let owner = before.map(Line::parts);
    let is_beside = owner.as_ref().is_some_and(|owner| owner.column == wanted && owner.key.is_some());
    let second = context.nearest_below(after, wanted).filter(|&second| touches(second)).map(Line::parts);
    let is_first = context.above(line) == before
        && owner.as_ref().is_none_or(|owner| owner.column != wanted && owner.is_bare_key());
    let agrees = if is_first {
        let beside_parent =
            parts.dashes.is_empty() && owner.as_ref().is_some_and(|owner| owner.column == parts.column);
        beside_parent || second.is_some_and(|second| second.is_key_at(wanted))
    } else {
        // With as much evidence for it, `after` may be the one that stands apart.
        is_beside && second.is_none_or(|second| second.column != parts.column || second.is_bare_key())
    };
    agrees.then_some(Surroundings { owner, is_beside })
}
