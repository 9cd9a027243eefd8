//! Links, pipes and devices in the place of files: nothing outside of the repository is read or written, and nothing hangs.

#![cfg(unix)]

use std::os::unix::fs::symlink;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::support::{CLEAN, ERROR, Repo, Run, committed, git, with_id};

/// The longest that a run may take here, on a machine that is busy with other things.
const LONGEST: Duration = Duration::from_secs(60);

/// A text that no report may show.
const SECRET: &str = "root_of_all: hunter2\nsecond: hunter2\n";

/// Runs the program, and ends it if it does not end by itself.
fn bounded(repo: &Repo, args: &[&str]) -> Run {
    let mut command = repo.command("", args);
    let mut child =
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let started = Instant::now();
    while child.try_wait().unwrap().is_none() {
        if started.elapsed() > LONGEST {
            child.kill().unwrap();
            panic!("{args:?} does not end");
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    Run::from(child.wait_with_output().unwrap())
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

/// Puts something in the place of a file of the repository: a link to a secret, a link that leads nowhere, a pipe, a
/// device, a folder.
fn put(repo: &Repo, name: &str, what: &str, secret: &Path) {
    let path = repo.path().join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    match what {
        "link" => symlink(secret, path).unwrap(),
        "dead link" => symlink("nowhere", path).unwrap(),
        "pipe" => pipe(&path),
        "zero" => symlink("/dev/zero", path).unwrap(),
        "folder" => std::fs::create_dir(path).unwrap(),
        _ => unreachable!("{what}"),
    }
}

const KINDS: [&str; 5] = ["link", "dead link", "pipe", "zero", "folder"];

#[test]
fn what_stands_in_the_place_of_a_file_is_not_read() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret");
    std::fs::write(&secret, SECRET).unwrap();
    let config = "schemas: [{files: [data], schema: n.schema.json}]\nextends: base.yaml\n";
    let schema = "{\"$ref\": \"part.schema.json\"}";
    for name in [
        "reportlint.yaml",
        "reportlint-baseline.json",
        "n.schema.json",
        "part.schema.json",
        "base.yaml",
        "legal-codes/xx.yaml",
    ] {
        for what in KINDS {
            let repo = committed(&[("a.yaml", CLEAN), ("data/d.yaml", "n: 1\n")]);
            let files = [
                ("reportlint.yaml", config),
                ("n.schema.json", schema),
                ("part.schema.json", "{}"),
                ("base.yaml", "preset: minimal\n"),
            ];
            for (path, text) in files.iter().filter(|(path, _)| *path != name) {
                repo.write(path, text.as_bytes());
            }
            put(&repo, name, what, &secret);
            for args in [&["--format", "json"][..], &["--staged"], &["config", "--show", "a.yaml"]] {
                let run = bounded(&repo, args);
                let shown = format!("{}{}", run.stdout, run.stderr);
                assert!(
                    !shown.contains("hunter2") && !shown.contains("root_of_all"),
                    "{name} {what}: {shown}"
                );
                assert!((0..3).contains(&run.status), "{name} {what} {args:?}: {shown}");
            }
        }
    }
}

#[test]
fn patterns_of_git_are_read_from_regular_files_alone() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret");
    std::fs::write(&secret, "b.yaml\n").unwrap();
    for folder in ["", "cases/", "node_modules/", ".hidden/"] {
        for what in KINDS {
            let repo = committed(&[("a.yaml", CLEAN)]);
            repo.write("cases/b.yaml", with_id(ERROR, "b").as_bytes());
            put(&repo, &format!("{folder}.gitignore"), what, &secret);
            let run = bounded(&repo, &["--format", "concise"]);
            // As with git, which reads no link of that name.
            assert!(run.stdout.contains("cases/b.yaml:"), "{folder} {what}: {}{}", run.stdout, run.stderr);
            assert_eq!(run.status, 1);
            let init = bounded(&repo, &["init", "--dry-run"]);
            assert_eq!(init.status, 0, "{}", init.stderr);
        }
    }
}

#[test]
fn files_that_are_none_are_left_out_of_a_walk_and_refused_by_name() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.yaml");
    std::fs::write(&secret, SECRET).unwrap();
    for what in KINDS {
        let repo = committed(&[("a.yaml", CLEAN)]);
        put(&repo, "b.yaml", what, &secret);
        let run = bounded(&repo, &["--format", "json"]);
        assert_eq!(run.status, 0, "{what}: {}{}", run.stdout, run.stderr);
        assert!(!run.stdout.contains("hunter2"));
        let named =
            bounded(&repo, &["b.yaml", "--schema", "b.yaml", "--baseline", "b.yaml", "--config", "b.yaml"]);
        assert_eq!(named.status, 2, "{what}: {}", named.stderr);
    }
}

