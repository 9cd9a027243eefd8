//! `unknown-kind`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::{DocumentKind, Format};
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
    if report_inner_documents(cx) || report_text(cx) {
        return;
    }
    cx.report(root, "nothing says what kind of file this is, so its content is not checked").help(format!(
        "write one of these at the top: {each}; or name the kind of such files in reportlint.yaml, under `kinds:`"
    ));
}

/// Reports documents that lie in a list or under a key, each with a `kind:` of its own.
fn report_inner_documents(cx: &mut DocumentContext<'_>) -> bool {
    let root = cx.document().root();
    let of_root: Vec<NodeRef<'_>> = root.items().chain(root.entries().map(|entry| entry.value)).collect();
    let nested = of_root.iter().flat_map(|node| node.items());
    let kinds: Vec<NodeRef<'_>> = of_root.iter().copied().chain(nested).filter_map(known_kind).collect();
    let Some(first) = kinds.first().and_then(|kind| kind.parent_entry()) else { return false };
    let (place, separately) = match root.as_sequence() {
        Some(_) => ("in one list", "outside of the list"),
        None => ("below other keys", "with its own keys at the top"),
    };
    let message = match kinds.len() {
        1 => format!("a document with a `kind:` lies {place} here, so it is not checked"),
        count => {
            format!("{count} documents with a `kind:` each lie {place} here, so none of them is checked")
        }
    };
    let help = match cx.document().format() {
        Format::Yaml => format!("write each {separately}, with a line `---` between two of them, or into a file of its own"),
        _ => "put each into a file of its own; or let the file end in `.yaml`, where a line `---` between two of them makes them \
              two documents"
            .to_owned(),
    };
    cx.report(first, message).help(help);
    true
}

/// Returns the kind that a mapping names, if there is such a kind.
fn known_kind(node: NodeRef<'_>) -> Option<NodeRef<'_>> {
    node.get("kind").filter(|kind| kind.as_str().and_then(DocumentKind::from_name).is_some())
}

/// Reports a document that is one text, as other notations are when they are read as YAML.
fn report_text(cx: &mut DocumentContext<'_>) -> bool {
    let root = cx.document().root();
    let Some(text) = root.scalar_text().filter(|text| !text.is_empty()) else { return false };
    let raw = root.raw();
    let mut lines = raw.lines();
    let (first, second) = (lines.next().unwrap_or(text), lines.next().unwrap_or_default());
    let is_table = [',', ';', '\t'].iter().any(|sign| {
        let columns = first.matches(*sign).count();
        columns > 0 && second.matches(*sign).count() >= columns
    });
    let is_toml =
        first.split_once('=').is_some_and(|(key, _)| !key.trim().is_empty() && !key.trim().contains(' '));
    let guess = match (is_table, is_toml) {
        (true, _) => "; this looks like a table (CSV): write each of its rows as a document",
        (_, true) => "; this looks like TOML: write `key: value` in place of `key = value`",
        _ => "",
    };
    let holder = if cx.document().format() == Format::Markdown { "the front matter" } else { "this file" };
    let message = format!("{holder} is one text without keys, so there is nothing to check in it");
    cx.report(root, message).help(format!(
        "a report consists of keys and values, `key: value` on each line, and says under `kind:` what it is{guess}"
    ));
    true
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
