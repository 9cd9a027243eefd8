//! Builds documents from the events of granit-parser, which reads YAML.

use std::sync::Arc;

use granit_parser::{Event, Parser, ScalarStyle as GranitStyle, ScanError, StrInput, Tag};

use super::Parsed;
use super::builder::Builder;
use super::comments::Comments;
use super::complaint::complaint;
use super::mended::with_tried_fix;
use super::resolve::{self, Resolved};
use crate::diagnostic::{Diagnostic, RuleName};
use crate::document::{Anomaly, Document, Format};
use crate::source::{SourceFile, Span, offset};
use crate::syntax_help;
use crate::tree::{NodeId, ScalarStyle, Text};

const TOO_MANY_DOCUMENTS: RuleName = RuleName::new("syntax/too-many-documents");

/// The number of documents of one file that are read. Each takes some kilobytes of memory, however small it is.
const MAX_DOCUMENTS: usize = 25_000;

/// The part of a file that holds data: all of it, or the front matter.
#[derive(Debug, Clone, Copy)]
pub(super) struct Extent {
    /// The bytes of the data in the file.
    pub(super) data: Span,
    /// The Markdown that follows it.
    pub(super) body: Option<Span>,
}

impl Extent {
    /// Returns the whole file without its byte order mark.
    pub(super) fn file(source: &SourceFile) -> Self {
        let mark = if source.text().starts_with('\u{feff}') { 3 } else { 0 };
        Self { data: Span::new(mark, offset(source.text().len())), body: None }
    }
}

/// Parses the documents within `extent`.
pub(super) fn parse(source: &Arc<SourceFile>, extent: Extent, format: Format) -> Parsed {
    let mut parser = parser(source.slice(extent.data));
    let mut loader = Loader::new(source, extent, format);
    while let Some(next) = parser.next_event() {
        match next {
            Ok((event, span)) => {
                let range = span.byte_range().unwrap_or_default();
                let tag = span.tag_span().and_then(|tag| tag.byte_range());
                let range = loader.span_in_file(range);
                if loader.is_full() && matches!(event, Event::DocumentStart(..)) {
                    loader.leave_out_rest(range);
                    break;
                }
                loader.handle(event, range, tag.map(|range| loader.span_in_file(range)));
            }
            Err(error) => {
                loader.fail(&error);
                if loader.is_full() || !matches!(parser.proceed_next_document(), Ok(true)) {
                    break;
                }
            }
        }
    }
    loader.parsed
}

fn parser(text: &str) -> Parser<'_, StrInput<'_>> {
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_unresolved_aliases: true,
        emit_anchor_events: true,
        simple_key_max_lookahead: 64 * 1024,
    };
    Parser::new_from_str_with_options(text, options)
}

/// Explains the first error in the first document of a text.
fn first_error(source: &Arc<SourceFile>) -> Option<Diagnostic> {
    let mut events = parser(source.text());
    while let Some(next) = events.next_event() {
        match next {
            Ok((Event::DocumentEnd, _)) => return None,
            Ok(_) => {}
            Err(error) => {
                let at = offset(error.marker().byte_offset().unwrap_or_default());
                let whole = Span::new(0, offset(source.text().len()));
                return Some(syntax_help::explain(complaint(error.kind()), source, whole, at));
            }
        }
    }
    None
}

struct Loader<'a> {
    source: &'a Arc<SourceFile>,
    extent: Extent,
    format: Format,
    parsed: Parsed,
    builder: Option<Builder<'a>>,
    comments: Comments<'a>,
    /// The place of the error at which the last document was given up, until the next one begins.
    broken_at: Option<u32>,
    /// The beginning of the document being read, with what stands above it; `None` where an error stands before it.
    document_start: Option<u32>,
    /// Anchors of the open collections, innermost last.
    open_anchors: Vec<Option<usize>>,
    anchor_names: Vec<(String, Span)>,
    last_node: Option<NodeId>,
    /// True once a bad alias, an odd space or an HTML comment has spoilt the document.
    is_spoilt: bool,
    /// True once the document's first odd space is reported, which stands for the others.
    has_odd_space: bool,
    /// True once a document has begun, well or badly.
    has_begun: bool,
    /// The `---` that the document begins with, if one stands above it.
    separator: Option<Span>,
    /// The number of open collections from the outermost flow collection on: within one, tabs are spaces.
    open_flows: usize,
    /// True for a file with a tab, as few have.
    has_tabs: bool,
    /// The tabs before the first keys and dashes of block collections, which the parser takes for spaces.
    tabs: Vec<Span>,
}

