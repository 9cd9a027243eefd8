//! Violations of a schema as plain data, without the validator's types.

use std::sync::Arc;

use jsonschema::ValidationError;
use jsonschema::error::{TypeKind, ValidationErrorKind, ValidationErrorParts};
use jsonschema::paths::LocationSegment;
use serde_json::Value;

use super::cost::{GIVEN_UP, WIDE};
use crate::tree::{NodeRef, NodeType};

/// The keyword of wide patterns as it stands in pointers.
const WIDE_STEP: &str = "/reportlint:wide";

/// One place at which a document violates a schema.
#[derive(Debug)]
pub(in crate::schema) struct Violation {
    /// The keyword that is violated, as in `schema/KEYWORD`.
    pub(in crate::schema) keyword: &'static str,
    /// The details that the keyword has.
    pub(in crate::schema) fault: Fault,
    /// The way from the document's root to the value, through aliases.
    pub(in crate::schema) path: Vec<Step>,
    /// The pointer to the keyword within its schema file.
    pub(in crate::schema) schema_path: String,
    /// The pointer to the keyword from the main schema on, through each `$ref`.
    pub(in crate::schema) evaluation_path: String,
    /// The address of the schema file that has the keyword.
    pub(in crate::schema) schema_address: Option<String>,
}

/// A step of the way to a value.
#[derive(Debug)]
pub(in crate::schema) enum Step {
    Key(String),
    Item(usize),
}

/// The details of a violation.
#[derive(Debug)]
pub(in crate::schema) enum Fault {
    /// A required key is missing.
    MissingKey(String),
    /// Keys stand in a mapping that does not know them.
    UnknownKeys(Vec<String>),
    /// A key's name has a fault of its own; the name, unless no key at all may stand there.
    KeyName(Option<String>, Box<Fault>),
    /// A key or value stands where none may.
    Forbidden,
    /// The value is not among these.
    NotAmong(Arc<Value>),
    /// The value is not this one.
    NotEqual(Arc<Value>),
    /// The value has none of these types.
    WrongType(Vec<JsonType>),
    /// The text does not have this format.
    Format(String),
    /// The text does not match this pattern.
    Pattern(String),
    /// The engine gave up on a pattern.
    PatternTooCostly,
    /// The value fits none of the alternatives; each alternative's violations.
    NoAlternative(Vec<Vec<Violation>>),
    /// The value fits more than one of alternatives that exclude each other.
    SeveralAlternatives,
    /// The value fits what `not` excludes.
    Excluded,
    /// A list has too many or too few items.
    ItemCount(u64),
    /// A mapping has too many or too few keys.
    KeyCount(u64),
    /// A text has too many or too few characters.
    Length(u64),
    /// A number is on the wrong side of a bound: "at least" 0.
    Bound(&'static str, Value),
    /// A number is not a multiple of this one.
    NotMultipleOf(String),
    /// A list has too many or too few items of one form.
    Contains,
    /// An item stands twice in a list.
    RepeatedItems,
    /// A list has more items than this.
    ExtraItems(usize),
    /// This many items of a list fit nothing in the schema.
    UnevaluatedItems(usize),
    /// The text is not in this encoding.
    ContentEncoding(String),
    /// The text is not of this media type.
    ContentMediaType(String),
    /// This many violations of the same part of the schema are left out.
    More(usize),
    /// So many other violations are left out that they cannot be counted.
    Uncounted,
    /// Any other fault, in the validator's words.
    Other(String),
}

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::schema) enum JsonType {
    Null,
    Boolean,
    Integer,
    Number,
    String,
    Array,
    Object,
}

impl Violation {
    /// Returns a violation that stands for `count` others, at the document's root.
    pub(super) fn more(keyword: &'static str, count: usize) -> Self {
        Self::of_document(keyword, Fault::More(count))
    }

    /// Returns a violation that stands for all others, at the document's root.
    pub(super) fn others(keyword: &'static str) -> Self {
        Self::of_document(keyword, Fault::Uncounted)
    }

    fn of_document(keyword: &'static str, fault: Fault) -> Self {
        Self {
            keyword,
            fault,
            path: Vec::new(),
            schema_path: String::new(),
            evaluation_path: String::new(),
            schema_address: None,
        }
    }
}

impl Violation {
    /// Returns the value, or the nearest above it.
    pub(in crate::schema) fn node<'a>(&self, root: NodeRef<'a>) -> NodeRef<'a> {
        let mut node = root;
        for step in &self.path {
            let next = match step {
                Step::Key(key) => node.get(key),
                Step::Item(index) => node.items().nth(*index),
            };
            let Some(next) = next else { break };
            node = next;
        }
        node
    }

    /// Names the keys that `additionalProperties: false` forbids where it stands alone: the validator says then that the
    /// mapping itself is forbidden.
    pub(super) fn name_keys(&mut self, root: NodeRef<'_>) {
        if let Fault::NoAlternative(branches) = &mut self.fault {
            branches.iter_mut().flatten().for_each(|violation| violation.name_keys(root));
        }
        if !matches!(self.fault, Fault::Forbidden) || !self.schema_path.ends_with("/additionalProperties") {
            return;
        }
        let node = self.node(root);
        if node.node_type() == NodeType::Mapping {
            self.keyword = "additionalProperties";
            self.fault = Fault::UnknownKeys(node.entries().map(|entry| entry.name().to_owned()).collect());
        }
    }
}

