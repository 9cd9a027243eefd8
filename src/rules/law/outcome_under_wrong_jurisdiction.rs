//! `outcome-under-wrong-jurisdiction`

use crate::diagnostic::Severity;
use crate::model::Jurisdiction;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "outcome-under-wrong-jurisdiction",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("outcome-under-wrong-jurisdiction.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for verdict in cx.model().judgments() {
        let (Some(entry), Some(outcome)) = (verdict.outcome_entry(), verdict.outcome()) else { continue };
        let (what, help) = match verdict.jurisdiction() {
            Some(Jurisdiction::Criminal) if outcome.is_civil() => (
                "the outcome of a civil suit",
                "in a suit between parties write `jurisdiction: civil` in the verdict; where a court granted or refused an appeal, say \
                 what became of the verdict: `upheld`, `amended` or `overturned`; a criminal case closed because the parties were reconciled is \
                 `dismissed`",
            ),
            Some(Jurisdiction::Civil) if outcome.is_criminal() => (
                "an outcome for somebody accused",
                "in a suit the claim is `granted`, `partly-granted` or `refused`, or the parties `settled`; where somebody was \
                 accused, correct the `jurisdiction:`",
            ),
            _ => continue,
        };
        let word = quoted(outcome.as_str());
        let mut report = match verdict.jurisdiction_entry() {
            Some(_) => cx.report(entry, format!("{word} is {what}, and the verdict says otherwise")),
            None => cx.report(
                entry,
                format!("{word} is {what}, and without `jurisdiction:` a verdict is a criminal one"),
            ),
        };
        if let Some(jurisdiction) = verdict.jurisdiction_entry() {
            report = report.label(jurisdiction, "the jurisdiction of the verdict");
        }
        report.help(help);
    }
}
