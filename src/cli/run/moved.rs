//! Files that were moved since the baseline was written.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use super::side::State;
use crate::changes::Changes;
use crate::discover::Discovered;
use crate::git::Git;
use crate::withhold::{BASELINE_NAME, Baseline};

/// Returns the baseline with entries that follow files which were moved.
pub(super) fn followed(
    mut baseline: Baseline,
    state: State<'_>,
    changes: Option<&Changes>,
    found: &Discovered,
) -> Baseline {
    let State { files, project, .. } = state;
    let known: HashSet<&str> =
        found.files.iter().chain(&found.context).map(|file| file.path.as_str()).collect();
    let gone = baseline.gone(|path| known.contains(path) || files.has_file(&project.root().join(path)));
    if gone.is_empty() {
        return baseline;
    }
    let mut moved: HashMap<PathBuf, PathBuf> = changes.map(Changes::moved).unwrap_or_default();
    // Without git the ids of the documents are left.
    if let Some(git) = project.repository().and_then(|top| Git::open(top).ok()) {
        moved.extend(git.moved_since_change_of(&project.root().join(BASELINE_NAME)).unwrap_or_default());
    }
    let shown = moved.iter().map(|(old, new)| (project.display(old, old), project.display(new, new)));
    baseline.follow(gone, shown.collect());
    baseline
}
