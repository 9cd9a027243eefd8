//! `conviction-without-sentence`

use crate::diagnostic::{Premise, Severity};
use crate::model::{CourtLevel, Event, Outcome, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::support::describe;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "conviction-without-sentence",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("conviction-without-sentence.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        let verdicts = cx.model().events_of(case).flat_map(Event::judgments);
        let convictions: Vec<Verdict<'_>> =
            verdicts.filter(|verdict| verdict.outcome() == Some(Outcome::Convicted)).collect();
        let has_others = convictions.len() > 1 || case.continues_entry().is_some();
        for verdict in convictions {
            // A court of review that also convicts leaves the sentence of the court below unchanged.
            let level = verdict.event().court_level_text();
            let is_above = level.is_some_and(|level| level != CourtLevel::FirstInstance.as_str());
            if verdict.is_review() || is_above && has_others || verdict.accounts_for_sentences() {
                continue;
            }
            report(cx, verdict);
        }
    }
}

fn report<'a>(cx: &mut DocumentContext<'a>, verdict: Verdict<'a>) {
    let message = format!("{} convicts but lists no sentence", describe(cx.model(), verdict));
    let mut report = cx.report(verdict, message).note("which penalty?");
    if let Some(outcome) = verdict.outcome_entry().filter(|_| !verdict.is_result()) {
        report = report.label(outcome, "a conviction").depends_on(Premise::value_right(outcome.value));
    }
    report.help(
        "cases are counted by their penalties: add `sentences:` with `- type: …` and the `duration` or `amount` \
         for each; if the court imposed none, write `sentences: []`; if it left that of a lower court unchanged, the outcome is \
         `upheld`",
    );
}
