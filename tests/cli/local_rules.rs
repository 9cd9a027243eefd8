//! Rules of a repository's own, as a run uses them.

use std::time::{Duration, Instant};

use crate::support::{Repo, Run, git};

const CONFIG: &str = "local_rules: [rules/*.yaml]\nschemas: [{files: '**', schema: any.json}]\n";

/// The time that a hostile rule may take, also in a debug build on a busy machine.
const TIME: Duration = Duration::from_secs(20);

fn repo(rules: &str, files: &[(&str, &str)]) -> Repo {
    let own = [("reportlint.yaml", CONFIG), ("any.json", "{}"), ("rules/own.yaml", rules)];
    Repo::with(&[&own, files].concat())
}

/// Returns the findings of a run as `PATH:LINE:COLUMN NAME MESSAGE`.
fn findings(repo: &Repo, args: &[&str]) -> Vec<String> {
    let run = repo.run(&[&["--format", "concise", "--only", "local"], args].concat());
    shown(&run)
}

fn shown(run: &Run) -> Vec<String> {
    let finding = |line: &str| {
        let (place, rest) = line.split_once(": ")?;
        let (_, rest) = rest.split_once('[')?;
        let (name, message) = rest.split_once("] ")?;
        Some(format!("{place} {name} {message}"))
    };
    run.stdout.lines().filter_map(finding).collect()
}

const UNIQUE: &str =
    "kind: rule\nname: unique-id\nfiles: data/*.yaml\nunique: {by: value.id, except: [n/a]}\n";

#[test]
fn a_key_is_unique_within_an_extent() {
    let files = [
        ("data/a.yaml", "id: x\n"),
        ("data/b.yaml", "id: 'x'\n"),
        ("data/c.yaml", "id: n/a\n"),
        ("data/d.yaml", "id: n/a\n"),
        ("data/e.yaml", "name: no id\n"),
        ("data/f.yaml", "name: nor here\n"),
        ("other/a.yaml", "id: x\n"),
    ];
    assert_eq!(
        findings(&repo(UNIQUE, &files), &[]),
        ["data/b.yaml:1:1 local/unique-id `x` is not unique in this repository"]
    );
    let list = "kind: rule\nname: one\nselect: $.people[*]\nunique: {by: ['fold(value.name)', value.born], within: document}\n";
    let people = "people:\n  - {name: Ann Lee, born: 1990}\n  - {name: ann lee, born: 1991}\n  - {name: ANN LEE, born: 1990}\n";
    assert_eq!(
        findings(&repo(list, &[("a.yaml", people)]), &[]),
        ["a.yaml:4:6 local/one `ann lee` with `1990` is not unique in this document"]
    );
    let folder =
        UNIQUE.replace("data/*.yaml", "'**/*.yaml'").replace("by: value.id", "by: value.id, within: folder");
    let found = findings(&repo(&folder, &files), &[]);
    assert_eq!(found, ["data/b.yaml:1:1 local/unique-id `x` is not unique in this folder"]);
}

const SERIES: &str = "kind: rule\nname: never-falls\nfiles: data/*.yaml\nsince: {field: date, from: 2024-01-02}\nselect: $.figures[*]\n\
    let: {before: \"previous(doc, 'date', 'place').figures[value.label]\"}\n\
    assert: \"!has(before) || value.value >= before.value\"\n\
    message: '{value.label} fell from {before.value} to {value.value}'\nat: $.value\nlabel: {at: before.value, message: the day before}\n";

fn day(date: &str, place: &str, value: u32) -> String {
    format!("date: {date}\nplace: {place}\nfigures:\n  - {{label: dead, value: {value}}}\n")
}

