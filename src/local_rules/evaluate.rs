//! Evaluates expressions over the nodes of a document, in bounds.
//!
//! The crate `cel` has an evaluator of its own. It copies a document into its values, so that nothing keeps its place, and it counts
//! no steps.

mod arithmetic;
mod functions;
mod search;

use super::budget::Budget;
use super::compare::{self, Order};
use super::expression::{Comparison, Expr, FilePart, Literal, Loop, LoopParts, Node, Range, Variable};
use super::failure::{Cause, Evaluated, Failure};
use super::neighbours::Others;
use super::values::{Text, Value};
use crate::model::date::Date;
use crate::source::{SourceFile, Span};
use crate::tree::{NodeRef, NodeType};

/// The keys by which a person tells the items of a list apart, which can stand for their numbers.
const NAMING_KEYS: [&str; 4] = ["id", "label", "name", "key"];

/// The bytes that a text may grow to.
const MAX_TEXT: usize = 1 << 20;

/// The values of the names that every expression knows.
#[derive(Debug, Clone)]
pub(crate) struct Scope<'a> {
    pub(crate) doc: Value<'a>,
    pub(crate) value: Value<'a>,
    pub(crate) key: Option<Value<'a>>,
    pub(crate) index: Option<usize>,
    pub(crate) parent: Option<Value<'a>>,
    pub(crate) path: &'a str,
    /// The file with the bytes of its Markdown body; `None` over several files.
    pub(crate) source: Option<(&'a SourceFile, Option<Span>)>,
    pub(crate) today: Date,
    pub(crate) others: Option<Others<'a>>,
}

/// Evaluates the expressions of a rule for one selected value.
pub(crate) struct Evaluator<'e, 'a> {
    pub(crate) scope: &'e Scope<'a>,
    pub(crate) budget: &'e Budget,
    /// The values of `let:` and of the variables of loops.
    pub(crate) locals: Vec<Evaluated<'a, Value<'a>>>,
}

impl<'e, 'a> Evaluator<'e, 'a> {
    pub(crate) fn new(scope: &'e Scope<'a>, budget: &'e Budget) -> Self {
        Self { scope, budget, locals: Vec::new() }
    }

    /// Evaluates an expression.
    ///
    /// # Errors
    /// Why it has no value for this document.
    pub(crate) fn value(&mut self, expr: &Expr) -> Evaluated<'a, Value<'a>> {
        self.budget.spend(1)?;
        match &expr.node {
            Node::Literal(literal) => Ok(literal_value(literal)),
            Node::Variable(variable) => self.variable(*variable, &expr.range),
            Node::Local(slot) => match self.locals.get(*slot) {
                Some(value) => value.clone(),
                None => Err(missing("it has no value here", &expr.range, None)),
            },
            Node::File(part) => Ok(Value::Text(Text::borrowed(file_part(self.scope.path, *part)))),
            Node::Select(inner, name) => {
                let inner = self.value(inner)?;
                self.field(&inner, name, &expr.range)
            }
            Node::Index(inner, index) => {
                let (inner, index) = (self.value(inner)?, self.value(index)?);
                self.item(&inner, &index, &expr.range)
            }
            Node::Has(inner) => match self.value(inner) {
                Ok(_) => Ok(Value::Bool(true)),
                Err(failure) if failure.is_missing() => Ok(Value::Bool(false)),
                Err(failure) => Err(failure),
            },
            Node::Not(inner) => Ok(Value::Bool(!self.condition(inner)?)),
            Node::Negate(inner) => self.negated(inner),
            Node::All(parts) => self.joined(parts, false),
            Node::Any(parts) => self.joined(parts, true),
            Node::Choice(parts) => {
                let [test, one, other] = &**parts;
                if self.condition(test)? { self.value(one) } else { self.value(other) }
            }
            Node::Compare(sign, parts) => self.comparison(*sign, parts, &expr.range).map(Value::Bool),
            Node::Arithmetic(operator, parts) => self.arithmetic(*operator, parts, &expr.range),
            Node::List(items) => {
                let items: Result<Vec<_>, _> = items.iter().map(|item| self.value(item)).collect();
                items.map(Value::list)
            }
            Node::Map(entries) => self.map(entries),
            Node::Call(function, arguments) => self.call(*function, arguments, &expr.range),
            Node::Search(search, subject, pattern) => self.search(*search, subject, pattern, &expr.range),
            Node::Count(root, path) => self.count(root, path),
            Node::Neighbour(direction, series) => {
                let others = self.scope.others.as_ref();
                let found =
                    others.map(|others| others.neighbour(*direction, series, self.budget)).transpose()?;
                let found = found.flatten().map(Value::Stored);
                found.ok_or_else(|| missing("there is no such document", &expr.range, None))
            }
            Node::Lookup(number) => match &self.scope.others {
                Some(others) => Ok(others.lookup(*number, self.budget)?),
                None => Ok(Value::list(Vec::new())),
            },
            Node::Loop(kind, parts) => self.run_loop(*kind, parts),
        }
    }

