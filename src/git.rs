//! Asks the `git` program about a repository: it reads every repository, and is installed wherever a hook or a CI job
//! runs. Nothing is written, and of the programs that a repository's settings name only clean filters are run, to compare files
//! of the work tree.

mod diff;
mod filtered;
mod listing;
mod objects;
mod tracking;

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::Arc;

use crate::paths::repository_of;

pub(crate) use diff::{Change, ChangeKind};
pub(crate) use listing::Tracked;
pub use objects::Blob;
pub(crate) use objects::{ObjectId, Objects, object_id};
pub(crate) use tracking::Tracking;

/// A repository.
#[derive(Debug, Clone)]
pub(crate) struct Git {
    top: PathBuf,
    objects: Arc<Objects>,
}

/// The reason why git gave no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum GitError {
    /// The program `git` cannot be run.
    #[error("cannot run git: {0}")]
    Program(std::io::Error),
    /// The folder is in no repository.
    #[error("there is no git repository here: {0}")]
    NoRepository(String),
    /// A name that git does not know, in a clone that has its whole history or not.
    #[error("git knows no commit `{name}`")]
    UnknownCommit {
        /// The name.
        name: String,
        /// True if older commits are missing.
        is_shallow: bool,
    },
    /// Two commits without a common ancestor in the clone.
    #[error("the clone holds no common ancestor of `{0}` and the commit that is checked out")]
    NoMergeBase(String),
    /// The clone does not have an object.
    #[error("git {0} failed: the clone is partial, and lacks something that is asked for")]
    Partial(&'static str),
    /// Anything else that git says.
    #[error("git {0} failed: {1}")]
    Failed(&'static str, String),
}

/// The two states to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// The work tree, with files that git does not know yet, against this commit.
    WorkTree(String),
    /// The index against this commit, or against nothing before the first one.
    Index(Option<String>),
}

impl Git {
    /// Opens the repository that `folder` lies in.
    ///
    /// # Errors
    /// The folder lies in no repository, or git is not installed.
    pub(crate) fn open(folder: &Path) -> Result<Self, GitError> {
        let output =
            command(folder, &["rev-parse", "--show-toplevel"]).output().map_err(GitError::Program)?;
        if !output.status.success() {
            return Err(GitError::NoRepository(first_line(&output.stderr)));
        }
        let top = path(output.stdout.strip_suffix(b"\n").unwrap_or(&output.stdout));
        Ok(Self::at(std::fs::canonicalize(&top).unwrap_or(top)))
    }

    /// Returns the repository whose work tree is the folder `top`, which has no links.
    fn at(top: PathBuf) -> Self {
        Self { objects: Arc::new(Objects::new(top.clone())), top }
    }

    /// Returns the folder of the work tree, without links.
    pub(crate) fn top(&self) -> &Path {
        &self.top
    }

    /// Returns the store of the repository.
    pub(crate) fn objects(&self) -> &Arc<Objects> {
        &self.objects
    }

    /// Names an object of the repository.
    pub(crate) fn blob(&self, id: &str) -> Blob {
        self.objects.blob(id)
    }

    /// Returns the merge base of `reference` and the commit that is checked out.
    ///
    /// # Errors
    /// Git does not know the reference, or the two have no common ancestor.
    pub(crate) fn merge_base(&self, reference: &str) -> Result<String, GitError> {
        let commit = format!("{reference}^{{commit}}");
        let known = self.run("rev-parse", &["--verify", "--quiet", "--end-of-options", &commit]);
        let commit = known.map_err(|_| GitError::UnknownCommit {
            name: reference.to_owned(),
            is_shallow: self.is_shallow(),
        })?;
        let base = self.run("merge-base", &["--end-of-options", &first_line(&commit), "HEAD"]);
        base.map(|base| first_line(&base)).map_err(|_| GitError::NoMergeBase(reference.to_owned()))
    }

    fn is_shallow(&self) -> bool {
        self.run("rev-parse", &["--is-shallow-repository"]).is_ok_and(|answer| answer.starts_with(b"true"))
    }

