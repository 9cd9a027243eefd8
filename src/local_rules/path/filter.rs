//! Evaluates the conditions of a path.

use super::Selected;
use super::compare::{Value, is_equal, is_less};
use super::syntax::{Filter, Operand, PatternOperand, Sign};
use super::walk::Walk;
use crate::local_rules::budget::Spent;
use crate::local_rules::pattern::{Cover, Pattern};
use crate::tree::Number;

/// The steps that it takes to compile a pattern, which only a path with a pattern out of the document does while it runs.
const COMPILE_STEPS: u64 = 5_000;

impl<'a> Walk<'a, '_> {
    /// Returns true if a condition holds, where `current` is `@`.
    pub(super) fn holds(&self, filter: &Filter, current: Selected<'a>) -> Result<bool, Spent> {
        self.budget.spend(1)?;
        match filter {
            Filter::Or(parts) => self.first(parts, current, true),
            Filter::And(parts) => Ok(!self.first(parts, current, false)?),
            Filter::Not(part) => Ok(!self.holds(part, current)?),
            Filter::Exists(query) => Ok(!self.query(query, current)?.is_empty()),
            Filter::Compare { left, sign, right } => {
                let (left, right) = (self.value(left, current)?, self.value(right, current)?);
                let equal = || is_equal(left, right, self.budget);
                let less = |one, other| is_less(one, other, self.budget);
                match sign {
                    Sign::Equal => equal(),
                    Sign::NotEqual => Ok(!equal()?),
                    Sign::Less => less(left, right),
                    Sign::Greater => less(right, left),
                    Sign::LessOrEqual => Ok(less(left, right)? || equal()?),
                    Sign::GreaterOrEqual => Ok(less(right, left)? || equal()?),
                }
            }
            Filter::Matches { cover, text, pattern } => self.matches(*cover, text, pattern, current),
        }
    }

    /// Returns true if one of some conditions is `wanted`.
    fn first(&self, parts: &[Filter], current: Selected<'a>, wanted: bool) -> Result<bool, Spent> {
        for part in parts {
            if self.holds(part, current)? == wanted {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Returns the value of an expression; `None` is the standard's Nothing.
    fn value<'v>(&self, operand: &'v Operand, current: Selected<'a>) -> Result<Option<Value<'v>>, Spent>
    where
        'a: 'v,
    {
        let only = |found: Vec<Selected<'a>>| match found.as_slice() {
            [only] => Some(Value::of(only.node)),
            _ => None,
        };
        Ok(match operand {
            Operand::Null => Some(Value::Null),
            Operand::Bool(value) => Some(Value::Bool(*value)),
            Operand::Number(number) => Some(Value::Number(*number)),
            Operand::Text(text) => Some(Value::Text(text)),
            Operand::Query(query) | Operand::Value(query) => only(self.query(query, current)?),
            Operand::Count(query) => Some(whole(self.query(query, current)?.len())),
            Operand::Length(of) => match self.value(of, current)? {
                Some(Value::Text(text)) => {
                    self.budget.spend_bytes(text.len())?;
                    Some(whole(text.chars().count()))
                }
                Some(Value::Node(node)) => Some(whole(node.items().len() + node.entries().len())),
                _ => None,
            },
        })
    }

    fn matches(
        &self,
        cover: Cover,
        text: &Operand,
        pattern: &PatternOperand,
        current: Selected<'a>,
    ) -> Result<bool, Spent> {
        let Some(Value::Text(text)) = self.value(text, current)? else { return Ok(false) };
        match pattern {
            PatternOperand::Known(pattern) => pattern.is_match(text, self.budget),
            PatternOperand::Computed(operand) => {
                let Some(Value::Text(pattern)) = self.value(operand, current)? else { return Ok(false) };
                self.budget.spend(COMPILE_STEPS)?;
                // By the standard nothing matches a text that is no pattern.
                Pattern::new(pattern, cover).map_or(Ok(false), |pattern| pattern.is_match(text, self.budget))
            }
        }
    }
}

fn whole(number: usize) -> Value<'static> {
    Value::Number(Number::Int(i64::try_from(number).unwrap_or(i64::MAX)))
}
