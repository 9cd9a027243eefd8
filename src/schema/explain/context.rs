//! A violation with its surroundings in the document and the schema.

use serde_json::Value;

use super::Schemas;
use super::explanation::{Explanation, Priority};
use super::format_help::help_from;
use super::place::describe;
use crate::document::Format;
use crate::parse::is_text_in_yaml;
use crate::schema::bundled::is_config;
use crate::schema::check::{Violation, decode};
use crate::source::Span;
use crate::tree::{NodeRef, NodeType};

/// A violation with its surroundings: all that an explanation looks at.
#[derive(Clone, Copy)]
pub(super) struct Context<'c, 'a> {
    pub(super) schemas: Schemas<'c>,
    pub(super) violation: &'c Violation,
    /// The schema file that has the violated keyword.
    pub(super) file: &'c Value,
    /// The part of that file that has the keyword.
    pub(super) part: Option<&'c Value>,
    /// The document's root.
    pub(super) root: NodeRef<'a>,
    /// The value that violates the schema, or the nearest above it.
    pub(super) node: NodeRef<'a>,
    /// True if helps show JSON.
    pub(super) is_json: bool,
}

impl<'c, 'a> Context<'c, 'a> {
    pub(super) fn new(schemas: Schemas<'c>, violation: &'c Violation, root: NodeRef<'a>) -> Self {
        let address = violation.schema_address.as_ref();
        let file = address.and_then(|address| schemas.others.get(address)).unwrap_or(schemas.main);
        let part = violation.schema_path.rsplit_once('/').and_then(|(parent, _)| file.pointer(parent));
        let is_json = Format::from_path(root.source().path()) == Some(Format::Json);
        Self { schemas, violation, file, part, root, node: violation.node(root), is_json }
    }

    /// Names a mapping as [`describe`] does, and the root of the configuration as such.
    pub(super) fn owner(&self, node: NodeRef<'_>) -> String {
        match node.parent() {
            None if is_config(self.schemas.main) => "the configuration".to_owned(),
            _ => describe(node),
        }
    }

    /// Returns an explanation that is shown beside all others.
    pub(super) fn independent(&self, span: Span, node: NodeRef<'a>, message: String) -> Explanation<'a> {
        Explanation::new(self.violation.keyword, span, node, message)
    }

    /// Returns an explanation about the value, to which the schema's description is the help.
    pub(super) fn about_value(&self, priority: Priority, message: String) -> Explanation<'a> {
        self.independent(self.node.anchor_span(), self.node, message)
            .with_priority(priority)
            .with_help(help_from(self.part))
    }

    /// Returns true if the schema requires the key of the value, as far as the part says that describes the key.
    pub(super) fn is_required(&self) -> bool {
        // `…/$defs/case` in the middle of the schema path is behind a `$ref`.
        let Some((parent, rest)) = self.violation.evaluation_path.rsplit_once("/properties/") else {
            return false;
        };
        let key = rest.split('/').next().unwrap_or_default();
        let required = self.part_at(parent).and_then(|part| part.get("required")).and_then(Value::as_array);
        required.is_some_and(|required| required.iter().any(|one| one == key))
    }

    /// Returns the part of the schema that an evaluation path leads to, through its references.
    pub(super) fn part_at(&self, path: &str) -> Option<&'c Value> {
        let main = self.schemas.main;
        path.split('/').skip(1).try_fold(main, |part, segment| match (segment, part) {
            ("$ref", _) => resolve(main, part),
            (_, Value::Array(list)) => list.get(segment.parse::<usize>().ok()?),
            _ => part.get(segment),
        })
    }

    /// Returns the bytes to replace so that the value becomes a text, and the text as the file's format writes it there.
    pub(super) fn written_as_text(&self, text: &str) -> (Span, String) {
        let node = self.node;
        let is_text = node.node_type() == NodeType::String;
        let has_quotes = is_text && node.value_span() != node.span();
        match has_quotes || !self.is_json && is_text_in_yaml(text) {
            true => (node.value_span(), text.to_owned()),
            false => (node.span(), Value::from(text).to_string()),
        }
    }

    /// Returns the schema of a key; its reference is followed where it has no description itself.
    pub(super) fn property(&self, key: &str) -> Option<&'c Value> {
        let own = self.part.and_then(|part| part.get("properties")?.get(key));
        let property = own.or_else(|| self.property_around(key))?;
        if property.get("description").is_some() {
            return Some(property);
        }
        resolve(self.file, property).or(Some(property))
    }

    /// Returns the schema of a key from those around the violated one that are about the same value.
    fn property_around(&self, key: &str) -> Option<&'c Value> {
        const OF_SAME_VALUE: [&str; 6] = ["allOf", "anyOf", "oneOf", "if", "then", "else"];
        let (mut path, _) = self.violation.schema_path.rsplit_once('/')?;
        loop {
            let (parent, segment) = path.rsplit_once('/')?;
            if !OF_SAME_VALUE.contains(&segment) && segment.parse::<usize>().is_err() {
                return None;
            }
            path = parent;
            let found = self.file.pointer(path).and_then(|part| part.get("properties")?.get(key));
            if found.is_some() {
                return found;
            }
        }
    }
}

/// Returns the schema that `$ref` names, where it lies in the same file.
pub(super) fn resolve<'s>(file: &'s Value, schema: &'s Value) -> Option<&'s Value> {
    file.pointer(&decode(schema.get("$ref")?.as_str()?.strip_prefix('#')?))
}
