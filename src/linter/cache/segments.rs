//! Segments: files of findings and facts one after the other, written once.

use std::fs::File;
use std::io::{BufWriter, Read, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::CacheFolder;
use super::manifest::Manifest;
use crate::digest::Digest;

/// The beginning of a segment's name.
pub(super) const PREFIX: &str = "segment-";

/// With more segments, or more than half of their bytes without use, all that is in use is copied into one.
const MOST_SEGMENTS: usize = 24;

/// Bytes without use that are no reason to copy.
const SMALL: u64 = 1 << 20;

/// The name and length of a segment.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct SegmentName {
    pub(super) name: String,
    bytes: u64,
}

/// The place of some bytes.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(in crate::linter) struct Location {
    /// The index of the segment in the manifest.
    segment: u32,
    offset: u64,
    length: u32,
    checksum: u64,
}

/// The segments of a manifest, open for reading: they stay readable if another run removes them.
#[derive(Default)]
pub(super) struct Segments(Vec<(Mutex<File>, u64)>);

impl Segments {
    /// Opens segments; `None` if one is not what the manifest says.
    pub(super) fn open(folder: &Path, names: &[SegmentName]) -> Option<Self> {
        let mut segments = Self::default();
        names.iter().try_for_each(|name| segments.add(folder, name))?;
        Some(segments)
    }

    /// Opens one more segment.
    pub(super) fn add(&mut self, folder: &Path, segment: &SegmentName) -> Option<()> {
        // A name is part of a file that may have been tampered with.
        let is_plain = segment.name.starts_with(PREFIX) && !segment.name.contains(['/', '\\']);
        let path = Some(folder.join(&segment.name)).filter(|_| is_plain)?;
        let metadata = path.symlink_metadata().ok()?;
        let file =
            (metadata.is_file() && metadata.len() == segment.bytes).then(|| File::open(path).ok())??;
        self.0.push((Mutex::new(file), segment.bytes));
        Some(())
    }

    /// Reads what lies at a location, if it is whole.
    pub(super) fn read(&self, location: &Location) -> Option<Vec<u8>> {
        let (file, size) = self.0.get(location.segment as usize)?;
        if location.offset.checked_add(location.length.into())? > *size {
            return None;
        }
        let mut bytes = Vec::with_capacity(location.length as usize);
        {
            let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
            file.seek(SeekFrom::Start(location.offset)).ok()?;
            Read::by_ref(&mut *file).take(location.length.into()).read_to_end(&mut bytes).ok()?;
        }
        // What a target of `fuzz/` makes of the bytes would never have their checksum.
        let is_genuine = Digest::of(&bytes).checksum() == location.checksum || cfg!(fuzzing);
        let is_whole = bytes.len() == location.length as usize && is_genuine;
        is_whole.then_some(bytes)
    }
}

/// Writes the segment of a run, from its first bytes on.
pub(super) struct Writer {
    /// The index that the segment will have.
    index: usize,
    file: Option<BufWriter<NamedTempFile>>,
    bytes: u64,
    has_failed: bool,
}

impl Writer {
    pub(super) fn new(index: usize) -> Self {
        Self { index, file: None, bytes: 0, has_failed: false }
    }

    /// Appends bytes to the segment in `folder`, which is created if need be; `None` once anything could not be written.
    pub(super) fn append(&mut self, folder: &CacheFolder, bytes: &[u8]) -> Option<Location> {
        let location = self.try_append(folder, bytes);
        self.has_failed |= location.is_none();
        location.filter(|_| !self.has_failed)
    }

    fn try_append(&mut self, folder: &CacheFolder, bytes: &[u8]) -> Option<Location> {
        let length = u32::try_from(bytes.len()).ok()?;
        if self.file.is_none() {
            let made = tempfile::Builder::new().prefix(PREFIX).rand_bytes(12).tempfile_in(folder.create()?);
            self.file = Some(BufWriter::new(made.ok()?));
        }
        self.file.as_mut()?.write_all(bytes).ok()?;
        let (segment, offset) = (u32::try_from(self.index).ok()?, self.bytes);
        self.bytes += u64::from(length);
        Some(Location { segment, offset, length, checksum: Digest::of(bytes).checksum() })
    }

    /// Ends the segment and returns its name, if there is one; the outer `None` stands for a failure.
    pub(super) fn finish(self) -> Option<Option<SegmentName>> {
        if self.has_failed {
            return None;
        }
        let Some(file) = self.file else { return Some(None) };
        let (_, path) = file.into_inner().ok()?.keep().ok()?;
        let name = path.file_name()?.to_str()?.to_owned();
        Some(Some(SegmentName { name, bytes: self.bytes }))
    }
}

/// Copies all that is in use into one segment, where too much is not in use, and returns the segments that it replaces;
/// `None` if that could not be written.
pub(super) fn compact(
    folder: &CacheFolder,
    manifest: &mut Manifest,
    segments: &Segments,
) -> Option<Vec<SegmentName>> {
    let all: u64 = manifest.segments.iter().map(|segment| segment.bytes).sum();
    let used: u64 = manifest.locations().map(|location| u64::from(location.length)).sum();
    if manifest.segments.len() <= MOST_SEGMENTS && all <= 2 * used + SMALL {
        return Some(Vec::new());
    }
    let mut writer = Writer::new(0);
    for location in manifest.locations() {
        match segments.read(location) {
            Some(bytes) => *location = writer.append(folder, &bytes)?,
            // Damaged, as whoever reads it will find too.
            None => location.length = 0,
        }
    }
    let written = writer.finish()?.into_iter().collect();
    Some(std::mem::replace(&mut manifest.segments, written))
}
