//! Parses JSON: serde_json decides whether the text is valid, then one walk over it builds the spanned tree.

use std::sync::Arc;

use serde::de::IgnoredAny;

use super::builder::Builder;
use super::mended::with_tried_fix;
use super::{Parsed, yaml};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Format};
use crate::source::{SourceFile, Span, offset};
use crate::syntax_help::{explain_build_error, explain_half_pair, explain_json};
use crate::tree::{Number, ScalarStyle};

/// Parses a file that holds one JSON value.
pub(super) fn parse(source: &Arc<SourceFile>) -> Parsed {
    let extent = yaml::Extent::file(source).data;
    let mut parsed = Parsed::default();
    if let Some(found) = first_error(source) {
        parsed.diagnostics.push(with_tried_fix(found, source, extent, first_error));
        return parsed;
    }
    let builder = Builder::new(source, extent.len() as usize);
    let mut walk = Walk { source, at: extent.start, builder, half_pair: None };
    walk.document();
    if let Some(diagnostic) = walk.half_pair.and_then(|string| explain_half_pair(source, string)) {
        parsed.diagnostics.push(diagnostic);
        return parsed;
    }
    match walk.builder.finish() {
        Ok((tree, anomalies)) => parsed.documents.push(Document {
            format: Format::Json,
            is_toml: false,
            tree,
            comments: Vec::new(),
            anomalies,
            body: None,
            separator: None,
        }),
        Err(error) => parsed.diagnostics.push(explain_build_error(error, source)),
    }
    parsed
}

/// Explains the first error of a file.
fn first_error(source: &Arc<SourceFile>) -> Option<Diagnostic> {
    let extent = yaml::Extent::file(source).data;
    let error = serde_json::from_str::<IgnoredAny>(source.slice(extent)).err()?;
    Some(explain_json(&error, source, extent))
}

/// Walks over text that serde_json has accepted, so that every token is known to be well formed.
struct Walk<'a> {
    source: &'a SourceFile,
    at: u32,
    builder: Builder<'a>,
    /// The first string with an escape that is well formed and stands for no character: half a surrogate pair.
    half_pair: Option<Span>,
}

impl Walk<'_> {
    /// Visits the document token by token; nesting costs no stack.
    fn document(&mut self) {
        let bytes = self.source.text().as_bytes();
        while let Some(&byte) = bytes.get(self.at as usize) {
            match byte {
                b'{' => {
                    self.builder.start_mapping(self.at);
                    self.at += 1;
                }
                b'[' => {
                    self.builder.start_sequence(self.at);
                    self.at += 1;
                }
                b'}' | b']' => {
                    self.at += 1;
                    self.builder.end(Some(self.at), None);
                }
                b' ' | b'\t' | b'\n' | b'\r' | b',' | b':' => self.at += 1,
                b'"' => self.string(),
                _ => self.literal(),
            }
        }
    }

    fn string(&mut self) {
        let start = self.at;
        let bytes = self.source.text().as_bytes();
        let mut end = start as usize + 1;
        let mut escaped = false;
        while let Some(&byte) = bytes.get(end) {
            match byte {
                b'"' => break,
                b'\\' => {
                    escaped = true;
                    end += 2;
                }
                _ => end += 1,
            }
        }
        self.at = offset(end + 1);
        let span = Span::new(start, self.at);
        let inner = Span::new(start + 1, offset(end));
        let text = if escaped {
            let value = serde_json::from_str::<String>(self.source.slice(span));
            if value.is_err() {
                self.half_pair.get_or_insert(span);
            }
            let value = value.unwrap_or_default();
            self.builder.text(&value, None)
        } else {
            self.builder.text("", Some(inner))
        };
        self.builder.string(span, text, ScalarStyle::DoubleQuoted);
    }

    fn literal(&mut self) {
        let start = self.at;
        let bytes = self.source.text().as_bytes();
        let rest = bytes.get(start as usize..).unwrap_or_default();
        let ends = |b: &u8| matches!(b, b',' | b']' | b'}' | b' ' | b'\t' | b'\n' | b'\r');
        let length = rest.iter().position(ends).unwrap_or(rest.len()).max(1);
        self.at = start + offset(length);
        let span = Span::new(start, self.at);
        match self.source.slice(span) {
            "null" => self.builder.null(span),
            "true" => self.builder.boolean(span, true),
            "false" => self.builder.boolean(span, false),
            digits => {
                let number = digits
                    .parse()
                    .map(Number::Int)
                    .or_else(|_| digits.parse().map(Number::UInt))
                    .or_else(|_| digits.parse().map(Number::Float));
                self.builder.number(span, number.unwrap_or(Number::Int(0)))
            }
        };
    }
}
