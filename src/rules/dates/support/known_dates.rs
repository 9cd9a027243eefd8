//! Days and months of which a document tells the year.

use std::cell::{OnceCell, RefCell};
use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::{Range, RangeInclusive};

use jiff::ToSpan as _;

use crate::model::date::{Day, Precision};
use crate::model::prose::{self, without_possessive, words};
use crate::model::{Dated, Model, Text, Verdict};
use crate::tree::NodeId;

/// The shortest word of a name by which a person is recognised.
const SHORTEST_NAME: usize = 4;

/// The days before the first event of a case, and after the last one, of which its texts may tell.
const DAYS_AROUND: i64 = 31;

/// The days before or after an event within which a day is of the same time.
const DAYS_BESIDE: i64 = 14;

/// The most years of a period: a day of a longer one is none of a single year.
const MOST_YEARS: i16 = 5;

/// A month, with a day in it if one is meant.
type MonthDay = (i8, Option<i8>);

/// The events of a case as far as their days are known.
#[derive(Default)]
struct CaseDates {
    /// The months and days of its dates.
    days: HashSet<MonthDay>,
    /// The years of its events.
    years: BTreeSet<i16>,
    /// The first day of an event and the last one.
    span: Option<(Day, Day)>,
    /// The first days of its events.
    firsts: BTreeSet<Day>,
}

/// The time of a report.
struct Window {
    first: Day,
    last: Day,
    /// The day of the publication, or the last one, whichever is later.
    until: Day,
}

/// The part of a text around a date by which its case is known.
type Near = [Range<usize>; 2];

/// The months and days of the dates that are known with their year.
pub(crate) struct KnownDates<'a> {
    model: &'a Model<'a>,
    /// Those in the names of organisations, such as the 31 May Committee.
    named: HashSet<MonthDay>,
    by_case: HashMap<NodeId, CaseDates>,
    /// Those of all cases and developments.
    all: HashSet<MonthDay>,
    window: Option<Window>,
    /// The cases of the people who have a word in their name.
    cases_by_name: OnceCell<HashMap<String, HashSet<NodeId>>>,
    /// The part of a text that was looked at last, by the text's place in the file, with the cases that it names.
    last: RefCell<Option<(NodeId, Near, HashSet<NodeId>)>>,
}

impl<'a> KnownDates<'a> {
    pub(crate) fn new(model: &'a Model<'a>) -> Self {
        let names = model.organisations().filter_map(|organisation| organisation.name());
        let named = names.flat_map(prose::dates).map(|date| (date.month, Some(date.day))).collect();
        let mut known = Self {
            model,
            named,
            by_case: HashMap::new(),
            all: HashSet::new(),
            window: Window::of(model),
            cases_by_name: OnceCell::new(),
            last: RefCell::new(None),
        };
        for event in model.events() {
            let of_case = known.by_case.entry(event.case().node().id()).or_default();
            if let Some(date) = event.dated().map(|dated| dated.date) {
                let (first, last) = (date.first_day(), date.last_day());
                of_case.years.insert(last.year());
                of_case.firsts.insert(first);
                let (earliest, latest) = of_case.span.unwrap_or((first, last));
                of_case.span = Some((earliest.min(first), latest.max(last)));
            }
            let sentences = event.as_verdict().into_iter().flat_map(Verdict::sentences);
            let of_sentences = sentences.flat_map(|sentence| [sentence.starts(), sentence.ends()]);
            for dated in [event.dated(), event.released()].into_iter().chain(of_sentences).flatten() {
                let days = days_of(dated);
                of_case.days.extend(days.clone());
                known.all.extend(days);
            }
        }
        for dated in model.developments().filter_map(|development| development.dated()) {
            known.all.extend(days_of(dated));
        }
        known
    }

    /// Returns true if the text's case, or any case or development for a text of none, has a date of that day or month.
    pub(crate) fn are_of(&self, text: &Text<'a>, month: i8, day: Option<i8>) -> bool {
        let of_case = match text.case() {
            Some(case) => self.by_case.get(&case.node().id()).map(|case| &case.days),
            None => Some(&self.all),
        };
        let mut known = self.named.iter().chain(of_case.into_iter().flatten());
        known.any(|(m, d)| *m == month && (day.is_none() || d.is_none() || *d == day))
    }

    /// Returns true if only one year can be meant: that of the report, or of all events of the case.
    pub(crate) fn are_understood(
        &self,
        text: &Text<'a>,
        meant: MonthDay,
        near: impl FnOnce() -> Near,
    ) -> bool {
        let of_case = text.case().and_then(|case| self.by_case.get(&case.node().id()));
        if of_case.is_some_and(|case| case.is_of_its_year(meant)) {
            return true;
        }
        let Some(window) = &self.window else { return false };
        let is_of = |years: &RangeInclusive<i16>, case: &CaseDates| {
            case.years.iter().all(|year| years.contains(year))
        };
        match window.years_of(meant) {
            // "In March" tells of the report's March in whatever case.
            Some(Meant::InPeriod(years)) => {
                // A case that continues another one tells of its days too.
                let is_whole = text.case().is_some_and(|case| case.continues_entry().is_none());
                let is_of_case =
                    |case: &CaseDates| is_of(&years, case) || is_whole && case.is_near_event(&years, meant);
                meant.1.is_none() || of_case.is_none_or(is_of_case)
            }
            Some(Meant::Around(years)) => of_case.is_none_or(|case| is_of(&years, case)),
            Some(Meant::Earlier(years)) => {
                if text.case().is_some() {
                    return of_case.is_none_or(|case| is_of(&years, case));
                }
                let named = self.cases_named(text, near());
                named.iter().filter_map(|id| self.by_case.get(id)).all(|case| is_of(&years, case))
            }
            None => false,
        }
    }

