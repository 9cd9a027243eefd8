//! The dated events between which an undated one is listed.

use crate::model::{Case, Event};
use crate::rule::FindingBuilder;

/// An event with the last dated one before it and the first dated one after it.
pub(super) struct Listed<'a> {
    pub(super) event: Event<'a>,
    before: Option<Event<'a>>,
    after: Option<Event<'a>>,
}

/// The events of a case for which `is_undated` holds, with their dated neighbours.
pub(super) fn undated<'a>(case: Case<'a>, is_undated: fn(Event<'a>) -> bool) -> Vec<Listed<'a>> {
    if !case.events().any(is_undated) {
        return Vec::new();
    }
    let events: Vec<Event<'a>> = case.events().collect();
    // For each event, the first dated one after it.
    let mut following = Vec::with_capacity(events.len());
    let mut next = None;
    for event in events.iter().rev() {
        following.push(next);
        next = event.date_entry().map(|_| *event).or(next);
    }
    let mut listed = Vec::new();
    let mut before = None;
    for (event, after) in events.into_iter().zip(following.into_iter().rev()) {
        if is_undated(event) {
            listed.push(Listed { event, before, after });
        }
        before = event.date_entry().map(|_| event).or(before);
    }
    listed
}

impl Listed<'_> {
    /// Labels the dates of the neighbours.
    pub(super) fn label<'r>(&self, mut report: FindingBuilder<'r>) -> FindingBuilder<'r> {
        for (neighbour, order) in [(self.before, "before"), (self.after, "after")] {
            if let Some((event, date)) = neighbour.and_then(|event| Some((event, event.date_entry()?))) {
                report = report.label(date, format!("the {} listed {order} it", event.noun()));
            }
        }
        report
    }
}
