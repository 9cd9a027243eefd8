//! `defendant-without-sentence`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Premise, Severity};
use crate::model::{Outcome, Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::{Entry, NodeRef};
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
        check_counts(cx, verdict);
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
            // `duplicate-penalty` finds somebody who stands in the place of another.
            for listed in verdict.sentences().flat_map(Sentence::person_references).take(MOST_PREMISES) {
                report = report.depends_on(Premise::value_right(listed));
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

/// The most persons of sentences on whom a finding depends.
const MOST_PREMISES: usize = 50;

/// The main penalties that take liberty, of which nobody gets two in one verdict.
const OF_LIBERTY: [SentenceType; 4] = [
    SentenceType::Imprisonment,
    SentenceType::SuspendedImprisonment,
    SentenceType::RestrictionOfLiberty,
    SentenceType::LifeImprisonment,
];

/// Reports sentences of people whom nobody names that are not as many as the verdict counts.
fn check_counts<'a>(cx: &mut DocumentContext<'a>, verdict: Verdict<'a>) {
    let number = |entry: Entry<'_>| entry.value.scalar_text()?.parse::<u64>().ok();
    let Some((judged, entry)) = verdict.count_entry().and_then(|entry| Some((number(entry)?, entry))) else {
        return;
    };
    let sentences: Vec<Sentence<'_>> = verdict.sentences().collect();
    // A fine, or a ban, may stand beside a term of the same people.
    if !sentences.iter().all(|sentence| OF_LIBERTY.iter().any(|kind| sentence.is(*kind))) {
        return;
    }
    let (of_named, of_unnamed): (Vec<_>, Vec<_>) =
        sentences.into_iter().partition(|sentence| sentence.person_references().next().is_some());
    let counted = |sentence: &Sentence<'a>| sentence.count_entry().and_then(number);
    let Some(counts) = of_unnamed.iter().map(counted).collect::<Option<Vec<u64>>>() else { return };
    let named: Vec<&str> =
        of_named.iter().flat_map(|one| one.person_references()).filter_map(NodeRef::as_str).collect();
    let distinct: HashSet<&str> = named.iter().copied().collect();
    // One who is named may be among those who are counted, unless each has a sentence of their own.
    let is_each = distinct.len() == named.len() && distinct == verdict.persons().collect();
    let sum: u64 = counts.iter().fold(0, |sum, count| sum.saturating_add(*count));
    let beside = of_named.iter().any(|one| one.count_entry().is_some());
    if counts.is_empty() || !is_each || beside || sum == judged {
        return;
    }
    let message =
        format!("the sentences are for {sum} people whom nobody names, and the verdict counts {judged}");
    let mut report = cx.report(entry, message);
    for count in of_unnamed.iter().filter_map(|one| one.count_entry()).take(MOST_LABELS) {
        report = report.label(count, "a part of them");
    }
    report.help("one of the numbers is wrong, or the sentence of somebody is missing: count again; the `count:` of a verdict has those whom its `persons:` does not name");
}

/// The largest number of sentences that a finding labels.
const MOST_LABELS: usize = 6;

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
