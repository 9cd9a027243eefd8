//! Parses TOML front matter: toml_edit reads it, and one walk over its tables builds the spanned tree. The events of
//! toml_parser, on which it stands, give the comments, and bound the depth before anything recurses.

use std::sync::Arc;

use toml_edit::{ArrayOfTables, InlineTable, Item, Key, Table, Value};
use toml_parser::parser::{Event, EventKind, RecursionGuard, parse_document};

use super::Parsed;
use super::builder::Builder;
use super::mended::with_tried_fix;
use super::yaml::Extent;
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Format};
use crate::source::{SourceFile, Span, offset};
use crate::syntax_help::{BuildError, explain_build_error, explain_toml};
use crate::tree::{Number, ScalarStyle};

/// The depth to which tables and lists may lie in each other. Each part of a dotted key is a table.
const MAX_DEPTH: usize = 64;

/// Parses front matter whose data are TOML.
pub(super) fn parse(source: &Arc<SourceFile>, extent: Extent) -> Parsed {
    let mut parsed = Parsed::default();
    let scan = Scan::of(source, extent.data);
    if let Some(at) = scan.too_deep {
        parsed.diagnostics.push(explain_build_error(BuildError::TooDeep(at), source));
        return parsed;
    }
    let text = source.slice(extent.data);
    let toml = match toml_edit::Document::parse(text) {
        Ok(toml) => toml,
        Err(error) => {
            let found = explain(&error, source, extent.data);
            parsed.diagnostics.push(with_tried_fix(found, source, extent.data, first_error));
            return parsed;
        }
    };
    if toml.as_table().is_empty() {
        return parsed;
    }
    let mut walk = Walk { source, base: extent.data.start, builder: Builder::new(source, text.len()) };
    walk.mapping(None, entries_of_table(toml.as_table()));
    match walk.builder.finish() {
        Ok((tree, anomalies)) => parsed.documents.push(Document {
            format: Format::Markdown,
            is_toml: true,
            tree,
            comments: scan.comments,
            anomalies,
            body: extent.body,
            separator: None,
        }),
        Err(error) => parsed.diagnostics.push(explain_build_error(error, source)),
    }
    parsed
}

/// Returns true if a text is TOML with at least one key.
pub(super) fn is_toml(text: &str) -> bool {
    let source = SourceFile::new(crate::source::FileId(0), "text", text);
    let whole = Span::new(0, offset(text.len()));
    let read = || toml_edit::Document::parse(text);
    Scan::of(&source, whole).too_deep.is_none() && read().is_ok_and(|toml| !toml.as_table().is_empty())
}

/// Returns the byte of a text at which it ceases to be TOML; `None` if it does not.
pub(super) fn end_of_toml(text: &str) -> Option<usize> {
    let error = toml_edit::Document::parse(text).err()?;
    Some(error.span().map_or(text.len(), |span| span.start))
}

/// Explains the first error of a file that is TOML from its beginning to its end.
fn first_error(source: &Arc<SourceFile>) -> Option<Diagnostic> {
    let whole = Span::new(0, offset(source.text().len()));
    let error = toml_edit::Document::parse(source.text()).err()?;
    Some(explain(&error, source, whole))
}

fn explain(error: &toml_edit::TomlError, source: &Arc<SourceFile>, data: Span) -> Diagnostic {
    let range = error.span().unwrap_or(data.len() as usize..data.len() as usize);
    let at = Span::new(data.start + offset(range.start), data.start + offset(range.end));
    explain_toml(error.message(), source, data, at)
}

/// The parts of the text that a tree does not have.
#[derive(Debug, Default)]
struct Scan {
    comments: Vec<Span>,
    /// The key or bracket at which the text becomes too deep.
    too_deep: Option<Span>,
}

