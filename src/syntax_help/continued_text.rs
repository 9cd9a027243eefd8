//! Lines that go on with the text above and do not stand far enough in.

use super::context::ErrorContext;
use super::folding::{last_line, with_folding_fix};
use super::known_keys::is_known_key;
use super::layout;
use super::line::is_atom;
use super::phrases::shown;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Recognises a line of words, the last one of the text or one of those before it, that stands too far left.
pub(super) fn too_far_left(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::possible_continuation(context)?;
    let owner = layout::owner_above(context, line)?;
    let parts = owner.parts();
    let key = parts.key.filter(|_| parts.opens_block() || parts.is_plain() && !is_atom(parts.value.text))?;
    let mut first = context.next(owner)?;
    while first.is_blank() || first.indent() > parts.column {
        first = context.next(first).filter(|next| next.start <= line.start)?;
    }
    let content = first.content();
    let last = last_line(context, first, |line| line.may_be_text());
    // Before keys that stand further in, the line is a key without its colon.
    let next = context.below(last);
    let is_parent = next.is_some_and(|next| next.indent() > parts.column.max(first.indent()));
    if !content.text.contains(' ') || is_parent {
        return None;
    }
    let message =
        format!("{} is not a key, and stands too far left to be text of `{}`", shown(content.text), key.text);
    let found = context
        .diagnostic("syntax/indentation", content.span(), message)
        .with_label(key.span(), "the key above");
    if parts.opens_block() {
        let help = format!("if it is, indent it like the text's first line, further than `{}`", key.text);
        return Some(found.with_help(help));
    }
    // A colon in it would be the next fault.
    let has_colon = context.slice(Span::new(parts.value.start, last.end())).contains(": ");
    let indent =
        if has_colon { String::new() } else { format!("indent it further than `{}`, or ", key.text) };
    let found = found.with_help(format!(
        "if it continues the text above, {indent}write `{}: >` and indent the lines below it",
        key.text
    ));
    let word = content.text.split([' ', '\t']).next().unwrap_or_default();
    // A fix that takes the line for text would bury a key.
    Some(if is_known_key(word) { found } else { with_folding_fix(context, found, owner, last) })
}
