//! Our tree as a representation of JSON that jsonschema validates in place, without a copy.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashSet;

use jsonschema::JsonType;
use jsonschema::json::{Array, Json, JsonNumber, Node, NodeIdentity, Object};
use jsonschema_value::LazyInstance;
use serde_json::Value;

use super::budget::{count_fault, count_key, count_steps};
use crate::tree::{Entries, Items, KeyHash, NodeRef, NodeType, Number};

/// The number of bytes of a text that count as one step.
const BYTES_A_STEP: usize = 64;

/// The number of entries of a mapping that count as one step where a key is looked up.
const ENTRIES_A_STEP: usize = 16;

/// The representation: nodes of a spanned tree.
pub(super) struct TreeJson;

/// A key that a schema names.
pub(super) struct HashedKey {
    hash: KeyHash,
    name: Box<str>,
}

/// A node of a tree, or a key's name by itself (`propertyNames`). Each question to it counts as a step of the comparison.
#[derive(Clone, Copy)]
pub(super) enum TreeNode<'a> {
    Node(NodeRef<'a>),
    /// A document's root, with the place of a copy that is made if a violation has to carry it.
    Root(NodeRef<'a>, &'a OnceCell<Value>),
    Name(&'a str),
}

impl Json for TreeJson {
    type Node<'a> = TreeNode<'a>;
    type PreparedKey = HashedKey;
    type StringBuffer = String;

    // A lookup walks over the mapping, so visiting each key once costs less than two lookups.
    const KEYS_PER_LOOKUP: usize = 2;
    // An alias refers to a node completed before it, never to one that it lies in.
    const ACYCLIC: bool = true;

    fn prepare_key(key: &str) -> HashedKey {
        HashedKey { hash: KeyHash::new(key), name: key.into() }
    }

    fn with_string_node<T>(buffer: &mut String, string: &str, f: impl FnOnce(TreeNode<'_>) -> T) -> T {
        buffer.clear();
        buffer.push_str(string);
        f(TreeNode::Name(buffer))
    }
}

impl<'a> TreeNode<'a> {
    fn node(self) -> Option<NodeRef<'a>> {
        count_steps(1);
        match self {
            Self::Node(node) | Self::Root(node, _) => Some(node),
            Self::Name(_) => None,
        }
    }
}

impl<'a> TreeNode<'a> {
    /// Returns the names of a mapping's keys.
    pub(super) fn keys(self) -> impl Iterator<Item = &'a str> {
        let entries = self.node().and_then(NodeRef::as_mapping);
        entries.into_iter().flatten().map(|entry| entry.name())
    }

    /// Returns the text of `.nan` and `.inf`, for which JSON has no numbers: to a schema they are text.
    fn text_of_non_finite(self) -> Option<&'a str> {
        let node = self.node()?;
        let is_number = matches!(node.as_number()?, Number::Float(value) if !value.is_finite());
        node.scalar_text().filter(|text| is_number && text.contains(['n', 'N']))
    }
}