    /// Evaluates an expression that is true or false.
    ///
    /// # Errors
    /// Why it is neither.
    pub(crate) fn condition(&mut self, expr: &Expr) -> Evaluated<'a, bool> {
        let value = self.value(expr)?;
        match value.clone().resolved() {
            Value::Bool(value) => Ok(value),
            other => {
                let words = format!("it is {}, and must be true or false", other.in_words());
                Err(wrong(words, &expr.range, &value))
            }
        }
    }

    fn variable(&self, variable: Variable, range: &Range) -> Evaluated<'a, Value<'a>> {
        let scope = self.scope;
        let absent = |words: &str| missing(words, range, None);
        match variable {
            Variable::Doc => Ok(scope.doc.clone()),
            Variable::Value => Ok(scope.value.clone()),
            Variable::Key => scope.key.clone().ok_or_else(|| absent("what is selected has no key")),
            Variable::Index => {
                let index = scope.index.and_then(|index| i64::try_from(index).ok());
                index.map(Value::Int).ok_or_else(|| absent("what is selected is no item of a list"))
            }
            Variable::Parent => scope.parent.clone().ok_or_else(|| absent("nothing holds the document")),
            Variable::Today => Ok(Value::Date(scope.today)),
            Variable::Body => match self.body() {
                Some(body) => Ok(Value::Text(body)),
                None => Err(absent("this file has no Markdown text")),
            },
            Variable::Text => match (&scope.value, self.body()) {
                (Value::Node(node), Some(body)) if node.parent().is_none() => Ok(Value::Text(body)),
                (Value::Node(node), _) => Ok(Value::Text(Text::in_file(node.raw(), node.span().start))),
                (value, _) => Ok(value.clone()),
            },
        }
    }

    fn body(&self) -> Option<Text<'a>> {
        let (source, body) = self.scope.source?;
        let body = body?;
        Some(Text::in_file(source.slice(body), body.start))
    }

    /// Returns a field of a mapping.
    fn field(&self, value: &Value<'a>, name: &str, range: &Range) -> Evaluated<'a, Value<'a>> {
        self.budget.spend(1 + value.count().unwrap_or_default() as u64 / 8)?;
        if let Some(found) = value.get(name) {
            return Ok(found);
        }
        let words = format!("there is no `{name}`");
        match value.clone().resolved() {
            Value::Null => Err(missing(words, range, Some(value))),
            _ if value.is_mapping() => Err(missing(words, range, Some(value))),
            other => Err(wrong(format!("{words}: it is {}", other.in_words()), range, value)),
        }
    }

    /// Returns an item of a list, or the value under a key.
    fn item(&self, value: &Value<'a>, index: &Value<'a>, range: &Range) -> Evaluated<'a, Value<'a>> {
        self.budget.spend(1)?;
        let shown = || index.scalar_text().map_or("such an item".to_owned(), |text| format!("`{text}`"));
        let absent = || missing(format!("there is no {}", shown()), range, Some(value));
        match (index.clone().resolved(), value.items()) {
            (Value::Int(number), Some(items)) => {
                usize::try_from(number).ok().and_then(|number| items.get(number)).ok_or_else(absent)
            }
            (Value::Text(name), Some(items)) => {
                let is_named = |item: &Value<'a>| {
                    let names = NAMING_KEYS.iter().filter_map(|key| item.get(key));
                    names.into_iter().any(|own| own.scalar_text().as_deref() == Some(name.as_str()))
                };
                let all = items.to_vec();
                let place = all.iter().position(is_named);
                // Those before it were looked at, each at a few keys.
                self.budget.spend(1 + place.unwrap_or(all.len()) as u64 / 4)?;
                place.and_then(|place| all.get(place).cloned()).ok_or_else(absent)
            }
            (Value::Null, _) if value.is_mapping() => Err(absent()),
            (key, None) => match key.scalar_text() {
                Some(name) => self.field(value, &name, range),
                None => Err(wrong("a key is a single value", range, index)),
            },
            (other, Some(_)) => Err(wrong(
                format!("an item has a number or a name, and this is {}", other.in_words()),
                range,
                index,
            )),
        }
    }

    /// Evaluates conditions one after the other until one is `decisive`. As in CEL, one that fails does not matter beside one
    /// that decides.
    fn joined(&mut self, parts: &[Expr], decisive: bool) -> Evaluated<'a, Value<'a>> {
        let mut failed = None;
        for part in parts {
            match self.condition(part) {
                Ok(value) if value == decisive => return Ok(Value::Bool(decisive)),
                Ok(_) => {}
                Err(failure) if failure.is_spent() => return Err(failure),
                Err(failure) => _ = failed.get_or_insert(failure),
            }
        }
        failed.map_or(Ok(Value::Bool(!decisive)), Err)
    }

    fn comparison(&mut self, sign: Comparison, parts: &[Expr; 2], range: &Range) -> Evaluated<'a, bool> {
        use std::cmp::Ordering::{Greater, Less};
        let [left, right] = parts;
        let (one, other) = (self.value(left)?, self.value(right)?);
        match sign {
            Comparison::Equal => return Ok(compare::is_equal(&one, &other, self.budget)?),
            Comparison::Unequal => return Ok(!compare::is_equal(&one, &other, self.budget)?),
            Comparison::In => return self.is_in(&one, &other, range),
            _ => {}
        }
        let Some(order) = self.order(&one, &other)? else {
            let (first, second) = (one.clone().resolved(), other.clone().resolved());
            let words = format!("{} cannot be compared with {}", described(&first), described(&second));
            return Err(wrong(words, range, odd_one(&one, &other)));
        };
        Ok(match (sign, order) {
            (_, Order::NotANumber) => false,
            (Comparison::Less, order) => order == Order::Known(Less),
            (Comparison::Greater, order) => order == Order::Known(Greater),
            (Comparison::LessOrEqual, order) => order != Order::Known(Greater),
            (_, order) => order != Order::Known(Less),
        })
    }

    /// Returns the order of two values, if they have one.
    fn order(&self, one: &Value<'a>, other: &Value<'a>) -> Evaluated<'a, Option<Order>> {
        self.budget.spend_bytes(one.text_length() + other.text_length())?;
        Ok(compare::order(one, other))
    }

    fn is_in(&self, one: &Value<'a>, list: &Value<'a>, range: &Range) -> Evaluated<'a, bool> {
        if let Some(items) = list.items() {
            self.budget.spend(items.len() as u64 / 4)?;
            for item in items.to_vec() {
                if compare::is_equal(one, &item, self.budget)? {
                    return Ok(true);
                }
            }
            return Ok(false);
        }
        if list.is_mapping() {
            self.budget.spend(1 + list.count().unwrap_or_default() as u64 / 8)?;
            return Ok(one.scalar_text().is_some_and(|name| list.get(&name).is_some()));
        }
        let words = format!(
            "`in` looks into a list or a mapping, and this is {}",
            list.clone().resolved().in_words()
        );
        Err(wrong(words, range, list))
    }

    fn map(&mut self, entries: &[(Expr, Expr)]) -> Evaluated<'a, Value<'a>> {
        let mut made: Vec<(Value<'a>, Value<'a>)> = Vec::new();
        for (key_expr, value) in entries {
            let key = self.value(key_expr)?.resolved();
            for (known, _) in &made {
                if compare::is_equal(known, &key, self.budget)? {
                    return Err(wrong("a key stands twice in this mapping", &key_expr.range, &key));
                }
            }
            made.push((key, self.value(value)?));
        }
        Ok(Value::Map(std::rc::Rc::new(super::values::Map { entries: made, span: None })))
    }

    fn count(&mut self, root: &Expr, path: &super::path::JsonPath) -> Evaluated<'a, Value<'a>> {
        let number = match self.value(root)? {
            Value::Node(node) => path.select(node, self.budget)?.len(),
            _ => 0,
        };
        Ok(Value::Int(i64::try_from(number).unwrap_or(i64::MAX)))
    }

    fn run_loop(&mut self, kind: Loop, parts: &LoopParts) -> Evaluated<'a, Value<'a>> {
        let over = self.value(&parts.over)?;
        let items = match over.items() {
            Some(items) => items.to_vec(),
            None => over.keys().ok_or_else(|| {
                let words = format!(
                    "a loop goes through a list or a mapping, and this is {}",
                    over.clone().resolved().in_words()
                );
                wrong(words, &parts.over.range, &over)
            })?,
        };
        self.budget.spend(items.len() as u64)?;
        let (mut kept, mut holding, mut failed) = (Vec::new(), 0_usize, None);
        for item in items {
            self.locals.truncate(parts.slot);
            self.locals.push(Ok(item.clone()));
            let holds = match parts.test.as_ref().map_or(Ok(true), |test| self.condition(test)) {
                Ok(holds) => holds,
                // Another item may still decide.
                Err(failure) if matches!(kind, Loop::All | Loop::Exists) && !failure.is_spent() => {
                    failed.get_or_insert(failure);
                    continue;
                }
                Err(failure) => return self.left(parts.slot, Err(failure)),
            };
            holding += usize::from(holds);
            let decided = match kind {
                Loop::All => (!holds).then_some(false),
                Loop::Exists => holds.then_some(true),
                Loop::ExistsOne => (holding > 1).then_some(false),
                Loop::Filter | Loop::Map => None,
            };
            if let Some(decided) = decided {
                return self.left(parts.slot, Ok(Value::Bool(decided)));
            }
            match &parts.result {
                Some(result) if holds => match self.value(result) {
                    Ok(value) => kept.push(value),
                    Err(failure) => return self.left(parts.slot, Err(failure)),
                },
                None if holds && kind == Loop::Filter => kept.push(item),
                _ => {}
            }
        }
        let result = match (kind, failed) {
            (_, Some(failure)) => Err(failure),
            (Loop::All, _) => Ok(Value::Bool(true)),
            (Loop::Exists, _) => Ok(Value::Bool(false)),
            (Loop::ExistsOne, _) => Ok(Value::Bool(holding == 1)),
            (Loop::Filter | Loop::Map, _) => Ok(Value::list(kept)),
        };
        self.left(parts.slot, result)
    }

    /// Forgets the variable of a loop.
    fn left<T>(&mut self, slot: usize, result: T) -> T {
        self.locals.truncate(slot);
        result
    }
}

