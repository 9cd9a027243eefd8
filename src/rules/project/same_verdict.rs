//! Which verdict of an earlier report is the one that a later report tells of again.

use crate::project::{CaseFact, CaseRef, VerdictFact};

/// Among more verdicts of one case, some are alike by accident.
const FEW: usize = 20;

/// Days by which a date is taken for another one.
const NEAR: i32 = 31;

/// The verdict of `earlier` that `verdict`, one of `case`, is; `None` where it is none of them, or where several
/// could be meant.
pub(super) fn matching<'i>(
    verdict: &VerdictFact,
    case: CaseRef<'_>,
    earlier: &'i CaseFact,
) -> Option<&'i VerdictFact> {
    let by_id = earlier.verdicts.iter().find(|other| verdict.id.is_some() && other.id == verdict.id);
    if by_id.is_some() {
        return by_id;
    }
    let only = |is_it: &dyn Fn(&VerdictFact) -> bool| {
        let mut found = earlier.verdicts.iter().filter(|other| is_it(other) && shares_people(verdict, other));
        found.next().filter(|_| found.next().is_none())
    };
    only(&|other| same_day(verdict, other)).or_else(|| {
        // What happened in the report's own period is news, be it like what happened before: who is released after
        // fifteen days may be arrested for fifteen more.
        let begins = case.document.period.as_ref().map(|period| period.value.0.first_day());
        let day = verdict.date.as_ref().and_then(|date| date.value.as_day());
        let is_news = begins.zip(day).is_some_and(|(begins, day)| begins <= day);
        if is_news || earlier.verdicts.len().max(case.case.verdicts.len()) > FEW {
            return None;
        }
        // Of another day it is the same only if all else is, and if no other verdict of the case is that one.
        let is_told = |other: &VerdictFact| case.case.verdicts.iter().any(|own| same_day(own, other));
        only(&|other| is_near(verdict, other) && is_alike(verdict, other) && !is_told(other))
    })
}

fn shares_people(a: &VerdictFact, b: &VerdictFact) -> bool {
    a.persons.is_empty()
        || b.persons.is_empty()
        || a.persons.iter().any(|person| b.persons.binary_search(person).is_ok())
}

fn same_day(a: &VerdictFact, b: &VerdictFact) -> bool {
    let days = [a, b].map(|verdict| verdict.date.as_ref().and_then(|date| date.value.as_day()));
    matches!(days, [Some(a), Some(b)] if a == b)
}

/// Whether two dates are near, or one can be a slip of the pen for the other: by the year or the month alone, or with
/// month and day the other way round.
fn is_near(a: &VerdictFact, b: &VerdictFact) -> bool {
    let days = [a, b].map(|verdict| verdict.date.as_ref().and_then(|date| date.value.as_day()));
    let [Some(a), Some(b)] = days else { return false };
    (a - b).get_days().abs() <= NEAR
        || (a.month(), a.day()) == (b.month(), b.day())
        || (a.year(), a.day()) == (b.year(), b.day())
        || (a.year(), a.month(), a.day()) == (b.year(), b.day(), b.month())
}

/// Whether court, outcome and penalties are given and the same.
fn is_alike(a: &VerdictFact, b: &VerdictFact) -> bool {
    let courts = a.court.as_ref().zip(b.court.as_ref());
    let outcomes = a.outcome.as_ref().zip(b.outcome.as_ref());
    let penalties = |verdict: &VerdictFact| {
        let penalty = |sentence: &crate::project::SentenceFact| {
            (sentence.sentence_type.clone(), sentence.duration.as_ref().map(|term| term.value.days()))
        };
        let mut penalties: Vec<_> = verdict.sentences.iter().map(penalty).collect();
        penalties.sort_unstable();
        penalties
    };
    courts.is_some_and(|(a, b)| courts_agree(&a.value, &b.value))
        && outcomes.is_some_and(|(a, b)| a.value == b.value)
        && !a.sentences.is_empty()
        && penalties(a) == penalties(b)
}

/// Whether two names can be those of one court: the words of one are among those of the other.
pub(super) fn courts_agree(a: &str, b: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|letter: char| !letter.is_alphanumeric()).map(str::to_lowercase);
        words.filter(|word| word.len() > 2 && !matches!(word.as_str(), "the" | "city" | "court")).collect()
    };
    let (a, b) = (words(a), words(b));
    a.iter().all(|word| b.contains(word)) || b.iter().all(|word| a.contains(word))
}

#[cfg(test)]
mod tests {
    use super::courts_agree;

    #[test]
    fn a_court_may_be_named_in_more_or_fewer_words() {
        assert!(courts_agree("Medeu District Court", "the Medeu district court of Almaty"));
        assert!(courts_agree("Almaty City Court", "Almaty court"));
        assert!(!courts_agree("Medeu District Court", "Bostandyk District Court"));
        assert!(!courts_agree("Almaty District Court", "Almaty Regional Court"));
    }
}
