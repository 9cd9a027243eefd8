//! The outcome of a run: the one thing that renderers read.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Fingerprint, Severity};
use crate::rule::RuleMeta;
use crate::source::{FileId, SourceFile};

/// A file of the run, by the name that outputs give it.
#[derive(Debug, Clone)]
pub struct FileEntry {
    /// Display path, relative to the project's root, with `/`.
    pub path: String,
    /// The text, kept only where a finding points into the file.
    pub source: Option<Arc<SourceFile>>,
    /// True if the file was checked; others are referred to, such as the configuration.
    pub is_checked: bool,
}

/// The reason for which a finding does not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
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
pub struct Withheld {
    /// The finding.
    pub finding: Diagnostic,
    /// The reason for which it does not count.
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
    /// A description in words.
    pub message: String,
}

/// The findings of a run, with what is needed to show them.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The path of the project's root in the git repository, with `/` behind it; empty where it is the same.
    pub prefix: String,
    /// Every file of the run; a [`FileId`] is an index into it.
    pub files: Vec<FileEntry>,
    /// The findings, sorted by path, span and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// The failures; any failure makes the run a failed one.
    pub failures: Vec<Failure>,
    /// The number of files checked (the configuration file, which findings can point into, does not count).
    pub checked: usize,
    /// The findings that do not count, in the same order.
    pub suppressed: Vec<Withheld>,
    /// The rules that looked for findings in any of the files, in the order of their documentation.
    pub rules: Vec<EnabledRule>,
    /// True if nothing that is on looks at any of the files: they follow schemas of the repository's own, and their documents
    /// have no kind.
    pub is_idle: bool,
    /// A file that was not to be checked and could not be read whole, for which reason rules that ask whether the
    /// repository has something said nothing.
    pub unread: Option<String>,
    /// The number of baseline entries, among those that the run could judge, that no longer occur.
    pub stale: usize,
    /// The number of findings left out because they stand on lines that did not change.
    pub unchanged: usize,
    /// The address of the rules' pages, from `docs_url:` of the configuration.
    pub docs_url: Option<String>,
    /// The duration of the run.
    pub elapsed: Duration,
}

impl Outcome {
    /// Gives each finding its fingerprint. Findings that are equal in everything that it is made of are told apart by
    /// counting them.
    pub fn name_findings(&mut self) {
        let mut seen: HashMap<Fingerprint, u64> = HashMap::new();
        let Self { files, diagnostics, suppressed, .. } = self;
        let mut name = |finding: &mut Diagnostic| {
            let file = files.get(finding.primary.file.0 as usize);
            let path = file.map_or("", |file| file.path.as_str());
            let source = file.and_then(|file| file.source.as_deref());
            let label = source.map_or("", |source| source.slice(finding.primary.span));
            let fingerprint = |occurrence| Fingerprint::of_finding(finding, path, label, occurrence);
            let occurrences = seen.entry(fingerprint(0)).or_default();
            finding.fingerprint = fingerprint(*occurrences);
            *occurrences += 1;
        };
        diagnostics.iter_mut().for_each(&mut name);
        suppressed.iter_mut().for_each(|withheld| name(&mut withheld.finding));
    }

    /// Returns the file that `id` names.
    pub fn file(&self, id: FileId) -> Option<&FileEntry> {
        self.files.get(id.0 as usize)
    }

    /// Returns the number of findings of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns the number of findings that do not count because of `holder`.
    pub fn count_withheld(&self, holder: Holder) -> usize {
        self.suppressed.iter().filter(|held| held.by == holder).count()
    }

    /// Returns the gravest finding's severity.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}
