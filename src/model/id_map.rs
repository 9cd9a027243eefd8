//! Mappings of ids: a document's sources, persons and organisations.

use std::cell::OnceCell;
use std::collections::HashMap;

use crate::tree::{Entry, NodeRef};

/// The number of entries up to which an id is compared with each of them: hashing it takes as long.
const FEW: usize = 16;

/// The entries of a mapping of ids, in the order of the file and by id.
#[derive(Debug)]
pub(super) struct IdMap<'a> {
    listed: Option<NodeRef<'a>>,
    by_id: OnceCell<HashMap<&'a str, Entry<'a>>>,
}

impl<'a> IdMap<'a> {
    pub(super) fn new(listed: Option<NodeRef<'a>>) -> Self {
        Self { listed, by_id: OnceCell::new() }
    }

    /// Returns the entries in the order of the file.
    pub(super) fn entries(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        // A repository's own keys may stand among the ids.
        self.listed.into_iter().flat_map(NodeRef::entries).filter(|entry| !entry.name().starts_with("x_"))
    }

    /// Returns the entry under an id.
    pub(super) fn get(&self, id: &str) -> Option<Entry<'a>> {
        let listed = self.listed?;
        if listed.entries().len() <= FEW {
            // The last of several entries with one id counts, as below.
            return listed.entries().find_last(id).filter(|entry| !entry.name().starts_with("x_"));
        }
        let by_id = self.by_id.get_or_init(|| self.entries().map(|entry| (entry.name(), entry)).collect());
        by_id.get(id).copied()
    }
}
