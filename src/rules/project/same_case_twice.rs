//! `same-case-twice`

use std::collections::HashMap;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::document::DocumentKind;
use crate::model::date::Day;
use crate::project::{CaseRef, Name};
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SameCaseTwice>(RuleMeta {
    name: "same-case-twice",
    group: Group::Project,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("same-case-twice.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SameCaseTwice {}

impl Rule for SameCaseTwice {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        let links = cx.links();
        for report in cx.index().of_kind(DocumentKind::Report) {
            let mut first: HashMap<(&[Name], Day), CaseRef<'_>> = HashMap::new();
            for case in links.cases_of(report).filter(|case| !case.case.persons.is_empty()) {
                let days =
                    case.case.verdicts.iter().filter_map(|verdict| verdict.date.as_ref()?.value.as_day());
                let same = days
                    .clone()
                    .find_map(|day| first.get(&(&*case.case.persons, day)).map(|other| (*other, day)));
                if let Some((other, day)) = same.filter(|(other, _)| *other != case) {
                    let id = other.case.id.as_deref().map_or_else(|| "another case".to_owned(), quoted);
                    let message =
                        format!("this case and {id} are about the same people and the same verdict of {day}");
                    cx.report(case.case.site, message)
                        .note("the same case again?")
                        .label_at(other.case.site, "first here")
                        .help(
                            "who counts the cases counts it twice: put the two together, or if there were two verdicts on one \
                             day, say in the titles what tells them apart",
                        );
                    continue;
                }
                for day in days {
                    first.entry((&case.case.persons, day)).or_insert(case);
                }
            }
        }
    }
}
