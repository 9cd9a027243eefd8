//! Limits a run to what changed: against another commit, or in git's index. The rest of the repository stays at hand
//! for the rules that look at all of it.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use aho_corasick::AhoCorasick;

use crate::config::{Config, Project};
use crate::discover::{self, Discovered, File};
use crate::document::{DocumentKind, Format};
use crate::git::{Change, ChangeKind, Comparison, Git, GitError};
use crate::linter::Content;
use crate::model::Model;
use crate::parse;
use crate::read;
use crate::source::FileId;
use crate::withhold::Unchanged;

/// The files of the index with the names of their contents, and those that differ from it in the work tree.
type IndexState = (HashMap<PathBuf, Option<String>>, HashSet<PathBuf>);

/// The changes in a repository.
pub(crate) struct Changes {
    git: Git,
    comparison: Comparison,
    changes: Vec<Change>,
    /// The display paths of files that did not change and are checked because a change removed something that they
    /// name.
    rechecked: BTreeSet<String>,
    /// True if all files of the index are checked.
    checks_all: bool,
}

impl Changes {
    /// Finds the changes between the merge base with `reference` and the work tree.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn since(folder: &Path, reference: &str) -> Result<Self, GitError> {
        let git = Git::open(folder)?;
        let base = git.merge_base(reference)?;
        Self::new(git, Comparison::WorkTree(base))
    }

    /// Finds the changes between the commit that is checked out and the index. If there are none and `all_if_none` is true,
    /// everything in the index counts as changed.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn staged(folder: &Path, all_if_none: bool) -> Result<Self, GitError> {
        let changes = Self::new(Git::open(folder)?, Comparison::Index)?;
        let checks_all = all_if_none && changes.changes.is_empty();
        Ok(Self { checks_all, ..changes })
    }

    fn new(git: Git, comparison: Comparison) -> Result<Self, GitError> {
        let changes = git.changes(&comparison)?;
        Ok(Self { git, comparison, changes, rechecked: BTreeSet::new(), checks_all: false })
    }

    /// Limits the files found to those that changed, with the content to check; with `wants_rest`, the others become
    /// context.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn narrow(
        &mut self,
        project: &Project,
        config: &Config,
        found: &mut Discovered,
        wants_rest: bool,
    ) -> Result<(), GitError> {
        let is_index = self.comparison == Comparison::Index;
        let state = if is_index { Some(self.take_index(project, config, found)?) } else { None };
        let present = self.changes.iter().filter(|change| change.kind != ChangeKind::Deleted);
        let changed: HashSet<&Path> = present.map(|change| change.path.as_path()).collect();
        let (files, rest) = std::mem::take(&mut found.files).into_iter().partition(|file| {
            self.checks_all || changed.contains(&*file.absolute) || is_index && file.is_named
        });
        found.files = files;
        found.schemas.retain(|file| self.checks_all || changed.contains(&*file.absolute));
        if wants_rest {
            found.context.extend::<Vec<File>>(rest);
        }
        if let Some(state) = &state {
            self.take_contents(found, state)?;
        }
        if wants_rest {
            self.recheck(found)?;
        } else {
            found.context.retain(|file| !changed.contains(&*file.absolute));
        }
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        found.context.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(())
    }

    /// Replaces the content of the work tree by that of the index.
    fn take_index(
        &self,
        project: &Project,
        config: &Config,
        found: &mut Discovered,
    ) -> Result<IndexState, GitError> {
        let index = self.git.index()?;
        let unstaged: HashSet<PathBuf> = self.git.unstaged()?.into_iter().collect();
        let is_outside = |file: &File| !file.absolute.starts_with(project.root());
        for files in [&mut found.files, &mut found.context] {
            files.retain(|file| is_outside(file) || index.contains_key(&file.absolute));
        }
        let known: HashSet<&Path> =
            found.files.iter().chain(&found.context).map(|file| file.absolute.as_path()).collect();
        let gone = unstaged.iter().filter(|path| !known.contains(path.as_path()) && !path.exists());
        let gone: Vec<File> = gone.filter_map(|path| discover::file_at(project, config, path)).collect();
        found.files.extend(gone);
        Ok((index, unstaged))
    }

    /// Gives files the content that they have in the index. Files that are not checked, or because all are, are read from
    /// there only if they differ. A file in conflict keeps the content of the work tree, which shows the conflict.
    fn take_contents(&self, found: &mut Discovered, (index, unstaged): &IndexState) -> Result<(), GitError> {
        let is_wanted = |file: &&mut File| !self.checks_all || unstaged.contains(&file.absolute);
        let context = found.context.iter_mut().filter(|file| unstaged.contains(&file.absolute));
        let schemas = found.schemas.iter_mut().filter(is_wanted);
        let wanted = found.files.iter_mut().filter(is_wanted).chain(schemas).chain(context);
        let wanted: Vec<(&mut File, &str)> = wanted
            .filter_map(|file| index.get(&file.absolute)?.as_deref().map(|object| (file, object)))
            .collect();
        let objects: Vec<&str> = wanted.iter().map(|(_, object)| *object).collect();
        for ((file, _), content) in wanted.into_iter().zip(self.git.read(&objects)?) {
            file.content = Content::Bytes(content);
        }
        Ok(())
    }

    /// Adds the files that name something that a change removed to those to be checked.
    fn recheck(&mut self, found: &mut Discovered) -> Result<(), GitError> {
        let before: Vec<_> =
            self.changes.iter().filter_map(|change| Some((change, change.before.as_ref()?))).collect();
        let before: Vec<_> = before
            .into_iter()
            .filter_map(|(change, before)| Some((change, before, Format::from_path(before.path.to_str()?)?)))
            .collect();
        let objects: Vec<&str> = before.iter().map(|(_, before, _)| before.object.as_str()).collect();
        let mut vanished: BTreeSet<String> = BTreeSet::new();
        for ((_, _, format), content) in before.iter().zip(self.git.read(&objects)?) {
            vanished.extend(ids(*format, content));
        }
        if vanished.is_empty() {
            return Ok(());
        }
        // What still is somewhere has not gone.
        let changed: HashSet<&Path> = self.changes.iter().map(|change| change.path.as_path()).collect();
        for file in found.files.iter().filter(|file| changed.contains(&*file.absolute)) {
            for id in file.content.bytes().map(|content| ids(file.format, content)).unwrap_or_default() {
                vanished.remove(&id);
            }
        }
        let Some(pattern) = AhoCorasick::new(&vanished).ok().filter(|_| !vanished.is_empty()) else {
            return Ok(());
        };
        let names_it = |file: &File| file.content.bytes().is_ok_and(|content| pattern.is_match(&content));
        let (rechecked, context) = std::mem::take(&mut found.context).into_iter().partition(names_it);
        let rechecked: Vec<File> = rechecked;
        self.rechecked = rechecked.iter().map(|file| file.path.clone()).collect();
        found.files.extend(rechecked);
        found.context = context;
        Ok(())
    }

    /// Returns the parts of the run that the changes are no reason to report; with `lines_only`, findings on lines that did
    /// not change are among them.
    pub(crate) fn unchanged(&self, project: &Project, lines_only: bool) -> Unchanged {
        let lines = |change: &Change| (project.display(&change.path, &change.path), change.lines.clone());
        let changed_lines = lines_only.then(|| self.changes.iter().map(lines).collect());
        Unchanged { rechecked: self.rechecked.clone(), changed_lines }
    }
}

/// Returns the ids of a file's reports, cases and legal codes, by which other files refer to them.
fn ids(format: Format, content: Vec<u8>) -> Vec<String> {
    let Ok(source) = read::decode(FileId(0), "", content) else { return Vec::new() };
    let parsed = parse::parse(&Arc::new(source), format);
    let mut ids = Vec::new();
    for document in &parsed.documents {
        // One that says of itself what it is not would be read as a report, whose cases have ids too.
        let model = Model::new(document, document.kind().or(Some(DocumentKind::Report)));
        let own = model.id_entry().and_then(|id| id.value.scalar_text());
        let cases = model.cases().filter_map(|case| case.id());
        ids.extend(own.into_iter().chain(cases).filter(|id| !id.is_empty()).map(str::to_owned));
    }
    ids
}
