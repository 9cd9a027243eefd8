//! Runs that are limited to what changed.

use crate::support::{CLEAN, ERROR, Repo, Run, WARNING, committed, git, with_id};

/// The paths of a concise report, each once.
fn paths(run: &Run) -> Vec<&str> {
    let mut paths: Vec<&str> = run.stdout.lines().filter_map(|line| line.split(':').next()).collect();
    paths.dedup();
    paths
}

fn concise(repo: &Repo, args: &[&str]) -> Run {
    let run = repo.run(
        &[&["--format", "concise", "--only", "verdict-without-date,project,quote-without-speaker"], args]
            .concat(),
    );
    assert_eq!(run.complaints(), "", "{args:?}");
    run
}

#[test]
fn what_changed_since_a_branch_is_checked() {
    let repo = committed(&[
        ("old.yaml", &with_id(ERROR, "old")),
        ("kept.yaml", &with_id(ERROR, "kept")),
        ("renamed.yaml", &with_id(ERROR, "renamed")),
        ("gone.yaml", &with_id(ERROR, "gone")),
        ("README.md", "# x\n"),
    ]);
    git(&repo, &["switch", "-q", "-c", "topic"]);
    repo.write("old.yaml", format!("{}# more\n", with_id(ERROR, "old")).as_bytes());
    repo.write("new name ж.yaml", with_id(ERROR, "new").as_bytes());
    git(&repo, &["mv", "renamed.yaml", "moved.yaml"]);
    git(&repo, &["rm", "-q", "gone.yaml"]);
    git(&repo, &["add", "-A"]);
    git(&repo, &["commit", "-q", "-m", "two"]);
    repo.write("untracked.yaml", with_id(ERROR, "untracked").as_bytes());
    repo.write("ignored.yaml", with_id(ERROR, "ignored").as_bytes());
    repo.write(".gitignore", b"ignored.yaml\n");
    // What the branch does not have is not its change.
    git(&repo, &["switch", "-q", "main"]);
    repo.write("kept.yaml", format!("# later\n{}", with_id(ERROR, "kept")).as_bytes());
    git(&repo, &["commit", "-q", "-a", "-m", "three"]);
    git(&repo, &["switch", "-q", "topic"]);
    let run = concise(&repo, &["--changed-since", "main"]);
    // A rename alone changes nothing in the file, which has another path.
    assert_eq!(paths(&run), ["moved.yaml", "new name ж.yaml", "old.yaml", "untracked.yaml"]);
    assert_eq!(run.status, 1);
    assert_eq!(paths(&concise(&repo, &["--changed-since", "main", "old.yaml", "kept.yaml"])), ["old.yaml"]);
    let below = Run::from(repo.command(".", &["--changed-since", "HEAD"]).output().unwrap());
    assert!(
        below.stdout.contains("untracked.yaml") && !below.stdout.contains("old.yaml"),
        "{}",
        below.stdout
    );
}

#[test]
fn nothing_changed_is_no_fault() {
    let repo = committed(&[("a.yaml", ERROR)]);
    for args in [["--changed-since", "HEAD"], ["--staged", "--diff-only"]] {
        let run = repo.run(&args);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{args:?}");
        assert!(run.stdout.starts_with("0 files checked, no findings"), "{}", run.stdout);
    }
}

#[test]
fn a_deletion_checks_again_what_referred_to_it() {
    let report = "kind: report\nid: kz-2025-01\ntitle: R\ncountry: KZ\nperiod: {start: 2025-01, end: 2025-01}\n\
                  publishers: [P]\ncases:\n  - id: one\n    title: T\n    freedoms: [expression]\n    events: []\n";
    let later = with_id(ERROR, "later") + "continues: kz-2025-01#one\n";
    let repo = committed(&[
        ("first.yaml", report),
        ("later.yaml", &later),
        ("other.yaml", &with_id(ERROR, "other")),
    ]);
    assert_eq!(paths(&concise(&repo, &["--changed-since", "HEAD"])), [""; 0]);
    std::fs::remove_file(repo.path().join("first.yaml")).unwrap();
    let run = concise(&repo, &["--changed-since", "HEAD"]);
    // What was wrong in it before is not told again.
    assert_eq!(run.stdout.lines().count(), 1, "{}", run.stdout);
    assert!(
        run.stdout.starts_with("later.yaml:") && run.stdout.contains("error[unresolved-case]"),
        "{}",
        run.stdout
    );
    // The same where the case alone has gone.
    repo.write("first.yaml", report.replace("id: one", "id: two").as_bytes());
    let run = concise(&repo, &["--changed-since", "HEAD"]);
    assert!(run.stdout.contains("later.yaml") && run.stdout.contains("unresolved-case"), "{}", run.stdout);
}

