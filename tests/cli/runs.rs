//! What a folder with expected output cannot hold: many files, odd files, other streams.

use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use reportlint::render::OutputFormat;

use crate::support::{CLEAN, ERROR, Repo, Run, WARNING, with_id};

const CONCISE: [&str; 2] = ["--format", "concise"];

#[test]
fn one_bad_file_does_not_stop_the_others() {
    let repo = Repo::new();
    for index in 0..100 {
        let bytes: &[u8] = match index % 5 {
            0 => b"kind: [unclosed\n",
            1 => b"title: \xcf\xf0\xe8\n",
            2 => b"",
            _ => ERROR.as_bytes(),
        };
        repo.write(&format!("{index:03}.yaml"), bytes);
    }
    let run = repo.run(&CONCISE);
    assert_eq!(run.status, 1, "{}", run.stderr);
    for index in 0..100 {
        let name = format!("{index:03}.yaml:");
        let found = run.stdout.lines().filter(|line| line.starts_with(&name)).count();
        assert!(found >= 1, "nothing is found in {name}");
    }
    assert!(run.stdout.contains("001.yaml:1:8: error[syntax/encoding]"), "{}", run.stdout);
}

#[test]
fn a_pipe_shows_no_progress() {
    let repo = Repo::new();
    // Without optimisation, that takes longer than a bar waits.
    for index in 0..500 {
        repo.write(&format!("{index}.yaml"), with_id(CLEAN, &format!("case-{index}")).as_bytes());
    }
    let run = repo.run(&CONCISE);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn threads_and_the_order_of_paths_change_nothing() {
    let repo = Repo::new();
    let names: Vec<String> = (0..40).map(|index| format!("f{}/{index}.yaml", index % 7)).collect();
    for (index, name) in names.iter().enumerate() {
        repo.write(name, if index % 3 == 0 { WARNING } else { ERROR }.as_bytes());
    }
    let one = repo.run(&["--format", "concise", "--jobs", "1"]);
    assert_eq!(one.status, 1);
    assert_eq!(one, repo.run(&["--format", "concise", "--jobs", "8"]));
    let mut args = vec!["--format", "concise"];
    args.extend(names.iter().rev().map(String::as_str));
    assert_eq!(one, repo.run(&args));
    let paths: Vec<&str> = one.stdout.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert!(paths.is_sorted(), "{paths:?}");
}

#[test]
fn what_git_ignores_is_left_out_unless_named() {
    let repo = Repo::with(&[(".gitignore", "drafts/\n"), ("drafts/a.yaml", ERROR), ("b.yaml", CLEAN)]);
    let all = repo.run(&[]);
    assert_eq!(all.status, 0, "{}", all.stdout);
    assert!(all.stdout.starts_with("1 file checked"), "{}", all.stdout);
    assert_eq!(repo.run(&["drafts/a.yaml"]).status, 1);
}

#[test]
fn output_replaces_a_file() {
    let repo = Repo::with(&[("a.yaml", ERROR), ("out.json", "old")]);
    // The report of the last run is no report to check.
    let run = repo.run(&["--format", "json", "--output", "out.json"]);
    let why = "reportlint: 1 error, so the exit status is 1\n";
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (1, "", why));
    let report: serde_json::Value = serde_json::from_str(&repo.read("out.json")).unwrap();
    assert_eq!(report["summary"]["files"], 1);
    assert_eq!(report["diagnostics"][0]["path"], "a.yaml");
    let left: Vec<_> =
        std::fs::read_dir(repo.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(left.len(), 4, "{left:?}: git, the cache, and the two files");
}

#[test]
fn output_that_cannot_be_written_fails_the_run() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let run = repo.run(&["--format", "sarif=out.sarif", "--output", "a.yaml/out.txt", "--format", "concise"]);
    assert_eq!(run.status, 2);
    let why = "cannot write a.yaml/out.txt: ";
    assert!(run.stderr.starts_with(&format!("error: {why}")), "{}", run.stderr);
    assert!(repo.read("out.sarif").contains(why), "the other report says it too");
}

