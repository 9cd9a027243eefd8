//! Texts without quotes that hold a colon.

use super::context::ErrorContext;
use super::folding::{block_advice, continues_text, last_line, with_folding_fix};
use super::known_keys::is_known_key;
use super::layout;
use super::line::{Line, Piece, has_several_words};
use super::phrases::{shown, yaml_quoted};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a second colon on a key's line: `text: He said: "no"`.
pub(super) fn on_key_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let (line, key) = layout::colon_in_value(context)?;
    let parts = line.parts();
    let value = parts.value;
    if let Some(found) = keys_without_braces(context, line) {
        return Some(found);
    }
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

/// Recognises keys on one line without the braces around them: `- type: fine, duration: P10D, probation: P2Y`.
fn keys_without_braces<'a>(context: ErrorContext<'a>, line: Line<'a>) -> Option<Diagnostic> {
    let parts = line.parts();
    let key = parts.key.filter(|key| is_known_key(key.text))?;
    let pairs = pairs_of(parts.value.text)?;
    let (first, rest) = pairs.split_first()?;
    let name = |pair: &'a str| pair.split_once(": ").map(|(name, _)| name);
    let are_keys = rest.iter().all(|pair| name(pair).is_some_and(is_known_key));
    // A single key behind several words may be a word of a text.
    let is_text = first.contains(": ") || first.contains(' ') && rest.len() < 2;
    let second = rest.first().and_then(|pair| name(pair)).filter(|_| are_keys && !is_text)?;
    let start = parts.value.start + offset(parts.value.text.find(rest.first()?)?);
    let written = pairs.join(&format!("\n{}", " ".repeat(parts.column)));
    let edit = Edit { span: parts.value.span(), replacement: written };
    let message =
        format!("`{second}:` stands on the line of `{}:`, and no braces hold the keys together", key.text);
    let found = context
        .diagnostic("syntax/yaml", Span::new(start, start + offset(second.len() + 1)), message)
        .with_label(key.span(), "the first of the keys")
        .with_help(
            "put `{` before the first key and `}` behind the last value, or each key on a line of its own",
        );
    Some(found.with_fix("put each key on a line of its own", Applicability::Unsafe, vec![edit]))
}

/// Splits a value at the commas outside of brackets; `None` for one with quotes or an open bracket, or without a comma.
fn pairs_of(text: &str) -> Option<Vec<&str>> {
    let mut depth = 0_usize;
    let mut commas = Vec::new();
    for (at, sign) in text.char_indices() {
        match sign {
            '[' | '{' | '(' => depth += 1,
            ']' | '}' | ')' => depth = depth.checked_sub(1)?,
            '"' | '\'' | '#' => return None,
            ',' if depth == 0 => commas.push(at),
            _ => {}
        }
    }
    let ends = commas.iter().copied().chain([text.len()]);
    let starts = std::iter::once(0).chain(commas.iter().map(|at| at + 1));
    let pairs: Option<Vec<&str>> =
        starts.zip(ends).map(|(start, end)| Some(text.get(start..end)?.trim())).collect();
    pairs.filter(|pairs| depth == 0 && pairs.len() > 1 && pairs.iter().all(|pair| !pair.is_empty()))
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
