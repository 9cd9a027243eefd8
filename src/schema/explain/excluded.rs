//! Values that `not` forbids: what exactly is forbidden.

use serde_json::Value;

use super::context::{Context, resolve};
use super::explanation::{Explanation, Priority};
use super::format_help::help_from;
use super::names::{name_of, quoted_values};
use super::place::describe;
use crate::diagnostic::edits::without_entry;
use crate::tree::{NodeRef, NodeType};
use crate::words::{all_of, alternatives, clip, count, quoted};

/// The number of schemas within one another that are put into words.
const MAX_DEPTH: usize = 8;

impl<'a> Context<'_, 'a> {
    /// Explains a value that fits what `not` excludes.
    pub(super) fn excluded(&self) -> Explanation<'a> {
        let node = self.node;
        let Some(schema) = self.part.and_then(|part| part.get("not")) else {
            return self.about_value(
                Priority::General,
                format!("{} has a form that it must not have", name_of(node)),
            );
        };
        let schema = self.follow(schema);
        if *schema == Value::Bool(true) || schema.as_object().is_some_and(serde_json::Map::is_empty) {
            return self.forbidden();
        }
        if let Some(explanation) = self.excluded_keys(schema).or_else(|| self.excluded_values(schema)) {
            return explanation;
        }
        let owner = if node.node_type() == NodeType::Mapping { describe(node) } else { name_of(node) };
        let message = match self.denied(schema, node, 0) {
            Some(words) => format!("{owner} must {words}"),
            None => match schema.get("title").or_else(|| schema.get("description")).and_then(Value::as_str) {
                Some(title) => format!("{owner} must not be {}", quoted(title)),
                None => format!("{owner} must not fit `{}`", clip(&schema.to_string())),
            },
        };
        let help = help_from(self.part).or_else(|| help_from(Some(schema)));
        self.about_value(Priority::Choice, message).with_help(help)
    }

    /// Explains a value that fits more than one of alternatives that exclude each other.
    pub(super) fn several_alternatives(&self) -> Explanation<'a> {
        let branches = self.part.and_then(|part| part.get(self.violation.keyword)).and_then(Value::as_array);
        let mut keys: Vec<&str> = Vec::new();
        // Each of these is fitted by what stands in the mapping.
        for required in branches.into_iter().flatten().filter_map(|branch| self.keys_alone(branch)) {
            keys.extend(required.into_iter().find(|key| !keys.contains(key)));
        }
        let explanation = if keys.len() > 1 { self.together(&keys) } else { None };
        explanation.unwrap_or_else(|| {
            let message = format!("{} fits more than one of the forms that it may have", name_of(self.node));
            self.about_value(Priority::General, message)
        })
    }

    /// Returns the keys that a schema requires, if it asks for nothing else and they are all there.
    fn keys_alone<'s>(&'s self, schema: &'s Value) -> Option<Vec<&'s str>> {
        let schema = self.follow(schema);
        let is_alone = schema.as_object()?.keys().all(|keyword| keyword == "required" || is_remark(keyword));
        let keys = names(schema.get("required")?);
        (is_alone && !keys.is_empty() && keys.iter().all(|key| self.node.get(key).is_some())).then_some(keys)
    }

    /// Explains, at the keys themselves, that keys stand in a mapping that must not, or not together.
    fn excluded_keys(&self, schema: &Value) -> Option<Explanation<'a>> {
        let branches = schema.get("anyOf").or_else(|| schema.get("oneOf")).and_then(Value::as_array);
        let mut schemas = std::iter::once(schema).chain(branches.into_iter().flatten());
        let keys = schemas.find_map(|schema| self.keys_alone(schema))?;
        self.together(&keys)
    }

    /// Explains that these keys stand in the mapping, or stand in it together.
    fn together(&self, keys: &[&str]) -> Option<Explanation<'a>> {
        let node = self.node;
        let first = node.entry(keys.first()?)?;
        let last = node.entry(keys.last()?)?;
        let owner = describe(node);
        let (message, help) = match keys {
            [key] => (format!("{} cannot stand in {owner}", quoted(key)), "remove it"),
            [_, _] => (format!("{} cannot stand together in {owner}", all_of(keys)), "remove one of the two"),
            _ => (format!("{} cannot stand together in {owner}", all_of(keys)), "remove one of them"),
        };
        let help = help_from(self.part).unwrap_or_else(|| help.to_owned());
        let explanation = self.independent(last.key.span(), last.key, message).with_help(Some(help));
        let is_one = first.key == last.key;
        let edits = if is_one { without_entry(last) } else { None };
        let explanation = explanation.with_edits("remove it", edits);
        Some(if is_one { explanation } else { explanation.with_label(first.key.span(), "this is there too") })
    }

    /// Explains, at the value itself, that a key of a mapping has a value that it must not have, or not beside the values of
    /// other keys.
    fn excluded_values(&self, schema: &Value) -> Option<Explanation<'a>> {
        let is_alone =
            |keyword: &String| matches!(&**keyword, "properties" | "required" | "type") || is_remark(keyword);
        schema.as_object()?.keys().all(is_alone).then_some(())?;
        let properties = schema.get("properties")?;
        let mut values = self.values_in_words(properties, self.node, 0)?;
        let (key, _) = values.pop()?;
        let value = self.node.get(&key)?;
        let words = self.denied(properties.get(&key)?, value, 1)?;
        let beside: Vec<String> =
            values.iter().map(|(key, words)| format!("{} {}", quoted(key), in_third_person(words))).collect();
        let condition =
            if beside.is_empty() { String::new() } else { format!(" where {}", beside.join(" and ")) };
        let owner = describe(self.node);
        let message = format!("{} must {words} in {owner}{condition}", quoted(&key));
        Some(self.independent(value.anchor_span(), value, message).with_help(help_from(self.part)))
    }

    /// Returns, for each key of a mapping that a schema describes, what its value does.
    fn values_in_words(
        &self,
        properties: &Value,
        node: NodeRef<'_>,
        depth: usize,
    ) -> Option<Vec<(String, String)>> {
        let there =
            properties.as_object()?.iter().filter_map(|(key, schema)| Some((key, schema, node.get(key)?)));
        there
            .map(|(key, schema, value)| Some((key.clone(), self.in_words(schema, value, depth + 1)?)))
            .collect()
    }

    /// Returns what a value does that does not fit a schema: "not be `TBC`", "be less than 3", "be neither text nor empty".
    fn denied(&self, schema: &Value, node: NodeRef<'_>, depth: usize) -> Option<String> {
        let schema = self.follow(schema);
        let members = schema.as_object()?;
        let deciding = members.iter().filter(|(keyword, _)| !is_remark(keyword));
        let bounds: Option<Vec<String>> = deciding
            .filter(|(keyword, _)| *keyword != "type" || members.len() == 1)
            .map(|(keyword, value)| bound_denied(keyword, value))
            .collect();
        if let Some(bounds) = bounds.filter(|bounds| !bounds.is_empty()) {
            return in_one_of_ways(&bounds);
        }
        let words = self.in_words(schema, node, depth)?;
        // "be a, b or c", and not "be a or have b".
        let ways = words.strip_prefix("be ").and_then(|rest| rest.rsplit_once(" or "));
        Some(match ways {
            Some((first, last)) if !has_verb(first) && !has_verb(last) => {
                format!("be neither {} nor {last}", first.replace(", ", " nor "))
            }
            _ => format!("not {words}"),
        })
    }

    /// Returns what a value that fits a schema does: "be `TBC`", "match the pattern `^T`".
    fn in_words(&self, schema: &Value, node: NodeRef<'_>, depth: usize) -> Option<String> {
        if depth > MAX_DEPTH {
            return None;
        }
        let schema = self.follow(schema);
        let members = schema.as_object()?;
        let mut parts = Vec::new();
        for (keyword, value) in members.iter().filter(|(keyword, _)| !is_remark(keyword)) {
            // A type mostly says what the others are about.
            if keyword != "type" || members.keys().all(|other| other == "type" || is_remark(other)) {
                parts.push(self.keyword_in_words(keyword, value, node, depth)?);
            }
        }
        parts.dedup();
        match parts.as_slice() {
            [] => None,
            [one] => Some(one.clone()),
            [first @ .., last] => Some(format!("{} and {last}", first.join(", "))),
        }
    }

    fn keyword_in_words(
        &self,
        keyword: &str,
        value: &Value,
        node: NodeRef<'_>,
        depth: usize,
    ) -> Option<String> {
        match keyword {
            "const" => Some(format!("be {}", quoted_values(std::slice::from_ref(value)).concat())),
            "enum" => {
                // It is one of them, and which one is what matters.
                let found = node.to_json();
                let it = value.as_array()?.iter().find(|one| **one == found)?;
                Some(format!("be {}", quoted_values(std::slice::from_ref(it)).concat()))
            }
            "pattern" => Some(format!("match the pattern {}", quoted(value.as_str()?))),
            "format" => Some(format!("have the form of {}", quoted(value.as_str()?))),
            "type" => {
                let types = value
                    .as_array()
                    .map_or_else(|| vec![value.as_str()], |all| all.iter().map(Value::as_str).collect());
                let words: Option<Vec<String>> = types.into_iter().map(|one| type_in_words(one?)).collect();
                Some(format!("be {}", alternatives(&words?)))
            }
            "uniqueItems" => Some("have each item once".to_owned()),
            "required" => {
                let keys = names(value);
                // What is said of a key's value says that it is there.
                (!keys.is_empty()).then(|| format!("have {}", all_of(&keys)))
            }
            "contains" => {
                let words = node.items().find_map(|item| self.in_words(value, item, depth + 1))?;
                Some(match words.strip_prefix("be ") {
                    Some(item) => format!("hold {item}"),
                    None => format!("hold an item that {}", in_third_person(&words)),
                })
            }
            "properties" => {
                let parts = self.values_in_words(value, node, depth)?;
                let parts: Vec<String> = parts
                    .iter()
                    .map(|(key, words)| format!("{} that {}", quoted(key), in_third_person(words)))
                    .collect();
                Some(format!("have {}", parts.join(" and ")))
            }
            "anyOf" | "oneOf" => {
                let parts =
                    within_reason(value, depth)?.iter().map(|schema| self.in_words(schema, node, depth + 1));
                in_one_of_ways(&parts.flatten().collect::<Vec<_>>())
            }
            "allOf" => {
                let parts =
                    within_reason(value, depth)?.iter().map(|schema| self.in_words(schema, node, depth + 1));
                Some(parts.collect::<Option<Vec<_>>>()?.join(" and "))
            }
            _ => bound_in_words(keyword, value),
        }
    }

    /// Returns the schema that a reference leads to, or the schema itself.
    fn follow<'s>(&'s self, schema: &'s Value) -> &'s Value {
        resolve(self.file, schema).unwrap_or(schema)
    }
}

