//! Events of a case.

use super::accessors::{Dated, Term, dated, filled, ids, listed, references, term, text};
use super::vocabulary::{CourtLevel, EventType, Jurisdiction, field};
use super::{Case, Citation, Location, Quote, Verdict};
use crate::tree::{Entry, NodeRef, Place};
use crate::words::clip;

/// Something that happened in a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Event<'a> {
    node: NodeRef<'a>,
    case: Case<'a>,
    event_type: Option<EventType>,
    dated: Option<Dated<'a>>,
}

impl<'a> Event<'a> {
    pub(super) fn new(node: NodeRef<'a>, case: Case<'a>) -> Self {
        let word = node.get(field::TYPE).and_then(NodeRef::as_str);
        let event_type = word.and_then(EventType::from_name);
        Self { node, case, event_type, dated: dated(node, field::DATE) }
    }

    /// Returns the event's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the case that the event belongs to.
    pub(crate) fn case(self) -> Case<'a> {
        self.case
    }

    /// Returns the `id:` line.
    pub(crate) fn id_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::ID)
    }

    /// Returns the event's id, by which a review names a verdict.
    pub(crate) fn id(self) -> Option<&'a str> {
        self.node.get(field::ID)?.scalar_text()
    }

    /// Returns the `type:` line.
    pub(crate) fn type_entry(self) -> Option<Entry<'a>> {
        self.node.entry(field::TYPE)
    }

    /// Returns the type, where it is a known one.
    pub(crate) fn event_type(self) -> Option<EventType> {
        self.event_type
    }

    /// Returns true if the event is of this type.
    pub(crate) fn is(self, event_type: EventType) -> bool {
        self.event_type() == Some(event_type)
    }

    /// Returns the word under `type:`, known or not.
    pub(crate) fn type_text(self) -> Option<&'a str> {
        self.type_entry()?.value.as_str()
    }

    /// Returns a noun for the event: `search`, `refusal of registration`, or `event` where its type says no more.
    pub(crate) fn noun(self) -> String {
        match self.event_type() {
            Some(EventType::Other) => "event".to_owned(),
            Some(EventType::Trial) => "opening of the trial".to_owned(),
            Some(EventType::RegistrationRefusal) => "refusal of registration".to_owned(),
            Some(EventType::PreTrialDetention) => "detention before trial".to_owned(),
            _ => self.type_text().map_or_else(|| "event".to_owned(), |word| clip(word).replace('-', " ")),
        }
    }

    /// Returns true if the event takes somebody's liberty ([`EventType::is_custody`]).
    pub(crate) fn is_custody(self) -> bool {
        self.event_type().is_some_and(EventType::is_custody)
    }

    /// Returns the `date:` line, unless it is empty.
    pub(crate) fn date_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::DATE)
    }

    /// Returns true if the event has a `date:` line, even an empty one.
    pub(crate) fn has_date_key(self) -> bool {
        self.node.entry(field::DATE).is_some()
    }

    /// Returns the `date:` line with its date, if it is valid.
    pub(crate) fn dated(self) -> Option<Dated<'a>> {
        self.dated
    }

    /// Returns the ids of the persons concerned: the event's own, or else the case's.
    pub(crate) fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = filled(self.node, field::PERSONS).map(|entry| entry.value);
        ids(own.or_else(|| self.case.node().get(field::PERSONS)))
    }

    /// Returns the `persons:` line of the event itself.
    pub(crate) fn persons_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::PERSONS)
    }

    /// Returns the nodes that name the event's own persons.
    pub(crate) fn person_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.node.get(field::PERSONS))
    }

    /// Returns the nodes that name organisations.
    pub(crate) fn organisation_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.node.get(field::ORGANISATIONS))
    }

    /// Returns the nodes that name sources.
    pub(crate) fn source_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.node.get(field::SOURCES))
    }

    /// Returns the quotes that stand in the event.
    pub(crate) fn quotes(self) -> impl Iterator<Item = Quote<'a>> + use<'a> {
        super::quotes_of(self.node)
    }

    /// Returns the place of the event.
    pub(crate) fn location(self) -> Option<Location<'a>> {
        filled(self.node, field::PLACE).map(Location::new)
    }

    /// Returns the `offence:` line: what somebody is charged with, in words.
    pub(crate) fn offence_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::OFFENCE)
    }

    /// Returns the `participants:` line.
    pub(crate) fn participants_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::PARTICIPANTS)
    }

    /// Returns the duration of a detention.
    pub(crate) fn duration(self) -> Option<Term<'a>> {
        term(self.node, field::DURATION)
    }

    /// Returns the date of the release from a detention.
    pub(crate) fn released(self) -> Option<Dated<'a>> {
        dated(self.node, field::RELEASED)
    }

    /// Returns the `released:` line, whether or not it holds a date.
    pub(crate) fn released_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::RELEASED)
    }

    /// Returns the `court:` line.
    pub(crate) fn court_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::COURT)
    }

    /// Returns true if the event has a `court:` line, even an empty one.
    pub(crate) fn has_court_key(self) -> bool {
        self.node.entry(field::COURT).is_some()
    }

    /// Returns the `name:` line of the court.
    pub(crate) fn court_name_entry(self) -> Option<Entry<'a>> {
        filled(self.node.get(field::COURT)?, field::NAME)
    }

    /// Returns the court's name.
    pub(crate) fn court(self) -> Option<&'a str> {
        text(self.node.get(field::COURT)?, field::NAME)
    }

    /// Returns the court's level, where it is a known one.
    pub(crate) fn court_level(self) -> Option<CourtLevel> {
        CourtLevel::from_name(self.court_level_text()?)
    }

    /// Returns the word under the court's `level:`, known or not.
    pub(crate) fn court_level_text(self) -> Option<&'a str> {
        text(self.node.get(field::COURT)?, field::LEVEL)
    }

    /// Returns the `articles:` line.
    pub(crate) fn articles_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::ARTICLES)
    }

    /// Returns the kind of law that a charge or a verdict rests on; `None` if the word is unknown.
    pub(crate) fn jurisdiction(self) -> Option<Jurisdiction> {
        jurisdiction(self.node)
    }

    /// Returns every citation of the event: its articles, its legal basis, and its sentences' articles.
    pub(crate) fn citations(self) -> impl Iterator<Item = Citation<'a>> + use<'a> {
        self.citation_nodes().filter_map(Citation::from_node)
    }

    /// Returns the citations of the event's own `articles:`, without those of its sentences.
    pub(crate) fn articles(self) -> impl Iterator<Item = Citation<'a>> + use<'a> {
        citation_nodes(self.node).filter_map(Citation::from_node)
    }

    /// Returns every node of the event that is to be a citation, well-formed or not.
    pub(crate) fn citation_nodes(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let legal_basis = listed(self.node.get(field::LEGAL_BASIS)).filter(|node| !node.is_null());
        let sentences = self.node.get(field::SENTENCES).into_iter().flat_map(NodeRef::items);
        citation_nodes(self.node).chain(legal_basis).chain(sentences.flat_map(citation_nodes))
    }

    /// Returns the event as a verdict, if it is one.
    pub(crate) fn as_verdict(self) -> Option<Verdict<'a>> {
        self.is(EventType::Verdict).then_some(Verdict(self))
    }
}

impl<'a> From<Event<'a>> for Place<'a> {
    /// Points at the `type:` line.
    fn from(event: Event<'a>) -> Self {
        event.type_entry().map_or_else(|| event.node.into(), Self::from)
    }
}

/// Returns the jurisdiction of a charge or a verdict: a criminal one unless the file says otherwise, and `None` where
/// its word is unknown.
pub(super) fn jurisdiction(owner: NodeRef<'_>) -> Option<Jurisdiction> {
    match owner.get(field::JURISDICTION) {
        None => Some(Jurisdiction::Criminal),
        Some(node) => Jurisdiction::from_name(node.as_str()?),
    }
}

/// Returns the nodes listed under `articles:` that say anything.
pub(super) fn citation_nodes<'a>(owner: NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    listed(owner.get(field::ARTICLES)).filter(|node| !node.is_null())
}
