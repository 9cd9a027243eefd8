//! `duplicate-key`

use std::collections::BTreeMap;

use super::support::repeated_key::{KeyOfBlock, MissingId};
use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::document::{Anomaly, Format};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::tree::{NodeRef, NodeType, Place};
use crate::words::{clip, count, quoted, singular};

pub(in crate::rules) const RULE: RuleEntry =
    RuleEntry::simple(META, Check::Document(check)).for_configuration();

const META: RuleMeta = RuleMeta {
    name: "duplicate-key",
    group: Group::Format,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("duplicate-key.md"),
};

/// A key that stands twice.
#[derive(Clone, Copy)]
struct Duplicate<'a> {
    first: NodeRef<'a>,
    second: Span,
}

fn check(cx: &mut DocumentContext<'_>) {
    let document = cx.document();
    let mut by_mapping: BTreeMap<u32, Vec<Duplicate<'_>>> = BTreeMap::new();
    for anomaly in document.anomalies() {
        let Anomaly::DuplicateKey { first, second } = anomaly else { continue };
        let first = document.node(*first);
        let mapping = first.parent().map_or(0, |mapping| mapping.span().start);
        by_mapping.entry(mapping).or_default().push(Duplicate { first, second: *second });
    }
    for mut duplicates in by_mapping.into_values() {
        duplicates.sort_by_key(|duplicate| duplicate.second);
        let begins = duplicates.iter().position(|duplicate| begins_item(*duplicate, &duplicates));
        let (own, of_next) = duplicates.split_at(begins.unwrap_or(duplicates.len()));
        let is_single = own.len() == 1;
        for duplicate in own {
            report(cx, *duplicate, is_single);
        }
        // One item after the other, each with its keys.
        for part in of_next.chunk_by(|_, next| !begins_item(*next, &duplicates)) {
            report_item(cx, part);
        }
    }
}

fn report(cx: &mut DocumentContext<'_>, duplicate: Duplicate<'_>, is_single: bool) {
    if report_meant(cx, duplicate, is_single).is_some() {
        return;
    }
    let Duplicate { first, second } = duplicate;
    let name = cx.document().source().slice(second);
    let help = match name {
        "<<" => "put both into one list after the first: `<<: [*a, *b]`",
        _ => {
            "keep one of the two: tools disagree about which one counts, and reportlint checks only what \
             is under the first"
        }
    };
    let name = if name == "<<" { name } else { first.scalar_text().unwrap_or_default() };
    let node = cx.document().node(first.id());
    cx.report(Place { span: second, node }, format!("the key {} appears here a second time", quoted(name)))
        .label(node, "it appears here first")
        .help(help)
        .unsafe_fix("remove this one", without_repetition(node, second));
}

/// Reports a key of which something else tells that another one is meant, or another place.
fn report_meant(cx: &mut DocumentContext<'_>, duplicate: Duplicate<'_>, is_single: bool) -> Option<()> {
    let node = cx.document().node(duplicate.first.id());
    let (second, mapping) = (duplicate.second, node.parent()?);
    let name = node.scalar_text()?;
    let message = format!("the key {} appears here a second time", quoted(name));
    if let Some(place) = KeyOfBlock::find(node, second) {
        let thing = singular(place.list);
        let lacked = Premise::key_absent(place.block, name);
        cx.report(Place { span: second, node }, message)
            .label(node, "it appears here first")
            .label(place.block.entries().next()?.key, format!("this {thing} has none"))
            .help(format!(
                "it belongs to the {thing} above: begin its line with {}, as those of the other keys there; if it does not, keep one of \
                 the two",
                count(place.indent as u64, "space")
            ))
            .refutes(lacked)
            .unsafe_fix(format!("begin the line with {}", count(place.indent as u64, "space")), place.edits());
        return Some(());
    }
    if !is_single || without_repetition(node, second).is_some() {
        return None;
    }
    let missing = MissingId::find(cx.model(), mapping)?;
    let (id, of_places) = (missing.id, count(missing.places as u64, "place"));
    let refer = if missing.places == 1 { "refers" } else { "refer" };
    let edit = Edit { span: second, replacement: id.to_owned() };
    cx.report(Place { span: second, node }, message)
        .label(node, "it appears here first")
        .help(format!("is this the missing `{id}:`, to which {of_places} {refer}? Then write that; otherwise keep one of the two"))
        .refutes(Premise::key_absent(mapping, id))
        .fix(format!("write `{id}`"), Applicability::Unsafe, vec![edit]);
    Some(())
}

