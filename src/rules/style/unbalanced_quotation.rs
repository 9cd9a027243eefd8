//! `unbalanced-quotation`

use crate::diagnostic::Severity;
use crate::model::TextRole;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unbalanced-quotation",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("unbalanced-quotation.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for text in cx.model().texts() {
        if !(text.role().is_own_words() || text.role() == TextRole::Quote) {
            continue;
        }
        for stray in text.quotations().1 {
            let mark = text.prose().get(stray.range.clone()).unwrap_or_default();
            let (what, help) = match stray.is_opening {
                true => ("is opened but not closed", "where do the words end? Put the closing mark there"),
                false => ("is closed but not opened", "where do the words begin? Put the opening mark there"),
            };
            cx.report(
                text.place(stray.range.clone()),
                format!("a quotation {what}: {} stands alone", quoted(mark)),
            )
            .help(format!("a reader cannot tell whose words these are: {help}, or remove this one"));
        }
    }
}
