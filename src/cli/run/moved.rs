//! Files that were moved since the baseline was written.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

use crate::changes::Changes;
use crate::config::Project;
use crate::discover::Discovered;
use crate::git::Git;
use crate::withhold::{BASELINE_NAME, Baseline};

/// Returns the display paths of all files that were found.
pub(super) fn known_paths(found: &Discovered) -> HashSet<&str> {
    found.files.iter().chain(&found.context).map(|file| file.path.as_str()).collect()
}

/// Returns the baseline with entries that follow files which were moved, to where they are now. It is the one of the commit
/// `of`, or that of today; `is_there` tells at which of its paths there is a file.
pub(in crate::cli) fn followed(
    mut baseline: Baseline,
    project: &Project,
    changes: Option<&Changes>,
    of: Option<&str>,
    is_there: impl Fn(&str) -> bool,
) -> Baseline {
    let gone = baseline.gone(is_there);
    if gone.is_empty() {
        return baseline;
    }
    let mut moved: HashMap<PathBuf, PathBuf> = changes.map(Changes::moved).unwrap_or_default();
    // Without git the ids of the documents are left.
    if let Some(git) = project.repository().and_then(|top| Git::open(top).ok()) {
        let file = project.root().join(BASELINE_NAME);
        moved.extend(git.moved_since_change_of(&file, of).unwrap_or_default());
    }
    let shown = moved.iter().map(|(old, new)| (project.display(old, old), project.display(new, new)));
    baseline.follow(gone, shown.collect());
    baseline
}
