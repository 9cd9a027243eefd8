//! `contentMediaType` and `contentEncoding`, which draft 7 asks for, and which later drafts take for remarks.

use serde_json::{Map, Value};

use crate::schema::keywords::Draft;

/// The one type of content that the validator can check.
const JSON: &str = "application/json";

/// Rewrites the content of one schema, not of those below it, as its draft has it.
pub(super) fn rewrite_content(schema: &mut Map<String, Value>, draft: Option<Draft>) {
    if draft.is_some_and(|draft| draft < Draft::Seven) {
        schema.remove("contentMediaType");
        schema.remove("contentEncoding");
    }
    if draft != Some(Draft::Seven) {
        return;
    }
    if let Some(media_type) = schema.get("contentMediaType").and_then(Value::as_str) {
        if is_json(media_type) {
            schema.insert("contentMediaType".to_owned(), JSON.into());
        } else {
            // Beside a type that it does not know the validator passes over the encoding too.
            schema.remove("contentMediaType");
        }
    }
    if let Some(Value::String(encoding)) = schema.get_mut("contentEncoding") {
        encoding.make_ascii_lowercase();
    }
}

/// Returns true for `application/json`, also with parameters, and for the types that are written in it.
fn is_json(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == JSON || essence.ends_with("+json")
}
