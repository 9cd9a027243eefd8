//! `implausible-year`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::{Dated, Model, Source};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ImplausibleYear>(RuleMeta {
    name: "implausible-year",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("implausible-year.md"),
});

/// No report of this kind tells of what is older.
const FIRST_YEAR: i16 = 1900;
/// What happened may lie this far back, and no further ahead than that.
const PAST_YEARS: i16 = 40;
const FUTURE_YEARS: i16 = 5;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ImplausibleYear {}

impl Rule for ImplausibleYear {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let Some(centre) = centre(model) else { return };
        let in_sources = model
            .all_sources()
            .flat_map(|source: Source<'_>| [source.published(), source.accessed()])
            .flatten();
        let of_report = [model.published(), model.as_of()].into_iter().flatten();
        for dated in happened(model).chain(in_sources).chain(of_report) {
            let year = dated.date.first_day().year();
            let is_old = year < FIRST_YEAR;
            let is_far =
                year > centre.saturating_add(FUTURE_YEARS) || year < centre.saturating_sub(PAST_YEARS);
            if !is_old && !is_far {
                continue;
            }
            cx.report(
                dated,
                format!(
                    "{} lies decades from the rest of the document, which is about {centre}",
                    clip(dated.written())
                ),
            )
            .note("is this the year?")
            .help("it may be a slip of one digit: look the year up again");
        }
    }
}

/// The year that the document is about: the end of its period, or else the middle one of its events' years.
fn centre(model: &Model<'_>) -> Option<i16> {
    if let Some(end) = model.period().and_then(|period| period.end()) {
        return Some(end.date.last_day().year());
    }
    let mut years: Vec<i16> = happened(model).map(|dated| dated.date.first_day().year()).collect();
    years.sort_unstable();
    // Of one or two dates none is the odd one out.
    years.get(years.len() / 2).copied().filter(|_| years.len() > 2)
}

/// The dates of events, of releases and of developments.
fn happened<'a>(model: &Model<'a>) -> impl Iterator<Item = Dated<'a>> + use<'a> {
    let events = model.events().flat_map(|event| [event.dated(), event.released()]).flatten();
    events.chain(model.developments().filter_map(|development| development.dated()))
}
