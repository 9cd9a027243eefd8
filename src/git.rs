//! Asks the `git` program about a repository: it reads every repository, and is installed wherever a hook or a CI job
//! runs. Nothing is written, and no program that a repository's configuration names is run.

mod diff;

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

pub(crate) use diff::{Change, ChangeKind};

/// A repository.
#[derive(Debug)]
pub(crate) struct Git {
    top: PathBuf,
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
    /// A name that git does not know.
    #[error("git knows no commit `{0}`")]
    UnknownCommit(String),
    /// Two commits without a common ancestor in the clone.
    #[error("the clone holds no common ancestor of `{0}` and the commit that is checked out")]
    NoMergeBase(String),
    /// Anything else that git says.
    #[error("git {0} failed: {1}")]
    Failed(&'static str, String),
}

/// The two states to compare.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// The work tree, with files that git does not know yet, against this commit.
    WorkTree(String),
    /// The index against the commit that is checked out.
    Index,
}

/// A regular file of the index: its path, and its object's name; `None` if a merge left several versions.
type Entry = (PathBuf, Option<String>);

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
        Ok(Self { top: std::fs::canonicalize(&top).unwrap_or(top) })
    }

    /// Returns the merge base of `reference` and the commit that is checked out.
    ///
    /// # Errors
    /// Git does not know the reference, or the two have no common ancestor.
    pub(crate) fn merge_base(&self, reference: &str) -> Result<String, GitError> {
        let commit = format!("{reference}^{{commit}}");
        let known = self.run("rev-parse", &["--verify", "--quiet", "--end-of-options", &commit]);
        let commit = known.map_err(|_| GitError::UnknownCommit(reference.to_owned()))?;
        let base = self.run("merge-base", &["--end-of-options", &first_line(&commit), "HEAD"]);
        base.map(|base| first_line(&base)).map_err(|_| GitError::NoMergeBase(reference.to_owned()))
    }

    /// Returns the files that differ, with their new lines.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn changes(&self, comparison: &Comparison) -> Result<Vec<Change>, GitError> {
        let mut args = vec![
            "--raw",
            "-z",
            "--patch",
            "--unified=0",
            "--inter-hunk-context=0",
            // A file that is said to be binary has lines too.
            "--text",
            "--no-abbrev",
            "--find-renames",
            "--no-color",
            "--no-ext-diff",
            "--no-textconv",
            "--ignore-submodules=all",
        ];
        match comparison {
            Comparison::WorkTree(commit) => args.push(commit),
            Comparison::Index => args.push("--cached"),
        }
        args.push("--");
        let mut changes = diff::parse(&self.run("diff", &args)?, &self.top);
        if matches!(comparison, Comparison::WorkTree(_)) {
            let unknown = self.run("ls-files", &["--others", "--exclude-standard", "-z"])?;
            changes.extend(records(&unknown).map(|name| Change::untracked(self.top.join(path(name)))));
        }
        Ok(changes)
    }

    /// Returns the regular files of the index by their absolute paths, with the names of their objects; a file in
    /// conflict has no object.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn index(&self) -> Result<HashMap<PathBuf, Option<String>>, GitError> {
        let listed = self.run("ls-files", &["--stage", "-z"])?;
        let entries = records(&listed).filter_map(|record| self.entry(record));
        Ok(entries.collect())
    }

    /// Returns the absolute paths of files whose content in the work tree differs from that in the index.
    ///
    /// # Errors
    /// Any error of git.
    pub(crate) fn unstaged(&self) -> Result<Vec<PathBuf>, GitError> {
        let listed = self.run("diff-files", &["--name-only", "-z", "--ignore-submodules=all"])?;
        Ok(records(&listed).map(|name| self.top.join(path(name))).collect())
    }

    /// Returns the content of objects, in their order.
    ///
    /// # Errors
    /// Any error of git; an object that git does not have.
    pub(crate) fn read(&self, objects: &[&str]) -> Result<Vec<Vec<u8>>, GitError> {
        if objects.is_empty() {
            return Ok(Vec::new());
        }
        let mut child = command(&self.top, &["cat-file", "--batch"])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .map_err(GitError::Program)?;
        let failed = |message: &str| GitError::Failed("cat-file", message.to_owned());
        let (Some(mut stdin), Some(stdout)) = (child.stdin.take(), child.stdout.take()) else {
            return Err(failed("no pipe"));
        };
        // Written beside the reading, as either pipe may be full.
        let contents = std::thread::scope(|scope| {
            scope.spawn(move || {
                for object in objects {
                    // Where git has gone, the reading says so.
                    drop(writeln!(stdin, "{object}"));
                }
            });
            let mut stdout = BufReader::new(stdout);
            objects.iter().map(|_| read_object(&mut stdout)).collect::<std::io::Result<Vec<_>>>()
        });
        // Its status says nothing that the reading did not.
        drop(child.wait());
        contents.map_err(|error| failed(&error.to_string()))
    }

    /// Reads `MODE OBJECT STAGE\tPATH`; `None` for links and submodules.
    fn entry(&self, record: &[u8]) -> Option<Entry> {
        let tab = record.iter().position(|byte| *byte == b'\t')?;
        let (head, name) = record.split_at_checked(tab)?;
        let mut fields = std::str::from_utf8(head).ok()?.split(' ');
        let (mode, object, stage) = (fields.next()?, fields.next()?, fields.next()?);
        let object = (stage == "0").then(|| object.to_owned());
        mode.starts_with("100").then(|| (self.top.join(path(name.get(1..).unwrap_or_default())), object))
    }

    fn run(&self, name: &'static str, args: &[&str]) -> Result<Vec<u8>, GitError> {
        let mut command = command(&self.top, &[name]);
        let output = command.args(args).output().map_err(GitError::Program)?;
        if output.status.success() {
            Ok(output.stdout)
        } else {
            Err(GitError::Failed(name, first_line(&output.stderr)))
        }
    }
}

/// Returns true if `folder` lies in no git repository, or git says that its index has no file in it. Files of the index come
/// from whoever made a commit.
pub(crate) fn is_untracked(folder: &Path) -> bool {
    if !folder.ancestors().any(|above| above.join(".git").exists()) {
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
    // The index is not refreshed, and no watcher is asked.
    command.current_dir(folder).env("GIT_OPTIONAL_LOCKS", "0").args(["-c", "core.fsmonitor=false"]);
    command.args(args).stdin(Stdio::null());
    command
}

/// Reads `OBJECT TYPE SIZE`, a line break, the content, a line break.
fn read_object(out: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut head = String::new();
    out.read_line(&mut head)?;
    let size = head.trim_end().rsplit_once(' ').and_then(|(_, size)| size.parse::<u64>().ok());
    let size = size.ok_or_else(|| std::io::Error::other(format!("no object: {}", head.trim_end())))?;
    let mut content = Vec::new();
    out.take(size).read_to_end(&mut content)?;
    out.read_exact(&mut [0])?;
    Ok(content)
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
