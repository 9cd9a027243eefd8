//! Keys: missing, unknown, misspelt, and not allowed where they stand.

use std::collections::HashSet;

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::allowed::{Allowed, Condition, reference};
use super::names::{name_of, shown};
use super::{MOST_ERRORS, SHORT_LIST, Translator, form, synonyms};
use crate::lookalike::did_you_mean;
use crate::schema::bundled_text;
use crate::schema::place::describe;
use crate::suggest::Suggestions;
use crate::tree::{Entry, NodeRef, NodeType};
use crate::words::{alternatives, clip, quoted};

impl<'s, 'a> Translator<'s, 'a> {
    pub(super) fn missing(
        &mut self,
        error: &ValidationError<'_>,
        node: NodeRef<'a>,
        key: &str,
        schema: Option<&'s Value>,
    ) {
        let because = dependent_key(error.schema_path().as_str());
        let because = because.map(|key| format!(", because {} is there", quoted(&key))).unwrap_or_default();
        let message = format!("{} is missing from {}{because}", quoted(key), describe(node));
        let property = self.property(schema, key);
        let values = property.and_then(|property| property.get("enum")).and_then(Value::as_array);
        let help = match values.filter(|values| values.len() <= SHORT_LIST) {
            Some(values) => {
                Some(format!("add {} with one of {}", self.key(key), alternatives(&shown(values))))
            }
            None => match form::examples(property) {
                Some(description) => Some(format!("add {} — {description}", self.key(key))),
                None => Some(format!("add {}", self.key(key))),
            },
        };
        self.missing.push((node.target_id(), key.to_owned(), self.drafts.len()));
        self.push(0, "required", node.grip(), node, message, help);
    }

    pub(super) fn unknown_keys(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        unexpected: &[String],
        schema: Option<&'s Value>,
    ) {
        let allowed = schema.map(|schema| Allowed::of(self.schema, schema, node)).unwrap_or_default();
        let present: HashSet<&str> = node.entries().map(|entry| entry.name()).collect();
        let known = || allowed.here.keys().copied();
        let is_absent = |key: &&str| !present.contains(key);
        let mut wanted = Suggestions::new(allowed.required.iter().copied().filter(is_absent));
        let mut suggestions = Suggestions::new(known().filter(is_absent));
        let mut present_names = Suggestions::new(known().filter(|key| present.contains(key)));
        let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
        let owner = describe(node);
        // The last entry that rightly stands above the key.
        let mut above = None;
        let mut told = 0;
        for entry in node.entries() {
            let key = entry.name();
            if allowed.here.contains_key(key) {
                above = Some(entry);
            }
            if !unexpected.contains(key) {
                continue;
            }
            told += 1;
            if told > MOST_ERRORS {
                continue;
            }
            let span = entry.key.span();
            if allowed.here.contains_key(key) {
                let message = format!("{} cannot stand in {owner} together with its other keys", quoted(key));
                self.push(0, keyword, span, entry.key, message, None);
                self.spoilt.extend(self.drafts.pop().map(|draft| (node, draft)));
                continue;
            }
            let message = format!("unknown key {} in {owner}", quoted(key));
            // What is missing is likelier to be meant than what need not be there.
            let near = wanted.nearest(key).or_else(|| suggestions.nearest(key));
            if near.is_none()
                && let Some(home) = above.and_then(|above| self.home(&allowed, key, above))
            {
                let message = format!("{} does not belong in {owner}", quoted(key));
                self.push(0, keyword, span, entry.key, message, Some(home));
                continue;
            }
            if let Some((discriminator, values)) = allowed.elsewhere.get(key) {
                // Without that, or under a misspelt `Type:`, nobody knows what belongs here; that is said instead.
                let Some(value) = node.get(discriminator) else { continue };
                let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
                let message = format!("{} does not belong in {owner}", quoted(key));
                let help = format!("it belongs where `{discriminator}` is {}", alternatives(&values));
                self.dependent.push((value.target_id(), self.drafts.len()));
                self.push(0, keyword, span, entry.key, message, Some(help));
                continue;
            }
            match near.or_else(|| self.synonym(&allowed, node, key)) {
                Some(near) => {
                    self.misspelt.insert((node.target_id(), near));
                    let help = did_you_mean(key, near);
                    self.push(0, keyword, span, entry.key, message, Some(help));
                    self.fix(format!("write `{near}`"), entry.key.value_span(), near.to_owned());
                }
                None if present_names.nearest(key).is_some() => {
                    let near = present_names.nearest(key).unwrap_or_default();
                    let help =
                        format!("it looks like `{near}`, which is there already: remove one of the two");
                    self.push(0, keyword, span, entry.key, message, Some(help));
                }
                None => {
                    let known: Vec<String> = allowed.here.keys().map(|key| format!("`{key}`")).collect();
                    let help = match known.len() {
                        0 => None,
                        1..=SHORT_LIST => {
                            Some(format!("the keys that can stand here are {}", known.join(", ")))
                        }
                        _ => self.own_keys(key),
                    };
                    self.push(0, keyword, span, entry.key, message, help);
                }
            }
        }
        self.leave_out(keyword, node, told);
    }

