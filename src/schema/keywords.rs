//! The keywords of JSON Schema: the drafts that know them, and the places where schemas lie below them.

use serde_json::Value;

/// A draft of JSON Schema, the oldest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Draft {
    Four,
    Six,
    Seven,
    Of2019,
    Of2020,
}

/// The value of a keyword.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Holds {
    /// Anything but schemas.
    Data,
    /// A schema, or a list of them.
    Schema,
    /// Schemas by names, which are not keywords.
    Named,
}

/// A keyword.
#[derive(Debug, Clone, Copy)]
pub(super) struct Keyword {
    pub(super) name: &'static str,
    pub(super) holds: Holds,
    /// The first draft that knows it, and the last.
    pub(super) drafts: (Draft, Draft),
    /// True if a document may be right or wrong by it.
    pub(super) decides: bool,
}

impl Draft {
    /// Returns the draft that a schema is written in; `None` for a meta-schema of somebody's own.
    pub(super) fn of(schema: &Value) -> Option<Self> {
        schema.get("$schema").map_or(Some(Self::Of2020), |named| Self::by_address(named.as_str()?))
    }

    /// Returns the draft whose meta-schema has this address.
    pub(super) fn by_address(address: &str) -> Option<Self> {
        let (_, path) = address.trim_end_matches('#').split_once("://json-schema.org/")?;
        Some(match path {
            "draft-04/schema" => Self::Four,
            "draft-06/schema" => Self::Six,
            "draft-07/schema" => Self::Seven,
            "draft/2019-09/schema" => Self::Of2019,
            "draft/2020-12/schema" | "schema" => Self::Of2020,
            _ => return None,
        })
    }

    /// Returns its name.
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Four => "4",
            Self::Six => "6",
            Self::Seven => "7",
            Self::Of2019 => "2019-09",
            Self::Of2020 => "2020-12",
        }
    }
}

const ALL: (Draft, Draft) = (Draft::Four, Draft::Of2020);
const SINCE_6: (Draft, Draft) = (Draft::Six, Draft::Of2020);
const SINCE_7: (Draft, Draft) = (Draft::Seven, Draft::Of2020);
const SINCE_2019: (Draft, Draft) = (Draft::Of2019, Draft::Of2020);
const SINCE_2020: (Draft, Draft) = (Draft::Of2020, Draft::Of2020);
const ONLY_2019: (Draft, Draft) = (Draft::Of2019, Draft::Of2019);

/// Returns a keyword by which a document may be right or wrong.
const fn decides(name: &'static str, holds: Holds, drafts: (Draft, Draft)) -> Keyword {
    Keyword { name, holds, drafts, decides: true }
}

/// Returns a keyword that is a remark.
const fn remarks(name: &'static str, drafts: (Draft, Draft)) -> Keyword {
    Keyword { name, holds: Holds::Data, drafts, decides: false }
}

