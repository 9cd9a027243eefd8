//! `implausible-duration`

use crate::diagnostic::Severity;
use crate::model::duration::Duration;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "implausible-duration",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("implausible-duration.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    // A value that reads as a duration is one, whatever its key.
    for node in cx.document().nodes().filter(|node| !node.is_alias()) {
        let Some(text) = node.as_str().filter(|text| text.starts_with('P')) else { continue };
        let is_own_key = || node.parent_entry().map(Entry::name).is_none_or(|key| key.starts_with("x_"));
        let Some(part) = Duration::parse(text).and_then(Duration::implausible_part) else { continue };
        if is_own_key() {
            continue;
        }
        let (number, unit) = part;
        cx.report(node, format!("{} is a duration of {number} {unit}s", quoted(text))).note("is this the number?").help(
            "a digit may be one too many, or the letter of the unit be the wrong one: years are `P3Y`, months `P3M`, days `P3D`, hours `PT3H`",
        );
    }
}
