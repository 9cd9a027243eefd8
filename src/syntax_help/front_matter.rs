//! The lines `---` around the front matter of Markdown, missing or in the wrong place.

use std::sync::Arc;

use super::known_keys::is_known_key;
use super::line::Line;
use super::phrases::shown;
use super::toml::key_before;
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::{SourceFile, Span, offset};

const RULE: RuleName = RuleName::new("syntax/front-matter");

/// Recognises front matter below the empty lines `blank`, where no tool looks for it.
///
/// A line of dashes alone may be a rule in prose: a key must follow it.
pub(crate) fn below_blank_lines(source: &Arc<SourceFile>, blank: Span) -> Option<Diagnostic> {
    let rest = source.slice(Span::new(blank.end, offset(source.text().len())));
    let mut lines = rest.lines();
    let opening = lines.next().filter(|line| matches!(line.trim_end(), "---" | "+++"))?;
    let first = lines.next()?;
    let key = if opening.starts_with('+') {
        key_before(first, '=').map(|(key, _)| key)?
    } else {
        Line { start: 0, text: first }.parts().key?.text
    };
    let breaks = source.slice(blank).matches('\n').count();
    if breaks == 0 || key.contains(' ') {
        return None;
    }
    let lines = if breaks == 1 { "line" } else { "lines" };
    let found = Diagnostic::new(RULE, source.id(), blank, "the front matter must begin in the first line")
        .with_label(Span::new(blank.end, blank.end + offset(opening.trim_end().len())), "it begins here")
        .with_help(format!("delete the empty {lines} above `{}`", opening.trim_end()));
    let edit = Edit { span: blank, replacement: String::new() };
    Some(found.with_fix(format!("delete the empty {lines}"), Applicability::Safe, vec![edit]))
}

/// Recognises front matter that begins at the line `opening`, below text that is none of it, and ends at the line `closing`.
pub(crate) fn below_text(source: &Arc<SourceFile>, opening: Span, closing: Span) -> Option<Diagnostic> {
    let yaml = source.slice(Span::new(opening.end, closing.start));
    let line = |text| Line { start: 0, text };
    let first = yaml.lines().map(line).find(|line| !line.is_blank())?.parts().key?;
    let above = Span::new(0, opening.start);
    let text = source.slice(above).trim_start_matches('\u{feff}');
    // Keys above would be front matter of their own, without its first line.
    let has_keys = text.lines().any(|text| line(text).parts().key.is_some_and(|key| is_known_key(key.text)));
    if !is_known_key(first.text) || has_keys || text.trim().is_empty() {
        return None;
    }
    let start = offset(source.text().len() - source.text().trim_start_matches('\u{feff}').len());
    let shown_length = text.trim_end().lines().next().map_or(0, str::len);
    let edits = vec![
        Edit { span: Span::new(start, opening.start), replacement: String::new() },
        Edit { span: Span::empty(closing.end), replacement: format!("\n{}\n", text.trim_end()) },
    ];
    let place = Span::new(start, start + offset(shown_length));
    Some(
        Diagnostic::new(
            RULE,
            source.id(),
            place,
            "the front matter must come first, and text stands above it",
        )
        .with_label(Span::new(opening.start, opening.start + 3), "it begins here")
        .with_help(
            "delete the lines above this `---`, or move them below the line `---` that ends the front matter",
        )
        .with_fix("move the text below the front matter", Applicability::Unsafe, edits),
    )
}

/// Recognises front matter whose first line, `---`, is missing: `yaml` lies above the `---` at `closing`.
///
/// Prose, too, may have a line of dashes below it: only a known key makes front matter of the lines above.
pub(crate) fn unopened(source: &Arc<SourceFile>, yaml: Span, closing: Span) -> Option<Diagnostic> {
    let mut start = yaml.start;
    let mut first = None;
    let mut has_known_key = false;
    for text in source.slice(yaml).split_inclusive('\n') {
        let line = Line { start, text: text.trim_end() };
        start += offset(text.len());
        let parts = line.parts();
        if line.indent() == 0 && !line.is_blank() && parts.dashes.is_empty() {
            has_known_key |= is_known_key(parts.key.filter(|key| !key.text.contains(' '))?.text);
        }
        if !line.is_blank() {
            first = first.or(Some(line));
        }
    }
    let content = first.filter(|_| has_known_key)?.content();
    let closing = Span::new(closing.start, closing.start + offset(source.slice(closing).trim_end().len()));
    let found = Diagnostic::new(
        RULE,
        source.id(),
        content.span(),
        format!("the line `---` above {} is missing", shown(content.text)),
    )
    .with_label(closing, "this line closes the front matter")
    .with_help("front matter stands between two lines `---`; the first one begins the file");
    let edit = Edit { span: Span::empty(yaml.start), replacement: "---\n".to_owned() };
    Some(found.with_fix("put a line `---` above it", Applicability::Unsafe, vec![edit]))
}

