//! Hands the chunks of one finding to miette.
//!
//! miette asks a [`SourceCode`] for the text around each label, several times, and prints what it
//! gets. The "file" that it sees here is small and made for it: the chunks one after the other, each
//! under its own path and line numbers, whatever file they come from. So no answer depends on how
//! large the real files are, and a label of another file is a snippet like any other.

use std::fmt;

use miette::{LabeledSpan, MietteError, SourceCode, SourceSpan, SpanContents};

use crate::diagnostic::Severity;
use crate::render::escape;
use crate::render::excerpt::{Chunk, Mark, Place};
use crate::render::human::wrap::wrap;
use crate::source::Position;

/// Labels are not wrapped to fewer cells.
const LEAST_LABEL_WIDTH: usize = 24;

/// One finding in the form that miette draws.
#[derive(Debug)]
pub(crate) struct Snippets {
    message: String,
    severity: Severity,
    text: Vec<u8>,
    pieces: Vec<Piece>,
    labels: Vec<Drawn>,
}

/// A chunk's range of the text.
#[derive(Debug)]
struct Piece {
    path: String,
    first_line: usize,
    start: usize,
    end: usize,
}

/// A label's range of the text.
#[derive(Debug)]
struct Drawn {
    start: usize,
    end: usize,
    position: Position,
    text: Option<String>,
    primary: bool,
}

impl Snippets {
    /// Lays `chunks` out for lines of `width` cells; `message` comes in lines.
    pub(crate) fn new(message: &[String], severity: Severity, chunks: Vec<Chunk>, width: usize) -> Self {
        let mut this = Self {
            message: message.join("\n"),
            severity,
            text: Vec::new(),
            pieces: Vec::new(),
            labels: Vec::new(),
        };
        for chunk in chunks {
            this.push(chunk, width);
        }
        this
    }

    fn push(&mut self, chunk: Chunk, width: usize) {
        let start = self.text.len();
        let mut line_starts = Vec::with_capacity(chunk.lines.len());
        for line in &chunk.lines {
            line_starts.push((self.text.len(), line.len()));
            self.text.extend_from_slice(line.as_bytes());
            // Every line is ended, the file's last too: miette loses an empty label behind the text.
            self.text.push(b'\n');
        }
        let at = |place: Place| {
            line_starts.get(place.line).map_or(start, |(start, length)| start + place.byte.min(*length))
        };
        for mark in chunk.marks {
            let text = mark
                .text
                .as_deref()
                .map(|text| broken(text, width.saturating_sub(indent(&chunk.lines, &mark))));
            let Mark { start, end, position, primary, .. } = mark;
            let (start, end) = (at(start), at(end));
            self.labels.push(Drawn { start, end: end.max(start), position, text, primary });
        }
        self.pieces.push(Piece {
            path: chunk.path,
            first_line: chunk.first_line,
            start,
            end: self.text.len(),
        });
    }

    /// Returns, for each label in the order of the text, true if it is the primary one.
    pub(crate) fn primary_flags(&self) -> Vec<bool> {
        self.labels.iter().map(|label| label.primary).collect()
    }
}

/// Returns the number of cells before a label's text: miette hangs it from the middle of the underline, with `╰─┤ `.
fn indent(lines: &[String], mark: &Mark) -> usize {
    let line = lines.get(mark.start.line).map_or("", String::as_str);
    let cells = |byte| escape::width(line.get(..byte).unwrap_or(line));
    let middle = if mark.start.line == mark.end.line {
        (cells(mark.start.byte) + cells(mark.end.byte)) / 2
    } else {
        4
    };
    // The gutter takes the line number and ` │ ` with its margins.
    middle + 12
}

/// Breaks a label's text, which miette does not wrap, into lines of `width` cells.
fn broken(text: &str, width: usize) -> String {
    // Near the right edge a column of single words would be worse than what the terminal makes of it.
    if width < LEAST_LABEL_WIDTH {
        text.to_owned()
    } else {
        text.lines().flat_map(|line| wrap(line, width)).collect::<Vec<_>>().join("\n")
    }
}

impl fmt::Display for Snippets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Snippets {}

impl miette::Diagnostic for Snippets {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Info => miette::Severity::Advice,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(self)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.labels.is_empty() {
            return None;
        }
        Some(Box::new(self.labels.iter().map(|label| {
            let span = (label.start, label.end - label.start);
            if label.primary {
                LabeledSpan::new_primary_with_span(label.text.clone(), span)
            } else {
                LabeledSpan::new_with_span(label.text.clone(), span)
            }
        })))
    }
}

impl SourceCode for Snippets {
    /// Returns the full chunk around `span`; without one, an error, which keeps miette from drawing
    /// two chunks as one.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        _lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let (start, end) = (span.offset(), span.offset() + span.len());
        let piece = self
            .pieces
            .iter()
            .find(|piece| piece.start <= start && end <= piece.end && start < piece.end)
            .ok_or(MietteError::OutOfBounds)?;
        let data = self.text.get(piece.start..piece.end).ok_or(MietteError::OutOfBounds)?;
        // Without context, miette asks for the place that it heads the snippet with.
        let label = self.labels.iter().find(|label| lines_before == 0 && label.start == start);
        let (line, column) = label.map_or((piece.first_line - 1, 0), |label| {
            (label.position.line as usize - 1, label.position.column as usize - 1)
        });
        Ok(Box::new(Contents {
            data,
            span: (piece.start, data.len()).into(),
            line,
            column,
            name: &piece.path,
        }))
    }
}

struct Contents<'a> {
    data: &'a [u8],
    span: SourceSpan,
    line: usize,
    column: usize,
    name: &'a str,
}

impl<'a> SpanContents<'a> for Contents<'a> {
    fn data(&self) -> &'a [u8] {
        self.data
    }

    fn span(&self) -> &SourceSpan {
        &self.span
    }

    fn name(&self) -> Option<&str> {
        Some(self.name)
    }

    fn line(&self) -> usize {
        self.line
    }

    fn column(&self) -> usize {
        self.column
    }

    fn line_count(&self) -> usize {
        self.data.iter().filter(|&&byte| byte == b'\n').count()
    }
}
