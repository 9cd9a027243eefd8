//! Builds a tree from a stream of scalars and collection ends, whatever format they come from.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::document::Anomaly;
use crate::source::{SourceFile, Span, offset};
use crate::syntax_help::BuildError;
use crate::tree::{KeyHash, Kind, Node, NodeId, Number, RawEntry, ScalarStyle, Text, Tree};

/// The number of nodes that aliases and merge keys may add to those written in the file: enough for any honest
/// use, far too few for a "billion laughs".
const MAX_REPEATED_NODES: u64 = 1_000_000;

/// The depth to which collections may be nested once aliases are followed, so that walks may recurse.
const MAX_DEPTH: usize = 512;

/// Mappings up to this length are searched for duplicate keys by comparison, longer ones by hashing.
const SMALL_MAPPING: usize = 12;

/// A key's role in its mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    /// A sequence's item or the root.
    Item,
    /// A mapping waits for its next key.
    Key,
    /// A mapping waits for the value of this key.
    Value(NodeId),
    /// A mapping waits for the value of a merge key.
    MergeValue(NodeId),
}

#[derive(Debug)]
struct Frame {
    node: NodeId,
    slot: Slot,
    /// The index in the scratch stack at which this collection's children begin.
    children: usize,
    merges: Vec<(NodeId, NodeId)>,
    size: Size,
}

/// The size of a node, with aliases counted in full.
#[derive(Debug, Clone, Copy)]
struct Size {
    nodes: u64,
    /// Levels of collections, the node's own included.
    depth: usize,
}

impl Size {
    const SCALAR: Self = Self { nodes: 1, depth: 0 };
    const COLLECTION: Self = Self { nodes: 1, depth: 1 };
}

/// The builder of one document's tree.
#[derive(Debug)]
pub(super) struct Builder<'a> {
    source: &'a Arc<SourceFile>,
    tree: Tree,
    frames: Vec<Frame>,
    entries: Vec<RawEntry>,
    items: Vec<NodeId>,
    anchors: HashMap<usize, (NodeId, Size)>,
    anomalies: Vec<Anomaly>,
    /// Keys that are the rest of a number; see [`Builder::join_numbers`].
    joined: HashSet<NodeId>,
    repeated: u64,
    error: Option<BuildError>,
}

impl<'a> Builder<'a> {
    /// Returns a builder for a document of about `bytes` bytes in `source`.
    pub(super) fn new(source: &'a Arc<SourceFile>, bytes: usize) -> Self {
        // Reports measure some 20 bytes a node; a wrong guess costs a reallocation.
        let nodes = bytes / 20 + 8;
        Self {
            source,
            tree: Tree {
                nodes: Vec::with_capacity(nodes),
                entries: Vec::with_capacity(nodes / 2),
                items: Vec::with_capacity(nodes / 8),
                decoded: String::with_capacity(bytes / 8),
                root: NodeId(0),
                source: Arc::clone(source),
            },
            frames: Vec::with_capacity(16),
            entries: Vec::with_capacity(64),
            items: Vec::with_capacity(64),
            anchors: HashMap::new(),
            anomalies: Vec::new(),
            joined: HashSet::new(),
            repeated: 0,
            error: None,
        }
    }

    pub(super) fn record(&mut self, anomaly: Anomaly) {
        self.anomalies.push(anomaly);
    }

    /// Returns true if the next node is a mapping's key.
    pub(super) fn expects_key(&self) -> bool {
        self.frames.last().is_some_and(|frame| frame.slot == Slot::Key)
    }

    /// Keeps a string's value, as a range of the source if the source has it verbatim.
    pub(super) fn text(&mut self, value: &str, in_source: Option<Span>) -> Text {
        match in_source {
            Some(span) => Text::Source(span),
            None => {
                let start = offset(self.tree.decoded.len());
                self.tree.decoded.push_str(value);
                Text::Decoded(Span::new(start, offset(self.tree.decoded.len())))
            }
        }
    }

    fn push(&mut self, span: Span, kind: Kind) -> NodeId {
        let parent = self.frames.last().map(|frame| frame.node);
        let id = NodeId(offset(self.tree.nodes.len()));
        self.tree.nodes.push(Node { span, parent, kind });
        id
    }

    pub(super) fn string(&mut self, span: Span, text: Text, style: ScalarStyle) -> NodeId {
        self.leaf(span, Kind::String(text, style))
    }

    pub(super) fn null(&mut self, span: Span) -> NodeId {
        self.leaf(span, Kind::Null)
    }

