//! `reportlint init` in repositories of every sort: what it writes, what it leaves alone, and what it says.

use crate::support::{CLEAN, ERROR, Repo, Run, WARNING};

const CONFIG: &str = "reportlint.yaml";
const HOOK: &str = ".pre-commit-config.yaml";
const WORKFLOW: &str = ".github/workflows/reportlint.yml";
const GITLAB: &str = ".gitlab-ci.yml";

/// What is said where a file leaves open where reportlint comes from.
const FILL_IN: &str = "before use, fill in the address of reportlint's source in place of OWNER, and the full hash of the \
    commit to run in place of COMMIT\n";

/// A report that has no case and no finding.
const REPORT: &str = "kind: report\nid: kz-2023-05\ntitle: Freedoms in May\ncountry: KZ\n\
    period: {start: 2023-05-01, end: 2023-05-31}\npublished: 2023-06-05\npublishers: [Monitor]\n\
    sources:\n  register: {type: interview, title: Talk, published: 2023-05-02}\n\
    developments:\n  - {id: law, title: A law, date: 2023-05-10, freedoms: [expression], summary: A law was passed., sources: [register]}\n";

const GITLAB_REMOTE: &str =
    "[core]\n\tbare = false\n[remote \"origin\"]\n\turl = git@gitlab.example.org:a/b.git\n";

/// A text without its line `kind:`.
fn unkind(text: &str) -> String {
    text.split_once('\n').expect("the kind stands in the first line").1.to_owned()
}

/// A repository of several sorts of files.
fn mixed() -> Repo {
    let (report, case) = (unkind(REPORT), unkind(ERROR).replace("a-case", "b-case"));
    let repo = Repo::with(&[
        ("reports/2023/kz-2023-05.yaml", REPORT),
        ("reports/2024/notes.md", "# What to do\n"),
        ("reports/2024/kz-2024-05.yaml", &REPORT.replace("2023", "2024")),
        ("cases/a-case.yaml", CLEAN),
        ("submissions/cases/b-case.yaml", &case),
        ("submissions/reports/kz-2022-05.yaml", &report.replace("2023", "2022")),
        ("package.json", "{\"name\": \"site\"}"),
        ("mkdocs.yml", "site_name: Reports\n"),
        ("docs/a.md", "# A\n"),
        ("README.md", "# Reports\n"),
        ("data/geo.json", "{\"type\": \"FeatureCollection\"}"),
    ]);
    repo.write("node_modules/a/package.json", b"{}");
    repo
}

/// What a run printed and wrote, in one text. The version changes, and does not matter here.
fn shown(repo: &Repo, run: &Run, files: &[&str]) -> String {
    let mut text = format!("status {}\n{}-- stdout\n{}", run.status, run.stderr, run.stdout);
    for file in files {
        text += &format!("-- {file}\n{}", repo.read(file));
    }
    text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}

fn has(repo: &Repo, path: &str) -> bool {
    repo.path().join(path).exists()
}

#[test]
fn a_repository_of_many_sorts_of_files() {
    let repo = mixed();
    let run = repo.run(&["init"]);
    insta::assert_snapshot!(shown(&repo, &run, &[CONFIG, HOOK, WORKFLOW]));

    // What it proposes holds: nothing is left out that is a report, and nothing else is checked.
    let check = repo.run(&["--format", "concise"]);
    assert_eq!(check.complaints(), "");
    assert_eq!(check.status, 1);
    let errors: Vec<&str> = check.stdout.lines().filter(|line| line.contains(": error[")).collect();
    assert!(
        matches!(errors.as_slice(), [one] if one.starts_with("submissions/cases/b-case.yaml:6:")),
        "{}",
        check.stdout
    );
    assert!(repo.run(&[]).stdout.contains("5 files checked, 1 error,"));
    for (file, kind) in
        [("submissions/cases/b-case.yaml", "case"), ("submissions/reports/kz-2022-05.yaml", "report")]
    {
        let config = repo.run(&["config", "--show", file]).stdout;
        assert!(config.lines().any(|line| line.starts_with("kind") && line.contains(kind)), "{config}");
    }
}

