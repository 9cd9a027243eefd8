//! `unresolved-case`

use std::collections::HashMap;

use serde::Deserialize;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::project::{Name, Sited, Unresolved};
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};
use crate::suggest::Suggestions;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<UnresolvedCase>(RuleMeta {
    name: "unresolved-case",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-case.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct UnresolvedCase {}

impl Rule for UnresolvedCase {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        // Of a part of a repository nobody can say what it does not have.
        if !cx.index().is_whole() {
            return;
        }
        let links = cx.links();
        let mut case_files = Suggestions::new(links.case_file_ids());
        let mut reports = Suggestions::new(links.report_ids());
        let mut cases_of: HashMap<&str, Suggestions<'_>> = HashMap::new();
        for document in cx.index().documents() {
            for referred in document.referred.iter().filter(|id| links.case_file(&id.value).is_none()) {
                let what = format!("no file holds a case {}", quoted(&referred.value));
                let near = case_files.nearest(&referred.value).map(str::to_owned);
                report(
                    cx,
                    referred,
                    what,
                    near,
                    "the case goes in a file of its own, of the kind `case`, with this id",
                );
            }
            for continues in document.cases.iter().filter_map(|case| case.continues.as_ref()) {
                match links.case(&continues.value) {
                    // Of another form the schema speaks.
                    Ok(_) | Err(Unresolved::Form) => {}
                    Err(Unresolved::Report(id)) => {
                        let case = continues.value.get(id.len()..).unwrap_or_default();
                        let near = reports.nearest(id).map(|near| format!("{near}{case}"));
                        let what = format!("no report has the id {}", quoted(id));
                        report(
                            cx,
                            continues,
                            what,
                            near,
                            "look up the id of the report that told of the case before",
                        );
                    }
                    Err(Unresolved::Case(report_id, id)) => {
                        let ids = cases_of.entry(report_id).or_insert_with(|| {
                            let report = links.report(report_id).into_iter();
                            let cases = report.flat_map(|report| links.cases_of(report));
                            Suggestions::new(cases.filter_map(|case| case.case.id.as_deref()))
                        });
                        let near = ids.nearest(id).map(|near| format!("{report_id}#{near}"));
                        let what = format!("the report {} has no case {}", quoted(report_id), quoted(id));
                        report(cx, continues, what, near, "look up the id that the case has there");
                    }
                }
            }
        }
    }
}

fn report(
    cx: &mut ProjectContext<'_>,
    reference: &Sited<Name>,
    what: String,
    near: Option<String>,
    help: &str,
) {
    let span = reference.site.span;
    let report = cx.report(reference.site, what).note("this leads nowhere");
    let Some(near) = near else {
        report.help(format!("whoever follows the case through the years loses it here: {help}"));
        return;
    };
    let edit = Edit { span, replacement: near.clone() };
    let help = format!("did you mean {}?", quoted(&near));
    report.help(help).fix(format!("write {}", quoted(&near)), Applicability::Unsafe, vec![edit]);
}
