//! The context of a rule that looks at a repository as a whole.

use super::{ActiveRule, FindingBuilder, absence};
use crate::diagnostic::{Diagnostic, Premise, RuleName};
use crate::document::Document;
use crate::project::{Index, Links, Site};

/// The number of findings of one rule in one repository that are kept.
pub(crate) const MAX_PROJECT_FINDINGS: usize = 10_000;

/// A finding whose document is gone: its node is still to be looked up.
#[derive(Debug)]
pub(crate) struct ProjectFinding {
    pub(crate) diagnostic: Diagnostic,
    pub(crate) site: Site,
}

/// The context of a rule that looks at a repository as a whole: the facts of its documents.
pub struct ProjectContext<'i> {
    index: &'i Index,
    links: &'i Links<'i>,
    /// The display path of each file.
    paths: &'i [&'i str],
    /// Returns true if a finding is about a file to be checked.
    is_wanted: &'i (dyn Fn(&Diagnostic) -> bool + Sync),
    rule: RuleName,
    findings: Vec<ProjectFinding>,
    /// The number of findings too many to keep.
    left_out: usize,
}

impl<'i> ProjectContext<'i> {
    /// Runs a rule over the repository and returns its findings for which `is_wanted` is true.
    pub(crate) fn check(
        active: &ActiveRule,
        index: &'i Index,
        links: &'i Links<'i>,
        paths: &'i [&'i str],
        is_wanted: &'i (dyn Fn(&Diagnostic) -> bool + Sync),
    ) -> Vec<ProjectFinding> {
        let rule = active.name.clone();
        let mut cx = Self { index, links, paths, is_wanted, rule, findings: Vec::new(), left_out: 0 };
        active.rule.check_project(&mut cx);
        cx.keep_most();
        if cx.left_out > 0
            && let Some(last) = cx.findings.last_mut()
        {
            let count = crate::words::count(cx.left_out as u64 + 1, "more finding");
            last.diagnostic = Diagnostic::new(
                cx.rule,
                last.site.file,
                last.site.span,
                format!("{count} of this rule not shown"),
            )
            .with_help("mend some of those that are shown, and check again");
        }
        cx.findings
    }

    /// Returns the facts of every document.
    pub fn index(&self) -> &'i Index {
        self.index
    }

    /// Returns the references between the documents.
    pub fn links(&self) -> &'i Links<'i> {
        self.links
    }

    /// Returns the display path of the file that a place lies in.
    pub fn path(&self, site: Site) -> &'i str {
        self.paths.get(site.file.0 as usize).copied().unwrap_or_default()
    }

    /// Reports a finding.
    pub fn report(&mut self, site: Site, message: impl Into<String>) -> FindingBuilder<'_> {
        // Only now, as the labels of the last one were still to come.
        if self.findings.len() >= 2 * MAX_PROJECT_FINDINGS {
            self.keep_most();
        }
        let diagnostic = Diagnostic::new(self.rule.clone(), site.file, site.span, message);
        self.findings.push(ProjectFinding { diagnostic, site });
        #[expect(clippy::expect_used, reason = "the finding was pushed in the line above")]
        FindingBuilder(&mut self.findings.last_mut().expect("a finding was just pushed").diagnostic)
    }
}

impl ProjectContext<'_> {
    /// Drops unwanted findings, and those beyond the limit, so that memory stays bounded.
    fn keep_most(&mut self) {
        self.findings.retain(|finding| (self.is_wanted)(&finding.diagnostic));
        self.left_out += self.findings.len().saturating_sub(MAX_PROJECT_FINDINGS);
        self.findings.truncate(MAX_PROJECT_FINDINGS);
    }
}

impl ProjectFinding {
    /// Returns the finding with its node, which it looks up in the documents of its file.
    pub(crate) fn complete(self, documents: &[Document]) -> Diagnostic {
        let document = documents.get(self.site.document as usize);
        match document.and_then(|document| Some((document, document.find_node(self.site.node)?))) {
            Some((document, node)) => {
                let mut finding = self.diagnostic.with_node(node);
                finding.depends_on.extend(Premise::value_right(node));
                let of_series = absence::premises_of_series(finding.rule.as_str(), document);
                finding.depends_on.extend(of_series);
                finding
            }
            None => self.diagnostic,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::parse::parse_bytes;
    use crate::source::{FileId, Span};
    use crate::tree::NodeId;

    #[test]
    fn a_node_that_a_changed_cache_names_is_not_looked_for() {
        let parsed = parse_bytes("a.yaml", Format::Yaml, b"id: a\n".to_vec()).unwrap();
        for (node, pointer) in [(0, true), (58, false)] {
            let site = Site { file: FileId(0), document: 0, node: NodeId(node), span: Span::default() };
            let diagnostic = Diagnostic::new(RuleName::new("a"), site.file, site.span, "b");
            let finding = ProjectFinding { diagnostic, site };
            assert_eq!(finding.complete(&parsed.documents).pointer.is_some(), pointer);
        }
    }
}
