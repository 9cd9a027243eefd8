//! The spanned tree that every format is parsed into, and cheap references into it.
//!
//! The tree is an arena: nodes name each other by index, and a scalar's value is a range of the
//! source text, or of the tree's own buffer where escapes or folding changed it. Nothing borrows,
//! so a document can be handed from thread to thread.

mod deserialize;
mod text_map;

use std::fmt;

pub use deserialize::NodeError;
pub use text_map::TextMap;

use crate::source::{SourceFile, Span};

/// Names a node within its tree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(crate) u32);

/// How a string was written, which decides how its characters map back to the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ScalarStyle {
    /// Unquoted; may run over several lines, which fold.
    Plain,
    /// `'…'`
    SingleQuoted,
    /// `"…"` in YAML or JSON.
    DoubleQuoted,
    /// A `|` block.
    Literal,
    /// A `>` block.
    Folded,
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

/// Where a string's value lies: in the source text or in the tree's buffer of decoded values.
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
    pub(crate) key: NodeId,
    pub(crate) value: NodeId,
}

/// One document's nodes.
#[derive(Debug)]
pub struct Tree {
    pub(crate) nodes: Vec<Node>,
    pub(crate) entries: Vec<RawEntry>,
    pub(crate) items: Vec<NodeId>,
    pub(crate) decoded: String,
    pub(crate) root: NodeId,
}

impl Tree {
    /// The root node, whose spans point into `source`, the file that the tree was parsed from.
    pub fn root<'a>(&'a self, source: &'a SourceFile) -> NodeRef<'a> {
        NodeRef { tree: self, source, id: self.root }
    }

    /// Number of nodes, keys included; an alias counts as one.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether the tree has no node; a parsed tree always has a root.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        // Ids are made by the builder that pushed the node, and nodes are never removed.
        #[expect(clippy::indexing_slicing, reason = "ids come from this tree's builder")]
        &self.nodes[id.0 as usize]
    }

    /// The node that stands for `id`: itself, or an alias's target.
    pub(crate) fn resolve(&self, mut id: NodeId) -> NodeId {
        // An alias refers to a node completed before it, so this always goes backwards and ends.
        while let Kind::Alias(target) = self.node(id).kind {
            id = target;
        }
        id
    }
}

/// The keys by which a person tells the items of a list apart, the best first.
const NAMING_KEYS: [&str; 8] = ["id", "type", "kind", "article", "part", "name", "label", "title"];

/// What a node is, after aliases are followed.
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
    source: &'a SourceFile,
    id: NodeId,
}

impl<'a> NodeRef<'a> {
    /// Another node of the same tree.
    pub(crate) fn with_id(self, id: NodeId) -> Self {
        Self { id, ..self }
    }

    fn kind(self) -> Kind {
        self.tree.node(self.tree.resolve(self.id)).kind
    }

    /// The node's identity in its tree; an alias has its own.
    pub fn id(self) -> NodeId {
        self.id
    }

    /// The identity of the node that this one stands for: an alias's target, or itself.
    pub fn target_id(self) -> NodeId {
        self.tree.resolve(self.id)
    }

    /// What tells this node from every other that lives at the same time; an alias is its target.
    pub(crate) fn identity(self) -> (usize, u32) {
        (std::ptr::from_ref(self.tree) as usize, self.target_id().0)
    }