impl From<ValidationError<'_>> for Violation {
    fn from(error: ValidationError<'_>) -> Self {
        let keyword = keyword_of(error.kind());
        let schema_address = error
            .absolute_keyword_location()
            .and_then(|uri| uri.as_str().split('#').next().map(str::to_owned));
        let ValidationErrorParts { kind, instance_path, schema_path, evaluation_path, .. } =
            error.into_parts();
        let schema_path = schema_path.as_str().replace(WIDE_STEP, "/pattern");
        let evaluation_path = evaluation_path.as_str().replace(WIDE_STEP, "/pattern");
        let path = instance_path
            .iter()
            .map(|segment| match segment {
                LocationSegment::Property(key) => Step::Key(key.to_string()),
                LocationSegment::Index(index) => Step::Item(index),
            })
            .collect();
        Self { keyword, fault: Fault::from(kind), path, schema_path, evaluation_path, schema_address }
    }
}

/// Returns the keyword of a fault; what has none of its own goes under `anyOf`.
pub(super) fn keyword_of(kind: &ValidationErrorKind) -> &'static str {
    if matches!(kind, ValidationErrorKind::Custom { keyword, .. } if keyword == WIDE) {
        return "pattern";
    }
    crate::schema::findings::known_keyword(kind.keyword()).unwrap_or("anyOf")
}

impl From<ValidationErrorKind> for Fault {
    fn from(kind: ValidationErrorKind) -> Self {
        use ValidationErrorKind as Kind;
        match kind {
            Kind::Required { property } => Self::MissingKey(property.as_str().unwrap_or_default().to_owned()),
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                Self::UnknownKeys(unexpected)
            }
            Kind::PropertyNames { error } => {
                let parts = error.into_parts();
                let key = parts.instance.as_str().map(str::to_owned);
                Self::KeyName(key, Box::new(Self::from(parts.kind)))
            }
            Kind::FalseSchema => Self::Forbidden,
            Kind::Enum { options } => Self::NotAmong(options),
            Kind::Constant { expected_value } => Self::NotEqual(expected_value),
            Kind::Type { kind } => Self::WrongType(types(&kind)),
            Kind::Format { format } => Self::Format(format),
            Kind::Pattern { pattern } => Self::Pattern(pattern),
            Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => Self::PatternTooCostly,
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                let violations =
                    |errors: Vec<ValidationError<'static>>| errors.into_iter().map(Violation::from);
                Self::NoAlternative(context.into_iter().map(|errors| violations(errors).collect()).collect())
            }
            Kind::OneOfMultipleValid { .. } => Self::SeveralAlternatives,
            Kind::Not { .. } => Self::Excluded,
            Kind::MinItems { limit } | Kind::MaxItems { limit } => Self::ItemCount(limit),
            Kind::MinProperties { limit } | Kind::MaxProperties { limit } => Self::KeyCount(limit),
            Kind::MinLength { limit } | Kind::MaxLength { limit } => Self::Length(limit),
            Kind::Minimum { limit } => Self::Bound("at least", limit),
            Kind::Maximum { limit } => Self::Bound("at most", limit),
            Kind::ExclusiveMinimum { limit } => Self::Bound("more than", limit),
            Kind::ExclusiveMaximum { limit } => Self::Bound("less than", limit),
            Kind::MultipleOf { multiple_of } => Self::NotMultipleOf(multiple_of.to_string()),
            Kind::Contains => Self::Contains,
            Kind::UniqueItems => Self::RepeatedItems,
            Kind::AdditionalItems { limit } => Self::ExtraItems(limit),
            Kind::UnevaluatedItems { unexpected } => Self::UnevaluatedItems(unexpected.len()),
            Kind::ContentEncoding { content_encoding } => Self::ContentEncoding(content_encoding),
            Kind::ContentMediaType { content_media_type } => Self::ContentMediaType(content_media_type),
            Kind::Custom { keyword, message } if keyword == WIDE => match message.as_str() {
                GIVEN_UP => Self::PatternTooCostly,
                _ => Self::Pattern(message),
            },
            Kind::Custom { message, .. } => Self::Other(message),
            Kind::FromUtf8 { error } => Self::Other(error.to_string()),
            Kind::Referencing(error) => Self::Other(error.to_string()),
        }
    }
}

fn types(kind: &TypeKind) -> Vec<JsonType> {
    match kind {
        TypeKind::Single(one) => vec![(*one).into()],
        TypeKind::Multiple(several) => several.iter().map(JsonType::from).collect(),
    }
}

impl From<jsonschema::JsonType> for JsonType {
    fn from(other: jsonschema::JsonType) -> Self {
        match other {
            jsonschema::JsonType::Null => Self::Null,
            jsonschema::JsonType::Boolean => Self::Boolean,
            jsonschema::JsonType::Integer => Self::Integer,
            jsonschema::JsonType::Number => Self::Number,
            jsonschema::JsonType::String => Self::String,
            jsonschema::JsonType::Array => Self::Array,
            jsonschema::JsonType::Object => Self::Object,
        }
    }
}
