//! The schemas at the places of a schema, and how they lead to each other: references are followed as the validator follows them.

use std::collections::HashMap;

use fluent_uri::{Uri, UriRef};
use serde_json::Value;

use super::MAX_PARTS;
use crate::schema::check::{decode, encode};
use crate::schema::keywords::{Draft, Holds, keyword};

/// The keywords whose schemas are about the same value as the schema that has them.
const IN_PLACE: [&str; 9] =
    ["allOf", "anyOf", "dependencies", "dependentSchemas", "else", "if", "not", "oneOf", "then"];

/// The keywords that refer to a schema.
const REFERENCES: [&str; 3] = ["$dynamicRef", "$recursiveRef", "$ref"];

/// The schemas that a schema has at its places, and how they lead to each other.
#[derive(Default)]
pub(super) struct Parts<'s> {
    pub(super) parts: Vec<Part<'s>>,
    files: Vec<&'s Value>,
    /// The resources that are whole files.
    whole: Vec<usize>,
    by_place: HashMap<(usize, String), usize>,
    /// The schemas with an address of their own, to which references within them are relative.
    resources: Vec<Resource>,
    by_address: HashMap<String, usize>,
    /// The parts by resource and name.
    by_anchor: HashMap<(usize, &'s str), usize>,
    /// True if `id` names a schema, as it does in draft 4.
    has_id: bool,
}

pub(super) struct Part<'s> {
    file: usize,
    schema: &'s Value,
    resource: usize,
    /// The parts below, each with true if it is about the same value.
    pub(super) below: Vec<(usize, bool)>,
}

struct Resource {
    address: String,
    file: usize,
    pointer: String,
}

impl<'s> Parts<'s> {
    /// Collects the parts of files, the first of which is the main one, and follows all references.
    pub(super) fn of(files: impl Iterator<Item = (&'s str, &'s Value)>) -> Self {
        let mut parts = Self::default();
        for (file, (address, schema)) in files.enumerate() {
            parts.has_id = parts.has_id || Draft::of(schema) == Some(Draft::Four);
            parts.files.push(schema);
            let resource = parts.add_resource(address.to_owned(), file, String::new());
            parts.whole.push(resource);
            parts.add(file, schema, String::new(), resource);
        }
        let mut index = 0;
        // A reference can lead to a place that was not taken for a schema.
        while index < parts.parts.len() && parts.parts.len() <= MAX_PARTS {
            parts.follow_references(index);
            index += 1;
        }
        parts
    }

    /// Returns the file of a part, and the pointer to it.
    pub(super) fn place(&self, part: usize) -> Option<(usize, String)> {
        self.by_place.iter().find(|(_, index)| **index == part).map(|(place, _)| place.clone())
    }

    fn add_resource(&mut self, address: String, file: usize, pointer: String) -> usize {
        let index = self.resources.len();
        self.by_address.entry(normal(&address)).or_insert(index);
        self.resources.push(Resource { address, file, pointer });
        index
    }

