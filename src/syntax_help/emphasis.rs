//! Markdown's marks of emphasis and code around a key or a value: `**title**: …`, `country: **KZ**`.

use super::context::ErrorContext;
use super::known_keys::is_known_key;
use super::line::Line;
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// The marks, longer ones first.
const MARKS: [&str; 5] = ["**", "__", "*", "_", "`"];

/// Recognises a known key between marks on the line of the place or just above it.
pub(super) fn around_key(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = context.line(context.at);
    [Some(line), context.above(line)].into_iter().flatten().find_map(|line| explain_key(context, line))
}

fn explain_key(context: ErrorContext<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let content = line.content();
    let mark = MARKS.into_iter().find(|mark| content.text.starts_with(mark))?;
    let rest = content.text.get(mark.len()..)?;
    let length = rest.find([':', '*', '_', '`', ' ']).filter(|length| *length > 0)?;
    let (key, after) = rest.split_at_checked(length)?;
    // `**title**:` and `**title:**`
    let after = after
        .strip_prefix(mark)
        .and_then(|after| after.strip_prefix(':'))
        .or_else(|| after.strip_prefix(':').and_then(|after| after.strip_prefix(mark)))?;
    // Another word between them may be text: nobody knows whether it was to be a key.
    let lower = key.to_lowercase();
    let (key, is_known) = if is_known_key(&lower) { (lower.as_str(), true) } else { (key, false) };
    if !is_known {
        let span = Span::new(content.start, content.start + offset(content.text.len() - after.len()));
        let message = format!("{} stands between marks of Markdown, where a key is expected", shown(key));
        let help = format!(
            "write the key without the marks, in small letters, as `title:`; or if {} belongs to the text above, put that into quotes",
            shown(key)
        );
        return Some(context.diagnostic("syntax/unquoted-text", span, message).with_help(help));
    }
    let span = Span::new(content.start, content.start + offset(content.text.len() - after.len()));
    let edit = Edit { span, replacement: format!("{key}:") };
    Some(
        context
            .diagnostic(
                "syntax/unquoted-text",
                span,
                format!("the key `{key}` stands between marks of Markdown"),
            )
            .with_help(format!("write `{key}:` without them"))
            .with_fix(format!("write `{key}:`"), Applicability::Unsafe, vec![edit]),
    )
}

/// Recognises a single word between marks in the place of a value.
pub(super) fn around_value(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let value = context.line(context.at).parts().value;
    if value.start != context.at {
        return None;
    }
    let (word, _) = inside(value.text)?;
    Some(
        context
            .diagnostic(
                "syntax/unquoted-text",
                value.span(),
                format!("the value {} stands between marks of Markdown", shown(word)),
            )
            .with_help(format!("write {} without them", shown(word)))
            .with_fix(
                format!("write {}", shown(word)),
                Applicability::Unsafe,
                vec![Edit { span: value.span(), replacement: word.to_owned() }],
            ),
    )
}

/// Returns the word between marks of Markdown, and the mark.
pub(super) fn inside(text: &str) -> Option<(&str, &'static str)> {
    let (word, mark) = MARKS.into_iter().find_map(|mark| {
        let word = text.strip_prefix(mark)?.strip_suffix(mark)?;
        Some((word, mark))
    })?;
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.');
    (!word.is_empty() && word.chars().all(is_word)).then_some((word, mark))
}
