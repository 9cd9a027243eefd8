//! References to cases that lead nowhere, and the cases that they probably refer to.

use std::collections::HashMap;
use std::path::Path;

use crate::document::DocumentKind;
use crate::project::{DocumentFacts, Links, Name, Site, Sited, Unresolved};
use crate::rule::ProjectContext;
use crate::suggest::Suggestions;
use crate::words::quoted;

/// A reference that leads nowhere.
pub(crate) struct DeadReference<'i> {
    pub(crate) message: String,
    pub(crate) help: String,
    /// The reference to write instead.
    pub(crate) replacement: Option<String>,
    /// The case that is probably meant, or the report that lacks the case.
    pub(crate) label: Option<(Site, &'i str)>,
}

/// The ids that a reference can lead to.
pub(crate) struct KnownIds<'i> {
    links: &'i Links<'i>,
    is_whole: bool,
    case_files: Suggestions<'i>,
    reports: Suggestions<'i>,
    cases_of: HashMap<&'i str, Suggestions<'i>>,
    /// The reports that have a case with the id.
    reports_with: HashMap<&'i str, Vec<&'i DocumentFacts>>,
    /// The documents by their file names, without folder and extension.
    files: HashMap<(DocumentKind, &'i str), &'i DocumentFacts>,
}

impl<'i> KnownIds<'i> {
    /// Collects the ids of all documents.
    pub(crate) fn collect(cx: &ProjectContext<'i>) -> Self {
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

    /// Checks the `ref:` of a report.
    pub(crate) fn check_case_file(
        &mut self,
        document: &DocumentFacts,
        reference: &Sited<Name>,
    ) -> Option<DeadReference<'i>> {
        let id = reference.value.as_str();
        // The schema already reports other forms.
        if !is_slug(id) || self.links.case_file(id).is_some() {
            return None;
        }
        if !self.is_whole {
            return self.misspelt_case_file(document, id);
        }
        let message = format!("no file holds a case {}", quoted(id));
        if let Some(near) = self.case_files.nearest(id).or_else(|| self.case_files.only_longer(id)) {
            let site = self.links.case_file(near).map(|case| case.document.site);
            return Some(DeadReference {
                message,
                help: format!("did you mean {}?", quoted(near)),
                replacement: Some(near.to_owned()),
                label: site.map(|site| (site, "this one?")),
            });
        }
        if let Some((own, site)) = self.file_named(DocumentKind::Case, id) {
            return Some(in_renamed_file(message, own.to_owned(), site));
        }
        let help = match self.only_report_with(id, None) {
            Some((report, _)) => format!(
                "the report {report} has it written out: put `continues: {report}#{id}` in a case of this report, or \
                 move the case to its own file",
            ),
            None => lost_case_help("put the case in its own file, of the kind `case`, with this id"),
        };
        Some(DeadReference { message, help, replacement: None, label: None })
    }

