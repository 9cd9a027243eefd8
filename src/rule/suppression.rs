//! The context of a rule that looks at the suppressions of a file, once all its findings are known.

use super::{ActiveRule, FindingBuilder};
use crate::diagnostic::{Diagnostic, RuleName, Severity};
use crate::source::{FileId, Span};

/// A comment, or an entry of `ignore:` in the configuration, that is to suppress findings.
#[derive(Debug)]
pub struct Suppression {
    /// The comment's bytes; of an entry, those of the rule's name.
    pub comment: Span,
    /// The bytes to remove so that nothing is left of the comment: its whole line, if it stands alone on one. `None` for
    /// an entry of the configuration.
    pub removal: Option<Span>,
    /// The rules and groups that it names.
    pub rules: Vec<NamedRule>,
    /// The reason given.
    pub reason: Option<Box<str>>,
    /// Why it suppresses nothing.
    pub fault: Option<Fault>,
    /// For a malformed comment that names rules: the bytes from its indicator on, and the text to put there.
    pub correction: Option<(Span, Box<str>)>,
}

/// A rule or group that a suppression names.
#[derive(Debug)]
pub struct NamedRule {
    /// The name as it is written.
    pub name: Box<str>,
    /// The name's bytes.
    pub span: Span,
    /// Why the name selects nothing.
    pub unknown: Option<UnknownSelector>,
    /// Its usage in this run.
    pub usage: Usage,
}

/// The usage of a name in a suppression.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Usage {
    /// The run cannot tell: it did not look for all that the name selects, or not everywhere.
    #[default]
    Unknown,
    /// It suppressed a finding.
    Used,
    /// It suppressed nothing, though all that it selects was looked for.
    Unused {
        /// A finding of the name beside the comment, which the comment was probably written for.
        beside: Option<Span>,
    },
}

/// A name that no rule or group has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UnknownSelector {
    /// A syntax error is not a matter of choice.
    Syntax,
    /// The name is not known; perhaps this one was meant.
    Unknown(Option<&'static str>),
}

/// Why a suppression has no effect.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// `reportlint:` is written in another way.
    Indicator,
    /// It is a heading of a Markdown text.
    Heading,
    /// It holds a second list.
    SecondList,
    /// It says something other than `ignore` and `ignore-file`; perhaps this one was meant.
    Word(Option<&'static str>),
    /// It names no rule.
    NoRule,
    /// Its bracket is not closed.
    Unclosed,
    /// It is for the whole file, and stands below the beginning of it.
    NotAtTop,
    /// It is an entry of the configuration, and its path leads to no file.
    NoFile,
    /// It is one of too many in its file.
    TooMany,
}

/// The context of a rule that looks at the suppressions of one file.
pub struct SuppressionContext<'a> {
    file: FileId,
    suppressions: &'a [Suppression],
    rule: (&'a RuleName, Severity),
    findings: Vec<Diagnostic>,
}

impl<'a> SuppressionContext<'a> {
    /// Runs `rules` over the suppressions of a file and returns their findings, in the order of the rules.
    pub(crate) fn check(
        rules: &'a [ActiveRule],
        file: FileId,
        suppressions: &'a [Suppression],
    ) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        for active in rules {
            let rule = (&active.name, active.severity);
            let mut cx = Self { file, suppressions, rule, findings };
            active.rule.check_suppressions(&mut cx);
            findings = cx.findings;
        }
        findings
    }

    /// Returns the suppressions, in the order of the file.
    pub fn suppressions(&self) -> &'a [Suppression] {
        self.suppressions
    }

    /// Reports a finding at bytes of the file.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> FindingBuilder<'_> {
        let (name, severity) = self.rule;
        let mut diagnostic = Diagnostic::new(name.clone(), self.file, span, message);
        diagnostic.severity = severity;
        self.findings.push(diagnostic);
        #[expect(clippy::expect_used, reason = "the finding was pushed in the line above")]
        FindingBuilder(self.findings.last_mut().expect("a finding was just pushed"))
    }
}
