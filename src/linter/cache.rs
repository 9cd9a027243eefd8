//! The results of earlier runs, kept in a folder.
//!
//! A manifest lists the files with what was found in each; the findings and facts themselves lie in segments, which are
//! written once and never changed. A run adds a segment and replaces the manifest. Whatever is missing, damaged or of
//! another version counts as not there, and nothing that cannot be written stops a run.

mod folder;
mod manifest;
mod segments;
mod stamp;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

pub use folder::CacheFolder;
pub(super) use manifest::{Entry, Memo, Summary};
pub(super) use segments::Location;
pub(super) use stamp::Stamp;

use crate::digest::Digest;
use manifest::Manifest;
use segments::{Segments, Writer};

/// A cache that is open for a run.
pub struct Cache {
    folder: CacheFolder,
    manifest: Manifest,
    segments: Segments,
    writer: Mutex<Writer>,
}

/// The additions of a run to the cache.
#[derive(Default)]
pub(super) struct Additions {
    /// Entries in place of those of the same path.
    pub(super) entries: Vec<Entry>,
    /// New stamps of files whose entries stay.
    pub(super) stamps: Vec<(String, Stamp)>,
    /// What was found between the files, if it was looked for.
    pub(super) memo: Option<Memo>,
    /// The digests that the entries' plans stand for.
    pub(super) plans: Vec<Digest>,
}

impl Cache {
    /// Opens the part of a folder's cache that is for runs with this `profile`: the program and its arguments. What cannot
    /// be read is as good as empty.
    pub(crate) fn open(folder: CacheFolder, profile: &Digest) -> Self {
        let folder = folder.of_profile(profile);
        let manifest = Manifest::load(&folder.manifest()).unwrap_or_default();
        let opened = Segments::open(folder.path(), &manifest.segments);
        let (manifest, segments) = match opened {
            Some(segments) => (manifest, segments),
            None => (Manifest::default(), Segments::default()),
        };
        let writer = Writer::new(manifest.segments.len());
        Self { folder, manifest, segments, writer: Mutex::new(writer) }
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
        writer.append(self.folder.ready()?, bytes)
    }

    /// Reads the ties of all entries, which most runs do not need.
    pub(super) fn read_ties(&mut self) -> Option<()> {
        self.manifest.read_ties()
    }

    /// Puts the additions of a run in place. If `paths`, sorted, are given, they are all that there is: the entries of
    /// other files are dropped.
    pub(super) fn save(self, additions: Additions, paths: Option<&[&str]>) {
        let Self { folder, mut manifest, mut segments, writer } = self;
        let is_same = additions.entries.is_empty() && additions.stamps.is_empty() && additions.memo.is_none();
        if is_same && paths.is_none_or(|paths| !manifest.has_others(paths)) {
            return;
        }
        let Some(()) = manifest.read_ties() else { return };
        let Some(path) = folder.ready().map(Path::to_path_buf) else { return };
        let writer = writer.into_inner().unwrap_or_else(PoisonError::into_inner);
        let Some(written) = writer.finish() else { return };
        if let Some(written) = written {
            let Some(()) = segments.add(&path, &written) else { return };
            manifest.segments.push(written);
        }
        manifest.replace(additions, paths);
        let Some(replaced) = segments::compact(&path, &mut manifest, &segments) else { return };
        if manifest.save(&folder.manifest()).is_some() {
            folder.tidy(&manifest.segments, &replaced);
        }
    }
}
