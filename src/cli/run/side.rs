//! A state of the repository with the settings that it has: the one that is checked, or the one that it is compared with.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{BaselineChoice, NoRun, RunArgs, not_there, places};
use crate::cli::CliError;
use crate::config::{Choice, Config, ConfigError, Plans, Project, RuleChoice};
use crate::files::Files;
use crate::linter::mask_identifiers;
use crate::outcome::{Failure, FileEntry, Outcome};
use crate::redact::without_identifiers;
use crate::withhold::{BASELINE_NAME, Baseline};

/// The part of a state that decides which files there are.
#[derive(Clone, Copy)]
pub(super) struct State<'a> {
    pub(super) files: &'a Files,
    pub(super) project: &'a Project,
    pub(super) config: &'a Config,
}

impl<'a> State<'a> {
    /// Returns the plans of the files under the command line's choice.
    pub(super) fn plans(self, choice: RuleChoice) -> Plans<'a> {
        Plans::new(self.config, choice).with_named_schemas(self.files, self.project.root())
    }
}

/// A state of the repository.
pub(super) struct Side {
    pub(super) files: Files,
    pub(super) project: Project,
    pub(super) config: Config,
    pub(super) baseline: Option<Baseline>,
    named: Named,
}

/// The settings that the arguments name.
#[derive(Clone)]
struct Named {
    config: Option<PathBuf>,
    is_isolated: bool,
    baseline: Option<PathBuf>,
    wants_baseline: bool,
}

impl Side {
    /// Reads the settings of the state that is checked.
    pub(super) fn load(files: Files, args: &RunArgs, baseline: &BaselineChoice<'_>) -> Result<Self, NoRun> {
        let (project, config) = project(&files, args.config_choice())?;
        let named = Named {
            config: args.config.clone(),
            is_isolated: args.isolated,
            baseline: match baseline {
                BaselineChoice::File(file) => Some(file.to_path_buf()),
                BaselineChoice::Usual | BaselineChoice::None => None,
            },
            wants_baseline: !matches!(baseline, BaselineChoice::None),
        };
        let baseline = match &named.baseline {
            // The user may name one that git does not have.
            Some(path) => Some(load_baseline(&files.or_disk(path), path)?),
            None if named.wants_baseline => usual_baseline(&files, &project)?,
            None => None,
        };
        Ok(Self { files, project, config, baseline, named })
    }

    /// Returns the part that decides which files there are.
    pub(super) fn state(&self) -> State<'_> {
        State { files: &self.files, project: &self.project, config: &self.config }
    }

    /// Reads the settings of an earlier state; `None` if its configuration has faults. A file that is named and was not there
    /// yet set nothing.
    pub(super) fn before(&self, files: &Files) -> Option<Self> {
        let is_there = |path: &PathBuf| files.has_file(path);
        let mut named = self.named.clone();
        named.config = named.config.filter(is_there);
        named.is_isolated |= named.config.is_none() && self.named.config.is_some();
        named.baseline = named.baseline.filter(is_there);
        named.wants_baseline &= named.baseline.is_some() || self.named.baseline.is_none();
        let choice = Choice::from_args(named.config.as_deref(), named.is_isolated);
        let (project, config) = project(files, choice).ok()?;
        let baseline = match &named.baseline {
            Some(path) => load_baseline(files, path).ok(),
            None if named.wants_baseline => usual_baseline(files, &project).ok().flatten(),
            None => None,
        };
        Some(Self { files: files.clone(), project, config, baseline, named })
    }

    /// Applies these settings, but for the baseline, to an earlier state of the files.
    pub(super) fn with_files(&self, files: &Files) -> Result<Self, NoRun> {
        let named = self.named.clone();
        let choice = Choice::from_args(named.config.as_deref(), named.is_isolated);
        let (project, config) = project(&self.files, choice)?;
        Ok(Self { files: files.clone(), project, config, baseline: None, named })
    }

    /// Returns the display paths of files with other findings in the baseline than before.
    pub(super) fn baseline_changes(&self, before: &Self) -> BTreeSet<String> {
        let none = Baseline::default();
        let now = self.baseline.as_ref().unwrap_or(&none);
        now.differing_paths(before.baseline.as_ref().unwrap_or(&none))
    }
}

