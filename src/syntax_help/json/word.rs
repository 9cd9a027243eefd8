//! Explains words, numbers, comments and foreign quotes in place of a JSON token.

use super::super::line::cut;
use super::super::phrases::shown;
use super::{Expected, Walk};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Returns the texts between such quotes that follow before any text in JSON's own: place, length and content.
fn foreign_texts(text: &str, quote: char) -> Vec<(usize, usize, &str)> {
    let text = text.split('"').next().unwrap_or_default();
    let is_close = |c: char| match quote {
        '“' | '„' => matches!(c, '”' | '“'),
        '‘' => c == '’',
        '«' => c == '»',
        _ => c == quote,
    };
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(open) = text.get(from..).and_then(|rest| rest.find(quote)).map(|at| from + at) {
        let start = open + quote.len_utf8();
        let Some((close, right)) =
            text.get(start..).and_then(|rest| rest.char_indices().find(|(_, c)| is_close(*c)))
        else {
            break;
        };
        let end = start + close + right.len_utf8();
        let body = text.get(start..start + close).unwrap_or_default();
        let after = text.get(end..).unwrap_or_default().trim_start();
        // An apostrophe ends no text.
        if body.contains('\n') || !after.is_empty() && !after.starts_with([',', ':', ']', '}']) {
            break;
        }
        found.push((open, end - open, body));
        from = end;
    }
    found
}

