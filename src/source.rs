//! Source files, byte spans, and every conversion between byte offsets and lines or columns.

use std::ops::Range;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

/// The size in bytes of the largest file that is read. A report has some kilobytes, so a larger file is not one;
/// and spans are `u32`.
pub const MAX_FILE_BYTES: u64 = 64 * 1024 * 1024;

/// A half-open range of byte offsets (0-based) into one file as it lies on disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// Offset of the first byte.
    pub start: u32,
    /// Offset after the last byte.
    pub end: u32,
}

impl Span {
    /// Returns the span from byte `start` up to, but not including, byte `end`; an empty span at `start` if `end` lies
    /// before it.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end: end.max(start) }
    }

    /// Returns the empty span at byte `offset`.
    pub fn empty(offset: u32) -> Self {
        Self { start: offset, end: offset }
    }

    /// Returns the length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Returns true if the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Returns true if the byte at `offset` lies within the span.
    pub fn contains(self, offset: u32) -> bool {
        self.start <= offset && offset < self.end
    }

    /// Returns the smallest span that covers both.
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Returns the span as a range to index bytes with.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Lines of a file, 1-based; both are included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineRange {
    /// The first line.
    pub first: u32,
    /// The last line.
    pub last: u32,
}

/// Converts a byte offset to the `u32` of a [`Span`].
///
/// Texts over [`MAX_FILE_BYTES`] are never read, so an offset always fits; a larger one is clamped.
pub(crate) fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

/// The identity of a file in a run: its index in the sorted list of files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct FileId(pub u32);

/// A place in a file as people count it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, 1-based.
    pub line: u32,
    /// Column, 1-based, in Unicode scalar values.
    pub column: u32,
}

/// One file's text under the path that outputs give it.
#[derive(Debug)]
pub struct SourceFile {
    id: FileId,
    path: Box<str>,
    text: String,
    /// The parts in which letters are hidden, in order and apart from each other.
    masked: Box<[Span]>,
    line_starts: OnceLock<Box<[u32]>>,
    /// The number of characters before each [`STRIDE`]th byte; computed only for files with very long lines.
    characters: OnceLock<Box<[u32]>>,
}

/// A place further than this from its line's start is found by counting from the last multiple of it:
/// a JSON file may be one line of megabytes, with a thousand findings.
const STRIDE: usize = 4096;

impl SourceFile {
    /// Returns a source file from its display path (relative to the project's root, with `/`) and its text.
    pub fn new(id: FileId, path: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            id,
            path: path.into().into_boxed_str(),
            text: text.into(),
            masked: Box::default(),
            line_starts: OnceLock::new(),
            characters: OnceLock::new(),
        }
    }

    /// Returns the file's identity within the run.
    pub fn id(&self) -> FileId {
        self.id
    }

    /// Returns the display path: relative to the project's root, with `/`.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the whole text, byte order mark included.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the text that `span` covers; empty if the span does not lie on character boundaries.
    #[inline]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// Returns the file with a dot in place of each letter and digit within `spans`, for outputs that everybody may
    /// read. Every offset stays the same.
    #[must_use]
    pub fn masked(&self, spans: &[Span]) -> Self {
        let mut text = self.text.to_string();
        for span in spans {
            let dots: String = self.slice(*span).chars().map(masked).collect();
            if dots.len() == span.len() as usize && text.is_char_boundary(span.start as usize) {
                text.replace_range(span.range(), &dots);
            }
        }
        let mut all = [&*self.masked, spans].concat();
        all.sort_unstable();
        let mut masked: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match masked.last_mut().filter(|last| span.start <= last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => masked.push(span),
            }
        }
        Self { masked: masked.into(), ..Self::new(self.id, self.path.clone(), text) }
    }

    /// Returns true if letters within `span` are hidden.
    pub(crate) fn is_masked_in(&self, span: Span) -> bool {
        let next = self.masked.partition_point(|hidden| hidden.end <= span.start);
        self.masked.get(next).is_some_and(|hidden| hidden.start < span.end)
    }

    /// Returns the byte offsets at which lines start; computed on first use, because a clean file needs none.
    pub fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            std::iter::once(0)
                .chain(self.text.bytes().enumerate().filter(|&(_, b)| b == b'\n').map(|(i, _)| offset(i + 1)))
                .collect()
        })
    }

    /// Returns the 0-based index of the line that holds byte `offset`.
    pub fn line_index(&self, offset: u32) -> usize {
        self.line_starts().partition_point(|&start| start <= offset).saturating_sub(1)
    }

    /// Returns the span of line `index` (0-based) without its line break; empty beyond the last line.
    pub fn line_span(&self, index: usize) -> Span {
        let starts = self.line_starts();
        let Some(&start) = starts.get(index) else {
            return Span::empty(offset(self.text.len()));
        };
        let next = starts.get(index + 1).copied().unwrap_or(offset(self.text.len()));
        let line = self.slice(Span::new(start, next));
        Span::new(start, start + offset(line.trim_end_matches(['\n', '\r']).len()))
    }

    /// Returns the line and column of byte `offset`, which must lie between two characters.
    pub fn position(&self, offset: u32) -> Position {
        let line = self.line_index(offset);
        let start = self.line_starts().get(line).copied().unwrap_or(0) as usize;
        let end = (offset as usize).min(self.text.len());
        let bytes = self.text.as_bytes().get(start..end).unwrap_or_default();
        let before = if bytes.len() <= STRIDE {
            count_characters(bytes)
        } else {
            self.characters_before(end) - self.characters_before(start)
        };
        // Editors do not show the byte order mark.
        let mark = usize::from(line == 0 && bytes.starts_with(b"\xEF\xBB\xBF"));
        Position { line: self::offset(line + 1), column: self::offset(before - mark + 1) }
    }

    fn characters_before(&self, end: usize) -> usize {
        let bytes = self.text.as_bytes();
        let counts = self.characters.get_or_init(|| {
            let mut sum = 0;
            let following = bytes.chunks(STRIDE).map(|chunk| {
                sum += count_characters(chunk);
                offset(sum)
            });
            std::iter::once(0).chain(following).collect()
        });
        let whole = end / STRIDE;
        let rest = bytes.get(whole * STRIDE..end).unwrap_or_default();
        counts.get(whole).map_or(0, |&count| count as usize) + count_characters(rest)
    }
}

