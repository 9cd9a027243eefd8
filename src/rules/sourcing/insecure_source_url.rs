//! `insecure-source-url`

use super::support::names::name_source;
use crate::diagnostic::Edit;
use crate::diagnostic::{Applicability, Severity};
use crate::model::address::is_onion;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "insecure-source-url",
    group: Group::Sourcing,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("insecure-source-url.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        let Some(entry) = source.url_entry() else { continue };
        let is_plain = |url: &str| url.get(..7).is_some_and(|scheme| scheme.eq_ignore_ascii_case("http://"));
        if !source.url().is_some_and(|url| is_plain(url) && !is_onion(url)) {
            continue;
        }
        let report = cx.report(entry, format!("the address of {} is not encrypted", name_source(source))).help(
            "others can watch who follows it, and show them another page: write `https://` if the page opens that way",
        );
        let span = entry.value.part_span(0..4);
        if entry.value.source().slice(span).eq_ignore_ascii_case("http") {
            report.fix(
                "write `https`",
                Applicability::Unsafe,
                vec![Edit { span, replacement: "https".to_owned() }],
            );
        }
    }
}