#[test]
fn a_record_is_compared_with_the_one_before_it_in_its_series() {
    let days = [
        day("2023-12-31", "a", 9),
        day("2024-01-01", "a", 5),
        day("2024-01-02", "a", 6),
        day("2024-01-02", "b", 1),
        day("2024-01-04", "a", 4),
    ];
    let names: Vec<String> = (0..days.len()).map(|number| format!("data/{number}.yaml")).collect();
    let files: Vec<(&str, &str)> =
        names.iter().map(String::as_str).zip(days.iter().map(String::as_str)).collect();
    let repo = repo(SERIES, &files);
    let expected = ["data/4.yaml:4:26 local/never-falls dead fell from 6 to 4"];
    // The second run answers from the cache, the third with one file changed.
    for _ in 0..2 {
        assert_eq!(findings(&repo, &[]), expected);
    }
    repo.write("data/2.yaml", day("2024-01-02", "a", 3).as_bytes());
    assert_eq!(findings(&repo, &[]), ["data/2.yaml:4:26 local/never-falls dead fell from 5 to 3"]);
    assert_eq!(findings(&repo, &["data/4.yaml"]), Vec::<String>::new());
    repo.write("data/2.yaml", day("2024-01-02", "a", 6).as_bytes());
    assert_eq!(findings(&repo, &["data/4.yaml"]), expected);
    let run = repo.run(&["--only", "local", "--verbose"]);
    assert!(
        run.stdout.contains("the day before") && run.stdout.contains("this rule finds it"),
        "{}",
        run.stdout
    );
}

#[test]
fn a_value_is_in_the_lists_of_other_files() {
    let rule = "kind: rule\nname: known\nfiles: data/*.yaml\nselect: $.place\nexists_in: {files: lists/*.yaml, select: '$.places[*].id'}\n";
    let files = [
        ("data/a.yaml", "place: nort\n"),
        ("data/b.yaml", "place: south\n"),
        ("lists/a.yaml", "places: [{id: north}, {id: south}]\n"),
    ];
    assert_eq!(
        findings(&repo(rule, &files), &[]),
        ["data/a.yaml:1:8 local/known `nort` is not in `lists/*.yaml`"]
    );
    let found = findings(&repo(rule, &files[..2]), &[]);
    assert_eq!(
        found,
        [
            "data/a.yaml:1:8 local/known no file that is checked matches `lists/*.yaml`, in which this value should be"
        ]
    );
    let rule = "kind: rule\nname: known\nfiles: data/*.yaml\nassert: value.place in all('lists/*.yaml', '$.places[*].id')\nmessage: 'unknown {value.place}'\nat: $.place\n";
    assert_eq!(findings(&repo(rule, &files), &[]), ["data/a.yaml:1:8 local/known unknown nort"]);
}

const STEM: &str = "kind: rule\nname: stem-is-id\nseverity: warning\nfiles: data/*.yaml\nassert: file.stem == string(value.id)\nmessage: 'the file of {doc.id} is called {file.stem}'\nat: $.id\nfix: {replace: file.stem}\n";