#[test]
fn a_folder_for_the_output_is_made() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let run = repo.run(&["--format", "json=out/of/json", "--format", "human", "--output", "out/text"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
    assert!(repo.read("out/of/json").starts_with('{') && repo.read("out/text").starts_with("1 file checked"));
}

#[cfg(unix)]
#[test]
fn a_report_to_a_file_has_the_rights_of_any_file() {
    use std::os::unix::fs::PermissionsExt;
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    repo.run(&["--output", "out.txt"]);
    let mode = |name: &str| std::fs::metadata(repo.path().join(name)).unwrap().permissions().mode();
    assert_eq!(mode("out.txt"), mode("a.yaml"));
}

#[cfg(unix)]
#[test]
fn a_file_that_cannot_be_read_fails_the_run_and_the_others_are_checked() {
    let repo = Repo::with(&[("a.yaml", ERROR)]);
    // A link to nowhere is there and cannot be read, whoever runs the test.
    std::os::unix::fs::symlink("nowhere", repo.path().join("b.yaml")).unwrap();
    let run = repo.run(&["--format", "concise", "a.yaml", "b.yaml"]);
    assert_eq!(run.status, 2);
    assert!(run.stdout.starts_with("a.yaml:7:"), "{}", run.stdout);
    assert!(run.stderr.starts_with("error: b.yaml: "), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn links_are_not_followed() {
    let repo = Repo::with(&[("a/b.yaml", ERROR)]);
    let outside = Repo::with(&[("c.yaml", ERROR)]);
    std::os::unix::fs::symlink("..", repo.path().join("a/loop")).unwrap();
    std::os::unix::fs::symlink(outside.path(), repo.path().join("a/outside")).unwrap();
    let run = repo.run(&CONCISE);
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
}

#[test]
fn a_path_outside_of_the_root_is_shown_as_given() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let outside = Repo::with(&[("b.yaml", ERROR)]);
    let path = outside.path().join("b.yaml");
    let run = repo.run(&["--format", "concise", path.to_str().unwrap()]);
    assert!(run.stdout.starts_with(&format!("{}:7:", path.display())), "{}", run.stdout);
}

#[test]
fn an_absolute_path_within_the_root_is_shown_relative() {
    let repo = Repo::with(&[("sub/a.yaml", ERROR)]);
    let path = repo.path().join("sub");
    let run = repo.run(&["--format", "concise", path.to_str().unwrap()]);
    assert!(run.stdout.starts_with("sub/a.yaml:7:"), "{}", run.stdout);
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let repo = Repo::new();
    for index in 0..300 {
        repo.write(&format!("{index}.yaml"), ERROR.as_bytes());
    }
    for format in OutputFormat::all().map(OutputFormat::name) {
        let mut command = repo.command("", &["check", "--format", format, "."]);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut stdout = child.stdout.take().unwrap();
        let mut first = [0; 16];
        stdout.read_exact(&mut first).unwrap();
        drop(stdout);
        let run = Run::from(child.wait_with_output().unwrap());
        let complaints =
            run.complaints().lines().filter(|line| !line.starts_with("note: the markdown report "));
        assert_eq!((run.status, complaints.count()), (1, 0), "{format}: {}", run.stderr);
    }
}

#[test]
fn rules_are_listed_for_people_and_programs() {
    let repo = Repo::new();
    let table = repo.run(&["rules"]);
    let json: serde_json::Value =
        serde_json::from_str(&repo.run(&["rules", "--format", "json"]).stdout).unwrap();
    assert_eq!((table.status, &json["version"]), (0, &serde_json::json!(1)));
    let rules = json["rules"].as_array().unwrap();
    for rule in rules {
        let name = rule["name"].as_str().unwrap();
        assert!(table.stdout.contains(&format!("  {name} ")), "{name}");
        assert_eq!(repo.run(&["explain", name]).status, 0, "{name}");
    }
    for (name, group) in [("verdict-without-date", "dates"), ("schema/enum", "schema")] {
        assert!(rules.iter().any(|rule| rule["name"] == name && rule["group"] == group), "{name}");
    }
}

#[test]
fn bundled_schemas_are_printed() {
    let repo = Repo::new();
    for kind in ["report", "case", "legal-code", "config"] {
        let run = repo.run(&["schema", kind]);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("schemas/{kind}.schema.json"));
        assert_eq!(run.stdout, std::fs::read_to_string(path).unwrap());
    }
}

#[test]
fn completions_are_printed_for_every_shell() {
    let repo = Repo::new();
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let run = repo.run(&["completions", shell]);
        assert_eq!(run.status, 0, "{shell}");
        assert!(run.stdout.contains("stdin-filename"), "{shell}");
    }
}

