//! Arguments that mean another one, and commands without the argument that they would need.

use super::support::{CLEAN, ERROR, Repo, with_id};

#[test]
fn a_slip_in_an_argument_is_told_what_is_meant() {
    let repo = Repo::with(&[("cases/achilova.yaml", &with_id(CLEAN, "achilova"))]);
    for (args, meant) in [
        (["-fix"].as_slice(), "did you mean `--fix`?"),
        (&["--strict"], "did you mean `--preset strict`?"),
        (&["check", "--strict"], "did you mean `--preset strict`?"),
        (&["--lang", "ru"], "`language: ru`"),
        (&["achilova"], "did you mean `cases/achilova.yaml`?"),
        (&["report.docx"], "save the text as Markdown"),
        (&["rules", "verdict-without-dat"], "did you mean `verdict-without-date`?"),
    ] {
        let run = repo.run(args);
        assert!(run.stderr.contains(meant), "{args:?}: {}", run.stderr);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
    }
}

#[test]
fn an_argument_is_proposed_only_to_a_command_that_has_it() {
    let repo = Repo::with(&[("cases/achilova.yaml", &with_id(CLEAN, "achilova"))]);
    for args in [["init", "--strict"], ["explain", "--strict"], ["baseline", "--write"], ["schema", "--json"]]
    {
        let run = repo.run(&args);
        assert!(!run.stderr.contains("did you mean `--"), "{args:?}: {}", run.stderr);
        assert_eq!(run.status, 2, "{args:?}");
    }
}

#[test]
fn a_command_without_its_argument_lists_what_there_is() {
    let repo = Repo::with(&[("reportlint.yaml", "")]);
    for (args, part) in [
        (["explain"].as_slice(), "`sourcing`: "),
        (&["schema"], "legal-code  A legal code that reports cite"),
        (&["config"], "/reportlint.yaml\n"),
        (&["rules", "law"], "law ("),
        (&["explain", "repeated-word", "schema/enum"], "schema/enum\n==========="),
    ] {
        let run = repo.run(args);
        assert!(run.stdout.contains(part), "{args:?}: {}", run.stdout);
        assert_eq!(run.status, 0, "{args:?}");
    }
    assert!(!repo.run(&["rules", "law"]).stdout.contains("verdict-without-date"));
}

#[test]
fn the_ending_of_the_output_decides_the_format() {
    let repo = Repo::with(&[("cases/a-case.yaml", ERROR)]);
    for (file, begins) in [
        ("r.json", "{\n  \"version\": 1"),
        ("r.sarif", "{\n  \"$schema\""),
        ("r.md", "| Place"),
        ("r.txt", "error["),
    ] {
        repo.run(&["-o", file, "cases"]);
        assert!(repo.read(file).starts_with(begins), "{file}: {}", repo.read(file));
    }
    repo.run(&["-o", "r.json", "--format", "concise", "cases"]);
    assert!(repo.read("r.json").starts_with("cases/a-case.yaml:7"), "{}", repo.read("r.json"));
}

#[test]
fn a_citation_is_one_argument_or_two() {
    let repo = Repo::new();
    let apart = repo.run(&["law", "KZ-CC", "272(3)"]);
    assert_eq!(apart.status, 0, "{}", apart.stderr);
    assert_eq!(repo.run(&["law", "KZ-CC 272(3)"]).stdout, apart.stdout);
}
