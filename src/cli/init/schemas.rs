//! The schemas that lie in a repository, and the files that they are for.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::scan::{Contents, ScannedFile};
use crate::config::Project;
use crate::discover::{File, Walker};
use crate::document::{Document, Format};
use crate::files::Files;
use crate::parse::parse_bytes;
use crate::schema::Schema;

/// The number of schemas that are tried.
const MOST_SCHEMAS: usize = 40;

/// The number of files of a folder that are tried.
const MOST_SAMPLES: usize = 24;

/// A schema of the repository.
pub(super) struct FoundSchema {
    /// The path relative to the root, with `/`.
    pub(super) path: String,
    schema: Schema,
    /// The keys that it knows at the top.
    keys: Vec<String>,
}

/// Finds the schemas of a project that can be used: files called `*.schema.json`, and those that say by `$schema` that they are
/// one.
pub(super) fn find(walker: Walker<'_>, found: &[File]) -> Vec<FoundSchema> {
    let named = walker.schemas().into_iter();
    let saying = found.par_iter().filter(|file| says_schema(file)).map(|file| file.absolute.clone());
    let mut paths: Vec<PathBuf> = named.chain(saying.collect::<Vec<_>>()).collect();
    paths.sort();
    paths.iter().filter_map(|path| load(walker.project, path)).take(MOST_SCHEMAS).collect()
}

fn says_schema(file: &File) -> bool {
    let Some(documents) = documents_of(file) else { return false };
    let [document] = documents.as_slice() else { return false };
    let address = document.root().get("$schema").and_then(|node| node.as_str());
    address.is_some_and(|address| address.contains("json-schema.org/"))
}

fn load(project: &Project, path: &Path) -> Option<FoundSchema> {
    let bytes = Files::Disk.content(path)?.bytes().ok()?;
    let shown = project.local(path)?;
    let document = parsed(&shown, Format::from_path(&shown)?, bytes)?.into_iter().next()?;
    // A schema of parts for others has no keys of its own, and one of anything says nothing.
    let keys = document.root().get("properties")?.entries().map(|entry| entry.name().to_owned());
    let keys: Vec<String> = keys.collect();
    let schema = Schema::load(path).ok()?;
    (!keys.is_empty()).then_some(FoundSchema { path: shown, schema, keys })
}

/// Gives the files of each folder that are nothing else the schema under which most of them have no fault.
pub(super) fn assign(schemas: &[FoundSchema], files: &mut [ScannedFile], found: &[File]) {
    if schemas.is_empty() {
        return;
    }
    let mut folders: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
    for (index, file) in files.iter().enumerate() {
        let is_schema = schemas.iter().any(|schema| schema.path == file.path);
        if file.contents == Contents::Other && !is_schema {
            let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            folders.entry((folder.to_owned(), ending.to_owned())).or_default().push(index);
        }
    }
    for members in folders.into_values() {
        let step = members.len().div_ceil(MOST_SAMPLES);
        let samples = members.iter().step_by(step).filter_map(|index| found.get(*index));
        let samples: Vec<Vec<Document>> = samples.filter_map(documents_of).collect();
        let count = |schema: &FoundSchema| samples.iter().filter(|sample| schema.fits(sample)).count();
        let best = schemas.iter().enumerate().map(|(index, schema)| (count(schema), index));
        // Of two that fit alike, the one that comes first.
        let best = best.max_by_key(|(count, index)| (*count, std::cmp::Reverse(*index)));
        if let Some((_, index)) = best.filter(|(count, _)| *count * 2 > samples.len()) {
            for member in members {
                if let Some(file) = files.get_mut(member) {
                    file.contents = Contents::Under(index);
                }
            }
        }
    }
}

impl FoundSchema {
    /// Returns true if documents are of the sort that the schema is for.
    fn fits(&self, documents: &[Document]) -> bool {
        let knows = |document: &Document| {
            let mut entries = document.root().entries();
            entries.any(|entry| self.keys.iter().any(|key| key == entry.name()))
        };
        let is_valid = |document: &Document| {
            knows(document) && self.schema.check(document, false).is_ok_and(|found| found.is_empty())
        };
        !documents.is_empty() && documents.iter().all(is_valid)
    }
}

fn documents_of(file: &File) -> Option<Vec<Document>> {
    parsed(&file.path, file.format, file.content.bytes().ok()?)
}

/// Parses a file; `None` if it has a fault.
fn parsed(path: &str, format: Format, bytes: Vec<u8>) -> Option<Vec<Document>> {
    let parsed = parse_bytes(path, format, bytes)?;
    parsed.diagnostics.is_empty().then_some(parsed.documents)
}
