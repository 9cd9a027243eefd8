//! `person-outside-case`

use std::collections::HashSet;

use crate::diagnostic::{Premise, Severity};
use crate::model::Verdict;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "person-outside-case",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("person-outside-case.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // A case in a file of its own declares its persons, and `unresolved-person` reports the others.
    for case in model.cases().filter(|_| model.is_report()) {
        let Some(listed) = case.persons_entry() else { continue };
        let of_case: HashSet<&str> = case.persons().collect();
        let mut reported = HashSet::new();
        for event in cx.model().events_of(case) {
            let of_results = event.judgments().flat_map(Verdict::person_references);
            for reference in event.person_references().chain(of_results) {
                let Some(id) = reference.as_str().filter(|id| !of_case.contains(id)) else { continue };
                // `unresolved-person` reports an unknown id.
                if model.person(id).is_none() || !reported.insert(id) {
                    continue;
                }
                let name = clip(model.name_of(id));
                cx.report(reference, format!("{name} is not among the persons of the case"))
                    .label(listed.key, "the persons of the case")
                    .help(format!(
                        "whoever counts people by case misses this one: add {} there, and if anybody of the case has a `part:`, \
                         with the part of this one, or name the right person here",
                        quoted(id)
                    ))
                    .depends_on(Premise::value_right(listed.value))
                    .depends_on(model.person(id).map(|person| Premise::unreferred(person.key())));
            }
        }
    }
}
