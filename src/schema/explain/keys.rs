//! Keys that are missing, have a wrong form, or cannot stand where they do.

use serde_json::Value;

use super::super::bundled::name_by_id;
use super::SHORT_LIST;
use super::allowed_keys::Condition;
use super::context::{Context, resolve};
use super::explanation::{Explanation, Premise};
use super::format_help::{Misfit, help_from, key_choice_fault, pattern_fault};
use super::names::{name_of, quoted_values};
use crate::diagnostic::edits::with_pair;
use crate::diagnostic::{self, Edit};
use crate::model::vocabulary::field;
use crate::schema::check::Fault;
use crate::tree::{Entry, NodeRef};
use crate::words::{alternatives, quoted};

impl<'a> Context<'_, 'a> {
    /// Explains that the mapping lacks a key that it must have.
    pub(super) fn missing_key(&self, key: &str) -> Explanation<'a> {
        let better = self.other_thing().or_else(|| self.person_without_id());
        if let Some(explanation) = better.or_else(|| self.item_cut_by_dash(key)) {
            return explanation;
        }
        let reason = dependent_key(&self.violation.schema_path)
            .map(|key| format!(", because {} is there", quoted(&key)))
            .unwrap_or_default();
        let message = format!("{} is missing from {}{reason}", quoted(key), self.owner(self.node));
        let property = self.property(key);
        let written = format!("`{}`", self.pair(key, "").trim_end());
        let schema = property.map(|property| resolve(self.file, property).unwrap_or(property));
        let guess = self.node.parent().is_none().then(|| self.guess_of(key, schema)).flatten();
        let words = schema.and_then(|schema| self.words_of(schema));
        let help = match (&words, help_from(property)) {
            (Some((words, _)), _) if words.len() <= SHORT_LIST => {
                format!("add {written} with one of {}", alternatives(&quoted_values(words)))
            }
            (None, Some(description)) => format!("add {written} — {description}"),
            (None, None) => format!("add {written}"),
            (Some((words, _)), description) => {
                let list = self.list_of_words(words);
                let description = description.map(|text| format!(" — {text}")).unwrap_or_default();
                format!("add {written}{description}: {list}")
            }
        };
        let guess = guess.map(|guess| (self.pair(key, &self.scalar(&guess.value)), guess.reason));
        let (help, edits) = match &guess {
            Some((written, reason)) => (format!("add `{written}`, {reason}"), self.at_the_top(written)),
            None => (help, None),
        };
        let mut explanation = self
            .independent(self.node.anchor_span(), self.node, message)
            .with_help(Some(help))
            .with_edits("add it", edits)
            .depends_on(Premise::KeyAbsent(self.node.target_id(), key.to_owned()));
        let premises = &mut explanation.finding.depends_on;
        premises.push(diagnostic::Premise::key_absent(self.node, field::UNKNOWN));
        if self.node.parent().is_none() {
            premises.push(diagnostic::Premise::in_this_document(key));
        }
        explanation
    }

    /// Returns the words that a schema allows for a value, or for the items of a list; true for those of a list.
    fn words_of<'s>(&'s self, schema: &'s Value) -> Option<(&'s Vec<Value>, bool)> {
        let words = schema.get("enum").and_then(Value::as_array);
        let items = || {
            let items = schema.get("items")?;
            resolve(self.file, items).unwrap_or(items).get("enum")?.as_array()
        };
        // A longer list is one of codes, which have examples.
        let found = words.map(|words| (words, false)).or_else(|| Some((items()?, true)));
        found.filter(|(words, _)| words.len() <= MOST_WORDS)
    }

    /// Names the words to choose from; of many, the first, and where the others are.
    fn list_of_words(&self, words: &[Value]) -> String {
        const MOST: usize = 2 * SHORT_LIST;
        if words.len() <= MOST {
            return format!("one of {}", alternatives(&quoted_values(words)));
        }
        let first = quoted_values(words.get(..SHORT_LIST).unwrap_or_default()).join(", ");
        let kind = self.file.get("$id").and_then(Value::as_str).and_then(name_by_id);
        let others = words.len() - SHORT_LIST;
        match kind {
            Some(kind) => {
                format!("{first}, or one of {others} others that `reportlint schema {kind}` prints")
            }
            None => format!("{first}, or one of {others} others"),
        }
    }

    /// Returns the edits that write a key with its value among those at the top of the document: behind the last of its first
    /// ones.
    fn at_the_top(&self, pair: &str) -> Option<Vec<Edit>> {
        let first = |name: &str| self.node.entry(name);
        let entry = [field::TITLE, field::ID].into_iter().find_map(first);
        with_pair(entry.or_else(|| self.node.entries().next())?, pair)
    }

    /// Explains that a key's name does not have the form that names must have.
    pub(super) fn key_name(&self, key: Option<&str>, fault: &Fault) -> Explanation<'a> {
        let names = self.part.and_then(|part| part.get("propertyNames"));
        let names = names.map(|names| resolve(self.file, names).unwrap_or(names));
        let entry = key.and_then(|key| self.node.entry(key));
        let fault = match (entry, fault) {
            (Some(entry), Fault::Pattern(pattern)) => {
                let written = names.and_then(|names| names.get("pattern")?.as_str()).unwrap_or(pattern);
                let name = quoted(entry.name());
                let misfit = Misfit { text: entry.name(), name: &name, is_required: false, schema: names };
                Some((entry, pattern_fault(written, misfit)))
            }
            (Some(entry), Fault::NotAmong(options)) => {
                let options = options.as_array().into_iter().flatten().filter_map(Value::as_str);
                Some((entry, key_choice_fault(entry.name(), &options.collect::<Vec<_>>())))
            }
            _ => None,
        };
        let Some((entry, fault)) = fault else {
            let message =
                format!("a key of {} does not have the form that it must have", self.owner(self.node));
            return self.independent(self.node.anchor_span(), self.node, message).with_help(help_from(names));
        };
        let mut fault = fault;
        if let Some(id) = fault.suggestion.is_some().then(|| self.referred_id(entry.name())).flatten() {
            fault.help = Some(format!("write `{id}`, by which the document refers to it"));
            fault.suggestion = Some(id.to_owned());
        }
        let references = references(self.node, entry.name());
        let explanation = self.independent(entry.key.span(), entry.key, fault.message).with_help(fault.help);
        let ids = references.iter().map(|node| Premise::IdRight(node.target_id()));
        let explanation = ids.fold(explanation, Explanation::refutes);
        let explanation = match references.first() {
            Some(first) => explanation.with_label(first.anchor_span(), "its id is used here"),
            None => explanation,
        };
        match fault.suggestion {
            Some(name) => {
                let title = format!("write `{name}`");
                explanation.with_fix(title, entry.key.value_span(), name).with_same_edit(references)
            }
            None => explanation,
        }
    }

    /// Explains a key or value where the schema is `false`.
    pub(super) fn forbidden(&self) -> Explanation<'a> {
        let path = &self.violation.schema_path;
        let entry = self.node.parent_entry();
        let span = entry.map_or(self.node.anchor_span(), |entry| entry.key.span());
        let reason = match dependent_key(path) {
            Some(key) => Some(format!(" beside {}", quoted(&key))),
            None => self.condition_in_words(path),
        };
        let owner = self.node.parent().map_or_else(|| "the document".to_owned(), |parent| self.owner(parent));
        let help = match (entry, &reason) {
            (Some(entry), Some(reason)) if entry.name() == "url" && reason.contains("confidential") => {
                Some("remove the address: the source was promised confidence")
            }
            (Some(entry), Some(reason)) if entry.name() == field::RESULTS && reason.starts_with(UNLESS) => {
                Some(
                    "where it differs between people or charges, the outcome is `mixed`; otherwise the sentences stand under `sentences:`, without `results:`",
                )
            }
            (Some(_), Some(reason)) if reason.starts_with(UNLESS) => {
                Some("correct one of the two, or remove it")
            }
            (Some(_), Some(_)) => Some("remove one of the two"),
            (Some(_), None) => Some("remove it"),
            (None, _) => None,
        };
        let message = format!("{} cannot stand in {owner}{}", name_of(self.node), reason.unwrap_or_default());
        self.independent(span, self.node, message).with_help(help.map(str::to_owned))
    }

    /// Returns the condition under which the `then` or the `else` on a schema's path applies, in words. Of several the
    /// last counts: it is the nearest to the value.
    fn condition_in_words(&self, path: &str) -> Option<String> {
        let branch = |keyword| path.rsplit_once(keyword).map(|(before, _)| before);
        let (holds, fails) = (branch("/then/"), branch("/else/"));
        let (before, word) = match (holds, fails) {
            (holds, Some(before)) if holds.is_none_or(|other| other.len() < before.len()) => (before, UNLESS),
            (holds, _) => (holds?, " where"),
        };
        let condition = self.file.pointer(before)?.get("if")?;
        if let Some(Condition { key, values }) =
            Condition::parse(condition).filter(|condition| !condition.values.is_empty())
        {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            return Some(format!("{word} `{key}` is {}", alternatives(&values)));
        }
        let (key, test) = condition.get("properties")?.as_object()?.iter().next()?;
        Some(format!("{word} `{key}` is `{}`", test.get("const")?))
    }
}

