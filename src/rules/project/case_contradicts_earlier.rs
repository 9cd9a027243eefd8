//! `case-contradicts-earlier`

use std::collections::HashMap;

use serde::Deserialize;

use super::same_verdict::{courts_agree, matching};
use crate::diagnostic::Severity;
use crate::project::{CaseRef, SentenceFact, Site, VerdictFact};
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
                let same =
                    earlier.iter().find_map(|other| Some((other, matching(verdict, case.case, other.case)?)));
                if let Some((other, same)) = same {
                    let is_translated = other.document.language != case.document.language;
                    compare(cx, verdict, same, is_translated);
                }
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

fn compare(cx: &mut ProjectContext<'_>, verdict: &VerdictFact, earlier: &VerdictFact, is_translated: bool) {
    if let (Some(date), Some(before)) = (&verdict.date, &earlier.date)
        && (date.value.is_before(&before.value) || date.value.is_after(&before.value))
    {
        let said = [date.value.to_string(), before.value.to_string()];
        report(cx, "the verdict is dated", (date.site, before.site), said);
    }
    if let (Some(court), Some(before)) = (&verdict.court, &earlier.court)
        // In another language a court has another name.
        && !is_translated
        && !courts_agree(&court.value, &before.value)
    {
        let said = [&court.value, &before.value].map(|name| quoted(name));
        report(cx, "the verdict is that of", (court.site, before.site), said);
    }
    if let (Some(outcome), Some(before)) = (&verdict.outcome, &earlier.outcome)
        && outcome.value != before.value
    {
        let said = [&outcome.value, &before.value].map(|word| quoted(word));
        report(cx, "the outcome of the verdict is", (outcome.site, before.site), said);
    }
    compare_sentences(cx, verdict, earlier);
}

fn compare_sentences(cx: &mut ProjectContext<'_>, verdict: &VerdictFact, earlier: &VerdictFact) {
    let of_same = |sentence: &SentenceFact, other: &SentenceFact| {
        sentence.persons == other.persons || sentence.persons.is_empty() || other.persons.is_empty()
    };
    for sentence in &verdict.sentences {
        let mut others = earlier.sentences.iter().filter(|other| of_same(sentence, other)).peekable();
        let Some(first) = others.peek().copied() else { continue };
        let Some(same) = others.find(|other| other.sentence_type == sentence.sentence_type) else {
            // Of several penalties one may have been left out.
            if let ([_], [_]) = (&*verdict.sentences, &*earlier.sentences) {
                let said = [&sentence.sentence_type, &first.sentence_type].map(|word| quoted(word));
                report(cx, "the penalty is", (sentence.site, first.site), said);
            }
            continue;
        };
        if let (Some(duration), Some(before)) = (&sentence.duration, &same.duration)
            && duration.value.days() != before.value.days()
        {
            let said = [duration.value.to_string(), before.value.to_string()];
            report(cx, "the penalty lasts", (duration.site, before.site), said);
        }
        if let (Some(amount), Some(before)) = (&sentence.amount, &same.amount)
            && amount.value != before.value
            // In another currency it is another number.
            && currency(&amount.value) == currency(&before.value)
        {
            let said = [amount.value.to_string(), before.value.to_string()];
            report(cx, "the fine is", (amount.site, before.site), said);
        }
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
