//! A validator's errors in an editor's words, each at the bytes that it is about.

mod allowed;
mod form;

use std::borrow::Borrow;
use std::collections::{HashMap, HashSet};

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::paths::{Location, LocationSegment};
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::place::{describe, what};
use super::value::canonical;
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::source::Span;
use crate::suggest::{Suggestions, nearest};
use crate::tree::{NodeId, NodeRef, NodeType};
use crate::words::{alternatives, clip, count, quoted};
use allowed::{Allowed, Condition, reference};

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
    (RuleName::new("schema/format"), "a date, duration, address or citation is not written in its form"),
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

/// Up to how many keys or values a help lists.
const SHORT_LIST: usize = 12;

/// Translates `errors` of a document with the given root, found by the schema `schema`.
pub(super) fn translate<'e>(
    errors: impl Iterator<Item = impl Borrow<ValidationError<'e>>>,
    schema: &Value,
    root: NodeRef<'_>,
) -> Vec<Diagnostic> {
    let mut translator = Translator {
        schema,
        root,
        drafts: Vec::new(),
        spoilt: Vec::new(),
        missing: Vec::new(),
        misspelt: HashSet::new(),
    };
    for error in errors {
        translator.error(error.borrow());
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
    schema: &'s Value,
    root: NodeRef<'a>,
    drafts: Vec<Draft<'a>>,
    /// Keys that are known where they stand and yet unexpected, each with its mapping.
    spoilt: Vec<(NodeRef<'a>, Draft<'a>)>,
    /// Keys that are missing, with the mapping and the place of the finding among the drafts.
    missing: Vec<(NodeId, String, usize)>,
    /// Keys that are probably there under a misspelt name.
    misspelt: HashSet<(NodeId, &'s str)>,
}

impl<'s, 'a> Translator<'s, 'a> {
    /// The findings, one for each defect, in the order of the file.
    fn finish(mut self) -> Vec<Diagnostic> {
        self.settle_spoilt();
        // `typ:` for `type:` is one slip, not a key too many and one too few.
        let found_misspelt: HashSet<usize> = self
            .missing
            .iter()
            .filter(|(mapping, key, _)| self.misspelt.contains(&(*mapping, key.as_str())))
            .map(|(.., draft)| *draft)
            .collect();
        let mut best: HashMap<(Span, Option<String>), Draft> = HashMap::new();
        let mut others = Vec::new();
        for (index, draft) in self.drafts.into_iter().enumerate() {
            if found_misspelt.contains(&index) {
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
        others.dedup();
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

    fn fix(&mut self, title: String, span: Span, replacement: String) {
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
        let schema = self.subschema(error);
        let name = name_of(node);
        match error.kind() {
            Kind::Required { property } => {
                self.missing(error, node, property.as_str().unwrap_or_default(), schema)
            }
            Kind::AdditionalProperties { unexpected } | Kind::UnevaluatedProperties { unexpected } => {
                self.unknown_keys(keyword, node, unexpected, schema);
            }
            Kind::Enum { options } => {
                self.not_among(keyword, node, options.as_array().map_or(&[][..], |v| v), schema)
            }
            Kind::Constant { expected_value } => {
                self.not_among(keyword, node, std::slice::from_ref(expected_value), schema);
            }
            Kind::Type { kind } => self.wrong_type(node, kind, schema),
            Kind::Format { format } => {
                self.form(keyword, node, schema, |key, text, schema| form::explain(format, key, text, schema))
            }
            Kind::Pattern { pattern } => self.form(keyword, node, schema, |key, text, schema| {
                form::explain_pattern(pattern, key, text, schema)
            }),
            Kind::PropertyNames { error } => self.key_name(node, error, schema),
            Kind::UniqueItems => self.repeated(node),
            Kind::AnyOf { context } | Kind::OneOfNotValid { context } => {
                self.branches(keyword, node, context, schema)
            }
            Kind::OneOfMultipleValid { .. } => {
                let message = format!("{name} fits more than one of the forms that it may have");
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
            Kind::FalseSchema => self.not_allowed(error, node),
            Kind::Not { .. } => {
                let message = format!("{name} has a form that it must not have here");
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
            Kind::MinItems { limit } | Kind::MaxItems { limit } => {
                let (bound, has) = (bound(keyword), node.items().len());
                let message = format!("{name} needs {bound} {}, and has {has}", count(*limit, "item"));
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
            Kind::MinProperties { limit } | Kind::MaxProperties { limit } => {
                let (bound, has) = (bound(keyword), node.entries().len());
                let message = format!("{name} needs {bound} {}, and has {has}", count(*limit, "key"));
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
            Kind::MinLength { limit } | Kind::MaxLength { limit } => {
                let (bound, has) = (bound(keyword), node.as_str().unwrap_or_default().chars().count());
                let message = match has {
                    0 => format!("{name} is empty"),
                    _ => format!("{name} needs {bound} {}, and has {has}", count(*limit, "character")),
                };
                self.push(2, keyword, node.grip(), node, message, form::examples(schema));
            }
            Kind::Minimum { limit } => self.bound(keyword, node, "at least", limit, schema),
            Kind::Maximum { limit } => self.bound(keyword, node, "at most", limit, schema),
            Kind::ExclusiveMinimum { limit } => self.bound(keyword, node, "more than", limit, schema),
            Kind::ExclusiveMaximum { limit } => self.bound(keyword, node, "less than", limit, schema),
            Kind::MultipleOf { multiple_of } => {
                let message =
                    format!("{name} is {}, and must be a multiple of {multiple_of}", clip(node.raw()));
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
            Kind::Contains => {
                let message = format!("{name} lacks an item of the form that it must have");
                let contained = schema.and_then(|schema| schema.get("contains"));
                self.push(1, keyword, node.grip(), node, message, form::examples(contained));
            }
            Kind::AdditionalItems { limit } => {
                let message = format!("{name} has more than {}", count(*limit as u64, "item"));
                let extra = node.items().nth(*limit).unwrap_or(node);
                self.push(0, keyword, extra.grip(), extra, message, None);
            }
            Kind::UnevaluatedItems { unexpected } => {
                let message = format!(
                    "{name} has {} that nothing provides for",
                    count(unexpected.len() as u64, "item")
                );
                self.push(0, keyword, node.grip(), node, message, form::examples(schema));
            }
            Kind::ContentEncoding { content_encoding } => {
                let message = format!("{name} is not text in {}", clip(content_encoding));
                self.push(1, keyword, node.grip(), node, message, None);
            }
            Kind::ContentMediaType { content_media_type } => {
                let message = format!("{name} does not hold content of type {}", clip(content_media_type));
                self.push(1, keyword, node.grip(), node, message, None);
            }
            Kind::BacktrackLimitExceeded { .. } | Kind::RegexEngineFailure { .. } => {
                let message = format!("{name} is too intricate for the pattern that it must match");
                self.push(1, keyword, node.grip(), node, message, None);
            }
            _ => {
                let message = format!("{name} is not as it must be: {}", clip(&error.to_string()));
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
        }
    }

    fn missing(
        &mut self,
        error: &ValidationError<'_>,
        node: NodeRef<'a>,
        key: &str,
        schema: Option<&'s Value>,
    ) {
        let because = dependent_key(error.schema_path().as_str());
        let because = because.map(|key| format!(", because {} is there", quoted(&key))).unwrap_or_default();
        let message = format!("{} is missing from {}{because}", quoted(key), describe(node));
        let property = self.property(schema, key);
        let values = property.and_then(|property| property.get("enum")).and_then(Value::as_array);
        let help = match values.filter(|values| values.len() <= SHORT_LIST) {
            Some(values) => {
                Some(format!("add `{}:` with one of {}", clip(key), alternatives(&shown(values))))
            }
            None => match form::examples(property) {
                Some(description) => Some(format!("add `{}:` — {description}", clip(key))),
                None => Some(format!("add `{}:`", clip(key))),
            },
        };
        self.missing.push((node.target_id(), key.to_owned(), self.drafts.len()));
        self.push(0, "required", node.grip(), node, message, help);
    }

    fn unknown_keys(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        unexpected: &[String],
        schema: Option<&'s Value>,
    ) {
        let allowed = schema.map(|schema| Allowed::of(self.schema, schema, node)).unwrap_or_default();
        let present: HashSet<&str> = node.entries().map(|entry| entry.name()).collect();
        let known = || allowed.here.iter().copied();
        let mut suggestions = Suggestions::new(known().filter(|key| !present.contains(key)));
        let mut present_names = Suggestions::new(known().filter(|key| present.contains(key)));
        let unexpected: HashSet<&str> = unexpected.iter().map(String::as_str).collect();
        let owner = describe(node);
        for entry in node.entries().filter(|entry| unexpected.contains(entry.name())) {
            let key = entry.name();
            let span = entry.key.span();
            if allowed.here.contains(key) {
                let message = format!("{} cannot stand in {owner} together with its other keys", quoted(key));
                self.push(0, keyword, span, entry.key, message, None);
                self.spoilt.extend(self.drafts.pop().map(|draft| (node, draft)));
                continue;
            }
            if let Some((discriminator, values)) = allowed.elsewhere.get(key) {
                let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
                let message = format!("{} does not belong in {owner}", quoted(key));
                let help = format!("it belongs where `{discriminator}` is {}", alternatives(&values));
                self.push(0, keyword, span, entry.key, message, Some(help));
                continue;
            }
            let message = format!("unknown key {} in {owner}", quoted(key));
            match suggestions.nearest(key) {
                Some(near) => {
                    self.misspelt.insert((node.target_id(), near));
                    self.push(0, keyword, span, entry.key, message, Some(format!("did you mean `{near}`?")));
                    self.fix(format!("write `{near}`"), span, near.to_owned());
                }
                None if present_names.nearest(key).is_some() => {
                    let near = present_names.nearest(key).unwrap_or_default();
                    let help =
                        format!("it looks like `{near}`, which is there already: remove one of the two");
                    self.push(0, keyword, span, entry.key, message, Some(help));
                }
                None => {
                    let known: Vec<String> = allowed.here.iter().map(|key| format!("`{key}`")).collect();
                    let help = match known.len() {
                        0 => None,
                        1..=SHORT_LIST => {
                            Some(format!("the keys that can stand here are {}", known.join(", ")))
                        }
                        _ => Some(
                            "remove it; `reportlint schema` prints the keys that can stand here".to_owned(),
                        ),
                    };
                    self.push(0, keyword, span, entry.key, message, help);
                }
            }
        }
    }

    fn not_among(&mut self, keyword: &str, node: NodeRef<'a>, options: &[Value], schema: Option<&'s Value>) {
        let words: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
        let Some(text) = node.scalar_text().filter(|_| !node.is_null()) else {
            let message =
                format!("{} is {}, and must be {}", name_of(node), what(node), alternatives(&shown(options)));
            self.push(3, keyword, node.grip(), node, message, form::examples(schema));
            return;
        };
        let key = key_of(node).map_or_else(|| name_of(node), quoted);
        let short = options.len() <= SHORT_LIST;
        let message = match options {
            [only] => format!(
                "{key} is {}, and must be {}",
                quoted(text),
                alternatives(&shown(std::slice::from_ref(only)))
            ),
            _ => format!("{} is not one of the values of {key}", quoted(text)),
        };
        let same = words.iter().copied().find(|word| word.eq_ignore_ascii_case(text));
        // Two letters are near to every other two.
        let near = same
            .or_else(|| if short || text.len() > 3 { nearest(text, words.iter().copied()) } else { None });
        let list = short.then(|| format!("the values are {}", shown(options).join(", ")));
        let help = match (near, list) {
            (Some(near), Some(list)) if options.len() > 1 => Some(format!("did you mean `{near}`? {list}")),
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, list) => list.filter(|_| options.len() > 1).or_else(|| form::examples(schema)),
        };
        let span = node.value_span();
        self.push(3, keyword, node.grip(), node, message, help);
        if let Some(near) = near {
            self.fix(format!("write `{near}`"), span, near.to_owned());
        }
    }

    fn wrong_type(&mut self, node: NodeRef<'a>, kind: &TypeKind, schema: Option<&'s Value>) {
        let types: Vec<JsonType> = match kind {
            TypeKind::Single(one) => vec![*one],
            TypeKind::Multiple(several) => several.iter().collect(),
        };
        let words: Vec<String> = types.iter().map(|kind| type_words(*kind).to_owned()).collect();
        let name = name_of(node);
        if node.is_null() {
            let message = format!("{name} has no value");
            let help = match form::examples(schema) {
                Some(form) => format!("fill it in, or remove the line — {form}"),
                None => "fill it in, or remove the line".to_owned(),
            };
            let span = node.parent_entry().map_or(node.grip(), |entry| entry.key.span());
            self.push(5, "type", span, node, message, Some(help));
            return;
        }
        let format = schema.and_then(|schema| schema.get("format")).and_then(Value::as_str);
        if let (Some(format), Some(_), NodeType::Number) = (format, node.scalar_text(), node.node_type()) {
            // `03.2023` is a number to YAML, and a date to whoever wrote it.
            self.form("format", node, schema, |key, text, schema| form::explain(format, key, text, schema));
            return;
        }
        let message = format!("{name} is {}, and must be {}", what(node), alternatives(&words));
        let text = node.scalar_text();
        let wants = |kind: JsonType| types.contains(&kind);
        let is_number = text.is_some_and(|text| text.parse::<f64>().is_ok());
        let bare = |text: &str| (node.span(), text.to_owned());
        let (help, fix) = match (node.node_type(), text) {
            (NodeType::String, Some(text))
                if is_number && (wants(JsonType::Integer) || wants(JsonType::Number)) =>
            {
                (Some(format!("remove the quotes: `{}`", clip(text))), Some(bare(text)))
            }
            (NodeType::String, Some(text)) if wants(JsonType::Boolean) => {
                let meant = match text.to_ascii_lowercase().as_str() {
                    "yes" | "true" | "on" | "y" => Some("true"),
                    "no" | "false" | "off" | "n" => Some("false"),
                    _ => None,
                };
                (Some("write `true` or `false`, without quotes".to_owned()), meant.map(bare))
            }
            (NodeType::Number | NodeType::Bool, Some(text)) if wants(JsonType::String) => {
                let quoted = format!("\"{text}\"");
                (Some(format!("put it in quotes: `{quoted}`")), Some(bare(&quoted)))
            }
            (_, Some(text)) if wants(JsonType::Array) && !text.contains('\n') => {
                let listed = format!("[{}]", node.raw());
                (Some(format!("write it as a list: `{}`", clip(&listed))), Some(bare(&listed)))
            }
            (_, Some(_)) if wants(JsonType::Object) => (self.as_block(node, schema), None),
            (NodeType::Sequence, _) if node.items().len() == 1 && !wants(JsonType::Array) => {
                (Some("one value belongs here: write it without the list around it".to_owned()), None)
            }
            _ => (form::examples(schema), None),
        };
        self.push(5, "type", node.grip(), node, message, help);
        if let Some((span, replacement)) = fix {
            self.fix(format!("write `{}`", clip(&replacement)), span, replacement);
        }
    }

    /// How a single value becomes the block of keys that a schema asks for.
    fn as_block(&self, node: NodeRef<'a>, schema: Option<&'s Value>) -> Option<String> {
        let keys = schema.and_then(|schema| schema.get("required")).and_then(Value::as_array);
        let keys: Vec<&str> = keys.into_iter().flatten().filter_map(Value::as_str).collect();
        match (keys.as_slice(), key_of(node)) {
            ([key], Some(name)) => Some(format!("write `{name}: {{{key}: {}}}`", clip(node.raw()))),
            ([], _) | (_, None) => form::examples(schema),
            (keys, Some(_)) => {
                let keys: Vec<String> = keys.iter().map(|key| format!("`{key}:`")).collect();
                Some(format!("write {} below it, each with its value", keys.join(" and ")))
            }
        }
    }

    fn form(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        schema: Option<&'s Value>,
        explain: impl Fn(&str, &str, Option<&'s Value>) -> form::Fault,
    ) {
        let key = key_of(node).unwrap_or("it");
        let fault = explain(key, node.scalar_text().unwrap_or_default(), schema);
        let rank = if keyword == "format" { 4 } else { 3 };
        self.push(rank, keyword, node.grip(), node, fault.message, fault.help);
        if let Some(meant) = fault.meant {
            self.fix(format!("write `{meant}`"), node.value_span(), meant);
        }
    }

    fn key_name(&mut self, node: NodeRef<'a>, error: &ValidationError<'_>, schema: Option<&'s Value>) {
        // The error names the fault and not the key, so each key is asked for the fault.
        let named = schema.and_then(|schema| schema.get("propertyNames"));
        let named = named.map(|named| reference(self.schema, named).unwrap_or(named));
        let pattern = match error.kind() {
            ValidationErrorKind::Pattern { pattern } => Some(pattern.as_str()),
            _ => None,
        };
        let matcher = pattern.and_then(|pattern| regex::Regex::new(pattern).ok());
        let mut reported = false;
        for entry in node.entries() {
            let key = entry.name();
            if !matcher.as_ref().is_some_and(|matcher| !matcher.is_match(key)) {
                continue;
            }
            let fault = form::explain_pattern(pattern.unwrap_or_default(), key, key, named);
            self.push(0, "propertyNames", entry.key.span(), entry.key, fault.message, fault.help);
            if let Some(meant) = fault.meant {
                self.fix(format!("write `{meant}`"), entry.key.span(), meant);
            }
            reported = true;
        }
        if !reported {
            let message = format!("a key of {} does not have the form that it must have", describe(node));
            self.push(0, "propertyNames", node.grip(), node, message, form::examples(named));
        }
    }

    fn repeated(&mut self, node: NodeRef<'a>) {
        let mut seen: HashMap<String, NodeRef<'a>> = HashMap::new();
        for item in node.items() {
            let Some(first) = seen.insert(canonical(item), item) else { continue };
            let message = format!("this item stands twice in {}", name_of(node));
            self.push(0, "uniqueItems", item.grip(), item, message, Some("remove one of the two".to_owned()));
            if let Some(draft) = self.drafts.last_mut() {
                draft.diagnostic = draft.diagnostic.clone().with_label(first.grip(), "it stands here first");
            }
        }
    }

    fn not_allowed(&mut self, error: &ValidationError<'_>, node: NodeRef<'a>) {
        let path = error.schema_path().as_str();
        let entry = node.parent_entry();
        let span = entry.map_or(node.grip(), |entry| entry.key.span());
        let name = name_of(node);
        let because = match dependent_key(path) {
            Some(key) => Some(format!(" beside {}", quoted(&key))),
            None => self.unless(path),
        };
        let owner = node.parent().map(describe).unwrap_or_else(|| "the document".to_owned());
        let help = match (entry, &because) {
            (Some(_), Some(_)) => Some("remove one of the two".to_owned()),
            (Some(_), None) => Some("remove it".to_owned()),
            (None, _) => None,
        };
        let message = format!("{name} cannot stand in {owner}{}", because.unwrap_or_default());
        self.push(0, "falseSchema", span, node, message, help);
    }

    /// The condition under which the `then` on a schema's path applies, in words.
    fn unless(&self, path: &str) -> Option<String> {
        let (before, _) = path.split_once("/then/")?;
        let condition = self.schema.pointer(before)?.get("if")?;
        if let Some(Condition { key, values }) =
            Condition::of(condition).filter(|test| !test.values.is_empty())
        {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            return Some(format!(" where `{key}` is {}", alternatives(&values)));
        }
        let (key, test) = condition.get("properties")?.as_object()?.iter().next()?;
        Some(format!(" where `{key}` is `{}`", test.get("const")?))
    }

    /// Reports the branch that was meant: the one whose discriminator fits, or else the one that got deepest.
    fn branches(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        context: &[Vec<ValidationError<'static>>],
        schema: Option<&'s Value>,
    ) {
        let depth = |error: &ValidationError<'_>| error.instance_path().iter().count();
        let own = node.pointer().0.len();
        let of_type = |errors: &Vec<ValidationError<'static>>| {
            !errors
                .iter()
                .any(|error| depth(error) == own && matches!(error.kind(), ValidationErrorKind::Type { .. }))
        };
        let candidates: Vec<&Vec<ValidationError<'static>>> =
            context.iter().filter(|errors| of_type(errors)).collect();
        let meant = candidates.iter().min_by_key(|errors| {
            let misses = errors.iter().any(|error| {
                depth(error) <= own + 1
                    && matches!(
                        error.kind(),
                        ValidationErrorKind::Constant { .. } | ValidationErrorKind::Enum { .. }
                    )
            });
            let deepest = errors.iter().map(depth).max().unwrap_or_default();
            (misses, std::cmp::Reverse(deepest), errors.len())
        });
        match meant {
            Some(errors) => {
                for error in *errors {
                    self.error(error);
                }
            }
            None => {
                let types: Vec<String> = context
                    .iter()
                    .flatten()
                    .filter_map(|error| match error.kind() {
                        ValidationErrorKind::Type { kind: TypeKind::Single(kind) } => {
                            Some(type_words(*kind).to_owned())
                        }
                        _ => None,
                    })
                    .collect();
                let must = if types.is_empty() { "in another form".to_owned() } else { alternatives(&types) };
                let message = format!("{} is {}, and must be {must}", name_of(node), what(node));
                self.push(1, keyword, node.grip(), node, message, form::examples(schema));
            }
        }
    }

    fn bound(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        bound: &str,
        limit: &Value,
        schema: Option<&'s Value>,
    ) {
        let message = format!("{} is {}, and must be {bound} {limit}", name_of(node), clip(node.raw()));
        self.push(2, keyword, node.grip(), node, message, form::examples(schema));
    }
}

/// The key that brought a `dependentRequired`, `dependentSchemas` or `dependencies` to bear.
fn dependent_key(path: &str) -> Option<String> {
    ["/dependentRequired/", "/dependentSchemas/", "/dependencies/"].iter().find_map(|keyword| {
        let (_, rest) = path.rsplit_once(keyword)?;
        Some(rest.split('/').next()?.replace("~1", "/").replace("~0", "~"))
    })
}

/// The key under which a node stands, or under which its list does.
fn key_of<'a>(node: NodeRef<'a>) -> Option<&'a str> {
    node.parent_entry().or_else(|| node.parent()?.parent_entry()).map(|entry| entry.name())
}

/// A node by its key: "`date`"; an item of a list: "an item of `freedoms`".
fn name_of(node: NodeRef<'_>) -> String {
    match (node.parent_entry(), node.parent()) {
        (Some(entry), _) => quoted(entry.name()),
        (None, Some(list)) if node.node_type() != NodeType::Mapping => list
            .parent_entry()
            .map_or_else(|| describe(node), |entry| format!("an item of {}", quoted(entry.name()))),
        _ => describe(node),
    }
}

fn shown(values: &[Value]) -> Vec<String> {
    values
        .iter()
        .map(|value| quoted(&value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
        .collect()
}

fn bound(keyword: &str) -> &'static str {
    if keyword.starts_with("min") { "at least" } else { "at most" }
}

fn type_words(kind: JsonType) -> &'static str {
    match kind {
        JsonType::Null => "empty",
        JsonType::Boolean => "`true` or `false`",
        JsonType::Integer => "a whole number",
        JsonType::Number => "a number",
        JsonType::String => "text",
        JsonType::Array => "a list",
        JsonType::Object => "a block of keys",
    }
}
