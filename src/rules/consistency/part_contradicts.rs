//! `part-contradicts`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Premise, Severity};
use crate::model::date::Day;
use crate::model::{Case, CasePart, CasePerson, Event, EventType, Model, Outcome, Role, Sentence};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "part-contradicts",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("part-contradicts.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        check_clients(cx, case);
        // A lawyer who is on trial too has both parts.
        let tried: HashSet<&str> = case
            .people()
            .filter(|person| person.part().is_some_and(CasePart::is_party))
            .filter_map(CasePerson::id)
            .collect();
        let with_part = |is_wanted: fn(CasePart) -> bool| -> HashMap<&str, CasePerson<'_>> {
            let people = case.people().filter(|person| person.part().is_some_and(is_wanted));
            let people = people.filter_map(|person| Some((person.id()?, person)));
            people.filter(|(id, _)| !tried.contains(id)).collect()
        };
        let acting = with_part(CasePart::is_never_convicted);
        let witnesses = with_part(|part| part == CasePart::Witness);
        if acting.is_empty() && (witnesses.is_empty() || tried.is_empty()) {
            continue;
        }
        let charged_apart = charged_apart(cx.model(), case, &tried);
        let held: HashSet<&str> =
            cx.model().events_of(case).filter(|event| event.is_custody()).flat_map(own_persons).collect();
        for event in cx.model().events_of(case) {
            check_prisoners(cx, event, &acting, &held);
            let accused = accused(event);
            // A witness may be charged too, beside the defendants.
            let names_party =
                accused.iter().filter_map(|(node, _)| node.as_str()).any(|id| tried.contains(id));
            let witnesses = Some(&witnesses).filter(|_| !names_party && !tried.is_empty());
            // Somebody whom the verdict and its sentences name is reported once.
            let mut reported = HashSet::new();
            for (reference, how) in accused {
                let id = reference.as_str().unwrap_or_default();
                let person = acting.get(id).or_else(|| witnesses?.get(id));
                let Some(person) = person.filter(|person| reported.insert(person.id())) else { continue };
                let is_later = charged_apart.get(id).is_some_and(|day| Some(*day) <= first_day(event));
                if !is_later {
                    report(cx, reference, *person, how);
                }
            }
        }
    }
}

/// Returns the people who are charged or judged themselves, without the parties of the case, after these were accused: a lawyer who
/// is prosecuted for what he did in the case. The day is that of the charge.
fn charged_apart<'a>(model: &Model<'a>, case: Case<'a>, tried: &HashSet<&str>) -> HashMap<&'a str, Day> {
    let is_party = |event: &Event<'a>| event.persons().any(|id| tried.contains(id));
    let accuses = |event: &Event<'a>| event.is(EventType::Charge) || event.as_verdict().is_some();
    let of_parties = || model.events_of(case).filter(|event| accuses(event) && is_party(event));
    let Some(first) = of_parties().filter_map(first_day).min() else { return HashMap::new() };
    let articles: HashSet<(&str, &str)> =
        of_parties().flat_map(Event::citations).map(|cited| (cited.code(), cited.article())).collect();
    let mut apart: HashMap<&'a str, Day> = HashMap::new();
    for event in model.events_of(case).filter(|event| accuses(event) && !is_party(event)) {
        let Some(day) = first_day(event).filter(|day| *day > first) else { continue };
        let mut cited = event.citations().peekable();
        let is_other_offence =
            cited.peek().is_some() && cited.all(|cited| !articles.contains(&(cited.code(), cited.article())));
        for id in event.person_references().filter_map(NodeRef::as_str) {
            // Under an article of the defendants the wrong one of two ids may stand.
            let may_be_charged =
                |part| event.is(EventType::Charge) && !matches!(part, CasePart::Judge | CasePart::Prosecutor);
            if is_other_offence || case.part_of(id).is_some_and(may_be_charged) {
                let earliest = apart.entry(id).or_insert(day);
                *earliest = day.min(*earliest);
            }
        }
    }
    apart
}

