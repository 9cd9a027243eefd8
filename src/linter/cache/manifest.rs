//! The manifest: each file with what was found in it.

use std::collections::{HashMap, HashSet};
use std::io::{Read as _, Write as _};
use std::path::Path;

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use super::segments::{Location, SegmentName};
use super::{Additions, Sign, Stamp};
use crate::digest::Digest;
use crate::git::ObjectId;
use crate::outcome::KindCounts;
use crate::project::Ties;

/// The beginning of a manifest, with the version of its form.
const MAGIC: &[u8; 20] = b"reportlint cache 3\n\0";

/// No repository has a manifest of this size.
const MOST_BYTES: u64 = 1 << 28;

/// Everything that a cache knows.
#[derive(Default, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub(super) segments: Vec<SegmentName>,
    /// Digests of everything but a file's content that decides what is found in it.
    pub(super) plans: Vec<Digest>,
    /// The entries, sorted by path.
    pub(super) entries: Vec<Entry>,
    pub(super) memo: Option<Memo>,
    /// The ties of all entries, as bytes, until they are read.
    #[serde(skip)]
    ties: Vec<u8>,
}

/// A file with what was found in it.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::linter) struct Entry {
    /// The display path.
    pub(in crate::linter) path: String,
    /// The signs by which the file is known to be unchanged.
    pub(in crate::linter) stamp: Option<Stamp>,
    /// The name of its content in git, if it was read from there.
    pub(in crate::linter) object: Option<ObjectId>,
    /// The digest of its bytes.
    pub(in crate::linter) content: Digest,
    /// The index of the digest of its plan.
    pub(in crate::linter) plan: u32,
    /// The little that is needed of every file.
    pub(in crate::linter) summary: Summary,
    /// Findings, secrets and comments, if there are any.
    pub(in crate::linter) findings: Option<Location>,
    /// The facts, if there are any.
    pub(in crate::linter) facts: Option<Location>,
    /// The keys that tie its documents to others. Those of all entries are read together, when they are needed.
    #[serde(skip)]
    pub(in crate::linter) ties: Ties,
}

/// The part of a result that is needed of every file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(in crate::linter) struct Summary {
    /// True if the file was checked itself, and not only read for its facts.
    pub(in crate::linter) is_checked: bool,
    /// True if the text has to be at hand, for findings or comments.
    pub(in crate::linter) needs_source: bool,
    /// True if the file holds legal codes, which are read anew in each run.
    pub(in crate::linter) holds_codes: bool,
    /// True if the facts are those of everything that the file holds.
    pub(in crate::linter) is_complete: bool,
    /// True if the content of each of its documents was checked.
    pub(in crate::linter) is_fully_checked: bool,
    /// The documents.
    pub(in crate::linter) kinds: KindCounts,
    /// Tells the text from that of another reading.
    pub(in crate::linter) digest: u64,
}

/// The findings between the files of a repository.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(in crate::linter) struct Memo {
    /// The digest of all files with their plans.
    pub(in crate::linter) key: Digest,
    /// The findings.
    pub(in crate::linter) findings: Location,
}

impl Entry {
    /// Returns true if a content with this sign is the one that the entry is about.
    pub(in crate::linter) fn has(&self, sign: &Sign) -> bool {
        match sign {
            Sign::Stamp(stamp) => self.stamp.as_ref() == Some(stamp),
            Sign::Object(object) => self.object.as_ref() == Some(object),
        }
    }

    /// Records a sign of the content.
    pub(in crate::linter) fn set(&mut self, sign: Sign) {
        match sign {
            Sign::Stamp(stamp) => self.stamp = Some(stamp),
            Sign::Object(object) => self.object = Some(object),
        }
    }
}

impl Manifest {
    /// Reads a manifest, if it is there and whole.
    pub(super) fn load(path: &Path) -> Option<Self> {
        let metadata = path.symlink_metadata().ok()?;
        if !metadata.is_file() || metadata.len() > MOST_BYTES {
            return None;
        }
        let mut file = std::fs::File::open(path).ok()?;
        let mut head = [0; MAGIC.len() + 32];
        file.read_exact(&mut head).ok()?;
        let digest = head.strip_prefix(MAGIC)?;
        let mut body = Vec::with_capacity(usize::try_from(metadata.len()).ok()?);
        file.take(MOST_BYTES).read_to_end(&mut body).ok()?;
        // What a target of `fuzz/` makes of the body would never have its digest.
        if digest != Digest::of(&body).as_bytes() && !cfg!(fuzzing) {
            return None;
        }
        let (manifest, ties) = postcard::take_from_bytes::<Self>(&body).ok()?;
        Some(Self { ties: ties.to_vec(), ..manifest })
    }

