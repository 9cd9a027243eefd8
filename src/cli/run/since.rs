//! The run of `--new-since`: what is found now, without what was found before.

use std::collections::{HashMap, HashSet};
use std::path::{Path, PathBuf};

use super::limits::{check_store, git_failed};
use super::moved::{followed, known_paths};
use super::side::Side;
use super::{Check, NoRun, Options, RunArgs, find_files, unreadable_options};
use crate::changes::Changes;
use crate::cli::cache::Opening;
use crate::cli::error;
use crate::config::RuleChoice;
use crate::discover::{Discovered, File};
use crate::files::Content;
use crate::linter::{Cache, Terms};
use crate::outcome::Outcome;
use crate::withhold::{Before, Extent, MovedDocuments};

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
        self.changes.touched().into_iter().map(Path::to_path_buf).collect()
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
        let moved = self.moved_documents(side);
        let found = self.run_before(&before, side, &choice, args, options, &HashSet::new())?;
        let mut known = Before::default();
        // A file that could not be read hid what is missing elsewhere. If it has been mended, that is no news.
        let is_mended = |path: &&String| !outcome.unread.contains(path);
        let mended: HashSet<String> = found.unread.iter().filter(is_mended).cloned().collect();
        if mended.is_empty() {
            known.add(&found, &moved, |_| true);
        } else {
            known.add(&found, &moved, |path| mended.contains(path));
            let found = self.run_before(&before, side, &choice, args, options, &mended)?;
            known.add(&found, &moved, |path| !mended.contains(path));
        }
        check_store(self.changes)?;
        let checked: HashSet<String> =
            outcome.files.iter().filter(|file| file.is_checked).map(|file| file.path.clone()).collect();
        let is_part = self.is_part;
        let since = options.changes.new_since.as_deref().unwrap_or_default();
        known.withhold(outcome, since, |path| !is_part || checked.contains(path));
        Ok(())
    }

    /// Returns the documents that went to other files than their neighbours did, by display paths.
    fn moved_documents(&self, side: &Side) -> MovedDocuments {
        let shown = |path: &Path| side.project.display(path, path);
        let files = self.changes.moved();
        let mut moved = MovedDocuments::new();
        for ((before, id), now) in self.changes.moved_documents() {
            let before = files.get(&before).unwrap_or(&before);
            if *before != now {
                moved.entry(shown(before)).or_default().insert(id, shown(&now));
            }
        }
        moved
    }

    /// Checks all files as they were, but for those that are `mended`, which are only read, as they are now. Each has the path
    /// that it has now, so that what was moved with it is known again.
    fn run_before(
        &self,
        before: &Side,
        side: &Side,
        choice: &RuleChoice,
        args: &RunArgs,
        options: &Options<'_>,
        mended: &HashSet<String>,
    ) -> Result<Outcome, NoRun> {
        let all = RunArgs { paths: vec![before.project.root().to_path_buf()], ..args.clone() };
        let state = before.state();
        let mut plans = state.plans(choice.clone());
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
            if let Some(content) = side.files.content(&file.absolute).filter(|_| mended.contains(&file.path))
            {
                file.content = content;
            }
        }
        // Findings outside of what is checked now are no part of the comparison.
        let is_compared =
            |file: &File| file.absolute.starts_with(side.project.root()) && !mended.contains(&file.path);
        let (files, rest): (Vec<File>, Vec<File>) =
            std::mem::take(&mut found.files).into_iter().partition(is_compared);
        found.files = files;
        found.context.extend(rest);
        let baseline = before.baseline.clone().map(|baseline| {
            let known = known_paths(&found);
            followed(baseline, &side.project, Some(self.changes), self.changes.base(), |path| {
                known.contains(path)
            })
        });
        let extent = Extent { checks_all: true, checks_schema: args.only.is_empty() };
        let terms = Terms { extent, baseline, ..Terms::default() };
        let cache = Opening::start(args, &side.project)?.finish().map(Cache::read_only);
        let check = Check {
            project: &before.project,
            plans,
            args,
            options,
            touched,
            mendable: None,
            may_be_idle: true,
        };
        Ok(check.run(found, terms, cache)?)
    }
}
