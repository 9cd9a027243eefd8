//! JSONPath (RFC 9535) over the spanned tree, so that whatever is selected keeps its place in the file.
//!
//! Both the parser and the walk are our own. Of the two crates, `jsonpath-rust` accepts paths that are not well typed
//! (`$[?length(@.a)]`) and says of most errors no place, and `serde_json_path` keeps what it parsed to itself and walks only
//! over `serde_json::Value`; neither bounds its steps. The public compliance suite holds this one.

mod compare;
mod filter;
mod parse;
mod syntax;
mod walk;

use std::ops::Range;

use self::parse::Parser;
use self::syntax::Query;
use self::walk::Walk;
use super::budget::{Budget, Spent};
use crate::tree::NodeRef;

/// A parsed path, well typed.
#[derive(Debug)]
pub(crate) struct JsonPath {
    query: Query,
}

/// The place at which a path cannot be read, and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PathError {
    /// Bytes of the path's text; empty at its end.
    pub(crate) range: Range<usize>,
    /// The fault, in lower case without a full stop.
    pub(crate) message: String,
    /// The text to write instead.
    pub(crate) help: String,
}

/// A node with its place in what holds it, as the path came to it: a node behind an alias has no parent of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Selected<'a> {
    pub(crate) node: NodeRef<'a>,
    /// The key, of a value in a mapping.
    pub(crate) key: Option<&'a str>,
    /// The number from 0, of an item in a sequence.
    pub(crate) index: Option<usize>,
    /// The mapping or sequence; `None` for the root.
    pub(crate) parent: Option<NodeRef<'a>>,
}

impl<'a> Selected<'a> {
    fn root(node: NodeRef<'a>) -> Self {
        Self { node, key: None, index: None, parent: None }
    }
}

impl JsonPath {
    /// Parses a path from its `$` to its end.
    ///
    /// # Errors
    /// The text is no path, a longer one or a more nested one than anybody writes, or compares what cannot be compared.
    pub(crate) fn parse(text: &str) -> Result<Self, PathError> {
        Parser::new(text)?.path().map(|query| Self { query })
    }

    /// Selects the nodes below `root`, `$` of the path, in the order of the file.
    ///
    /// # Errors
    /// The budget is spent.
    pub(crate) fn select<'a>(&self, root: NodeRef<'a>, budget: &Budget) -> Result<Vec<Selected<'a>>, Spent> {
        Walk::new(root, budget).query(&self.query, Selected::root(root))
    }

    /// Returns the names of a path that goes by names alone, such as `$.period.start`.
    pub(crate) fn simple(&self) -> Option<Vec<&str>> {
        self.query.names()
    }
}

#[cfg(test)]
mod compliance;
#[cfg(test)]
mod tests;
