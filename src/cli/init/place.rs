//! The repository to set up: reads its files, and adds new ones.

use std::fs::OpenOptions;
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use crate::cli::replace::new_permissions;
use crate::cli::temporary::Temporary;
use crate::files::{git_folder, read_text};

/// Larger files are not read: no configuration of a hook or a CI service is longer.
const MOST_BYTES: u64 = 1024 * 1024;

/// The root folder of the repository.
pub(super) struct Place {
    root: PathBuf,
}

impl Place {
    pub(super) fn new(root: &Path) -> Self {
        Self { root: root.to_path_buf() }
    }

    /// Returns true if something has this name, even a link to nowhere.
    pub(super) fn has(&self, path: &str) -> bool {
        self.root.join(path).symlink_metadata().is_ok()
    }

    /// Returns the text of a file; `None` if it cannot be read.
    pub(super) fn text(&self, path: &str) -> Option<String> {
        read_text(&self.root.join(path), MOST_BYTES)
    }

    /// Returns the texts of the files in a folder, by name.
    pub(super) fn texts_in(&self, folder: &str) -> Vec<(String, String)> {
        let entries = WalkDir::new(self.root.join(folder)).min_depth(1).max_depth(1).sort_by_file_name();
        let named_text = |entry: DirEntry| {
            Some((entry.file_name().to_string_lossy().into_owned(), read_text(entry.path(), MOST_BYTES)?))
        };
        entries.into_iter().flatten().filter_map(named_text).collect()
    }

    /// Returns true if the folder is the root of a git repository.
    pub(super) fn is_repository(&self) -> bool {
        self.has(".git")
    }

    /// Returns the host of the remote `origin`, in lower case.
    pub(super) fn origin_host(&self) -> Option<String> {
        host(&origin(&read_text(&git_folder(&self.root)?.join("config"), MOST_BYTES)?)?)
    }

    /// Writes a new file, completely or not at all; returns false if a file has the name already.
    ///
    /// # Errors
    /// The file cannot be written, or a folder on the way to it is a link, which may lead anywhere.
    pub(super) fn create(&self, path: &str, text: &str) -> io::Result<bool> {
        let target = self.root.join(path);
        let mut folder = self.root.clone();
        let names = path.rsplit_once('/').map_or("", |(folders, _)| folders);
        for name in names.split('/').filter(|name| !name.is_empty()) {
            folder.push(name);
            match std::fs::create_dir(&folder) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error),
                _ => {}
            }
            if !folder.symlink_metadata()?.is_dir() {
                return Err(io::Error::other(format!("`{name}` is not a folder")));
            }
        }
        let mut builder = tempfile::Builder::new();
        let permissions = new_permissions();
        if let Some(permissions) = permissions.as_ref() {
            builder.permissions(permissions.clone());
        }
        // The temporary name helps nobody.
        let unnamed = |error: io::Error| io::Error::from(error.kind());
        let mut file = Temporary::create(&mut builder, &folder).map_err(unnamed)?;
        file.as_file_mut().write_all(text.as_bytes())?;
        match file.persist_noclobber(&target) {
            Ok(_) => Ok(true),
            Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(false),
            // Some file systems know no such step; on them the file is made first and filled then.
            Err(_) => match OpenOptions::new().write(true).create_new(true).open(&target) {
                Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(false),
                opened => opened?.write_all(text.as_bytes()).map(|()| true),
            },
        }
    }
}

/// Returns the address of the remote `origin` in a configuration of git.
fn origin(config: &str) -> Option<String> {
    let mut is_origin = false;
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            is_origin = line.split_whitespace().eq(["[remote", "\"origin\"]"]);
        } else if let Some((key, value)) = line.split_once('=')
            && is_origin
            && key.trim().eq_ignore_ascii_case("url")
        {
            return Some(value.trim().trim_matches('"').to_owned());
        }
    }
    None
}

/// Returns the host of an address as git accepts it: a URL, or `user@host:path`.
fn host(address: &str) -> Option<String> {
    let rest = match address.split_once("://") {
        Some((_, rest)) => rest.split('/').next()?,
        None => address.split_once(':').map(|(host, _)| host).filter(|host| !host.contains('/'))?,
    };
    let host = rest.rsplit('@').next()?;
    let host = host.split(':').next()?;
    (!host.is_empty()).then(|| host.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_of_each_form_of_address() {
        for (address, expected) in [
            ("https://user:word@GitLab.example.org/a/b.git", Some("gitlab.example.org")),
            ("git@gitlab.com:a/b.git", Some("gitlab.com")),
            ("ssh://git@host.example:2222/a", Some("host.example")),
            ("https://github.com/gitlab/b", Some("github.com")),
            ("/srv/gitlab.git", None),
            ("../a:b", None),
            ("", None),
        ] {
            assert_eq!(host(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn the_remote_is_that_of_the_section() {
        let config = "[core]\n\turl = x\n[remote \"upstream\"]\n\turl = a\n[remote \"origin\"]\n\tfetch = f\n\tURL = b\n";
        assert_eq!(origin(config).as_deref(), Some("b"));
        assert_eq!(origin("[remote \"origin\"]\n[x]\nurl = a\n"), None);
    }

    #[test]
    fn a_file_that_is_there_is_never_touched() {
        let folder = tempfile::tempdir().unwrap();
        let place = Place::new(folder.path());
        assert!(place.create("a/b/c.yml", "new").unwrap());
        assert!(!place.create("a/b/c.yml", "newer").unwrap());
        assert_eq!(place.text("a/b/c.yml").unwrap(), "new");
        assert_eq!(place.texts_in("a/b").len(), 1);
    }
}