#[test]
fn settings_and_suppressions_hold_for_local_rules_too() {
    let repo = repo(
        STEM,
        &[
            ("data/a.yaml", "id: b\n"),
            ("data/c.yaml", "id: d # reportlint: ignore[local/stem-is-id] meant so\n"),
        ],
    );
    let found = "data/a.yaml:1:5 local/stem-is-id the file of b is called a";
    assert_eq!(findings(&repo, &[]), [found]);
    assert_eq!(repo.run(&["--only", "local"]).status, 0, "it is a warning");
    assert_eq!(repo.run(&["--only", "local", "--rule", "local/stem-is-id=error"]).status, 1);
    let off = repo.run(&["--only", "local,unknown-kind", "--rule", "local=off", "--format", "concise"]);
    assert_eq!(shown(&off), Vec::<String>::new(), "{off:?}");
    let unknown = repo.run(&["--only", "local/stem-is-ib"]);
    assert_eq!(
        (unknown.status, unknown.complaints()),
        (2, "error: there is no rule `local/stem-is-ib`\n  help: did you mean `local/stem-is-id`?\n")
    );
    repo.write(
        "reportlint.yaml",
        format!("{CONFIG}overrides: [{{files: data/a.yaml, rules: {{local/stem-is-id: error}}}}]\n")
            .as_bytes(),
    );
    assert_eq!(repo.run(&["--only", "local"]).status, 1);
    repo.write("reportlint.yaml", format!("{CONFIG}rules: {{local/stem-is-id: \"off\"}}\n").as_bytes());
    assert_eq!(shown(&repo.run(&["--format", "concise"])), Vec::<String>::new());
    repo.write("reportlint.yaml", format!("{CONFIG}rules: {{local/stem-id: \"off\"}}\n").as_bytes());
    let faulty = repo.run(&[]);
    assert!(faulty.status == 2 && faulty.stdout.contains("there is no local rule `stem-id`"), "{faulty:?}");
    repo.write("reportlint.yaml", CONFIG.as_bytes());
    repo.write("data/e.yaml", b"id: e # reportlint: ignore[local/stem-is] meant so\n");
    let run = repo.run(&["--format", "concise"]);
    assert!(run.stdout.contains("there is no rule or group `local/stem-is`"), "{run:?}");
    repo.write("data/e.yaml", b"id: e # reportlint: ignore[local/stem-is-id] meant so\n");
    let run = repo.run(&["--format", "concise"]);
    assert!(run.stdout.contains("unused-suppression"), "{run:?}");
    assert_eq!(repo.run(&["baseline"]).status, 0);
    assert_eq!(shown(&repo.run(&["--only", "local", "--format", "concise"])), Vec::<String>::new());
}

#[test]
fn a_fix_is_made_if_its_author_trusts_it() {
    let repo = repo(STEM, &[("data/a.yaml", "id: 'b' # the id\n")]);
    assert_eq!(repo.run(&["--only", "local", "--fix"]).status, 0);
    assert_eq!(repo.read("data/a.yaml"), "id: 'b' # the id\n", "nobody says that it is safe");
    repo.run(&["--only", "local", "--unsafe-fixes"]);
    assert_eq!(repo.read("data/a.yaml"), "id: \"a\" # the id\n");
    let rename = "kind: rule\nname: born\nselect: '$.people[?@.birth]'\nassert: \"false\"\nmessage: called birth\nat: $.birth\nfix: {rename_key: born, safe: true}\n---\n\
        kind: rule\nname: no-notes\nselect: '$..note'\nassert: \"false\"\nmessage: a note\nfix: {delete: true}\n";
    repo.write("rules/own.yaml", rename.as_bytes());
    repo.write("data/a.yaml", b"people:\n  - birth: 1990\n    note: x\n    name: Ann\n");
    repo.run(&["--only", "local", "--fix"]);
    assert_eq!(repo.read("data/a.yaml"), "people:\n  - born: 1990\n    note: x\n    name: Ann\n");
    repo.run(&["--only", "local", "--unsafe-fixes"]);
    assert_eq!(repo.read("data/a.yaml"), "people:\n  - born: 1990\n    name: Ann\n");
}

/// Whoever writes a rule may err, and the schema may be off.
#[test]
fn a_fix_that_mends_nothing_or_breaks_the_schema_is_left_out() {
    let rules = "kind: rule\nname: endless\nselect: $.title\nassert: \"value == 'q'\"\nmessage: m\nfix: {replace: value + 'x', safe: true}\n---\n\
        kind: rule\nname: no-date\nselect: $.events[*].date\nassert: \"string(value) == 'soon'\"\nmessage: m\nfix: {replace: \"'soon'\", safe: true}\n";
    let case = "kind: case\nid: a\ntitle: A\ncountry: KZ\nfreedoms: [liberty]\nevents:\n  - {type: search, date: 2024-01-01}\n";
    let repo = Repo::with(&[
        ("reportlint.yaml", "local_rules: [rules/*.yaml]\n"),
        ("rules/own.yaml", rules),
        ("a.yaml", case),
    ]);
    let run = repo.run(&["--only", "local", "--fix"]);
    assert_eq!(repo.read("a.yaml"), case);
    for words in [
        "the fix of `local/endless` at a.yaml:3:8 is left out, as it would lead to `the same finding`: mend the `fix:` of the rule",
        "the fix of `local/no-date` at a.yaml:7:26 is left out, as it would lead to `schema/",
    ] {
        assert!(run.stderr.contains(words), "{run:?}");
    }
}

