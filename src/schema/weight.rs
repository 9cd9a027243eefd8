//! The number of schemas that a value is compared with: where each level of a schema leads twice to the next one, it doubles
//! with every level.

use std::collections::HashMap;

use serde_json::Value;

use super::check::decode;
use super::keywords::{Holds, keyword};

/// The number of schemas that one value may be compared with. Schemas in use stay below a tenth of it.
const MAX_WEIGHT: u64 = 10_000;

/// The number of schemas, each of which leads to the next one, that one value may be compared with.
const MAX_DEPTH: u64 = 1_000;

/// The number of schemas at all places of all files of a schema.
const MAX_PARTS: usize = 200_000;

/// The number of times that the schemas which lead back to themselves are followed.
const MAX_ROUNDS: usize = 64;

/// The keywords whose schemas are about the same value as the schema that has them.
const IN_PLACE: [&str; 9] =
    ["allOf", "anyOf", "dependencies", "dependentSchemas", "else", "if", "not", "oneOf", "then"];

/// The keywords that refer to a schema.
const REFERENCES: [&str; 3] = ["$dynamicRef", "$recursiveRef", "$ref"];

/// A part of a schema that takes too much work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct CostlyPart {
    /// The address of its file; `None` for the main one.
    pub(super) address: Option<String>,
    /// The pointer to it within the file.
    pub(super) pointer: String,
    /// The reason in words, to follow the name of the part.
    pub(super) reason: String,
    /// Advice on mending it.
    pub(super) help: &'static str,
}

impl CostlyPart {
    /// Returns the part as references name it.
    pub(super) fn shown(&self) -> String {
        let file = self.address.as_deref().and_then(|address| address.rsplit('/').next()).unwrap_or_default();
        format!("{}#{}", decode(file), self.pointer)
    }
}

/// A reason why a part is costly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Excess {
    Weight,
    Depth,
    Parts,
}

impl Excess {
    fn reason(self) -> String {
        match self {
            Self::Weight => format!("compares one value with more than {MAX_WEIGHT} schemas"),
            Self::Depth => format!("leads through more than {MAX_DEPTH} schemas, one after the other"),
            Self::Parts => format!("holds, with all that it refers to, more than {MAX_PARTS} schemas"),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Weight => {
                "where each level leads to the next one twice, the work doubles with every level: lead to it once"
            }
            Self::Depth => "refer to the last of them at once",
            Self::Parts => "name the part that describes the files, rather than all of it",
        }
    }
}

/// The schemas that a schema has at its places, and how they lead to each other.
struct Parts<'s> {
    parts: Vec<Part<'s>>,
    by_place: HashMap<(usize, String), usize>,
    by_anchor: HashMap<(usize, &'s str), usize>,
}

struct Part<'s> {
    file: usize,
    schema: &'s Value,
    /// The parts below, each with true if it is about the same value.
    below: Vec<(usize, bool)>,
}

/// Returns the first part of a schema, if there is one, that compares one value with too many schemas.
pub(super) fn costly_part(main: &Value, others: &HashMap<String, Value>) -> Option<CostlyPart> {
    find_costly(main, others, |is_in_place| is_in_place)
}

/// Returns the part of a schema that makes a comparison costly, however deep the values lie that it is about.
pub(super) fn costliest_part(main: &Value, others: &HashMap<String, Value>) -> Option<CostlyPart> {
    find_costly(main, others, |_| true)
}

fn find_costly(
    main: &Value,
    others: &HashMap<String, Value>,
    counts: impl Fn(bool) -> bool,
) -> Option<CostlyPart> {
    let mut addresses: Vec<&String> = others.keys().collect();
    addresses.sort_unstable();
    let files = || std::iter::once(main).chain(addresses.iter().filter_map(|address| others.get(*address)));
    let mut parts = Parts { parts: Vec::new(), by_place: HashMap::new(), by_anchor: HashMap::new() };
    for (file, schema) in files().enumerate() {
        parts.add(file, schema, String::new());
    }
    for index in 0..parts.parts.len() {
        parts.follow_references(index, &addresses);
    }
    let (heavy, excess) = match parts.parts.len() {
        ..=MAX_PARTS => parts.first_heavy(counts)?,
        _ => (0, Excess::Parts),
    };
    let (file, pointer) = parts.by_place.into_iter().find(|(_, index)| *index == heavy)?.0;
    let address = file.checked_sub(1).and_then(|file| addresses.get(file)).map(|address| (*address).clone());
    Some(CostlyPart { address, pointer, reason: excess.reason(), help: excess.help() })
}

