//! `--new-since`: only what a change breaks.

use crate::support::{CLEAN, ERROR, Repo, Run, WARNING, committed, git, with_id};

/// Runs on a branch of its own what is compared with `main`.
fn since_main(repo: &Repo, args: &[&str]) -> Run {
    repo.run(&[&["--format", "concise", "--new-since", "main"], args].concat())
}

/// Makes a repository with these files, on a branch that begins at `main`.
fn branch(files: &[(&str, &str)]) -> Repo {
    let repo = committed(files);
    git(&repo, &["switch", "-q", "-c", "topic"]);
    repo
}

fn commit(repo: &Repo) {
    git(repo, &["add", "-A"]);
    git(repo, &["commit", "-q", "-m", "change"]);
}

fn report(id: &str, month: &str, cases: &str) -> String {
    format!(
        "kind: report\nid: {id}\ntitle: R\ncountry: KZ\nlanguage: en\nperiod: {{start: {month}, end: {month}}}\n\
         publishers: [P]\ncases:\n{cases}"
    )
}

const FIRST: &str = "  - id: one\n    title: One\n    freedoms: [expression]\n    events: []\n";
const LATER: &str =
    "  - id: one\n    title: One\n    continues: kz-1#one\n    freedoms: [expression]\n    events: []\n";

fn rules(run: &Run) -> Vec<(String, String)> {
    let of_line = |line: &str| {
        let (path, rest) = line.split_once(':')?;
        let rule = rest.split_once('[')?.1.split_once(']')?.0;
        Some((path.to_owned(), rule.to_owned()))
    };
    run.stdout.lines().filter_map(of_line).collect()
}

fn pair(path: &str, rule: &str) -> (String, String) {
    (path.to_owned(), rule.to_owned())
}

