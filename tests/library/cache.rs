//! The cache changes no output: whatever was edited, renamed or removed, and however it was damaged.

#![allow(clippy::expect_used, clippy::indexing_slicing, reason = "a test fails by panicking")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::support::project_path;
use crate::support::repository::generate;

const FILES: usize = 80;

/// Rounds of the random test: a change, and then runs that must agree.
const ROUNDS: usize = 30;

const CONFIG: &str = "include: [reports, cases, events, legal-codes]\n\
                      schemas:\n  - {files: 'events/*.yaml', schema: schemas/protests.schema.json}\n";

/// A git repository on disk.
struct Repository(TempDir);

impl Repository {
    fn new() -> Self {
        let repository = Self(tempfile::tempdir().expect("a folder can be made"));
        for file in generate(FILES) {
            repository.write(&file.path, file.content);
        }
        let fixture = project_path("fixtures/repository");
        for folder in ["events", "schemas", "legal-codes"] {
            for entry in fs::read_dir(fixture.join(folder)).expect("the fixture has the folder").flatten() {
                let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
                repository.write(&path, fs::read(entry.path()).expect("the file can be read"));
            }
        }
        repository.write("reportlint.yaml", CONFIG);
        repository.git(&["init", "--quiet"]);
        repository
    }

    /// Makes one in which every reference leads somewhere, so that not all files have to be looked at for one.
    fn without_dead_references() -> Self {
        let repository = Self::new();
        loop {
            let found = repository.run(&["--only", "unresolved-case", "--no-cache"]);
            let found: serde_json::Value = serde_json::from_slice(&found.stdout).expect("the output is JSON");
            let findings = found["diagnostics"].as_array().expect("the output lists the findings");
            if findings.is_empty() {
                return repository;
            }
            for path in findings.iter().filter_map(|finding| finding["path"].as_str()) {
                fs::remove_file(repository.root().join(path)).ok();
            }
        }
    }

    fn root(&self) -> &Path {
        self.0.path()
    }

    fn write(&self, path: &str, content: impl AsRef<[u8]>) {
        let path = self.root().join(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, content).expect("the file can be written");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.root().join(path)).expect("the file can be read")
    }

    fn git(&self, args: &[&str]) {
        let mut command = Command::new("git");
        command.current_dir(self.root()).args(["-c", "user.name=t", "-c", "user.email=t@example.org"]);
        assert!(command.args(args).output().expect("git runs").status.success(), "git {args:?}");
    }

    /// Returns the paths of the reports and cases, sorted.
    fn documents(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut folders: Vec<PathBuf> = vec![self.root().join("reports"), self.root().join("cases")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
                match entry.path() {
                    path if path.is_dir() => folders.push(path),
                    path => found
                        .push(path.strip_prefix(self.root()).expect("inside").to_string_lossy().into_owned()),
                }
            }
        }
        found.sort();
        found
    }

    fn run(&self, args: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
        command.current_dir(self.root()).arg("check").args(args).args(["--format", "json"]);
        command.env_remove("GIT_DIR").output().expect("reportlint runs")
    }

    fn cache(&self) -> PathBuf {
        self.root().join(".reportlint_cache")
    }

    /// Returns every file of the cache whose name begins with `name`.
    fn cached(&self, name: &str) -> Vec<PathBuf> {
        let profiles = fs::read_dir(self.cache()).into_iter().flatten().flatten();
        let files = profiles.flat_map(|profile| fs::read_dir(profile.path()).into_iter().flatten().flatten());
        let found = files.map(|file| file.path());
        found
            .filter(|path| path.file_name().is_some_and(|file| file.to_string_lossy().starts_with(name)))
            .collect()
    }

    /// Runs with the cache, and fails unless the output is that without it. Returns the output.
    fn assert_same(&self, args: &[&str], change: &str) -> String {
        let cold = self.run(&[args, &["--no-cache"]].concat());
        let warm = self.run(args);
        let text = |output: &Output| String::from_utf8_lossy(&output.stdout).into_owned();
        assert_eq!(text(&warm), text(&cold), "{args:?} after {change}");
        assert_eq!(warm.stderr, cold.stderr, "{args:?} after {change}");
        assert_eq!(warm.status.code(), cold.status.code(), "{args:?} after {change}");
        text(&warm)
    }
}

