//! Whole-process runs over many files, beside the least that anything reading them must do: granit-parser's
//! events of the same bytes on as many threads. Prints times and their ratio; run with
//! `cargo bench --bench throughput [-- FILES]`.

#![allow(
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement fails by panicking"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use granit_parser::Parser;
use rayon::prelude::*;

/// The clean report that the files are copies of, under ids of their own.
const REPORT: &str = include_str!("../fixtures/clean/reports/kg-2024-09.yaml");
const ROUNDS: usize = 7;

fn main() {
    let files = std::env::args().skip(1).find_map(|argument| argument.parse().ok()).unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let paths = write_files(folder.path(), files);
    let bytes: u64 = paths.iter().map(|path| std::fs::metadata(path).unwrap().len()).sum();
    println!("{files} files, {:.1} MB, {} threads", bytes as f64 / 1e6, rayon::current_num_threads());

    let one = std::slice::from_ref(&paths[0]);
    let (bare, whole): (Vec<_>, Vec<_>) =
        (0..ROUNDS).map(|_| (bare_parse(&paths), lint(folder.path()))).unzip();
    let single: Vec<Duration> = (0..ROUNDS).map(|_| lint(&one[0])).collect();
    let (bare, whole, single) = (median(bare), median(whole), median(single));
    println!(
        "bare event parse   {:8.1} ms  {:6.1} MB/s",
        millis(bare),
        bytes as f64 / 1e6 / bare.as_secs_f64()
    );
    println!(
        "reportlint check   {:8.1} ms  {:6.1} MB/s",
        millis(whole),
        bytes as f64 / 1e6 / whole.as_secs_f64()
    );
    println!("ratio              {:8.2}", whole.as_secs_f64() / bare.as_secs_f64());
    println!("one file           {:8.1} ms", millis(single));
}

fn write_files(folder: &Path, files: usize) -> Vec<PathBuf> {
    (0..files)
        .map(|index| {
            let path = folder.join(format!("kg-{index:06}.yaml"));
            std::fs::write(&path, REPORT.replacen("id: kg-2024-09", &format!("id: kg-{index}"), 1)).unwrap();
            path
        })
        .collect()
}

/// Reads and parses every file, doing nothing with the events.
fn bare_parse(paths: &[PathBuf]) -> Duration {
    let started = Instant::now();
    let events: usize = paths
        .par_iter()
        .map(|path| {
            let text = std::fs::read_to_string(path).unwrap();
            Parser::new_from_str(&text).inspect(|event| assert!(event.is_ok())).count()
        })
        .sum();
    assert!(events > 0);
    started.elapsed()
}

/// Runs the program over a path, which must be clean.
fn lint(path: &Path) -> Duration {
    let started = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_reportlint"))
        .args(["check", "--isolated"])
        .arg(path)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "the report that is measured must be clean");
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
