//! Unknown keys: misspelt, misplaced, under another name, or not known at all.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::allowed_keys::AllowedKeys;
use super::context::{Context, resolve};
use super::cut_text::{key_with_sign, key_without_colon};
use super::explanation::{Explanation, Premise};
use super::place::describe;
use super::type_mismatch::as_list;
use super::{SHORT_LIST, synonyms};
use crate::diagnostic;
use crate::diagnostic::edits::moved_into;
use crate::lookalike::did_you_mean;
use crate::model::citation::Citation;
use crate::model::vocabulary::field;
use crate::schema::bundled::name_by_id;
use crate::schema::check::MAX_VIOLATIONS;
use crate::source::{Span, offset};
use crate::suggest::Suggestions;
use crate::tree::{Entry, NodeRef, NodeType};
use crate::words::{alternatives, clip, quoted};

impl<'a> Context<'_, 'a> {
    /// Explains keys that the schema does not know in the mapping.
    pub(super) fn unknown_keys(&self, unexpected: &[String]) -> Vec<Explanation<'a>> {
        if let Some(explanation) = self.two_forms(unexpected) {
            return vec![explanation];
        }
        // The finding on what it lacks says so.
        if self.other_thing().or_else(|| self.person_without_id()).is_some() {
            return Vec::new();
        }
        let mut unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
        let mut explanations = self.cut_texts(&mut unexpected);
        explanations.extend(self.cut_numbers(&mut unexpected));
        let mut search = Search::new(*self);
        explanations.extend(search.keys_with_sign(&mut unexpected));
        explanations.extend(search.keys_without_colon(&mut unexpected));
        explanations.extend(search.first_and_last(&mut unexpected));
        let mut count = 0_usize;
        // The last known key above the one at hand.
        let mut above = None;
        for entry in self.node.entries() {
            if search.allowed.here.contains_key(entry.name()) {
                above = Some(entry);
            }
            if unexpected.contains(entry.name()) {
                count += 1;
                if count <= MAX_VIOLATIONS {
                    explanations.extend(search.explain(entry, above));
                }
            }
        }
        if count > MAX_VIOLATIONS {
            explanations.push(self.more(count - MAX_VIOLATIONS));
        }
        explanations
    }
}

/// Other names for the first and the last of two dates.
const PAIRS: [(&str, &str); 6] = [
    ("begin", "end"),
    ("date_from", "date_to"),
    ("from", "to"),
    ("start", "end"),
    ("start_date", "end_date"),
    ("since", "until"),
];

/// The search for what unknown keys of one mapping mean.
struct Search<'c, 'a> {
    context: Context<'c, 'a>,
    allowed: AllowedKeys<'c>,
    /// The mapping in words.
    owner: String,
    /// The required keys that are missing; these are the likeliest to be meant.
    missing: Suggestions<'c>,
    /// The known keys that are not in the mapping.
    absent: Suggestions<'c>,
    /// The known keys that are in the mapping.
    present: Suggestions<'c>,
    /// The keys that another key above is taken for, each with that one.
    taken: HashMap<&'c str, &'a str>,
}

impl<'c, 'a> Search<'c, 'a> {
    fn new(context: Context<'c, 'a>) -> Self {
        let mapping = context.node;
        let allowed =
            context.part.map(|part| AllowedKeys::collect(context.file, part, mapping)).unwrap_or_default();
        let names: HashSet<&str> = mapping.entries().map(|entry| entry.name()).collect();
        let is_absent = |key: &&str| !names.contains(key);
        let may_search = context.schemas.effort.allows("", allowed.here.len());
        let known = || allowed.here.keys().copied().filter(|_| may_search);
        Self {
            context,
            owner: context.owner(mapping),
            missing: Suggestions::new(allowed.required.iter().copied().filter(is_absent)),
            absent: Suggestions::new(known().filter(is_absent)),
            present: Suggestions::new(known().filter(|key| names.contains(key))),
            taken: HashMap::new(),
            allowed,
        }
    }

