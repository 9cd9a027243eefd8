//! What a rule is given for the comments that hold findings back.

use super::{ActiveRule, FindingBuilder};
use crate::diagnostic::{Diagnostic, RuleName, Severity};
use crate::source::{FileId, Span};
use crate::suppress::Suppression;

/// What a rule is given for the comments of one file, once they have been applied.
pub struct SuppressionContext<'a> {
    file: FileId,
    suppressions: &'a [Suppression],
    rule: (&'a RuleName, Severity),
    findings: Vec<Diagnostic>,
}

impl<'a> SuppressionContext<'a> {
    /// What a rule finds in the comments of a file.
    pub(crate) fn check(
        active: &'a ActiveRule,
        file: FileId,
        suppressions: &'a [Suppression],
    ) -> Vec<Diagnostic> {
        let rule = (&active.name, active.severity);
        let mut cx = Self { file, suppressions, rule, findings: Vec::new() };
        active.rule.check_suppressions(&mut cx);
        cx.findings
    }

    /// The comments, in the order of the file.
    pub fn suppressions(&self) -> &'a [Suppression] {
        self.suppressions
    }

    /// Reports a finding.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> FindingBuilder<'_> {
        let (name, severity) = self.rule;
        let mut diagnostic = Diagnostic::new(name.clone(), self.file, span, message);
        diagnostic.severity = severity;
        self.findings.push(diagnostic);
        #[expect(clippy::expect_used, reason = "the finding was pushed in the line above")]
        FindingBuilder(self.findings.last_mut().expect("a finding was just pushed"))
    }
}