    /// Adds the schema at a place, with those below it. Returns its index.
    fn add(&mut self, file: usize, schema: &'s Value, pointer: String, resource: usize) -> usize {
        let place = (file, pointer);
        if let Some(index) = self.by_place.get(&place) {
            return *index;
        }
        let index = self.parts.len();
        let resource = self.named(schema, &place, resource, index);
        let pointer = place.1.clone();
        self.by_place.insert(place, index);
        self.parts.push(Part { file, schema, resource, below: Vec::new() });
        for (name, value) in schema.as_object().into_iter().flatten() {
            let known = keyword(name);
            let holds = known.map(|keyword| keyword.holds);
            if holds == Some(Holds::Data) {
                continue;
            }
            let place = format!("{pointer}/{}", escaped(name));
            let inner: Vec<(String, &Value)> = match value {
                Value::Object(members) if holds == Some(Holds::Named) => {
                    let place = |name: &str| format!("{place}/{}", escaped(name));
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
                let below = self.add(file, schema, place, resource);
                if let Some(part) = self.parts.get_mut(index).filter(|_| applies) {
                    part.below.push((below, IN_PLACE.contains(&name.as_str())));
                }
            }
        }
        index
    }

    /// Notes the names that a schema gives itself. Returns the resource that it belongs to.
    fn named(&mut self, schema: &'s Value, place: &(usize, String), resource: usize, index: usize) -> usize {
        let text = |name: &str| schema.get(name).and_then(Value::as_str);
        let id = text("$id").or_else(|| text("id").filter(|_| self.has_id));
        let (address, anchor) = id.map_or(("", ""), |id| id.split_once('#').unwrap_or((id, "")));
        let resource = match self.resources.get(resource) {
            Some(outer) if !address.is_empty() => {
                let address = joined(&outer.address, address);
                self.add_resource(address, place.0, place.1.clone())
            }
            _ => resource,
        };
        let anchors = [text("$anchor"), text("$dynamicAnchor"), Some(anchor).filter(|name| !name.is_empty())];
        self.by_anchor.extend(anchors.into_iter().flatten().map(|name| ((resource, name), index)));
        resource
    }

    /// Adds what the references of a part lead to.
    fn follow_references(&mut self, index: usize) {
        let Some(part) = self.parts.get(index) else { return };
        let (schema, resource) = (part.schema, part.resource);
        let references = REFERENCES.iter().filter_map(|name| schema.get(*name)?.as_str());
        let targets: Vec<usize> =
            references.filter_map(|reference| self.target(reference, index, resource)).collect();
        if let Some(part) = self.parts.get_mut(index) {
            part.below.extend(targets.into_iter().map(|target| (target, true)));
        }
    }

    /// Returns the part that a reference leads to.
    fn target(&mut self, reference: &str, part: usize, resource: usize) -> Option<usize> {
        let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let home = match address {
            "" => resource,
            address => {
                let address = joined(&self.resources.get(resource)?.address, address);
                self.by_address.get(&normal(&address)).copied().or_else(|| self.file_ending_in(reference))?
            }
        };
        let fragment = decode(fragment);
        if let Some(anchored) = self.by_anchor.get(&(home, fragment.as_str())) {
            return Some(*anchored);
        }
        let Resource { file, pointer, .. } = self.resources.get(home)?;
        let (file, pointer) = (*file, format!("{pointer}{fragment}"));
        let own = self.parts.get(part).map(|part| part.file).filter(|_| address.is_empty());
        self.part_at(file, pointer, home).or_else(|| self.part_at(own?, fragment, home))
    }

    /// Returns the part at a place, also where none was looked for, such as within `default`.
    fn part_at(&mut self, file: usize, pointer: String, resource: usize) -> Option<usize> {
        let known = self.by_place.get(&(file, pointer.clone())).copied();
        known.or_else(|| {
            let schema = self.files.get(file)?.pointer(&pointer)?;
            Some(self.add(file, schema, pointer, resource))
        })
    }

    /// Returns the resource whose address ends in that of a reference, which is mostly relative, up to `./` and `../` at its
    /// beginning.
    fn file_ending_in(&self, reference: &str) -> Option<usize> {
        let address = reference.split('#').next().unwrap_or_default();
        let address = address.trim_start_matches("./").trim_start_matches("../");
        let ends = |known: &&usize| {
            let known = self.resources.get(**known).map_or("", |known| known.address.as_str());
            let before = known.strip_suffix(address);
            before.is_some_and(|before| before.is_empty() || before.ends_with('/'))
        };
        self.whole.iter().find(ends).copied()
    }
}

/// Returns a name as it stands in a pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Returns the address that a reference has from the schema at `base`.
fn joined(base: &str, reference: &str) -> String {
    let reference = encode(reference);
    let base = Uri::parse(base).ok();
    let joined = base.zip(UriRef::parse(&*reference).ok());
    let joined = joined.and_then(|(base, reference)| reference.resolve_against(&base).ok());
    joined.map_or_else(|| reference.clone().into_owned(), |address| address.into_string())
}

/// Returns an address as all that mean the same are written.
fn normal(address: &str) -> String {
    Uri::parse(address).map_or_else(|_| address.to_owned(), |address| address.normalize().into_string())
}
