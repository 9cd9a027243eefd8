//! `granted-beyond-claim`

use std::collections::HashMap;

use crate::diagnostic::Severity;
use crate::model::{Case, Event, EventType, Outcome, Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "granted-beyond-claim",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("granted-beyond-claim.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        let is_claim = |event: &Event<'_>| event.is(EventType::Claim);
        let mut claims = cx.model().events_of(case).filter(is_claim);
        // Of several claims nobody can tell which one the court decided.
        if let (Some(claim), None) = (claims.next(), claims.next()) {
            check_case(cx, case, claim);
        }
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>, claim: Event<'a>) {
    let claimed = sums(claim.claimed());
    for verdict in cx.model().events_of(case).flat_map(Event::judgments) {
        if !matches!(verdict.outcome(), Some(Outcome::Granted | Outcome::PartlyGranted)) {
            continue;
        }
        for (currency, (granted, sentence)) in sums(verdict.sentences()) {
            let Some((asked, of_claim)) = claimed.get(currency) else { continue };
            check_sum(cx, verdict, (granted, sentence), (*asked, *of_claim));
        }
    }
}

fn check_sum<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    (granted, sentence): (f64, Sentence<'a>),
    (asked, of_claim): (f64, Sentence<'a>),
) {
    let currency = sentence.currency().unwrap_or_default();
    let (Some(place), Some(claimed)) = (sentence.amount_entry(), of_claim.amount_entry()) else { return };
    let is_whole = verdict.outcome() == Some(Outcome::Granted);
    if granted > asked {
        cx.report(place, format!("the court grants {granted} {currency}, but the claim is for {asked}"))
            .label(claimed, "the claim")
            .help("a court grants no more than it is asked for: a digit is wrong in one of the two, or a later, larger claim is missing");
    } else if let Some(outcome) = verdict.outcome_entry().filter(|_| is_whole && granted < asked) {
        cx.report(outcome, format!("the claim for {asked} {currency} is `granted`, but the court grants {granted}"))
            .label(place, "the sum that is granted")
            .label(claimed, "the claim")
            .help("where the court granted a part of the claim, write `partly-granted`; otherwise a digit is wrong in one of the two");
    }
}

/// Returns the compensation in each currency, added up, with its first entry.
fn sums<'a>(sentences: impl Iterator<Item = Sentence<'a>>) -> HashMap<&'a str, (f64, Sentence<'a>)> {
    let mut sums: HashMap<&str, (f64, Sentence<'_>)> = HashMap::new();
    for sentence in sentences.filter(|sentence| sentence.is(SentenceType::Compensation)) {
        let Some((sum, currency)) = sentence.sum().zip(sentence.currency()) else { continue };
        sums.entry(currency).or_insert((0.0, sentence)).0 += sum;
    }
    sums
}
