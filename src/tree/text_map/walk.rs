//! Walks over a string's value and its source in step.

use super::Run;
use crate::source::{Span, offset};
use crate::tree::ScalarStyle;

/// Returns the runs of `value`; `None` if `raw` does not read as the value.
pub(super) fn runs(
    raw: &str,
    span: Span,
    value: &str,
    style: ScalarStyle,
    indent: usize,
) -> Option<Vec<Run>> {
    let quotes = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => 1,
        ScalarStyle::LongSingleQuoted | ScalarStyle::LongDoubleQuoted => 3,
        ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => 0,
    };
    let inner = raw.get(quotes..raw.len().checked_sub(quotes)?)?;
    let base = span.start + offset(quotes);
    let mut walk = Walk { raw: inner, base, at: 0, value, read: 0, runs: Vec::new() };
    match style {
        ScalarStyle::Literal | ScalarStyle::Folded => walk.block(indent, style == ScalarStyle::Folded)?,
        ScalarStyle::LongSingleQuoted => walk.long(false)?,
        ScalarStyle::LongDoubleQuoted => walk.long(true)?,
        _ => walk.flow(style)?,
    }
    if walk.runs.is_empty() {
        walk.runs.push(Run { value: 0, source: Span::empty(base), verbatim: true });
    }
    (walk.read == value.len()).then_some(walk.runs)
}

struct Walk<'a> {
    /// The source without quotes.
    raw: &'a str,
    /// Its first byte in the file.
    base: u32,
    at: usize,
    value: &'a str,
    /// The number of the value's bytes that are mapped already.
    read: usize,
    runs: Vec<Run>,
}

/// A line break in the source.
type Break = (usize, usize);

