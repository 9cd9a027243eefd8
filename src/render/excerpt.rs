//! Excerpts of files for one finding: some lines, and marks on them.
//!
//! Both human forms draw from this. Every place is already a byte offset into text that is safe to
//! print, so that neither has to know of tabs, control characters or lines of megabytes.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Label};
use crate::outcome::Outcome;
use crate::render::{escape, opened_path, window};
use crate::source::{FileId, Position, SourceFile, Span, offset};

/// The cells of `╰── ` before a label, and one for a mark of an even length.
const HANGER: usize = 5;

/// The number of lines from one label to the next up to which both stand in one chunk, with the lines between them.
const NEAR: usize = 7;

/// The limits of an excerpt.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Extent {
    /// Lines before and after each label.
    pub(crate) context: usize,
    /// Labels over more lines than this are shown by their first line.
    pub(crate) span_lines: usize,
    /// Cells for the text of a line.
    pub(crate) width: usize,
    /// The sign for the part of a line that is left out.
    pub(crate) ellipsis: &'static str,
    /// True if the marks of one chunk may overlap; otherwise the second mark gets the lines again.
    pub(crate) overlap: bool,
}

/// Neighbouring lines of one file, with the marks on them; without a line where the file's text is
/// not known.
#[derive(Debug)]
pub(crate) struct Chunk {
    /// The file's path, safe to print.
    pub(crate) path: String,
    /// The number of the first line, 1-based.
    pub(crate) first_line: usize,
    /// The lines as they are printed.
    pub(crate) lines: Vec<String>,
    /// The marks, in the order of their place.
    pub(crate) marks: Vec<Mark>,
}

/// A label on the lines of a [`Chunk`].
#[derive(Debug)]
pub(crate) struct Mark {
    /// The byte at which it begins.
    pub(crate) start: Place,
    /// The byte at which it ends, never on a later line than the label.
    pub(crate) end: Place,
    /// The position in the file at which it begins.
    pub(crate) position: Position,
    /// The label's text, safe to print.
    pub(crate) text: Option<String>,
    /// True for the place of the fault, false for a related place.
    pub(crate) primary: bool,
}

/// A byte of a [`Chunk`]'s lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place {
    /// Index of the line.
    pub(crate) line: usize,
    /// Byte offset in it.
    pub(crate) byte: usize,
}

impl Chunk {
    /// Returns the mark whose place heads the chunk: the primary one, otherwise the first.
    pub(crate) fn lead(&self) -> Option<&Mark> {
        self.marks.iter().find(|mark| mark.primary).or_else(|| self.marks.first())
    }
}

/// A label with its place in its file made certain.
struct Located {
    span: Span,
    position: Position,
    lines: (usize, usize),
    text: Option<String>,
    primary: bool,
}

/// Returns the chunks of a finding: those of its file, then those of other files, each file's in order. Where chunks are frames of
/// their own, that of the primary label comes first, so that the first path and line are those to open.
pub(crate) fn chunks(outcome: &Outcome, diagnostic: &Diagnostic, extent: &Extent) -> Vec<Chunk> {
    let home = diagnostic.primary.file;
    let mut files: BTreeMap<(bool, FileId), Vec<(&Label, bool)>> = BTreeMap::new();
    let labels = std::iter::once((&diagnostic.primary, true))
        .chain(diagnostic.secondary.iter().map(|label| (label, false)));
    for (label, primary) in labels {
        files.entry((label.file != home, label.file)).or_default().push((label, primary));
    }
    let mut chunks = Vec::new();
    for ((_, file), labels) in files {
        let path = escape::path(&opened_path(outcome, file)).into_owned();
        match outcome.file(file).and_then(|entry| entry.source.as_deref()) {
            Some(source) => file_chunks(source, &path, &labels, extent, &mut chunks),
            None => chunks.push(Chunk { path, first_line: 1, lines: Vec::new(), marks: Vec::new() }),
        }
    }
    if extent.context > 0 {
        chunks.sort_by_key(|chunk| !chunk.marks.iter().any(|mark| mark.primary));
    }
    chunks
}

fn file_chunks(
    source: &SourceFile,
    path: &str,
    labels: &[(&Label, bool)],
    extent: &Extent,
    chunks: &mut Vec<Chunk>,
) {
    let mut layers: Vec<Vec<Located>> = vec![Vec::new()];
    for (label, primary) in labels {
        place_in_layers(locate(source, label, *primary, extent), &mut layers, extent);
    }
    for mut layer in layers {
        layer.sort_by_key(|label| (label.span.start, !label.primary, label.span.end));
        let mut group: Vec<Located> = Vec::new();
        for label in layer {
            if !group.is_empty() && !neighbours(source, &group, &label, extent) {
                chunks.push(chunk(source, path, &group, extent));
                group.clear();
            }
            group.push(label);
        }
        chunks.push(chunk(source, path, &group, extent));
    }
}

/// Puts `label` where it overlaps no other; one with the same bytes as another says its text there.
fn place_in_layers(label: Located, layers: &mut Vec<Vec<Located>>, extent: &Extent) {
    if !extent.overlap {
        for layer in layers.iter_mut() {
            if let Some(twin) = layer.iter_mut().find(|other| other.span == label.span) {
                twin.text = match (twin.text.take(), label.text) {
                    (Some(one), Some(two)) if one != two => Some(format!("{one}\n{two}")),
                    (one, two) => one.or(two),
                };
                return;
            }
            if layer.iter().all(|other| !label.conflicts(other)) {
                layer.push(label);
                return;
            }
        }
        layers.push(vec![label]);
    } else if let Some(layer) = layers.first_mut() {
        layer.push(label);
    }
}

