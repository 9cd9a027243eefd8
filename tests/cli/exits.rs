//! Every exit status other than 0 says why: on standard error, and in each report that was asked for.

#![allow(clippy::indexing_slicing, reason = "what is not there fails the test")]

use quick_xml::events::Event as Xml;
use reportlint::render::OutputFormat;
use serde_json::Value;

use crate::support::{CLEAN, ERROR, Repo, Run, WARNING, committed, git, with_id};

/// A run that fails: the files of its repository, its arguments, and words of the reason.
type Failing = (&'static [(&'static str, &'static str)], &'static [&'static str], &'static str);

const ALL_OFF: &str = "rules: {format: off, structure: off, dates: off, law: off, sourcing: off, identity: off, \
    consistency: off, style: off, project: off, schema: off, suppression: off}\n";

const FAILING: [Failing; 14] = [
    (&[("a.yaml", CLEAN), ("reportlint.yaml", "exlude: [x]\n")], &[], "the configuration has faults"),
    (&[("a.yaml", CLEAN), ("reportlint.yml", "")], &[], "reportlint.yml is not read"),
    (&[("a.yaml", CLEAN)], &["--config", "none.yaml"], "there is no configuration none.yaml"),
    (&[("a.yaml", CLEAN)], &["--changed-since", "nowhere"], "nowhere"),
    (&[("a.yaml", CLEAN), ("reportlint.yaml", ALL_OFF)], &[], "every rule is off"),
    (&[("a.yaml", CLEAN)], &["--diff-only"], "--diff-only goes with"),
    (&[("a.yaml", CLEAN)], &["--stdin-filename", "x.yaml"], "--stdin-filename goes with"),
    (&[("a.yaml", CLEAN), ("base.json", "{")], &["--baseline", "base.json"], "base.json"),
    (&[("a.yaml", CLEAN)], &["--baseline", "none.json"], "none.json"),
    (&[("a.yaml", CLEAN), ("s.json", "[")], &["--schema", "s.json"], "s.json"),
    (&[("a.yaml", CLEAN)], &["--schema", "none.json"], "there is no schema none.json"),
    (&[("a.yaml", CLEAN)], &["none.yaml"], "no such file or folder"),
    (&[], &[], "there is no file to check"),
    (
        &[("a.yaml", CLEAN), ("reportlint.yaml", "include: ['x/**']\n")],
        &[],
        "leave out the one that is there",
    ),
];

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Returns the parts of a report that say that the run failed and why.
fn told(format: OutputFormat, text: &str) -> Vec<String> {
    let texts = |list: &Value, key: &str| -> Vec<String> {
        list.as_array().unwrap().iter().map(|entry| entry[key].to_string()).collect()
    };
    let lines = |start: &str| text.lines().filter(|line| line.contains(start)).map(str::to_owned).collect();
    match format {
        OutputFormat::Human | OutputFormat::Concise => {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.retain(|line| line.starts_with("error: ") || line.starts_with("  help: "));
            lines
        }
        OutputFormat::Json => {
            let failures = &json(text)["failures"];
            [texts(failures, "message"), texts(failures, "help")].concat()
        }
        OutputFormat::JsonLines => {
            text.lines().filter_map(|line| Some(json(line).get("failure")?.to_string())).collect()
        }
        OutputFormat::Sarif => {
            let invocation = &json(text)["runs"][0]["invocations"][0];
            assert_eq!(invocation["executionSuccessful"], false, "{text}");
            texts(&invocation["toolExecutionNotifications"], "message")
        }
        OutputFormat::Github => lines("::error "),
        OutputFormat::Gitlab => texts(&json(text), "description"),
        OutputFormat::Rdjson => texts(&json(text)["diagnostics"], "message"),
        OutputFormat::Junit => elements(text, "error"),
        OutputFormat::Checkstyle => elements(text, "error"),
        OutputFormat::Markdown => lines("**failure**"),
        OutputFormat::Html => {
            let (_, failures) = text.split_once("<h2>This run failed</h2>").unwrap();
            failures.split("</section>").take(1).map(str::to_owned).collect()
        }
    }
}

/// Returns the attributes and the text of the elements of a name.
fn elements(document: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(document);
    let mut found: Vec<String> = Vec::new();
    let mut is_inside = false;
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {document}")) {
            Xml::Start(tag) | Xml::Empty(tag) => {
                is_inside = tag.name().as_ref() == name;
                if is_inside {
                    let text: &str = &tag;
                    found.push(quick_xml::escape::unescape(text).unwrap().into_owned());
                }
            }
            Xml::Text(text) if is_inside => {
                let text: &str = &text;
                found.last_mut().unwrap().push_str(&quick_xml::escape::unescape(text).unwrap());
            }
            Xml::Eof => return found,
            _ => is_inside = false,
        }
    }
}