    /// Returns the files that differ, and if `with_lines`, their new lines.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn changes(&self, comparison: &Comparison, with_lines: bool) -> Result<Vec<Change>, GitError> {
        let mut args = vec![
            "--raw",
            "-z",
            "--no-abbrev",
            "--find-renames",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=all",
        ];
        if with_lines {
            // A file that is said to be binary has lines too.
            args.extend(["--patch", "--unified=0", "--inter-hunk-context=0", "--text"]);
        }
        match comparison {
            Comparison::WorkTree(commit) => args.push(commit),
            Comparison::Index(commit) => {
                args.push("--cached");
                args.extend(commit.as_deref());
            }
        }
        args.push("--");
        let mut command = command(&self.top, &["diff"]);
        if matches!(comparison, Comparison::WorkTree(_)) {
            self.turn_filters_off(&mut command);
        }
        let mut changes = diff::parse(&self.output("diff", command.args(args))?, &self.top);
        self.drop_same(&mut changes);
        if matches!(comparison, Comparison::WorkTree(_)) {
            let unknown = self.run("ls-files", &["--others", "--exclude-standard", "-z"])?;
            changes.extend(records(&unknown).map(|name| Change::untracked(self.top.join(path(name)))));
        }
        Ok(changes)
    }

    /// Returns the new paths of files that were moved since the last commit, up to `until` or that which is checked out, that
    /// changed the file at an absolute path; by their former ones.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn moved_since_change_of(
        &self,
        file: &Path,
        until: Option<&str>,
    ) -> Result<HashMap<PathBuf, PathBuf>, GitError> {
        let mut list = command(&self.top, &["rev-list", "-1", until.unwrap_or("HEAD"), "--"]);
        let commit = first_line(&self.output("rev-list", list.arg(file))?);
        if commit.is_empty() {
            return Ok(HashMap::new());
        }
        // The index knows what was moved, and starts no filter.
        let changes = self.changes(&Comparison::Index(Some(commit)), false)?;
        let moved = changes.into_iter().filter_map(|change| Some((change.before?.path, change.path)));
        Ok(moved.filter(|(old, new)| old != new).collect())
    }

    /// Returns the commit that is checked out; `None` if nothing is committed yet.
    pub(crate) fn head(&self) -> Option<String> {
        let head = self.run("rev-parse", &["--verify", "--quiet", "HEAD^{commit}"]).ok()?;
        Some(first_line(&head))
    }

    /// Returns the regular files of the index.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn index(&self) -> Result<Vec<Tracked>, GitError> {
        Ok(listing::index(&self.run("ls-files", &["-t", "--stage", "-z"])?, &self.top))
    }

    /// Returns the regular files of a commit.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn tree(&self, commit: &str) -> Result<Vec<Tracked>, GitError> {
        Ok(listing::tree(&self.run("ls-tree", &["-r", "-z", "--full-tree", commit])?, &self.top))
    }

    /// Keeps `command` from starting the programs that the repository's settings name as filters. A filtered file whose times
    /// changed then counts as changed, as its content is not what git has.
    fn turn_filters_off(&self, command: &mut Command) {
        let names = ["--null", "--name-only", "--get-regexp", r"^filter\..*\.(clean|process|required)$"];
        // Without any, git ends with 1.
        let names = self.run("config", &names).unwrap_or_default();
        let given = std::env::var("GIT_CONFIG_COUNT").ok().and_then(|count| count.parse().ok());
        let mut count: usize = given.unwrap_or_default();
        for name in records(&names) {
            let value = if name.ends_with(b".required") { "false" } else { "" };
            command.env(format!("GIT_CONFIG_KEY_{count}"), path(name));
            command.env(format!("GIT_CONFIG_VALUE_{count}"), value);
            count += 1;
        }
        command.env("GIT_CONFIG_COUNT", count.to_string());
    }

    fn run(&self, name: &'static str, args: &[&str]) -> Result<Vec<u8>, GitError> {
        self.output(name, command(&self.top, &[name]).args(args))
    }

    fn output(&self, name: &'static str, command: &mut Command) -> Result<Vec<u8>, GitError> {
        let output = command.output().map_err(GitError::Program)?;
        if output.status.success() {
            return Ok(output.stdout);
        }
        let is_partial = || {
            let promisors = ["--get-regexp", r"^(extensions\.partialclone|remote\..*\.promisor)$"];
            let asked = self::command(&self.top, &["config"]).args(promisors).output();
            asked.is_ok_and(|asked| asked.status.success())
        };
        Err(if is_partial() {
            GitError::Partial(name)
        } else {
            GitError::Failed(name, first_line(&output.stderr))
        })
    }
}

/// Returns true if git may have been told to leave files out of the work tree `top`, which is then worth asking.
pub(crate) fn may_be_sparse(top: &Path) -> bool {
    let git = top.join(".git");
    // In a second work tree, `.git` is a file.
    !git.is_dir() || git.join("info/sparse-checkout").exists()
}

/// Returns true if `folder` lies in no git repository, or git says that its index has no file in it. Files of the index come
/// from whoever made a commit.
pub(crate) fn is_untracked(folder: &Path) -> bool {
    if repository_of(folder).is_none() {
        return true;
    }
    let Some((parent, name)) = folder.parent().zip(folder.file_name()) else { return false };
    // A disk may take names in capitals for the same.
    let mut pathspec = std::ffi::OsString::from(":(icase)");
    pathspec.push(name);
    let listed = command(parent, &["ls-files", "-z", "--"]).arg(pathspec).output();
    listed.is_ok_and(|output| output.status.success() && output.stdout.is_empty())
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new("git");
    // No watcher is asked, no hook is run, and nothing is fetched; older versions of git know the last variable alone.
    command.current_dir(folder).env("GIT_OPTIONAL_LOCKS", "0");
    command.args(["-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null"]);
    command.env("GIT_NO_LAZY_FETCH", "1").env("GIT_ALLOW_PROTOCOL", "none");
    command.args(args).stdin(Stdio::null());
    command
}

/// Returns the records of a list in which a zero byte ends each.
fn records(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    list.split(|byte| *byte == 0).filter(|record| !record.is_empty())
}

/// Returns the path that git writes as these bytes.
#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(OsStr::new(&*String::from_utf8_lossy(bytes)))
}

/// Returns the first line of git's output.
fn first_line(output: &[u8]) -> String {
    String::from_utf8_lossy(output).lines().next().unwrap_or_default().trim().to_owned()
}