#[test]
fn a_rule_with_a_fault_is_reported_whichever_rules_are_asked_for() {
    let rules = "kind: rule\nname: own\nasert: \"true\"\nmessage: 5\n";
    let config = "local_rules: [rules/*.yaml]\ninclude: [rules]\n";
    let repo = Repo::with(&[("reportlint.yaml", config), ("rules/own.yaml", rules)]);
    for only in ["local", "local/own", "law"] {
        let found = shown(&repo.run(&["--format", "concise", "--only", only]));
        let [key, message] = found.as_slice() else { panic!("{only}: {found:?}") };
        assert!(
            key.contains("unknown key `asert`") && message.contains("`message` is a number"),
            "{found:?}"
        );
    }
}

#[test]
fn a_broken_rule_is_reported_where_it_is_and_the_others_go_on() {
    let rules = format!(
        "{STEM}---\nkind: rule\nname: stem-is-id\nassert: \"true\"\nmessage: m\n---\nkind: rule\nname: broken\n\
        assert: |\n  doc.a == 1 &&\n    valu.b == 'жук'\nmessage: m\n---\nkind: rule\nname: Broken\nasert: 1\n"
    );
    let run = repo(&rules, &[("data/a.yaml", "id: b\n")]).run(&["--format", "concise"]);
    let expected = [
        "data/a.yaml:1:5 local/stem-is-id the file of b is called a",
        "rules/own.yaml:11:7 rule/duplicate-name there is another local rule `stem-is-id`",
        "rules/own.yaml:19:5 rule/invalid-expression there is no variable `valu`",
        "rules/own.yaml:23:7 schema/pattern `Broken` does not have the form of name",
        "rules/own.yaml:24:1 schema/unevaluatedProperties unknown key `asert` in the document",
    ];
    let found = shown(&run);
    assert_eq!(found.len(), expected.len(), "{found:#?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected.split(" does not").next().unwrap()), "{found}");
    }
    assert_eq!(run.status, 1);
}

#[test]
fn a_field_that_is_missing_is_a_finding_once_for_each_document() {
    let rule = "kind: rule\nname: order\nfiles: data/*.yaml\nselect: $.items[*]\nassert: value.start <= value.end\nmessage: m\n";
    let items = "items:\n  - {start: 2024-01-02, end: 2024-01-03}\n  - {start: 2024-01-02}\n  - {end: 2024-01-02}\n  - {start: 2024-01-02, end: 2024-01-01}\n";
    assert_eq!(
        findings(&repo(rule, &[("data/a.yaml", items)]), &[]),
        [
            "data/a.yaml:3:6 local/order the rule cannot be applied: there is no `end` in `value.end`",
            "data/a.yaml:5:6 local/order m",
        ]
    );
}

#[test]
fn the_day_of_the_run_is_said_and_decides() {
    let rule = "kind: rule\nname: past\nfiles: data/*.yaml\nassert: value.date <= today\nmessage: '{value.date} lies ahead'\nat: $.date\n";
    let repo = repo(rule, &[("data/a.yaml", "date: 2024-05-03\n")]);
    let ahead = ["data/a.yaml:1:7 local/past 2024-05-03 lies ahead"];
    assert_eq!(findings(&repo, &["--today", "2024-05-02"]), ahead);
    assert_eq!(findings(&repo, &["--today", "2024-05-03"]), Vec::<String>::new());
    assert_eq!(findings(&repo, &["--today", "2024-05-02"]), ahead, "not that of the cache");
    let run = repo.run(&["--only", "local", "--today", "2024-05-02"]);
    assert!(run.stdout.contains("took 2024-05-02"), "{}", run.stdout);
    assert_eq!(repo.run(&["--today", "2024-05"]).status, 2);
}

