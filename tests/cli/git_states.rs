//! What a change governs, and the states that a clone can be in.

use std::process::Command;

use crate::support::{CLEAN, ERROR, Repo, Run, WARNING, committed, git, with_id};

fn concise(repo: &Repo, args: &[&str]) -> Run {
    repo.run(&[&["--format", "concise"], args].concat())
}

/// The paths with findings, each once.
fn paths(run: &Run) -> Vec<&str> {
    let mut paths: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    paths.dedup();
    paths
}

/// Runs under every way of looking at a change that is staged. Returns the paths with findings, which are the same.
fn changed<'a>(repo: &Repo, runs: &'a mut Vec<Run>) -> Vec<&'a str> {
    git(repo, &["add", "-A"]);
    for args in [&["--changed-since", "HEAD"][..], &["--staged"]] {
        runs.push(concise(repo, args));
    }
    let [.., first, second] = runs.as_slice() else { panic!("two runs were added") };
    assert_eq!(paths(first), paths(second));
    paths(second)
}

const SCHEMA: &str = r#"{"type": "object", "properties": {"n": {"type": "integer"}}}"#;
const STRICT: &str = r#"{"type": "object", "properties": {"n": {"type": "integer", "maximum": 3}}}"#;
const CONFIG: &str = "exclude: [drafts]\nschemas: [{files: [data], schema: n.schema.json}]\n";

fn governed() -> Repo {
    committed(&[
        ("reportlint.yaml", CONFIG),
        ("n.schema.json", SCHEMA),
        ("data/four.yaml", "n: 4\n"),
        ("data/one.yaml", "n: 1\n"),
        ("cases/a.yaml", &with_id(WARNING, "a")),
        ("drafts/b.yaml", &with_id(ERROR, "b")),
    ])
}

#[test]
fn a_changed_schema_checks_its_files() {
    let repo = governed();
    let mut runs = Vec::new();
    assert!(changed(&repo, &mut runs).is_empty());
    repo.write("n.schema.json", STRICT.as_bytes());
    assert_eq!(changed(&repo, &mut runs), ["data/four.yaml"]);
    assert_eq!(runs.last().map(|run| run.status), Some(1));
    // Spaces in it mean nothing.
    repo.write("n.schema.json", format!("{SCHEMA}\n\n").as_bytes());
    assert!(changed(&repo, &mut runs).is_empty());
    // A schema that a document names itself.
    repo.write("n.schema.json", SCHEMA.as_bytes());
    repo.write("own.schema.json", SCHEMA.as_bytes());
    repo.write("own/four.yaml", b"$schema: ../own.schema.json\nn: 4\n");
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "own"]);
    repo.write("own.schema.json", STRICT.as_bytes());
    assert_eq!(changed(&repo, &mut runs), ["own/four.yaml"]);
    git(&repo, &["reset", "-q", "--hard"]);
    // A file that the schema refers to.
    repo.write("n.schema.json", br#"{"$ref": "part.schema.json"}"#);
    repo.write("part.schema.json", SCHEMA.as_bytes());
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "two"]);
    repo.write("part.schema.json", STRICT.as_bytes());
    assert_eq!(changed(&repo, &mut runs), ["data/four.yaml"]);
}

#[test]
fn a_changed_configuration_checks_what_it_says_otherwise() {
    let repo = governed();
    let mut runs = Vec::new();
    repo.write("reportlint.yaml", format!("{CONFIG}rules: {{quote-without-speaker: error}}\n").as_bytes());
    assert_eq!(changed(&repo, &mut runs), ["cases/a.yaml"]);
    repo.write("reportlint.yaml", CONFIG.replace("exclude: [drafts]\n", "").as_bytes());
    assert_eq!(changed(&repo, &mut runs), ["drafts/b.yaml"]);
    repo.write("reportlint.yaml", format!("# a comment\n{CONFIG}").as_bytes());
    assert!(changed(&repo, &mut runs).is_empty());
    assert_eq!(runs.last().map(|run| run.status), Some(0));
    // One that has gone.
    std::fs::remove_file(repo.path().join("reportlint.yaml")).unwrap();
    assert!(changed(&repo, &mut runs).contains(&"drafts/b.yaml"));
    // A configuration that another extends.
    repo.write("reportlint.yaml", b"extends: base.yaml\nexclude: [drafts, data]\n");
    repo.write("base.yaml", b"rules: {quote-without-speaker: off}\n");
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "two"]);
    repo.write("base.yaml", b"rules: {quote-without-speaker: error}\n");
    assert_eq!(changed(&repo, &mut runs), ["cases/a.yaml"]);
}

