//! Typed views over the tree: the one place that knows the names of fields.
//!
//! Every accessor returns an `Option` or an iterator that may be empty, so that a malformed document does not silence
//! the rules that can still say something.

mod accessors;
pub(crate) mod address;
mod case;
mod case_person;
pub(crate) mod citation;
mod citation_node;
pub(crate) mod country;
pub(crate) mod court;
pub(crate) mod date;
pub(crate) mod duration;
mod event;
pub(crate) mod extent;
mod guess_kind;
mod id_map;
pub(crate) mod language;
mod location;
pub(crate) mod name;
mod person;
pub(crate) mod prose;
mod quote;
mod report;
mod source;
mod text;
pub(crate) mod unknown;
mod verdict;
pub(crate) mod vocabulary;
mod word_filter;

use std::cell::OnceCell;
use std::collections::HashSet;
use std::ops::Range;

pub(crate) use accessors::{Dated, Term};
pub(crate) use case::Case;
pub(crate) use case_person::CasePerson;
pub(crate) use citation_node::Citation;
pub(crate) use event::Event;
pub(crate) use guess_kind::{KindGuess, guess_kind};
use id_map::IdMap;
pub(crate) use location::{LONGEST_NAME, Location};
pub(crate) use person::{Organisation, Person};
pub(crate) use quote::Quote;
pub(crate) use report::{Development, Figure, Period};
pub(crate) use source::Source;
pub(crate) use text::{Text, TextRole};
pub(crate) use unknown::UnknownField;
pub(crate) use verdict::{Sentence, Verdict};
use vocabulary::field;
pub(crate) use vocabulary::{
    CasePart, CourtLevel, EventType, Freedom, Jurisdiction, Outcome, Role, SentenceType, SourceType,
    UnknownReason,
};
use word_filter::WordFilter;

use crate::document::{Document, DocumentKind};
use crate::tree::{Entry, NodeId, NodeRef};
use crate::words::clip;

/// Returns the id of a document, by which it is known in a file of another name.
pub(crate) fn document_id(document: &Document) -> Option<String> {
    let id = document.root().get(field::ID)?.scalar_text()?;
    (!id.is_empty()).then(|| id.to_owned())
}

/// A typed view of a document.
#[derive(Debug)]
pub(crate) struct Model<'a> {
    kind: Option<DocumentKind>,
    root: NodeRef<'a>,
    country: Option<&'a str>,
    language: &'a str,
    is_english: bool,
    /// The offset at which a Markdown body begins in the file, and the body.
    body: Option<(u32, &'a str)>,
    sources: IdMap<'a>,
    persons: IdMap<'a>,
    organisations: IdMap<'a>,
    /// Lists that many rules go through, each collected when it is first asked for.
    texts: OnceCell<Vec<Text<'a>>>,
    words: OnceCell<WordFilter>,
    cases: OnceCell<Vec<Case<'a>>>,
    events: OnceCell<CaseEvents<'a>>,
    quotes: OnceCell<Vec<Quote<'a>>>,
    citations: OnceCell<Vec<Citation<'a>>>,
    source_references: OnceCell<Vec<NodeRef<'a>>>,
    /// The keys of the listed sources' addresses ([`address::document_key`]), in their order.
    address_keys: OnceCell<Vec<Option<String>>>,
}

/// The events of all cases, and the range of each case's among them; nodes are numbered in the order of the file.
#[derive(Debug, Default)]
struct CaseEvents<'a> {
    events: Vec<Event<'a>>,
    by_case: Vec<(NodeId, Range<usize>)>,
}

