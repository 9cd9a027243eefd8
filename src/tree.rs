//! The spanned tree that every format is parsed into, and cheap references into it.
//!
//! The tree is an arena: nodes name each other by index, and a scalar's value is a range of the
//! source text, or of the tree's own buffer where escapes or folding changed it. Nothing borrows,
//! so a document can be handed from thread to thread.

mod collections;
mod deserialize;
mod place;
mod pointer;
mod text_map;

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub(crate) use collections::Among;
pub use collections::{Entries, Entry, Items};
pub use deserialize::NodeError;
pub use place::Place;
pub use pointer::{Pointer, Segment};
pub use text_map::TextMap;

use crate::source::{SourceFile, Span, offset};

/// Names a node within its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NodeId(pub(crate) u32);

/// The notation of a string, which decides how its characters map back to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Unquoted; may run over several lines, which fold.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"`
    DoubleQuoted,
    /// A `|` block.
    Literal,
    /// A `>` block.
    Folded,
    /// `"""…"""` in TOML.
    LongDoubleQuoted,
    /// `'''…'''` in TOML.
    LongSingleQuoted,
}

impl ScalarStyle {
    /// Returns true if each line break that is written stands for itself.
    pub(crate) fn keeps_breaks(self) -> bool {
        matches!(self, Self::Literal | Self::LongDoubleQuoted | Self::LongSingleQuoted)
    }
}

/// A number as its tree keeps it; the digits as written are the node's source text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Number {
    /// Fits `i64`.
    Int(i64),
    /// Fits `u64`, but not `i64`.
    UInt(u64),
    /// Anything else, `.inf` and `.nan` included.
    Float(f64),
}

/// The place of a string's value: in the source text, or in the tree's buffer of decoded values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Text {
    Source(Span),
    Decoded(Span),
}

#[derive(Debug, Clone, Copy)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Number(Number),
    String(Text, ScalarStyle),
    /// A range of `Tree::items`.
    Sequence(Span),
    /// A range of `Tree::entries`.
    Mapping(Span),
    Alias(NodeId),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Node {
    pub(crate) span: Span,
    pub(crate) parent: Option<NodeId>,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct RawEntry {
    /// The hash of the key's name: rules look for keys all the time, and numbers compare fast.
    pub(crate) hash: KeyHash,
    pub(crate) key: NodeId,
    pub(crate) value: NodeId,
}

/// A number for a key's name that is quick to compare: its length with its letters, or of more than seven the first three and
/// the last four. Longer names with the same number still have to be compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct KeyHash([u8; 8]);

impl KeyHash {
    #[inline]
    pub(crate) fn new(name: &str) -> Self {
        let length = u8::try_from(name.len()).unwrap_or(u8::MAX);
        match name.as_bytes() {
            [first, second, third, .., a, b, c, d] => Self([length, *first, *second, *third, *a, *b, *c, *d]),
            letters => {
                let letter = |index: usize| letters.get(index).copied().unwrap_or_default();
                Self([length, letter(0), letter(1), letter(2), letter(3), letter(4), letter(5), 0])
            }
        }
    }

    /// Returns true if no other name has the same number.
    #[inline]
    pub(crate) fn is_exact(self) -> bool {
        let Self([length, ..]) = self;
        length <= 7
    }
}

/// One document's nodes.
#[derive(Debug)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) entries: Vec<RawEntry>,
    pub(crate) items: Vec<NodeId>,
    pub(crate) decoded: String,
    pub(crate) root: NodeId,
    /// The file that the spans of the nodes point into.
    pub(crate) source: Arc<SourceFile>,
}

impl Tree {
    /// Returns the root node.
    pub fn root(&self) -> NodeRef<'_> {
        NodeRef { tree: self, id: self.root }
    }

    /// Returns the number of nodes, keys included; an alias counts as one.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns true if the tree has no node; a parsed tree always has a root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    #[inline]
    pub(crate) fn node(&self, id: NodeId) -> &Node {
        // Ids are made by the builder that pushed the node, and nodes are never removed.
        #[expect(clippy::indexing_slicing, reason = "ids come from this tree's builder")]
        &self.nodes[id.0 as usize]
    }

    /// Returns the target of an alias, or `id` itself.
    #[inline]
    pub(crate) fn resolve(&self, mut id: NodeId) -> NodeId {
        // An alias refers to a node completed before it, so this always goes backwards and ends.
        while let Kind::Alias(target) = self.node(id).kind {
            id = target;
        }
        id
    }
}

/// The type of a node, after aliases are followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeType {
    /// `null`, `~` or nothing.
    Null,
    /// `true` or `false`.
    Bool,
    /// An integer or a float.
    Number,
    /// Text.
    String,
    /// A list.
    Sequence,
    /// Keys with values.
    Mapping,
}

