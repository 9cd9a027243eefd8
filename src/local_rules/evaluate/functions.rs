//! Functions that are evaluated from the values of their arguments.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization as _;

use super::{Evaluator, MAX_TEXT, wrong};
use crate::local_rules::compare::{self, Order};
use crate::local_rules::expression::{Expr, Range};
use crate::local_rules::failure::Evaluated;
use crate::local_rules::functions::Function;
use crate::local_rules::sections::sections;
use crate::local_rules::values::{Text, Value};
use crate::model::date::Date;
use crate::model::name;

impl<'a> Evaluator<'_, 'a> {
    pub(super) fn call(
        &mut self,
        function: Function,
        arguments: &[Expr],
        range: &Range,
    ) -> Evaluated<'a, Value<'a>> {
        let values: Result<Vec<Value<'a>>, _> =
            arguments.iter().map(|argument| self.value(argument)).collect();
        let values = values?;
        let call = Call { values: &values, arguments, range };
        match function {
            Function::Size => self.size(&call),
            Function::Sum | Function::Min | Function::Max | Function::Distinct | Function::Join => {
                self.of_list(function, &call)
            }
            Function::Int | Function::Double | Function::Abs => number(function, &call),
            Function::Date | Function::Duration | Function::Days | Function::DaysBetween => {
                in_time(function, &call)
            }
            Function::Year | Function::Month | Function::Day => part_of_date(function, &call),
            Function::TypeOf => Ok(Value::Text(Text::borrowed(call.first().type_name()))),
            Function::String => {
                self.budget.spend_bytes(call.first().text_length())?;
                let text = call.first().scalar_text();
                text.map(Value::text).ok_or_else(|| call.wrong(0, "must be a single value"))
            }
            Function::Raw => match call.first() {
                Value::Node(node) => Ok(Value::Text(Text::in_file(node.raw(), node.span().start))),
                _ => Err(call.wrong(0, "is no field of the document")),
            },
            _ => self.of_text(function, &call),
        }
    }

    fn size(&self, call: &Call<'_, 'a>) -> Evaluated<'a, Value<'a>> {
        let value = call.first();
        let number = match value.count() {
            Some(count) => count,
            None => {
                let text = self.text(value, call.range).map_err(|_| call.wrong(0, "has no size"))?;
                self.budget.spend_bytes(text.as_str().len())?;
                text.as_str().chars().count()
            }
        };
        Ok(Value::Int(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn of_text(&self, function: Function, call: &Call<'_, 'a>) -> Evaluated<'a, Value<'a>> {
        let text = |index: usize| -> Evaluated<'a, Text<'a>> {
            let text = self.text(call.value(index), call.at(index))?;
            self.budget.spend_bytes(text.as_str().len())?;
            Ok(text)
        };
        let first = text(0)?;
        let words = first.as_str();
        Ok(match function {
            Function::StartsWith => Value::Bool(words.starts_with(text(1)?.as_str())),
            Function::EndsWith => Value::Bool(words.ends_with(text(1)?.as_str())),
            Function::Contains => {
                Value::Bool(memchr::memmem::find(words.as_bytes(), text(1)?.as_str().as_bytes()).is_some())
            }
            Function::Lower => Value::text(words.to_lowercase()),
            Function::Upper => Value::text(words.to_uppercase()),
            Function::Trim => {
                let start = words.len() - words.trim_start().len();
                Value::Text(first.part(start..start + words.trim().len()))
            }
            Function::Fold => {
                self.budget.spend(20 * words.len() as u64)?;
                let composed: String = words.nfc().collect();
                let folded: Vec<String> = composed
                    .split(|c: char| !c.is_alphanumeric())
                    .filter(|word| !word.is_empty())
                    .map(name::fold)
                    .collect();
                Value::text(folded.join(" "))
            }
            Function::Split => self.split(&first, text(1)?.as_str())?,
            Function::Replace => {
                let (old, new) = (text(1)?, text(2)?);
                let times = words.matches(old.as_str()).count();
                let length = words.len() + times.saturating_mul(new.as_str().len());
                self.budget.spend_bytes(length)?;
                if length > MAX_TEXT {
                    return Err(call.wrong(0, "becomes too long"));
                }
                Value::text(words.replace(old.as_str(), new.as_str()))
            }
            Function::Sections => {
                self.budget.spend(words.len() as u64 / 2)?;
                sections(&first, self.budget)?
            }
            _ => Value::Null,
        })
    }

    fn split(&self, text: &Text<'a>, separator: &str) -> Evaluated<'a, Value<'a>> {
        let words = text.as_str();
        self.budget.spend(words.len() as u64 / 4)?;
        let mut parts = Vec::new();
        let mut start = 0;
        if !separator.is_empty() {
            for (at, _) in words.match_indices(separator) {
                parts.push(Value::Text(text.part(start..at)));
                start = at + separator.len();
            }
        }
        parts.push(Value::Text(text.part(start..words.len())));
        Ok(Value::list(parts))
    }

    fn of_list(&self, function: Function, call: &Call<'_, 'a>) -> Evaluated<'a, Value<'a>> {
        let Some(items) = call.first().items() else { return Err(call.wrong(0, "must be a list")) };
        let items = items.to_vec();
        self.budget.spend(items.len() as u64)?;
        match function {
            Function::Sum => sum(items, call),
            Function::Distinct => self.distinct(items),
            Function::Join => {
                let separator = self.text(call.value(1), call.at(1))?;
                let mut joined = String::new();
                for (index, item) in items.iter().enumerate() {
                    let text = item.scalar_text().ok_or_else(|| call.wrong(0, "must hold single values"))?;
                    self.budget.spend_bytes(text.len() + separator.as_str().len())?;
                    joined.push_str(if index == 0 { "" } else { separator.as_str() });
                    joined.push_str(&text);
                }
                if joined.len() > MAX_TEXT {
                    Err(call.wrong(0, "becomes too long"))
                } else {
                    Ok(Value::text(joined))
                }
            }
            _ => {
                let wanted = if function == Function::Max {
                    std::cmp::Ordering::Greater
                } else {
                    std::cmp::Ordering::Less
                };
                let mut best: Option<Value<'a>> = None;
                for item in items {
                    let Some(known) = &best else {
                        best = Some(item);
                        continue;
                    };
                    match self.order(&item, known)? {
                        Some(Order::Known(order)) if order == wanted => best = Some(item),
                        Some(_) => {}
                        None => return Err(call.wrong(0, "holds values that cannot be compared")),
                    }
                }
                best.ok_or_else(|| super::missing("the list is empty", call.range, Some(call.first())))
            }
        }
    }

    fn distinct(&self, items: Vec<Value<'a>>) -> Evaluated<'a, Value<'a>> {
        let mut kept: Vec<Value<'a>> = Vec::new();
        // The places of those that may be equal.
        let mut alike: HashMap<Likeness, Vec<usize>> = HashMap::new();
        for item in items {
            self.budget.spend_bytes(item.text_length())?;
            let places = alike.entry(Likeness::of(&item)).or_default();
            let mut is_known = false;
            for known in places.iter().filter_map(|place| kept.get(*place)) {
                is_known = is_known || compare::is_equal(known, &item, self.budget)?;
            }
            if !is_known {
                places.push(kept.len());
                kept.push(item);
            }
        }
        Ok(Value::list(kept))
    }
}

/// The part of a value that equal ones have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Likeness {
    Bool(bool),
    /// The bits of a number.
    Number(u64),
    Text(String),
    Date(String),
    Duration(i64),
    /// The number of items or entries.
    Many(Option<usize>),
}

impl Likeness {
    fn of(value: &Value<'_>) -> Self {
        // There is one 0, whichever its sign.
        let number = |value: f64| Self::Number((value + 0.0).to_bits());
        let value = value.clone().resolved();
        match &value {
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => number(*value as f64),
            Value::Double(value) => number(*value),
            Value::Text(_) | Value::Date(_) | Value::Duration(_) => {
                if let Some(date) = value.as_date() {
                    let text = date.to_string();
                    // A year equals its number.
                    return text.parse().map_or(Self::Date(text), number);
                }
                match value.as_duration() {
                    Some(duration) => Self::Duration(i64::try_from(duration.days()).unwrap_or(i64::MAX)),
                    None => Self::Text(value.scalar_text().unwrap_or_default().into_owned()),
                }
            }
            _ => Self::Many(value.count()),
        }
    }
}

/// The arguments of a call.
struct Call<'c, 'a> {
    values: &'c [Value<'a>],
    arguments: &'c [Expr],
    range: &'c Range,
}

