//! `ambiguous-scalar`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::{Anomaly, Yaml11Reading};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::schema;
use crate::tree::Entry;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "ambiguous-scalar",
    group: Group::Format,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Safe),
    page: include_str!("ambiguous-scalar.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for anomaly in cx.document().anomalies() {
        let Anomaly::AmbiguousScalar { node, reading } = anomaly else { continue };
        let node = cx.document().node(*node);
        // Under a key for `true` or `false`, quotes do not help, and the schema says so.
        let key = node.parent_entry().map(Entry::name);
        if cx.document().kind().is_some() && key.is_some_and(|key| schema::keys().boolean.contains(key)) {
            continue;
        }
        let text = node.raw();
        let read_as = match reading {
            Yaml11Reading::Boolean(value) => format!("`{value}`"),
            Yaml11Reading::Sexagesimal => "a number in base 60".to_owned(),
            Yaml11Reading::Octal => "an octal number".to_owned(),
            Yaml11Reading::Number => "a number".to_owned(),
        };
        cx.report(node, format!("older YAML tools read `{text}` as {read_as}"))
            .help(format!("put it in quotes, so that every tool reads the same: `\"{text}\"`"))
            .fix(
                "put the value in quotes",
                Applicability::Safe,
                vec![Edit { span: node.span(), replacement: format!("\"{text}\"") }],
            );
    }
}
