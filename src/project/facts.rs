//! Facts: the little that remains of a document, so that other documents can refer to it or contradict it.

use serde::{Deserialize, Serialize};

use super::status::{StatusFact, in_time, status_after, status_after_judgment, still_open};
use crate::document::DocumentKind;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::vocabulary::{CourtLevel, Jurisdiction, SentenceType};
use crate::model::{Case, Dated, Event, Model, Person, Sentence, Source, Verdict, address};
use crate::source::{FileId, Span};
use crate::tree::{Entry, NodeId, NodeRef, Place};

/// A place in a file that outlives its document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Site {
    /// The file. It is not stored, since it has another number in each run.
    #[serde(skip)]
    pub(crate) file: FileId,
    /// The bytes.
    pub(crate) span: Span,
    /// The index of the document in the file, from 0.
    pub(crate) document: u32,
    /// The node in that document.
    pub(crate) node: NodeId,
}

/// A value with its place.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(crate) struct Sited<T> {
    /// The value.
    pub(crate) value: T,
    /// The place where it is written.
    pub(crate) site: Site,
}

impl<T> Sited<T> {
    /// Applies a function to the value and keeps the place.
    pub(crate) fn map<'s, U>(&'s self, make: impl FnOnce(&'s T) -> U) -> Sited<U> {
        Sited { value: make(&self.value), site: self.site }
    }
}

/// A short text, mostly an id or a single word, which needs no memory of its own.
pub(crate) type Name = compact_str::CompactString;

/// The number of a case's verdicts that are kept: no case has more, and each is compared with those of other reports.
const MOST_VERDICTS: usize = 200;

/// The facts of one document.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct DocumentFacts {
    /// The document's kind.
    pub(crate) kind: DocumentKind,
    /// The place that stands for the document: its `id:` line.
    pub(crate) site: Site,
    /// Its id.
    pub(crate) id: Option<Name>,
    /// The country.
    pub(crate) country: Option<Name>,
    /// The language.
    pub(crate) language: Name,
    /// The names of a report's publishers, in lower case, sorted.
    pub(crate) publishers: Box<[Name]>,
    /// A report's first and last date, at its `period:`.
    pub(crate) period: Option<Sited<(Date, Date)>>,
    /// The cases of a report, or the one that the document is.
    pub(crate) cases: Box<[CaseFact]>,
    /// The ids of cases that a report includes from files of their own.
    pub(crate) referred: Box<[Sited<Name>]>,
    /// The persons declared.
    pub(crate) persons: Box<[PersonFact]>,
    /// The sources on the web.
    pub(crate) sources: Box<[SourceFact]>,
}

/// The facts of a case.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct CaseFact {
    /// The `id:` line.
    pub(crate) site: Site,
    /// The id.
    pub(crate) id: Option<Name>,
    /// The same case in an earlier report, `REPORT#CASE`.
    pub(crate) continues: Option<Sited<Name>>,
    /// The ids of the persons of the case and its events, sorted.
    pub(crate) persons: Box<[Name]>,
    /// The verdicts.
    pub(crate) verdicts: Box<[VerdictFact]>,
    /// The events that change the case's status, in the order of time; of a report's own case only those that are
    /// still open on its last day.
    pub(crate) statuses: Box<[StatusFact]>,
}

/// The facts of a verdict.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct VerdictFact {
    /// The event's id.
    pub(crate) id: Option<Name>,
    /// The date.
    pub(crate) date: Option<Sited<Date>>,
    /// The court's name.
    pub(crate) court: Option<Sited<Name>>,
    /// The word under `outcome:`.
    pub(crate) outcome: Option<Sited<Name>>,
    /// True if it reviews another verdict; `None` if the file does not say.
    pub(crate) is_review: Option<bool>,
    /// True if it is about an administrative offence.
    pub(crate) is_administrative: bool,
    /// The ids of the persons, sorted.
    pub(crate) persons: Box<[Name]>,
    /// The penalties.
    pub(crate) sentences: Box<[SentenceFact]>,
}

/// The facts of a penalty.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SentenceFact {
    /// The `type:` line.
    pub(crate) site: Site,
    /// The word under `type:`.
    pub(crate) sentence_type: Name,
    /// The duration.
    pub(crate) duration: Option<Sited<Duration>>,
    /// The sum of a fine with its currency, `700 EUR`.
    pub(crate) amount: Option<Sited<Name>>,
    /// The ids of the persons, sorted.
    pub(crate) persons: Box<[Name]>,
}

