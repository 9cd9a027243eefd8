//! Typed views over the tree: the one place that knows the names of fields.
//!
//! Every accessor is an `Option` or an iterator that may be empty, so that a document with faults
//! still speaks to the rules that can hear it.

pub mod citation;
mod cited;
pub mod date;
mod event;
mod quote;

use std::cell::OnceCell;
use std::collections::HashMap;

pub use cited::Citation;
pub use event::{Event, Jurisdiction, Sentence, Verdict};
pub use quote::Quote;

use crate::document::{Document, DocumentKind};
use crate::tree::{Entry, NodeRef};
use crate::words::clip;

/// A document's content under the names of the field.
#[derive(Debug)]
pub struct Model<'a> {
    kind: Option<DocumentKind>,
    root: NodeRef<'a>,
    country: Option<&'a str>,
    sources: OnceCell<HashMap<&'a str, Entry<'a>>>,
    persons: OnceCell<HashMap<&'a str, Entry<'a>>>,
    organisations: OnceCell<HashMap<&'a str, Entry<'a>>>,
}

impl<'a> Model<'a> {
    /// The model of a document that is of the given kind; of a document of no known kind it is empty.
    pub fn new(document: &'a Document, kind: Option<DocumentKind>) -> Self {
        let root = document.root();
        Self {
            kind,
            root,
            country: root.get("country").and_then(NodeRef::as_str),
            sources: OnceCell::new(),
            persons: OnceCell::new(),
            organisations: OnceCell::new(),
        }
    }

    /// What the document is, where that is known.
    pub fn kind(&self) -> Option<DocumentKind> {
        self.kind
    }

    /// The country's code.
    pub fn country(&self) -> Option<&'a str> {
        self.country
    }

    /// The cases: those of a report that are not references, or the one that the document is.
    pub fn cases(&self) -> impl Iterator<Item = Case<'a>> + use<'a> {
        let (own, listed) = match self.kind {
            Some(DocumentKind::Report) => (None, self.root.get("cases")),
            Some(DocumentKind::Case) => (Some(self.root), None),
            Some(DocumentKind::LegalCode) | None => (None, None),
        };
        let listed = listed.into_iter().flat_map(NodeRef::items).filter(|case| {
            // Beside events, a `ref:` is a slip.
            case.get("ref").is_none_or(NodeRef::is_null) || case.get("events").is_some()
        });
        own.into_iter().chain(listed).map(Case)
    }

    /// Every quote of the document: of its cases, their events, and its developments.
    pub fn quotes(&self) -> impl Iterator<Item = Quote<'a>> + use<'a> {
        let in_cases = self.cases().flat_map(|case| {
            let in_events = case.events().flat_map(|event| quotes_of(event.node()));
            quotes_of(case.node()).chain(in_events)
        });
        in_cases.chain(self.developments().flat_map(quotes_of))
    }

    /// The developments of a report: what has no case.
    pub fn developments(&self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let is_report = self.kind == Some(DocumentKind::Report);
        let listed = is_report.then(|| self.root.get("developments")).flatten();
        listed.into_iter().flat_map(NodeRef::items)
    }

    /// Every place that names a source by its id: in events, quotes, developments and figures.
    pub fn source_references(&self) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
        let in_events = self.cases().flat_map(Case::events).flat_map(|event| listed_sources(event.node()));
        let in_quotes = self.quotes().flat_map(|quote| listed_sources(quote.node()));
        let in_developments = self.developments().flat_map(|development| {
            let figures = development.get("figures").into_iter().flat_map(NodeRef::items);
            listed_sources(development).chain(figures.filter_map(|figure| figure.get("source")))
        });
        in_events.chain(in_quotes).chain(in_developments)
    }

    /// Every citation of an article: in charges, hearings, verdicts, sentences and detentions.
    pub fn citations(&self) -> impl Iterator<Item = Citation<'a>> + use<'a> {
        self.cases().flat_map(Case::events).flat_map(Event::citations)
    }

    /// The document's sources by id.
    pub fn sources(&self) -> &HashMap<&'a str, Entry<'a>> {
        self.sources.get_or_init(|| self.declared("sources"))
    }

    /// The key under which the document lists its sources.
    pub fn sources_entry(&self) -> Option<Entry<'a>> {
        self.root.entry("sources")
    }

    /// The document's persons by id.
    pub fn persons(&self) -> &HashMap<&'a str, Entry<'a>> {
        self.persons.get_or_init(|| self.declared("persons"))
    }

    /// The document's organisations by id.
    pub fn organisations(&self) -> &HashMap<&'a str, Entry<'a>> {
        self.organisations.get_or_init(|| self.declared("organisations"))
    }

    fn declared(&self, key: &str) -> HashMap<&'a str, Entry<'a>> {
        let declared = self.root.get(key).into_iter().flat_map(NodeRef::entries);
        // Keys of a repository's own may stand among the ids.
        declared.filter(|entry| !entry.name().starts_with("x_")).map(|entry| (entry.name(), entry)).collect()
    }

    /// The name of the person or organisation under `id`; the id itself where none is declared.
    pub fn name_of(&self, id: &'a str) -> &'a str {
        let declared = self.persons().get(id).or_else(|| self.organisations().get(id));
        declared.and_then(|entry| entry.value.get("name")?.as_str()).unwrap_or(id)
    }

    /// The names behind some ids as prose has them: `A`, `A and B`, `A, B and others`; `None` where
    /// there is none.
    pub fn names(&self, mut ids: impl Iterator<Item = &'a str>) -> Option<String> {
        let first = clip(self.name_of(ids.next()?));
        let Some(second) = ids.next() else { return Some(first) };
        let second = clip(self.name_of(second));
        Some(match ids.next() {
            None => format!("{first} and {second}"),
            Some(_) => format!("{first}, {second} and others"),
        })
    }
}

