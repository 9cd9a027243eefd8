//! `unresolved-case`

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::DocumentKind;
use crate::project::{DocumentFacts, Links, Name, Site, Sited, Unresolved};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::suggest::Suggestions;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "unresolved-case",
    group: Group::Project,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-case.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    let mut names = Names::of(cx);
    for document in cx.index().documents() {
        for referred in &document.referred {
            if let Some(lost) = names.of_case_file(referred) {
                report(cx, referred, lost);
            }
        }
        for case in &document.cases {
            if let Some(continues) = &case.continues
                && let Some(lost) = names.of_continued(document, continues)
            {
                report(cx, continues, lost);
            }
        }
    }
}

/// Why a reference leads nowhere, and where it was probably to lead.
struct Lost<'i> {
    what: String,
    help: String,
    /// What to write in its place.
    meant: Option<String>,
    /// A place that has part in it: what is meant, or what lacks the case.
    label: Option<(Site, &'i str)>,
}

/// The ids that a reference can lead to.
struct Names<'i> {
    links: &'i Links<'i>,
    is_whole: bool,
    case_files: Suggestions<'i>,
    reports: Suggestions<'i>,
    cases_of: HashMap<&'i str, Suggestions<'i>>,
    /// The reports that have a case of an id.
    reports_with: HashMap<&'i str, Vec<&'i DocumentFacts>>,
    /// The documents by the names of their files, without folder and ending.
    files: HashMap<(DocumentKind, &'i str), &'i DocumentFacts>,
}

impl<'i> Names<'i> {
    fn of(cx: &ProjectContext<'i>) -> Self {
        let links = cx.links();
        let mut reports_with: HashMap<&str, Vec<&DocumentFacts>> = HashMap::new();
        for report in cx.index().of_kind(DocumentKind::Report) {
            for id in links.cases_of(report).filter_map(|case| case.case.id.as_deref()) {
                reports_with.entry(id).or_default().push(report);
            }
        }
        let name = |document: &DocumentFacts| Path::new(cx.path(document.site)).file_stem()?.to_str();
        let named =
            cx.index().documents().filter_map(|document| Some(((document.kind, name(document)?), document)));
        Self {
            links,
            files: named.collect(),
            is_whole: cx.index().is_whole(),
            case_files: Suggestions::new(links.case_file_ids()),
            reports: Suggestions::new(links.report_ids()),
            cases_of: HashMap::new(),
            reports_with,
        }
    }

