//! `review-without-target`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::{Event, Verdict};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::rules::dates::describe;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ReviewWithoutTarget>(RuleMeta {
    name: "review-without-target",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("review-without-target.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ReviewWithoutTarget {}

impl Rule for ReviewWithoutTarget {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for case in model.cases() {
            let mut earlier: Option<Verdict<'_>> = None;
            let mut is_alone = true;
            for verdict in case.events().filter_map(Event::as_verdict) {
                if !verdict.is_review() {
                    is_alone &= earlier.is_none();
                    earlier = Some(verdict);
                    continue;
                }
                if verdict.has_appeals_key() {
                    continue;
                }
                let mut report = cx
                    .report(
                        verdict.event(),
                        format!("{} does not say which verdict it reviews", describe(model, verdict)),
                    )
                    .note("a review of what?");
                let target = earlier.filter(|_| is_alone);
                if let Some(target) = target {
                    report = report.label(target.event(), "of this one?");
                }
                let id = target.and_then(|target| target.event().id()).map(quoted);
                report.help(match (id, case.continues_entry()) {
                    (Some(id), _) => format!("name the verdict by its id: `appeals: {}`", clip(id.trim_matches('`'))),
                    (None, Some(_)) => "the verdict stands in the earlier report: list it here too, with an `id:`, and name that in \
                                        `appeals:`"
                        .to_owned(),
                    (None, None) => "give the verdict of first instance an `id:`, and name it here: `appeals: ID`".to_owned(),
                });
            }
        }
    }
}
