//! The choice among alternatives: the keys that are there tell which one the document meant.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use serde_json::Value;

use super::allowed_keys::AllowedKeys;
use super::context::{Context, resolve};
use crate::schema::check::{Fault, Step, Violation};
use crate::suggest::Suggestions;
use crate::tree::{NodeRef, NodeType};

/// The number of a branch's parts that are searched for keys.
const MAX_PARTS: usize = 32;

/// The reading of a value that fits no alternative.
pub(super) enum Meant<'v> {
    /// One alternative was meant.
    Branch(&'v [Violation]),
    /// The value has the type of none.
    NoType,
    /// The key that tells the alternatives apart has the value of none; its values, and one of the violations.
    NoValue(&'v Violation, Vec<Value>),
    /// No alternative's key is there; the keys that each asks for.
    NoKey(Vec<Vec<&'v str>>),
}

/// An alternative, with its keys.
struct Candidate<'c> {
    violations: &'c [Violation],
    keys: AllowedKeys<'c>,
}

impl<'c> Context<'c, '_> {
    /// Returns which of several alternatives was meant.
    pub(super) fn meant_branch(&self, branches: &'c [Vec<Violation>]) -> Meant<'c> {
        // Paths lead through aliases, so the value's depth is its path's.
        let own = self.violation.path.len();
        let has_type = |branch: &&[Violation]| {
            let is_of_value = |violation: &Violation| violation.path.len() == own;
            !branch.iter().any(|one| is_of_value(one) && matches!(one.fault, Fault::WrongType(_)))
        };
        let schemas = self.part.and_then(|part| part.get(self.violation.keyword)).and_then(Value::as_array);
        let candidates: Vec<Candidate<'c>> = branches
            .iter()
            .enumerate()
            .map(|(index, violations)| {
                (schemas.and_then(|schemas| schemas.get(index)), violations.as_slice())
            })
            .filter(|(_, violations)| has_type(violations))
            .map(|(schema, violations)| Candidate { violations, keys: self.keys_of(schema, violations, own) })
            .collect();
        let telling = self.telling_keys(&candidates);
        if let Some(meant) = self.no_value(&candidates, &telling, own) {
            return meant;
        }
        let choices: Option<Vec<Vec<&str>>> = candidates.iter().map(|one| one.missing_alone(own)).collect();
        if let Some(choices) = choices.filter(|choices| choices.len() > 1)
            && candidates.iter().all(|one| one.score(self.node) == 0 && one.count_misspelt(self.node) == 0)
        {
            return Meant::NoKey(choices);
        }
        let best = candidates.iter().min_by_key(|one| {
            let misses = one.violations.iter().any(|violation| {
                is_choice(violation) && key_below(violation, own).is_none_or(|key| telling.contains(key))
            });
            let faults = one.violations.iter().filter(|violation| violation.path.len() == own).count();
            let deepest = one.violations.iter().map(|violation| violation.path.len()).max();
            let keys = (one.score(self.node), one.count_misspelt(self.node));
            (misses, Reverse(keys), faults, Reverse(deepest), one.violations.len())
        });
        best.map_or(Meant::NoType, |best| Meant::Branch(best.violations))
    }

    /// Collects the keys of a branch: of its schema, and of the parts, maybe in other files, whose violations it has.
    fn keys_of(&self, schema: Option<&'c Value>, violations: &'c [Violation], own: usize) -> AllowedKeys<'c> {
        let mut keys = AllowedKeys::default();
        if let Some(schema) = schema {
            keys.collect_more(self.file, schema, self.node);
        }
        for violation in violations.iter().filter(|violation| violation.path.len() <= own + 1).take(MAX_PARTS)
        {
            let context = Context::new(self.schemas, violation, self.root);
            // A fault of a key's value lies below the part that names the key.
            let above = violation.schema_path.rsplit_once("/properties/").map_or("", |(above, _)| above);
            let part = if violation.path.len() == own { context.part } else { context.file.pointer(above) };
            if let Some(part) = part {
                keys.collect_more(context.file, part, self.node);
            }
        }
        keys
    }

    /// Returns the keys whose values tell alternatives apart: several of them say which value it has.
    fn telling_keys(&self, candidates: &[Candidate<'c>]) -> BTreeSet<&'c str> {
        let mut once = BTreeSet::new();
        let mut telling = BTreeSet::new();
        for candidate in candidates {
            for (key, schema) in &candidate.keys.here {
                if !self.values_of(schema).is_empty() && !once.insert(*key) {
                    telling.insert(*key);
                }
            }
        }
        telling
    }

    /// Returns the values that a schema allows by name.
    fn values_of<'s>(&'s self, schema: &'s Value) -> Vec<&'s Value> {
        let schema = resolve(self.file, schema).unwrap_or(schema);
        let several = schema.get("enum").and_then(Value::as_array).into_iter().flatten();
        schema.get("const").into_iter().chain(several).collect()
    }

    /// Returns that a telling key has the value of no alternative.
    fn no_value(
        &self,
        candidates: &[Candidate<'c>],
        telling: &BTreeSet<&str>,
        own: usize,
    ) -> Option<Meant<'c>> {
        let key = *telling
            .iter()
            .find(|key| self.node.get(key).is_some_and(|value| value.scalar_text().is_some()))?;
        let mut values: Vec<Value> = Vec::new();
        let mut first = None;
        for candidate in candidates {
            let Some(schema) = candidate.keys.here.get(key) else {
                // The alternative knows nothing of the key, and other keys may speak for it.
                if candidate.score(self.node) > 0 {
                    return None;
                }
                continue;
            };
            let mut violations = candidate.violations.iter();
            let miss = violations.find(|one| is_choice(one) && key_below(one, own) == Some(key))?;
            first = first.or(Some(miss));
            for value in self.values_of(schema) {
                if !values.contains(value) {
                    values.push(value.clone());
                }
            }
        }
        Some(Meant::NoValue(first?, values))
    }
}

impl<'c> Candidate<'c> {
    /// Returns a number that grows with the keys of the mapping that the alternative names, above all those that it asks for.
    fn score(&self, node: NodeRef<'_>) -> usize {
        let keys = node.entries().filter(|_| node.node_type() == NodeType::Mapping).map(|entry| entry.name());
        keys.map(|key| {
            usize::from(self.keys.here.contains_key(key)) + 2 * usize::from(self.keys.required.contains(key))
        })
        .sum()
    }

    /// Returns the number of keys of the mapping that resemble one that the alternative names and the mapping lacks.
    fn count_misspelt(&self, node: NodeRef<'_>) -> usize {
        let names = self.keys.here.keys().chain(&self.keys.required).copied();
        let absent: Vec<&str> = names.filter(|name| node.get(name).is_none()).collect();
        let mut suggestions = Suggestions::new(absent.into_iter());
        let unknown =
            node.entries().map(|entry| entry.name()).filter(|name| !self.keys.here.contains_key(name));
        unknown.take(MAX_PARTS).filter(|name| suggestions.nearest(name).is_some()).count()
    }

    /// Returns the keys that the alternative misses, if it has no other fault.
    fn missing_alone(&self, own: usize) -> Option<Vec<&'c str>> {
        let missing = self.violations.iter().map(|violation| match &violation.fault {
            Fault::MissingKey(key) if violation.path.len() == own => Some(key.as_str()),
            _ => None,
        });
        missing.collect()
    }
}

/// Returns true if a value is not among those allowed.
fn is_choice(violation: &Violation) -> bool {
    matches!(violation.fault, Fault::NotEqual(_) | Fault::NotAmong(_))
}

/// Returns the key of the value at depth `own` that a violation is about; `None` for the value itself.
fn key_below(violation: &Violation, own: usize) -> Option<&str> {
    match violation.path.get(own..) {
        Some([Step::Key(key)]) => Some(key),
        _ => None,
    }
}