fn says(format: OutputFormat, text: &str, why: &str) {
    let plain = |text: &str| {
        text.replace("&#45;", "-").replace("&#95;", "_").replace("<code>", "").replace("</code>", "")
    };
    let told = told(format, text);
    assert!(told.iter().any(|part| plain(part).contains(why)), "{}: {why}: {text}", format.name());
}

#[test]
fn every_format_says_that_the_run_failed_and_why() {
    for (files, args, why) in FAILING {
        let repo = committed(files);
        for format in OutputFormat::all() {
            let to_file = format!("{}=out/report", format.name());
            let run = repo.run(&[&["--quiet", "--no-cache", "--format", &to_file], args].concat());
            assert_eq!(run.status, 2, "{args:?}");
            assert!(run.stderr.starts_with("error: ") && run.stderr.contains(why), "{why}: {}", run.stderr);
            says(format, &repo.read("out/report"), why);
            let run = repo.run(&[&["--no-cache", "--format", format.name()], args].concat());
            assert!(run.status == 2 && run.stderr.contains(why), "{why}: {}", run.stderr);
            // Standard error is said enough to people.
            if !matches!(format, OutputFormat::Human | OutputFormat::Concise) {
                says(format, &run.stdout, why);
            }
        }
    }
}

#[test]
fn a_missing_git_is_said_in_the_report() {
    let repo = committed(&[("a.yaml", CLEAN)]);
    let mut command = repo.command("", &["--changed-since", "HEAD", "--format", "sarif=out.sarif"]);
    let run = Run::from(command.env("PATH", "/nowhere").output().unwrap());
    assert_eq!(run.status, 2, "{}", run.stderr);
    says(OutputFormat::Sarif, &repo.read("out.sarif"), "git");
}

#[test]
fn where_two_outputs_contend_a_third_says_so() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let two = ["--format", "json=b", "--format", "junit=./b"];
    let run = repo.run(&[&["--format", "sarif=out.sarif"], &two[..]].concat());
    assert_eq!(run.status, 2);
    says(OutputFormat::Sarif, &repo.read("out.sarif"), "two outputs would go to");
    assert!(!repo.path().join("b").exists());
    let run = repo.run(&["a.yaml", "--format", "sarif=out.sarif", "--format", "json", "--output", "a.yaml"]);
    assert_eq!(run.status, 2);
    says(OutputFormat::Sarif, &repo.read("out.sarif"), "would replace a.yaml");
    assert_eq!(repo.read("a.yaml"), CLEAN);
}

#[test]
fn the_reason_for_the_exit_status_is_said_in_every_format() {
    let second = with_id(WARNING, "b-case");
    let repo = Repo::with(&[("a.yaml", ERROR), ("b.yaml", &second)]);
    for format in OutputFormat::all().map(OutputFormat::name) {
        for more in [&["--quiet"][..], &["--output", "report"], &["--quiet", "--output", "report"], &[]] {
            let stderr = |args: &[&str]| {
                let run = repo.run(&[&["--format", format], more, args].concat());
                assert_eq!(run.status, i32::from(!run.stderr.is_empty()), "{format} {args:?}");
                run.stderr
            };
            assert_eq!(stderr(&[]), "reportlint: 1 error, so the exit status is 1\n");
            assert_eq!(
                stderr(&["--fail-on", "warning"]),
                "reportlint: 1 error and 1 warning, so the exit status is 1 (--fail-on warning)\n"
            );
            assert_eq!(
                stderr(&["b.yaml", "--fail-on", "info"]),
                "reportlint: 1 warning, so the exit status is 1 (--fail-on info)\n"
            );
            assert_eq!(stderr(&["b.yaml"]), "");
            assert_eq!(stderr(&["--fail-on", "never"]), "");
        }
    }
}

#[test]
fn entries_of_the_baseline_that_no_longer_occur_are_a_reason() {
    let repo = Repo::with(&[("a.yaml", ERROR)]);
    repo.run(&["baseline"]);
    repo.write("a.yaml", CLEAN.as_bytes());
    let stale = ["--fail-on-stale", "--quiet"];
    for format in OutputFormat::all().map(OutputFormat::name) {
        let run = repo.run(&[&["--format", format][..], &stale].concat());
        let why = "reportlint: 1 entry of the baseline that no longer occurs, so the exit status is 1 (--fail-on-stale)\n";
        assert_eq!((run.status, run.stderr.as_str()), (1, why), "{format}");
    }
    let junit = repo.run(&[&["--format", "junit"][..], &stale].concat()).stdout;
    assert!(
        elements(&junit, "failure").concat().contains("1 entry of the baseline no longer occurs"),
        "{junit}"
    );
    assert_eq!(repo.run(&["--quiet"]).status, 0);
}

