//! The documents of a series in their order, and the values of other files, as expressions ask for them.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use super::across::Record;
use super::budget::{Budget, Spent};
use super::expression::{Direction, Field, Series};
use super::stored::Stored;
use super::values::Value;
use crate::source::FileId;

/// A document as the index has it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept<'a> {
    pub(crate) record: &'a Record,
    pub(crate) file: FileId,
    /// The index of the document in the file.
    pub(crate) document: u32,
}

/// All that a rule can ask of other documents.
#[derive(Debug)]
pub(crate) struct Surroundings<'a> {
    orders: Vec<Order<'a>>,
    /// The values of each lookup.
    lookups: Vec<Value<'a>>,
}

/// The documents of a rule in one order.
#[derive(Debug)]
struct Order<'a> {
    by: &'a Field,
    within: Option<&'a Field>,
    /// For each document, the one before and the one behind it.
    neighbours: Vec<(Option<Stored<'a>>, Option<Stored<'a>>)>,
}

/// The documents around one, as a rule can ask for them.
#[derive(Debug, Clone)]
pub(crate) struct Others<'a> {
    pub(crate) surroundings: Rc<Surroundings<'a>>,
    /// The number of the document itself.
    pub(crate) own: usize,
    /// The files of the documents that were asked for.
    pub(crate) asked: Rc<RefCell<Vec<FileId>>>,
}

/// A key by which documents are ordered.
#[derive(Debug, Clone, PartialEq)]
enum Key {
    Number(f64),
    Text(String),
}

impl<'a> Surroundings<'a> {
    pub(crate) fn new(
        documents: &[Kept<'a>],
        series: &'a [(Field, Option<Field>)],
        lookups: Vec<Value<'a>>,
    ) -> Self {
        let orders = series.iter().map(|(by, within)| Order::new(documents, by, within.as_ref()));
        Self { orders: orders.collect(), lookups }
    }
}

impl<'a> Others<'a> {
    /// Returns the document before or behind this one in a series.
    ///
    /// # Errors
    /// The budget is spent.
    pub(crate) fn neighbour(
        &self,
        direction: Direction,
        series: &Series,
        budget: &Budget,
    ) -> Result<Option<Stored<'a>>, Spent> {
        budget.spend(1)?;
        let is_it = |order: &&Order<'a>| *order.by == series.by && order.within == series.within.as_ref();
        let order = self.surroundings.orders.iter().find(is_it);
        let (before, behind) =
            order.and_then(|order| order.neighbours.get(self.own)).copied().unwrap_or_default();
        let neighbour = if direction == Direction::Previous { before } else { behind };
        let mut asked = self.asked.borrow_mut();
        if let Some(stored) = neighbour.filter(|stored| !asked.contains(&stored.file)) {
            asked.push(stored.file);
        }
        Ok(neighbour)
    }

    /// Returns the values of a lookup.
    ///
    /// # Errors
    /// The budget is spent.
    pub(crate) fn lookup(&self, number: usize, budget: &Budget) -> Result<Value<'a>, Spent> {
        budget.spend(1)?;
        Ok(self.surroundings.lookups.get(number).cloned().unwrap_or_else(|| Value::list(Vec::new())))
    }
}

impl<'a> Order<'a> {
    fn new(documents: &[Kept<'a>], by: &'a Field, within: Option<&'a Field>) -> Self {
        // The number of a year is a date among dates, and a number among numbers.
        let values: Vec<Option<Value<'a>>> = documents.iter().map(|kept| stored_field(kept, by)).collect();
        let are_dates =
            values.iter().flatten().all(|value| value.as_date().is_some() || Key::of(value, false).is_none());
        let mut placed: Vec<(String, Key, usize)> = Vec::new();
        for (number, (kept, value)) in documents.iter().zip(&values).enumerate() {
            let group = within.map(|within| {
                stored_field(kept, within)
                    .and_then(|value| value.scalar_text().map(std::borrow::Cow::into_owned))
            });
            let key = value.as_ref().and_then(|value| Key::of(value, are_dates));
            match (group, key) {
                (Some(None), _) | (_, None) => {}
                (group, Some(key)) => placed.push((group.flatten().unwrap_or_default(), key, number)),
            }
        }
        placed.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| a.1.order(&b.1)).then(a.2.cmp(&b.2)));
        let mut neighbours = vec![(None, None); documents.len()];
        let root =
            |number: usize| documents.get(number).map(|kept| Stored::new(&kept.record.root, kept.file));
        // Documents with one key are no neighbours of each other: before each of them is the last with a smaller one.
        let runs: Vec<&[(String, Key, usize)]> = placed.chunk_by(|a, b| a.0 == b.0 && a.1 == b.1).collect();
        for pair in runs.windows(2) {
            let [one, other] = pair else { continue };
            let (Some(last), Some(first)) = (one.last(), other.first()) else { continue };
            if last.0 != first.0 {
                continue;
            }
            for (_, _, number) in *other {
                if let Some((before, _)) = neighbours.get_mut(*number) {
                    *before = root(last.2);
                }
            }
            for (_, _, number) in *one {
                if let Some((_, behind)) = neighbours.get_mut(*number) {
                    *behind = root(first.2);
                }
            }
        }
        Self { by, within, neighbours }
    }
}

fn stored_field<'a>(kept: &Kept<'a>, names: &Field) -> Option<Value<'a>> {
    let root = Stored::new(&kept.record.root, kept.file);
    names.iter().try_fold(root, |value, name| value.get(name)).map(Value::Stored)
}

impl Key {
    fn of(value: &Value<'_>, are_dates: bool) -> Option<Self> {
        let value = value.clone().resolved();
        let is_number = matches!(value, Value::Int(_)) && !are_dates;
        if let Some(date) = value.as_date().filter(|_| !is_number) {
            return Some(Self::Text(date.first_day().to_string()));
        }
        match value {
            Value::Int(number) => Some(Self::Number(number as f64)),
            Value::Double(number) => Some(Self::Number(number)),
            Value::Text(text) => Some(Self::Text(text.as_str().to_owned())),
            _ => None,
        }
    }

    fn order(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(one), Self::Number(other)) => one.total_cmp(other),
            (Self::Text(one), Self::Text(other)) => one.cmp(other),
            (Self::Number(_), Self::Text(_)) => Ordering::Less,
            (Self::Text(_), Self::Number(_)) => Ordering::Greater,
        }
    }
}