#[test]
fn what_is_protected_stays_hidden_in_the_words_of_a_local_rule() {
    let rule = "kind: rule\nname: told\ndocuments: case\nassert: \"!doc.summary.contains('arrested')\"\nmessage: 'says {doc.summary} of {doc.persons.p.name_original}'\nat: $.summary\n";
    let case = "kind: case\nid: a\ntitle: A case\ncountry: KZ\nfreedoms: [liberty]\nsummary: Erlan Zhasyrov was arrested\n\
        persons:\n  p: {name: A., protected: true, name_original: Ерлан Жасыров}\nevents: []\n";
    let repo = Repo::with(&[
        ("reportlint.yaml", "local_rules: [rules/*.yaml]\n"),
        ("rules/own.yaml", rule),
        ("a.yaml", case),
    ]);
    for format in ["concise", "json", "sarif", "human"] {
        let run = repo.run(&["--format", format, "--only", "local"]);
        assert!(run.stdout.contains("local/told"), "{run:?}");
        assert!(!run.stdout.contains("Жасыров") && !run.stdout.contains("Zhasyrov"), "{}", run.stdout);
    }
}

/// A message may repeat what stands in another file than the one that it points into.
#[test]
fn what_another_file_hides_stays_hidden_in_the_words_of_a_rule_that_compares_them() {
    let secret = "kind: case\nid: a\nnumber: 1\nsummary: call +7 701 234 56 78 for it\nsources:\n  talk: {type: interview, title: Talk, confidential: true, url: 'https://secret.example.org/abc'}\n";
    let rules = "kind: rule\nname: before\nlet: {before: \"previous(doc, 'number')\"}\nassert: '!has(before)'\nmessage: '{before.summary} {before.sources.talk.url}'\n---\n\
        kind: rule\nname: fails\nassert: \"!has(previous(doc, 'number')) || previous(doc, 'number').summary > today\"\nmessage: m\n---\n\
        kind: rule\nname: listed\nfiles: b.yaml\nselect: $.address\nexists_in: {files: a.yaml, select: '$.sources.*.url'}\nmessage: m\n---\n\
        kind: rule\nname: looked\nfiles: b.yaml\nlet: {all: \"all('a.yaml', '$.summary')\"}\nassert: size(all) == 0\nmessage: '{all}'\n";
    let repo = repo(
        rules,
        &[("a.yaml", secret), ("b.yaml", "number: 2\naddress: https://secret.example.org/abd\n")],
    );
    for format in ["human", "concise", "json", "sarif", "html"] {
        for cache in ["--no-cache", "--quiet", "--quiet"] {
            let run = repo.run(&["--only", "local", "--format", format, cache]);
            assert!(run.stdout.contains("local/before") && run.stdout.contains("local/fails"), "{run:?}");
            for secret in ["234 56", "secret.example.org/abc"] {
                assert!(!run.stdout.contains(secret), "{format}: {}", run.stdout);
            }
        }
    }
}

