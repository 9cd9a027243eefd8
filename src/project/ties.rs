//! The keys by which documents are tied to each other, so that rules can be run over one document and those that it has
//! to do with instead of a whole repository.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use serde::{Deserialize, Serialize};

use super::DocumentFacts;
use crate::document::DocumentKind;

/// The keys of a document, as hashes. Two documents may share one by chance, which costs time and no finding.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Ties {
    /// The ids, series and cases that it shares with other documents. Rules follow these from document to document.
    pub(crate) links: Vec<u64>,
    /// The kinds and ids of its documents.
    pub(crate) ids: Vec<u64>,
    /// The reports and cases that references lead to.
    pub(crate) targets: Vec<u64>,
    /// The targets that it refers to.
    pub(crate) references: Vec<u64>,
    /// The persons and sources that other documents may speak of too. Rules compare these and follow them no further.
    pub(crate) mentions: Vec<u64>,
}

/// The kinds of keys.
#[derive(Hash)]
enum Key<'a> {
    Document(DocumentKind, &'a str),
    CaseInReport(&'a str, &'a str),
    Series(Option<&'a str>, Option<&'a str>, &'a str),
    Namesake(Option<&'a str>, &'a str),
    Person(Option<&'a str>, &'a str),
    Source(&'a str),
}

impl Key<'_> {
    fn hash(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        Hash::hash(self, &mut hasher);
        hasher.finish()
    }
}

impl Ties {
    /// Collects the keys of the documents of a file.
    pub(crate) fn of(documents: &[DocumentFacts]) -> Self {
        let mut ties = Self::default();
        for document in documents {
            ties.add_links(document);
            ties.add_references(document);
            ties.mentions.extend(document.mentions());
        }
        ties
    }

    /// Adds what a document is: its id, its cases, and the series that a report belongs to.
    fn add_links(&mut self, document: &DocumentFacts) {
        let country = document.country.as_deref();
        if let Some(id) = document.id.as_deref() {
            let own = Key::Document(document.kind, id).hash();
            self.links.push(own);
            self.ids.push(own);
            self.targets.push(own);
        }
        for case in document.cases.iter().filter_map(|case| case.id.as_deref()) {
            self.links.push(Key::Namesake(country, case).hash());
        }
        if document.kind == DocumentKind::Report {
            let language = document.language.split('-').next().unwrap_or_default();
            let publishers = document.publishers.iter().map(|publisher| Some(publisher.as_str()));
            let without_publisher = document.publishers.is_empty().then_some(None);
            let series = publishers.chain(without_publisher);
            self.links.extend(series.map(|publisher| Key::Series(country, publisher, language).hash()));
            let written_out = document.cases.iter().filter_map(|case| case.id.as_deref());
            let taken_in = document.referred.iter().map(|reference| reference.value.as_str());
            let report = document.id.as_deref().unwrap_or_default();
            self.targets
                .extend(written_out.chain(taken_in).map(|case| Key::CaseInReport(report, case).hash()));
        }
    }

    /// Adds what a document refers to.
    fn add_references(&mut self, document: &DocumentFacts) {
        for reference in &document.referred {
            let case = Key::Document(DocumentKind::Case, &reference.value).hash();
            self.links.push(case);
            self.references.push(case);
        }
        for continued in document.cases.iter().filter_map(|case| case.continues.as_ref()) {
            let (report, case) = continued.value.split_once('#').unwrap_or((&continued.value, ""));
            self.links.push(Key::Document(DocumentKind::Report, report).hash());
            self.references.push(Key::CaseInReport(report, case).hash());
        }
    }
}

impl DocumentFacts {
    /// Returns the keys of the persons and sources, some of them perhaps twice.
    pub(crate) fn mentions(&self) -> impl Iterator<Item = u64> {
        let country = self.country.as_deref();
        let persons = self.persons.iter().map(move |person| Key::Person(country, &person.id).hash());
        persons.chain(self.sources.iter().map(|source| Key::Source(&source.text).hash()))
    }

    /// Drops the persons and sources whose key is not among `shared`: no other document speaks of them.
    pub(crate) fn retain_mentions(&mut self, shared: &HashSet<u64>) {
        let country = self.country.as_deref();
        let mut persons = std::mem::take(&mut self.persons).into_vec();
        persons.retain(|person| shared.contains(&Key::Person(country, &person.id).hash()));
        let mut sources = std::mem::take(&mut self.sources).into_vec();
        sources.retain(|source| shared.contains(&Key::Source(&source.text).hash()));
        self.persons = persons.into();
        self.sources = sources.into();
    }

    /// Returns the part of the facts that other documents are compared with because of their persons and sources.
    pub(crate) fn into_mentions(self) -> Self {
        Self {
            id: None,
            publishers: Box::default(),
            period: None,
            cases: Box::default(),
            referred: Box::default(),
            ..self
        }
    }
}