#[test]
fn the_index_is_checked_and_not_the_work_tree() {
    let repo = committed(&[("a.yaml", CLEAN), ("b.yaml", &with_id(ERROR, "b"))]);
    // Bad in the index, good in the work tree.
    repo.write("a.yaml", ERROR.as_bytes());
    git(&repo, &["add", "a.yaml"]);
    repo.write("a.yaml", CLEAN.as_bytes());
    assert_eq!(paths(&concise(&repo, &["--staged"])), ["a.yaml"]);
    assert_eq!(paths(&concise(&repo, &["--staged", "a.yaml", "b.yaml"])), ["a.yaml", "b.yaml"]);
    // The reverse, and a file that is staged and gone.
    git(&repo, &["add", "a.yaml"]);
    repo.write("a.yaml", ERROR.as_bytes());
    repo.write("c.yaml", with_id(ERROR, "c").as_bytes());
    git(&repo, &["add", "c.yaml"]);
    std::fs::remove_file(repo.path().join("c.yaml")).unwrap();
    repo.write("untracked.yaml", with_id(ERROR, "untracked").as_bytes());
    let run = concise(&repo, &["--staged"]);
    assert_eq!(paths(&run), ["c.yaml"], "{}", run.stdout);
}

#[test]
fn the_repository_is_that_of_the_index_too() {
    let repo = committed(&[("a.yaml", CLEAN)]);
    repo.write("b.yaml", CLEAN.as_bytes());
    git(&repo, &["add", "b.yaml"]);
    // In the work tree the ids no longer clash.
    repo.write("a.yaml", with_id(CLEAN, "elsewhere").as_bytes());
    let run = concise(&repo, &["--staged"]);
    assert!(run.stdout.contains("error[duplicate-case-id]"), "{}", run.stdout);
    let run = concise(&repo, &["--changed-since", "HEAD"]);
    assert_eq!(run.stdout, "");
}

#[test]
fn what_is_in_conflict_is_not_passed_over() {
    let repo = committed(&[("a.yaml", CLEAN)]);
    git(&repo, &["checkout", "-q", "-b", "theirs"]);
    repo.write("a.yaml", with_id(CLEAN, "theirs").as_bytes());
    git(&repo, &["commit", "-qam", "theirs"]);
    git(&repo, &["checkout", "-q", "main"]);
    repo.write("a.yaml", with_id(CLEAN, "ours").as_bytes());
    git(&repo, &["commit", "-qam", "ours"]);
    // A merge as it stands before anybody has looked at it.
    git(&repo, &["read-tree", "-m", "main~1", "main", "theirs"]);
    let conflict = format!("<<<<<<< main\n{CLEAN}=======\n{CLEAN}>>>>>>> theirs\n");
    repo.write("a.yaml", conflict.as_bytes());
    for args in [&["--staged"][..], &["--staged", "a.yaml"], &["--changed-since", "main"]] {
        let run = concise(&repo, args);
        assert!(run.stdout.contains("a.yaml:1:1: error[syntax/merge-conflict]"), "{args:?}: {}", run.stdout);
    }
}

#[test]
fn findings_on_other_lines_are_left_out_and_counted() {
    let both = format!("{}\n---\n{}", with_id(ERROR, "one"), with_id(WARNING, "two"));
    let repo = committed(&[("a.yaml", &both)]);
    repo.write("a.yaml", both.replace("- text: We only asked", "- text: We asked").as_bytes());
    let run = repo.run(&[
        "--changed-since",
        "HEAD",
        "--diff-only",
        "--only",
        "verdict-without-date,quote-without-speaker",
    ]);
    assert!(
        run.stdout.contains("quote-without-speaker") && !run.stdout.contains("[verdict-without-date]"),
        "{}",
        run.stdout
    );
    assert!(run.stdout.contains("1 on lines that did not change"), "{}", run.stdout);
    assert_eq!(run.status, 0);
}

#[test]
fn the_index_counts_though_git_is_told_that_nothing_changes() {
    let repo = committed(&[("a.yaml", CLEAN)]);
    repo.write("a.yaml", ERROR.as_bytes());
    git(&repo, &["add", "a.yaml"]);
    git(&repo, &["update-index", "--assume-unchanged", "a.yaml"]);
    repo.write("a.yaml", CLEAN.as_bytes());
    assert_eq!(paths(&concise(&repo, &["--staged"])), ["a.yaml"]);
}

#[cfg(unix)]
#[test]
fn a_file_that_became_a_link_does_not_shift_the_others() {
    let both = format!("{}\n---\n{}", with_id(ERROR, "one"), with_id(WARNING, "two"));
    let repo = committed(&[("a.yaml", CLEAN), ("b.yaml", &both), (".gitattributes", "*.yaml -diff\n")]);
    std::fs::remove_file(repo.path().join("a.yaml")).unwrap();
    std::os::unix::fs::symlink("b.yaml", repo.path().join("a.yaml")).unwrap();
    repo.write("b.yaml", both.replace("- text: We only asked", "- text: We asked").as_bytes());
    let run = concise(&repo, &["--changed-since", "HEAD", "--diff-only"]);
    assert!(
        run.stdout.contains("quote-without-speaker") && run.stdout.lines().count() == 1,
        "{}",
        run.stdout
    );
}

