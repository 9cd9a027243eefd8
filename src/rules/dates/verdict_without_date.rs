//! `verdict-without-date`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::{Event, Model, Verdict};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::tree::Place;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<VerdictWithoutDate>(RuleMeta {
    name: "verdict-without-date",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("verdict-without-date.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct VerdictWithoutDate {}

impl Rule for VerdictWithoutDate {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for case in cx.model().cases() {
            if !case.events().any(is_undated_verdict) {
                continue;
            }
            let events: Vec<Event<'_>> = case.events().collect();
            // For each event, the first dated one after it.
            let mut following = Vec::with_capacity(events.len());
            let mut next = None;
            for event in events.iter().rev() {
                following.push(next);
                next = event.date_entry().map(|_| *event).or(next);
            }
            let mut previous = None;
            for (event, next) in events.into_iter().zip(following.into_iter().rev()) {
                if let Some(verdict) = event.as_verdict().filter(|_| is_undated_verdict(event)) {
                    report(cx, verdict, previous, next);
                }
                previous = event.date_entry().map(|_| event).or(previous);
            }
        }
    }
}

/// Whether the event is a verdict that no `date:` stands in; an empty one is the schema's to report.
fn is_undated_verdict(event: Event<'_>) -> bool {
    event.as_verdict().is_some() && !event.has_date_key()
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    before: Option<Event<'a>>,
    after: Option<Event<'a>>,
) {
    let event = verdict.event();
    let place = event.type_entry().map_or_else(|| Place::from(event.node()), Place::from);
    let message = format!("{} has no date", describe(cx.model(), verdict));
    let mut report = cx.report(place, message).note("this verdict needs a `date:`");
    for (neighbour, order) in [(before, "before"), (after, "after")] {
        if let Some((event, date)) = neighbour.and_then(|event| Some((event, event.date_entry()?))) {
            let what = event.event_type().filter(|word| *word != "other").unwrap_or("event");
            report = report.label(date, format!("the {} listed {order} it", clip(what)));
        }
    }
    report.help(
        "without its day nobody can find the judgment: write `date: YYYY-MM-DD`; the court's website, the written \
         judgment or the defence lawyer has it",
    );
}

/// The verdict by whom it is against, or else by its id and case, and by its court.
pub(in crate::rules) fn describe<'a>(model: &Model<'a>, verdict: Verdict<'a>) -> String {
    let event = verdict.event();
    let whom = match model.names(event.persons()) {
        Some(names) => format!(" against {names}"),
        None => {
            let own = event.id().map(|id| format!(" {}", quoted(id))).unwrap_or_default();
            let case = event.case().id().map(|id| format!(" in the case {}", quoted(id))).unwrap_or_default();
            format!("{own}{case}")
        }
    };
    let court = verdict.court().map(|court| format!(" by {}", clip(court))).unwrap_or_default();
    let what = if verdict.is_review() { "review of the verdict" } else { "verdict" };
    format!("the {what}{whom}{court}")
}