impl Walk<'_> {
    fn rest(&self) -> &str {
        self.raw.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<u8> {
        self.raw.as_bytes().get(self.at).copied()
    }

    fn place(&self, at: usize) -> u32 {
        self.base + offset(at)
    }

    /// Maps the next `length` bytes of the source to the same bytes of the value.
    fn verbatim(&mut self, length: usize) -> Option<()> {
        let end = self.at + length;
        let same = self.raw.as_bytes().get(self.at..end)?
            == self.value.as_bytes().get(self.read..self.read + length)?;
        if !same {
            return None;
        }
        let source = Span::new(self.place(self.at), self.place(end));
        match self.runs.last_mut() {
            Some(last) if last.verbatim && last.source.end == source.start => last.source.end = source.end,
            _ if length > 0 => self.runs.push(Run { value: offset(self.read), source, verbatim: true }),
            _ => {}
        }
        self.at = end;
        self.read += length;
        Some(())
    }

    /// Maps the bytes `from..to` of the source to `text` in the value.
    fn decoded(&mut self, text: &str, from: usize, to: usize) -> Option<()> {
        self.value.get(self.read..)?.starts_with(text).then_some(())?;
        let source = Span::new(self.place(from), self.place(to));
        self.runs.push(Run { value: offset(self.read), source, verbatim: false });
        self.read += text.len();
        Some(())
    }

    /// Returns the length of the line break at byte `at` of the source; 0 if there is none.
    fn break_at(&self, at: usize) -> usize {
        let bytes = self.raw.as_bytes();
        match (bytes.get(at), bytes.get(at + 1)) {
            (Some(b'\r'), Some(b'\n')) => 2,
            (Some(b'\r' | b'\n'), _) => 1,
            _ => 0,
        }
    }

    /// Skips blanks and line breaks, and returns the breaks.
    fn breaks(&mut self) -> Vec<Break> {
        let mut found = Vec::new();
        loop {
            let length = self.break_at(self.at);
            if length > 0 {
                found.push((self.at, self.at + length));
                self.at += length;
            } else if matches!(self.peek(), Some(b' ' | b'\t')) {
                self.at += 1;
            } else {
                return found;
            }
        }
    }

    /// Maps a plain or quoted text: blanks around a line break go, one break becomes a space, and all but the first
    /// of several breaks remain.
    fn flow(&mut self, style: ScalarStyle) -> Option<()> {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    let start = self.at;
                    let breaks = self.breaks();
                    match breaks.as_slice() {
                        [] => {
                            let length = self.at - start;
                            self.at = start;
                            self.verbatim(length)?;
                        }
                        [(from, to)] => self.decoded(" ", *from, *to)?,
                        [_, kept @ ..] => {
                            kept.iter().try_for_each(|&(from, to)| self.decoded("\n", from, to))?;
                        }
                    }
                }
                b'\'' if style == ScalarStyle::SingleQuoted => {
                    self.decoded("'", self.at, self.at + 2)?;
                    self.at += 2;
                }
                b'\\' if style == ScalarStyle::DoubleQuoted => self.escape()?,
                _ => {
                    let stops = |c: char| {
                        matches!(c, ' ' | '\t' | '\n' | '\r')
                            || c == '\'' && style == ScalarStyle::SingleQuoted
                            || c == '\\' && style == ScalarStyle::DoubleQuoted
                    };
                    let length = self.rest().find(stops).unwrap_or(self.rest().len());
                    self.verbatim(length)?;
                }
            }
        }
        Some(())
    }

    /// Maps a text between three quotes, as TOML has it: a line break right behind the opening quotes goes, and a backslash at
    /// the end of a line takes away all blanks up to the next letter.
    fn long(&mut self, has_escapes: bool) -> Option<()> {
        self.at += self.break_at(0);
        while let Some(byte) = self.peek() {
            match byte {
                b'\\' if has_escapes => {
                    let behind = self.raw.get(self.at + 1..).unwrap_or_default();
                    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
                    if self.break_at(self.at + 1 + blanks) > 0 {
                        self.at += 1;
                        self.breaks();
                    } else {
                        self.escape()?;
                    }
                }
                // The parser may have made one character of the two.
                b'\r' if self.value.as_bytes().get(self.read) != Some(&b'\r') => {
                    let from = self.at;
                    self.at += self.break_at(from);
                    self.decoded("\n", from, self.at)?;
                }
                b'\r' => self.verbatim(1)?,
                _ => {
                    let stops = |c: char| c == '\r' || c == '\\' && has_escapes;
                    let length = self.rest().find(stops).unwrap_or(self.rest().len());
                    self.verbatim(length)?;
                }
            }
        }
        Some(())
    }

    /// Maps an escape of YAML, JSON or TOML; an escaped line break stands for nothing.
    fn escape(&mut self) -> Option<()> {
        let from = self.at;
        let kind = self.rest().chars().nth(1)?;
        self.at += 1;
        if matches!(kind, '\n' | '\r') {
            let breaks = self.breaks();
            return breaks.iter().skip(1).try_for_each(|&(from, to)| self.decoded("\n", from, to));
        }
        self.at += kind.len_utf8();
        let decoded = match kind {
            '0' => '\0',
            'a' => '\u{7}',
            'b' => '\u{8}',
            't' | '\t' => '\t',
            'n' => '\n',
            'v' => '\u{b}',
            'f' => '\u{c}',
            'r' => '\r',
            'e' => '\u{1b}',
            'N' => '\u{85}',
            '_' => '\u{a0}',
            'L' => '\u{2028}',
            'P' => '\u{2029}',
            'x' => char::from_u32(self.hex(2)?)?,
            'U' => char::from_u32(self.hex(8)?)?,
            'u' => self.utf16()?,
            other => other,
        };
        self.decoded(decoded.encode_utf8(&mut [0; 4]), from, self.at)
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let number = u32::from_str_radix(self.raw.get(self.at..self.at + digits)?, 16).ok()?;
        self.at += digits;
        Some(number)
    }

    /// Reads the character of `\uXXXX`, or of a pair of them.
    fn utf16(&mut self) -> Option<char> {
        let high = self.hex(4)?;
        if !(0xD800..0xDC00).contains(&high) {
            return char::from_u32(high);
        }
        self.rest().starts_with("\\u").then_some(())?;
        self.at += 2;
        let low = self.hex(4)?.checked_sub(0xDC00)?;
        char::from_u32(0x10000 + ((high - 0xD800) << 10) + low)
    }

    /// Maps a block text, whose lines lose `indent` spaces each. Empty lines before the first one with content lie
    /// before the span, and those after the last one behind it.
    fn block(&mut self, indent: usize, folded: bool) -> Option<()> {
        if !self.raw.is_empty() {
            let leading = self.value.len() - self.value.trim_start_matches('\n').len();
            for _ in 0..leading {
                self.decoded("\n", 0, 0)?;
            }
        }
        // The breaks since the last line with content; none before the first one.
        let mut breaks: Vec<Break> = Vec::new();
        let mut after_blank = false;
        while self.at < self.raw.len() {
            let begins_blank = matches!(self.peek(), Some(b' ' | b'\t'));
            match breaks.as_slice() {
                [] => {}
                &[(from, to)] if folded && !after_blank && !begins_blank => self.decoded(" ", from, to)?,
                [_, kept @ ..] if folded && !after_blank && !begins_blank => {
                    kept.iter().try_for_each(|&(from, to)| self.decoded("\n", from, to))?;
                }
                all => all.iter().try_for_each(|&(from, to)| self.decoded("\n", from, to))?,
            }
            after_blank = begins_blank;
            let length = self.rest().find(['\n', '\r']).unwrap_or(self.rest().len());
            self.verbatim(length)?;
            breaks = self.block_breaks(indent);
        }
        let end = self.raw.len();
        while self.value.as_bytes().get(self.read) == Some(&b'\n') {
            self.decoded("\n", end, end)?;
        }
        Some(())
    }

    /// Skips the line break, the empty lines after it and the indentation of the next line, and returns the breaks.
    fn block_breaks(&mut self, indent: usize) -> Vec<Break> {
        let mut found = Vec::new();
        loop {
            let length = self.break_at(self.at);
            if length == 0 {
                return found;
            }
            found.push((self.at, self.at + length));
            self.at += length;
            let spaces = self.rest().bytes().take(indent).take_while(|&byte| byte == b' ').count();
            self.at += spaces;
        }
    }
}
