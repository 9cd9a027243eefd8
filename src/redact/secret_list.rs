//! Collects the values that a promise covers, and their words.

use std::collections::HashSet;

use super::{Name, Secret, Secrets};
use crate::source::Span;

/// The most words that are collected, since the search for them takes memory. No file that a person wrote has more.
const MAX_WORDS: usize = 10_000;

/// The number of bytes after which a text is cut, as messages do.
const MAX_BYTES: usize = 200;

/// The secrets of a text or document, each word once.
#[derive(Default)]
pub(super) struct SecretList {
    secrets: Vec<Secret>,
    names: Vec<Name>,
    words: HashSet<String>,
}

impl SecretList {
    pub(super) fn into_secrets(self) -> Secrets {
        Secrets { parts: self.secrets, names: self.names, ..Secrets::default() }
    }

    /// Adds a text as a name, if it looks like one; returns false otherwise.
    pub(super) fn add_name(&mut self, text: &str) -> bool {
        const MOST_WORDS: usize = 5;
        let is_word = |word: &str| word.starts_with(char::is_uppercase) && !word.contains("://");
        let is_name = text.split_whitespace().all(is_word);
        let is_name = is_name && text.split_whitespace().count() <= MOST_WORDS;
        let name = Name::from_text(text).filter(|_| is_name && self.names.len() < MAX_WORDS);
        let is_added = name.is_some();
        self.names.extend(name);
        is_added
    }

    /// Adds a place in the file.
    pub(super) fn add_span(&mut self, span: Span) {
        self.secrets.push(Secret { span, text: String::new(), shown: 0 });
    }

    /// Adds a text that the words of findings may repeat; its first `shown` bytes may be shown.
    pub(super) fn add_text(&mut self, text: &str, shown: usize) {
        let end = text.char_indices().map(|(at, _)| at).find(|at| *at >= MAX_BYTES).unwrap_or(text.len());
        let text = text.get(..end).unwrap_or_default();
        let is_word = text.chars().any(char::is_alphabetic) && self.words.len() < MAX_WORDS;
        if is_word && self.words.insert(text.to_owned()) {
            self.secrets.push(Secret { span: Span::empty(0), text: text.to_owned(), shown });
        }
    }

    /// Adds the words of a text, since a finding may name one of them. A word in lower-case Latin letters is hardly a
    /// name, and stands in too many sentences.
    pub(super) fn add_words(&mut self, text: &str) {
        for word in text.split(char::is_whitespace) {
            let word = word.trim_matches(|c: char| !c.is_alphanumeric());
            if word.len() <= MAX_BYTES && !word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
                self.add_text(word, 0);
            }
        }
    }
}
