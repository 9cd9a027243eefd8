//! The text around a syntax error, read line by line without a parser.

use std::sync::Arc;

use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::{SourceFile, Span, offset};

/// How many characters of the file a message quotes at most.
const SHOWN: usize = 60;

/// A place in a stretch of YAML where the parser stopped.
///
/// All offsets are those of the file. Every search goes from the place outwards and ends at the
/// document's borders, so that a stream of faulty documents costs time in proportion to its length.
#[derive(Clone, Copy)]
pub(super) struct Scene<'a> {
    pub(super) source: &'a Arc<SourceFile>,
    /// The YAML's bytes in the file.
    pub(super) yaml: Span,
    /// Where the parser stopped.
    pub(super) at: u32,
}

impl<'a> Scene<'a> {
    pub(super) fn diagnostic(
        &self,
        rule: &'static str,
        span: Span,
        message: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic::new(RuleName::new(rule), self.source.id(), span, message)
    }

    pub(super) fn slice(&self, span: Span) -> &'a str {
        self.source.slice(span)
    }

    /// The text from byte `from` to the YAML's end.
    pub(super) fn rest(&self, from: u32) -> &'a str {
        self.slice(Span::new(from, self.yaml.end))
    }

    /// The character at byte `at`, or the last one before it where the text ends there.
    pub(super) fn character(&self, at: u32) -> Span {
        match self.rest(at).chars().next() {
            Some(c) => Span::new(at, at + offset(c.len_utf8())),
            None => {
                let text = self.slice(Span::new(self.yaml.start, at)).trim_end();
                let last = text.chars().next_back().map_or(0, char::len_utf8);
                let end = self.yaml.start + offset(text.len());
                Span::new(end - offset(last), end)
            }
        }
    }

    /// The word that begins at byte `at`, or the character there.
    pub(super) fn word(&self, at: u32) -> Span {
        let rest = self.rest(at);
        let length = rest.find([' ', '\t', '\n', '\r']).unwrap_or(rest.len());
        if length == 0 { self.character(at) } else { Span::new(at, at + offset(length)) }
    }

    /// The word that begins at byte `at`, without the bracket or comma that ends it.
    pub(super) fn value(&self, at: u32) -> Span {
        let word = self.word(at);
        let text = self.slice(word).trim_end_matches([']', '}', ',']);
        if text.is_empty() { word } else { Span::new(at, at + offset(text.len())) }
    }

    /// The line that holds byte `at`.
    pub(super) fn line(&self, at: u32) -> Line<'a> {
        let before = self.slice(Span::new(self.yaml.start, at));
        let start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        self.line_from(self.yaml.start + offset(start))
    }

    fn line_from(&self, start: u32) -> Line<'a> {
        let rest = self.rest(start);
        let length = rest.find(['\n', '\r']).unwrap_or(rest.len());
        Line { start, text: cut(rest, 0, length) }
    }

    /// The line above `line`, empty and comment lines included, within the document.
    pub(super) fn previous(&self, line: Line<'_>) -> Option<Line<'a>> {
        if line.start <= self.yaml.start {
            return None;
        }
        let before = self.slice(Span::new(self.yaml.start, line.start));
        let before = before.strip_suffix('\n').map_or_else(
            || before.strip_suffix('\r').unwrap_or(before),
            |before| before.strip_suffix('\r').unwrap_or(before),
        );
        let above = self.line(self.yaml.start + offset(before.len()));
        (!above.is_marker()).then_some(above)
    }

    /// The line below `line`, empty and comment lines included, within the document.
    pub(super) fn next(&self, line: Line<'_>) -> Option<Line<'a>> {
        let rest = self.rest(line.end());
        let length = if rest.starts_with("\r\n") { 2 } else { usize::from(!rest.is_empty()) };
        let below = (length > 0).then(|| self.line_from(line.end() + offset(length)))?;
        (!below.is_marker()).then_some(below)
    }

    /// Where the document ends that `line` lies in.
    pub(super) fn document_end(&self, line: Line<'_>) -> u32 {
        let mut end = line.end();
        let mut next = self.next(line);
        while let Some(line) = next {
            end = line.end();
            next = self.next(line);
        }
        end
    }

    /// The nearest line above `line` that holds more than a comment.
    pub(super) fn above(&self, line: Line<'_>) -> Option<Line<'a>> {
        let mut above = self.previous(line)?;
        while above.is_blank() {
            above = self.previous(above)?;
        }
        Some(above)
    }

    /// The nearest line below `line` that holds more than a comment.
    pub(super) fn below(&self, line: Line<'_>) -> Option<Line<'a>> {
        let mut below = self.next(line)?;
        while below.is_blank() {
            below = self.next(below)?;
        }
        Some(below)
    }

    /// Attaches an offer to put `value` into quotes.
    pub(super) fn quoting(&self, diagnostic: Diagnostic, value: Piece<'_>) -> Diagnostic {
        let edit = Edit { span: value.span(), replacement: quoted(value.text) };
        diagnostic.with_fix("put the text into quotes", Applicability::Unsafe, vec![edit])
    }
}

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

    /// The number of blanks before its first word.
    pub(super) fn indent(self) -> usize {
        self.text.len() - self.text.trim_start_matches([' ', '\t']).len()
    }

    pub(super) fn content(self) -> Piece<'a> {
        let text = self.text.trim_matches([' ', '\t']);
        Piece { start: self.start + offset(self.indent().min(self.text.len())), text }
    }

    /// Whether nothing stands in it, or only a comment.
    pub(super) fn is_blank(self) -> bool {
        let content = self.content().text;
        content.is_empty() || content.starts_with('#')
    }

    /// Whether it begins or ends a document.
    pub(super) fn is_marker(self) -> bool {
        ["---", "..."].iter().any(|marker| {
            self.text
                .strip_prefix(marker)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
        })
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
    /// The column of what follows them.
    pub(super) column: usize,
    pub(super) key: Option<Piece<'a>>,
    /// Where the key's colon stands.
    pub(super) colon: Option<u32>,
    /// What follows the key, or all of it, without a comment.
    pub(super) value: Piece<'a>,
}

impl<'a> Parts<'a> {
    /// What an editor will recognise the line by: its key, or its text.
    pub(super) fn name(&self) -> Piece<'a> {
        self.key.unwrap_or(self.value)
    }

    /// Whether the value is the header of a block text, `|` or `>`.
    pub(super) fn opens_block(&self) -> bool {
        self.value
            .text
            .rsplit([' ', '\t'])
            .next()
            .and_then(|word| word.strip_prefix(['|', '>']))
            .is_some_and(|rest| rest.len() <= 2 && rest.chars().all(|c| matches!(c, '+' | '-' | '0'..='9')))
    }
}

/// Where the colon stands that makes the beginning of `content` a key.
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

/// A value without the comment after it.
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

/// Where the quoted text closes that opens at byte `open` of `text`.
pub(super) fn closing_quote(text: &str, open: usize, quote: char) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            _ if char::from(byte) == quote => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The part of `text` between two bytes; empty where there is none.
pub(super) fn cut(text: &str, from: usize, to: usize) -> &str {
    text.get(from..to).unwrap_or_default()
}

/// `text` as a message quotes it: in backticks, on one line, and not too long.
pub(super) fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let (text, more) = match line.char_indices().nth(SHOWN) {
        Some((end, _)) => (cut(line, 0, end).trim_end(), "…"),
        None => (line, ""),
    };
    if !text.contains('`') {
        return format!("`{text}{more}`");
    }
    // Backticks around backticks would only puzzle.
    if text.starts_with(['"', '\'']) { format!("{text}{more}") } else { format!("“{text}{more}”") }
}

/// `text` in the quotes that need the fewest escapes; they take the place of curly ones around it.
pub(super) fn quoted(text: &str) -> String {
    let text = without_curly_quotes(text);
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// What stands between curly quotes, where these are meant as the quotes of YAML.
fn without_curly_quotes(text: &str) -> &str {
    let inner = ["“”", "„“", "„”", "‘’", "‚‘", "””"].iter().find_map(|pair| {
        let (open, close) = pair.split_at_checked('“'.len_utf8())?;
        text.strip_prefix(open)?.strip_suffix(close)
    });
    // Where others stand between them, they may be those of two quotations.
    inner.filter(|inner| !inner.contains(['“', '”', '„', '‘', '‚'])).unwrap_or(text)
}

/// "1 space", "2 spaces", "no space".
pub(super) fn spaces(count: usize) -> String {
    match count {
        0 => "no space".to_owned(),
        1 => "1 space".to_owned(),
        _ => format!("{count} spaces"),
    }
}

/// Where a line stands: "at the margin", "2 spaces in".
pub(super) fn standing(column: usize) -> String {
    if column == 0 { "at the margin".to_owned() } else { format!("{} in", spaces(column)) }
}
