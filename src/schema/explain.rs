//! The second step: each violation becomes findings in an editor's words, at the bytes that it is about. The step is
//! pure: it looks at the document, the schema and one violation, and knows nothing of the other violations.

mod allowed_keys;
mod branches;
mod candidates;
mod case_person;
mod choice;
mod context;
mod cut_number;
mod cut_text;
mod dates;
mod durations;
mod excluded;
mod explanation;
mod format_help;
mod guess;
mod keys;
mod meaning;
mod misplaced_item;
mod money;
mod names;
mod place;
mod sizes;
mod synonyms;
mod type_mismatch;
mod type_with_key;
mod unknown_keys;
mod unknown_value;
mod values;
mod weekdays;

use std::cell::Cell;
use std::collections::HashMap;

use serde_json::Value;

use super::check::{Fault, MAX_FAULTS, Violation};
use crate::tree::NodeRef;
use crate::words::clip;
use context::Context;
pub(super) use explanation::{Explanation, Premise, Priority};
use names::name_of;

/// The longest list of keys or values that a help shows.
const SHORT_LIST: usize = 12;

/// The files of a schema, in which explanations look up titles, descriptions and examples.
#[derive(Clone, Copy)]
pub(super) struct Schemas<'s> {
    pub(super) main: &'s Value,
    /// The schemas in other files that the main one refers to, by their addresses.
    pub(super) others: &'s HashMap<String, Value>,
    /// The work that suggestions may still take in the document.
    pub(super) effort: &'s Effort,
}

/// A bound on the work of suggestions in one document: where many values are wrong and each could be one of many words, the
/// last ones get none.
pub(super) struct Effort(Cell<usize>);

impl Default for Effort {
    fn default() -> Self {
        Self(Cell::new(60_000))
    }
}

impl Effort {
    /// Returns true if a text may still be compared with so many words, and counts that.
    fn allows(&self, text: &str, words: usize) -> bool {
        let left = self.0.get().checked_sub(words.saturating_mul(1 + text.len() / 16));
        self.0.set(left.unwrap_or(self.0.get()));
        left.is_some()
    }
}

/// Explains a violation in the document with the given root.
pub(super) fn explain<'a>(
    violation: &Violation,
    schemas: Schemas<'_>,
    root: NodeRef<'a>,
) -> Vec<Explanation<'a>> {
    let context = Context::new(schemas, violation, root);
    let name = name_of(context.node);
    if let Some(explanation) = context.unknown_value() {
        return vec![explanation];
    }
    let general = |message: String| context.about_value(Priority::General, message);
    let explanation = match &violation.fault {
        Fault::UnknownKeys(keys) => return context.unknown_keys(keys),
        Fault::NoAlternative(branches) => return context.no_alternative(branches),
        Fault::RepeatedItems => return context.repeated_items(),
        Fault::MissingKey(key) => context.missing_key(key),
        Fault::KeyName(key, fault) => context.key_name(key.as_deref(), fault),
        Fault::Forbidden => context.forbidden(),
        Fault::NotAmong(values) => context.not_among(values.as_array().map_or(&[][..], |values| values)),
        Fault::NotEqual(value) => context.not_among(std::slice::from_ref(value)),
        Fault::WrongType(types) => context.wrong_type(types),
        Fault::Format(format) => context.wrong_format(format),
        Fault::Pattern(pattern) => context.wrong_pattern(pattern),
        Fault::ItemCount(limit) => context.wrong_count(*limit, "item", context.node.items().len()),
        Fault::KeyCount(limit) => context.wrong_count(*limit, "key", context.node.entries().len()),
        Fault::Length(limit) => context.wrong_length(*limit),
        Fault::Bound(bound, limit) => context.out_of_bounds(bound, limit),
        Fault::NotMultipleOf(number) => context.not_multiple_of(number),
        Fault::Contains => context.contains(),
        Fault::ExtraItems(limit) => context.extra_items(*limit),
        Fault::UnevaluatedItems(count) => context.unevaluated_items(*count),
        Fault::More(count) => context.more(*count),
        Fault::Uncounted => context.unshown(&format!("more than {MAX_FAULTS} findings in this file")),
        Fault::SeveralAlternatives => context.several_alternatives(),
        Fault::Excluded => context.excluded(),
        Fault::ContentEncoding(encoding) => {
            general(format!("{name} is not text in {}", clip(encoding))).with_help(None)
        }
        Fault::ContentMediaType(media_type) => {
            general(format!("{name} does not hold content of type {}", clip(media_type))).with_help(None)
        }
        Fault::PatternTooCostly => context.pattern_too_costly(),
        Fault::Other(words) => general(format!("{name} is not valid: {}", clip(words))),
    };
    vec![explanation]
}

impl<'a> Context<'_, 'a> {
    /// Says that `count` findings are too many to show.
    fn more(&self, count: usize) -> Explanation<'a> {
        self.unshown(&format!("{count} more findings of this kind"))
    }

    fn unshown(&self, findings: &str) -> Explanation<'a> {
        let message = format!("{findings} are not shown");
        let help = "mend some of those that are shown, and check the file again".to_owned();
        self.independent(self.node.anchor_span(), self.node, message).with_help(Some(help))
    }
}