    /// The key that another word for it means: one that could stand in `node`, and does not yet.
    fn synonym(&self, allowed: &Allowed<'s>, node: NodeRef<'a>, word: &str) -> Option<&'s str> {
        let is_free =
            |key: &str| node.get(key).is_none() && !self.misspelt.contains(&(node.target_id(), key));
        let meant = synonyms::of(word).iter().filter_map(|meant| allowed.here.get_key_value(meant));
        meant.map(|(key, _)| *key).find(|key| is_free(key))
    }

    /// A key as the file's format writes it.
    fn key(&self, key: &str) -> String {
        format!("`{}`", self.pair(key, "").trim_end())
    }

    /// Where a key that stands one level too far out belongs: into what the last entry before it holds.
    fn home(&self, allowed: &Allowed<'s>, key: &str, above: Entry<'a>) -> Option<String> {
        let schema = *allowed.here.get(above.name())?;
        let schema = reference(self.schema, schema).unwrap_or(schema);
        let items = || schema.get("items").or_else(|| schema.get("additionalProperties"));
        let (inner, place) = match above.value.node_type() {
            NodeType::Sequence => (above.value.items().last()?, items()?),
            NodeType::Mapping if schema.get("properties").is_none() => {
                (above.value.entries().last()?.value, items()?)
            }
            NodeType::Mapping => (above.value, schema),
            _ => return None,
        };
        let place = reference(self.schema, place).unwrap_or(place);
        let is_known = Allowed::of(self.schema, place, inner).here.contains_key(key);
        let is_free = inner.node_type() == NodeType::Mapping && inner.get(key).is_none();
        let how = if self.is_json { "put it beside" } else { "indent it as far as" };
        (is_known && is_free)
            .then(|| format!("it belongs in {} above: {how} the other keys there", describe(inner)))
    }

    /// What to do with a key of one's own, where the schema is one of reportlint's.
    fn own_keys(&self, key: &str) -> Option<String> {
        let id = self.schema.get("$id").and_then(Value::as_str);
        let kind = id.and_then(|id| id.strip_prefix("urn:reportlint:schema:"));
        let Some(kind) = kind.filter(|kind| bundled_text(kind).is_some()) else {
            return Some("remove it, or look up its name in the schema".to_owned());
        };
        let list = format!("`reportlint schema {kind}` prints the keys that there are");
        Some(match kind {
            "config" => list,
            _ => format!("{list}; what they have no place for can stand under `x_{}`", clip(key)),
        })
    }

    pub(super) fn key_name(
        &mut self,
        node: NodeRef<'a>,
        error: &ValidationError<'_>,
        schema: Option<&'s Value>,
    ) {
        // The error names the fault and not the key, so each key is asked for the fault, once for all.
        if !self.named.insert((node.target_id(), error.schema_path().as_str().to_owned())) {
            return;
        }
        let named = schema.and_then(|schema| schema.get("propertyNames"));
        let named = named.map(|named| reference(self.schema, named).unwrap_or(named));
        let pattern = match error.kind() {
            ValidationErrorKind::Pattern { pattern } => Some(pattern.as_str()),
            _ => None,
        };
        let matcher = pattern.and_then(|pattern| regex::Regex::new(pattern).ok());
        let options = named.and_then(|named| named.get("enum")).and_then(Value::as_array);
        let options: Option<Vec<&str>> =
            options.map(|options| options.iter().filter_map(Value::as_str).collect());
        let mut told = 0;
        for entry in node.entries() {
            let key = entry.name();
            let is_fine = match (&matcher, &options) {
                (Some(matcher), _) => matcher.is_match(key),
                (None, Some(options)) => options.contains(&key),
                (None, None) => true,
            };
            if is_fine {
                continue;
            }
            told += 1;
            if told > MOST_ERRORS {
                continue;
            }
            let fault = match (pattern, &options) {
                (None, Some(options)) => form::explain_choice(key, options),
                (pattern, _) => form::explain_pattern(pattern.unwrap_or_default(), key, key, named),
            };
            self.push(0, "propertyNames", entry.key.span(), entry.key, fault.message, fault.help);
            if let Some(meant) = fault.meant {
                self.fix(format!("write `{meant}`"), entry.key.value_span(), meant);
            }
        }
        self.leave_out("propertyNames", node, told);
        if told == 0 {
            let message = format!("a key of {} does not have the form that it must have", describe(node));
            self.push(0, "propertyNames", node.grip(), node, message, form::examples(named));
        }
    }

    pub(super) fn not_allowed(&mut self, error: &ValidationError<'_>, node: NodeRef<'a>) {
        let path = error.schema_path().as_str();
        let entry = node.parent_entry();
        let span = entry.map_or(node.grip(), |entry| entry.key.span());
        let name = name_of(node);
        let because = match dependent_key(path) {
            Some(key) => Some(format!(" beside {}", quoted(&key))),
            None => self.unless(path),
        };
        let owner = node.parent().map(describe).unwrap_or_else(|| "the document".to_owned());
        let help = match (entry, &because) {
            // Who was promised confidence keeps it.
            (Some(entry), Some(_))
                if entry.name() == "url"
                    && because.as_ref().is_some_and(|because| because.contains("confidential")) =>
            {
                Some("remove the address: the source was promised confidence".to_owned())
            }
            (Some(_), Some(_)) => Some("remove one of the two".to_owned()),
            (Some(_), None) => Some("remove it".to_owned()),
            (None, _) => None,
        };
        let message = format!("{name} cannot stand in {owner}{}", because.unwrap_or_default());
        self.push(0, "falseSchema", span, node, message, help);
    }

    /// The condition under which the `then` on a schema's path applies, in words.
    pub(super) fn unless(&self, path: &str) -> Option<String> {
        let (before, _) = path.split_once("/then/")?;
        let condition = self.schema.pointer(before)?.get("if")?;
        if let Some(Condition { key, values }) =
            Condition::of(condition).filter(|test| !test.values.is_empty())
        {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            return Some(format!(" where `{key}` is {}", alternatives(&values)));
        }
        let (key, test) = condition.get("properties")?.as_object()?.iter().next()?;
        Some(format!(" where `{key}` is `{}`", test.get("const")?))
    }
}

/// The key that brought a `dependentRequired`, `dependentSchemas` or `dependencies` to bear.
fn dependent_key(path: &str) -> Option<String> {
    ["/dependentRequired/", "/dependentSchemas/", "/dependencies/"].iter().find_map(|keyword| {
        let (_, rest) = path.rsplit_once(keyword)?;
        Some(rest.split('/').next()?.replace("~1", "/").replace("~0", "~"))
    })
}
