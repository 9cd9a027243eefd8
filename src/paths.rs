//! Paths as text.

use std::path::{Component, Path, PathBuf};

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

/// Returns the folder of the repository that an absolute path lies in; of a folder that is one, itself.
pub(crate) fn repository_of(path: &Path) -> Option<&Path> {
    path.ancestors().find(|folder| folder.join(".git").exists())
}
