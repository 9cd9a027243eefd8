//! `unknown-kind`

use serde::Deserialize;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::DocumentKind;
use crate::rule::{DocumentContext, Group, Rule, RuleEntry, RuleMeta};
use crate::suggest::nearest;
use crate::tree::NodeRef;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<UnknownKind>(RuleMeta {
    name: "unknown-kind",
    group: Group::Structure,
    severity: Severity::Error,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unknown-kind.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnknownKind {}

impl Rule for UnknownKind {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        // A repo's own schema says what such a document is.
        if cx.kind().is_some() || cx.has_local_schema() {
            return;
        }
        let kinds = DocumentKind::ALL.map(DocumentKind::as_str);
        let root = cx.document().root();
        match root.entry("kind") {
            Some(entry) => wrong_kind(cx, entry.value, kinds),
            None => {
                cx.report(root, "nothing says what kind of file this is, so its content is not checked").help(format!(
                    "write one of these at the top: {}; or name the kind of such files in reportlint.yaml, under \
                     `kinds:`",
                    kinds.map(|kind| format!("`kind: {kind}`")).join(", ")
                ));
            }
        }
    }
}

fn wrong_kind<'a>(cx: &mut DocumentContext<'a>, value: NodeRef<'a>, kinds: [&str; 3]) {
    let Some(text) = value.scalar_text().filter(|text| !text.is_empty()) else {
        let what = if value.is_null() { "is empty" } else { "must be one word" };
        cx.report(value, format!("`kind:` {what}, so the content of this file is not checked"))
            .help(format!("write one of {}", kinds.map(|kind| format!("`kind: {kind}`")).join(", ")));
        return;
    };
    let known = kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ");
    let near = nearest(text, kinds.iter().copied());
    let report = cx.report(
        value,
        format!("{} is no kind of file that reportlint knows, so its content is not checked", quoted(text)),
    );
    match near {
        Some(kind) => report.help(format!("did you mean `{kind}`?")).fix(
            format!("write `{kind}`"),
            Applicability::Unsafe,
            vec![Edit { span: value.value_span(), replacement: kind.to_owned() }],
        ),
        None => report.help(format!("the kinds are {known}")),
    };
}
