//! The folder of a cache: what lies in it, and what may be removed.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;

use super::segments::{PREFIX, SegmentName};
use crate::digest::Digest;

/// The file by which a folder is known as a cache of reportlint. Programs for backup leave a folder with it out (the Cache
/// Directory Tagging Specification).
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# This folder was created by reportlint and can be removed.\n",
);

/// The file for which git leaves the whole folder out.
const IGNORE: (&str, &str) = (".gitignore", "# Created by reportlint\n*\n");

/// The name of a profile's manifest.
const MANIFEST: &str = "manifest";

/// The beginning of the name of a file that is still being written.
const UNFINISHED: &str = ".tmp";

/// The number of profiles that are kept: runs with other options are other profiles.
const MOST_PROFILES: usize = 4;

/// The time for which a file that no manifest names may belong to a run that still goes on.
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

    /// Returns true if the folder is a cache of reportlint, or can become one without harm to anything else: it is not
    /// there yet, or it is empty. A link is none, since it may lead anywhere.
    pub(crate) fn is_usable(&self) -> bool {
        self.top.symlink_metadata().is_err() || self.is_cache() || is_empty_folder(&self.top)
    }

    fn is_cache(&self) -> bool {
        is_folder(&self.top) && holds(&self.top, TAG)
    }

    /// Returns the part for a profile.
    pub(super) fn of_profile(self, profile: &Digest) -> Self {
        Self { own: self.top.join(profile.to_string()), top: self.top }
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.own.join(MANIFEST)
    }

    /// Creates the folder unless it is there; `None` if it cannot be written.
    pub(super) fn create(&self) -> Option<&Path> {
        if !self.is_usable() {
            return None;
        }
        fs::create_dir_all(&self.top).ok()?;
        for file in [TAG, IGNORE] {
            if !holds(&self.top, file) {
                write(&self.top, file)?;
            }
        }
        fs::create_dir(&self.own).ok();
        is_folder(&self.own).then_some(&*self.own)
    }

    /// Removes what no run will need: the segments that were `replaced`, old ones that the manifest does not name, and all
    /// but the newest profiles.
    pub(super) fn tidy(&self, segments: &[SegmentName], replaced: &[SegmentName]) {
        for segment in replaced {
            fs::remove_file(self.own.join(&segment.name)).ok();
        }
        for (path, modified) in entries(&self.own) {
            let name = name_of(&path);
            let is_in_use = name == MANIFEST || segments.iter().any(|segment| segment.name == name);
            if is_part(name) && !is_in_use && modified.elapsed().is_ok_and(|age| age > RUN) {
                fs::remove_file(path).ok();
            }
        }
        let mut profiles: Vec<(PathBuf, SystemTime)> = profiles(&self.top)
            .map(|(path, modified)| {
                let saved = fs::metadata(path.join(MANIFEST)).and_then(|manifest| manifest.modified());
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
    /// The folder is no cache of reportlint, a file cannot be removed, or something else lies in it.
    pub(crate) fn clean(&self) -> std::io::Result<bool> {
        if self.top.symlink_metadata().is_err() {
            return Ok(false);
        }
        if !self.is_cache() {
            return Err(std::io::Error::other("this is not a cache of reportlint"));
        }
        profiles(&self.top).for_each(|(path, _)| remove_profile(&path));
        for (name, text) in [IGNORE, TAG] {
            if holds(&self.top, (name, text)) {
                fs::remove_file(self.top.join(name))?;
            }
        }
        fs::remove_dir(&self.top)?;
        Ok(true)
    }
}

/// Removes the files of a profile, and its folder if nothing else is in it.
fn remove_profile(path: &Path) {
    for (file, _) in entries(path) {
        if is_part(name_of(&file)) {
            fs::remove_file(file).ok();
        }
    }
    fs::remove_dir(path).ok();
}

/// Returns the folders of profiles: sixteen hexadecimal digits each.
fn profiles(top: &Path) -> impl Iterator<Item = (PathBuf, SystemTime)> {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    entries(top).filter(move |(path, _)| {
        let name = name_of(path);
        name.len() == 16 && name.bytes().all(is_digit) && is_folder(path)
    })
}

/// Returns true for the name of a file that reportlint writes into a profile.
fn is_part(name: &str) -> bool {
    name == MANIFEST || name.starts_with(PREFIX) || name.starts_with(UNFINISHED)
}

fn name_of(path: &Path) -> &str {
    path.file_name().and_then(|name| name.to_str()).unwrap_or_default()
}

/// Returns what lies in a folder, with the time of its last change.
fn entries(folder: &Path) -> impl Iterator<Item = (PathBuf, SystemTime)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| Some((entry.path(), entry.metadata().ok()?.modified().ok()?)))
}

fn is_folder(path: &Path) -> bool {
    path.symlink_metadata().is_ok_and(|metadata| metadata.is_dir())
}

fn is_empty_folder(path: &Path) -> bool {
    is_folder(path) && fs::read_dir(path).is_ok_and(|mut entries| entries.next().is_none())
}

/// Returns true if a folder holds a file with this name and this text.
fn holds(folder: &Path, (name, text): (&str, &str)) -> bool {
    let path = folder.join(name);
    let is_likely = path
        .symlink_metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.len() == text.len() as u64);
    is_likely && fs::read(path).is_ok_and(|bytes| bytes == text.as_bytes())
}

/// Puts a file with this name and text into a folder.
fn write(folder: &Path, (name, text): (&str, &str)) -> Option<()> {
    let mut file = NamedTempFile::with_prefix_in(UNFINISHED, folder).ok()?;
    file.write_all(text.as_bytes()).ok()?;
    file.persist(folder.join(name)).ok().map(drop)
}
