//! `unknown-kind`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::DocumentKind;
use crate::lookalike::did_you_mean;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::suggest::nearest;
use crate::tree::{Entry, NodeRef, Place};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check)).gatekeeper();

const META: RuleMeta = RuleMeta {
    name: "unknown-kind",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unknown-kind.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    // A repository's own schema says what such a document is.
    if cx.kind().is_some() || cx.has_local_schema() || cx.is_schema() {
        return;
    }
    let kinds = DocumentKind::ALL.map(DocumentKind::as_str);
    let root = cx.document().root();
    let is_kind_in_capitals = |entry: &Entry<'_>| entry.name().eq_ignore_ascii_case("kind");
    if let Some(entry) = root.entry("kind") {
        report_wrong_kind(cx, entry.value, kinds);
    } else if let Some(entry) = root.entries().find(is_kind_in_capitals) {
        let key = entry.key.raw();
        cx.report(
            entry.key,
            format!("`kind` is written in lower case, so {} does not say what this file is", quoted(key)),
        )
        .help("write `kind`; until then, the content of this file is not checked")
        .fix(
            "write `kind`",
            Applicability::Unsafe,
            vec![Edit { span: entry.key.value_span(), replacement: "kind".to_owned() }],
        );
    } else {
        let each = kinds.map(|kind| format!("`kind: {kind}`")).join(", ");
        report_missing_kind(cx, &each);
    }
}

fn report_missing_kind(cx: &mut DocumentContext<'_>, each: &str) {
    let root = cx.document().root();
    if let Some(separator) = cx.document().separator() {
        cx.report(
            Place { span: separator, node: root },
            "this `---` begins another document, and nothing says what kind it is, so it is not checked",
        )
        .help(format!("delete the `---` if what follows belongs to the document above it; otherwise write one of these below it: {each}"));
        return;
    }
    cx.report(root, "nothing says what kind of file this is, so its content is not checked").help(format!(
        "write one of these at the top: {each}; or name the kind of such files in reportlint.yaml, under `kinds:`"
    ));
}

fn report_wrong_kind<'a>(cx: &mut DocumentContext<'a>, value: NodeRef<'a>, kinds: [&str; 3]) {
    let Some(text) = value.scalar_text().filter(|text| !text.is_empty()) else {
        let what = if value.is_null() { "is empty" } else { "must be one word" };
        cx.report(value, format!("`kind:` {what}, so the content of this file is not checked"))
            .help(format!("write one of {}", kinds.map(|kind| format!("`kind: {kind}`")).join(", ")));
        return;
    };
    let known = kinds.iter().map(|kind| format!("`{kind}`")).collect::<Vec<_>>().join(", ");
    let near = nearest(text, kinds.iter().copied());
    let finding = cx.report(
        value,
        format!(
            "{} is not a kind of file that reportlint knows, so its content is not checked",
            quoted(text)
        ),
    );
    match near {
        Some(kind) => finding.help(did_you_mean(text, kind)).fix(
            format!("write `{kind}`"),
            Applicability::Unsafe,
            vec![Edit { span: value.value_span(), replacement: kind.to_owned() }],
        ),
        None => finding.help(format!("the kinds are {known}")),
    };
}