#[test]
fn a_link_is_replaced_and_not_what_it_leads_to() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("precious");
    std::fs::write(&target, "precious").unwrap();
    let repo = committed(&[("a.yaml", ERROR)]);
    for (link, args) in [
        ("report.sarif", &["--format", "sarif", "-o", "report.sarif"][..]),
        ("report.json", &["--format", "json=report.json"]),
        ("reportlint-baseline.json", &["baseline", "--output", "reportlint-baseline.json"]),
    ] {
        symlink(&target, repo.path().join(link)).unwrap();
        let run = bounded(&repo, args);
        assert!(run.status < 2, "{args:?}: {}", run.stderr);
        assert_eq!(std::fs::read_to_string(&target).unwrap(), "precious", "{args:?}");
        assert!(repo.path().join(link).symlink_metadata().unwrap().is_file(), "{args:?}");
    }
    // Nor is anything written behind a folder that is a link.
    symlink(outside.path(), repo.path().join("out")).unwrap();
    let run = bounded(&repo, &["--format", "sarif", "-o", "out/report.sarif"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("a link that leads out of the repository"), "{}", run.stderr);
    assert!(!outside.path().join("report.sarif").exists());
    // Within the repository a folder may be a link.
    std::fs::create_dir(repo.path().join("real")).unwrap();
    symlink("real", repo.path().join("inner")).unwrap();
    assert!(bounded(&repo, &["--format", "sarif", "-o", "inner/report.sarif"]).status < 2);
    assert!(repo.path().join("real/report.sarif").exists());
}

#[test]
fn a_link_to_a_configuration_within_the_repository_is_followed() {
    let repo = committed(&[
        ("config/shared.yaml", "exclude: [drafts]\n"),
        ("drafts/a.yaml", ERROR),
        ("b.yaml", CLEAN),
    ]);
    symlink("config/shared.yaml", repo.path().join("reportlint.yaml")).unwrap();
    assert_eq!(bounded(&repo, &[]).status, 0);
    git(&repo, &["add", "-A"]);
    // Git's index has the link, and not what it leads to: without a configuration everything is checked.
    assert_eq!(bounded(&repo, &["--staged", "drafts/a.yaml"]).status, 1);
}

#[test]
fn errors_of_the_disk_are_in_words() {
    let repo = committed(&[("a.yaml", CLEAN)]);
    symlink("nowhere", repo.path().join("reportlint.yaml")).unwrap();
    let run = bounded(&repo, &[]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("if a link has this name, it leads nowhere"), "{}", run.stderr);
    assert!(!run.stderr.contains("os error"), "{}", run.stderr);
    let run = bounded(&repo, &["--isolated", "--schema", "."]);
    assert!(run.stderr.contains("this is a folder"), "{}", run.stderr);
    pipe(&repo.path().join("p.json"));
    let run = bounded(&repo, &["--isolated", "--schema", "p.json"]);
    assert!(run.stderr.contains("a pipe, a device or a socket"), "{}", run.stderr);
}

#[test]
fn no_suggestion_lists_folders_outside_of_the_repository() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("passwords.json"), "{}").unwrap();
    let near = outside.path().join("passwordz.json").display().to_string();
    let up = "../".repeat(40);
    for (name, text) in [
        ("a.yaml", format!("$schema: {up}{}\nn: 1\n", near.trim_start_matches('/'))),
        ("reportlint.yaml", format!("extends: {up}{}\n", near.trim_start_matches('/'))),
        ("reportlint.yaml", format!("schemas: [{{files: [a.yaml], schema: {near}}}]\n")),
        ("s.schema.json", format!("{{\"$ref\": \"{up}{}\"}}", near.trim_start_matches('/'))),
    ] {
        let repo = committed(&[
            ("a.yaml", "n: 1\n"),
            ("s.schema.json", "{}"),
            ("reportlint.yaml", "schemas: [{files: [a.yaml], schema: s.schema.json}]\n"),
        ]);
        if name == "a.yaml" {
            std::fs::remove_file(repo.path().join("reportlint.yaml")).unwrap();
        }
        repo.write(name, text.as_bytes());
        let run = bounded(&repo, &[]);
        assert!(
            !format!("{}{}", run.stdout, run.stderr).contains("passwords"),
            "{name}: {}{}",
            run.stdout,
            run.stderr
        );
    }
}