/// Random numbers that are the same in each run (SplitMix64, Steele and others 2014).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).expect("below the limit")
    }

    fn pick<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }
}

/// Changes something that decides what is found, and returns a description.
fn change(repository: &Repository, random: &mut Random) -> String {
    let documents = repository.documents();
    let path = random.pick(&documents).clone();
    let text = repository.read(&path);
    let replaced = |from: &str, to: &str| repository.write(&path, text.replacen(from, to, 1));
    match random.below(14) {
        0 => replaced("\nid: ", "\nid: new-"),
        1 => replaced("-10\n", "-11\n"),
        2 => replaced("date:", "dote:"),
        3 => replaced("kind: ", "kind: x"),
        4 => repository.write(&path, text + "\n# reportlint: ignore-file[dates] all of it\n"),
        5 => repository.write(&path, format!("# reportlint: ignore-file[structure, nothing]\n{text}")),
        6 => fs::remove_file(repository.root().join(&path)).expect("the file can be removed"),
        7 => {
            let name = format!("reports/renamed-{}.yaml", random.below(1_000));
            let to = repository.root().join(name);
            fs::rename(repository.root().join(&path), to).expect("the file can be renamed");
        }
        8 => repository.write(&format!("reports/copy-{}.yaml", random.below(1_000)), text),
        9 => repository.write(&path, text),
        10 => {
            let severity = random.pick(&["info", "warning", "error", "off"]);
            let more = random.pick(&["", "preset: strict\n", "exclude: [cases]\n"]);
            let ignore = "ignore:\n  - {path: 'cases/*', rule: structure, reason: known}\n";
            let ignore = ["", ignore][random.below(2)];
            repository.write(
                "reportlint.yaml",
                format!(
                    "{CONFIG}rules: {{event-without-source: '{severity}', project: '{}'}}\n{more}{ignore}",
                    random.pick(&["warning", "off", "error"])
                ),
            );
        }
        11 => {
            let schema = repository.read("schemas/protests.schema.json");
            let other = schema.replacen("\"required\"", "\"title\": \"t\", \"required\"", 1);
            repository.write("schemas/protests.schema.json", other.replacen("date", "day", random.below(2)));
        }
        12 => {
            let code = "kind: legal-code\nid: KZ-CC\nname: Criminal Code\ncountry: KZ\ntype: criminal\narticles: {'1': {title: One}}\n";
            repository.write(["legal-codes/own.yaml", "reports/own.yaml"][random.below(2)], code);
        }
        _ => drop(fs::remove_file(repository.root().join("legal-codes/own.yaml"))),
    }
    path
}

#[test]
fn random_changes_give_the_same_output_with_and_without_a_cache() {
    let repository = Repository::new();
    let mut random = Random(2_026);
    repository.assert_same(&[], "nothing");
    let found = repository.assert_same(&[], "a first run");
    assert!(found.contains("unresolved-case"), "the repository has faults between its files: {found}");
    for round in 0..ROUNDS {
        let changed = change(&repository, &mut random);
        let changed = format!("round {round}: {changed}");
        let documents = repository.documents();
        let one = random.pick(&documents).clone();
        match random.below(6) {
            0 => repository.assert_same(&[], &changed),
            1 => repository.assert_same(&["--only", "project"], &changed),
            2 => repository.assert_same(&["--rule", "project=off", "--preset", "strict"], &changed),
            3 => repository.assert_same(&["events", "reports"], &changed),
            _ => repository.assert_same(&[&one], &changed),
        };
    }
    repository.assert_same(&[], "everything");
}

#[test]
fn a_second_run_checks_nothing() {
    let repository = Repository::new();
    repository.run(&[]);
    let segments = repository.cached("segment-");
    assert_eq!(segments.len(), 1);
    repository.run(&[]);
    repository.run(&[&repository.documents()[0]]);
    assert_eq!(repository.cached("segment-"), segments, "what is found anew is written into a segment");
}

