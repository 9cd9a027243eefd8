//! What a run found: the one thing that renderers read.

use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Severity};
use crate::rule::RuleMeta;
use crate::source::{FileId, SourceFile};

/// A file of the run, by the name that reports give it.
#[derive(Debug, Clone)]
pub struct FileEntry {
    /// Display path, relative to the project's root, with `/`.
    pub path: String,
    /// The text, kept only where a finding points into the file.
    pub source: Option<Arc<SourceFile>>,
    /// Whether it was to be checked; others are referred to, such as the configuration.
    pub is_checked: bool,
}

/// What holds a finding back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// A comment in the file.
    Comment,
    /// An entry of `ignore:` in the configuration.
    Configuration,
    /// The baseline.
    Baseline,
}

/// A finding that does not count.
#[derive(Debug, Clone)]
pub struct HeldBack {
    /// The finding.
    pub finding: Diagnostic,
    /// What holds it back.
    pub by: Holder,
    /// The reason that is given for it.
    pub reason: Option<Box<str>>,
}

/// A rule that looked for findings.
#[derive(Debug, Clone)]
pub struct EnabledRule {
    /// The rule.
    pub meta: &'static RuleMeta,
    /// The gravest severity that it has for any of the files.
    pub severity: Severity,
}

/// Something that kept the run from doing its work, besides what is wrong with a file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file concerned.
    pub path: Option<String>,
    /// What happened, in words.
    pub message: String,
}

/// The findings of a run, with what is needed to show them.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Where the project's root lies in the git repository, with `/` behind it; empty where it is the same.
    pub prefix: String,
    /// Every file of the run; a [`FileId`] is an index into it.
    pub files: Vec<FileEntry>,
    /// The findings, sorted by path, span and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be done; any such makes the run a failed one.
    pub failures: Vec<Failure>,
    /// How many of the files were checked (the configuration file, which findings can point into, is not one).
    pub checked: usize,
    /// The findings that are held back, in the same order.
    pub suppressed: Vec<HeldBack>,
    /// The rules that looked for findings in any of the files, in the order of their documentation.
    pub rules: Vec<EnabledRule>,
    /// A file that was not to be checked and could not be read whole, for which reason rules that ask whether the
    /// repository has something said nothing.
    pub unread: Option<String>,
    /// How many entries of the baseline, of what was checked, no longer occur.
    pub stale: usize,
    /// How many findings were left out because no changed line has them.
    pub unchanged: usize,
    /// The address of the rules' pages, from `docs_url:` of the configuration.
    pub docs_url: Option<String>,
    /// How long the run took.
    pub elapsed: Duration,
}

impl Outcome {
    /// The file that `id` names.
    pub fn file(&self, id: FileId) -> Option<&FileEntry> {
        self.files.get(id.0 as usize)
    }

    /// How many findings there are of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// How many findings `holder` holds back.
    pub fn count_held_back(&self, holder: Holder) -> usize {
        self.suppressed.iter().filter(|held| held.by == holder).count()
    }

    /// The gravest finding's severity.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}