/// Returns the baseline beside the configuration, if there is one.
pub(super) fn usual_baseline(files: &Files, project: &Project) -> Result<Option<Baseline>, CliError> {
    let usual = Some(project.root().join(BASELINE_NAME)).filter(|path| files.has_file(path));
    if let Some(path) = &usual {
        refuse_foreign_baseline(files, path)?;
    }
    usual.map(|path| load_baseline(files, &path)).transpose()
}

/// Refuses a baseline that nobody named and that is a link out of the repository.
///
/// # Errors
/// It is such a link.
pub(in crate::cli) fn refuse_foreign_baseline(files: &Files, path: &Path) -> Result<(), CliError> {
    if !leads_out(files, path) {
        return Ok(());
    }
    let shown = path.display();
    Err(CliError::new(format!("{shown} is a link that leads out of the repository, and is not read"))
        .with_help("put the baseline itself in its place"))
}

/// Returns true if a file that is there lies outside of the repository of the folder that names it.
fn leads_out(files: &Files, path: &Path) -> bool {
    path.parent().is_some_and(|folder| files.has_file(path) && !files.is_at_home(path, folder))
}

fn load_baseline(files: &Files, path: &Path) -> Result<Baseline, CliError> {
    Baseline::load(files, path).map_err(|error| CliError::new(without_identifiers(&error.to_string())))
}

/// Finds the project that the working directory lies in, and reads its configuration, in one state of the files.
pub(in crate::cli) fn project(files: &Files, choice: Choice<'_>) -> Result<(Project, Config), NoRun> {
    let working = super::working_folder()?;
    if let Choice::File(given) = choice
        && !given.exists()
        && !files.has_file(given)
    {
        return Err(not_there("configuration", given).into());
    }
    let project = Project::find(files, &working, choice);
    if let Some(misnamed) = project.misnamed() {
        let shown = misnamed.strip_prefix(project.working()).unwrap_or(misnamed);
        return Err(CliError::new(format!("{} is not read", shown.display()))
            .with_help("the configuration is called `reportlint.yaml`: rename the file")
            .into());
    }
    let Some(path) = project.config() else { return Ok((project, Config::default())) };
    // One that the user names is the user's choice.
    if choice == Choice::Nearest && leads_out(files, path) {
        return Err(CliError::new(format!(
            "{} is a link that leads out of the repository, and is not read",
            path.display()
        ))
        .with_help("put the configuration itself in its place")
        .into());
    }
    // The user may name a configuration that git does not have.
    let (given, files) = match choice {
        Choice::File(given) => (given, files.or_disk(path)),
        Choice::Nearest | Choice::Isolated => (path, files.clone()),
    };
    match Config::load(&files, path, &project.display(path, given)) {
        Ok(config) => Ok((project, config)),
        Err(ConfigError::Faulty { file, diagnostics }) => {
            let files = vec![FileEntry {
                path: file.path().to_owned(),
                source: Some(Arc::clone(&file)),
                is_checked: false,
            }];
            let path = Some(file.path().to_owned());
            let failures = vec![Failure::new(path, "the configuration has faults, so nothing was checked")];
            let (prefix, places) = (project.prefix(), places(&project, Some(given), std::iter::empty()));
            let mut outcome = Outcome { files, diagnostics, failures, prefix, places, ..Outcome::default() };
            mask_identifiers(&mut outcome);
            outcome.name_findings();
            Err(NoRun::Faulty(Box::new(outcome)))
        }
        Err(unreadable) => Err(CliError::new(unreadable.to_string()).into()),
    }
}
