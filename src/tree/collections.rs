//! The items of sequences and the entries of mappings.

use super::{KeyHash, NodeId, NodeRef, RawEntry};
use crate::source::Span;

/// A key with its value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry<'a> {
    /// The key, a scalar.
    pub key: NodeRef<'a>,
    /// The value.
    pub value: NodeRef<'a>,
}

impl<'a> Entry<'a> {
    /// Returns the key's text.
    #[inline]
    pub fn name(self) -> &'a str {
        self.key.scalar_text().unwrap_or_default()
    }

    /// Returns the bytes from the key to the end of a short value on the same line; the key alone if the value is
    /// long, begins on a later line or runs over several.
    pub fn line(self) -> Span {
        const SHORT: u32 = 100;
        let whole = self.key.span().to(self.value.span());
        let is_short_line = self.value.span().start >= self.key.span().start
            && whole.len() <= SHORT
            && !self.key.source().slice(whole).contains('\n');
        if is_short_line { whole } else { self.key.span() }
    }
}

/// A member of a collection, with those before and behind it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Among<T> {
    pub(crate) previous: Option<T>,
    pub(crate) own: T,
    pub(crate) next: Option<T>,
}

impl<T> Among<T> {
    /// Takes the member at `index` from those of a collection.
    fn at(index: usize, get: impl Fn(usize) -> Option<T>) -> Option<Self> {
        Some(Self { previous: index.checked_sub(1).and_then(&get), own: get(index)?, next: get(index + 1) })
    }

    /// Changes what a member is told by.
    pub(crate) fn map<U>(self, change: impl Fn(T) -> U) -> Among<U> {
        Among { previous: self.previous.map(&change), own: change(self.own), next: self.next.map(&change) }
    }
}

/// Iterates over the items of a sequence.
#[derive(Debug, Clone)]
pub struct Items<'a> {
    pub(super) node: NodeRef<'a>,
    pub(super) ids: &'a [NodeId],
}

impl<'a> Items<'a> {
    /// Finds an item by bisection, since items are numbered in order.
    pub(crate) fn among(self, item: NodeRef<'_>) -> Option<Among<NodeRef<'a>>> {
        let index = self.ids.binary_search(&item.id()).ok()?;
        Among::at(index, |index| Some(self.node.with_id(*self.ids.get(index)?)))
    }
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
    pub(super) node: NodeRef<'a>,
    pub(super) raw: &'a [RawEntry],
}

impl<'a> Entries<'a> {
    /// Returns the first entry under `key`.
    #[inline]
    pub(super) fn find_key(self, key: &str) -> Option<Entry<'a>> {
        self.find_hashed(KeyHash::new(key), key)
    }

    /// Returns the first entry under `key`, whose hash is `hash`.
    pub(crate) fn find_hashed(self, hash: KeyHash, key: &str) -> Option<Entry<'a>> {
        let mut same = self.raw.iter().filter(|raw| raw.hash == hash).map(|raw| self.node.entry_of(*raw));
        same.find(|entry| hash.is_exact() || entry.name() == key)
    }

    /// Finds an entry as [`Self::holding`] does.
    pub(crate) fn among(self, entry: Entry<'_>) -> Option<Among<Entry<'a>>> {
        let index = self.raw.partition_point(|raw| raw.key < entry.key.id());
        let among = Among::at(index, |index| Some(self.node.entry_of(*self.raw.get(index)?)))?;
        (among.own.key.id() == entry.key.id()).then_some(among)
    }

    /// Finds the entry whose key or value is node `id` by bisection: entries are numbered in order, each key before
    /// its value.
    pub(super) fn holding(self, id: NodeId) -> Option<Entry<'a>> {
        let index = self.raw.partition_point(|raw| raw.value < id);
        let raw = self.raw.get(index).filter(|raw| raw.value == id || raw.key == id)?;
        Some(self.node.entry_of(*raw))
    }

    /// Returns the last entry under `key`.
    pub(crate) fn find_last(self, key: &str) -> Option<Entry<'a>> {
        let hash = KeyHash::new(key);
        let is_key = |raw: &&RawEntry| raw.hash == hash && self.node.entry_of(**raw).name() == key;
        self.raw.iter().rfind(is_key).map(|raw| self.node.entry_of(*raw))
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = Entry<'a>;

    fn next(&mut self) -> Option<Entry<'a>> {
        let (first, rest) = self.raw.split_first()?;
        self.raw = rest;
        Some(self.node.entry_of(*first))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.raw.len(), Some(self.raw.len()))
    }
}

impl ExactSizeIterator for Entries<'_> {}
