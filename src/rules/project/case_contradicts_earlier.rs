//! `case-contradicts-earlier`

use std::collections::BTreeSet;

use super::penalties::{Penalties, are_same, counterpart, kinds, of_other_kind};
use super::same_case::{last_day, told_several_times};
use super::same_verdict::ReportedCase;
use crate::diagnostic::Severity;
use crate::model::court::courts_agree;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::project::{CaseRef, Name, SentenceFact, Site, Sited, VerdictFact};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "case-contradicts-earlier",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("case-contradicts-earlier.md"),
};

/// How many earlier reports of one case are looked at.
const MOST_EARLIER: usize = 20;

fn check(cx: &mut ProjectContext<'_>) {
    for cases in told_several_times(cx) {
        let with_verdicts = cases.into_iter().filter(|case| !case.case.verdicts.is_empty());
        let reports: Vec<ReportedCase<'_>> = with_verdicts.map(ReportedCase::new).collect();
        for (at, report) in reports.iter().enumerate() {
            let before = reports.get(..at).unwrap_or_default().iter().rev().take(MOST_EARLIER);
            let matches: Vec<_> = before.map(|earlier| (earlier.case, report.matching(earlier))).collect();
            for (index, verdict) in report.case.case.verdicts.iter().enumerate() {
                let told = matches.iter().filter_map(|(case, matches)| {
                    Some(Telling { case: *case, verdict: (*matches.get(index)?)? })
                });
                let told: Vec<Telling<'_>> = told.collect();
                Comparison { now: Telling { case: report.case, verdict }, person: None }.compare(cx, &told);
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

/// What a report says of a verdict, held against earlier ones.
#[derive(Clone, Copy)]
struct Comparison<'i> {
    now: Telling<'i>,
    /// Whose penalties are compared, where there are several people.
    person: Option<&'i str>,
}

/// How values are held against each other.
struct Measure<T> {
    /// The thing and the verb with which a sentence on it begins: "the verdict", "is dated".
    says: [&'static str; 2],
    shown: fn(&T) -> String,
    /// Whether two values can be true at once.
    agree: fn(&T, &T) -> bool,
    /// Whether the one says no less than the other.
    confirm: fn(&T, &T) -> bool,
}

const DATES: Measure<Date> = Measure {
    says: ["the verdict", "is dated"],
    shown: Date::to_string,
    agree: |a, b| !a.is_before(b) && !a.is_after(b),
    confirm: |a, b| a == b,
};

const COURTS: Measure<Name> = Measure {
    says: ["the verdict", "is that of"],
    shown: |name| quoted(name),
    agree: |a, b| courts_agree(a, b),
    confirm: |a, b| courts_agree(a, b),
};

const OUTCOMES: Measure<Name> = Measure {
    says: ["the outcome of the verdict", "is"],
    shown: |word| quoted(word),
    agree: |a, b| a == b,
    confirm: |a, b| a == b,
};

const TERMS: Measure<Duration> = Measure {
    says: ["the penalty", "lasts"],
    shown: Duration::to_string,
    agree: |a, b| a.days() == b.days(),
    confirm: |a, b| a.days() == b.days(),
};

/// In another currency it is another number.
const SUMS: Measure<Name> = Measure {
    says: ["the fine", "is"],
    shown: |sum| sum.to_string(),
    agree: |a, b| a == b || currency(a) != currency(b),
    confirm: |a, b| a == b || currency(a) != currency(b),
};

impl<'i> Comparison<'i> {
    /// Reports where the verdict is told otherwise than in `told`, the earlier reports, the last one first.
    fn compare(self, cx: &mut ProjectContext<'_>, told: &[Telling<'i>]) {
        let Telling { case, verdict } = self.now;
        let dates = told.iter().filter_map(|other| Some((*other, other.verdict.date.as_ref()?)));
        self.hold(cx, &DATES, verdict.date.as_ref(), dates);
        // In another language a court has another name.
        let of_language = told.iter().filter(|other| other.case.document.language == case.document.language);
        let courts = of_language.filter_map(|other| Some((*other, other.verdict.court.as_ref()?)));
        self.hold(cx, &COURTS, verdict.court.as_ref(), courts);
        let outcomes = told.iter().filter_map(|other| Some((*other, other.verdict.outcome.as_ref()?)));
        self.hold(cx, &OUTCOMES, verdict.outcome.as_ref(), outcomes);
        // Where one report confirms all penalties, another one was the mistake.
        if !told.iter().any(|other| are_same(&verdict.sentences, &other.verdict.sentences)) {
            self.compare_penalties(cx, told);
        }
    }

    fn compare_penalties(self, cx: &mut ProjectContext<'_>, told: &[Telling<'i>]) {
        let ours = Penalties::of(self.now.verdict);
        let theirs: Vec<(Telling<'i>, Penalties<'i>)> =
            told.iter().map(|other| (*other, Penalties::of(other.verdict))).collect();
        let mut persons: BTreeSet<&str> = ours.persons().collect();
        if persons.iter().all(|person| person.is_empty()) {
            persons.extend(theirs.iter().flat_map(|(_, penalties)| penalties.persons()));
        }
        let is_one_of_several = self.now.verdict.persons.len() > 1;
        // One penalty of several people is told of once.
        let mut reported = BTreeSet::new();
        for person in persons {
            let person_named = Some(person).filter(|person| is_one_of_several && !person.is_empty());
            let of_person = Self { person: person_named, ..self };
            let told: Vec<(Telling<'i>, Vec<&SentenceFact>)> = theirs
                .iter()
                .map(|(other, penalties)| (*other, penalties.of_person(person)))
                .filter(|(_, penalties)| !penalties.is_empty())
                .collect();
            of_person.compare_those_of_one(cx, &ours.of_person(person), &told, &mut reported);
        }
    }

    /// Holds the penalties of a person against what the earlier reports say of them.
    fn compare_those_of_one(
        self,
        cx: &mut ProjectContext<'_>,
        own: &[&SentenceFact],
        told: &[(Telling<'i>, Vec<&SentenceFact>)],
        reported: &mut BTreeSet<Site>,
    ) {
        for sentence in own.iter().copied() {
            if reported.contains(&sentence.site) {
                continue;
            }
            let same = || {
                told.iter().filter_map(|(other, theirs)| Some((*other, counterpart(sentence, own, theirs)?)))
            };
            let terms = same().filter_map(|(other, same)| Some((other, same.duration.as_ref()?)));
            let is_other_term = self.hold(cx, &TERMS, sentence.duration.as_ref(), terms);
            let sums = same().filter_map(|(other, same)| Some((other, same.amount.as_ref()?)));
            if self.hold(cx, &SUMS, sentence.amount.as_ref(), sums) || is_other_term {
                reported.insert(sentence.site);
            }
        }
        let other_kind = told.iter().find_map(|(other, theirs)| Some((*other, of_other_kind(own, theirs)?)));
        let is_confirmed = || told.iter().any(|(_, theirs)| kinds(theirs) == kinds(own));
        if let Some((other, (ours, theirs))) = other_kind
            && !is_confirmed()
            && reported.insert(ours.site)
        {
            let said = [ours, theirs].map(|sentence| quoted(&sentence.sentence_type));
            self.report(cx, other, ["the penalty", "is"], [ours.site, theirs.site], said);
        }
    }

    /// Reports a value that an earlier one contradicts, the last of those that do, and says whether it did. Where another
    /// one confirms it, that one was the mistake, and it is reported there.
    fn hold<'v, T: 'v>(
        self,
        cx: &mut ProjectContext<'_>,
        measure: &Measure<T>,
        value: Option<&Sited<T>>,
        earlier: impl Iterator<Item = (Telling<'i>, &'v Sited<T>)>,
    ) -> bool {
        let Some(value) = value else { return false };
        let mut contradicting = None;
        for (telling, other) in earlier {
            if (measure.confirm)(&value.value, &other.value) {
                return false;
            }
            if contradicting.is_none() && !(measure.agree)(&value.value, &other.value) {
                contradicting = Some((telling, other));
            }
        }
        let Some((telling, other)) = contradicting else { return false };
        let said = [value, other].map(|sited| (measure.shown)(&sited.value));
        self.report(cx, telling, measure.says, [value.site, other.site], said);
        true
    }

    fn report(
        self,
        cx: &mut ProjectContext<'_>,
        earlier: Telling<'_>,
        [thing, verb]: [&str; 2],
        [here, there]: [Site; 2],
        [says, before]: [String; 2],
    ) {
        let of_case = || Some(format!(" in the case {}", quoted(self.now.case.case.id.as_deref()?)));
        let whose = self.person.map(|person| format!(" of {}", quoted(person))).or_else(of_case);
        let path = cx.path(there);
        // Two reports on one period are translations of one, or those of two publishers.
        let (note, label) = match last_day(self.now.case) > last_day(earlier.case) {
            true => ("the same case, told later", "told otherwise before"),
            false => ("the same case, told in another report", "told otherwise here"),
        };
        let way_out = match self.now.verdict.id.is_some() && self.now.verdict.id == earlier.verdict.id {
            true => "if these are two verdicts, give each an `id:` of its own",
            false => "if these are two verdicts, tell of both here",
        };
        let whose = whose.unwrap_or_default();
        cx.report(here, format!("{thing}{whose} {verb} {says} here, and {before} in {path}"))
            .note(note)
            .label_at(there, label)
            .help(format!(
                "two files that contradict each other make both worthless as evidence: look the judgment up and correct \
                 the wrong one; {way_out}"
            ));
    }
}

fn currency(amount: &str) -> Option<&str> {
    amount.rsplit_once(' ').map(|(_, currency)| currency)
}
