//! The lines of a file around a finding, with its labels drawn on them.

use crate::diagnostic::Diagnostic;
use crate::outcome::Outcome;
use crate::render::escape;
use crate::render::excerpt::{Chunk, Extent, Mark, chunks};
use crate::render::html::wording::{Word, words};

/// Longer lines are cut around their labels; as many cells fit into the page beside its filters.
const WIDTH: usize = 100;

/// Lines that follow each other in a file.
pub(super) struct Frame {
    /// The path, where it is not the file of the finding.
    pub(super) other: Option<String>,
    /// The number of the first line.
    pub(super) first: usize,
    /// The lines; none where the file's text is not known.
    pub(super) lines: Vec<Line>,
}

/// A line, with the words of the labels that end on it.
pub(super) struct Line {
    pub(super) pieces: Vec<Piece>,
    pub(super) notes: Vec<Note>,
}

/// A part of a line.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub(super) mark: Drawn,
    pub(super) text: String,
}

/// The drawing on a part of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Drawn {
    Nothing,
    /// A related place.
    Related,
    /// The place of the fault.
    Fault,
}

/// The words of a label.
pub(super) struct Note {
    pub(super) is_fault: bool,
    /// As many spaces as the mark stands in.
    pub(super) indent: String,
    pub(super) words: Vec<Word>,
}

impl Drawn {
    /// Returns the mark's class in the style sheet.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Nothing => "",
            Self::Related => "rel",
            Self::Fault => "at",
        }
    }
}

/// Returns the frames of a finding, with `context` lines before and after each label.
pub(super) fn frames(outcome: &Outcome, finding: &Diagnostic, context: usize) -> Vec<Frame> {
    let extent = Extent { context, span_lines: 6, width: WIDTH, ellipsis: "…", overlap: true };
    let home = escape::path(&super::path_of(outcome, finding.primary.file)).into_owned();
    let frame = |chunk: Chunk| Frame {
        first: chunk.first_line,
        lines: lines(&chunk),
        other: (chunk.path != home).then_some(chunk.path),
    };
    chunks(outcome, finding, &extent).into_iter().map(frame).collect()
}

fn lines(chunk: &Chunk) -> Vec<Line> {
    let line = |(index, text): (usize, &String)| {
        let on_line = chunk.marks.iter().filter(|mark| mark.start.line <= index && index <= mark.end.line);
        let ending = chunk.marks.iter().filter(|mark| mark.end.line == index);
        let note = |mark: &Mark| {
            let words = words(mark.text.as_deref()?);
            let start = if mark.start.line == index { mark.start.byte } else { indentation(text) };
            let cells = escape::width(text.get(..start).unwrap_or_default());
            Some(Note { is_fault: mark.primary, indent: " ".repeat(cells), words })
        };
        Line { pieces: pieces(text, index, on_line), notes: ending.filter_map(note).collect() }
    };
    chunk.lines.iter().enumerate().map(line).collect()
}

fn indentation(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Cuts a line where marks begin and end.
fn pieces<'m>(text: &str, line: usize, marks: impl Iterator<Item = &'m Mark>) -> Vec<Piece> {
    // The place, the change in the numbers of marks of both kinds that are open, and true for a mark of nothing.
    let mut turns: Vec<(usize, [i32; 2], Option<Drawn>)> = Vec::new();
    for mark in marks {
        let start = if mark.start.line == line { mark.start.byte } else { indentation(text) };
        let end = if mark.end.line == line { mark.end.byte } else { text.len() };
        let (kind, drawn) = if mark.primary { ([0, 1], Drawn::Fault) } else { ([1, 0], Drawn::Related) };
        if start < end {
            turns.push((start, kind, None));
            turns.push((end, kind.map(|one| -one), None));
        } else {
            turns.push((start, [0, 0], Some(drawn)));
        }
    }
    turns.sort_by_key(|(place, ..)| *place);
    let (mut pieces, mut done, mut open) = (Vec::new(), 0, [0, 0]);
    let mut push = |open: [i32; 2], text: &str| {
        let mark = match open {
            [0, 0] => Drawn::Nothing,
            [_, 0] => Drawn::Related,
            _ => Drawn::Fault,
        };
        if !text.is_empty() {
            pieces.push(Piece { mark, text: text.to_owned() });
        }
        pieces.len()
    };
    let mut points = Vec::new();
    for (place, change, point) in turns {
        let before = push(open, text.get(done..place).unwrap_or_default());
        done = place;
        open = [open[0] + change[0], open[1] + change[1]];
        points.extend(point.map(|drawn| (before, drawn)));
    }
    push(open, text.get(done..).unwrap_or_default());
    // A label of nothing is a thin line between two characters.
    for (at, mark) in points.into_iter().rev() {
        pieces.insert(at, Piece { mark, text: String::new() });
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::excerpt::Place;
    use crate::source::Position;

    fn mark(from: (usize, usize), to: (usize, usize), primary: bool) -> Mark {
        let place = |(line, byte)| Place { line, byte };
        let position = Position { line: 1, column: 1 };
        Mark { start: place(from), end: place(to), position, text: None, primary }
    }

    fn drawn(text: &str, line: usize, marks: &[Mark]) -> String {
        let piece = |piece: Piece| match piece.mark {
            Drawn::Nothing => piece.text,
            Drawn::Related => format!("({})", piece.text),
            Drawn::Fault => format!("[{}]", piece.text),
        };
        pieces(text, line, marks.iter()).into_iter().map(piece).collect()
    }

    #[test]
    fn marks_are_drawn_where_they_are() {
        let two = [mark((0, 2), (0, 4), true), mark((0, 6), (0, 8), false)];
        assert_eq!(drawn("0123456789", 0, &two), "01[23]45(67)89");
        assert_eq!(drawn("0123", 0, &[]), "0123");
    }

    #[test]
    fn of_marks_that_overlap_the_fault_is_seen() {
        let both = [mark((0, 0), (0, 6), false), mark((0, 2), (0, 4), true)];
        assert_eq!(drawn("01234567", 0, &both), "(01)[23](45)67");
    }

    #[test]
    fn a_mark_of_nothing_is_a_point() {
        assert_eq!(drawn("0123", 0, &[mark((0, 2), (0, 2), true)]), "01[]23");
        assert_eq!(drawn("", 0, &[mark((0, 0), (0, 0), true)]), "[]");
    }

    #[test]
    fn a_mark_over_lines_leaves_out_their_indentation() {
        let long = [mark((0, 2), (2, 3), true)];
        assert_eq!(drawn("a: b", 0, &long), "a:[ b]");
        assert_eq!(drawn("  cd", 1, &long), "  [cd]");
        assert_eq!(drawn(" ef g", 2, &long), " [ef] g");
    }
}