/// Recognises front matter in another notation, as site generators read it: JSON between lines `;;;` or its own braces, and a
/// name behind the dashes.
pub(crate) fn in_other_notation(source: &Arc<SourceFile>, file: Span) -> Option<Diagnostic> {
    let text = source.slice(file);
    let first = text.lines().next()?.trim_end();
    let opening = Span::new(file.start, file.start + offset(first.len()));
    let found = |message: &str| Diagnostic::new(RULE, source.id(), opening, message);
    let insert = |at: usize, text: &str| Edit {
        span: Span::empty(file.start + offset(at)),
        replacement: text.to_owned(),
    };
    match first {
        ";;;" => {
            Some(found("front matter stands between lines `---`, not `;;;`").with_help(
                "write `---` in place of both, and between them `key: value` on a line for each key",
            ))
        }
        _ if first.starts_with('{') => {
            let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde_json::Map<_, _>>();
            let keys: serde_json::Map<String, serde_json::Value> = values.next()?.ok()?;
            let end = values.byte_offset();
            let rest = text.get(end..)?;
            let is_alone = !keys.is_empty() && rest.lines().next().is_none_or(|line| line.trim().is_empty());
            is_alone.then(|| {
                found("front matter stands between lines `---`, also if it is JSON")
                    .with_help("put a line `---` above the `{` and another below its `}`")
                    .with_fix(
                        "put the lines there",
                        Applicability::Unsafe,
                        vec![insert(0, "---\n"), insert(end, "\n---")],
                    )
            })
        }
        _ if first.starts_with("```") || is_of_dashes(first) => opened_otherwise(source, file, opening),
        _ => {
            let name = first.strip_prefix("---")?.trim();
            match name.to_ascii_lowercase().as_str() {
                "yaml" | "yml" => Some(
                    found("the line that opens front matter is `---` alone")
                        .with_help("delete the word behind the dashes")
                        .with_fix(
                            "write `---`",
                            Applicability::Safe,
                            vec![Edit { span: opening, replacement: "---".to_owned() }],
                        ),
                ),
                "toml" => Some(toml_between_dashes(source, file, opening)),
                "json" | "json5" => Some(
                    found(&format!("this front matter is {}, and must be YAML", name.to_ascii_uppercase()))
                        .with_help("write `---` alone, and below it `key: value` on a line for each key"),
                ),
                _ => None,
            }
        }
    }
}

/// Explains a line `---toml`, and mends it with the line that closes the front matter.
fn toml_between_dashes(source: &Arc<SourceFile>, file: Span, opening: Span) -> Diagnostic {
    let found =
        Diagnostic::new(RULE, source.id(), opening, "front matter in TOML stands between lines `+++`")
            .with_help("write `+++` in place of this line and of the one that closes the front matter");
    let mut start = opening.end;
    let mut edits = vec![Edit { span: opening, replacement: "+++".to_owned() }];
    for text in source.slice(Span::new(start, file.end)).split_inclusive('\n') {
        if text.trim_end() == "---" {
            edits.push(Edit { span: Span::new(start, start + 3), replacement: "+++".to_owned() });
            return found.with_fix("write `+++`", Applicability::Unsafe, edits);
        }
        start += offset(text.len());
    }
    found
}

/// Returns true for a line of a word processor's dashes, or one of other signs that look like such a line.
fn is_of_dashes(line: &str) -> bool {
    line.contains(['–', '—', '−']) && line.chars().all(|c| matches!(c, '-' | '–' | '—' | '−'))
        || is_rule(line)
}

/// Returns true for a line of three or more `*`, `_` or `=`, which is a rule or an underline in Markdown.
fn is_rule(line: &str) -> bool {
    line.len() >= 3 && ['*', '_', '='].iter().any(|sign| line.chars().all(|c| c == *sign))
}

