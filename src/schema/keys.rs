//! The keys that the bundled schemas define.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::Value;

use super::bundled_text;

/// Keys by the mappings that can have them.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// The keys of a person.
    pub(crate) person: HashSet<String>,
    /// The keys of a source.
    pub(crate) source: HashSet<String>,
    /// The keys of all parts of a document.
    pub(crate) all: HashSet<String>,
    /// The keys in [`Self::all`] whose values are `true` or `false`.
    pub(crate) boolean: HashSet<String>,
}

/// Returns the keys of reports, cases and legal codes.
pub(crate) fn keys() -> &'static Keys {
    static KEYS: LazyLock<Keys> = LazyLock::new(|| {
        let mut keys = Keys::default();
        for text in ["report", "case", "legal-code"].into_iter().filter_map(bundled_text) {
            let schema: Value = serde_json::from_str(text).unwrap_or_default();
            keys.collect(&schema);
            let names = |part| properties(schema.pointer(part)).map(|(key, _)| key.clone());
            keys.person.extend(names("/$defs/person"));
            keys.source.extend(names("/$defs/source"));
        }
        keys
    });
    &KEYS
}

impl Keys {
    fn collect(&mut self, schema: &Value) {
        for (key, value) in properties(Some(schema)) {
            self.all.insert(key.clone());
            if value.get("type").is_some_and(|wanted| wanted == "boolean") {
                self.boolean.insert(key.clone());
            }
        }
        match schema {
            Value::Object(parts) => parts.values().for_each(|part| self.collect(part)),
            Value::Array(parts) => parts.iter().for_each(|part| self.collect(part)),
            _ => {}
        }
    }
}

/// Returns the keys that a part of a schema describes, with their schemas.
fn properties(schema: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    schema.and_then(|schema| schema.get("properties")?.as_object()).into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::keys;

    #[test]
    fn keys_are_grouped_by_their_mappings() {
        let keys = keys();
        assert!(keys.person.contains("name_original") && !keys.person.contains("url"));
        assert!(keys.source.contains("author") && !keys.source.contains("role"));
        assert!(keys.all.contains("outcome") && keys.all.contains("country"));
        for key in ["protected", "confidential", "closed", "conditional", "consent", "complete"] {
            assert!(keys.boolean.contains(key), "{key}");
        }
        assert!(!keys.boolean.contains("name"));
    }
}
