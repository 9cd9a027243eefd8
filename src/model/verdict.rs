//! Verdicts and their sentences.

use super::accessors::{Dated, Term, dated, filled, ids, references, term, text};
use super::event::{Event, citation_nodes, jurisdiction};
use super::unknown::{accounts_for, declares_unknown};
use super::vocabulary::{Jurisdiction, Outcome, SentenceType, field};
use crate::tree::{Entry, NodeRef, Number, Place};

/// The results of a verdict among which one is looked for that names its people.
const MOST_RESULTS: usize = 50;

/// A decision of a court, first or on review. A mixed one is several for the rules that ask about outcomes and
/// sentences ([`Event::results`]): one for each of its `results:`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Verdict<'a> {
    event: Event<'a>,
    /// The mapping with the outcome: the event's own, or that of a result.
    node: NodeRef<'a>,
}

impl<'a> Verdict<'a> {
    /// Creates the view of a whole verdict.
    pub(super) fn whole(event: Event<'a>) -> Self {
        Self { event, node: event.node() }
    }

    /// Creates the view of one result of a mixed verdict.
    pub(super) fn result(event: Event<'a>, node: NodeRef<'a>) -> Self {
        Self { event, node }
    }

    /// Returns the verdict as an event.
    pub(crate) fn event(self) -> Event<'a> {
        self.event
    }

    /// Returns the mapping with the outcome: the event's, or the result's.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns true for one result of a mixed verdict.
    pub(crate) fn is_result(self) -> bool {
        self.node != self.event.node()
    }

    /// Returns the court's name.
    pub(crate) fn court(self) -> Option<&'a str> {
        self.event.court()
    }

    /// Returns the ids of the persons judged: those of the result, or else the event's. A result that only counts people, beside
    /// one that names its own, is about people whom nobody names.
    pub(crate) fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = self.result_persons();
        let is_inherited = own.is_none() && !self.only_counts_people();
        let inherited = is_inherited.then(|| self.event.persons());
        ids(own.map(|entry| entry.value)).chain(inherited.into_iter().flatten())
    }

    /// Returns the `persons:` line of a result.
    fn result_persons(self) -> Option<Entry<'a>> {
        filled(self.node, field::PERSONS).filter(|_| self.is_result())
    }

    /// Returns true for a result with a `count:` and no `persons:`, where another result names its own.
    fn only_counts_people(self) -> bool {
        let names_people = |result: &NodeRef<'a>| filled(*result, field::PERSONS).is_some();
        self.is_result()
            && self.node.entry(field::COUNT).is_some()
            && self.node.entry(field::PERSONS).is_none()
            && self.event.result_nodes().take(MOST_RESULTS).any(|result| names_people(&result))
    }

    /// Returns the line that says whom the verdict concerns: that of the result, the event or the case.
    pub(crate) fn persons_entry(self) -> Option<Entry<'a>> {
        let of_event = || self.event.persons_entry().or_else(|| self.event.case().persons_entry());
        self.result_persons().or_else(of_event)
    }

    /// Returns the nodes that name the persons of a result.
    pub(crate) fn person_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.result_persons().map(|entry| entry.value))
    }

    /// Returns the `count:` line: the people judged whom the source does not name.
    pub(crate) fn count_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::COUNT)
    }

    /// Returns true for a result that names its own persons and counts nobody beside them.
    pub(crate) fn names_everybody(self) -> bool {
        self.result_persons().is_some() && self.node.entry(field::COUNT).is_none()
    }

    /// Returns true if the verdict says that the defendant had died.
    pub(crate) fn is_posthumous(self) -> bool {
        self.event.node().get(field::POSTHUMOUS).and_then(NodeRef::as_bool) == Some(true)
    }

    /// Returns the `outcome:` line.
    pub(crate) fn outcome_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::OUTCOME)
    }

    /// Returns the outcome, where it is a known one.
    pub(crate) fn outcome(self) -> Option<Outcome> {
        Outcome::from_name(self.outcome_text()?)
    }

    /// Returns the word under `outcome:`, known or not.
    pub(crate) fn outcome_text(self) -> Option<&'a str> {
        self.node.get(field::OUTCOME)?.as_str()
    }

    /// Returns the `appeals:` line: the verdict that this one reviews.
    pub(crate) fn appeals_entry(self) -> Option<Entry<'a>> {
        filled(self.event.node(), field::APPEALS)
    }

    /// Returns the id of the verdict that this one reviews.
    pub(crate) fn appeals(self) -> Option<&'a str> {
        self.appeals_entry()?.value.scalar_text()
    }

    /// Returns true if the verdict has an `appeals:` line, even an empty one, or says that the verdict it reviews is not
    /// known.
    pub(crate) fn accounts_for_appeals(self) -> bool {
        accounts_for(self.event.node(), field::APPEALS)
    }

    /// Returns true if the verdict reviews an earlier one.
    pub(crate) fn is_review(self) -> bool {
        self.accounts_for_appeals() || self.outcome().is_some_and(Outcome::is_review)
    }

    /// Returns true if the verdict can hand down a sentence. One whose outcome is missing or unknown can.
    pub(crate) fn can_sentence(self) -> bool {
        !self.outcome().is_some_and(Outcome::excludes_sentence)
    }

    /// Returns the `jurisdiction:` line.
    pub(crate) fn jurisdiction_entry(self) -> Option<Entry<'a>> {
        self.event.jurisdiction_entry()
    }

    /// Returns the kind of law that the verdict rests on; `None` if the word is unknown.
    pub(crate) fn jurisdiction(self) -> Option<Jurisdiction> {
        jurisdiction(self.event.node())
    }

    /// Returns the nodes under the verdict's `articles:`, on which its sentences rest unless they cite their own.
    pub(crate) fn articles(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let own = || citation_nodes(self.node);
        let inherited =
            (self.is_result() && own().next().is_none()).then(|| citation_nodes(self.event.node()));
        own().chain(inherited.into_iter().flatten())
    }

    /// Returns true if the verdict cites an article, or says that its articles are not known.
    pub(crate) fn accounts_for_articles(self) -> bool {
        let is_unknown = |node| declares_unknown(node, field::ARTICLES);
        self.articles().next().is_some() || is_unknown(self.node) || is_unknown(self.event.node())
    }

    /// Returns true if the verdict has a `sentences:` line, even with an empty list, or says that its sentences are not
    /// known.
    pub(crate) fn accounts_for_sentences(self) -> bool {
        accounts_for(self.node, field::SENTENCES) || declares_unknown(self.event.node(), field::SENTENCES)
    }

    /// Returns true if the verdict says that its sentences are not known.
    pub(crate) fn has_unknown_sentences(self) -> bool {
        declares_unknown(self.node, field::SENTENCES) || declares_unknown(self.event.node(), field::SENTENCES)
    }

    /// Returns the sentences handed down.
    pub(crate) fn sentences(self) -> impl Iterator<Item = Sentence<'a>> + use<'a> {
        let list = self.node.get(field::SENTENCES);
        list.into_iter().flat_map(NodeRef::items).map(move |node| Sentence { node, verdict: self })
    }
}