#[test]
fn a_second_run_changes_nothing() {
    let repo = mixed();
    repo.run(&["init"]);
    let before = [CONFIG, HOOK, WORKFLOW].map(|file| repo.read(file));
    let run = repo.run(&["init"]);
    insta::assert_snapshot!(shown(&repo, &run, &[]));
    assert_eq!(before, [CONFIG, HOOK, WORKFLOW].map(|file| repo.read(file)));
}

#[test]
fn a_dry_run_writes_nothing_and_prints_what_a_run_writes() {
    let repo = mixed();
    let run = repo.run(&["init", "--dry-run"]);
    assert_eq!(run.status, 0);
    for file in [CONFIG, HOOK, WORKFLOW, ".github"] {
        assert!(!has(&repo, file), "{file}");
    }
    repo.run(&["init"]);
    let written: Vec<String> = [CONFIG, HOOK, WORKFLOW]
        .iter()
        .map(|file| format!("==> {file} <==\n{}\n", repo.read(file)))
        .collect();
    assert_eq!(run.stdout, written.concat());
    assert_eq!(
        run.stderr,
        format!(
            "nothing is written (--dry-run); this would be:\n{FILL_IN}today reportlint finds 1 error and 0 warnings in 5 \
             files\nnext:\n  reportlint init  writes this\n"
        )
    );
}

#[test]
fn one_part_alone() {
    let repo = mixed();
    let run = repo.run(&["init", "--only", "config", "--dry-run"]);
    assert_eq!(repo.run(&["init", "--only", "config"]).status, 0);
    // A single text can be sent to a file of another name.
    assert_eq!(run.stdout, repo.read(CONFIG));
    assert!(!has(&repo, HOOK) && !has(&repo, ".github"));
    repo.run(&["init", "--only", "pre-commit", "--only", "ci"]);
    assert!(has(&repo, HOOK) && has(&repo, WORKFLOW));
}

#[test]
fn an_empty_repository() {
    let repo = Repo::new();
    let run = repo.run(&["init"]);
    insta::assert_snapshot!(shown(&repo, &run, &[]));
    assert!(repo.read(CONFIG).contains("\n# No report was found here yet.\n#include:"));
}

#[test]
fn a_repository_without_reports() {
    let repo = Repo::with(&[("package.json", "{}"), ("docs/a.md", "# A\n")]);
    let run = repo.run(&["init", "--only", "config"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (
            0,
            "wrote reportlint.yaml: no report was found yet\nuntil the first report is there, `reportlint` has nothing to check, and ends with the status 2\nnext:\n  reportlint schema report  prints the fields of a report\n"
        )
    );
    assert!(repo.read(CONFIG).contains("\n# No report was found here yet, in 2 files.\n#include:"));
}

#[test]
fn where_there_is_nothing_else_everything_is_checked() {
    let repo = Repo::with(&[("a.yaml", CLEAN), ("reports/kz-2023-05.yaml", REPORT)]);
    let run = repo.run(&["init"]);
    assert!(run.stderr.starts_with("wrote reportlint.yaml: found 1 report, 1 case\n"), "{}", run.stderr);
    let config = repo.read(CONFIG);
    assert!(config.contains("\n# Found here: 1 report, 1 case, and nothing else.\n#include:"), "{config}");
    assert!(config.contains("\n#kinds:") && config.contains("\n#exclude:"), "{config}");
    assert_eq!(repo.run(&[]).status, 0);
}

#[test]
fn kinds_are_proposed_for_files_that_do_not_say_theirs() {
    let case = unkind(CLEAN);
    let repo = Repo::with(&[
        ("a.yaml", &case),
        ("b.json", "{\"kind\": \"reprot\"}"),
        ("reports/kz.yaml", &unkind(REPORT)),
    ]);
    repo.run(&["init"]);
    let config = repo.read(CONFIG);
    let kinds = "kinds:\n  - files: reports/** # 1 file without `kind:`\n    kind: report\n  \
                 - files: '*.yaml' # 1 file without `kind:`\n    kind: case\n\n";
    assert!(config.contains(kinds), "{config}");
    let check = repo.run(&["--format", "concise", "a.yaml"]);
    assert_eq!((check.status, check.stdout.as_str()), (0, ""), "{}", check.stderr);
}

#[test]
fn what_the_comments_show_is_valid_too() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    repo.run(&["init"]);
    let written = repo.read(CONFIG);
    // Prose stands one space in.
    let keys = written.lines().filter_map(|line| line.strip_prefix('#'));
    let keys = keys.filter(|line| !line.is_empty() && (!line.starts_with(' ') || line.starts_with("  ")));
    let uncommented: String = keys.map(|line| format!("{line}\n")).collect();
    for key in [
        "docs_url:",
        "include:",
        "exclude:",
        "kinds:",
        "schemas:",
        "rules:",
        "overrides:",
        "extends:",
        "ignore:",
    ] {
        assert!(uncommented.lines().any(|line| line.starts_with(key)), "{key}\n{uncommented}");
    }
    assert!(written.contains("\npreset: recommended\n"), "{written}");
    repo.write(CONFIG, uncommented.as_bytes());
    repo.write("schemas/event.schema.json", b"{}");
    repo.write("shared/house-rules.yaml", b"rules: {law: warning}\n");
    repo.write("reports/a.yaml", CLEAN.as_bytes());
    let run = repo.run(&[]);
    assert_eq!(run.status, 0, "{uncommented}\n{}{}", run.stdout, run.stderr);
}

