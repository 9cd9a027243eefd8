//! A run of the program in a repository whose configuration, schema, legal code, baseline and report are parts of the text,
//! parted by zero bytes.
#![no_main]

use std::path::PathBuf;
use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;

const FILES: [&str; 5] =
    ["reportlint.yaml", "schemas/a.schema.json", "legal-codes/a.yaml", "reportlint-baseline.json", "reports/a.yaml"];

/// The repository, which each run fills anew.
static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = tempfile::tempdir().expect("a folder can be made").keep();
    for name in [".git", "schemas", "legal-codes", "reports"] {
        std::fs::create_dir(folder.join(name)).expect("a folder can be made");
    }
    std::env::set_current_dir(&folder).expect("the folder is there");
    folder
});

fuzz_target!(|data: &[u8]| {
    let mut parts = data.split(|byte| *byte == 0);
    for name in FILES {
        std::fs::write(FOLDER.join(name), parts.next().unwrap_or_default()).expect("a file can be written");
    }
    let args = ["reportlint", "--no-cache", "--quiet", "--jobs", "1", "--format", "json=report.json"];
    let _status = reportlint::cli::run(args.map(Into::into).into_iter());
});
