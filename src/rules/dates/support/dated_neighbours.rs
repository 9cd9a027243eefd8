//! The dated events listed on either side of an undated one.

use crate::model::{Case, Event, Model};
use crate::rule::FindingBuilder;

/// An undated event with the last dated one listed before it and the first listed after it.
pub(in crate::rules::dates) struct UndatedEvent<'a> {
    pub(in crate::rules::dates) event: Event<'a>,
    before: Option<Event<'a>>,
    after: Option<Event<'a>>,
}

/// Returns the events of a case for which `is_undated` is true, with their dated neighbours.
pub(in crate::rules::dates) fn undated_events<'a>(
    model: &Model<'a>,
    case: Case<'a>,
    is_undated: fn(Event<'a>) -> bool,
) -> Vec<UndatedEvent<'a>> {
    if !model.events_of(case).any(is_undated) {
        return Vec::new();
    }
    let events: Vec<Event<'a>> = model.events_of(case).collect();
    // The first dated event after each.
    let mut following = Vec::with_capacity(events.len());
    let mut next = None;
    for event in events.iter().rev() {
        following.push(next);
        next = event.date_entry().map(|_| *event).or(next);
    }
    let mut found = Vec::new();
    let mut before = None;
    for (event, after) in events.into_iter().zip(following.into_iter().rev()) {
        if is_undated(event) {
            found.push(UndatedEvent { event, before, after });
        }
        before = event.date_entry().map(|_| event).or(before);
    }
    found
}

impl UndatedEvent<'_> {
    /// Adds labels for the dates of the neighbours.
    pub(in crate::rules::dates) fn label_neighbours<'r>(
        &self,
        mut finding: FindingBuilder<'r>,
    ) -> FindingBuilder<'r> {
        for (neighbour, order) in [(self.before, "before"), (self.after, "after")] {
            if let Some((event, date)) = neighbour.and_then(|event| Some((event, event.date_entry()?))) {
                finding = finding.label(date, format!("the {} listed {order} it", event.noun()));
            }
        }
        finding
    }
}
