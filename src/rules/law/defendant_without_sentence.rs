//! `defendant-without-sentence`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Premise, Severity};
use crate::model::{Outcome, Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "defendant-without-sentence",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("defendant-without-sentence.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let convictions = model.judgments().filter(|verdict| verdict.outcome() == Some(Outcome::Convicted));
    // `unknown-but-given` reports sentences that are given and declared unknown.
    let known = convictions.filter(|verdict| !verdict.is_review() && !verdict.has_unknown_sentences());
    for verdict in known {
        let mut sentenced = HashSet::new();
        let mut sentences = verdict.sentences().peekable();
        // `conviction-without-sentence` reports a verdict without any.
        if sentences.peek().is_none() || !verdict.sentences().all(|sentence| is_told(verdict, sentence)) {
            continue;
        }
        sentenced
            .extend(sentences.flat_map(|sentence| sentence.person_references()).filter_map(NodeRef::as_str));
        // `sentenced-person-not-in-verdict` reports one of somebody else: two slips, or this one's under a wrong id.
        let judged: HashSet<&str> = verdict.persons().collect();
        if !sentenced.is_subset(&judged) {
            continue;
        }
        let list = verdict.persons_entry().map(|entry| entry.value);
        let places: HashMap<&str, NodeRef<'_>> = list
            .into_iter()
            .flat_map(NodeRef::items)
            .filter_map(|item| Some((item.as_str()?, item)))
            .collect();
        // What everybody got beside it may be all that several got.
        let has_common = !verdict.sentences().all(names_persons);
        let missing: Vec<&str> = verdict.persons().filter(|id| !sentenced.contains(id)).collect();
        if has_common && (missing.len() != 1 || sentenced.len() < 2) {
            continue;
        }
        for id in missing {
            // `unresolved-person` reports an unknown id.
            let Some(person) = model.person(id) else { continue };
            let message = format!("{} is convicted, but no sentence names them", clip(model.name_of(id)));
            let mut report = match places.get(id) {
                Some(reference) => cx.report(*reference, message),
                None => cx.report(verdict, message),
            };
            if let Some(sentence) = verdict.sentences().next() {
                report = report.label(sentence, "each sentence names its persons");
            }
            // `duplicate-person` finds somebody who stands here under two ids.
            report.depends_on(Premise::value_right(person.key())).help(format!(
                "add the sentence of {}; where it was not published, or the court decided otherwise about this person, the outcome is \
                 `mixed`, with a result for each under `results:`, in which `unknown: [sentences]` can stand",
                quoted(id)
            ));
        }
    }
}

/// Returns true if a sentence names its persons, or is a fine or another measure that all got beside terms of imprisonment.
fn is_told(verdict: Verdict<'_>, sentence: Sentence<'_>) -> bool {
    let is_beside = |sentence: Sentence<'_>| {
        let sentence_type = sentence.sentence_type();
        sentence_type == Some(SentenceType::Fine) || sentence_type.is_some_and(SentenceType::has_own_article)
    };
    let is_term = |other: &Sentence<'_>| names_persons(*other) && other.duration().is_some();
    names_persons(sentence) || is_beside(sentence) && verdict.sentences().filter(is_term).nth(1).is_some()
}

/// Returns true if a sentence says whom it is about: people by their ids, or those whom nobody names. Without either it is
/// about all of the verdict.
fn names_persons(sentence: Sentence<'_>) -> bool {
    sentence.person_references().next().is_some() || sentence.is_of_unnamed()
}
