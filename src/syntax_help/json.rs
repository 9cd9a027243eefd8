//! Faults of JSON: serde_json says that there is one, and a walk over the tokens finds the first.

mod nesting;
mod order;
mod word;

use std::sync::Arc;

use super::brackets::closing_bracket;
use super::context::ErrorContext;
use super::escape::{self, Notation};
use super::line::cut;
use super::odd_sign::look_of;
use super::phrases::shown;
use super::quotes::closing_quote;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::lookalike::ascii_sign;
use crate::source::{SourceFile, Span, offset};

/// Explains an error of the JSON parser, which read the bytes `json` of the file.
pub(crate) fn explain_json(error: &serde_json::Error, source: &Arc<SourceFile>, json: Span) -> Diagnostic {
    let context = ErrorContext::without_complaint(source, json, json.start);
    let mut walk = Walk {
        context,
        at: json.start,
        open: Vec::new(),
        expected: Expected::Value,
        last: None,
        is_odd_sign: false,
    };
    let fault = walk.first_fault().unwrap_or_else(|| explain_in_words_of_parser(context, error));
    // Whatever is open, the sign does not close it.
    if walk.is_odd_sign {
        return fault;
    }
    // Where a bracket is missing, the first thing that cannot stand comes later.
    let may_be_open =
        ["syntax/unclosed-bracket", "syntax/unexpected-bracket", "syntax/missing-comma", "syntax/json"];
    let open = if may_be_open.contains(&fault.rule.as_str()) { nesting::left_open(context) } else { None };
    open.unwrap_or(fault)
}

/// Explains a string that serde_json accepts as a token and that has no value: it holds half a surrogate pair.
pub(crate) fn explain_half_pair(source: &Arc<SourceFile>, string: Span) -> Option<Diagnostic> {
    let context = ErrorContext::without_complaint(source, string, string.start);
    escape::in_text_at(context, string.start, Notation::Json)
}

/// Explains an error in serde_json's own words.
fn explain_in_words_of_parser(context: ErrorContext<'_>, error: &serde_json::Error) -> Diagnostic {
    let text = context.rest(context.extent.start);
    let line: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
    // A column counts the bytes read, the one at fault included.
    let mut at = (line + error.column().saturating_sub(1)).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    context
        .diagnostic(
            "syntax/json",
            context.character(context.extent.start + offset(at)),
            format!("not JSON: {message}"),
        )
        .with_help("look at this line and the one above it for a missing quote, colon or comma")
}

/// Returns the sign of JSON's own that a sign of another script looks like.
fn structural_sign(c: char) -> Option<char> {
    ascii_sign(c).filter(|sign| matches!(sign, ':' | ',' | '[' | ']' | '{' | '}'))
}

/// The most lines of one text that are joined.
const MOST_JOINED: usize = 20;

/// The tokens that may come next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Expected {
    /// A value.
    Value,
    /// A value, or the bracket's end at once.
    FirstItem,
    /// A key, or the brace's end at once.
    FirstKey,
    /// A key after a comma.
    Key,
    /// The colon after a key.
    Colon,
    /// A comma or the bracket's end.
    Comma,
    /// Nothing more.
    End,
}

struct Walk<'a> {
    context: ErrorContext<'a>,
    at: u32,
    /// The open brackets with their places, innermost last.
    open: Vec<(char, u32)>,
    expected: Expected,
    /// The previous token.
    last: Option<Span>,
    /// True if the fault is a sign of another script.
    is_odd_sign: bool,
}

