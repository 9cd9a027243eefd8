//! The values of expressions. Those of a document stay nodes of its tree until something is done with them, so that nothing is
//! copied, and a finding can point at them.

use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

use super::stored::{Kept, Stored};
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::source::{FileId, Span, offset};
use crate::tree::{NodeRef, NodeType, Number};
use crate::words::clip;

/// A value.
#[derive(Debug, Clone)]
pub(crate) enum Value<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Text<'a>),
    Date(Date),
    Duration(Duration),
    List(Rc<[Value<'a>]>),
    Map(Rc<Map<'a>>),
    /// A node of the document.
    Node(NodeRef<'a>),
    /// A value of another document, or of this one as the index has it.
    Stored(Stored<'a>),
}

/// A text, with its place in the file where it has one.
#[derive(Debug, Clone)]
pub(crate) struct Text<'a> {
    words: Words<'a>,
    origin: Option<Origin<'a>>,
}

#[derive(Debug, Clone)]
enum Words<'a> {
    Borrowed(&'a str),
    Shared(Rc<str>),
}

/// The place of a text's first byte.
#[derive(Debug, Clone, Copy)]
enum Origin<'a> {
    /// A byte of the file, whose text is the same.
    File(u32),
    /// A byte of a node's value.
    Node(NodeRef<'a>, usize),
}

/// Keys with values that an expression made.
#[derive(Debug, Default)]
pub(crate) struct Map<'a> {
    pub(crate) entries: Vec<(Value<'a>, Value<'a>)>,
    /// The bytes of the file that it describes.
    pub(crate) span: Option<Span>,
}

/// The place of a value.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot<'a> {
    /// The file; `None` for that of the document.
    pub(crate) file: Option<FileId>,
    pub(crate) span: Span,
    pub(crate) node: Option<NodeRef<'a>>,
}

impl<'a> Text<'a> {
    /// Makes a text of which no place is known.
    pub(crate) fn new(text: impl Into<Rc<str>>) -> Self {
        Self { words: Words::Shared(text.into()), origin: None }
    }

    pub(crate) fn borrowed(text: &'a str) -> Self {
        Self { words: Words::Borrowed(text), origin: None }
    }

    /// Returns the text that stands in the file at byte `start`.
    pub(crate) fn in_file(text: &'a str, start: u32) -> Self {
        Self { words: Words::Borrowed(text), origin: Some(Origin::File(start)) }
    }

    pub(crate) fn of_node(text: &'a str, node: NodeRef<'a>) -> Self {
        Self { words: Words::Borrowed(text), origin: Some(Origin::Node(node, 0)) }
    }

    pub(crate) fn as_str(&self) -> &str {
        match &self.words {
            Words::Borrowed(text) => text,
            Words::Shared(text) => text,
        }
    }

    /// Returns a part of the text, which keeps its place.
    pub(crate) fn part(&self, range: std::ops::Range<usize>) -> Self {
        let words = match &self.words {
            Words::Borrowed(text) => Words::Borrowed(text.get(range.clone()).unwrap_or_default()),
            Words::Shared(text) => Words::Shared(text.get(range.clone()).unwrap_or_default().into()),
        };
        let origin = self.origin.map(|origin| match origin {
            Origin::File(start) => Origin::File(start + offset(range.start)),
            Origin::Node(node, start) => Origin::Node(node, start + range.start),
        });
        Self { words, origin }
    }

    fn spot(&self) -> Option<Spot<'a>> {
        let length = self.as_str().len();
        match self.origin? {
            Origin::File(start) => {
                Some(Spot { file: None, span: Span::new(start, start + offset(length)), node: None })
            }
            Origin::Node(node, start) => {
                Some(Spot { file: None, span: node.part_span(start..start + length), node: Some(node) })
            }
        }
    }
}

impl<'a> Value<'a> {
    pub(crate) fn text(text: impl Into<Rc<str>>) -> Self {
        Self::Text(Text::new(text))
    }

    pub(crate) fn list(items: Vec<Self>) -> Self {
        Self::List(items.into())
    }

    /// Makes a mapping of names and values.
    pub(crate) fn record(entries: Vec<(&'static str, Self)>, span: Option<Span>) -> Self {
        let entries = entries.into_iter().map(|(name, value)| (Self::Text(Text::borrowed(name)), value));
        Self::Map(Rc::new(Map { entries: entries.collect(), span }))
    }

    /// Returns the value of a single node in place of the node; lists and mappings stay nodes.
    pub(crate) fn resolved(self) -> Self {
        match self {
            Self::Node(node) => scalar(node).unwrap_or(Self::Node(node)),
            Self::Stored(stored) => match stored.kept {
                Kept::Null => Self::Null,
                Kept::Bool(value) => Self::Bool(*value),
                Kept::Int(value) => Self::Int(*value),
                Kept::Double(value) => Self::Double(*value),
                Kept::Text(text) => Self::Text(Text::borrowed(text)),
                Kept::List(_) | Kept::Map(_) => Self::Stored(stored),
            },
            value => value,
        }
    }

    /// Returns the place of a value that stands in a file.
    pub(crate) fn spot(&self) -> Option<Spot<'a>> {
        match self {
            Self::Node(node) => Some(Spot { file: None, span: node.anchor_span(), node: Some(*node) }),
            Self::Stored(stored) => Some(Spot { file: Some(stored.file), span: stored.span, node: None }),
            Self::Text(text) => text.spot(),
            Self::Map(map) => map.span.map(|span| Spot { file: None, span, node: None }),
            _ => None,
        }
    }

