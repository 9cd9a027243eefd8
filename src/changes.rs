//! The change under review: between a commit and the work tree or git's index. It limits a run to the files that it touches,
//! governs or leaves without what they refer to; the rest of the repository stays at hand for the rules that look at all of
//! it.

mod contents;

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, AhoCorasickKind};

use crate::config::Project;
use crate::discover::{Discovered, File};
use crate::document::Format;
use crate::files::{Content, Files};
use crate::git::{Change, ChangeKind, Comparison, Git, GitError};
use crate::source::LineRange;
use contents::Contents;

/// The changes in a repository.
pub(crate) struct Changes {
    git: Git,
    /// The commit that is compared with; `None` before the first.
    base: Option<String>,
    /// The files as they are now, on disk or in the index.
    files: Files,
    changes: Vec<Change>,
    /// True if all files of the index are checked.
    checks_all: bool,
    /// The contents of each changed file, once they are asked for.
    versions: OnceLock<Vec<Versions>>,
}

/// The contents of a changed file.
struct Versions {
    before: Option<Contents>,
    now: Option<Contents>,
}

/// The two states that a change lies between.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Until {
    /// The work tree.
    WorkTree,
    /// The index.
    Index,
}

impl Changes {
    /// Finds the changes between the merge base with `reference` and the work tree or the index; with `with_lines`, their
    /// lines too.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn since(
        folder: &Path,
        reference: &str,
        until: Until,
        with_lines: bool,
    ) -> Result<Self, GitError> {
        let git = Git::open(folder)?;
        let base = git.merge_base(reference)?;
        Self::new(git, Some(base), until, with_lines)
    }

    /// Finds the changes between the commit that is checked out and the index. If there are none and `all_if_none` is true,
    /// everything in the index counts as changed.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn staged(folder: &Path, all_if_none: bool, with_lines: bool) -> Result<Self, GitError> {
        let git = Git::open(folder)?;
        let head = git.head();
        let changes = Self::new(git, head, Until::Index, with_lines)?;
        let checks_all = all_if_none && changes.changes.is_empty();
        Ok(Self { checks_all, ..changes })
    }

    fn new(git: Git, base: Option<String>, until: Until, with_lines: bool) -> Result<Self, GitError> {
        let (comparison, files) = match (&base, until) {
            (Some(base), Until::WorkTree) => {
                (Comparison::WorkTree(base.clone()), Files::on_disk(Some(git.top())))
            }
            (base, _) => (Comparison::Index(base.clone()), Files::in_git(&git, git.index()?)),
        };
        let changes = git.changes(&comparison, with_lines)?;
        Ok(Self { git, base, files, changes, checks_all: false, versions: OnceLock::new() })
    }

    /// Returns the files as they are now.
    pub(crate) fn files(&self) -> &Files {
        &self.files
    }

    /// Returns the files as they were.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn files_before(&self) -> Result<Files, GitError> {
        let tracked = self.base.as_deref().map(|base| self.git.tree(base)).transpose()?;
        Ok(Files::in_git(&self.git, tracked.unwrap_or_default()))
    }

    /// Returns the commit that is compared with; `None` before the first.
    pub(crate) fn base(&self) -> Option<&str> {
        self.base.as_deref()
    }

    /// Returns true if git did not have an object that was asked for, as in a partial clone.
    pub(crate) fn has_missed_objects(&self) -> bool {
        self.git.objects().has_missed()
    }

    /// Returns the absolute paths, former ones too, of all files that changed.
    pub(crate) fn touched(&self) -> HashSet<&Path> {
        let before = self.changes.iter().filter_map(|change| Some(change.before.as_ref()?.path.as_path()));
        self.changes.iter().map(|change| change.path.as_path()).chain(before).collect()
    }

    /// Returns the new paths of files that were moved, by their former ones: as git sees it, or because a new file has the id
    /// of one that has gone.
    pub(crate) fn moved(&self) -> HashMap<PathBuf, PathBuf> {
        let mut moved: HashMap<PathBuf, PathBuf> = HashMap::new();
        let mut gone = HashMap::new();
        for (change, versions) in self.changes.iter().zip(self.versions()) {
            match (&change.before, change.kind) {
                (Some(before), ChangeKind::Modified) if before.path != change.path => {
                    moved.insert(before.path.clone(), change.path.clone());
                }
                (Some(before), ChangeKind::Deleted) => {
                    let id = versions.before.as_ref().and_then(|contents| contents.documents.first());
                    gone.extend(id.map(|id| (id, before.path.clone())));
                }
                _ => {}
            }
        }
        let added = self.changes.iter().zip(self.versions());
        for (change, versions) in added.filter(|(change, _)| change.kind == ChangeKind::Added) {
            let id = versions.now.as_ref().and_then(|contents| contents.documents.first());
            if let Some(before) = id.and_then(|id| gone.remove(id)) {
                moved.insert(before, change.path.clone());
            }
        }
        moved
    }

    /// Returns where documents went, by their former file and their id: to another file than their neighbours did.
    pub(crate) fn moved_documents(&self) -> HashMap<(PathBuf, String), PathBuf> {
        let versions = || self.changes.iter().zip(self.versions());
        let mut now: HashMap<&str, Option<&Path>> = HashMap::new();
        for (change, versions) in versions() {
            for id in versions.now.iter().flat_map(|contents| &contents.documents) {
                // Of two with one id nobody knows which is meant.
                now.entry(id).and_modify(|path| *path = None).or_insert(Some(&change.path));
            }
        }
        let mut moved = HashMap::new();
        for (change, versions) in versions() {
            let Some(before) = &change.before else { continue };
            for id in versions.before.iter().flat_map(|contents| &contents.documents) {
                if let Some(Some(path)) = now.get(id.as_str()).filter(|path| **path != Some(&*before.path)) {
                    moved.insert((before.path.clone(), id.clone()), path.to_path_buf());
                }
            }
        }
        moved
    }

    /// Returns the contents of each changed file before and now, in the order of the changes.
    fn versions(&self) -> &[Versions] {
        self.versions.get_or_init(|| {
            let read = |change: &Change| Versions {
                before: change.before.as_ref().and_then(|before| {
                    Contents::read(&Content::Blob(self.git.blob(&before.object)), format_of(&before.path)?)
                }),
                now: Some(&change.path)
                    .filter(|_| change.kind != ChangeKind::Deleted)
                    .and_then(|path| Contents::read(&self.files.content(path)?, format_of(path)?)),
            };
            self.changes.iter().map(read).collect()
        })
    }

    /// Limits the files found to those that changed, to those for which `is_governed` is true, and to those that name something
    /// that a change removed; if a legal code changed, one by its kind or by `is_code`, to all. With
    /// `wants_rest`, the others become context. Returns the display paths of those that are checked because of what was removed
    /// alone.
    pub(crate) fn narrow(
        &self,
        project: &Project,
        found: &mut Discovered,
        wants_rest: bool,
        is_governed: impl Fn(&File) -> bool,
        is_code: impl Fn(&Path) -> bool,
    ) -> BTreeSet<String> {
        let before: Vec<&Contents> = self.versions().iter().filter_map(|one| one.before.as_ref()).collect();
        let here = found.files.iter().chain(&found.context);
        let found_now: HashSet<&Path> = here.map(|file| file.absolute.as_path()).collect();
        // A file that the configuration leaves out is as good as gone.
        let now = self.changes.iter().zip(self.versions());
        let now = now.filter(|(change, _)| found_now.contains(&*change.path));
        let now: Vec<&Contents> = now.filter_map(|(_, versions)| versions.now.as_ref()).collect();
        let is_index = !self.files.are_on_disk();
        // Any report may cite a legal code.
        let has_codes = before.iter().chain(&now).any(|contents| contents.has_legal_code);
        let checks_all = self.checks_all || has_codes || self.touched().into_iter().any(is_code);
        let present = self.changes.iter().filter(|change| change.kind != ChangeKind::Deleted);
        let changed: HashSet<&Path> = present.map(|change| change.path.as_path()).collect();
        let (files, rest) = std::mem::take(&mut found.files).into_iter().partition(|file| {
            checks_all
                || changed.contains(&*file.absolute)
                || is_index && file.is_named
                || !file.absolute.starts_with(project.root()) && is_index
                || is_governed(file)
        });
        found.files = files;
        found.schemas.retain(|file| self.checks_all || changed.contains(&*file.absolute));
        let mut rechecked = BTreeSet::new();
        if wants_rest {
            found.context.extend::<Vec<File>>(rest);
            rechecked = recheck(found, &before, &now);
        }
        found.files.sort_by(|a, b| a.path.cmp(&b.path));
        found.context.sort_by(|a, b| a.path.cmp(&b.path));
        rechecked
    }

    /// Returns the changed lines by display path.
    pub(crate) fn lines(&self, project: &Project) -> HashMap<String, Vec<LineRange>> {
        let lines = |change: &Change| (project.display(&change.path, &change.path), change.lines.clone());
        self.changes.iter().map(lines).collect()
    }
}

