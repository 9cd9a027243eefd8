//! `empty-text`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "empty-text",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("empty-text.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for text in cx.model().text_entries() {
        if text.value.as_str().is_none_or(|value| !value.trim().is_empty()) {
            continue;
        }
        cx.report(text, format!("there is nothing in {}", quoted(text.name())))
            .note("empty")
            .help("write the text, or remove the line: an empty one looks finished");
    }
}
