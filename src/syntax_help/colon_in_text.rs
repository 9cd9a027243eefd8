//! Texts without quotes that hold a colon.

use super::context::ErrorContext;
use super::folding::{block_advice, continues_text, last_line, with_folding_fix};
use super::layout;
use super::line::{Piece, has_several_words};
use super::phrases::{shown, yaml_quoted};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, offset};

/// Recognises a second colon on a key's line: `text: He said: "no"`.
pub(super) fn on_key_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let (line, key) = layout::colon_in_value(context)?;
    let parts = line.parts();
    let value = parts.value;
    let before = context.slice(Span::new(value.start, context.at));
    let word = before.rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    let primary = Span::new(value.start + offset(word), context.at + 1);
    let message = format!("the text after `{}:` holds a colon, so it needs quotes", key.text);
    let found = context
        .diagnostic("syntax/unquoted-text", primary, message)
        .with_label(key.span(), "the key is read up to its first colon");
    // An item with two colons in it is a text, and the words before the first one are no key.
    let dash = parts.dashes.last().filter(|_| has_several_words(key));
    let column = dash.map_or(parts.column, |&dash| dash);
    let last = last_line(context, line, |below| below.indent() > column && continues_text(below));
    if last.start > line.start {
        let end = shown(last.content().text);
        let help = format!("put all of it into quotes, up to the end of {end}");
        if dash.is_some() {
            return Some(found.with_help(help));
        }
        let found = found.with_help(format!("{help}, {}", block_advice(key)));
        return Some(with_folding_fix(context, found, line, last));
    }
    if dash.is_some() {
        let whole = context.slice(Span::new(key.start, value.span().end));
        let found = found.with_help(format!("write {}", shown(&format!("- {}", yaml_quoted(whole)))));
        return Some(context.with_quoting_fix(found, Piece { start: key.start, text: whole }));
    }
    let found =
        found.with_help(format!("write {}", shown(&format!("{}: {}", key.text, yaml_quoted(value.text)))));
    Some(context.with_quoting_fix(found, value))
}

/// Recognises a colon in a later line of a text.
pub(super) fn on_later_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let owner = layout::owner_of_colon_in_text(context)?;
    let line = context.line(context.at);
    let (name, owned) = (line.parts().name(), owner.parts());
    let primary = Span::new(name.start, context.at + 1);
    let message = format!("a colon after {} in a text that has no quotes", shown(name.text));
    let found = context
        .diagnostic("syntax/unquoted-text", primary, message)
        .with_label(owned.name().span(), "the text begins after this")
        .with_help(format!("put the whole text into quotes, {}", block_advice(owned.name())));
    let last = last_line(context, line, |below| below.indent() > owned.column && continues_text(below));
    Some(with_folding_fix(context, found, owner, last))
}