/// Returns the schemas of a list, if they are few enough for words. The deeper the fewer: each may have lists of its own.
fn within_reason(schemas: &Value, depth: usize) -> Option<&[Value]> {
    let most = match depth {
        0 => 50,
        1 | 2 => 4,
        _ => 2,
    };
    schemas.as_array().map(Vec::as_slice).filter(|schemas| schemas.len() <= most)
}

/// Returns what a value does that is within a bound.
fn bound_in_words(keyword: &str, value: &Value) -> Option<String> {
    let bound = |word: &str| value.is_number().then(|| format!("be {word} {value}"));
    let size = |word: &str, noun: &str| Some(format!("have {word} {}", count(value.as_u64()?, noun)));
    match keyword {
        "minimum" => bound("at least"),
        "maximum" => bound("at most"),
        "exclusiveMinimum" => bound("more than"),
        "exclusiveMaximum" => bound("less than"),
        "multipleOf" => bound("a multiple of"),
        "minLength" => size("at least", "character"),
        "maxLength" => size("at most", "character"),
        "minItems" => size("at least", "item"),
        "maxItems" => size("at most", "item"),
        "minProperties" => size("at least", "key"),
        "maxProperties" => size("at most", "key"),
        _ => None,
    }
}

/// Returns what a value does that is outside of a bound.
fn bound_denied(keyword: &str, value: &Value) -> Option<String> {
    let bound = |word: &str| value.is_number().then(|| format!("be {word} {value}"));
    let fewer = |noun: &str| {
        let least = value.as_u64()?;
        Some(match least {
            0 | 1 => format!("have no {noun}s"),
            _ => format!("have fewer than {}", count(least, noun)),
        })
    };
    let more = |noun: &str| Some(format!("have more than {}", count(value.as_u64()?, noun)));
    match keyword {
        "minimum" => bound("less than"),
        "maximum" => bound("more than"),
        "exclusiveMinimum" => bound("at most"),
        "exclusiveMaximum" => bound("at least"),
        "minLength" => fewer("character"),
        "maxLength" => more("character"),
        "minItems" => fewer("item"),
        "maxItems" => more("item"),
        "minProperties" => fewer("key"),
        "maxProperties" => more("key"),
        _ => None,
    }
}

