//! The files that git tracks, listed while something else is being done.

use std::collections::HashSet;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

use super::{Blob, Git, Tracked};

/// The files that git tracks in a repository. Without git, or where it gives no answer, there are none.
#[derive(Debug, Default)]
pub(crate) struct Tracking {
    git: Option<Git>,
    listing: Mutex<Option<JoinHandle<Vec<Tracked>>>>,
    listed: OnceLock<Vec<Tracked>>,
    /// The paths of the files, once one is asked for.
    paths: OnceLock<HashSet<OsString>>,
}

impl Tracking {
    /// Begins to list the files of the repository whose work tree is the folder `top`.
    pub(crate) fn start(top: &Path) -> Self {
        let git = Git::at(std::fs::canonicalize(top).unwrap_or_else(|_| PathBuf::from(top)));
        let list = {
            let git = git.clone();
            move || git.index().unwrap_or_default()
        };
        let listing = Mutex::new(std::thread::Builder::new().spawn(list).ok());
        Self { git: Some(git), listing, ..Self::default() }
    }

    /// Returns the files once they are listed, sorted as git sorts.
    pub(crate) fn files(&self) -> &[Tracked] {
        self.listed.get_or_init(|| {
            let listing = self.listing.lock().unwrap_or_else(PoisonError::into_inner).take();
            listing.and_then(|listing| listing.join().ok()).unwrap_or_default()
        })
    }

    /// Returns true if git tracks the file at an absolute path.
    pub(crate) fn has(&self, path: &Path) -> bool {
        let paths = || self.files().iter().map(|file| file.path.clone().into_os_string()).collect();
        self.paths.get_or_init(paths).contains(path.as_os_str())
    }

    /// Returns the content of a file that git was told to leave out of the work tree.
    pub(crate) fn blob(&self, file: &Tracked) -> Option<Blob> {
        let object = file.object.as_deref().filter(|_| file.is_left_out)?;
        Some(self.git.as_ref()?.blob(object))
    }
}
