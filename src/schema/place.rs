//! Names for places in a document, as its editor would call them.

use crate::tree::{NodeRef, NodeType};

/// A mapping or list as prose names it: "the event of type `verdict`", "the source `kibhr`", "`court`".
pub(super) fn describe(node: NodeRef<'_>) -> String {
    let Some(parent) = node.parent() else { return describe_root(node) };
    match (node.parent_entry(), parent.parent_entry()) {
        // An entry of a mapping by ids: `sources: {kibhr: {…}}`.
        (Some(entry), Some(of)) if of.name().ends_with('s') && node.node_type() == NodeType::Mapping => {
            format!("the {} {}", singular(of.name()), quoted(entry.name()))
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
    let noun = singular(key);
    let named = |key: &str| item.get(key).and_then(NodeRef::scalar_text).filter(|text| !text.is_empty());
    if let Some(id) = named("id").or_else(|| named("article")).or_else(|| named("label")) {
        return format!("the {noun} {}", quoted(id));
    }
    if let Some(kind) = named("type") {
        return format!("the {noun} of type {}", quoted(kind));
    }
    let index = list.items().position(|other| other == item).unwrap_or_default();
    if list.items().len() == 1 { format!("the {noun}") } else { format!("{noun} number {}", index + 1) }
}

/// A word of a list's or mapping's name for one of its entries: `cases` → `case`, `penalties` → `penalty`.
fn singular(plural: &str) -> String {
    let word = match plural.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => plural.strip_suffix('s').unwrap_or(plural).to_owned(),
    };
    if word.is_empty() { "entry".to_owned() } else { clip(&word.replace('_', " ")) }
}

/// A word of the file in quotation marks of code.
pub(super) fn quoted(text: &str) -> String {
    format!("`{}`", clip(text))
}

/// A text of the file, cut where it is too long to be recognised at a glance.
pub(super) fn clip(text: &str) -> String {
    const MOST: usize = 60;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None if line.len() < text.len() => format!("{line}…"),
        None => line.to_owned(),
    }
}

/// Words in a row: `a`, `a` or `b`, `a`, `b` or `c`.
pub(super) fn alternatives(words: &[String]) -> String {
    match words.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} or {last}", first.join(", ")),
    }
}

/// What a node is, in an editor's words.
pub(super) fn what(node: NodeRef<'_>) -> &'static str {
    match node.node_type() {
        NodeType::Null => "empty",
        NodeType::Bool => "true or false",
        NodeType::Number => "a number",
        NodeType::String => "text",
        NodeType::Sequence => "a list",
        NodeType::Mapping => "a block of keys",
    }
}
