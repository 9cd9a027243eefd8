//! `unknown-without-check`

use crate::diagnostic::Severity;
use crate::model::UnknownReason;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unknown-without-check",
    group: Group::Sourcing,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("unknown-without-check.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for unknown in cx.model().unknown_fields() {
        let Some(name) = unknown.name().filter(|_| !unknown.has_checked_key()) else { continue };
        // The publisher knows what it withholds.
        if unknown.reason() == Some(UnknownReason::Withheld) {
            continue;
        }
        let (what, add) = if unknown.has_details() {
            ("nothing says when it was last looked for", "add `checked:` with the date".to_owned())
        } else {
            (
                "nothing says why, or when it was last looked for",
                format!(
                    "write `unknown: {{{}: {{why: source-silent, checked: 2024-03-01}}}}`, with your reason and date",
                    clip(name)
                ),
            )
        };
        cx.report(unknown, format!("{} is declared unknown, but {what}", quoted(name))).note("looked for when?").help(format!(
            "what was not published last year may be published now, and the next editor has to know whether to look again: {add}"
        ));
    }
}
