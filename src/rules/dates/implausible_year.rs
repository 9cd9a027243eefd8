//! `implausible-year`

use std::collections::{BTreeSet, HashMap};

use crate::diagnostic::{Premise, Severity};
use crate::model::date::Day;
use crate::model::{Dated, Event, EventType, Model, Quote, Sentence, UnknownField, Verdict};
use crate::rule::{Check, DocumentContext, FindingBuilder, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "implausible-year",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("implausible-year.md"),
};

/// The first year that a report of this kind may mention.
const FIRST_YEAR: i16 = 1900;
/// The years by which an event may lie before the document.
const PAST_YEARS: i16 = 40;
/// The years by which it may lie ahead.
const FUTURE_YEARS: i16 = 5;
/// The years by which one date may lie ahead of every other.
const YEARS_AHEAD: i16 = 8;
/// The years by which a source that nobody is said to have read may lie ahead of every other date.
const YEARS_AHEAD_UNREAD: i16 = 2;
/// The years by which a report may follow the events in it.
const WRITTEN_AFTER: i16 = 20;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let dates: Vec<Dated<'_>> = event_dates(model).collect();
    let sources: Vec<SourceDates<'_>> =
        model.all_sources().map(|source| (source.published(), source.accessed())).collect();
    let newest = Newest::of(model, &dates, &sources);
    let (about, written) = (subject_year(model, &dates), writing_year(model, &sources));
    check_births(cx, newest.as_ref());
    check_unknown(cx, written.or(newest.as_ref().map(|newest| newest.year)));
    let last_year = |dated: Dated<'_>| dated.date.last_day().year();
    let last_read = sources.iter().filter_map(|(_, accessed)| *accessed).map(last_year).max();
    let last_published = sources.iter().filter_map(|(published, _)| *published).map(last_year).max();
    let last_source = last_published.max(last_read);
    let period_end = model.period().and_then(|period| period.end());
    // `event-after-publication` reports an event after the report.
    let limit = model.written();
    let is_past = |dated: &Dated<'_>| !limit.is_some_and(|at| dated.date.is_after(&at.date));
    let last_term = last_year_of_terms(model);
    for dated in dates.iter().copied().filter(is_past) {
        let year = dated.date.first_day().year();
        let is_within_term =
            last_term.is_some_and(|last| year <= last) && about.is_some_and(|about| year > about);
        if is_within_term {
            continue;
        }
        // A term of many years may end shortly before somebody writes of it.
        let range =
            about.map(|year| (year, year - PAST_YEARS, last_source.unwrap_or(year).max(year + FUTURE_YEARS)));
        if let Some(report) = check_year(cx, dated, range, newest.as_ref()) {
            report.depends_on(period_end.and_then(|end| Premise::value_right(end.entry.value)));
        }
    }
    for dated in [model.published(), model.as_of()].into_iter().flatten() {
        let range = about.map(|year| (year, year - PAST_YEARS, year + WRITTEN_AFTER));
        check_year(cx, dated, range, newest.as_ref());
    }
    let days: BTreeSet<Day> = dates.iter().map(|dated| dated.date.first_day()).collect();
    for (published, accessed) in sources {
        // A covenant or an old law may be a source: only a date after the document can be wrong.
        let range = |first: i16| written.map(|year| (year, first, year + FUTURE_YEARS));
        // Nobody reads at one time what appears years later. Histories are written many years after all else.
        let year = published.map(|dated| dated.date.first_day().year());
        let is_unread = accessed.is_none();
        let is_after_reading = year.zip(last_read).is_some_and(|(published, read)| published > read + 1);
        let is_slip = || last_read.is_none() && published.is_some_and(|dated| is_slip_of_year(dated, &days));
        let may_be_wrong = !is_unread || is_after_reading || is_slip();
        let ahead = if is_unread && last_read.is_some() { YEARS_AHEAD_UNREAD } else { YEARS_AHEAD };
        let newest = newest.as_ref().filter(|_| may_be_wrong).map(|newest| Newest { ahead, ..*newest });
        published.into_iter().for_each(|dated| _ = check_year(cx, dated, range(FIRST_YEAR), newest.as_ref()));
        let read = written.map_or(FIRST_YEAR, |year| year - PAST_YEARS);
        // Somebody may read of a case many years later.
        accessed.into_iter().for_each(|dated| _ = check_year(cx, dated, range(read), None));
    }
}

