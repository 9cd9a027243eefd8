//! Rules of a repository's own: their examples, a rule to begin with, and the page that explains them, whose fences are the files.

use std::fmt::Write as _;

use super::support::Repo;

/// The output of a command: standard output, standard error and status.
fn said(repo: &Repo, args: &[&str]) -> (String, String, i32) {
    let output = repo.command("", args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// A fence of a page: the words behind its first backticks, and its text.
fn fences(page: &str) -> Vec<(&str, String)> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(words) = line.strip_prefix("```").filter(|words| !words.is_empty()) {
            let inside = lines.by_ref().take_while(|line| *line != "```");
            let text = inside.fold(String::new(), |mut text, line| {
                let _ = writeln!(text, "{line}");
                text
            });
            found.push((words, text));
        }
    }
    found
}

fn page() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/own-rules.md")).unwrap()
}

#[test]
fn the_tutorial_does_what_it_says() {
    let page = page();
    let (tutorial, _) = page.split_once("\n## Cookbook\n").unwrap();
    let repo = Repo::new();
    let mut commands = 0;
    for (words, text) in fences(tutorial) {
        if let Some(path) = words.strip_prefix("yaml file=") {
            repo.write(path, text.as_bytes());
            continue;
        }
        let (command, expected) = text.split_once('\n').unwrap();
        let args: Vec<&str> = command.strip_prefix("$ reportlint ").unwrap().split(' ').collect();
        let (out, _, _) = said(&repo, &args);
        assert_eq!(out, expected, "{command}");
        commands += 1;
    }
    assert_eq!(commands, 2);
}

#[test]
fn each_rule_of_the_cookbook_finds_what_its_examples_say() {
    let page = page();
    let (_, rest) = page.split_once("\n## Cookbook\n").unwrap();
    let (cookbook, _) = rest.split_once("\n## Reference\n").unwrap();
    let recipes = cookbook.split("\n### ").skip(1);
    let repo = Repo::with(&[("reportlint.yaml", "local_rules: [\"rules/*.yaml\"]\n")]);
    let mut number = 0;
    for recipe in recipes {
        let fences = fences(recipe);
        let [(words, text)] = fences.as_slice() else {
            panic!("one rule stands under each heading: {recipe}")
        };
        repo.write(words.strip_prefix("yaml file=").unwrap(), text.as_bytes());
        number += 1;
    }
    assert!(number >= 15, "{number}");
    let (out, _, status) = said(&repo, &["test-rules"]);
    assert!(
        out.starts_with(&format!("{number} rules, "))
            && out.ends_with("the rules find what the examples say\n"),
        "{out}"
    );
    assert_eq!(status, 0);
}

const RULE: &str = "kind: rule\nname: short-title\nassert: size(value.title) < 10\nmessage: \"{value.title} is long\"\nat: $.title\n";

const EXAMPLES: &str = "examples:\n  good:\n    - files: {a.yaml: \"title: Rally\"}\n  bad:\n    - files: {a.yaml: \"title: Rally in the park\"}\n      \
                        finds: [{line: 1, message: Rally in the park is long}]\n";

fn with_rule(text: &str) -> Repo {
    Repo::with(&[("reportlint.yaml", "local_rules: [\"rules/*.yaml\"]\n"), ("rules/a.yaml", text)])
}