#[test]
fn what_a_change_breaks_in_a_file_that_did_not_change_is_found() {
    let rules = "kind: rule\nname: falls\nfiles: data/*\nlet: {before: \"previous(doc, 'number')\"}\nassert: '!has(before) || value.total >= before.total'\n\
        message: fell\nat: $.note\n---\nkind: rule\nname: listed\nfiles: data/*\nselect: $.place\nexists_in: {files: lists/*, select: '$.all[*]'}\n";
    let repo = repo(
        rules,
        &[
            ("data/1.yaml", "number: 1\ntotal: 1\nplace: Osh\n"),
            ("data/2.yaml", "number: 2\ntotal: 2\nnote: x\n"),
            ("data/3.yaml", "number: 3\ntotal: 3\n"),
            ("lists/places.yaml", "all: [Osh]\n"),
        ],
    );
    git(&repo, &["init", "--quiet"]);
    git(&repo, &["add", "--all"]);
    git(&repo, &["commit", "--quiet", "--message", "one"]);
    repo.write("data/1.yaml", b"number: 1\ntotal: 9\nplace: Osh\n");
    repo.write("lists/places.yaml", b"all: [Naryn]\n");
    let expected =
        ["data/1.yaml:3:8 local/listed `Osh` is not in `lists/*`", "data/2.yaml:3:7 local/falls fell"];
    for args in [&[][..], &["--changed-since", "HEAD"], &["--new-since", "HEAD"]] {
        assert_eq!(findings(&repo, args), expected, "{args:?}");
    }
}

#[test]
fn files_of_rules_lie_in_the_repository() {
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("secret.yaml"), STEM).unwrap();
    let repo = repo(STEM, &[("data/a.yaml", "id: b\n")]);
    git(&repo, &["init", "-q"]);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(outside.path().join("secret.yaml"), repo.path().join("rules/link.yaml"))
            .unwrap();
        let run = repo.run(&["--format", "concise"]);
        assert!(run.status == 2 && run.stdout.contains("config/foreign-file"), "{run:?}");
        std::fs::remove_file(repo.path().join("rules/link.yaml")).unwrap();
        std::os::unix::fs::symlink(outside.path(), repo.path().join("rules/folder")).unwrap();
        repo.write("reportlint.yaml", CONFIG.replace("rules/*.yaml", "rules/**/*.yaml").as_bytes());
        assert_eq!(findings(&repo, &[]).len(), 1, "a link to a folder is not followed");
    }
    for (pattern, message) in [
        ("../*.yaml", "config/invalid-glob"),
        ("rule/*.yaml", "did you mean `rules/*.yaml`?"),
        ("rules/owm.yaml", "did you mean `rules/own.yaml`?"),
        ("rules/*.json", "there is no file of rules"),
    ] {
        repo.write("reportlint.yaml", CONFIG.replace("rules/*.yaml", pattern).as_bytes());
        let run = repo.run(&[]);
        assert!(run.status == 2 && run.stdout.contains(message), "{pattern}: {run:?}");
    }
}

#[test]
fn a_rule_that_takes_too_many_steps_is_named_and_the_others_go_on() {
    let list =
        format!("id: b\na: [{}]\n", (0..2_000).map(|number| format!("{number}, ")).collect::<String>());
    let costly = "kind: rule\nname: costly\nassert: \"!has(doc.a) || doc.a.all(x, doc.a.all(y, doc.a.all(z, x + y + z >= 0)))\"\nmessage: m\n";
    let across = "kind: rule\nname: across\nfiles: data/*.yaml\nassert: \"!has(doc.id) || doc.id == 'b' && [1].all(x, all('data/*', '$.a[*]').all(y, all('data/*', '$.a[*]').all(z, y + z >= 0)))\"\nmessage: m\n";
    for (rule, name) in [(costly, "local/costly"), (across, "local/across")] {
        let repo = repo(&format!("{rule}---\n{STEM}"), &[("data/a.yaml", &list), ("data/b.yaml", &list)]);
        for _ in 0..2 {
            let started = Instant::now();
            let run = repo.run(&["--format", "concise", "--only", "local"]);
            assert!(started.elapsed() < TIME, "{name}: {:?}", started.elapsed());
            assert_eq!(run.status, 2, "{run:?}");
            assert!(run.complaints().contains(&format!("the rule `{name}` is too expensive")), "{run:?}");
            assert_eq!(shown(&run), ["data/a.yaml:1:5 local/stem-is-id the file of b is called a"]);
        }
    }
}

