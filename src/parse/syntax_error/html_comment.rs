//! Comments as Markdown has them, `<!-- … -->`, where YAML stands.

use std::sync::Arc;

use super::scene::{Line, Scene, shown};
use super::sibling;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::document::Format;
use crate::source::{SourceFile, Span, offset};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

/// The fault of a comment at the place or in the lines without a key above it.
pub(super) fn near(scene: Scene<'_>) -> Option<Diagnostic> {
    let line = scene.line(scene.at);
    let mut cursor = Some(line);
    while let Some(here) = cursor {
        if here.content().text.starts_with(OPEN) {
            return Some(here).filter(|here| !is_text(scene, *here)).map(|here| explain(scene, here));
        }
        cursor = scene.above(here).filter(|_| here == line || here.parts().key.is_none());
    }
    None
}

/// The fault of a key, at `span`, with which a comment begins.
pub(in crate::parse) fn key(source: &Arc<SourceFile>, yaml: Span, span: Span) -> Option<Diagnostic> {
    let scene = Scene { source, yaml, at: span.start };
    let line = scene.line(span.start);
    let is_comment = line.content().start == span.start && line.content().text.starts_with(OPEN);
    is_comment.then(|| explain(scene, line))
}

/// Whether `line` goes on with the text of a key above it.
fn is_text(scene: Scene<'_>, line: Line<'_>) -> bool {
    let above = line.indent().checked_sub(1).and_then(|column| sibling::up(scene, line, column));
    above.is_some_and(|above| !sibling::is_bare(&above.parts()))
}

fn explain(scene: Scene<'_>, first: Line<'_>) -> Diagnostic {
    let place = if Format::from_path(scene.source.path()) == Some(Format::Markdown) {
        "front matter"
    } else {
        "YAML"
    };
    let start = first.content().start;
    let inner = first.content().text.trim_start_matches(OPEN).trim();
    let inner = inner.strip_suffix(CLOSE).unwrap_or(inner).trim_end();
    let found = scene
        .diagnostic(
            "syntax/yaml",
            Span::new(start, start + offset(OPEN.len())),
            format!("in {place} a comment begins with `#`, not with `{OPEN}`"),
        )
        .with_help(format!("write {}", shown(&format!("# {inner}"))));
    match as_comment(scene, first) {
        Some(edits) => found.with_fix("begin the comment with `#`", Applicability::Unsafe, edits),
        None => found,
    }
}

/// Makes each line of the comment one of YAML, where nothing else stands in its last one.
fn as_comment(scene: Scene<'_>, first: Line<'_>) -> Option<Vec<Edit>> {
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
            None => line = scene.next(line)?,
        }
    }
}
