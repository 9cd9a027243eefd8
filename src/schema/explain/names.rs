//! Names of keys, values and types in messages.

use serde_json::Value;

use super::place::describe;
use crate::schema::check::JsonType;
use crate::tree::{NodeRef, NodeType};
use crate::words::quoted;

/// Returns the key of a node, or the key of its list.
pub(super) fn key_of<'a>(node: NodeRef<'a>) -> Option<&'a str> {
    node.parent_entry().or_else(|| node.parent()?.parent_entry()).map(|entry| entry.name())
}

/// Names a node by its key, "`date`", and an item by its list, "an item of `freedoms`".
pub(super) fn name_of(node: NodeRef<'_>) -> String {
    match (node.parent_entry(), node.parent()) {
        (Some(entry), _) => quoted(entry.name()),
        (None, Some(list)) if node.node_type() != NodeType::Mapping => list
            .parent_entry()
            .map_or_else(|| describe(node), |entry| format!("an item of {}", quoted(entry.name()))),
        _ => describe(node),
    }
}

/// Returns the values as a help lists them.
pub(super) fn quoted_values(values: &[Value]) -> Vec<String> {
    values
        .iter()
        .map(|value| quoted(&value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect()
}

/// Returns a scalar as it is written; that of an alias, as it is written at the anchor.
pub(super) fn source_text(node: NodeRef<'_>) -> &str {
    node.scalar_text().unwrap_or_else(|| node.raw())
}

pub(super) fn bound_words(keyword: &str) -> &'static str {
    if keyword.starts_with("min") { "at least" } else { "at most" }
}

pub(super) fn type_words(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "empty",
        JsonType::Boolean => "`true` or `false`",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "text",
        JsonType::Array => "a list",
        JsonType::Object => "a block of keys",
    }
}
