//! The words of the domain: what fields are called, and the words that their values are chosen from.
//!
//! Rules compare these enums, not strings. A word that no enum knows is `None`: the schema reports it. Methods classify
//! the words, so that a new word finds its place here and not in every rule.

mod code_type;
mod court_level;
mod event_type;
pub(crate) mod field;
mod freedom;
mod jurisdiction;
mod outcome;
mod role;
mod sentence_type;
mod source_type;

pub(crate) use code_type::CodeType;
pub(crate) use court_level::CourtLevel;
pub(crate) use event_type::EventType;
pub(crate) use freedom::Freedom;
pub(crate) use jurisdiction::Jurisdiction;
pub(crate) use outcome::Outcome;
pub(crate) use role::Role;
pub(crate) use sentence_type::SentenceType;
pub(crate) use source_type::SourceType;

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use serde_json::Value;

    use super::*;

    const SCHEMAS: [&str; 3] = [
        include_str!("../../schemas/report.schema.json"),
        include_str!("../../schemas/case.schema.json"),
        include_str!("../../schemas/legal-code.schema.json"),
    ];

    /// Asserts that the schemas list exactly `words` at a pointer, and that at least one has the pointer.
    fn assert_lists(pointer: &str, words: &[&str]) {
        let schemas = SCHEMAS.map(|text| serde_json::from_str::<Value>(text).unwrap());
        let lists: Vec<&Value> = schemas.iter().filter_map(|schema| schema.pointer(pointer)).collect();
        assert!(!lists.is_empty(), "no schema has {pointer}");
        for list in lists {
            assert_eq!(list, &Value::from(words), "{pointer}");
        }
    }

    #[test]
    fn every_enum_has_the_words_of_the_schemas() {
        assert_lists("/$defs/event/properties/type/enum", &EventType::ALL.map(EventType::as_str));
        assert_lists("/$defs/verdict-event/properties/outcome/enum", &Outcome::ALL.map(Outcome::as_str));
        assert_lists("/$defs/sentence-type/enum", &SentenceType::ALL.map(SentenceType::as_str));
        assert_lists("/$defs/court/properties/level/enum", &CourtLevel::ALL.map(CourtLevel::as_str));
        let jurisdictions = Jurisdiction::ALL.map(Jurisdiction::as_str);
        assert_lists("/$defs/charge-event/properties/jurisdiction/enum", &jurisdictions);
        assert_lists("/$defs/verdict-event/properties/jurisdiction/enum", &jurisdictions);
        assert_lists("/properties/type/enum", &CodeType::ALL.map(CodeType::as_str));
        assert_lists("/$defs/person/properties/role/enum", &Role::ALL.map(Role::as_str));
        assert_lists("/$defs/source/properties/type/enum", &SourceType::ALL.map(SourceType::as_str));
        let freedoms = Freedom::ALL.map(Freedom::as_str);
        assert_lists("/$defs/freedom/enum", &freedoms);
        assert_lists("/$defs/article/properties/freedoms/items/enum", &freedoms);
    }

    #[test]
    fn every_field_is_a_property_of_a_schema() {
        fn collect(schema: &Value, names: &mut HashSet<String>) {
            if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
                names.extend(properties.keys().cloned());
            }
            let parts = schema.as_object().into_iter().flat_map(|keys| keys.values());
            parts.chain(schema.as_array().into_iter().flatten()).for_each(|part| collect(part, names));
        }
        let mut names = HashSet::new();
        for text in SCHEMAS {
            collect(&serde_json::from_str(text).unwrap(), &mut names);
        }
        assert!(field::ALL.is_sorted());
        for name in field::ALL {
            assert!(names.contains(name), "no schema has a field `{name}`");
        }
    }

    #[test]
    fn a_word_and_its_name_are_one() {
        for event_type in EventType::ALL {
            assert_eq!(EventType::from_name(event_type.as_str()), Some(event_type));
            // The configuration names types as files do.
            let read = serde_json::from_value(Value::from(event_type.as_str()));
            assert_eq!(read.ok(), Some(event_type));
        }
        assert_eq!(EventType::from_name("Verdict"), None);
    }
}
