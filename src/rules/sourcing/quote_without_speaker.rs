//! `quote-without-speaker`

use super::support::quotes::quote_place;
use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "quote-without-speaker",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("quote-without-speaker.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for quote in cx.model().quotes().filter(|quote| quote.speaker().is_none()) {
        // The schema already reports a malformed speaker.
        if quote.has_malformed_speaker() || quote.has_unknown_speaker() {
            continue;
        }
        cx.report(quote_place(quote), "nobody is named as having said this").note("no `speaker:` for these words").help(
            "the weight of words depends on who said them: add `speaker:` with the id of a person or an organisation of the \
             document, or with a name or a role, such as `a witness for the prosecution`",
        );
    }
}
