//! `source-before-event`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Premise, Severity};
use crate::model::date::Date;
use crate::model::prose::words;
use crate::model::{Case, Dated, Development, Event, EventType, Model, Quote, Source, SourceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::{NodeRef, Place};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "source-before-event",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("source-before-event.md"),
};

/// The days by which a source may be older: it was published in another time zone, or the day is not exact.
const SLACK: i32 = 1;

/// The days by which people announce what they plan: a hearing, an election, a rally.
const ANNOUNCED: i32 = 120;

/// The days beyond which a source is background, or a year is wrong, which `implausible-year` reports.
const MOST: i32 = 5 * 365;

/// Something that sources are given for.
struct Supported<'a> {
    noun: String,
    dated: Dated<'a>,
    place: Place<'a>,
    sources: Vec<Source<'a>>,
    is_announced: bool,
    /// True of what the authorities do, perhaps because of the source.
    is_of_state: bool,
    is_verdict: bool,
    is_opinion: bool,
}

/// The earliest court decision for which each source is given.
struct Decided<'a>(HashMap<&'a str, Date>);

impl<'a> Decided<'a> {
    fn of(model: &'a Model<'a>) -> Self {
        let mut first: HashMap<&str, Date> = HashMap::new();
        for event in model.events().filter(|event| event.is(EventType::Verdict) || event.is_custody()) {
            let Some(date) = event.dated().map(|dated| dated.date) else { continue };
            for id in event.source_references().filter_map(NodeRef::as_str) {
                let earliest = first.entry(id).or_insert(date);
                if date.is_before(earliest) {
                    *earliest = date;
                }
            }
        }
        Self(first)
    }

    /// Returns true for the text of a judgment, by its title, that is given for no decision from before its publication: it is the
    /// text of the one that cites it. A case card of a court's register grows.
    fn is_judgment(&self, source: Source<'a>) -> bool {
        const JUDGMENTS: [&str; 14] = [
            "judgment",
            "judgement",
            "verdict",
            "decision",
            "ruling",
            "приговор",
            "постановление",
            "решение",
            "үкім",
            "үкімі",
            "қаулы",
            "қаулысы",
            "өкүм",
            "өкүмү",
        ];
        const GROWING: [&str; 8] =
            ["register", "registry", "database", "card", "реестр", "карточка", "база", "картотека"];
        let lower = source.title().unwrap_or_default().to_lowercase();
        let has_word = |list: &[&str]| words(&lower).any(|(_, word)| list.contains(&word));
        let first = source.id().and_then(|id| self.0.get(id));
        let is_of_other =
            source.published().zip(first).is_none_or(|(published, first)| !first.is_after(&published.date));
        has_word(&JUDGMENTS) && !has_word(&GROWING) && !is_of_other
    }
}

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let decided = Decided::of(model);
    let mut reported = HashSet::new();
    for supported in supported(model) {
        let older: Option<Vec<_>> = supported
            .sources
            .iter()
            .map(|source| Some((*source, older_date(*source, &supported, &decided)?)))
            .collect();
        // One source of the time is enough; the others may be background.
        let Some((source, dated)) = older.and_then(|older| older.into_iter().next()) else {
            continue;
        };
        if !reported.insert(source.node().id()) {
            continue;
        }
        let id = source
            .id()
            .map_or_else(|| "the quote's source".to_owned(), |id| format!("the source {}", quoted(id)));
        let message = format!(
            "{id} was published on {}, before the {} of {} that cites it",
            dated.written(),
            supported.noun,
            supported.dated.written()
        );
        cx.report(dated, message)
            .note("older than what it supports")
            .label(supported.place, "this cites it")
            .help("nobody can report what has not happened yet: name the source that tells of it, for this one was written before; or correct the date that is wrong")
            .depends_on(Premise::value_right(supported.dated.entry.value))
            .depends_on(Premise::value_right(dated.entry.value));
    }
}

