//! Files that stay in memory, so that one that changes is checked again by itself.

use std::collections::HashSet;
use std::path::PathBuf;
use std::time::Instant;

use super::input::Content;
use super::{Job, Terms, Workspace, start};
use crate::outcome::{Failure, Outcome};

/// Checked files, and the terms that decide which of their findings count.
pub struct Session {
    workspace: Workspace,
    terms: Terms,
}

impl Session {
    /// Checks the files of a job for the first time.
    ///
    /// # Errors
    /// No thread can be started.
    pub fn begin(job: Job<'_>) -> Result<(Self, Outcome), Failure> {
        let started = Instant::now();
        let (mut workspace, terms) = start(job, false)?;
        let mut outcome = workspace.outcome(&terms);
        workspace.save();
        outcome.elapsed = started.elapsed();
        Ok((Self { workspace, terms }, outcome))
    }

    /// Reads those of the files anew that lie at `paths`, and puts the outcome of all files together.
    pub fn check_again(&mut self, paths: &HashSet<PathBuf>) -> Outcome {
        let started = Instant::now();
        let is_changed =
            |content: &Content| matches!(content, Content::Disk(path) if paths.contains(path.as_path()));
        let files = self.workspace.files().enumerate();
        let changed = files.filter(|(_, (input, _))| is_changed(&input.content));
        let changed: Vec<_> = changed.map(|(index, (input, _))| (index, input.clone())).collect();
        for (index, input) in changed {
            self.workspace.replace_at(index, input);
        }
        let mut outcome = self.workspace.outcome(&self.terms);
        outcome.elapsed = started.elapsed();
        outcome
    }
}
