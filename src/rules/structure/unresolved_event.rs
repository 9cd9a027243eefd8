//! `unresolved-event`

use std::collections::HashMap;

use super::support::event_reference::{EventReference as Reference, references};
use super::support::meant::same_sound;
use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::lookalike::{as_seen, did_you_mean};
use crate::model::Event;
use crate::model::vocabulary::field;
use crate::rule::{Check, DocumentContext, FindingBuilder, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::suggest::Suggestions;
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

/// The largest number of further places of an id that a finding shows.
const MOST_LABELS: usize = 3;

/// The largest number of events without an id among which the one is looked for that is meant.
const MOST_COMPARED: usize = 50;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // Most cases refer to no event, and most references lead somewhere.
    let mut all: Option<HashMap<&str, Event<'_>>> = None;
    for case in model.cases() {
        let mut own: Option<HashMap<&str, Event<'_>>> = None;
        let mut unresolved: Vec<Vec<Reference<'_>>> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        for reference in model.events_of(case).flat_map(references) {
            let Some(id) = reference.entry.value.as_str() else { continue };
            let own = own.get_or_insert_with(|| by_id(model.events_of(case)));
            if let Some(event) = own.get(id) {
                check_target(cx, reference, *event);
                continue;
            }
            let place = *places.entry(id).or_insert(unresolved.len());
            match unresolved.get_mut(place) {
                Some(known) => known.push(reference),
                None => unresolved.push(vec![reference]),
            }
        }
        let Some(own) = own.filter(|_| !unresolved.is_empty()) else { continue };
        let all = all.get_or_insert_with(|| by_id(model.events()));
        let mut known = KnownIds::of(&own, model.events_of(case));
        for references in unresolved {
            report_unresolved(cx, &references, &mut known, all);
        }
    }
}

/// The ids of a case's events, for suggestions.
struct KnownIds<'a> {
    events: Vec<&'a str>,
    reviewable: Vec<&'a str>,
    near_events: Suggestions<'a>,
    near_reviewable: Suggestions<'a>,
    /// Some of the events without an id, which may be meant.
    without_id: Vec<Event<'a>>,
}

impl<'a> KnownIds<'a> {
    fn of(own: &HashMap<&'a str, Event<'a>>, events_of_case: impl Iterator<Item = Event<'a>>) -> Self {
        let mut events: Vec<&str> = own.keys().copied().collect();
        events.sort_unstable();
        let is_reviewable = |id: &&str| own.get(id).is_some_and(|event| event.is_reviewable());
        let reviewable: Vec<&str> = events.iter().copied().filter(is_reviewable).collect();
        let near_events = Suggestions::new(events.iter().copied());
        let near_reviewable = Suggestions::new(reviewable.iter().copied());
        let without_id =
            events_of_case.filter(|event| event.id_entry().is_none()).take(MOST_COMPARED).collect();
        Self { events, reviewable, near_events, near_reviewable, without_id }
    }
}

fn by_id<'a>(events: impl Iterator<Item = Event<'a>>) -> HashMap<&'a str, Event<'a>> {
    events.filter_map(|event| Some((event.id()?, event))).collect()
}

