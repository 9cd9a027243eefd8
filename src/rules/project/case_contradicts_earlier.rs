//! `case-contradicts-earlier`

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::same_case::{last_day, told_several_times};
use super::same_verdict::Told;
use crate::diagnostic::Severity;
use crate::model::court::courts_agree;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::project::{CaseRef, Name, SentenceFact, Site, Sited, VerdictFact};
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<CaseContradictsEarlier>(RuleMeta {
    name: "case-contradicts-earlier",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("case-contradicts-earlier.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CaseContradictsEarlier {}

/// How many earlier reports of one case are looked at.
const MOST_EARLIER: usize = 20;

/// Nobody has more penalties in one verdict; so many are compared each with each.
const MOST_PENALTIES: usize = 20;

impl Rule for CaseContradictsEarlier {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        for cases in told_several_times(cx) {
            let with_verdicts = cases.into_iter().filter(|case| !case.case.verdicts.is_empty());
            let reports: Vec<Told<'_>> = with_verdicts.map(Told::of).collect();
            for (at, report) in reports.iter().enumerate() {
                let before = reports.get(..at).unwrap_or_default().iter().rev().take(MOST_EARLIER);
                let matches: Vec<_> =
                    before.map(|earlier| (earlier.case, report.matching(earlier))).collect();
                for (index, verdict) in report.case.case.verdicts.iter().enumerate() {
                    let told = matches.iter().filter_map(|(case, matches)| {
                        Some(Telling { case: *case, verdict: (*matches.get(index)?)? })
                    });
                    let told: Vec<Telling<'_>> = told.collect();
                    compare(cx, Telling { case: report.case, verdict }, &told);
                }
            }
        }
    }
}

/// What one report says of a verdict.
#[derive(Clone, Copy)]
struct Telling<'i> {
    case: CaseRef<'i>,
    verdict: &'i VerdictFact,
}

/// Reports where a verdict is told otherwise than in `told`, the earlier reports, the last one first.
fn compare(cx: &mut ProjectContext<'_>, now: Telling<'_>, told: &[Telling<'_>]) {
    let case =
        now.case.case.id.as_deref().map(|id| format!(" in the case {}", quoted(id))).unwrap_or_default();
    let dates = told.iter().filter_map(|other| Some((*other, other.verdict.date.as_ref()?)));
    let date = Claim { what: format!("the verdict{case} is dated"), value: now.verdict.date.as_ref() };
    let can_be_same = |a: &Date, b: &Date| !a.is_before(b) && !a.is_after(b);
    contradicts(cx, now, date, dates, Date::to_string, can_be_same, |a, b| a == b);
    // In another language a court has another name.
    let of_language = told.iter().filter(|other| other.case.document.language == now.case.document.language);
    let courts = of_language.filter_map(|other| Some((*other, other.verdict.court.as_ref()?)));
    let court = Claim { what: format!("the verdict{case} is that of"), value: now.verdict.court.as_ref() };
    let is_same_court = |a: &Name, b: &Name| courts_agree(a, b);
    contradicts(cx, now, court, courts, |name| quoted(name), is_same_court, is_same_court);
    let outcomes = told.iter().filter_map(|other| Some((*other, other.verdict.outcome.as_ref()?)));
    let outcome =
        Claim { what: format!("the outcome of the verdict{case} is"), value: now.verdict.outcome.as_ref() };
    contradicts(cx, now, outcome, outcomes, |word| quoted(word), |a, b| a == b, |a, b| a == b);
    compare_sentences(cx, now, told, &case);
}

/// The penalties of each person, and under the empty id those that are nobody's in particular.
type Penalties<'i> = BTreeMap<&'i str, Vec<&'i SentenceFact>>;

fn penalties_of(verdict: &VerdictFact) -> Penalties<'_> {
    let mut penalties = Penalties::new();
    for sentence in &verdict.sentences {
        let ids = sentence.persons.iter().map(AsRef::as_ref);
        for id in ids.chain(sentence.persons.is_empty().then_some("")) {
            penalties.entry(id).or_default().push(sentence);
        }
    }
    penalties
}

/// The penalties of one person, with those that are nobody's in particular; none where there are too many.
fn of_person<'i>(penalties: &Penalties<'i>, person: &str) -> Vec<&'i SentenceFact> {
    let nobodys = penalties.get("").filter(|_| !person.is_empty());
    let all = penalties.get(person).into_iter().chain(nobodys).flatten();
    let all: Vec<_> = all.take(MOST_PENALTIES + 1).copied().collect();
    if all.len() > MOST_PENALTIES { Vec::new() } else { all }
}

