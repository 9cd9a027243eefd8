//! The run of `--new-since`: what is found now, without what was found before.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::limits::{check_store, git_failed};
use super::side::{Side, State};
use super::{Check, NoRun, Options, RunArgs, find_files, unreadable_options};
use crate::changes::Changes;
use crate::cli::cache::Opening;
use crate::cli::error;
use crate::config::RuleChoice;
use crate::discover::{Discovered, File};
use crate::files::Content;
use crate::linter::{Cache, Terms};
use crate::outcome::Outcome;
use crate::withhold::{Before, Extent};

/// A run that is compared with the state before the change.
pub(super) struct Compared<'a> {
    changes: &'a Changes,
    /// The contents of files that did not change, by absolute path: so they are not read twice.
    unchanged: HashMap<PathBuf, Content>,
    /// True if only a part of the repository is checked, so that not all that is no longer found has been mended.
    is_part: bool,
}

impl<'a> Compared<'a> {
    /// Prepares for a comparison, given the files that are checked now.
    pub(super) fn new(changes: &'a Changes, side: &Side, found: &Discovered) -> Self {
        let touched = changes.touched();
        let files = found.files.iter().chain(&found.context);
        let files = files.filter(|file| !touched.contains(file.absolute.as_path()));
        let unchanged = files.map(|file| (file.absolute.clone(), file.content.clone())).collect();
        let is_included = |file: &File| file.local.as_deref().is_none_or(|local| side.config.includes(local));
        let is_part = !found.is_whole || found.context.iter().any(is_included);
        Self { changes, unchanged, is_part }
    }

    /// Returns the absolute paths of the files that changed.
    pub(super) fn touched(&self) -> HashSet<PathBuf> {
        self.changes.touched().into_iter().map(std::path::Path::to_path_buf).collect()
    }

    /// Takes what was found before out of the outcome, and counts it.
    pub(super) fn finish(
        self,
        outcome: &mut Outcome,
        side: &Side,
        choice: RuleChoice,
        args: &RunArgs,
        options: &Options<'_>,
    ) -> Result<(), NoRun> {
        let files = self.changes.files_before().map_err(|error| git_failed(&error))?;
        let before = match side.before(&files) {
            Some(before) => before,
            None => {
                error::complain(
                    "the configuration had faults before the change, so what was there is checked with that of today",
                );
                side.with_files(&files)?
            }
        };
        let found = self.run_before(before, side, choice, args, options)?;
        check_store(self.changes)?;
        let checked: HashSet<String> =
            outcome.files.iter().filter(|file| file.is_checked).map(|file| file.path.clone()).collect();
        let is_part = self.is_part;
        let since = options.changes.new_since.as_deref().unwrap_or_default();
        Before::new(&found).withhold(outcome, since, |path| !is_part || checked.contains(path));
        Ok(())
    }

    /// Checks all files as they were. Each has the path that it has now, so that what was moved with it is known again.
    fn run_before(
        &self,
        before: Side,
        side: &Side,
        choice: RuleChoice,
        args: &RunArgs,
        options: &Options<'_>,
    ) -> Result<Outcome, NoRun> {
        let all = RunArgs { paths: vec![before.project.root().to_path_buf()], ..args.clone() };
        let Side { files, project, config, baseline, .. } = before;
        let state = State { files: &files, project: &project, config: &config };
        let mut plans = state.plans(choice);
        let wants_repository = plans.asks_for_repository().map_err(|error| unreadable_options(&error))?;
        let mut found = find_files(state, &plans, &all, options, wants_repository);
        let moved = self.changes.moved();
        let mut touched = self.touched();
        let Discovered { files, context, schemas, .. } = &mut found;
        for file in files.iter_mut().chain(context).chain(schemas) {
            if let Some(content) = self.unchanged.get(&file.absolute) {
                file.content = content.clone();
            }
            if let Some(new) = moved.get(&file.absolute) {
                file.absolute.clone_from(new);
                touched.insert(new.clone());
            }
            file.path = side.project.display(&file.absolute, &file.absolute);
        }
        let extent = Extent { checks_all: true, checks_schema: args.only.is_empty() };
        let terms = Terms { extent, baseline, ..Terms::default() };
        let cache = Opening::start(args, &side.project)?.finish().map(Cache::read_only);
        let check = Check { project: &project, plans, args, options, touched };
        Ok(check.run(found, terms, cache)?)
    }
}
