//! Suggests the path that was probably meant by one that does not exist.

use std::path::{Path, PathBuf};

use crate::files::Files;
use crate::paths::slashed;
use crate::suggest::nearest;

/// Says that `given` does not exist, and what may have been meant: a neighbour, or one of `commands`.
pub(super) fn explain(working: &Path, given: &Path, commands: &[&str]) -> String {
    if working.join(given).symlink_metadata().is_ok() {
        return "this is a link that leads nowhere".to_owned();
    }
    if let Some(command) = given.to_str().and_then(|word| nearest(word, commands.iter().copied())) {
        return format!("no such file or folder; did you mean the command `{command}`?");
    }
    if let Some(near) = nearest_path(working, given) {
        return format!("no such file or folder; did you mean `{}`?", slashed(&near));
    }
    let is_word = given.to_str().is_some_and(|given| given.bytes().all(|b| b.is_ascii_alphabetic()));
    if is_word && !commands.is_empty() {
        return format!("no such file or folder, and no command; the commands are {}", commands.join(", "));
    }
    "no such file or folder".to_owned()
}

/// Returns `given` with its first part that does not exist corrected.
fn nearest_path(working: &Path, given: &Path) -> Option<PathBuf> {
    let parts: Vec<_> = given.components().collect();
    let mut near = PathBuf::new();
    let mut parts = parts.iter();
    for part in parts.by_ref() {
        let next = near.join(part);
        if !working.join(&next).exists() {
            near.push(Files::Disk.nearest_sibling(&working.join(&next))?);
            break;
        }
        near = next;
    }
    // The rest may well be right; else the folder is still the better hint.
    let whole = parts.fold(near.clone(), |path, part| path.join(part));
    Some(if working.join(&whole).exists() { whole } else { near })
}
