//! The comparison of a verdict with the same one in earlier reports.

use std::collections::BTreeSet;

use super::contradiction::{COURTS, Contradiction, DATES, Measure, OUTCOMES, ReportedVerdict, SUMS, TERMS};
use super::penalties::{Penalties, are_same, counterpart, kinds, of_different_kind};
use crate::model::vocabulary::Outcome;
use crate::project::{SentenceFact, Site, Sited, VerdictFact};
use crate::words::quoted;

/// Finds the values of a verdict that earlier reports contradict. `earlier` begins with the latest report.
pub(crate) fn contradictions<'i>(
    now: ReportedVerdict<'i>,
    earlier: &[ReportedVerdict<'i>],
) -> Vec<Contradiction<'i>> {
    let language = &now.case.document.language;
    // A court has another name in another language.
    let same_language: Vec<ReportedVerdict<'i>> =
        earlier.iter().filter(|other| other.case.document.language == *language).copied().collect();
    let dates = compare_field(&DATES, now, earlier, |verdict| verdict.date.as_ref());
    let courts = compare_field(&COURTS, now, &same_language, |verdict| verdict.court.as_ref());
    // A mixed verdict is told of one of its people as a conviction, and of another as an acquittal.
    let outcomes = compare_field(&OUTCOMES, now, earlier, |verdict| {
        verdict.outcome.as_ref().filter(|outcome| outcome.value != Outcome::Mixed.as_str())
    });
    let mut found: Vec<Contradiction<'i>> = [dates, courts, outcomes].into_iter().flatten().collect();
    // If one report confirms all penalties, another one was the mistake.
    if !earlier.iter().any(|other| are_same(&now.verdict.sentences, &other.verdict.sentences)) {
        found.extend(compare_penalties(now, earlier));
    }
    found
}

fn compare_field<'i, T>(
    measure: &Measure<T>,
    now: ReportedVerdict<'i>,
    earlier: &[ReportedVerdict<'i>],
    field: fn(&'i VerdictFact) -> Option<&'i Sited<T>>,
) -> Option<Contradiction<'i>> {
    let others = earlier.iter().filter_map(|other| Some((*other, field(other.verdict)?)));
    measure.contradiction(field(now.verdict), others)
}

fn compare_penalties<'i>(
    now: ReportedVerdict<'i>,
    earlier: &[ReportedVerdict<'i>],
) -> Vec<Contradiction<'i>> {
    let ours = Penalties::by_person(now.verdict);
    let theirs: Vec<(ReportedVerdict<'i>, Penalties<'i>)> =
        earlier.iter().map(|other| (*other, Penalties::by_person(other.verdict))).collect();
    let mut persons: BTreeSet<&'i str> = ours.persons().collect();
    if persons.iter().all(|person| person.is_empty()) {
        persons.extend(theirs.iter().flat_map(|(_, penalties)| penalties.persons()));
    }
    let has_several_persons = now.verdict.persons.len() > 1;
    // A penalty that several people share is reported once.
    let mut reported = BTreeSet::new();
    let mut found = Vec::new();
    for person in persons {
        let theirs: Vec<(ReportedVerdict<'i>, Vec<&SentenceFact>)> = theirs
            .iter()
            .map(|(other, penalties)| (*other, penalties.of_person(person)))
            .filter(|(_, penalties)| !penalties.is_empty())
            .collect();
        let of_person = compare_penalties_of_one(&ours.of_person(person), &theirs, &mut reported);
        let named = Some(person).filter(|person| has_several_persons && !person.is_empty());
        found.extend(of_person.into_iter().map(|found| Contradiction { person: named, ..found }));
    }
    found
}

/// Compares the penalties of one person with those in the earlier reports.
fn compare_penalties_of_one<'i>(
    ours: &[&'i SentenceFact],
    earlier: &[(ReportedVerdict<'i>, Vec<&'i SentenceFact>)],
    reported: &mut BTreeSet<Site>,
) -> Vec<Contradiction<'i>> {
    let mut found = Vec::new();
    for sentence in ours.iter().copied() {
        if reported.contains(&sentence.site) {
            continue;
        }
        let same = || {
            earlier.iter().filter_map(|(other, theirs)| Some((*other, counterpart(sentence, ours, theirs)?)))
        };
        let terms = same().filter_map(|(other, same)| Some((other, same.duration.as_ref()?)));
        let sums = same().filter_map(|(other, same)| Some((other, same.amount.as_ref()?)));
        let contradicting = [
            TERMS.contradiction(sentence.duration.as_ref(), terms),
            SUMS.contradiction(sentence.amount.as_ref(), sums),
        ];
        if contradicting.iter().any(Option::is_some) {
            reported.insert(sentence.site);
        }
        found.extend(contradicting.into_iter().flatten());
    }
    found.extend(compare_kinds(ours, earlier).filter(|found| reported.insert(found.sites[0])));
    found
}

/// Finds a penalty that an earlier report gives as one of another kind, unless another report confirms it.
fn compare_kinds<'i>(
    ours: &[&'i SentenceFact],
    earlier: &[(ReportedVerdict<'i>, Vec<&'i SentenceFact>)],
) -> Option<Contradiction<'i>> {
    let mut different =
        earlier.iter().filter_map(|(other, theirs)| Some((*other, of_different_kind(ours, theirs)?)));
    let (earlier_report, (own, other)) = different.next()?;
    if earlier.iter().any(|(_, theirs)| kinds(theirs) == kinds(ours)) {
        return None;
    }
    Some(Contradiction {
        person: None,
        phrase: ["the penalty", "is"],
        earlier: earlier_report,
        sites: [own.site, other.site],
        values: [own, other].map(|sentence| quoted(&sentence.sentence_type)),
    })
}
