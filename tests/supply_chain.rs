//! Nothing that the program is built from opens a network, and no run does.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking"
)]

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::process::Command;

use regex::Regex;
use serde_json::Value;
use walkdir::WalkDir;

/// The crates that declare the calls of operating systems, those of sockets among them, and call none.
const DECLARATIONS: &[&str] =
    &["libc", "linux-raw-sys", "rustix", "wasip2", "windows-sys", "windows-targets"];

/// What looks like a connection and is none.
const HARMLESS: &[(&str, &str, &str)] = &[
    ("jsonschema", "TcpListener", "in its tests"),
    ("mio", "TcpListener", "in its `net`, which is not built"),
    ("mio", "TcpStream", "in its `net`, which is not built"),
    ("mio", "UdpSocket", "in its `net`, which is not built"),
    ("mio", "UnixDatagram", "in its `net`, which is not built"),
    ("mio", "UnixStream", "in its `net`, which is not built"),
    ("signal-hook", "UnixDatagram", "in its tests"),
    ("signal-hook", "UnixStream", "a pipe of the program to itself, for the handler of signals"),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Returns the crates that deny.toml bans.
fn banned() -> BTreeSet<String> {
    let text = read(&root().join("deny.toml"));
    let (_, list) = text.split_once("\ndeny = [").unwrap();
    let names = list.split(']').next().unwrap().lines();
    names.filter_map(|line| Some(line.trim().strip_prefix('"')?.strip_suffix("\",")?.to_owned())).collect()
}

#[test]
fn no_crate_of_the_network_is_in_the_tree() {
    let banned = banned();
    assert!(banned.contains("reqwest") && banned.len() > 10);
    let lock = read(&root().join("Cargo.lock"));
    let names: BTreeSet<String> = lock
        .lines()
        .filter_map(|line| Some(line.strip_prefix("name = \"")?.trim_end_matches('"').to_owned()))
        .collect();
    assert!(names.contains("reportlint"));
    assert_eq!(names.intersection(&banned).collect::<Vec<_>>(), Vec::<&String>::new());
}

/// Returns the folders of the crates that the program is built from, by their names; those of tests alone are left out.
fn crates() -> Vec<(String, PathBuf)> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--format-version", "1", "--locked", "--offline"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    let nodes = metadata["resolve"]["nodes"].as_array().unwrap();
    let below: HashMap<&str, Vec<&str>> = nodes
        .iter()
        .map(|node| {
            let is_normal =
                |kinds: &Value| kinds.as_array().unwrap().iter().any(|kind| kind["kind"].is_null());
            let below =
                node["deps"].as_array().unwrap().iter().filter(|below| is_normal(&below["dep_kinds"]));
            (node["id"].as_str().unwrap(), below.map(|below| below["pkg"].as_str().unwrap()).collect())
        })
        .collect();
    let mut reached = BTreeSet::new();
    let mut next = vec![metadata["resolve"]["root"].as_str().unwrap()];
    while let Some(id) = next.pop() {
        if reached.insert(id) {
            next.extend(&below[id]);
        }
    }
    let packages = metadata["packages"].as_array().unwrap().iter();
    let packages = packages.filter(|package| reached.contains(package["id"].as_str().unwrap()));
    packages
        .map(|package| {
            let manifest = Path::new(package["manifest_path"].as_str().unwrap());
            (package["name"].as_str().unwrap().to_owned(), manifest.parent().unwrap().join("src"))
        })
        .collect()
}

