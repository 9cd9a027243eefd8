//! `unknown-kind`

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::document::{DocumentKind, Format};
use crate::lookalike::did_you_mean;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::schema::looks_like_schema;
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

/// The number of keys of a document that may be the rest of the one above it; reports have fewer.
const MOST_KEYS: usize = 40;

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
        report_missing_kind(cx);
    }
}

/// Returns a key with a kind in backticks, as the document's format writes it.
fn written(cx: &DocumentContext<'_>, kind: &str) -> String {
    match cx.document().format() {
        Format::Json => format!("`\"kind\": \"{kind}\"`"),
        Format::Yaml | Format::Markdown => format!("`kind: {kind}`"),
    }
}

/// Returns each kind as [`written`] does.
fn each_written(cx: &DocumentContext<'_>) -> String {
    DocumentKind::ALL.map(|kind| written(cx, kind.as_str())).join(", ")
}

fn report_missing_kind(cx: &mut DocumentContext<'_>) {
    let root = cx.document().root();
    let each = each_written(cx);
    if let Some(separator) = cx.document().separator() {
        let mut finding = cx.report(
            Place { span: separator, node: root },
            "this `---` begins another document, and nothing says what kind it is, so it is not checked",
        )
        .help(format!("delete the `---` if what follows belongs to the document above it; otherwise write one of these below it: {each}"));
        for entry in root.entries().take(MOST_KEYS) {
            finding = finding.refutes(Premise::in_this_document(entry.name()));
        }
        return;
    }
    if report_inner_documents(cx) || report_text(cx) {
        return;
    }
    if looks_like_schema(cx.document()) {
        let schema = "https://json-schema.org/draft/2020-12/schema";
        let line = match cx.document().format() {
            Format::Json => format!("`\"$schema\": \"{schema}\"`"),
            Format::Yaml | Format::Markdown => format!("`$schema: {schema}`"),
        };
        cx.report(root, "this looks like a JSON Schema that does not say so, and nothing says what kind of file it is").help(
            format!("write {line} at the top; to check other files against it, name it in reportlint.yaml, under `schemas:`"),
        );
        return;
    }
    if let Some(kind) = cx.named_kind() {
        let line = written(cx, kind.as_str());
        cx.report(
            root,
            "nothing says what kind of file this is, so nothing but the schema that it names checks it",
        )
        .help(format!("write {line} at the top"));
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
    let help = cx.document().format().advice_on_several(separately);
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
    let each = each_written(cx);
    let Some(text) = value.scalar_text().filter(|text| !text.is_empty()) else {
        let what = if value.is_null() { "is empty" } else { "must be one word" };
        cx.report(value, format!("`kind:` {what}, so the content of this file is not checked"))
            .help(format!("write one of {each}"));
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
