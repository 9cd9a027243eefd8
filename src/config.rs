//! `reportlint.yaml`: found, read with its spans, checked, and turned into what it means.
//!
//! There are two views of it. The file as written is a document like any other, so that whatever is
//! wrong with it is a [`Diagnostic`] with its place. A [`Config`] is what it means, and only exists
//! where nothing is wrong.

mod check;
mod globs;
mod options;
mod plans;
mod project;
mod written;

use std::path::Path;
use std::sync::Arc;

pub use check::CONFIG_RULES;
pub use globs::Globs;
pub use plans::{Plans, RuleChoice};
pub(crate) use project::slashed;
pub use project::{CONFIG_NAME, Choice, Project};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, DocumentKind, Format};
use crate::parse;
use crate::read;
use crate::rule::Preset;
use crate::schema::Schema;
use crate::settings::{Layer, Level, Selector, Setting};
use crate::source::{FileId, MAX_FILE_BYTES, SourceFile};
use crate::tree::NodeId;

/// What a configuration file means.
#[derive(Default)]
pub struct Config {
    include: Option<Globs>,
    exclude: Globs,
    kinds: Vec<(Globs, DocumentKind)>,
    schemas: Vec<LocalSchema>,
    preset: Option<Preset>,
    rules: Vec<Meant>,
    overrides: Vec<(Globs, Vec<Meant>)>,
    /// Holds the rules' options; there is none without a file, or in an empty one.
    document: Option<Document>,
}

/// An entry of `schemas:`.
struct LocalSchema {
    files: Globs,
    path: std::path::PathBuf,
    schema: Arc<Schema>,
}

/// An entry of `rules:`. Options are kept as a node of the configuration's document, because each rule
/// reads its own.
#[derive(Clone, Copy)]
struct Meant {
    selector: Selector,
    level: Option<Level>,
    options: Option<NodeId>,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file cannot be had.
    #[error("cannot read the configuration {path}: {reason}")]
    Unreadable {
        /// Its display path.
        path: String,
        /// Why, in words.
        reason: String,
    },
    /// The file can be read, and something is wrong with it.
    #[error("the configuration has faults")]
    Faulty {
        /// The file.
        file: Arc<SourceFile>,
        /// What is wrong, sorted; never empty.
        diagnostics: Vec<Diagnostic>,
    },
}

impl Config {
    /// Reads and checks the configuration file at `path`, which reports call `display`.
    ///
    /// # Errors
    /// The file cannot be read, or has faults.
    pub fn load(path: &Path, display: &str) -> Result<Self, ConfigError> {
        let unreadable = |reason: String| ConfigError::Unreadable { path: display.to_owned(), reason };
        let metadata = std::fs::metadata(path).map_err(|error| unreadable(error.to_string()))?;
        if metadata.len() > MAX_FILE_BYTES {
            return Err(unreadable("the file is too large to be a configuration".to_owned()));
        }
        let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
        let source = match read::decode(FileId(0), display, bytes) {
            Ok(source) => Arc::new(source),
            Err((source, diagnostic)) => {
                return Err(ConfigError::Faulty { file: Arc::new(source), diagnostics: vec![*diagnostic] });
            }
        };
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        Self::read(&source, folder)
            .map_err(|diagnostics| ConfigError::Faulty { file: Arc::clone(&source), diagnostics })
    }

    /// Reads and checks a configuration's text; its paths are relative to `folder`.
    ///
    /// # Errors
    /// Everything that is wrong with it, sorted.
    pub fn read(source: &Arc<SourceFile>, folder: &Path) -> Result<Self, Vec<Diagnostic>> {
        let parsed = parse::parse(source, Format::Yaml);
        let mut findings = parsed.diagnostics;
        let mut documents = parsed.documents.into_iter();
        // A configuration in which every line is a comment is a good beginning, not a fault.
        let document = documents.next().filter(|document| !document.root().is_null());
        findings.extend(documents.next().map(|second| check::second_document(&second)));
        let mut config = Self::default();
        if let Some(document) = document {
            config = check::Checker::new(&document, folder, &mut findings).config();
            config.document = Some(document);
        }
        if findings.is_empty() {
            return Ok(config);
        }
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        Err(findings)
    }

