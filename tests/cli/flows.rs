//! A pull request from its branch to its merge, in one repository: each step with the exit status of each way to look at it.

use crate::support::{CLEAN, ERROR, Repo, WARNING, committed, git, with_id};

/// The exit statuses of a step: everything, staged, changed since `main`, new since `main`.
type Statuses = [i32; 4];

fn statuses(repo: &Repo) -> Statuses {
    git(repo, &["add", "-A"]);
    [&[][..], &["--staged"], &["--changed-since", "main"], &["--new-since", "main"]]
        .map(|args| repo.run(&[args, &["--quiet"]].concat()).status)
}

fn report(id: &str, month: &str, continues: &str) -> String {
    format!(
        "kind: report\nid: {id}\ntitle: R\ncountry: KZ\nlanguage: en\nperiod: {{start: {month}, end: {month}}}\n\
         publishers: [P]\ncases:\n  - id: one\n    title: One\n{continues}    freedoms: [expression]\n    events: []\n"
    )
}

/// Does one step, looks at it, and undoes it.
fn step(repo: &Repo, name: &str, expected: Statuses, action: impl FnOnce(&Repo)) {
    action(repo);
    assert_eq!(statuses(repo), expected, "{name}");
    git(repo, &["reset", "-q", "--hard"]);
}

/// A repository with a settled error and a warning, on a branch.
fn repository() -> Repo {
    let repo = committed(&[
        ("reportlint.yaml", "exclude: [drafts]\nschemas: [{files: [data], schema: n.schema.json}]\n"),
        ("n.schema.json", "{\"properties\": {\"n\": {\"type\": \"integer\"}}}"),
        ("data/n.yaml", "n: 4\n"),
        ("reports/first.yaml", &report("kz-1", "2025-01", "")),
        ("reports/later.yaml", &report("kz-2", "2025-02", "    continues: kz-1#one\n")),
        ("cases/warning.yaml", &with_id(WARNING, "warning")),
        ("cases/old.yaml", &with_id(ERROR, "old")),
        ("drafts/bad.yaml", &with_id(ERROR, "bad")),
    ]);
    git(&repo, &["switch", "-q", "-c", "topic"]);
    repo
}

#[test]
fn each_step_of_a_branch_has_the_right_status() {
    let repo = repository();
    // The error in cases/old.yaml was there before.
    step(&repo, "nothing", [1, 0, 0, 0], |_| {});
    step(&repo, "a clean file", [1, 0, 0, 0], |repo| {
        repo.write("cases/new.yaml", with_id(CLEAN, "new").as_bytes());
    });
    step(&repo, "a faulty file", [1, 1, 1, 1], |repo| {
        repo.write("cases/new.yaml", with_id(ERROR, "new").as_bytes());
    });
    step(&repo, "a file with an old fault is renamed", [1, 1, 1, 0], |repo| {
        git(repo, &["mv", "cases/old.yaml", "cases/renamed.yaml"]);
    });
    step(&repo, "a file out of an excluded folder", [1, 1, 1, 1], |repo| {
        git(repo, &["mv", "drafts/bad.yaml", "cases/bad.yaml"]);
    });
    step(&repo, "a report is deleted that another continues", [1, 1, 1, 1], |repo| {
        git(repo, &["rm", "-q", "reports/first.yaml"]);
    });
    step(&repo, "a copy", [1, 1, 1, 1], |repo| {
        repo.write("reports/a-copy.yaml", repo.read("reports/first.yaml").as_bytes());
    });
    step(&repo, "a schema", [1, 1, 1, 1], |repo| {
        repo.write("n.schema.json", b"{\"properties\": {\"n\": {\"type\": \"string\"}}}");
    });
    step(&repo, "a severity", [1, 1, 1, 1], |repo| {
        let config = repo.read("reportlint.yaml") + "rules: {quote-without-speaker: error}\n";
        repo.write("reportlint.yaml", config.as_bytes());
    });
    step(&repo, "an exclusion less", [1, 1, 1, 1], |repo| {
        let config = repo.read("reportlint.yaml").replace("exclude: [drafts]\n", "");
        repo.write("reportlint.yaml", config.as_bytes());
    });
    step(&repo, "the old fault is mended", [0, 0, 0, 0], |repo| {
        repo.write("cases/old.yaml", with_id(CLEAN, "old").as_bytes());
    });
    step(&repo, "a README alone", [1, 0, 0, 0], |repo| repo.write("README.md", b"# Read me\n"));
    step(&repo, "a faulty configuration", [2, 2, 2, 2], |repo| {
        repo.write("reportlint.yaml", b"nonsense: 1\n");
    });
}

#[test]
fn a_clone_in_each_state_gives_the_same_answers() {
    let repo = repository();
    repo.write("cases/new.yaml", with_id(ERROR, "new").as_bytes());
    repo.write("cases/warning.yaml", format!("# more\n{}", with_id(WARNING, "warning")).as_bytes());
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "topic"]);
    let expected: Statuses = [1, 0, 1, 1];
    assert_eq!(statuses(&repo), expected);
    // A second work tree.
    git(&repo, &["worktree", "add", "-q", "--detach", "trees/second", "topic"]);
    let within = |args: &[&str]| repo.command("trees/second", args).output().unwrap().status.code();
    assert_eq!(within(&["--new-since", "main"]), Some(1));
    assert_eq!(within(&["--staged"]), Some(0));
    git(&repo, &["worktree", "remove", "--force", "trees/second"]);
    // A sparse checkout without the reports, and then without what is faulty.
    git(&repo, &["sparse-checkout", "set", "cases", "data"]);
    assert_eq!(statuses(&repo), expected);
    git(&repo, &["sparse-checkout", "set", "data"]);
    assert_eq!(statuses(&repo), expected);
    git(&repo, &["sparse-checkout", "disable"]);
    // A submodule with a fault of its own.
    let module = committed(&[("inner.yaml", ERROR)]);
    let url = module.path().display().to_string();
    git(&repo, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "module"]);
    assert_eq!(statuses(&repo), expected);
    // A shallow clone has no merge base, and a partial one not the old contents.
    for (option, status) in [("--depth=1", 2), ("--filter=blob:none", 2), ("--no-local", 1)] {
        git(&repo, &["config", "uploadpack.allowFilter", "true"]);
        let clone = Repo::new();
        std::fs::remove_dir(clone.path().join(".git")).unwrap();
        let url = format!("file://{}", repo.path().display());
        git(&clone, &["clone", "-q", option, "--no-single-branch", "--branch", "topic", &url, "."]);
        let base = if option == "--depth=1" { "HEAD~1" } else { "origin/main" };
        let run = clone.run(&["--new-since", base, "--format", "concise"]);
        assert_eq!(run.status, status, "{option}: {}{}", run.stdout, run.stderr);
    }
}
