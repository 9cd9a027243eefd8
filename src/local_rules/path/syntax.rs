//! A path as it is understood: whatever these types can hold is well typed.

use crate::local_rules::pattern::{Cover, Pattern};
use crate::tree::Number;

/// Segments from a node on.
#[derive(Debug)]
pub(super) struct Query {
    pub(super) start: Start,
    pub(super) segments: Vec<Segment>,
}

/// The node from which a query goes on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Start {
    /// `$`
    Root,
    /// `@`
    Current,
}

#[derive(Debug)]
pub(super) struct Segment {
    /// Two dots: the selectors apply to a node and to all below it.
    pub(super) descends: bool,
    pub(super) selectors: Vec<Selector>,
}

#[derive(Debug)]
pub(super) enum Selector {
    Name(String),
    Wildcard,
    /// Counts from the end if negative.
    Index(i64),
    Slice(Slice),
    Filter(Filter),
}

/// `start:end:step`
#[derive(Debug, Clone, Copy)]
pub(super) struct Slice {
    pub(super) start: Option<i64>,
    pub(super) end: Option<i64>,
    pub(super) step: i64,
}

/// A condition.
#[derive(Debug)]
pub(super) enum Filter {
    Or(Vec<Filter>),
    And(Vec<Filter>),
    Not(Box<Filter>),
    Exists(Query),
    Compare { left: Operand, sign: Sign, right: Operand },
    Matches { cover: Cover, text: Operand, pattern: PatternOperand },
}

/// An operator between two values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

/// An expression with at most one value.
#[derive(Debug)]
pub(super) enum Operand {
    Null,
    Bool(bool),
    Number(Number),
    Text(String),
    /// A query that gives at most one node.
    Query(Query),
    Length(Box<Operand>),
    Count(Query),
    /// The value of a query's only node.
    Value(Query),
}

/// A pattern that is known when the path is read, or one that the document has.
#[derive(Debug)]
pub(super) enum PatternOperand {
    Known(Box<Pattern>),
    Computed(Operand),
}

impl Query {
    /// Returns the names that the query goes by, if it goes by names alone.
    pub(super) fn names(&self) -> Option<Vec<&str>> {
        let names = self.segments.iter().map(|segment| match segment.selectors.as_slice() {
            [Selector::Name(name)] if !segment.descends => Some(name.as_str()),
            _ => None,
        });
        names.collect()
    }

    /// Returns true if the query can give no more than one node.
    pub(super) fn is_singular(&self) -> bool {
        let is_one = |selector: &Selector| matches!(selector, Selector::Name(_) | Selector::Index(_));
        self.segments.iter().all(|segment| {
            !segment.descends && matches!(segment.selectors.as_slice(), [only] if is_one(only))
        })
    }
}
