//! What no report may show in spite of a slip of the hand: in the key of a name, in the promise to protect it, or in
//! the text around, so that there is no tree to look at.

mod text;

use std::collections::HashSet;

pub(super) use text::in_text;

use crate::diagnostic::Secret;
use crate::document::Document;
use crate::model::guarded::{KeyRole, keeps_promise};
use crate::schema;
use crate::source::Span;
use crate::tree::{Entry, NodeRef};

/// No file that a person wrote has more, and the search for them takes memory.
const MOST_WORDS: usize = 10_000;

/// A message cuts what is longer.
const LONGEST: usize = 200;

/// What may be secret in the blocks of a document that promise to protect somebody.
pub(super) fn in_document(document: &Document) -> Vec<Secret> {
    let mut found = Found::default();
    let promises = |entry: Entry<'_>| role(entry.name()) == Some(KeyRole::Promise) && keeps_promise(entry);
    for block in document.nodes().filter(|node| !node.is_alias()) {
        if block.entries().any(promises) {
            found.take_block(block);
        }
    }
    found.secrets
}

/// What a key is for one who must not be found. One that schemas know is no slip, and most are.
fn role(key: &str) -> Option<KeyRole> {
    if schema::keys().all.contains(key) { KeyRole::exactly(key) } else { KeyRole::of(key) }
}

/// The secrets of one file, each word of them once.
#[derive(Default)]
struct Found {
    secrets: Vec<Secret>,
    words: HashSet<String>,
}

impl Found {
    fn take_block(&mut self, block: NodeRef<'_>) {
        let keys = schema::keys();
        // A key of other parts has no more place in a person than an unknown one.
        let known = match block.parent().and_then(NodeRef::parent_entry).map(Entry::name) {
            Some("persons") => &keys.person,
            Some("sources") => &keys.source,
            _ => &keys.all,
        };
        for entry in block.entries() {
            let name = entry.name();
            match role(name) {
                Some(KeyRole::Promise) => {}
                Some(KeyRole::Covered) => self.take_entry(entry),
                None if known.contains(&name.to_lowercase()) => {}
                None => self.take_entry(entry),
            }
        }
    }

    /// Hides a value, and of its key what can only be a part of it.
    fn take_entry(&mut self, entry: Entry<'_>) {
        let (name, is_empty) = (entry.name(), entry.value.is_null());
        let role = KeyRole::of(name);
        // `name_original Nurlan: Sadykov`, and in brackets `author: Sadykov, Nurlan`
        if !name.bytes().all(is_of_key) || is_empty && role.is_none() {
            let word = name.split(char::is_whitespace).next().unwrap_or_default();
            let shown = if KeyRole::of(word).is_some() { word.len() } else { 0 };
            self.text(name, shown);
            self.words(name.get(shown..).unwrap_or_default());
            self.span(entry.key.span());
        }
        self.take_value(entry.value);
    }

    /// Hides all scalars of a value.
    fn take_value(&mut self, value: NodeRef<'_>) {
        let mut open = vec![value];
        self.span(value.span());
        while let Some(node) = open.pop() {
            // What an alias repeats is hidden where it stands.
            self.span(node.with_id(node.target_id()).span());
            if let Some(text) = node.as_str() {
                // A word of a list is worth hiding where it stands, and nowhere else.
                if !text.bytes().all(is_of_key) || text.contains(char::is_uppercase) {
                    self.text(text, 0);
                    self.words(text);
                }
            } else if !node.is_alias() {
                open.extend(node.items());
                open.extend(node.entries().map(|entry| entry.value));
            }
        }
    }

    fn span(&mut self, span: Span) {
        self.secrets.push(Secret { span, text: String::new(), shown: 0 });
    }

    /// Hides a text in the words of findings, but for its first bytes.
    fn text(&mut self, text: &str, shown: usize) {
        let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= LONGEST).unwrap_or(text.len());
        let text = text.get(..end).unwrap_or_default();
        let is_word = text.chars().any(char::is_alphabetic) && self.words.len() < MOST_WORDS;
        if is_word && self.words.insert(text.to_owned()) {
            self.secrets.push(Secret { span: Span::empty(0), text: text.to_owned(), shown });
        }
    }

    /// Hides the words of a text: findings may name one of them. A word in small Latin letters is hardly a name, and
    /// stands in too many sentences.
    fn words(&mut self, text: &str) {
        for word in text.split(char::is_whitespace) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if word.len() <= LONGEST && !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                self.text(word, 0);
            }
        }
    }
}

/// Whether a byte may stand in a key of any schema.
fn is_of_key(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}
