//! `part-contradicts`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Severity;
use crate::model::{CasePart, CasePerson, Outcome, Sentence, Verdict};
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
        // A lawyer who is on trial too has both parts.
        let tried: HashSet<&str> = case
            .people()
            .filter(|person| person.part().is_some_and(CasePart::is_party))
            .filter_map(CasePerson::id)
            .collect();
        let acting: HashMap<&str, CasePerson<'_>> = case
            .people()
            .filter(|person| person.part().is_some_and(CasePart::is_never_convicted))
            .filter(|person| person.id().is_none_or(|id| !tried.contains(id)))
            .filter_map(|person| Some((person.id()?, person)))
            .collect();
        if acting.is_empty() {
            continue;
        }
        for event in cx.model().events_of(case) {
            let convictions: Vec<Verdict<'_>> = event
                .judgments()
                .filter(|verdict| verdict.outcome().is_some_and(Outcome::is_conviction))
                .collect();
            // Somebody whom the verdict and its sentences name is reported once.
            let mut reported = HashSet::new();
            let of_event = event.person_references().filter(|_| !convictions.is_empty());
            let of_convictions = convictions.iter().flat_map(|verdict| {
                verdict.person_references().chain(verdict.sentences().flat_map(Sentence::person_references))
            });
            let is_mixed = convictions.iter().any(|verdict| verdict.is_result());
            for reference in of_event.filter(|_| !is_mixed).chain(of_convictions) {
                let Some(person) = reference.as_str().and_then(|id| acting.get(id)) else { continue };
                if reported.insert(person.id()) {
                    report(cx, reference, *person);
                }
            }
        }
    }
}

fn report<'a>(cx: &mut DocumentContext<'a>, reference: NodeRef<'a>, person: CasePerson<'a>) {
    let name = clip(cx.model().name_of(person.id().unwrap_or_default()));
    let Some((part, word)) = person.part_entry().and_then(|part| Some((part, part.value.as_str()?))) else {
        return;
    };
    cx.report(reference, format!("{name} is convicted here, but has the part {} in this case", quoted(word)))
        .label(part, "the part in the case")
        .help(
            "readers take them for convicted: name the convicted person here; if this one was tried, their part is `defendant`, and the \
             profession is the person's `role:`",
        );
}
