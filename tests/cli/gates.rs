//! The gates of two public repositories, rewritten as local rules: exactly the planted faults are found, and hardly a check is out of
//! reach. `tests/gates/README.md` has the table.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::support::Repo;

fn folder(gate: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gates").join(gate)
}

/// Returns the files below a folder, each with its path in it.
fn files(top: &Path) -> Vec<(String, String)> {
    let mut open = vec![top.to_path_buf()];
    let mut found = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let local = path.strip_prefix(top).unwrap().to_str().unwrap().replace('\\', "/");
                found.push((local, std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

/// Returns the faults planted in a file: its path with the 1-based line, and the rule.
fn planted(path: &str, text: &str) -> Vec<(String, String)> {
    let mut faults = Vec::new();
    for (index, line) in text.lines().enumerate() {
        for fault in line.split("fault: ").skip(1) {
            let name = fault.split([' ', '#']).next().unwrap();
            faults.push((format!("{path}:{}", index + 1), name.to_owned()));
        }
    }
    faults
}

/// Returns the rules that a gate's table names, its number of rows, and the number of those that are out of reach.
fn table(heading: &str) -> (BTreeSet<String>, usize, usize) {
    let page = std::fs::read_to_string(folder("README.md")).unwrap();
    let (_, section) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let section = section.split("\n## ").next().unwrap();
    let rows: Vec<&str> = section.lines().filter(|line| line.starts_with("| ")).skip(1).collect();
    let names = rows.iter().flat_map(|row| row.split('`')).filter(|part| part.starts_with("local/"));
    let out_of_reach = rows.iter().filter(|row| row.contains("out of reach: ")).count();
    (names.map(str::to_owned).collect(), rows.len(), out_of_reach)
}

fn hold(gate: &str, heading: &str) {
    let repo = Repo::new();
    let mut expected = Vec::new();
    let mut rules = BTreeSet::new();
    for (path, text) in files(&folder(gate)) {
        repo.write(&path, text.as_bytes());
        expected.extend(planted(&path, &text));
        if path.starts_with("rules/") {
            let names = text.lines().filter_map(|line| line.strip_prefix("name: "));
            rules.extend(names.map(|name| format!("local/{name}")));
        }
    }
    expected.sort();
    let output = repo.command("", &["--format", "concise", "--today", "2026-06-01"]).output().unwrap();
    let out = String::from_utf8(output.stdout).unwrap();
    let mut found: Vec<(String, String)> = out
        .lines()
        .map(|line| {
            let mut parts = line.splitn(3, ':');
            let place = format!("{}:{}", parts.next().unwrap(), parts.next().unwrap());
            let (_, rest) = line.split_once('[').unwrap();
            (place, rest.split(']').next().unwrap().to_owned())
        })
        .collect();
    found.sort();
    assert_eq!(found, expected);
    let tried: BTreeSet<String> =
        expected.iter().map(|(_, name)| name.clone()).filter(|name| name.starts_with("local/")).collect();
    assert_eq!(tried, rules, "each rule has a planted fault");
    let (named, rows, out_of_reach) = table(heading);
    assert_eq!(named, rules, "the table names each rule");
    assert!(rows >= 25 && out_of_reach * 10 <= rows, "{out_of_reach} of {rows}");
}

#[test]
fn the_gate_of_the_legislators_finds_what_is_planted() {
    hold("legislators", "Legislators");
}

#[test]
fn the_gate_of_the_advisories_finds_what_is_planted() {
    hold("advisories", "Advisories");
}