    pub(super) fn boolean(&mut self, span: Span, value: bool) -> NodeId {
        self.leaf(span, Kind::Bool(value))
    }

    pub(super) fn number(&mut self, span: Span, value: Number) -> NodeId {
        self.leaf(span, Kind::Number(value))
    }

    fn leaf(&mut self, span: Span, kind: Kind) -> NodeId {
        let id = self.push(span, kind);
        self.attach(id, Size::SCALAR);
        id
    }

    /// Adds a plain `<<` in key position; the mapping takes over the entries of its value.
    pub(super) fn merge_key(&mut self, span: Span) {
        let id = self.push(span, Kind::Null);
        if let Some(frame) = self.frames.last_mut() {
            frame.slot = Slot::MergeValue(id);
        }
    }

    pub(super) fn start_sequence(&mut self, start: u32) -> NodeId {
        self.start(start, Kind::Sequence(Span::default()), Slot::Item, self.items.len())
    }

    pub(super) fn start_mapping(&mut self, start: u32) -> NodeId {
        self.start(start, Kind::Mapping(Span::default()), Slot::Key, self.entries.len())
    }

    fn start(&mut self, start: u32, kind: Kind, slot: Slot, children: usize) -> NodeId {
        let node = self.push(Span::empty(start), kind);
        if self.frames.len() >= MAX_DEPTH {
            self.error.get_or_insert(BuildError::TooDeep(Span::empty(start)));
        }
        self.frames.push(Frame { node, slot, children, merges: Vec::new(), size: Size::COLLECTION });
        node
    }

    /// Gives `node` the anchor `id`; a collection's size is known once it is complete.
    pub(super) fn anchor(&mut self, id: usize, node: NodeId) {
        self.anchors.insert(id, (node, Size::SCALAR));
    }

    /// Adds an alias of the node under anchor `id`.
    pub(super) fn alias(&mut self, span: Span, id: usize) {
        let Some(&(target, size)) = self.anchors.get(&id) else {
            // The parser resolves names, so an id is always one that it gave out before.
            self.null(span);
            return;
        };
        if self.frames.iter().any(|frame| frame.node == target) {
            let anchor = self.tree.node(target).span;
            self.error.get_or_insert(BuildError::RecursiveAlias { alias: span, anchor });
            self.null(span);
            return;
        }
        self.repeat(size.nodes, span);
        if self.frames.len() + size.depth > MAX_DEPTH {
            self.error.get_or_insert(BuildError::TooDeep(span));
        }
        let alias = self.push(span, Kind::Alias(target));
        self.attach(alias, size);
    }

    /// Counts `nodes` more nodes that the file repeats without writing them.
    fn repeat(&mut self, nodes: u64, span: Span) {
        self.repeated = self.repeated.saturating_add(nodes);
        if self.repeated > MAX_REPEATED_NODES {
            self.error.get_or_insert(BuildError::TooManyRepetitions(span));
        }
    }

    /// Ends the innermost collection. `end` is the offset after its closing bracket; a block
    /// collection has none, and ends with its last child.
    pub(super) fn end(&mut self, end: Option<u32>, anchor: Option<usize>) {
        let Some(mut frame) = self.frames.pop() else { return };
        let is_mapping = matches!(self.tree.node(frame.node).kind, Kind::Mapping(_));
        let children = if is_mapping {
            self.end_mapping(&mut frame)
        } else {
            let start = offset(self.tree.items.len());
            self.tree.items.extend(self.items.drain(frame.children..));
            Span::new(start, offset(self.tree.items.len()))
        };
        let last = self.last_end(children, is_mapping);
        if let Some(node) = self.tree.nodes.get_mut(frame.node.0 as usize) {
            let end = end.or(last).unwrap_or(node.span.start);
            node.span = Span::new(node.span.start, end);
            node.kind = if is_mapping { Kind::Mapping(children) } else { Kind::Sequence(children) };
        }
        if let Some(anchor) = anchor.and_then(|id| self.anchors.get_mut(&id)) {
            anchor.1 = frame.size;
        }
        self.attach(frame.node, frame.size);
    }

    fn last_end(&self, children: Span, is_mapping: bool) -> Option<u32> {
        let range = children.range();
        if is_mapping {
            let entries = self.tree.entries.get(range)?;
            let ends =
                |raw: &RawEntry| self.tree.node(raw.value).span.end.max(self.tree.node(raw.key).span.end);
            // Entries from a merge key come last and may point back, but never beyond the mapping.
            entries.iter().map(ends).max()
        } else {
            self.tree.items.get(range)?.last().map(|&id| self.tree.node(id).span.end)
        }
    }

