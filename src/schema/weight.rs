//! The number of schemas that a value is compared with: where each level of a schema leads twice to the next one, it doubles
//! with every level.

mod parts;

use std::collections::HashMap;

use serde_json::Value;

use super::check::decode;
use parts::{Part, Parts};

/// The number of schemas that one value may be compared with. Schemas in use stay below a tenth of it.
const MAX_WEIGHT: u64 = 10_000;

/// The number of schemas, each of which leads to the next one, that one value may be compared with.
const MAX_DEPTH: u64 = 1_000;

/// The number of schemas at all places of all files of a schema.
const MAX_PARTS: usize = 100_000;

/// The number of schemas, each of which is below the one before, also about values within its value. The validator takes time by
/// the square of it.
const MAX_DESCENT: usize = 10_000;

/// The number of times that the schemas which lead back to themselves are followed.
const MAX_ROUNDS: usize = 64;

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
    Descent,
    Parts,
}

impl Excess {
    fn reason(self) -> String {
        match self {
            Self::Weight => format!("compares one value with more than {MAX_WEIGHT} schemas"),
            Self::Depth => format!("leads through more than {MAX_DEPTH} schemas, one after the other"),
            Self::Descent => format!("lies below {MAX_DESCENT} other schemas, one below the other"),
            Self::Parts => format!("holds, with all that it refers to, more than {MAX_PARTS} schemas"),
        }
    }

    fn help(self) -> &'static str {
        match self {
            Self::Weight => {
                "where each level leads to the next one twice, the work doubles with every level: lead to it once"
            }
            Self::Depth | Self::Descent => "refer to the last of them at once",
            Self::Parts => "name the part that describes the files, rather than all of it",
        }
    }
}

/// Returns the first part of a schema, if there is one, that compares one value with too many schemas.
pub(super) fn costly_part(
    main: &Value,
    address: &str,
    others: &HashMap<String, Value>,
) -> Option<CostlyPart> {
    find_costly(main, address, others, |is_in_place| is_in_place)
}

/// Returns the part of a schema that makes a comparison costly, however deep the values lie that it is about.
pub(super) fn costliest_part(
    main: &Value,
    address: &str,
    others: &HashMap<String, Value>,
) -> Option<CostlyPart> {
    find_costly(main, address, others, |_| true)
}

fn find_costly(
    main: &Value,
    address: &str,
    others: &HashMap<String, Value>,
    counts: impl Fn(bool) -> bool,
) -> Option<CostlyPart> {
    let mut addresses: Vec<&str> = others.keys().map(String::as_str).collect();
    addresses.sort_unstable();
    let others = addresses.iter().filter_map(|address| Some((*address, others.get(*address)?)));
    let parts = Parts::of(std::iter::once((address, main)).chain(others));
    let (heavy, excess) = match parts.parts.len() {
        ..=MAX_PARTS => parts.first_heavy(counts).or_else(|| parts.first_deep())?,
        _ => (0, Excess::Parts),
    };
    let (file, pointer) = parts.place(heavy)?;
    let address =
        file.checked_sub(1).and_then(|file| addresses.get(file)).map(|address| (*address).to_owned());
    Some(CostlyPart { address, pointer, reason: excess.reason(), help: excess.help() })
}

impl Parts<'_> {
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

    /// Returns a part to which too many others lead, each being below the one before.
    fn first_deep(&self) -> Option<(usize, Excess)> {
        let mut is_seen = vec![false; self.parts.len()];
        let mut way = vec![(0, 0)];
        while let Some((part, next)) = way.last_mut() {
            let (part, step) = (*part, *next);
            *next += 1;
            match self.parts.get(part)?.below.get(step) {
                None => drop(way.pop()),
                Some((below, _)) if !std::mem::replace(is_seen.get_mut(*below)?, true) => {
                    if way.len() >= MAX_DESCENT {
                        return Some((*below, Excess::Descent));
                    }
                    way.push((*below, 0));
                }
                Some(_) => {}
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
            assert_eq!(costly_part(&doubling(8, keyword), "", &HashMap::new()), None);
            let found = costly_part(&doubling(24, keyword), "", &HashMap::new()).unwrap();
            assert_eq!(found.shown(), "#/$defs/level12");
        }
    }

    #[test]
    fn a_schema_in_another_file_counts() {
        let main = json!({ "$ref": "sub/other.json#/$defs/level0" });
        let others = HashMap::from([("file:///a/sub/other.json".to_owned(), doubling(24, "anyOf"))]);
        let found = costly_part(&main, "file:///a/main.json", &others).unwrap();
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
        assert_eq!(costly_part(&chain(100), "", &HashMap::new()), None);
        assert!(
            costly_part(&chain(2_000), "", &HashMap::new()).unwrap().reason.contains("one after the other")
        );
    }

    #[test]
    fn a_schema_that_leads_back_to_itself_at_once_is_taken() {
        let schema = json!({ "$ref": "#/$defs/a", "$defs": { "a": { "anyOf": [{ "$ref": "#/$defs/a" }] } } });
        assert_eq!(costly_part(&schema, "", &HashMap::new()), None);
    }

    #[test]
    fn what_leads_back_to_itself_is_costly_only_with_the_values_below() {
        let node = json!({ "$ref": "#/$defs/node" });
        let child = json!({ "properties": { "child": node } });
        let schema =
            json!({ "$ref": "#/$defs/node", "$defs": { "node": { "anyOf": [child.clone(), child] } } });
        assert_eq!(costly_part(&schema, "", &HashMap::new()), None);
        assert!(costliest_part(&schema, "", &HashMap::new()).unwrap().pointer.starts_with("/$defs/node"));
    }
}
