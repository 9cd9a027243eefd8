//! The words of the domain: what fields are called, and the words that their values are chosen from.
//!
//! Rules compare these enums, not strings. A word that no enum knows is `None`: the schema reports it. Methods classify
//! the words, so that a new word finds its place here and not in every rule.

/// Declares an enum from a list of words: each variant has a sentence and the word that files write, in the order of
/// the schema, where the sentences stand too.
macro_rules! vocabulary {
    ($(#[$meta:meta])* $name:ident { $($(#[doc = $doc:literal])* $variant:ident = $word:literal,)+ }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) enum $name {
            $($(#[doc = $doc])* $variant,)+
        }

        impl $name {
            /// Every word with its sentence, in the order of the schema.
            #[cfg(test)]
            pub(super) const ALL: &[(Self, &str)] = &[$((Self::$variant, concat!($($doc),*)),)+];

            /// Returns the word that files write.
            #[allow(dead_code, reason = "of some enums only the tests ask for words")]
            pub(crate) fn as_str(self) -> &'static str {
                match self {
                    $(Self::$variant => $word,)+
                }
            }

            /// Returns the variant that a word stands for.
            pub(crate) fn from_name(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$variant),)+
                    _ => None,
                }
            }
        }
    };
}

mod case_part;
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
mod unknown_reason;

pub(crate) use case_part::CasePart;
pub(crate) use code_type::CodeType;
pub(crate) use court_level::CourtLevel;
pub(crate) use event_type::EventType;
pub(crate) use freedom::Freedom;
pub(crate) use jurisdiction::Jurisdiction;
pub(crate) use outcome::Outcome;
pub(crate) use role::Role;
pub(crate) use sentence_type::SentenceType;
pub(crate) use source_type::SourceType;
pub(crate) use unknown_reason::UnknownReason;

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

    /// Asserts that the schemas list exactly the words of an enum at a pointer, with its sentences, and that at least one
    /// has the pointer.
    macro_rules! assert_lists {
        ($pointer:literal, $name:ident) => {
            let words: Vec<&str> = $name::ALL.iter().map(|(word, _)| word.as_str()).collect();
            let sentences: Vec<&str> = $name::ALL.iter().map(|(_, sentence)| sentence.trim()).collect();
            let schemas = SCHEMAS.map(|text| serde_json::from_str::<Value>(text).unwrap());
            let lists: Vec<&Value> = schemas.iter().filter_map(|schema| schema.pointer($pointer)).collect();
            assert!(!lists.is_empty(), "no schema has {}", $pointer);
            for list in lists {
                assert_eq!(list.get("enum"), Some(&Value::from(words.clone())), "{}", $pointer);
                assert_eq!(
                    list.get("enumDescriptions"),
                    Some(&Value::from(sentences.clone())),
                    "{}",
                    $pointer
                );
            }
            for (word, _) in $name::ALL {
                assert_eq!($name::from_name(word.as_str()), Some(*word));
            }
        };
    }

    #[test]
    fn every_enum_has_the_words_and_sentences_of_the_schemas() {
        assert_lists!("/$defs/event/properties/type", EventType);
        assert_lists!("/$defs/verdict-event/properties/outcome", Outcome);
        assert_lists!("/$defs/verdict-event/properties/jurisdiction", Jurisdiction);
        assert_lists!("/$defs/hearing-event/properties/jurisdiction", Jurisdiction);
        assert_lists!("/$defs/sentence-type", SentenceType);
        assert_lists!("/$defs/court/properties/level", CourtLevel);
        assert_lists!("/properties/type", CodeType);
        assert_lists!("/$defs/person/properties/role", Role);
        assert_lists!("/$defs/part-in-case", CasePart);
        assert_lists!("/$defs/source/properties/type", SourceType);
        assert_lists!("/$defs/unknown-field/properties/why", UnknownReason);
        assert_lists!("/$defs/freedom", Freedom);
        assert_lists!("/$defs/article/properties/freedoms/items", Freedom);
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
    fn the_configuration_names_types_as_files_do() {
        for (event_type, _) in EventType::ALL {
            let read = serde_json::from_value(Value::from(event_type.as_str()));
            assert_eq!(read.ok(), Some(*event_type));
        }
        assert_eq!(EventType::from_name("Verdict"), None);
    }
}
