//! Each folder of `tests/cli/cases` is a case: `cmd` (a transcript: `cd FOLDER`, `reportlint ARGS
//! [< FILE]`, `? STATUS`), `in/` (the repository; may be absent), and the expected `stdout` and `stderr`.
//!
//! `tests/refresh` writes the expected output anew, that of a new case too.

use std::path::Path;

use regex::Regex;
use snapbox::assert::Action;
use snapbox::{Assert, Data};

use crate::support::{Repo, Run, copy};

#[test]
fn cases() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cli/cases");
    let mut cases: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    let faults: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    assert!(
        faults.is_empty(),
        "{} of {} cases differ. If the output is right, run tests/refresh and read the diff; an exit status in `cmd` is \
         mended by hand.\n{}",
        faults.len(),
        cases.len(),
        faults.join("\n")
    );
}

fn check(case: &Path) -> Result<(), String> {
    let name = case.file_name().unwrap().to_str().unwrap();
    let transcript = std::fs::read_to_string(case.join("cmd")).map_err(|error| {
        format!("tests/cli/cases/{name}/cmd cannot be read ({error}): write the transcript of the case")
    })?;
    let repo = Repo::new();
    if case.join("in").exists() {
        copy(&case.join("in"), &repo.path());
    }
    let (run, status) = replay(&repo, &transcript);
    let mut faults = String::new();
    if run.status != status {
        faults += &format!(
            "tests/cli/cases/{name}: the exit status is {}, and cmd has `? {status}`: correct one of them\n{}{}\n",
            run.status, run.stdout, run.stderr
        );
    }
    let is_refresh = std::env::var_os("REPORTLINT_REFRESH").is_some();
    let assert = Assert::new().action(if is_refresh { Action::Overwrite } else { Action::Verify });
    for (stream, text) in [("stdout", run.stdout), ("stderr", run.stderr)] {
        let path = case.join(stream);
        let expected = Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
        if let Err(error) = assert.try_eq(Some(&format!("{name}/{stream}")), scrubbed(&text).into(), expected)
        {
            faults += &error.to_string();
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn replay(repo: &Repo, transcript: &str) -> (Run, i32) {
    let (mut folder, mut run, mut status) = ("", None, 0);
    for line in transcript.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let (first, rest) = line.split_once(' ').unwrap_or((line, ""));
        match first {
            "cd" => folder = rest,
            "?" => status = rest.parse().unwrap(),
            "reportlint" => {
                let (args, stdin) = rest.split_once('<').unwrap_or((rest, ""));
                let args: Vec<&str> = args.split_whitespace().collect();
                let stdin = if stdin.is_empty() { String::new() } else { repo.read(stdin.trim()) };
                run = Some(repo.run_in(folder, &args, stdin.as_bytes()));
            }
            _ => panic!(
                "`{line}` is not a line of a transcript: write `cd FOLDER`, `reportlint ARGS` or `? STATUS`"
            ),
        }
    }
    (run.expect("a case runs something"), status)
}

/// Puts placeholders for the time and the version in a text.
fn scrubbed(text: &str) -> String {
    let time = Regex::new(r" in (under )?[0-9.]+ (ms|s)\b").unwrap();
    let version = format!("\"version\": \"{}\"", env!("CARGO_PKG_VERSION"));
    time.replace_all(text, " in [TIME]").replace(&version, "\"version\": \"[VERSION]\"")
}