#[test]
fn an_example_that_differs_is_shown_as_what_it_says_and_what_is_found() {
    let repo = with_rule(&format!(
        "{RULE}{}",
        EXAMPLES.replace("line: 1", "line: 2").replace("title: Rally\"", "title: A whole sentence\"")
    ));
    let (out, err, status) = said(&repo, &["test-rules"]);
    assert_eq!((status, err.as_str()), (1, ""), "{out}");
    for part in [
        "rules/a.yaml: 2 errors",
        "`local/short-title` finds something in good example 1",
        "it finds: A whole sentence is long",
        "+ a.yaml:1: A whole sentence is long",
        "`local/short-title` finds something else in bad example 1 than it says",
        "- a.yaml:2: Rally in the park is long",
        "+ a.yaml:1: Rally in the park is long",
        "1 rule, 2 examples: 2 of them differ from what the rules find",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
    let (out, _, _) = said(&repo, &["test-rules", "--format", "concise"]);
    assert!(out.contains("rules/a.yaml:8:31: error[rule/failing-example]"), "{out}");
}

#[test]
fn examples_are_tests_in_junit() {
    let more = "---\nkind: rule\nname: lonely\nassert: has(value.id)\nmessage: no id\n";
    let repo = with_rule(&format!("{RULE}{EXAMPLES}{more}"));
    let (out, err, status) = said(&repo, &["test-rules", "--format", "junit=report.xml", "rules"]);
    assert_eq!((status, out.as_str(), err.as_str()), (0, "", ""));
    let report = repo.read("report.xml");
    assert!(report.contains("tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"1\""), "{report}");
    assert!(report.contains("<testcase name=\"local/short-title: bad example 1\""), "{report}");
    assert!(report.contains("`lonely` has no bad example"), "{report}");
}

#[test]
fn what_cannot_be_tested_is_said() {
    let repo = Repo::with(&[("reportlint.yaml", "{}\n"), ("a.yaml", "kind: case\n")]);
    let (_, err, status) = said(&repo, &["test-rules"]);
    assert!(
        status == 2 && err.contains("the configuration names no rule") && err.contains("new-rule"),
        "{err}"
    );
    let (_, err, status) = said(&repo, &["test-rules", "rule"]);
    assert!(status == 2 && err.contains("there is no file or folder rule"), "{err}");
    let (_, err, status) = said(&repo, &["test-rules", "."]);
    assert!(status == 2 && err.contains("there is no rule to test"), "{err}");
    // A rule with a fault is a finding, and the others are tested.
    let repo = with_rule(&format!(
        "{RULE}{EXAMPLES}---\nkind: rule\nname: broken\nassert: valu.x == 1\nmessage: x\n"
    ));
    let (out, _, status) = said(&repo, &["test-rules"]);
    assert!(
        status == 1 && out.contains("there is no variable `valu`") && out.contains("2 rules, 2 examples"),
        "{out}"
    );
    // One that takes too many steps fails the run.
    let dear = "kind: rule\nname: dear\nlet: {a: \"[1,2,3,4,5,6,7,8,9,10]\"}\nassert: \"a.all(b, a.all(c, a.all(d, a.all(e, a.all(f, a.all(g, a.all(h, true)))))))\"\nmessage: x\n";
    let repo = with_rule(&format!("{dear}{EXAMPLES}"));
    let (_, err, status) = said(&repo, &["test-rules"]);
    assert!(status == 2 && err.contains("too expensive"), "{err}");
}

#[test]
fn a_new_rule_passes_its_own_examples_and_is_named_in_the_configuration() {
    let repo =
        Repo::with(&[("reportlint.yaml", "# Ours.\ninclude: [data]"), ("data/a.yaml", "kind: case\n")]);
    let (out, err, status) = said(&repo, &["new-rule", "event-ends-early"]);
    assert_eq!((status, out.as_str()), (0, ""));
    assert!(err.contains("wrote rules/event-ends-early.yaml") && err.contains("added the line"), "{err}");
    assert_eq!(repo.read("reportlint.yaml"), "# Ours.\ninclude: [data]\nlocal_rules: [\"rules/*.yaml\"]\n");
    let (out, err, status) = said(&repo, &["test-rules"]);
    assert_eq!(
        (status, err.as_str(), out.as_str()),
        (0, "", "1 rule, 2 examples: the rules find what the examples say\n")
    );
    // The next one needs no further line, and nothing is replaced.
    let (_, err, status) = said(&repo, &["new-rule", "another"]);
    assert!(status == 0 && !err.contains("added"), "{err}");
    let before = repo.read("rules/another.yaml");
    let (_, err, status) = said(&repo, &["new-rule", "another"]);
    assert!(status == 2 && err.contains("there is a rule `another` already"), "{err}");
    assert_eq!(repo.read("rules/another.yaml"), before);
    repo.write("rules/third.yaml", b"# mine\n");
    let (_, err, status) = said(&repo, &["new-rule", "third"]);
    assert!(
        status == 2 && err.contains("is not replaced") && repo.read("rules/third.yaml") == "# mine\n",
        "{err}"
    );
    let (_, err, _) = said(&repo, &["new-rule", "Ends Early"]);
    assert!(err.contains("did you mean `ends-early`?"), "{err}");
}

#[test]
fn where_the_configuration_takes_no_line_the_line_is_said() {
    let repo = Repo::with(&[("reportlint.yaml", "{include: [data]}\n")]);
    let (_, err, _) = said(&repo, &["new-rule", "a-rule"]);
    assert!(err.contains("once `local_rules:` of reportlint.yaml has the pattern `rules/*.yaml`"), "{err}");
    assert_eq!(repo.read("reportlint.yaml"), "{include: [data]}\n");
    let repo = Repo::new();
    let (_, err, status) = said(&repo, &["new-rule", "a-rule", "--folder", "checks"]);
    assert!(status == 0 && err.contains("`local_rules: [\"checks/*.yaml\"]`"), "{err}");
    assert_eq!(said(&repo, &["test-rules", "checks"]).2, 0);
}
