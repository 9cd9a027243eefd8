//! Whole-process runs over many files, beside the least that anything reading them must do: granit-parser's
//! events of the same bytes on as many threads, and with no rule, the default ones and all of them. Prints times,
//! and their ratios to the bare events; run with
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

    let all = folder.path();
    let mut times: [Vec<Duration>; 5] = Default::default();
    // Round by round, so that whatever else the machine does falls on all of them.
    for _ in 0..ROUNDS {
        times[0].push(bare_parse(&paths));
        times[1].push(lint(all, &["--only", "schema"]));
        times[2].push(lint(all, &[]));
        times[3].push(lint(all, &["--preset", "strict"]));
        times[4].push(lint(&paths[0], &[]));
    }
    let [bare, no_rules, check, strict, single] = times.map(median);
    let line = |name: &str, time: Duration| {
        let (rate, ratio) =
            (bytes as f64 / 1e6 / time.as_secs_f64(), time.as_secs_f64() / bare.as_secs_f64());
        println!("{name:28}{:8.1} ms  {rate:6.1} MB/s  {ratio:5.2}", millis(time));
    };
    line("bare event parse", bare);
    line("check without rules", no_rules);
    line("check", check);
    line("check --preset strict", strict);
    println!("{:28}{:8.1} ms", "one file", millis(single));
}

fn write_files(folder: &Path, files: usize) -> Vec<PathBuf> {
    (0..files)
        .map(|index| {
            let path = folder.join(format!("kg-{index:06}.yaml"));
            std::fs::write(&path, REPORT.replacen("id: kg-2024-09", &format!("id: kg-{index:06}"), 1))
                .unwrap();
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

/// Runs the program over a path, which must be without errors.
fn lint(path: &Path, arguments: &[&str]) -> Duration {
    let started = Instant::now();
    let status = Command::new(env!("CARGO_BIN_EXE_reportlint"))
        .args(["check", "--isolated"])
        .args(arguments)
        .arg(path)
        .stdout(Stdio::null())
        .status()
        .unwrap();
    assert!(status.success(), "the report that is measured must be without errors");
    started.elapsed()
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}
