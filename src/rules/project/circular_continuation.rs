//! `circular-continuation`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::Severity;
use crate::document::DocumentKind;
use crate::project::{CaseFact, CaseRef, Site};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "circular-continuation",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("circular-continuation.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    let links = cx.links();
    // The walk in which each case was met: a walk that meets one of its own cases is circular.
    let mut met: HashMap<*const CaseFact, usize> = HashMap::new();
    let mut in_circles: HashSet<*const CaseFact> = HashSet::new();
    let index = cx.index();
    let continuing = || index.cases().filter(|case| case.case.continues.is_some());
    for (walk, start) in continuing().enumerate() {
        let mut path: Vec<CaseRef<'_>> = Vec::new();
        let mut next = Some(start);
        while let Some(case) = next {
            if let Some(earlier) = met.insert(case.case, walk) {
                // A case of an earlier walk leads where that walk led.
                met.insert(case.case, earlier.min(walk));
                if earlier == walk {
                    let begins = path.iter().position(|other| *other == case).unwrap_or_default();
                    let circle = path.get(begins..).unwrap_or_default();
                    in_circles.extend(circle.iter().map(|case| std::ptr::from_ref(case.case)));
                    report(cx, circle);
                }
                break;
            }
            path.push(case);
            next = links.continued_by(case);
        }
    }
    for case in continuing().filter(|case| !in_circles.contains(&std::ptr::from_ref(case.case))) {
        report_later(cx, case);
    }
}

/// Reports a case that continues one of a later report, or of its own report.
fn report_later(cx: &mut ProjectContext<'_>, case: CaseRef<'_>) {
    let Some((continues, other)) = case.case.continues.as_ref().zip(cx.links().continued_by(case)) else {
        return;
    };
    let is_own = other.document.site == case.document.site && other != case;
    let ends = [case, other].map(|case| Some(case.document.period.as_ref()?.value));
    let is_later = matches!(ends, [Some((first, last)), Some((other_first, other_last))]
        if first.is_before(&other_first) && last.is_before(&other_last));
    if is_own || is_later {
        let where_to = if is_own { "of the same report" } else { "of a later report" };
        let way_out = if is_own { "merge the two" } else { "move `continues:` to the later one" };
        cx.report(continues.site, format!("the case {} continues one {where_to}", name_case(&case)))
            .label_at(other.case.site, "this one")
            .help(format!("a case continues one of an earlier report: {way_out}"));
    }
}

fn report(cx: &mut ProjectContext<'_>, circle: &[CaseRef<'_>]) {
    let Some((first, others)) = circle.split_first() else { return };
    let Some(continues) = &first.case.continues else { return };
    let inclusion = site_of_inclusion(cx, *first);
    let message = match others {
        [] if inclusion.is_some() => {
            format!("the case {} continues the report that takes in this same case", name_case(first))
        }
        [] => format!("the case {} continues itself", name_case(first)),
        [_] => format!("the case {} continues one that continues it", name_case(first)),
        [second, third] => {
            format!(
                "the case {} continues {}, which leads back to it through {}",
                name_case(first),
                name_with_report(second),
                name_with_report(third)
            )
        }
        [second, rest @ ..] => format!(
            "the case {} continues {}, which leads back to it through {} others",
            name_case(first),
            name_with_report(second),
            rest.len()
        ),
    };
    let mut report = cx.report(continues.site, message).help(
        "a case continues one of an earlier report, which never continues it back: remove the `continues:` of the \
         earliest one",
    );
    if let Some(site) = inclusion.filter(|_| others.is_empty()) {
        report = report.label_at(site, "taken in here");
    }
    for other in others {
        if let Some(continues) = &other.case.continues {
            report =
                report.label_at(continues.site, format!("and this leads to {}", quoted(&continues.value)));
        }
    }
}

/// Returns the place where a report takes in a case file that continues this same report.
fn site_of_inclusion(cx: &ProjectContext<'_>, case: CaseRef<'_>) -> Option<Site> {
    let (report, _) = case.case.continues.as_ref()?.value.split_once('#')?;
    let id = case.case.id.as_ref().filter(|_| case.document.kind == DocumentKind::Case)?;
    let reference = cx.links().report(report)?.referred.iter().find(|reference| reference.value == *id)?;
    Some(reference.site)
}

fn name_case(case: &CaseRef<'_>) -> String {
    case.case.id.as_deref().map(quoted).unwrap_or_else(|| clip("without an id"))
}

/// Names a case with its report: "`kz-2023#sample`".
fn name_with_report(case: &CaseRef<'_>) -> String {
    match (&case.document.id, &case.case.id) {
        (Some(report), Some(id)) if case.document.kind == DocumentKind::Report => {
            quoted(&format!("{report}#{id}"))
        }
        _ => name_case(case),
    }
}
