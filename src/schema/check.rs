//! The first step: the validator compares a document with a schema. Only this module names jsonschema.

mod budget;
mod content;
mod cost;
mod formats;
mod patterns;
mod references;
mod tree_json;
mod violation;
mod width;

use std::cell::OnceCell;
use std::collections::HashMap;
use std::error::Error;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{PatternOptions, ReferencingError, Registry, Resource, Retrieve, Uri, ValidationError};
use serde_json::Value;

use super::Formats;
use super::keywords::{Draft, visit_schemas};
use crate::tree::NodeRef;
use budget::within;
pub(super) use budget::{Excess, MAX_FAULTS};
use content::rewrite_content;
use cost::{mark_costly, with_cost};
pub(super) use formats::has_format;
use formats::{local_options, options};
pub(super) use patterns::rewrite;
use patterns::rewrite_patterns;
use references::encode_references;
pub(super) use references::{decode, encode};
pub(super) use tree_json::canonical;
use tree_json::{TreeJson, TreeNode};
pub(super) use violation::{Fault, JsonType, Step, Violation};
pub(super) use width::{Patterns, patterns_of};

/// The number of violations of one part of a schema that are explained. Nobody reads more, and a hostile file could
/// otherwise fill the memory with them.
pub(super) const MAX_VIOLATIONS: usize = 1_000;

/// The number of steps after which the search for a pattern with look-around gives up.
const BACKTRACK_LIMIT: usize = 100_000;

/// The same in a schema that searches the names of keys, which are short, and all searched before any of it is counted.
const BACKTRACK_LIMIT_OF_KEYS: usize = 10_000;

/// The memory that a compiled pattern may take, in bytes.
const PATTERN_BYTES: usize = 10 << 20;

/// The memory that all patterns of a schema may take together, in bytes.
const PATTERNS_BYTES: usize = 256 << 20;

/// A compiled schema.
pub(super) struct Validator {
    inner: jsonschema::Validator<TreeJson>,
    /// True if a pattern of it needs the engine that may give up.
    may_give_up: bool,
    /// The width of the widest pattern of keys.
    key_width: usize,
}

/// The reason why a schema cannot be compiled.
#[derive(Debug)]
pub(super) enum CompileError {
    /// It violates its meta-schema.
    Invalid(Box<Violation>),
    /// A reference in it cannot be followed.
    Reference(BrokenReference),
}

/// A reference that cannot be followed.
#[derive(Debug)]
pub(super) enum BrokenReference {
    /// No file is found under the address.
    NoFile { address: String },
    /// The file lacks the part or anchor that the fragment names.
    NoTarget { fragment: String },
    /// `$schema` names an unknown draft.
    UnknownDraft { draft: String },
    /// Anything else, in the validator's words.
    Other(String),
}

/// The result of looking up an address.
pub(super) type Fetched = Result<Value, Box<dyn Error + Send + Sync>>;

impl Validator {
    /// Compiles a schema that refers to no other file.
    pub(super) fn compile_alone(schema: &Value) -> Result<Self, CompileError> {
        let options = options()
            .offline()
            .should_validate_formats(true)
            .should_ignore_unknown_formats(false)
            .with_pattern_options(PatternOptions::regex());
        let inner = options.build(schema).map_err(CompileError::from)?;
        Ok(Self { inner, may_give_up: false, key_width: 0 })
    }

    /// Compiles the schema that lies at `address`, which has these patterns together with the schemas that it refers to;
    /// `fetch` finds those.
    pub(super) fn compile(
        schema: &Value,
        address: &str,
        formats: Formats,
        patterns: Patterns,
        fetch: impl Fn(&str) -> Fetched + Clone + Send + Sync + 'static,
    ) -> Result<Self, CompileError> {
        let size = (PATTERNS_BYTES / patterns.count.max(1)).min(PATTERN_BYTES);
        let schema = &prepared(schema, Some(size));
        let key_width = patterns.key_width;
        let options = || {
            let options = with_cost(local_options(formats), size);
            options.with_retriever(Fetch(fetch.clone(), Some(size))).with_base_uri(address.to_owned())
        };
        match options().with_pattern_options(PatternOptions::regex().size_limit(size)).build(schema) {
            Ok(inner) => Ok(Self { inner, may_give_up: false, key_width }),
            Err(error) => {
                // The linear engine has no look-around; a schema that needs it gets the bounded engine that has, and which
                // leaves to the linear one each pattern that it takes.
                let limit = if patterns.searches_keys { BACKTRACK_LIMIT_OF_KEYS } else { BACKTRACK_LIMIT };
                let bounded = PatternOptions::fancy_regex().backtrack_limit(limit).size_limit(size);
                let inner = options().with_pattern_options(bounded).build(schema);
                inner
                    .map(|inner| Self { inner, may_give_up: true, key_width })
                    .map_err(|_| CompileError::from(error))
            }
        }
    }

