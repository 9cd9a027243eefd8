//! List items and keys beside each other.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::layout::{self, Misplacement};
use super::phrases::{shown, space_count};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::Span;

/// Recognises a key beside an item, or an item beside a key.
pub(super) fn beside_other_kind(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context)?;
    let Misplacement::BesideOtherKind(above) = layout::misplacement(context, line) else { return None };
    let parts = line.parts();
    let beside = shown(above.text);
    Some(if parts.dashes.is_empty() {
        let (key, called) = (parts.name(), shown(parts.name().text));
        context
            .diagnostic("syntax/mixed-list", key.span(), format!("the key {called} stands beside the list item {beside}"))
            .with_label(above.span(), "a list item stands at the same indentation")
            .with_help(format!(
                "begin the line with {} if {called} belongs to this item, or with a dash if it is an item of its own",
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
