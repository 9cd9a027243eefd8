//! The status of a case: who is held, who is on trial, and for whom it is over.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::facts::{Name, Site};
use crate::model::date::Day;
use crate::model::vocabulary::{EventType, Jurisdiction, Outcome};
use crate::model::{Event, Verdict};

/// The status of a case for a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum Status {
    /// Detained, arrested, or under house arrest.
    Held,
    /// A court hears the case.
    OnTrial,
    /// The verdict was overturned, so that the case waits for a new one.
    Overturned,
    /// Convicted, acquitted or released.
    Over,
}

/// An event that changes a case's status.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct StatusFact {
    /// The event.
    pub(crate) site: Site,
    /// Its first possible day.
    #[serde(with = "crate::model::date::stored::optional")]
    pub(crate) day: Option<Day>,
    /// The ids of the persons concerned; empty if it concerns everybody.
    pub(crate) persons: Box<[Name]>,
    /// The new status.
    pub(crate) status: Status,
}

/// Returns the status of the case after a judgment.
pub(super) fn status_after_judgment(verdict: Verdict<'_>) -> Status {
    let is_retried = verdict.outcome() == Some(Outcome::Overturned)
        && verdict.jurisdiction() == Some(Jurisdiction::Criminal);
    if is_retried { Status::Overturned } else { Status::Over }
}

/// Returns the status of the case, civil or not, after an event other than a verdict; `None` if the event does not change it.
pub(super) fn status_after(event: Event<'_>, is_civil: bool) -> Option<Status> {
    let event_type = event.event_type()?;
    let is_unreleased = event.released_entry().is_none() && event.ended_by_entry().is_none();
    match event_type {
        // Nobody is on trial in a suit between parties.
        _ if event_type.is_court_session() => (!is_civil).then_some(Status::OnTrial),
        EventType::Death => Some(Status::Over),
        // Courts prolong custody before trial as a rule; other custody with a duration ends by itself.
        _ if event_type.is_custody() => {
            let lasts = event_type.is_lasting_custody() || event.duration().is_none();
            (is_unreleased && lasts).then_some(Status::Held)
        }
        _ if event_type.is_release() => Some(Status::Over),
        _ => None,
    }
}

/// Returns the persons for whom a case is open on the evening of `day`, by id, with the event that says so. An empty id
/// stands for somebody who is not named. `statuses` are in the order of time.
pub(crate) fn open_on(statuses: &[StatusFact], day: Day) -> BTreeMap<&str, &StatusFact> {
    let mut open: BTreeMap<&str, &StatusFact> = BTreeMap::new();
    for fact in statuses.iter().filter(|fact| fact.day.is_none_or(|its| its <= day)) {
        let is_over = fact.status == Status::Over;
        if fact.persons.is_empty() {
            open.clear();
        }
        // Somebody who was not named before may be named now.
        open.remove("");
        let ids = fact.persons.iter().map(AsRef::as_ref);
        for id in ids.chain(fact.persons.is_empty().then_some("")) {
            if is_over {
                open.remove(id);
            } else {
                open.insert(id, fact);
            }
        }
    }
    open
}

/// Returns those of `statuses` that are still open on the evening of `day`, each with the persons for whom it is: all
/// that [`open_on`] needs to know for that day.
pub(super) fn still_open(statuses: &[StatusFact], day: Day) -> Box<[StatusFact]> {
    let mut open: BTreeMap<_, (&StatusFact, Vec<Name>)> = BTreeMap::new();
    for (person, fact) in open_on(statuses, day) {
        let (_, persons) = open.entry((fact.day, fact.site)).or_insert((fact, Vec::new()));
        persons.extend((!person.is_empty()).then(|| Name::from(person)));
    }
    open.into_values().map(|(fact, persons)| StatusFact { persons: persons.into(), ..*fact }).collect()
}

/// Sorts `statuses` from the order of the file into that of time. An event without a date stays behind the one before
/// it.
pub(super) fn in_time(mut statuses: Vec<StatusFact>) -> Vec<StatusFact> {
    let mut last = None;
    for fact in &mut statuses {
        fact.day = fact.day.or(last);
        last = fact.day;
    }
    statuses.sort_by_key(|fact| fact.day);
    statuses
}