fn compare_sentences(cx: &mut ProjectContext<'_>, now: Telling<'_>, told: &[Telling<'_>], case: &str) {
    let ours = penalties_of(now.verdict);
    let theirs: Vec<(Telling<'_>, Penalties<'_>)> =
        told.iter().map(|other| (*other, penalties_of(other.verdict))).collect();
    let mut persons: BTreeSet<&str> = ours.keys().copied().collect();
    if persons.iter().all(|person| person.is_empty()) {
        persons.extend(theirs.iter().flat_map(|(_, penalties)| penalties.keys().copied()));
    }
    let is_one_of_several = now.verdict.persons.len() > 1;
    // One penalty of several people is told of once.
    let mut reported = BTreeSet::new();
    for person in persons {
        let own = of_person(&ours, person);
        let told: Vec<(Telling<'_>, Vec<&SentenceFact>)> = theirs
            .iter()
            .map(|(other, penalties)| (*other, of_person(penalties, person)))
            .filter(|(_, penalties)| !penalties.is_empty())
            .collect();
        let whose = if is_one_of_several && !person.is_empty() {
            format!(" of {}", quoted(person))
        } else {
            case.to_owned()
        };
        for sentence in own.iter().copied() {
            if reported.contains(&sentence.site) {
                continue;
            }
            let same: Vec<_> = told
                .iter()
                .filter_map(|(other, theirs)| Some((*other, counterpart(sentence, &own, theirs)?)))
                .collect();
            let terms = same.iter().filter_map(|(other, same)| Some((*other, same.duration.as_ref()?)));
            let term = Claim { what: format!("the penalty{whose} lasts"), value: sentence.duration.as_ref() };
            let is_same_term = |a: &Duration, b: &Duration| a.days() == b.days();
            let is_reported =
                contradicts(cx, now, term, terms, Duration::to_string, is_same_term, is_same_term);
            let amounts = same.iter().filter_map(|(other, same)| Some((*other, same.amount.as_ref()?)));
            let amount = Claim { what: format!("the fine{whose} is"), value: sentence.amount.as_ref() };
            // In another currency it is another number.
            let is_same_sum = |a: &Name, b: &Name| a == b || currency(a) != currency(b);
            if contradicts(cx, now, amount, amounts, |sum| sum.to_string(), is_same_sum, is_same_sum)
                || is_reported
            {
                reported.insert(sentence.site);
            }
        }
        let of_other_kind =
            told.iter().find_map(|(other, theirs)| Some((*other, of_other_kind(&own, theirs)?)));
        let agrees = told.iter().any(|(_, theirs)| kinds(theirs) == kinds(&own));
        if let Some((other, (ours, theirs))) = of_other_kind.filter(|_| !agrees)
            && reported.insert(ours.site)
        {
            let said = [ours, theirs].map(|sentence| quoted(&sentence.sentence_type));
            report(cx, now, other, &format!("the penalty{whose} is"), [ours.site, theirs.site], said);
        }
    }
}

/// What `theirs`, all penalties of a person, say of `sentence`, one of `ours`; `None` where several of the kind can be
/// meant.
fn counterpart<'i>(
    sentence: &SentenceFact,
    ours: &[&SentenceFact],
    theirs: &[&'i SentenceFact],
) -> Option<&'i SentenceFact> {
    let is_same_kind = |other: &&&SentenceFact| other.sentence_type == sentence.sentence_type;
    let ours: Vec<_> = ours.iter().filter(is_same_kind).collect();
    let mut left: Vec<_> = theirs.iter().filter(is_same_kind).copied().collect();
    if ours.len() != left.len() {
        return None;
    }
    // Those that are the same on both sides are told alike, in whatever order.
    for own in &ours {
        let term = |sentence: &SentenceFact| sentence.duration.as_ref().map(|term| term.value.days());
        let sum = |sentence: &SentenceFact| sentence.amount.as_ref().map(|sum| sum.value.clone());
        let same = left.iter().position(|other| term(own) == term(other) && sum(own) == sum(other));
        if let Some(same) = same {
            let same = left.remove(same);
            if own.site == sentence.site {
                return Some(same);
            }
        }
    }
    left.pop().filter(|_| left.is_empty())
}

/// The only penalties whose kind the other side does not know, one on each side; where one side has fewer, one may have
/// been left out.
fn of_other_kind<'a, 'b>(
    ours: &[&'a SentenceFact],
    theirs: &[&'b SentenceFact],
) -> Option<(&'a SentenceFact, &'b SentenceFact)> {
    let mut ours_left = ours.to_vec();
    let mut theirs_left = theirs.to_vec();
    ours_left.retain(|own| {
        let same = theirs_left.iter().position(|other| other.sentence_type == own.sentence_type);
        same.map(|same| theirs_left.remove(same)).is_none()
    });
    match (ours_left.as_slice(), theirs_left.as_slice()) {
        ([own], [other]) => Some((*own, *other)),
        _ => None,
    }
}

fn kinds<'i>(penalties: &[&'i SentenceFact]) -> BTreeSet<&'i str> {
    penalties.iter().map(|sentence| sentence.sentence_type.as_str()).collect()
}

