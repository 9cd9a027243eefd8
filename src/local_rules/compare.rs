//! Equality and order of values.

use std::cmp::Ordering;

use super::budget::{Budget, Spent};
use super::stored::MAX_DEPTH;
use super::values::Value;

/// Returns true if two values are equal: numbers of both kinds by their size, dates by what they say, lists and mappings by what is in
/// them.
///
/// # Errors
/// The budget is spent.
pub(super) fn is_equal(one: &Value<'_>, other: &Value<'_>, budget: &Budget) -> Result<bool, Spent> {
    is_equal_within(one, other, budget, 0)
}

fn is_equal_within(one: &Value<'_>, other: &Value<'_>, budget: &Budget, depth: usize) -> Result<bool, Spent> {
    // Aliases may lie deeper one in the other than any parser allows brackets to.
    if depth > MAX_DEPTH {
        return Err(Spent);
    }
    budget.spend_bytes(one.text_length().min(other.text_length()))?;
    if let (Value::Node(one), Value::Node(other)) = (one, other)
        && one.identity() == other.identity()
    {
        return Ok(true);
    }
    let (one, other) = (one.clone().resolved(), other.clone().resolved());
    Ok(match (&one, &other) {
        (Value::Null, Value::Null) => true,
        (Value::Bool(one), Value::Bool(other)) => one == other,
        (Value::Text(one), Value::Text(other)) => one.as_str() == other.as_str(),
        (Value::Date(date), value) | (value, Value::Date(date)) => value.as_date() == Some(*date),
        (Value::Duration(duration), value) | (value, Value::Duration(duration)) => {
            value.as_duration().is_some_and(|other| other.days() == duration.days())
        }
        _ if one.is_mapping() && other.is_mapping() => return is_equal_map(&one, &other, budget, depth),
        _ => match (one.items(), other.items()) {
            (Some(ones), Some(others)) => {
                if ones.len() != others.len() {
                    return Ok(false);
                }
                budget.spend(ones.len() as u64 / 4)?;
                for (one, other) in ones.to_vec().iter().zip(others.to_vec()) {
                    if !is_equal_within(one, &other, budget, depth + 1)? {
                        return Ok(false);
                    }
                }
                true
            }
            _ => number_order(&one, &other) == Some(Ordering::Equal),
        },
    })
}

fn is_equal_map(one: &Value<'_>, other: &Value<'_>, budget: &Budget, depth: usize) -> Result<bool, Spent> {
    if one.count() != other.count() {
        return Ok(false);
    }
    budget.spend(one.count().unwrap_or_default() as u64 / 4)?;
    for key in one.keys().unwrap_or_default() {
        budget.spend(1 + one.count().unwrap_or_default() as u64 / 4)?;
        let name = key.scalar_text().unwrap_or_default();
        let (Some(one), Some(other)) = (one.get(&name), other.get(&name)) else { return Ok(false) };
        if !is_equal_within(&one, &other, budget, depth + 1)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Returns the order of two numbers of any kind; `None` for other values and what is no number.
pub(super) fn number_order(one: &Value<'_>, other: &Value<'_>) -> Option<Ordering> {
    match (one, other) {
        (Value::Int(one), Value::Int(other)) => Some(one.cmp(other)),
        (Value::Int(one), Value::Double(other)) => (*one as f64).partial_cmp(other),
        (Value::Double(one), Value::Int(other)) => one.partial_cmp(&(*other as f64)),
        (Value::Double(one), Value::Double(other)) => one.partial_cmp(other),
        _ => None,
    }
}

/// The order of two values, as far as it is sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Known(Ordering),
    /// Two dates of which one may be before or after the other, such as a month and a day in it; or what is no number.
    Open,
    NotANumber,
}

/// Returns the order of two values that have one; `None` for others.
pub(super) fn order(one: &Value<'_>, other: &Value<'_>) -> Option<Order> {
    let (one, other) = (one.clone().resolved(), other.clone().resolved());
    match (&one, &other) {
        (Value::Int(_) | Value::Double(_), Value::Int(_) | Value::Double(_)) => {
            Some(number_order(&one, &other).map_or(Order::NotANumber, Order::Known))
        }
        (Value::Text(first), Value::Text(second)) => {
            // Texts that are dates are compared as dates: a month is not before the days in it.
            date_order(&one, &other)
                .or_else(|| duration_order(&one, &other))
                .or_else(|| Some(Order::Known(first.as_str().cmp(second.as_str()))))
        }
        (Value::Date(_), _) | (_, Value::Date(_)) => date_order(&one, &other),
        // A year is a number to YAML, and a date beside one.
        (Value::Int(_), Value::Text(_)) | (Value::Text(_), Value::Int(_)) => date_order(&one, &other),
        (Value::Duration(_), _) | (_, Value::Duration(_)) => duration_order(&one, &other),
        _ => None,
    }
}

fn date_order(one: &Value<'_>, other: &Value<'_>) -> Option<Order> {
    let (one, other) = (one.as_date()?, other.as_date()?);
    Some(match () {
        () if one.is_before(&other) => Order::Known(Ordering::Less),
        () if one.is_after(&other) => Order::Known(Ordering::Greater),
        () if one == other && one.as_day().is_some() => Order::Known(Ordering::Equal),
        () => Order::Open,
    })
}

fn duration_order(one: &Value<'_>, other: &Value<'_>) -> Option<Order> {
    let (one, other) = (one.as_duration()?, other.as_duration()?);
    Some(Order::Known(one.days().cmp(&other.days())))
}