#[test]
fn what_git_cannot_tell_is_said() {
    let repo = committed(&[("a.yaml", CLEAN)]);
    let run = repo.run(&["--changed-since", "no-such-branch"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.starts_with("error: git knows no commit `no-such-branch`\n  help: "),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("name a branch, a tag or a commit"), "{}", run.stderr);
    // In a shallow clone the history may be what is missing.
    let shallow = Repo::new();
    std::fs::remove_dir(shallow.path().join(".git")).unwrap();
    let url = format!("file://{}", repo.path().display());
    git(&repo, &["commit", "-q", "--allow-empty", "-m", "two"]);
    git(&shallow, &["clone", "-q", "--depth=1", &url, "."]);
    let run = shallow.run(&["--changed-since", "no-such-branch"]);
    assert!(run.stderr.contains("fetch-depth: 0"), "{}", run.stderr);
    let run = repo.run(&["--diff-only"]);
    assert!(run.stderr.contains("--diff-only goes with --changed-since or --staged"), "{}", run.stderr);
    let run = repo.run(&["--changed-since=--output=x"]);
    assert_eq!(run.status, 2);
    assert!(!repo.path().join("x").exists());
    let plain = tempfile::tempdir().unwrap();
    let mut command = repo.command(".", &["--staged"]);
    let run = Run::from(command.current_dir(plain.path()).output().unwrap());
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("there is no git repository here"), "{}", run.stderr);
    let mut command = repo.command(".", &["--staged"]);
    let run = Run::from(command.env("PATH", plain.path()).output().unwrap());
    assert!(run.stderr.contains("cannot run git") && run.stderr.contains("install it"), "{}", run.stderr);
}

#[test]
fn hooks_name_every_file() {
    let repo = committed(&[
        ("reportlint.yaml", "include: [reports]\n"),
        ("reports/a.yaml", ERROR),
        ("README.md", "# x\n"),
        (".github/x.yaml", "a: 1\n"),
        ("other/b.yaml", "a: 1\n"),
        ("node_modules/c.yaml", "a: 1\n"),
        ("reports/ignored.yaml", "a: 1\n"),
        (".gitignore", "ignored.yaml\n"),
    ]);
    let all = [
        "reports/a.yaml",
        "README.md",
        ".github/x.yaml",
        "other/b.yaml",
        "node_modules/c.yaml",
        "reports/ignored.yaml",
        "reportlint.yaml",
    ];
    let run = concise(&repo, &[&["--force-exclude"], &all[..]].concat());
    assert_eq!(paths(&run), ["reports/a.yaml"]);
    let run = repo.run(&["--force-exclude", "README.md", "other/b.yaml"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ""));
}

#[test]
fn where_nothing_is_staged_pre_commit_means_everything() {
    let repo = committed(&[("a.yaml", &with_id(ERROR, "a")), ("b.yaml", &with_id(ERROR, "b"))]);
    repo.write("untracked.yaml", with_id(ERROR, "untracked").as_bytes());
    repo.write("b.yaml", with_id(CLEAN, "b").as_bytes());
    let hook = |repo: &Repo| {
        let mut command =
            repo.command(".", &["--staged", "--format", "concise", "--only", "verdict-without-date"]);
        Run::from(command.env("PRE_COMMIT", "1").env_remove("GIT_INDEX_FILE").output().unwrap())
    };
    // As it is in the index, whatever the work tree has.
    assert_eq!(paths(&hook(&repo)), ["a.yaml", "b.yaml"]);
    git(&repo, &["add", "b.yaml"]);
    assert_eq!(paths(&hook(&repo)), Vec::<&str>::new());
    assert_eq!(paths(&concise(&repo, &["--staged"])), Vec::<&str>::new());
}

#[test]
fn an_id_is_no_part_of_another_word() {
    let repo = committed(&[
        ("ali.yaml", &with_id(CLEAN, "ali")),
        ("alibek.yaml", &with_id(ERROR, "alibek-2023")),
        ("naming.yaml", &with_id(ERROR, "naming").replace("title: A case", "title: See ali")),
    ]);
    git(&repo, &["rm", "-q", "ali.yaml"]);
    for args in [["--staged", "--quiet"], ["--changed-since=HEAD", "--quiet"]] {
        let run = repo.run(&args);
        // What was wrong before in a file that names it has nothing to do with it.
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{args:?}");
    }
}

#[test]
fn a_finding_between_two_files_is_said_at_the_one_that_changed() {
    let repo = committed(&[("b.yaml", &with_id(CLEAN, "case"))]);
    repo.write("a.yaml", with_id(CLEAN, "case").as_bytes());
    git(&repo, &["add", "-A"]);
    for args in [&["--staged"][..], &["--changed-since", "HEAD"], &["--new-since", "HEAD"]] {
        assert_eq!(paths(&concise(&repo, args)), ["a.yaml"], "{args:?}");
    }
    assert_eq!(paths(&concise(&repo, &[])), ["b.yaml"]);
}