#[test]
fn an_entry_taken_out_of_the_configuration_or_the_baseline_brings_its_findings_back() {
    let ignore = "ignore: [{path: a.yaml, rule: verdict-without-date, reason: known}]\n";
    let repo = committed(&[
        ("reportlint.yaml", ignore),
        ("a.yaml", &with_id(ERROR, "a")),
        ("b.yaml", &with_id(ERROR, "b")),
        ("c.yaml", &with_id(CLEAN, "c")),
    ]);
    let mut runs = Vec::new();
    repo.write("reportlint.yaml", b"# nothing\n");
    assert_eq!(changed(&repo, &mut runs), ["a.yaml"]);
    git(&repo, &["reset", "-q", "--hard"]);
    repo.run(&["baseline"]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "two"]);
    repo.write("reportlint-baseline.json", b"{\"version\": 1, \"findings\": []}\n");
    assert_eq!(changed(&repo, &mut runs), ["b.yaml"]);
    std::fs::remove_file(repo.path().join("reportlint-baseline.json")).unwrap();
    assert_eq!(changed(&repo, &mut runs), ["b.yaml"]);
}

#[test]
fn a_changed_legal_code_checks_all_that_may_cite_it() {
    let code = "kind: legal-code\nid: KZ-CAA\ncountry: KZ\ntitle: Test Code\ntype: criminal\ncomplete: true\n\
                article_ranges: [\"1-2\"]\n";
    let case = with_id(CLEAN, "a").replace("{type: search", "{type: charge, articles: [KZ-CAA 2]");
    let repo = committed(&[("codes/test.yaml", code), ("a.yaml", &case)]);
    let before = concise(&repo, &[]);
    let mut runs = Vec::new();
    repo.write("codes/test.yaml", code.replace("1-2", "1").as_bytes());
    let after = concise(&repo, &[]);
    assert_ne!(paths(&before), paths(&after), "{}{}", before.stdout, after.stdout);
    let found: Vec<String> = changed(&repo, &mut runs).into_iter().map(str::to_owned).collect();
    assert_eq!(found, paths(&after));
    git(&repo, &["rm", "-q", "-f", "codes/test.yaml"]);
    assert_eq!(changed(&repo, &mut runs), ["a.yaml"]);
}

#[test]
fn what_is_staged_is_judged_by_what_is_staged() {
    let repo = governed();
    // The work tree has other settings for each of them.
    repo.write("n.schema.json", STRICT.as_bytes());
    repo.write("data/four.yaml", b"n: 4 # changed\n");
    git(&repo, &["add", "data/four.yaml"]);
    assert_eq!(concise(&repo, &["--staged"]).status, 0);
    assert_eq!(concise(&repo, &["data"]).status, 1);
    git(&repo, &["add", "n.schema.json"]);
    repo.write("n.schema.json", SCHEMA.as_bytes());
    assert_eq!(concise(&repo, &["--staged"]).status, 1);
    repo.write("reportlint.yaml", b"rules: {nonsense: error}\n");
    assert_eq!(concise(&repo, &["--staged"]).status, 1);
    std::fs::remove_file(repo.path().join("reportlint.yaml")).unwrap();
    assert_eq!(paths(&concise(&repo, &["--staged"])), ["data/four.yaml"]);
    // A baseline in the work tree alone.
    git(&repo, &["checkout", "-q", "reportlint.yaml", "n.schema.json"]);
    git(&repo, &["reset", "-q", "--hard"]);
    repo.write("cases/a.yaml", with_id(ERROR, "a").as_bytes());
    git(&repo, &["add", "-A"]);
    repo.run(&["baseline"]);
    assert_eq!(concise(&repo, &[]).status, 0);
    assert_eq!(concise(&repo, &["--staged"]).status, 1);
    git(&repo, &["add", "-A"]);
    assert_eq!(concise(&repo, &["--staged"]).status, 0);
}