/// A reference to one node, cheap to copy.
///
/// Every accessor follows aliases; only [`NodeRef::span`] is the alias's own.
#[derive(Clone, Copy)]
pub struct NodeRef<'a> {
    tree: &'a Tree,
    id: NodeId,
}

impl<'a> NodeRef<'a> {
    /// Returns another node of the same tree.
    pub(crate) fn with_id(self, id: NodeId) -> Self {
        Self { id, ..self }
    }

    fn entry_of(self, raw: RawEntry) -> Entry<'a> {
        Entry { key: self.with_id(raw.key), value: self.with_id(raw.value) }
    }

    #[inline]
    fn kind(self) -> Kind {
        self.tree.node(self.tree.resolve(self.id)).kind
    }

    /// Returns the number of nodes in the whole tree.
    pub(crate) fn tree_len(self) -> usize {
        self.tree.len()
    }

    /// Returns the node's identity in its tree; an alias has its own.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// Returns the identity of an alias's target, or the node's own.
    pub fn target_id(self) -> NodeId {
        self.tree.resolve(self.id)
    }

    /// Returns a value that no other living node has; an alias has that of its target.
    pub(crate) fn identity(self) -> (usize, u32) {
        (std::ptr::from_ref(self.tree) as usize, self.target_id().0)
    }

    /// Returns the file that holds the node.
    pub fn source(self) -> &'a SourceFile {
        &self.tree.source
    }

    /// Returns the node's bytes in the file; for an alias, those of `*name`. A quoted scalar's span includes
    /// its quotes; a block scalar's covers its content without trailing line breaks.
    pub fn span(self) -> Span {
        self.tree.node(self.id).span
    }

    /// Returns the source text of [`NodeRef::span`].
    pub fn raw(self) -> &'a str {
        self.source().slice(self.span())
    }

    /// Returns the node's type, after aliases are followed.
    pub fn node_type(self) -> NodeType {
        match self.kind() {
            Kind::Null | Kind::Alias(_) => NodeType::Null,
            Kind::Bool(_) => NodeType::Bool,
            Kind::Number(_) => NodeType::Number,
            Kind::String(..) => NodeType::String,
            Kind::Sequence(_) => NodeType::Sequence,
            Kind::Mapping(_) => NodeType::Mapping,
        }
    }

    /// Returns true for `null`, `~` or an empty value.
    #[inline]
    pub fn is_null(self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// Returns true if the node is an alias (`*name`), or comes from a merge key.
    pub fn is_alias(self) -> bool {
        matches!(self.tree.node(self.id).kind, Kind::Alias(_))
    }

    /// Returns the value of a string, without its quotes and escapes.
    #[inline]
    pub fn as_str(self) -> Option<&'a str> {
        match self.kind() {
            Kind::String(text, _) => Some(self.text(text)),
            _ => None,
        }
    }

    #[inline]
    fn text(self, text: Text) -> &'a str {
        match text {
            Text::Source(span) => self.source().slice(span),
            // The builder cuts the buffer where a value begins and ends.
            Text::Decoded(span) => self.tree.decoded.get(span.range()).unwrap_or_default(),
        }
    }

    /// Returns the notation of a string.
    pub fn style(self) -> Option<ScalarStyle> {
        match self.kind() {
            Kind::String(_, style) => Some(style),
            _ => None,
        }
    }

    /// Returns a scalar's text: a string's value, or a number, boolean or null as it is written.
    ///
    /// `date: 2023` is a number to YAML and a year to an editor; the text serves both.
    #[inline]
    pub fn scalar_text(self) -> Option<&'a str> {
        match self.kind() {
            Kind::String(text, _) => Some(self.text(text)),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => {
                Some(self.source().slice(self.tree.node(self.target_id()).span))
            }
            _ => None,
        }
    }

    /// Returns the value of a boolean.
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of a number.
    pub fn as_number(self) -> Option<Number> {
        match self.kind() {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the value of an integer that fits `i64`.
    pub fn as_i64(self) -> Option<i64> {
        match self.as_number() {
            Some(Number::Int(value)) => Some(value),
            _ => None,
        }
    }

    /// Returns a sequence's items.
    pub fn as_sequence(self) -> Option<Items<'a>> {
        match self.kind() {
            Kind::Sequence(range) => {
                Some(Items { node: self, ids: self.tree.items.get(range.range()).unwrap_or_default() })
            }
            _ => None,
        }
    }

    /// Returns a mapping's entries.
    pub fn as_mapping(self) -> Option<Entries<'a>> {
        match self.kind() {
            Kind::Mapping(range) => {
                Some(Entries { node: self, raw: self.tree.entries.get(range.range()).unwrap_or_default() })
            }
            _ => None,
        }
    }

    /// Returns a sequence's items; empty for any other node.
    #[inline]
    pub fn items(self) -> Items<'a> {
        self.as_sequence().unwrap_or(Items { node: self, ids: &[] })
    }

    /// Returns a mapping's entries; empty for any other node.
    #[inline]
    pub fn entries(self) -> Entries<'a> {
        self.as_mapping().unwrap_or(Entries { node: self, raw: &[] })
    }

    /// Returns the entry of a mapping under `key`. Takes time in proportion to the mapping's length.
    #[inline]
    pub fn entry(self, key: &str) -> Option<Entry<'a>> {
        self.entries().find_key(key)
    }

    /// Returns the value of a mapping under `key`.
    #[inline]
    pub fn get(self, key: &str) -> Option<NodeRef<'a>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// Returns the mapping or sequence that holds this node.
    pub fn parent(self) -> Option<NodeRef<'a>> {
        self.tree.node(self.id).parent.map(|id| self.with_id(id))
    }

    /// Returns the entry whose value is this node, if the parent is a mapping.
    pub fn parent_entry(self) -> Option<Entry<'a>> {
        self.parent()?.entries().holding(self.id).filter(|entry| entry.value.id == self.id)
    }

    /// Returns the map from a string's value to its bytes in the file; `None` for any other node.
    pub fn text_map(self) -> Option<TextMap> {
        let value = self.as_str()?;
        let target = self.with_id(self.target_id());
        let before = self.source().slice(Span::new(0, target.span().start));
        // A block text's span begins behind the indentation of its first line.
        let indent = before.len() - before.trim_end_matches(' ').len();
        Some(TextMap::new(target.raw(), target.span(), value, target.style()?, indent))
    }

    /// Returns the bytes of a scalar's value, without the quotes around it, for a fix to replace. Those of a block text begin
    /// at its header: what stands below one ends in a line break, which no word does.
    pub fn value_span(self) -> Span {
        if self.header_start().is_some() {
            return self.written_span();
        }
        let inner = |text: &str| Some(self.text_map()?.source_span(Span::new(0, offset(text.len()))));
        self.as_str().filter(|_| !self.is_alias()).and_then(inner).unwrap_or_else(|| self.span())
    }

    /// Returns the bytes of a node with all that makes a text of it: quotes, or the header of a block text.
    pub fn written_span(self) -> Span {
        let span = self.span();
        Span::new(self.header_start().unwrap_or(span.start), span.end)
    }

    /// Returns the byte at which the header of a block text, `|` or `>` with what belongs to it, begins.
    fn header_start(self) -> Option<u32> {
        let is_block = matches!(self.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded));
        if !is_block || self.is_alias() {
            return None;
        }
        let before = self.source().slice(Span::new(0, self.span().start)).trim_end();
        let line = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        // A key may hold the same signs.
        let key = self.parent_entry().map_or(0, |entry| entry.key.span().end as usize);
        let start = line.max(key);
        let rest = before.get(start..)?;
        let is_header = |at: &usize| {
            let (head, sign) = rest.split_at_checked(*at).unwrap_or_default();
            let behind =
                sign.trim_start_matches(['|', '>', '+', '-', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
            let is_apart = head.is_empty() || head.ends_with([' ', '\t']);
            is_apart && (behind.is_empty() || behind.trim_start().starts_with('#'))
        };
        let header = rest.match_indices(['|', '>']).map(|(at, _)| at).find(is_header)?;
        Some(offset(start + header))
    }

    /// Returns the bytes in the file for a range of a string's value; for an alias, those of `*name`.
    pub fn part_span(self, range: Range<usize>) -> Span {
        self.part_spans(std::slice::from_ref(&range)).next().unwrap_or_else(|| self.span())
    }

    /// Returns the bytes in the file for each of some ranges of a string's value, which may be many.
    pub fn part_spans(self, ranges: &[Range<usize>]) -> impl Iterator<Item = Span> {
        let map = if self.is_alias() { None } else { self.text_map() };
        ranges.iter().map(move |range| {
            let in_value = Span::new(offset(range.start), offset(range.end));
            map.as_ref().map_or(self.span(), |map| map.source_span(in_value))
        })
    }

    /// Copies the node into a JSON value, for tests and rare paths. `.inf` and `.nan`, which JSON does not have,
    /// become null.
    pub fn to_json(self) -> serde_json::Value {
        use serde_json::Value;
        match self.kind() {
            Kind::Null | Kind::Alias(_) => Value::Null,
            Kind::Bool(value) => Value::Bool(value),
            Kind::Number(Number::Int(value)) => value.into(),
            Kind::Number(Number::UInt(value)) => value.into(),
            Kind::Number(Number::Float(value)) => value.into(),
            Kind::String(..) => Value::String(self.as_str().unwrap_or_default().to_owned()),
            Kind::Sequence(_) => self.items().map(NodeRef::to_json).collect(),
            Kind::Mapping(_) => {
                self.entries().map(|entry| (entry.name().to_owned(), entry.value.to_json())).collect()
            }
        }
    }
}

impl fmt::Debug for NodeRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} at {:?}", self.node_type(), self.span())
    }
}

impl PartialEq for NodeRef<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self.tree, other.tree) && self.id == other.id
    }
}