/// All keywords, sorted by name.
pub(super) const KEYWORDS: &[Keyword] = &[
    decides("$anchor", Holds::Data, SINCE_2019),
    remarks("$comment", SINCE_7),
    // Drafts before 2019-09 refer to schemas under any name.
    decides("$defs", Holds::Named, ALL),
    decides("$dynamicAnchor", Holds::Data, SINCE_2020),
    decides("$dynamicRef", Holds::Data, SINCE_2020),
    decides("$id", Holds::Data, SINCE_6),
    decides("$recursiveAnchor", Holds::Data, ONLY_2019),
    decides("$recursiveRef", Holds::Data, ONLY_2019),
    decides("$ref", Holds::Data, ALL),
    remarks("$schema", ALL),
    remarks("$vocabulary", SINCE_2019),
    decides("additionalItems", Holds::Schema, (Draft::Four, Draft::Of2019)),
    decides("additionalProperties", Holds::Schema, ALL),
    decides("allOf", Holds::Schema, ALL),
    decides("anyOf", Holds::Schema, ALL),
    decides("const", Holds::Data, SINCE_6),
    decides("contains", Holds::Schema, SINCE_6),
    decides("contentEncoding", Holds::Data, SINCE_7),
    decides("contentMediaType", Holds::Data, SINCE_7),
    remarks("contentSchema", SINCE_2019),
    remarks("default", ALL),
    decides("definitions", Holds::Named, ALL),
    // Later drafts have others in its place, and still take it.
    decides("dependencies", Holds::Named, ALL),
    decides("dependentRequired", Holds::Data, SINCE_2019),
    decides("dependentSchemas", Holds::Named, SINCE_2019),
    remarks("deprecated", SINCE_2019),
    remarks("description", ALL),
    decides("else", Holds::Schema, SINCE_7),
    decides("enum", Holds::Data, ALL),
    remarks("enumDescriptions", ALL),
    remarks("examples", SINCE_6),
    decides("exclusiveMaximum", Holds::Data, ALL),
    decides("exclusiveMinimum", Holds::Data, ALL),
    decides("format", Holds::Data, ALL),
    decides("id", Holds::Data, (Draft::Four, Draft::Four)),
    decides("if", Holds::Schema, SINCE_7),
    decides("items", Holds::Schema, ALL),
    decides("maxContains", Holds::Data, SINCE_2019),
    decides("maxItems", Holds::Data, ALL),
    decides("maxLength", Holds::Data, ALL),
    decides("maxProperties", Holds::Data, ALL),
    decides("maximum", Holds::Data, ALL),
    decides("minContains", Holds::Data, SINCE_2019),
    decides("minItems", Holds::Data, ALL),
    decides("minLength", Holds::Data, ALL),
    decides("minProperties", Holds::Data, ALL),
    decides("minimum", Holds::Data, ALL),
    decides("multipleOf", Holds::Data, ALL),
    decides("not", Holds::Schema, ALL),
    decides("oneOf", Holds::Schema, ALL),
    decides("pattern", Holds::Data, ALL),
    decides("patternProperties", Holds::Named, ALL),
    decides("prefixItems", Holds::Schema, SINCE_2020),
    decides("properties", Holds::Named, ALL),
    decides("propertyNames", Holds::Schema, SINCE_6),
    remarks("readOnly", SINCE_7),
    decides("required", Holds::Data, ALL),
    decides("then", Holds::Schema, SINCE_7),
    remarks("title", ALL),
    decides("type", Holds::Data, ALL),
    decides("unevaluatedItems", Holds::Schema, SINCE_2019),
    decides("unevaluatedProperties", Holds::Schema, SINCE_2019),
    decides("uniqueItems", Holds::Data, ALL),
    remarks("writeOnly", SINCE_7),
];

/// Returns the keyword of this name.
pub(super) fn keyword(name: &str) -> Option<&'static Keyword> {
    let index = KEYWORDS.binary_search_by(|keyword| keyword.name.cmp(name)).ok()?;
    KEYWORDS.get(index)
}

/// Calls `visit` on each schema in `schema`, itself included. A part under a name that is no keyword is taken for one, since
/// references may lead there.
pub(super) fn visit_schemas(schema: &mut Value, visit: &mut impl FnMut(&mut serde_json::Map<String, Value>)) {
    match schema {
        Value::Object(members) => {
            visit(members);
            for (name, value) in members {
                match (keyword(name).map(|keyword| keyword.holds), value) {
                    (Some(Holds::Data), _) => {}
                    (Some(Holds::Named), Value::Object(named)) => {
                        named.values_mut().for_each(|schema| visit_schemas(schema, visit));
                    }
                    (_, value) => visit_schemas(value, visit),
                }
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|schema| visit_schemas(schema, visit)),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keywords_are_sorted() {
        assert!(KEYWORDS.is_sorted_by_key(|keyword| keyword.name));
    }
}
