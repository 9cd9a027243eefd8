//! Replaces files in one step.

use std::fs::{File, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use super::temporary::Temporary;

/// Replaces the file at `path` by what `write` writes, in one step: nobody ever reads half a file. A folder that is not there
/// is made.
pub(super) fn replace(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // A link stays; the file behind it is replaced.
    let path = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_path_buf());
    let existing = std::fs::metadata(&path).ok();
    if existing.as_ref().is_some_and(|metadata| !metadata.is_file()) {
        // A device or a pipe is written to, not replaced.
        let mut out = BufWriter::new(File::create(&path)?);
        return write(&mut out).and_then(|()| out.flush());
    }
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_path_buf(),
        _ => PathBuf::from("."),
    };
    std::fs::create_dir_all(&folder).map_err(|error| {
        io::Error::new(error.kind(), format!("the folder {} cannot be made: {error}", folder.display()))
    })?;
    let mut builder = tempfile::Builder::new();
    let permissions = existing.map(|metadata| metadata.permissions()).or_else(new_permissions);
    if let Some(permissions) = permissions.as_ref() {
        builder.permissions(permissions.clone());
    }
    let mut file = Temporary::create(&mut builder, &folder)
        // Its message names the temporary file.
        .map_err(|error| io::Error::from(error.kind()))?;
    let mut out = BufWriter::new(file.as_file_mut());
    write(&mut out)?;
    out.flush()?;
    drop(out);
    file.persist(path)?;
    Ok(())
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
