//! `accessed-before-published`

use std::collections::HashMap;

use crate::diagnostic::{Premise, Severity};
use crate::model::Source;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "accessed-before-published",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("accessed-before-published.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let mut years_of_reading: HashMap<i16, usize> = HashMap::new();
    for accessed in cx.model().all_sources().filter_map(Source::accessed) {
        *years_of_reading.entry(accessed.date.first_day().year()).or_default() += 1;
    }
    for source in cx.model().all_sources() {
        let (Some(accessed), Some(published)) = (source.accessed(), source.published()) else { continue };
        if !accessed.date.is_before(&published.date) {
            continue;
        }
        let which =
            source.id().map_or_else(|| "this source".to_owned(), |id| format!("the source {}", quoted(id)));
        let message = format!(
            "{which} was read {}, before it was published {}",
            clip(accessed.written()),
            clip(published.written())
        );
        // Where others were read in the same year, the year of publication is the odd one out.
        let (year, read) = (published.date.first_day().year(), accessed.date.first_day().year());
        if year > read && years_of_reading.get(&read).is_some_and(|count| *count > 1) {
            cx.report(published, message)
                .label(accessed, "read here")
                .help(format!("nobody can have read it then: is the year {year} right?"))
                .refutes(Premise::value_right(published.entry.value));
            continue;
        }
        cx.report(accessed, message).label(published, "published here").help(
            "nobody can have read it then: check both dates; `published` is the date on the page, `accessed` the day on \
             which somebody opened it",
        );
    }
}
