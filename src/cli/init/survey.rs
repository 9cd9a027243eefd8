//! What a repository holds: every file that a check would take in, and what it says that it is.

use std::path::PathBuf;
use std::sync::Arc;

use rayon::prelude::*;

use crate::config::{Config, Project};
use crate::discover::{self, File, Query};
use crate::document::{Document, DocumentKind, Format};
use crate::model::{KindGuess, guess_kind};
use crate::outcome::Failure;
use crate::parse;
use crate::read;
use crate::source::{FileId, SourceFile};
use crate::suggest::nearest;
use crate::withhold::BASELINE_NAME;
use crate::words::count;

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum What {
    /// It says so under `kind:`, be it with a slip of the pen.
    Says(DocumentKind),
    /// It has no `kind:`, and the keys of this one.
    Like(DocumentKind),
    /// A report that is not yet written, or that cannot be read.
    Unclear,
    /// Something else.
    Other,
}

impl What {
    /// The kind, where the file is of one.
    pub(super) fn kind(self) -> Option<DocumentKind> {
        match self {
            Self::Says(kind) | Self::Like(kind) => Some(kind),
            Self::Unclear | Self::Other => None,
        }
    }
}

/// A file of the repository.
#[derive(Debug, Clone)]
pub(super) struct Seen {
    /// Its path relative to the root, with `/`.
    pub(super) path: String,
    pub(super) what: What,
}

/// What a repository holds.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// The files, sorted.
    pub(super) files: Vec<Seen>,
    /// Folders that cannot be read.
    pub(super) failures: Vec<Failure>,
}

impl Survey {
    /// Looks at the files below the root of `project`, as a check without configuration would.
    pub(super) fn of(project: &Project) -> Self {
        let query = Query {
            paths: &[PathBuf::from(".")],
            stdin_name: None,
            left_out: &[project.root().join(BASELINE_NAME)],
            commands: &[],
            wants_repository: false,
            force_exclude: false,
        };
        let found = discover::discover(project, &Config::default(), query, &mut std::io::empty());
        let look =
            |file: &File| Some(Seen { path: file.local.clone()?, what: what(file).unwrap_or(What::Unclear) });
        let files = found.files.par_iter().filter_map(look).collect();
        Self { files, failures: found.failures }
    }

    /// Whether any file is of a kind.
    pub(super) fn has_reports(&self) -> bool {
        self.files.iter().any(|file| file.what.kind().is_some())
    }
}

/// What a file is; `None` where it cannot be read.
fn what(file: &File) -> Option<What> {
    let bytes = file.content.bytes().ok()?;
    let source = Arc::new(read::decode(FileId(0), &file.path, bytes).ok()?);
    let parsed = parse::parse(&source, file.format);
    let whats: Vec<What> = parsed.documents.iter().map(of_document).collect();
    let first = |wanted: fn(&What) -> bool| whats.iter().copied().find(wanted);
    let says = first(|what| matches!(what, What::Says(_)));
    if let Some(what) = says.or_else(|| first(|what| matches!(what, What::Like(_)))) {
        return Some(what);
    }
    if !parsed.diagnostics.is_empty() {
        return Some(said_in_text(&source).map_or(What::Unclear, What::Says));
    }
    let is_prose = whats.is_empty() && file.format == Format::Markdown;
    let is_other = is_prose || whats.contains(&What::Other);
    Some(if is_other { What::Other } else { What::Unclear })
}

fn of_document(document: &Document) -> What {
    let root = document.root();
    let Some(kind) = root.get("kind") else {
        return match guess_kind(root) {
            KindGuess::Kind(kind) => What::Like(kind),
            KindGuess::Unclear => What::Unclear,
            KindGuess::Other => What::Other,
        };
    };
    if kind.is_null() {
        return What::Unclear;
    }
    kind.as_str().and_then(meant).map_or(What::Other, What::Says)
}

/// The kind that a word means. Files of other tools have a `kind:` too.
fn meant(word: &str) -> Option<DocumentKind> {
    let near =
        || nearest(word, DocumentKind::ALL.map(DocumentKind::as_str)).and_then(DocumentKind::from_name);
    DocumentKind::from_name(word).or_else(near)
}

/// The kind that a file names which does not parse.
fn said_in_text(source: &SourceFile) -> Option<DocumentKind> {
    let said = |line: &str| {
        let (key, value) = line.split_once(':')?;
        let is_key = key.trim_matches([' ', '"', '{']) == "kind";
        is_key.then(|| DocumentKind::from_name(value.trim_matches([' ', '"', '\'', ',', '\r'])))?
    };
    source.text().lines().find_map(said)
}

/// Files by their kinds, in words: "12 reports, 30 cases"; empty where none is of a kind.
pub(super) fn by_kind<'a>(files: impl IntoIterator<Item = &'a Seen>) -> String {
    let kinds: Vec<DocumentKind> = files.into_iter().filter_map(|file| file.what.kind()).collect();
    let number = |kind| (kind, kinds.iter().filter(|one| **one == kind).count());
    let there = DocumentKind::ALL.map(number).into_iter().filter(|(_, number)| *number > 0);
    there.map(|(kind, number)| counted(number, noun(kind))).collect::<Vec<_>>().join(", ")
}

/// A number with its noun.
pub(super) fn counted(number: usize, noun: &str) -> String {
    count(number as u64, noun)
}

fn noun(kind: DocumentKind) -> &'static str {
    match kind {
        DocumentKind::Report => "report",
        DocumentKind::Case => "case",
        DocumentKind::LegalCode => "legal code",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::linter::Content;

    fn of(path: &str, text: &str) -> What {
        let content = Content::Bytes(text.as_bytes().to_vec());
        let format = Format::from_path(path).expect("a known ending");
        what(&File {
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
    fn a_file_is_what_it_says_or_what_its_keys_say() {
        let report = What::Says(DocumentKind::Report);
        for (path, text, expected) in [
            ("a.yaml", "kind: report\n", report),
            ("a.yaml", "kind: reprot\n", report),
            ("a.yaml", "kind: report\ncases: [\n", report),
            ("a.json", "{\n  \"kind\": \"report\",\n  \"cases\": [\n", report),
            ("a.md", "---\nkind: report\n---\nText\n", report),
            ("a.yaml", "note: a\n---\nkind: report\n", report),
            ("a.yaml", "id: a\nevents: [{type: search}]\n", What::Like(DocumentKind::Case)),
            ("a.yaml", "# nothing yet\n", What::Unclear),
            ("a.yaml", "kind:\n", What::Unclear),
            ("a.yaml", "cases: [\n", What::Unclear),
            ("a.md", "# Notes\n", What::Other),
            ("a.yaml", "kind: Deployment\napiVersion: v1\n", What::Other),
            ("a.json", "[1, 2]", What::Other),
        ] {
            assert_eq!(of(path, text), expected, "{text}");
        }
    }
}
