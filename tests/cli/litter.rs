//! What a run leaves behind that is ended while it writes.

use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use super::support::{ERROR, Repo};

/// Returns the temporary files in a folder.
fn litter(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.file_name().unwrap().to_str().unwrap().starts_with(".reportlint-")).collect()
}

/// Returns a repository whose report takes a while to write.
fn large() -> Repo {
    let repo = Repo::with(&[("out/report.sarif", "old\n")]);
    for index in 0..12 {
        repo.write(&format!("cases/{index}.yaml"), vec![ERROR; 40].join("---\n").as_bytes());
    }
    repo
}

/// Starts a run, and sends it a signal once its temporary file is there. Returns the signal that ended it, or `None` if it was
/// quicker.
fn interrupted(repo: &Repo, prefix: &[&str], signal: &str) -> Option<i32> {
    let own = repo.command("", &["--no-cache", "--format", "sarif=out/report.sarif"]);
    let words: Vec<_> =
        prefix.iter().map(std::ffi::OsStr::new).chain([own.get_program()]).chain(own.get_args()).collect();
    let mut command = Command::new(words.first().unwrap());
    command.args(words.get(1..).unwrap()).current_dir(repo.path()).env_clear();
    command.envs(own.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let out = repo.path().join("out");
    while litter(&out).is_empty() {
        if let Some(status) = child.try_wait().unwrap() {
            return status.signal();
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    let sent =
        Command::new("kill").args([signal, &child.id().to_string()]).stderr(Stdio::null()).status().unwrap();
    let status = child.wait().unwrap();
    status.signal().filter(|_| sent.success())
}

/// Lets a file be two hours old.
fn make_old(repo: &Repo, name: &str) {
    let file = std::fs::File::options().write(true).open(repo.path().join(name)).unwrap();
    file.set_modified(SystemTime::now() - Duration::from_secs(7_200)).unwrap();
}

/// Returns true if this process, and so each that it starts, ignores a signal: under `nohup`, or in the background of a shell.
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|digits| u64::from_str_radix(digits.trim(), 16).ok()).unwrap_or_default();
    ignored >> (signal - 1) & 1 == 1
}

#[test]
fn a_run_that_is_told_to_end_leaves_nothing_behind() {
    let repo = large();
    let signals = [("-HUP", 1), ("-INT", 2), ("-TERM", 15)];
    for (name, number) in signals.into_iter().filter(|(_, number)| !is_ignored(*number)) {
        let ended = (0..20).filter_map(|_| {
            let signal = interrupted(&repo, &[], name);
            let left = litter(&repo.path().join("out"));
            assert!(left.is_empty(), "{name}: {left:?}");
            signal
        });
        // Some runs may be quicker than the signal.
        assert_eq!(ended.take(3).collect::<Vec<_>>(), [number; 3], "{name}");
    }
}

#[test]
fn a_signal_that_is_ignored_stays_so() {
    let repo = large();
    assert_eq!(interrupted(&repo, &["nohup"], "-HUP"), None);
    assert!(repo.read("out/report.sarif").contains("2.1.0"));
}

#[test]
fn what_a_killed_run_leaves_is_removed_by_a_later_one() {
    let repo = Repo::with(&[("case.yaml", ERROR), ("kept/.reportlint-abcdef", "")]);
    // A folder of no repository.
    std::fs::remove_dir(repo.path().join(".git")).unwrap();
    let files = [
        (".reportlint-aBcD12", true),
        // Another run may be writing it.
        (".reportlint-young1", false),
        // These are not ours.
        (".reportlint-long-name", false),
        (".reportlint-ab_def", false),
        ("reportlint-abcdef", false),
    ];
    for (name, _) in files {
        repo.write(name, b"half of a repor");
        if !name.contains("young") {
            make_old(&repo, name);
        }
    }
    std::fs::create_dir(repo.path().join(".reportlint-folder")).unwrap();
    std::os::unix::fs::symlink("case.yaml", repo.path().join(".reportlint-linked")).unwrap();
    let run = repo.run(&["--no-cache", "--format", "json=report.json", "case.yaml"]);
    assert_eq!(run.status, 1, "{run:?}");
    for (name, is_removed) in files {
        assert_eq!(repo.path().join(name).exists(), !is_removed, "{name}");
    }
    for name in [".reportlint-folder", ".reportlint-linked", "kept/.reportlint-abcdef", "report.json"] {
        assert!(repo.path().join(name).symlink_metadata().is_ok(), "{name}");
    }
}

#[test]
fn what_no_run_holds_any_more_goes_with_the_next_one() {
    let repo = Repo::with(&[("case.yaml", ERROR)]);
    std::fs::remove_dir(repo.path().join(".git")).unwrap();
    let names = [".reportlint-killed", ".reportlint-atwork"];
    let mut held = Vec::new();
    for name in names {
        repo.write(name, b"half of a repor");
        let file = std::fs::File::options().write(true).open(repo.path().join(name)).unwrap();
        file.set_modified(SystemTime::now() - Duration::from_secs(10)).unwrap();
        if name.contains("atwork") {
            file.lock().unwrap();
            held.push(file);
        }
    }
    repo.run(&["--no-cache", "--format", "json=report.json", "case.yaml"]);
    assert_eq!(names.map(|name| repo.path().join(name).exists()), [false, true]);
}

#[test]
fn a_file_that_git_tracks_stays_whatever_its_name() {
    let repo = Repo::with(&[("case.yaml", ERROR)]);
    let names = [".reportlint-track1", ".reportlint-litter"];
    for name in names {
        repo.write(name, b"a text");
        make_old(&repo, name);
    }
    std::fs::remove_dir(repo.path().join(".git")).unwrap();
    for args in [&["init", "-q"][..], &["add", "-f", ".reportlint-track1"]] {
        let status = Command::new("git").args(args).current_dir(repo.path()).status().unwrap();
        assert!(status.success(), "{args:?}");
    }
    repo.run(&["--no-cache", "--format", "json=report.json", "case.yaml"]);
    let is_left = names.map(|name| repo.path().join(name).exists());
    assert_eq!(is_left, [true, false]);
}