#[test]
fn a_file_whose_times_are_set_back_is_read() {
    let repository = Repository::new();
    repository.run(&[]);
    std::thread::sleep(std::time::Duration::from_millis(3_200));
    // Now the times of the files are trusted.
    repository.run(&[]);
    let path = repository.documents()[1].clone();
    let text = repository.read(&path);
    let file = fs::File::open(repository.root().join(&path)).expect("it is there");
    let modified = file.metadata().and_then(|metadata| metadata.modified()).expect("it has a time");
    repository.write(&path, text.replacen("date:", "dote:", 1));
    let file = fs::File::options().write(true).open(repository.root().join(&path)).expect("it is there");
    file.set_modified(modified).expect("the time can be set");
    let found = repository.assert_same(&[], "the time is set back");
    assert!(found.contains("dote"), "{found}");
}

#[test]
fn a_broken_file_under_a_schema_hides_nothing_in_either_role() {
    let repository = Repository::new();
    repository.assert_same(&[], "nothing");
    repository.write("events/broken.yaml", "x: [1\n");
    repository.assert_same(&[], "a broken file");
    for path in repository.documents().iter().step_by(5) {
        repository.assert_same(&[path], "a broken file");
    }
}

#[test]
fn a_code_that_only_the_configuration_makes_one_counts_from_then_on() {
    let repository = Repository::new();
    let code = |id: &str, kind: &str| {
        format!(
            "{kind}id: {id}\nname: Code {id}\ncountry: KZ\ntype: criminal\narticles: {{'1': {{title: One}}}}\n"
        )
    };
    let two = code("KZ-ZZ", "kind: legal-code\n") + "---\n" + &code("KZ-CC", "");
    repository.write("legal-codes/two.yaml", two);
    repository.assert_same(&[], "nothing");
    repository
        .write("reportlint.yaml", format!("{CONFIG}kinds: [{{files: legal-codes, kind: legal-code}}]\n"));
    repository.assert_same(&[], "the folder holds codes");
    repository.assert_same(&[], "that");
}

#[test]
fn of_two_reports_with_one_id_the_first_counts() {
    let repository = Repository::without_dead_references();
    let report = |id: &str, country: &str, cases: &str| {
        format!(
            "kind: report\nid: {id}\ntitle: T\ncountry: {country}\nperiod: {{start: 2030-01, end: 2030-03}}\n\
             publishers: [P {id}]\nsummary: S\ncases: [{cases}]\n"
        )
    };
    repository.write("reports/aa1.yaml", report("twice", "KG", "{id: one-case, title: A}"));
    repository.write("reports/aa2.yaml", report("twice", "TJ", "{id: other-case, title: B}"));
    repository.write("reports/oo.yaml", report("third", "UZ", "{id: other-case, title: B}"));
    repository
        .write("reports/tt.yaml", report("next", "TM", "{id: n, title: N, continues: 'twice#other-case'}"));
    repository.assert_same(&[], "nothing");
    for path in ["reports/tt.yaml", "reports/aa1.yaml", "reports/aa2.yaml", "reports/oo.yaml"] {
        repository.write(path, repository.read(path) + "# changed\n");
        repository.assert_same(&[path], "a change");
    }
}

#[test]
fn each_file_by_itself_has_the_findings_that_it_has_without_a_cache() {
    let repository = Repository::without_dead_references();
    let all = repository.assert_same(&[], "nothing");
    for rule in
        ["case-stalled", "duplicate-case-id", "person-contradicts", "source-reused-with-other-details"]
    {
        assert!(all.contains(rule), "no finding of {rule}");
    }
    let documents = repository.documents();
    assert!(documents.len() > FILES / 2);
    for path in documents.iter().step_by(2) {
        repository.assert_same(&[path], "a full run");
        repository.write(path, repository.read(path) + "\n# changed\n");
        repository.assert_same(&[path], "a change to it");
    }
}

