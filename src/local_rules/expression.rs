//! The parts of a CEL expression, as the parser leaves them: names are known, patterns and paths compiled.

use super::functions::Function;
use super::path::JsonPath;
use super::pattern::Pattern;

/// A range of bytes in the text of an expression.
pub(crate) type Range = std::ops::Range<usize>;

/// An expression.
#[derive(Debug)]
pub(crate) struct Expr {
    pub(crate) node: Node,
    /// The bytes of it that a message about it shows.
    pub(crate) range: Range,
    /// The type of its values, as far as it is known without a document.
    pub(crate) kind: Type,
    /// The number of expressions that lie one in the other.
    pub(crate) depth: u32,
}

/// A part of an expression.
#[derive(Debug)]
pub(crate) enum Node {
    Literal(Literal),
    Variable(Variable),
    /// A name of `let:`, or of a loop: its place among those that are known here.
    Local(usize),
    File(FilePart),
    Select(Box<Expr>, Box<str>),
    Index(Box<Expr>, Box<Expr>),
    Has(Box<Expr>),
    Not(Box<Expr>),
    Negate(Box<Expr>),
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Choice(Box<[Expr; 3]>),
    Compare(Comparison, Box<[Expr; 2]>),
    Arithmetic(Operator, Box<[Expr; 2]>),
    List(Vec<Expr>),
    Map(Vec<(Expr, Expr)>),
    Call(Function, Vec<Expr>),
    /// A function over a text and a pattern.
    Search(Search, Box<Expr>, Searched),
    /// The number of nodes that a path selects below a value.
    Count(Box<Expr>, Box<JsonPath>),
    /// A document of the series: the document, and by what the series is ordered and divided.
    Neighbour(Direction, Box<Series>),
    /// The values of other files, by the number of the lookup among those of the rule.
    Lookup(usize),
    Loop(Loop, Box<LoopParts>),
}

/// A value that is written in the expression itself.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Literal {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Box<str>),
}

/// A name that every expression knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Variable {
    Doc,
    Value,
    Key,
    Index,
    Parent,
    Text,
    Body,
    Today,
}

/// A part of the path of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FilePart {
    Path,
    Name,
    Stem,
    Folder,
    Ext,
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comparison {
    Equal,
    Unequal,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}

/// A calculation with two numbers, or with a date and a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
}

/// The use of a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Search {
    /// `matches`: true if it is found.
    Matches,
    /// `is_written_as`: true if it covers all of the text as it is written in the file.
    WrittenAs,
    /// `find_all`: the parts of the text.
    FindAll,
    /// `groups`: the first part of the text and those of its groups.
    Groups,
}

/// The pattern of a [`Search`].
#[derive(Debug)]
pub(crate) enum Searched {
    /// Compiled when the rule was loaded.
    Compiled(Box<Pattern>),
    /// Compiled for each value.
    Computed(Box<Expr>),
}

/// The direction of a [`Node::Neighbour`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    Previous,
    Next,
}

/// The order of a series of documents.
#[derive(Debug)]
pub(crate) struct Series {
    /// The field by which it is ordered, by its names from the root.
    pub(crate) by: Field,
    /// The field that tells its series from others.
    pub(crate) within: Option<Field>,
}

/// A field of a document, by its names from the root.
pub(crate) type Field = Box<[Box<str>]>;

/// A loop over a list or the keys of a mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loop {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// The parts of a loop.
#[derive(Debug)]
pub(crate) struct LoopParts {
    pub(crate) over: Expr,
    /// The place of the loop's variable among the local names.
    pub(crate) slot: usize,
    /// The condition; for `map` one that may be missing.
    pub(crate) test: Option<Expr>,
    /// The result for each item, of `map`.
    pub(crate) result: Option<Expr>,
}

/// The type of an expression's values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Type {
    /// Only a document can tell.
    Any,
    Null,
    Bool,
    Int,
    Double,
    Text,
    Date,
    Duration,
    List,
    Map,
}

impl Type {
    /// Returns the type in words, for a message.
    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Any => "a value",
            Self::Null => "null",
            Self::Bool => "true or false",
            Self::Int => "a whole number",
            Self::Double => "a number",
            Self::Text => "a text",
            Self::Date => "a date",
            Self::Duration => "a duration",
            Self::List => "a list",
            Self::Map => "a mapping",
        }
    }

    pub(crate) fn is_number(self) -> bool {
        matches!(self, Self::Int | Self::Double)
    }
}

impl Variable {
    /// Every name with its variable.
    pub(crate) const ALL: [(&'static str, Self); 8] = [
        ("doc", Self::Doc),
        ("value", Self::Value),
        ("key", Self::Key),
        ("index", Self::Index),
        ("parent", Self::Parent),
        ("text", Self::Text),
        ("body", Self::Body),
        ("today", Self::Today),
    ];
}

impl FilePart {
    /// Every name with its part.
    pub(crate) const ALL: [(&'static str, Self); 5] = [
        ("path", Self::Path),
        ("name", Self::Name),
        ("stem", Self::Stem),
        ("folder", Self::Folder),
        ("ext", Self::Ext),
    ];
}

impl Comparison {
    /// Returns the operator's sign.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::Unequal => "!=",
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::In => "in",
        }
    }
}

impl Operator {
    /// Returns the operator's sign.
    pub(crate) fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::Remainder => "%",
        }
    }
}

impl Expr {
    /// Returns the expressions that this one is made of.
    pub(crate) fn parts(&self) -> Vec<&Self> {
        match &self.node {
            Node::Literal(_)
            | Node::Variable(_)
            | Node::Local(_)
            | Node::File(_)
            | Node::Neighbour(..)
            | Node::Lookup(_) => Vec::new(),
            Node::Select(inner, _) | Node::Has(inner) | Node::Not(inner) | Node::Negate(inner) => vec![inner],
            Node::Count(root, _) => vec![root],
            Node::Index(inner, index) => vec![inner, index],
            Node::All(parts) | Node::Any(parts) | Node::List(parts) | Node::Call(_, parts) => {
                parts.iter().collect()
            }
            Node::Choice(parts) => parts.iter().collect(),
            Node::Compare(_, parts) | Node::Arithmetic(_, parts) => parts.iter().collect(),
            Node::Map(entries) => entries.iter().flat_map(|(key, value)| [key, value]).collect(),
            Node::Search(_, subject, pattern) => match pattern {
                Searched::Compiled(_) => vec![subject],
                Searched::Computed(pattern) => vec![subject, pattern],
            },
            Node::Loop(_, parts) => {
                std::iter::once(&parts.over).chain(&parts.test).chain(&parts.result).collect()
            }
        }
    }
}