impl Walk<'_> {
    /// Explains a text in quotes that are not JSON's.
    pub(super) fn explain_foreign_quote(&self, quote: char) -> Diagnostic {
        if self.last.is_none() {
            return self.explain_other_format();
        }
        let rest = self.context.rest(self.at);
        let line = rest.lines().next().unwrap_or_default();
        let width = quote.len_utf8();
        let right = match quote {
            '“' | '„' => '”',
            '‘' => '’',
            '«' => '»',
            _ => quote,
        };
        let body = cut(line, width, line.len());
        let found = self.context.diagnostic(
            "syntax/json",
            Span::new(self.at, self.at + offset(width)),
            format!("a text in JSON stands between \" and \", not {quote} and {right}"),
        );
        let close = body.find(right).or_else(|| body.find('“')).filter(|_| !body.contains('"'));
        let Some(close) = close else {
            return found
                .with_help("write \" at both ends of the text, and `\\\"` for such a quote within it");
        };
        let right = cut(body, close, body.len()).chars().next().map_or(1, char::len_utf8);
        let corrected = format!("\"{}\"", cut(body, 0, close).replace('\\', "\\\\"));
        let span = Span::new(self.at, self.at + offset(width + close + right));
        let mut edits = vec![Edit { span, replacement: corrected.clone() }];
        // Whoever writes one text so writes the next ones so.
        let after = self.context.rest(span.end);
        edits.extend(foreign_texts(after, quote).into_iter().map(|(at, length, text)| Edit {
            span: Span::new(span.end + offset(at), span.end + offset(at + length)),
            replacement: format!("\"{}\"", text.replace('\\', "\\\\")),
        }));
        let title = if edits.len() == 1 { "the text" } else { "the texts" };
        found.with_help(format!("write {}", shown(&corrected))).with_fix(
            format!("put {title} between \" and \""),
            Applicability::Unsafe,
            edits,
        )
    }

    pub(super) fn explain_comment(&self) -> Diagnostic {
        if self.last.is_none() && self.context.rest(self.at).starts_with('#') {
            return self.explain_other_format();
        }
        let rest = self.context.rest(self.at);
        let line = rest.lines().next().unwrap_or_default().trim_end();
        let block = rest.strip_prefix("/*").and_then(|rest| rest.find("*/"));
        let span = Span::new(self.at, self.at + offset(block.map_or(line.len(), |end| end + 4)));
        self.context
            .diagnostic("syntax/json", span, "JSON has no comments")
            .with_help("delete it, or write the file as YAML, where a line that begins with `#` is a comment")
            .with_fix(
                "delete the comment",
                Applicability::Unsafe,
                vec![Edit { span, replacement: String::new() }],
            )
    }

    pub(super) fn word(&mut self, rest: &str) -> Option<Diagnostic> {
        if let Some(c) =
            rest.chars().next().filter(|c| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'))
        {
            let span = self.context.character(self.at);
            let message = format!("this character (U+{:04X}) is not an ordinary space", u32::from(c));
            let edit = Edit { span, replacement: " ".to_owned() };
            let found =
                self.context.diagnostic("syntax/json", span, message).with_help("write an ordinary space");
            return Some(found.with_fix("write an ordinary space", Applicability::Safe, vec![edit]));
        }
        let ends = |c: char| c.is_whitespace() || matches!(c, ',' | ':' | '[' | ']' | '{' | '}' | '"');
        let length = rest.find(ends).unwrap_or(rest.len()).max(1);
        let word = cut(rest, 0, length);
        let span = Span::new(self.at, self.at + offset(length));
        match self.expected {
            Expected::Key | Expected::FirstKey => {
                let is_key = cut(rest, length, rest.len()).trim_start().starts_with(':');
                return Some(self.explain_bare_key(word, span, is_key));
            }
            Expected::Colon | Expected::Comma | Expected::End => return Some(self.explain_unexpected(span)),
            Expected::Value | Expected::FirstItem => {}
        }
        if matches!(word, "true" | "false" | "null")
            || serde_json::from_str::<serde::de::IgnoredAny>(word).is_ok()
        {
            let next = self.after_value();
            self.advance(length, next);
            return None;
        }
        if self.last.is_none() && word == "-"
            || self.last.is_none()
                && !word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
            || word == "---"
        {
            return Some(self.explain_other_format());
        }
        Some(self.explain_bad_word(word, span))
    }

    /// Explains a word in the place of a key; `is_key` if a colon follows.
    fn explain_bare_key(&self, word: &str, span: Span, is_key: bool) -> Diagnostic {
        if !is_key {
            let message = format!("{} stands where a key is expected", shown(word));
            return self
                .context
                .diagnostic("syntax/json", span, message)
                .with_help("delete it, or write it as a key in quotes with a colon and a value behind it");
        }
        let corrected = format!("\"{word}\"");
        self.context
            .diagnostic("syntax/json", span, format!("the key {} has no quotes", shown(word)))
            .with_help(format!("write {}", shown(&corrected)))
            .with_fix(
                "put the key into quotes",
                Applicability::Safe,
                vec![Edit { span, replacement: corrected }],
            )
    }

    /// Explains a word that is not a JSON value.
    fn explain_bad_word(&self, word: &str, span: Span) -> Diagnostic {
        let lower = word.to_ascii_lowercase();
        let one_of = |words: &[&str]| words.contains(&lower.as_str());
        let replaced = |found: Diagnostic, corrected: String, applicability| {
            found.with_help(format!("write {}", shown(&corrected))).with_fix(
                format!("write {}", shown(&corrected)),
                applicability,
                vec![Edit { span, replacement: corrected }],
            )
        };
        if one_of(&["true", "false", "null"]) {
            let message = format!("{} is not written in lower case", shown(word));
            let found = self.context.diagnostic("syntax/json", span, message);
            return replaced(found, lower, Applicability::Safe);
        }
        if one_of(&["none", "undefined", "nil"]) {
            let found =
                self.context.diagnostic("syntax/json", span, format!("{} is not a JSON value", shown(word)));
            // In a report a key without a value says nothing.
            return found.with_help(
                "leave the key out where there is no value; where there must be one, JSON has `null` for it",
            );
        }
        if matches!(lower.trim_start_matches(['-', '+']), "nan" | "infinity" | "inf" | ".nan" | ".inf") {
            return self
                .context
                .diagnostic("syntax/json", span, format!("{} is not a number in JSON", shown(word)))
                .with_help("write the number, or `null` if it is not known");
        }
        let digits = word.trim_start_matches(['-', '+']);
        if digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let message = format!("{} is not written as a JSON number", shown(word));
            let found = self.context.diagnostic("syntax/json", span, message);
            if let Some(number) = plain_number(word) {
                return replaced(found, number, Applicability::Unsafe);
            }
        }
        // A text of several words ends at the comma or the bracket.
        let line = self.context.rest(self.at).lines().next().unwrap_or_default();
        let end = line.find([',', ']', '}', '"']).unwrap_or(line.len());
        let text = cut(line, 0, end).trim_end();
        let whole = Span::new(span.start, span.start + offset(text.len().max(word.len())));
        let corrected = format!("\"{}\"", self.context.slice(whole).replace('\\', "\\\\"));
        self.context
            .diagnostic(
                "syntax/json",
                span,
                format!("the text {} has no quotes", shown(self.context.slice(whole))),
            )
            .with_help(format!("write {}", shown(&corrected)))
            .with_fix(
                "put the text into quotes",
                Applicability::Unsafe,
                vec![Edit { span: whole, replacement: corrected }],
            )
    }

    /// Explains a file that does not even begin like JSON.
    pub(super) fn explain_other_format(&self) -> Diagnostic {
        let line = self.context.rest(self.at).lines().next().unwrap_or_default().trim_end();
        let span = Span::new(self.at, self.at + offset(line.len()));
        let yaml = line.contains(": ")
            || line.ends_with(':')
            || line.starts_with("- ")
            || line.starts_with(['-', '#']);
        let span = if line.len() > 80 { self.context.word(self.at) } else { span };
        let message = if yaml { "this is YAML, not JSON" } else { "this is not JSON" };
        self.context.diagnostic("syntax/json", span, message).with_help(if yaml {
            "rename the file so that it ends in `.yaml`, or write JSON, which begins with `{` or `[`"
        } else {
            "JSON begins with `{` or `[`"
        })
    }
}

/// Returns the number that `word` means, as JSON writes it.
fn plain_number(word: &str) -> Option<String> {
    let negative = word.starts_with('-');
    let body = word.trim_start_matches(['-', '+']);
    let (whole, rest) = body.split_at(body.find(['.', 'e', 'E']).unwrap_or(body.len()));
    if !whole.bytes().all(|b| b.is_ascii_digit()) || whole.is_empty() && rest.len() < 2 {
        return None;
    }
    let whole = whole.trim_start_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    let rest = if rest == "." { "" } else { rest };
    let number = format!("{}{whole}{rest}", if negative { "-" } else { "" });
    serde_json::from_str::<serde_json::Number>(&number).ok().map(|_| number)
}
