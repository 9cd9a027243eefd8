//! A validator's errors in an editor's words, each at the bytes that it is about.

mod allowed;
mod branches;
mod dates;
mod form;
mod keys;
mod names;
mod shape;
mod synonyms;
mod values;

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use jsonschema::paths::{Location, LocationSegment};
use serde_json::Value;

use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::document::Format;
use crate::source::Span;
use crate::tree::{NodeId, NodeRef};
use crate::words::{clip, count};
use allowed::reference;
use names::{bound, name_of, written};

/// The names of findings of schemas, sorted, with a line on each.
pub const SCHEMA_RULES: &[(RuleName, &str)] = &[
    (RuleName::new("schema/additionalItems"), "a list has more items than it may"),
    (RuleName::new("schema/additionalProperties"), "a key stands where it is not known"),
    (RuleName::new("schema/anyOf"), "a value has none of the forms that it may have"),
    (RuleName::new("schema/const"), "a value is not the one that it must be"),
    (RuleName::new("schema/contains"), "a list lacks an item that it must have"),
    (RuleName::new("schema/contentEncoding"), "a text is not encoded as it must be"),
    (RuleName::new("schema/contentMediaType"), "a text does not hold the kind of content that it must"),
    (RuleName::new("schema/enum"), "a value is none of those that may stand there"),
    (RuleName::new("schema/exclusiveMaximum"), "a number is too large"),
    (RuleName::new("schema/exclusiveMinimum"), "a number is too small"),
    (RuleName::new("schema/falseSchema"), "a key or value stands where none may"),
    (RuleName::new("schema/format"), "a date, duration or address is not written in its form"),
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
    (RuleName::new("schema/oneOf"), "a value has none of several forms, or more than one of them"),
    (RuleName::new("schema/pattern"), "a text does not have its form"),
    (RuleName::new("schema/propertyNames"), "a key does not have the form that it must have"),
    (RuleName::new("schema/required"), "a key is missing"),
    (RuleName::new("schema/type"), "a value is text where a number belongs, or the like"),
    (RuleName::new("schema/unevaluatedItems"), "a list has an item that is not provided for"),
    (RuleName::new("schema/unevaluatedProperties"), "a key stands where it is not known"),
    (RuleName::new("schema/uniqueItems"), "a list has the same item twice"),
];

/// How many errors under one part of a schema are told. Nobody reads more, and a hostile file could otherwise
/// fill the memory with them.
const MOST_ERRORS: usize = 1_000;

/// Up to how many keys or values a help lists.
const SHORT_LIST: usize = 12;

/// Translates `errors` of a document with the given root, found by the schema `schema` and `others` that it
/// refers to, by their addresses.
pub(super) fn translate<'e>(
    errors: impl Iterator<Item = impl Borrow<ValidationError<'e>>>,
    schema: &Value,
    others: &HashMap<String, Value>,
    root: NodeRef<'_>,
) -> Vec<Diagnostic> {
    let mut translator = Translator {
        schema,
        main: schema,
        others,
        root,
        drafts: Vec::new(),
        spoilt: Vec::new(),
        missing: Vec::new(),
        misspelt: HashSet::new(),
        misvalued: HashSet::new(),
        named: HashSet::new(),
        dependent: Vec::new(),
        is_json: Format::from_path(root.source().path()) == Some(Format::Json),
    };
    let mut told: HashMap<String, (String, usize)> = HashMap::new();
    for error in errors {
        let error = error.borrow();
        let path = error.schema_path().as_str();
        if !told.contains_key(path) {
            told.insert(path.to_owned(), (error.kind().keyword().to_owned(), 0));
        }
        let Some((_, count)) = told.get_mut(path) else { continue };
        *count += 1;
        if *count <= MOST_ERRORS {
            translator.error(error);
        }
    }
    // Names of keys are counted where they are told.
    for (keyword, count) in told.into_values().filter(|(keyword, _)| keyword != "propertyNames") {
        translator.leave_out(&keyword, root, count);
    }
    translator.finish()
}