    /// Returns the name of the value's type, as `type(…)` gives it.
    pub(crate) fn type_name(&self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Bool(_) => "bool",
            Self::Int(_) => "int",
            Self::Double(_) => "double",
            Self::Text(_) => "string",
            Self::Date(_) => "date",
            Self::Duration(_) => "duration",
            Self::List(_) => "list",
            Self::Map(_) => "map",
            Self::Node(node) => match node.node_type() {
                NodeType::Sequence => "list",
                NodeType::Mapping => "map",
                _ => self.clone().resolved().type_name(),
            },
            Self::Stored(stored) => match stored.kept {
                Kept::List(_) => "list",
                Kept::Map(_) => "map",
                _ => self.clone().resolved().type_name(),
            },
        }
    }

    /// Returns the type in words, for a message.
    pub(crate) fn in_words(&self) -> &'static str {
        match self.type_name() {
            "null" => "empty",
            "bool" => "true or false",
            "int" | "double" => "a number",
            "string" => "a text",
            "date" => "a date",
            "duration" => "a duration",
            "list" => "a list",
            _ => "a mapping",
        }
    }

    /// Returns the text of a single value, as keys have it: two numbers with one text are the same.
    pub(crate) fn scalar_text(&self) -> Option<Cow<'a, str>> {
        if let Some(digits) = self.digits() {
            return Some(Cow::Borrowed(digits));
        }
        Some(match self.clone().resolved() {
            Self::Null => Cow::Borrowed("null"),
            Self::Bool(value) => Cow::Owned(value.to_string()),
            Self::Int(value) => Cow::Owned(value.to_string()),
            // There is one 0, whichever its sign.
            Self::Double(value) => Cow::Owned((value + 0.0).to_string()),
            Self::Text(Text { words: Words::Borrowed(text), .. }) => Cow::Borrowed(text),
            Self::Text(Text { words: Words::Shared(text), .. }) => Cow::Owned(text.to_string()),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Duration(duration) => Cow::Owned(duration.to_string()),
            Self::List(_) | Self::Map(_) | Self::Node(_) | Self::Stored(_) => return None,
        })
    }

    /// Returns the text of a single value, as messages have it.
    pub(crate) fn shown_text(&self) -> Option<Cow<'a, str>> {
        match self {
            Self::Double(value) => Some(Cow::Owned(shown_number(*value))),
            _ => self.scalar_text(),
        }
    }

    /// Returns the digits of a whole number that is too large to be calculated with exactly.
    fn digits(&self) -> Option<&'a str> {
        let Self::Node(node) = self else { return None };
        let is_large = matches!(node.as_number()?, Number::UInt(_) | Number::Float(_));
        let digits = node.scalar_text().filter(|_| is_large)?.trim_start_matches(['+', '0']);
        (!digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())).then_some(digits)
    }

    /// Returns a date: one that was calculated, or a text or the number of a year that is one.
    pub(crate) fn as_date(&self) -> Option<Date> {
        match self.clone().resolved() {
            Self::Date(date) => Some(date),
            Self::Text(text) => Date::parse(text.as_str()).ok(),
            Self::Int(year @ 1000..=9999) => Date::parse(&year.to_string()).ok(),
            _ => None,
        }
    }

    /// Returns a duration: one that was calculated, or a text that is one.
    pub(crate) fn as_duration(&self) -> Option<Duration> {
        match self.clone().resolved() {
            Self::Duration(duration) => Some(duration),
            Self::Text(text) => Duration::parse(text.as_str()),
            _ => None,
        }
    }

    /// Returns the bytes of a text; 0 for anything else.
    pub(crate) fn text_length(&self) -> usize {
        match self {
            Self::Text(text) => text.as_str().len(),
            Self::Node(node) => node.as_str().map_or(0, str::len),
            Self::Stored(Stored { kept: Kept::Text(text), .. }) => text.len(),
            _ => 0,
        }
    }

    /// Returns the items of a list; `None` for anything else.
    pub(crate) fn items(&self) -> Option<Items<'_, 'a>> {
        match self {
            Self::List(items) => Some(Items::Made(items)),
            Self::Node(node) => node.as_sequence().map(|_| Items::Node(*node)),
            Self::Stored(stored) => match stored.kept {
                Kept::List(items) => Some(Items::Stored(*stored, items)),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the number of items or entries; `None` for what is neither a list nor a mapping.
    pub(crate) fn count(&self) -> Option<usize> {
        match self {
            Self::List(items) => Some(items.len()),
            Self::Map(map) => Some(map.entries.len()),
            Self::Node(node) => match node.as_sequence() {
                Some(items) => Some(items.len()),
                None => node.as_mapping().map(|entries| entries.len()),
            },
            Self::Stored(stored) => match stored.kept {
                Kept::List(items) => Some(items.len()),
                Kept::Map(entries) => Some(entries.len()),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns the value under a key of a mapping; `None` if there is no such key, or no mapping.
    pub(crate) fn get(&self, name: &str) -> Option<Value<'a>> {
        match self {
            Self::Node(node) => node.get(name).map(Value::Node),
            Self::Stored(stored) => stored.get(name).map(Value::Stored),
            Self::Map(map) => {
                let is_it = |key: &Value<'_>| matches!(key, Value::Text(text) if text.as_str() == name);
                map.entries.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value.clone())
            }
            _ => None,
        }
    }

    /// Returns the keys of a mapping; `None` for anything else.
    pub(crate) fn keys(&self) -> Option<Vec<Value<'a>>> {
        match self {
            Self::Map(map) => Some(map.entries.iter().map(|(key, _)| key.clone()).collect()),
            Self::Node(node) => node.as_mapping().map(|entries| {
                entries.map(|entry| Value::Text(Text::of_node(entry.name(), entry.key))).collect()
            }),
            Self::Stored(stored) => match stored.kept {
                Kept::Map(entries) => {
                    Some(entries.iter().map(|(key, _)| Value::Text(Text::borrowed(key))).collect())
                }
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn is_mapping(&self) -> bool {
        self.type_name() == "map"
    }
}

/// The items of a list.
pub(crate) enum Items<'v, 'a> {
    Made(&'v [Value<'a>]),
    Node(NodeRef<'a>),
    Stored(Stored<'a>, &'a [super::stored::KeptNode]),
}

impl<'a> Items<'_, 'a> {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Made(items) => items.len(),
            Self::Node(node) => node.items().len(),
            Self::Stored(_, items) => items.len(),
        }
    }

    pub(crate) fn get(&self, index: usize) -> Option<Value<'a>> {
        match self {
            Self::Made(items) => items.get(index).cloned(),
            Self::Node(node) => node.items().nth(index).map(Value::Node),
            Self::Stored(list, items) => items.get(index).map(|item| Value::Stored(list.inner(item))),
        }
    }

    pub(crate) fn to_vec(&self) -> Vec<Value<'a>> {
        match self {
            Self::Made(items) => items.to_vec(),
            Self::Node(node) => node.items().map(Value::Node).collect(),
            Self::Stored(list, items) => items.iter().map(|item| Value::Stored(list.inner(item))).collect(),
        }
    }
}

