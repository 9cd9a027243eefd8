//! Parses a path by descent, so that each error has its character and an author's words.

mod condition;
mod literal;

use std::ops::Range;

use super::PathError;
use super::syntax::{Query, Segment, Selector, Slice, Start};

/// The bytes that a path may have, and how deep its brackets may lie in each other: the parser recurses.
const MAX_LENGTH: usize = 4_000;
const MAX_DEPTH: usize = 24;

/// The greatest number that all readers of JSON keep exactly.
const MAX_INTEGER: i64 = (1 << 53) - 1;

pub(super) type Parsed<T> = Result<T, PathError>;

/// A reader at a byte of a path.
#[derive(Debug)]
pub(super) struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    /// Makes a parser at the beginning of `text`.
    pub(super) fn new(text: &'t str) -> Parsed<Self> {
        let parser = Self { text, at: 0, depth: 0 };
        if text.len() > MAX_LENGTH {
            let message = format!("a path may have at most {MAX_LENGTH} bytes, and this has {}", text.len());
            return Err(parser.error(0..text.len(), message, "select more with fewer words"));
        }
        Ok(parser)
    }

    /// Reads the whole text.
    pub(super) fn path(mut self) -> Parsed<Query> {
        if !self.eat("$") {
            return Err(self.without_root());
        }
        let segments = self.segments()?;
        if self.rest().is_empty() {
            return Ok(Query { start: Start::Root, segments });
        }
        Err(self.unexpected_segment())
    }

    // What a reader needs.

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, sign: &str) -> bool {
        let is_next = self.rest().starts_with(sign);
        if is_next {
            self.at += sign.len();
        }
        is_next
    }

    fn eat_while(&mut self, is_part: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn skip_blanks(&mut self) {
        self.eat_while(is_blank);
    }

    /// Returns the range of the character at which the parser stands; empty at the end.
    fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    /// Returns the text at which the parser stands, as a message names it.
    fn named_here(&self) -> String {
        match self.peek() {
            Some(letter) if letter.is_control() => format!("the character U+{:04X}", u32::from(letter)),
            Some('`') => "a backtick".to_owned(),
            Some(letter) => format!("`{letter}`"),
            None => "the end of the path".to_owned(),
        }
    }

    fn error(&self, range: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> PathError {
        PathError { range, message: message.into(), help: help.into() }
    }

    fn expected(&self, what: &str, help: impl Into<String>) -> PathError {
        self.error(self.here(), format!("{what} is expected here, not {}", self.named_here()), help)
    }

    /// Reads something that lies in brackets, and may hold others of its kind.
    fn nested<T>(&mut self, read: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            let message = format!("brackets may lie in each other {MAX_DEPTH} deep, and no deeper");
            return Err(self.error(self.here(), message, "select in two steps"));
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    // Segments.

    fn without_root(&self) -> PathError {
        let first = self.text.trim_start();
        let blanks = self.text.len() - first.len();
        if first.starts_with('$') {
            return self.error(
                0..blanks,
                "a path begins with `$`, not with a blank",
                "delete the blank before it",
            );
        }
        let suggestion = match first.chars().next() {
            None => "`$`, which is the document itself".to_owned(),
            Some('@') => format!("`${}`", first.trim_start_matches('@')),
            Some('.' | '[') => format!("`${first}`"),
            Some('/') => format!("`${}`", first.trim_end_matches('/').replace('/', ".")),
            Some(_) => format!("`$.{first}`"),
        };
        let message = "a path begins with `$`, which is the document or what was selected";
        self.error(self.here(), message, format!("write {suggestion}"))
    }

    fn unexpected_segment(&self) -> PathError {
        let blanks = self.rest().trim_start_matches(is_blank);
        if blanks.is_empty() {
            let range = self.at..self.text.len();
            return self.error(
                range,
                "a path ends with its last letter, not with a blank",
                "delete the blank",
            );
        }
        let before = self.text.get(..self.at).unwrap_or_default();
        let name = before.rsplit(['.', ']', '$', '@']).next().unwrap_or_default();
        let is_hyphen = self.rest().starts_with(['-', '\u{2010}', '\u{2011}']);
        if is_hyphen && !name.is_empty() {
            let length = self.rest().find(|letter: char| !is_name(letter) && letter != '-');
            let whole = format!(
                "{name}{}",
                self.rest().get(..length.unwrap_or(self.rest().len())).unwrap_or_default()
            );
            let help = format!("write `['{whole}']` in place of `.{whole}`");
            return self.error(self.here(), "a name with a hyphen stands in brackets and quotes", help);
        }
        let help = if self.peek().is_some_and(is_name) {
            format!("put a dot before it: `.{}`", self.rest())
        } else {
            "go on with `.name`, `['name']`, `[0]`, `[*]`, `[?condition]` or `..name`, or end the path here"
                .to_owned()
        };
        self.expected("`.` or `[`", help)
    }

    fn segments(&mut self) -> Parsed<Vec<Segment>> {
        let mut segments = Vec::new();
        loop {
            let before = self.at;
            self.skip_blanks();
            if self.eat("..") {
                let selectors =
                    if self.peek() == Some('[') { self.bracketed()? } else { vec![self.shorthand()?] };
                segments.push(Segment { descends: true, selectors });
            } else if self.eat(".") {
                let selectors = vec![self.shorthand()?];
                segments.push(Segment { descends: false, selectors });
            } else if self.peek() == Some('[') {
                let selectors = self.bracketed()?;
                segments.push(Segment { descends: false, selectors });
            } else {
                self.at = before;
                return Ok(segments);
            }
        }
    }

    /// Reads a name or `*` after a dot.
    fn shorthand(&mut self) -> Parsed<Selector> {
        if self.eat("*") {
            return Ok(Selector::Wildcard);
        }
        if self.peek().is_some_and(|letter| is_name(letter) && !letter.is_ascii_digit()) {
            return Ok(Selector::Name(self.eat_while(is_name).to_owned()));
        }
        let help = match self.peek() {
            Some('0'..='9') => {
                let number: String = self.rest().chars().take_while(char::is_ascii_digit).collect();
                format!("write `[{number}]` for an item of a list, or `['{number}']` for a key")
            }
            Some('[') => "write `[` without the dot before it".to_owned(),
            Some('\'' | '"') => "write a name in quotes between brackets, such as `['name']`".to_owned(),
            Some(letter) if is_blank(letter) => "write the name right behind the dot".to_owned(),
            Some('.') => "two dots look at all depths, and more mean nothing".to_owned(),
            _ => "write a name of letters, digits and `_`, or `*` for all; any other name stands in quotes between \
                  brackets: `['name']`"
                .to_owned(),
        };
        Err(self.expected("a name", help))
    }

    fn bracketed(&mut self) -> Parsed<Vec<Selector>> {
        let opening = self.here();
        self.at = opening.end;
        self.nested(|parser| {
            let mut selectors = Vec::new();
            loop {
                parser.skip_blanks();
                selectors.push(parser.selector()?);
                parser.skip_blanks();
                if parser.eat("]") {
                    return Ok(selectors);
                }
                if parser.rest().is_empty() {
                    return Err(parser.error(
                        opening,
                        "this `[` is not closed",
                        "put `]` at the end of what it opens",
                    ));
                }
                if !parser.eat(",") {
                    return Err(parser.behind_selector(&selectors));
                }
            }
        })
    }

    /// Explains the text behind a selector that is neither a comma nor the closing bracket.
    fn behind_selector(&self, selectors: &[Selector]) -> PathError {
        if let (Some(Selector::Filter(_)), Some(found)) = (selectors.last(), self.wrong_operator()) {
            return found;
        }
        self.expected("`,` or `]`", "close the bracket, or put a comma between two selectors")
    }

    fn selector(&mut self) -> Parsed<Selector> {
        match self.peek() {
            Some('\'' | '"') => Ok(Selector::Name(self.quoted()?)),
            Some('*') => {
                self.at += 1;
                Ok(Selector::Wildcard)
            }
            Some('?') => {
                self.at += 1;
                self.skip_blanks();
                Ok(Selector::Filter(self.nested(Self::condition)?))
            }
            Some('-' | '0'..='9' | ':') => self.index_or_slice(),
            Some('(' | '@') => {
                let help = "write `[?` before a condition: `[?@.name == 'x']`";
                Err(self.error(self.here(), "a condition begins with `?`", help))
            }
            Some(letter) if is_name(letter) => {
                let range = self.at
                    ..self.at + self.rest().find(|letter| !is_name(letter)).unwrap_or(self.rest().len());
                let name = self.text.get(range.clone()).unwrap_or_default();
                let help = format!("write `['{name}']`");
                Err(self.error(range, "a name in brackets stands in quotes", help))
            }
            _ => {
                let help =
                    "write a name in quotes, a number, a slice such as `0:2`, `*`, or `?` and a condition";
                Err(self.expected("a selector", help))
            }
        }
    }

    fn index_or_slice(&mut self) -> Parsed<Selector> {
        let first = self.optional_integer()?;
        let before = self.at;
        self.skip_blanks();
        if !self.eat(":") {
            self.at = before;
            return first
                .map(Selector::Index)
                .ok_or_else(|| self.expected("a number", "write a number from 0"));
        }
        self.skip_blanks();
        let end = self.optional_integer()?;
        let before = self.at;
        self.skip_blanks();
        let mut step = None;
        if self.eat(":") {
            self.skip_blanks();
            step = self.optional_integer()?;
        } else {
            self.at = before;
        }
        Ok(Selector::Slice(Slice { start: first, end, step: step.unwrap_or(1) }))
    }

    fn optional_integer(&mut self) -> Parsed<Option<i64>> {
        if !self.peek().is_some_and(|letter| letter == '-' || letter.is_ascii_digit()) {
            return Ok(None);
        }
        let start = self.at;
        let is_negative = self.eat("-");
        let digits = self.eat_while(|letter| letter.is_ascii_digit());
        let range = start..self.at.max(start + 1);
        if digits.is_empty() || (digits.starts_with('0') && (digits.len() > 1 || is_negative)) {
            let help = "write a whole number without a zero before it; -1 is the last item";
            return Err(self.error(range, "this is no number of an item", help));
        }
        let number = digits.parse::<i64>().ok().filter(|number| *number <= MAX_INTEGER);
        let Some(number) = number else {
            let message = "no list has so many items";
            return Err(self.error(range, message, format!("write at most {MAX_INTEGER}")));
        };
        Ok(Some(if is_negative { -number } else { number }))
    }
}

/// Returns true for white space of the standard.
fn is_blank(letter: char) -> bool {
    matches!(letter, ' ' | '\t' | '\n' | '\r')
}

/// Returns true for a letter of a name behind a dot.
fn is_name(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || letter == '_' || !letter.is_ascii()
}
