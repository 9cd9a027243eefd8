//! `status-without-as-of`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::{Case, Event, Model};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::tree::Place;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<StatusWithoutAsOf>(RuleMeta {
    name: "status-without-as-of",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("status-without-as-of.md"),
});

/// Phrases that say how things stand, in lower case.
const PHRASES: [&str; 14] = [
    "at the time of writing",
    "when the report was written",
    "as of writing",
    "to date",
    "so far",
    "until now",
    "currently",
    "remains in detention",
    "remain in detention",
    "remains in custody",
    "remains under arrest",
    "still in detention",
    "still under way",
    "is ongoing",
];

/// How many further places are labelled.
const MOST_LABELS: usize = 3;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StatusWithoutAsOf {}

impl Rule for StatusWithoutAsOf {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        if !model.is_report() || model.has_status_date() {
            return;
        }
        let told = if model.is_english() { told(model) } else { Vec::new() };
        let open = model
            .cases()
            .flat_map(open_detentions)
            .map(|event| (Place::from(event), "a detention that the file does not end".to_owned()));
        let mut statuses = told.into_iter().chain(open).take(MOST_LABELS + 1);
        let Some((place, what)) = statuses.next() else { return };
        let mut report = cx.report(place, "the report says how things stand, and not as of when").note(what);
        for (place, what) in statuses {
            report = report.label(place, what);
        }
        report.help(
            "readers take it for the day on which they read it: write `as_of: YYYY-MM-DD` at the top of the report, the \
             day to which such words refer, or `published:`",
        );
    }
}

/// The phrases in the texts.
fn told<'a>(model: &'a Model<'a>) -> Vec<(Place<'a>, String)> {
    let narrative = model.texts().iter().filter(|text| text.role().is_narrative());
    let found = narrative.flat_map(|text| {
        let prose = text.prose();
        let phrases = PHRASES.into_iter().filter_map(move |phrase| {
            let at = prose.find(phrase)?;
            let (before, after) = (prose.get(..at)?, prose.get(at + phrase.len()..)?);
            // "up to date" and "to date back" are no statuses.
            let is_whole =
                !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric);
            let is_date = phrase == "to date"
                && (before.ends_with("up ") || after.starts_with(" from") || after.starts_with(" back"));
            // "So far as is known", and "had so far been used", which is so far as the story had come.
            let is_extent = phrase == "so far"
                && (after.starts_with(" as") || after.starts_with('-') || before.ends_with("had "));
            (is_whole && !is_date && !is_extent).then_some((at, phrase))
        });
        let first = phrases.min();
        first.map(|(at, phrase)| (text.place(at..at + phrase.len()), quoted(phrase)))
    });
    found.take(MOST_LABELS + 1).collect()
}

/// Detentions before trial of which neither a term nor an end is given.
fn open_detentions<'a>(case: Case<'a>) -> impl Iterator<Item = Event<'a>> {
    let ends =
        |event: Event<'_>| matches!(event.event_type(), Some("release" | "verdict" | "amnesty" | "pardon"));
    let has_end = case.events().any(ends);
    case.events().filter(move |event| {
        let is_lasting = matches!(event.event_type(), Some("pre-trial-detention" | "house-arrest"));
        !has_end && is_lasting && event.released_entry().is_none() && event.duration().is_none()
    })
}