/// Returns true if a text has one of the words, and not just as a part of another.
fn has_word(words: &AhoCorasick, text: &[u8]) -> bool {
    let is_part =
        |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(byte));
    words.find_overlapping_iter(text).any(|found| {
        let before = found.start().checked_sub(1).and_then(|place| text.get(place));
        !is_part(before) && !is_part(text.get(found.end()))
    })
}

fn format_of(path: &Path) -> Option<Format> {
    Format::from_path(&path.file_name()?.to_string_lossy())
}

/// Moves files of the context that name something which is no longer there to those to be checked. Returns their display
/// paths.
fn recheck(found: &mut Discovered, before: &[&Contents], now: &[&Contents]) -> BTreeSet<String> {
    let mut vanished: BTreeSet<&str> = before.iter().flat_map(|contents| contents.ids()).collect();
    for id in now.iter().flat_map(|contents| contents.ids()) {
        vanished.remove(id);
    }
    // Another automaton would take a kilobyte for each byte of an id, and a stranger's id may be long.
    let search = AhoCorasick::builder().kind(Some(AhoCorasickKind::ContiguousNFA)).build(&vanished);
    let Some(pattern) = search.ok().filter(|_| !vanished.is_empty()) else {
        return BTreeSet::new();
    };
    let names_it = |file: &File| file.content.bytes().is_ok_and(|content| has_word(&pattern, &content));
    let (rechecked, context) = std::mem::take(&mut found.context).into_iter().partition(names_it);
    let rechecked: Vec<File> = rechecked;
    let paths = rechecked.iter().map(|file| file.path.clone()).collect();
    found.files.extend(rechecked);
    found.context = context;
    paths
}
