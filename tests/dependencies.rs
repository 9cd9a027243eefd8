//! Holds docs/dependencies.md to Cargo.toml: each direct dependency has its line there, and each line a dependency.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::path::Path;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Returns the names in a section of Cargo.toml, which has one dependency a line.
fn declared(manifest: &str, section: &str) -> BTreeSet<String> {
    let lines = manifest.lines().skip_while(|line| *line != section).skip(1);
    let lines = lines.take_while(|line| !line.starts_with('['));
    lines.filter_map(|line| Some(line.split_once(" = ")?.0.to_owned())).collect()
}

/// Returns the names in the first column of a table, with its rows complete.
fn described(page: &str) -> Vec<String> {
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `"));
    rows.map(|row| {
        let cells: Vec<&str> = row.trim_end_matches('|').split(" | ").collect();
        assert!(
            cells.len() == 3 && cells.iter().all(|cell| !cell.trim().is_empty()),
            "fill in every cell: {row}"
        );
        cells.first().unwrap().trim_end_matches('`').to_owned()
    })
    .collect()
}

#[test]
fn every_dependency_has_its_reason() {
    let (manifest, page) = (read("Cargo.toml"), read("docs/dependencies.md"));
    let (crates, _) = page.split_once("## Written by hand").unwrap();
    let (normal, dev) = crates.split_once("For development only").unwrap();
    let mut dependencies = declared(&manifest, "[dependencies]");
    dependencies.extend(declared(&manifest, "[target.\"cfg(unix)\".dependencies]"));
    // A normal dependency with further features for tests has its line above.
    let for_tests = &declared(&manifest, "[dev-dependencies]") - &dependencies;
    for (wanted, table) in [(dependencies, normal), (for_tests, dev)] {
        let lines = described(table);
        assert!(lines.is_sorted(), "sort the table by name: {lines:?}");
        let lines: BTreeSet<String> = lines.into_iter().collect();
        assert!(!wanted.is_empty());
        let (missing, gone): (Vec<_>, Vec<_>) =
            ((&wanted - &lines).into_iter().collect(), (&lines - &wanted).into_iter().collect());
        assert!(
            missing.is_empty() && gone.is_empty(),
            "docs/dependencies.md lacks {missing:?}, and has {gone:?}, which Cargo.toml does not have"
        );
    }
}