fn literal_value<'a>(literal: &Literal) -> Value<'a> {
    match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Int(value) => Value::Int(*value),
        Literal::Double(value) => Value::Double(*value),
        Literal::Text(text) => Value::text(&**text),
    }
}

/// Returns a part of a file's path.
pub(crate) fn file_part(path: &str, part: FilePart) -> &str {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let (stem, ext) = match name.rsplit_once('.') {
        Some((stem, ext)) if !stem.is_empty() => (stem, ext),
        _ => (name, ""),
    };
    match part {
        FilePart::Path => path,
        FilePart::Name => name,
        FilePart::Stem => stem,
        FilePart::Folder => folder,
        FilePart::Ext => ext,
    }
}

pub(super) fn missing<'a>(
    words: impl Into<String>,
    range: &Range,
    at: Option<&Value<'a>>,
) -> Box<Failure<'a>> {
    Failure::new(Cause::Missing(words.into()), range, at.and_then(Value::spot))
}

pub(super) fn wrong<'a>(words: impl Into<String>, range: &Range, at: &Value<'a>) -> Box<Failure<'a>> {
    Failure::new(Cause::Wrong(words.into()), range, at.spot())
}

/// Describes a value for a message: a single one by itself and its type, others by their type.
fn described(value: &Value<'_>) -> String {
    let text = value.shown_text().map(|text| crate::words::quoted(&text));
    match (value, text) {
        (Value::Text(_), Some(text)) => format!("the text {text}"),
        (Value::Int(_) | Value::Double(_), Some(text)) => format!("the number {text}"),
        (_, Some(text)) => text,
        (_, None) => value.in_words().to_owned(),
    }
}

/// Returns the one of two values that do not go together at which the mistake is likelier: a text beside a number.
fn odd_one<'v, 'a>(one: &'v Value<'a>, other: &'v Value<'a>) -> &'v Value<'a> {
    let is_text = |value: &Value<'a>| matches!(value.clone().resolved(), Value::Text(_));
    let is_other = one.spot().is_none() || other.spot().is_some() && is_text(other) && !is_text(one);
    if is_other { other } else { one }
}

/// Returns true for a node that is neither a list nor a mapping.
pub(super) fn is_scalar(node: NodeRef<'_>) -> bool {
    !matches!(node.node_type(), NodeType::Sequence | NodeType::Mapping)
}
