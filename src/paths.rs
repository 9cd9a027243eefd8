//! Paths as text, and the file that was probably meant by a path that does not exist.

use std::path::{Component, Path, PathBuf};

use crate::suggest::nearest;

/// Writes a path with `/` between its parts on every system, and a byte that belongs to no text as `\xE9`.
pub(crate) fn slashed(path: &Path) -> String {
    use std::fmt::Write as _;
    let mut text = String::with_capacity(path.as_os_str().len());
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        let valid = chunk.valid();
        text.push_str(&if cfg!(windows) { valid.replace('\\', "/") } else { valid.to_owned() });
        for byte in chunk.invalid() {
            // Writing to a string does not fail.
            _ = write!(text, "\\x{byte:02X}");
        }
    }
    text
}

/// Returns the path that leads from the folder `from` to `target`; both are absolute.
pub(crate) fn relative(target: &Path, from: &Path) -> PathBuf {
    let shared = target.components().zip(from.components()).take_while(|(a, b)| a == b).count();
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(target.components().skip(shared)).collect()
}

/// Removes `.` and `..` from a path by its text alone.
pub(crate) fn normalize(path: &Path) -> PathBuf {
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(normal.pop()),
            other => normal.push(other),
        }
    }
    normal
}

/// Returns the name in the folder of `path` that is nearest to the name of `path`.
pub(crate) fn nearest_sibling(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(folder).ok()?;
    let mut names: Vec<String> =
        entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())).collect();
    // The order of a folder's entries is the file system's; an answer must not depend on it.
    names.sort();
    nearest(path.file_name()?.to_str()?, names.iter().map(String::as_str)).map(str::to_owned)
}
