//! `unknown-but-given`

use crate::diagnostic::Severity;
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
        cx.report(unknown, format!("{name} is declared unknown, and given all the same"))
            .label(given.key, "its value stands here")
            .help(format!(
                "a reader cannot tell which of the two holds: where it is known now, take {name} out of `unknown:`; where it \
                 is not, remove the value{for_some}"
            ));
    }
}
