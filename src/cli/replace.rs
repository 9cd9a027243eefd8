//! Replaces files in one step.

use std::fs::{File, Metadata, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::temporary::Temporary;
use crate::files::in_words;
use crate::paths::{normalize, repository_of};

/// Replaces the file at `path` by what `write` writes, in one step: nobody ever reads half a file. A folder that is not there
/// is made. A link is replaced itself, and a folder that is a link out of the repository is not entered: a change under review
/// can bring links along.
///
/// # Errors
/// The file cannot be written; in words.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let existing = target(path)?;
    if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        // A device or a pipe is written to, not replaced.
        let mut out = BufWriter::new(File::create(path)?);
        return write(&mut out).and_then(|()| out.flush());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    std::fs::create_dir_all(&folder).map_err(|error| {
        io::Error::new(
            error.kind(),
            format!("the folder {} cannot be made: {}", folder.display(), in_words(&error)),
        )
    })?;
    let mut builder = tempfile::Builder::new();
    let permissions = existing.map(|metadata| metadata.permissions()).or_else(new_permissions);
    if let Some(permissions) = permissions.as_ref() {
        builder.permissions(permissions.clone());
    }
    let mut file = Temporary::create(&mut builder, &folder)
        // Its message names the temporary file.
        .map_err(|error| io::Error::other(in_words(&io::Error::from(error.kind()))))?;
    let mut out = BufWriter::new(file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path)?;
    Ok(())
}

/// Returns what is written to or replaced at a path; `None` if nothing is there, or a link.
fn target(path: &Path) -> io::Result<Option<Metadata>> {
    // The system's own links, such as `/dev/stderr`, lead to what is meant.
    if ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder)) {
        return Ok(std::fs::metadata(path).ok());
    }
    if leads_out(path) {
        return Err(io::Error::other("a folder on the way to it is a link that leads out of the repository"));
    }
    Ok(path.symlink_metadata().ok().filter(|metadata| !metadata.is_symlink()))
}

/// Returns true if a path in a repository has a folder on the way that is a link out of it.
fn leads_out(path: &Path) -> bool {
    let Some(absolute) = std::path::absolute(path).ok().map(|path| normalize(&path)) else { return false };
    let Some(top) = absolute.parent().and_then(repository_of) else { return false };
    // The nearest folder that is there; the others are made.
    let folders = absolute.ancestors().skip(1).take_while(|folder| *folder != top);
    let folder = folders.filter_map(|folder| std::fs::canonicalize(folder).ok()).next();
    let top = std::fs::canonicalize(top).ok();
    folder.zip(top).is_some_and(|(folder, top)| !folder.starts_with(top))
}

/// Returns the permissions of a new file under the umask; a temporary file is its owner's alone.
#[cfg(unix)]
pub(super) fn new_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
pub(super) fn new_permissions() -> Option<Permissions> {
    None
}