/// The one crate that could open a network is built without that part.
#[test]
fn the_crate_that_waits_for_files_is_built_without_its_network() {
    let features = Command::new(env!("CARGO"))
        .args([
            "tree",
            "--locked",
            "--offline",
            "--target",
            "all",
            "-i",
            "mio",
            "-e",
            "features",
            "-f",
            "{p} {f}",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    let text = String::from_utf8(features.stdout).unwrap();
    let built = text.lines().next().unwrap();
    assert!(built.starts_with("mio ") && built.contains("os-ext") && !built.contains("net"), "{built}");
}

#[test]
fn no_code_in_the_tree_connects_to_anything() {
    let call = Regex::new(r"\b(TcpStream|TcpListener|UdpSocket|UnixStream|UnixDatagram|ToSocketAddrs)\s*(::|\()|\blibc::(socket|connect|getaddrinfo)\s*\(").unwrap();
    let crates = crates();
    assert!(crates.len() > 60 && crates.iter().any(|(name, _)| name == "jsonschema"));
    let mut found = BTreeSet::new();
    for (name, folder) in crates.iter().filter(|(name, _)| !DECLARATIONS.contains(&name.as_str())) {
        for entry in WalkDir::new(folder).into_iter().map(Result::unwrap) {
            if entry.path().extension().is_some_and(|ending| ending == "rs") {
                let text = read(entry.path());
                let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
                let calls = code.flat_map(|line| call.captures_iter(line).collect::<Vec<_>>());
                let words =
                    calls.map(|call| call.iter().skip(1).flatten().next().unwrap().as_str().to_owned());
                found.extend(words.map(|word| (name.clone(), word)));
            }
        }
    }
    let harmless = HARMLESS.iter().map(|(name, word, _)| ((*name).to_owned(), (*word).to_owned()));
    assert_eq!(found, harmless.collect());
}

#[test]
fn no_run_opens_a_socket() {
    let is_there = Command::new("strace").arg("-V").output().is_ok_and(|output| output.status.success());
    if !is_there {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let schema = r#"{"$ref": "https://schemas.example.org/remote.json"}"#;
    std::fs::write(folder.path().join("schema.json"), schema).unwrap();
    std::fs::write(folder.path().join("a.yaml"), "$schema: https://schemas.example.org/a.json\nkind: case\n")
        .unwrap();
    for args in [
        &["--isolated", "a.yaml"][..],
        &["--schema", "schema.json", "a.yaml"],
        &["rules"],
        &["schema", "case"],
    ] {
        let trace = folder.path().join("trace");
        let output = Command::new("strace")
            .args(["-f", "-e", "trace=socket,connect,bind,listen,sendto", "-o"])
            .arg(&trace)
            .arg(env!("CARGO_BIN_EXE_reportlint"))
            .args(args)
            .current_dir(folder.path())
            .output()
            .unwrap();
        // Where tracing is forbidden the program did not run.
        if !output.status.success() && read(&trace).is_empty() {
            return;
        }
        let trace = read(&trace);
        assert!(trace.contains("exited"), "{trace}");
        assert!(!["socket(", "connect("].iter().any(|call| trace.contains(call)), "{args:?}: {trace}");
    }
}

/// SECURITY.md names a test for each promise, and numbers that a reader may rely on.
#[test]
fn the_security_document_says_what_the_code_says() {
    let text = std::fs::read_to_string("SECURITY.md").unwrap();
    for part in text
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|part| part.starts_with("tests/") || part.starts_with("fuzz/"))
    {
        assert!(Path::new(part).exists(), "{part}");
    }
    for (file, code, said) in [
        ("src/schema/weight.rs", "MAX_WEIGHT: u64 = 10_000;", "| 10,000, and 1,000 one after the other |"),
        ("src/schema/weight.rs", "MAX_DEPTH: u64 = 1_000;", "1,000 one after the other"),
        ("src/schema/weight.rs", "MAX_DESCENT: usize = 10_000;", "those within it | 10,000 |"),
        ("src/schema/weight.rs", "MAX_PARTS: usize = 100_000;", "files of a schema | 100,000 |"),
        ("src/schema/check.rs", "PATTERN_BYTES: usize = 10 << 20;", "| 10 MiB each, "),
        ("src/schema/check.rs", "PATTERNS_BYTES: usize = 256 << 20;", "and 256 MiB by their number"),
        ("src/schema/check.rs", "MAX_VIOLATIONS: usize = 1_000;", "1,000 of one part of the schema"),
        ("src/schema/check.rs", "BACKTRACK_LIMIT: usize = 100_000;", "| 100,000 steps back in one value;"),
        (
            "src/schema/check/budget.rs",
            "BASE_STEPS: u64 = 4_000_000;",
            "| 4 million, and 128 for each byte |",
        ),
        ("src/schema/check/budget.rs", "STEPS_PER_BYTE: u64 = 128;", "and 128 for each byte"),
        (
            "src/schema/check/budget.rs",
            "SEARCH_STEPS_PER_BYTE: u64 = 32;",
            "4 million steps back, and 32 for each byte",
        ),
        (
            "src/schema/check/budget.rs",
            "MAX_FAULTS: u64 = 100_000;",
            "| violations of one document | 100,000,",
        ),
        ("src/schema/check/width.rs", "MAX_WIDTH: usize = 256;", "of more than 256 places"),
        ("src/schema/check/width.rs", "PLACES_A_STEP: usize = 8;", "each 8 are a step"),
        ("src/schema/explain.rs", "Cell::new(60_000)", "| 60,000 |"),
        ("src/model/case.rs", "MOST_PAIRS: usize = 200_000;", "times its persons | 200,000 |"),
        ("src/discover/ignored.rs", "MAX_PATTERN_BYTES: usize = 2 << 10;", "`.gitignore` | 2 KiB each"),
        ("src/discover/ignored.rs", "MAX_WILDCARD_BYTES: usize = 256 << 10;", "wildcards 256 KiB in a run"),
        ("src/files.rs", "MAX_CONFIG_BYTES: u64 = 4 << 20;", "a configuration 4 MiB"),
        ("src/files.rs", "MAX_SCHEMA_BYTES: u64 = 16 << 20;", "a schema 16 MiB"),
        ("src/files.rs", "MAX_BASELINE_BYTES: u64 = 64 << 20;", "a baseline 64 MiB"),
        ("src/files.rs", "MAX_IGNORE_BYTES: u64 = 1 << 20;", "1 MiB, of which the rest is not read"),
        ("src/cli/replace.rs", "Duration = Duration::from_secs(3);", "waited for three seconds at most"),
    ] {
        let source = std::fs::read_to_string(file).unwrap();
        assert!(source.contains(code), "{file}: {code}");
        assert!(text.contains(said), "SECURITY.md: {said}");
    }
}
