//! `unresolved-event`

use std::collections::HashMap;

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::model::vocabulary::field;
use crate::model::{Event, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::suggest::Suggestions;
use crate::tree::Entry;
use crate::words::{alternatives, clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unresolved-event",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-event.md"),
};

/// The largest number of ids that a finding lists.
const MOST_LISTED: usize = 4;

/// A key that names another event of the case, and the event that it has to name.
#[derive(Clone, Copy)]
struct Reference<'a> {
    from: Event<'a>,
    entry: Entry<'a>,
    /// True if only something that a court reviews can be meant.
    needs_verdict: bool,
}

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // Most cases refer to no event, and most references lead somewhere.
    let mut all: Option<HashMap<&str, Event<'_>>> = None;
    for case in model.cases() {
        let mut own: Option<HashMap<&str, Event<'_>>> = None;
        for reference in model.events_of(case).flat_map(references) {
            let Some(id) = reference.entry.value.as_str() else { continue };
            let own = own.get_or_insert_with(|| by_id(model.events_of(case)));
            match own.get(id) {
                Some(event) => check_target(cx, reference, *event),
                None => {
                    let all = all.get_or_insert_with(|| by_id(model.events()));
                    report_unresolved(cx, reference, id, own, all.get(id).copied());
                }
            }
        }
    }
}

fn by_id<'a>(events: impl Iterator<Item = Event<'a>>) -> HashMap<&'a str, Event<'a>> {
    events.filter_map(|event| Some((event.id()?, event))).collect()
}

/// Returns the keys of an event that name another one.
fn references<'a>(from: Event<'a>) -> impl Iterator<Item = Reference<'a>> {
    let appeals = from.as_verdict().and_then(Verdict::appeals_entry);
    let others = from.event_references();
    let needs_verdict = |entry: Entry<'_>| [field::APPEALS, field::AGAINST].contains(&entry.name());
    appeals.into_iter().chain(others).map(move |entry| Reference {
        from,
        entry,
        needs_verdict: needs_verdict(entry),
    })
}

fn report_unresolved<'a>(
    cx: &mut DocumentContext<'a>,
    reference: Reference<'a>,
    id: &str,
    own: &HashMap<&'a str, Event<'a>>,
    elsewhere: Option<Event<'a>>,
) {
    let node = reference.entry.value;
    let fits = |event: &Event<'_>| !reference.needs_verdict || event.is_reviewable();
    let mut ids: Vec<&str> = own
        .iter()
        .filter(|(id, event)| fits(event) && reference.from.id() != Some(**id))
        .map(|(id, _)| *id)
        .collect();
    ids.sort_unstable();
    let near = Suggestions::new(ids.iter().copied()).nearest(id);
    let mut finding = cx.report(node, format!("no event of this case has the id {}", quoted(id)));
    if let Some(event) = elsewhere {
        finding = finding.label(event, "this event of another case has it");
    }
    if let Some(near) = near {
        finding.help(format!("did you mean `{near}`?")).fix(
            format!("write `{near}`"),
            Applicability::Unsafe,
            vec![Edit { span: node.value_span(), replacement: near.to_owned() }],
        );
        return;
    }
    let key = reference.entry.name();
    let what = match key {
        field::APPEALS => "names the verdict that this one reviews",
        field::AGAINST => "names the verdict that the appeal is against",
        field::ENDED_BY => "names the event that ended this one",
        _ => "names the event that this one is about",
    };
    let known: Vec<String> = ids.iter().take(MOST_LISTED).map(|id| quoted(id)).collect();
    let choice = if known.is_empty() { String::new() } else { format!(": {}", alternatives(&known)) };
    finding.help(format!(
        "`{key}:` {what}, in the same case: give that event the line `id: {}`, or name it by the id that it has{choice}",
        clip(id)
    ));
}

/// Reports an event that names itself, or one of another kind than is meant.
fn check_target<'a>(cx: &mut DocumentContext<'a>, reference: Reference<'a>, target: Event<'a>) {
    let Reference { from, entry, needs_verdict } = reference;
    if target == from {
        let message = match entry.name() {
            field::APPEALS => "the verdict reviews itself".to_owned(),
            key => format!("the {} names itself under `{key}:`", from.noun()),
        };
        let help = match needs_verdict {
            true => "name the verdict of the court below by its id",
            false => "name the other event by its id",
        };
        let own = target.id_entry();
        cx.report(entry.value, message)
            .help(help)
            .depends_on(own.and_then(|own| Premise::value_right(own.value)));
    } else if needs_verdict && !target.is_reviewable() {
        let id = quoted(entry.value.as_str().unwrap_or_default());
        let help = match entry.name() {
            field::APPEALS => "a review reviews a verdict: name that verdict by its id",
            _ => "an appeal is against a verdict: name that verdict by its id",
        };
        cx.report(entry.value, format!("{id} names the {}, not a verdict", target.noun()))
            .label(target, "this event")
            .help(help);
    }
}