#[test]
fn what_git_tracks_is_checked_though_it_is_told_to_ignore_it() {
    let repo = committed(&[("a.yaml", &with_id(CLEAN, "a"))]);
    repo.write(".gitignore", b"secret\nb.yaml\n");
    repo.write("secret/c.yaml", with_id(ERROR, "c").as_bytes());
    repo.write("b.yaml", with_id(ERROR, "b").as_bytes());
    repo.write("secret/untracked.yaml", with_id(ERROR, "untracked").as_bytes());
    git(&repo, &["add", "-f", ".gitignore", "secret/c.yaml", "b.yaml"]);
    let both = ["b.yaml", "secret/c.yaml"];
    for args in
        [&[][..], &["--staged"], &["--changed-since", "HEAD"], &["--new-since", "HEAD"], &["--staged", "."]]
    {
        assert_eq!(paths(&concise(&repo, args)), both, "{args:?}");
    }
    let named = ["--force-exclude", "secret/c.yaml", "secret/untracked.yaml"];
    assert_eq!(paths(&concise(&repo, &named)), ["secret/c.yaml"]);
    // A hidden folder stays hidden, and what the configuration leaves out stays out.
    repo.write(".hidden/d.yaml", with_id(ERROR, "d").as_bytes());
    repo.write("reportlint.yaml", b"exclude: [secret]\n");
    git(&repo, &["add", "-A"]);
    for args in [&[][..], &["--staged"]] {
        assert_eq!(paths(&concise(&repo, args)), ["b.yaml"], "{args:?}");
    }
}

#[test]
fn standard_input_is_left_out_like_the_file_of_its_name() {
    let repo = committed(&[("reportlint.yaml", "exclude: [drafts]\n"), (".gitignore", "ignored\n")]);
    let run = |name: &str| {
        let args = ["-", "--force-exclude", "--format", "concise", "--stdin-filename", name];
        repo.run_in("", &args, ERROR.as_bytes()).status
    };
    assert_eq!(run("a.yaml"), 1);
    for name in ["drafts/a.yaml", "ignored/a.yaml", "README.md", ".hidden/a.yaml"] {
        std::fs::create_dir_all(repo.path().join(name).parent().unwrap()).unwrap();
        assert_eq!(run(name), 0, "{name}");
    }
}

#[test]
fn one_file_that_is_staged_is_checked_and_counted_once() {
    let repo = committed(&[("a.yaml", &with_id(ERROR, "a")), ("b.yaml", &with_id(ERROR, "b"))]);
    repo.write("a.yaml", format!("# x\n{}", with_id(ERROR, "a")).as_bytes());
    git(&repo, &["add", "a.yaml"]);
    let run = repo.run(&["--staged", "a.yaml"]);
    assert!(run.stdout.contains("\n1 file checked, "), "{}", run.stdout);
    let run = repo.run(&["--staged", "b.yaml"]);
    assert!(run.stdout.contains("\n1 file checked, "), "{}", run.stdout);
}

