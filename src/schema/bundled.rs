//! The bundled schemas' texts and names.

use std::sync::OnceLock;

use serde_json::Value;

use super::Schema;
use crate::document::DocumentKind;
use crate::suggest::nearest;

/// The bundled schemas' names on the command line, with their texts.
const BUNDLED: [(&str, &str); 6] = [
    ("report", include_str!("../../schemas/report.schema.json")),
    ("case", include_str!("../../schemas/case.schema.json")),
    ("legal-code", include_str!("../../schemas/legal-code.schema.json")),
    ("rule", include_str!("../../schemas/rule.schema.json")),
    ("config", include_str!("../../schemas/config.schema.json")),
    ("output", include_str!("../../schemas/output.schema.json")),
];

/// Returns the text of a bundled schema: `report`, `case`, `legal-code`, `rule`, `config` or `output`.
pub fn bundled_text(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(bundled, _)| *bundled == name).map(|(_, text)| *text)
}

/// Returns a bundled schema as JSON, which is read once: the keys are collected from it too.
pub(super) fn bundled_root(name: &str) -> Option<&'static Value> {
    static ROOTS: [OnceLock<Value>; BUNDLED.len()] = [const { OnceLock::new() }; BUNDLED.len()];
    let index = BUNDLED.iter().position(|(bundled, _)| *bundled == name)?;
    let (_, text) = BUNDLED.get(index)?;
    #[expect(clippy::expect_used, reason = "a test reads every bundled schema")]
    Some(ROOTS.get(index)?.get_or_init(|| serde_json::from_str(text).expect("bundled schemas are JSON")))
}

/// The beginning of the bundled schemas' `$id`s, which their names follow.
const ID_PREFIX: &str = "urn:reportlint:schema:";

/// Returns the bundled schema with exactly this `$id`, by which other schemas refer to it.
pub(super) fn root_by_id(id: &str) -> Option<&'static Value> {
    bundled_root(id.strip_prefix(ID_PREFIX)?)
}

/// Returns true if a schema is that of the configuration.
pub(super) fn is_config(schema: &Value) -> bool {
    bundled_root("config").is_some_and(|config| std::ptr::eq(config, schema))
}

/// Returns the compiled schema of documents that has exactly this `$id`.
pub(super) fn bundled_schema(id: &str) -> Option<&'static Schema> {
    match id.strip_prefix(ID_PREFIX)? {
        "config" => Some(Schema::config()),
        kind => DocumentKind::from_name(kind).map(Schema::bundled),
    }
}

/// Returns the `$id` of a bundled schema that `id` was probably meant to be.
pub(super) fn nearest_id(id: &str) -> Option<String> {
    let name = nearest(id.strip_prefix(ID_PREFIX)?, BUNDLED.iter().map(|(bundled, _)| *bundled))?;
    Some(format!("{ID_PREFIX}{name}"))
}

/// Returns true if an address is in the form of a bundled schema's `$id`.
pub(super) fn is_bundled_id(id: &str) -> bool {
    id.starts_with(ID_PREFIX)
}

/// Returns the name of the bundled schema that has this `$id`: `urn:reportlint:schema:report`, or the address of a file
/// such as `report.schema.json`.
pub(super) fn name_by_id(id: &str) -> Option<&'static str> {
    let name = match id.strip_prefix(ID_PREFIX) {
        Some(name) => name,
        None => id.rsplit('/').next()?.strip_suffix(".schema.json")?,
    };
    BUNDLED.iter().map(|(bundled, _)| *bundled).find(|bundled| *bundled == name)
}
