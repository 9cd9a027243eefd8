//! The keys that the bundled schemas define.

use std::collections::HashSet;
use std::sync::LazyLock;

use serde_json::Value;

use super::bundled::bundled_root;

/// Keys by the mappings that can have them.
#[derive(Debug, Default)]
pub(crate) struct Keys {
    /// The keys of a person.
    pub(crate) person: HashSet<&'static str>,
    /// The keys of a source.
    pub(crate) source: HashSet<&'static str>,
    /// The keys of all parts of a document.
    pub(crate) all: HashSet<&'static str>,
    /// The keys in [`Self::all`] whose values are `true` or `false`.
    pub(crate) boolean: HashSet<&'static str>,
    /// The keys in [`Self::all`] whose values are numbers.
    pub(crate) number: HashSet<&'static str>,
}

/// Returns the keys of reports, cases and legal codes.
pub(crate) fn keys() -> &'static Keys {
    static KEYS: LazyLock<Keys> = LazyLock::new(|| {
        let mut keys = Keys::default();
        for schema in ["report", "case", "legal-code"].into_iter().filter_map(bundled_root) {
            keys.collect(schema);
            let names = |part| properties(schema.pointer(part)).map(|(key, _)| key.as_str());
            keys.person.extend(names("/$defs/person"));
            // In a case of its own a person has a part.
            keys.person.extend(names("/properties/persons/additionalProperties"));
            keys.source.extend(names("/$defs/source"));
        }
        keys
    });
    &KEYS
}

impl Keys {
    fn collect(&mut self, schema: &'static Value) {
        for (key, value) in properties(Some(schema)) {
            self.all.insert(key);
            match value.get("type").and_then(Value::as_str) {
                Some("boolean") => self.boolean.insert(key),
                Some("integer" | "number") => self.number.insert(key),
                _ => false,
            };
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
        for key in ["amount", "latitude", "participants"] {
            assert!(keys.number.contains(key), "{key}");
        }
    }
}