/// Recognises front matter within a fence of code, or between the dashes of a word processor.
fn opened_otherwise(source: &Arc<SourceFile>, file: Span, opening: Span) -> Option<Diagnostic> {
    let is_fence = source.slice(opening).starts_with("```");
    let mut start = opening.start;
    let mut has_known_key = false;
    let mut closing = None;
    for (index, text) in source.slice(Span::new(start, file.end)).split_inclusive('\n').enumerate() {
        let line = Line { start, text: text.trim_end() };
        start += offset(text.len());
        let closes =
            matches!(line.text, "---" | "...") || is_fence && line.text == "```" || is_of_dashes(line.text);
        if index > 0 && closes {
            closing = Some(line.content().span());
            break;
        }
        let key = line.parts().key.filter(|_| line.indent() == 0);
        has_known_key |= key.is_some_and(|key| is_known_key(key.text));
    }
    let closing = closing.filter(|_| has_known_key)?;
    let written = source.slice(opening);
    let message = format!("front matter begins with a line `---`, not with {}", shown(written));
    let edit = |span| Edit { span, replacement: "---".to_owned() };
    let edits = [opening, closing].into_iter().filter(|span| source.slice(*span) != "---").map(edit);
    let edits: Vec<Edit> = edits.collect();
    let both =
        if edits.len() > 1 { "in place of this line and of the one that closes it" } else { "in its place" };
    let message = if written.contains('`') {
        "front matter stands between two lines `---`, not in a block of code".to_owned()
    } else {
        message
    };
    Some(
        Diagnostic::new(RULE, source.id(), opening, message)
            .with_label(closing, "it ends here")
            .with_help(format!("write `---` {both}"))
            .with_fix("write `---`", Applicability::Unsafe, edits),
    )
}

/// Explains front matter that is opened at `opening` and never closed.
pub(crate) fn unclosed(source: &Arc<SourceFile>, opening: Span) -> Diagnostic {
    let text = source.slice(opening).trim_end();
    let opening = Span::new(opening.start, opening.start + offset(text.len()));
    if let Some(span) = other_dashes(source, opening) {
        let written = source.slice(span).trim();
        return Diagnostic::new(
            RULE,
            source.id(),
            span,
            format!("`{written}` does not close the front matter"),
        )
        .with_label(opening, "it is opened here")
        .with_help("write three dashes, `---`, at the beginning of the line")
        .with_fix(
            "write `---`",
            Applicability::Unsafe,
            vec![Edit { span, replacement: "---".to_owned() }],
        );
    }
    let message = "the front matter that `---` opens here is not closed";
    let found = Diagnostic::new(RULE, source.id(), opening, message);
    let Some((end, text)) = first_text(source, opening) else {
        return found.with_help("put a line `---` after its last key, before the text of the report");
    };
    let edit = Edit { span: Span::empty(end), replacement: "\n---".to_owned() };
    found
        .with_label(text, "the text seems to begin here")
        .with_help(format!("put a line `---` above {}, after the last key", shown(source.slice(text))))
        .with_fix("put a line `---` there", Applicability::Unsafe, vec![edit])
}

/// Returns the end of the last line of front matter, and the first line that is none: the text or the heading above it.
fn first_text(source: &Arc<SourceFile>, opening: Span) -> Option<(u32, Span)> {
    let mut start = opening.end;
    let mut end = opening.end;
    // The first line since the last key that may be a heading or a comment.
    let mut heading = None;
    let rest = source.slice(Span::new(start, offset(source.text().len())));
    for text in rest.split_inclusive('\n') {
        let line = Line { start, text: text.trim_end() };
        start += offset(text.len());
        let content = line.content();
        if content.text.is_empty() {
            continue;
        }
        let is_heading = line.text.starts_with('#');
        let parts = line.parts();
        let is_data = line.indent() > 0
            || !parts.dashes.is_empty()
            || parts.key.is_some_and(|key| !key.text.contains(' '));
        if is_heading {
            heading = heading.or(Some(content.span()));
        } else if is_data {
            heading = None;
            end = line.end();
        } else {
            return Some((end, heading.unwrap_or(content.span()))).filter(|_| end > opening.end);
        }
    }
    heading.map(|heading| (end, heading)).filter(|_| end > opening.end)
}

/// Returns the first line of dashes that are not three, or not at the line's beginning.
fn other_dashes(source: &Arc<SourceFile>, opening: Span) -> Option<Span> {
    let mut start = opening.end;
    let mut above = "";
    let rest = source.slice(Span::new(start, offset(source.text().len())));
    for text in rest.split_inclusive('\n') {
        let dashes = text.trim();
        let is_line = dashes.chars().all(|c| matches!(c, '-' | '–' | '—')) || is_rule(dashes);
        // Below a line of prose, dashes make a heading of it.
        let line = Line { start, text: above };
        let follows_yaml =
            line.is_blank() || line.indent() > 0 || above.starts_with('-') || line.parts().key.is_some();
        if is_line && (dashes.len() > 1) && follows_yaml {
            let line = text.trim_end();
            return Some(Span::new(start, start + offset(line.len())));
        }
        start += offset(text.len());
        above = text.trim_end();
    }
    None
}