impl Scan {
    fn of(source: &SourceFile, data: Span) -> Self {
        let tokens = toml_parser::Source::new(source.slice(data)).lex().into_vec();
        let mut events: Vec<Event> = Vec::with_capacity(tokens.len());
        // What lies deeper is refused, so nobody needs its events.
        let most = u32::try_from(MAX_DEPTH + 1).unwrap_or(u32::MAX);
        parse_document(&tokens, &mut RecursionGuard::new(&mut events, most), &mut ());
        let mut scan = Self::default();
        let mut depth = Depth::default();
        for event in events {
            let [start, end] = [event.span().start(), event.span().end()].map(|at| data.start + offset(at));
            if event.kind() == EventKind::Comment {
                scan.comments.push(Span::new(start, end));
            }
            depth.pass(event.kind());
            if depth.total() > MAX_DEPTH {
                scan.too_deep.get_or_insert(Span::new(start, end));
            }
        }
        scan
    }
}

/// The number of tables and lists around a place.
#[derive(Debug, Default)]
struct Depth {
    /// Those of the header above.
    header: usize,
    /// For each open bracket, those around what lies in it.
    open: Vec<usize>,
    /// The parts of the key before the place.
    key: usize,
}

impl Depth {
    fn around(&self) -> usize {
        self.open.last().copied().unwrap_or(self.header)
    }

    fn total(&self) -> usize {
        self.around() + self.key
    }

    fn pass(&mut self, kind: EventKind) {
        match kind {
            EventKind::StdTableOpen | EventKind::ArrayTableOpen => {
                *self = Self::default();
            }
            EventKind::StdTableClose | EventKind::ArrayTableClose => {
                self.header = self.key;
                self.key = 0;
            }
            EventKind::SimpleKey => self.key += 1,
            EventKind::ArrayOpen | EventKind::InlineTableOpen => {
                self.open.push(self.total() + 1);
                self.key = 0;
            }
            EventKind::ArrayClose | EventKind::InlineTableClose => {
                self.open.pop();
                self.key = 0;
            }
            EventKind::Scalar | EventKind::ValueSep => self.key = 0,
            EventKind::Newline if self.open.is_empty() => self.key = 0,
            _ => {}
        }
    }
}

/// A key with its value.
type Entry<'t> = (&'t Key, Part<'t>);

/// A value of any of the types of toml_edit.
#[derive(Clone, Copy)]
enum Part<'t> {
    Value(&'t Value),
    Table(&'t Table),
    Tables(&'t ArrayOfTables),
}

/// Returns the entries in the order of the text, for toml_edit moves a table whose parts stood above it.
fn in_order<'t>(entries: impl Iterator<Item = Entry<'t>>) -> Vec<Entry<'t>> {
    let mut entries: Vec<Entry<'t>> = entries.collect();
    entries.sort_by_key(|(key, _)| key.span().map_or(0, |span| span.start));
    entries
}

fn entries_of_table(table: &Table) -> Vec<Entry<'_>> {
    in_order(table.iter().filter_map(|(name, item)| {
        let part = match item {
            Item::Value(value) => Part::Value(value),
            Item::Table(table) => Part::Table(table),
            Item::ArrayOfTables(tables) => Part::Tables(tables),
            Item::None => return None,
        };
        Some((table.key(name)?, part))
    }))
}

fn entries_of_inline(table: &InlineTable) -> Vec<Entry<'_>> {
    in_order(table.iter().filter_map(|(name, value)| Some((table.key(name)?, Part::Value(value)))))
}

/// Walks over what toml_edit has read. [`MAX_DEPTH`] bounds the recursion.
struct Walk<'a> {
    source: &'a SourceFile,
    /// The byte of the file at which the TOML begins.
    base: u32,
    builder: Builder<'a>,
}