#[test]
fn a_junit_test_fails_where_the_run_does() {
    let second = with_id(WARNING, "b-case");
    let repo = Repo::with(&[("a.yaml", ERROR), ("b.yaml", &second), ("c.yaml", &with_id(CLEAN, "c-case"))]);
    for (fail_on, failing, skipped) in [("error", 1, 1), ("warning", 2, 0), ("never", 0, 2)] {
        let run = repo.run(&["--format", "junit", "--fail-on", fail_on]);
        let count = |name: &str| elements(&run.stdout, name).len();
        assert_eq!(
            (count("failure"), count("skipped"), count("error")),
            (failing, skipped, 0),
            "{}",
            run.stdout
        );
        assert_eq!(run.status, i32::from(failing > 0));
        let counts = format!("tests=\"3\" failures=\"{failing}\" errors=\"0\" skipped=\"{skipped}\"");
        assert!(run.stdout.contains(&counts), "{}", run.stdout);
    }
}

#[test]
fn a_report_that_is_cut_is_said_to_be() {
    let sources: String = (0..2_000).map(|index| format!("  s{index}: {{type: interview}}\n")).collect();
    let case = CLEAN.replace("sources:\n  register", &format!("sources:\n{sources}  register"));
    let repo = Repo::with(&[("a.yaml", &case), ("b.yaml", &with_id(&case, "b-case"))]);
    let run = repo.run(&["--format", "sarif=out.sarif", "--format", "markdown"]);
    let sarif = json(&repo.read("out.sarif"));
    assert_eq!(sarif["runs"][0]["results"].as_array().unwrap().len(), 5_000);
    let said = |format: &str| {
        let start = format!("note: the {format} leaves out ");
        assert!(run.stderr.lines().any(|line| line.starts_with(&start)), "{start}: {}", run.stderr);
    };
    said("sarif report in out.sarif");
    said("markdown report");
}

#[test]
fn an_entry_is_judged_only_where_its_files_were_looked_at() {
    let config = "ignore:\n  - {path: a.yaml, rule: verdict-without-date, reason: sealed}\n  \
                  - {path: gone.yaml, rule: verdict-without-date, reason: sealed}\n";
    let repo = committed(&[
        ("a.yaml", ERROR),
        ("b.yaml", &with_id(ERROR, "b-case")),
        ("README.md", "# Data\n"),
        ("reportlint.yaml", config),
    ]);
    repo.run(&["baseline", "--only", "dates"]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "baseline"]);
    repo.write("README.md", b"# More data\n");
    git(&repo, &["add", "README.md"]);
    for (args, judged) in [
        (&[][..], 1),
        // All of the repository is at hand for the rules that look at all of it.
        (&["a.yaml"], 1),
        (&["--changed-since", "HEAD"], 0),
        (&["--staged"], 0),
        (&["--changed-since", "HEAD", "--only", "dates,format,suppression"], 0),
        (&["--staged", "--only", "dates,format,suppression"], 0),
        (&["--force-exclude", "README.md"], 0),
        (&["b.yaml", "--only", "dates,suppression"], 0),
    ] {
        let run = repo.run(&[&["--format", "json", "--fail-on-stale"], args].concat());
        let report = json(&run.stdout);
        let findings = report["diagnostics"].as_array().unwrap();
        let about_entries = findings.iter().filter(|finding| finding["path"] == "reportlint.yaml");
        assert_eq!(
            (about_entries.count(), run.status),
            (judged, 0),
            "{args:?}: {}{}",
            run.stdout,
            run.stderr
        );
    }
    repo.write("b.yaml", with_id(CLEAN, "b-case").as_bytes());
    let run = repo.run(&["--changed-since", "HEAD", "--only", "dates,suppression", "--format", "json"]);
    assert_eq!(json(&run.stdout)["summary"]["stale"], 1, "{}", run.stdout);
}

