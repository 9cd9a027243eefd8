//! The progress of a run, counted for whoever watches it.

use std::sync::atomic::{AtomicUsize, Ordering};

/// The numbers of files checked and of findings in them so far.
#[derive(Debug, Default)]
pub struct Progress {
    files: AtomicUsize,
    findings: AtomicUsize,
}

impl Progress {
    /// Returns the number of files checked so far.
    pub fn files(&self) -> usize {
        self.files.load(Ordering::Relaxed)
    }

    /// Returns the number of findings so far; comments and a baseline may still suppress some, and rules over several
    /// files add to them.
    pub fn findings(&self) -> usize {
        self.findings.load(Ordering::Relaxed)
    }

    /// Counts a file with its findings.
    pub(super) fn add(&self, findings: usize) {
        self.files.fetch_add(1, Ordering::Relaxed);
        self.findings.fetch_add(findings, Ordering::Relaxed);
    }

    /// Begins again at 0, as everything is checked again.
    pub(super) fn reset(&self) {
        self.files.store(0, Ordering::Relaxed);
        self.findings.store(0, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::linter::{Input, Job, run};

    #[test]
    fn every_file_and_finding_is_counted_once() {
        let code = "kind: legal-code\nid: XX-CC\ncountry: KZ\n";
        // A code in a file that does not look like one has everything checked again.
        let hidden = "{\"kin\\u0064\": \"legal-code\", \"id\": \"YY-CC\"}";
        let files = [("a.yaml", "kind: [\n"), ("b.yaml", code), ("c.yaml", hidden)];
        let inputs = files.map(|(path, text)| Input::from_bytes(path, text)).into();
        let progress = Arc::new(Progress::default());
        let outcome = run(Job { inputs, progress: Some(Arc::clone(&progress)), ..Job::default() });
        assert_eq!((progress.files(), progress.findings()), (3, outcome.diagnostics.len()));
    }
}
