//! Spaces that are missing after a colon or a dash, or before a comment.

use super::scene::{Line, Parts, Scene, cut, shown};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Whether the line begins with `key:value` or `-item`.
pub(super) fn lacks(parts: &Parts<'_>) -> bool {
    parts.key.is_none() && (after_colon(parts).is_some() || after_dash(parts))
}

/// The bytes before which a space is missing in `key:value`, where the line begins with such.
fn after_colon(parts: &Parts<'_>) -> Option<usize> {
    let text = parts.value.text;
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')?;
    let after = text.get(length..)?.strip_prefix(':')?;
    let is_key = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (is_key && !after.is_empty() && !after.starts_with("//") && !after.starts_with(':')).then_some(length + 1)
}

/// Whether the line begins with a dash that lacks its space.
fn after_dash(parts: &Parts<'_>) -> bool {
    let mut chars = parts.value.text.chars();
    chars.next() == Some('-')
        && chars.next().is_some_and(|c| c.is_alphabetic() || matches!(c, '"' | '\'' | '['))
}

/// What the first character of a text is, which looks like a space and is none.
fn odd_space(text: &str) -> &'static str {
    match text.chars().next() {
        Some('\u{a0}' | '\u{202f}') => "a non-breaking space, which YAML does not take for one",
        _ => "another character, which YAML does not take for one",
    }
}

/// Lines that begin with `key:value` or `-item`.
pub(super) fn missing(scene: Scene<'_>, lines: &[Line<'_>]) -> Option<Diagnostic> {
    let mut edits = Vec::new();
    let mut first = None;
    for line in lines {
        let parts = line.parts();
        let value = parts.value;
        let Some(after) = after_colon(&parts) else {
            let at = value.start + 1;
            edits.push(Edit { span: Span::empty(at), replacement: " ".to_owned() });
            first.get_or_insert((value, 1));
            continue;
        };
        let rest = cut(value.text, after, value.text.len());
        // A no-break space looks like a space and is none.
        let odd = rest.len() - rest.trim_start().len();
        let at = value.start + offset(after);
        edits.push(Edit { span: Span::new(at, at + offset(odd)), replacement: " ".to_owned() });
        first.get_or_insert((value, after));
    }
    let (value, after) = first?;
    let rest = cut(value.text, after, value.text.len());
    let (lead, mark) =
        (cut(value.text, 0, after), if after == 1 && value.text.starts_with('-') { "dash" } else { "colon" });
    let odd = rest.len() - rest.trim_start().len();
    let lead_span = Span::new(value.start, value.start + offset(after));
    // An odd space is the fault itself; a missing one has no bytes to point at but those around it.
    let primary = if odd > 0 { Span::new(lead_span.end, lead_span.end + offset(odd)) } else { lead_span };
    let message = if rest.starts_with(char::is_whitespace) {
        format!("what looks like a space after `{lead}` is {}", odd_space(rest))
    } else if mark == "dash" {
        format!("no space after the dash of {}", shown(value.text))
    } else {
        format!("no space after `{lead}`")
    };
    let corrected = format!("{lead} {}", rest.trim_start());
    Some(
        scene
            .diagnostic("syntax/missing-space", primary, message)
            .with_help(format!(
                "write {}, with {} space after the {mark}",
                shown(&corrected),
                if odd > 0 { "an ordinary" } else { "a" }
            ))
            .with_fix(format!("put a space after the {mark}"), Applicability::Safe, edits),
    )
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