impl<'a> Loader<'a> {
    fn new(source: &'a Arc<SourceFile>, extent: Extent, format: Format) -> Self {
        Self {
            source,
            extent,
            format,
            parsed: Parsed::default(),
            builder: None,
            comments: Comments::new(source, extent.data),
            broken_at: None,
            document_start: Some(extent.data.start),
            open_anchors: Vec::with_capacity(16),
            anchor_names: Vec::new(),
            last_node: None,
            is_spoilt: false,
            has_odd_space: false,
            has_begun: false,
            separator: None,
            open_flows: 0,
            has_tabs: memchr::memchr(b'\t', source.text().as_bytes()).is_some(),
            tabs: Vec::new(),
        }
    }

    /// Returns true if the file has as many documents, good and bad, as are read.
    fn is_full(&self) -> bool {
        self.parsed.documents.len() + self.parsed.diagnostics.len() >= MAX_DOCUMENTS
    }

    /// Reports that nothing is read from a document's beginning on.
    fn leave_out_rest(&mut self, start: Span) {
        let message =
            format!("this file has more than {MAX_DOCUMENTS} documents; none from here on is checked");
        let found = Diagnostic::new(TOO_MANY_DOCUMENTS, self.source.id(), start, message);
        self.parsed.diagnostics.push(found.with_help("divide the file into several smaller ones"));
    }

    /// Moves a range of the parsed text to its place in the file.
    fn span_in_file(&self, range: std::ops::Range<usize>) -> Span {
        let base = self.extent.data.start;
        Span::new(base + offset(range.start), base + offset(range.end))
    }

    fn handle(&mut self, event: Event<'_>, span: Span, tag_span: Option<Span>) {
        match event {
            Event::DocumentStart(..) => {
                // Most files are one document; the length of a stream's later ones is unknown.
                let first = self.parsed.documents.is_empty();
                let bytes = if first { self.extent.data.len() as usize } else { 0 };
                self.builder = Some(Builder::new(self.source, bytes));
                if let Some(error) = self.broken_at.take() {
                    self.comments.pass_broken(error, span.start);
                }
                self.comments.read_to(span.start);
                self.separator = (self.has_begun && !span.is_empty()).then_some(span);
                self.has_begun = true;
                self.document_start.get_or_insert(span.start);
            }
            Event::DocumentEnd => {
                self.comments.read_to(span.start);
                if span.is_empty() {
                    // No line `...` ends the document: what follows it is still its own.
                    self.comments.read_trailing(span.end);
                }
                self.finish_document();
                self.document_start = Some(span.end);
            }
            Event::Scalar(value, style, anchor, tag) => {
                self.scalar(&value, style, span, tag.as_deref(), tag_span);
                self.anchor_last_node(anchor);
            }
            Event::SequenceStart(_, anchor, tag) => {
                let Some(builder) = &mut self.builder else { return };
                let node = builder.start_sequence(span.start);
                self.note_tabs(span.start);
                self.start_collection(node, anchor, tag.filter(|tag| !is_core(tag, "seq")).and(tag_span));
            }
            Event::MappingStart(_, anchor, tag) => {
                let Some(builder) = &mut self.builder else { return };
                let node = builder.start_mapping(span.start);
                self.note_tabs(span.start);
                self.start_collection(node, anchor, tag.filter(|tag| !is_core(tag, "map")).and(tag_span));
            }
            Event::SequenceEnd | Event::MappingEnd => {
                let anchor = self.open_anchors.pop().flatten();
                self.open_flows = self.open_flows.saturating_sub(1);
                if let Some(builder) = &mut self.builder {
                    // Only a flow collection's end covers a byte: its bracket.
                    builder.end((!span.is_empty()).then_some(span.end), anchor);
                }
            }
            Event::Alias(id) => {
                if let Some(builder) = &mut self.builder {
                    builder.alias(span, id);
                }
            }
            Event::UnresolvedAlias(name) => self.unknown_alias(&name, span),
            Event::Anchor(_, name) => self.anchor_names.push((name.into_owned(), span)),
            _ => {}
        }
    }

    /// Notes the tabs before the first key or dash of a block collection: only spaces can indent it (YAML 1.2.2, 6.1).
    fn note_tabs(&mut self, start: u32) {
        let first = self.source.text().as_bytes().get(start as usize);
        if self.open_flows > 0 || matches!(first, Some(b'{' | b'[')) {
            self.open_flows += 1;
        } else if self.has_tabs
            && let Some(tabs) = syntax_help::tabs_before_block(self.source, self.extent.data, start)
        {
            self.tabs.push(tabs);
        }
    }

    fn anchor_last_node(&mut self, id: usize) {
        if id > 0
            && let Some((builder, node)) = self.builder.as_mut().zip(self.last_node)
        {
            builder.anchor(id, node);
        }
    }

