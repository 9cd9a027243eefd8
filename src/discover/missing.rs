//! Suggests the path that was probably meant by one that does not exist.

use std::path::{Path, PathBuf};

use crate::document::Format;
use crate::files::Files;
use crate::paths::slashed;
use crate::suggest::nearest;

/// Says that `given` does not exist, and what may have been meant: a neighbour, or one of `commands`.
pub(super) fn explain(working: &Path, given: &Path, commands: &[&str]) -> String {
    if working.join(given).symlink_metadata().is_ok() {
        return "this is a link that leads nowhere".to_owned();
    }
    if let Some(format) =
        given.extension().and_then(|ending| ending.to_str()).filter(|ending| is_of_office(ending))
    {
        return format!(
            "no such file or folder; reportlint reads no .{format} anyhow: save the text as Markdown, or write the data as YAML"
        );
    }
    if let Some(file) = with_stem(working, given) {
        return format!("no such file or folder; did you mean `{}`?", slashed(&file));
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

/// Returns true for the endings of word processors.
pub(super) fn is_of_office(ending: &str) -> bool {
    ["doc", "docx", "odt", "pdf", "rtf"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Returns the file that a name without its folder or ending stands for: `achilova` for `cases/achilova.yaml`.
fn with_stem(working: &Path, given: &Path) -> Option<PathBuf> {
    /// The number of files that are looked at.
    const MOST: usize = 20_000;
    let is_word = given.components().count() == 1 && given.extension().is_none();
    let found = is_word.then(|| {
        let files = ignore::WalkBuilder::new(working).max_depth(Some(6)).build().take(MOST).flatten();
        let is_meant = |path: &Path| {
            Format::from_path(&slashed(path)).is_some() && path.file_stem() == given.file_stem()
        };
        files.map(ignore::DirEntry::into_path).find(|path| is_meant(path))
    });
    found?.and_then(|path| path.strip_prefix(working).ok().map(Path::to_path_buf))
}