#[test]
fn the_manual_page_has_every_option_of_a_check() {
    let repo = Repo::new();
    let page = repo.run(&["man"]);
    assert_eq!((page.status, page.stderr.as_str()), (0, ""));
    repo.write("reportlint.1", page.stdout.as_bytes());
    // As a reader gets it, where there is a program for that.
    let mut groff = std::process::Command::new("groff");
    let groff =
        groff.args(["-ww", "-man", "-Tascii", "-P-c", "-rLL=100n", "reportlint.1"]).current_dir(repo.path());
    let text = match groff.output() {
        Ok(shown) => {
            assert_eq!(String::from_utf8_lossy(&shown.stderr), "");
            let bold = regex::Regex::new(".\u{8}").unwrap();
            bold.replace_all(&String::from_utf8_lossy(&shown.stdout), "").into_owned()
        }
        Err(_) => page.stdout.replace("\\-", "-"),
    };
    let long = regex::Regex::new(r"--[a-z][a-z-]+").unwrap();
    let help = repo.run(&["check", "--help"]).stdout;
    assert!(long.find_iter(&help).count() > 10, "{help}");
    for option in long.find_iter(&help) {
        assert!(text.contains(option.as_str()), "{}\n{text}", option.as_str());
    }
    for heading in ["SYNOPSIS", "COMMANDS", "EXIT STATUS", "EXAMPLES"] {
        assert!(
            text.lines().any(|line| line.trim_start_matches(".SH ").trim_matches('"') == heading),
            "{heading}\n{text}"
        );
    }
    assert!(text.contains("reportlint --only law,dates reports"), "{text}");
}

#[test]
fn the_version_is_that_of_the_package() {
    assert_eq!(Repo::new().run(&["--version"]).stdout, format!("reportlint {}\n", env!("CARGO_PKG_VERSION")));
}