impl<'s> Parts<'s> {
    /// Adds the schema at a place, with those below it. Returns its index.
    fn add(&mut self, file: usize, schema: &'s Value, pointer: String) -> usize {
        let index = self.parts.len();
        self.parts.push(Part { file, schema, below: Vec::new() });
        for anchor in ["$anchor", "$dynamicAnchor"] {
            if let Some(name) = schema.get(anchor).and_then(Value::as_str) {
                self.by_anchor.insert((file, name), index);
            }
        }
        for (name, value) in schema.as_object().into_iter().flatten() {
            let known = keyword(name);
            let holds = known.map(|keyword| keyword.holds);
            if holds == Some(Holds::Data) {
                continue;
            }
            let place = format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
            let inner: Vec<(String, &Value)> = match value {
                Value::Object(members) if holds == Some(Holds::Named) => {
                    let place =
                        |name: &str| format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
                    members.iter().map(|(name, schema)| (place(name), schema)).collect()
                }
                Value::Array(list) => list
                    .iter()
                    .enumerate()
                    .map(|(index, schema)| (format!("{place}/{index}"), schema))
                    .collect(),
                value => vec![(place, value)],
            };
            // A definition is compared with a value only where something refers to it.
            let applies = known.is_some() && !matches!(name.as_str(), "$defs" | "definitions");
            for (place, schema) in
                inner.into_iter().filter(|(_, schema)| schema.is_object() || schema.is_boolean())
            {
                let below = self.add(file, schema, place);
                if let Some(part) = self.parts.get_mut(index).filter(|_| applies) {
                    part.below.push((below, IN_PLACE.contains(&name.as_str())));
                }
            }
        }
        self.by_place.insert((file, pointer), index);
        index
    }

    /// Adds what the references of a part lead to.
    fn follow_references(&mut self, index: usize, addresses: &[&String]) {
        let Some(part) = self.parts.get(index) else { return };
        let references = REFERENCES.iter().filter_map(|name| part.schema.get(*name)?.as_str());
        let targets: Vec<usize> = references
            .filter_map(|reference| {
                let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
                let file = match address {
                    "" => part.file,
                    // A reference is mostly relative, and the names of files differ.
                    address => 1 + addresses.iter().position(|known| is_end_of(address, known))?,
                };
                let fragment = decode(fragment);
                let anchor = self.by_anchor.get(&(file, fragment.as_str()));
                anchor.copied().or_else(|| self.by_place.get(&(file, fragment)).copied())
            })
            .collect();
        if let Some(part) = self.parts.get_mut(index) {
            part.below.extend(targets.into_iter().map(|target| (target, true)));
        }
    }

    /// Returns the first part that leads to too many others by the steps that count.
    fn first_heavy(&self, counts: impl Fn(bool) -> bool) -> Option<(usize, Excess)> {
        let steps = |part: &Part<'_>| -> Vec<usize> {
            part.below
                .iter()
                .filter(|(_, is_in_place)| counts(*is_in_place))
                .map(|(below, _)| *below)
                .collect()
        };
        let below: Vec<Vec<usize>> = self.parts.iter().map(steps).collect();
        let mut above = vec![Vec::new(); below.len()];
        for (part, below) in below.iter().enumerate() {
            for below in below {
                above.get_mut(*below)?.push(part);
            }
        }
        // From the parts that lead to none upwards, each after all that it leads to.
        let mut weights: Vec<Option<(u64, u64)>> = vec![None; below.len()];
        let mut open: Vec<usize> = below.iter().map(Vec::len).collect();
        let mut ready: Vec<usize> = (0..open.len()).filter(|part| open.get(*part) == Some(&0)).collect();
        while let Some(part) = ready.pop() {
            let (weight, depth) = weigh(below.get(part)?, &weights);
            if weight > MAX_WEIGHT || depth > MAX_DEPTH {
                return Some((part, if weight > MAX_WEIGHT { Excess::Weight } else { Excess::Depth }));
            }
            *weights.get_mut(part)? = Some((weight, depth));
            for above in above.get(part)? {
                let open = open.get_mut(*above)?;
                *open -= 1;
                ready.extend((*open == 0).then_some(*above));
            }
        }
        // The rest lead back to themselves.
        let rest: Vec<usize> = (0..weights.len()).filter(|part| weights.get(*part) == Some(&None)).collect();
        for _ in 0..if rest.is_empty() { 0 } else { MAX_ROUNDS } {
            let next: Vec<(u64, u64)> =
                rest.iter().filter_map(|part| Some(weigh(below.get(*part)?, &weights))).collect();
            for (part, next) in rest.iter().zip(next) {
                if next.0 > MAX_WEIGHT {
                    return Some((*part, Excess::Weight));
                }
                *weights.get_mut(*part)? = Some(next);
            }
        }
        None
    }
}

