//! Explains tokens that are valid but stand in the wrong order.

use serde::de::IgnoredAny;

use super::super::line::cut;
use super::super::phrases::shown;
use super::{Expected, Walk};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

impl Walk<'_> {
    /// Explains a key without its value, before `here`.
    pub(super) fn explain_missing_value(&self, here: Span) -> Diagnostic {
        let last = self.last.unwrap_or(here);
        let key = self.context.slice(last);
        let message = if key == ":" {
            "no value follows the colon".to_owned()
        } else {
            format!("no value follows the key {}", shown(key))
        };
        self.context
            .diagnostic("syntax/json", last, message)
            .with_label(here, "a value is due before this")
            .with_help("write the value, or `null` if it is not known")
    }

    pub(super) fn explain_text_after_end(&self, span: Span) -> Diagnostic {
        let closing = self.last.filter(|last| matches!(self.context.slice(*last), "}" | "]"));
        let edit = |closing| Edit { span: closing, replacement: String::new() };
        let without = closing.map(|closing| (closing, edit(closing)));
        if let Some((bracket, edit)) = without.filter(|(_, edit)| self.is_mended_by(edit)) {
            let text = self.context.slice(bracket);
            return self
                .context
                .diagnostic(
                    "syntax/unexpected-bracket",
                    bracket,
                    format!("a `{text}` too many closes here, and more follows"),
                )
                .with_label(span, "this belongs to what was closed")
                .with_help(format!("delete the `{text}`"))
                .with_fix(format!("delete the `{text}`"), Applicability::Unsafe, vec![edit]);
        }
        if let Some(found) = self.explain_further_value(span) {
            return found;
        }
        let found = self
            .context
            .diagnostic(
                "syntax/json",
                span,
                format!("{} follows the end of the JSON", shown(self.context.slice(span))),
            )
            .with_help("a file holds one JSON value: delete what follows it");
        match self.last {
            Some(last) => found.with_label(last, "the JSON ends here"),
            None => found,
        }
    }

    /// Returns true if the whole is JSON once an edit is made.
    fn is_mended_by(&self, edit: &Edit) -> bool {
        let extent = self.context.extent;
        let before = self.context.slice(Span::new(extent.start, edit.span.start));
        let after = self.context.slice(Span::new(edit.span.end, extent.end));
        serde_json::from_str::<IgnoredAny>(&format!("{before}{}{after}", edit.replacement)).is_ok()
    }

    /// Explains a second object or list, as JSON Lines has one on each line.
    fn explain_further_value(&self, span: Span) -> Option<Diagnostic> {
        let last = self.last?;
        let between = self.context.slice(Span::new(last.end, span.start));
        let (comma, rest) = match self.context.rest(span.start).strip_prefix(',') {
            Some(rest) => (1, rest),
            None => (0, self.context.rest(span.start)),
        };
        let blank = rest.len() - rest.trim_start().len();
        if !rest.trim_start().starts_with(['{', '[']) {
            return None;
        }
        let first = self.context.rest(self.context.extent.start).trim_start();
        let first = self.context.extent.end - offset(first.len());
        let is_on_one_line = !self.context.slice(Span::new(first, last.end)).contains('\n');
        let is_on_next_line = between.contains('\n') || cut(rest, 0, blank).contains('\n');
        let at = span.start + comma + offset(blank);
        let message = if is_on_one_line && is_on_next_line && comma == 0 {
            "this is JSON Lines, a value on each line, and a file of JSON holds one value"
        } else {
            "another value begins here, and a file of JSON holds one"
        };
        let found = self
            .context
            .diagnostic("syntax/json", Span::new(at, at + 1), message)
            .with_label(last, "the first value ends here")
            .with_help(
                "put each value into a file of its own; or let the file end in `.yaml`, where a line `---` between two values makes \
                 them two documents",
            );
        Some(found)
    }

    /// Explains a text whose closing quote is missing before a comma, so that it ends where the next key opens:
    /// `"date": "2024-03-20, "type": …`.
    fn explain_unclosed_before_comma(&self, last: Span) -> Option<Diagnostic> {
        let inner = self.context.slice(last).strip_prefix('"')?.strip_suffix('"')?;
        let text = inner.trim_end().strip_suffix(',')?;
        let (key, rest) = self.context.rest(last.end).split_once('"')?;
        let is_key = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'));
        if !is_key || !rest.trim_start().starts_with(':') || text.is_empty() {
            return None;
        }
        let end = last.start + offset(1 + text.len());
        let corrected = format!("\"{text}\",");
        Some(
            self.context
                .diagnostic(
                    "syntax/unclosed-quote",
                    Span::new(last.start, last.start + 1),
                    "the quote \" that opens here is not closed before the comma",
                )
                .with_label(Span::new(last.end - 1, last.end), "this closes it, where the next key opens")
                .with_help(format!("write {}", shown(&corrected)))
                .with_fix(
                    "close the quote before the comma",
                    Applicability::Unsafe,
                    vec![Edit { span: Span::empty(end), replacement: "\"".to_owned() }],
                ),
        )
    }

    /// Explains a text that holds quotes: `"say "no" now"`.
    fn explain_quote_in_string(&self, span: Span) -> Option<Diagnostic> {
        let last =
            self.last.filter(|last| last.end == span.start && self.context.slice(*last).starts_with('"'))?;
        if self.context.slice(span) == ":" {
            return None;
        }
        let line = self.context.line(span.start);
        if self.context.slice(span) == ";" && self.expected == Expected::Comma {
            let edit = Edit { span, replacement: ",".to_owned() };
            return Some(
                self.context
                    .diagnostic("syntax/missing-comma", span, "a `;` stands where a comma is due")
                    .with_help("write a comma in place of the `;`")
                    .with_fix("write a comma", Applicability::Unsafe, vec![edit]),
            );
        }
        if let Some(found) = self.explain_unclosed_before_comma(last) {
            return Some(found);
        }
        let text = self.context.slice(Span::new(last.start, line.end()));
        let whole = text.trim_end().trim_end_matches([',', ']', '}', ' ']);
        let found = self
            .context
            .diagnostic(
                "syntax/text-after-quote",
                span,
                format!("text follows the closing quote of {}", shown(self.context.slice(last))),
            )
            .with_label(Span::new(last.start, last.start + 1), "the quote opens here")
            .with_label(Span::new(last.end - 1, last.end), "and this closes it");
        let body = cut(whole, 1, whole.len().saturating_sub(1));
        if !whole.ends_with('"') || body.contains("\":") || body.contains("\",") {
            return Some(found.with_help("write `\\\"` for a quote within a text"));
        }
        let corrected = format!("\"{}\"", body.replace("\\\"", "\"").replace('"', "\\\""));
        let edit = Edit {
            span: Span::new(last.start, last.start + offset(whole.len())),
            replacement: corrected.clone(),
        };
        Some(
            found
                .with_help(format!(
                    "write a \" within the text with a backslash before it: {}",
                    shown(&corrected)
                ))
                .with_fix(
                    "write each \" within the text with a backslash before it",
                    Applicability::Unsafe,
                    vec![edit],
                ),
        )
    }

    /// Explains a token that is valid elsewhere, but not here.
    pub(super) fn explain_unexpected(&self, span: Span) -> Diagnostic {
        let text = shown(self.context.slice(span));
        if let Some(found) = self.explain_quote_in_string(span) {
            return found;
        }
        match (self.expected, self.last) {
            (Expected::End, _) => self.explain_text_after_end(span),
            (Expected::Colon, Some(last)) => self.explain_sign_for_colon(last, span),
            (Expected::Comma, Some(last)) if text != "`:`" => self
                .context
                .diagnostic("syntax/missing-comma", span, format!("no comma before {text}"))
                .with_label(last, "a comma is due after this")
                .with_help(format!("write a comma after {}", shown(self.context.slice(last))))
                .with_fix(
                    "put a comma there",
                    Applicability::Unsafe,
                    vec![Edit { span: Span::empty(last.end), replacement: ",".to_owned() }],
                ),
            (Expected::Comma, Some(last)) if self.open.last().is_some_and(|&(open, _)| open == '[') => {
                self.explain_key_in_list(last, span)
            }
            (Expected::Key | Expected::FirstKey, _) => self
                .context
                .diagnostic("syntax/json", span, format!("{text} stands where a key is due"))
                .with_help("a key in JSON is a text in quotes, such as `\"id\"`"),
            _ => self
                .context
                .diagnostic("syntax/json", span, format!("{text} cannot stand here"))
                .with_help("look for a missing quote or bracket before it"),
        }
    }

    /// Explains a key, `last`, that stands within a list, before its colon.
    fn explain_key_in_list(&self, last: Span, span: Span) -> Diagnostic {
        let found = self
            .context
            .diagnostic(
                "syntax/json",
                last.to(span),
                format!("the key {} stands within a list", shown(self.context.slice(last))),
            )
            .with_help(
                "close the list with `]` before the key, or write `{` and `}` around keys and their values",
            );
        let brace = Edit { span: Span::empty(last.start), replacement: "{".to_owned() };
        if self.is_mended_by(&brace) {
            return found.with_help("write a `{` before the key").with_fix(
                "put a `{` before the key",
                Applicability::Unsafe,
                vec![brace],
            );
        }
        match self.open.last() {
            Some(&(_, at)) => found.with_label(Span::new(at, at + 1), "the list opens here"),
            None => found,
        }
    }

    /// Explains a key before a sign that is no colon.
    fn explain_sign_for_colon(&self, last: Span, span: Span) -> Diagnostic {
        let key = self.context.slice(last);
        if self.context.slice(span) == "=" {
            let edit = Edit { span, replacement: ":".to_owned() };
            return self
                .context
                .diagnostic(
                    "syntax/missing-colon",
                    span,
                    format!("an equals sign follows the key {}", shown(key)),
                )
                .with_help("write `:` in place of the `=`")
                .with_fix("write `:`", Applicability::Unsafe, vec![edit]);
        }
        let written = format!("{key}: {}", self.context.slice(span));
        self.context
            .diagnostic("syntax/missing-colon", last, format!("no colon after the key {}", shown(key)))
            .with_help(format!("write {}", shown(&written)))
            .with_fix(
                "put a colon after the key",
                Applicability::Safe,
                vec![Edit { span: Span::empty(last.end), replacement: ":".to_owned() }],
            )
    }
}
