//! List items and keys beside each other.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::known_keys::is_known_key;
use super::layout::{self, Misplacement};
use super::line::{Line, Parts};
use super::phrases::{column_phrase, shown, space_count};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a key beside an item, or an item beside a key.
pub(super) fn beside_other_kind(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context)?;
    let Misplacement::BesideOtherKind(above) = layout::misplacement(context, line) else { return None };
    let parts = line.parts();
    let beside = shown(above.text);
    Some(if parts.dashes.is_empty() {
        let (key, called) = (parts.name(), shown(parts.name().text));
        let owner = owner_of_list(context, line).filter(|_| is_known_key(key.text));
        let beside_owner = owner.map_or_else(String::new, |(owner, column)| {
            format!(", with {} if it stands beside `{owner}:`", space_count(column))
        });
        context
            .diagnostic("syntax/mixed-list", key.span(), format!("the key {called} stands beside the list item {beside}"))
            .with_label(above.span(), "a list item stands at the same indentation")
            .with_help(format!(
                "begin the line with {} if {called} belongs to this item{beside_owner}, or with a dash if it is an item of its own",
                space_count(line.indent() + 2)
            ))
    } else {
        let (item, called) = (line.content(), shown(line.content().text));
        context
            .diagnostic("syntax/mixed-list", item.span(), format!("the list item {called} stands beside the key {beside}"))
            .with_label(above.span(), "a key stands at the same indentation")
            .with_help("put the list under a key of its own that has nothing after its colon, or delete the dash if this is a key")
    })
}

/// Returns the key of the list that a misplaced line stands in, and its column.
fn owner_of_list<'a>(context: ErrorContext<'a>, line: Line<'a>) -> Option<(&'a str, usize)> {
    let above = std::iter::successors(context.above(line), |line| context.above(*line));
    let owner = above.take(MOST_ABOVE).find(|above| above.indent() < line.indent())?.parts();
    owner.key.filter(|_| owner.is_bare_key()).map(|key| (key.text, owner.column))
}

/// The most lines above a misplaced one that are looked at for the key of its list.
const MOST_ABOVE: usize = 1000;

/// The keys under which each thing has an id of its own, and no dash.
const OWNERS: [&str; 3] = ["sources", "persons", "organisations"];

/// Recognises things with ids that begin as a list: `- primerova:`, and below it `protypov:` without a dash.
pub(super) fn dash_before_id(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context).filter(|line| line.parts().dashes.is_empty())?;
    let column = line.indent();
    let is_thing = |parts: &Parts<'_>| parts.is_bare_key() || parts.value.text.starts_with('{');
    if !is_thing(&line.parts()) {
        return None;
    }
    let mut items = Vec::new();
    let mut cursor = context.above(line)?;
    while cursor.indent() >= column {
        let parts = cursor.parts();
        if parts.dashes.first() == Some(&column) {
            items.push(cursor);
        }
        cursor = context.above(cursor)?;
    }
    let owner = cursor.parts().key.filter(|key| OWNERS.contains(&key.text))?;
    if items.is_empty() || !items.iter().all(|item| item.parts().dashes.len() == 1 && is_thing(&item.parts()))
    {
        return None;
    }
    let edits = items.iter().rev().map(|item| {
        let start = item.content().start;
        let end = item.parts().name().start;
        Edit { span: Span::new(start, end), replacement: String::new() }
    });
    let first = items.last()?;
    let id = first.parts().name();
    Some(
        context
            .diagnostic(
                "syntax/mixed-list",
                Span::new(first.content().start, id.span().end),
                format!("a dash stands before `{}`, and `{}:` is no list", id.text, owner.text),
            )
            .with_label(line.parts().name().span(), "this one has none")
            .with_help(format!(
                "delete the dash: under `{}:` each has its id as a key, `{}:`",
                owner.text, id.text
            ))
            .with_fix("delete the dash", Applicability::Unsafe, edits.collect()),
    )
}

/// Recognises a key below the dash of an item, and not below the item's first key.
pub(super) fn key_below_dash(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context).filter(|line| line.parts().dashes.is_empty())?;
    let column = line.indent();
    let key = line.parts().key?;
    let item = context.above(line)?;
    let above = item.parts();
    let first = above.key.filter(|_| above.dashes == [column] && !above.value.text.is_empty())?;
    if !is_known_key(first.text) || !is_known_key(key.text) {
        return None;
    }
    let lines = std::iter::successors(Some(line), |line| context.below(*line));
    let edits = lines
        .take_while(|below| below.indent() >= column && below.parts().dashes.first() != Some(&column))
        .map(|below| Edit { span: Span::empty(below.start), replacement: " ".repeat(above.column - column) });
    let message = format!(
        "`{}` stands {}, below the dash, and `{}` in the same item {}",
        key.text,
        column_phrase(column),
        first.text,
        column_phrase(above.column)
    );
    Some(
        context
            .diagnostic("syntax/indentation", key.span(), message)
            .with_label(first.span(), column_phrase(above.column))
            .with_help(format!("begin the line with {}", space_count(above.column)))
            .with_fix(
                format!("put `{}` below `{}`", key.text, first.text),
                Applicability::Unsafe,
                edits.collect(),
            ),
    )
}

