//! `--watch`: after each change the report is the one of a run from the start.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::support::{ERROR, Repo, with_id};

/// A run that waits for changes.
struct Watching<'r> {
    repo: &'r Repo,
    child: Child,
    /// The lines of standard error.
    lines: Receiver<String>,
}

/// Far above the time of a check, so that only a run that hangs takes it.
const PATIENCE: Duration = Duration::from_secs(60);

impl<'r> Watching<'r> {
    /// Starts the run, which writes `.out/report.json`, and waits for its first report.
    fn start(repo: &'r Repo, args: &[&str]) -> Self {
        let args: Vec<&str> = ["--watch", "-o", ".out/report.json"].iter().chain(args).copied().collect();
        let mut command = repo.command("", &args);
        let mut child =
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
        let (sender, lines) = channel();
        let errors = BufReader::new(child.stderr.take().unwrap());
        std::thread::spawn(move || {
            errors.lines().map_while(Result::ok).try_for_each(|line| sender.send(line))
        });
        let watching = Self { repo, child, lines };
        watching.wait();
        watching
    }

    /// Waits until the run has reported and waits itself; returns what it said.
    fn wait(&self) -> String {
        let mut said = String::new();
        while !said.contains("watching ") {
            said += &self.lines.recv_timeout(PATIENCE).unwrap();
            said.push('\n');
        }
        said
    }

    /// Waits until the report is that of a run from the start.
    #[track_caller]
    fn assert_current(&self, what: &str) {
        self.wait();
        let fresh = || self.repo.run(&["--no-cache", "--format", "json"]).stdout;
        // What is written in several steps may be read more than once.
        while self.repo.read(".out/report.json") != fresh() {
            let more = self.lines.recv_timeout(Duration::from_secs(5));
            assert!(more.is_ok(), "{what}: {} is not {}", self.repo.read(".out/report.json"), fresh());
        }
    }

    /// Interrupts the run; returns its status and what it said last.
    fn end(mut self) -> (Option<i32>, String) {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-INT", &id]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        (status.code(), self.lines.iter().collect::<Vec<_>>().join("\n"))
    }
}

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn every_change_is_checked() {
    let clean = "title: t\n";
    let repo = Repo::with(&[(".out/x.txt", ""), ("a.yaml", clean), ("cases/b.yaml", ERROR)]);
    let watching = Watching::start(&repo, &[]);
    watching.repo.write("a.yaml", ERROR.as_bytes());
    watching.assert_current("a file is saved, with the id of another");
    repo.write("a.yaml", with_id(ERROR, "other").as_bytes());
    watching.assert_current("its id is another one");
    repo.write("new.yaml.tmp", ERROR.as_bytes());
    std::fs::rename(repo.path().join("new.yaml.tmp"), repo.path().join("a.yaml")).unwrap();
    watching.assert_current("an editor puts a new file in its place");
    std::fs::remove_file(repo.path().join("a.yaml")).unwrap();
    watching.assert_current("it is gone");
    repo.write("cases/2024/c.yaml", ERROR.as_bytes());
    watching.assert_current("a folder with a file is new");
    repo.write("cases/2024/c.yaml", b"kind: [\n");
    watching.assert_current("a file in it cannot be read");
    repo.write("cases/2024/c.yaml", with_id(ERROR, "third").as_bytes());
    watching.assert_current("it can again");
    repo.write("reportlint.yaml", b"rules:\n  structure: off\n");
    watching.assert_current("a configuration is new");
    repo.write("codes.yaml", b"kind: legal-code\nid: KZ-XX\n");
    watching.assert_current("a legal code is new");
    repo.write("codes.yaml", b"kind: legal-code\nid: KZ-YY\n");
    watching.assert_current("it is another");
    let (status, said) = watching.end();
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("so the exit status is 1"), "{said}");
}

#[test]
fn a_faulty_configuration_is_waited_for() {
    let repo =
        Repo::with(&[(".out/x.txt", ""), ("a.yaml", "title: t\n"), ("reportlint.yaml", "ruels: {}\n")]);
    let watching = Watching::start(&repo, &["--fail-on", "never"]);
    repo.write("reportlint.yaml", b"rules: {}\n");
    watching.assert_current("the configuration is mended");
    assert_eq!(watching.end().0, Some(0));
}

#[test]
fn what_is_no_report_is_left_alone() {
    let repo = Repo::with(&[(".out/x.txt", ""), ("a.yaml", "title: t\n")]);
    // A file that is saved while the run begins may be read twice.
    std::thread::sleep(Duration::from_millis(50));
    let watching = Watching::start(&repo, &["--format", "json", "--format", "sarif=seen.json"]);
    for name in ["notes.txt", ".a.yaml.swp", "4913", "a.yaml~", "seen.json"] {
        repo.write(name, b"x");
    }
    assert_eq!(watching.lines.recv_timeout(Duration::from_secs(1)).ok(), None);
    repo.write("a.yaml", ERROR.as_bytes());
    assert!(watching.wait().contains("watching 1 file;"));
}

#[test]
fn nothing_is_watched_that_cannot_change_or_is_another_state() {
    let repo = Repo::with(&[("a.yaml", "title: t\n")]);
    let run = repo.run(&["--watch", "-"]);
    assert!(run.status == 2 && run.stderr.contains("standard input has an end"), "{}", run.stderr);
    for other in ["--staged", "--fix", "--changed-since=HEAD"] {
        let run = repo.run(&["--watch", other]);
        assert!(run.status == 2 && run.stderr.contains("cannot be used with"), "{}", run.stderr);
    }
}
