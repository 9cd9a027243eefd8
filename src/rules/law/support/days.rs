//! The days whose law matters for a sentence: that of the act or the charge, as far as the record has it, and that of the
//! verdict.

use std::collections::HashMap;

use crate::model::date::Date;
use crate::model::{Case, Event, EventType};
use crate::rule::DocumentContext;

/// The days before the verdicts of a case, as its record has them.
pub(in crate::rules::law) struct Days<'a> {
    /// The first charge under each article of a code.
    charges: HashMap<(&'a str, &'a str), Date>,
    /// The first event that shows when the act was.
    first: Option<Date>,
}

impl<'a> Days<'a> {
    /// Reads the events of a case, once for all of its sentences.
    pub(in crate::rules::law) fn of(cx: &DocumentContext<'a>, case: Case<'a>) -> Self {
        let mut days = Self { charges: HashMap::new(), first: None };
        for event in cx.model().events_of(case) {
            let Some(date) = event.dated().map(|dated| dated.date) else { continue };
            if event.is(EventType::Charge) {
                for citation in event.citations() {
                    let earliest = days.charges.entry((citation.code(), citation.article())).or_insert(date);
                    *earliest = earlier(*earliest, date);
                }
            }
            if shows_the_act(event) {
                days.first = Some(days.first.map_or(date, |first| earlier(first, date)));
            }
        }
        days
    }

    /// Returns the days for a sentence under an article, the earliest first; none if the verdict has no date.
    pub(in crate::rules::law) fn before(
        &self,
        code: &str,
        article: &str,
        verdict: Option<Date>,
    ) -> Vec<Date> {
        let Some(verdict) = verdict else { return Vec::new() };
        let known = self.charges.get(&(code, article)).copied().or(self.first);
        known.filter(|date| date.is_before(&verdict)).into_iter().chain([verdict]).collect()
    }
}

fn earlier(one: Date, other: Date) -> Date {
    if other.first_day() < one.first_day() { other } else { one }
}

/// Returns true for what happens before a charge, or is itself the act.
fn shows_the_act(event: Event<'_>) -> bool {
    const ACTS: [EventType; 6] = [
        EventType::Protest,
        EventType::Statement,
        EventType::Publication,
        EventType::Charge,
        EventType::Search,
        EventType::Investigation,
    ];
    event.is_custody() || ACTS.iter().any(|act| event.is(*act))
}
