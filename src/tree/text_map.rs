//! Maps the characters of a string's value to their bytes in the file.

mod walk;

use super::ScalarStyle;
use crate::source::{Span, offset};

/// Maps byte offsets of a string's value to byte offsets of the file.
///
/// A rule finds something in the value, where escapes are decoded and lines folded; the finding must
/// show the bytes that the editor wrote.
#[derive(Debug, Clone)]
pub struct TextMap {
    /// In the order of the value, without gaps in it; never empty.
    runs: Vec<Run>,
    /// Length of the value in bytes.
    length: u32,
}

/// A stretch of the value with the bytes that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Run {
    /// The byte of the value at which it begins.
    value: u32,
    source: Span,
    /// True if the value's bytes are those of the source; otherwise they stand for the source as a whole.
    verbatim: bool,
}

impl TextMap {
    /// Returns the map of `value`, written as `raw` at `span` of its file in the given style; `indent` is the number
    /// of bytes before a block text's first line.
    pub(super) fn new(raw: &str, span: Span, value: &str, style: ScalarStyle, indent: usize) -> Self {
        let runs = walk::runs(raw, span, value, style, indent)
            // A value that does not match its source maps to the source as a whole.
            .unwrap_or_else(|| vec![Run { value: 0, source: span, verbatim: false }]);
        Self { runs, length: offset(value.len()) }
    }

    /// Returns the run that holds byte `at` of the value, or the last one.
    fn run(&self, at: u32) -> Run {
        let index = self.runs.partition_point(|run| run.value <= at).saturating_sub(1);
        self.runs.get(index).copied().unwrap_or(Run { value: 0, source: Span::default(), verbatim: false })
    }

    /// Returns the byte of the file at which the character at byte `value_offset` of the value begins. The value's
    /// end, and every offset beyond it, maps to the end of its source.
    pub fn source_offset(&self, value_offset: u32) -> u32 {
        if value_offset >= self.length {
            return self.source_end(self.length);
        }
        let run = self.run(value_offset);
        if run.verbatim { run.source.start + (value_offset - run.value) } else { run.source.start }
    }

    /// Returns the end of the source of the bytes before byte `value_offset` of the value.
    fn source_end(&self, value_offset: u32) -> u32 {
        let Some(last) = value_offset.checked_sub(1) else { return self.run(0).source.start };
        let run = self.run(last);
        if run.verbatim {
            (run.source.start + (value_offset - run.value)).min(run.source.end)
        } else {
            run.source.end
        }
    }

    /// Returns the bytes in the file of the characters in `value_range`, a range of the value. A folded line break
    /// maps to the break in the file; the indentation after it belongs to no character.
    pub fn source_span(&self, value_range: Span) -> Span {
        let start = self.source_offset(value_range.start);
        if value_range.is_empty() {
            return Span::empty(start);
        }
        Span::new(start, self.source_end(value_range.end.min(self.length)))
    }
}

#[cfg(test)]
mod tests;