    /// What is wrong with the `ref:` of a report.
    fn of_case_file(&mut self, reference: &Sited<Name>) -> Option<Lost<'i>> {
        let id = reference.value.as_str();
        // Of a part of a repository nobody can say what it does not have, and of another form the schema speaks.
        if !self.is_whole || !is_slug(id) || self.links.case_file(id).is_some() {
            return None;
        }
        let what = format!("no file holds a case {}", quoted(id));
        if let Some(near) = self.case_files.nearest(id) {
            let site = self.links.case_file(near).map(|case| case.document.site);
            return Some(Lost {
                what,
                help: format!("did you mean {}?", quoted(near)),
                meant: Some(near.to_owned()),
                label: site.map(|site| (site, "this one?")),
            });
        }
        if let Some((own, site)) = self.file_named(DocumentKind::Case, id) {
            return Some(of_file(what, own.to_owned(), site));
        }
        let help = match self.only_report_with(id, None) {
            Some((report, _)) => format!(
                "the report {report} has it written out: put `continues: {report}#{id}` in a case of this report's own, or \
                 move the case to a file of its own",
            ),
            None => lost_case("the case goes in a file of its own, of the kind `case`, with this id"),
        };
        Some(Lost { what, help, meant: None, label: None })
    }

    /// What is wrong with the `continues:` of a case of `document`.
    fn of_continued(&mut self, document: &DocumentFacts, continues: &Sited<Name>) -> Option<Lost<'i>> {
        let name = continues.value.as_str();
        match self.links.case(name) {
            Err(Unresolved::Report(id)) if self.is_whole && is_slug(id) => {
                let case = name.get(id.len() + 1..).unwrap_or_default();
                let what = format!("no report has the id {}", quoted(id));
                if let Some(near) = self.reports.nearest(id) {
                    let site = self.links.report(near).map(|report| report.site);
                    return Some(meant(what, format!("{near}#{case}"), site));
                }
                if let Some((own, site)) = self.file_named(DocumentKind::Report, id) {
                    return Some(of_file(what, format!("{own}#{case}"), site));
                }
                Some(self.elsewhere(
                    what,
                    document,
                    case,
                    "look up the id of the report that told of the case before",
                ))
            }
            Err(Unresolved::Case(report_id, id)) if is_slug(id) => {
                let report = self.links.report(report_id)?;
                // It may take in one of a file that cannot be read.
                let is_known = |taken_in: &Sited<Name>| self.links.case_file(&taken_in.value).is_some();
                if !self.is_whole && !report.referred.iter().all(is_known) {
                    return None;
                }
                let what = format!("the report {} has no case {}", quoted(report_id), quoted(id));
                let cases = || self.links.cases_of(report);
                let ids = self.cases_of.entry(report.id.as_deref()?);
                let ids = ids
                    .or_insert_with(|| Suggestions::new(cases().filter_map(|case| case.case.id.as_deref())));
                if let Some(near) = ids.nearest(id) {
                    let near_case = cases().find(|case| case.case.id.as_deref() == Some(near));
                    return Some(meant(
                        what,
                        format!("{report_id}#{near}"),
                        near_case.map(|case| case.case.site),
                    ));
                }
                let mut lost = self.elsewhere(what, document, id, "look up the id that the case has there");
                lost.label = lost.label.or(Some((report.site, "this report has no such case")));
                Some(lost)
            }
            // Of another form the schema speaks.
            Ok(_) | Err(_) => None,
        }
    }

    /// A case that another report may have.
    fn elsewhere(&self, what: String, document: &DocumentFacts, case: &str, help: &str) -> Lost<'i> {
        match self.only_report_with(case, Some(document)) {
            Some((report, site)) => meant(what, format!("{report}#{case}"), Some(site)),
            None => Lost { what, help: lost_case(help), meant: None, label: None },
        }
    }

    /// The only report besides `asking` that has a case of this id, with the report's place.
    fn only_report_with(&self, case: &str, asking: Option<&DocumentFacts>) -> Option<(&'i str, Site)> {
        let mut others = self.reports_with.get(case)?.iter();
        let is_other = |report: &&&DocumentFacts| asking.is_none_or(|asking| report.id != asking.id);
        let report = others.by_ref().find(is_other)?;
        let is_only = !others.any(|report| is_other(&report));
        is_only.then_some((report.id.as_deref()?, report.site))
    }

    /// The id of the document whose file has this name, with its place.
    fn file_named(&self, kind: DocumentKind, name: &str) -> Option<(&'i str, Site)> {
        let document = self.files.get(&(kind, name))?;
        Some((document.id.as_deref()?, document.site))
    }
}

fn of_file<'i>(what: String, name: String, site: Site) -> Lost<'i> {
    Lost { label: Some((site, "the file of this name has another id")), ..meant(what, name, Some(site)) }
}

fn meant<'i>(what: String, name: String, site: Option<Site>) -> Lost<'i> {
    let help = format!("did you mean {}?", quoted(&name));
    Lost { what, help, meant: Some(name), label: site.map(|site| (site, "this one?")) }
}

fn lost_case(help: &str) -> String {
    format!("whoever follows the case through the years loses it here: {help}")
}

/// Whether a text has the form of an id, so that it can be one that leads nowhere.
fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text != "null"
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn report(cx: &mut ProjectContext<'_>, reference: &Sited<Name>, lost: Lost<'_>) {
    let span = reference.site.span;
    let mut report = cx.report(reference.site, lost.what).note("this leads nowhere").help(lost.help);
    if let Some((site, text)) = lost.label {
        report = report.label_at(site, text);
    }
    if let Some(meant) = lost.meant {
        let title = format!("write {}", quoted(&meant));
        report.fix(title, Applicability::Unsafe, vec![Edit { span, replacement: meant }]);
    }
}
