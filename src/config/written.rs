//! The configuration as it is written: the file's nodes, by the names of the keys.
//!
//! Values of another form are left out here; the configuration's schema reports them.

use crate::tree::{Entry, NodeRef};

/// A configuration file's content.
pub(super) struct Written<'a> {
    root: NodeRef<'a>,
}

/// An entry of `kinds:`, `schemas:`, `overrides:` or `ignore:`, which applies to some paths.
pub(super) struct ByPath<'a> {
    node: NodeRef<'a>,
}

impl<'a> Written<'a> {
    pub(super) fn new(root: NodeRef<'a>) -> Self {
        Self { root }
    }

    /// Returns the patterns of `include:` or `exclude:`, with the key; `None` if the key is missing.
    pub(super) fn patterns(&self, key: &str) -> Option<(NodeRef<'a>, Vec<NodeRef<'a>>)> {
        let entry = self.root.entry(key)?;
        Some((entry.key, entry.value.items().filter(|item| item.as_str().is_some()).collect()))
    }

    /// Returns the path under `extends:`.
    pub(super) fn extends(&self) -> Option<(NodeRef<'a>, &'a str)> {
        let node = self.root.get("extends")?;
        Some((node, node.as_str()?))
    }

    /// Returns the entries of `kinds:`, `schemas:`, `overrides:` or `ignore:`.
    pub(super) fn by_path(&self, key: &str) -> Vec<ByPath<'a>> {
        self.root.get(key).map(|node| node.items().map(|node| ByPath { node }).collect()).unwrap_or_default()
    }

    /// Returns the key `preset:`, and the word under it.
    pub(super) fn preset(&self) -> Option<(NodeRef<'a>, &'a str)> {
        let entry = self.root.entry("preset")?;
        Some((entry.key, entry.value.as_str()?))
    }

    /// Returns the address under `docs_url:`.
    pub(super) fn docs_url(&self) -> Option<&'a str> {
        self.root.get("docs_url")?.as_str()
    }

    /// Returns the entries of `schema_map:`.
    pub(super) fn schema_map(&self) -> Vec<Entry<'a>> {
        self.root.get("schema_map").map(|node| node.entries().collect()).unwrap_or_default()
    }

    /// Returns the patterns under `local_rules:`.
    pub(super) fn local_rules(&self) -> Vec<NodeRef<'a>> {
        let items = self.root.get("local_rules").into_iter().flat_map(NodeRef::items);
        items.filter(|item| item.as_str().is_some()).collect()
    }

    /// Returns the entries of `rules:`.
    pub(super) fn rules(&self) -> Vec<Entry<'a>> {
        self.root.get("rules").map(|node| node.entries().collect()).unwrap_or_default()
    }
}

impl<'a> ByPath<'a> {
    /// Returns the entry's node.
    pub(super) fn node(&self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the path patterns under `key`, one or a list.
    pub(super) fn patterns(&self, key: &str) -> Vec<NodeRef<'a>> {
        let Some(files) = self.node.get(key) else { return Vec::new() };
        let one = files.as_str().map(|_| files);
        one.into_iter().chain(files.items().filter(|item| item.as_str().is_some())).collect()
    }

    /// Returns the string under `key`.
    pub(super) fn string(&self, key: &str) -> Option<(NodeRef<'a>, &'a str)> {
        let node = self.node.get(key)?;
        Some((node, node.as_str()?))
    }

    /// Returns the entries of `rules:`.
    pub(super) fn rules(&self) -> Vec<Entry<'a>> {
        Written::new(self.node).rules()
    }
}
