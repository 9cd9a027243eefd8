//! The lines `---` around the front matter of Markdown, missing or in the wrong place.

use std::sync::Arc;

use super::known_keys::is_known_key;
use super::line::Line;
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::{SourceFile, Span, offset};

const RULE: RuleName = RuleName::new("syntax/front-matter");

/// Recognises front matter below the empty lines `blank`, where no tool looks for it.
///
/// A line of dashes alone may be a rule in prose: a key must follow it.
pub(crate) fn below_blank_lines(source: &Arc<SourceFile>, blank: Span) -> Option<Diagnostic> {
    let rest = source.slice(Span::new(blank.end, offset(source.text().len())));
    let mut lines = rest.lines();
    let opening = lines.next().filter(|line| line.trim_end() == "---")?;
    let key = lines.next().and_then(|text| Line { start: 0, text }.parts().key)?;
    let breaks = source.slice(blank).matches('\n').count();
    if breaks == 0 || key.text.contains(' ') {
        return None;
    }
    let lines = if breaks == 1 { "line" } else { "lines" };
    let found = Diagnostic::new(RULE, source.id(), blank, "the front matter must begin in the first line")
        .with_label(Span::new(blank.end, blank.end + offset(opening.trim_end().len())), "it begins here")
        .with_help(format!("delete the empty {lines} above `---`"));
    let edit = Edit { span: blank, replacement: String::new() };
    Some(found.with_fix(format!("delete the empty {lines}"), Applicability::Safe, vec![edit]))
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
    Diagnostic::new(RULE, source.id(), opening, message)
        .with_help("put a line `---` after its last key, before the text of the report")
}

/// Returns the first line of dashes that are not three, or not at the line's beginning.
fn other_dashes(source: &Arc<SourceFile>, opening: Span) -> Option<Span> {
    let mut start = opening.end;
    let mut above = "";
    let rest = source.slice(Span::new(start, offset(source.text().len())));
    for text in rest.split_inclusive('\n') {
        let dashes = text.trim();
        let is_line = dashes.chars().all(|c| matches!(c, '-' | '–' | '—'));
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