    fn start_collection(&mut self, node: NodeId, anchor: usize, unknown_tag: Option<Span>) {
        let Some(builder) = &mut self.builder else { return };
        if let Some(tag) = unknown_tag {
            builder.record(Anomaly::UnknownTag { tag, node });
        }
        if anchor > 0 {
            builder.anchor(anchor, node);
        }
        self.open_anchors.push((anchor > 0).then_some(anchor));
    }

    fn scalar(
        &mut self,
        value: &str,
        style: GranitStyle,
        span: Span,
        tag: Option<&Tag>,
        tag_span: Option<Span>,
    ) {
        if !span.is_empty() && !is_empty_block(value, style) {
            self.comments.pass_scalar(span);
        }
        let Some(builder) = &mut self.builder else { return };
        // An empty value comes as a plain `~` with an empty span.
        let value = if style == GranitStyle::Plain && span.is_empty() { "" } else { value };
        let style = scalar_style(style);
        let is_untagged_plain = tag.is_none() && style == ScalarStyle::Plain;
        let is_key = builder.expects_key();
        if is_untagged_plain && value == "<<" && is_key {
            builder.merge_key(span);
            self.last_node = None;
            return;
        }
        if style == ScalarStyle::Plain {
            self.report_slips(value, span, is_key);
        }
        let Some(builder) = &mut self.builder else { return };
        let is_block = matches!(style, ScalarStyle::Literal | ScalarStyle::Folded);
        let span = if is_block { trim_block(self.source, span) } else { span };
        let untagged =
            if style == ScalarStyle::Plain { resolve::core_schema(value) } else { Resolved::String };
        let resolved = match tag {
            None => Some(untagged),
            Some(tag) => resolve_tagged(tag, value),
        };
        let resolution = resolved.unwrap_or(untagged);
        let node = match resolution {
            Resolved::Null => builder.null(span),
            Resolved::Bool(value) => builder.boolean(span, value),
            Resolved::Number(value) => builder.number(span, value),
            Resolved::String => {
                let text = value_text(builder, self.source, value, style, span);
                builder.string(span, text, style)
            }
        };
        if let (None, Some(tag)) = (resolved, tag_span) {
            builder.record(Anomaly::UnknownTag { tag, node });
        }
        // A key that is not text is an anomaly of its own, which is enough.
        let is_odd_key = is_key && !matches!(resolution, Resolved::String);
        if is_untagged_plain
            && !is_odd_key
            && let Some(reading) = resolve::yaml11_reading(value)
        {
            builder.record(Anomaly::AmbiguousScalar { node, reading });
        }
        self.last_node = Some(node);
    }

    /// Reports an odd space around a plain scalar, or an HTML comment that the parser took for a key.
    fn report_slips(&mut self, value: &str, span: Span, is_key: bool) {
        if !self.has_odd_space
            && !value.is_ascii()
            && syntax_help::is_around(value, is_key)
            && let Some(found) = syntax_help::explain_odd_space(self.source, self.extent.data, span)
        {
            // To the parser such a space is a letter: keys stand where nobody put them, and all else follows.
            self.parsed.diagnostics.push(found);
            self.has_odd_space = true;
            self.is_spoilt = true;
        }
        // One comment is enough, as each of many could reach to the end of the file.
        if !self.is_spoilt
            && is_key
            && value.starts_with("<!--")
            && let Some(found) = syntax_help::explain_html_comment(self.source, self.extent.data, span.start)
        {
            self.parsed.diagnostics.push(found);
            self.is_spoilt = true;
        }
    }

    /// Reports an alias of an anchor that no line above defines.
    fn unknown_alias(&mut self, name: &str, span: Span) {
        // Near names are sought for an editor's few slips, not for a file full of them.
        let few = self.parsed.diagnostics.len() < 50;
        let known = self.anchor_names.iter().rev().take(if few { 1_000 } else { 0 });
        let known = known.map(|(name, span)| (name.as_str(), *span));
        let found = syntax_help::explain_unknown_anchor(self.source, span, name, known);
        // Nobody reads more, and a hostile file could otherwise fill the memory with them.
        if self.parsed.diagnostics.len() < 1_000 {
            self.parsed.diagnostics.push(found);
        }
        self.is_spoilt = true;
        if let Some(builder) = &mut self.builder {
            builder.null(span);
        }
    }

    /// Gives up the document at an error of the parser, and reports the error.
    fn fail(&mut self, error: &ScanError) {
        // An odd space explains what the parser stumbles over after it.
        let is_consequence = self.has_odd_space;
        let yaml = self.extent.data;
        // Markers count characters, except in this offset.
        let at = yaml.start.saturating_add(offset(error.marker().byte_offset().unwrap_or_default()));
        self.broken_at = Some(at);
        self.abandon();
        if is_consequence {
            return;
        }
        let found = syntax_help::explain(complaint(error.kind()), self.source, yaml, at);
        let found = match self.document_start.take() {
            Some(start) => {
                let document = Span::new(start, syntax_help::document_end(self.source, yaml, at));
                with_tried_fix(found, self.source, document, first_error)
            }
            None => found,
        };
        self.parsed.diagnostics.pop_if(|earlier| syntax_help::supersedes(&found, earlier));
        self.parsed.diagnostics.push(found);
    }

