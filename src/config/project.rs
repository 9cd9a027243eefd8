//! The place of a run: the working directory, the root that paths are shown relative to, and
//! the configuration file.

use std::path::{Path, PathBuf};

use crate::files::Files;
use crate::paths::{normalize, repository_of, slashed};

/// The one name that a configuration file has when it is looked for.
pub(crate) const CONFIG_NAME: &str = "reportlint.yaml";

/// Names under which people look for it in vain.
const MISNOMERS: [&str; 3] = ["reportlint.yml", ".reportlint.yaml", ".reportlint.yml"];

/// The configuration that a run asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Choice<'a> {
    /// The nearest file upward from the working directory.
    Nearest,
    /// This file.
    File(&'a Path),
    /// None: every default.
    Isolated,
}

/// The folders of a run; every path in it is absolute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Project {
    working: PathBuf,
    root: PathBuf,
    /// The root without links.
    canonical_root: PathBuf,
    config: Option<PathBuf>,
    misnamed: Option<PathBuf>,
    is_repository: bool,
    repository: Option<PathBuf>,
}

impl<'a> Choice<'a> {
    /// Returns the choice that the arguments `--config` and `--isolated` make.
    pub(crate) fn from_args(config: Option<&'a Path>, isolated: bool) -> Self {
        match config {
            Some(file) => Self::File(file),
            None if isolated => Self::Isolated,
            None => Self::Nearest,
        }
    }
}

impl Project {
    /// Finds the project that `working`, an absolute path, lies in, in this state of its files.
    pub(crate) fn find(files: &Files, working: &Path, choice: Choice<'_>) -> Self {
        let working = normalize(working);
        let repository = repository_of(&working);
        let upward = |names: &[&str]| {
            let last = repository.unwrap_or_else(|| Path::new(""));
            let mut folders = working.ancestors().take_while(|folder| folder.starts_with(last));
            // What is there and cannot be read is said, not passed over.
            let is_there = |file: &PathBuf| files.has_entry(file);
            folders.find_map(|folder| names.iter().map(|name| folder.join(name)).find(is_there))
        };
        let config = match choice {
            Choice::Isolated => None,
            Choice::File(file) => Some(normalize(&working.join(file))),
            Choice::Nearest => upward(&[CONFIG_NAME]),
        };
        let is_missed = choice == Choice::Nearest && config.is_none();
        let misnamed = is_missed.then(|| upward(&MISNOMERS)).flatten();
        // A configuration from elsewhere must not make the paths of this project look foreign.
        let folder = config.as_deref().and_then(Path::parent).filter(|folder| working.starts_with(folder));
        let top = folder.or(repository);
        let is_repository = top.is_some();
        let repository = repository.map(Path::to_path_buf);
        let root = top.unwrap_or(&working).to_path_buf();
        let canonical_root = std::fs::canonicalize(&root).unwrap_or_else(|_| root.clone());
        Self { working, root, canonical_root, config, misnamed, is_repository, repository }
    }

    /// Returns the folder in which the run was started.
    pub(crate) fn working(&self) -> &Path {
        &self.working
    }

    /// Returns the folder that display paths are relative to: the configuration's, else the repository's, else the
    /// working directory.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// Returns true if the root is that of a repository, by its configuration or git, and not a folder that just happens to
    /// be the working directory.
    pub(crate) fn is_repository(&self) -> bool {
        self.is_repository
    }

    /// Returns the path of the root in the git repository, with `/` behind it; empty where it is the same.
    pub(crate) fn prefix(&self) -> String {
        let inner = self.repository.as_deref().and_then(|top| self.root.strip_prefix(top).ok()).map(slashed);
        inner.filter(|inner| !inner.is_empty()).map(|inner| format!("{inner}/")).unwrap_or_default()
    }

    /// Returns the folder of the git repository that the working directory lies in.
    pub(crate) fn repository(&self) -> Option<&Path> {
        self.repository.as_deref()
    }

    /// Returns the configuration file.
    pub(crate) fn config(&self) -> Option<&Path> {
        self.config.as_deref()
    }

