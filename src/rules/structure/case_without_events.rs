//! `case-without-events`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "case-without-events",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("case-without-events.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        // The schema reports a list that holds anything but events.
        let is_empty = case
            .events_entry()
            .is_none_or(|entry| entry.value.as_sequence().is_some_and(|mut items| items.next().is_none()));
        if !is_empty || case.has_unknown_events() || case.node().as_mapping().is_none() {
            continue;
        }
        let title = case.title().map(|title| format!(" \"{}\"", clip(title)));
        let which = title.or_else(|| Some(format!(" {}", quoted(case.id()?)))).unwrap_or_default();
        cx.report(case, format!("the case{which} has no events")).note("what happened, and when?").help(
            "a case consists of its events: add `events:` with a `- type: …`, a `date:` and `sources:` for each; what is not a case, \
             such as a draft law, is a development",
        );
    }
}
