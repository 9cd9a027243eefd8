//! The pipeline: load → check → relate → withhold → redact → finish.
//!
//! Each file is loaded and checked by itself, in parallel, and leaves findings and facts. From the facts of all files
//! the rules over the repository find the rest. Everything after that is data in, data out.

mod cache;
mod causes;
mod check_file;
mod check_local;
mod check_project;
mod codes;
mod empty;
mod finish;
mod gather;
mod input;
mod load;
mod mend;
mod notation;
mod progress;
mod recall;
mod session;
mod suppress;
mod workspace;

use std::collections::HashSet;
use std::sync::Arc;
use std::time::Instant;

pub use cache::{Cache, CacheFolder};
pub(crate) use codes::legal_codes;
pub(crate) use finish::mask_identifiers;
pub use input::{Content, Input, Plan, Role};
pub use mend::{Means, Mended, MendedFile, Mending, Refusal, mend};
pub use progress::Progress;
pub use session::Session;
pub use workspace::Workspace;

pub use crate::git::Blob;

use crate::diagnostic::Diagnostic;
use crate::fix::Remedy;
use crate::outcome::{Failure, Outcome};
use crate::redact;
use crate::source::FileId;
use crate::withhold::{Baseline, Entries, Extent, Unchanged};
use recall::Recall;

/// A run: the files, and what else decides its outcome.
#[derive(Default)]
pub struct Job<'a> {
    /// The files; those in the role [`Role::Check`] are checked.
    pub inputs: Vec<Input>,
    /// True if the files are all that their repository has, so that what is not among them is nowhere.
    pub is_whole_repository: bool,
    /// The number of threads; 0 is one for each core.
    pub threads: usize,
    /// The terms that decide which findings count.
    pub terms: Terms,
    /// Counts what is done, for whoever watches the run.
    pub progress: Option<Arc<Progress>>,
    /// The results of earlier runs, to which those of this run are added.
    pub cache: Option<Cache>,
    /// Returns the schemas that the files checked so far name themselves, to be looked at too.
    pub schemas_in_use: Option<SchemasInUse<'a>>,
}

/// Returns schemas as files to be checked; one that is among the files already takes that one's place.
pub type SchemasInUse<'a> = Box<dyn FnMut() -> Vec<Input> + 'a>;

/// The terms that decide, besides the files, which findings count.
#[derive(Default)]
pub struct Terms {
    /// The entries of the configuration that suppress findings.
    pub entries: Option<Entries>,
    /// The findings that the repository had before.
    pub baseline: Option<Baseline>,
    /// The extent of the run, which decides what it means that a finding of the baseline is not found.
    pub extent: Extent,
    /// The parts of the run that a change is no reason to report.
    pub unchanged: Option<Unchanged>,
    /// True if a finding of a rule of the repository's own shows the rule too.
    pub labels_rules: bool,
    /// Failures from before the run, such as a folder that cannot be read.
    pub failures: Vec<Failure>,
}

/// Checks files, each by itself and all against each other.
pub fn run(job: Job<'_>) -> Outcome {
    let started = Instant::now();
    let (mut workspace, terms) = match start(job, true) {
        Ok(started) => started,
        Err(failure) => return Outcome { failures: vec![failure], ..Outcome::default() },
    };
    let mut outcome = workspace.outcome(&terms);
    workspace.save();
    outcome.elapsed = started.elapsed();
    outcome
}

/// Checks the files of a job, which are final if none will be replaced.
fn start(job: Job<'_>, is_final: bool) -> Result<(Workspace, Terms), Failure> {
    let mut workspace = Workspace::new(job.inputs, job.is_whole_repository, job.threads)?;
    workspace.progress = job.progress;
    workspace.is_final = is_final;
    workspace.recall = job.cache.map(Recall::new);
    workspace.check_all(job.schemas_in_use);
    Ok((workspace, job.terms))
}

impl Workspace {
    /// Loads and checks files. What is found between them, and which findings count, is for [`Self::outcome`].
    ///
    /// # Errors
    /// No thread can be started.
    pub fn check(inputs: Vec<Input>, is_whole_repository: bool, threads: usize) -> Result<Self, Failure> {
        let mut workspace = Self::new(inputs, is_whole_repository, threads)?;
        workspace.check_all(None);
        Ok(workspace)
    }

    /// Writes what the run found into the cache, if there is one, and lets go of that.
    fn save(&mut self) {
        if let Some(recall) = self.recall.take() {
            recall.save(&self.inputs, self.is_whole_repository);
        }
    }

    /// Puts together what the files come to under `terms`.
    pub fn outcome(&self, terms: &Terms) -> Outcome {
        self.outcome_with_remedies(terms).0
    }

    /// Puts the outcome together, and returns with it the fixes of the findings that count. Nothing in those is masked.
    fn outcome_with_remedies(&self, terms: &Terms) -> (Outcome, Vec<Remedy>) {
        let mut related = self.relate();
        let mut findings = self.all_findings(std::mem::take(&mut related.findings));
        let spent = self.spent(&related);
        if !spent.is_empty() {
            findings.retain(|finding| !spent.contains(&finding.rule));
        }
        let mut outcome = self.new_outcome(&related, terms);
        self.withhold(findings, terms, &mut outcome);
        outcome.identify_findings();
        causes::drop_consequences(&mut outcome);
        let mut remedies: Vec<Remedy> = outcome.diagnostics.iter().filter_map(Remedy::of).collect();
        let secrets = self.secrets(&related, &outcome);
        finish::mask(&mut outcome, &secrets, redact::Extent::Own);
        // A finding has the same name whichever other files are in the run.
        outcome.name_findings();
        finish::compare(&mut outcome, terms);
        if terms.labels_rules {
            finish::label_rules(&mut outcome);
        }
        finish::mask(&mut outcome, &secrets, redact::Extent::Everywhere);
        if !self.inputs.is_sorted_by(|a, b| a.path <= b.path) {
            outcome.sort_by_path();
        }
        let key = |finding: &Diagnostic| (finding.primary.file, finding.primary.span, finding.identity);
        let counting: HashSet<_> = outcome.diagnostics.iter().map(key).collect();
        remedies.retain(|remedy| counting.contains(&(remedy.file, remedy.place, remedy.identity)));
        (outcome, remedies)
    }
}

fn file_id(index: usize) -> FileId {
    FileId(crate::source::offset(index))
}
