//! Faults of files of local rules, of their examples, and what the commands say of them.

use crate::support::Repo;

const CONFIG: &str = "local_rules: [\"rules/*.yaml\"]\n";

const HEAD: &str = "kind: rule\nname: short-title\nfiles: \"data/*.yaml\"\nassert: size(value.title) < 10\nmessage: \"{value.title} is long\"\nat: $.title\n";

fn repo(rules: &[&str]) -> Repo {
    let repo = Repo::with(&[("reportlint.yaml", CONFIG)]);
    for (number, text) in rules.iter().enumerate() {
        repo.write(&format!("rules/{number}.yaml"), text.as_bytes());
    }
    repo
}

fn said(repo: &Repo, args: &[&str]) -> (String, String, i32) {
    let output = repo.command("", args).output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code().unwrap())
}

/// The findings of `test-rules` in one line each, and its last line, which a second run gives.
fn tested(repo: &Repo) -> (Vec<String>, String, i32) {
    let (concise, _, status) = said(repo, &["test-rules", "--format", "concise"]);
    let (human, _, _) = said(repo, &["test-rules"]);
    let last = human.lines().last().unwrap_or_default().to_owned();
    (concise.lines().map(str::to_owned).collect(), last, status)
}

#[test]
fn a_file_of_rules_says_that_it_is_one() {
    let without = "name: one\nassert: value.a == 1\nmessage: m\n";
    let misspelt = format!("kind: rules\n{without}");
    for (text, place) in [(without, "1:7"), (&misspelt, "1:7")] {
        let repo = repo(&[text]);
        let expected = format!(
            "rules/0.yaml:{place}: error[rule/incomplete] this file is named by `local_rules:`, and has no `kind: rule`"
        );
        let (out, _, status) = said(&repo, &["--format", "concise"]);
        assert_eq!((out.trim_end(), status), (expected.as_str(), 1));
        assert_eq!(
            tested(&repo),
            (vec![expected], "1 rule, 0 examples: 1 rule has faults, and is not tested".to_owned(), 1)
        );
        let (_, err, status) = said(&repo, &["rules", "local/one"]);
        assert!(status == 2 && err.contains("the rule `local/one` has faults, and is not used"), "{err}");
        let (out, _, _) = said(&repo, &["explain", "local"]);
        assert!(out.contains("`local/one`: has faults"), "{out}");
    }
    // A record of a kind that is known is none of those that are meant.
    let (out, _, _) = said(&repo(&["kind: case\n"]), &["--format", "concise"]);
    assert!(!out.contains("rule/incomplete"), "{out}");
}

#[test]
fn an_example_shows_that_its_rule_works() {
    let part = "    - files: {data/a.yaml: \"x: {{\"}\n    - files: {data/a.yaml: \"x: 1\"}\n    \
        - {files: {data/a.yaml: \"x: 1\"}, finds: [{line: 1}]}\n    \
        - {files: {data/a.yaml: \"x: 1\"}, finds: [{message: \"the rule cannot be applied: there is no `title` in `value.title`\"}]}\n    \
        - {files: {data/a.yaml: \"title: Rally in the park\"}, finds: [{message: Rally in the park is long}]}\n    \
        - files: {dat/a.yaml: \"title: Rally in the park\"}\n";
    let good = "  good:\n    - files: {dat/a.yaml: \"title: Rally\"}\n";
    let (found, last, status) = tested(&repo(&[&format!("{HEAD}examples:\n{good}  bad:\n{part}")]));
    let of = "error[rule/failing-example]";
    let aside = "none of its files is under `files:`";
    let expected = [
        format!("rules/0.yaml:9:15: {of} `local/short-title` does not look at good example 1: {aside}"),
        format!("rules/0.yaml:11:33: {of} a file of bad example 1 of `local/short-title` cannot be read"),
        format!("rules/0.yaml:12:29: {of} `local/short-title` cannot be applied to bad example 2"),
        format!("rules/0.yaml:13:47: {of} `local/short-title` cannot be applied to bad example 3"),
        format!("rules/0.yaml:16:15: {of} `local/short-title` does not look at bad example 6: {aside}"),
    ];
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(&expected) {
        let message = |line: &str| line.split_once("] ").map(|(_, message)| message.to_owned());
        assert_eq!(message(found), message(expected));
    }
    assert_eq!((last.as_str(), status), ("1 rule, 7 examples: 5 of them differ from what the rules find", 1));
}

