//! Compares values as RFC 9535 does: nothing equals nothing, and only numbers and texts have an order.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::local_rules::budget::{Budget, Spent};
use crate::tree::{NodeRef, NodeType, Number};

/// A value that a condition compares.
#[derive(Debug, Clone, Copy)]
pub(super) enum Value<'a> {
    Null,
    Bool(bool),
    Number(Number),
    Text(&'a str),
    /// A sequence or a mapping.
    Node(NodeRef<'a>),
}

impl<'a> Value<'a> {
    /// Returns the value of a node.
    pub(super) fn of(node: NodeRef<'a>) -> Self {
        let scalar = match node.node_type() {
            NodeType::Null => Some(Self::Null),
            NodeType::Bool => node.as_bool().map(Self::Bool),
            NodeType::Number => node.as_number().map(Self::Number),
            NodeType::String => node.as_str().map(Self::Text),
            NodeType::Sequence | NodeType::Mapping => None,
        };
        scalar.unwrap_or(Self::Node(node))
    }
}

/// Returns true if two values are equal.
pub(super) fn is_equal(
    left: Option<Value<'_>>,
    right: Option<Value<'_>>,
    budget: &Budget,
) -> Result<bool, Spent> {
    match (left, right) {
        (Some(left), Some(right)) => is_same(left, right, budget),
        (left, right) => Ok(left.is_none() && right.is_none()),
    }
}

/// Returns true if the first of two values is less than the second.
pub(super) fn is_less(
    left: Option<Value<'_>>,
    right: Option<Value<'_>>,
    budget: &Budget,
) -> Result<bool, Spent> {
    match (left, right) {
        (Some(Value::Number(left)), Some(Value::Number(right))) => {
            Ok(order(left, right) == Some(Ordering::Less))
        }
        (Some(Value::Text(left)), Some(Value::Text(right))) => {
            budget.spend_bytes(left.len().min(right.len()))?;
            Ok(left < right)
        }
        _ => Ok(false),
    }
}

/// Compares two values; the tree's builder bounds the depth.
fn is_same(left: Value<'_>, right: Value<'_>, budget: &Budget) -> Result<bool, Spent> {
    budget.spend(1)?;
    match (left, right) {
        (Value::Null, Value::Null) => Ok(true),
        (Value::Bool(left), Value::Bool(right)) => Ok(left == right),
        (Value::Number(left), Value::Number(right)) => Ok(order(left, right) == Some(Ordering::Equal)),
        (Value::Text(left), Value::Text(right)) => {
            budget.spend_bytes(left.len().min(right.len()))?;
            Ok(left == right)
        }
        (Value::Node(left), Value::Node(right)) => match (left.as_sequence(), right.as_sequence()) {
            (Some(_), Some(_)) => is_same_list(left, right, budget),
            (None, None) => is_same_mapping(left, right, budget),
            _ => Ok(false),
        },
        _ => Ok(false),
    }
}

fn is_same_list(left: NodeRef<'_>, right: NodeRef<'_>, budget: &Budget) -> Result<bool, Spent> {
    if left.items().len() != right.items().len() {
        return Ok(false);
    }
    for (left, right) in left.items().zip(right.items()) {
        if !is_same(Value::of(left), Value::of(right), budget)? {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_same_mapping(left: NodeRef<'_>, right: NodeRef<'_>, budget: &Budget) -> Result<bool, Spent> {
    if left.entries().len() != right.entries().len() {
        return Ok(false);
    }
    budget.spend(right.entries().len() as u64)?;
    let others: HashMap<&str, NodeRef<'_>> =
        right.entries().map(|entry| (entry.name(), entry.value)).collect();
    for entry in left.entries() {
        let Some(other) = others.get(entry.name()) else { return Ok(false) };
        if !is_same(Value::of(entry.value), Value::of(*other), budget)? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// Compares two numbers; those that both are whole without a loss.
fn order(left: Number, right: Number) -> Option<Ordering> {
    let whole = |number| match number {
        Number::Int(value) => Some(i128::from(value)),
        Number::UInt(value) => Some(i128::from(value)),
        Number::Float(_) => None,
    };
    #[expect(clippy::cast_precision_loss, reason = "by the standard numbers are doubles")]
    let float = |number| match number {
        Number::Int(value) => value as f64,
        Number::UInt(value) => value as f64,
        Number::Float(value) => value,
    };
    match (whole(left), whole(right)) {
        (Some(left), Some(right)) => Some(left.cmp(&right)),
        _ => float(left).partial_cmp(&float(right)),
    }
}
