//! `non-string-key`

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::document::Anomaly;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::tree::{NodeRef, NodeType, Place};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry =
    RuleEntry::simple(META, Check::Document(check)).for_configuration();

const META: RuleMeta = RuleMeta {
    name: "non-string-key",
    group: Group::Format,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Safe),
    page: include_str!("non-string-key.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for anomaly in cx.document().anomalies() {
        if let Anomaly::SplitNumber { number, end } = anomaly {
            report_split_number(cx, cx.document().node(*number), *end);
            continue;
        }
        let Anomaly::NonStringKey { key, node } = anomaly else { continue };
        let Some(node) = node.map(|id| cx.document().node(id)) else {
            let place = Place { span: *key, node: cx.document().root() };
            cx.report(place, "a key must be text, but this one is a list or a mapping").help(
                "write a name before the colon; reportlint skips this entry, so nothing under it is checked",
            );
            continue;
        };
        let text = node.raw();
        let what = match node.node_type() {
            NodeType::Number => "a number",
            NodeType::Bool => "true or false",
            _ => "empty",
        };
        let message = format!("the key {} is {what}, but a key must be text", quoted(text));
        let finding = cx.report(Place { span: *key, node }, message);
        // A tag would turn the quoted text into a number again, and an anchor would pass the text on.
        let before = node.source().slice(Span::new(0, key.start)).trim_end();
        let last_word = before.rsplit([' ', '\t', '\n', '{', '[', ',']).next().unwrap_or_default();
        let has_property = last_word.starts_with(['!', '&']);
        if before.ends_with(',')
            && node.node_type() == NodeType::Number
            && !node.source().slice(Span::new(0, key.start)).ends_with(' ')
        {
            finding.help("the comma before it ends the number: write the number with a dot, as in `42.87`");
        } else if text.is_empty() || node.is_alias() || has_property {
            finding.help("write a name before the colon");
        } else {
            finding.help("put it in quotes").fix(
                "put the key in quotes",
                Applicability::Safe,
                vec![Edit { span: *key, replacement: format!("\"{text}\"") }],
            );
        }
    }
}

/// Reports a number split by its comma, as in `{amount: 345,000}`.
fn report_split_number<'a>(cx: &mut DocumentContext<'a>, number: NodeRef<'a>, end: u32) {
    let written = Span::new(number.span().start, end);
    let text = cx.document().source().slice(written);
    let (joined, read) = (text.replace(',', ""), number.raw());
    cx.report(
        Place { span: written, node: number },
        format!("the comma ends the number, so that {} is read as {read} and a key", quoted(text)),
    )
    .help(format!("write {}", quoted(&joined)))
    .stands_without(Premise::value_right(number))
    .refutes(Premise::value_right(number))
    .fix(
        // Where a comma is the sign of decimals, it is one and a half, and not fifteen hundred.
        "write the number without commas",
        Applicability::Unsafe,
        vec![Edit { span: written, replacement: joined }],
    );
}