impl Located {
    fn is_multi_line(&self) -> bool {
        self.lines.0 < self.lines.1
    }

    /// Returns true if the two cannot be drawn on the same lines.
    fn conflicts(&self, other: &Self) -> bool {
        match (self.is_multi_line(), other.is_multi_line()) {
            // An empty label takes the cell that it points at.
            (false, false) => {
                let end = |label: &Self| label.span.end.max(label.span.start + 1);
                self.span.start < end(other) && other.span.start < end(self)
            }
            // Brackets in the gutter that cross are past reading.
            (true, true) => self.lines.0 <= other.lines.1 && other.lines.0 <= self.lines.1,
            // miette closes a bracket again below every underline of its last line.
            (true, false) => self.lines.1 == other.lines.0,
            (false, true) => other.lines.1 == self.lines.0,
        }
    }
}

/// Clamps a label to its file's text and characters, and decides how many lines of it are shown.
fn locate(source: &SourceFile, label: &Label, primary: bool, extent: &Extent) -> Located {
    let text = source.text();
    let start = text.floor_char_boundary(label.span.start as usize);
    let end = text.floor_char_boundary(label.span.end as usize).max(start);
    // The line break at a span's end is no part of what is meant, and no blank line before it is.
    let covered = text.get(start..end).unwrap_or_default().trim_end_matches(['\n', '\r']);
    let end = start + if covered.contains('\n') { covered.trim_end().len() } else { covered.len() };
    let mut span = Span::new(offset(start), offset(end));
    let first = source.line_index(span.start);
    let mut last = source.line_index(span.end);
    let mut said = label.message.as_deref().map(|text| escape::line(text).into_owned());
    if last - first >= extent.span_lines {
        let up_to = format!("up to line {}", last + 1);
        said = Some(said.map_or(up_to.clone(), |text| format!("{text} ({up_to})")));
        last = first;
    }
    span.end = span.end.min(source.line_span(last).end).max(span.start);
    Located { span, position: source.position(span.start), lines: (first, last), text: said, primary }
}

/// Returns true if `label` is shown together with `group`, whose labels begin before it.
fn neighbours(source: &SourceFile, group: &[Located], label: &Located, extent: &Extent) -> bool {
    let last = group.iter().map(|label| label.lines.1).max().unwrap_or(0);
    // Without context, each line stands for itself.
    let gap = if extent.context == 0 { 0 } else { NEAR };
    if label.lines.0 > last + gap {
        return false;
    }
    // Two labels far apart in one long line are not seen through one window.
    let near = |other: &Located| label.span.start - other.span.start < offset(extent.width / 2);
    group.iter().filter(|other| other.lines.0 == label.lines.0).all(near)
        || window::fits(source, source.line_span(label.lines.0), extent.width)
}

fn chunk(source: &SourceFile, path: &str, group: &[Located], extent: &Extent) -> Chunk {
    let begin = group.iter().map(|label| label.lines.0).min().unwrap_or(0);
    let end = group.iter().map(|label| label.lines.1).max().unwrap_or(begin);
    let first = begin.saturating_sub(extent.context);
    let last = (end + extent.context).min(last_line(source).max(end));
    let mut marks: Vec<Mark> = group
        .iter()
        .map(|label| Mark {
            start: Place { line: label.lines.0 - first, byte: 0 },
            end: Place { line: label.lines.1 - first, byte: 0 },
            position: label.position,
            text: label.text.clone(),
            primary: label.primary,
        })
        .collect();
    let mut lines = Vec::with_capacity(last - first + 1);
    for index in first..=last {
        let line = source.line_span(index);
        let on_line = |label: &&Located| label.lines.0 <= index && index <= label.lines.1;
        let focus = group
            .iter()
            .filter(on_line)
            .map(|label| Span::new(label.span.start.max(line.start), label.span.end.min(line.end)))
            .reduce(Span::to)
            .unwrap_or(Span::empty(line.start));
        let places: Vec<u32> = group.iter().flat_map(|label| [label.span.start, label.span.end]).collect();
        // Where marks do not overlap, a label hangs from the middle of its mark.
        let texts = group.iter().filter(on_line).filter_map(|label| label.text.as_deref());
        let longest = texts.map(escape::width).max().filter(|_| !extent.overlap);
        let label = longest.map_or(0, |width| width + HANGER);
        let window = window::show(source, line, focus, label, &places, extent.width, extent.ellipsis);
        for ((mark, label), stops) in marks.iter_mut().zip(group).zip(window.stops.chunks(2)) {
            let [start, end] = stops else { continue };
            if label.lines.0 == index {
                mark.start.byte = *start;
            }
            if label.lines.1 == index {
                mark.end.byte = *end;
            }
        }
        lines.push(window.text);
    }
    Chunk { path: path.to_owned(), first_line: first + 1, lines, marks }
}

/// Returns the index of the last line that an editor numbers; a final line break does not begin another.
fn last_line(source: &SourceFile) -> usize {
    let lines = source.line_starts().len();
    let open = !source.text().ends_with('\n');
    (lines + usize::from(open)).saturating_sub(2)
}