/// Returns true if words that follow "be" say something else too, or hold a value, in which any word may stand.
fn has_verb(words: &str) -> bool {
    let is_value = words.contains('`') && !matches!(words, "`true`" | "`false`");
    is_value
        || ["have", "match", "hold", "and", "that"]
            .iter()
            .any(|word| words.split(' ').any(|other| other == *word))
}

/// Joins what a value may do: "be text or empty", "be text or have 3 items".
fn in_one_of_ways(ways: &[String]) -> Option<String> {
    let (first, rest) = ways.split_first()?;
    let (verb, _) = first.split_once(' ')?;
    let objects: Option<Vec<&str>> =
        rest.iter().map(|way| way.strip_prefix(verb)?.strip_prefix(' ')).collect();
    let rest = match objects {
        Some(objects) => objects.into_iter().map(str::to_owned).collect(),
        None => rest.to_vec(),
    };
    let all: Vec<String> = std::iter::once(first.clone()).chain(rest).collect();
    Some(alternatives(&all))
}

/// Returns true if no document is right or wrong by the keyword.
fn is_remark(keyword: &str) -> bool {
    keyword == "$ref" || crate::schema::keywords::keyword(keyword).is_none_or(|keyword| !keyword.decides)
}

/// Returns "is `TBC`" for "be `TBC`", and so on.
fn in_third_person(words: &str) -> String {
    let (verb, rest) = words.split_once(' ').unwrap_or((words, ""));
    let verb = match verb {
        "be" => "is",
        "have" => "has",
        "match" => "matches",
        "hold" => "holds",
        other => other,
    };
    format!("{verb} {rest}")
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

fn type_in_words(name: &str) -> Option<String> {
    let words = match name {
        "null" => "empty",
        "boolean" => "`true` or `false`",
        "integer" => "a whole number",
        "number" => "a number",
        "string" => "text",
        "array" => "a list",
        "object" => "a block of keys",
        _ => return None,
    };
    Some(words.to_owned())
}