/// The days within which something is published about an event.
const DAYS_AFTER: i32 = 92;

/// Returns true if one other digit in the year of a date makes it one shortly after an event.
fn is_slip_of_year(dated: Dated<'_>, events: &BTreeSet<Day>) -> bool {
    let day = dated.date.first_day();
    let is_one_digit = |year: &i16| {
        let (one, other) = (format!("{:04}", day.year()), format!("{year:04}"));
        one.bytes().zip(other.bytes()).filter(|(one, other)| one != other).count() == 1
    };
    let years: BTreeSet<i16> = events.iter().flat_map(|event| [event.year(), event.year() + 1]).collect();
    let moved =
        years.iter().filter(|year| is_one_digit(year)).filter_map(|year| day.with().year(*year).build().ok());
    moved.into_iter().any(|moved| {
        let last = events.range(..=moved).next_back();
        last.is_some_and(|event| (moved - *event).get_days() <= DAYS_AFTER)
    })
}

/// Returns the last year in which somebody may be in prison by the terms of the document, and be released.
fn last_year_of_terms(model: &Model<'_>) -> Option<i16> {
    let ends = model.judgments().flat_map(|verdict| {
        let day = verdict.event().dated().map(|dated| dated.date.last_day());
        verdict.sentences().filter_map(move |sentence| sentence.duration()?.duration.end_from(day?))
    });
    ends.map(|end| end.year()).max().map(|year| year.saturating_add(1))
}

/// Reports people who were born after everything that the document tells, or after something that happened to them, or would have
/// been older than people get.
fn check_births(cx: &mut DocumentContext<'_>, newest: Option<&Newest>) {
    const HELP: &str = "one digit may be wrong: check the year";
    let lives = lives(cx.model());
    for person in cx.model().persons() {
        let Some((entry, year)) = person.birth_year_entry().zip(person.birth_year()) else { continue };
        if newest.is_some_and(|newest| year > i64::from(newest.year)) {
            let message = format!("the birth in {year} lies after every date of the document");
            cx.report(entry, message).note("is this the year?").help(HELP);
            continue;
        }
        let Some((first, last)) = lives.get(person.id()) else { continue };
        let (event, dated) = *first;
        if i64::from(dated.date.last_day().year()) < year {
            let message =
                format!("the birth in {year} lies after the {} of {}", event.noun(), clip(dated.written()));
            cx.report(entry, message).label(dated, "it happened to the same person").help(HELP);
            continue;
        }
        let (event, dated) = *last;
        let age = i64::from(dated.date.first_day().year()) - year;
        if age > MOST_AGE {
            let message = format!(
                "somebody born in {year} was {age} years old at the {} of {}",
                event.noun(),
                clip(dated.written())
            );
            cx.report(entry, message).label(dated, "it happened to the same person").help(HELP);
        }
    }
}

/// The greatest age of somebody to whom something happens.
const MOST_AGE: i64 = 105;

/// An event with its date.
type DatedEvent<'a> = (Event<'a>, Dated<'a>);

/// Returns the first and the last event that happened to each person by name, or to the only one of the case, in years.
fn lives<'a>(model: &Model<'a>) -> HashMap<&'a str, (DatedEvent<'a>, DatedEvent<'a>)> {
    let mut lives: HashMap<&str, (DatedEvent<'_>, DatedEvent<'_>)> = HashMap::new();
    if model.persons().all(|person| person.birth_year_entry().is_none()) {
        return lives;
    }
    for event in model.events() {
        let Some(dated) = event.dated() else { continue };
        // A law or a publication may be about somebody who is dead, or concern them later.
        let is_background = event.event_type().is_none_or(EventType::is_background);
        let is_certain = event.persons_entry().is_some() || event.persons().nth(1).is_none();
        for id in event.persons().filter(|_| is_certain && !is_background) {
            let year = |(_, dated): DatedEvent<'_>| dated.date.first_day().year();
            let own = (event, dated);
            let life = lives.entry(id).or_insert((own, own));
            if year(own) < year(life.0) {
                life.0 = own;
            }
            if year(own) > year(life.1) {
                life.1 = own;
            }
        }
    }
    lives
}