#[test]
fn paths_for_people_can_be_opened_from_where_the_run_was_started() {
    let files = [
        ("data/reportlint.yaml", ""),
        ("data/a/b.yaml", ERROR),
        ("data/top.yaml", &with_id(ERROR, "b-case")),
    ];
    let repo = committed(&files);
    let names = |format: &str, args: &[&str], folder: &str| {
        let run = repo.run_in(folder, &[&["--format", format, "..", "none.yaml"], args].concat(), b"");
        assert_eq!(run.status, 2, "{}", run.stderr);
        let text = format!("{}{}", run.stdout, run.stderr);
        let found = |path: &str| text.contains(path);
        (
            found("b.yaml"),
            found("../top.yaml"),
            found("a/b.yaml"),
            found("data/top.yaml"),
            found("error: none.yaml: "),
        )
    };
    for format in ["human", "concise", "junit", "checkstyle"] {
        assert_eq!(names(format, &[], "data/a"), (true, true, false, false, true), "{format}");
        let of_root = names(format, &["--path-base", "root"], "data/a");
        assert_eq!(of_root, (true, false, true, false, false), "{format}");
    }
    for format in ["sarif", "github", "gitlab", "rdjson"] {
        for base in ["root", "cwd"] {
            let (_, below, inner, of_repository, _) = names(format, &["--path-base", base], "data/a");
            assert_eq!((below, inner, of_repository), (false, true, true), "{format}");
        }
    }
    let (_, below, inner, of_repository, _) = names("json", &[], "data/a");
    assert_eq!((below, inner, of_repository), (false, true, false), "json");
    // The paths do not depend on the folder of the output.
    let written = repo.run_in("data/a", &["--format", "junit=../../out/junit.xml", ".."], b"");
    assert!(repo.read("out/junit.xml").contains("\"../top.yaml\""), "{written:?}");
    // A configuration with faults has a path too.
    repo.write("data/reportlint.yaml", b"exlude: []\n");
    let faulty = repo.run_in("data/a", &["--format", "concise"], b"");
    assert!(faulty.stdout.starts_with("../reportlint.yaml:1:1: "), "{faulty:?}");
    assert!(faulty.stderr.starts_with("error: ../reportlint.yaml: "), "{faulty:?}");
}

#[cfg(unix)]
#[test]
fn a_name_that_is_no_text_keeps_its_bytes_in_addresses() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    let repo = committed(&[("data/reportlint.yaml", "")]);
    for (index, name) in [&b"caf\xe9 1.yaml"[..], b"caf\xe8 1.yaml"].iter().enumerate() {
        let path = repo.path().join("data").join(OsStr::from_bytes(name));
        std::fs::write(path, with_id(ERROR, &format!("case-{index}"))).unwrap();
    }
    git(&repo, &["add", "-A"]);
    for args in [&[][..], &["--staged"]] {
        let run = repo.run_in("data", &[&["--format", "sarif"], args].concat(), b"");
        let results = &json(&run.stdout)["runs"][0]["results"];
        let uri = |index: usize| {
            results[index]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].as_str().unwrap()
        };
        assert_eq!((uri(0), uri(1)), ("data/caf%E8%201.yaml", "data/caf%E9%201.yaml"));
        let run = repo.run_in("data", &[&["--format", "concise"], args].concat(), b"");
        let paths: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(':').next()).collect();
        assert_eq!(paths, ["caf\\xE8 1.yaml", "caf\\xE9 1.yaml"]);
    }
}

#[test]
fn wrong_arguments_leave_no_report_of_an_earlier_run() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    assert_eq!(repo.run(&["--format", "sarif=out.sarif"]).status, 0);
    for wrong in [
        &["--rule", "nope=error"][..],
        &["--nonsense"],
        &["--only", "nope", "a.yaml"],
        &["check", "--jobs", "x"],
    ] {
        for format in [&["--format", "sarif=out.sarif"][..], &["--format=sarif", "-o", "out.sarif"]] {
            let run = repo.run(&[wrong, format].concat());
            assert_eq!(run.status, 2, "{wrong:?}");
            let sarif = json(&repo.read("out.sarif"));
            assert_eq!(
                sarif["runs"][0]["invocations"][0]["executionSuccessful"], false,
                "{wrong:?}: {}",
                run.stderr
            );
        }
    }
    // Nothing but a report is replaced.
    for args in [
        &["--nonsense", "--format", "json=a.yaml", "a.yaml"][..],
        &["baseline", "--nonsense", "-o", "a.yaml"],
        &["schema", "--nonsense", "-o", "a.yaml"],
    ] {
        assert_eq!(repo.run(args).status, 2);
        assert_eq!(repo.read("a.yaml"), CLEAN, "{args:?}");
    }
}

#[test]
fn faults_of_a_configuration_have_names_of_their_own() {
    let repo = Repo::with(&[("a.yaml", CLEAN), ("reportlint.yaml", "rules: {nope: error, nada: error}\n")]);
    let run = repo.run(&["--format", "gitlab"]);
    let issues = json(&run.stdout);
    let mut names: Vec<&str> =
        issues.as_array().unwrap().iter().map(|issue| issue["fingerprint"].as_str().unwrap()).collect();
    let count = names.len();
    names.sort_unstable();
    names.dedup();
    // GitLab shows one of several issues with the same fingerprint.
    assert_eq!((names.len(), count), (3, 3), "{}", run.stdout);
}
