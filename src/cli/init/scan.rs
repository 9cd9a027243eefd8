//! Looks through a repository: every file that a run would check, and the kind of document it holds.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use super::schemas::{self, FoundSchema};
use crate::config::{Config, Project};
use crate::discover::{self, File, Query, Walker};
use crate::document::{Document, DocumentKind, Format};
use crate::files::Files;
use crate::git::Tracking;
use crate::model::{KindGuess, guess_kind};
use crate::outcome::Failure;
use crate::parse;
use crate::read;
use crate::source::{FileId, SourceFile};
use crate::suggest::nearest;
use crate::withhold::BASELINE_NAME;
use crate::words::count;

/// The kind of document in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contents {
    /// The kind that `kind:` names; a slip of the pen in it is forgiven.
    Declared(DocumentKind),
    /// The kind whose keys the file has, without a `kind:`.
    Resembling(DocumentKind),
    /// Documents under a schema of the repository's own, which is this one of those found.
    Under(usize),
    /// Perhaps a report: the file is empty so far, or cannot be read.
    Unclear,
    /// Nothing that reportlint checks.
    Other,
}

impl Contents {
    /// Returns the kind, if there is one.
    pub(super) fn kind(self) -> Option<DocumentKind> {
        match self {
            Self::Declared(kind) | Self::Resembling(kind) => Some(kind),
            Self::Under(_) | Self::Unclear | Self::Other => None,
        }
    }

    /// Returns true if reportlint can check it.
    pub(super) fn is_known(self) -> bool {
        !matches!(self, Self::Unclear | Self::Other)
    }
}

/// A file of the repository.
#[derive(Debug, Clone)]
pub(super) struct ScannedFile {
    /// The path relative to the root, with `/`.
    pub(super) path: String,
    pub(super) contents: Contents,
}

/// The files of a repository.
#[derive(Default)]
pub(super) struct Scan {
    /// The files, sorted.
    pub(super) files: Vec<ScannedFile>,
    /// The schemas in the repository.
    pub(super) schemas: Vec<FoundSchema>,
    /// Folders that cannot be read.
    pub(super) failures: Vec<Failure>,
}

impl Scan {
    /// Looks through the files below the root of `project` that a run without configuration checks. It walks as a run
    /// does: what git ignores is left out.
    pub(super) fn run(project: &Project) -> Self {
        let query = Query {
            paths: &[PathBuf::from(".")],
            stdin_name: None,
            commands: &[],
            wants_repository: false,
            force_exclude: false,
            is_comparison: false,
        };
        let tracking = project.repository().map(Tracking::start).unwrap_or_default();
        let left_out = [project.root().join(BASELINE_NAME)];
        let walker = Walker { project, files: &Files::Disk, tracking: &tracking, left_out: &left_out };
        let found = discover::discover(walker, &Config::default(), query, &mut std::io::empty());
        let scanned = |file: &File| {
            let contents = contents_of(file).unwrap_or(Contents::Unclear);
            Some(ScannedFile { path: file.local.clone()?, contents })
        };
        let mut files: Vec<ScannedFile> = found.files.par_iter().filter_map(scanned).collect();
        let schemas = schemas::find(walker, &found.files);
        schemas::assign(&schemas, &mut files, &found.files);
        Self { files, schemas, failures: found.failures }
    }

    /// Returns true if there is any file that reportlint can check.
    pub(super) fn has_reports(&self) -> bool {
        self.files.iter().any(|file| file.contents.is_known())
    }
}

/// Finds out what a file holds; `None` if it cannot be read.
fn contents_of(file: &File) -> Option<Contents> {
    let bytes = file.content.bytes().ok()?;
    let source = Arc::new(read::decode(FileId(0), &file.path, bytes).ok()?);
    let parsed = parse::parse(&source, file.format);
    let documents: Vec<Contents> = parsed.documents.iter().map(contents_of_document).collect();
    let first = |wanted: fn(&Contents) -> bool| documents.iter().copied().find(wanted);
    let declared = first(|contents| matches!(contents, Contents::Declared(_)));
    if let Some(known) = declared.or_else(|| first(|contents| matches!(contents, Contents::Resembling(_)))) {
        return Some(known);
    }
    if !parsed.diagnostics.is_empty() {
        return Some(kind_in_text(&source).map_or(Contents::Unclear, Contents::Declared));
    }
    let is_prose = documents.is_empty() && file.format == Format::Markdown;
    let is_other = is_prose || documents.contains(&Contents::Other);
    Some(if is_other { Contents::Other } else { Contents::Unclear })
}