/// The command that writes a baseline reads the old one first.
#[test]
fn a_baseline_is_not_written_anew_from_a_link_out_of_the_repository() {
    let outside = tempfile::tempdir().unwrap();
    let secret = outside.path().join("secret.json");
    std::fs::write(&secret, "{\"hunter2\": 1}").unwrap();
    let repo = Repo::with(&[("case.yaml", ERROR)]);
    symlink(&secret, repo.path().join("reportlint-baseline.json")).unwrap();
    let run = bounded(&repo, &["baseline"]);
    assert!(run.status == 2 && run.stderr.contains("leads out of the repository"), "{run:?}");
    assert!(!run.stderr.contains("hunter2"), "{run:?}");
}

/// Each folder is looked at once, however deep it lies.
#[test]
fn folders_within_each_other_are_walked_in_time() {
    let repo = Repo::with(&[("case.yaml", CLEAN)]);
    let folder = repo.path().join("d/".repeat(1_000));
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("other.yaml"), with_id(CLEAN, "other")).unwrap();
    let started = Instant::now();
    let run = bounded(&repo, &["--no-cache"]);
    assert!(run.stdout.contains("2 files checked"), "{run:?}");
    // It once took 31 seconds.
    assert!(started.elapsed() < Duration::from_secs(10), "{:?}", started.elapsed());
}

/// A link of the repository is no way to another one, be it behind a link to that or behind `..`.
#[test]
fn no_output_leaves_the_repository_through_a_link() {
    for (own, other) in [(".git", ".git"), (".git", ""), ("", "")] {
        let outside = tempfile::tempdir().unwrap();
        let outside = outside.path().canonicalize().unwrap();
        let repo = committed(&[("a.yaml", ERROR)]);
        std::fs::create_dir_all(outside.join(other)).unwrap();
        std::fs::create_dir_all(outside.join("sub")).unwrap();
        std::fs::write(outside.join("b.json"), "damaged").unwrap();
        if own.is_empty() {
            std::fs::remove_dir_all(repo.path().join(".git")).unwrap();
        }
        symlink(&outside, repo.path().join("out")).unwrap();
        symlink(outside.join("sub"), repo.path().join("sub")).unwrap();
        for args in [
            &["--format", "sarif", "-o", "out/r.sarif"][..],
            &["--format", "sarif", "-o", "sub/../r.sarif"],
            &["--format", "sarif", "-o", "sub/new/r.sarif"],
            &["--format", "sarif=out/r.sarif"],
            &["baseline", "--output", "out/c.json"],
            &["baseline", "--output", "out/b.json"],
            &["--cache-dir", "out/cache"],
            &["--cache-dir", "sub/../cache"],
            &["cache", "clean", "--cache-dir", "out/cache"],
        ] {
            let run = bounded(&repo, args);
            assert!(
                run.status == 2 && run.stderr.contains("leads out of the repository"),
                "{args:?}: {run:?}"
            );
        }
        let mut names: Vec<_> =
            std::fs::read_dir(&outside).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.retain(|name| name != ".git");
        names.sort();
        assert_eq!(names, ["b.json", "sub"], "{own} {other}");
        assert_eq!(std::fs::read_dir(outside.join("sub")).unwrap().count(), 0);
        // Elsewhere the user decides.
        let named = outside.join("named.sarif").display().to_string();
        assert_eq!(bounded(&repo, &["--format", "sarif", "-o", &named]).status, 1);
    }
}

