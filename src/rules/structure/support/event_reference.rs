//! The keys by which an event names another one of its case.

use std::collections::HashSet;

use crate::model::vocabulary::field;
use crate::model::{Case, Event, Model, Verdict};
use crate::rules::support::only_missing;
use crate::tree::Entry;

/// A key that names another event of the case, and the event that it has to name.
#[derive(Clone, Copy)]
pub(in crate::rules::structure) struct EventReference<'a> {
    pub(in crate::rules::structure) from: Event<'a>,
    pub(in crate::rules::structure) entry: Entry<'a>,
    /// True if only something that a court reviews can be meant.
    pub(in crate::rules::structure) needs_verdict: bool,
}

/// Returns the keys of an event that name another one.
pub(in crate::rules::structure) fn references<'a>(
    from: Event<'a>,
) -> impl Iterator<Item = EventReference<'a>> {
    let appeals = from.as_verdict().and_then(Verdict::appeals_entry);
    let others = from.event_references();
    let needs_verdict = |entry: Entry<'_>| [field::APPEALS, field::AGAINST].contains(&entry.name());
    appeals.into_iter().chain(others).map(move |entry| EventReference {
        from,
        entry,
        needs_verdict: needs_verdict(entry),
    })
}

/// Returns the keys that name the only id of a case that no event has, where an event without an id of its own may be meant; an id
/// that is near to one that there is has a slip.
pub(in crate::rules::structure) fn missing_event<'a>(
    model: &Model<'a>,
    case: Case<'a>,
    event: Event<'a>,
) -> Option<Vec<EventReference<'a>>> {
    let ids: HashSet<&str> = model.events_of(case).filter_map(Event::id).collect();
    let named = model.events_of(case).flat_map(references);
    let named = named.filter_map(|reference| Some((reference.entry.value.as_str()?, reference)));
    let (_, places) = only_missing(named, &ids)?;
    let fits =
        |place: &EventReference<'_>| place.from != event && (!place.needs_verdict || event.is_reviewable());
    places.iter().all(fits).then_some(places)
}