impl<'c, 'a> Call<'c, 'a> {
    fn value(&self, index: usize) -> &'c Value<'a> {
        self.values.get(index).unwrap_or(&Value::Null)
    }

    fn first(&self) -> &'c Value<'a> {
        self.value(0)
    }

    fn at(&self, index: usize) -> &'c Range {
        self.arguments.get(index).map_or(self.range, |argument| &argument.range)
    }

    /// Says what is wrong with an argument; `words` go on from its name.
    fn wrong(&self, index: usize, words: &str) -> Box<crate::local_rules::failure::Failure<'a>> {
        let value = self.value(index);
        let shown = super::described(&value.clone().resolved());
        wrong(format!("{shown} {words}"), self.at(index), value)
    }
}

fn sum<'a>(items: Vec<Value<'a>>, call: &Call<'_, 'a>) -> Evaluated<'a, Value<'a>> {
    let (mut whole, mut fraction, mut is_whole) = (Some(0_i64), 0.0_f64, true);
    for item in items {
        match item.clone().resolved() {
            Value::Int(number) => {
                whole = whole.and_then(|sum| sum.checked_add(number));
                fraction += number as f64;
            }
            Value::Double(number) => {
                is_whole = false;
                fraction += number;
            }
            other => {
                let words = format!("{} is no number", super::described(&other));
                return Err(wrong(words, call.range, &item));
            }
        }
    }
    match whole.filter(|_| is_whole) {
        Some(sum) => Ok(Value::Int(sum)),
        None if is_whole => Err(call.wrong(0, "is too large together")),
        None => Ok(Value::Double(fraction)),
    }
}