#[test]
fn files_that_are_not_checked_out_are_read_from_the_index() {
    let report = |id: &str, month: &str, cases: &str| {
        format!(
            "kind: report\nid: {id}\ntitle: R\ncountry: KZ\nlanguage: en\nperiod: {{start: {month}, end: {month}}}\n\
             publishers: [P]\ncases:\n{cases}"
        )
    };
    let first = report(
        "kz-1",
        "2025-01",
        "  - id: one\n    title: One\n    freedoms: [expression]\n    events: []\n",
    );
    let later = report(
        "kz-2",
        "2025-02",
        "  - id: one\n    title: One\n    continues: kz-1#one\n    freedoms: [expression]\n    events: []\n",
    );
    let repo = committed(&[
        ("2024/first.yaml", &first),
        ("2025/later.yaml", &later),
        ("2025/b.yaml", &with_id(CLEAN, "b")),
        ("2024/c.yaml", &with_id(CLEAN, "c")),
    ]);
    let everything = concise(&repo, &["--no-cache"]);
    assert!(!everything.stdout.contains("unresolved-case"), "{}", everything.stdout);
    git(&repo, &["sparse-checkout", "set", "2025"]);
    assert!(!repo.path().join("2024").exists());
    for args in [&["--no-cache"][..], &[], &[], &["--new-since", "HEAD"]] {
        let run = concise(&repo, args);
        assert_eq!(run.status, 0, "{args:?}: {}{}", run.stdout, run.stderr);
        assert!(!run.stdout.contains("unresolved-case"), "{args:?}: {}", run.stdout);
    }
    // A duplicate of one that is not checked out.
    repo.write("2025/b.yaml", with_id(CLEAN, "c").as_bytes());
    git(&repo, &["add", "2025/b.yaml"]);
    for args in [&[][..], &["--staged"], &["--changed-since", "HEAD"], &["--new-since", "HEAD"]] {
        let run = concise(&repo, args);
        assert!(run.stdout.contains("[duplicate-case-id]"), "{args:?}: {}", run.stdout);
        assert_eq!(run.status, 1, "{args:?}");
    }
}

#[test]
fn a_partial_clone_fetches_nothing() {
    let origin = committed(&[("a.yaml", &with_id(ERROR, "a")), ("b.yaml", &with_id(CLEAN, "b"))]);
    for text in [CLEAN, WARNING] {
        origin.write("a.yaml", with_id(text, "a").as_bytes());
        git(&origin, &["commit", "-qam", "more"]);
    }
    git(&origin, &["config", "uploadpack.allowFilter", "true"]);
    let repo = Repo::new();
    std::fs::remove_dir(repo.path().join(".git")).unwrap();
    let url = format!("file://{}", origin.path().display());
    git(&repo, &["clone", "-q", "--filter=blob:none", &url, "."]);
    // A fetch would leave a mark.
    let mark = repo.path().join("fetched");
    let upload = format!("touch '{}'; git-upload-pack", mark.display());
    git(&repo, &["config", "remote.origin.uploadpack", &upload]);
    repo.write("a.yaml", format!("# x\n{}", with_id(WARNING, "a")).as_bytes());
    git(&repo, &["add", "-A"]);
    assert_eq!(concise(&repo, &[]).status, 0);
    assert_eq!(concise(&repo, &["--staged"]).status, 0);
    for args in [
        &["--changed-since", "HEAD~1"][..],
        &["--new-since", "HEAD~2"],
        &["--changed-since", "HEAD~1", "--diff-only"],
    ] {
        let run = concise(&repo, args);
        assert_eq!(run.status, 2, "{args:?}: {}{}", run.stdout, run.stderr);
        assert!(run.stderr.contains("the clone is partial"), "{args:?}: {}", run.stderr);
        assert!(run.stderr.contains("git fetch"), "{args:?}: {}", run.stderr);
    }
    assert!(!mark.exists(), "something was fetched");
}

