//! `duplicate-key`

use crate::diagnostic::Severity;
use crate::document::Anomaly;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Place;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry =
    RuleEntry::simple(META, Check::Document(check)).for_configuration();

const META: RuleMeta = RuleMeta {
    name: "duplicate-key",
    group: Group::Format,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("duplicate-key.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for anomaly in cx.document().anomalies() {
        let Anomaly::DuplicateKey { first, second } = anomaly else { continue };
        let first = cx.document().node(*first);
        let name = cx.document().source().slice(*second);
        let help = match name {
            "<<" => "put both into one list after the first: `<<: [*a, *b]`",
            _ => {
                "keep one of the two: tools disagree about which one counts, and reportlint checks only what \
                 is under the first"
            }
        };
        let name = if name == "<<" { name } else { first.scalar_text().unwrap_or_default() };
        cx.report(
            Place { span: *second, node: first },
            format!("the key {} appears here a second time", quoted(name)),
        )
        .label(first, "it appears here first")
        .help(help);
    }
}
