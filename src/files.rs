//! The files of a repository in one of its states: as they lie on disk, in git's index, or in a commit.
//!
//! Whatever decides the result of a run is read through this: the configuration, schemas, the baseline and documents.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs::Metadata;
use std::io::{self, ErrorKind, Read as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::git::{self, Blob, Git, Tracked};
use crate::paths::{normalize, repository_of};
use crate::source::MAX_FILE_BYTES;
use crate::suggest::nearest;

/// The size up to which a configuration is read.
pub(crate) const MAX_CONFIG_BYTES: u64 = 4 << 20;

/// The size up to which a schema is read.
pub(crate) const MAX_SCHEMA_BYTES: u64 = 16 << 20;

/// The size up to which a baseline is read: some hundreds of thousands of findings.
pub(crate) const MAX_BASELINE_BYTES: u64 = 64 << 20;

/// The size up to which a file of local rules is read.
pub(crate) const MAX_RULES_BYTES: u64 = 1 << 20;

/// The size up to which a `.gitignore` is read.
pub(crate) const MAX_IGNORE_BYTES: u64 = 1 << 20;

/// The source of a file's bytes.
#[derive(Debug, Clone)]
pub enum Content {
    /// A file on disk.
    Disk(PathBuf),
    /// Bytes in memory, such as those of standard input.
    Bytes(Vec<u8>),
    /// A file in git's store.
    Blob(Blob),
}

/// The files of one state.
#[derive(Debug, Clone, Default)]
pub(crate) enum Files {
    /// The files on disk.
    #[default]
    Disk,
    /// The files on disk, and those that git was told to leave out of the work tree.
    Sparse(Arc<Snapshot>),
    /// The files that git has; those outside of its repository are the ones on disk.
    Git(Arc<Snapshot>),
}

/// The files of the index or of a commit.
#[derive(Debug)]
pub(crate) struct Snapshot {
    top: PathBuf,
    /// The files by their absolute paths, whose bytes are compared: parts of a path are slow to compare.
    files: BTreeMap<OsString, Content>,
}

impl Content {
    /// Reads the bytes of a document.
    ///
    /// # Errors
    /// The file cannot be read, or is too large; in words.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, String> {
        // One byte more than is allowed shows that there is too much, without reading all of it.
        let bytes = self.read(MAX_FILE_BYTES + 1)?;
        if bytes.len() as u64 > MAX_FILE_BYTES {
            let most = MAX_FILE_BYTES / (1024 * 1024);
            return Err(format!(
                "the file is larger than {most} MiB, which is the most that reportlint reads"
            ));
        }
        Ok(bytes)
    }

    /// Returns true if the content is one of git's, and git has lacked contents that were asked for.
    pub(crate) fn is_of_partial_store(&self) -> bool {
        matches!(self, Self::Blob(blob) if blob.is_of_partial_store())
    }

    /// Reads the bytes, or the first `most` of them if there are more. A pipe or device, which may never end, is refused.
    ///
    /// # Errors
    /// The file cannot be read; in words.
    fn read(&self, most: u64) -> Result<Vec<u8>, String> {
        match self {
            Self::Bytes(bytes) => Ok(bytes.clone()),
            Self::Disk(path) => read_regular(path, most).map_err(|error| in_words(&error)),
            Self::Blob(blob) => blob.read(most),
        }
    }
}

/// Describes an error of the file system in words that say what to look at.
pub(crate) fn in_words(error: &io::Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => "there is no such file; if a link has this name, it leads nowhere".to_owned(),
        ErrorKind::PermissionDenied => "you have no permission for it".to_owned(),
        ErrorKind::StorageFull => "the disk is full".to_owned(),
        ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        ErrorKind::IsADirectory => "it is a folder".to_owned(),
        ErrorKind::NotADirectory => "a part of its path is a file, and not a folder".to_owned(),
        ErrorKind::AlreadyExists => {
            "something else has its name, which is no folder or leads nowhere".to_owned()
        }
        ErrorKind::DirectoryNotEmpty => "something else lies in it".to_owned(),
        ErrorKind::InvalidFilename => {
            "its name is too long, or has characters that no name can have".to_owned()
        }
        // A kind without a stable name.
        _ if is_loop(error) => "it is a link that leads back to itself".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(unix)]
fn is_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(libc::ELOOP)
}

#[cfg(not(unix))]
fn is_loop(_: &io::Error) -> bool {
    false
}