#[test]
fn what_is_staged_does_not_mix_with_the_work_tree() {
    let repository = Repository::new();
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message", "all"]);
    repository.assert_same(&[], "nothing");
    let path = repository.documents()[FILES / 2].clone();
    let text = repository.read(&path);
    repository.write(&path, text.replacen("date:", "dote:", 1));
    repository.git(&["add", &path]);
    repository.write(&path, &text);
    for _ in 0..2 {
        let found = repository.assert_same(&["--staged"], "staging");
        assert!(found.contains("dote"), "the staged text is checked: {found}");
        let found = repository.assert_same(&[&path], "undoing it in the work tree");
        assert!(!found.contains("dote"), "the text of the work tree is checked: {found}");
    }
}

#[test]
fn a_damaged_cache_is_as_good_as_none() {
    let repository = Repository::without_dead_references();
    let expected = repository.assert_same(&[], "nothing");
    for name in ["manifest", "segment-"] {
        for damage in ["cut", "empty", "foreign", "flipped", "gone", "folder"] {
            repository.run(&[]);
            let files = repository.cached(name);
            assert!(!files.is_empty(), "{name}");
            for path in files {
                let bytes = fs::read(&path).expect("it can be read");
                let flip = |bytes: &[u8]| bytes.iter().map(|byte| byte ^ 0x55).collect::<Vec<u8>>();
                fs::remove_file(&path).expect("it can be removed");
                match damage {
                    "cut" => fs::write(path, &bytes[..bytes.len() / 2]),
                    "empty" => fs::write(path, b""),
                    "foreign" => fs::write(path, b"reportlint cache 1\n\0nonsense"),
                    "flipped" => fs::write(path, [&bytes[..60], &flip(&bytes[60..])].concat()),
                    "folder" => fs::create_dir(path),
                    _ => Ok(()),
                }
                .expect("it can be written");
            }
            let path = &repository.documents()[3];
            repository.assert_same(&[path], &format!("{name} is {damage}"));
            assert_eq!(String::from_utf8_lossy(&repository.run(&[]).stdout), expected, "{name} is {damage}");
            assert_eq!(String::from_utf8_lossy(&repository.run(&[]).stdout), expected, "{name} was {damage}");
            // A folder in the place of a file stays there; everything else has been written anew.
            drop(fs::remove_dir_all(repository.cache()));
        }
    }
}

#[test]
fn runs_at_the_same_time_do_not_disturb_each_other() {
    let repository = Repository::new();
    let expected = repository.run(&["--no-cache"]).stdout;
    for round in 0..3 {
        let path = &repository.documents()[round];
        repository.write(path, repository.read(path));
        std::thread::scope(|scope| {
            let runs: Vec<_> = (0..4).map(|_| scope.spawn(|| repository.run(&[]))).collect();
            for run in runs {
                assert_eq!(run.join().expect("the thread ends").stdout, expected);
            }
        });
    }
    // One that is killed leaves nothing that another one trips over.
    let mut child = Command::new(env!("CARGO_BIN_EXE_reportlint"));
    for wait in [1, 5, 20, 60] {
        fs::remove_dir_all(repository.cache()).ok();
        let mut child =
            child.current_dir(repository.root()).stdout(std::process::Stdio::null()).spawn().expect("starts");
        std::thread::sleep(std::time::Duration::from_millis(wait));
        child.kill().ok();
        child.wait().ok();
        assert_eq!(repository.run(&[]).stdout, expected);
    }
}

#[test]
fn a_cache_that_a_commit_brings_along_is_not_believed() {
    let repository = Repository::new();
    repository.run(&[]);
    let manifest = repository.cached("manifest").remove(0);
    let before = fs::metadata(&manifest).and_then(|it| it.modified()).expect("it is there");
    repository.git(&["add", "--force", ".reportlint_cache"]);
    let path = &repository.documents()[0];
    repository.write(path, repository.read(path).replacen("date:", "dote:", 1));
    repository.assert_same(&[], "the cache is tracked");
    assert_eq!(fs::metadata(&manifest).and_then(|it| it.modified()).ok(), Some(before), "it was not touched");
    // Where git cannot be asked, nobody knows whether it is tracked.
    let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
    command.current_dir(repository.root()).env("PATH", "").output().expect("reportlint runs");
    assert_eq!(fs::metadata(&manifest).and_then(|it| it.modified()).ok(), Some(before), "it was not touched");
}

