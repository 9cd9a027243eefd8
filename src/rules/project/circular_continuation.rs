//! `circular-continuation`

use std::collections::HashMap;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::project::{CaseFact, CaseRef};
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<CircularContinuation>(RuleMeta {
    name: "circular-continuation",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("circular-continuation.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct CircularContinuation {}

impl Rule for CircularContinuation {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        let links = cx.links();
        // In which walk a case was met: a walk that meets a case of its own goes in a circle.
        let mut met: HashMap<*const CaseFact, usize> = HashMap::new();
        let cases = cx
            .index()
            .documents()
            .flat_map(|document| document.cases.iter().map(move |case| CaseRef { document, case }));
        for (walk, start) in cases.enumerate() {
            let mut path = Vec::new();
            let mut next = Some(start);
            while let Some(case) = next {
                if let Some(earlier) = met.insert(case.case, walk) {
                    // What an earlier walk met leads where that one led.
                    met.insert(case.case, earlier.min(walk));
                    if earlier == walk {
                        let begins = path.iter().position(|other| *other == case).unwrap_or_default();
                        report(cx, path.get(begins..).unwrap_or_default());
                    }
                    break;
                }
                path.push(case);
                next = links.continued_by(case);
            }
        }
    }
}

fn report(cx: &mut ProjectContext<'_>, circle: &[CaseRef<'_>]) {
    let Some((first, others)) = circle.split_first() else { return };
    let Some(continues) = &first.case.continues else { return };
    let message = match others {
        [] => format!("the case {} continues itself", shown(first)),
        [_] => format!("the case {} continues one that continues it", shown(first)),
        _ => format!("the case {} continues, over {} others, itself", shown(first), others.len()),
    };
    let mut report = cx.report(continues.site, message).help(
        "a case continues one of an earlier report, and that one never continues it back: take out the `continues:` of the \
         report that came first",
    );
    for other in others {
        if let Some(continues) = &other.case.continues {
            report =
                report.label_at(continues.site, format!("and this leads to {}", quoted(&continues.value)));
        }
    }
}

fn shown(case: &CaseRef<'_>) -> String {
    case.case.id.as_deref().map(quoted).unwrap_or_else(|| clip("without an id"))
}
