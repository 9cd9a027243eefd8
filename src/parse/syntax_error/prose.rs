//! Texts without quotes: a colon in them, and lines that go on with them.

use super::scene::{Line, Parts, Piece, Scene, quoted, shown};
use super::space;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::schema;
use crate::source::{Span, offset};

/// `text: He said: "no"`
pub(super) fn colon_in_text(scene: Scene<'_>, line: Line<'_>, key: Piece<'_>) -> Diagnostic {
    let parts = line.parts();
    let value = parts.value;
    let before = scene.slice(Span::new(value.start, scene.at));
    let word = before.rfind([' ', '\t']).map_or(0, |blank| blank + 1);
    let primary = Span::new(value.start + offset(word), scene.at + 1);
    let message = format!("the text after `{}:` holds a colon, so it needs quotes", key.text);
    let found = scene
        .diagnostic("syntax/unquoted-text", primary, message)
        .with_label(key.span(), "the key is read up to its first colon");
    // An item with two colons in it is a text, and what stands before the first one no key.
    let dash = parts.dashes.last().filter(|_| is_words(key));
    let column = dash.map_or(parts.column, |&dash| dash);
    let last = last_line(scene, line, |below| below.indent() > column && goes_on(below));
    if last.start > line.start {
        let end = shown(last.content().text);
        let help = format!("put all of it into quotes, up to the end of {end}");
        if dash.is_some() {
            return found.with_help(help);
        }
        return folding(scene, found.with_help(format!("{help}, {}", or_below(key))), line, last);
    }
    if dash.is_some() {
        let whole = scene.slice(Span::new(key.start, value.span().end));
        let found = found.with_help(format!("write {}", shown(&format!("- {}", quoted(whole)))));
        return scene.quoting(found, Piece { start: key.start, text: whole });
    }
    let found = found.with_help(format!("write {}", shown(&format!("{}: {}", key.text, quoted(value.text)))));
    scene.quoting(found, value)
}

/// A text over several lines from `owner` on, a later one of which holds a colon.
pub(super) fn colon_in_lines(scene: Scene<'_>, owner: Line<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let (name, owned) = (line.parts().name(), owner.parts());
    let primary = Span::new(name.start, scene.at + 1);
    let message = format!("a colon after {} in a text that has no quotes", shown(name.text));
    let found = scene
        .diagnostic("syntax/unquoted-text", primary, message)
        .with_label(owned.name().span(), "the text begins after this")
        .with_help(format!("put the whole text into quotes, {}", or_below(owned.name())));
    folding(
        scene,
        found,
        owner,
        last_line(scene, line, |below| below.indent() > owned.column && goes_on(below)),
    )
}

/// A line of words that ought to go on with the text above and does not stand far enough in;
/// `line` is the last one, or one of those before it.
pub(super) fn continued(scene: Scene<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let mut owner = scene.above(line)?;
    while is_text(&owner) {
        owner = scene.above(owner)?;
    }
    let parts = owner.parts();
    if space::lacks(&parts) {
        return space::missing(scene, &[owner]);
    }
    let key = parts.key.filter(|_| parts.opens_block() || is_plain(&parts) && !is_atom(parts.value.text))?;
    let mut first = scene.next(owner)?;
    while first.is_blank() || first.indent() > parts.column {
        first = scene.next(first).filter(|next| next.start <= line.start)?;
    }
    let content = first.content();
    let last = last_line(scene, first, is_text);
    let mut next = scene.next(last);
    while let Some(blank) = next.filter(|next| next.is_blank()) {
        next = scene.next(blank);
    }
    // Before keys that stand further in, the line is a key without its colon.
    let is_parent = next.is_some_and(|next| next.indent() > parts.column.max(first.indent()));
    if !content.text.contains(' ') || is_parent {
        return None;
    }
    let message =
        format!("{} is no key, and stands too far left to be text of `{}`", shown(content.text), key.text);
    let found = scene
        .diagnostic("syntax/indentation", content.span(), message)
        .with_label(key.span(), "the key above");
    if parts.opens_block() {
        let help = format!("if it is, indent it like the text's first line, further than `{}`", key.text);
        return Some(found.with_help(help));
    }
    // A colon in it would be the next fault.
    let has_colon = scene.slice(Span::new(parts.value.start, last.end())).contains(": ");
    let indent =
        if has_colon { String::new() } else { format!("indent it further than `{}`, or ", key.text) };
    let help = format!(
        "if it continues the text above, {indent}write `{}: >` and indent the lines below it",
        key.text
    );
    let found = found.with_help(help);
    let word = content.text.split([' ', '\t']).next().unwrap_or_default();
    // Whoever took it for text would bury a key.
    Some(if schema::is_key(word) { found } else { folding(scene, found, owner, last) })
}