    /// Returns a file that was probably meant to be the configuration, if none was found.
    pub(crate) fn misnamed(&self) -> Option<&Path> {
        self.misnamed.as_deref()
    }

    /// Returns the absolute form of a path as it was given. Where the path leads below the root, the result lies under
    /// the root and has no links: a file under two names would be compared with itself.
    pub(crate) fn absolute(&self, given: &Path) -> PathBuf {
        let absolute = normalize(&self.working.join(given));
        let canonical = std::fs::canonicalize(&absolute).ok();
        let inner = canonical.as_deref().and_then(|path| {
            // The root may be reached by a link too: `/tmp` is one on some systems.
            let inner = path.strip_prefix(&self.root).or_else(|_| path.strip_prefix(&self.canonical_root));
            inner.ok()
        });
        inner.map_or(absolute, |inner| self.root.join(inner))
    }

    /// Returns the name that outputs give the file at `absolute`: relative to the root, with `/`; a file outside the
    /// root keeps the name that was `given`.
    pub(crate) fn display(&self, absolute: &Path, given: &Path) -> String {
        slashed(absolute.strip_prefix(&self.root).unwrap_or(given))
    }

    /// Returns the path that patterns of the configuration are matched against: relative to the root, or for a file
    /// outside it to the configuration's folder; `None` for one outside both.
    pub(crate) fn local(&self, absolute: &Path) -> Option<String> {
        let folder = self.config.as_deref().and_then(Path::parent);
        let mut bases = std::iter::once(self.root.as_path()).chain(folder);
        bases.find_map(|base| absolute.strip_prefix(base).ok()).map(slashed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder(entries: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for entry in entries {
            let path = folder.path().join(entry);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            if entry.ends_with('/') {
                std::fs::create_dir_all(&path).unwrap();
            } else {
                std::fs::write(&path, "").unwrap();
            }
        }
        folder
    }

    #[test]
    fn the_nearest_configuration_counts_up_to_the_repository() {
        let top = folder(&[
            "reportlint.yaml",
            "repo/.git/",
            "repo/a/reportlint.yaml",
            "repo/a/b/reportlint.yml",
            "repo/c/reportlint.yml",
        ]);
        let top = top.path().canonicalize().unwrap();
        let nearest = |from: &str| Project::find(&Files::Disk, &top.join(from), Choice::Nearest);
        assert_eq!(nearest("repo/a/b").config().unwrap(), top.join("repo/a/reportlint.yaml"));
        assert_eq!(nearest("repo/a/b").root(), top.join("repo/a"));
        assert_eq!(nearest("repo/a/b").misnamed(), None);
        assert_eq!(nearest("repo/c").config(), None);
        assert_eq!(nearest("repo/c").misnamed().unwrap(), top.join("repo/c/reportlint.yml"));
        assert_eq!(nearest("repo/c").root(), top.join("repo"));
        assert_eq!(
            Project::find(&Files::Disk, &top.join("repo/a"), Choice::Isolated).root(),
            top.join("repo")
        );
    }

    #[test]
    fn paths_are_shown_relative_to_the_root() {
        let top = folder(&["repo/.git/", "repo/a/x.yaml", "y.yaml", "conf/reportlint.yaml"]);
        let top = top.path().canonicalize().unwrap();
        let project = Project::find(
            &Files::Disk,
            &top.join("repo/a"),
            Choice::File(Path::new("../../conf/reportlint.yaml")),
        );
        assert_eq!(project.root(), top.join("repo"));
        let shown = |given: &str| project.display(&project.absolute(Path::new(given)), Path::new(given));
        assert_eq!(shown("./x.yaml"), "a/x.yaml");
        assert_eq!(shown("../a/../a/x.yaml"), "a/x.yaml");
        assert_eq!(shown("../../y.yaml"), "../../y.yaml");
        assert_eq!(project.local(&top.join("conf/z.yaml")).as_deref(), Some("z.yaml"));
        assert_eq!(project.local(&top.join("repo/a/x.yaml")).as_deref(), Some("a/x.yaml"));
        assert_eq!(project.local(&top.join("y.yaml")), None);
    }
}
