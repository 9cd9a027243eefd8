//! `unknown-but-given`

use crate::diagnostic::{Premise, Severity};
use crate::model::vocabulary::field;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unknown-but-given",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("unknown-but-given.md"),
};

/// The largest number of items of a value that a finding speaks for.
const MOST_ITEMS: usize = 32;

fn check(cx: &mut DocumentContext<'_>) {
    for unknown in cx.model().unknown_fields() {
        let (Some(name), Some(given)) = (unknown.name(), unknown.given()) else { continue };
        // Of a date that is a month or a year it is the day that is not known.
        if unknown.is_partly_given() {
            continue;
        }
        let for_some = match name {
            field::SENTENCES => {
                "; where they are not known for some of the people, the outcome is `mixed`, with a result for each"
            }
            _ => "",
        };
        let name = quoted(name);
        let mut report = cx
            .report(unknown, format!("{name} is declared unknown, and given all the same"))
            .label(given.key, "its value stands here")
            .depends_on(Premise::value_right(given.value));
        // What else is wrong with the value is of no use while it may not stand there at all.
        for item in given.value.items().take(MOST_ITEMS) {
            report = report.refutes(Premise::value_right(item));
        }
        report.help(format!(
                "a reader cannot tell which of the two holds: where it is known now, take {name} out of `unknown:`; where it \
                 is not, remove the value{for_some}"
            ));
    }
}