#[test]
fn a_repository_within_another_is_checked_by_itself() {
    let module = committed(&[("inner.yaml", &with_id(ERROR, "inner"))]);
    let repo = committed(&[("a.yaml", &with_id(CLEAN, "a"))]);
    let url = module.path().display().to_string();
    git(&repo, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "module"]);
    for args in [&[][..], &["--staged"], &["--changed-since", "HEAD"], &["--new-since", "HEAD"]] {
        let run = concise(&repo, args);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{args:?}");
    }
    let named = ["--force-exclude", "module/inner.yaml"];
    assert!(paths(&concise(&repo, &named)).is_empty());
    // Named, or from within.
    assert_eq!(paths(&concise(&repo, &["module"])), ["module/inner.yaml"]);
    let within = Run::from(repo.command("module", &["--format", "concise"]).output().unwrap());
    assert_eq!(paths(&within), ["inner.yaml"]);
}

#[test]
fn a_second_work_tree_has_an_index_of_its_own() {
    let repo = committed(&[("a.yaml", &with_id(CLEAN, "a"))]);
    git(&repo, &["worktree", "add", "-q", "-b", "topic", "trees/topic"]);
    repo.write("trees/topic/a.yaml", with_id(ERROR, "a").as_bytes());
    let within = |args: &[&str]| {
        let args = [&["--format", "concise", "--only", "verdict-without-date"], args].concat();
        Run::from(repo.command("trees/topic", &args).output().unwrap())
    };
    assert_eq!(within(&["--staged"]).status, 0);
    assert_eq!(within(&["--changed-since", "main"]).status, 1);
    assert_eq!(within(&["--new-since", "main"]).status, 1);
    assert_eq!(concise(&repo, &[]).status, 0);
}

/// Sets a clean filter that leaves a line in a file whenever it is started. Returns the number of starts since the last
/// question.
#[cfg(unix)]
fn count_filters(repo: &Repo) -> impl Fn() -> usize {
    let log = repo.path().join(".git/started");
    let filter = format!("echo x >>'{}'; cat", log.display());
    git(repo, &["config", "filter.f.clean", &filter]);
    for program in ["diff.external", "diff.d.textconv", "diff.d.command", "core.fsmonitor"] {
        git(repo, &["config", program, &format!("echo y >>'{}'", log.display())]);
    }
    let hook = repo.path().join(".git/hooks/post-index-change");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, format!("#!/bin/sh\necho z >>'{}'\n", log.display())).unwrap();
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    move || {
        let text = std::fs::read_to_string(&log).unwrap_or_default();
        let started = text.lines().count();
        drop(std::fs::remove_file(&log));
        started
    }
}

#[cfg(unix)]
#[test]
fn no_program_of_a_repository_is_started_but_filters_to_compare() {
    let repo = committed(&[
        (".gitattributes", "*.yaml filter=f diff=d\n"),
        ("a.yaml", &with_id(CLEAN, "a")),
        ("b.yaml", &with_id(CLEAN, "b")),
        ("c.yaml", &with_id(CLEAN, "c")),
        ("README.md", "# x\n"),
    ]);
    repo.write("a.yaml", with_id(ERROR, "a").as_bytes());
    git(&repo, &["add", "-A"]);
    repo.write("b.yaml", with_id(ERROR, "b").as_bytes());
    // Another time, and the same content.
    repo.write("c.yaml", with_id(CLEAN, "c").as_bytes());
    let started = count_filters(&repo);
    for args in [
        &["--staged"][..],
        &["--staged", "--diff-only"],
        &["--staged", "--new-since", "HEAD"],
        &[],
        &["b.yaml"],
    ] {
        concise(&repo, args);
        assert_eq!(started(), 0, "{args:?}");
    }
    // Whether a filtered file of the work tree has changed only its filter tells, once for each that may have.
    for args in [
        &["--changed-since", "HEAD"][..],
        &["--new-since", "HEAD"],
        &["--changed-since", "HEAD", "--diff-only"],
    ] {
        concise(&repo, args);
        let started = started();
        assert!(started <= 3, "{args:?}: {started}");
    }
}

