//! Runs the program in folders that are made for a test.

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A case with one error: a verdict without a date.
pub(crate) const ERROR: &str = "kind: case\nid: a-case\ntitle: A case\ncountry: KZ\nfreedoms: [expression]\n\
    events:\n  - type: verdict\n    court: {name: Medeu District Court}\n    outcome: acquitted\n    sources: [register]\n\
    sources:\n  register: {type: interview, title: Talk, published: 2023-05-02}\n";

/// A case with one warning: a quote without a speaker.
pub(crate) const WARNING: &str = "kind: case\nid: a-case\ntitle: A case\ncountry: KZ\nfreedoms: [expression]\n\
    quotes:\n  - text: We only asked to be heard\n    language: en\n    source: {type: interview, title: Talk, published: 2023-05-02}\n\
    events:\n  - {type: search, date: 2023-04-10, sources: [register]}\n\
    sources:\n  register: {type: interview, title: Talk, published: 2023-05-02}\n";

/// A case without any finding.
pub(crate) const CLEAN: &str = "kind: case\nid: a-case\ntitle: A case\ncountry: KZ\nfreedoms: [expression]\n\
    events:\n  - {type: search, date: 2023-04-10, sources: [register]}\n\
    sources:\n  register: {type: interview, title: Talk, published: 2023-05-02}\n";

/// Returns one of these cases under another id.
pub(crate) fn with_id(case: &str, id: &str) -> String {
    case.replace("id: a-case", &format!("id: {id}"))
}

/// A repository in a folder of its own, so that nothing outside of it matters.
pub(crate) struct Repo(tempfile::TempDir);

impl Repo {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(".git")).unwrap();
        Self(folder)
    }

    pub(crate) fn with(files: &[(&str, &str)]) -> Self {
        let repo = Self::new();
        for (path, text) in files {
            repo.write(path, text.as_bytes());
        }
        repo
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.0.path().canonicalize().unwrap()
    }

    pub(crate) fn write(&self, path: &str, bytes: &[u8]) {
        let path = self.0.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.0.path().join(path)).unwrap()
    }

    /// Prepares the program to run in `folder` of the repository, without the user's environment.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, folder: &str, args: &[A]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
        let path = std::env::var_os("PATH").unwrap_or_default();
        command
            .env_clear()
            .env("PATH", path)
            .env("LC_ALL", "C.UTF-8")
            .env("HOME", self.0.path())
            .env("COLUMNS", "100");
        command.current_dir(self.0.path().join(folder)).args(args);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Run {
        Run::from(self.command("", args).output().unwrap())
    }

    pub(crate) fn run_in(&self, folder: &str, args: &[&str], stdin: &[u8]) -> Run {
        let mut command = self.command(folder, args);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A program that does not read its input closes it.
        drop(child.stdin.take().unwrap().write_all(stdin));
        Run::from(child.wait_with_output().unwrap())
    }
}

/// The output of a run, and its exit status.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Run {
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) status: i32,
}

impl Run {
    /// Returns standard error without the line that says why the exit status is 1, which has to be its last one.
    pub(crate) fn complaints(&self) -> &str {
        if self.status != 1 {
            return &self.stderr;
        }
        let reason = self.stderr.rfind("reportlint: ").unwrap_or_else(|| panic!("no reason: {self:?}"));
        let (complaints, reason) = self.stderr.split_at(reason);
        assert!(reason.contains(", so the exit status is 1") && reason.lines().count() == 1, "{reason}");
        complaints
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
            status: output.status.code().expect("the program ends by itself"),
        }
    }
}

/// Copies the content of a folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            std::fs::create_dir_all(&target).unwrap();
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Runs git in a repository, as nobody in particular and without the user's settings.
pub(crate) fn git(repo: &Repo, args: &[&str]) -> String {
    let output = Command::new("git")
        .current_dir(repo.path())
        .args(["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"])
        .args(["-c", "commit.gpgSign=false"])
        .args(args)
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_SYSTEM", "/dev/null")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .output()
        .unwrap();
    assert!(output.status.success(), "git {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// Makes a git repository whose first commit has these files.
pub(crate) fn committed(files: &[(&str, &str)]) -> Repo {
    let repo = Repo::with(files);
    std::fs::remove_dir(repo.path().join(".git")).unwrap();
    git(&repo, &["init", "-q"]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "--allow-empty", "-m", "one"]);
    repo
}