    /// Explains one key, by the first reading that applies; nothing where another finding says it better.
    fn explain(&mut self, entry: Entry<'a>, above: Option<Entry<'a>>) -> Option<Explanation<'a>> {
        let (key, owner) = (entry.name(), &self.owner);
        if self.allowed.here.contains_key(key) {
            let message = format!("{} cannot stand in {owner} together with its other keys", quoted(key));
            let premise = Premise::MappingSound(self.context.node.target_id());
            return Some(self.at(entry, message).depends_on(premise));
        }
        if let Some(explanation) = self.value_as_key(entry) {
            return Some(explanation);
        }
        // A word for a key that is asked for is meant as that one, however near another key is.
        let asked = self.synonym(key).filter(|meant| self.allowed.required.contains(meant));
        let near = asked.or_else(|| self.missing.nearest(key)).or_else(|| self.absent.nearest(key));
        if near.is_none()
            && let Some((inner, help)) = above.and_then(|above| self.inner_place(key, above))
        {
            let message = format!("{} does not belong in {owner}", quoted(key));
            let explanation = self.at(entry, message).with_help(Some(help)).stands_for(inner, key);
            return Some(explanation.with_edits("put it there", moved_into(entry, inner)));
        }
        if let Some((discriminator, values)) = self.allowed.elsewhere.get(key) {
            // A missing or misspelt discriminator has a finding of its own, and nobody knows what belongs beside it.
            let value = self.context.node.get(discriminator)?;
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            let message = format!("{} does not belong in {owner}", quoted(key));
            let mut help = format!("it belongs where `{discriminator}` is {}", alternatives(&values));
            if key == "outcome" && self.absent_key("description") {
                help.push_str("; what came of it here is told in the `description:`");
            }
            let premise = Premise::ValueAllowed(value.target_id());
            return Some(self.at(entry, message).with_help(Some(help)).depends_on(premise));
        }
        if let Some(meant) = near.or_else(|| self.synonym(key)) {
            return Some(match self.taken.get(meant) {
                Some(other) => {
                    let help = format!(
                        "it looks like `{meant}`, and so does {}: keep one of the two",
                        quoted(other)
                    );
                    self.unknown(entry).with_help(Some(help))
                }
                None => self.misspelt(entry, meant),
            });
        }
        let help = match self.present.nearest(key) {
            Some(near) => {
                Some(format!("it looks like `{near}`, which is there already: remove one of the two"))
            }
            None => self.list_of_keys(key),
        };
        Some(self.unknown(entry).with_help(help))
    }

    /// Explains keys within braces that have no space after their colon, or an equals sign in its place, all in one.
    fn keys_with_sign(&self, unexpected: &mut HashSet<&str>) -> Option<Explanation<'a>> {
        let mut all: Option<Explanation<'a>> = None;
        for entry in
            self.context.node.entries().filter(|entry| unexpected.contains(entry.name())).take(MAX_VIOLATIONS)
        {
            let Some((known, sign, value)) = key_with_sign(entry, &self.allowed) else { continue };
            let key = entry.name();
            let written = format!("{known}: {value}");
            let message = match sign {
                ':' => format!("no space after the colon of {}", quoted(key)),
                sign if !sign.is_ascii() => {
                    format!("`{sign}` (U+{:04X}) only looks like the colon of `{known}`", u32::from(sign))
                }
                _ => format!("a `{sign}` stands for the colon of {}", quoted(key)),
            };
            let explanation = self
                .at(entry, message)
                .with_help(Some(format!("write {}", quoted(&written))))
                .with_replacement(entry.key.span(), written)
                .stands_for(self.context.node, known);
            all = Some(match all {
                Some(first) => first.with_other(explanation),
                None => explanation,
            });
        }
        let names: Vec<&str> = self.context.node.entries().map(|entry| entry.name()).collect();
        for name in names.iter().filter(|_| all.is_some()) {
            let entry = self.context.node.entry(name);
            if entry.is_some_and(|entry| key_with_sign(entry, &self.allowed).is_some()) {
                unexpected.remove(*name);
            }
        }
        all
    }

    /// Explains known keys within braces that have no colon before their word.
    fn keys_without_colon(&self, unexpected: &mut HashSet<&str>) -> Vec<Explanation<'a>> {
        let mut found = Vec::new();
        for entry in self.context.node.entries().take(MAX_VIOLATIONS) {
            let Some((known, value)) = key_without_colon(self.context.file, entry, &self.allowed) else {
                continue;
            };
            if !unexpected.remove(entry.name()) || self.context.node.get(known).is_some() {
                continue;
            }
            let written = format!("{known}: {value}");
            let explanation = self
                .at(entry, format!("no colon after `{known}`"))
                .with_help(Some(format!("write {}", quoted(&written))))
                .with_replacement(entry.key.span(), written)
                .stands_for(self.context.node, known);
            found.push(explanation);
        }
        found
    }

    /// Explains a pair of other names for the first and the last date, `from:` and `to:`, as one mistake.
    fn first_and_last(&mut self, unexpected: &mut HashSet<&str>) -> Option<Explanation<'a>> {
        let pair = PAIRS.iter().find(|(first, last)| unexpected.contains(first) && unexpected.contains(last));
        let (first, last) = pair?;
        let (first, last) = (self.context.node.entry(first)?, self.context.node.entry(last)?);
        let start = self.absent.nearest(first.name()).or_else(|| self.synonym(first.name()))?;
        let end = self.absent.nearest(last.name()).or_else(|| self.synonym(last.name()))?;
        if start == end {
            return None;
        }
        unexpected.remove(first.name());
        unexpected.remove(last.name());
        let one = self.misspelt(first, start);
        let other = self.misspelt(last, end);
        let help = format!("did you mean `{start}` and `{end}`?");
        Some(one.with_other(other).with_help(Some(help)))
    }

    fn at(&self, entry: Entry<'a>, message: String) -> Explanation<'a> {
        let mut explanation = self.context.independent(entry.key.span(), entry.key, message);
        explanation.finding.depends_on.push(diagnostic::Premise::one_thing(self.context.node));
        explanation
    }

    fn unknown(&self, entry: Entry<'a>) -> Explanation<'a> {
        self.at(entry, format!("unknown key {} in {}", quoted(entry.name()), self.owner))
    }

    /// Explains a key without a value that is a value of a required key which is missing: `release:` for `type: release`.
    fn value_as_key(&self, entry: Entry<'a>) -> Option<Explanation<'a>> {
        let mapping = self.context.node;
        let is_value = |key: &&&'c str| {
            let schema = self.allowed.here.get(**key).copied();
            let schema = schema.map(|schema| resolve(self.context.file, schema).unwrap_or(schema));
            let options = schema.and_then(|schema| schema.get("enum")).and_then(Value::as_array);
            options.is_some_and(|options| options.iter().any(|option| option == entry.name()))
        };
        let mut missing = self.allowed.required.iter().filter(|key| mapping.get(key).is_none());
        let meant = missing.find(is_value)?;
        let message = format!("{} is a value of {}, not a key", quoted(entry.name()), quoted(meant));
        let written = self.context.pair(meant, &self.context.scalar(entry.name()));
        let help = match entry.value.is_null() {
            true => format!("write `{written}`"),
            false => format!(
                "put {} behind `{meant}:`, and what stands behind it under a key of its own",
                quoted(entry.name())
            ),
        };
        let end = entry.key.span().end;
        let after = entry.key.source().text().get(end as usize..).unwrap_or_default();
        let colon =
            after.find(':').filter(|colon| after.get(..*colon).is_some_and(|gap| gap.trim().is_empty()));
        let span = Span::new(entry.key.span().start, end + offset(colon.map_or(0, |colon| colon + 1)));
        let explanation = self.at(entry, message).with_help(Some(help)).stands_for(mapping, meant);
        Some(match entry.value.is_null() && entry.value.raw().is_empty() {
            true => explanation.with_replacement(span, written),
            false => explanation,
        })
    }

    /// Explains a key that stands for the key `meant`.
    fn misspelt(&mut self, entry: Entry<'a>, meant: &'c str) -> Explanation<'a> {
        self.taken.insert(meant, entry.name());
        let schema =
            self.allowed.here.get(meant).map(|schema| resolve(self.context.file, schema).unwrap_or(schema));
        let is_list = schema.and_then(|schema| schema.get("type")).is_some_and(|kind| kind == "array");
        let is_text = is_list && !self.context.is_json && !entry.value.is_alias();
        if let Some(list) = as_list(entry.value).filter(|_| is_text && entry.value.as_str().is_some()) {
            // A number alone is no citation, and nobody knows its code.
            if meant == field::ARTICLES
                && entry.value.as_str().is_none_or(|text| Citation::parse(text).is_none())
            {
                let help = "the key is `articles`, and it has a list of citations, each with its code";
                return self
                    .unknown(entry)
                    .with_help(Some(help.to_owned()))
                    .stands_for(self.context.node, meant);
            }
            let written = format!("{meant}: {list}");
            let span = Span::new(entry.key.span().start, entry.value.span().end);
            let help = format!("did you mean `{meant}`? It is a list: write {}", quoted(&written));
            return self
                .unknown(entry)
                .with_help(Some(help))
                .with_replacement(span, written)
                .stands_for(self.context.node, meant);
        }
        let found = self.unknown(entry).with_help(Some(did_you_mean(entry.name(), meant)));
        // With keys or a list below it, a key that has a word is not meant, or not that alone.
        let has_word = schema.is_some_and(|schema| {
            let one =
                |one: &Value| one == "string" || one == "integer" || one == "number" || one == "boolean";
            schema.get("type").is_some_and(one)
                || schema.get("enum").is_some()
                || schema.get("const").is_some()
        });
        let found =
            match has_word && matches!(entry.value.node_type(), NodeType::Mapping | NodeType::Sequence) {
                true => found,
                false => found.with_fix(format!("write `{meant}`"), entry.key.value_span(), meant.to_owned()),
            };
        found.stands_for(self.context.node, meant)
    }

    /// Returns true if the mapping can have a key that it does not have yet.
    fn absent_key(&self, key: &str) -> bool {
        self.allowed.here.contains_key(key) && self.context.node.get(key).is_none()
    }

    /// Returns the known key that another word for it means, and that the mapping does not have yet.
    fn synonym(&self, word: &str) -> Option<&'c str> {
        let meant = synonyms::keys_for(word).iter().filter_map(|key| self.allowed.here.get_key_value(key));
        meant
            .map(|(key, _)| *key)
            .find(|key| self.context.node.get(key).is_none() && !self.taken.contains_key(key))
    }

    /// Returns the mapping in which a key belongs that stands one level too far out, in the value of the last known key above
    /// it, and says so.
    fn inner_place(&self, key: &str, above: Entry<'a>) -> Option<(NodeRef<'a>, String)> {
        let file = self.context.file;
        let schema = *self.allowed.here.get(above.name())?;
        let schema = resolve(file, schema).unwrap_or(schema);
        let items = || schema.get("items").or_else(|| schema.get("additionalProperties"));
        let (inner, part) = match above.value.node_type() {
            NodeType::Sequence => (above.value.items().last()?, items()?),
            NodeType::Mapping if schema.get("properties").is_none() => {
                (above.value.entries().last()?.value, items()?)
            }
            NodeType::Mapping => (above.value, schema),
            _ => return None,
        };
        let part = resolve(file, part).unwrap_or(part);
        let is_known = AllowedKeys::collect(file, part, inner).here.contains_key(key);
        let is_free = inner.node_type() == NodeType::Mapping && inner.get(key).is_none();
        let how = if self.context.is_json { "put it beside" } else { "indent it as far as" };
        (is_known && is_free)
            .then(|| (inner, format!("it belongs in {} above: {how} the other keys there", describe(inner))))
    }

    /// Returns the keys that can stand in the mapping, or the way to find them.
    fn list_of_keys(&self, key: &str) -> Option<String> {
        let known = &self.allowed.here;
        match known.len() {
            0 => None,
            1..=SHORT_LIST => {
                let known: Vec<String> = known.keys().map(|key| format!("`{key}`")).collect();
                Some(format!("the keys that can stand here are {}", known.join(", ")))
            }
            _ => Some(self.way_to_keys(key)),
        }
    }

    /// Returns the way to find the keys of a large schema, and the place for a key of one's own in a bundled one.
    fn way_to_keys(&self, key: &str) -> String {
        let id = self.context.file.get("$id").and_then(Value::as_str);
        match id.and_then(name_by_id) {
            None => "remove it, or look up its name in the schema".to_owned(),
            Some("config") => "`reportlint schema config` prints the known keys".to_owned(),
            Some(kind) => format!(
                "`reportlint schema {kind}` prints the known keys; a key of your own begins with `x_`, such as `x_{}`",
                clip(key)
            ),
        }
    }
}
