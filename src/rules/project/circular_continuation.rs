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
    // In which walk a case was met: a walk that meets a case of its own goes in a circle.
    let mut met: HashMap<*const CaseFact, usize> = HashMap::new();
    let mut in_circles: HashSet<*const CaseFact> = HashSet::new();
    for (walk, start) in cx.index().cases().enumerate() {
        let mut path: Vec<CaseRef<'_>> = Vec::new();
        let mut next = Some(start);
        while let Some(case) = next {
            if let Some(earlier) = met.insert(case.case, walk) {
                // What an earlier walk met leads where that one led.
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
    for case in cx.index().cases().filter(|case| !in_circles.contains(&std::ptr::from_ref(case.case))) {
        report_later(cx, case);
    }
}

/// Reports a case that continues one of a later report, or of its own.
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
        let way_out = if is_own { "put the two together" } else { "put `continues:` into the later one" };
        cx.report(continues.site, format!("the case {} continues one {where_to}", shown(&case)))
            .label_at(other.case.site, "this one")
            .help(format!("a case goes on from report to report, as time does: {way_out}"));
    }
}

fn report(cx: &mut ProjectContext<'_>, circle: &[CaseRef<'_>]) {
    let Some((first, others)) = circle.split_first() else { return };
    let Some(continues) = &first.case.continues else { return };
    let taken_in = taking_in(cx, *first);
    let message = match others {
        [] if taken_in.is_some() => {
            format!("the case {} continues the report that takes this very case in", shown(first))
        }
        [] => format!("the case {} continues itself", shown(first)),
        [_] => format!("the case {} continues one that continues it", shown(first)),
        [second, third] => {
            format!(
                "the case {} continues {}, which leads back to it over {}",
                shown(first),
                full(second),
                full(third)
            )
        }
        [second, rest @ ..] => format!(
            "the case {} continues {}, which leads back to it over {} others",
            shown(first),
            full(second),
            rest.len()
        ),
    };
    let mut report = cx.report(continues.site, message).help(
        "a case continues one of an earlier report, and that one never continues it back: take out the `continues:` of the \
         one that came first",
    );
    if let Some(site) = taken_in.filter(|_| others.is_empty()) {
        report = report.label_at(site, "it is taken in here");
    }
    for other in others {
        if let Some(continues) = &other.case.continues {
            report =
                report.label_at(continues.site, format!("and this leads to {}", quoted(&continues.value)));
        }
    }
}

/// Where the report that a case in a file of its own continues takes this case in.
fn taking_in(cx: &ProjectContext<'_>, case: CaseRef<'_>) -> Option<Site> {
    let (report, _) = case.case.continues.as_ref()?.value.split_once('#')?;
    let id = case.case.id.as_ref().filter(|_| case.document.kind == DocumentKind::Case)?;
    let reference = cx.links().report(report)?.referred.iter().find(|reference| reference.value == *id)?;
    Some(reference.site)
}

fn shown(case: &CaseRef<'_>) -> String {
    case.case.id.as_deref().map(quoted).unwrap_or_else(|| clip("without an id"))
}

/// A case with its report: "`kz-2023#sample`".
fn full(case: &CaseRef<'_>) -> String {
    match (&case.document.id, &case.case.id) {
        (Some(report), Some(id)) if case.document.kind == DocumentKind::Report => {
            quoted(&format!("{report}#{id}"))
        }
        _ => shown(case),
    }
}