    fn finish_document(&mut self) {
        let comments = self.comments.take();
        let builder = self.builder.take();
        let is_spoilt = self.is_spoilt;
        if !is_spoilt {
            let found = syntax_help::explain_tabs_before_blocks(self.source, self.extent.data, &self.tabs);
            self.parsed.diagnostics.extend(found);
        }
        self.abandon();
        let Some(builder) = builder.filter(|_| !is_spoilt) else { return };
        match builder.finish() {
            Ok((tree, anomalies)) => self.parsed.documents.push(Document {
                format: self.format,
                is_toml: false,
                tree,
                comments,
                anomalies,
                body: self.extent.body,
                separator: self.separator,
            }),
            Err(error) => self.parsed.diagnostics.push(syntax_help::explain_build_error(error, self.source)),
        }
    }

    /// Forgets the document under construction.
    fn abandon(&mut self) {
        self.builder = None;
        self.comments.take();
        self.open_anchors.clear();
        self.anchor_names.clear();
        self.last_node = None;
        self.is_spoilt = false;
        self.has_odd_space = false;
        self.open_flows = 0;
        self.tabs.clear();
    }
}

/// Returns true for a block text without text, whose span begins at its header, where a comment may stand.
fn is_empty_block(value: &str, style: GranitStyle) -> bool {
    matches!(style, GranitStyle::Literal | GranitStyle::Folded) && value.bytes().all(|byte| byte == b'\n')
}

fn scalar_style(style: GranitStyle) -> ScalarStyle {
    match style {
        GranitStyle::Plain => ScalarStyle::Plain,
        GranitStyle::SingleQuoted => ScalarStyle::SingleQuoted,
        GranitStyle::DoubleQuoted => ScalarStyle::DoubleQuoted,
        GranitStyle::Literal => ScalarStyle::Literal,
        GranitStyle::Folded => ScalarStyle::Folded,
    }
}

fn is_core(tag: &Tag, suffix: &str) -> bool {
    is_non_specific(tag) || tag.is_yaml_core_schema_tag(suffix)
}

/// Returns true for the tag `!`, which says only "do not resolve".
fn is_non_specific(tag: &Tag) -> bool {
    tag.handle().is_empty() && tag.suffix() == "!" || tag.handle() == "!" && tag.suffix().is_empty()
}

/// Resolves a scalar under an explicit tag; `None` if the tag is not of the core schema or the value does not have
/// its form.
fn resolve_tagged(tag: &Tag, value: &str) -> Option<Resolved> {
    if is_non_specific(tag) {
        return Some(Resolved::String);
    }
    match tag.core_suffix()? {
        "str" => Some(Resolved::String),
        "null" => matches!(resolve::core_schema(value), Resolved::Null).then_some(Resolved::Null),
        "bool" => resolve::boolean(value).map(Resolved::Bool),
        "int" => resolve::integer(value).map(Resolved::Number),
        "float" => resolve::number(value).map(Resolved::Number),
        _ => None,
    }
}

/// Keeps a value's text: as a range of the source, inside any quotes, if the source has it verbatim.
fn value_text(
    builder: &mut Builder<'_>,
    source: &SourceFile,
    value: &str,
    style: ScalarStyle,
    span: Span,
) -> Text {
    let inner = match style {
        ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => {
            Span::new(span.start + 1, span.end.saturating_sub(1))
        }
        _ => span,
    };
    let written = source.slice(inner);
    // Mostly the parser returns the very bytes of the source, which need no comparison.
    let verbatim = std::ptr::eq(written, value) || written == value;
    builder.text(value, verbatim.then_some(inner))
}

/// Returns the span of a block scalar's content without the line breaks and empty lines after it.
fn trim_block(source: &SourceFile, span: Span) -> Span {
    // The span begins behind the indentation; all that a line has beyond it is content, blanks included.
    let before = source.slice(Span::new(0, span.start));
    let indent = before.len() - before.trim_end_matches(' ').len();
    let mut content = source.slice(span);
    while let Some(end) = content.rfind(['\n', '\r']) {
        let last = content.get(end + 1..).unwrap_or_default();
        if last.len() > indent || !last.bytes().all(|byte| byte == b' ') {
            break;
        }
        content = content.get(..end).unwrap_or_default();
    }
    Span::new(span.start, span.start + offset(content.len()))
}
