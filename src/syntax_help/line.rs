//! The lines around an error, read one by one without a parser.

use super::quotes::closing_quote;
use crate::source::{Span, offset};

/// A stretch of the file with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece<'a> {
    pub(super) start: u32,
    pub(super) text: &'a str,
}

impl Piece<'_> {
    pub(super) fn span(self) -> Span {
        Span::new(self.start, self.start + offset(self.text.len()))
    }
}

/// One line of the file, without its break.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    pub(super) start: u32,
    pub(super) text: &'a str,
}

impl<'a> Line<'a> {
    pub(super) fn end(self) -> u32 {
        self.start + offset(self.text.len())
    }

    /// Returns the number of blanks before its first word.
    pub(super) fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t']).len()
    }

    /// Returns the bytes of the blanks before its first word.
    pub(super) fn indent_span(self) -> Span {
        Span::new(self.start, self.start + offset(self.indent()))
    }

    pub(super) fn content(self) -> Piece<'a> {
        let text = self.text.trim_matches([' ', '\t']);
        Piece { start: self.start + offset(self.indent().min(self.text.len())), text }
    }

    /// Returns true if the line is empty or holds only a comment.
    pub(super) fn is_blank(self) -> bool {
        let content = self.content().text;
        content.is_empty() || content.starts_with('#')
    }

    /// Returns true if the line begins or ends a document.
    pub(super) fn is_marker(self) -> bool {
        ["---", "..."].iter().any(|marker| {
            self.text
                .strip_prefix(marker)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        })
    }

    /// Returns true if the line may be part of a text: it is no item, and its key, if any, has several words.
    pub(super) fn may_be_text(self) -> bool {
        let parts = self.parts();
        parts.dashes.is_empty() && parts.key.is_none_or(has_several_words)
    }

    /// Reads the line as `- - key: value`.
    pub(super) fn parts(self) -> Parts<'a> {
        let mut at = self.indent();
        let mut dashes = Vec::new();
        while let Some(rest) = cut(self.text, at, self.text.len()).strip_prefix('-') {
            if !rest.is_empty() && !rest.starts_with([' ', '\t']) {
                break;
            }
            dashes.push(at);
            at += 1 + (rest.len() - rest.trim_start_matches([' ', '\t']).len());
        }
        let content = cut(self.text, at, self.text.len());
        let colon = key_colon(content);
        let key = colon.map(|colon| Piece {
            start: self.start + offset(at),
            text: cut(content, 0, colon).trim_end_matches([' ', '\t']),
        });
        let value_at = colon.map_or(0, |colon| colon + 1);
        let value = cut(content, value_at, content.len());
        let blanks = value.len() - value.trim_start_matches([' ', '\t']).len();
        Parts {
            dashes,
            column: at,
            key,
            colon: colon.map(|colon| self.start + offset(at + colon)),
            value: Piece {
                start: self.start + offset(at + value_at + blanks),
                text: without_comment(cut(value, blanks, value.len())),
            },
        }
    }
}

/// A line read as `- - key: value`.
pub(super) struct Parts<'a> {
    /// The columns of the dashes that it begins with.
    pub(super) dashes: Vec<usize>,
    /// The column of the first word after the dashes.
    pub(super) column: usize,
    pub(super) key: Option<Piece<'a>>,
    /// The byte of the key's colon.
    pub(super) colon: Option<u32>,
    /// The text after the key, or after the dashes where there is no key, without a comment.
    pub(super) value: Piece<'a>,
}