    /// The file that the node lies in.
    pub fn source(self) -> &'a SourceFile {
        self.source
    }

    /// The node's bytes in the file; for an alias, those of `*name`. A quoted scalar's span includes
    /// its quotes; a block scalar's covers its content without trailing line breaks.
    pub fn span(self) -> Span {
        self.tree.node(self.id).span
    }

    /// The source text of [`NodeRef::span`].
    pub fn raw(self) -> &'a str {
        self.source.slice(self.span())
    }

    /// What the node is.
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

    /// Whether the node is null.
    pub fn is_null(self) -> bool {
        matches!(self.kind(), Kind::Null)
    }

    /// Whether the node is an alias (`*name`), or an entry that a merge key brought.
    pub fn is_alias(self) -> bool {
        matches!(self.tree.node(self.id).kind, Kind::Alias(_))
    }

    /// The value of a string.
    pub fn as_str(self) -> Option<&'a str> {
        match self.kind() {
            Kind::String(Text::Source(span), _) => Some(self.source.slice(span)),
            Kind::String(Text::Decoded(span), _) => self.tree.decoded.get(span.range()),
            _ => None,
        }
    }

    /// How a string was written.
    pub fn style(self) -> Option<ScalarStyle> {
        match self.kind() {
            Kind::String(_, style) => Some(style),
            _ => None,
        }
    }

    /// A scalar's text: a string's value, or a number, boolean or null as it is written.
    ///
    /// `date: 2023` is a number to YAML and a year to an editor; this is how both read it.
    pub fn scalar_text(self) -> Option<&'a str> {
        match self.kind() {
            Kind::String(..) => self.as_str(),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) => {
                Some(self.source.slice(self.tree.node(self.target_id()).span))
            }
            _ => None,
        }
    }

    /// The value of a boolean.
    pub fn as_bool(self) -> Option<bool> {
        match self.kind() {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The value of a number.
    pub fn as_number(self) -> Option<Number> {
        match self.kind() {
            Kind::Number(value) => Some(value),
            _ => None,
        }
    }

    /// The value of a number that is an integer and fits `i64`.
    pub fn as_i64(self) -> Option<i64> {
        match self.as_number() {
            Some(Number::Int(value)) => Some(value),
            _ => None,
        }
    }

    /// A sequence's items.
    pub fn as_sequence(self) -> Option<Items<'a>> {
        match self.kind() {
            Kind::Sequence(range) => {
                Some(Items { node: self, ids: self.tree.items.get(range.range()).unwrap_or_default() })
            }
            _ => None,
        }
    }

    /// A mapping's entries.
    pub fn as_mapping(self) -> Option<Entries<'a>> {
        match self.kind() {
            Kind::Mapping(range) => {
                Some(Entries { node: self, raw: self.tree.entries.get(range.range()).unwrap_or_default() })
            }
            _ => None,
        }
    }

    /// A sequence's items; none for any other node.
    pub fn items(self) -> Items<'a> {
        self.as_sequence().unwrap_or(Items { node: self, ids: &[] })
    }

    /// A mapping's entries; none for any other node.
    pub fn entries(self) -> Entries<'a> {
        self.as_mapping().unwrap_or(Entries { node: self, raw: &[] })
    }

    /// The entry of a mapping under `key`. Takes time in proportion to the mapping's length.
    pub fn entry(self, key: &str) -> Option<Entry<'a>> {
        self.entries().find(|entry| entry.name() == key)
    }

    /// The value of a mapping under `key`.
    pub fn get(self, key: &str) -> Option<NodeRef<'a>> {
        self.entry(key).map(|entry| entry.value)
    }

    /// The mapping or sequence that holds this node.
    pub fn parent(self) -> Option<NodeRef<'a>> {
        self.tree.node(self.id).parent.map(|id| self.with_id(id))
    }

    /// The entry of the parent mapping whose value this node is.
    pub fn parent_entry(self) -> Option<Entry<'a>> {
        self.parent()?.entries().holding(self.id).filter(|entry| entry.value.id == self.id)
    }

    /// The short place by which a person recognises this node: a scalar itself; for a mapping its
    /// `id:` or `type:` line, or that of its naming key; for a collection without one, the key that
    /// it stands under. Never a whole block.
    pub fn grip(self) -> Span {
        match self.kind() {
            Kind::Mapping(_) => self.mapping_grip(),
            Kind::Sequence(_) => self
                .parent_entry()
                .map(|entry| entry.key.span())
                .or_else(|| self.items().next().map(|item| item.grip()))
                .unwrap_or_else(|| self.first_line()),
            _ => self.first_line(),
        }
    }

    fn mapping_grip(self) -> Span {
        if self.is_alias() {
            return self.span();
        }
        let under_key = self.parent_entry().filter(|entry| !entry.value.is_alias());
        if let Some(entry) = under_key {
            return entry.key.span();
        }
        NAMING_KEYS
            .iter()
            .find_map(|key| self.entry(key).filter(|entry| entry.value.scalar_text().is_some()))
            .or_else(|| self.entries().next())
            .map(|entry| entry.line())
            .unwrap_or_else(|| self.first_line())
    }

    fn first_line(self) -> Span {
        let span = self.span();
        let length = self.raw().find(['\n', '\r']).unwrap_or(span.len() as usize);
        Span::new(span.start, span.start + crate::source::offset(length))
    }

    /// The path from the root to this node; for a key, to its value. Inside what an alias repeats, the
    /// path leads to the place where it is written out.
    pub fn pointer(self) -> Pointer {
        let mut segments = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            let segment = match parent.node_type() {
                NodeType::Mapping => {
                    parent.entries().holding(node.id).map(|entry| Segment::Key(entry.name().to_owned()))
                }
                // A collection's children are numbered in the order of the file.
                _ => parent.items().ids.binary_search(&node.id).ok().map(Segment::Index),
            };
            segments.extend(segment);
            node = parent;
        }
        segments.reverse();
        Pointer(segments)
    }

    /// The path from the root to this node with names in place of indexes: `/cases/[id=mamai]/date`.
    ///
    /// It stays the same when items are added before this one, so it may name several nodes.
    pub fn stable_path(self) -> String {
        let mut steps = Vec::new();
        let mut node = self;
        while let Some(parent) = node.parent() {
            match parent.entries().holding(node.id) {
                Some(entry) => steps.push(format!("/{}", entry.name())),
                None => steps.push(node.item_name()),
            }
            node = parent;
        }
        steps.reverse();
        steps.concat()
    }

    fn item_name(self) -> String {
        let named = NAMING_KEYS.iter().find_map(|key| Some((key, self.get(key)?.scalar_text()?)));
        named.map_or_else(|| "/[]".to_owned(), |(key, name)| format!("/[{key}={name}]"))
    }

    /// The node at `pointer`, which is relative to this node.
    pub fn at_pointer(self, pointer: &Pointer) -> Option<NodeRef<'a>> {
        pointer.0.iter().try_fold(self, |node, segment| match segment {
            Segment::Key(key) => node.get(key),
            Segment::Index(index) => node.items().nth(*index),
        })
    }

    /// How the characters of a string's value lie in the file; `None` for what is not a string.
    pub fn text_map(self) -> Option<TextMap> {
        let value = self.as_str()?;
        let target = self.with_id(self.target_id());
        let before = self.source.slice(Span::new(0, target.span().start));
        // A block text's span begins behind the indentation of its first line.
        let indent = before.len() - before.trim_end_matches(' ').len();
        Some(TextMap::new(target.raw(), target.span(), value, target.style()?, indent))
    }

    /// The node as a JSON value; a copy, for tests and rare paths. `.inf` and `.nan`, which JSON does
    /// not have, become null.
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

