//! Why an expression has no value for a document.

use super::budget::Spent;
use super::expression::Range;
use super::values::Spot;
use crate::words::clip;

/// The reason why an expression has no value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The budget is spent.
    Spent,
    /// A field, an item or a document is not there; in words.
    Missing(String),
    /// A value is of another type, or out of bounds; in words.
    Wrong(String),
}

/// A failed expression.
#[derive(Debug, Clone)]
pub(crate) struct Failure<'a> {
    pub(crate) cause: Cause,
    /// The bytes of the part that failed.
    pub(crate) range: Range,
    /// The text of that part; empty until the whole expression has failed.
    pub(crate) shown: Box<str>,
    /// The value that it is about, where that stands in a file.
    pub(crate) spot: Option<Spot<'a>>,
}

/// The result of an expression.
pub(crate) type Evaluated<'a, T> = Result<T, Box<Failure<'a>>>;

impl<'a> Failure<'a> {
    pub(crate) fn new(cause: Cause, range: &Range, spot: Option<Spot<'a>>) -> Box<Self> {
        Box::new(Self { cause, range: range.clone(), shown: Box::default(), spot })
    }

    /// Names the part that failed, given the text of the whole.
    pub(crate) fn in_text(mut self: Box<Self>, text: &str) -> Box<Self> {
        if self.shown.is_empty() {
            self.shown = clip(text.get(self.range.clone()).unwrap_or_default()).into();
        }
        self
    }

    pub(crate) fn is_missing(&self) -> bool {
        matches!(self.cause, Cause::Missing(_))
    }

    pub(crate) fn is_spent(&self) -> bool {
        self.cause == Cause::Spent
    }
}

impl From<Spent> for Box<Failure<'_>> {
    fn from(_: Spent) -> Self {
        Failure::new(Cause::Spent, &(0..0), None)
    }
}
