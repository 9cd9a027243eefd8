//! The page of `--format html` in a real browser, driven by `tests/browser/page.mjs`; `.ci/browser` brings what that needs.
//! Without it, the test says so and passes, except in CI.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, reason = "a test")]

use std::path::{Path, PathBuf};
use std::process::Command;

const CHROMIUM: &str = "/usr/bin/chromium";

/// The number of copies of a published report that have five thousand findings together.
const COPIES: usize = 47;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Returns a part that the test needs and that is not there.
fn missing(packages: &Path) -> Option<&'static str> {
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    match (Path::new(CHROMIUM).exists(), has_node, packages.join("axe-core").exists()) {
        (false, ..) => Some("Chromium"),
        (_, false, _) => Some("Node.js"),
        (.., false) => Some("playwright-core and axe-core"),
        _ => None,
    }
}

/// Writes the page about some files.
fn write_page(folder: &Path, page: &Path, paths: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
    command
        .current_dir(folder)
        .args(["check", "--no-cache", "--fail-on", "never", "--output"])
        .arg(page)
        .args(paths);
    let output = command.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

/// Writes copies of a published report, each with an id of its own.
fn copies(folder: &Path) {
    let report = std::fs::read_to_string(root().join("fixtures/reports/kz-2023-06.yaml")).unwrap();
    for copy in 0..COPIES {
        let id = report.lines().find(|line| line.starts_with("id: ")).unwrap();
        let text = report.replacen(id, &format!("{id}-{copy}"), 1);
        std::fs::write(folder.join(format!("copy-{copy:02}.yaml")), text).unwrap();
    }
}

#[test]
fn the_page_works_in_a_browser() {
    let work = root().join("target/browser");
    if let Some(missing) = missing(&work.join("node_modules")) {
        assert!(std::env::var_os("CI").is_none(), "{missing} is missing: run .ci/browser");
        println!("skipped: {missing} is missing, and .ci/browser installs it");
        return;
    }
    let pages: PathBuf = work.join("pages");
    std::fs::create_dir_all(&pages).unwrap();
    write_page(root(), &pages.join("report.html"), &["fixtures/reports", "fixtures/planted"]);
    write_page(root(), &pages.join("clean.html"), &["fixtures/clean"]);
    let folder = tempfile::tempdir().unwrap();
    copies(folder.path());
    write_page(folder.path(), &pages.join("many.html"), &["."]);
    let output = Command::new("node")
        .arg(root().join("tests/browser/page.mjs"))
        .args([CHROMIUM.as_ref(), work.as_os_str()])
        .output()
        .unwrap();
    println!("{}", String::from_utf8_lossy(&output.stdout));
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
