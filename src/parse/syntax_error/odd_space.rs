//! Spaces that are none to YAML: those of word processors and web pages, in the indentation or beside a key.

use std::sync::Arc;

use super::scene::{Line, Scene, cut, shown};
use super::space;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lookalike::{is_odd_space, is_zero_width, odd_space};
use crate::source::{SourceFile, Span, offset};

/// The fault of the line at the place, or of the one above it, if another space than the ordinary one stands in its
/// indentation: the parser takes it for a letter, and stumbles over the next line that stands as far in.
pub(super) fn near(scene: Scene<'_>) -> Option<Diagnostic> {
    let line = scene.line(scene.at);
    let above = || scene.above(line);
    in_indentation(scene, line).or_else(|| in_indentation(scene, above()?))
}

/// Whether a plain scalar has an odd space where none can be meant: around a key, or after a dash.
pub(in crate::parse) fn is_around(value: &str, is_key: bool) -> bool {
    let is_item = value.strip_prefix('-').is_some_and(|rest| rest.starts_with(is_odd_space));
    is_item || is_key && (value.starts_with(is_odd_space) || value.ends_with(is_odd_space))
}

/// The fault of such a scalar.
pub(in crate::parse) fn around(source: &Arc<SourceFile>, yaml: Span, span: Span) -> Option<Diagnostic> {
    let scene = Scene { source, yaml, at: span.start };
    let line = scene.line(span.start);
    let text = scene.slice(span);
    let is_first = scene.slice(Span::new(line.start, span.start)).trim_matches([' ', '\t']).is_empty();
    if let Some(found) = in_indentation(scene, line).filter(|_| is_first && text.starts_with(is_odd_space)) {
        return Some(found);
    }
    if text.starts_with('-') {
        let below = std::iter::successors(Some(line), |line| scene.next(*line));
        let items: Vec<Line<'_>> = below.take_while(|line| space::lacks(&line.parts())).collect();
        return space::missing(scene, &items).filter(|_| is_first);
    }
    let word = text.trim_matches(is_odd_space);
    let (from, place) = if text.starts_with(is_odd_space) { (0, "before") } else { (word.len(), "after") };
    let rest = cut(text, from, text.len());
    let length = rest.len() - rest.trim_start_matches(is_odd_space).len();
    let first = rest.chars().next().filter(|c| is_odd_space(*c))?;
    let odd = Span::new(span.start + offset(from), span.start + offset(from + length));
    Some(
        scene
            .diagnostic("syntax/odd-space", odd, message(first, &format!("{place} {}", shown(word))))
            .with_help(format!("delete it, or type {} anew", shown(&format!("{word}:"))))
            .with_fix(
                "delete it",
                Applicability::Unsafe,
                vec![Edit { span: odd, replacement: String::new() }],
            ),
    )
}

/// The fault of `line` if an odd space stands in its indentation, before a key or an item.
fn in_indentation(scene: Scene<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let blanks = odd_indent(line)?;
    let at = blanks.find(is_odd_space)?;
    let odd = cut(blanks, at, blanks.len());
    let length = odd.len() - odd.trim_start_matches(is_odd_space).len();
    let first = odd.chars().next()?;
    let rest = Line { start: line.start, text: cut(line.text, blanks.len(), line.text.len()) };
    let place = format!("in the indentation of {}", shown(rest.parts().name().text));
    let start = line.start + offset(at);
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    while let Some(line) = cursor {
        if let Some(blanks) = odd_indent(line) {
            let kept = blanks.chars().filter(|c| !is_zero_width(*c));
            let replacement = kept.map(|c| if is_odd_space(c) { ' ' } else { c }).collect();
            let span = Span::new(line.start, line.start + offset(blanks.len()));
            edits.push(Edit { span, replacement });
        }
        cursor = scene.next(line);
    }
    let span = Span::new(start, start + offset(length));
    Some(
        scene
            .diagnostic("syntax/odd-space", span, message(first, &place))
            .with_help(
                "indent with ordinary spaces; such a character comes from a word processor or a web page",
            )
            .with_fix("indent with ordinary spaces", Applicability::Unsafe, edits),
    )
}

/// The blanks that a line begins with, if there are odd ones among them and a key or an item follows.
fn odd_indent(line: Line<'_>) -> Option<&str> {
    let rest = line.text.trim_start_matches(|c| matches!(c, ' ' | '\t') || is_odd_space(c));
    let blanks = cut(line.text, 0, line.text.len() - rest.len());
    if !blanks.contains(is_odd_space) {
        return None;
    }
    let parts = Line { start: line.start, text: rest }.parts();
    (parts.key.is_some() || !parts.dashes.is_empty()).then_some(blanks)
}

fn message(c: char, place: &str) -> String {
    let looks = if is_zero_width(c) { "which nobody sees" } else { "which looks like a space and is none" };
    format!("{} (U+{:04X}) {place}, {looks}", odd_space(c), u32::from(c))
}