#[cfg(unix)]
#[test]
fn a_filtered_file_that_did_not_change_is_as_before() {
    // As in an unlocked clone of git-crypt: git's store has another content than the work tree.
    let repo = committed(&[(".gitattributes", "*.yaml filter=turn\n"), ("README.md", "# x\n")]);
    git(&repo, &["config", "filter.turn.clean", "tr a-z b-za"]);
    git(&repo, &["config", "filter.turn.smudge", "tr b-za a-z"]);
    repo.write("a.yaml", with_id(ERROR, "a").as_bytes());
    repo.write("b.yaml", with_id(CLEAN, "b").as_bytes());
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "filtered"]);
    for _ in 0..2 {
        let run = repo.run(&["--new-since", "HEAD", "--only", "verdict-without-date"]);
        assert!(run.stdout.contains("since HEAD: 0 new, 0 mended, 1 as before"), "{}", run.stdout);
        assert!(paths(&concise(&repo, &["--changed-since", "HEAD"])).is_empty());
        repo.write("a.yaml", with_id(ERROR, "a").as_bytes());
    }
    repo.write("b.yaml", with_id(ERROR, "b").as_bytes());
    assert_eq!(paths(&concise(&repo, &["--changed-since", "HEAD"])), ["b.yaml"]);
}

#[test]
fn an_index_of_its_own_is_heeded() {
    // `git commit FILE` makes the commit from an index beside the usual one.
    let repo = committed(&[("a.yaml", &with_id(CLEAN, "a")), ("b.yaml", &with_id(CLEAN, "b"))]);
    repo.write("a.yaml", with_id(ERROR, "a").as_bytes());
    repo.write("b.yaml", with_id(ERROR, "b").as_bytes());
    git(&repo, &["add", "b.yaml"]);
    let other = repo.path().join(".git/other-index");
    let add = Command::new("git")
        .current_dir(repo.path())
        .env("GIT_INDEX_FILE", &other)
        .args(["-c", "core.autocrlf=false", "read-tree", "HEAD"])
        .status()
        .unwrap();
    assert!(add.success());
    let add = Command::new("git")
        .current_dir(repo.path())
        .env("GIT_INDEX_FILE", &other)
        .args(["add", "a.yaml"])
        .status();
    assert!(add.unwrap().success());
    let mut command = repo.command("", &["--staged", "--format", "concise"]);
    let run = Run::from(command.env("GIT_INDEX_FILE", &other).output().unwrap());
    assert_eq!(paths(&run), ["a.yaml"]);
}

#[test]
fn settings_that_are_not_checked_out_hold_all_the_same() {
    let repo = committed(&[
        (
            "reportlint.yaml",
            "extends: conf/base.yaml\nschemas: [{files: [cases/data], schema: conf/n.schema.json}]\n",
        ),
        ("conf/base.yaml", "exclude: [cases/drafts]\n"),
        ("conf/n.schema.json", STRICT),
        ("conf/own.schema.json", STRICT),
        ("cases/data/one.yaml", "n: 1\n"),
        ("cases/data/four.yaml", "n: 4\n"),
        ("cases/own.yaml", "$schema: ../conf/own.schema.json\nn: 4\n"),
        ("cases/drafts/bad.yaml", &with_id(ERROR, "bad")),
        ("cases/old.yaml", &with_id(ERROR, "old")),
        ("other/a.yaml", &with_id(ERROR, "a")),
    ]);
    let everything = concise(&repo, &["--no-cache"]);
    let with_paths = ["cases/data/four.yaml", "cases/old.yaml", "cases/own.yaml", "other/a.yaml"];
    assert_eq!(paths(&everything), with_paths);
    for (mode, set) in [("--cone", "cases"), ("--no-cone", "/cases/")] {
        git(&repo, &["sparse-checkout", "set", mode, set]);
        for args in [&[][..], &["--no-cache"]] {
            let run = concise(&repo, args);
            assert_eq!(run.stdout, everything.stdout, "{mode} {args:?}: {}", run.stderr);
        }
        let other = concise(&repo, &["other"]);
        assert_eq!((other.status, paths(&other)), (1, vec!["other/a.yaml"]), "{}", other.stderr);
        assert_eq!(paths(&concise(&repo, &["other/a.yaml"])), ["other/a.yaml"]);
        let run = concise(&repo, &["--new-since", "HEAD", "other"]);
        assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
        git(&repo, &["sparse-checkout", "disable"]);
    }
    repo.run(&["baseline"]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "baseline"]);
    git(&repo, &["sparse-checkout", "set", "--no-cone", "/cases/"]);
    assert_eq!(concise(&repo, &[]).status, 0);
}