/// A finding, and how much it says of its value where several find fault with the same.
struct Draft<'a> {
    rank: u8,
    node: NodeRef<'a>,
    diagnostic: Diagnostic,
}

struct Translator<'s, 'a> {
    /// The file of the schema in which the error at hand arose.
    schema: &'s Value,
    main: &'s Value,
    others: &'s HashMap<String, Value>,
    root: NodeRef<'a>,
    drafts: Vec<Draft<'a>>,
    /// Keys that are known where they stand and yet unexpected, each with its mapping.
    spoilt: Vec<(NodeRef<'a>, Draft<'a>)>,
    /// Keys that are missing, with the mapping and the place of the finding among the drafts.
    missing: Vec<(NodeId, String, usize)>,
    /// Keys that are probably there under a misspelt name.
    misspelt: HashSet<(NodeId, &'s str)>,
    /// Values that are none of those that may stand there.
    misvalued: HashSet<NodeId>,
    /// Mappings whose keys' names have been looked at, each with the part of the schema that asks for it.
    named: HashSet<(NodeId, String)>,
    /// Findings that hold only if a value is right, with that value and the place among the drafts.
    dependent: Vec<(NodeId, usize)>,
    /// Whether helps are to speak JSON.
    is_json: bool,
}

impl<'s, 'a> Translator<'s, 'a> {
    /// The findings, one for each defect, in the order of the file.
    fn finish(mut self) -> Vec<Diagnostic> {
        self.settle_spoilt();
        // `typ:` for `type:` is one slip, not a key too many and one too few.
        let found_misspelt = self
            .missing
            .iter()
            .filter(|(mapping, key, _)| self.misspelt.contains(&(*mapping, key.as_str())))
            .map(|(.., draft)| *draft);
        // Which keys belong beside `type: verdct` is not known.
        let unfounded = self
            .dependent
            .iter()
            .filter(|(value, _)| self.misvalued.contains(value))
            .map(|(_, draft)| *draft);
        let consequences: HashSet<usize> = found_misspelt.chain(unfounded).collect();
        let mut best: HashMap<(Span, Option<String>), Draft> = HashMap::new();
        let mut others = Vec::new();
        for (index, draft) in self.drafts.into_iter().enumerate() {
            if consequences.contains(&index) {
                continue;
            }
            if draft.rank == 0 {
                others.push(draft.diagnostic);
                continue;
            }
            let key =
                (draft.diagnostic.primary.span, draft.diagnostic.pointer.as_ref().map(ToString::to_string));
            match best.entry(key) {
                std::collections::hash_map::Entry::Vacant(place) => {
                    place.insert(draft);
                }
                std::collections::hash_map::Entry::Occupied(mut place) if place.get().rank < draft.rank => {
                    place.insert(draft);
                }
                std::collections::hash_map::Entry::Occupied(_) => {}
            }
        }
        others.extend(best.into_values().map(|draft| draft.diagnostic));
        others.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        // Two parts of a schema may ask for the same.
        others
            .dedup_by(|b, a| (&a.rule, a.primary.span, &a.message) == (&b.rule, b.primary.span, &b.message));
        others
    }

    /// A key that is known where it stands is unexpected because a fault beside it or below it spoilt the
    /// branch that knows it. Where there is no such fault, the key itself is one.
    fn settle_spoilt(&mut self) {
        let mut faulty = HashSet::new();
        for draft in &self.drafts {
            let mut node = Some(draft.node);
            while let Some(above) = node.filter(|node| faulty.insert(node.target_id())) {
                node = above.parent();
            }
        }
        let spoilt = std::mem::take(&mut self.spoilt);
        let own_faults = spoilt.into_iter().filter(|(mapping, _)| !faulty.contains(&mapping.target_id()));
        self.drafts.extend(own_faults.map(|(_, draft)| draft));
    }

    /// The node that an error is about, or the nearest above it.
    fn locate(&self, location: &Location) -> NodeRef<'a> {
        let mut node = self.root;
        for segment in location.iter() {
            let next = match &segment {
                LocationSegment::Property(key) => node.get(key),
                LocationSegment::Index(index) => node.items().nth(*index),
            };
            let Some(next) = next else { break };
            node = next;
        }
        node
    }

