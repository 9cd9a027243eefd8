//! `conviction-without-sentence`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::rules::dates::describe;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ConvictionWithoutSentence>(RuleMeta {
    name: "conviction-without-sentence",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("conviction-without-sentence.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ConvictionWithoutSentence {}

impl Rule for ConvictionWithoutSentence {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for verdict in model.verdicts().filter(|verdict| verdict.outcome() == Some("convicted")) {
            if verdict.is_review() || verdict.has_sentences_key() {
                continue;
            }
            let message = format!("{} convicts and lists no sentence", describe(model, verdict));
            let mut report = cx.report(verdict.event(), message).note("which penalty?");
            if let Some(outcome) = verdict.outcome_entry() {
                report = report.label(outcome, "a conviction");
            }
            report.help(
                "the penalty is what the case is counted by: add `sentences:` with `- type: …` and the `duration` or `amount` \
                 for each; if the court imposed none, write `sentences: []`",
            );
        }
    }
}