fn number<'a>(function: Function, call: &Call<'_, 'a>) -> Evaluated<'a, Value<'a>> {
    let value = call.first().clone().resolved();
    let no_number = || call.wrong(0, "is no number");
    match (function, value) {
        (Function::Abs, Value::Int(number)) => number.checked_abs().map(Value::Int).ok_or_else(no_number),
        (Function::Abs, Value::Double(number)) => Ok(Value::Double(number.abs())),
        (Function::Int, Value::Int(number)) => Ok(Value::Int(number)),
        (Function::Int, Value::Double(number)) => {
            // The largest whole numbers that a double tells apart.
            const MOST: f64 = 9_007_199_254_740_992.0;
            let is_in_bounds = number.abs() <= MOST;
            #[expect(clippy::cast_possible_truncation, reason = "the number was compared with the bounds")]
            is_in_bounds.then_some(Value::Int(number as i64)).ok_or_else(|| call.wrong(0, "is too large"))
        }
        (Function::Int, Value::Text(text)) => {
            text.as_str().trim().parse().map(Value::Int).map_err(|_| no_number())
        }
        (Function::Double, Value::Int(number)) => Ok(Value::Double(number as f64)),
        (Function::Double, Value::Double(number)) => Ok(Value::Double(number)),
        (Function::Double, Value::Text(text)) => {
            text.as_str().trim().parse().map(Value::Double).map_err(|_| no_number())
        }
        _ => Err(no_number()),
    }
}

fn in_time<'a>(function: Function, call: &Call<'_, 'a>) -> Evaluated<'a, Value<'a>> {
    let date = |index: usize| date_of(call, index);
    match function {
        Function::Date => date(0).map(Value::Date),
        Function::Duration => call
            .first()
            .as_duration()
            .map(Value::Duration)
            .ok_or_else(|| call.wrong(0, "is no duration such as `P6M`")),
        Function::Days => {
            let duration =
                call.first().as_duration().ok_or_else(|| call.wrong(0, "is no duration such as `P6M`"))?;
            Ok(Value::Int(i64::try_from(duration.days()).unwrap_or(i64::MAX)))
        }
        _ => {
            let days =
                date(0)?.first_day().until(date(1)?.first_day()).map(|span| i64::from(span.get_days()));
            days.map(Value::Int).map_err(|_| call.wrong(0, "is too far away"))
        }
    }
}

fn date_of<'a>(call: &Call<'_, 'a>, index: usize) -> Evaluated<'a, Date> {
    let value = call.value(index);
    if let Some(date) = value.as_date() {
        return Ok(date);
    }
    let reason = match value.clone().resolved() {
        Value::Text(text) => Date::parse(text.as_str()).err().map(|error| format!("is no date: {error}")),
        _ => None,
    };
    Err(call.wrong(index, reason.as_deref().unwrap_or("is no date")))
}

fn part_of_date<'a>(function: Function, call: &Call<'_, 'a>) -> Evaluated<'a, Value<'a>> {
    let date = date_of(call, 0)?;
    let (first, last) = (date.first_day(), date.last_day());
    let part = |day: crate::model::date::Day| match function {
        Function::Year => i64::from(day.year()),
        Function::Month => i64::from(day.year()) * 100 + i64::from(day.month()),
        _ => i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day()),
    };
    if part(first) != part(last) {
        return Err(call.wrong(0, "does not say it so exactly"));
    }
    Ok(Value::Int(match function {
        Function::Year => i64::from(first.year()),
        Function::Month => i64::from(first.month()),
        _ => i64::from(first.day()),
    }))
}
