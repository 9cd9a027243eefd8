//! A walk over a folder: on disk with what git tracks besides, or over what git has.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::ignored::Ignored;
use super::passed_over::{is_hidden, is_no_report, is_schema, is_walked};
use crate::config::Project;
use crate::document::Format;
use crate::files::{Content, Files, in_words};
use crate::git::{Tracked, Tracking};
use crate::outcome::Failure;
use crate::paths::slashed;

/// A file that a walk has come to.
pub(super) struct Walked {
    /// Its path below the folder as that was given.
    pub(super) given: PathBuf,
    pub(super) absolute: PathBuf,
    pub(super) content: Content,
    pub(super) format: Format,
    /// Its path relative to the root, if it lies below it.
    pub(super) inner: Option<String>,
}

/// Walks over folders in one state of the files.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Walker<'a> {
    /// The project that the walk takes place in.
    pub project: &'a Project,
    /// The state of the files.
    pub files: &'a Files,
    /// The files that git tracks. It ignores only those that it does not track, and may have left some out of the work tree.
    pub tracking: &'a Tracking,
    /// Absolute paths of files that a walk leaves out.
    pub left_out: &'a [PathBuf],
}

impl Walker<'_> {
    /// Returns the files in a report's format below `given`, whose absolute path is `base`; folders that cannot be read are
    /// added to `failures`.
    pub(super) fn walk(&self, given: &Path, base: &Path, failures: &mut Vec<Failure>) -> Vec<Walked> {
        // Paths are slow to compare part by part, so that is done for the folder alone.
        let prefix = base.strip_prefix(self.project.root()).ok().map(slashed);
        let found = match self.files.below_in_git(base) {
            Some(below) => {
                let reached = below.filter(|(path, _)| path.strip_prefix(base).is_ok_and(is_reached));
                reached.map(|(path, content)| (path.to_path_buf(), content.clone())).collect()
            }
            None => self.walk_disk(base, failures, is_report),
        };
        let file = |(absolute, content): (PathBuf, Content)| {
            let relative = absolute.strip_prefix(base).ok()?;
            let format = format_of(relative.file_name()?)?;
            let inner = prefix.as_deref().map(|prefix| match prefix {
                "" => slashed(relative),
                prefix => format!("{prefix}/{}", slashed(relative)),
            });
            let given = given.join(relative);
            Some(Walked { given, absolute, content, format, inner })
        };
        // Bytes are compared, since parts of a path are slow to compare.
        let is_left_out = |path: &Path| self.left_out.iter().any(|left| left.as_os_str() == path.as_os_str());
        found.into_iter().filter(|(path, _)| !is_left_out(path)).filter_map(file).collect()
    }

    /// Returns the paths of the project's files that patterns of the configuration are matched against.
    pub(crate) fn local_paths(&self) -> impl Iterator<Item = String> {
        let root = self.project.root();
        let walked = self.walk(root, root, &mut Vec::new());
        walked.into_iter().filter_map(|file| self.project.local(&file.absolute))
    }

    /// Returns the absolute paths of the project's files on disk whose names say that they are schemas.
    pub(crate) fn schemas(&self) -> Vec<PathBuf> {
        let root = self.project.root();
        let walked = self.walk_disk(root, &mut Vec::new(), is_schema);
        walked.into_iter().map(|(path, _)| path).collect()
    }

    fn walk_disk(
        &self,
        base: &Path,
        failures: &mut Vec<Failure>,
        is_wanted: fn(&OsStr) -> bool,
    ) -> Vec<(PathBuf, Content)> {
        let mut walk = ignore::WalkBuilder::new(base);
        let ignored = Ignored::at(base);
        walk.standard_filters(false).hidden(true).follow_links(false);
        walk.filter_entry(move |entry| is_entered(entry) && !is_ignored(entry, &ignored));
        let mut found = Vec::new();
        // A folder that is not checked out is not there.
        let is_there = base.is_dir() || !self.files.has_folder(base);
        for entry in is_there.then(|| walk.build()).into_iter().flatten() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    failures.push(failure(self.project, &error));
                    continue;
                }
            };
            let is_file = entry.file_type().is_some_and(|kind| kind.is_file());
            if is_file && is_wanted(entry.file_name()) {
                found.push((entry.path().to_path_buf(), Content::Disk(entry.path().to_path_buf())));
            }
        }
        self.add_tracked(base, &mut found, is_wanted);
        found
    }

    /// Adds the files that git tracks and the walk did not come to: git is told to ignore them, or left them out of the work
    /// tree.
    fn add_tracked(&self, base: &Path, found: &mut Vec<(PathBuf, Content)>, is_wanted: fn(&OsStr) -> bool) {
        let seen: HashSet<&OsStr> = found.iter().map(|(path, _)| path.as_os_str()).collect();
        let folder = base.as_os_str().as_encoded_bytes();
        let is_missed = |path: &Path| {
            path.as_os_str().as_encoded_bytes().starts_with(folder)
                && path.file_name().is_some_and(is_wanted)
                && !seen.contains(path.as_os_str())
                && path.strip_prefix(base).is_ok_and(is_visible)
        };
        let content = |file: &Tracked| {
            let is_file = file.path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
            let on_disk = is_file.then(|| Content::Disk(file.path.clone()));
            on_disk.or_else(|| self.tracking.blob(file).map(Content::Blob))
        };
        let missed = self.tracking.files().iter().filter(|file| is_missed(&file.path));
        let missed: Vec<_> = missed.filter_map(|file| Some((file.path.clone(), content(file)?))).collect();
        found.extend(missed);
    }
}

/// Returns true if a walk on disk takes an entry in: the folder that it begins with, and no repository within, such as a
/// submodule. Each repository is checked by itself.
fn is_entered(entry: &ignore::DirEntry) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    entry.depth() == 0 || is_walked(entry.file_name()) && !(is_folder && is_repository(entry.path()))
}

/// Returns true if a folder is a repository of its own.
pub(super) fn is_repository(folder: &Path) -> bool {
    folder.join(".git").symlink_metadata().is_ok()
}

fn is_ignored(entry: &ignore::DirEntry, ignored: &Ignored) -> bool {
    let is_folder = entry.file_type().is_some_and(|kind| kind.is_dir());
    entry.depth() > 0 && ignored.is_match(entry.path(), is_folder)
}

/// Returns true if a walk comes to a file, whose path is relative to where the walk begins.
pub(super) fn is_reached(path: &Path) -> bool {
    is_visible(path) && path.file_name().is_some_and(is_report)
}

/// Returns true if no part of a relative path is hidden, or a folder that is not walked.
fn is_visible(path: &Path) -> bool {
    path.iter().all(|part| !is_hidden(part) && is_walked(part))
}

/// Returns true if a file's name is one of a report's formats and does not say that the file is none.
fn is_report(name: &OsStr) -> bool {
    format_of(name).is_some() && !is_no_report(name)
}

fn format_of(name: &OsStr) -> Option<Format> {
    Format::from_path(&name.to_string_lossy())
}

/// Returns the failure for a folder that cannot be read, with its path if that is known.
fn failure(project: &Project, error: &ignore::Error) -> Failure {
    match error {
        ignore::Error::WithDepth { err, .. } => failure(project, err),
        ignore::Error::WithPath { path, err } => {
            let words = err.io_error().map_or_else(|| err.to_string(), in_words);
            Failure::new(Some(project.display(&project.absolute(path), path)), words)
        }
        other => Failure::new(None, other.io_error().map_or_else(|| other.to_string(), in_words)),
    }
}