/// A value that a report gives, and how a sentence on it begins.
struct Claim<'v, T> {
    what: String,
    value: Option<&'v Sited<T>>,
}

/// Reports a value that the last of the earlier ones contradicts, and says whether it did. Where another one confirms
/// it, that one was the mistake, and it is reported there.
fn contradicts<'v, T: 'v>(
    cx: &mut ProjectContext<'_>,
    now: Telling<'_>,
    claim: Claim<'_, T>,
    earlier: impl Iterator<Item = (Telling<'v>, &'v Sited<T>)>,
    shown: impl Fn(&T) -> String,
    agree: impl Fn(&T, &T) -> bool,
    confirms: impl Fn(&T, &T) -> bool,
) -> bool {
    let Some(value) = claim.value else { return false };
    let mut contradicting = None;
    for (telling, other) in earlier {
        if confirms(&value.value, &other.value) {
            return false;
        }
        if contradicting.is_none() && !agree(&value.value, &other.value) {
            contradicting = Some((telling, other));
        }
    }
    let Some((telling, other)) = contradicting else { return false };
    let said = [shown(&value.value), shown(&other.value)];
    report(cx, now, telling, &claim.what, [value.site, other.site], said);
    true
}

fn currency(amount: &str) -> Option<&str> {
    amount.rsplit_once(' ').map(|(_, currency)| currency)
}

fn report(
    cx: &mut ProjectContext<'_>,
    now: Telling<'_>,
    earlier: Telling<'_>,
    what: &str,
    [here, there]: [Site; 2],
    [says, before]: [String; 2],
) {
    let path = cx.path(there);
    // Two reports on one period are translations of one, or those of two publishers.
    let is_later = last_day(now.case) > last_day(earlier.case);
    let (note, label) = match is_later {
        true => ("the same case, told later", "told otherwise before"),
        false => ("the same case, told in another report", "told otherwise here"),
    };
    let way_out = match now.verdict.id.is_some() && now.verdict.id == earlier.verdict.id {
        true => "if these are two verdicts, give each an `id:` of its own",
        false => "if these are two verdicts, tell of both here",
    };
    cx.report(here, format!("{what} {says} here, and {before} in {path}")).note(note).label_at(there, label).help(
        format!(
            "two files that contradict each other make both worthless as evidence: look the judgment up and correct the \
             wrong one; {way_out}"
        ),
    );
}
