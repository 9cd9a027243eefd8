//! `accessed-before-published`

use crate::diagnostic::{Premise, Severity};
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
        // A source of another year than the one in which it was read mostly has a digit wrong in its own.
        let (year, read) = (published.date.first_day().year(), accessed.date.first_day().year());
        if year > read {
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
