//! The outcome of a run: the one thing that renderers read.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Fingerprint, Severity};
use crate::document::DocumentKind;
use crate::local_rules::{LOCAL, LocalRule, PREFIX};
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

/// A rule as it is described, without running it.
#[derive(Debug, Clone)]
pub(crate) enum Described {
    /// A built-in rule.
    BuiltIn(&'static RuleMeta),
    /// A rule of the repository's own.
    Local(Arc<LocalRule>),
}

impl Described {
    /// Returns the name of the rule's findings.
    pub(crate) fn name(&self) -> &str {
        match self {
            Self::BuiltIn(meta) => meta.name,
            Self::Local(rule) => rule.full_name.as_str(),
        }
    }

    /// Returns the name of the rule's group.
    pub(crate) fn group(&self) -> &'static str {
        match self {
            Self::BuiltIn(meta) => meta.group.as_str(),
            Self::Local(_) => LOCAL,
        }
    }
}

/// A rule that looked for findings.
#[derive(Debug, Clone)]
pub struct EnabledRule {
    /// The rule.
    pub(crate) rule: Described,
    /// The gravest severity that it has for any of the files.
    pub severity: Severity,
}

impl EnabledRule {
    /// Makes the entry of a built-in rule.
    pub fn built_in(meta: &'static RuleMeta, severity: Severity) -> Self {
        Self { rule: Described::BuiltIn(meta), severity }
    }
}

/// Something that kept the run from doing its work, besides what is wrong with a file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// The file concerned.
    pub path: Option<String>,
    /// A description in words.
    pub message: String,
    /// Advice.
    pub help: Option<String>,
}

impl Failure {
    /// Makes a failure without advice; `path` is the file concerned.
    pub fn new(path: Option<String>, message: impl Into<String>) -> Self {
        Self { path, message: message.into(), help: None }
    }
}

/// The terms under which a run ends as one with findings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FailOn {
    /// The mildest severity of findings that fail the run; `None` if no finding does.
    pub severity: Option<Severity>,
    /// True if entries of the baseline that no longer occur fail the run.
    pub stale: bool,
}

impl Default for FailOn {
    fn default() -> Self {
        Self { severity: Some(Severity::Error), stale: false }
    }
}

impl FailOn {
    /// Returns true if a finding of `severity` fails the run.
    pub fn includes(self, severity: Severity) -> bool {
        self.severity.is_some_and(|least| severity >= least)
    }
}

/// The places of a run on this machine.
#[derive(Debug, Default, Clone)]
pub struct Places {
    /// The project's root, to which display paths are relative.
    pub root: PathBuf,
    /// The folder that people open paths from; the root, if `None`.
    pub working: Option<PathBuf>,
    /// The files whose display paths do not say where they lie, by those: files outside of the root, and files whose
    /// names are not UTF-8.
    pub odd: BTreeMap<String, PathBuf>,
}

/// An example of a rule that passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passed {
    /// The file of the rule.
    pub file: FileId,
    /// The rule and the example.
    pub name: String,
}

/// The comparison with the findings that there were before a change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The commit that the change begins at, as it was named.
    pub since: String,
    /// The number of those that are no longer found.
    pub mended: usize,
    /// The number of those that are still found, and left out.
    pub as_before: usize,
}

/// The findings of a run, with what is needed to show them.
#[derive(Debug, Default)]
pub struct Outcome {
    /// The path of the project's root in the git repository, with `/` behind it; empty where it is the same.
    pub prefix: String,
    /// The folders and files on this machine.
    pub places: Places,
    /// Every file of the run; a [`FileId`] is an index into it.
    pub files: Vec<FileEntry>,
    /// The findings, sorted by path, span and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// The failures; any failure makes the run a failed one.
    pub failures: Vec<Failure>,
    /// The terms under which findings fail the run.
    pub fail_on: FailOn,
    /// The number of files checked (the configuration file, which findings can point into, does not count).
    pub checked: usize,
    /// The documents in those files.
    pub kinds: KindCounts,
    /// The findings that do not count, in the same order.
    pub suppressed: Vec<Withheld>,
    /// The rules that looked for findings in any of the files, in the order of their documentation.
    pub rules: Vec<EnabledRule>,
    /// True if nothing that is on looks at any of the files: they follow schemas of the repository's own, and their documents
    /// have no kind.
    pub is_idle: bool,
    /// The files that could not be read whole, for which reason rules that ask whether the repository has something said
    /// nothing.
    pub unread: Vec<String>,
    /// The number of baseline entries, among those that the run could judge, that no longer occur.
    pub stale: usize,
    /// The number of findings left out because they stand on lines that did not change.
    pub unchanged: usize,
    /// The comparison with the state before a change, if there was one; the findings are then the new ones.
    pub comparison: Option<Comparison>,
    /// The day of the run, if a rule of the repository's own asked for it.
    pub today: Option<String>,
    /// The address of the rules' pages, from `docs_url:` of the configuration.
    pub docs_url: Option<String>,
    /// The examples of rules that passed, where those were tested.
    pub passed: Vec<Passed>,
    /// True if fixes were applied: of those that are left, the run has said why.
    pub is_mended: bool,
    /// The duration of the run.
    pub elapsed: Duration,
}