fn contents_of_document(document: &Document) -> Contents {
    let root = document.root();
    let Some(kind) = root.get("kind") else {
        return match guess_kind(root) {
            KindGuess::Kind(kind) => Contents::Resembling(kind),
            KindGuess::Unclear => Contents::Unclear,
            KindGuess::Other => Contents::Other,
        };
    };
    if kind.is_null() {
        return Contents::Unclear;
    }
    kind.as_str().and_then(intended_kind).map_or(Contents::Other, Contents::Declared)
}

/// Returns the kind that a word names or nearly names. Files of other tools have a `kind:` too.
fn intended_kind(word: &str) -> Option<DocumentKind> {
    let near =
        || nearest(word, DocumentKind::ALL.map(DocumentKind::as_str)).and_then(DocumentKind::from_name);
    DocumentKind::from_name(word).or_else(near)
}

/// Returns the kind that a file names which cannot be parsed.
fn kind_in_text(source: &SourceFile) -> Option<DocumentKind> {
    let kind = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let is_key = key.trim_matches([' ', '"', '{']) == "kind";
        is_key.then(|| DocumentKind::from_name(value.trim_matches([' ', '"', '\'', ',', '\r'])))?
    };
    source.text().lines().find_map(kind)
}

/// Counts files by kind, in words: "12 reports, 30 cases"; empty if reportlint can check none of them.
pub(super) fn by_kind<'a>(files: impl IntoIterator<Item = &'a ScannedFile>) -> String {
    let contents: Vec<Contents> = files.into_iter().map(|file| file.contents).collect();
    let count = |is_meant: &dyn Fn(&Contents) -> bool| contents.iter().filter(|one| is_meant(one)).count();
    let of_kinds = DocumentKind::ALL.map(|kind| (count(&|one| one.kind() == Some(kind)), noun(kind)));
    let under = count(&|one| matches!(one, Contents::Under(_)));
    let found = of_kinds.into_iter().filter(|(number, _)| *number > 0);
    let mut found: Vec<String> = found.map(|(number, noun)| counted(number, noun)).collect();
    if under > 0 {
        found.push(format!("{} under a schema of your own", counted(under, "file")));
    }
    found.join(", ")
}

/// Writes a number with its noun.
pub(super) fn counted(number: usize, noun: &str) -> String {
    count(number as u64, noun)
}

fn noun(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Report => "report",
        DocumentKind::Case => "case",
        DocumentKind::LegalCode => "legal code",
        DocumentKind::Rule => "rule",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linter::Content;

    fn contents(path: &str, text: &str) -> Contents {
        let content = Content::Bytes(text.as_bytes().to_vec());
        let format = Format::from_path(path).expect("a known ending");
        contents_of(&File {
            path: path.to_owned(),
            content,
            format,
            local: None,
            absolute: PathBuf::new(),
            is_named: false,
        })
        .expect("UTF-8")
    }

    #[test]
    fn the_kind_is_the_one_declared_or_the_one_with_the_same_keys() {
        let report = Contents::Declared(DocumentKind::Report);
        for (path, text, expected) in [
            ("a.yaml", "kind: report\n", report),
            ("a.yaml", "kind: reprot\n", report),
            ("a.yaml", "kind: report\ncases: [\n", report),
            ("a.json", "{\n  \"kind\": \"report\",\n  \"cases\": [\n", report),
            ("a.md", "---\nkind: report\n---\nText\n", report),
            ("a.yaml", "note: a\n---\nkind: report\n", report),
            ("a.yaml", "id: a\nevents: [{type: search}]\n", Contents::Resembling(DocumentKind::Case)),
            ("a.yaml", "# nothing yet\n", Contents::Unclear),
            ("a.yaml", "kind:\n", Contents::Unclear),
            ("a.yaml", "cases: [\n", Contents::Unclear),
            ("a.md", "# Notes\n", Contents::Other),
            ("a.yaml", "kind: Deployment\napiVersion: v1\n", Contents::Other),
            ("a.json", "[1, 2]", Contents::Other),
        ] {
            assert_eq!(contents(path, text), expected, "{text}");
        }
    }
}