/// A line of text that a comment cuts off from the text above.
pub(super) fn after_comment(scene: Scene<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let above = scene.previous(line).filter(|above| above.content().text.starts_with('#'))?;
    let (text, comment) = (line.content(), above.content());
    let found = scene
        .diagnostic(
            "syntax/unquoted-text",
            text.span(),
            format!("{} cannot go on with a text after a comment", shown(text.text)),
        )
        .with_label(comment.span(), "the comment ends the text above it");
    Some(found.with_help(
        "put the comment above the text; if the `#` is part of the text, put all of it into quotes",
    ))
}

fn or_below(key: Piece<'_>) -> String {
    format!(
        "or write {} and the text on the lines below, two spaces further in",
        shown(&format!("{}: >", key.text))
    )
}

/// Whether the line may be part of a text: no item, and no key but several words before a colon.
fn is_text(line: &Line<'_>) -> bool {
    let parts = line.parts();
    parts.dashes.is_empty() && parts.key.is_none_or(is_words)
}

/// Whether what stands before a colon can hardly be a key.
pub(super) fn is_words(key: Piece<'_>) -> bool {
    key.text.contains(' ')
}

/// Whether the line, which stands further in than a key with a text, is part of that text.
fn goes_on(line: &Line<'_>) -> bool {
    let starts_sentence = |key: Piece<'_>| key.text.starts_with(char::is_uppercase);
    let parts = line.parts();
    is_text(line) || parts.dashes.is_empty() && parts.key.is_some_and(starts_sentence)
}

/// Whether the value is text without quotes.
fn is_plain(parts: &Parts<'_>) -> bool {
    let opens = |c| "\"'[]{}|>&*!%@`#,?".contains(c);
    let is_flow = parts.key.is_some_and(|key| key.text.starts_with(['[', '{']));
    !parts.value.text.starts_with(opens) && !is_flow
}

/// Whether the value is a text of several words without quotes, which the line below may go on with.
pub(super) fn may_go_on(parts: &Parts<'_>) -> bool {
    is_plain(parts) && parts.value.text.contains([' ', '\t'])
}

/// Whether the value is no text: a yes or no, a number or a date.
pub(super) fn is_atom(value: &str) -> bool {
    let is_number = value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ':' | '/' | '~'));
    is_number || matches!(value, "true" | "false" | "null")
}

/// The last line of the text that `line` belongs to; empty lines are of it where the text goes on below.
fn last_line<'a>(scene: Scene<'a>, line: Line<'a>, belongs: impl Fn(&Line<'_>) -> bool) -> Line<'a> {
    let mut last = line;
    let mut cursor = scene.next(line);
    while let Some(next) = cursor {
        if !next.content().text.is_empty() {
            if next.is_blank() || !belongs(&next) {
                break;
            }
            last = next;
        }
        cursor = scene.next(next);
    }
    last
}

/// Attaches an offer to write the text from `header` to `last` below `key: >`, where no sign in it has a
/// meaning of its own.
fn folding(scene: Scene<'_>, found: Diagnostic, header: Line<'_>, last: Line<'_>) -> Diagnostic {
    let parts = header.parts();
    let (Some(key), Some(colon)) = (parts.key, parts.colon) else { return found };
    // A comment would become part of the text.
    let has_comment = parts.value.span().end < header.content().span().end;
    if has_comment || !is_plain(&parts) || is_atom(parts.value.text) {
        return found;
    }
    let indent = " ".repeat(parts.column + 2);
    let below = if parts.value.text.is_empty() { String::new() } else { format!("\n{indent}") };
    let mut edits =
        vec![Edit { span: Span::new(colon + 1, parts.value.start), replacement: format!(" >{below}") }];
    let mut cursor = scene.next(header);
    while let Some(line) = cursor.filter(|line| line.start <= last.start) {
        let blanks = Span::new(line.start, line.start + offset(line.indent()));
        if line.content().text.is_empty() {
            edits.push(Edit { span: blanks, replacement: String::new() });
        } else if line.is_blank() {
            return found;
        } else {
            edits.push(Edit { span: blanks, replacement: indent.clone() });
        }
        cursor = scene.next(line);
    }
    found.with_fix(format!("put the text below `{}: >`", key.text), Applicability::Unsafe, edits)
}
