//! `unknown-tag`

use crate::diagnostic::Severity;
use crate::document::Anomaly;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Place;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry =
    RuleEntry::simple(META, Check::Document(check)).for_configuration();

const META: RuleMeta = RuleMeta {
    name: "unknown-tag",
    group: Group::Format,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("unknown-tag.md"),
};

/// The tags of the core schema (YAML 1.2.2, section 10.3.1).
const CORE: [&str; 7] = ["!!bool", "!!float", "!!int", "!!map", "!!null", "!!seq", "!!str"];

fn check(cx: &mut DocumentContext<'_>) {
    for anomaly in cx.document().anomalies() {
        let Anomaly::UnknownTag { tag, node } = anomaly else { continue };
        let node = cx.document().node(*node);
        let text = cx.document().source().slice(*tag);
        let place = Place { span: *tag, node };
        // A tag of the core schema is here only because the value does not fit it.
        if text.starts_with("!!") && CORE.contains(&text) {
            let value = quoted(node.raw());
            cx.report(place, format!("the tag `{text}` does not fit the value {value}"))
                .help(format!("remove `{text}`, or correct the value"));
        } else {
            cx.report(place, format!("the tag {} is not known", quoted(text))).help(
                "remove it; a text that begins with `!` goes in quotes. reportlint reads the value as if it had \
                 no tag",
            );
        }
    }
}
