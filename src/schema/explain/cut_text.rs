//! Texts within braces that a comma ends, so that their other words are read as keys: `{role: lawyer, father of three}`.

use std::collections::HashSet;

use serde_json::Value;

use super::allowed_keys::AllowedKeys;
use super::context::{Context, resolve};
use super::explanation::Explanation;
use crate::lookalike::{ascii_sign, is_zero_width};
use crate::schema::check::MAX_VIOLATIONS;
use crate::source::Span;
use crate::tree::{Entry, NodeRef, NodeType, ScalarStyle};
use crate::words::{and, quoted};

/// The number of references and alternatives that are followed to see which values a key has.
const MAX_DEPTH: usize = 8;

/// A text that a comma ends, and the keys that are the rest of it.
struct CutText<'a> {
    text: Entry<'a>,
    rest: Vec<Entry<'a>>,
}

impl<'a> Context<'_, 'a> {
    /// Explains the keys that are the rest of a text before them, one finding a text, and takes them from `unexpected`.
    pub(super) fn cut_texts(&self, unexpected: &mut HashSet<&str>) -> Vec<Explanation<'a>> {
        if self.is_json || !self.node.raw().starts_with('{') {
            return Vec::new();
        }
        let allowed =
            self.part.map(|part| AllowedKeys::collect(self.file, part, self.node)).unwrap_or_default();
        let takes_text = |entry: Entry<'_>| {
            allowed.here.get(entry.name()).is_none_or(|schema| takes_any_text(self.file, schema, 0))
        };
        let mut cut: Vec<CutText<'a>> = Vec::new();
        // The plain text that stands just before the key at hand.
        let mut before: Option<CutText<'a>> = None;
        for entry in self.node.entries() {
            let is_rest = unexpected.contains(entry.name())
                && is_bare(entry)
                && key_with_sign(entry, &allowed).is_none()
                && key_without_colon(self.file, entry, &allowed).is_none();
            match before.as_mut().filter(|_| is_rest) {
                Some(before) => before.rest.push(entry),
                None => {
                    cut.extend(before.take());
                    let is_text = is_plain_text(entry.value) && takes_text(entry);
                    before = is_text.then(|| CutText { text: entry, rest: Vec::new() });
                }
            }
        }
        cut.extend(before);
        let explained = cut.into_iter().filter_map(|cut| {
            let explanation = self.cut_text(&cut)?;
            for entry in &cut.rest {
                unexpected.remove(entry.name());
            }
            Some(explanation)
        });
        explained.take(MAX_VIOLATIONS).collect()
    }

    fn cut_text(&self, cut: &CutText<'a>) -> Option<Explanation<'a>> {
        let (first, last) = (cut.rest.first()?, cut.rest.last()?);
        let span = Span::new(cut.text.value.span().start, last.key.span().end);
        let written = self.node.source().slice(span);
        if written.contains('#') {
            return None;
        }
        let whole = written.split_whitespace().collect::<Vec<_>>().join(" ");
        let mut keys: Vec<String> = cut.rest.iter().take(3).map(|entry| quoted(entry.name())).collect();
        if cut.rest.len() > keys.len() {
            keys.push("more".to_owned());
        }
        let are = if cut.rest.len() == 1 { "is read as a key" } else { "are read as keys" };
        let message = format!(
            "the comma ends the text {}, so that {} {are}",
            quoted(cut.text.value.as_str()?),
            and(&keys)
        );
        let whole = match whole.contains(['"', '\\']) {
            true => format!("'{}'", whole.replace('\'', "''")),
            false => format!("\"{whole}\""),
        };
        let help = format!("put the whole text in quotes: {}", quoted(&whole));
        let explanation = self.independent(first.key.span(), first.key, message).with_help(Some(help));
        Some(explanation.with_replacement(span, whole))
    }
}

/// Returns the known key that begins a key without a value, and the word of its list that follows: `level appeal`.
pub(super) fn key_without_colon<'a, 's>(
    file: &Value,
    entry: Entry<'a>,
    allowed: &AllowedKeys<'s>,
) -> Option<(&'s str, &'a str)> {
    let (key, value) = entry.name().split_once(' ')?;
    let value = value.trim();
    let (key, schema) = allowed.here.get_key_value(key).filter(|_| is_bare(entry))?;
    let words = resolve(file, schema).unwrap_or(schema).get("enum")?.as_array()?;
    words.iter().any(|word| word == value).then_some((*key, value))
}

/// Returns true for a plain key without a colon: `, father of three,`.
pub(super) fn is_bare(entry: Entry<'_>) -> bool {
    let is_plain = !entry.key.raw().starts_with(['"', '\'']) && !entry.key.is_alias();
    let after = entry.key.source().text().get(entry.key.span().end as usize..).unwrap_or_default();
    is_plain
        && entry.value.is_null()
        && entry.value.raw().is_empty()
        && after.trim_start().starts_with([',', '}'])
}

/// Returns the known key, the sign behind it, and the value of an entry without a space after its colon, or with an equals
/// sign: `type:verdict`, `type=verdict`.
pub(super) fn key_with_sign<'a, 's>(
    entry: Entry<'a>,
    allowed: &AllowedKeys<'s>,
) -> Option<(&'s str, char, &'a str)> {
    let name = entry.name();
    let is_sign = |c: char| matches!(c, ':' | '=') || ascii_sign(c) == Some(':');
    let (at, sign) = name.char_indices().find(|(_, c)| is_sign(*c))?;
    let is_blank = |c: char| c.is_whitespace() || is_zero_width(c);
    let value = name.get(at + sign.len_utf8()..)?.trim_start_matches(is_blank);
    let key = name.get(..at)?.trim_end();
    // These begin no plain value (YAML 1.2.2, rules 75 and 126).
    let is_indicator = value.strip_prefix(['?', '-', ':']).is_some_and(|rest| rest.starts_with(is_blank));
    let begins_none = is_indicator || value.starts_with(['@', '`', '%', '&', '*', '!', '|', '>', '#']);
    // A quote or a bracket that opens here has to be closed here, and nowhere before.
    let pairs = [('"', '"'), ('\'', '\''), ('[', ']'), ('{', '}')];
    let is_open = pairs.iter().any(|(open, close)| {
        value.strip_prefix(*open).is_some_and(|rest| rest.find(*close) != Some(rest.len().saturating_sub(1)))
    });
    if !is_bare(entry) || value.is_empty() || begins_none || is_open {
        return None;
    }
    allowed.here.get_key_value(key).map(|(key, _)| (*key, sign, value))
}

fn is_plain_text(value: NodeRef<'_>) -> bool {
    value.node_type() == NodeType::String && value.style() == Some(ScalarStyle::Plain) && !value.is_alias()
}

/// Returns true if a schema allows any text, and not only words of a list or of some form.
fn takes_any_text(file: &Value, schema: &Value, depth: usize) -> bool {
    let schema = resolve(file, schema).unwrap_or(schema);
    let is_bound = ["enum", "const", "pattern", "format"].iter().any(|keyword| schema.get(keyword).is_some());
    let is_text = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(|one| one == "string"),
        Some(one) => one == "string",
        None => true,
    };
    let parts = |keyword: &str| schema.get(keyword).and_then(Value::as_array);
    let takes = |part: &Value| depth < MAX_DEPTH && takes_any_text(file, part, depth + 1);
    !is_bound
        && is_text
        && ["anyOf", "oneOf"].iter().all(|keyword| parts(keyword).is_none_or(|parts| parts.iter().any(takes)))
        && parts("allOf").is_none_or(|parts| parts.iter().all(takes))
}
