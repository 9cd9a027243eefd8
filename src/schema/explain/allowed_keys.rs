//! The keys that a schema allows in a mapping; an unknown key is compared with them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::context::resolve;
use crate::tree::NodeRef;

/// The number of references that are followed; real schemas need three or four.
const MAX_DEPTH: usize = 32;

/// The keys that a schema names for a mapping.
#[derive(Debug, Default)]
pub(super) struct AllowedKeys<'s> {
    /// The keys that can stand in the mapping as it is, with their schemas.
    pub(super) here: BTreeMap<&'s str, &'s Value>,
    /// The keys that must stand in it.
    pub(super) required: BTreeSet<&'s str>,
    /// The keys of other branches, each with the discriminator and the values that would allow it.
    pub(super) elsewhere: BTreeMap<&'s str, (&'s str, BTreeSet<&'s str>)>,
}

impl<'s> AllowedKeys<'s> {
    /// Collects the keys that `schema`, a part of `root`, names for `mapping`.
    pub(super) fn collect(root: &'s Value, schema: &'s Value, mapping: NodeRef<'_>) -> Self {
        let mut allowed = Self::default();
        allowed.collect_more(root, schema, mapping);
        allowed
    }

    /// Adds the keys that another schema names for the same mapping.
    pub(super) fn collect_more(&mut self, root: &'s Value, schema: &'s Value, mapping: NodeRef<'_>) {
        self.add(root, schema, mapping, None, 0);
    }

    fn add(
        &mut self,
        root: &'s Value,
        schema: &'s Value,
        mapping: NodeRef<'_>,
        branch: Option<&(&'s str, BTreeSet<&'s str>)>,
        depth: usize,
    ) {
        if depth > MAX_DEPTH {
            return;
        }
        let properties = schema.get("properties").and_then(Value::as_object);
        for (key, property) in properties.into_iter().flatten() {
            match branch {
                None => {
                    self.here.entry(key).or_insert(property);
                }
                Some((discriminator, values)) => {
                    let entry = self.elsewhere.entry(key).or_insert((discriminator, BTreeSet::new()));
                    entry.1.extend(values);
                }
            }
        }
        if branch.is_none() {
            let required = schema.get("required").and_then(Value::as_array);
            self.required.extend(required.into_iter().flatten().filter_map(Value::as_str));
        }
        if let Some(target) = resolve(root, schema) {
            self.add(root, target, mapping, branch, depth + 1);
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for part in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                self.add(root, part, mapping, branch, depth + 1);
            }
        }
        if let Some(condition) = schema.get("if") {
            let test = Condition::parse(condition);
            let holds = test.as_ref().is_none_or(|test| test.holds(mapping));
            if let Some(then) = schema.get("then") {
                let unmet = test.filter(|_| !holds).map(|test| (test.key, test.values));
                self.add(root, then, mapping, unmet.as_ref().or(branch), depth + 1);
            }
            if let Some(otherwise) = schema.get("else").filter(|_| !holds) {
                self.add(root, otherwise, mapping, branch, depth + 1);
            }
        }
    }
}

/// A condition of `if` on one key's value: `{properties: {type: {enum: […]}}}`.
#[derive(Debug)]
pub(super) struct Condition<'s> {
    pub(super) key: &'s str,
    pub(super) values: BTreeSet<&'s str>,
}

impl<'s> Condition<'s> {
    pub(super) fn parse(condition: &'s Value) -> Option<Self> {
        let (key, test) = condition.get("properties")?.as_object()?.iter().next()?;
        let values = match (test.get("const"), test.get("enum")) {
            (Some(value), _) => value.as_str().into_iter().collect(),
            (None, Some(values)) => values.as_array()?.iter().filter_map(Value::as_str).collect(),
            (None, None) => return None,
        };
        Some(Self { key, values })
    }

    fn holds(&self, mapping: NodeRef<'_>) -> bool {
        mapping.get(self.key).and_then(NodeRef::as_str).is_some_and(|value| self.values.contains(value))
    }
}
