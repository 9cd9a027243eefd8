//! Patterns over texts.

use std::borrow::Cow;

use super::{Evaluator, is_scalar, missing, wrong};
use crate::local_rules::expression::{Expr, Range, Search, Searched};
use crate::local_rules::failure::Evaluated;
use crate::local_rules::pattern::{Cover, Pattern};
use crate::local_rules::values::{Text, Value};

/// The steps that compiling a pattern takes, which is work even if it is short.
const COMPILING: u64 = 2_000;

/// The parts of a text that are found.
const MOST_FOUND: usize = 10_000;

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn search(
        &mut self,
        search: Search,
        subject: &Expr,
        pattern: &Searched,
        range: &Range,
    ) -> Evaluated<'a, Value<'a>> {
        let value = self.value(subject)?;
        let pattern = self.pattern(search, pattern)?;
        if search == Search::WrittenAs {
            let Value::Node(node) = value else {
                return Err(wrong(
                    "only a field of the document is written in the file",
                    &subject.range,
                    &value,
                ));
            };
            let is_written = is_scalar(node) && pattern.is_match(node.raw(), self.budget)?;
            return Ok(Value::Bool(is_written));
        }
        let text = self.text(&value, &subject.range)?;
        match search {
            Search::Matches | Search::WrittenAs => {
                Ok(Value::Bool(pattern.is_match(text.as_str(), self.budget)?))
            }
            Search::FindAll => {
                let found = pattern.find_all(text.as_str(), MOST_FOUND, self.budget)?;
                Ok(Value::list(found.into_iter().map(|range| Value::Text(text.part(range))).collect()))
            }
            Search::Groups => match pattern.groups(text.as_str(), self.budget)? {
                Some(groups) => {
                    let part = |range: Option<Range>| {
                        range.map_or(Value::Null, |range| Value::Text(text.part(range)))
                    };
                    Ok(Value::list(groups.into_iter().map(part).collect()))
                }
                None => Err(missing("the pattern is not found", range, Some(&value))),
            },
        }
    }

    /// Returns a text; numbers and dates are texts as they are written.
    pub(super) fn text(&self, value: &Value<'a>, range: &Range) -> Evaluated<'a, Text<'a>> {
        if let Value::Node(node) = value
            && let Some(text) = node.as_str()
        {
            return Ok(Text::of_node(text, *node));
        }
        match value.clone().resolved() {
            Value::Text(text) => Ok(text),
            number @ (Value::Int(_) | Value::Double(_) | Value::Date(_)) => {
                // A year is a number to YAML.
                let written = match value {
                    Value::Node(node) => node.scalar_text().map(Cow::Borrowed),
                    _ => number.scalar_text(),
                };
                Ok(Text::new(written.unwrap_or_default()))
            }
            other => Err(wrong(format!("it is {}, and must be a text", other.in_words()), range, value)),
        }
    }

    fn pattern<'p>(&mut self, search: Search, pattern: &'p Searched) -> Evaluated<'a, Cow<'p, Pattern>> {
        match pattern {
            Searched::Compiled(pattern) => Ok(Cow::Borrowed(pattern)),
            Searched::Computed(expr) => {
                let value = self.value(expr)?;
                let text = self.text(&value, &expr.range)?;
                self.budget.spend(COMPILING + 100 * text.as_str().len() as u64)?;
                let cover = if search == Search::WrittenAs { Cover::Whole } else { Cover::Part };
                let pattern = Pattern::new(text.as_str(), cover);
                pattern.map(Cow::Owned).map_err(|reason| {
                    wrong(format!("this pattern cannot be used: {reason}"), &expr.range, &value)
                })
            }
        }
    }
}
