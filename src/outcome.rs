//! What a run found: the one thing that renderers read.

use std::sync::Arc;
use std::time::Duration;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, SourceFile};

/// A file of the run, by the name that reports give it.
#[derive(Debug, Clone)]
pub struct FileEntry {
    /// Display path, relative to the project's root, with `/`.
    pub path: String,
    /// The text, kept only where a finding points into the file.
    pub source: Option<Arc<SourceFile>>,
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
    /// Every file of the run; a [`FileId`] is an index into it.
    pub files: Vec<FileEntry>,
    /// The findings, sorted by path, span and rule.
    pub diagnostics: Vec<Diagnostic>,
    /// What could not be done; any such makes the run a failed one.
    pub failures: Vec<Failure>,
    /// How many of the files were checked (the configuration file, which findings can point into, is not one).
    pub checked: usize,
    /// The findings that comments or the configuration hold back, in the same order.
    pub suppressed: Vec<Diagnostic>,
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

    /// The gravest finding's severity.
    pub fn worst(&self) -> Option<Severity> {
        self.diagnostics.iter().map(|diagnostic| diagnostic.severity).max()
    }
}
