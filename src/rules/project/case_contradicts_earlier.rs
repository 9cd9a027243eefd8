//! `case-contradicts-earlier`

use std::collections::HashMap;

use serde::Deserialize;

use super::same_verdict::{courts_agree, matching};
use crate::diagnostic::Severity;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::project::{CaseRef, SentenceFact, Site, Sited, VerdictFact};
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

impl Rule for CaseContradictsEarlier {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        let documents = cx.index().documents();
        let cases: Vec<CaseRef<'_>> = documents
            .flat_map(|document| document.cases.iter().map(move |case| CaseRef { document, case }))
            .filter(|case| !case.case.verdicts.is_empty())
            .collect();
        let namesakes = Namesakes::of(&cases);
        for case in &cases {
            let mut earlier = Vec::new();
            let mut next = earlier_of(cx, &namesakes, *case);
            while let Some(other) = next.filter(|other| other != case && earlier.len() < MOST_EARLIER) {
                earlier.push(other);
                next = earlier_of(cx, &namesakes, other);
            }
            for verdict in &case.case.verdicts {
                let told: Vec<_> = earlier
                    .iter()
                    .filter_map(|other| Some((*other, matching(verdict, *case, other.case)?)))
                    .collect();
                compare(cx, verdict, *case, &told);
            }
        }
    }
}

/// The same case in an earlier report: the one that it continues, or where that is not said or not found, of several
/// under one id and about the same people the one before it.
fn earlier_of<'i>(
    cx: &ProjectContext<'i>,
    namesakes: &Namesakes<'i>,
    case: CaseRef<'i>,
) -> Option<CaseRef<'i>> {
    cx.links().continued_by(case).or_else(|| namesakes.before(case))
}

/// The cases of one country under one id, by the time of their reports.
struct Namesakes<'i>(HashMap<(Option<&'i str>, &'i str), Vec<CaseRef<'i>>>);

impl<'i> Namesakes<'i> {
    fn of(cases: &[CaseRef<'i>]) -> Self {
        let mut by_id: HashMap<_, Vec<CaseRef<'i>>> = HashMap::new();
        for case in cases {
            let Some(id) = case.case.id.as_deref() else { continue };
            by_id.entry((case.document.country.as_deref(), id)).or_default().push(*case);
        }
        for cases in by_id.values_mut() {
            cases.sort_by_key(|case| time_of(*case));
        }
        Self(by_id)
    }

    fn before(&self, case: CaseRef<'i>) -> Option<CaseRef<'i>> {
        let namesakes = self.0.get(&(case.document.country.as_deref(), case.case.id.as_deref()?))?;
        let at = namesakes.partition_point(|other| time_of(*other) < time_of(case));
        let is_about_same = |other: &&CaseRef<'_>| {
            other.case.persons.iter().any(|id| case.case.persons.binary_search(id).is_ok())
        };
        namesakes.get(at.checked_sub(1)?).filter(is_about_same).copied()
    }
}

fn time_of(case: CaseRef<'_>) -> (Option<crate::model::date::Day>, Site) {
    (case.document.period.as_ref().map(|period| period.value.1.last_day()), case.case.site)
}

/// Reports where a verdict is told otherwise than in `told`, the earlier reports with what they say of it, the last one
/// first.
fn compare(
    cx: &mut ProjectContext<'_>,
    verdict: &VerdictFact,
    case: CaseRef<'_>,
    told: &[(CaseRef<'_>, &VerdictFact)],
) {
    let all = || told.iter().map(|(_, other)| *other);
    let dates = all().filter_map(|other| other.date.as_ref());
    contradicts(cx, "the verdict is dated", verdict.date.as_ref(), dates, Date::to_string, |a, b| {
        !a.is_before(b) && !a.is_after(b)
    });
    // In another language a court has another name.
    let of_language = told.iter().filter(|(other, _)| other.document.language == case.document.language);
    let courts = of_language.filter_map(|(_, other)| other.court.as_ref());
    contradicts(
        cx,
        "the verdict is that of",
        verdict.court.as_ref(),
        courts,
        |name| quoted(name),
        |a, b| courts_agree(a, b),
    );
    let outcomes = all().filter_map(|other| other.outcome.as_ref());
    contradicts(
        cx,
        "the outcome of the verdict is",
        verdict.outcome.as_ref(),
        outcomes,
        |word| quoted(word),
        |a, b| a == b,
    );
    for sentence in &verdict.sentences {
        compare_sentences(cx, verdict, sentence, &all().collect::<Vec<_>>());
    }
}

fn compare_sentences(
    cx: &mut ProjectContext<'_>,
    verdict: &VerdictFact,
    sentence: &SentenceFact,
    told: &[&VerdictFact],
) {
    let is_of_same = |other: &&SentenceFact| {
        sentence.persons == other.persons || sentence.persons.is_empty() || other.persons.is_empty()
    };
    let same: Vec<&SentenceFact> = told
        .iter()
        .filter_map(|other| {
            let mut others = other.sentences.iter().filter(is_of_same);
            others.find(|other| other.sentence_type == sentence.sentence_type)
        })
        .collect();
    if same.is_empty() {
        // Of several penalties of the same people one may have been left out.
        let is_only = verdict.sentences.iter().filter(is_of_same).count() == 1;
        let only = told.iter().find_map(|other| {
            let mut others = other.sentences.iter().filter(is_of_same);
            others.next().filter(|_| others.next().is_none())
        });
        if let Some(other) = only.filter(|_| is_only) {
            let said = [&sentence.sentence_type, &other.sentence_type].map(|word| quoted(word));
            report(cx, "the penalty is", (sentence.site, other.site), said);
        }
    }
    let durations = same.iter().filter_map(|other| other.duration.as_ref());
    contradicts(
        cx,
        "the penalty lasts",
        sentence.duration.as_ref(),
        durations,
        Duration::to_string,
        |a, b| a.days() == b.days(),
    );
    let amounts = same.iter().filter_map(|other| other.amount.as_ref());
    // In another currency it is another number.
    contradicts(
        cx,
        "the fine is",
        sentence.amount.as_ref(),
        amounts,
        |sum| sum.to_string(),
        |a, b| a == b || currency(a) != currency(b),
    );
}

/// Reports a value that the last of the earlier ones contradicts. Where another one agrees, that one was the mistake,
/// and it is reported there.
fn contradicts<'v, T: 'v>(
    cx: &mut ProjectContext<'_>,
    what: &str,
    value: Option<&Sited<T>>,
    mut earlier: impl Iterator<Item = &'v Sited<T>>,
    shown: impl Fn(&T) -> String,
    agree: impl Fn(&T, &T) -> bool,
) {
    let (Some(value), Some(last)) = (value, earlier.next()) else { return };
    if !agree(&value.value, &last.value) && !earlier.any(|other| agree(&value.value, &other.value)) {
        report(cx, what, (value.site, last.site), [shown(&value.value), shown(&last.value)]);
    }
}

fn currency(amount: &str) -> Option<&str> {
    amount.rsplit_once(' ').map(|(_, currency)| currency)
}

fn report(cx: &mut ProjectContext<'_>, what: &str, (here, there): (Site, Site), [says, before]: [String; 2]) {
    let path = cx.path(there);
    cx.report(here, format!("{what} {says} here, and {before} in {path}"))
        .note("the same case, told later")
        .label_at(there, "told otherwise before")
        .help(
            "two files of one publisher that contradict each other make both worthless as evidence: look the judgment up \
             and correct the wrong one; if these are two verdicts, give each its own date and court",
        );
}
