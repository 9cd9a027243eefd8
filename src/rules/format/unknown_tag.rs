//! `unknown-tag`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::document::Anomaly;
use crate::rule::{DocumentContext, Group, Rule, RuleEntry, RuleMeta};
use crate::tree::Place;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<UnknownTag>(RuleMeta {
    name: "unknown-tag",
    group: Group::Format,
    severity: Severity::Error,
    fix: None,
    page: include_str!("unknown-tag.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnknownTag {}

impl Rule for UnknownTag {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for anomaly in cx.document().anomalies() {
            let Anomaly::UnknownTag { tag, node } = anomaly else { continue };
            let node = cx.document().node(*node);
            let text = cx.document().source().slice(*tag);
            cx.report(Place { span: *tag, node }, format!("the tag `{text}` does not fit its value or is not known"))
                .help(format!(
                    "remove `{text}`; a text that begins with `!` goes in quotes. reportlint reads the value as if \
                     it had no tag"
                ));
        }
    }
}
