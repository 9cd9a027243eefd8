//! Cases.

use std::collections::HashSet;

use super::accessors::{filled, ids, references, text};
use super::case_person::{CasePerson, case_persons, concerned};
use super::unknown::declares_unknown;
use super::vocabulary::{CasePart, EventType, Freedom, Jurisdiction, Outcome, field};
use super::{Event, Quote, Verdict, quotes_of};
use crate::tree::{Entry, NodeRef, Place};

/// The number of pairs of an event and a person up to which an event that names nobody concerns the persons of the case.
const MOST_PAIRS: usize = 200_000;

/// A case: what happened to some people, event by event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Case<'a>(pub(super) NodeRef<'a>);

impl<'a> Case<'a> {
    /// Returns the case's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.0
    }

    /// Returns the `id:` line.
    pub(crate) fn id_entry(self) -> Option<Entry<'a>> {
        filled(self.0, field::ID)
    }

    /// Returns the case's id.
    pub(crate) fn id(self) -> Option<&'a str> {
        self.0.get(field::ID)?.scalar_text()
    }

    /// Returns the title.
    pub(crate) fn title(self) -> Option<&'a str> {
        text(self.0, field::TITLE)
    }

    /// Returns the `continues:` line: the same case in an earlier report.
    pub(crate) fn continues_entry(self) -> Option<Entry<'a>> {
        filled(self.0, field::CONTINUES)
    }

    /// Returns the `events:` line.
    pub(crate) fn events_entry(self) -> Option<Entry<'a>> {
        self.0.entry(field::EVENTS)
    }

    /// Returns the events, in the order of the file.
    pub(crate) fn events(self) -> impl Iterator<Item = Event<'a>> + use<'a> {
        self.0.get(field::EVENTS).into_iter().flat_map(NodeRef::items).map(move |node| Event::new(node, self))
    }

    /// Returns the convictions that no review has overturned, as far as the case says.
    pub(crate) fn convictions(self) -> impl Iterator<Item = Verdict<'a>> + use<'a> {
        let verdicts = move || self.events().flat_map(Event::judgments);
        let cancels = |verdict: &Verdict<'a>| verdict.outcome().is_some_and(Outcome::cancels_conviction);
        let cancelled: HashSet<&str> = verdicts().filter(cancels).filter_map(Verdict::appeals).collect();
        verdicts()
            .filter(|verdict| verdict.outcome().is_some_and(Outcome::is_conviction))
            .filter(move |verdict| verdict.event().id().is_none_or(|id| !cancelled.contains(id)))
    }

    /// Returns true for a suit between parties: the case has a claim, a civil verdict or a plaintiff, and nobody is charged.
    pub(crate) fn is_civil(self) -> bool {
        let is_suit = |event: Event<'_>| {
            event.is(EventType::Claim) || event.jurisdiction() == Some(Jurisdiction::Civil)
        };
        let is_party = |person: CasePerson<'_>| {
            matches!(person.part(), Some(CasePart::Plaintiff | CasePart::Respondent))
        };
        (self.events().any(is_suit) || self.people().any(is_party))
            && !self.events().any(|event| event.is(EventType::Charge))
    }

    /// Returns true if each of the events can be taken with each of the persons.
    pub(super) fn has_few_pairs(self) -> bool {
        let number = |key| self.0.get(key).map_or(0, |list| list.items().len() + list.entries().len());
        number(field::EVENTS).saturating_mul(number(field::PERSONS)) <= MOST_PAIRS
    }

    /// Returns the freedoms that the case is about, without unknown words.
    pub(crate) fn freedoms(self) -> impl Iterator<Item = Freedom> + use<'a> {
        self.freedom_texts().filter_map(Freedom::from_name)
    }

    /// Returns the words under `freedoms:`, known or not.
    pub(crate) fn freedom_texts(self) -> impl Iterator<Item = &'a str> + use<'a> {
        ids(self.0.get(field::FREEDOMS))
    }

    /// Returns the quotes of the case itself, without those of its events.
    pub(crate) fn quotes(self) -> impl Iterator<Item = Quote<'a>> + use<'a> {
        quotes_of(self.0)
    }

    /// Returns the `persons:` line.
    pub(crate) fn persons_entry(self) -> Option<Entry<'a>> {
        filled(self.0, field::PERSONS)
    }

    /// Returns the ids of the persons whom the case concerns.
    pub(crate) fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        self.people().filter_map(CasePerson::id)
    }

    /// Returns the persons whom the case concerns, with their parts.
    pub(crate) fn people(self) -> impl Iterator<Item = CasePerson<'a>> + use<'a> {
        case_persons(self.0.get(field::PERSONS))
    }

    /// Returns the part of a person in the case, where it is a known one.
    pub(crate) fn part_of(self, id: &str) -> Option<CasePart> {
        self.people().find(|person| person.id() == Some(id))?.part()
    }

    /// Returns the ids of the persons whom an event of the case concerns where it names none: by their parts, or
    /// everybody where nobody has a part.
    pub(crate) fn concerned(self, happens_to_victims: bool) -> impl Iterator<Item = &'a str> + use<'a> {
        concerned(self.0.get(field::PERSONS), happens_to_victims)
    }

    /// Returns true if the case says that its events are not known.
    pub(crate) fn has_unknown_events(self) -> bool {
        declares_unknown(self.0, field::EVENTS)
    }

    /// Returns the nodes that name the persons whom the case concerns.
    pub(crate) fn person_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        self.people().map(CasePerson::reference)
    }

    /// Returns the nodes that name the organisations which the case concerns.
    pub(crate) fn organisation_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.0.get(field::ORGANISATIONS))
    }
}

impl<'a> From<Case<'a>> for Place<'a> {
    /// Points at the `id:` line.
    fn from(case: Case<'a>) -> Self {
        case.id_entry().map_or_else(|| case.0.into(), Self::from)
    }
}
