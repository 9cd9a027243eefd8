//! `sentenced-person-not-in-verdict`

use std::collections::HashSet;

use crate::diagnostic::{Applicability, Severity};
use crate::model::{CasePart, Sentence, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::suggest::Suggestions;
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "sentenced-person-not-in-verdict",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("sentenced-person-not-in-verdict.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for verdict in model.judgments() {
        // Most sentences name nobody, and a case may have many persons.
        if verdict.sentences().flat_map(|sentence| sentence.person_references()).next().is_none() {
            continue;
        }
        let judged: HashSet<&str> = verdict.persons().collect();
        // A verdict without named persons concerns people without a name.
        if judged.is_empty() {
            continue;
        }
        let mut suggestions = None;
        for reference in verdict.sentences().flat_map(|sentence| sentence.person_references()) {
            let Some(id) = reference.as_str().filter(|id| !judged.contains(id)) else { continue };
            // `unresolved-person` already reports an unknown id, and `part-contradicts` somebody who cannot be convicted.
            let part = verdict.event().case().part_of(id);
            if model.person(id).is_none() || part.is_some_and(CasePart::is_never_convicted) {
                continue;
            }
            let near =
                suggestions.get_or_insert_with(|| Suggestions::new(judged.iter().copied())).nearest(id);
            let message = format!(
                "{} is sentenced here, but the verdict does not concern them",
                clip(model.name_of(id))
            );
            let mut report = cx.report(reference, message);
            if let Some(persons) = verdict.persons_entry() {
                report = report.label(persons, "the persons of the verdict");
            }
            if let Some(near) = near {
                report = report.unsafe_word(reference, near);
            }
            report.help(match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => added(verdict).to_owned(),
            });
        }
    }
}

/// Returns advice on somebody whom a verdict does not concern: a sentence that names nobody would be theirs too.
fn added(verdict: Verdict<'_>) -> &'static str {
    let is_for_all = |sentence: Sentence<'_>| sentence.person_references().next().is_none();
    if verdict.sentences().any(is_for_all) {
        "name the right person, or add this one to the persons of the verdict, or of the case, and name in each of its other sentences \
         whom it is for: one that names nobody is for all"
    } else {
        "name the right person, or add this one to the persons of the verdict, or of the case"
    }
}