/// Returns the weight and depth of a part that leads to these; of those that are not weighed yet nothing counts.
fn weigh(below: &[usize], weights: &[Option<(u64, u64)>]) -> (u64, u64) {
    let below = below.iter().filter_map(|below| *weights.get(*below)?);
    let (weight, depth) = below.fold((0_u64, 0), |(sum, deepest): (u64, u64), (weight, depth)| {
        (sum.saturating_add(weight), deepest.max(depth))
    });
    (weight.saturating_add(1), depth + 1)
}

/// Returns true if an address ends in a reference, up to `./` and `../` at its beginning.
fn is_end_of(reference: &str, address: &str) -> bool {
    let reference = reference.trim_start_matches("./").trim_start_matches("../");
    address.strip_suffix(reference).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// Returns a schema in which each of `levels` leads twice to the next.
    fn doubling(levels: usize, keyword: &str) -> Value {
        let level = |level: usize| {
            let next = json!({ "$ref": format!("#/$defs/level{}", level + 1) });
            (format!("level{level}"), json!({ keyword: [next.clone(), next] }))
        };
        let mut defs: serde_json::Map<String, Value> = (0..levels).map(level).collect();
        defs.insert(format!("level{levels}"), json!({ "type": "integer" }));
        json!({ "$ref": "#/$defs/level0", "$defs": defs })
    }

    #[test]
    fn doubling_is_found_where_it_gets_too_much() {
        for keyword in ["allOf", "anyOf", "oneOf"] {
            assert_eq!(costly_part(&doubling(8, keyword), &HashMap::new()), None);
            let found = costly_part(&doubling(24, keyword), &HashMap::new()).unwrap();
            assert_eq!(found.shown(), "#/$defs/level12");
        }
    }

    #[test]
    fn a_schema_in_another_file_counts() {
        let main = json!({ "$ref": "sub/other.json#/$defs/level0" });
        let others = HashMap::from([("file:///a/sub/other.json".to_owned(), doubling(24, "anyOf"))]);
        let found = costly_part(&main, &others).unwrap();
        assert_eq!(found.shown(), "other.json#/$defs/level12");
    }

    #[test]
    fn a_long_chain_of_references_is_costly() {
        let chain = |length: usize| {
            let part =
                |index: usize| (format!("{index}"), json!({ "$ref": format!("#/$defs/{}", index + 1) }));
            let mut defs: serde_json::Map<String, Value> = (0..length).map(part).collect();
            defs.insert(format!("{length}"), json!({}));
            json!({ "$ref": "#/$defs/0", "$defs": defs })
        };
        assert_eq!(costly_part(&chain(100), &HashMap::new()), None);
        assert!(costly_part(&chain(2_000), &HashMap::new()).unwrap().reason.contains("one after the other"));
    }

    #[test]
    fn a_schema_that_leads_back_to_itself_at_once_is_taken() {
        let schema = json!({ "$ref": "#/$defs/a", "$defs": { "a": { "anyOf": [{ "$ref": "#/$defs/a" }] } } });
        assert_eq!(costly_part(&schema, &HashMap::new()), None);
    }

    #[test]
    fn what_leads_back_to_itself_is_costly_only_with_the_values_below() {
        let node = json!({ "$ref": "#/$defs/node" });
        let child = json!({ "properties": { "child": node } });
        let schema =
            json!({ "$ref": "#/$defs/node", "$defs": { "node": { "anyOf": [child.clone(), child] } } });
        assert_eq!(costly_part(&schema, &HashMap::new()), None);
        assert!(costliest_part(&schema, &HashMap::new()).unwrap().pointer.starts_with("/$defs/node"));
    }
}