/// The facts of a person.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct PersonFact {
    /// The id.
    pub(crate) id: Name,
    /// The id as a key.
    pub(crate) site: Site,
    /// The name.
    pub(crate) name: Option<Name>,
    /// The name in the person's own script.
    pub(crate) name_original: Option<Sited<Name>>,
    /// The year of birth.
    pub(crate) birth_year: Option<Sited<i64>>,
    /// The word under `gender:`.
    pub(crate) gender: Option<Sited<Name>>,
    /// True if the name is a pseudonym.
    pub(crate) is_protected: bool,
}

/// The facts of a source on the web.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct SourceFact {
    /// The key that all addresses of the text share ([`address::text_key`]).
    pub(crate) text: Name,
    /// The `url:` line.
    pub(crate) site: Site,
    /// The title.
    pub(crate) title: Option<Sited<Name>>,
    /// The date of publication.
    pub(crate) published: Option<Sited<Date>>,
    /// The language.
    pub(crate) language: Option<Name>,
}

impl DocumentFacts {
    /// Collects the facts of a document, given its index in the file; `None` if its kind is unknown.
    pub(crate) fn from_model(model: &Model<'_>, document: usize) -> Option<Self> {
        let kind = model.kind().filter(|kind| *kind != DocumentKind::Rule)?;
        let reader = Reader { document: crate::source::offset(document) };
        let site = match model.id_entry() {
            Some(entry) => reader.site(entry),
            None => reader.site(model.root()),
        };
        let period = model.period().and_then(|period| {
            let (start, end) = (period.start()?.date, period.end()?.date);
            Some(Sited { value: (start, end), site: reader.site(period.entry()) })
        });
        let mut publishers: Vec<Name> = model
            .publishers()
            .map(|name| name.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ").into())
            .collect();
        publishers.sort_unstable();
        let referred = model.referred_cases().filter_map(|entry| reader.reference(entry));
        let last_day = period.map(|period: Sited<(Date, Date)>| period.value.1.last_day());
        let case = |case| {
            let mut facts = reader.case(model, case);
            if kind == DocumentKind::Report {
                facts.statuses = last_day.map(|day| still_open(&facts.statuses, day)).unwrap_or_default();
            }
            facts
        };
        let has_parts = kind != DocumentKind::LegalCode;
        Some(Self {
            kind,
            site,
            id: model.id_entry().and_then(|entry| Some(entry.value.scalar_text()?.into())),
            country: model.country().map(Name::from),
            language: model.language().into(),
            publishers: publishers.into(),
            period,
            cases: model.cases().map(case).collect(),
            referred: referred.collect(),
            persons: model.persons().filter(|_| has_parts).map(|person| reader.person(person)).collect(),
            sources: model
                .sources_on_the_web()
                .filter(|_| has_parts)
                .filter_map(|(source, key)| reader.source(source, key))
                .collect(),
        })
    }
}

struct Reader {
    document: u32,
}

impl Reader {
    fn site<'a>(&self, place: impl Into<Place<'a>>) -> Site {
        let place = place.into();
        Site {
            file: place.node.source().id(),
            span: place.span,
            document: self.document,
            node: place.node.id(),
        }
    }