/// Returns the value of a node that is neither a list nor a mapping.
fn scalar(node: NodeRef<'_>) -> Option<Value<'_>> {
    Some(match node.node_type() {
        NodeType::Null => Value::Null,
        NodeType::Bool => Value::Bool(node.as_bool()?),
        NodeType::Number => match node.as_number()? {
            Number::Int(value) => Value::Int(value),
            Number::UInt(value) => Value::Double(value as f64),
            Number::Float(value) => Value::Double(value),
        },
        NodeType::String => Value::Text(Text::of_node(node.as_str()?, node)),
        NodeType::Sequence | NodeType::Mapping => return None,
    })
}

/// Writes a number as people do: `2` and not `2.0`.
fn shown_number(value: f64) -> String {
    // Rounding errors of a sum are nobody's business.
    let rounded = (value * 1e9).round() / 1e9;
    if rounded.is_finite() { rounded.to_string() } else { value.to_string() }
}

/// The most items of a list that a message names, and the lists one in the other.
const MOST_SHOWN: usize = 6;
const MOST_NESTED: usize = 2;

impl fmt::Display for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown(0))
    }
}

impl Value<'_> {
    /// Returns the value as messages show it, `depth` lists deep.
    fn shown(&self, depth: usize) -> String {
        if let Some(text) = self.shown_text() {
            return clip(&text);
        }
        let Some(items) = self.items().filter(|_| depth <= MOST_NESTED) else { return "{…}".to_owned() };
        let first = (0..items.len().min(MOST_SHOWN)).filter_map(|index| items.get(index));
        let mut shown = clip(&first.map(|item| item.shown(depth + 1)).collect::<Vec<_>>().join(", "));
        if items.len() > MOST_SHOWN {
            shown.push_str(", …");
        }
        shown
    }
}