#[test]
fn lists_and_explanations_know_local_rules() {
    let repo =
        repo(&format!("{STEM}why: |\n  Files are found by their ids.\n\n  So they are called so.\n"), &[]);
    let listed = repo.run(&["rules", "local"]);
    assert!(
        listed
            .stdout
            .contains("local/stem-is-id  warning  unsafe fix          Files are found by their ids."),
        "{listed:?}"
    );
    let page = repo.run(&["explain", "local/stem-is-id"]);
    assert!(page.stdout.contains("A rule of this repository, in `rules/own.yaml`, line 1."), "{page:?}");
    let near = repo.run(&["explain", "local/stem-id"]);
    assert!(near.complaints().contains("did you mean `local/stem-is-id`?"), "{near:?}");
    assert!(repo.run(&["explain", "local"]).stdout.contains("`local/stem-is-id`"));
    assert!(repo.run(&["explain", "rule/invalid-expression"]).stdout.contains("local_rules"));
    assert!(repo.run(&["schema", "rule"]).stdout.contains("urn:reportlint:schema:rule"));
}

/// Returns a file after the unsafe fixes of rules.
fn mended(rules: &str, path: &str, text: &str) -> String {
    let repo = repo(rules, &[(path, text)]);
    repo.run(&["--only", "local", "--unsafe-fixes"]);
    repo.read(path)
}

/// A table of TOML may stand in several parts, between which others stand.
#[test]
fn a_fix_takes_along_no_other_table_of_toml_and_splits_none() {
    let rule = |select: &str, fix: &str| {
        format!(
            "kind: rule\nname: own\nfiles: data/*.md\nselect: '{select}'\nassert: \"false\"\nmessage: m\nfix: {fix}\n"
        )
    };
    let delete = |select: &str| rule(select, "{delete: true}");
    let rename = rule("$.a", "{rename_key: b}");
    for (rule, text, expected) in [
        (delete("$.a[?@.q==1]"), "[[a]]\nq = 1\n[other]\nx = 1\n[[a]]\nq = 2", None),
        (delete("$.a[?@.q==1]"), "[[a]]\nq = 1\n[[a]]\nq = 2", Some("[[a]]\nq = 2")),
        (delete("$.a"), "a.x = 1\nb = 2\na.y = 3", None),
        (rename.clone(), "a.x = 1\na.y = 2", None),
        (rename.clone(), "[a.x]\nq = 1\n[a.y]\nq = 2", None),
        (rename.clone(), "[[a]]\nq = 1\n[[a]]\nq = 2", None),
        (rename, "[a]\nq = 1\n[c]\nq = 2", Some("[b]\nq = 1\n[c]\nq = 2")),
    ] {
        let file = |text: &str| format!("+++\n{text}\n+++\n");
        let expected = file(expected.unwrap_or(text));
        assert_eq!(mended(&rule, "data/a.md", &file(text)), expected, "{rule}");
    }
}

#[test]
fn a_document_is_as_old_as_the_day_of_its_moment() {
    let rule = "kind: rule\nname: own\nsince: {field: date, from: 2024-05-01}\nfiles: data/*\nassert: \"false\"\nmessage: m\n";
    let unique = "kind: rule\nname: own\nsince: {field: date, from: 2024-05-01}\nfiles: data/*\nunique: {by: value.id}\n";
    let files = [
        ("data/a.yaml", "date: 2024-05-01T10:00:00Z\n"),
        ("data/b.yaml", "date: 2024-04-30T10:00:00Z\n"),
        ("data/c.md", "+++\ndate = 2024-05-01 10:00:00\n+++\n"),
        ("data/d.yaml", "date: 2024-13-01\n"),
        ("data/e.yaml", "id: 1\n"),
        ("data/f.yaml", "date:\n"),
        ("data/g.yaml", "date: 2024\n"),
    ];
    let failed = "data/d.yaml:1:7 local/own the rule cannot be applied: `2024-13-01` is no date: there is no month 13 in `date`";
    let found = findings(&repo(rule, &files), &[]);
    let [a, c, d, g] = found.as_slice() else { panic!("{found:#?}") };
    assert_eq!(d, failed);
    assert!(a.starts_with("data/a") && c.starts_with("data/c") && g.starts_with("data/g"), "{found:#?}");
    assert_eq!(findings(&repo(unique, &files), &[]), [failed], "once, for a rule over several files too");
}

