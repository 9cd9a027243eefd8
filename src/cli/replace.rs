//! Replaces files in one step.

use std::fs::{File, Metadata, Permissions};
use std::io::{self, BufWriter, Write};
use std::path::{Component, Path, PathBuf};

use super::temporary::Temporary;
use crate::files::{in_words, read_regular};
use crate::paths::repository_of;

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
        let mut out = BufWriter::new(stream(path)?);
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

/// Returns the reason for which a file must not be replaced.
pub(super) fn obstacle(path: &Path, read: &str) -> Option<String> {
    let Ok(metadata) = path.symlink_metadata() else { return Some("it is gone".to_owned()) };
    if metadata.is_symlink() {
        return Some("it is a link; name the file that it leads to".to_owned());
    }
    let real = std::fs::canonicalize(path).ok();
    let here = std::env::current_dir().ok();
    let top = here.as_deref().and_then(repository_of).and_then(|top| std::fs::canonicalize(top).ok());
    if let Some((real, top)) = real.as_ref().zip(top)
        && !real.starts_with(&top)
    {
        return Some("it lies outside of the repository; run reportlint in its own folder".to_owned());
    }
    if metadata.permissions().readonly() {
        return Some("it is read-only".to_owned());
    }
    let now = read_regular(path, read.len() as u64 + 1);
    (now.ok().as_deref() != Some(read.as_bytes()))
        .then(|| "it has changed since it was read; run reportlint again".to_owned())
}

/// Returns what is written to or replaced at a path; `None` if nothing is there, or a link.
fn target(path: &Path) -> io::Result<Option<Metadata>> {
    // The system's own links, such as `/dev/stderr`, lead to what is meant.
    if is_of_system(path) {
        return Ok(std::fs::metadata(path).ok());
    }
    refuse_link_out(path)?;
    Ok(path.symlink_metadata().ok().filter(|metadata| !metadata.is_symlink()))
}

fn is_of_system(path: &Path) -> bool {
    let has_parent = path.components().any(|component| component == Component::ParentDir);
    !has_parent && ["/dev", "/proc"].iter().any(|folder| path.starts_with(folder))
}

/// Returns an error, in words, if a folder on the way to a path is a link that leads out of the repository.
///
/// # Errors
/// See above.
pub(super) fn refuse_link_out(path: &Path) -> io::Result<()> {
    match leads_out(path) {
        true => Err(io::Error::other("a folder on the way to it is a link that leads out of the repository")),
        false => Ok(()),
    }
}

/// Returns true if a path enters a link that lies in a repository, or in the working folder where that lies in none, and leads
/// out of it. Each part is looked at as the system follows it: behind a link, `..` is the folder above the link's target.
fn leads_out(path: &Path) -> bool {
    let Ok(absolute) = std::path::absolute(path) else { return false };
    let here = std::env::current_dir().and_then(std::fs::canonicalize).ok();
    // What has been walked so far, without links.
    let mut at = PathBuf::new();
    for component in absolute.parent().into_iter().flat_map(Path::components) {
        if component == Component::ParentDir {
            at.pop();
            continue;
        }
        let next = at.join(component);
        let is_link = next.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        // A link that leads nowhere cannot be entered.
        let Some(target) = std::fs::canonicalize(&next).ok().filter(|_| is_link) else {
            at = next;
            continue;
        };
        let home = repository_of(&at).or_else(|| here.as_deref().filter(|here| at.starts_with(here)));
        if home.is_some_and(|home| !target.starts_with(home)) {
            return true;
        }
        at = target;
    }
    false
}

/// Opens a device or a pipe to write to it. A pipe whose other end nobody reads is waited for a moment only.
#[cfg(unix)]
fn stream(path: &Path) -> io::Result<Box<dyn Write>> {
    use std::os::unix::fs::{FileTypeExt, OpenOptionsExt};
    let kind = std::fs::metadata(path)?.file_type();
    if kind.is_socket() {
        return Err(io::Error::other("it is a socket"));
    }
    if is_of_system(path) || !kind.is_fifo() {
        return Ok(Box::new(File::create(path)?));
    }
    let started = Instant::now();
    loop {
        let opened = File::options().write(true).custom_flags(libc::O_NONBLOCK).open(path);
        match opened {
            Ok(pipe) => return Ok(Box::new(Patient(pipe))),
            Err(error) if error.raw_os_error() != Some(libc::ENXIO) => return Err(error),
            Err(_) if started.elapsed() > PATIENCE => {
                return Err(io::Error::other("it is a pipe from which nothing reads"));
            }
            Err(_) => std::thread::sleep(PAUSE),
        }
    }
}

#[cfg(not(unix))]
fn stream(path: &Path) -> io::Result<Box<dyn Write>> {
    Ok(Box::new(File::create(path)?))
}

#[cfg(unix)]
use pipe::{PATIENCE, PAUSE, Patient};
#[cfg(unix)]
use std::time::Instant;

#[cfg(unix)]
mod pipe {
    //! Pipes with a name.

    use std::fs::File;
    use std::io::{self, ErrorKind, Write};
    use std::time::Duration;

    /// The time for which somebody may begin to read from a pipe.
    pub(super) const PATIENCE: Duration = Duration::from_secs(3);

    /// The time between two tries.
    pub(super) const PAUSE: Duration = Duration::from_millis(10);

    /// A pipe that was opened without waiting for its reader, and is full at times.
    pub(super) struct Patient(pub(super) File);

    impl Write for Patient {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            loop {
                match self.0.write(bytes) {
                    Err(error) if error.kind() == ErrorKind::WouldBlock => std::thread::sleep(PAUSE),
                    written => return written,
                }
            }
        }

        fn flush(&mut self) -> io::Result<()> {
            self.0.flush()
        }
    }
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