/// Returns the edit that removes the second line of a key where both lines are the same.
fn without_repetition(first: NodeRef<'_>, second: Span) -> Option<Vec<Edit>> {
    let source = first.source();
    let line_of = |at: u32| source.line_span(source.line_index(at));
    let (one, other) = (line_of(first.span().start), line_of(second.start));
    let value = first.parent()?.entry(first.scalar_text()?)?.value;
    let is_on_line =
        value.span().start > first.span().end && value.span().end <= one.end && !value.raw().is_empty();
    let is_same = source.slice(one) == source.slice(other) && one != other;
    let begins = source.slice(Span::new(other.start, second.start)).trim().is_empty();
    // What stands further in below it belongs to it.
    let below = source.slice(line_of(source.line_span(source.line_index(second.start) + 1).start));
    let indent = second.start - other.start;
    let goes_on = below.starts_with(&" ".repeat(indent as usize + 1));
    let end = source.line_span(source.line_index(second.start) + 1).start;
    let edit = Edit { span: Span::new(other.start, end), replacement: String::new() };
    (is_on_line && is_same && begins && !goes_on && !source.slice(one).contains('&')).then(|| vec![edit])
}

/// Returns true if a list's next item begins at the key: it is the first key of the item above, other keys stand between
/// them, and more keys of the item above follow.
fn begins_item(duplicate: Duplicate<'_>, duplicates: &[Duplicate<'_>]) -> bool {
    let Duplicate { first, second } = duplicate;
    let Some(item) = first.parent() else { return false };
    let is_item = item.parent().is_some_and(|list| list.node_type() == NodeType::Sequence);
    let mut entries = item.entries();
    let is_first = entries.next().is_some_and(|entry| entry.key == first);
    let has_keys_between = entries.next().is_some_and(|entry| entry.key.span() < second);
    let follows = |other: Span| other > second;
    let has_keys_below = duplicates.iter().any(|other| follows(other.second))
        || item.entries().last().is_some_and(|entry| follows(entry.key.span()));
    is_item && is_first && has_keys_between && has_keys_below
}

/// Reports an item of a list that nothing sets apart from the one above, once for all its keys.
fn report_item(cx: &mut DocumentContext<'_>, duplicates: &[Duplicate<'_>]) {
    let [Duplicate { first, second }, ..] = duplicates else { return };
    let document = cx.document();
    let source = document.source();
    let node = document.node(first.id());
    let Some(item) = node.parent() else { return };
    let list = item.parent().and_then(NodeRef::parent_entry).map_or("", |entry| entry.name());
    let key = source.slice(*second);
    let is_json = document.format() == Format::Json;
    let missing = if is_json { "`}, {` is missing" } else { "a dash is missing" };
    let message = format!("{missing} before this {}; {} begins here", quoted(&format!("{key}:")), noun(list));
    let line = source.line_span(source.line_index(second.start));
    let text = source.slice(Span::new(second.start, line.end.max(second.start))).trim_end();
    let help = match is_json {
        true => "close the object above with `},` and open another with `{`".to_owned(),
        false => format!("write `- {}`, with the keys below it where they are", clip(text)),
    };
    let dash = second.start.checked_sub(2).map(|start| Span::new(start, second.start));
    let is_block = source.slice(Span::new(line.start, second.start)).bytes().all(|byte| byte == b' ');
    let edit = dash.filter(|dash| is_block && !is_json && dash.start >= line.start);
    let mut finding = cx
        .report(Place { span: *second, node }, message)
        .label(node, "the key that begins the item above")
        .help(help)
        .refutes(Premise::one_thing(item));
    let swallowed = item.entries().map(|entry| entry.key).filter(|key| key.span() > *second);
    // What the item below says is not said about this one.
    for entry in item.entries().filter(|entry| entry.key.span() > *second) {
        finding = finding.refutes(Premise::value_right(entry.value));
    }
    for key in duplicates.iter().map(|duplicate| document.node(duplicate.first.id())).chain(swallowed) {
        let name = key.scalar_text().unwrap_or_default();
        finding = finding.refutes(Premise::key_read(item, name));
    }
    if let Some(span) = edit {
        let edit = Edit { span, replacement: "- ".to_owned() };
        finding.fix("put a dash before it", Applicability::Unsafe, vec![edit]);
    }
}

/// Returns the words for an item of the list under `key`.
fn noun(key: &str) -> String {
    match singular(key) {
        one if one == key => "a new item".to_owned(),
        one => format!("a new {}", clip(&one)),
    }
}