/// A key with its value.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// The key, a scalar.
    pub key: NodeRef<'a>,
    /// The value.
    pub value: NodeRef<'a>,
}

impl<'a> Entry<'a> {
    /// The key's name.
    pub fn name(self) -> &'a str {
        self.key.scalar_text().unwrap_or_default()
    }

    /// The bytes from the key to the end of a short value on the same line; the key alone where the
    /// value is long, begins on a later line or runs over several.
    pub fn line(self) -> Span {
        const SHORT: u32 = 100;
        let whole = self.key.span().to(self.value.span());
        let is_short_line = self.value.span().start >= self.key.span().start
            && whole.len() <= SHORT
            && !self.key.source().slice(whole).contains('\n');
        if is_short_line { whole } else { self.key.span() }
    }
}

/// Where a finding or a label points: some bytes, and the node that they belong to.
#[derive(Debug, Clone, Copy)]
pub struct Place<'a> {
    /// The bytes.
    pub span: Span,
    /// The node.
    pub node: NodeRef<'a>,
}

impl<'a> From<NodeRef<'a>> for Place<'a> {
    fn from(node: NodeRef<'a>) -> Self {
        Self { span: node.grip(), node }
    }
}

impl<'a> From<Entry<'a>> for Place<'a> {
    fn from(entry: Entry<'a>) -> Self {
        Self { span: entry.line(), node: entry.value }
    }
}

/// Iterates over the items of a sequence.
#[derive(Debug, Clone)]
pub struct Items<'a> {
    node: NodeRef<'a>,
    ids: &'a [NodeId],
}

impl<'a> Iterator for Items<'a> {
    type Item = NodeRef<'a>;

    fn next(&mut self) -> Option<NodeRef<'a>> {
        let (first, rest) = self.ids.split_first()?;
        self.ids = rest;
        Some(self.node.with_id(*first))
    }

    fn nth(&mut self, n: usize) -> Option<NodeRef<'a>> {
        self.ids = self.ids.get(n..).unwrap_or_default();
        self.next()
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.ids.len(), Some(self.ids.len()))
    }
}

impl ExactSizeIterator for Items<'_> {}

/// Iterates over the entries of a mapping, in the order of the file.
#[derive(Debug, Clone)]
pub struct Entries<'a> {
    node: NodeRef<'a>,
    raw: &'a [RawEntry],
}

impl<'a> Entries<'a> {
    /// The entry whose key or value is node `id`, found by bisection: entries are numbered in order,
    /// each key before its value.
    fn holding(self, id: NodeId) -> Option<Entry<'a>> {
        let index = self.raw.partition_point(|raw| raw.value < id);
        let raw = self.raw.get(index).filter(|raw| raw.value == id || raw.key == id)?;
        Some(Entry { key: self.node.with_id(raw.key), value: self.node.with_id(raw.value) })
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        let (first, rest) = self.raw.split_first()?;
        self.raw = rest;
        Some(Entry { key: self.node.with_id(first.key), value: self.node.with_id(first.value) })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.raw.len(), Some(self.raw.len()))
    }
}

impl ExactSizeIterator for Entries<'_> {}

/// One step of a [`Pointer`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Segment {
    /// A key of a mapping.
    Key(String),
    /// A 0-based index into a sequence.
    Index(usize),
}

/// The path from a document's root to a node; its [`Display`](fmt::Display) is a JSON Pointer (RFC 6901).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pointer(pub Vec<Segment>);

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for segment in &self.0 {
            match segment {
                Segment::Key(key) => write!(f, "/{}", key.replace('~', "~0").replace('/', "~1"))?,
                Segment::Index(index) => write!(f, "/{index}")?,
            }
        }
        Ok(())
    }
}