impl<'a> From<Verdict<'a>> for Place<'a> {
    /// Points at the `type:` line of the event, or at the `outcome:` line of a result.
    fn from(verdict: Verdict<'a>) -> Self {
        match verdict.outcome_entry().filter(|_| verdict.is_result()) {
            Some(outcome) => outcome.into(),
            None => verdict.event.into(),
        }
    }
}

/// A penalty that a verdict hands down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Sentence<'a> {
    node: NodeRef<'a>,
    verdict: Verdict<'a>,
}

impl<'a> Sentence<'a> {
    /// Returns the sentence's mapping.
    pub(crate) fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// Returns the verdict that hands it down.
    pub(crate) fn verdict(self) -> Verdict<'a> {
        self.verdict
    }

    /// Returns the `type:` line.
    pub(crate) fn type_entry(self) -> Option<Entry<'a>> {
        self.node.entry(field::TYPE)
    }

    /// Returns the kind of penalty, where it is a known one.
    pub(crate) fn sentence_type(self) -> Option<SentenceType> {
        SentenceType::from_name(self.type_text()?)
    }

    /// Returns true if the penalty is of this kind.
    pub(crate) fn is(self, sentence_type: SentenceType) -> bool {
        self.sentence_type() == Some(sentence_type)
    }

    /// Returns the word under `type:`, known or not.
    pub(crate) fn type_text(self) -> Option<&'a str> {
        self.type_entry()?.value.as_str()
    }

    /// Returns the ids of the persons sentenced: the sentence's own, or else the verdict's.
    pub(crate) fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = filled(self.node, field::PERSONS).map(|entry| entry.value);
        let inherited = own.is_none().then(|| self.verdict.persons());
        ids(own).chain(inherited.into_iter().flatten())
    }

    /// Returns the nodes that name the sentence's own persons.
    pub(crate) fn person_references(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        references(self.node.get(field::PERSONS))
    }

    /// Returns the nodes under the sentence's own `articles:`.
    pub(crate) fn articles(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        citation_nodes(self.node)
    }

    /// Returns true if the sentence cites an article of its own, or says that it is not known.
    pub(crate) fn accounts_for_articles(self) -> bool {
        self.articles().next().is_some() || declares_unknown(self.node, field::ARTICLES)
    }

    /// Returns the nodes of the articles on which the sentence rests: its own, or else the verdict's.
    pub(crate) fn articles_in_force(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let inherited = self.articles().next().is_none().then(|| self.verdict.articles());
        self.articles().chain(inherited.into_iter().flatten())
    }

    /// Returns true if the sentence has a `duration:` line, even an empty one, gives the shortest or the longest term of a
    /// group, or says that the duration is not known.
    pub(crate) fn accounts_for_duration(self) -> bool {
        let is_bounded = [field::MINIMUM, field::MAXIMUM].iter().any(|key| self.node.entry(key).is_some());
        is_bounded || accounts_for(self.node, field::DURATION)
    }

    /// Returns true if the sentence has an `amount:` or a `units:` line, even an empty one, or says that the amount is not
    /// known.
    pub(crate) fn accounts_for_amount(self) -> bool {
        accounts_for(self.node, field::AMOUNT) || self.node.entry(field::UNITS).is_some()
    }

    /// Returns true if the person is guilty but not punished, because the time for it has run out.
    pub(crate) fn is_time_barred(self) -> bool {
        self.node.get(field::LIMITATION).and_then(NodeRef::as_bool) == Some(true)
    }

    /// Returns the sentence's duration.
    pub(crate) fn duration(self) -> Option<Term<'a>> {
        term(self.node, field::DURATION)
    }

    /// Returns the shortest and the longest of several terms.
    pub(crate) fn range(self) -> Option<(Term<'a>, Term<'a>)> {
        term(self.node, field::MINIMUM).zip(term(self.node, field::MAXIMUM))
    }

    /// Returns the `amount:` line of a fine.
    pub(crate) fn amount_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::AMOUNT)
    }

    /// Returns the sum of a fine with its currency, `700 EUR`, if both are given.
    pub(crate) fn amount(self) -> Option<String> {
        let sum = match self.amount_entry()?.value.get(field::AMOUNT)?.as_number()? {
            Number::Int(sum) => sum.to_string(),
            Number::UInt(sum) => sum.to_string(),
            Number::Float(sum) => sum.to_string(),
        };
        Some(format!("{sum} {}", self.currency()?))
    }

    /// Returns the sum of a fine as a number, in its currency.
    pub(crate) fn sum(self) -> Option<f64> {
        self.amount_entry()?.value.get(field::AMOUNT)?.scalar_text()?.parse().ok()
    }

    /// Returns the `units:` line of a fine, with the number of units and the name of the unit.
    pub(crate) fn units(self) -> Option<(Entry<'a>, f64, &'a str)> {
        let entry = filled(self.node, field::UNITS)?;
        let count = entry.value.get(field::COUNT)?.scalar_text()?.parse().ok()?;
        Some((entry, count, text(entry.value, field::UNIT)?))
    }

    /// Returns the `currency:` line of a fine's amount.
    pub(crate) fn currency_entry(self) -> Option<Entry<'a>> {
        filled(self.amount_entry()?.value, field::CURRENCY)
    }

    /// Returns the currency of a fine, an ISO 4217 code.
    pub(crate) fn currency(self) -> Option<&'a str> {
        text(self.amount_entry()?.value, field::CURRENCY)
    }

    /// Returns the `regime:` line: how a prison term is served.
    pub(crate) fn regime_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::REGIME)
    }

    /// Returns true if the sentence counts people whom nobody names, and names nobody.
    pub(crate) fn is_of_unnamed(self) -> bool {
        self.node.entry(field::COUNT).is_some() && self.person_references().next().is_none()
    }

    /// Returns the `count:` line: the people sentenced whom the source does not name.
    pub(crate) fn count_entry(self) -> Option<Entry<'a>> {
        filled(self.node, field::COUNT)
    }

    /// Returns how much of the term counts as served already.
    pub(crate) fn served(self) -> Option<Term<'a>> {
        term(self.node, field::SERVED)
    }

    /// Returns the date on which the sentence starts.
    pub(crate) fn starts(self) -> Option<Dated<'a>> {
        dated(self.node, field::STARTS)
    }

    /// Returns the date on which the sentence ends.
    pub(crate) fn ends(self) -> Option<Dated<'a>> {
        dated(self.node, field::ENDS)
    }
}

impl<'a> From<Sentence<'a>> for Place<'a> {
    fn from(sentence: Sentence<'a>) -> Self {
        sentence.type_entry().map_or_else(|| sentence.node.into(), Self::from)
    }
}
