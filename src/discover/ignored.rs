//! The files that git is told to ignore.
//!
//! The walker of the crate `ignore` would read every `.gitignore` that it meets, also a pipe or a device that a link of that name
//! leads to, and never end. Git reads none that is a link, and so does this.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};

use crate::files::{MAX_IGNORE_BYTES, git_folder, read_text};
use crate::paths::repository_of;

/// The name of a file with patterns.
const NAME: &str = ".gitignore";

/// The length of the longest pattern that is read. Git takes any, and each takes memory and time by its length.
const MAX_PATTERN_BYTES: usize = 2 << 10;

/// The length of all patterns with wildcards that are read in a run. Those that are plain names cost nearly nothing.
const MAX_WILDCARD_BYTES: usize = 256 << 10;

/// The patterns of a repository.
pub(crate) struct Ignored {
    /// The folder of the repository; outside of one nothing is ignored.
    top: Option<PathBuf>,
    /// The patterns of the repository's settings, and those of the user.
    general: Vec<Gitignore>,
    /// The bytes of patterns with wildcards that may still be read.
    left: AtomicUsize,
    /// For each folder, the patterns that hold in it, the nearest first.
    folders: Mutex<HashMap<PathBuf, Patterns>>,
}

type Patterns = Arc<[Arc<Gitignore>]>;

impl Ignored {
    /// Returns the patterns of the repository that the absolute folder `base` lies in.
    pub(crate) fn at(base: &Path) -> Self {
        let top = repository_of(base).map(Path::to_path_buf);
        let left = AtomicUsize::new(MAX_WILDCARD_BYTES);
        let settings =
            top.as_deref().and_then(|top| patterns(top, &git_folder(top)?.join("info/exclude"), &left));
        let user = top.is_some().then(|| Gitignore::global().0);
        Self { top, general: settings.into_iter().chain(user).collect(), left, folders: Mutex::default() }
    }

    /// Returns true if a file or folder is ignored, given that no folder which it lies in is.
    pub(super) fn is_match(&self, path: &Path, is_folder: bool) -> bool {
        let (Some(top), Some(folder)) = (&self.top, path.parent()) else { return false };
        if !folder.starts_with(top) {
            return false;
        }
        let nearest = self.patterns_in(top, folder);
        let all = nearest.iter().map(Arc::as_ref).chain(&self.general);
        let mut matches = all.map(|patterns| patterns.matched(path, is_folder));
        matches!(matches.find(|found| !found.is_none()), Some(Match::Ignore(_)))
    }

    /// Returns the patterns that hold in a folder, the nearest first.
    fn patterns_in(&self, top: &Path, folder: &Path) -> Patterns {
        let known = |folder: &Path| {
            self.folders.lock().unwrap_or_else(PoisonError::into_inner).get(folder).map(Arc::clone)
        };
        // A path can be too deep for a call at each level, and for a look at each level above it.
        let mut inherited: Patterns = Arc::new([]);
        let mut missing = Vec::new();
        for folder in folder.ancestors() {
            if let Some(patterns) = known(folder) {
                inherited = patterns;
                break;
            }
            missing.push(folder);
            if folder.as_os_str() == top.as_os_str() {
                break;
            }
        }
        for folder in missing.into_iter().rev() {
            let own = patterns(folder, &folder.join(NAME), &self.left).map(Arc::new);
            if let Some(own) = own {
                inherited = std::iter::once(own).chain(inherited.iter().map(Arc::clone)).collect();
            }
            let mut folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner);
            folders.insert(folder.to_path_buf(), Arc::clone(&inherited));
        }
        inherited
    }
}

/// Reads the patterns in a file, which are relative to `folder`; `None` if there are none, or git would not read the file. Those
/// that are too long are left out, and so are those with wildcards once all `left` bytes of them are used.
fn patterns(folder: &Path, file: &Path, left: &AtomicUsize) -> Option<Gitignore> {
    if !file.symlink_metadata().ok()?.is_file() {
        return None;
    }
    let text = read_text(file, MAX_IGNORE_BYTES)?;
    let mut builder = GitignoreBuilder::new(folder);
    let take = |line: &str| {
        let is_plain = !line.contains(['*', '?', '[']);
        let taken = |left: usize| left.checked_sub(line.len());
        line.len() <= MAX_PATTERN_BYTES
            && (is_plain || left.fetch_update(Ordering::Relaxed, Ordering::Relaxed, taken).is_ok())
    };
    for line in text.trim_start_matches('\u{feff}').lines().filter(|line| take(line)) {
        // A line that is no pattern matches nothing, in git too.
        drop(builder.add_line(None, line));
    }
    builder.build().ok().filter(|patterns| !patterns.is_empty())
}
