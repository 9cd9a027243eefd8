//! `title-date-mismatch`

use super::support::title_dates::only_date;
use crate::diagnostic::{Premise, Severity};
use crate::model::{Source, SourceType};
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
    for source in cx.model().all_sources() {
        check_source(cx, source);
    }
}

fn check_source<'a>(cx: &mut DocumentContext<'a>, source: Source<'a>) {
    let (Some(title), Some(published)) = (source.title_entry(), source.published()) else { return };
    let written = title.value.as_str().filter(|title| title.len() <= LONGEST);
    let Some(found) = written.and_then(only_date) else { return };
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
        return;
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
}