/// The number of documents of each kind.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCounts {
    /// In the order of [`DocumentKind::ALL`].
    known: [u32; DocumentKind::ALL.len()],
    /// Those without a kind, which only a schema of the repository's own can judge.
    others: u32,
}

impl KindCounts {
    /// Counts one more document.
    pub(crate) fn add(&mut self, kind: Option<DocumentKind>) {
        let place = kind.and_then(|kind| {
            self.known
                .iter_mut()
                .zip(DocumentKind::ALL)
                .find_map(|(count, known)| (known == kind).then_some(count))
        });
        *place.unwrap_or(&mut self.others) += 1;
    }

    /// Counts those of another file too.
    pub(crate) fn extend(&mut self, more: Self) {
        self.known.iter_mut().zip(more.known).for_each(|(count, more)| *count += more);
        self.others += more.others;
    }

    /// Returns the kinds that there are, each with its number; the last, without a name, is that of documents without a kind.
    pub fn iter(&self) -> impl Iterator<Item = (Option<DocumentKind>, u32)> {
        let known = DocumentKind::ALL.into_iter().map(Some).zip(self.known);
        known.chain([(None, self.others)]).filter(|(_, count)| *count > 0)
    }
}

impl Outcome {
    /// Gives each finding the name by which it is compared with those of another state of its file. The texts are not masked yet.
    pub(crate) fn identify_findings(&mut self) {
        let Self { files, diagnostics, suppressed, .. } = self;
        let identify = |finding: &mut Diagnostic| {
            let source = files.get(finding.primary.file.0 as usize).and_then(|file| file.source.as_deref());
            let label = source.map_or("", |source| source.slice(finding.primary.span));
            let named = Fingerprint::of_finding_in_any_layout(finding, "", label, 0);
            // Of several keys that are missing in one place only the words tell which is meant.
            let is_missing_key = finding.has_incidental_label && finding.rule.as_str() == "schema/required";
            let words = if is_missing_key { finding.message.as_str() } else { "" };
            finding.identity = named.in_file(words);
        };
        let suppressed = suppressed.iter_mut().map(|withheld| &mut withheld.finding);
        diagnostics.iter_mut().chain(suppressed).for_each(identify);
    }

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

    /// Returns a file that could not be read whole and about which no finding says so: what is missing was not looked for, and
    /// nobody would know.
    pub fn silently_unread(&self) -> Option<&str> {
        let reported: HashSet<&str> = self
            .diagnostics
            .iter()
            .filter_map(|finding| self.file(finding.primary.file))
            .map(|file| file.path.as_str())
            .collect();
        self.unread.iter().map(String::as_str).find(|path| !reported.contains(path))
    }

    /// Sorts the findings by the paths of their files. Within a file the order stays.
    pub fn sort_by_path(&mut self) {
        let Self { files, diagnostics, suppressed, .. } = self;
        let path = |finding: &Diagnostic| files.get(finding.primary.file.0 as usize).map(|file| &*file.path);
        diagnostics.sort_by(|a, b| path(a).cmp(&path(b)));
        suppressed.sort_by(|a, b| path(&a.finding).cmp(&path(&b.finding)));
    }

    /// Returns the file that `id` names.
    pub fn file(&self, id: FileId) -> Option<&FileEntry> {
        self.files.get(id.0 as usize)
    }

    /// Returns the rule of the repository's own whose findings have this name.
    pub(crate) fn local_rule(&self, name: &str) -> Option<&Arc<LocalRule>> {
        name.starts_with(PREFIX).then_some(())?;
        self.rules.iter().find_map(|enabled| match &enabled.rule {
            Described::Local(rule) if rule.full_name.as_str() == name => Some(rule),
            _ => None,
        })
    }

    /// Returns the number of findings of `severity`.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|diagnostic| diagnostic.severity == severity).count()
    }

    /// Returns the number of baseline entries whose absence fails the run.
    pub fn failing_stale(&self) -> usize {
        if self.fail_on.stale { self.stale } else { 0 }
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
