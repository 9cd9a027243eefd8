//! Events of a case, and what verdicts and sentences say.

use super::date::Date;
use super::{Case, Citation, ids, listed};
use crate::tree::{Entry, NodeRef};

/// One dated thing that happened in a case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Event<'a> {
    node: NodeRef<'a>,
    case: Case<'a>,
}

impl<'a> Event<'a> {
    pub(super) fn new(node: NodeRef<'a>, case: Case<'a>) -> Self {
        Self { node, case }
    }

    /// The event's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// The case that the event belongs to.
    pub fn case(self) -> Case<'a> {
        self.case
    }

    /// The event's id, by which a review names a verdict.
    pub fn id(self) -> Option<&'a str> {
        self.node.get("id")?.scalar_text()
    }

    /// The `type:` line.
    pub fn type_entry(self) -> Option<Entry<'a>> {
        self.node.entry("type")
    }

    /// The word under `type:`.
    pub fn event_type(self) -> Option<&'a str> {
        self.type_entry()?.value.as_str()
    }

    /// The `date:` line, unless it is empty.
    pub fn date_entry(self) -> Option<Entry<'a>> {
        self.node.entry("date").filter(|entry| !entry.value.is_null())
    }

    /// Whether a `date:` line stands in the event, be it empty.
    pub fn has_date_key(self) -> bool {
        self.node.entry("date").is_some()
    }

    /// The date, where it is one.
    pub fn date(self) -> Option<Date> {
        let value = self.date_entry()?.value;
        // `2023.0` is the year 2023 to a schema.
        let year = value.as_i64().map(|year| year.to_string());
        Date::parse(year.as_deref().or_else(|| value.scalar_text())?).ok()
    }

    /// The ids of the persons concerned: the event's own, or else the case's.
    pub fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = self.node.get("persons").filter(|persons| !persons.is_null());
        ids(own.or_else(|| self.case.node().get("persons")))
    }

    /// Every citation of the event: its articles, its legal basis, and its sentences' articles.
    pub fn citations(self) -> impl Iterator<Item = Citation<'a>> + use<'a> {
        let legal_basis = listed(self.node.get("legal_basis"));
        let sentences = self.node.get("sentences").into_iter().flat_map(NodeRef::items);
        let nodes = cited(self.node).chain(legal_basis).chain(sentences.flat_map(cited));
        nodes.filter_map(Citation::of)
    }

    /// The event as a verdict, if it is one.
    pub fn as_verdict(self) -> Option<Verdict<'a>> {
        (self.event_type() == Some("verdict")).then_some(Verdict(self))
    }
}

/// Which kind of law a charge or a verdict rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Jurisdiction {
    /// Crimes, under a criminal code; the default.
    Criminal,
    /// Administrative offences, under a code of their own.
    Administrative,
}

/// A decision of a court, first or on review.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Verdict<'a>(Event<'a>);

impl<'a> Verdict<'a> {
    /// The verdict as an event.
    pub fn event(self) -> Event<'a> {
        self.0
    }

    /// The court's name.
    pub fn court(self) -> Option<&'a str> {
        self.0.node.get("court")?.get("name")?.as_str()
    }

    /// The word under `outcome:`.
    pub fn outcome(self) -> Option<&'a str> {
        self.0.node.get("outcome")?.as_str()
    }

    /// Whether the verdict reviews an earlier one.
    pub fn is_review(self) -> bool {
        self.0.node.get("appeals").is_some()
            || matches!(self.outcome(), Some("upheld" | "amended" | "overturned"))
    }

    /// Whether the outcome can hand down a sentence; one that is missing or unknown may.
    pub fn can_sentence(self) -> bool {
        !matches!(self.outcome(), Some("acquitted" | "overturned" | "dismissed"))
    }

    /// The `jurisdiction:` line.
    pub fn jurisdiction_entry(self) -> Option<Entry<'a>> {
        self.0.node.entry("jurisdiction")
    }

    /// Which kind of law the verdict rests on; `None` where it says something else than the two.
    pub fn jurisdiction(self) -> Option<Jurisdiction> {
        match self.jurisdiction_entry().map(|entry| entry.value.as_str()) {
            None | Some(Some("criminal")) => Some(Jurisdiction::Criminal),
            Some(Some("administrative")) => Some(Jurisdiction::Administrative),
            Some(_) => None,
        }
    }

    /// The nodes under the verdict's `articles:`, on which its sentences rest unless they cite their own.
    pub fn articles(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        cited(self.0.node)
    }

    /// The sentences handed down.
    pub fn sentences(self) -> impl Iterator<Item = Sentence<'a>> + use<'a> {
        let list = self.0.node.get("sentences");
        list.into_iter().flat_map(NodeRef::items).map(move |node| Sentence { node, verdict: self })
    }
}

/// A penalty that a verdict hands down.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sentence<'a> {
    node: NodeRef<'a>,
    verdict: Verdict<'a>,
}

impl<'a> Sentence<'a> {
    /// The sentence's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.node
    }

    /// The `type:` line.
    pub fn type_entry(self) -> Option<Entry<'a>> {
        self.node.entry("type")
    }

    /// The ids of the persons sentenced: the sentence's own, or else the verdict's.
    pub fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        let own = self.node.get("persons").filter(|persons| !persons.is_null());
        let inherited = own.is_none().then(|| self.verdict.event().persons());
        ids(own).chain(inherited.into_iter().flatten())
    }

    /// The nodes under the sentence's own `articles:`.
    pub fn articles(self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        cited(self.node)
    }
}

/// The nodes listed under `articles:` that say anything.
fn cited<'a>(owner: NodeRef<'a>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    listed(owner.get("articles")).filter(|node| !node.is_null())
}