fn first_day(event: Event<'_>) -> Option<Day> {
    event.dated().map(|dated| dated.date.first_day())
}

/// Words by which somebody speaks of the person whom they defend.
const CLIENT: [&str; 5] =
    ["my client", "our client", "моего подзащитного", "мой подзащитный", "моя подзащитная"];

/// Reports words of a lawyer that are said to be those of a defendant.
fn check_clients<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let of_events = cx.model().events_of(case).flat_map(Event::quotes);
    for quote in case.quotes().chain(of_events) {
        let (Some(text), Some(speaker)) = (quote.text(), quote.speaker()) else { continue };
        let is_defendant = case.part_of(speaker) == Some(CasePart::Defendant);
        let role = cx.model().person(speaker).and_then(|person| person.role());
        if !is_defendant || role == Some(Role::Lawyer) {
            continue;
        }
        let lower = text.to_lowercase();
        let Some(said) = CLIENT.iter().find(|words| lower.contains(**words)) else { continue };
        let Some(entry) = quote.speaker_entry() else { continue };
        let name = clip(cx.model().name_of(speaker));
        cx.report(entry, format!("{name} is a defendant in this case, and speaks here of {}", quoted(said)))
            .help("these are the words of a lawyer: write the lawyer's id, or correct the quote");
    }
}

fn own_persons<'a>(event: Event<'a>) -> impl Iterator<Item = &'a str> {
    event.person_references().filter_map(NodeRef::as_str)
}

/// Reports people who act in a case and are in prison, though nobody ever held or charged them.
fn check_prisoners<'a>(
    cx: &mut DocumentContext<'a>,
    event: Event<'a>,
    acting: &HashMap<&str, CasePerson<'a>>,
    held: &HashSet<&str>,
) {
    let how = match event.event_type() {
        Some(EventType::PunishmentCell) => "in a punishment cell",
        Some(EventType::Transfer) => "moved to another prison",
        _ => return,
    };
    for reference in event.person_references() {
        let id = reference.as_str().unwrap_or_default();
        if let Some(person) = acting.get(id).filter(|_| !held.contains(id)) {
            report(cx, reference, *person, how);
        }
    }
}

/// Returns the nodes that name those whom an event charges, convicts or acquits, with the word for it.
fn accused<'a>(event: Event<'a>) -> Vec<(NodeRef<'a>, &'static str)> {
    if event.is(EventType::Charge) {
        return event.person_references().map(|node| (node, "charged")).collect();
    }
    let mut accused = Vec::new();
    for verdict in event.judgments() {
        let how = match verdict.outcome() {
            Some(Outcome::Acquitted) => "acquitted",
            Some(outcome) if outcome.is_conviction() => "convicted",
            _ => continue,
        };
        let of_event = event.person_references().filter(|_| !verdict.is_result());
        let of_sentences = verdict.sentences().flat_map(Sentence::person_references);
        accused
            .extend(of_event.chain(verdict.person_references()).chain(of_sentences).map(|node| (node, how)));
    }
    accused
}

fn report<'a>(cx: &mut DocumentContext<'a>, reference: NodeRef<'a>, person: CasePerson<'a>, how: &str) {
    let name = clip(cx.model().name_of(person.id().unwrap_or_default()));
    let Some((part, word)) = person.part_entry().and_then(|part| Some((part, part.value.as_str()?))) else {
        return;
    };
    cx.report(reference, format!("{name} is {how} here, but has the part {} in this case", quoted(word)))
        .label(part, "the part in the case")
        .refutes(Premise::value_right(reference))
        .help(
            "readers take them for the accused: name the right person here; if this one was charged or tried, their part is `defendant`, and the \
             profession is the person's `role:`; somebody who acts in the case first and is charged later has a `charge` of their own",
        );
}