    /// Returns true if the document has a time of its own, from which days to come are counted.
    pub(crate) fn has_report_time(&self) -> bool {
        self.window.is_some()
    }

    /// Returns the cases whose people a part of a text names.
    fn cases_named(&self, text: &Text<'a>, near: Near) -> HashSet<NodeId> {
        let mut last = self.last.borrow_mut();
        let key = (text.node().id(), near);
        if let Some((node, ranges, cases)) = &*last
            && (*node, ranges) == (key.0, &key.1)
        {
            return cases.clone();
        }
        let by_name = self.cases_by_name.get_or_init(|| cases_by_name(self.model));
        let prose = text.prose();
        let parts = key.1.iter().filter_map(|range| prose.get(range.start..range.end.min(prose.len())));
        let names =
            parts.flat_map(words).map(|(_, word)| word).filter(|word| word.starts_with(char::is_uppercase));
        let cases: HashSet<NodeId> = names
            .filter_map(|word| by_name.get(&without_possessive(word).to_lowercase()))
            .flatten()
            .copied()
            .collect();
        *last = Some((key.0, key.1, cases.clone()));
        cases
    }
}

/// Returns the cases of the people who have a word in their name.
fn cases_by_name(model: &Model<'_>) -> HashMap<String, HashSet<NodeId>> {
    let mut found: HashMap<String, HashSet<NodeId>> = HashMap::new();
    for case in model.cases() {
        let names = case.persons().filter_map(|id| model.person(id)?.name());
        for (_, word) in names.flat_map(words).filter(|(_, word)| word.chars().count() >= SHORTEST_NAME) {
            found.entry(word.to_lowercase()).or_default().insert(case.node().id());
        }
    }
    found
}

impl CaseDates {
    /// Returns true if a day is near an event in one of some years: news of a death comes days later.
    fn is_near_event(&self, years: &RangeInclusive<i16>, meant: MonthDay) -> bool {
        let around = DAYS_BESIDE.days();
        let is_near = |year: i16| {
            let (from, to) = first_and_last(year, meant)?;
            self.firsts.range(from.checked_sub(around).ok()?..=to.checked_add(around).ok()?).next()
        };
        years.clone().any(|year| is_near(year).is_some())
    }

    /// Returns true if all events are of one year, and a day of it is near them.
    fn is_of_its_year(&self, meant: MonthDay) -> bool {
        let (Some(year), Some((first, last)), 1) = (self.years.first(), self.span, self.years.len()) else {
            return false;
        };
        let around = DAYS_AROUND.days();
        let (Ok(first), Ok(last)) = (first.checked_sub(around), last.checked_add(around)) else {
            return false;
        };
        first_and_last(*year, meant).is_some_and(|(from, to)| from <= last && first <= to)
    }
}

/// The part of a report's time in which a day or a month lies, with the years that events may have for it to be understood.
enum Meant {
    InPeriod(RangeInclusive<i16>),
    /// On the eve of the period, or before the publication.
    Around(RangeInclusive<i16>),
    /// In the year of the period, before it.
    Earlier(RangeInclusive<i16>),
}

impl Window {
    fn of(model: &Model<'_>) -> Option<Self> {
        let period = model.period()?;
        let (first, last) = (period.start()?.date.first_day(), period.end()?.date.last_day());
        let written =
            [model.published(), model.as_of()].into_iter().flatten().map(|dated| dated.date.last_day());
        let until = written.chain([last]).max()?;
        (first <= last && last.year() - first.year() < MOST_YEARS).then_some(Self { first, last, until })
    }

    fn years_of(&self, meant: MonthDay) -> Option<Meant> {
        let count = |from: Day, to: Day| {
            let lies = |year: &i16| {
                first_and_last(*year, meant).is_some_and(|(first, last)| first <= to && from <= last)
            };
            (from.year()..=to.year().min(from.year() + MOST_YEARS)).filter(lies).count()
        };
        match count(self.first, self.last) {
            0 => {}
            1 => return Some(Meant::InPeriod(self.first.year()..=self.last.year())),
            _ => return None,
        }
        let eve = self.first.yesterday().unwrap_or(self.first);
        if count(eve, self.until) == 1 {
            return Some(Meant::Around(eve.year()..=self.until.year()));
        }
        let is_of_year =
            || first_and_last(self.first.year(), meant).is_some_and(|(first, _)| first < self.first);
        let year = self.first.year();
        (year == self.last.year() && is_of_year()).then_some(Meant::Earlier(year..=self.until.year()))
    }
}

/// Returns the first day and the last one of a day or a month in a year.
fn first_and_last(year: i16, (month, day): MonthDay) -> Option<(Day, Day)> {
    let first = Day::new(year, month, day.unwrap_or(1)).ok()?;
    Some((first, if day.is_some() { first } else { first.last_of_month() }))
}

/// Returns the month and day of a date's first and last day.
fn days_of(dated: Dated<'_>) -> impl Iterator<Item = MonthDay> + Clone {
    let precision = dated.date.precision();
    [dated.date.first_day(), dated.date.last_day()].into_iter().filter_map(move |day| match precision {
        Precision::Year => None,
        Precision::Month => Some((day.month(), None)),
        Precision::Day => Some((day.month(), Some(day.day()))),
    })
}
