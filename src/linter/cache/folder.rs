//! The folder of a cache: what lies in it, and what may be removed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::segments::{PREFIX, SegmentName};
use crate::digest::Digest;

/// Programs for backup leave a folder with this file out (the Cache Directory Tagging Specification).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder was created by reportlint and can be removed.\n",
);

/// Git leaves the whole folder out.
const IGNORE: (&str, &str) = (".gitignore", "# Created by reportlint\n*\n");

/// The number of profiles that are kept: runs with other options are other profiles.
const MOST_PROFILES: usize = 4;

/// A file that no manifest names may belong to a run that still goes on.
const RUN: Duration = Duration::from_secs(15 * 60);

/// The folder of a cache, or the part of it that is for one profile.
#[derive(Debug, Clone)]
pub struct CacheFolder {
    top: PathBuf,
    own: PathBuf,
}

impl CacheFolder {
    /// The name of the folder beside the configuration.
    pub(crate) const NAME: &'static str = ".reportlint_cache";

    /// Names the folder; nothing is created yet.
    pub(crate) fn new(path: PathBuf) -> Self {
        Self { own: path.clone(), top: path }
    }

    /// Returns the folder.
    pub(crate) fn path(&self) -> &Path {
        &self.own
    }

    /// Returns the part for a profile.
    pub(super) fn of_profile(self, profile: &Digest) -> Self {
        Self { own: self.top.join(profile.to_string()), top: self.top }
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.own.join("manifest")
    }

    /// Returns the folder once it is there, with its marks; `None` if it cannot be written. What leads elsewhere by a link
    /// is no cache: a repository may come from a stranger.
    pub(super) fn ready(&self) -> Option<&Path> {
        if !is_folder(&self.own) {
            if self.top.symlink_metadata().is_ok() && !is_folder(&self.top) {
                return None;
            }
            fs::create_dir_all(&self.top).ok()?;
            for (name, text) in [TAG, IGNORE] {
                write_new(&self.top.join(name), text)?;
            }
            fs::create_dir(&self.own).ok();
        }
        (is_folder(&self.top) && is_folder(&self.own)).then_some(&*self.own)
    }

    /// Removes what no run will need: the segments that were `replaced`, old ones that the manifest does not name, and all
    /// but the newest profiles.
    pub(super) fn tidy(&self, segments: &[SegmentName], replaced: &[SegmentName]) {
        for segment in replaced {
            fs::remove_file(self.own.join(&segment.name)).ok();
        }
        let is_named = |name: &str| name == "manifest" || segments.iter().any(|segment| segment.name == name);
        for (path, modified) in entries(&self.own) {
            let is_old = modified.elapsed().is_ok_and(|age| age > RUN);
            let is_named = path.file_name().and_then(|name| name.to_str()).is_some_and(is_named);
            if is_old && !is_named {
                fs::remove_file(path).ok();
            }
        }
        let mut profiles: Vec<(PathBuf, SystemTime)> = entries(&self.top)
            .filter(|(path, _)| is_folder(path))
            .map(|(path, modified)| {
                let saved = fs::metadata(path.join("manifest")).and_then(|manifest| manifest.modified());
                (path, saved.unwrap_or(modified))
            })
            .collect();
        profiles.sort_by_key(|(_, saved)| std::cmp::Reverse(*saved));
        for (path, _) in profiles.into_iter().skip(MOST_PROFILES) {
            remove_profile(&path);
        }
    }

    /// Removes the cache; returns false if there is none.
    ///
    /// # Errors
    /// A file cannot be removed, or the folder holds something that is no part of a cache.
    pub(crate) fn clean(&self) -> std::io::Result<bool> {
        if !is_folder(&self.top) {
            return Ok(false);
        }
        // What bears no mark of ours was not made by us: `--cache-dir .` must not empty a repository.
        if !self.top.join(TAG.0).is_file() {
            return Err(std::io::Error::other("this folder is not a cache of reportlint"));
        }
        entries(&self.top).filter(|(path, _)| is_folder(path)).for_each(|(path, _)| remove_profile(&path));
        for (name, _) in [TAG, IGNORE] {
            fs::remove_file(self.top.join(name))?;
        }
        fs::remove_dir(&self.top)?;
        Ok(true)
    }
}

/// Removes the files of a profile, and its folder if nothing else is in it.
fn remove_profile(path: &Path) {
    for (file, _) in entries(path) {
        let name = file.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        if name == "manifest" || name.starts_with(PREFIX) || name.starts_with(".tmp") {
            fs::remove_file(file).ok();
        }
    }
    fs::remove_dir(path).ok();
}

/// Returns what lies in a folder, with the time of its last change.
fn entries(folder: &Path) -> impl Iterator<Item = (PathBuf, SystemTime)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.modified().ok()?)))
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

/// Writes a file unless it is there.
fn write_new(path: &Path, text: &str) -> Option<()> {
    match fs::OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(mut file) => file.write_all(text.as_bytes()).ok(),
        Err(error) => (error.kind() == std::io::ErrorKind::AlreadyExists).then_some(()),
    }
}
