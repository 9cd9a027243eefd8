//! Faults of TOML front matter: toml_edit says where it stopped and why, and the line there tells what was meant. Most slips are
//! those of people who know YAML or JSON.

mod bracket;
mod key;
mod quote;
mod value;

use std::sync::Arc;

use super::context::ErrorContext;
use super::line::{Line, Piece, cut};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{SourceFile, Span, offset};

/// A place at which TOML cannot be read on.
#[derive(Clone, Copy)]
struct Fault<'a> {
    context: ErrorContext<'a>,
    /// The bytes at which the parser stopped; often none.
    span: Span,
    /// The parser's words.
    message: &'a str,
    line: Line<'a>,
}

/// A guess at one mistake.
type Guess = fn(Fault<'_>) -> Option<Diagnostic>;

/// The guesses, in the order in which they are tried: signs that tell a mistake for sure come first.
const TABLE: &[Guess] = &[
    key::twice,
    quote::curly,
    key::list_item,
    key::comment,
    key::colon,
    key::with_blanks,
    key::of_other_letters,
    key::without_sign,
    key::missing,
    bracket::of_header,
    bracket::extra_comma,
    bracket::not_closed,
    bracket::missing_comma,
    quote::not_closed,
    quote::escape,
    quote::control_character,
    quote::apostrophe,
    value::ends_with_sign,
    value::decimal_comma,
    value::followed_by_text,
    value::missing,
    value::null,
    value::truth,
    value::date,
    value::text,
    value::number,
];

/// Explains an error of toml_edit, which read the bytes `toml` of the file and stopped at `span`.
pub(crate) fn explain_toml(message: &str, source: &Arc<SourceFile>, toml: Span, span: Span) -> Diagnostic {
    let start = span.start.clamp(toml.start, toml.end);
    let span = Span::new(start, span.end.clamp(start, toml.end));
    let context = ErrorContext::without_complaint(source, toml, span.start);
    let fault = Fault { context, span, message, line: context.line(span.start) };
    let mut found = TABLE.iter().find_map(|guess| guess(fault)).unwrap_or_else(|| unreadable(fault));
    if found.primary.span.is_empty() {
        found.primary.span = context.character(found.primary.span.start);
    }
    found
}

fn unreadable(fault: Fault<'_>) -> Diagnostic {
    let reason = fault.message.split(", expected").next().unwrap_or_default();
    let span = if fault.span.is_empty() { fault.context.character(fault.span.start) } else { fault.span };
    fault
        .context
        .diagnostic("syntax/toml", span, format!("this TOML cannot be read: {reason}"))
        .with_help("write `key = value` on a line for each key, with texts in quotes")
}

impl<'a> Fault<'a> {
    fn is(&self, reasons: &[&str]) -> bool {
        reasons.iter().any(|reason| self.message.starts_with(reason))
    }

    /// Returns the bytes of the line that begin at byte `at` of its text.
    fn place(&self, at: usize, length: usize) -> Span {
        let start = self.line.start + offset(at);
        Span::new(start, start + offset(length))
    }

    /// Returns the text of the line from the fault on.
    fn behind(&self) -> &'a str {
        let at = self.span.start.saturating_sub(self.line.start) as usize;
        cut(self.line.text, at, self.line.text.len())
    }

    /// Returns the unquoted value at the fault, up to the end of its line without a comment, or of its item in brackets.
    fn value(&self) -> Piece<'a> {
        let behind = self.behind();
        let within = self.context.slice(self.span);
        let text = if self.is_in_brackets() { within } else { without_comment(behind) };
        Piece { start: self.span.start, text: text.lines().next().unwrap_or_default().trim_end() }
    }

    /// Returns true if a bracket is open on the line before the fault.
    fn is_in_brackets(&self) -> bool {
        let at = self.span.start.saturating_sub(self.line.start) as usize;
        let before = cut(self.line.text, 0, at);
        let value = before.split_once('=').map_or(before, |(_, value)| value);
        let count = |signs: [char; 2]| value.matches(signs).count();
        count(['[', '{']) > count([']', '}']) || !self.line.text.contains('=')
    }

    fn diagnostic(&self, rule: &'static str, span: Span, message: impl Into<String>) -> Diagnostic {
        self.context.diagnostic(rule, span, message)
    }
}

/// Adds one edit as a fix that needs a look.
fn with_edit(found: Diagnostic, title: &str, span: Span, replacement: impl Into<String>) -> Diagnostic {
    let edit = Edit { span, replacement: replacement.into() };
    found.with_fix(title, Applicability::Unsafe, vec![edit])
}

/// Returns the key of a line, and the byte of it at which the text behind it begins.
pub(super) fn key_before(line: &str, sign: char) -> Option<(&str, usize)> {
    let at = line.find(sign)?;
    let key = cut(line, 0, at).trim();
    (!key.is_empty()).then_some((key, at + sign.len_utf8()))
}

/// Returns a text without the comment behind it.
fn without_comment(text: &str) -> &str {
    let end = text.find(" #").or_else(|| text.find("\t#")).unwrap_or(text.len());
    cut(text, 0, end).trim_end()
}

/// Writes a text as TOML has it.
pub(crate) fn toml_quoted(text: &str) -> String {
    if text.contains(['"', '\\']) && !text.contains(['\'', '\n', '\r']) {
        return format!("'{text}'");
    }
    let mut written = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => written.extend(['\\', letter]),
            '\n' => written.push_str("\\n"),
            '\t' => written.push_str("\\t"),
            _ if letter.is_control() => written.push_str(&format!("\\u{:04X}", u32::from(letter))),
            _ => written.push(letter),
        }
    }
    written.push('"');
    written
}

/// Returns true if a text stands for a value of TOML as it is.
pub(crate) fn is_toml_value(text: &str) -> bool {
    let quoted = |quote: char| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote);
    let is_number = text.parse::<i64>().is_ok() || text.parse::<f64>().is_ok() && text.contains('.');
    let is_plain_number =
        is_number && !text.starts_with('.') && !text.ends_with('.') && !text.starts_with("00");
    quoted('"') || quoted('\'') || matches!(text, "true" | "false") || is_plain_number || is_day(text)
}

/// Returns true for a day, which TOML knows without quotes.
fn is_day(text: &str) -> bool {
    let mut parts =
        text.split('-').map(|part| part.len() * usize::from(part.bytes().all(|byte| byte.is_ascii_digit())));
    let lengths = [parts.next(), parts.next(), parts.next(), parts.next()];
    lengths == [Some(4), Some(2), Some(2), None]
}