impl<'a> Parts<'a> {
    /// Returns the text by which an editor recognises the line: its key, or its value.
    pub(super) fn name(&self) -> Piece<'a> {
        self.key.unwrap_or(self.value)
    }

    /// Returns true if the value is the header of a block text, `|` or `>`.
    pub(super) fn opens_block(&self) -> bool {
        self.value
            .text
            .rsplit([' ', '\t'])
            .next()
            .and_then(|word| word.strip_prefix(['|', '>']))
            .is_some_and(|rest| rest.len() <= 2 && rest.chars().all(|c| matches!(c, '+' | '-' | '0'..='9')))
    }

    /// Returns true if the line is a key without a value.
    pub(super) fn is_bare_key(&self) -> bool {
        self.key.is_some() && self.value.text.is_empty()
    }

    /// Returns true if the line is a key at `column` that no dash precedes.
    pub(super) fn is_key_at(&self, column: usize) -> bool {
        self.key.is_some() && self.dashes.is_empty() && self.column == column
    }

    /// Returns true if the value is text without quotes.
    pub(super) fn is_plain(&self) -> bool {
        let opens = |c| "\"'[]{}|>&*!%@`#,?".contains(c);
        let is_flow = self.key.is_some_and(|key| key.text.starts_with(['[', '{']));
        !self.value.text.starts_with(opens) && !is_flow
    }

    /// Returns true if the line begins with `key:value` or `-item`.
    pub(super) fn lacks_space(&self) -> bool {
        self.missing_space().is_some()
    }

    /// Returns the line's text, and the bytes of it before which a space is missing.
    pub(super) fn missing_space(&self) -> Option<(Piece<'a>, usize)> {
        match self.key {
            None => {
                let text = self.value.text;
                let after = end_of_tight_colon(text).or_else(|| end_of_tight_dash(text))?;
                Some((self.value, after))
            }
            // The line may be `-key: value`; the dash is then read as part of the key.
            Some(key) => end_of_tight_dash(key.text).map(|after| (key, after)),
        }
    }
}

/// Returns the length of `key:` where the text begins with `key:value`.
fn end_of_tight_colon(text: &str) -> Option<usize> {
    let length = text.find(|c: char| !c.is_alphanumeric() && c != '_' && c != '-')?;
    let after = text.get(length..)?.strip_prefix(':')?;
    let is_key = text.starts_with(|c: char| c.is_alphabetic() || c == '_');
    (is_key && !after.is_empty() && !after.starts_with("//") && !after.starts_with(':')).then_some(length + 1)
}

/// Returns the length of the dash where the text begins with `-item`.
fn end_of_tight_dash(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('-')?;
    rest.starts_with(|c: char| c.is_alphabetic() || c.is_whitespace() || matches!(c, '"' | '\'' | '['))
        .then_some(1)
}

/// Returns true if the text before a colon can hardly be a key, because it has several words.
pub(super) fn has_several_words(key: Piece<'_>) -> bool {
    key.text.contains(' ')
}

/// Returns true if the value is not text but true or false, a number or a date.
pub(super) fn is_atom(value: &str) -> bool {
    let is_number = value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && value.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ':' | '/' | '~'));
    is_number || matches!(value, "true" | "false" | "null")
}

/// Finds the colon that makes the beginning of `content` a key.
fn key_colon(content: &str) -> Option<usize> {
    let mut from = 0;
    if let Some(quote) = content.chars().next().filter(|c| matches!(c, '"' | '\'')) {
        from = closing_quote(content, 0, quote)? + 1;
        let rest = cut(content, from, content.len());
        if !rest.trim_start_matches([' ', '\t']).starts_with(':') {
            return None;
        }
    }
    let bytes = content.as_bytes();
    for (index, byte) in bytes.iter().enumerate().skip(from) {
        let blank = |at: usize| bytes.get(at).is_none_or(|b| matches!(b, b' ' | b'\t'));
        match byte {
            b':' if blank(index + 1) => return Some(index),
            b'#' if index > 0 && blank(index - 1) => return None,
            _ => {}
        }
    }
    None
}

/// Returns a value without the comment after it.
fn without_comment(value: &str) -> &str {
    let from = match value.chars().next() {
        Some(quote @ ('"' | '\'')) => closing_quote(value, 0, quote).unwrap_or(0),
        Some('#') => return "",
        _ => 0,
    };
    let rest = cut(value, from, value.len());
    let end = rest.find(" #").into_iter().chain(rest.find("\t#")).min().map_or(value.len(), |at| from + at);
    cut(value, 0, end).trim_end_matches([' ', '\t'])
}

/// Returns the part of `text` between two bytes, or an empty text where there is none.
pub(super) fn cut(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}