    /// Gives each entry its ties; `None` if they cannot be read.
    pub(super) fn read_ties(&mut self) -> Option<()> {
        if !self.ties.is_empty() {
            let ties: Vec<Ties> = postcard::from_bytes(&std::mem::take(&mut self.ties)).ok()?;
            for (entry, ties) in self.entries.iter_mut().zip(ties) {
                entry.ties = ties;
            }
        }
        Some(())
    }

    /// Puts the manifest in place of the one at `path`.
    pub(super) fn save(&self, path: &Path) -> Option<()> {
        let ties: Vec<&Ties> = self.entries.iter().map(|entry| &entry.ties).collect();
        let body = [postcard::to_allocvec(self).ok()?, postcard::to_allocvec(&ties).ok()?].concat();
        let mut file = NamedTempFile::new_in(path.parent()?).ok()?;
        file.write_all(MAGIC).ok()?;
        file.write_all(Digest::of(&body).as_bytes()).ok()?;
        file.write_all(&body).ok()?;
        file.persist(path).ok().map(drop)
    }

    /// Returns the entry of a file.
    pub(super) fn entry(&self, path: &str) -> Option<&Entry> {
        let place = self.entries.binary_search_by(|entry| (*entry.path).cmp(path)).ok()?;
        self.entries.get(place)
    }

    /// Returns true if an entry is of none of the files with these paths, which are sorted.
    pub(super) fn has_others(&self, paths: &[&str]) -> bool {
        let mut paths = paths.iter().peekable();
        self.entries.iter().any(|entry| {
            while paths.next_if(|path| ***path < *entry.path).is_some() {}
            paths.next_if(|path| **path == entry.path).is_none()
        })
    }

    /// Puts the additions in place, and drops damaged entries and those of files for which `is_there` is false.
    pub(super) fn replace(&mut self, additions: Additions, is_there: impl Fn(&str) -> bool) {
        let Additions { entries, signs, damaged, memo, plans } = additions;
        let damaged: HashSet<String> = damaged.into_iter().collect();
        let mut new_signs: HashMap<String, Vec<Sign>> = HashMap::new();
        for (path, sign) in signs {
            new_signs.entry(path).or_default().push(sign);
        }
        let is_kept = |entry: &Entry| is_there(&entry.path) && !damaged.contains(&entry.path);
        let kept = std::mem::take(&mut self.entries).into_iter().filter(is_kept);
        let old_plans = std::mem::replace(&mut self.plans, plans);
        let mut all: Vec<Entry> = entries;
        // A stable sort: a new entry comes before the old one of its path.
        all.extend(kept.filter_map(|mut entry| {
            let plan = old_plans.get(entry.plan as usize)?;
            entry.plan = place_of(&mut self.plans, plan);
            let signs = new_signs.remove(&entry.path).unwrap_or_default();
            signs.into_iter().for_each(|sign| entry.set(sign));
            Some(entry)
        }));
        all.sort_by(|a, b| a.path.cmp(&b.path));
        all.dedup_by(|later, first| later.path == first.path);
        self.entries = all;
        self.memo = memo.or(self.memo.take());
    }

    /// Returns every location in use.
    pub(super) fn locations(&mut self) -> impl Iterator<Item = &mut Location> {
        let of_entries = self.entries.iter_mut();
        let of_entries = of_entries.flat_map(|entry| [&mut entry.findings, &mut entry.facts]).flatten();
        of_entries.chain(self.memo.iter_mut().map(|memo| &mut memo.findings))
    }
}

/// Returns the index of a digest among others, to which it is added if it is not among them. There are few.
fn place_of(plans: &mut Vec<Digest>, plan: &Digest) -> u32 {
    let place = plans.iter().position(|other| other == plan).unwrap_or_else(|| {
        plans.push(*plan);
        plans.len() - 1
    });
    crate::source::offset(place)
}
