//! Keywords and formats of a schema that have no effect: misspelt, of another draft, or beside a `$ref` that hides them.

use super::keywords::{Draft, Holds, KEYWORDS, Keyword, keyword};
use super::named::KEY;
use crate::document::Document;
use crate::suggest::nearest;
use crate::tree::{Entry, NodeRef, NodeType};
use crate::words::{clip, quoted};

/// A part of a schema that has no effect.
#[derive(Debug)]
pub(crate) struct Idle<'a> {
    /// The keyword, or the name of the format.
    pub(crate) node: NodeRef<'a>,
    pub(crate) message: String,
    pub(crate) help: String,
    /// The word that was probably meant.
    pub(crate) meant: Option<String>,
}

/// The formats that can be checked.
pub(super) const FORMATS: [&str; 20] = [
    "date",
    "date-time",
    "duration",
    "edtf",
    "email",
    "hostname",
    "idn-email",
    "idn-hostname",
    "ipv4",
    "ipv6",
    "iri",
    "iri-reference",
    "json-pointer",
    "regex",
    "relative-json-pointer",
    "time",
    "uri",
    "uri-reference",
    "uri-template",
    "uuid",
];

/// The keywords that may stand beside a `$ref` in drafts in which it hides the others.
const BESIDE_REF: [&str; 6] = ["$defs", "$id", "$ref", "definitions", "id", "type"];

/// Other words for formats.
const SYNONYMS: [(&str, &str); 22] = [
    ("datetime", "date-time"),
    ("date_time", "date-time"),
    ("timestamp", "date-time"),
    ("iso8601", "date-time"),
    ("iso-date-time", "date-time"),
    ("iso-date", "date"),
    ("iso-time", "time"),
    ("day", "date"),
    ("e-mail", "email"),
    ("mail", "email"),
    ("url", "uri"),
    ("link", "uri"),
    ("url-reference", "uri-reference"),
    ("host", "hostname"),
    ("host-name", "hostname"),
    ("domain", "hostname"),
    ("ip", "ipv4"),
    ("ip-address", "ipv4"),
    ("guid", "uuid"),
    ("regexp", "regex"),
    ("pattern", "regex"),
    ("jsonpointer", "json-pointer"),
];

/// Keywords of other vocabularies that are near to those of JSON Schema: of OpenAPI, generators of TypeScript, and validators
/// in JavaScript.
const OF_OTHERS: [&str; 8] = [
    "allRequired",
    "anyRequired",
    "deepProperties",
    "deepRequired",
    "example",
    "oneRequired",
    "tsType",
    "typeof",
];

/// Returns true if a document has the form of a JSON Schema, whether or not it says that it is one.
pub(crate) fn looks_like_schema(document: &Document) -> bool {
    let root = document.root();
    let is_mapping = |name: &str| root.get(name).is_some_and(|node| node.node_type() == NodeType::Mapping);
    let has_parts =
        ["properties", "patternProperties", "$defs", "definitions", "items"].into_iter().any(is_mapping);
    let refers = root.get("$ref").is_some_and(|node| node.as_str().is_some());
    let combines = ["allOf", "anyOf", "oneOf"].iter().any(|name| {
        root.get(name)
            .is_some_and(|node| node.items().len() > 0 && node.items().all(|item| item.entries().len() > 0))
    });
    let known = root.entries().filter(|entry| keyword(entry.name()).is_some()).count();
    (has_parts || refers || combines) && 2 * known > root.entries().len()
}

/// Finds the parts of a schema that have no effect. Of a dialect of somebody's own nothing is known.
pub(crate) fn idle_parts(document: &Document) -> Vec<Idle<'_>> {
    let root = document.root();
    let draft = match root.get(KEY) {
        Some(named) => named.as_str().and_then(Draft::by_address),
        None => Some(Draft::Of2020),
    };
    let mut found = Vec::new();
    if let Some(draft) = draft {
        look_at(root, draft, &mut found);
    }
    found
}