/// Reads a file, or its first `most` bytes if it has more. Every file is read in this way.
///
/// # Errors
/// It is not there, cannot be read, or is a folder, a pipe or a device, which may never end.
pub(crate) fn read_regular(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let check = |metadata: &Metadata| match metadata {
        metadata if metadata.is_file() => Ok(()),
        metadata if metadata.is_dir() => Err(io::Error::other("this is a folder")),
        _ => Err(io::Error::other("this is no regular file, but a pipe, a device or a socket")),
    };
    // To open a pipe would be to wait for its other end.
    check(&std::fs::metadata(path)?)?;
    let file = std::fs::File::open(path)?;
    let metadata = file.metadata()?;
    check(&metadata)?;
    let mut bytes = Vec::with_capacity(usize::try_from(metadata.len().min(most)).unwrap_or_default() + 1);
    file.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Reads a text, or its first `most` bytes if it has more; `None` if it cannot be read.
pub(crate) fn read_text(path: &Path, most: u64) -> Option<String> {
    Some(String::from_utf8_lossy(&read_regular(path, most).ok()?).into_owned())
}

/// Returns the folder in which git keeps the settings of the repository in the folder `top`. In a second work tree or a
/// submodule, `.git` is a file that names it, and it may name another.
pub(crate) fn git_folder(top: &Path) -> Option<PathBuf> {
    let git = top.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let text = |path: &Path| read_text(path, MAX_IGNORE_BYTES);
    let folder = top.join(text(&git)?.strip_prefix("gitdir:")?.trim());
    let common = text(&folder.join("commondir")).map(|common| folder.join(common.trim()));
    Some(common.unwrap_or(folder))
}

impl Files {
    /// Returns the files with these entries of git.
    pub(crate) fn in_git(git: &Git, tracked: Vec<Tracked>) -> Self {
        Self::Git(Arc::new(Snapshot::new(git, tracked)))
    }

    /// Returns the files on disk, together with those that git was told to leave out of the work tree `top`.
    pub(crate) fn on_disk(top: Option<&Path>) -> Self {
        let left_out = top.filter(|top| git::may_be_sparse(top)).and_then(|top| {
            let git = Git::open(top).ok()?;
            let tracked = git.index().ok()?.into_iter().filter(|file| file.is_left_out);
            Some(Snapshot::new(&git, tracked.collect()))
        });
        let left_out = left_out.filter(|snapshot| !snapshot.files.is_empty());
        left_out.map_or(Self::Disk, |snapshot| Self::Sparse(Arc::new(snapshot)))
    }

    /// Returns true if the files are those on disk, and not what git has in their place.
    pub(crate) fn are_on_disk(&self) -> bool {
        !matches!(self, Self::Git(_))
    }

    /// Returns the files below an absolute folder as git has them; `None` if they are on disk.
    pub(crate) fn below_in_git(&self, folder: &Path) -> Option<impl Iterator<Item = (&Path, &Content)>> {
        let (snapshot, folder) = self.snapshot(folder).filter(|_| !self.are_on_disk())?;
        Some(snapshot.below(folder))
    }

    /// Returns the content of a file at an absolute path, or one that is relative to the working directory.
    pub(crate) fn content(&self, path: &Path) -> Option<Content> {
        let on_disk = || path.exists().then(|| Content::Disk(path.to_path_buf()));
        let in_git =
            || self.snapshot(path).and_then(|(snapshot, path)| snapshot.files.get(path.as_os_str()).cloned());
        match self {
            Self::Git(_) if self.snapshot(path).is_some() => in_git(),
            _ => on_disk().or_else(in_git),
        }
    }

    /// Reads a file, or its first `most` bytes if it has more.
    ///
    /// # Errors
    /// The file is not there or cannot be read; in words.
    pub(crate) fn read(&self, path: &Path, most: u64) -> Result<Vec<u8>, String> {
        match self.content(path) {
            Some(content) => content.read(most),
            None if !self.are_on_disk() && self.snapshot(path).is_some() => {
                Err("git does not have the file".to_owned())
            }
            // For the words of the error.
            None => Content::Disk(path.to_path_buf()).read(most),
        }
    }

    /// Returns the state that a file named by the user is read from: this one, or the disk if git does not have the file.
    pub(crate) fn or_disk(&self, path: &Path) -> Self {
        if self.has_file(path) { self.clone() } else { Self::Disk }
    }

    /// Returns true if a file is there, or on disk anything at all, even if it cannot be read.
    pub(crate) fn has_entry(&self, path: &Path) -> bool {
        self.has_file(path) || self.are_on_disk() && path.symlink_metadata().is_ok()
    }

    /// Returns true if `path` leads to a file of the git repository that `folder` lies in, or of the folder itself.
    /// Somebody who proposes a change to a configuration or a schema must not get other files of the machine read: findings
    /// would show parts of them.
    pub(crate) fn is_at_home(&self, path: &Path, folder: &Path) -> bool {
        let is_in_git = self.snapshot(folder).is_some() && self.snapshot(path).is_some();
        if !self.are_on_disk() && self.snapshot(folder).is_some() {
            return is_in_git;
        }
        let Ok(resolved) = std::fs::canonicalize(path) else { return is_in_git };
        // A folder that is not checked out lies where its name says.
        let folder = std::fs::canonicalize(folder).unwrap_or_else(|_| normalize(folder));
        resolved.starts_with(repository_of(&folder).unwrap_or(&folder))
    }

    /// Returns true if a file is there.
    pub(crate) fn has_file(&self, path: &Path) -> bool {
        let in_git = || {
            self.snapshot(path).is_some_and(|(snapshot, path)| snapshot.files.contains_key(path.as_os_str()))
        };
        match self {
            Self::Git(_) if self.snapshot(path).is_some() => in_git(),
            _ => path.is_file() || in_git(),
        }
    }

    /// Returns true if a folder is there.
    pub(crate) fn has_folder(&self, path: &Path) -> bool {
        let in_git =
            || self.snapshot(path).is_some_and(|(snapshot, path)| snapshot.below(path).next().is_some());
        match self {
            Self::Git(_) if self.snapshot(path).is_some() => in_git(),
            _ => path.is_dir() || in_git(),
        }
    }

    /// Returns the names of what lies in a folder, sorted.
    pub(crate) fn names_in(&self, folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        let in_git = self.snapshot(folder);
        if self.are_on_disk() || in_git.is_none() {
            let entries = std::fs::read_dir(folder).into_iter().flatten();
            names.extend(
                entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned())),
            );
        }
        if let Some((snapshot, folder)) = in_git {
            let below = snapshot.below(folder.clone());
            let inner = below.filter_map(|(path, _)| path.strip_prefix(&folder).ok());
            let first = inner.filter_map(|inner| inner.components().next());
            names.extend(first.map(|name| name.as_os_str().to_string_lossy().into_owned()));
        }
        names.sort();
        names.dedup();
        names
    }

    /// Returns the name in the folder of `path` that is nearest to the name of `path`.
    pub(crate) fn nearest_sibling(&self, path: &Path) -> Option<String> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        let own = path.file_name()?.to_str()?;
        // A link that leads nowhere is near to itself.
        let names: Vec<String> = self.names_in(folder).into_iter().filter(|name| name != own).collect();
        nearest(own, names.iter().map(String::as_str)).map(str::to_owned)
    }

    /// Returns the name in the folder of `path` that is nearest to its own, if that folder lies in the repository of `home`: a change
    /// under review must not list other folders of the machine.
    pub(crate) fn nearest_at_home(&self, path: &Path, home: &Path) -> Option<String> {
        path.parent().filter(|folder| self.is_at_home(folder, home))?;
        self.nearest_sibling(path)
    }

    /// Returns the snapshot that a path belongs to, with its absolute form.
    fn snapshot(&self, path: &Path) -> Option<(&Snapshot, PathBuf)> {
        let (Self::Git(snapshot) | Self::Sparse(snapshot)) = self else { return None };
        let absolute = normalize(&std::path::absolute(path).ok()?);
        absolute.starts_with(&snapshot.top).then_some((snapshot, absolute))
    }
}

impl Snapshot {
    fn new(git: &Git, tracked: Vec<Tracked>) -> Self {
        let content = |file: Tracked| {
            let is_regular = || file.path.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
            let content = match &file.object {
                Some(object) => Content::Blob(git.blob(object)),
                // Nobody but the work tree has what a merge left.
                None if is_regular() => Content::Disk(file.path.clone()),
                None => return None,
            };
            Some((file.path.into_os_string(), content))
        };
        Self { top: git.top().to_path_buf(), files: tracked.into_iter().filter_map(content).collect() }
    }

    /// Returns the files below an absolute folder, sorted by their paths.
    fn below(&self, folder: PathBuf) -> impl Iterator<Item = (&Path, &Content)> {
        let mut first = folder.into_os_string();
        if !first.as_encoded_bytes().ends_with(std::path::MAIN_SEPARATOR_STR.as_bytes()) {
            first.push(std::path::MAIN_SEPARATOR_STR);
        }
        let files = self.files.range(first.clone()..);
        let is_below = move |path: &OsString| path.as_encoded_bytes().starts_with(first.as_encoded_bytes());
        files.take_while(move |(path, _)| is_below(path)).map(|(path, content)| (Path::new(path), content))
    }
}