#[test]
fn documents_are_in_the_order_of_numbers_or_of_dates() {
    let rule = "kind: rule\nname: own\nfiles: data/*\nassert: \"!has(previous(doc, 'number').number)\"\n\
        message: \"{previous(doc, 'number').number} before {value.number}\"\n";
    let order = |numbers: &[&str]| {
        let texts: Vec<(String, String)> = numbers
            .iter()
            .enumerate()
            .map(|(at, number)| (format!("data/{at}.yaml"), format!("number: {number}\n")))
            .collect();
        let files: Vec<(&str, &str)> =
            texts.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let found = findings(&repo(rule, &files), &[]);
        found.iter().map(|line| line.split("local/own ").nth(1).unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(
        order(&["999", "1000", "9999", "10000"]),
        ["999 before 1000", "1000 before 9999", "9999 before 10000"]
    );
    assert_eq!(order(&["2022-05", "2023", "2024-01"]), ["2022-05 before 2023", "2023 before 2024-01"]);
}

#[test]
fn numbers_are_as_exact_in_keys_and_fixes_as_in_the_file() {
    let unique = "kind: rule\nname: own\nselect: $.a[*]\nunique: {by: value, within: document}\n";
    let list =
        "a: [18446744073709551615, 18446744073709551614, 1e-12, 2e-12, 0.1234567891, 0.1234567892, 2, 2.0]\n";
    assert_eq!(
        findings(&repo(unique, &[("data/a.yaml", list)]), &[]),
        ["data/a.yaml:1:94 local/own `2` is not unique in this document"]
    );
    let replace = |value: &str| {
        format!(
            "kind: rule\nname: own\nfiles: data/*\nselect: $.x\nassert: value != 1 && value != 0.5\nmessage: m\nfix: {{replace: \"{value}\"}}\n"
        )
    };
    for (value, path, text, expected) in [
        ("2.0", "data/a.yaml", "x: 1\n", "x: 2.0\n"),
        ("1.0 / 3.0", "data/a.yaml", "x: 1\n", "x: 0.3333333333333333\n"),
        (
            "doc.y",
            "data/a.yaml",
            "x: 1\ny: 18446744073709551615\n",
            "x: 18446744073709551615\ny: 18446744073709551615\n",
        ),
        ("1.0 / 0.0", "data/a.yaml", "x: 1\n", "x: 1\n"),
        ("null", "data/a.md", "+++\nx = 1\n+++\n", "+++\nx = 1\n+++\n"),
        ("null", "data/a.yaml", "x: 1\n", "x: null\n"),
    ] {
        assert_eq!(mended(&replace(value), path, text), expected, "{value}");
    }
    let run = repo(&replace("value"), &[("data/a.yaml", "x: 0.50\n")])
        .run(&["--only", "local", "--format", "json"]);
    assert!(run.stdout.contains("local/own") && !run.stdout.contains("replacement"), "{run:?}");
}

#[test]
fn a_fix_of_a_rule_over_documents_is_refused() {
    let rule = "kind: rule\nname: own\nassert: \"!has(previous(doc, 'date').x)\"\nmessage: m\nfix: {delete: true, safe: true}\n";
    let run = repo(rule, &[]).run(&["--format", "concise"]);
    let found = shown(&run);
    let message = "rule/incomplete `fix:` cannot be used together with `previous`, `next` and `all`";
    assert!(found.len() == 1 && found.iter().all(|line| line.contains(message)), "{run:?}");
}