    /// Puts a complete node into the collection under construction.
    fn attach(&mut self, id: NodeId, size: Size) {
        let Some(frame) = self.frames.last_mut() else {
            self.tree.root = id;
            return;
        };
        frame.size.nodes = frame.size.nodes.saturating_add(size.nodes);
        frame.size.depth = frame.size.depth.max(size.depth + 1);
        match frame.slot {
            Slot::Item => self.items.push(id),
            Slot::Key => {
                frame.slot = Slot::Value(id);
                let node = *self.tree.node(id);
                let target = self.tree.resolve(id);
                match self.tree.node(target).kind {
                    Kind::String(..) => {}
                    Kind::Sequence(_) | Kind::Mapping(_) => {
                        let line = self.source.slice(node.span).lines().next().unwrap_or_default();
                        let key = Span::new(node.span.start, node.span.start + offset(line.len()));
                        self.anomalies.push(Anomaly::NonStringKey { key, node: None });
                    }
                    _ => self.anomalies.push(Anomaly::NonStringKey { key: node.span, node: Some(id) }),
                }
            }
            Slot::Value(key) => {
                frame.slot = Slot::Key;
                let target = self.tree.resolve(key);
                if !matches!(self.tree.node(target).kind, Kind::Sequence(_) | Kind::Mapping(_)) {
                    let hash = KeyHash::new(self.key_name(key));
                    self.entries.push(RawEntry { hash, key, value: id });
                }
            }
            Slot::MergeValue(key) => {
                frame.slot = Slot::Key;
                frame.merges.push((key, id));
            }
        }
    }

    fn end_mapping(&mut self, frame: &mut Frame) -> Span {
        let start = self.tree.entries.len();
        self.tree.entries.extend(self.entries.drain(frame.children..));
        self.join_numbers(start);
        self.drop_duplicates(start);
        if !frame.merges.is_empty() {
            let entries = self.tree.entries.get(start..).unwrap_or_default();
            let mut names = entries.iter().map(|entry| self.key_name(entry.key).to_owned()).collect();
            let merges = std::mem::take(&mut frame.merges);
            let first = merges.first().map(|(key, _)| *key);
            for (key, value) in merges {
                if let Some(first) = first.filter(|first| *first != key) {
                    let second = self.tree.node(key).span;
                    self.anomalies.push(Anomaly::DuplicateKey { first, second });
                }
                self.merge(frame.node, &mut names, key, value);
            }
        }
        Span::new(offset(start), offset(self.tree.entries.len()))
    }

    fn key_name(&self, key: NodeId) -> &str {
        let node = self.tree.node(self.tree.resolve(key));
        match node.kind {
            Kind::String(Text::Decoded(span), _) => self.tree.decoded.get(span.range()).unwrap_or_default(),
            Kind::String(Text::Source(span), _) => self.source.slice(span),
            _ => self.source.slice(node.span),
        }
    }

    /// Removes the keys that the commas of `{amount: 1,345,000}` make of a number's digits, among the entries from
    /// index `start` on. No other anomaly is recorded for them.
    fn join_numbers(&mut self, start: usize) {
        let entries = self.tree.entries.get(start..).unwrap_or_default();
        let mut found: Vec<(NodeId, u32)> = Vec::new();
        let mut keys = HashSet::new();
        // A number that may go on in the next entry, and the end of its digits.
        let mut open: Option<(NodeId, u32)> = None;
        for entry in entries {
            let (key, value) = (self.tree.node(entry.key), self.tree.node(entry.value));
            let goes_on = |end: u32| {
                let is_next =
                    value.span.is_empty() && self.source.slice(Span::new(end, key.span.start)) == ",";
                is_next && key.span.len() == 3 && self.is_digits(key.span)
            };
            if let Some((number, end)) = &mut open
                && goes_on(*end)
            {
                *end = key.span.end;
                keys.insert(entry.key);
                found.pop_if(|(last, _)| last == number);
                found.push((*number, *end));
                continue;
            }
            let begins = matches!(value.kind, Kind::Number(_)) && value.span.len() <= 3;
            // `0,5` is a decimal comma.
            let begins =
                begins && self.is_digits(value.span) && !self.source.slice(value.span).starts_with('0');
            open = begins.then_some((entry.value, value.span.end));
        }
        if found.is_empty() {
            return;
        }
        let kept: Vec<RawEntry> =
            self.tree.entries.drain(start..).filter(|entry| !keys.contains(&entry.key)).collect();
        self.tree.entries.extend(kept);
        self.joined.extend(keys);
        self.anomalies.extend(found.into_iter().map(|(number, end)| Anomaly::SplitNumber { number, end }));
    }