#[test]
fn a_configuration_that_is_there_is_left_as_it_is() {
    let own = "include: [cases]\n";
    let repo = Repo::with(&[(CONFIG, own), ("cases/a.yaml", WARNING), ("b.yaml", ERROR)]);
    let run = repo.run(&["init"]);
    assert_eq!(repo.read(CONFIG), own);
    assert!(has(&repo, HOOK) && has(&repo, WORKFLOW));
    insta::assert_snapshot!(shown(&repo, &run, &[]));
}

#[test]
fn a_configuration_with_faults_is_left_as_it_is() {
    let repo = Repo::with(&[(CONFIG, "includes: [cases]\n"), ("a.yaml", CLEAN)]);
    let run = repo.run(&["init", "--only", "config"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.contains("reportlint.yaml cannot be used as it is; `reportlint` says why"),
        "{}",
        run.stderr
    );
}

#[test]
fn a_configuration_of_another_name_is_not_passed_over() {
    let repo = Repo::with(&[("reportlint.yml", "{}\n"), ("a.yaml", CLEAN)]);
    let run = repo.run(&["init"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("error: reportlint.yml is not read\n"), "{}", run.stderr);
    assert!(!has(&repo, CONFIG));
}

#[test]
fn a_hook_is_shown_as_it_fits_the_file_that_is_there() {
    let own = "repos:\n- repo: https://example.org/hooks\n  rev: v1\n  hooks:\n  - id: a\n";
    let repo = Repo::with(&[(HOOK, own), ("a.yaml", CLEAN)]);
    let run = repo.run(&["init", "--only", "pre-commit"]);
    assert_eq!(repo.read(HOOK), own);
    insta::assert_snapshot!(shown(&repo, &run, &[]));
    // Added as it is printed, it is there.
    repo.write(HOOK, format!("{own}{}", run.stdout).as_bytes());
    let run = repo.run(&["init", "--only", "pre-commit"]);
    assert_eq!(run.stderr, ".pre-commit-config.yaml has the hook already\n");
}

#[test]
fn a_repository_from_a_gitlab_gets_its_job() {
    let repo = Repo::with(&[(".git/config", GITLAB_REMOTE), ("a.yaml", CLEAN)]);
    let run = repo.run(&["init", "--only", "ci"]);
    insta::assert_snapshot!(shown(&repo, &run, &[GITLAB]));
    assert!(!has(&repo, ".github"));
    let written = repo.read(GITLAB);
    let run = repo.run(&["init", "--only", "ci"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, ".gitlab-ci.yml has a job already\n"));

    // Of a pipeline that is there, the job is shown.
    let own = "test:\n  script: [make]\n";
    let other = Repo::with(&[(GITLAB, own), ("a.yaml", CLEAN)]);
    let run = other.run(&["init", "--only", "ci"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, written.as_str()));
    assert_eq!(run.stderr, format!(".gitlab-ci.yml exists already; add this to it, at its end:\n{FILL_IN}"));
    assert_eq!(other.read(GITLAB), own);
}

#[test]
fn a_workflow_of_another_name_is_seen() {
    let workflow = "jobs:\n  a:\n    steps:\n      - run: reportlint\n";
    let repo = Repo::with(&[(".github/workflows/lint.yaml", workflow), ("a.yaml", CLEAN)]);
    let run = repo.run(&["init", "--only", "ci"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (0, ".github/workflows/lint.yaml runs reportlint already\n")
    );
    assert!(!has(&repo, WORKFLOW));
}

#[test]
fn everything_goes_to_the_root_of_the_repository() {
    let repo = Repo::with(&[("reports/2023/kz-2023-05.yaml", REPORT), ("package.json", "{}")]);
    let run = Run::from(repo.command("reports/2023", &["init"]).output().unwrap());
    assert!(run.stderr.starts_with("wrote ../../reportlint.yaml: found 1 report\n"), "{}", run.stderr);
    assert!(has(&repo, CONFIG) && has(&repo, HOOK) && has(&repo, WORKFLOW));
    assert!(repo.read(CONFIG).contains("\ninclude:\n  - reports/** # 1 report\n"));
}

#[test]
fn without_git_there_is_no_hook() {
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    std::fs::remove_dir(repo.path().join(".git")).unwrap();
    let run = repo.run(&["init"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stderr.contains("this is not a git repository, so there is no hook or CI job"),
        "{}",
        run.stderr
    );
    assert!(has(&repo, CONFIG) && !has(&repo, HOOK) && !has(&repo, ".github"));
}

#[test]
fn a_file_that_cannot_be_written_does_not_stop_the_others() {
    let repo = Repo::with(&[("a.yaml", CLEAN), (".github", "no folder")]);
    let run = repo.run(&["init"]);
    assert_eq!(run.status, 2);
    assert!(has(&repo, CONFIG) && has(&repo, HOOK));
    assert!(run.stderr.contains("error: cannot write .github/workflows/reportlint.yml: "), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_read_only_is_said_to_be() {
    use std::os::unix::fs::PermissionsExt;
    let repo = Repo::with(&[("a.yaml", CLEAN)]);
    let set = |mode| std::fs::set_permissions(repo.path(), std::fs::Permissions::from_mode(mode)).unwrap();
    set(0o555);
    // Some users may write everywhere.
    let may_write = std::fs::write(repo.path().join("probe"), "").is_ok();
    let run = repo.run(&["init"]);
    set(0o755);
    if !may_write {
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("error: cannot write reportlint.yaml: "), "{}", run.stderr);
        assert_eq!(std::fs::read_dir(repo.path()).unwrap().count(), 2);
    }
}

#[cfg(unix)]
#[test]
fn a_link_is_not_followed_out_of_the_repository() {
    let (repo, outside) = (Repo::with(&[("a.yaml", CLEAN)]), Repo::new());
    std::os::unix::fs::symlink(outside.path(), repo.path().join(".github")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("new.yaml"), repo.path().join(CONFIG)).unwrap();
    let run = repo.run(&["init"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.starts_with("reportlint.yaml exists already, and is left as it is\n"),
        "{}",
        run.stderr
    );
    assert!(!has(&outside, "workflows") && !has(&outside, "new.yaml"));
}

#[test]
fn a_long_backlog_is_met_with_a_baseline_where_there_is_one() {
    let repo = Repo::new();
    for index in 0..30 {
        repo.write(&format!("{index}.yaml"), ERROR.replace("a-case", &format!("case-{index}")).as_bytes());
    }
    let run = repo.run(&["init"]);
    assert!(run.stderr.contains("today reportlint finds 30 errors and "), "{}", run.stderr);
    let has_command = repo.run(&["--help"]).stdout.contains("\n  baseline ");
    assert_eq!(run.stderr.contains("  reportlint baseline "), has_command, "{}", run.stderr);
}

#[test]
fn what_a_baseline_holds_back_is_not_told_again() {
    let repo = Repo::with(&[("a.yaml", ERROR)]);
    assert_eq!(repo.run(&["baseline"]).status, 0);
    let run = repo.run(&["init", "--only", "config"]);
    assert!(
        run.stderr.contains("today reportlint finds 0 errors and 0 warnings in 1 file\n"),
        "{}",
        run.stderr
    );
    // Nor is the baseline a file that is no report.
    assert!(repo.read(CONFIG).contains("\n# Found here: 1 case, and nothing else.\n#include:"));
    assert_eq!(repo.run(&[]).status, 0);
}