#[test]
fn what_a_partial_clone_lacks_is_missed_by_every_run() {
    let origin = committed(&[("old/a.yaml", &with_id(CLEAN, "a")), ("new/b.yaml", &with_id(CLEAN, "b"))]);
    git(&origin, &["config", "uploadpack.allowFilter", "true"]);
    let repo = Repo::new();
    std::fs::remove_dir(repo.path().join(".git")).unwrap();
    let url = format!("file://{}", origin.path().display());
    git(&repo, &["clone", "-q", "--filter=blob:none", "--sparse", &url, "."]);
    repo.write("c.yaml", with_id(CLEAN, "a").as_bytes());
    git(&repo, &["add", "--sparse", "c.yaml"]);
    for args in [&[][..], &["--staged"], &["--changed-since", "HEAD"], &["--new-since", "HEAD"], &["c.yaml"]]
    {
        let run = concise(&repo, args);
        assert_eq!(run.status, 2, "{args:?}: {}", run.stdout);
        assert!(run.stderr.contains("the clone is partial"), "{args:?}: {}", run.stderr);
    }
}

#[test]
fn a_schema_of_any_ending_and_a_code_by_its_folder_govern() {
    let code = "id: KZ-TEST\ncountry: KZ\ntitle: Test Code\ntype: criminal\ncomplete: true\narticle_ranges: [\"1-2\"]\n";
    let case = with_id(CLEAN, "a").replace("{type: search", "{type: charge, articles: [KZ-TEST 2]");
    let repo = committed(&[
        (
            "reportlint.yaml",
            "kinds: [{files: codes, kind: legal-code}]\nschemas: [{files: [data], schema: s/n.jsonschema}]\n",
        ),
        ("codes/test.yaml", code),
        ("s/n.jsonschema", SCHEMA),
        ("s/part.json", SCHEMA),
        ("s/outer.json", "{\"$ref\": \"part.json\"}"),
        ("data/four.yaml", "n: 4\n"),
        ("docs/own.yaml", "$schema: ../s/outer.json\nn: 4\n"),
        ("a.yaml", &case),
    ]);
    let mut runs = Vec::new();
    for (path, text, found) in [
        ("codes/test.yaml", code.replace("1-2", "1"), "a.yaml"),
        ("s/n.jsonschema", STRICT.to_owned(), "data/four.yaml"),
        ("s/part.json", STRICT.to_owned(), "docs/own.yaml"),
    ] {
        repo.write(path, text.as_bytes());
        assert!(changed(&repo, &mut runs).contains(&found), "{path}");
        git(&repo, &["reset", "-q", "--hard"]);
    }
}

#[cfg(unix)]
#[test]
fn no_program_is_started_to_find_where_files_went() {
    let repo = committed(&[(".gitattributes", "*.yaml filter=f\n"), ("a.yaml", &with_id(ERROR, "a"))]);
    repo.run(&["baseline"]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "baseline"]);
    git(&repo, &["mv", "a.yaml", "b.yaml"]);
    git(&repo, &["config", "log.showSignature", "true"]);
    let started = count_filters(&repo);
    for args in [&[][..], &["--staged"]] {
        assert_eq!(concise(&repo, args).status, 0, "{args:?}");
        assert_eq!(started(), 0, "{args:?}");
    }
}
