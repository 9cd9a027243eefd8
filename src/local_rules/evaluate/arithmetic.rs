//! Calculations.

use super::{Evaluator, MAX_TEXT, described, odd_one, wrong};
use crate::local_rules::expression::{Expr, Operator, Range};
use crate::local_rules::failure::Evaluated;
use crate::local_rules::values::Value;
use crate::model::date::{Date, Day};
use crate::model::duration::Duration;

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn negated(&mut self, inner: &Expr) -> Evaluated<'a, Value<'a>> {
        let value = self.value(inner)?;
        match value.clone().resolved() {
            Value::Int(number) => match number.checked_neg() {
                Some(number) => Ok(Value::Int(number)),
                None => Err(wrong("the number is too large", &inner.range, &value)),
            },
            Value::Double(number) => Ok(Value::Double(-number)),
            other => Err(wrong(
                format!("`-` stands before a number, and this is {}", other.in_words()),
                &inner.range,
                &value,
            )),
        }
    }

    pub(super) fn arithmetic(
        &mut self,
        operator: Operator,
        parts: &[Expr; 2],
        range: &Range,
    ) -> Evaluated<'a, Value<'a>> {
        let [left, right] = parts;
        let (one, other) = (self.value(left)?, self.value(right)?);
        let at = odd_one(&one, &other);
        let (first, second) = (one.clone().resolved(), other.clone().resolved());
        match (&first, &second) {
            (Value::Int(first), Value::Int(second)) => {
                whole(operator, *first, *second).map(Value::Int).map_err(|words| wrong(words, range, at))
            }
            (Value::Int(_) | Value::Double(_), Value::Int(_) | Value::Double(_)) => {
                let (first, second) = (as_double(&first), as_double(&second));
                let result = fraction(operator, first, second);
                result.map(Value::Double).ok_or_else(|| wrong("`%` divides whole numbers", range, at))
            }
            (Value::Text(first), Value::Text(second)) if operator == Operator::Add => {
                let length = first.as_str().len() + second.as_str().len();
                self.budget.spend_bytes(length)?;
                if length > MAX_TEXT {
                    return Err(wrong("the text becomes too long", range, at));
                }
                Ok(Value::text([first.as_str(), second.as_str()].concat()))
            }
            _ => self.of_other_types(operator, (&first, &second), range, at),
        }
    }

    fn of_other_types(
        &self,
        operator: Operator,
        (first, second): (&Value<'a>, &Value<'a>),
        range: &Range,
        at: &Value<'a>,
    ) -> Evaluated<'a, Value<'a>> {
        if operator == Operator::Add
            && let (Some(ones), Some(others)) = (first.items(), second.items())
        {
            self.budget.spend((ones.len() + others.len()) as u64)?;
            let mut items = ones.to_vec();
            items.extend(others.to_vec());
            return Ok(Value::list(items));
        }
        let is_timely = |value: &Value<'_>| matches!(value, Value::Date(_) | Value::Duration(_));
        if is_timely(first) || is_timely(second) {
            let (date, duration) = match operator {
                Operator::Add => match first.as_date().zip(second.as_duration()) {
                    Some((date, duration)) => (Some(date), Some(duration)),
                    None => (second.as_date(), first.as_duration()),
                },
                Operator::Subtract => (first.as_date(), second.as_duration()),
                _ => (None, None),
            };
            if let Some((date, duration)) = date.zip(duration) {
                let moved = moved(date, duration, operator == Operator::Subtract);
                return moved
                    .map(Value::Date)
                    .ok_or_else(|| wrong("the date is beyond the calendar", range, at));
            }
        }
        let words =
            format!("`{}` cannot join {} and {}", operator.sign(), described(first), described(second));
        Err(wrong(words, range, at))
    }
}

fn as_double(value: &Value<'_>) -> f64 {
    match value {
        Value::Int(number) => *number as f64,
        Value::Double(number) => *number,
        _ => f64::NAN,
    }
}

fn whole(operator: Operator, first: i64, second: i64) -> Result<i64, &'static str> {
    let result = match operator {
        Operator::Add => first.checked_add(second),
        Operator::Subtract => first.checked_sub(second),
        Operator::Multiply => first.checked_mul(second),
        Operator::Divide | Operator::Remainder if second == 0 => return Err("nothing can be divided by 0"),
        Operator::Divide => first.checked_div(second),
        Operator::Remainder => first.checked_rem(second),
    };
    result.ok_or("the number becomes too large")
}

fn fraction(operator: Operator, first: f64, second: f64) -> Option<f64> {
    Some(match operator {
        Operator::Add => first + second,
        Operator::Subtract => first - second,
        Operator::Multiply => first * second,
        Operator::Divide => first / second,
        Operator::Remainder => return None,
    })
}

/// Returns the day that lies a duration behind the last day of a date, or before its first one.
fn moved(date: Date, duration: Duration, is_back: bool) -> Option<Date> {
    let day: Day = match is_back {
        false => duration.end_from(date.last_day())?,
        true => duration.start_to(date.first_day())?,
    };
    Some(Date::of_day(day))
}