    /// Returns the violations in a document. Of each part of the schema the first [`MAX_VIOLATIONS`] come, and one
    /// [`Fault::More`] stands for the rest.
    ///
    /// # Errors
    /// The comparison takes too much work.
    pub(super) fn violations(&self, root: NodeRef<'_>) -> Result<Vec<Violation>, Excess> {
        let size = root.source().text().len();
        match within(size, self.key_width, || self.all_violations(root)) {
            Err(Excess::Faults) => {
                let first = within(size, self.key_width, || {
                    self.inner.validate(TreeNode::Node(root)).err().map(Violation::from)
                })?;
                let first = first.ok_or(Excess::Faults)?;
                let others = Violation::others(first.keyword);
                Ok(vec![first, others])
            }
            result => result,
        }
    }

    fn all_violations(&self, root: NodeRef<'_>) -> Vec<Violation> {
        let tree = root;
        let copy = OnceCell::new();
        let root = if self.may_give_up { TreeNode::Root(root, &copy) } else { TreeNode::Node(root) };
        // Most documents have none, and the bare answer costs a third of the search.
        if self.inner.is_valid(root) {
            return Vec::new();
        }
        let mut counts: HashMap<String, (&'static str, usize)> = HashMap::new();
        let mut violations = Vec::new();
        for error in self.inner.iter_errors(root) {
            let part = error.schema_path().as_str();
            let count = match counts.get_mut(part) {
                Some((_, count)) => {
                    *count += 1;
                    *count
                }
                None => {
                    counts.insert(part.to_owned(), (violation::keyword_of(error.kind()), 1));
                    1
                }
            };
            if count <= MAX_VIOLATIONS {
                let mut violation = Violation::from(error);
                violation.name_keys(tree);
                violations.push(violation);
            }
        }
        let excess = counts.into_values().filter(|(_, count)| *count > MAX_VIOLATIONS);
        violations.extend(excess.map(|(keyword, count)| Violation::more(keyword, count - MAX_VIOLATIONS)));
        violations
    }
}

/// Returns the first fault that a schema has by itself, whatever it refers to; `home` is the schema that refers to it, whose
/// draft it has unless it names one.
pub(super) fn own_fault(schema: &Value, home: &Value) -> Option<Violation> {
    let draft = if schema.get("$schema").is_some() { Draft::of(schema) } else { Draft::of(home) };
    let checked = match draft? {
        Draft::Four => jsonschema::draft4::meta::validate(schema),
        Draft::Six => jsonschema::draft6::meta::validate(schema),
        Draft::Seven => jsonschema::draft7::meta::validate(schema),
        Draft::Of2019 => jsonschema::draft201909::meta::validate(schema),
        Draft::Of2020 => jsonschema::draft202012::meta::validate(schema),
    };
    checked.err().map(|error| Violation::from(error.to_owned()))
}

/// Returns a schema as the validator reads it: with references, patterns and content in its own notation, and, where a pattern
/// may take so many bytes, with keywords that count what patterns cost.
fn prepared(schema: &Value, size: Option<usize>) -> Value {
    let mut prepared = schema.clone();
    let draft = Draft::of(schema);
    visit_schemas(&mut prepared, &mut |schema| {
        encode_references(schema);
        rewrite_patterns(schema);
        rewrite_content(schema, draft);
        if let Some(size) = size {
            mark_costly(schema, size);
        }
    });
    prepared
}

/// Fetches all that a schema refers to, without compiling it. A broken reference is reported where the schema is compiled.
pub(super) fn fetch_all(
    schema: &Value,
    address: &str,
    fetch: impl Fn(&str) -> Fetched + Send + Sync + 'static,
) {
    let resource = Resource::from_contents(prepared(schema, None));
    let registry = Registry::new().retriever(Fetch(fetch, None)).add(address, resource);
    drop(registry.map(|registry| registry.prepare()));
}

/// Looks up addresses by a function, for schemas in which a pattern may take so many bytes.
struct Fetch<F>(F, Option<usize>);

impl<F: Fn(&str) -> Fetched + Send + Sync> Retrieve for Fetch<F> {
    fn retrieve(&self, uri: &Uri<String>) -> Fetched {
        (self.0)(uri.as_str()).map(|schema| prepared(&schema, self.1))
    }
}

impl From<ValidationError<'static>> for CompileError {
    fn from(error: ValidationError<'static>) -> Self {
        let ValidationErrorKind::Referencing(error) = error.kind() else {
            return Self::Invalid(Box::new(Violation::from(error)));
        };
        Self::Reference(match error {
            ReferencingError::Unretrievable { uri, .. } => {
                BrokenReference::NoFile { address: uri.split('#').next().unwrap_or_default().to_owned() }
            }
            ReferencingError::PointerToNowhere { pointer: fragment }
            | ReferencingError::NoSuchAnchor { anchor: fragment }
            | ReferencingError::InvalidAnchor { anchor: fragment } => {
                BrokenReference::NoTarget { fragment: fragment.clone() }
            }
            ReferencingError::UnknownSpecification { specification } => {
                BrokenReference::UnknownDraft { draft: specification.clone() }
            }
            other => BrokenReference::Other(other.to_string()),
        })
    }
}
