//! Files that were moved since a baseline was written: their entries follow them.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::Baseline;
use crate::outcome::FileEntry;
use crate::withhold::document_ids;

/// The former paths of files that were moved, as far as they are known.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Moved {
    /// The paths of entries at which there is no file any more.
    gone: BTreeSet<String>,
    /// Those whose new paths git tells, by these.
    by_git: BTreeMap<String, String>,
}

impl Baseline {
    /// Returns the paths of entries for which `is_there` is false.
    pub(crate) fn gone(&self, is_there: impl Fn(&str) -> bool) -> BTreeSet<String> {
        let paths: BTreeSet<&str> = self.entries.values().map(|entry| entry.path.as_str()).collect();
        paths.into_iter().filter(|path| !is_there(path)).map(str::to_owned).collect()
    }

    /// Records the paths of entries at which there is no file any more, and the new paths of those that git saw move.
    pub(crate) fn follow(&mut self, gone: BTreeSet<String>, moved: HashMap<String, String>) {
        let moved = moved.into_iter().filter(|(old, _)| gone.contains(old));
        let by_git = moved.map(|(old, new)| (new, old)).collect();
        self.moved = Moved { gone, by_git };
    }

    /// Returns the former paths of files of a run by their paths of today: as git tells, or because a file has the id of one
    /// that is gone.
    pub(super) fn former_paths(&self, files: &[FileEntry]) -> HashMap<String, String> {
        let mut former: HashMap<String, String> = self.moved.by_git.clone().into_iter().collect();
        let mut by_id: BTreeMap<&str, &str> = BTreeMap::new();
        for entry in self.entries.values().filter(|entry| self.moved.gone.contains(&entry.path)) {
            by_id.extend(entry.id.as_deref().map(|id| (id, entry.path.as_str())));
        }
        if by_id.is_empty() {
            return former;
        }
        let known: BTreeSet<&str> = self.entries.values().map(|entry| entry.path.as_str()).collect();
        for file in files.iter().filter(|file| !known.contains(file.path.as_str())) {
            let old = document_id(file).and_then(|id| by_id.remove(id.as_str()));
            if let Some(old) = old {
                former.entry(file.path.clone()).or_insert_with(|| old.to_owned());
            }
        }
        former
    }
}

/// Returns the id of the first document that has one in a file with findings.
pub(super) fn document_id(file: &FileEntry) -> Option<String> {
    document_ids(file).into_iter().next().map(|(_, id)| id)
}
