//! Spaces that are missing after a colon or a dash, or before a comment.

use super::scene::{Line, Parts, Piece, Scene, cut, shown};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lookalike::odd_space;
use crate::source::{Span, offset};

/// Whether the line begins with `key:value` or `-item`.
pub(super) fn lacks(parts: &Parts<'_>) -> bool {
    gap(parts).is_some()
}

/// A line's text, and the bytes of it before which a space is missing.
fn gap<'a>(parts: &Parts<'a>) -> Option<(Piece<'a>, usize)> {
    match parts.key {
        None => {
            let after = after_colon(parts.value.text).or_else(|| after_dash(parts.value.text))?;
            Some((parts.value, after))
        }
        // The line may be `-key: value`; the dash is then read as the key's.
        Some(key) => after_dash(key.text).map(|after| (key, after)),
    }
}

/// The bytes before which a space is missing in `key:value`, where the text begins with such.
fn after_colon(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')?;
    let after = text.get(length..)?.strip_prefix(':')?;
    let is_key = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (is_key && !after.is_empty() && !after.starts_with("//") && !after.starts_with(':')).then_some(length + 1)
}

/// The same of a text that begins with a dash.
fn after_dash(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('-')?;
    rest.starts_with(|c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '"' | '\'' | '['))
        .then_some(1)
}

/// Lines that begin with `key:value` or `-item`.
pub(super) fn missing(scene: Scene<'_>, lines: &[Line<'_>]) -> Option<Diagnostic> {
    let mut edits = Vec::new();
    let mut first = None;
    for line in lines {
        let parts = line.parts();
        let Some((text, after)) = gap(&parts) else { continue };
        edits.push(spacing(text, after));
        first.get_or_insert((text, after, parts.key.is_some()));
    }
    let (text, after, is_key) = first?;
    let shifted = lines.last().is_some_and(|last| items_below(scene, *last, &mut edits));
    let lead = cut(text.text, 0, after);
    let mark = if lead == "-" { "dash" } else { "colon" };
    let (rest, odd) = spaces_of(cut(text.text, after, text.text.len()));
    let colon = if is_key { ":" } else { "" };
    let corrected = shown(&format!("{lead} {rest}{colon}"));
    if let Some(c) = odd.chars().next() {
        let at = text.start + offset(after);
        let name = odd_space(c);
        return Some(
            scene
                .diagnostic(
                    "syntax/missing-space",
                    Span::new(at, at + offset(odd.len())),
                    format!(
                        "{name} (U+{:04X}) after `{lead}`, which looks like a space and is none",
                        u32::from(c)
                    ),
                )
                .with_help(format!("replace it with an ordinary space: {corrected}"))
                .with_fix("put an ordinary space for it", Applicability::Safe, edits),
        );
    }
    let message = if mark == "dash" {
        format!("no space after the dash of {}", shown(&format!("{}{colon}", text.text)))
    } else {
        format!("no space after `{lead}`")
    };
    let more = if shifted { format!(", and indent the lines below it like `{rest}`") } else { String::new() };
    Some(
        scene
            .diagnostic("syntax/missing-space", Span::new(text.start, text.start + offset(after)), message)
            .with_help(format!("write {corrected}, with a space after the {mark}{more}"))
            .with_fix(format!("put a space after the {mark}"), Applicability::Safe, edits),
    )
}

/// Puts a space into a gap, for any other space there, which is none to YAML.
fn spacing(text: Piece<'_>, after: usize) -> Edit {
    let (_, odd) = spaces_of(cut(text.text, after, text.text.len()));
    let at = text.start + offset(after);
    Edit { span: Span::new(at, at + offset(odd.len())), replacement: " ".to_owned() }
}

/// Where `line` is `-key: value`, adds the edits for the rest of its list: spaces for like items, and one
/// before each line that stood below such a key. Says whether there is one of the latter.
fn items_below(scene: Scene<'_>, line: Line<'_>, edits: &mut Vec<Edit>) -> bool {
    let begins_item = |line: Line<'_>| line.parts().key.is_some() && lacks(&line.parts());
    if !begins_item(line) {
        return false;
    }
    let dash = line.indent();
    let mut shift = None;
    let mut shifted = false;
    let mut cursor = scene.next(line);
    while let Some(line) = cursor.filter(|line| line.is_blank() || line.indent() >= dash) {
        if !line.is_blank() && line.indent() == dash {
            let Some((text, after)) = gap(&line.parts()).filter(|_| begins_item(line)) else { break };
            edits.push(spacing(text, after));
            shift = None;
        } else if !line.content().text.is_empty() && *shift.get_or_insert(line.indent() == dash + 1) {
            edits.push(Edit { span: Span::empty(line.start), replacement: " ".to_owned() });
            shifted = true;
        }
        cursor = scene.next(line);
    }
    shifted
}

/// A text without the spaces that it begins with, and those.
fn spaces_of(text: &str) -> (&str, &str) {
    let rest = text.trim_start();
    (rest, cut(text, 0, text.len() - rest.len()))
}

/// `{key:[value]}`
pub(super) fn within_brackets(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let before = scene.slice(Span::new(line.start, scene.at));
    let key = before.rsplit(['{', '[', ',']).next().unwrap_or_default().trim_start();
    let start = scene.at - offset(key.len());
    let key = key.trim_end();
    let after = cut(scene.rest(scene.at), 1, 2);
    scene
        .diagnostic(
            "syntax/missing-space",
            Span::new(start, scene.at + 1),
            format!("no space after `{key}:`"),
        )
        .with_help(format!("write `{key}: {after}…`, with a space after the colon"))
        .with_fix(
            "put a space after the colon",
            Applicability::Safe,
            vec![Edit { span: Span::empty(scene.at + 1), replacement: " ".to_owned() }],
        )
}

/// `"text"#comment`
pub(super) fn before_comment(scene: Scene<'_>) -> Diagnostic {
    scene
        .diagnostic("syntax/missing-space", scene.character(scene.at), "no space before the `#` of a comment")
        .with_help("put a space before the `#`")
        .with_fix(
            "put a space before the comment",
            Applicability::Safe,
            vec![Edit { span: Span::empty(scene.at), replacement: " ".to_owned() }],
        )
}
