//! Runs of the program in a repository. If the first byte is even, its configuration, schemas, legal code, baseline and report
//! are the parts of the rest, parted by zero bytes. If it is odd, the rest changes bytes of the cache of an earlier run, which
//! counts as whole all the same.
#![no_main]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

const FILES: [&str; 6] = [
    "reportlint.yaml",
    "schemas/a.schema.json",
    "legal-codes/a.yaml",
    "reportlint-baseline.json",
    "reports/a.yaml",
    "reports/.gitignore",
];

/// The repository, which each run fills anew.
static REPOSITORY: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = reportlint_fuzz::folder("repository");
    for name in ["schemas", "legal-codes", "reports"] {
        fs::create_dir_all(folder.join(name)).expect("a folder can be made");
    }
    folder
});

/// A repository whose files stay, and what a run has left in its cache.
static KEPT: LazyLock<Kept> = LazyLock::new(Kept::new);

struct Kept {
    folder: PathBuf,
    /// The folder of the cache that holds the files.
    profile: PathBuf,
    /// The files in it: the manifest, and the segment.
    files: Vec<(PathBuf, Vec<u8>)>,
}

/// The bytes of a manifest before its body: the words that it begins with, and a digest.
const HEAD: usize = 52;

impl Kept {
    fn new() -> Self {
        let folder = reportlint_fuzz::folder("kept");
        let case = "kind: case\nid: a-case\ntitle: A case\ncountry: KZ\nfreedoms: [expression]\n\
            # reportlint: ignore[verdict-without-date] it is not known\n\
            persons:\n  first: {name: Ivan Petrov, name_original: Иван Петров, protected: true, birth_year: 1980}\n\
            events:\n  - {type: verdict, articles: [KZ-CC 9999(1)], court: {name: City Court}, persons: [first]}\n\
            sources:\n  s: {type: news, title: T, url: 'https://example.org/a?utm_source=b'}\n";
        fs::write(folder.join("reportlint.yaml"), "exclude: [drafts]\n").expect("a file can be written");
        fs::write(folder.join("a.yaml"), case).expect("a file can be written");
        fs::write(folder.join("b.yaml"), case.replace("title: A case", "title: B")).expect("a file can be written");
        run(&folder, &cache_args());
        let profile = list(&folder.join("cache")).into_iter().find(|path| path.is_dir()).expect("a run leaves a cache");
        let read = |path: PathBuf| fs::read(&path).ok().map(|bytes| (path, bytes));
        let mut files: Vec<_> = list(&profile).into_iter().filter_map(read).collect();
        files.sort();
        Self { folder, profile, files }
    }

    /// Puts the cache in place with bytes changed: three bytes say which one and how, and the fourth is the new one.
    fn change(&self, data: &[u8]) {
        for path in list(&self.profile) {
            fs::remove_file(path).expect("a file can be removed");
        }
        let mut files = self.files.clone();
        for change in data.chunks_exact(4).take(64) {
            let [how, high, low, byte] = [change[0], change[1], change[2], change[3]];
            let index = usize::from(how) % files.len();
            let (path, bytes) = &mut files[index];
            let is_manifest = path.ends_with("manifest");
            let head = if is_manifest { HEAD } else { 0 };
            let at = head + usize::from(u16::from_be_bytes([high, low])) % (bytes.len() - head).max(1);
            // A segment keeps its length, which the manifest knows.
            match how / 16 % 6 {
                1 if is_manifest && at < bytes.len() => drop(bytes.remove(at)),
                2 if is_manifest => bytes.insert(at, byte),
                3 if is_manifest => bytes.truncate(at),
                4 => bytes[at..].iter_mut().take(10).for_each(|other| *other = byte),
                _ => bytes[at..].iter_mut().take(1).for_each(|other| *other = byte),
            }
        }
        for (path, bytes) in files {
            fs::write(path, bytes).expect("a file can be written");
        }
    }
}

fn list(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

fn cache_args() -> [&'static str; 2] {
    ["--cache-dir", "cache"]
}

fn run(folder: &Path, args: &[&str]) {
    std::env::set_current_dir(folder).expect("the folder is there");
    let usual = ["reportlint", "--quiet", "--jobs", "1", "--format", "json=report.json", "--format", "concise=report.txt"];
    let _status = reportlint::cli::run(usual.iter().chain(args).map(OsString::from));
}

fuzz_target!(|data: &[u8]| {
    reportlint_fuzz::expect_contained_panics();
    let Some((choice, data)) = data.split_first() else { return };
    if choice % 2 == 1 {
        KEPT.change(data);
        return run(&KEPT.folder, &cache_args());
    }
    let mut parts = data.split(|byte| *byte == 0);
    for name in FILES {
        fs::write(REPOSITORY.join(name), parts.next().unwrap_or_default()).expect("a file can be written");
    }
    run(&REPOSITORY, &["--no-cache"]);
});
