//! The names of keys that documents and the configuration can have, which tell a key from a word of a text.

use std::collections::HashSet;
use std::sync::OnceLock;

use serde_json::Value;

/// The schemas whose keys editors write. This module reads them itself: `schema` parses documents, so it stands
/// above the parser.
const SCHEMAS: [&str; 4] = [
    include_str!("../../schemas/report.schema.json"),
    include_str!("../../schemas/case.schema.json"),
    include_str!("../../schemas/legal-code.schema.json"),
    include_str!("../../schemas/config.schema.json"),
];

/// Returns true if reports, cases, legal codes or the configuration have a key of this name somewhere.
pub(super) fn is_known_key(word: &str) -> bool {
    static KEYS: OnceLock<HashSet<String>> = OnceLock::new();
    let collect = || {
        let mut keys = HashSet::new();
        for schema in SCHEMAS.iter().filter_map(|text| serde_json::from_str(text).ok()) {
            collect_keys(&schema, &mut keys);
        }
        keys
    };
    KEYS.get_or_init(collect).contains(word)
}

fn collect_keys(schema: &Value, keys: &mut HashSet<String>) {
    match schema {
        Value::Object(parts) => {
            if let Some(properties) = parts.get("properties").and_then(Value::as_object) {
                keys.extend(properties.keys().cloned());
            }
            parts.values().for_each(|part| collect_keys(part, keys));
        }
        Value::Array(parts) => parts.iter().for_each(|part| collect_keys(part, keys)),
        _ => {}
    }
}