#[test]
fn a_pipe_without_a_reader_is_no_output() {
    let repo = committed(&[("a.yaml", ERROR)]);
    let path = repo.path().join("report.sarif");
    pipe(&path);
    let started = Instant::now();
    let run = bounded(&repo, &["--format", "sarif", "-o", "report.sarif"]);
    assert!(run.status == 2 && run.stderr.contains("a pipe from which nothing reads"), "{run:?}");
    assert!(started.elapsed() < LONGEST / 2);
    let reader = std::thread::spawn(move || std::fs::read_to_string(path).unwrap());
    let run = bounded(&repo, &["--format", "sarif", "-o", "report.sarif"]);
    assert_eq!(run.status, 1, "{run:?}");
    assert!(reader.join().unwrap().trim_end().ends_with('}'));
    let socket = std::os::unix::net::UnixListener::bind(repo.path().join("s")).unwrap();
    let run = bounded(&repo, &["--format", "sarif", "-o", "s"]);
    assert!(run.status == 2 && run.stderr.contains("it is a socket"), "{run:?}");
    drop(socket);
}

/// A file of one byte more than is read, of each kind that is read without being named.
#[test]
fn each_kind_of_file_has_a_size() {
    let config = "schemas: [{files: [data], schema: n.schema.json}]\n";
    for (name, mib) in [
        ("reportlint.yaml", 4),
        ("base.yaml", 4),
        ("n.schema.json", 16),
        ("part.schema.json", 16),
        ("reportlint-baseline.json", 64),
        ("legal-codes/xx.yaml", 64),
        ("a.yaml", 64),
    ] {
        let repo = committed(&[
            ("reportlint.yaml", &format!("{config}extends: base.yaml\n")),
            ("n.schema.json", "{\"$ref\": \"part.schema.json\"}"),
            ("part.schema.json", "{}"),
            ("base.yaml", "preset: minimal\n"),
            ("a.yaml", CLEAN),
            ("data/d.yaml", "n: 1\n"),
        ]);
        // Nothing is written to the disk but the length.
        std::fs::create_dir_all(repo.path().join("legal-codes")).unwrap();
        let file = std::fs::File::create(repo.path().join(name)).unwrap();
        file.set_len((mib << 20) + 1).unwrap();
        let run = bounded(&repo, &["--no-cache", "--format", "concise"]);
        assert!(run.status > 0, "{name}: {run:?}");
        let said = format!("{}{}", run.stdout, run.stderr);
        assert!(said.contains("arge"), "{name}: {said}");
    }
}

#[test]
fn no_error_is_in_the_words_of_the_system() {
    let repo = committed(&[("a.yaml", ERROR), ("cache/other", "")]);
    symlink("loop", repo.path().join("loop")).unwrap();
    let long = format!("{}.sarif", "a".repeat(300));
    for args in [
        &["--format", "sarif", "-o", "a.yaml/x"][..],
        &["--format", "sarif", "-o", "loop/x"],
        &["--format", "sarif", "-o", &long],
        &["baseline", "--output", "loop/b"],
        &["loop"],
        &["--baseline", "loop"],
        &["--schema", "loop"],
        &["--config", "loop"],
        &["cache", "clean", "--cache-dir", "cache"],
    ] {
        let run = bounded(&repo, args);
        assert!(run.status == 2 && !run.stderr.contains("os error"), "{args:?}: {run:?}");
    }
}

/// A span that ends behind the last byte would be shown wrong, or not at all.
#[test]
fn a_fault_of_encoding_ends_within_its_file() {
    for bytes in [&b"a: \xff"[..], b"\xff", b"a: 1\n\xc3", b"a: \xe2\x82", b"\xff\xfea", b"a: \xf0\x9f\x98\n"]
    {
        let repo = Repo::new();
        repo.write("a.yaml", bytes);
        let run = bounded(&repo, &["--no-cache", "--format", "json", "a.yaml"]);
        let report: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
        let offsets = report.to_string();
        assert!(offsets.contains("syntax/encoding"), "{bytes:?}: {offsets}");
        let ends = offsets
            .split("\"offset\":")
            .skip(1)
            .filter_map(|rest| rest.split(|c: char| !c.is_ascii_digit()).next()?.parse::<usize>().ok());
        assert!(ends.max().is_none_or(|end| end <= bytes.len()), "{bytes:?}: {offsets}");
    }
}
