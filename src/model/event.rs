//! Events of a case.

use super::accessors::{Dated, Term, dated, filled, ids, listed, references, term, text};
use super::citation::is_law;
use super::unknown::{accounts_for, declares_unknown, unknown_fields};
use super::vocabulary::{CourtLevel, EventType, Jurisdiction, UnknownReason, field};
use super::{Case, Citation, Location, Quote, Sentence, Verdict};
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
            Some(EventType::AssemblyRefused) => "refusal of an assembly".to_owned(),
            Some(EventType::IllTreatment) => "ill-treatment".to_owned(),
            Some(EventType::ProsecutionRequest) => "prosecutor's request".to_owned(),
            _ => self.type_text().map_or_else(|| "event".to_owned(), |word| clip(word).replace('-', " ")),
        }
    }

    /// Returns true if a court may review the event: a verdict, lasting custody, or another act of an authority.
    pub(crate) fn is_reviewable(self) -> bool {
        let is_act = |kind: EventType| kind.is_lasting_custody() || kind.is_reviewable_act();
        self.is(EventType::Verdict) || self.event_type().is_some_and(is_act)
    }

    /// Returns the country under `to:`: where somebody is sent, or which state asks for them.
    pub(crate) fn destination(self) -> Option<&'a str> {
        text(self.node, field::TO)
    }

    /// Returns true if the event takes somebody's liberty ([`EventType::is_custody`]).
    pub(crate) fn is_custody(self) -> bool {
        self.event_type().is_some_and(EventType::is_custody)
    }

    /// Returns the `date:` line, unless it is empty.
    pub(crate) fn date_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::DATE)
    }

    /// Returns true if the event has a `date:` line, even an empty one, or says that the date is not known.
    pub(crate) fn accounts_for_date(self) -> bool {
        accounts_for(self.node, field::DATE)
    }

    /// Returns the `date:` line with its date, if it is valid.
    pub(crate) fn dated(self) -> Option<Dated<'a>> {
        self.dated
    }

    /// Returns the ids of the persons concerned: the event's own, or else those of the case ([`Case::concerned`]), unless
    /// it has so many of both that each event with each person would be too much work.
    pub(crate) fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = filled(self.node, field::PERSONS).map(|entry| entry.value);
        let happens_to_victims = self.event_type().is_some_and(EventType::happens_to_victims);
        let is_inherited = own.is_none() && self.case.has_few_pairs();
        let inherited = is_inherited.then(|| self.case.concerned(happens_to_victims));
        ids(own).chain(inherited.into_iter().flatten())
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

    /// Returns the `description:` line.
    pub(crate) fn description_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::DESCRIPTION)
    }

    /// Returns the description in words.
    pub(crate) fn description(self) -> Option<&'a str> {
        text(self.node, field::DESCRIPTION)
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

    /// Returns true if the event has a `court:` line, even an empty one, or says that the court is not known.
    pub(crate) fn accounts_for_court(self) -> bool {
        accounts_for(self.node, field::COURT)
    }

    /// Returns true if the event has an `outcome:` line, even an empty one, or says that the outcome is not known.
    pub(crate) fn accounts_for_outcome(self) -> bool {
        accounts_for(self.node, field::OUTCOME)
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

    /// Returns the `level:` line of the court.
    pub(crate) fn court_level_entry(self) -> Option<Entry<'a>> {
        filled(self.node.get(field::COURT)?, field::LEVEL)
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
        let results = self.result_nodes().flat_map(cited_in);
        cited_in(self.node).chain(legal_basis).chain(results).chain(self.reclassified_nodes())
    }

    /// Returns true if an item of `legal_basis:` names a law as a whole: an authority may have named no article of it.
    pub(crate) fn names_whole_law(self, item: NodeRef<'a>) -> bool {
        let is_law = item.as_str().is_some_and(is_law);
        is_law && listed(self.node.get(field::LEGAL_BASIS)).any(|basis| basis == item)
    }

    /// Returns the `reclassified:` line.
    pub(crate) fn reclassified_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::RECLASSIFIED)
    }

    /// Returns the articles from which the court moved the charge.
    pub(crate) fn reclassified_from(self) -> impl Iterator<Item = Citation<'a>> + use<'a> {
        let from = self.node.get(field::RECLASSIFIED).and_then(|node| node.get(field::FROM));
        listed(from).filter_map(Citation::from_node)
    }

    /// Returns the citations of a charge that the court moved from some articles to others.
    fn reclassified_nodes(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let reclassified = self.node.get(field::RECLASSIFIED);
        let lists = [field::FROM, field::TO].into_iter().filter_map(move |key| reclassified?.get(key));
        lists.flat_map(|list| listed(Some(list))).filter(|node| !node.is_null())
    }

    /// Returns the articles that the court applied in place of those of the charge.
    pub(crate) fn reclassified_to(self) -> impl Iterator<Item = Citation<'a>> + use<'a> {
        let to = self.node.get(field::RECLASSIFIED).and_then(|node| node.get(field::TO));
        listed(to).filter_map(Citation::from_node)
    }

    /// Returns the `count:` line: the people whom the source does not name.
    pub(crate) fn count_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::COUNT)
    }

    /// Returns true if the event stands for several of its kind in a row, whose `date:` is the time of all of them.
    pub(crate) fn is_repeated(self) -> bool {
        self.node.get(field::TIMES).and_then(NodeRef::as_i64).is_some_and(|times| times > 1)
    }

    /// Returns true if the event says that the accused was not there.
    pub(crate) fn is_in_absentia(self) -> bool {
        self.node.get(field::IN_ABSENTIA).and_then(NodeRef::as_bool) == Some(true)
    }

    /// Returns what a claim or a prosecutor asks for.
    pub(crate) fn sentences_asked(self) -> impl Iterator<Item = Sentence<'a>> + use<'a> {
        let asks = self.is(EventType::Claim) || self.is(EventType::ProsecutionRequest);
        asks.then(|| Verdict::whole(self)).into_iter().flat_map(Verdict::sentences)
    }

    /// Returns the event as a verdict, if it is one.
    pub(crate) fn as_verdict(self) -> Option<Verdict<'a>> {
        self.is(EventType::Verdict).then(|| Verdict::whole(self))
    }

    /// Returns the judgments of a verdict: itself, or each result of a mixed one. Other events have none.
    pub(crate) fn judgments(self) -> impl Iterator<Item = Verdict<'a>> + use<'a> {
        let whole = self.as_verdict();
        let is_divided = whole.is_some() && self.result_nodes().next().is_some();
        let results = self.result_nodes().filter(move |_| is_divided);
        whole.filter(|_| !is_divided).into_iter().chain(results.map(move |node| Verdict::result(self, node)))
    }

    /// Returns the mappings under `results:`.
    pub(super) fn result_nodes(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let items = self.node.get(field::RESULTS).into_iter().flat_map(NodeRef::items);
        items.filter(|node| node.as_mapping().is_some())
    }

    /// Returns true if the event says that its sources are not known.
    pub(crate) fn has_unknown_sources(self) -> bool {
        declares_unknown(self.node, field::SOURCES)
    }

    /// Returns true if the event says that its date is not known, beside a month or a year: that the day is not.
    pub(crate) fn declares_date_unknown(self) -> bool {
        declares_unknown(self.node, field::DATE)
    }

    /// Returns true if the event says of anything that it is not known.
    pub(crate) fn declares_any_unknown(self) -> bool {
        unknown_fields(self.node).next().is_some()
    }

    /// Returns true if the event says that the public was shut out, or that something is not known for that reason.
    pub(crate) fn is_behind_closed_doors(self) -> bool {
        let is_closed = self.node.get(field::CLOSED).and_then(NodeRef::as_bool) == Some(true);
        is_closed
            || unknown_fields(self.node).any(|unknown| unknown.reason() == Some(UnknownReason::ClosedTrial))
    }

    /// Returns true if the event says that its articles are not known.
    pub(crate) fn has_unknown_articles(self) -> bool {
        [field::ARTICLES, field::LEGAL_BASIS].iter().any(|key| declares_unknown(self.node, key))
    }

    /// Returns the lines that name another event of the case by its id, but for a verdict's `appeals:`.
    pub(crate) fn event_references(self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let keys = [field::ABOUT, field::AGAINST, field::ENDED_BY];
        keys.into_iter().filter_map(move |key| filled(self.node, key))
    }

    /// Returns the `against:` line: the decision that is appealed.
    pub(crate) fn against_entry(self) -> Option<Entry<'a>> {
        self.event_references().find(|entry| entry.name() == field::AGAINST)
    }

    /// Returns the `jurisdiction:` line.
    pub(crate) fn jurisdiction_entry(self) -> Option<Entry<'a>> {
        self.node.entry(field::JURISDICTION)
    }

    /// Returns the `reference:` line: the number by which a body cites its opinion.
    pub(crate) fn reference_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::REFERENCE)
    }

    /// Returns the `ended_by:` line: the event that ended what lasts.
    pub(crate) fn ended_by_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::ENDED_BY)
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

/// Returns the citations of a mapping and of the sentences that it lists.
fn cited_in<'a>(owner: NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    let sentences = owner.get(field::SENTENCES).into_iter().flat_map(NodeRef::items);
    citation_nodes(owner).chain(sentences.flat_map(citation_nodes))
}

/// Returns the nodes listed under `articles:` that say anything.
pub(super) fn citation_nodes<'a>(owner: NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    listed(owner.get(field::ARTICLES)).filter(|node| !node.is_null())
}
