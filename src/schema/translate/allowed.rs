//! Which keys a schema allows in a mapping, so that an unknown one gets a did-you-mean.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::tree::NodeRef;

/// How far references are followed; real schemas need three or four.
const MAX_DEPTH: usize = 32;

/// The keys that a schema names for a mapping.
#[derive(Debug, Default)]
pub(super) struct Allowed<'s> {
    /// Those that can stand in it as it is, each with its schema.
    pub(super) here: BTreeMap<&'s str, &'s Value>,
    /// Those that must.
    pub(super) required: BTreeSet<&'s str>,
    /// Those of other branches, each with the discriminator and the values that would allow it.
    pub(super) elsewhere: BTreeMap<&'s str, (&'s str, BTreeSet<&'s str>)>,
}

impl<'s> Allowed<'s> {
    /// Collects the keys that `schema`, a part of `root`, names for `mapping`.
    pub(super) fn of(root: &'s Value, schema: &'s Value, mapping: NodeRef<'_>) -> Self {
        let mut allowed = Self::default();
        allowed.collect(root, schema, mapping, None, 0);
        allowed
    }

    fn collect(
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
        if let Some(target) = reference(root, schema) {
            self.collect(root, target, mapping, branch, depth + 1);
        }
        for keyword in ["allOf", "anyOf", "oneOf"] {
            for part in schema.get(keyword).and_then(Value::as_array).into_iter().flatten() {
                self.collect(root, part, mapping, branch, depth + 1);
            }
        }
        if let Some(condition) = schema.get("if") {
            let test = Condition::of(condition);
            let holds = test.as_ref().is_none_or(|test| test.holds(mapping));
            if let Some(then) = schema.get("then") {
                let unmet = test.filter(|_| !holds).map(|test| (test.key, test.values));
                self.collect(root, then, mapping, unmet.as_ref().or(branch), depth + 1);
            }
            if let Some(otherwise) = schema.get("else").filter(|_| !holds) {
                self.collect(root, otherwise, mapping, branch, depth + 1);
            }
        }
    }
}

/// The schema that `$ref` names, where it lies in the same file.
pub(super) fn reference<'s>(root: &'s Value, schema: &'s Value) -> Option<&'s Value> {
    root.pointer(schema.get("$ref")?.as_str()?.strip_prefix('#')?)
}

/// The condition of an `if` on one key's value: `{properties: {type: {enum: […]}}}`.
#[derive(Debug)]
pub(super) struct Condition<'s> {
    pub(super) key: &'s str,
    pub(super) values: BTreeSet<&'s str>,
}

impl<'s> Condition<'s> {
    pub(super) fn of(condition: &'s Value) -> Option<Self> {
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
