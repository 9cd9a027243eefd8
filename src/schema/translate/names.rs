//! What keys, values and types are called in messages.

use jsonschema::JsonType;
use serde_json::Value;

use crate::schema::place::describe;
use crate::tree::{NodeRef, NodeType};
use crate::words::quoted;

/// The key under which a node stands, or under which its list does.
pub(super) fn key_of<'a>(node: NodeRef<'a>) -> Option<&'a str> {
    node.parent_entry().or_else(|| node.parent()?.parent_entry()).map(|entry| entry.name())
}

/// A node by its key: "`date`"; an item of a list: "an item of `freedoms`".
pub(super) fn name_of(node: NodeRef<'_>) -> String {
    match (node.parent_entry(), node.parent()) {
        (Some(entry), _) => quoted(entry.name()),
        (None, Some(list)) if node.node_type() != NodeType::Mapping => list
            .parent_entry()
            .map_or_else(|| describe(node), |entry| format!("an item of {}", quoted(entry.name()))),
        _ => describe(node),
    }
}

pub(super) fn shown(values: &[Value]) -> Vec<String> {
    values
        .iter()
        .map(|value| quoted(&value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect()
}

/// A scalar as it is written; behind an alias, where its anchor is.
pub(super) fn written(node: NodeRef<'_>) -> &str {
    node.scalar_text().unwrap_or_else(|| node.raw())
}

pub(super) fn bound(keyword: &str) -> &'static str {
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
