//! `unknown-kind`

use serde::Deserialize;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::DocumentKind;
use crate::rule::{DocumentContext, Group, Rule, RuleEntry, RuleMeta};
use crate::source::{Span, offset};
use crate::suggest::nearest;
use crate::tree::{Entry, NodeRef, Place};
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
        let misspelt = || {
            let is_kind = |entry: &Entry<'_>| entry.value.as_str().is_some_and(|word| kinds.contains(&word));
            root.entries().find(|entry| is_kind(entry) && nearest(entry.name(), ["kind"]).is_some())
        };
        match root.entry("kind") {
            Some(entry) => wrong_kind(cx, entry.value, kinds),
            None if let Some(entry) = misspelt() => {
                cx.report(
                    entry,
                    format!("`kind` is written {}, so the content is not checked", quoted(entry.name())),
                )
                .help("write `kind`, in small letters")
                .fix(
                    "write `kind`",
                    Applicability::Unsafe,
                    vec![Edit { span: entry.key.value_span(), replacement: "kind".to_owned() }],
                );
            }
            None if let Some(marker) = marker_above(root) => {
                let place = Place { span: marker, node: root };
                cx.report(place, "a second document begins here, and nothing says what kind it is").help(
                    "delete the `---` if what follows belongs to the document above; else write `kind:` below it",
                );
            }
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

/// The `---` above a document that is not the first of its file.
fn marker_above(root: NodeRef<'_>) -> Option<Span> {
    let before = root.source().slice(Span::new(0, root.span().start));
    let at = before.rfind("\n---")? + 1;
    let is_content = |line: &str| {
        let line = line.trim_start_matches('\u{feff}').trim();
        !line.is_empty() && !line.starts_with(['#', '%']) && line != "---"
    };
    // In Markdown, the first document has such a line above it too.
    before.get(..at)?.lines().any(is_content).then(|| Span::new(offset(at), offset(at + 3)))
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
