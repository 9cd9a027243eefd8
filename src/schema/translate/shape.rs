//! Shapes: a text, list or block of keys where another of them belongs, and how the one becomes the other.

use serde_json::Value;

use super::allowed::reference;
use super::names::key_of;
use super::{Translator, form};
use crate::tree::{NodeRef, NodeType};
use crate::words::{clip, quoted};

impl<'s, 'a> Translator<'s, 'a> {
    /// How a single value becomes the block of keys that a schema asks for.
    pub(super) fn as_block(&self, node: NodeRef<'a>, schema: Option<&'s Value>) -> Option<String> {
        let key = key_of(node)?;
        let text = node.scalar_text().unwrap_or_default();
        // `source: court` where `sources:` has a `court`.
        let plural = format!("{key}s");
        if self.root.get(&plural).is_some_and(|declared| declared.get(text).is_some()) {
            let listed = self.pair(&plural, &format!("[{}]", self.scalar(text)));
            return Some(format!(
                "{} is one of the document's {}: write `{listed}`",
                quoted(text),
                clip(&plural)
            ));
        }
        let required = required(schema);
        let pairs: Vec<String> = match required.as_slice() {
            [] => return form::examples(schema),
            // `345 000 KZT`
            [number, unit] if text.starts_with(|c: char| c.is_ascii_digit()) => {
                let (digits, word) = text.split_at(text.find(char::is_alphabetic).unwrap_or(text.len()));
                let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
                let word = if word.is_empty() { "…".to_owned() } else { clip(word) };
                vec![self.pair(number, &digits), self.pair(unit, &word)]
            }
            // What a person writes for the whole is mostly its name or title, which stands last.
            [first @ .., last] => {
                let last = self.pair(last, &self.scalar(&clip(text)));
                first.iter().map(|key| self.pair(key, "…")).chain([last]).collect()
            }
        };
        let pairs = pairs.join(", ");
        Some(match node.parent().filter(|list| list.node_type() == NodeType::Sequence) {
            None => format!("write `{}`", self.pair(key, &format!("{{{pairs}}}"))),
            Some(list) if self.is_json || list.raw().starts_with('[') || required.len() > 1 => {
                format!("write `{{{pairs}}}` in its place")
            }
            Some(_) => format!("write `- {pairs}`"),
        })
    }

    /// How a list becomes a block of keys: as entries by their ids, or as one block.
    pub(super) fn without_dashes(&self, node: NodeRef<'a>, schema: Option<&'s Value>) -> Option<String> {
        let first = node.items().next()?;
        let by_id =
            schema.and_then(|schema| schema.get("additionalProperties")).filter(|entry| entry.is_object());
        let is_pair = first.entries().len() == 1;
        if let Some((entry, pair)) =
            first.entries().next().filter(|_| is_pair).map(|entry| (entry, entry.value))
        {
            // `- law: off`
            let pair = self.pair(entry.name(), &clip(pair.raw()));
            return Some(format!("write the keys without a list around them: `{pair}`"));
        }
        let Some(entry) = by_id else {
            return Some("one of these belongs here: write it without the list around it".to_owned());
        };
        let id = first.get("id").unwrap_or(first).scalar_text().unwrap_or("some-id");
        let keys: Vec<&str> = match first.entries().len() {
            0 => required(Some(reference(self.schema, entry).unwrap_or(entry))),
            _ => first.entries().map(|entry| entry.name()).filter(|key| *key != "id").take(2).collect(),
        };
        let pairs: Vec<String> = keys
            .iter()
            .map(|key| {
                self.pair(key, &first.get(key).map_or_else(|| "…".to_owned(), |value| clip(value.raw())))
            })
            .collect();
        let entry = self.pair(id, &format!("{{{}}}", pairs.join(", ")));
        Some(format!("each entry stands under an id of its own, without a list around them: `{entry}`"))
    }

    /// How a block of keys becomes an item of the list that belongs in its place.
    pub(super) fn with_dash(&self, node: NodeRef<'a>, schema: Option<&'s Value>) -> Option<String> {
        let first = node.entries().next()?;
        let shape = if let Some(name) = first.name().strip_prefix('-') {
            format!("put a space after the dash, `- {}`", clip(name))
        } else if self.is_json || node.raw().starts_with('{') {
            "put it in square brackets, `[{…}]`".to_owned()
        } else {
            format!("write `- ` before {} and indent the lines below it as far", quoted(first.name()))
        };
        Some(match form::examples(schema) {
            Some(description) => format!("{shape} — {description}"),
            None => shape,
        })
    }

    /// A key with its value as the file's format writes it.
    pub(super) fn pair(&self, key: &str, value: &str) -> String {
        if self.is_json { format!("\"{}\": {value}", clip(key)) } else { format!("{}: {value}", clip(key)) }
    }

    /// A text as the file's format writes it within brackets.
    fn scalar(&self, text: &str) -> String {
        let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        if is_plain && !self.is_json { text.to_owned() } else { format!("\"{text}\"") }
    }
}

/// A value on one line as the only item of a list, or, with commas in it, as several. Of brackets the one that
/// was forgotten is added; other text that cannot stand within brackets as it is gives `None`.
pub(super) fn as_list(node: NodeRef<'_>) -> Option<String> {
    let raw = node.raw();
    let items = raw.strip_prefix('[').unwrap_or(raw);
    let items = items.strip_suffix(']').unwrap_or(items).trim();
    let is_quoted = items.starts_with(['"', '\'']);
    let breaks = |c: char| c == '\n' || !is_quoted && matches!(c, '[' | ']' | '{' | '}' | '#');
    let is_block_scalar = items.starts_with(['|', '>']);
    let is_item = !items.is_empty() && !node.scalar_text()?.is_empty() && !is_block_scalar;
    (is_item && !items.contains(breaks)).then(|| format!("[{items}]"))
}

/// The keys that a schema requires.
fn required(schema: Option<&Value>) -> Vec<&str> {
    let keys = schema.and_then(|schema| schema.get("required")).and_then(Value::as_array);
    keys.into_iter().flatten().filter_map(Value::as_str).collect()
}