impl Walk<'_> {
    /// Returns the first fault of the text; `None` where this walk finds none.
    fn first_fault(&mut self) -> Option<Diagnostic> {
        if self.context.rest(self.at).trim().is_empty() {
            return Some(self.empty());
        }
        loop {
            let rest = self.context.rest(self.at);
            self.at += offset(rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len());
            let rest = self.context.rest(self.at);
            let Some(c) = rest.chars().next() else { return self.end() };
            let fault = match c {
                '[' | '{' => self.opening(c),
                ']' | '}' => self.closing(c),
                ',' => self.comma(),
                ':' => self.colon(),
                '"' => self.string(rest),
                '\'' | '`' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' => {
                    Some(self.explain_foreign_quote(c))
                }
                '/' if rest.starts_with("//") || rest.starts_with("/*") => Some(self.explain_comment()),
                '#' => Some(self.explain_comment()),
                _ if let Some(sign) = structural_sign(c) => Some(self.odd_sign(c, sign)),
                _ => self.word(rest),
            };
            if fault.is_some() {
                return fault;
            }
        }
    }

    /// Explains a sign of another script in the place of one that JSON is made of: `"country"： "KZ"`.
    fn odd_sign(&mut self, found: char, sign: char) -> Diagnostic {
        self.is_odd_sign = true;
        let (rule, name) = match sign {
            ':' => ("syntax/missing-colon", "colon"),
            ',' => ("syntax/missing-comma", "comma"),
            _ => ("syntax/json", "bracket"),
        };
        let span = Span::new(self.at, self.at + offset(found.len_utf8()));
        let message = format!("this {name} is not `{sign}`, but {}", look_of(found));
        self.context.diagnostic(rule, span, message).with_help(format!("write `{sign}`")).with_fix(
            format!("write `{sign}`"),
            Applicability::Unsafe,
            vec![Edit { span, replacement: sign.to_string() }],
        )
    }

    fn empty(&self) -> Diagnostic {
        let span = Span::new(self.context.extent.start, self.context.extent.end);
        self.context
            .diagnostic("syntax/json", span, "the file is empty")
            .with_help("write a JSON value, such as `{}`")
    }

    fn end(&self) -> Option<Diagnostic> {
        let &(open, at) = self.open.last()?;
        let message = format!("the bracket `{open}` that opens here is not closed");
        let found = self.context.diagnostic("syntax/unclosed-bracket", Span::new(at, at + 1), message);
        Some(found.with_help(format!("write `{}` where it ends", closing_bracket(open))))
    }

    /// Moves behind a token of `length` bytes.
    fn advance(&mut self, length: usize, next: Expected) {
        let end = self.at + offset(length);
        self.last = Some(Span::new(self.at, end));
        self.at = end;
        self.expected = next;
    }

    /// Returns what may come after a complete value.
    fn after_value(&self) -> Expected {
        if self.open.is_empty() { Expected::End } else { Expected::Comma }
    }

    fn opening(&mut self, c: char) -> Option<Diagnostic> {
        if !matches!(self.expected, Expected::Value | Expected::FirstItem) {
            return Some(self.explain_unexpected(Span::new(self.at, self.at + 1)));
        }
        self.open.push((c, self.at));
        self.advance(1, if c == '[' { Expected::FirstItem } else { Expected::FirstKey });
        None
    }

    fn closing(&mut self, c: char) -> Option<Diagnostic> {
        let here = Span::new(self.at, self.at + 1);
        let Some(&(open, opened)) = self.open.last() else {
            let found = self.context.diagnostic(
                "syntax/unexpected-bracket",
                here,
                format!("`{c}` closes a bracket that was not opened"),
            );
            return Some(found.with_help("delete it"));
        };
        let right = closing_bracket(open);
        if right != c {
            let found = self.context.diagnostic(
                "syntax/unexpected-bracket",
                here,
                format!("`{c}` stands where `{right}` must close the bracket"),
            );
            return Some(
                found
                    .with_label(Span::new(opened, opened + 1), format!("`{open}` opens here"))
                    .with_help(format!("write `{right}` instead of `{c}`, or close `{open}` above")),
            );
        }
        match (self.expected, self.last) {
            (Expected::Key, Some(comma)) | (Expected::Value, Some(comma))
                if self.context.slice(comma) == "," =>
            {
                Some(
                    self.context
                        .diagnostic("syntax/json", comma, format!("a comma stands before the closing `{c}`"))
                        .with_label(here, "nothing follows the comma")
                        .with_help("delete the comma: JSON allows none after the last value")
                        .with_fix(
                            "delete the comma",
                            Applicability::Safe,
                            vec![Edit { span: comma, replacement: String::new() }],
                        ),
                )
            }
            (Expected::Value | Expected::Colon, _) => Some(self.explain_missing_value(here)),
            _ => {
                self.open.pop();
                let next = self.after_value();
                self.advance(1, next);
                None
            }
        }
    }

    fn comma(&mut self) -> Option<Diagnostic> {
        let here = Span::new(self.at, self.at + 1);
        match self.expected {
            Expected::Comma => {
                let in_list = self.open.last().is_some_and(|&(open, _)| open == '[');
                self.advance(1, if in_list { Expected::Value } else { Expected::Key });
                None
            }
            Expected::Colon => Some(self.explain_missing_value(here)),
            Expected::Value if self.last.is_some_and(|last| self.context.slice(last) == ":") => {
                Some(self.explain_missing_value(here))
            }
            Expected::End => Some(self.explain_text_after_end(here)),
            _ => Some(
                self.context
                    .diagnostic("syntax/json", here, "no value stands before this comma")
                    .with_help("delete the comma")
                    .with_fix(
                        "delete the comma",
                        Applicability::Unsafe,
                        vec![Edit { span: here, replacement: String::new() }],
                    ),
            ),
        }
    }

    fn colon(&mut self) -> Option<Diagnostic> {
        if self.expected != Expected::Colon {
            return Some(self.explain_unexpected(Span::new(self.at, self.at + 1)));
        }
        self.advance(1, Expected::Value);
        None
    }

    fn string(&mut self, rest: &str) -> Option<Diagnostic> {
        let line = rest.lines().next().unwrap_or_default();
        let close = closing_quote(rest, 0, '"').filter(|&close| close < line.len());
        let Some(close) = close else {
            return Some(self.explain_unclosed_string(line));
        };
        let text = cut(rest, 0, close + 1);
        let span = Span::new(self.at, self.at + offset(text.len()));
        match self.expected {
            Expected::Colon | Expected::Comma | Expected::End => return Some(self.explain_unexpected(span)),
            _ => {}
        }
        let bad_escape = escape::in_text_at(self.context, self.at, Notation::Json);
        if bad_escape.is_some() {
            return bad_escape;
        }
        if let Some((at, c)) = text.char_indices().find(|&(_, c)| c < ' ') {
            return Some(self.explain_control_character(self.at + offset(at), c));
        }
        let is_key = matches!(self.expected, Expected::Key | Expected::FirstKey);
        let next = if is_key { Expected::Colon } else { self.after_value() };
        self.advance(text.len(), next);
        None
    }

    fn explain_control_character(&self, at: u32, c: char) -> Diagnostic {
        let (name, escape) = match c {
            '\t' => ("a tab".to_owned(), "\\t".to_owned()),
            _ => {
                (format!("a control character (U+{:04X})", u32::from(c)), format!("\\u{:04x}", u32::from(c)))
            }
        };
        let span = Span::new(at, at + 1);
        self.context
            .diagnostic("syntax/control-character", span, format!("{name} stands within a text"))
            .with_label(Span::new(self.at, self.at + 1), "the text opens here")
            .with_help(format!("write `{escape}` for it"))
            .with_fix(
                format!("write `{escape}`"),
                Applicability::Safe,
                vec![Edit { span, replacement: escape }],
            )
    }

    fn explain_unclosed_string(&self, line: &str) -> Diagnostic {
        let body = line.trim_end().trim_end_matches([',', ']', '}']).trim_end();
        let found = self.context.diagnostic(
            "syntax/unclosed-quote",
            Span::new(self.at, self.at + 1),
            "the quote \" that opens here is not closed on its line",
        );
        if body.len() < 2 || body.ends_with('\\') {
            return found.with_help("close it with \" where the text ends; write `\\n` for a line break");
        }
        if let Some(edits) = self.joined_lines() {
            return found
                .with_help(
                    "a text in JSON stands on one line: join the lines, or write `\\n` for the line break",
                )
                .with_fix("join the lines", Applicability::Unsafe, edits);
        }
        let end = self.at + offset(body.len());
        found
            .with_help(format!(
                "write {}, if the text ends here; write `\\n` for a line break",
                shown(&format!("{body}\""))
            ))
            .with_fix(
                "close the quote at the end of the line",
                Applicability::Unsafe,
                vec![Edit { span: Span::empty(end), replacement: "\"".to_owned() }],
            )
    }

    /// Returns the edits that join the lines of the text that begins here, if it is closed some lines below.
    fn joined_lines(&self) -> Option<Vec<Edit>> {
        let rest = self.context.rest(self.at);
        let close = closing_quote(rest, 0, '"')?;
        let text = cut(rest, 0, close);
        let after = cut(rest, close + 1, rest.len()).trim_start();
        let goes_on = |line: &str| !line.trim_start().starts_with(['"', '{', '[', '}', ']']);
        let is_text = text.lines().count() <= MOST_JOINED && text.lines().skip(1).all(goes_on);
        if !is_text || !(after.is_empty() || after.starts_with([',', '}', ']'])) {
            return None;
        }
        let mut edits = Vec::new();
        for (at, _) in text.match_indices('\n') {
            let (before, behind) = text.split_at_checked(at)?;
            let start = self.at + offset(before.trim_end().len());
            let end = self.at + offset(text.len() - behind.trim_start().len());
            if edits.last().is_none_or(|last: &Edit| last.span.end <= start) {
                edits.push(Edit { span: Span::new(start, end), replacement: " ".to_owned() });
            }
        }
        Some(edits)
    }
}