    fn sited<'a, T>(&self, value: T, place: impl Into<Place<'a>>) -> Sited<T> {
        Sited { value, site: self.site(place) }
    }

    fn dated(&self, dated: Dated<'_>) -> Sited<Date> {
        self.sited(dated.date, dated)
    }

    /// Reads a reference. Its place is the value alone, so that a fix can replace it.
    fn reference(&self, entry: Entry<'_>) -> Option<Sited<Name>> {
        let value = entry.value;
        Some(self.sited(value.scalar_text()?.into(), Place { span: value.value_span(), node: value }))
    }

    fn case<'a>(&self, model: &Model<'a>, case: Case<'a>) -> CaseFact {
        // An event without persons of its own concerns those of the case.
        let in_events = model.events_of(case).flat_map(Event::person_references);
        CaseFact {
            site: self.site(case),
            id: case.id().map(Name::from),
            continues: case.continues_entry().and_then(|entry| self.reference(entry)),
            persons: sorted(case.persons().chain(in_events.filter_map(NodeRef::scalar_text))),
            verdicts: model
                .events_of(case)
                .filter_map(Event::as_verdict)
                .take(MOST_VERDICTS)
                .map(|verdict| self.verdict(verdict))
                .collect(),
            statuses: self.statuses(model, case),
        }
    }

    /// Returns the changes of the case's status, in the order of time.
    fn statuses<'a>(&self, model: &Model<'a>, case: Case<'a>) -> Box<[StatusFact]> {
        let fact = |event: Event<'_>, persons, status| StatusFact {
            site: self.site(event),
            day: event.dated().map(|dated| dated.date.first_day()),
            persons,
            status,
        };
        let is_civil = case.is_civil();
        let mut statuses = Vec::new();
        for event in model.events_of(case) {
            // Few events change the status.
            let status = status_after(event, is_civil);
            statuses.extend(status.map(|status| fact(event, sorted(event.persons()), status)));
            statuses.extend(
                event
                    .judgments()
                    .map(|verdict| fact(event, sorted(verdict.persons()), status_after_judgment(verdict))),
            );
        }
        in_time(statuses).into()
    }

    fn verdict(&self, verdict: Verdict<'_>) -> VerdictFact {
        let event = verdict.event();
        let sentences = || event.judgments().flat_map(Verdict::sentences);
        let court = event.court_name_entry().zip(verdict.court());
        VerdictFact {
            id: event.id().map(Name::from),
            date: event.dated().map(|dated| self.dated(dated)),
            court: court.map(|(entry, name)| self.sited(name.into(), entry)),
            outcome: verdict
                .outcome_entry()
                .zip(verdict.outcome_text())
                .map(|(entry, word)| self.sited(word.into(), entry)),
            is_review: is_review(verdict),
            is_administrative: verdict.jurisdiction() == Some(Jurisdiction::Administrative)
                || sentences().any(|sentence| sentence.is(SentenceType::AdministrativeArrest)),
            persons: sorted(event.judgments().flat_map(Verdict::persons)),
            sentences: sentences().filter_map(|sentence| self.sentence(sentence)).collect(),
        }
    }

    fn sentence(&self, sentence: Sentence<'_>) -> Option<SentenceFact> {
        Some(SentenceFact {
            site: self.site(sentence),
            sentence_type: sentence.type_text()?.into(),
            duration: sentence.duration().map(|term| self.sited(term.duration, term)),
            amount: sentence
                .amount_entry()
                .zip(sentence.amount())
                .map(|(entry, amount)| self.sited(amount.into(), entry)),
            persons: sorted(sentence.persons()),
        })
    }

    fn person(&self, person: Person<'_>) -> PersonFact {
        let original = person.name_original_entry().zip(person.name_original());
        let birth_year = person.birth_year_entry().zip(person.birth_year());
        let gender = person.gender_entry().zip(person.gender());
        PersonFact {
            id: person.id().into(),
            site: self.site(person),
            name: person.name().map(Name::from),
            name_original: original.map(|(entry, name)| self.sited(name.into(), entry)),
            birth_year: birth_year.map(|(entry, year)| self.sited(year, entry)),
            gender: gender.map(|(entry, gender)| self.sited(gender.into(), entry)),
            is_protected: person.is_protected(),
        }
    }

    fn source(&self, source: Source<'_>, key: &str) -> Option<SourceFact> {
        let title = source.title_entry().zip(source.title());
        Some(SourceFact {
            text: address::text_key(source.url()?, key).into(),
            site: self.site(source.url_entry()?),
            title: title.map(|(entry, title)| self.sited(title.into(), entry)),
            published: source.published().map(|dated| self.dated(dated)),
            language: source.language().map(Name::from),
        })
    }
}

fn is_review(verdict: Verdict<'_>) -> Option<bool> {
    match verdict.event().court_level() {
        _ if verdict.is_review() => Some(true),
        Some(CourtLevel::FirstInstance) => Some(false),
        Some(CourtLevel::Appeal | CourtLevel::Cassation) => Some(true),
        // A supreme court decides in the first instance too.
        Some(CourtLevel::Supreme) | None => None,
    }
}

fn sorted<'a>(ids: impl Iterator<Item = &'a str>) -> Box<[Name]> {
    let mut ids: Vec<Name> = ids.map(Name::from).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.into()
}
