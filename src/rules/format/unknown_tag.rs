//! `unknown-tag`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::Anomaly;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::tree::{NodeRef, Place};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry =
    RuleEntry::simple(META, Check::Document(check)).for_configuration();

const META: RuleMeta = RuleMeta {
    name: "unknown-tag",
    group: Group::Format,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
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
            )
            .unsafe_fix(format!("remove `{}`", clip(text)), without_tag(*tag, node));
        }
    }
}

/// Returns the edit that removes a tag with the space behind it; `None` where the sign may begin a text.
fn without_tag(tag: Span, node: NodeRef<'_>) -> Option<Vec<Edit>> {
    let is_sentence = node.as_str().is_some_and(|text| text.contains(char::is_whitespace));
    let source = node.source();
    let behind = source.slice(Span::new(tag.end, node.written_span().start.max(tag.end)));
    let is_beside = !behind.is_empty() && behind.bytes().all(|byte| byte == b' ');
    let is_begun = source.slice(tag).trim_start_matches('!').starts_with(char::is_uppercase);
    (is_beside && !is_sentence && !is_begun).then(|| {
        let span = Span::new(tag.start, node.written_span().start);
        vec![Edit { span, replacement: String::new() }]
    })
}