/// Counts each character at its first byte; continuation bytes are 0b10xxxxxx.
fn count_characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xC0 != 0x80).count()
}

/// Returns a dot of as many bytes as the letter or digit has; any other character stays.
pub(crate) fn masked(letter: char) -> char {
    match letter.len_utf8() {
        _ if !letter.is_alphanumeric() => letter,
        1 => '*',
        2 => '·',
        3 => '•',
        _ => '𐩐',
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn file(text: &str) -> SourceFile {
        SourceFile::new(FileId(0), "a.yaml", text)
    }

    #[test]
    fn positions_count_characters() {
        let f = file("a: Қазақстан\nб: 😀x\n");
        let at = |needle: &str| f.position(offset(f.text().find(needle).unwrap()));
        assert_eq!(at("Қ"), Position { line: 1, column: 4 });
        assert_eq!(at("н\n"), Position { line: 1, column: 12 });
        assert_eq!(at("x"), Position { line: 2, column: 5 });
        assert_eq!(f.position(offset(f.text().len())), Position { line: 3, column: 1 });
    }

    #[test]
    fn byte_order_mark_takes_no_column() {
        let f = file("\u{feff}kind: report\n");
        assert_eq!(f.position(3), Position { line: 1, column: 1 });
        assert_eq!(f.position(7), Position { line: 1, column: 5 });
    }

    #[test]
    fn positions_in_very_long_lines_are_exact() {
        let f = file(&format!("x\n{}", "aж😀".repeat(STRIDE)));
        for (count, (at, _)) in f.text().char_indices().skip(2).enumerate().step_by(61) {
            assert_eq!(f.position(offset(at)), Position { line: 2, column: offset(count + 1) });
        }
    }

    #[test]
    fn lines_end_before_their_break() {
        let f = file("one\r\ntwo\n\nlast");
        let lines: Vec<_> = (0..5).map(|i| f.slice(f.line_span(i))).collect();
        assert_eq!(lines, ["one", "two", "", "last", ""]);
    }

    proptest! {
        #[test]
        fn position_agrees_with_a_naive_count(text in "[a-zж😀\n\r]{0,40}", at in 0usize..60) {
            let f = file(&text);
            let at = text.char_indices().map(|(i, _)| i).chain([text.len()]).nth(at % (text.chars().count() + 1)).unwrap();
            let before = text.get(..at).unwrap();
            let line = before.matches('\n').count() + 1;
            let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
            let position = f.position(offset(at));
            prop_assert_eq!((position.line as usize, position.column as usize), (line, column));
        }
    }
}
