//! Prose: the words, dates and quotations of a text, without its code and addresses.

mod dates;
mod quotation;

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

pub(crate) use dates::{DateForm, WrittenDate, dates};
pub(super) use quotation::quotations;
pub(crate) use quotation::{Marks, Quotation, QuotedRanges, Stray};
use regex::Regex;

/// Returns the text with spaces in place of Markdown code, HTML tags and comments, and addresses. The result has the
/// same number of bytes.
pub(super) fn without_code(text: &str) -> Cow<'_, str> {
    static NO_LANGUAGE: LazyLock<Option<Regex>> = LazyLock::new(|| {
        Regex::new(
            r"(?s)```.*?```|`[^`\n]+`|</?[A-Za-z][^<>\n]*>|\b[a-z]{3,6}://[^\s)\]>]+|\bwww\.[^\s)\]>]+",
        )
        .ok()
    });
    let bytes = text.as_bytes();
    let is_host = |dot: usize| bytes.get(..dot).is_some_and(|before| before.ends_with(b"www"));
    if memchr::memchr3(b'`', b'<', b'/', bytes).is_none() && !memchr::memchr_iter(b'.', bytes).any(is_host) {
        return Cow::Borrowed(text);
    }
    let Some(pattern) = NO_LANGUAGE.as_ref() else { return Cow::Borrowed(text) };
    let blanked = |found: &regex::Captures<'_>| blank(found.get(0).map_or("", |code| code.as_str()));
    match without_comments(text) {
        Cow::Borrowed(text) => pattern.replace_all(text, blanked),
        Cow::Owned(text) => Cow::Owned(pattern.replace_all(&text, blanked).into_owned()),
    }
}

/// Returns the text with spaces in place of HTML comments. This is not part of the pattern: an unclosed comment would
/// be searched for again, up to the end, after each other match.
fn without_comments(text: &str) -> Cow<'_, str> {
    let mut clean = String::new();
    let mut rest = text;
    while let Some((before, comment)) = rest.split_once("<!--") {
        let Some((inner, after)) = comment.split_once("-->") else { break };
        clean.push_str(before);
        clean.push_str("    ");
        clean.push_str(&blank(inner));
        clean.push_str("   ");
        rest = after;
    }
    if clean.is_empty() {
        return Cow::Borrowed(text);
    }
    clean.push_str(rest);
    Cow::Owned(clean)
}

/// Returns spaces of the same length, with the same line breaks.
fn blank(code: &str) -> String {
    code.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// Returns the words of a text with their byte ranges: letters and digits, and apostrophes, hyphens and dots between
/// them.
pub(crate) fn words(text: &str) -> impl Iterator<Item = (Range<usize>, &str)> {
    word_ranges(text).filter_map(|range| Some((range.clone(), text.get(range)?)))
}

/// Returns the byte ranges of [`words`].
pub(super) fn word_ranges(text: &str) -> impl Iterator<Item = Range<usize>> {
    let bytes = text.as_bytes();
    let mut rest = 0;
    std::iter::from_fn(move || {
        // Most characters between words are ASCII, and these need no decoding.
        while bytes.get(rest).is_some_and(|byte| byte.is_ascii() && !is_ascii_letter(*byte)) {
            rest += 1;
        }
        let begins = is_ascii_letter(*bytes.get(rest)?);
        let start = if begins { rest } else { rest + text.get(rest..)?.find(char::is_alphanumeric)? };
        rest = word_end(text, start);
        Some(start..rest)
    })
}

/// Returns true for an ASCII letter or digit, by a table: every byte of every text is asked for.
#[inline]
fn is_ascii_letter(byte: u8) -> bool {
    #[expect(clippy::indexing_slicing, reason = "a byte below 128 is an index of 256 values")]
    const LETTERS: [bool; 256] = {
        let mut letters = [false; 256];
        let mut byte: u8 = 0;
        while byte < 128 {
            letters[byte as usize] = byte.is_ascii_alphanumeric();
            byte += 1;
        }
        letters
    };
    LETTERS.get(usize::from(byte)).copied().unwrap_or_default()
}

/// Returns the end of the word that begins at `start`.
fn word_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = start;
    loop {
        while bytes.get(end).is_some_and(|byte| is_ascii_letter(*byte)) {
            end += 1;
        }
        match bytes.get(end) {
            Some(b'\'' | b'-' | b'.') => {}
            Some(byte) if !byte.is_ascii() => {}
            _ => return end,
        }
        let mut letters = text.get(end..).unwrap_or_default().chars();
        let Some(letter) = letters.next() else { return end };
        let mut joins = || {
            matches!(letter, '\'' | '’' | 'ʼ' | '‘' | '-' | '‑' | '.')
                && letters.next().is_some_and(char::is_alphanumeric)
        };
        // Marks such as combining accents belong to the letter before them.
        let is_mark = || !letter.is_ascii() && unicode_normalization::char::is_combining_mark(letter);
        // The letters of Russian, Kazakh and their neighbours, without a search through Unicode's tables.
        let is_cyrillic = matches!(letter, '\u{400}'..='\u{481}');
        if !is_cyrillic && !letter.is_alphanumeric() && !joins() && !is_mark() {
            return end;
        }
        end += letter.len_utf8();
    }
}

/// Returns a name without the ending of a possessive.
pub(crate) fn without_possessive(word: &str) -> &str {
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_language_is_blanked_out_byte_by_byte() {
        for (text, prose) in [
            ("the case `kz-1` of", "the case        of"),
            ("see https://a.example/b, and <b>this</b>", "see                      and    this    "),
            ("a < b and c > d", "a < b and c > d"),
            ("x <!-- reportlint -->", "x                    "),
            ("und/oder", "und/oder"),
        ] {
            let found = without_code(text);
            assert_eq!(found, prose);
            assert_eq!(found.len(), text.len());
        }
    }

    #[test]
    fn words_have_their_places() {
        let found: Vec<_> =
            words("Mr. Kaziev’s 15-day arrest, in 1.5 hours… Qyan, ‘Жаңаөзен’, Jo‘rayev").collect();
        let texts: Vec<&str> = found.iter().map(|(_, word)| *word).collect();
        assert_eq!(
            texts,
            ["Mr", "Kaziev’s", "15-day", "arrest", "in", "1.5", "hours", "Qyan", "Жаңаөзен", "Jo‘rayev"]
        );
        assert_eq!(found[1].0, 4..14);
    }
}