impl<'a> Node<'a, TreeJson> for TreeNode<'a> {
    type Object = Members<'a>;
    type Array = Elements<'a>;
    type Number = TreeNumber<'a>;

    fn as_object(&self) -> Option<Members<'a>> {
        self.node()?.as_mapping().map(Members)
    }

    fn as_array(&self) -> Option<Elements<'a>> {
        self.node()?.as_sequence().map(Elements)
    }

    fn as_string(&self) -> Option<Cow<'a, str>> {
        let text = match *self {
            Self::Name(name) => Some(name),
            _ => self.node()?.as_str().or_else(|| self.text_of_non_finite()),
        };
        count_steps(text.map_or(0, str::len) / BYTES_A_STEP + 1);
        text.map(Cow::Borrowed)
    }

    fn as_number(&self) -> Option<TreeNumber<'a>> {
        let node = self.node().filter(|_| self.text_of_non_finite().is_none())?;
        Some(TreeNumber { number: node.as_number()?, written: node.scalar_text().unwrap_or_default() })
    }

    fn as_boolean(&self) -> Option<bool> {
        self.node()?.as_bool()
    }

    fn is_null(&self) -> bool {
        self.node().is_some_and(NodeRef::is_null)
    }

    fn is_number(&self) -> bool {
        self.json_type() == JsonType::Number
    }

    fn json_type(&self) -> JsonType {
        match self.node().map(NodeRef::node_type) {
            None | Some(NodeType::String) => JsonType::String,
            Some(NodeType::Number) if self.text_of_non_finite().is_some() => JsonType::String,
            Some(NodeType::Null) => JsonType::Null,
            Some(NodeType::Bool) => JsonType::Boolean,
            Some(NodeType::Number) => JsonType::Number,
            Some(NodeType::Sequence) => JsonType::Array,
            Some(NodeType::Mapping) => JsonType::Object,
        }
    }

    fn equals_value(&self, expected: &Value) -> bool {
        match (self.node(), *self) {
            (_, Self::Name(name)) => expected.as_str() == Some(name),
            (node, _) => node.is_some_and(|node| equals(node, expected)),
        }
    }

    /// Returns the value that an error carries in a copy: the name of a key, which the error's path lacks, and otherwise
    /// nothing, because explanations look at the tree. In the root the validator looks up the value whose pattern it
    /// could not decide.
    fn lazy_value(&self) -> LazyInstance<'a> {
        count_fault();
        LazyInstance::Ready(match *self {
            Self::Node(_) => Cow::Owned(Value::Null),
            Self::Root(node, copy) => Cow::Borrowed(copy.get_or_init(|| node.to_json())),
            Self::Name(name) => Cow::Owned(Value::from(name)),
        })
    }

    fn to_value(&self) -> Cow<'a, Value> {
        Cow::Owned(match *self {
            Self::Node(node) | Self::Root(node, _) => node.to_json(),
            Self::Name(name) => Value::from(name),
        })
    }

    fn identity(&self) -> Option<NodeIdentity> {
        Some(match (self.node(), *self) {
            (_, Self::Name(name)) => NodeIdentity::new(name.as_ptr() as usize),
            (node, _) => {
                let (address, index) = node?.identity();
                NodeIdentity::tagged(address, index)
            }
        })
    }
}

/// A mapping's entries.
pub(super) struct Members<'a>(Entries<'a>);

impl<'a> Object<'a, TreeJson> for Members<'a> {
    type Node = TreeNode<'a>;
    type MemberName = &'a str;
    type MembersIter = MembersIter<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn get(&self, key: &HashedKey) -> Option<TreeNode<'a>> {
        count_steps(self.0.len() / ENTRIES_A_STEP + 1);
        self.0.clone().find_hashed(key.hash, &key.name).map(|entry| TreeNode::Node(entry.value))
    }

    fn members(&self) -> MembersIter<'a> {
        MembersIter(self.0.clone())
    }
}

/// Iterates over a mapping's entries.
pub(super) struct MembersIter<'a>(Entries<'a>);

impl<'a> Iterator for MembersIter<'a> {
    type Item = (&'a str, TreeNode<'a>);

    fn next(&mut self) -> Option<Self::Item> {
        count_steps(1);
        let entry = self.0.next()?;
        count_key(entry.name());
        Some((entry.name(), TreeNode::Node(entry.value)))
    }
}

/// A sequence's items.
pub(super) struct Elements<'a>(Items<'a>);

impl<'a> Array<'a, TreeJson> for Elements<'a> {
    type Node = TreeNode<'a>;
    type ElementsIter = ElementsIter<'a>;

    fn len(&self) -> usize {
        self.0.len()
    }

    fn elements(&self) -> ElementsIter<'a> {
        ElementsIter(self.0.clone())
    }

    fn is_unique(&self) -> bool {
        let mut seen = HashSet::new();
        self.0.clone().all(|item| {
            let text = canonical(item);
            count_steps(text.len() / BYTES_A_STEP + 1);
            seen.insert(text)
        })
    }
}

/// Iterates over a sequence's items.
pub(super) struct ElementsIter<'a>(Items<'a>);

impl<'a> Iterator for ElementsIter<'a> {
    type Item = TreeNode<'a>;

    fn next(&mut self) -> Option<TreeNode<'a>> {
        count_steps(1);
        self.0.next().map(TreeNode::Node)
    }
}

/// A number with its digits as written.
pub(super) struct TreeNumber<'a> {
    number: Number,
    written: &'a str,
}