/// Recognises an item that stands at the column of the keys of the item above it, instead of beside that.
pub(super) fn item_too_deep(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context)?;
    let parts = line.parts();
    let column = line.indent();
    let key = parts.key.filter(|_| parts.dashes.len() == 1)?;
    let mut cursor = context.above(line)?;
    while cursor.indent() >= column {
        cursor = context.above(cursor)?;
    }
    let above = cursor.parts();
    let dash = above.dashes.last().copied().filter(|dash| *dash < column)?;
    if above.column != column
        || above.key.is_none_or(|first| !is_known_key(first.text))
        || !is_known_key(key.text)
    {
        return None;
    }
    let edits = lines_of_item(context, line).map(|below| Edit {
        span: below.indent_span(),
        replacement: " ".repeat(below.indent() + dash - column),
    });
    let message = format!(
        "the list item {} stands {}, and the item above it {}",
        shown(line.content().text),
        column_phrase(column),
        column_phrase(dash)
    );
    Some(
        context
            .diagnostic("syntax/indentation", line.content().span(), message)
            .with_label(Span::new(cursor.start + offset(dash), cursor.end()), column_phrase(dash))
            .with_help(format!(
                "begin the line with {}, and those below it with as many fewer",
                space_count(dash)
            ))
            .with_fix("put it beside the item above", Applicability::Unsafe, edits.collect()),
    )
}

/// Recognises an item that stands at the column of its list's key, below items that stand further in.
pub(super) fn item_too_shallow(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context).filter(|line| !line.parts().dashes.is_empty())?;
    let column = line.indent();
    let mut first = context.above(line)?;
    let mut owner = first;
    while owner.indent() > column {
        first = owner;
        owner = context.above(owner)?;
    }
    let wanted = first.parts().dashes.first().copied().filter(|dash| *dash > column)?;
    if !owner.parts().is_bare_key() || owner.parts().column != column {
        return None;
    }
    let edits = lines_of_item(context, line).map(|below| Edit {
        span: below.indent_span(),
        replacement: " ".repeat(below.indent() + wanted - column),
    });
    let message = format!(
        "the list item {} stands {}, and the items above it {}",
        shown(line.content().text),
        column_phrase(column),
        column_phrase(wanted)
    );
    Some(
        context
            .diagnostic("syntax/indentation", line.content().span(), message)
            .with_label(first.content().span(), column_phrase(wanted))
            .with_help(format!("begin the line with {}", space_count(wanted)))
            .with_fix("put it beside the items above", Applicability::Unsafe, edits.collect()),
    )
}

/// Returns the lines of the items from `item` on that stand at its column, and of nothing else.
fn lines_of_item<'a>(context: ErrorContext<'a>, item: Line<'a>) -> impl Iterator<Item = Line<'a>> {
    let column = item.indent();
    let lines = std::iter::successors(Some(item), move |line| context.next(*line));
    let is_part = move |line: &Line<'_>| {
        line.is_blank()
            || line.indent() > column
            || line.indent() == column && !line.parts().dashes.is_empty()
    };
    lines.take_while(is_part).filter(move |line| !line.text.trim().is_empty() && line.indent() >= column)
}

/// Recognises an item on the line of its key: `a: - b`.
pub(super) fn item_on_key_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::ItemAfterKey {
        return None;
    }
    let parts = context.line(context.at).parts();
    let key = parts.key.filter(|key| !key.text.is_empty())?;
    let message = format!("a list item begins on the line of its key `{}`", key.text);
    let found = context
        .diagnostic("syntax/mixed-list", context.character(context.at), message)
        .with_label(key.span(), "the key")
        .with_help(format!(
            "put `{}` on a line of its own below `{}:`, or put it into quotes if it is text",
            parts.value.text.chars().take(40).collect::<String>(),
            key.text
        ))
        .with_fix(
            "put the item on a line of its own",
            Applicability::Unsafe,
            vec![Edit {
                span: Span::new(key.span().end + 1, parts.value.start),
                replacement: format!("\n{}", " ".repeat(parts.column + 2)),
            }],
        );
    Some(found)
}