#[cfg(unix)]
#[test]
fn a_pipe_is_not_waited_for() {
    let repo = Repo::new();
    let path = repo.path().join("a.yaml");
    assert!(std::process::Command::new("mkfifo").arg(&path).status().unwrap().success());
    let run = repo.run(&["a.yaml"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: a.yaml: this is not a regular file"), "{}", run.stderr);
}

#[test]
fn what_lies_elsewhere_is_not_held_against_the_repository() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let elsewhere = Repo::with(&[("b.yaml", CLEAN)]);
    let path = elsewhere.path().join("b.yaml");
    let run = repo.run(&["--format", "concise", path.to_str().unwrap()]);
    assert_eq!((run.stdout.as_str(), run.status), ("", 0));
    repo.write("b.yaml", CLEAN.as_bytes());
    assert!(repo.run(&["--format", "concise", "b.yaml"]).stdout.contains("duplicate-case-id"));
}

#[test]
fn what_a_person_can_be_found_by_is_not_printed() {
    let card = "4111 1111 1111 1111";
    let text = format!("{CLEAN}summary: Her card {card} was was used.\n");
    let repo = Repo::with(&[("a.yaml", &text)]);
    for format in ["human", "concise", "json"] {
        let run = repo.run(&["--format", format]);
        assert!(
            run.stdout.contains("personal-identifier") && run.stdout.contains("repeated-word"),
            "{}",
            run.stdout
        );
        assert!(!run.stdout.contains("1111 1111"), "{}", run.stdout);
    }
}

#[test]
fn a_report_replaces_no_file_that_is_to_be_checked() {
    let repo = Repo::with(&[("a.yaml", ERROR), ("reportlint.yaml", "rules: {}\n")]);
    for args in [
        ["--format", "json=a.yaml", "a.yaml"],
        ["--output", "./a.yaml", "a.yaml"],
        ["--format=json=x", "--format=sarif=./x", "a.yaml"],
        ["--format=json", "--format=sarif=/dev/stdout", "a.yaml"],
    ] {
        let run = repo.run(&args);
        assert_eq!(run.status, 2, "{args:?}");
        assert!(
            run.stderr.contains("a.yaml, which is to be checked")
                || run.stderr.contains("two outputs would go"),
            "{}",
            run.stderr
        );
    }
    assert_eq!(repo.read("a.yaml"), ERROR);
}

#[test]
fn a_pattern_that_stops_at_the_configuration_is_said() {
    let repo = Repo::with(&[
        ("reportlint.yaml", "include: [\"*.yaml\"]\n"),
        ("a.yaml", CLEAN),
        ("cases/b.yaml", &with_id(CLEAN, "b")),
        ("cases/2024/c.yaml", &with_id(ERROR, "c")),
    ]);
    let run = repo.run(&["--format", "concise"]);
    let said = "warning: reportlint.yaml:1: `include:` takes `*.yaml` beside the configuration alone, so 2 files in folders \
                below are not checked: write `**/*.yaml` to take them in, or `./*.yaml` if they are not meant\n";
    assert_eq!((run.status, run.stderr.as_str()), (0, said));
    repo.write("reportlint.yaml", b"include: [\"./*.yaml\"]\n");
    assert_eq!(repo.run(&["--format", "concise"]).stderr, "");
    repo.write("reportlint.yaml", b"exclude: [\"c*.yaml\"]\n");
    let run = repo.run(&["--format", "concise"]);
    assert!(
        run.stderr.starts_with("warning: reportlint.yaml:1: `c*.yaml` in `exclude:` matches no file beside the configuration, and does nothing: write `**/c*.yaml` for the 1 file in folders below\n"),
        "{}",
        run.stderr
    );
    // One that does what it says.
    for config in [
        "exclude: [\"./a*.yaml\"]\n",
        "exclude: [\"**/*.yaml\"]\n",
        "exclude: [cases]\n",
        "exclude: [\"x*.yaml\"]\n",
    ] {
        repo.write("reportlint.yaml", config.as_bytes());
        let run = repo.run(&["--format", "concise"]);
        assert!(!run.stderr.contains("warning"), "{config}: {}", run.stderr);
    }
    for (pattern, does) in
        [("cases/2024", true), ("2024", false), ("2024/**", false), ("c.yaml", false), ("2024/c.yaml", false)]
    {
        repo.write("reportlint.yaml", format!("exclude: [\"{pattern}\"]\n").as_bytes());
        let run = repo.run(&["--format", "concise"]);
        let warning = format!("`{pattern}` in `exclude:` matches no file beside the configuration");
        assert_eq!(!run.stderr.contains(&warning), does, "{pattern}: {}", run.stderr);
    }
    repo.write("reportlint.yaml", b"overrides: [{files: \"*.yaml\", rules: {law: off}}]\n");
    let run = repo.run(&["--format", "concise"]);
    let warning = "`*.yaml` in `overrides:` matches beside the configuration alone, and not the 2 files";
    assert!(run.stderr.contains(warning), "{}", run.stderr);
    repo.write(
        "reportlint.yaml",
        b"kinds:\n  - {files: \"*.yaml\", kind: case}\n  - {files: \"b*.yaml\", kind: case}\n",
    );
    let run = repo.run(&["--format", "concise"]);
    assert!(
        run.stderr.contains("warning: reportlint.yaml:3: `b*.yaml` in `kinds:` matches no file"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_group_can_be_run_without_one_of_its_rules() {
    let repo = Repo::with(&[
        ("a.yaml", &ERROR.replace("outcome: acquitted\n", "outcome: acquitted\n    outcome: acquitted\n")),
        ("reportlint.yaml", "rules: {verdict-without-date: off}\n"),
    ]);
    let found = |args: &[&str]| {
        let run = repo.run(&[&["--format", "concise"], args].concat());
        let rules =
            run.stdout.lines().filter_map(|line| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned()));
        (run.status, rules.collect::<Vec<String>>())
    };
    let both = (1, vec!["duplicate-key".to_owned()]);
    assert_eq!(found(&["--only", "format"]), both);
    assert_eq!(found(&["--only", "format", "--rule", "duplicate-key=off"]), (0, Vec::new()));
    assert_eq!(found(&["--only", "format,dates", "--rule", "dates=off"]), both);
    // The configuration says what is on without --only.
    assert!(found(&["--only", "dates"]).1.contains(&"verdict-without-date".to_owned()));
    assert_eq!(found(&["--only", "dates", "--rule", "dates=off"]).0, 2);
    assert_eq!(found(&["--only", "schema", "--rule", "schema/required=off"]).0, 0);
}
