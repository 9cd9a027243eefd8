//! `dismissed-appeal`

use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::{CourtLevel, Outcome};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "dismissed-appeal",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("dismissed-appeal.md"),
};

/// Words for an appeal that failed, in English, Russian and Kazakh.
static FAILED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"(?i)\bappeals?\b[^.;]{0,40}\b(dismissed|rejected|refused|denied|unsuccessful)\b",
        r"|\b(dismissed|rejected|refused|denied)\s+(the|his|her|their|its|an|both|all)?\s*([\w’']+\s+){0,3}appeals?\b",
        r"|\b(verdict|sentence|ruling|decision|conviction|judge?ment)s?\b[^.;]{0,30}\b(unchanged|upheld|in force)\b",
        r"|\b(upheld|confirmed)\s+(the|his|her|their)\b",
        r"|без изменени|без удовлетворени|жалоб\w*[^.;]{0,40}отклон|отклон\w*[^.;]{0,30}жалоб",
        r"|өзгеріссіз|қанағаттандыр(ыл)?(май|усыз)",
    );
    Regex::new(pattern).ok()
});

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for verdict in model.judgments().filter(|verdict| verdict.outcome() == Some(Outcome::Dismissed)) {
        let event = verdict.event();
        let is_above = event.court_level().is_some_and(|level| level != CourtLevel::FirstInstance);
        if !verdict.is_review() && !is_above {
            continue;
        }
        // The pattern is compiled for the first such verdict of a run.
        let Some(failed) = &*FAILED else { return };
        let says_so = event
            .description_entry()
            .filter(|entry| entry.value.as_str().is_some_and(|text| failed.is_match(text)));
        let (Some(description), Some(outcome)) = (says_so, verdict.outcome_entry()) else { continue };
        let edit =
            Edit { span: outcome.value.value_span(), replacement: Outcome::Upheld.as_str().to_owned() };
        cx.report(outcome, "`dismissed` says that the case was closed, but it was the appeal that failed")
            .label(description.key, "the text says that the appeal failed")
            .help("the conviction stands: write `upheld`; if the court did close the case, say so in the description")
            .fix("write `upheld`", Applicability::Unsafe, vec![edit]);
    }
}
