//! The signs by which a file is taken to be unchanged, so that its content need not be hashed.

use std::fs::Metadata;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::files::Content;
use crate::git::ObjectId;

/// A file may change again within this time and keep its time of change: the coarsest clock, that of FAT, counts in two
/// seconds.
const TICK: Duration = Duration::from_secs(3);

/// A sign by which a content is known without being read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::linter) enum Sign {
    /// The one that a file on disk has.
    Stamp(Stamp),
    /// The one that a file in git's store has: the name of its content.
    Object(ObjectId),
}

impl Sign {
    /// Returns the sign of a content; `None` for bytes in memory, and where there is no such file.
    pub(in crate::linter) fn of(content: &Content) -> Option<Self> {
        match content {
            Content::Disk(path) => Stamp::read(path).map(Self::Stamp),
            Content::Blob(blob) => Some(Self::Object(blob.id.clone())),
            Content::Bytes(_) => None,
        }
    }

    /// Returns the sign if every later change of the content will change it.
    pub(in crate::linter) fn settled(self, now: SystemTime) -> Option<Self> {
        match self {
            Self::Stamp(stamp) => stamp.settled(now).map(Self::Stamp),
            Self::Object(_) => Some(self),
        }
    }
}

/// Size and times of a file, and its number where the system has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::linter) struct Stamp {
    bytes: u64,
    modified: (u64, u32),
    /// Time of the last change of content, name or rights, and number; zero where the system has none. No program can set
    /// them.
    identity: ((i64, i64), u64),
}

impl Stamp {
    /// Reads the stamp of a regular file.
    pub(in crate::linter) fn read(path: &Path) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok().filter(Metadata::is_file)?;
        let modified = metadata.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
        Some(Self {
            bytes: metadata.len(),
            modified: (modified.as_secs(), modified.subsec_nanos()),
            identity: identity(&metadata),
        })
    }

    /// Returns the stamp if it is older than the clock's tick, so that every later change will change it.
    pub(in crate::linter) fn settled(self, now: SystemTime) -> Option<Self> {
        let (changed, _) = self.identity.0;
        let seconds = self.modified.0.max(u64::try_from(changed).unwrap_or_default());
        let age = now.duration_since(UNIX_EPOCH).ok()?.checked_sub(Duration::from_secs(seconds))?;
        (age >= TICK).then_some(self)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> ((i64, i64), u64) {
    use std::os::unix::fs::MetadataExt as _;
    ((metadata.ctime(), metadata.ctime_nsec()), metadata.ino())
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> ((i64, i64), u64) {
    ((0, 0), 0)
}
