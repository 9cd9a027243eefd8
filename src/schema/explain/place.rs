//! Names of mappings and lists, as an editor calls them.

use crate::tree::{NodeRef, NodeType};
use crate::words::{clip, quoted, singular};

/// Names a mapping or list as prose does: "the event of type `verdict`", "the source `kibhr`", "`court`".
pub(super) fn describe(node: NodeRef<'_>) -> String {
    let Some(parent) = node.parent() else { return describe_root(node) };
    match (node.parent_entry(), parent.parent_entry()) {
        // An entry of a mapping by ids: `sources: {kibhr: {…}}`.
        (Some(entry), Some(map)) if map.name().ends_with('s') && node.node_type() == NodeType::Mapping => {
            format!("the {} {}", entry_noun(map.name()), quoted(entry.name()))
        }
        (Some(entry), _) => quoted(entry.name()),
        (None, Some(list)) => describe_item(node, parent, list.name()),
        (None, None) => "this entry".to_owned(),
    }
}

fn describe_root(root: NodeRef<'_>) -> String {
    match root.get("kind").and_then(NodeRef::as_str) {
        Some("report") => "the report".to_owned(),
        Some("case") => "the case".to_owned(),
        Some("legal-code") => "the legal code".to_owned(),
        _ => "the document".to_owned(),
    }
}

fn describe_item(item: NodeRef<'_>, list: NodeRef<'_>, key: &str) -> String {
    let noun = entry_noun(key);
    let named = |key: &str| item.get(key).and_then(NodeRef::scalar_text).filter(|text| !text.is_empty());
    // Only in a legal code is an article the name of what it stands in.
    let article = || named("article").filter(|_| named("type").is_none());
    if let Some(id) = named("id").or_else(article).or_else(|| named("label")) {
        return format!("the {noun} {}", quoted(id));
    }
    if let Some(kind) = named("type") {
        return format!("the {noun} of type {}", quoted(kind));
    }
    let index = list.items().position(|other| other == item).unwrap_or_default();
    if list.items().len() == 1 { format!("the {noun}") } else { format!("{noun} number {}", index + 1) }
}

/// Returns the word for one entry of a list or mapping with a plural name.
fn entry_noun(plural: &str) -> String {
    let word = singular(plural);
    if word.is_empty() { "entry".to_owned() } else { clip(&word.replace('_', " ")) }
}

/// Returns the type of a node in an editor's words.
pub(super) fn type_of(node: NodeRef<'_>) -> &'static str {
    match node.node_type() {
        NodeType::Null => "empty",
        NodeType::Bool => "true or false",
        NodeType::Number => "a number",
        NodeType::String => "text",
        NodeType::Sequence => "a list",
        NodeType::Mapping => "a block of keys",
    }
}