#[test]
fn an_example_that_the_kinds_or_the_day_of_its_rule_leave_aside_is_named() {
    let kinds = "kind: rule\nname: a\ndocuments: case\nassert: value.id == 'a'\nmessage: m\nexamples: {bad: [{files: {a.yaml: \"kind: report\\nid: b\"}}]}\n";
    let (found, _, status) = tested(&repo(&[kinds]));
    assert!(status == 1 && found[0].contains("none of its documents is under `documents:`"), "{found:?}");
    let since = "kind: rule\nname: a\nsince: {field: date, from: 2024}\nassert: value.id == 'a'\nmessage: m\nexamples:\n  \
        good: [{files: {a.yaml: \"date: 2023-01-01\\nid: b\"}}]\n  bad: [{files: {a.yaml: \"date: 2024-01-01\\nid: b\"}}]\n";
    let (found, _, status) = tested(&repo(&[since]));
    assert_eq!(status, 0, "older documents are left alone, which a good example may show");
    assert!(found[0].contains("warning[rule/failing-example]") && found[0].contains("`since:`"), "{found:?}");
}

#[test]
fn an_example_that_says_what_none_can_say_is_a_fault() {
    let examples = "examples:\n  good:\n    - {files: {data/a.yaml: a}, finds: [{line: 1}]}\n    - {files: {data/a.yaml: a}, today: 2024-13-01}\n  \
        bad:\n    - {files: {../a.yaml: a}}\n    - {files: {/a.yaml: a}}\n    - {files: {data/a.yaml: a}, finds: []}\n";
    let (found, last, status) = tested(&repo(&[&format!("{HEAD}{examples}")]));
    for (found, part) in found.iter().zip([
        "a good example is one in which nothing is found",
        "`2024-13-01` is no date",
        "the path `../a.yaml` does not lie in the repository",
        "the path `/a.yaml` does not lie in the repository",
        "a bad example is one in which something is found",
    ]) {
        assert!(found.contains("error[rule/invalid-value]") && found.contains(part), "{found}");
    }
    assert_eq!((found.len(), status), (5, 1), "no example is missing where a rule has faults: {found:#?}");
    assert_eq!(last, "1 rule, 0 examples: 1 rule has faults, and is not tested");
}

#[test]
fn what_a_finding_of_an_example_leaves_out_may_be_anything() {
    let examples = "examples:\n  bad:\n    - files: {data/a.yaml: \"title: Rally in the park\"}\n      finds: [{file: data/a.yaml}]\n    \
        - files: {data/a.yaml: \"title: Rally in the park\", data/b.yaml: \"title: Rally in the hall\"}\n      \
        finds: [{line: 1}, {line: 1, message: Rally in the park is long}]\n";
    assert_eq!(
        tested(&repo(&[&format!("{HEAD}{examples}")])),
        (Vec::new(), "1 rule, 2 examples: the rules find what the examples say".to_owned(), 0)
    );
}

#[test]
fn two_rules_of_one_name_are_reported_by_the_tests_too() {
    let text =
        format!("{HEAD}examples: {{bad: [{{files: {{data/a.yaml: \"title: Rally in the park\"}}}}]}}\n");
    let (found, last, status) = tested(&repo(&[&text, &text]));
    assert_eq!(
        found,
        ["rules/1.yaml:2:7: error[rule/duplicate-name] there is another local rule `short-title`"]
    );
    assert_eq!((last.as_str(), status), ("2 rules, 2 examples: the rules find what the examples say", 1));
}

