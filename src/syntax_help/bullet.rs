//! A word processor's bullets and numbers in place of the dashes of a list.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::known_keys::is_known_key;
use super::line::{Line, cut};
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lookalike::bullet_length;
use crate::source::{Span, offset};

/// Recognises `– type: release`, `• type: release` or `1. type: release` at the place, or above it in the same list.
pub(super) fn in_place_of_dash(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let is_about_lines = context.complaint.is_about_layout()
        || matches!(context.complaint, Complaint::NamelessAnchor | Complaint::NoDocumentStart);
    if !is_about_lines {
        return None;
    }
    let line = context.line(context.at);
    let mut cursor = line;
    while begins_item(cursor).is_none() {
        if cursor.indent() < line.indent() {
            return None;
        }
        cursor = context.above(cursor)?;
    }
    let items = items_beside(context, cursor);
    let first = items.first().copied()?;
    let (length, rest) = begins_item(first)?;
    let bullet = Span::new(first.content().start, first.content().start + offset(length));
    let sign = context.slice(bullet);
    let edits: Vec<Edit> = items.iter().filter_map(|item| edit(context, *item)).collect();
    let others = if items.len() > 1 { ", and so in place of the others" } else { "" };
    Some(
        context
            .diagnostic(
                "syntax/mixed-list",
                bullet,
                format!("an item of a list begins with `-`, not with `{sign}`"),
            )
            .with_help(format!("write {}{others}", shown(&format!("- {rest}"))))
            .with_fix(format!("write `-` in place of `{sign}`"), Applicability::Unsafe, edits),
    )
}

/// Returns the length of the bullet that a line begins with, and the text behind it, if a key follows that documents have, or a
/// block in braces.
fn begins_item(line: Line<'_>) -> Option<(usize, &str)> {
    let content = line.content();
    let length = bullet_length(content.text)?;
    let rest = cut(content.text, length, content.text.len()).trim_start_matches([' ', '\t', '\u{a0}']);
    let inner = rest.strip_prefix('{').unwrap_or(rest);
    let key = Line { start: 0, text: inner.trim_start() }.parts().key?;
    is_known_key(key.text).then_some((length, rest))
}

/// Returns the items with bullets of the list that `item` belongs to, from the top.
fn items_beside<'a>(context: ErrorContext<'a>, item: Line<'a>) -> Vec<Line<'a>> {
    let column = item.indent();
    let mut first = item;
    let mut cursor = item;
    while let Some(above) = context.above(cursor).filter(|above| above.indent() >= column) {
        if above.indent() == column && begins_item(above).is_some() {
            first = above;
        }
        cursor = above;
    }
    let mut items = Vec::new();
    let mut cursor = Some(first);
    while let Some(line) = cursor.filter(|line| line.indent() >= column) {
        if line.indent() == column && begins_item(line).is_some() {
            items.push(line);
        }
        cursor = context.below(line);
    }
    items
}

/// Returns the edit that puts a dash in the place of an item's bullet, and its first key above the next one.
fn edit(context: ErrorContext<'_>, item: Line<'_>) -> Option<Edit> {
    let (_, rest) = begins_item(item)?;
    let content = item.content();
    let key = content.start + offset(content.text.len() - rest.len());
    let column = item.indent();
    let below = context.below(item).map(Line::indent).filter(|below| *below >= column + 2);
    let spaces = below.map_or(1, |below| below - column - 1);
    let replacement = format!("-{}", " ".repeat(spaces));
    Some(Edit { span: Span::new(content.start, key), replacement })
}
