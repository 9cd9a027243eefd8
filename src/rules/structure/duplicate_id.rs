//! `duplicate-id`

use std::collections::HashMap;

use super::support::copies::{CopiedEvent, copied_events};
use super::support::event_reference::missing_event;
use crate::diagnostic::edits::without_item;
use crate::diagnostic::{Applicability, Premise, Severity};
use crate::model::{Case, Event, Organisation};
use crate::rule::{Check, DocumentContext, FindingBuilder, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::{Entry, NodeId, NodeRef, NodeType};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-id",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("duplicate-id.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // References to cases and to developments share one set of ids.
    let cases = model.cases().filter_map(Case::id_entry).filter(|_| model.is_report());
    let developments = model.developments().filter_map(|development| development.id_entry());
    check_ids(cx, cases.chain(developments), "this report");
    for case in model.cases() {
        let copied = copied_events(model, case);
        let is_copy = |event: &Event<'_>| copied.iter().any(|copied| copied.copy == *event);
        let events = || model.events_of(case).filter(|event| copied.is_empty() || !is_copy(event));
        if report_missing(cx, case, events()).is_none() {
            check_ids(cx, events().filter_map(|event| event.id_entry()), "this case");
        }
        copied.iter().for_each(|copied| report_copy(cx, copied));
    }
    check_lists(cx, model.person_references());
    check_lists(cx, model.organisation_references());
    check_lists(cx, model.source_references());
    for organisation in model.organisations() {
        let Some(person) = model.person(Organisation::id(organisation)) else { continue };
        let id = quoted(organisation.id());
        cx.report(organisation, format!("the id {id} means both a person and an organisation"))
            .label(person, "the person")
            .help("a quote whose `speaker:` is this id could be from either: give one of them another id");
    }
}

/// Reports the second place of an id in one list of persons, organisations or sources.
fn check_lists<'a>(cx: &mut DocumentContext<'a>, references: impl Iterator<Item = NodeRef<'a>>) {
    let mut first: HashMap<(NodeId, &str), NodeRef<'_>> = HashMap::new();
    for reference in references {
        // Of a person with a part, the mapping is the item.
        let (Some(id), Some(list)) = (reference.as_str(), reference.parent()) else { continue };
        let is_single = list.as_sequence().is_some_and(|items| items.len() == 1);
        if is_single || list.node_type() != NodeType::Sequence || reference.is_alias() {
            continue;
        }
        let Some(first) = first.get(&(list.id(), id)) else {
            first.insert((list.id(), id), reference);
            continue;
        };
        if first.id() != reference.id() {
            cx.report(reference, format!("the list names {} twice", quoted(id)))
                .note("again here")
                .label(*first, "first here")
                .help("delete one of the two; if somebody else is meant, write their id")
                .unsafe_fix("delete this one", without_item(reference))
                .at_most(Severity::Warning);
        }
    }
}

/// Reports an event that is another one once more, with its id.
fn report_copy<'a>(cx: &mut DocumentContext<'a>, copied: &CopiedEvent<'a>) {
    let CopiedEvent { original, copy } = copied;
    let ids = copy.id_entry().zip(original.id_entry());
    let Some((own, first)) = ids.filter(|_| copy.id() == original.id()) else { return };
    let id = quoted(copy.id().unwrap_or_default());
    let report = cx
        .report(own, format!("the id {id} appears twice in this case"))
        .note("all of this event is in the other one")
        .label(first, "the same id")
        .help("the whole event is there twice: delete one of the two; if there were two, give this one an id of its own")
        .unsafe_fix("delete this one", copied.without_copy());
    copied.premises().fold(report, FindingBuilder::refutes);
}

/// Reports the only event of a case with the id of another one, where an id is missing that other events name.
fn report_missing<'a>(
    cx: &mut DocumentContext<'a>,
    case: Case<'a>,
    events: impl Iterator<Item = Event<'a>>,
) -> Option<()> {
    let mut by_id: HashMap<&str, (Event<'a>, Entry<'a>)> = HashMap::new();
    let mut repeated = Vec::new();
    for (event, entry) in events.filter_map(|event| Some((event, event.id_entry()?))) {
        let Some(id) = entry.value.as_str() else { continue };
        match by_id.get(id) {
            Some(first) => repeated.push((*first, (event, entry))),
            None => drop(by_id.insert(id, (event, entry))),
        }
    }
    let [(first, second)] = repeated.as_slice() else { return None };
    // Mostly the later one is a copy that was not changed.
    let find = |(one, entry): (Event<'a>, Entry<'a>), other: Entry<'a>| {
        Some((missing_event(cx.model(), case, one)?, entry, other))
    };
    let (references, entry, other) = find(*second, first.1).or_else(|| find(*first, second.1))?;
    let named = references.first()?.entry;
    let id = named.value.as_str()?;
    let message = format!("the id {} appears twice in this case", quoted(entry.value.as_str()?));
    let report = cx
        .report(entry, message)
        .note("here")
        .label(other, "and here")
        .help(format!(
            "is this the missing `{id}`, which `{}:` names? Then write that; otherwise give it an id of its own",
            named.name()
        ))
        .refutes(Premise::value_right(entry.value))
        .unsafe_word(entry.value, id);
    let meant = references.iter().map(|reference| Premise::meaning_unknown(reference.entry.value));
    meant.fold(report, FindingBuilder::refutes);
    Some(())
}

/// Reports every id after its first use.
fn check_ids<'a>(cx: &mut DocumentContext<'a>, entries: impl Iterator<Item = Entry<'a>>, scope: &str) {
    let mut first: HashMap<&str, Entry<'_>> = HashMap::new();
    for entry in entries {
        let Some(id) = entry.value.scalar_text() else { continue };
        let Some(first) = first.get(id) else {
            first.insert(id, entry);
            continue;
        };
        cx.report(entry, format!("the id {} appears twice in {scope}", quoted(id)))
            .note("again here")
            .label(*first, "first here")
            .help(
                "references to the id lead to the first, and the second is lost: give this one an id of its own, and correct \
                 the references that are meant for it",
            )
            .refutes(Premise::value_right(entry.value));
    }
}