    /// Whether a walk takes in the file at `path`, which is relative to the configuration's folder.
    pub fn includes(&self, path: &str) -> bool {
        self.include.as_ref().is_none_or(|include| include.is_match(path)) && !self.exclude.is_match(path)
    }

    /// What `kinds:` says that the file at `path` holds; a later entry counts before an earlier one.
    pub fn kind(&self, path: &str) -> Option<DocumentKind> {
        self.kinds.iter().rev().find(|(files, _)| files.is_match(path)).map(|(_, kind)| *kind)
    }

    /// Whether `kinds:` names files of this kind.
    pub fn has_kind(&self, kind: DocumentKind) -> bool {
        self.kinds.iter().any(|(_, named)| *named == kind)
    }

    /// The schema of the repository's own for the file at `path`; a later entry counts before an earlier.
    pub fn schema(&self, path: &str) -> Option<&Arc<Schema>> {
        self.schemas.iter().rev().find(|local| local.files.is_match(path)).map(|local| &local.schema)
    }

    /// The files of the repository's own schemas, which are no reports.
    pub fn schema_files(&self) -> impl Iterator<Item = &Path> {
        self.schemas.iter().map(|local| local.path.as_path())
    }

    /// The indices of the overrides that hold for the file at `path`, in their order.
    fn overrides_for(&self, path: &str) -> Vec<usize> {
        let all = self.overrides.iter().enumerate();
        all.filter(|(_, (files, _))| files.is_match(path)).map(|(index, _)| index).collect()
    }

    /// The settings of `rules:` and then those of the overrides with these indices.
    fn layers(&self, overrides: &[usize]) -> Vec<Layer<'_>> {
        let settings = |meant: &[Meant]| meant.iter().map(|meant| self.setting(*meant)).collect();
        let overrides = overrides.iter().filter_map(|index| self.overrides.get(*index));
        std::iter::once(settings(&self.rules)).chain(overrides.map(|(_, rules)| settings(rules))).collect()
    }

    fn setting(&self, meant: Meant) -> Setting<'_> {
        let options = meant.options.zip(self.document.as_ref()).map(|(id, document)| document.node(id));
        Setting { selector: meant.selector, level: meant.level, options }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Config, Vec<Diagnostic>> {
        Config::read(&Arc::new(SourceFile::new(FileId(0), CONFIG_NAME, text)), Path::new("/nowhere"))
    }

    #[test]
    fn a_later_entry_counts_before_an_earlier() {
        let text = "kinds:\n  - {files: '**', kind: report}\n  - {files: [codes, x/*.yaml], kind: legal-code}\n\
                    exclude: [drafts]\n";
        let config = read(text).unwrap();
        assert_eq!(config.kind("a/b.yaml"), Some(DocumentKind::Report));
        assert_eq!(config.kind("codes/a/b.yaml"), Some(DocumentKind::LegalCode));
        assert_eq!(config.kind("x/y/b.yaml"), Some(DocumentKind::Report));
        assert!(config.includes("a.yaml") && !config.includes("drafts/a.yaml"));
    }

    #[test]
    fn an_override_that_sets_the_severity_keeps_the_options() {
        let text = "rules: {quote-without-source: {min_words: 4}}\n\
                    overrides: [{files: a.yaml, rules: {quote-without-source: info}}]\n";
        let config = read(text).unwrap();
        let layers = config.layers(&config.overrides_for("a.yaml"));
        let [base, last] = layers.as_slice() else { panic!("two layers") };
        assert!(base[0].options.is_some() && base[0].level.is_none());
        assert!(last[0].options.is_none() && last[0].level.is_some());
        assert!(config.overrides_for("b.yaml").is_empty());
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(
            parts in prop::collection::vec(
                prop_oneof![
                    "(include|exclude|kinds|schemas|rules|overrides|files|severity): ?",
                    "(law|verdict-without-date|quote-without-source|min_words|schema/enum|syntax)(: )?",
                    "[-\\[\\]{}*&!\"',#\n ]{1,4}",
                    "[a-z0-9/*.]{1,6}",
                ],
                0..12,
            )
        ) {
            if let Err(findings) = read(&parts.concat()) {
                prop_assert!(!findings.is_empty());
            }
        }
    }
}
