//! Verdicts and their sentences.

use super::accessors::{Dated, Term, dated, filled, ids, references, term, text};
use super::event::{Event, citation_nodes, jurisdiction};
use super::vocabulary::{Jurisdiction, Outcome, SentenceType, field};
use crate::tree::{Entry, NodeRef, Number, Place};

/// A decision of a court, first or on review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Verdict<'a>(pub(super) Event<'a>);

impl<'a> Verdict<'a> {
    /// Returns the verdict as an event.
    pub(crate) fn event(self) -> Event<'a> {
        self.0
    }

    /// Returns the court's name.
    pub(crate) fn court(self) -> Option<&'a str> {
        self.0.court()
    }

    /// Returns the `outcome:` line.
    pub(crate) fn outcome_entry(self) -> Option<Entry<'a>> {
        filled(self.0.node(), field::OUTCOME)
    }

    /// Returns the outcome, where it is a known one.
    pub(crate) fn outcome(self) -> Option<Outcome> {
        Outcome::from_name(self.outcome_text()?)
    }

    /// Returns the word under `outcome:`, known or not.
    pub(crate) fn outcome_text(self) -> Option<&'a str> {
        self.0.node().get(field::OUTCOME)?.as_str()
    }

    /// Returns the `appeals:` line: the verdict that this one reviews.
    pub(crate) fn appeals_entry(self) -> Option<Entry<'a>> {
        filled(self.0.node(), field::APPEALS)
    }

    /// Returns the id of the verdict that this one reviews.
    pub(crate) fn appeals(self) -> Option<&'a str> {
        self.appeals_entry()?.value.scalar_text()
    }

    /// Returns true if the verdict has an `appeals:` line, even an empty one.
    pub(crate) fn has_appeals_key(self) -> bool {
        self.0.node().entry(field::APPEALS).is_some()
    }

    /// Returns true if the verdict reviews an earlier one.
    pub(crate) fn is_review(self) -> bool {
        self.has_appeals_key() || self.outcome().is_some_and(Outcome::is_review)
    }

    /// Returns true if the verdict can hand down a sentence. One whose outcome is missing or unknown can.
    pub(crate) fn can_sentence(self) -> bool {
        !self.outcome().is_some_and(Outcome::excludes_sentence)
    }

    /// Returns the `jurisdiction:` line.
    pub(crate) fn jurisdiction_entry(self) -> Option<Entry<'a>> {
        self.0.node().entry(field::JURISDICTION)
    }

    /// Returns the kind of law that the verdict rests on; `None` if the word is unknown.
    pub(crate) fn jurisdiction(self) -> Option<Jurisdiction> {
        jurisdiction(self.0.node())
    }

    /// Returns the nodes under the verdict's `articles:`, on which its sentences rest unless they cite their own.
    pub(crate) fn articles(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        citation_nodes(self.0.node())
    }

    /// Returns true if the verdict has a `sentences:` line, even with an empty list.
    pub(crate) fn has_sentences_key(self) -> bool {
        self.0.node().entry(field::SENTENCES).is_some()
    }

    /// Returns the sentences handed down.
    pub(crate) fn sentences(self) -> impl Iterator<Item = Sentence<'a>> + use<'a> {
        let list = self.0.node().get(field::SENTENCES);
        list.into_iter().flat_map(NodeRef::items).map(move |node| Sentence { node, verdict: self })
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
        let inherited = own.is_none().then(|| self.verdict.event().persons());
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

    /// Returns the nodes of the articles on which the sentence rests: its own, or else the verdict's.
    pub(crate) fn articles_in_force(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let inherited = self.articles().next().is_none().then(|| self.verdict.articles());
        self.articles().chain(inherited.into_iter().flatten())
    }

    /// Returns true if the sentence has a `duration:` line, even an empty one.
    pub(crate) fn has_duration_key(self) -> bool {
        self.node.entry(field::DURATION).is_some()
    }

    /// Returns true if the sentence has an `amount:` line, even an empty one.
    pub(crate) fn has_amount_key(self) -> bool {
        self.node.entry(field::AMOUNT).is_some()
    }

    /// Returns the sentence's duration.
    pub(crate) fn duration(self) -> Option<Term<'a>> {
        term(self.node, field::DURATION)
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

    /// Returns the `currency:` line of a fine's amount.
    pub(crate) fn currency_entry(self) -> Option<Entry<'a>> {
        filled(self.amount_entry()?.value, field::CURRENCY)
    }

    /// Returns the currency of a fine, an ISO 4217 code.
    pub(crate) fn currency(self) -> Option<&'a str> {
        text(self.amount_entry()?.value, field::CURRENCY)
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