impl<'a> Model<'a> {
    /// Creates the view of a document of the given kind. Without a known kind, it is empty.
    pub(crate) fn new(document: &'a Document, kind: Option<DocumentKind>) -> Self {
        let root = document.root();
        // A legal code's `sources:` are words, and it has no persons.
        let declared = |key| {
            let lists = matches!(kind, Some(DocumentKind::Report | DocumentKind::Case));
            IdMap::new(root.get(key).filter(|_| lists))
        };
        let language = accessors::text(root, field::LANGUAGE).unwrap_or("en");
        let primary = language.split(['-', '_']).next().unwrap_or_default();
        Self {
            kind,
            root,
            country: root.get(field::COUNTRY).and_then(NodeRef::as_str),
            language,
            is_english: primary.eq_ignore_ascii_case("en"),
            body: document.body().map(|body| (body.start, document.source().slice(body))),
            sources: declared(field::SOURCES),
            persons: declared(field::PERSONS),
            organisations: declared(field::ORGANISATIONS),
            texts: OnceCell::new(),
            words: OnceCell::new(),
            cases: OnceCell::new(),
            events: OnceCell::new(),
            quotes: OnceCell::new(),
            citations: OnceCell::new(),
            source_references: OnceCell::new(),
            address_keys: OnceCell::new(),
        }
    }

    /// Returns the document's kind, if it is known.
    pub(crate) fn kind(&self) -> Option<DocumentKind> {
        self.kind
    }

    /// Returns true if the document is a report.
    pub(crate) fn is_report(&self) -> bool {
        self.kind == Some(DocumentKind::Report)
    }