/// Reports an id that one or several keys name, and no event of the case has.
fn report_unresolved<'a>(
    cx: &mut DocumentContext<'a>,
    references: &[Reference<'a>],
    known: &mut KnownIds<'a>,
    all: &HashMap<&'a str, Event<'a>>,
) {
    let Some(reference) = references.first() else { return };
    let node = reference.entry.value;
    let id = node.as_str().unwrap_or_default();
    let (ids, near) = match references.iter().any(|reference| reference.needs_verdict) {
        true => (&known.reviewable, &mut known.near_reviewable),
        false => (&known.events, &mut known.near_events),
    };
    let own = reference.from.id();
    let seen = as_seen(id);
    let seen = ids.iter().copied().find(|known| *known == seen);
    let near = seen.or_else(|| same_sound(id, ids.iter().copied())).or_else(|| near.nearest(id));
    let near = near.filter(|near| Some(*near) != own);
    let mut finding = cx.report(node, format!("no event of this case has the id {}", quoted(id)));
    for other in references.iter().skip(1).take(MOST_LABELS) {
        finding = finding.label(other.entry.value, "and here");
    }
    if let Some(event) = all.get(id) {
        finding = finding.label(*event, "this event of another case has it");
    }
    if let Some(near) = near {
        // An id that is none is the slip, and not the reference to it.
        let declared = all.get(near).and_then(|event| event.id_entry());
        let mut finding = finding.depends_on(declared.and_then(|entry| Premise::value_right(entry.value)));
        for other in references {
            let value = other.entry.value;
            finding =
                finding.stands_without(Premise::value_right(value)).refutes(Premise::meaning_unknown(value));
        }
        let edit = |reference: &Reference<'_>| Edit {
            span: reference.entry.value.value_span(),
            replacement: near.to_owned(),
        };
        let mut edits: Vec<Edit> = references.iter().map(edit).collect();
        edits.sort_by_key(|edit| edit.span);
        edits.dedup_by_key(|edit| edit.span);
        finding.help(did_you_mean(id, near)).fix(format!("write `{near}`"), Applicability::Unsafe, edits);
        return;
    }
    // An event under the id of another one may be the one that is missing.
    for other in references {
        finding = finding.depends_on(Premise::meaning_unknown(other.entry.value));
    }
    let is_alone = ids.iter().all(|id| Some(*id) == own);
    let mut verdicts = known.without_id.iter().filter(|event| {
        event.as_verdict().is_some() && !references.iter().any(|other| other.from == **event)
    });
    if let Some(event) =
        verdicts.next().filter(|_| reference.needs_verdict && is_alone && verdicts.next().is_none())
    {
        propose_line(finding, *event, id);
        return;
    }
    finding.help(advice(*reference, ids));
}

/// Returns what is to be done about a reference to an id that no event has, and none is near to.
fn advice(reference: Reference<'_>, ids: &[&str]) -> String {
    let key = reference.entry.name();
    let what = match key {
        field::APPEALS => "names the verdict that this one reviews",
        field::AGAINST => "names the verdict that the appeal is against",
        field::ENDED_BY => "names the event that ended this one",
        _ => "names the event that this one is about",
    };
    let listed: Vec<String> = ids
        .iter()
        .filter(|id| Some(**id) != reference.from.id())
        .take(MOST_LISTED)
        .map(|id| quoted(id))
        .collect();
    let choice = match listed.as_slice() {
        [] => String::new(),
        listed => format!(", or name it by the id that it has: {}", alternatives(listed)),
    };
    format!(
        "`{key}:` {what}, in the same case: give that event the line `id: {}`{choice}",
        clip(reference.entry.value.as_str().unwrap_or_default())
    )
}

/// Proposes to give the only event that can be meant the id by which it is named.
fn propose_line(finding: FindingBuilder<'_>, event: Event<'_>, id: &str) {
    let date = event.dated().map(|dated| format!(" of {}", clip(dated.written()))).unwrap_or_default();
    let help = format!("is the {}{date} meant? Then give it the line `id: {}`", event.noun(), clip(id));
    let finding = finding.label(event, "this one has no id").help(help);
    let Some(entry) = event.type_entry().filter(|entry| !entry.value.is_alias()) else { return };
    let source = entry.key.source();
    let before = source.slice(Span::new(0, entry.key.span().start));
    let indent = before.chars().rev().take_while(|c| *c != '\n').count();
    let is_block = before.chars().rev().take_while(|c| *c != '\n').all(|c| matches!(c, ' ' | '-'));
    let is_slug = id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
    if is_block && is_slug && !event.node().raw().starts_with('{') {
        let line = format!("\n{}id: {id}", " ".repeat(indent));
        let edit = Edit { span: Span::empty(entry.value.span().end), replacement: line };
        finding.fix(format!("add `id: {id}`"), Applicability::Unsafe, vec![edit]);
    }
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
