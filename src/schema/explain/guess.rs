//! Guesses at the meaning of an empty value, by the file's own name or by the rest of the file.

use std::collections::BTreeSet;

use serde_json::Value;

use super::context::Context;
use super::format_help::slug;
use super::names::key_of;
use crate::document::Format;
use crate::model::name::fold;

/// The longest text that is compared with an id by its sound.
const LONGEST_ID: usize = 200;

/// A value that an empty one was probably meant to be, and what speaks for it.
pub(super) struct Guess {
    pub(super) value: String,
    pub(super) reason: &'static str,
}

impl Context<'_, '_> {
    /// Returns what an empty value at the document's root was probably meant to be.
    pub(super) fn guess(&self) -> Option<Guess> {
        self.node.parent().filter(|parent| parent.parent().is_none())?;
        self.guess_of(key_of(self.node)?, self.part)
    }

    /// Returns the value that a key of the document's root probably has, with the key's schema.
    pub(super) fn guess_of(&self, key: &str, schema: Option<&Value>) -> Option<Guess> {
        match key {
            "country" => self.country(schema?.get("enum")?.as_array()?),
            "id" => {
                let value = slug(self.stem())?;
                Some(Guess { value, reason: "as the file is called" })
            }
            _ => None,
        }
    }

    /// Returns the id by which the document refers to the thing that is declared under `key` in another alphabet.
    pub(super) fn referred_id(&self, key: &str) -> Option<&str> {
        if key.is_ascii() || !self.schemas.effort.allows(key, self.root.tree_len()) {
            return None;
        }
        let sound = |text: &str| text.split([' ', '-', '_']).map(fold).collect::<Vec<_>>().join("-");
        let is_id = |text: &&str| {
            let is_sign = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            text.len() <= LONGEST_ID && text.bytes().all(is_sign)
        };
        let own = sound(key);
        let mut open = vec![self.root];
        // An alias repeats what is read where it stands.
        while let Some(node) = open.pop() {
            if node.is_alias() {
                continue;
            }
            if let Some(id) = node.as_str().filter(is_id).filter(|id| sound(id) == own) {
                return Some(id);
            }
            open.extend(node.items());
            open.extend(node.entries().map(|entry| entry.value));
        }
        None
    }

    /// Returns the file's name without its ending.
    fn stem(&self) -> &str {
        let path = self.root.source().path();
        let name = path.rsplit('/').next().unwrap_or(path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    fn country(&self, options: &[Value]) -> Option<Guess> {
        let words: BTreeSet<&str> = options.iter().filter_map(Value::as_str).collect();
        let first = |text: &str| {
            let head = text.split(['-', '_', '.']).next().unwrap_or_default().to_uppercase();
            words.get(head.as_str()).map(|word| (*word).to_owned())
        };
        let guess = |value: Option<String>, reason| Some(Guess { value: value?, reason });
        let id = || self.root.get("id").and_then(|id| first(id.as_str()?));
        guess(first(self.stem()), "as in the file's name")
            .or_else(|| guess(id(), "as in the id"))
            .or_else(|| guess(self.cited_country(&words), "as in the codes that are cited"))
    }

    /// Returns the only country whose codes the document names: `KZ` where `KZ-CC 174` stands.
    fn cited_country(&self, known: &BTreeSet<&str>) -> Option<String> {
        let source = self.root.source();
        let is_markdown = Format::from_path(source.path()) == Some(Format::Markdown);
        // A file may have thousands of documents: of each only its own text is read.
        let text = if is_markdown { source.text() } else { source.slice(self.root.span()) };
        let mut found: Option<&str> = None;
        for (at, _) in text.match_indices('-') {
            let Some((before, rest)) = text.split_at_checked(at) else { continue };
            let word = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphanumeric()).len();
            let code = before.get(before.len().saturating_sub(2)..).filter(|_| word == 2);
            let goes_on =
                rest.get(1..).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_uppercase()));
            let Some(code) = code.and_then(|code| known.get(code)).filter(|_| goes_on) else { continue };
            if found.is_some_and(|found| found != *code) {
                return None;
            }
            found = Some(code);
        }
        found.map(str::to_owned)
    }
}