#[test]
fn the_commands_know_the_faults_of_rules_as_a_group() {
    let repo = repo(&[HEAD, "kind: rule\nname: broken\nassert: valu == 1\nmessage: m\n"]);
    repo.write("data/a.yaml", b"title: Rally in the park\n");
    let (out, _, status) = said(&repo, &["--only", "rule", "--format", "concise"]);
    let fault = "rules/1.yaml:3:9: error[rule/invalid-expression] there is no variable `valu`\n";
    assert!(status == 1 && out.contains(fault) && !out.contains("local/short-title"), "{out}");
    let (out, _, _) = said(&repo, &["explain", "rule/missing-example"]);
    assert!(out.contains("severity warning"), "{out}");
    for args in [["--only", "short-title"], ["explain", "short-title"], ["rules", "short-title"]] {
        let (_, err, status) = said(&repo, &args);
        assert!(status == 2 && err.contains("did you mean `local/short-title`?"), "{err}");
    }
    repo.write("reportlint.yaml", format!("{CONFIG}rules: {{short-title: \"off\"}}\n").as_bytes());
    let (out, _, _) = said(&repo, &[]);
    assert!(out.contains("did you mean `local/short-title`?"), "{out}");
    let (out, _, _) = said(&repo, &["explain", "local"]);
    assert!(out.contains("has faults") && !out.contains("has none"), "{out}");
    let (_, err, status) = said(&repo, &["explain", "local/short-title"]);
    assert!(status == 2 && err.contains("the configuration has faults"), "{err}");
}

#[test]
fn a_new_rule_is_written_into_the_repository() {
    let repo = Repo::with(&[("reportlint.yaml", "{}\n")]);
    let (_, err, status) = said(&repo, &["new-rule", "a-rule", "--folder", "../elsewhere"]);
    assert!(status == 2 && err.contains("lies outside of this repository"), "{err}");
    assert!(!repo.path().parent().unwrap().join("elsewhere").exists());
}

#[test]
fn the_page_of_a_rule_has_all_that_it_asks() {
    let rule = format!(
        "{}documents: [case]\nsince: {{field: date, from: 2024}}\nlet:\n  # The title.\n  t: value.title\nexamples:\n  bad:\n    - files: {{data/a.yaml: \"title: x\"}}\n",
        HEAD.replace("assert: ", "unique: {by: value.id}\nassert: ")
    );
    let (out, _, _) = said(&repo(&[&rule]), &["explain", "local/short-title"]);
    for part in [
        "where braces stand, a finding has the value",
        "files: \"data/*.yaml\"",
        "documents: [case]",
        "since: {field: date, from: 2024}",
        "  # The title.\n      t: value.title",
        "unique: {by: value.id}",
        "message: \"{value.title} is long\"",
        "Its examples:",
        "- files: {data/a.yaml: \"title: x\"}",
    ] {
        assert!(out.contains(part), "{part}\n{out}");
    }
}

#[test]
fn words_of_other_languages_are_known() {
    for (expression, help) in [
        ("len(value.a) > 1", "did you mean `size`?"),
        ("value.a.match('a')", "did you mean `matches`?"),
        ("value.a.test('a')", "did you mean `matches`?"),
        ("value.a.toLowerCase() == 'a'", "did you mean `lower`?"),
        ("lowercase(value.a) == 'a'", "did you mean `lower`?"),
        ("value.date <= now", "did you mean `today`?"),
        ("value.date <= now()", "did you mean `today`?"),
        ("value.a == True", "did you mean `true`?"),
        ("value.a == False", "did you mean `false`?"),
        ("value.a == None", "did you mean `null`?"),
        ("not value.a", "write `!`"),
        ("value.a and value.b", "write `&&`"),
        ("value.a or value.b", "write `||`"),
        ("value.date < date('2024-02-30')", "February 2024 has 29 days"),
        ("duration(value.a) < duration('36 months')", "durations look like `P6M`"),
    ] {
        let rule = format!("kind: rule\nname: a\nassert: \"{expression}\"\nmessage: m\n");
        let (out, _, status) = said(&repo(&[&rule]), &["--format", "json"]);
        assert_eq!(status, 1, "{expression}: {out}");
        assert_eq!(out.matches("\"rule\": \"rule/invalid-expression\"").count(), 1, "{expression}: {out}");
        assert!(out.contains(help), "{expression}: {out}");
    }
}