    /// The part of the schema that holds the keyword of an error.
    fn subschema(&self, error: &ValidationError<'_>) -> Option<&'s Value> {
        let path = error.schema_path().as_str();
        let (parent, _) = path.rsplit_once('/')?;
        self.schema.pointer(parent)
    }

    /// Whether the key that an error is about must be there, as far as the part of the schema says that has the key.
    fn is_required(&self, error: &ValidationError<'_>) -> bool {
        // `…/$defs/case` in the middle of the path is behind a `$ref`.
        let path = error.evaluation_path().as_str();
        let Some((parent, rest)) = path.rsplit_once("/properties/") else { return false };
        let key = rest.split('/').next().unwrap_or_default();
        let required = self.part(parent).and_then(|part| part.get("required")).and_then(Value::as_array);
        required.is_some_and(|required| required.iter().any(|one| one == key))
    }

    /// The part of the schema that an evaluation path leads to, through its references.
    fn part(&self, path: &str) -> Option<&'s Value> {
        path.split('/').skip(1).try_fold(self.main, |part, segment| match (segment, part) {
            ("$ref", _) => reference(self.main, part),
            (_, Value::Array(list)) => list.get(segment.parse::<usize>().ok()?),
            _ => part.get(segment),
        })
    }

    /// The schema of `key` under `schema`, with its reference followed where it says nothing itself.
    fn property(&self, schema: Option<&'s Value>, key: &str) -> Option<&'s Value> {
        let property = schema?.get("properties")?.get(key)?;
        if property.get("description").is_some() {
            return Some(property);
        }
        reference(self.schema, property).or(Some(property))
    }

    fn push(
        &mut self,
        rank: u8,
        keyword: &str,
        span: Span,
        node: NodeRef<'a>,
        message: String,
        help: Option<String>,
    ) {
        let rule =
            SCHEMA_RULES.iter().find(|(rule, _)| rule.as_str().strip_prefix("schema/") == Some(keyword));
        let rule = rule.map_or(RuleName::new("schema/anyOf"), |(rule, _)| rule.clone());
        let mut diagnostic = Diagnostic::new(rule, self.root.source().id(), span, message).with_node(node);
        diagnostic.help = help;
        self.drafts.push(Draft { rank, node, diagnostic });
    }

    /// Owns up to how many of `count` findings were too many to tell.
    fn leave_out(&mut self, keyword: &str, node: NodeRef<'a>, count: usize) {
        if count > MOST_ERRORS {
            let message = format!("{} more findings of this kind are not shown", count - MOST_ERRORS);
            let help = "mend some of those that are shown, and check the file again".to_owned();
            self.push(0, keyword, node.anchor_span(), node, message, Some(help));
        }
    }

    fn fix(&mut self, title: String, span: Span, replacement: String) {
        // An alias stands for more than the value, and one after `<<:` for a whole block of keys.
        if self.root.source().slice(span).starts_with('*') {
            return;
        }
        if let Some(draft) = self.drafts.last_mut() {
            let edits = vec![Edit { span, replacement }];
            draft.diagnostic.fix = Some(crate::diagnostic::Fix::new(title, Applicability::Unsafe, edits));
        }
    }

    fn error(&mut self, error: &ValidationError<'_>) {
        use ValidationErrorKind as Kind;
        let node = self.locate(error.instance_path());
        let keyword = error.kind().keyword().to_owned();
        let keyword = keyword.as_str();
        let address = error.absolute_keyword_location().and_then(|uri| uri.as_str().split('#').next());
        self.schema = address.and_then(|address| self.others.get(address)).unwrap_or(self.main);
        let schema = self.subschema(error);
        let name = name_of(node);
        match error.kind() {
            Kind::Required { property } => {
                self.missing(error, node, property.as_str().unwrap_or_default(), schema);
            }
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                if self.two_forms(error, node, unexpected).is_none() {
                    self.unknown_keys(keyword, node, unexpected, schema);
                }
            }
            Kind::Enum { options } => {
                self.not_among(keyword, node, options.as_array().map_or(&[][..], |v| v), schema);
            }
            Kind::Constant { expected_value } => {
                self.not_among(keyword, node, std::slice::from_ref(expected_value), schema);
            }
            Kind::Type { kind } => self.wrong_type(error, node, kind, schema),
            Kind::Format { format } => {
                self.form(keyword, node, schema, |key, text, schema| {
                    form::explain(format, key, text, schema)
                });
            }
            Kind::Pattern { pattern } => self.form(keyword, node, schema, |key, text, schema| {
                form::explain_pattern(pattern, key, text, schema)
            }),
            Kind::PropertyNames { error } => self.key_name(node, error, schema),
            Kind::UniqueItems => self.repeated(node),
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.branches(keyword, node, error.instance_path().iter().count(), context, schema);
            }
            Kind::OneOfMultipleValid { .. } => {
                let message = format!("{name} fits more than one of the forms that it may have");
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
            Kind::FalseSchema => self.not_allowed(error, node),
            Kind::Not { .. } => {
                let message = format!("{name} has a form that it must not have here");
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
            Kind::MinItems { limit } | Kind::MaxItems { limit } => {
                let (bound, has) = (bound(keyword), node.items().len());
                let message = format!("{name} needs {bound} {}, and has {has}", count(*limit, "item"));
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
            Kind::MinProperties { limit } | Kind::MaxProperties { limit } => {
                let (bound, has) = (bound(keyword), node.entries().len());
                let message = format!("{name} needs {bound} {}, and has {has}", count(*limit, "key"));
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
            Kind::MinLength { limit } | Kind::MaxLength { limit } => {
                let (bound, has) = (bound(keyword), node.as_str().unwrap_or_default().chars().count());
                let message = match has {
                    0 => format!("{name} is empty"),
                    _ => format!("{name} needs {bound} {}, and has {has}", count(*limit, "character")),
                };
                self.push(2, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
            Kind::Minimum { limit } => self.bound(keyword, node, "at least", limit, schema),
            Kind::Maximum { limit } => self.bound(keyword, node, "at most", limit, schema),
            Kind::ExclusiveMinimum { limit } => self.bound(keyword, node, "more than", limit, schema),
            Kind::ExclusiveMaximum { limit } => self.bound(keyword, node, "less than", limit, schema),
            Kind::MultipleOf { multiple_of } => {
                let message =
                    format!("{name} is {}, and must be a multiple of {multiple_of}", clip(written(node)));
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
            Kind::Contains => {
                let message = match error.schema_path().as_str().rsplit('/').next() {
                    Some("maxContains") => format!("{name} has too many items of one form"),
                    Some("minContains") => format!("{name} has too few items of the form that it must have"),
                    _ => format!("{name} lacks an item of the form that it must have"),
                };
                let contained = schema.and_then(|schema| schema.get("contains"));
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(contained));
            }
            Kind::AdditionalItems { limit } => {
                let message = format!("{name} has more than {}", count(*limit as u64, "item"));
                let extra = node.items().nth(*limit).unwrap_or(node);
                self.push(0, keyword, extra.anchor_span(), extra, message, None);
            }
            Kind::UnevaluatedItems { unexpected } => {
                let message = format!(
                    "{name} has {} that nothing provides for",
                    count(unexpected.len() as u64, "item")
                );
                self.push(0, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
            Kind::ContentEncoding { content_encoding } => {
                let message = format!("{name} is not text in {}", clip(content_encoding));
                self.push(1, keyword, node.anchor_span(), node, message, None);
            }
            Kind::ContentMediaType { content_media_type } => {
                let message = format!("{name} does not hold content of type {}", clip(content_media_type));
                self.push(1, keyword, node.anchor_span(), node, message, None);
            }
            Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
                let message = format!("{name} is too intricate for the pattern that it must match");
                self.push(1, keyword, node.anchor_span(), node, message, None);
            }
            _ => {
                let message = format!("{name} is not as it must be: {}", clip(&error.to_string()));
                self.push(1, keyword, node.anchor_span(), node, message, form::examples(schema));
            }
        }
    }
}
