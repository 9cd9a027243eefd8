//! Finds the values that a promise of protection covers, also where a key has a typing mistake.

use crate::document::Document;
use crate::model::vocabulary::field;
use crate::redact::Secrets;
use crate::redact::key_role::{KeyRole, keeps_promise};
use crate::redact::secret_list::SecretList;
use crate::schema;
use crate::tree::{Entry, NodeRef};

/// Returns the secrets of the blocks that promise to protect somebody.
pub(super) fn secrets(document: &Document) -> Secrets {
    let mut secrets = SecretList::default();
    let promises = |entry: Entry<'_>| {
        KeyRole::of_key(entry.name()) == Some(KeyRole::Promise) && keeps_promise(entry) && !is_id(entry)
    };
    for block in document.nodes().filter(|node| !node.is_alias()) {
        if block.entries().any(promises) {
            secrets.add_block(block);
        }
    }
    secrets.into_secrets()
}

/// Returns true for the id of a person, a source or an organisation with its details: a paper may be called "Confidencial".
fn is_id(entry: Entry<'_>) -> bool {
    let declaring = entry.value.parent().and_then(NodeRef::parent_entry).map(Entry::name);
    entry.value.as_mapping().is_some()
        && declaring.is_some_and(|key| [field::PERSONS, field::SOURCES, field::ORGANISATIONS].contains(&key))
}

impl SecretList {
    fn add_block(&mut self, block: NodeRef<'_>) {
        let keys = schema::keys();
        // In a person, a key that belongs elsewhere is as suspect as an unknown one.
        let known = match block.parent().and_then(NodeRef::parent_entry).map(Entry::name) {
            Some(field::PERSONS) => &keys.person,
            Some(field::SOURCES) => &keys.source,
            _ => &keys.all,
        };
        for entry in block.entries() {
            let name = entry.name();
            match KeyRole::of_key(name) {
                Some(KeyRole::Promise) => {}
                Some(KeyRole::Covered) => self.add_entry(entry),
                None if known.contains(name.to_lowercase().as_str()) => {}
                None => self.add_entry(entry),
            }
        }
    }

    /// Adds a value, and the part of its key that can only belong to the value.
    fn add_entry(&mut self, entry: Entry<'_>) {
        let (name, is_empty) = (entry.name(), entry.value.is_null());
        let role = KeyRole::nearest(name);
        // `name_original Nurlan: Sadykov`, and in brackets `author: Sadykov, Nurlan`
        if !name.bytes().all(may_stand_in_key) || is_empty && role.is_none() {
            let word = name.split(char::is_whitespace).next().unwrap_or_default();
            let shown = if KeyRole::nearest(word).is_some() { word.len() } else { 0 };
            self.add_text(name, shown);
            self.add_words(name.get(shown..).unwrap_or_default());
            self.add_span(entry.key.span());
        }
        self.add_value(entry.value);
    }

    /// Adds all scalars of a value.
    fn add_value(&mut self, value: NodeRef<'_>) {
        let mut open = vec![value];
        self.add_span(value.span());
        while let Some(node) = open.pop() {
            // The value of an alias is hidden where its anchor stands.
            self.add_span(node.with_id(node.target_id()).span());
            if let Some(text) = node.as_str() {
                // A word of a list is hidden where it stands and nowhere else.
                if !text.bytes().all(may_stand_in_key) || text.contains(char::is_uppercase) {
                    self.add_text(text, 0);
                    // The words of a name are found in all their forms, and not within others.
                    if !self.add_name(text) {
                        self.add_words(text);
                    }
                }
            } else if !node.is_alias() {
                open.extend(node.items());
                open.extend(node.entries().map(|entry| entry.value));
            }
        }
    }
}

/// Returns true if a byte may stand in a key of any schema.
fn may_stand_in_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
