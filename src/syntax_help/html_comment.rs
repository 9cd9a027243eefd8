//! Comments as Markdown has them, `<!-- … -->`, in YAML.

use super::context::ErrorContext;
use super::line::Line;
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::document::Format;
use crate::source::{Span, offset};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// Recognises a comment at the place or in the lines without a key above it.
pub(super) fn near_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if !context.complaint.is_about_layout() {
        return None;
    }
    let line = context.line(context.at);
    let mut cursor = Some(line);
    while let Some(here) = cursor {
        if here.content().text.starts_with(OPEN) {
            return Some(here).filter(|here| !is_text(context, *here)).map(|here| explain(context, here));
        }
        cursor = context.above(here).filter(|_| here == line || here.parts().key.is_none());
    }
    None
}

/// Recognises a comment that the parser took for a key at the place.
pub(super) fn as_key(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = context.line(context.at);
    let is_comment = line.content().start == context.at && line.content().text.starts_with(OPEN);
    is_comment.then(|| explain(context, line))
}

/// Returns true if `line` goes on with the text of a key above it.
fn is_text(context: ErrorContext<'_>, line: Line<'_>) -> bool {
    let above = line.indent().checked_sub(1).and_then(|column| context.nearest_above(line, column));
    above.is_some_and(|above| !above.parts().is_bare_key())
}

fn explain(context: ErrorContext<'_>, first: Line<'_>) -> Diagnostic {
    let place = if Format::from_path(context.source.path()) == Some(Format::Markdown) {
        "front matter"
    } else {
        "YAML"
    };
    let start = first.content().start;
    let inner = first.content().text.trim_start_matches(OPEN).trim();
    let inner = inner.strip_suffix(CLOSE).unwrap_or(inner).trim_end();
    let found = context
        .diagnostic(
            "syntax/yaml",
            Span::new(start, start + offset(OPEN.len())),
            format!("in {place} a comment begins with `#`, not with `{OPEN}`"),
        )
        .with_help(format!("write {}", shown(&format!("# {inner}"))));
    match as_comment(context, first) {
        Some(edits) => found.with_fix("begin the comment with `#`", Applicability::Unsafe, edits),
        None => found,
    }
}

/// Returns the edits that make a YAML comment of each line; `None` if text follows the comment on its last line.
fn as_comment(context: ErrorContext<'_>, first: Line<'_>) -> Option<Vec<Edit>> {
    let mut edits = Vec::new();
    let mut line = first;
    loop {
        let content = line.content();
        let text = content.text.strip_prefix(OPEN).filter(|_| line == first).unwrap_or(content.text);
        let (text, rest) = text.split_once(CLOSE).map_or((text, None), |(text, rest)| (text, Some(rest)));
        edits.push(Edit {
            span: content.span(),
            replacement: format!("# {}", text.trim()).trim_end().to_owned(),
        });
        match rest {
            Some(rest) => return rest.is_empty().then_some(edits),
            None => line = context.next(line)?,
        }
    }
}
