//! Gives the program a digest of its own sources, so that the cache never takes the results of another build for its own.

#![allow(missing_docs, reason = "a build script has no documentation")]

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Everything that the program is made of.
const SOURCES: [&str; 5] = ["Cargo.toml", "Cargo.lock", "src", "schemas", "legal-codes"];

fn main() {
    let mut files: BTreeMap<PathBuf, Vec<u8>> = BTreeMap::new();
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
        collect(Path::new(source), &mut files);
    }
    let mut hasher = DefaultHasher::new();
    files.hash(&mut hasher);
    // The standard library's hashes, some of which the cache holds, may change with the compiler.
    let compiler = std::env::var_os("RUSTC").and_then(|rustc| Command::new(rustc).arg("-vV").output().ok());
    compiler.map(|output| output.stdout).hash(&mut hasher);
    println!("cargo::rustc-env=REPORTLINT_BUILD={:016x}", hasher.finish());
}

/// Collects the files below a path with their contents; a package may lack some.
fn collect(path: &Path, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
    if let Ok(entries) = std::fs::read_dir(path) {
        entries.flatten().for_each(|entry| collect(&entry.path(), files));
    } else if let Ok(content) = std::fs::read(path) {
        files.insert(path.to_owned(), content);
    }
}