fn look_at<'a>(schema: NodeRef<'a>, draft: Draft, found: &mut Vec<Idle<'a>>) {
    if schema.node_type() == NodeType::Sequence {
        schema.items().for_each(|item| look_at(item, draft, found));
        return;
    }
    let hides_others =
        draft <= Draft::Seven && schema.get("$ref").is_some_and(|node| node.as_str().is_some());
    for entry in schema.entries() {
        let Some(known) = keyword(entry.name()) else {
            found.extend(misspelt(entry, draft));
            continue;
        };
        // A type beside a `$ref` mostly repeats what that says.
        let is_hidden = hides_others && known.decides && !BESIDE_REF.contains(&known.name);
        if draft < known.drafts.0 || draft > known.drafts.1 {
            found.extend(of_another_draft(entry, known, draft));
            continue;
        }
        if is_hidden {
            found.push(Idle {
                node: entry.key,
                message: format!("{} has no effect beside `$ref` in draft {}", quoted(known.name), draft.as_str()),
                help: "put the `$ref` into a list: `allOf: [{$ref: …}]`, or name draft 2019-09 or 2020-12 under `$schema`"
                    .to_owned(),
                meant: None,
            });
            continue;
        }
        if known.name == "format" {
            found.extend(unknown_format(entry.value));
        }
        if matches!(known.name, "then" | "else") && schema.get("if").is_none() {
            found.push(without_condition(entry));
        }
        match known.holds {
            Holds::Data => {}
            Holds::Schema => look_at(entry.value, draft, found),
            Holds::Named => entry.value.entries().for_each(|entry| {
                // Of `dependencies` some are lists of keys.
                if entry.value.node_type() == NodeType::Mapping {
                    look_at(entry.value, draft, found);
                }
            }),
        }
    }
}

/// Reports a keyword that nobody knows and that is near to a known one.
fn misspelt(entry: Entry<'_>, draft: Draft) -> Option<Idle<'_>> {
    let name = entry.name();
    if name.starts_with("x-") || name.starts_with("x_") || OF_OTHERS.contains(&name) {
        return None;
    }
    let known = KEYWORDS
        .iter()
        .filter(|known| (known.drafts.0..=known.drafts.1).contains(&draft))
        .map(|known| known.name);
    let meant = nearest(name, known)?;
    Some(Idle {
        node: entry.key,
        message: format!("{} is no keyword of JSON Schema, so it has no effect", quoted(name)),
        help: format!("did you mean `{meant}`?"),
        meant: Some(meant.to_owned()),
    })
}

/// Reports a keyword that the schema's draft does not know.
fn of_another_draft<'a>(entry: Entry<'a>, known: &Keyword, draft: Draft) -> Option<Idle<'a>> {
    if !known.decides {
        return None;
    }
    let meant = match known.name {
        "id" => Some("$id"),
        "$id" => Some("id"),
        "$recursiveRef" => Some("$dynamicRef"),
        "$recursiveAnchor" => Some("$dynamicAnchor"),
        "dependentRequired" | "dependentSchemas" => Some("dependencies"),
        _ => None,
    };
    let (first, last) = known.drafts;
    let help = match (known.name, meant) {
        (_, Some(meant)) => format!("in draft {} it is called `{meant}`", draft.as_str()),
        ("const", None) => format!(
            "write `enum: [{}]`, or name draft {} or a later one under `$schema`",
            clip(entry.value.raw()),
            first.as_str()
        ),
        ("additionalItems", None) => {
            "in draft 2020-12 `prefixItems` describes the first items, and `items` the others".to_owned()
        }
        _ if draft < first => format!("name draft {} or a later one under `$schema`", first.as_str()),
        _ => format!("draft {} is the last that knows it", last.as_str()),
    };
    let is_renamed = meant.is_some_and(|meant| !meant.starts_with("$dynamic"));
    Some(Idle {
        node: entry.key,
        message: format!(
            "{} is not known in draft {}, so it has no effect",
            quoted(known.name),
            draft.as_str()
        ),
        help,
        meant: meant.filter(|_| is_renamed).map(str::to_owned),
    })
}

/// Reports a format that nobody knows and that is near to a known one, or another word for it.
fn unknown_format(format: NodeRef<'_>) -> Option<Idle<'_>> {
    let name = format.as_str().filter(|name| !FORMATS.contains(name))?;
    let lower = name.to_ascii_lowercase();
    let synonym = SYNONYMS.iter().find(|(word, _)| *word == lower).map(|(_, meant)| *meant);
    let meant = synonym.or_else(|| nearest(&lower, FORMATS))?;
    Some(Idle {
        node: format,
        message: format!("there is no format {}, so nothing is checked", quoted(name)),
        help: format!("did you mean `{meant}`?"),
        meant: Some(meant.to_owned()),
    })
}

fn without_condition(entry: Entry<'_>) -> Idle<'_> {
    Idle {
        node: entry.key,
        message: format!("{} has no effect without an `if` beside it", quoted(entry.name())),
        help: "write the condition under `if`, in the same schema".to_owned(),
        meant: None,
    }
}
