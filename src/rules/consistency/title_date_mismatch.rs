//! `title-date-mismatch`

use std::collections::HashMap;

use super::support::title_dates::only_date;
use crate::diagnostic::{Premise, Severity};
use crate::model::date::Day;
use crate::model::{Dated, EventType, Source, SourceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "title-date-mismatch",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("title-date-mismatch.md"),
};

/// The longest title that is read.
const LONGEST: usize = 400;

/// The days by which a source may be older than its title says: it was published in another time zone.
const SLACK: i32 = 1;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut decided: HashMap<&str, Vec<Dated<'_>>> = HashMap::new();
    for event in model.events().filter(|event| event.is(EventType::Verdict)) {
        let Some(dated) = event.dated() else { continue };
        for id in event.source_references().filter_map(|node| node.as_str()) {
            decided.entry(id).or_default().push(dated);
        }
    }
    for source in model.all_sources() {
        let is_reported = check_source(cx, source);
        let dated = source.id().and_then(|id| decided.get(id)).filter(|_| !is_reported);
        if let Some(dated) = dated {
            check_judgment(cx, source, dated);
        }
    }
}

/// Checks the date in the title of a judgment against the verdicts for which it is given: the same day of another year is a slip.
fn check_judgment<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>, decided: &[Dated<'a>]) {
    let is_judgment = source.source_type() == Some(SourceType::CourtDocument);
    let Some(title) = source.title_entry().filter(|_| is_judgment) else { return };
    let written = title.value.as_str().filter(|title| title.len() <= LONGEST);
    let Some(found) = written.and_then(only_date) else { return };
    let days = || decided.iter().filter_map(|dated| Some((*dated, dated.date.as_day()?)));
    if days().any(|(_, day)| day == found.day) {
        return;
    }
    let is_same = |day: Day| (found.day.day(), found.day.month()) == (day.day(), day.month());
    let Some((dated, _)) = days().find(|(_, day)| is_same(*day)) else { return };
    let message = format!(
        "the title of the source has the date {}, and the verdict that it is given for {}",
        clip(found.written),
        clip(dated.written())
    );
    cx.report(title, message)
        .label(dated, "the verdict")
        .depends_on(Premise::value_right(dated.entry.value))
        .help("one of the two has a slip in the year: look the date up, and correct the one that is wrong");
}

/// Compares the date in the title of a source with that of its publication, and returns true if it reports.
fn check_source<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>) -> bool {
    let (Some(title), Some(published)) = (source.title_entry(), source.published()) else { return false };
    let written = title.value.as_str().filter(|title| title.len() <= LONGEST);
    let Some(found) = written.and_then(only_date) else { return false };
    let (day, last) = (found.day, published.date.last_day());
    // The press looks back at a day of another year.
    let is_own_paper =
        source.source_type().is_some_and(|kind| kind.is_of_authority() || kind == SourceType::Statement);
    let is_of_other_year = is_own_paper
        && published.date.as_day().is_some_and(|exact| {
            (exact.day(), exact.month()) == (day.day(), day.month()) && exact.year() > day.year()
        });
    let is_later = (day - last).get_days() > SLACK;
    if !is_later && !is_of_other_year {
        return false;
    }
    let shown = clip(found.written);
    let by = clip(published.written());
    let message = match is_later {
        true => format!("the source was published on {by}, before the date in its title, {shown}"),
        false => format!(
            "the source was published on {by}, and its title has the same day of another year, {shown}"
        ),
    };
    cx.report(published, message)
        .note("this is the date of publication")
        .label(title, "the title of the source")
        .help("one of the two has a slip: look the date up, and correct the one that is wrong")
        .refutes(Premise::value_right(published.entry.value));
    true
}
