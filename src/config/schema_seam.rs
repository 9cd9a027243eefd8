//! What configuration and command line ask of `schema`, at one place.

use std::path::Path;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::schema::Schema;

/// The faults of a configuration by its own schema.
pub(crate) fn check_config(_document: &Document) -> Vec<Diagnostic> {
    Vec::new()
}

/// A repository's own schema, or in words what keeps it from being used.
pub(crate) fn load(path: &Path) -> Result<Schema, String> {
    let text = std::fs::read_to_string(path).map_err(|error| error.to_string())?;
    serde_json::from_str::<serde_json::Value>(&text).map_err(|error| error.to_string())?;
    Ok(Schema)
}

/// The names of the bundled schemas, with their texts.
pub(crate) const BUNDLED: [(&str, &str); 4] = [
    ("report", include_str!("../../schemas/report.schema.json")),
    ("case", include_str!("../../schemas/case.schema.json")),
    ("legal-code", include_str!("../../schemas/legal-code.schema.json")),
    ("config", include_str!("../../schemas/config.schema.json")),
];
