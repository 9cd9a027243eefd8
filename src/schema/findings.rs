//! The names of the findings of schemas.

use crate::diagnostic::RuleName;

/// The names of the findings of schemas, sorted, with a line on each.
pub const SCHEMA_RULES: &[(RuleName, &str)] = &[
    (RuleName::new("schema/additionalItems"), "a list has more items than it may"),
    (RuleName::new("schema/additionalProperties"), "a key is not known in its place"),
    (RuleName::new("schema/anyOf"), "a value has none of the allowed forms"),
    (RuleName::new("schema/const"), "a value is not the only one allowed"),
    (RuleName::new("schema/contains"), "a list lacks an item that it must have"),
    (RuleName::new("schema/contentEncoding"), "a text is not in the encoding that it must have"),
    (RuleName::new("schema/contentMediaType"), "a text does not have the type of content that it must have"),
    (RuleName::new("schema/enum"), "a value is not one of those allowed"),
    (RuleName::new("schema/exclusiveMaximum"), "a number is too large"),
    (RuleName::new("schema/exclusiveMinimum"), "a number is too small"),
    (RuleName::new("schema/falseSchema"), "a key or value is in a place where none is allowed"),
    (RuleName::new("schema/format"), "a date, duration or address is not in the form that it must have"),
    (RuleName::new("schema/maxItems"), "a list has too many items"),
    (RuleName::new("schema/maxLength"), "a text is too long"),
    (RuleName::new("schema/maxProperties"), "a block has too many keys"),
    (RuleName::new("schema/maximum"), "a number is too large"),
    (RuleName::new("schema/minItems"), "a list has too few items"),
    (RuleName::new("schema/minLength"), "a text is too short or empty"),
    (RuleName::new("schema/minProperties"), "a block has too few keys"),
    (RuleName::new("schema/minimum"), "a number is too small"),
    (RuleName::new("schema/multipleOf"), "a number is not a multiple of another"),
    (RuleName::new("schema/not"), "a value has a form that it must not have"),
    (RuleName::new("schema/oneOf"), "a value has none of the allowed forms, or more than one"),
    (RuleName::new("schema/pattern"), "a text does not match the pattern that it must match"),
    (RuleName::new("schema/propertyNames"), "a key does not have the form that it must have"),
    (RuleName::new("schema/required"), "a key is missing"),
    (RuleName::new("schema/type"), "a value is text where a number belongs, or the like"),
    (RuleName::new("schema/unevaluatedItems"), "a list has an item that the schema does not know"),
    (RuleName::new("schema/unevaluatedProperties"), "a key is not known in its place"),
    (RuleName::new("schema/uniqueItems"), "a list has the same item twice"),
];

/// Returns the keyword if findings are named after it.
pub(super) fn known_keyword(keyword: &str) -> Option<&'static str> {
    SCHEMA_RULES
        .iter()
        .filter_map(|(rule, _)| rule.as_str().strip_prefix("schema/"))
        .find(|known| *known == keyword)
}

/// Returns the name of the finding for a violated keyword; `schema/anyOf` for one without a name.
pub(super) fn rule_of(keyword: &str) -> RuleName {
    let rule = SCHEMA_RULES.iter().find(|(rule, _)| rule.as_str().strip_prefix("schema/") == Some(keyword));
    rule.map_or(RuleName::new("schema/anyOf"), |(rule, _)| rule.clone())
}