    /// Returns the `id:` line of the document.
    pub(crate) fn id_entry(&self) -> Option<Entry<'a>> {
        accessors::filled(self.root, field::ID)
    }

    /// Returns the `country:` line.
    pub(crate) fn country_entry(&self) -> Option<Entry<'a>> {
        accessors::filled(self.root, field::COUNTRY)
    }

    /// Returns the country's code.
    pub(crate) fn country(&self) -> Option<&'a str> {
        self.country
    }

    /// Returns the language of the document, a BCP 47 tag; English unless it says otherwise.
    pub(crate) fn language(&self) -> &'a str {
        self.language
    }

    /// Returns the `language:` line of the document.
    pub(crate) fn language_entry(&self) -> Option<Entry<'a>> {
        accessors::filled(self.root, field::LANGUAGE)
    }

    /// Returns every `language:` line: the document's, and those of its sources and quotes.
    pub(crate) fn language_entries(&self) -> impl Iterator<Item = Entry<'a>> {
        let of_quotes = self.quotes().map(Quote::node);
        let owners = self.all_sources().map(Source::node).chain(of_quotes);
        let filled = owners.filter_map(|owner| accessors::filled(owner, field::LANGUAGE));
        self.language_entry().into_iter().chain(filled)
    }

    /// Returns true if the document is written in English, so that its words can be judged.
    pub(crate) fn is_english(&self) -> bool {
        self.is_english
    }

    /// Returns the period that a report covers.
    pub(crate) fn period(&self) -> Option<Period<'a>> {
        if self.is_report() { Period::from_owner(self.root) } else { None }
    }

    /// Returns the report's date of publication.
    pub(crate) fn published(&self) -> Option<Dated<'a>> {
        accessors::dated(self.root, field::PUBLISHED)
    }

    /// Returns the date to which "at the time of writing" refers.
    pub(crate) fn as_of(&self) -> Option<Dated<'a>> {
        accessors::dated(self.root, field::AS_OF)
    }

    /// Returns the date on which the report was published, or else the one to which its words refer.
    pub(crate) fn written(&self) -> Option<Dated<'a>> {
        self.published().or_else(|| self.as_of())
    }

    /// Returns true if the report says to which day its words refer, even with an invalid date.
    pub(crate) fn has_status_date(&self) -> bool {
        [field::AS_OF, field::PUBLISHED].iter().any(|key| self.root.entry(key).is_some())
    }

    /// Returns the names of those who publish the report.
    pub(crate) fn publishers(&self) -> impl Iterator<Item = &'a str> + use<'a> {
        accessors::ids(self.root.get(field::PUBLISHERS))
    }

    /// Returns the cases: those of a report that are not references, or the one that the document is.
    pub(crate) fn cases(&self) -> impl Iterator<Item = Case<'a>> {
        self.cases.get_or_init(|| self.collect_cases()).iter().copied()
    }

    fn collect_cases(&self) -> Vec<Case<'a>> {
        let (own, listed) = match self.kind {
            Some(DocumentKind::Report) => (None, self.root.get(field::CASES)),
            Some(DocumentKind::Case) => (Some(self.root), None),
            Some(DocumentKind::LegalCode | DocumentKind::Rule) | None => (None, None),
        };
        let listed = listed.into_iter().flat_map(NodeRef::items).filter(|case| {
            // A `ref:` beside events is a mistake.
            case.get(field::REF).is_none_or(NodeRef::is_null) || case.get(field::EVENTS).is_some()
        });
        own.into_iter().chain(listed).map(Case).collect()
    }

    /// Returns the document's root.
    pub(crate) fn root(&self) -> NodeRef<'a> {
        self.root
    }

    /// Returns the `ref:` lines by which a report includes cases from files of their own.
    pub(crate) fn referred_cases(&self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let listed = self.is_report().then(|| self.root.get(field::CASES)).flatten();
        listed.into_iter().flat_map(NodeRef::items).filter_map(|case| case.entry(field::REF))
    }

    /// Returns true if a report includes cases from files of their own.
    pub(crate) fn has_referred_cases(&self) -> bool {
        self.referred_cases().next().is_some()
    }

    /// Returns every quote of the document: of its cases, their events, and its developments.
    pub(crate) fn quotes(&self) -> impl Iterator<Item = Quote<'a>> {
        let collect = || {
            let in_cases = self
                .cases()
                .flat_map(|case| case.quotes().chain(self.events_of(case).flat_map(Event::quotes)));
            let in_developments = self.developments().flat_map(|development| quotes_of(development.node()));
            in_cases.chain(in_developments).collect()
        };
        self.quotes.get_or_init(collect).iter().copied()
    }

    /// Returns every event, case by case.
    pub(crate) fn events(&self) -> impl Iterator<Item = Event<'a>> {
        self.case_events().events.iter().copied()
    }

    /// Returns the events of one of the cases.
    pub(crate) fn events_of(&self, case: Case<'a>) -> impl Iterator<Item = Event<'a>> + Clone {
        let all = self.case_events();
        let range = all.by_case.binary_search_by_key(&case.node().id(), |(id, _)| *id);
        let range = range.ok().and_then(|at| all.by_case.get(at)).map(|(_, range)| range.clone());
        range.and_then(|range| all.events.get(range)).unwrap_or_default().iter().copied()
    }

    fn case_events(&self) -> &CaseEvents<'a> {
        self.events.get_or_init(|| {
            let mut all = CaseEvents::default();
            for case in self.cases() {
                let start = all.events.len();
                all.events.extend(case.events());
                all.by_case.push((case.node().id(), start..all.events.len()));
            }
            all
        })
    }

    /// Returns every verdict, case by case.
    pub(crate) fn verdicts(&self) -> impl Iterator<Item = Verdict<'a>> {
        self.events().filter_map(Event::as_verdict)
    }

    /// Returns every judgment, case by case: a verdict, or each result of a mixed one.
    pub(crate) fn judgments(&self) -> impl Iterator<Item = Verdict<'a>> {
        self.events().flat_map(Event::judgments)
    }

    /// Returns every key that a part of the document declares unknown.
    pub(crate) fn unknown_fields(&self) -> impl Iterator<Item = UnknownField<'a>> {
        unknown::all_unknown_fields(self)
    }

    /// Returns the developments of a report, which belong to no case.
    pub(crate) fn developments(&self) -> impl Iterator<Item = Development<'a>> + use<'a> {
        let listed = self.is_report().then(|| self.root.get(field::DEVELOPMENTS)).flatten();
        listed.into_iter().flat_map(NodeRef::items).map(Development)
    }

    /// Returns every text of the document that is written for readers, in the order of its parts.
    pub(crate) fn texts(&self) -> &[Text<'a>] {
        self.texts.get_or_init(|| text::collect(self))
    }

    /// Returns the cases of which a narrative text tells something.
    pub(crate) fn cases_told(&self, tells: impl Fn(&str) -> bool) -> HashSet<NodeId> {
        let texts = self.texts().iter().filter(|text| text.role().is_narrative());
        let of_cases = texts.filter_map(|text| Some((text.case()?.node().id(), text.prose())));
        of_cases.filter(|(_, prose)| tells(prose)).map(|(case, _)| case).collect()
    }

    /// Returns false if the report's own texts have none of the words, with or without capitals, so that no text need be
    /// searched for them.
    pub(crate) fn may_have_word<'w>(&self, mut words: impl Iterator<Item = &'w str>) -> bool {
        let filter = self.words.get_or_init(|| {
            let own = self.texts().iter().filter(|text| text.role().is_own_words());
            WordFilter::new(own.flat_map(Text::words).map(|(_, word)| word))
        });
        words.any(|word| filter.may_have(word))
    }

    /// Returns the entries of the report, its cases, events, quotes and developments whose values are to be texts, even
    /// empty ones.
    pub(crate) fn text_entries(&self) -> impl Iterator<Item = Entry<'a>> {
        text::text_entries(self)
    }

    /// Returns every place that names a source by its id: in events, quotes, developments and figures.
    pub(crate) fn source_references(&self) -> impl Iterator<Item = NodeRef<'a>> {
        self.source_references.get_or_init(|| self.collect_source_references().collect()).iter().copied()
    }

    fn collect_source_references(&self) -> impl Iterator<Item = NodeRef<'a>> {
        let in_events = self.events().flat_map(Event::source_references);
        let in_quotes = self.quotes().flat_map(Quote::source_references);
        let in_developments = self.developments().flat_map(|development| {
            let figures = development.figures().filter_map(|figure| Some(figure.source_entry()?.value));
            development.source_references().chain(figures.filter(|source| source.as_str().is_some()))
        });
        in_events.chain(in_quotes).chain(in_developments)
    }

    /// Returns every place that names a person by an id: in cases, events and sentences. Speakers of quotes are not
    /// included, as they may be names.
    pub(crate) fn person_references(&self) -> impl Iterator<Item = NodeRef<'a>> {
        // A case in a file of its own declares its persons where a report's case lists them.
        let is_report = self.is_report();
        let in_cases = self.cases().filter(move |_| is_report).flat_map(Case::person_references);
        let in_results = self.judgments().flat_map(Verdict::person_references);
        let in_sentences =
            self.judgments().flat_map(Verdict::sentences).flat_map(Sentence::person_references);
        let in_events = self.events().flat_map(Event::person_references);
        in_cases.chain(in_events).chain(in_results).chain(in_sentences)
    }

    /// Returns every place that names an organisation by its id: in persons, cases and events.
    pub(crate) fn organisation_references(&self) -> impl Iterator<Item = NodeRef<'a>> {
        let is_report = self.is_report();
        let in_persons = self.persons().flat_map(Person::organisation_references);
        let in_cases = self.cases().filter(move |_| is_report).flat_map(Case::organisation_references);
        in_persons.chain(in_cases).chain(self.events().flat_map(Event::organisation_references))
    }

    /// Returns every citation of an article: in charges, hearings, verdicts, sentences and detentions.
    pub(crate) fn citations(&self) -> impl Iterator<Item = Citation<'a>> {
        let collect = || self.events().flat_map(Event::citations).collect();
        self.citations.get_or_init(collect).iter().copied()
    }

    /// Returns the sources that the document lists, in its order.
    pub(crate) fn sources(&self) -> impl Iterator<Item = Source<'a>> + use<'a> {
        self.sources.entries().map(Source::listed)
    }

    /// Returns the listed sources that have a web address, each with its key ([`address::document_key`]).
    pub(crate) fn sources_on_the_web(&self) -> impl Iterator<Item = (Source<'a>, &str)> {
        let key = |source: Source<'a>| source.url().and_then(address::document_key);
        let keys = self.address_keys.get_or_init(|| self.sources().map(key).collect());
        self.sources().zip(keys).filter_map(|(source, key)| Some((source, key.as_deref()?)))
    }

    /// Returns the sources that the document lists, and those inside its quotes.
    pub(crate) fn all_sources(&self) -> impl Iterator<Item = Source<'a>> {
        self.sources().chain(self.quotes().filter_map(Quote::inline_source))
    }

    /// Returns the source under an id.
    pub(crate) fn source(&self, id: &str) -> Option<Source<'a>> {
        self.sources.get(id).map(Source::listed)
    }

    /// Returns the key under which the document lists its sources.
    pub(crate) fn sources_entry(&self) -> Option<Entry<'a>> {
        self.root.entry(field::SOURCES)
    }

    /// Returns the persons that the document declares, in its order.
    pub(crate) fn persons(&self) -> impl Iterator<Item = Person<'a>> + use<'a> {
        self.persons.entries().map(Person)
    }

    /// Returns the person under an id.
    pub(crate) fn person(&self, id: &str) -> Option<Person<'a>> {
        self.persons.get(id).map(Person)
    }

    /// Returns the key under which the document declares its persons.
    pub(crate) fn persons_entry(&self) -> Option<Entry<'a>> {
        self.root.entry(field::PERSONS)
    }

    /// Returns the organisations that the document declares, in its order.
    pub(crate) fn organisations(&self) -> impl Iterator<Item = Organisation<'a>> + use<'a> {
        self.organisations.entries().map(Organisation)
    }

    /// Returns the organisation under an id.
    pub(crate) fn organisation(&self, id: &str) -> Option<Organisation<'a>> {
        self.organisations.get(id).map(Organisation)
    }

    /// Returns the key under which the document declares its organisations.
    pub(crate) fn organisations_entry(&self) -> Option<Entry<'a>> {
        self.root.entry(field::ORGANISATIONS)
    }

    /// Returns true if a person or an organisation has this id.
    pub(crate) fn declares(&self, id: &str) -> bool {
        self.persons.get(id).is_some() || self.organisations.get(id).is_some()
    }

    /// Returns the name of the person or organisation under `id`; the id itself if it is not declared.
    pub(crate) fn name_of(&self, id: &'a str) -> &'a str {
        let declared = self.persons.get(id).or_else(|| self.organisations.get(id));
        declared.and_then(|entry| entry.value.get(field::NAME)?.as_str()).unwrap_or(id)
    }

    /// Returns the names behind some ids, joined as in prose: `A`, `A and B`, `A, B and others`; `None` if there are no
    /// ids.
    pub(crate) fn names(&self, mut ids: impl Iterator<Item = &'a str>) -> Option<String> {
        let first = clip(self.name_of(ids.next()?));
        let Some(second) = ids.next() else { return Some(first) };
        let second = clip(self.name_of(second));
        Some(match ids.next() {
            None => format!("{first} and {second}"),
            Some(_) => format!("{first}, {second} and others"),
        })
    }
}

fn quotes_of(owner: NodeRef<'_>) -> impl Iterator<Item = Quote<'_>> {
    let listed = owner.get(field::QUOTES).into_iter().flat_map(NodeRef::items);
    // The schema reports a quote that is only a text.
    let quotes = listed.filter(|node| node.as_mapping().is_some());
    quotes.map(move |node| Quote::new(node, owner))
}
