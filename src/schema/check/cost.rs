//! Patterns that take more time than the length of a text, and the steps that they count as.
//!
//! The validator bounds each search that goes back by itself, and not the searches of a document together; and the linear engine
//! takes time by the length of the text and that of the pattern with its repetitions written out. So the schemas with such
//! patterns get keywords of our own, which count.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::{Mutex, OnceLock, PoisonError};

use jsonschema::error::ValidationErrorKind;
use jsonschema::json::Node;
use jsonschema::{Keyword, PatternOptions, ValidationError};
use serde_json::{Map, Value, json};

use super::BACKTRACK_LIMIT;
use super::budget::{count_search, count_wide};
use super::formats::Options;
use super::tree_json::{TreeJson, TreeNode};
use super::width::{MAX_WIDTH, goes_back, steps_of, width};

/// The keyword that counts the searches of a schema.
const COST: &str = "reportlint:cost";

/// The keyword that stands in place of `pattern` where the pattern is wide: its steps have to be counted before they are made.
pub(super) const WIDE: &str = "reportlint:wide";

/// The message of a wide pattern's violation where the search was given up.
pub(super) const GIVEN_UP: &str = "";

/// The parts of the limit of a search, by which its cost is told.
const TIERS: [usize; 5] = [20, 200, 2_000, 20_000, BACKTRACK_LIMIT];

/// Adds the keywords that count to one schema, not to those below it. A compiled pattern may take so many bytes.
pub(super) fn mark_costly(schema: &mut Map<String, Value>, size: usize) {
    let mut values = Vec::new();
    if let Some(pattern) = schema.get("pattern").and_then(Value::as_str).map(str::to_owned) {
        // One that cannot be compiled is left to the validator, which says so.
        if width(&pattern) > MAX_WIDTH && Engine::new(&pattern, BACKTRACK_LIMIT, size).is_some() {
            schema.remove("pattern");
            schema.insert(WIDE.to_owned(), Value::from(pattern));
        } else if goes_back(&pattern) {
            values.push(pattern);
        }
    }
    let patterns = schema.get("patternProperties").and_then(Value::as_object);
    let keys: Vec<&String> =
        patterns.into_iter().flat_map(Map::keys).filter(|pattern| goes_back(pattern)).collect();
    if !values.is_empty() || !keys.is_empty() {
        let cost = json!({ "values": values, "keys": keys });
        schema.insert(COST.to_owned(), cost);
    }
}

/// Returns the options with the keywords that count.
pub(super) fn with_cost(options: Options<'_>, size: usize) -> Options<'_> {
    let searches = move |cost: &Value, name: &str| -> Vec<Search> {
        let patterns = cost.get(name).and_then(Value::as_array).into_iter().flatten();
        patterns.filter_map(Value::as_str).map(|pattern| Search::new(pattern, size)).collect()
    };
    options
        .with_keyword(COST, move |_, cost, _| {
            Ok(Box::new(Cost { values: searches(cost, "values"), keys: searches(cost, "keys") }))
        })
        .with_keyword(WIDE, move |_, pattern, _| {
            let pattern = pattern.as_str().unwrap_or_default().to_owned();
            let (width, engine) = (width(&pattern), Engine::new(&pattern, BACKTRACK_LIMIT, size));
            Ok(Box::new(Wide { pattern, width, engine }))
        })
}

/// A pattern by itself.
struct Engine(jsonschema::Validator);

/// The end of a search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    Match,
    Nothing,
    GivenUp,
}

impl Engine {
    fn new(pattern: &str, limit: usize, size: usize) -> Option<Self> {
        let schema = json!({ "pattern": pattern });
        let linear = jsonschema::draft202012::options()
            .with_pattern_options(PatternOptions::regex().size_limit(size))
            .build(&schema);
        let bounded = || {
            let bounded = PatternOptions::fancy_regex().backtrack_limit(limit).size_limit(size);
            jsonschema::draft202012::options().with_pattern_options(bounded).build(&schema)
        };
        linear.or_else(|_| bounded()).ok().map(Self)
    }

    fn search(&self, text: &Value) -> Found {
        match self.0.validate(text) {
            Ok(()) => Found::Match,
            Err(error) => match error.kind() {
                ValidationErrorKind::Pattern { .. } => Found::Nothing,
                _ => Found::GivenUp,
            },
        }
    }
}

/// A pattern whose searches are counted by the steps that they go back.
struct Search {
    pattern: String,
    size: usize,
    tiers: [OnceLock<Option<Engine>>; TIERS.len()],
    /// The digests of texts whose search is given up; the validator searches them once.
    hopeless: Mutex<HashSet<u64>>,
}

impl Search {
    fn new(pattern: &str, size: usize) -> Self {
        let tiers = [const { OnceLock::new() }; TIERS.len()];
        Self { pattern: pattern.to_owned(), size, tiers, hopeless: Mutex::default() }
    }

    /// Counts the search for the pattern in a text.
    fn count(&self, text: &str) {
        let mut hasher = DefaultHasher::new();
        text.hash(&mut hasher);
        let digest = hasher.finish();
        let is_hopeless = || self.hopeless.lock().unwrap_or_else(PoisonError::into_inner).contains(&digest);
        let value = Value::from(text);
        for (limit, engine) in TIERS.iter().zip(&self.tiers) {
            count_search(*limit, &self.pattern);
            let engine = engine.get_or_init(|| Engine::new(&self.pattern, *limit, self.size));
            match engine.as_ref().map(|engine| engine.search(&value)) {
                Some(Found::GivenUp) if is_hopeless() => return,
                Some(Found::GivenUp) => {}
                Some(Found::Match | Found::Nothing) | None => return,
            }
        }
        self.hopeless.lock().unwrap_or_else(PoisonError::into_inner).insert(digest);
    }
}

/// Counts the searches of a schema. It is always satisfied.
struct Cost {
    values: Vec<Search>,
    keys: Vec<Search>,
}

impl<'i> Keyword<'i, TreeJson> for Cost {
    fn validate(&self, instance: TreeNode<'i>) -> Result<(), ValidationError<'i>> {
        if let Some(text) = instance.as_string() {
            self.values.iter().for_each(|search| search.count(&text));
        }
        for key in instance.keys().filter(|_| !self.keys.is_empty()) {
            self.keys.iter().for_each(|search| search.count(key));
        }
        Ok(())
    }

    fn is_valid(&self, instance: TreeNode<'i>) -> bool {
        Keyword::<TreeJson>::validate(self, instance).is_ok()
    }
}

/// A wide pattern.
struct Wide {
    pattern: String,
    width: usize,
    engine: Option<Engine>,
}

impl Wide {
    fn search(&self, instance: TreeNode<'_>) -> Found {
        let Some(text) = instance.as_string() else { return Found::Match };
        count_wide(steps_of(self.width, text.len()), &self.pattern);
        self.engine.as_ref().map_or(Found::Match, |engine| engine.search(&Value::from(text.as_ref())))
    }
}

impl<'i> Keyword<'i, TreeJson> for Wide {
    fn validate(&self, instance: TreeNode<'i>) -> Result<(), ValidationError<'i>> {
        match self.search(instance) {
            Found::Match => Ok(()),
            Found::Nothing => Err(ValidationError::custom(self.pattern.clone())),
            Found::GivenUp => Err(ValidationError::custom(GIVEN_UP)),
        }
    }

    fn is_valid(&self, instance: TreeNode<'i>) -> bool {
        self.search(instance) == Found::Match
    }
}