#[test]
fn a_folder_that_holds_something_else_is_left_alone() {
    let repository = Repository::new();
    repository.write("notes/segment-1.txt", "mine");
    repository.write("notes/inner/manifest", "mine");
    for folder in [".", "notes"] {
        let run = repository.run(&["--cache-dir", folder]);
        assert_eq!(run.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&run.stderr).contains("cannot be a cache"), "{run:?}");
    }
    repository
        .write("notes/CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n# by another program\n");
    let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
    command.current_dir(repository.root()).args(["cache", "clean", "--cache-dir", "notes"]);
    assert_eq!(command.output().expect("reportlint runs").status.code(), Some(2));
    assert_eq!(repository.read("notes/segment-1.txt") + &repository.read("notes/inner/manifest"), "minemine");
    assert!(!repository.root().join(".gitignore").exists());
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_cache_is_not_followed() {
    let repository = Repository::new();
    let elsewhere = tempfile::tempdir().expect("a folder can be made");
    std::os::unix::fs::symlink(elsewhere.path(), repository.cache()).expect("a link can be made");
    repository.assert_same(&[], "the cache is a link");
    assert_eq!(fs::read_dir(elsewhere.path()).expect("it can be read").count(), 0);
}

#[test]
fn the_folder_is_printed_and_removed() {
    let repository = Repository::new();
    let reportlint = |args: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
        command.current_dir(repository.root()).args(args).output().expect("reportlint runs")
    };
    let folder = reportlint(&["cache", "dir"]).stdout;
    let folder = String::from_utf8_lossy(&folder).trim_end().to_owned();
    assert!(Path::new(&folder).ends_with(".reportlint_cache"), "{folder}");
    repository.run(&[]);
    assert!(
        Path::new(&folder).join(".gitignore").is_file() && Path::new(&folder).join("CACHEDIR.TAG").is_file()
    );
    assert!(reportlint(&["cache", "clean"]).status.success());
    assert!(!Path::new(&folder).exists());
    assert!(reportlint(&["cache", "clean"]).status.success(), "nothing to remove is no fault");
    assert_eq!(reportlint(&["cache", "clean", "--cache-dir", "."]).status.code(), Some(2));
    // The last of the two counts, as an action may pass one and its user the other.
    assert!(reportlint(&["check", "--cache-dir", "a", "--no-cache", "--fail-on", "never"]).status.success());
    assert!(!repository.root().join("a").exists());
    assert!(repository.root().join("reports").is_dir());
}

#[test]
fn without_a_repository_nothing_is_written() {
    let folder = tempfile::tempdir().expect("a folder can be made");
    fs::write(folder.path().join("a.yaml"), "kind: report\n").expect("it can be written");
    let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
    command.current_dir(folder.path()).output().expect("reportlint runs");
    assert_eq!(fs::read_dir(folder.path()).expect("it can be read").count(), 1);
}

#[test]
fn entries_of_files_that_are_gone_do_not_stay() {
    let repository = Repository::new();
    repository.run(&[]);
    let before = fs::metadata(&repository.cached("manifest")[0]).expect("it is there").len();
    for path in repository.documents().iter().skip(FILES / 3) {
        fs::remove_file(repository.root().join(path)).expect("it can be removed");
    }
    repository.run(&[]);
    assert!(fs::metadata(&repository.cached("manifest")[0]).expect("it is there").len() * 2 < before);
    for round in 0..30 {
        let path = &repository.documents()[round % 4];
        repository.write(path, repository.read(path) + "# again\n");
        repository.run(&[]);
    }
    assert!(
        repository.cached("segment-").len() <= 30,
        "segments that are not in use are removed after a while"
    );
    for preset in ["minimal", "recommended", "strict"] {
        for rule in ["dates=off", "law=off"] {
            repository.run(&["--preset", preset, "--rule", rule]);
        }
    }
    let profiles = fs::read_dir(repository.cache()).expect("it can be read").flatten();
    assert!(profiles.filter(|entry| entry.path().is_dir()).count() <= 4);
}