/// Returns the date of a source's publication if that shows it to be older than what it is given for.
fn older_date<'a>(source: Source<'a>, supported: &Supported<'a>, decided: &Decided<'a>) -> Option<Dated<'a>> {
    // Registers, judgments and long-lived pages grow after they were published. A post, or a video of a speech, may be what
    // somebody is charged for.
    let is_of_one_day = match source.source_type()? {
        SourceType::News | SourceType::Interview => true,
        SourceType::CourtDocument => supported.is_verdict && decided.is_judgment(source),
        // The text of an opinion is adopted first.
        SourceType::InternationalBody => supported.is_opinion && is_opinion(source),
        SourceType::Statement
        | SourceType::Video
        | SourceType::Audio
        | SourceType::Photo
        | SourceType::SocialMedia => !supported.is_of_state,
        _ => false,
    };
    let slack = if supported.is_announced && !supported.is_opinion { ANNOUNCED } else { SLACK };
    let event = supported.dated.date;
    source.published().filter(|dated| {
        let days = (event.first_day() - dated.date.last_day()).get_days();
        is_of_one_day && dated.date.is_before(&event) && days > slack && days <= MOST
    })
}

/// Returns true for the text of an opinion, by its title.
fn is_opinion(source: Source<'_>) -> bool {
    const OPINIONS: [&str; 6] = ["opinion", "views", "мнение", "соображения", "avis", "opinión"];
    let title = source.title().unwrap_or_default().to_lowercase();
    words(&title).any(|(_, word)| OPINIONS.contains(&word))
}

/// Returns the events, quotes and developments with a date and sources.
fn supported<'a>(model: &'a Model<'a>) -> impl Iterator<Item = Supported<'a>> {
    let listed = |references: &mut dyn Iterator<Item = NodeRef<'a>>| -> Vec<Source<'a>> {
        references.filter_map(|id| model.source(id.as_str()?)).collect()
    };
    let of_event = move |event: Event<'a>| {
        Some(Supported {
            noun: event.noun(),
            dated: event.dated()?,
            place: event.date_entry()?.into(),
            sources: listed(&mut event.source_references()),
            is_announced: event.event_type().is_none_or(is_announced),
            is_verdict: event.is(EventType::Verdict),
            is_opinion: event.is(EventType::Opinion),
            is_of_state: !matches!(
                event.event_type(),
                Some(EventType::Attack | EventType::Death | EventType::IllTreatment)
            ),
        })
    };
    let of_quote = move |quote: Quote<'a>| {
        let dated = quote.dated()?;
        let mut sources = listed(&mut quote.source_references());
        sources.extend(quote.inline_source());
        Some(Supported {
            noun: "quote".to_owned(),
            dated,
            place: dated.into(),
            sources,
            is_announced: false,
            is_of_state: false,
            is_verdict: false,
            is_opinion: false,
        })
    };
    let of_development = move |development: Development<'a>| {
        let dated = development.dated()?;
        let sources = listed(&mut development.source_references());
        Some(Supported {
            noun: "development".to_owned(),
            dated,
            place: dated.into(),
            sources,
            is_announced: true,
            is_of_state: true,
            is_verdict: false,
            is_opinion: false,
        })
    };
    let events = model.cases().flat_map(|case| in_order(model, case)).filter_map(of_event);
    let quotes = model.quotes().filter_map(of_quote);
    events.chain(quotes).chain(model.developments().filter_map(of_development))
}

/// Returns the events of a case whose dates agree with the events beside them: of others the date is wrong, as
/// `events-out-of-order` says.
fn in_order<'a>(model: &Model<'a>, case: Case<'a>) -> Vec<Event<'a>> {
    let events: Vec<Event<'a>> = model.events_of(case).collect();
    let date = |at: Option<usize>| events.get(at?)?.dated().map(|dated| dated.date);
    let is_in_order = |at: usize| {
        let own = date(Some(at));
        let is_after_next = own.zip(date(at.checked_add(1))).is_some_and(|(own, next)| own.is_after(&next));
        !is_after_next
    };
    (0..events.len()).filter(|at| is_in_order(*at)).filter_map(|at| events.get(at).copied()).collect()
}

/// Returns true for events that people know of before: they are planned, or called.
fn is_announced(event_type: EventType) -> bool {
    use EventType::{
        Arrest, Attack, Charge, Death, Detention, HouseArrest, IllTreatment, PreTrialDetention, Search,
        Verdict,
    };
    !matches!(
        event_type,
        Arrest
            | Attack
            | Charge
            | Death
            | Detention
            | HouseArrest
            | IllTreatment
            | PreTrialDetention
            | Search
            | Verdict
    )
}