#[test]
fn what_was_there_before_is_not_told_again() {
    let repo = branch(&[("a.yaml", ERROR), ("b.yaml", &with_id(WARNING, "b"))]);
    let run = since_main(&repo, &[]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    // Nor where it has moved to another line, or is committed.
    repo.write("a.yaml", format!("# one more line\n{ERROR}").as_bytes());
    assert_eq!(since_main(&repo, &[]).status, 0);
    commit(&repo);
    let run = repo.run(&["--new-since", "main"]);
    assert_eq!(run.status, 0);
    let shown = &run.stdout;
    assert!(shown.starts_with("2 files checked (2 cases), no new findings in "), "{shown}");
    assert!(shown.ends_with("since main: 0 new, 0 mended, 2 as before\n"), "{shown}");
}

#[test]
fn what_is_mended_is_counted() {
    let repo =
        branch(&[("a.yaml", ERROR), ("b.yaml", &with_id(ERROR, "b")), ("c.yaml", &with_id(CLEAN, "c"))]);
    repo.write("a.yaml", CLEAN.as_bytes());
    repo.write("c.yaml", with_id(ERROR, "c").as_bytes());
    let run = repo.run(&["--new-since", "main", "--only", "verdict-without-date"]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("since main: 1 new, 1 mended, 1 as before"), "{}", run.stdout);
    // A part of the files says nothing of the others.
    let run = repo.run(&["--new-since", "main", "--only", "verdict-without-date", "b.yaml"]);
    assert!(run.stdout.contains("since main: 0 new, 0 mended, 1 as before"), "{}", run.stdout);
    let run = repo.run(&["--new-since", "main", "--only", "verdict-without-date", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    let counts = &document["summary"]["comparison"];
    assert_eq!((&counts["new"], &counts["mended"], &counts["as_before"]), (&1.into(), &1.into(), &1.into()));
}

#[test]
fn the_same_mistake_once_more_is_new() {
    let twice = |id: &str| with_id(ERROR, id);
    let repo = branch(&[("a.yaml", &twice("one"))]);
    repo.write("a.yaml", format!("{}---\n{}", twice("one"), twice("one")).as_bytes());
    let run = since_main(&repo, &["--only", "verdict-without-date"]);
    assert_eq!(rules(&run), [pair("a.yaml", "verdict-without-date")]);
}

#[test]
fn a_renamed_key_is_missed_where_it_is_referred_to() {
    let repo = branch(&[("a.yaml", CLEAN)]);
    repo.write("a.yaml", CLEAN.replace("  register: {", "  registry: {").as_bytes());
    let run = since_main(&repo, &["--fail-on", "error"]);
    assert_eq!(run.status, 1);
    assert!(rules(&run).contains(&pair("a.yaml", "unresolved-source")), "{}", run.stdout);
}

#[test]
fn a_file_out_of_an_excluded_folder_is_new() {
    let repo = branch(&[
        ("reportlint.yaml", "exclude: [drafts]\n"),
        ("drafts/bad.yaml", ERROR),
        ("cases/good.yaml", &with_id(CLEAN, "good")),
    ]);
    git(&repo, &["mv", "drafts/bad.yaml", "cases/"]);
    let run = since_main(&repo, &["--only", "verdict-without-date"]);
    assert_eq!(rules(&run), [pair("cases/bad.yaml", "verdict-without-date")]);
}

#[test]
fn a_deleted_report_is_missed_where_it_is_continued() {
    let (first, later) = (report("kz-1", "2025-01", FIRST), report("kz-2", "2025-02", LATER));
    let repo = branch(&[("first.yaml", &first), ("later.yaml", &later)]);
    git(&repo, &["rm", "-q", "first.yaml"]);
    for args in [&["--new-since", "main"][..], &["--new-since", "main", "--staged"], &["--staged"]] {
        let run = repo.run(&[&["--format", "concise"], args].concat());
        assert!(rules(&run).contains(&pair("later.yaml", "unresolved-case")), "{args:?}: {}", run.stdout);
        assert_eq!(run.status, 1, "{args:?}");
    }
}

#[test]
fn a_copy_is_blamed_and_not_what_it_copies() {
    let repo = branch(&[("a.yaml", &with_id(CLEAN, "case")), ("b.yaml", &with_id(CLEAN, "other"))]);
    repo.write("a-copy.yaml", with_id(CLEAN, "case").as_bytes());
    let run = since_main(&repo, &["--only", "project"]);
    assert_eq!(rules(&run), [pair("a-copy.yaml", "duplicate-case-id")]);
    // A file that was there, and takes the id of another.
    std::fs::remove_file(repo.path().join("a-copy.yaml")).unwrap();
    repo.write("a.yaml", with_id(CLEAN, "other").as_bytes());
    let run = since_main(&repo, &["--only", "project"]);
    assert_eq!(rules(&run), [pair("a.yaml", "duplicate-case-id")]);
}

#[test]
fn an_old_finding_between_two_files_stays_old_when_one_is_touched() {
    let repo = branch(&[("a.yaml", &with_id(CLEAN, "case")), ("b.yaml", &with_id(CLEAN, "case"))]);
    for path in ["a.yaml", "b.yaml"] {
        repo.write(path, format!("# touched\n{}", with_id(CLEAN, "case")).as_bytes());
        let run = since_main(&repo, &["--only", "project"]);
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{path}");
    }
}

#[test]
fn what_is_moved_with_its_file_is_not_new() {
    let long = |id: &str| format!("{}# a line\n# and another\n", with_id(ERROR, id));
    let repo = branch(&[("cases/a.yaml", &long("a")), ("cases/z.yaml", &with_id(CLEAN, "z"))]);
    git(&repo, &["mv", "cases/a.yaml", "cases/renamed.yaml"]);
    assert_eq!(since_main(&repo, &[]).status, 0);
    // With a change in it, which brings a mistake of its own.
    let text = long("a").replace("country: KZ", "country: XX");
    repo.write("cases/renamed.yaml", text.as_bytes());
    let run = since_main(&repo, &[]);
    assert_eq!(rules(&run).len(), 1, "{}", run.stdout);
    assert!(run.stdout.contains("XX"), "{}", run.stdout);
    // So much changed that git sees no rename: the document's id tells.
    git(&repo, &["mv", "cases/renamed.yaml", "b.yaml"]);
    repo.write(
        "b.yaml",
        format!("{}{}", "# a long comment that was not there before\n".repeat(60), long("a")).as_bytes(),
    );
    let run = since_main(&repo, &[]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    // A folder.
    git(&repo, &["mv", "cases", "other"]);
    assert_eq!(since_main(&repo, &[]).status, 0);
}

#[test]
fn quotation_marks_make_no_finding_new() {
    let future = CLEAN.replace("date: 2023-04-10", "date: 2023-02-30");
    let repo = branch(&[("a.yaml", &future)]);
    assert_eq!(repo.run(&[]).status, 1);
    repo.write("a.yaml", future.replace("2023-02-30", "\"2023-02-30\"").as_bytes());
    let run = since_main(&repo, &[]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
}

/// Each lacks a key, and has another whose value the finding shows to tell where it is.
pub(crate) const INCOMPLETE: [(&str, &str); 2] = [
    (
        "part.json",
        r##"{"$defs": {"part": {"required": ["m"]}}, "required": ["m"], "minItems": 3,
        "properties": {"list": {"items": {"$ref": "#/$defs/part"}}}, "items": {"$ref": "#/$defs/part"}}"##,
    ),
    ("reportlint.yaml", "schemas: [{files: 'parts/**', schema: part.json}]\n"),
];

#[test]
fn another_value_beside_a_missing_key_makes_no_finding_new() {
    let files =
        [("parts/a.yaml", "title: A\nlist: [{n: 1}]\n"), ("parts/b.yaml", "- n: 1\n"), ("c.yaml", "n: 1\n")];
    let repo = branch(&[&INCOMPLETE[..], &files].concat());
    for (path, text) in files {
        repo.write(path, text.replace('1', "7").replace("A\n", "B\n").as_bytes());
    }
    let run = repo.run(&["--new-since", "main"]);
    assert_eq!(run.status, 0, "{run:?}");
    assert!(run.stdout.ends_with("since main: 0 new, 0 mended, 5 as before\n"), "{run:?}");
    // One more is new.
    repo.write("parts/b.yaml", b"- n: 7\n- n: 8\n");
    let run = since_main(&repo, &[]);
    assert_eq!(rules(&run), [pair("parts/b.yaml", "schema/required")], "{run:?}");
}

#[test]
fn each_side_has_the_settings_of_its_time() {
    let repo = branch(&[
        ("reportlint.yaml", "exclude: [old]\n"),
        ("a.yaml", &with_id(WARNING, "a")),
        ("old/b.yaml", &with_id(ERROR, "b")),
    ]);
    let cases: [(&str, &str, i32); 5] = [
        // A severity is raised, files are taken in, and a rule is turned on.
        ("exclude: [old]\nrules: {quote-without-speaker: error}\n", "a.yaml", 1),
        ("preset: recommended\n", "old/b.yaml", 1),
        ("exclude: [old]\nrules: {quote-without-speaker: off}\n", "", 0),
        ("exclude: [old, new]\n", "", 0),
        ("exclude: [old]\nignore: [{path: a.yaml, rule: quote-without-speaker, reason: r}]\n", "", 0),
    ];
    for (config, path, status) in cases {
        repo.write("reportlint.yaml", config.as_bytes());
        let run = since_main(&repo, &[]);
        assert_eq!(run.status, status, "{config}: {}{}", run.stdout, run.stderr);
        assert!(rules(&run).iter().all(|(found_in, _)| found_in == path), "{config}: {}", run.stdout);
    }
    // A faulty configuration before the change is no reason to report everything.
    repo.write("reportlint.yaml", b"rules: {nonsense: error}\n");
    commit(&repo);
    git(&repo, &["switch", "-q", "-c", "mend"]);
    repo.write("reportlint.yaml", b"exclude: [old]\n");
    let run = repo.run(&["--format", "concise", "--new-since", "topic"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    assert!(run.stderr.contains("the configuration had faults before the change"), "{}", run.stderr);
}

#[test]
fn a_baseline_counts_on_the_side_that_has_it() {
    let repo = branch(&[("a.yaml", ERROR)]);
    assert_eq!(repo.run(&["baseline"]).status, 0);
    commit(&repo);
    git(&repo, &["switch", "-q", "-c", "second"]);
    // Whoever takes entries out brings the findings back.
    repo.write("reportlint-baseline.json", b"{\"version\": 1, \"findings\": []}\n");
    let run = repo.run(&["--format", "concise", "--new-since", "topic"]);
    assert_eq!(run.status, 1, "{}", run.stdout);
    // Against a state without a baseline nothing is new.
    assert_eq!(since_main(&repo, &[]).status, 0);
}

#[test]
fn both_sides_are_the_same_with_and_without_a_cache() {
    let repo =
        branch(&[("a.yaml", ERROR), ("b.yaml", &with_id(WARNING, "b")), ("c.yaml", &with_id(CLEAN, "c"))]);
    repo.write("c.yaml", with_id(ERROR, "c").as_bytes());
    let plain = since_main(&repo, &["--no-cache"]);
    for args in [&[][..], &[], &["--no-cache"]] {
        assert_eq!(since_main(&repo, args), plain);
    }
    git(&repo, &["add", "-A"]);
    repo.write("c.yaml", with_id(CLEAN, "c").as_bytes());
    let staged = since_main(&repo, &["--staged", "--no-cache"]);
    assert_eq!(staged.stdout, plain.stdout);
    for _ in 0..2 {
        assert_eq!(since_main(&repo, &["--staged"]), staged);
        assert_eq!(since_main(&repo, &[]).status, 0);
    }
}

#[test]
fn what_cannot_go_together_is_said() {
    let repo = branch(&[("a.yaml", CLEAN)]);
    for other in [&["--diff-only"][..], &["--changed-since", "main"]] {
        let run = since_main(&repo, other);
        assert_eq!(run.status, 2);
        assert!(run.stderr.contains("cannot be used with"), "{}", run.stderr);
    }
    let run = repo.run(&["--new-since", "nowhere"]);
    assert!(run.stderr.contains("git knows no commit `nowhere`"), "{}", run.stderr);
}

#[test]
fn a_document_that_goes_to_another_file_takes_its_findings_along() {
    let (one, two, three) = (with_id(ERROR, "one"), with_id(ERROR, "two"), with_id(ERROR, "three"));
    let repo = branch(&[("both.yaml", &format!("{one}---\n{two}")), ("three.yaml", &three)]);
    let only = ["--only", "verdict-without-date"];
    // Split, with what stays behind changed so much that git sees no rename.
    repo.write("both.yaml", format!("{}{one}", "# a comment\n".repeat(60)).as_bytes());
    repo.write("second.yaml", two.as_bytes());
    let run = repo.run(&[&["--new-since", "main"], &only[..]].concat());
    assert!(run.stdout.contains("since main: 0 new, 0 mended, 3 as before"), "{}", run.stdout);
    // Merged.
    std::fs::remove_file(repo.path().join("second.yaml")).unwrap();
    std::fs::remove_file(repo.path().join("three.yaml")).unwrap();
    repo.write("both.yaml", format!("{three}---\n{one}---\n{two}").as_bytes());
    let run = repo.run(&[&["--new-since", "main"], &only[..]].concat());
    assert!(run.stdout.contains("since main: 0 new, 0 mended, 3 as before"), "{}", run.stdout);
    // Two files change their names.
    repo.write("both.yaml", three.as_bytes());
    repo.write("three.yaml", format!("{one}---\n{two}").as_bytes());
    let run = repo.run(&[&["--new-since", "main"], &only[..]].concat());
    assert!(run.stdout.contains("since main: 0 new, 0 mended, 3 as before"), "{}", run.stdout);
    // A copy of one is one more.
    repo.write("copy.yaml", with_id(ERROR, "four").as_bytes());
    let run = repo.run(&[&["--new-since", "main"], &only[..]].concat());
    assert!(run.stdout.contains("since main: 1 new, 0 mended, 3 as before"), "{}", run.stdout);
}

#[test]
fn another_layout_makes_no_finding_new() {
    let json = "{\"kind\":\"case\",\"id\":\"a\",\"title\":\"A\",\"country\":\"KZ\",\"freedoms\":[\"expression\"],\"events\":[{\"type\":\"verdict\",\
                \"outcome\":\"acquitted\",\"court\":{\"name\":\"X\"}}]}";
    let value: serde_json::Value = serde_json::from_str(json).unwrap();
    let yaml = with_id(ERROR, "b");
    let repo = branch(&[("a.json", json), ("b.yaml", &yaml), ("c.yaml", &with_id(ERROR, "c"))]);
    assert_eq!(repo.run(&["baseline"]).status, 0);
    repo.write("a.json", serde_json::to_string_pretty(&value).unwrap().as_bytes());
    repo.write("b.yaml", yaml.replace("type: verdict", "type:   'verdict'").as_bytes());
    let as_json = serde_json::json!({
        "kind": "case", "id": "c", "title": "A case", "country": "KZ", "freedoms": ["expression"],
        "events": [{"type": "verdict", "court": {"name": "Medeu District Court"}, "outcome": "acquitted", "sources": ["register"]}],
        "sources": {"register": {"type": "interview", "title": "Talk", "published": "2023-05-02"}},
    });
    git(&repo, &["mv", "c.yaml", "c.json"]);
    repo.write("c.json", as_json.to_string().as_bytes());
    let run = repo.run(&["--new-since", "main", "--no-baseline"]);
    assert!(run.stdout.contains("since main: 0 new, 0 mended, "), "{}", run.stdout);
    let run = repo.run(&["--fail-on-stale"]);
    assert_eq!(run.status, 0, "{}{}", run.stdout, run.stderr);
}

#[test]
fn what_is_suppressed_is_not_mended() {
    let repo = branch(&[("a.yaml", ERROR)]);
    repo.write("reportlint.yaml", b"ignore: [{path: a.yaml, rule: verdict-without-date, reason: sealed}]\n");
    let run = repo.run(&["--new-since", "main"]);
    assert!(run.stdout.contains("since main: 0 new, 0 mended, "), "{}", run.stdout);
    std::fs::remove_file(repo.path().join("reportlint.yaml")).unwrap();
    repo.run(&["baseline"]);
    let run = repo.run(&["--new-since", "main"]);
    assert!(run.stdout.contains("since main: 0 new, 0 mended, "), "{}", run.stdout);
}

#[test]
fn a_file_that_cannot_be_read_hides_nothing_in_silence() {
    let (first, later) = (report("kz-1", "2025-01", FIRST), report("kz-2", "2025-02", LATER));
    let broken = "kind: case\nid: [\n";
    let repo = branch(&[("first.yaml", &first), ("later.yaml", &later), ("broken.yaml", broken)]);
    git(&repo, &["rm", "-q", "first.yaml"]);
    let run = since_main(&repo, &[]);
    assert!(
        run.stderr.contains("broken.yaml could not be read in full, so nothing is reported as missing"),
        "{}",
        run.stderr
    );
    // Mended in another change, it shows what was missing before, which is no news there.
    git(&repo, &["reset", "-q", "--hard"]);
    let late = report("kz-3", "2025-03", &LATER.replace("kz-1#one", "kz-9#one"));
    repo.write("late.yaml", late.as_bytes());
    commit(&repo);
    git(&repo, &["switch", "-q", "-c", "mend"]);
    repo.write("broken.yaml", with_id(CLEAN, "mended").as_bytes());
    let run = repo.run(&["--new-since", "topic", "--format", "concise"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);
    // What is wrong in the file itself is new.
    repo.write("broken.yaml", with_id(ERROR, "mended").as_bytes());
    let run = repo.run(&["--new-since", "topic", "--format", "concise"]);
    assert!(rules(&run).contains(&pair("broken.yaml", "verdict-without-date")), "{}", run.stdout);
    assert!(rules(&run).iter().all(|(path, _)| path == "broken.yaml"), "{}", run.stdout);
}

#[test]
fn entries_of_the_baseline_follow_their_files_on_both_sides() {
    let repo = branch(&[("a.yaml", &with_id(ERROR, "a"))]);
    repo.run(&["baseline"]);
    commit(&repo);
    git(&repo, &["mv", "a.yaml", "b.yaml"]);
    commit(&repo);
    let run = repo.run(&["--new-since", "HEAD"]);
    assert!(run.stdout.contains("since HEAD: 0 new, 0 mended, 0 as before"), "{}", run.stdout);
    git(&repo, &["rm", "-q", "reportlint-baseline.json"]);
    for args in [&["--new-since", "HEAD"][..], &["--changed-since", "HEAD"], &["--staged"]] {
        assert_eq!(repo.run(args).status, 1, "{args:?}");
    }
    git(&repo, &["reset", "-q", "--hard"]);
    assert_eq!(repo.run(&["baseline", "--prune"]).status, 0);
    assert!(repo.read("reportlint-baseline.json").contains("b.yaml"));
    assert_eq!(repo.run(&["--fail-on-stale"]).status, 0);
}

#[test]
fn a_configuration_that_is_gone_is_read_where_it_was() {
    let repo = branch(&[
        ("conf/base.yaml", "exclude: [drafts]\n"),
        ("reportlint.yaml", "extends: conf/base.yaml\n"),
        ("drafts/bad.yaml", ERROR),
        ("good.yaml", &with_id(CLEAN, "good")),
    ]);
    git(&repo, &["rm", "-q", "reportlint.yaml", "conf/base.yaml"]);
    let run = since_main(&repo, &[]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    git(&repo, &["reset", "-q", "--hard"]);
    std::fs::remove_file(repo.path().join("reportlint.yaml")).unwrap();
    std::fs::remove_file(repo.path().join("conf/base.yaml")).unwrap();
    assert_eq!(repo.run(&["--staged"]).status, 0);
}

#[test]
fn a_repository_within_is_refused_by_name() {
    let module = committed(&[("inner.yaml", ERROR)]);
    let repo = branch(&[("a.yaml", CLEAN)]);
    let url = module.path().display().to_string();
    git(&repo, &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &url, "module"]);
    for path in ["module", "module/inner.yaml"] {
        let run = since_main(&repo, &[path]);
        assert!(
            run.status == 2 && run.stderr.contains("belongs to another repository"),
            "{path}: {}",
            run.stderr
        );
    }
}

#[test]
fn a_name_that_becomes_protected_makes_no_finding_new() {
    let case = with_id(CLEAN, "a")
        .replace(
            "events:",
            "persons:\n  dana:\n    name: Dana Testova\n    role: activist\n    birth_year: x\nevents:",
        )
        .replace("title: A case", "title: Dana Testova  and Dana Testova");
    let repo = branch(&[("a.yaml", &case)]);
    repo.write("a.yaml", case.replace("    role:", "    protected: true\n    role:").as_bytes());
    let run = repo.run(&["--new-since", "main", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(document["summary"]["comparison"]["mended"], 0, "{}", run.stdout);
}

#[test]
fn rules_that_are_turned_on_have_found_nothing_before() {
    let repo = branch(&[("reportlint.yaml", "rules: {schema: off}\npreset: minimal\n"), ("a.yaml", ERROR)]);
    let off = [
        "format",
        "structure",
        "dates",
        "law",
        "identity",
        "sourcing",
        "consistency",
        "style",
        "project",
        "suppression",
    ];
    let all_off: String = off.iter().map(|group| format!("  {group}: off\n")).collect();
    repo.write("reportlint.yaml", format!("rules:\n  schema: off\n{all_off}").as_bytes());
    commit(&repo);
    git(&repo, &["switch", "-q", "-c", "on"]);
    repo.write("reportlint.yaml", b"preset: recommended\n");
    let run = repo.run(&["--new-since", "topic", "--format", "concise"]);
    assert_eq!(run.status, 1, "{}{}", run.stdout, run.stderr);
}
