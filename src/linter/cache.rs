//! The results of earlier runs, kept in a folder.
//!
//! A manifest lists the files with what was found in each; the findings and facts themselves lie in segments, which are
//! written once and never changed. A run adds a segment and replaces the manifest. Whatever is missing, damaged or of
//! another version counts as not there, and nothing that cannot be written stops a run.

mod folder;
mod manifest;
mod segments;
mod stamp;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

pub use folder::CacheFolder;
pub(super) use manifest::{Entry, Memo, Summary};
pub(super) use segments::Location;
pub(super) use stamp::{Sign, Stamp};

use crate::digest::Digest;
use manifest::Manifest;
use segments::{Segments, Writer};

/// A cache that is open for a run.
pub struct Cache {
    folder: CacheFolder,
    /// The folder that the paths of entries are relative to.
    root: PathBuf,
    manifest: Manifest,
    segments: Segments,
    writer: Mutex<Writer>,
    is_read_only: bool,
}

/// The results of a run that the cache does not have yet.
#[derive(Default)]
pub(super) struct Additions {
    /// Entries in place of those of the same path.
    pub(super) entries: Vec<Entry>,
    /// New signs of files whose entries stay.
    pub(super) signs: Vec<(String, Sign)>,
    /// The paths of entries whose facts are damaged.
    pub(super) damaged: Vec<String>,
    /// The findings between the files, if they were looked for.
    pub(super) memo: Option<Memo>,
    /// The digests that the entries' plans stand for.
    pub(super) plans: Vec<Digest>,
}

impl Cache {
    /// Opens the part of a folder's cache that is for runs with this `profile`: the program, its arguments, and the project
    /// in the folder `root`. What cannot be read is as good as empty.
    pub(crate) fn open(folder: CacheFolder, root: PathBuf, profile: &Digest) -> Self {
        let is_usable = folder.is_usable();
        let folder = folder.of_profile(profile);
        let manifest = is_usable.then(|| Manifest::load(&folder.manifest())).flatten().unwrap_or_default();
        let opened = Segments::open(folder.path(), &manifest.segments);
        let (manifest, segments) = match opened {
            Some(segments) => (manifest, segments),
            None => (Manifest::default(), Segments::default()),
        };
        let writer = Writer::new(manifest.segments.len());
        Self { folder, root, manifest, segments, writer: Mutex::new(writer), is_read_only: false }
    }

    /// Returns the cache as one that a run adds nothing to.
    pub(crate) fn read_only(self) -> Self {
        Self { is_read_only: true, ..self }
    }

    /// Returns true if a run adds nothing to the cache.
    pub(super) fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Returns the entry of a file.
    pub(super) fn entry(&self, path: &str) -> Option<&Entry> {
        self.manifest.entry(path)
    }

    /// Returns what was found between the files in an earlier run.
    pub(super) fn memo(&self) -> Option<&Memo> {
        self.manifest.memo.as_ref()
    }

    /// Returns the digest that the plan of an entry stands for.
    pub(super) fn plan(&self, entry: &Entry) -> Option<&Digest> {
        self.manifest.plans.get(entry.plan as usize)
    }

    /// Reads what lies at a location, if it is whole.
    pub(super) fn read(&self, location: &Location) -> Option<Vec<u8>> {
        self.segments.read(location)
    }

    /// Writes `bytes` behind those of earlier calls. Nothing leads to them until [`Self::save`].
    pub(super) fn append(&self, bytes: &[u8]) -> Option<Location> {
        let mut writer = self.writer.lock().unwrap_or_else(PoisonError::into_inner);
        writer.append(&self.folder, bytes)
    }

    /// Reads the ties of all entries, which most runs do not need.
    pub(super) fn read_ties(&mut self) -> Option<()> {
        self.manifest.read_ties()
    }

    /// Puts the additions of a run in place. `paths`, sorted, are those of the run: entries of other files are dropped if
    /// the run `is_whole`, or if there is no such file any more.
    pub(super) fn save(self, additions: Additions, paths: &[&str], is_whole: bool) {
        let Self { folder, root, mut manifest, mut segments, writer, is_read_only } = self;
        if is_read_only {
            return;
        }
        let Additions { entries, signs, damaged, memo, .. } = &additions;
        let is_same = entries.is_empty() && signs.is_empty() && damaged.is_empty() && memo.is_none();
        if is_same && !(is_whole && manifest.has_others(paths)) {
            return;
        }
        let Some(()) = manifest.read_ties() else { return };
        let Some(path) = folder.create().map(Path::to_path_buf) else { return };
        let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(written) = writer.finish() else { return };
        if let Some(written) = written {
            let Some(()) = segments.add(&path, &written) else { return };
            manifest.segments.push(written);
        }
        let is_there =
            |path: &str| paths.binary_search(&path).is_ok() || !is_whole && root.join(path).exists();
        manifest.replace(additions, is_there);
        let Some(replaced) = segments::compact(&folder, &mut manifest, &segments) else { return };
        if manifest.save(&folder.manifest()).is_some() {
            folder.tidy(&manifest.segments, &replaced);
        }
    }
}