impl JsonNumber for TreeNumber<'_> {
    fn as_u64(&self) -> Option<u64> {
        match self.number {
            Number::Int(value) => u64::try_from(value).ok(),
            Number::UInt(value) => Some(value),
            Number::Float(_) => None,
        }
    }

    fn as_i64(&self) -> Option<i64> {
        match self.number {
            Number::Int(value) => Some(value),
            Number::UInt(_) | Number::Float(_) => None,
        }
    }

    fn as_f64(&self) -> Option<f64> {
        Some(finite(self.number))
    }

    fn as_str(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.written)
    }

    fn to_number(&self) -> Cow<'_, serde_json::Number> {
        Cow::Owned(match self.number {
            Number::Int(value) => value.into(),
            Number::UInt(value) => value.into(),
            Number::Float(_) => serde_json::Number::from_f64(finite(self.number)).unwrap_or_else(|| 0.into()),
        })
    }
}

/// Returns a number as a float that JSON has: the greatest number stands in for infinity, and zero for `.nan`.
#[expect(
    clippy::cast_precision_loss,
    reason = "JSON Schema takes integers for equal that are equal as floats"
)]
fn finite(number: Number) -> f64 {
    match number {
        Number::Int(value) => value as f64,
        Number::UInt(value) => value as f64,
        Number::Float(value) if value.is_nan() => 0.0,
        Number::Float(value) => value.clamp(f64::MIN, f64::MAX),
    }
}

/// Returns true if both are equal in JSON Schema's sense: numbers by value, mappings in any order.
fn equals(node: NodeRef<'_>, expected: &Value) -> bool {
    match expected {
        Value::Null => node.is_null(),
        Value::Bool(value) => node.as_bool() == Some(*value),
        Value::String(value) => node.as_str() == Some(value),
        Value::Number(value) => {
            node.as_number().is_some_and(|number| match (number, value.as_i64(), value.as_u64()) {
                (Number::Int(number), Some(value), _) => number == value,
                (Number::UInt(number), _, Some(value)) => number == value,
                (number, ..) => value.as_f64() == Some(finite(number)),
            })
        }
        Value::Array(values) => node.as_sequence().is_some_and(|items| {
            items.len() == values.len() && items.zip(values).all(|(item, value)| equals(item, value))
        }),
        Value::Object(members) => node.as_mapping().is_some_and(|mut entries| {
            entries.len() == members.len()
                && entries
                    .all(|entry| members.get(entry.name()).is_some_and(|value| equals(entry.value, value)))
        }),
    }
}

/// Returns a text that two nodes share if, and only if, they are equal in JSON Schema's sense.
pub(in crate::schema) fn canonical(node: NodeRef<'_>) -> String {
    let mut text = String::new();
    write_canonical(node, &mut text);
    text
}

fn write_canonical(node: NodeRef<'_>, out: &mut String) {
    match node.node_type() {
        NodeType::Null => out.push_str("null"),
        NodeType::Bool => out.push_str(if node.as_bool() == Some(true) { "true" } else { "false" }),
        NodeType::Number => match node.as_number() {
            Some(Number::Int(value)) => out.push_str(&value.to_string()),
            Some(Number::UInt(value)) => out.push_str(&value.to_string()),
            // `1.0` prints as `1`, as the integer does; adding zero makes `-0.0` print as `0`.
            Some(number) => out.push_str(&(finite(number) + 0.0).to_string()),
            None => {}
        },
        NodeType::String => out.push_str(&format!("{:?}", node.as_str().unwrap_or_default())),
        NodeType::Sequence => {
            out.push('[');
            for item in node.items() {
                write_canonical(item, out);
                out.push(',');
            }
            out.push(']');
        }
        NodeType::Mapping => {
            let mut entries: Vec<_> = node.entries().collect();
            entries.sort_by_key(|entry| entry.name());
            out.push('{');
            for entry in entries {
                out.push_str(&format!("{:?}:", entry.name()));
                write_canonical(entry.value, out);
                out.push(',');
            }
            out.push('}');
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Format;
    use crate::parse::parse;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn the_tree_is_json_as_the_validator_wants_it() {
        let text = jsonschema::json::conformance::document().to_string();
        for format in [Format::Json, Format::Yaml] {
            let source = Arc::new(SourceFile::new(FileId(0), "a", text.clone()));
            let parsed = parse(&source, format);
            let root = TreeNode::Node(parsed.documents[0].root());
            jsonschema::json::conformance::assert_conformance::<TreeJson>(&root);
        }
    }
}