    /// Checks the `ref:` of a report where the case may stand in a file that was not read: only a slip in the id of one that was read,
    /// and that nothing else in the report refers to, is certain enough.
    fn misspelt_case_file(&mut self, document: &DocumentFacts, id: &str) -> Option<DeadReference<'i>> {
        let near = self.case_files.nearest(id).filter(|near| is_slip(id, near))?;
        if document.referred.iter().any(|other| other.value == near) {
            return None;
        }
        let site = self.links.case_file(near).map(|case| case.document.site);
        Some(misspelt(format!("no file that was read holds a case {}", quoted(id)), near.to_owned(), site))
    }

    /// Checks the `continues:` of a case of `document`.
    pub(crate) fn check_continued(
        &mut self,
        document: &DocumentFacts,
        continues: &Sited<Name>,
    ) -> Option<DeadReference<'i>> {
        let name = continues.value.as_str();
        match self.links.case(name) {
            Err(Unresolved::Report(id)) if self.is_whole && is_slug(id) => {
                let case = name.get(id.len() + 1..).unwrap_or_default();
                Some(self.unknown_report(document, id, case))
            }
            Err(Unresolved::Case(report, id)) if is_slug(id) => self.unknown_case(document, report, id),
            // The schema already reports other forms.
            Ok(_) | Err(_) => None,
        }
    }

    fn unknown_report(&mut self, document: &DocumentFacts, id: &str, case: &str) -> DeadReference<'i> {
        let message = format!("no report has the id {}", quoted(id));
        if let Some(near) = self.reports.nearest(id).or_else(|| self.reports.only_longer(id)) {
            let site = self.links.report(near).map(|report| report.site);
            return misspelt(message, format!("{near}#{case}"), site);
        }
        if let Some((own, site)) = self.file_named(DocumentKind::Report, id) {
            return in_renamed_file(message, format!("{own}#{case}"), site);
        }
        let help = "look up the id of the report that had the case before";
        self.in_other_report(message, document, case, help)
    }

    fn unknown_case(
        &mut self,
        document: &DocumentFacts,
        report_id: &str,
        id: &str,
    ) -> Option<DeadReference<'i>> {
        let report = self.links.report(report_id)?;
        // The report may take the case in from a file that cannot be read.
        let is_known = |taken_in: &Sited<Name>| self.links.case_file(&taken_in.value).is_some();
        if !self.is_whole && !report.referred.iter().all(is_known) {
            return None;
        }
        let message = format!("the report {} has no case {}", quoted(report_id), quoted(id));
        let links = self.links;
        let cases = || links.cases_of(report);
        let ids = self
            .cases_of
            .entry(report.id.as_deref()?)
            .or_insert_with(|| Suggestions::new(cases().filter_map(|case| case.case.id.as_deref())));
        if let Some(near) = ids.nearest(id).or_else(|| ids.only_longer(id)) {
            let near_case = cases().find(|case| case.case.id.as_deref() == Some(near));
            let site = near_case.map(|case| case.case.site);
            return Some(misspelt(message, format!("{report_id}#{near}"), site));
        }
        let mut dead = self.in_other_report(message, document, id, "look up the id that the case has there");
        dead.label = dead.label.or(Some((report.site, "this report has no such case")));
        Some(dead)
    }

    /// Points to the only other report that has the case, or else gives `help`.
    fn in_other_report(
        &self,
        message: String,
        document: &DocumentFacts,
        case: &str,
        help: &str,
    ) -> DeadReference<'i> {
        match self.only_report_with(case, Some(document)) {
            Some((report, site)) => misspelt(message, format!("{report}#{case}"), Some(site)),
            None => DeadReference { message, help: lost_case_help(help), replacement: None, label: None },
        }
    }

    /// Returns the id and the place of the only report besides `asking` that has a case of this id.
    fn only_report_with(&self, case: &str, asking: Option<&DocumentFacts>) -> Option<(&'i str, Site)> {
        let mut others = self.reports_with.get(case)?.iter();
        let is_other = |report: &&&DocumentFacts| asking.is_none_or(|asking| report.id != asking.id);
        let report = others.by_ref().find(is_other)?;
        let is_only = !others.any(|report| is_other(&report));
        is_only.then_some((report.id.as_deref()?, report.site))
    }

    /// Returns the id and the place of the document whose file has this name.
    fn file_named(&self, kind: DocumentKind, name: &str) -> Option<(&'i str, Site)> {
        let document = self.files.get(&(kind, name))?;
        Some((document.id.as_deref()?, document.site))
    }
}

/// Makes a reference that uses the name of a file rather than the id in it.
fn in_renamed_file<'i>(message: String, name: String, site: Site) -> DeadReference<'i> {
    DeadReference {
        label: Some((site, "the file with this name has another id")),
        ..misspelt(message, name, Some(site))
    }
}

/// Makes a reference that is a slip for `name`.
fn misspelt<'i>(message: String, name: String, site: Option<Site>) -> DeadReference<'i> {
    let help = format!("did you mean {}?", quoted(&name));
    DeadReference { message, help, replacement: Some(name), label: site.map(|site| (site, "this one?")) }
}

fn lost_case_help(help: &str) -> String {
    format!("readers who follow the case through the years lose it here: {help}")
}

/// Returns true if an id is another one but for a letter or a hyphen, and hardly a name of its own: `ivanov` and `ivanova` are two people,
/// and short parts of ids are countries and kinds of courts.
fn is_slip(id: &str, meant: &str) -> bool {
    const LEAST: usize = 5;
    if strsim::osa_distance(id, meant) != 1 {
        return false;
    }
    let mut parts = id.split('-').zip(meant.split('-'));
    let has_other_hyphens = id.split('-').count() != meant.split('-').count();
    has_other_hyphens && id.len() > LEAST
        || parts.any(|(one, other)| {
            let is_ending = one.strip_prefix(other).or_else(|| other.strip_prefix(one)) == Some("a");
            one != other && !is_ending && one.len().min(other.len()) >= LEAST
        })
}

/// Returns true if a text has the form of an id.
fn is_slug(text: &str) -> bool {
    !text.is_empty()
        && text != "null"
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