/// Reports a day on which a value was looked for that lies years after the document.
fn check_unknown(cx: &mut DocumentContext<'_>, written: Option<i16>) {
    for checked in cx.model().unknown_fields().filter_map(UnknownField::checked) {
        let range = written.map(|year| (year, FIRST_YEAR, year + FUTURE_YEARS));
        check_year(cx, checked, range, None);
    }
}

/// Reports a date before 1900, or outside a range: the document's year, the first and the last possible year.
fn check_year<'a, 'b>(
    cx: &'b mut DocumentContext<'a>,
    dated: Dated<'a>,
    range: Option<(i16, i16, i16)>,
    newest: Option<&Newest>,
) -> Option<FindingBuilder<'b>> {
    let year = dated.date.first_day().year();
    let shown = || clip(dated.written());
    let years_ahead = newest.filter(|newest| newest.year == year).map_or(0, |newest| year - newest.second);
    let message = match range {
        _ if year < FIRST_YEAR => format!("{} lies before {FIRST_YEAR}", shown()),
        Some((about, first, last)) if year < first || year > last => {
            format!("{} lies far from the other dates of the document, which are around {about}", shown())
        }
        _ if newest.is_some_and(|newest| years_ahead > newest.ahead) => {
            format!("{} lies {years_ahead} years after every other date of the document", shown())
        }
        _ => return None,
    };
    let report = cx.report(dated, message).note("is this the year?");
    let report = report.help("one digit may be wrong: check the year");
    Some(report.refutes(Premise::value_right(dated.entry.value)))
}

/// The days on which a source was published and read.
type SourceDates<'a> = (Option<Dated<'a>>, Option<Dated<'a>>);

/// The newest years of a document's dates: of events, sources and the document itself.
struct Newest {
    year: i16,
    /// The newest year of the other dates.
    second: i16,
    /// The years by which one may lie ahead of the other.
    ahead: i16,
}

impl Newest {
    /// Returns the two newest years; `None` of few dates, where neither is the odd one out.
    fn of(model: &Model<'_>, dates: &[Dated<'_>], sources: &[SourceDates<'_>]) -> Option<Self> {
        let of_document = [model.published(), model.as_of()].into_iter().flatten();
        let end = model.period().and_then(|period| period.end());
        let of_sources = sources.iter().flat_map(|(published, accessed)| [*published, *accessed]).flatten();
        let all = of_document.chain(end).chain(of_sources).chain(dates.iter().copied());
        let mut years: Vec<i16> = all.map(|dated| dated.date.first_day().year()).collect();
        years.sort_unstable_by(|one, other| other.cmp(one));
        match *years.as_slice() {
            [year, second, _, ..] => Some(Self { year, second, ahead: YEARS_AHEAD }),
            _ => None,
        }
    }
}

/// Returns the year that the document is about: the end of its period, or else the median of its events' years.
fn subject_year(model: &Model<'_>, dates: &[Dated<'_>]) -> Option<i16> {
    if let Some(end) = model.period().and_then(|period| period.end()) {
        return Some(end.date.last_day().year());
    }
    median_year(dates.iter().copied())
}

/// Returns the year in which the document was written: by its own dates, or else the median of the years in which its
/// sources were read.
fn writing_year(model: &Model<'_>, sources: &[SourceDates<'_>]) -> Option<i16> {
    let own = model.written().or_else(|| model.period()?.end());
    own.map(|dated| dated.date.last_day().year())
        .or_else(|| median_year(sources.iter().filter_map(|(_, accessed)| *accessed)))
}

/// Returns the median of the years; `None` for one or two, where neither is the odd one out.
fn median_year<'a>(dates: impl Iterator<Item = Dated<'a>>) -> Option<i16> {
    let mut years: Vec<i16> = dates.map(|dated| dated.date.first_day().year()).collect();
    years.sort_unstable();
    years.get(years.len() / 2).copied().filter(|_| years.len() > 2)
}

/// Returns the dates of events, releases, sentences, developments and quotes.
fn event_dates<'a>(model: &Model<'a>) -> impl Iterator<Item = Dated<'a>> {
    let events = model.events().flat_map(|event| [event.dated(), event.released()]).flatten();
    let verdicts = model.events().filter_map(Event::as_verdict);
    // The end of a long sentence may well lie far ahead.
    let starts = verdicts.flat_map(Verdict::sentences).filter_map(Sentence::starts);
    let developments = model.developments().filter_map(|development| development.dated());
    events.chain(starts).chain(developments).chain(model.quotes().filter_map(Quote::dated))
}