/// The longest list of words that people choose from.
const MOST_WORDS: usize = 100;

/// The most values of a document that are looked through for references to an id.
const MOST_VALUES: usize = 4096;

/// The keys under which a document refers to what it declares under another.
const REFERENCES: [(&str, &[&str]); 3] = [
    (field::PERSONS, &[field::PERSONS, field::SPEAKER]),
    (field::ORGANISATIONS, &[field::ORGANISATIONS, field::PUBLISHERS, field::SPEAKER]),
    (field::SOURCES, &[field::SOURCES, field::SOURCE]),
];

/// Returns the values that refer by an id to what `declared` has under it.
fn references<'a>(declared: NodeRef<'a>, id: &str) -> Vec<NodeRef<'a>> {
    let key = declared.parent_entry().map(Entry::name);
    let keys = REFERENCES.iter().find_map(|(known, keys)| (key == Some(known)).then_some(*keys));
    let Some(keys) = keys else { return Vec::new() };
    let root = std::iter::successors(Some(declared), |node| node.parent()).last();
    let mut open: Vec<(NodeRef<'a>, &str)> = root.map(|root| (root, "")).into_iter().collect();
    let mut found = Vec::new();
    for _ in 0..MOST_VALUES {
        let Some((node, key)) = open.pop() else { break };
        if node.as_str() == Some(id) && keys.contains(&key) {
            found.push(node);
        }
        // `persons: [{id: aliya, part: defendant}]`
        let is_listed = |entry: &Entry<'_>| key == field::PERSONS && entry.name() == field::ID;
        open.extend(
            node.entries().map(|entry| (entry.value, if is_listed(&entry) { key } else { entry.name() })),
        );
        open.extend(node.items().map(|item| (item, key)));
    }
    found
}

/// The word before the condition under which an `else` does not apply.
const UNLESS: &str = " unless";

/// Returns the key that brought a `dependentRequired`, `dependentSchemas` or `dependencies` to bear.
fn dependent_key(path: &str) -> Option<String> {
    ["/dependentRequired/", "/dependentSchemas/", "/dependencies/"].iter().find_map(|keyword| {
        let (_, rest) = path.rsplit_once(keyword)?;
        Some(rest.split('/').next()?.replace("~1", "/").replace("~0", "~"))
    })
}