    fn is_digits(&self, span: Span) -> bool {
        self.source.slice(span).bytes().all(|byte| byte.is_ascii_digit())
    }

    /// Removes repeated keys among the entries from index `start` on, keeping the first of each.
    fn drop_duplicates(&mut self, start: usize) {
        let entries = self.tree.entries.get(start..).unwrap_or_default();
        let mut duplicates: Vec<(usize, NodeId)> = Vec::new();
        if entries.len() <= SMALL_MAPPING {
            for (index, entry) in entries.iter().enumerate().skip(1) {
                let is_same = |other: &&RawEntry| {
                    other.hash == entry.hash && self.key_name(other.key) == self.key_name(entry.key)
                };
                let earlier = entries.iter().take(index).find(is_same);
                duplicates.extend(earlier.map(|first| (index, first.key)));
            }
        } else {
            let mut seen: HashMap<&str, NodeId> = HashMap::with_capacity(entries.len());
            for (index, entry) in entries.iter().enumerate() {
                match seen.entry(self.key_name(entry.key)) {
                    std::collections::hash_map::Entry::Occupied(first) => {
                        duplicates.push((index, *first.get()));
                    }
                    std::collections::hash_map::Entry::Vacant(place) => {
                        place.insert(entry.key);
                    }
                }
            }
        }
        if duplicates.is_empty() {
            return;
        }
        let dropped: HashSet<usize> = duplicates.iter().map(|&(index, _)| index).collect();
        for (index, first) in duplicates {
            if let Some(entry) = self.tree.entries.get(start + index) {
                let second = self.tree.node(entry.key).span;
                self.anomalies.push(Anomaly::DuplicateKey { first, second });
            }
        }
        let kept: Vec<RawEntry> = self
            .tree
            .entries
            .drain(start..)
            .enumerate()
            .filter_map(|(index, entry)| (!dropped.contains(&index)).then_some(entry))
            .collect();
        self.tree.entries.extend(kept);
    }

    /// Copies the entries of `value`, a mapping or a list of mappings, into `mapping`, whose entries are the last
    /// of the tree. The keys that it has already, `names`, win (YAML 1.1 merge key type).
    fn merge(&mut self, mapping: NodeId, names: &mut HashSet<String>, key: NodeId, value: NodeId) {
        let (key_span, value_span) = (self.tree.node(key).span, self.tree.node(value).span);
        let no_mapping = BuildError::MergeOfNoMapping { key: key_span, value: value_span };
        if self.error.is_some() {
            return;
        }
        let sources: Vec<NodeId> = match self.tree.node(self.tree.resolve(value)).kind {
            Kind::Sequence(range) => self.tree.items.get(range.range()).unwrap_or_default().to_vec(),
            _ => vec![value],
        };
        for source in sources {
            let Node { span, kind, .. } = *self.tree.node(source);
            let Kind::Mapping(range) = self.tree.node(self.tree.resolve(source)).kind else {
                self.error.get_or_insert(no_mapping);
                return;
            };
            self.repeat(u64::from(range.len()), value_span);
            if self.error.is_some() {
                return;
            }
            for entry in self.tree.entries.get(range.range()).unwrap_or_default().to_vec() {
                if !names.insert(self.key_name(entry.key).to_owned()) {
                    continue;
                }
                // Entries behind an alias get the alias's span; those of a mapping written in place keep their own.
                let behind_alias = matches!(kind, Kind::Alias(_));
                let [key, value] = [entry.key, entry.value].map(|target| {
                    let span = if behind_alias { span } else { self.tree.node(target).span };
                    let id = NodeId(offset(self.tree.nodes.len()));
                    self.tree.nodes.push(Node {
                        span,
                        parent: Some(mapping),
                        kind: Kind::Alias(self.tree.resolve(target)),
                    });
                    id
                });
                self.tree.entries.push(RawEntry { hash: entry.hash, key, value });
            }
        }
    }

    /// Returns the tree and the anomalies, once the root is complete.
    pub(super) fn finish(mut self) -> Result<(Tree, Vec<Anomaly>), BuildError> {
        if !self.joined.is_empty() {
            self.anomalies.retain(|anomaly| anomaly.node().is_none_or(|id| !self.joined.contains(&id)));
        }
        match self.error {
            Some(error) => Err(error),
            None => Ok((self.tree, self.anomalies)),
        }
    }
}
