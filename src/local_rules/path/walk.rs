//! Walks over the tree along a path, and counts each step.

use super::Selected;
use super::syntax::{Query, Segment, Selector, Slice, Start};
use crate::local_rules::budget::{Budget, Spent};
use crate::tree::NodeRef;

/// One walk below one root.
#[derive(Debug)]
pub(super) struct Walk<'a, 'b> {
    pub(super) root: NodeRef<'a>,
    pub(super) budget: &'b Budget,
}

impl<'a, 'b> Walk<'a, 'b> {
    pub(super) fn new(root: NodeRef<'a>, budget: &'b Budget) -> Self {
        Self { root, budget }
    }

    /// Returns the nodes that a query gives, where `current` is `@`.
    pub(super) fn query(&self, query: &Query, current: Selected<'a>) -> Result<Vec<Selected<'a>>, Spent> {
        self.budget.spend(1)?;
        let start = match query.start {
            Start::Root => Selected::root(self.root),
            Start::Current => current,
        };
        let mut found = vec![start];
        for segment in &query.segments {
            let mut next = Vec::new();
            for node in found {
                self.segment(segment, node, &mut next)?;
            }
            found = next;
        }
        Ok(found)
    }

    fn segment(
        &self,
        segment: &Segment,
        node: Selected<'a>,
        found: &mut Vec<Selected<'a>>,
    ) -> Result<(), Spent> {
        if !segment.descends {
            return self.selectors(&segment.selectors, node.node, found);
        }
        // The stack is our own, since a document may be as deep as the parser allows.
        let mut open = vec![node.node];
        while let Some(node) = open.pop() {
            self.selectors(&segment.selectors, node, found)?;
            let first = open.len();
            open.extend(children(node).map(|child| child.node));
            self.budget.spend((open.len() - first) as u64)?;
            open.get_mut(first..).unwrap_or_default().reverse();
        }
        Ok(())
    }

    fn selectors(
        &self,
        selectors: &[Selector],
        node: NodeRef<'a>,
        found: &mut Vec<Selected<'a>>,
    ) -> Result<(), Spent> {
        for selector in selectors {
            self.budget.spend(1)?;
            match selector {
                Selector::Name(name) => found.extend(self.named(node, name)?),
                Selector::Wildcard => {
                    self.budget.spend((node.items().len() + node.entries().len()) as u64)?;
                    found.extend(children(node));
                }
                Selector::Index(index) => found.extend(item(node, *index)),
                Selector::Slice(slice) => self.slice(node, *slice, found)?,
                Selector::Filter(filter) => {
                    for child in children(node) {
                        if self.holds(filter, child)? {
                            found.push(child);
                        }
                    }
                }
            }
        }
        Ok(())
    }

    fn named(&self, node: NodeRef<'a>, name: &str) -> Result<Option<Selected<'a>>, Spent> {
        /// The keys that are passed over in the time of a step, since their hashes lie side by side.
        const KEYS_PER_STEP: usize = 32;
        self.budget.spend((node.entries().len() / KEYS_PER_STEP) as u64)?;
        let select = |entry: crate::tree::Entry<'a>| Selected {
            node: entry.value,
            key: Some(entry.name()),
            index: None,
            parent: Some(node),
        };
        Ok(node.entry(name).map(select))
    }

    fn slice(&self, node: NodeRef<'a>, slice: Slice, found: &mut Vec<Selected<'a>>) -> Result<(), Spent> {
        let length = i64::try_from(node.items().len()).unwrap_or(i64::MAX);
        let Slice { start, end, step } = slice;
        let from_end = |index: i64| if index < 0 { length.saturating_add(index) } else { index };
        let (mut at, end) = if step > 0 {
            (from_end(start.unwrap_or(0)).clamp(0, length), from_end(end.unwrap_or(length)).clamp(0, length))
        } else {
            // Backwards, an end that is left out lies before the first item.
            let start = from_end(start.unwrap_or(length - 1)).clamp(-1, length - 1);
            (start, end.map_or(-1, from_end).clamp(-1, length - 1))
        };
        while step != 0 && if step > 0 { at < end } else { at > end } {
            self.budget.spend(1)?;
            found.extend(item(node, at));
            at = at.saturating_add(step);
        }
        Ok(())
    }
}

/// Returns the values and items of a node, in the order of the file.
fn children(node: NodeRef<'_>) -> impl Iterator<Item = Selected<'_>> {
    let items = node.items().enumerate().map(move |(index, item)| Selected {
        node: item,
        key: None,
        index: Some(index),
        parent: Some(node),
    });
    let values = node.entries().map(move |entry| Selected {
        node: entry.value,
        key: Some(entry.name()),
        index: None,
        parent: Some(node),
    });
    items.chain(values)
}

/// Returns the item at an index, which counts from the end if it is negative.
fn item(node: NodeRef<'_>, index: i64) -> Option<Selected<'_>> {
    let length = i64::try_from(node.items().len()).ok()?;
    let index = usize::try_from(if index < 0 { length.checked_add(index)? } else { index }).ok()?;
    let item = node.items().nth(index)?;
    Some(Selected { node: item, key: None, index: Some(index), parent: Some(node) })
}