impl Walk<'_> {
    fn span(&self, range: Option<std::ops::Range<usize>>) -> Option<Span> {
        range.map(|range| Span::new(self.base + offset(range.start), self.base + offset(range.end)))
    }

    /// Adds a mapping with its entries. `whole` is what it covers, where that is more than from its first key on.
    fn mapping(&mut self, whole: Option<Whole>, entries: Vec<Entry<'_>>) {
        let first = entries.first().and_then(|(key, _)| self.span(key.span()));
        let start = whole.map_or(first.unwrap_or_default().start, |whole| whole.start);
        self.builder.start_mapping(start);
        let is_empty = entries.is_empty();
        for (key, part) in entries {
            self.key(key);
            self.part(part);
        }
        let end = whole.and_then(|whole| whole.end.or(is_empty.then_some(whole.start)));
        self.builder.end(end, None);
    }

    fn key(&mut self, key: &Key) {
        let span = self.span(key.span()).unwrap_or_default();
        self.string(span, key.get());
    }

    fn part(&mut self, part: Part<'_>) {
        match part {
            Part::Value(value) => self.value(value),
            Part::Table(table) => {
                // The header stands above, and is none of a table's own bytes but where there are no others.
                let whole = self.span(table.span()).filter(|_| table.is_empty());
                let whole = whole.map(|header| Whole { start: header.end, end: None });
                self.mapping(whole, entries_of_table(table));
            }
            Part::Tables(tables) => {
                let start = self.span(tables.span()).unwrap_or_default().start;
                self.builder.start_sequence(start);
                for table in tables.iter() {
                    // The header is to a table of a list what the dash is to an item.
                    let header = self.span(table.span());
                    let whole = header.map(|header| Whole { start: header.start, end: None });
                    self.mapping(whole, entries_of_table(table));
                }
                self.builder.end(None, None);
            }
        }
    }

    fn value(&mut self, value: &Value) {
        let span = self.span(value.span());
        match value {
            Value::String(text) => self.string(span.unwrap_or_default(), text.value()),
            Value::Integer(number) => {
                self.builder.number(span.unwrap_or_default(), Number::Int(*number.value()));
            }
            Value::Float(number) => {
                self.builder.number(span.unwrap_or_default(), Number::Float(*number.value()));
            }
            Value::Boolean(value) => {
                self.builder.boolean(span.unwrap_or_default(), *value.value());
            }
            // A date means the same as the text.
            Value::Datetime(_) => {
                let span = span.unwrap_or_default();
                let text = self.builder.text("", Some(span));
                self.builder.string(span, text, ScalarStyle::Plain);
            }
            Value::Array(items) => {
                let span = span.unwrap_or_default();
                self.builder.start_sequence(span.start);
                items.iter().for_each(|item| self.value(item));
                self.builder.end(Some(span.end), None);
            }
            Value::InlineTable(table) => {
                // A dotted key has no brackets of its own.
                let whole = span
                    .filter(|_| !table.is_dotted())
                    .map(|span| Whole { start: span.start, end: Some(span.end) });
                self.mapping(whole, entries_of_inline(table));
            }
        }
    }

    fn string(&mut self, span: Span, value: &str) {
        let written = self.source.slice(span);
        let (style, quotes) = match written {
            _ if written.starts_with("\"\"\"") => (ScalarStyle::LongDoubleQuoted, 3),
            _ if written.starts_with("'''") => (ScalarStyle::LongSingleQuoted, 3),
            _ if written.starts_with('"') => (ScalarStyle::DoubleQuoted, 1),
            _ if written.starts_with('\'') => (ScalarStyle::SingleQuoted, 1),
            _ => (ScalarStyle::Plain, 0),
        };
        let inner = Span::new(span.start + quotes, span.end.saturating_sub(quotes));
        let inside = self.source.slice(inner);
        // A line break right behind three quotes is no part of the text.
        let behind_break = inside.strip_prefix("\r\n").or_else(|| inside.strip_prefix('\n'));
        let text = behind_break.filter(|_| quotes == 3).unwrap_or(inside);
        let start = inner.end - offset(text.len());
        let text = self.builder.text(value, (text == value).then(|| Span::new(start, inner.end)));
        self.builder.string(span, text, style);
    }
}

/// The bytes of a mapping, where its entries do not tell them.
#[derive(Clone, Copy)]
struct Whole {
    start: u32,
    /// `None` for the end of the last entry.
    end: Option<u32>,
}

#[cfg(test)]
mod tests;