fn listed_sources(owner: NodeRef<'_>) -> impl Iterator<Item = NodeRef<'_>> {
    listed(owner.get("sources"))
}

fn quotes_of(owner: NodeRef<'_>) -> impl Iterator<Item = Quote<'_>> {
    let listed = owner.get("quotes").into_iter().flat_map(NodeRef::items);
    // Of a quote that is words alone, the schema says what it needs.
    let quotes = listed.filter(|node| node.as_mapping().is_some());
    quotes.map(move |node| Quote::new(node, owner))
}

/// A case: what happened to some people, event by event.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Case<'a>(NodeRef<'a>);

impl<'a> Case<'a> {
    /// The case's mapping.
    pub fn node(self) -> NodeRef<'a> {
        self.0
    }

    /// The case's id.
    pub fn id(self) -> Option<&'a str> {
        self.0.get("id")?.scalar_text()
    }

    /// The events, in the order of the file.
    pub fn events(self) -> impl Iterator<Item = Event<'a>> + use<'a> {
        self.0.get("events").into_iter().flat_map(NodeRef::items).map(move |node| Event::new(node, self))
    }

    /// The ids of the persons whom the case concerns.
    pub fn persons(self) -> impl Iterator<Item = &'a str> + use<'a> {
        ids(self.0.get("persons"))
    }
}

/// The ids that a list names, or those that a mapping declares: a case in a file of its own declares
/// its persons where a report's case lists them.
fn ids<'a>(node: Option<NodeRef<'a>>) -> impl Iterator<Item = &'a str> + use<'a> {
    let declared = node.into_iter().flat_map(NodeRef::entries).map(Entry::name);
    listed(node).filter_map(NodeRef::as_str).chain(declared)
}

/// The items of a list; a single value where a list belongs counts as a list of one, so that only the
/// schema finds fault with it.
fn listed<'a>(node: Option<NodeRef<'a>>) -> impl Iterator<Item = NodeRef<'a>> + use<'a> {
    let single = node.filter(|node| node.as_sequence().is_none() && !node.is_null());
    node.into_iter().flat_map(NodeRef::items).chain(single)
}
