//! Values, texts and lists that are too large, too small, or have the wrong number of parts.

use serde_json::Value;

use super::context::Context;
use super::explanation::{Explanation, Priority};
use super::format_help::help_from;
use super::names::{bound_words, name_of, source_text};
use crate::words::{clip, count};

impl<'a> Context<'_, 'a> {
    /// Explains a list or mapping with too many or too few `noun`s.
    pub(super) fn wrong_count(&self, limit: u64, noun: &str, has: usize) -> Explanation<'a> {
        let (name, bound) = (name_of(self.node), bound_words(self.violation.keyword));
        let message = format!("{name} needs {bound} {}, and has {has}", count(limit, noun));
        self.about_value(Priority::General, message)
    }

    pub(super) fn wrong_length(&self, limit: u64) -> Explanation<'a> {
        let (name, bound) = (name_of(self.node), bound_words(self.violation.keyword));
        let message = match self.node.as_str().unwrap_or_default().chars().count() {
            0 => format!("{name} is empty"),
            has => format!("{name} needs {bound} {}, and has {has}", count(limit, "character")),
        };
        self.about_value(Priority::Size, message)
    }

    pub(super) fn out_of_bounds(&self, bound: &str, limit: &Value) -> Explanation<'a> {
        // `20230410` is a number to YAML, and a date to whoever wrote it.
        if let Some(format) = self.format() {
            return self.wrong_format(format);
        }
        let (name, text) = (name_of(self.node), clip(source_text(self.node)));
        self.about_value(Priority::Size, format!("{name} is {text}, and must be {bound} {limit}"))
    }

    pub(super) fn not_multiple_of(&self, number: &str) -> Explanation<'a> {
        let (name, text) = (name_of(self.node), clip(source_text(self.node)));
        let message = format!("{name} is {text}, and must be a multiple of {number}");
        self.about_value(Priority::General, message)
    }

    /// Explains a list with too few or too many items of one form.
    pub(super) fn contains(&self) -> Explanation<'a> {
        let name = name_of(self.node);
        let message = match self.violation.schema_path.rsplit('/').next() {
            Some("maxContains") => format!("{name} has too many items of one form"),
            Some("minContains") => format!("{name} has too few items of the form that it must have"),
            _ => format!("{name} lacks an item of the form that it must have"),
        };
        let contained = self.part.and_then(|part| part.get("contains"));
        self.about_value(Priority::General, message).with_help(help_from(contained))
    }

    pub(super) fn extra_items(&self, limit: usize) -> Explanation<'a> {
        let message = format!("{} has more than {}", name_of(self.node), count(limit as u64, "item"));
        let extra = self.node.items().nth(limit).unwrap_or(self.node);
        self.independent(extra.anchor_span(), extra, message)
    }

    pub(super) fn unevaluated_items(&self, extra: usize) -> Explanation<'a> {
        let items = count(extra as u64, "item");
        let message = format!("{} has {items} that nothing provides for", name_of(self.node));
        self.about_value(Priority::Independent, message)
    }
}
