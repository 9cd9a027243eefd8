//! `reportlint.yaml`: found, read with its spans, checked, and turned into a [`Config`].
//!
//! There are two views of it. The file as written is a document like any other, so that each fault in it is a
//! [`Diagnostic`] with its place. A [`Config`] is the file as meant, and exists only if the file has no fault.

mod check;
mod effective;
mod local;
mod options;
mod plans;
mod project;
mod written;

use std::path::{Path, PathBuf};
use std::sync::Arc;

pub(crate) use check::CONFIG_RULES;
pub(crate) use effective::Effective;
pub(crate) use local::rule_files_below;
pub(crate) use plans::{Plans, RuleChoice};
pub(crate) use project::{CONFIG_NAME, Choice, Project};

use crate::diagnostic::Diagnostic;
use crate::document::{Document, DocumentKind, Format};
use crate::files::{Files, MAX_CONFIG_BYTES};
use crate::globs::{Globs, ShallowPattern};
use crate::local_rules::{LocalName, LocalRule, LocalRules};
use crate::parse;
use crate::read;
use crate::rule::Preset;
use crate::schema::Schema;
use crate::settings::{Layer, Level, Origin, Selector, Setting};
use crate::source::{FileId, SourceFile};
use crate::tree::NodeId;
use crate::withhold::Entry;

/// The meaning of a configuration file.
#[derive(Default)]
pub(crate) struct Config {
    /// The configuration that this one extends.
    base: Option<Box<Config>>,
    path: PathBuf,
    include: Option<(Globs, NodeId)>,
    exclude: Option<(Globs, NodeId)>,
    kinds: Vec<ByPath<DocumentKind>>,
    schemas: Vec<ByPath<LocalSchema>>,
    schema_map: Vec<(String, PathBuf)>,
    preset: Option<(Preset, NodeId)>,
    docs_url: Option<Box<str>>,
    rules: Vec<RuleSetting>,
    overrides: Vec<ByPath<Vec<RuleSetting>>>,
    ignore: Vec<ByPath<Entry>>,
    /// The rules of the repository's own, and the files that they stand in.
    local: Vec<Arc<LocalRule>>,
    local_files: Vec<PathBuf>,
    /// The names of those rules, also of the ones that have faults.
    local_names: Vec<LocalName>,
    /// The document that holds the rules' options; `None` without a file, or for an empty one.
    document: Option<Document>,
}

/// The key that a path pattern stands under.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PatternKey {
    /// `include:`, without which a file is not checked.
    Include,
    /// Another key.
    Other(&'static str),
}

/// An entry of a list that applies to some files.
struct ByPath<T> {
    files: Globs,
    value: T,
    /// The entry's node.
    node: NodeId,
}

/// Returns the patterns of the entries of a list.
fn by_path<'a, T>(
    key: &'static str,
    config: &'a Config,
    entries: &'a [ByPath<T>],
) -> impl Iterator<Item = (PatternKey, &'a Config, &'a Globs, NodeId)> {
    entries.iter().map(move |entry| (PatternKey::Other(key), config, &entry.files, entry.node))
}

/// An entry of `schemas:`.
struct LocalSchema {
    path: PathBuf,
    schema: Arc<Schema>,
}

/// An entry of `rules:`. Options are kept as a node of the configuration's document, because each rule
/// reads its own.
#[derive(Clone, Copy)]
struct RuleSetting {
    /// The name's node.
    key: NodeId,
    selector: Selector,
    level: Option<Level>,
    options: Option<NodeId>,
}

/// Why there is no configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    /// The file cannot be read.
    #[error("cannot read the configuration {path}: {reason}")]
    Unreadable {
        /// Its display path.
        path: String,
        /// Why, in words.
        reason: String,
    },
    /// The file can be read, but it has faults.
    #[error("the configuration has faults")]
    Faulty {
        /// The file.
        file: Arc<SourceFile>,
        /// The faults, sorted; never empty.
        diagnostics: Vec<Diagnostic>,
    },
}

impl Config {
    /// Reads and checks the configuration file at `path`, which reports call `display`, and those that it extends, all of
    /// them in one state of the files.
    ///
    /// # Errors
    /// A file cannot be read, or has faults.
    pub(crate) fn load(files: &Files, path: &Path, display: &str) -> Result<Self, ConfigError> {
        let config = Self::load_onto(files, path, display, &mut Vec::new())?;
        config.check_local_names()?;
        Ok(config)
    }

    /// Reports settings of local rules that there are not, in any of the configurations.
    fn check_local_names(&self) -> Result<(), ConfigError> {
        let known = self.local_rules();
        for config in self.chain() {
            let Some(document) = &config.document else { continue };
            let settings = config.rules.iter().chain(config.overrides.iter().flat_map(|entry| &entry.value));
            let named = settings.map(|setting| (setting.selector, document.node(setting.key).span()));
            let ignored = config.ignore.iter().map(|entry| (entry.value.selector, entry.value.span));
            let unknown = named.chain(ignored).filter_map(|(selector, span)| match selector {
                Selector::Local(name) if !known.knows(name) => Some(local::unknown_local(name, span, &known)),
                _ => None,
            });
            let mut diagnostics: Vec<Diagnostic> = unknown.collect();
            if !diagnostics.is_empty() {
                diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
                return Err(ConfigError::Faulty { file: Arc::clone(document.source()), diagnostics });
            }
        }
        Ok(())
    }

    /// Reads a configuration that the chain of those in `extended` extends.
    fn load_onto(
        files: &Files,
        path: &Path,
        display: &str,
        extended: &mut Vec<PathBuf>,
    ) -> Result<Self, ConfigError> {
        let unreadable = |reason: String| ConfigError::Unreadable { path: display.to_owned(), reason };
        if files.has_folder(path) {
            return Err(unreadable("it is a folder".to_owned()));
        }
        let bytes = files.read(path, MAX_CONFIG_BYTES + 1).map_err(unreadable)?;
        if bytes.len() as u64 > MAX_CONFIG_BYTES {
            return Err(unreadable("the file is too large to be a configuration".to_owned()));
        }
        let source = match read::decode(FileId(0), display, bytes) {
            Ok(source) => Arc::new(source),
            Err((source, diagnostic)) => {
                return Err(ConfigError::Faulty { file: Arc::new(source), diagnostics: vec![*diagnostic] });
            }
        };
        let folder = path.parent().unwrap_or_else(|| Path::new(""));
        let faulty = |diagnostics| ConfigError::Faulty { file: Arc::clone(&source), diagnostics };
        let mut config = Self::read(files, &source, folder).map_err(faulty)?;
        config.path = path.to_path_buf();
        extended.push(path.to_path_buf());
        let document = config.document.as_ref();
        let base = document.and_then(|document| check::base(files, document, folder, extended).transpose());
        if let Some(base) = base {
            let (name, base) = base.map_err(|diagnostic| faulty(vec![*diagnostic]))?;
            config.base = Some(Box::new(Self::load_onto(files, &base, &beside(display, &name), extended)?));
        }
        Ok(config)
    }

    /// Reads and checks a configuration's text; its paths are relative to `folder`.
    ///
    /// # Errors
    /// Everything that is wrong with it, sorted.
    pub(crate) fn read(
        files: &Files,
        source: &Arc<SourceFile>,
        folder: &Path,
    ) -> Result<Self, Vec<Diagnostic>> {
        let parsed = parse::parse(source, Format::Yaml);
        let mut findings = parsed.diagnostics;
        let mut documents = parsed.documents.into_iter();
        // A configuration in which every line is a comment is a good beginning, not a fault.
        let document = documents.next().filter(|document| !document.root().is_null());
        findings.extend(documents.next().map(|second| check::second_document(&second)));
        let mut config = Self::default();
        if let Some(document) = document {
            config = check::Checker::new(files, &document, folder, &mut findings).config();
            config.document = Some(document);
        }
        if findings.is_empty() {
            return Ok(config);
        }
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        Err(findings)
    }

    /// Returns the configurations that this one extends, the innermost first, and then this one.
    fn chain(&self) -> Vec<&Self> {
        let mut chain = vec![self];
        while let Some(base) = chain.last().and_then(|config| config.base.as_deref()) {
            chain.push(base);
        }
        chain.reverse();
        chain
    }

    /// Returns the value of a key from the last configuration that sets it.
    fn last<'a, T>(&'a self, of: impl Fn(&'a Self) -> Option<T>) -> Option<T> {
        self.chain().into_iter().rev().find_map(of)
    }

    /// Returns true if a walk takes in the file at `path`, which is relative to the configuration's folder.
    pub(crate) fn includes(&self, path: &str) -> bool {
        let is_match = |globs: &Globs| globs.is_match(path);
        let includes = self.last(|config| config.include.as_ref().map(|(globs, _)| is_match(globs)));
        includes.unwrap_or(true) && !self.excludes(path)
    }

    /// Returns true if `exclude:` names the file at `path`.
    pub(crate) fn excludes(&self, path: &str) -> bool {
        let excludes = self.last(|config| config.exclude.as_ref().map(|(globs, _)| globs.is_match(path)));
        excludes.unwrap_or(false)
    }

    /// Returns the patterns that begin at the folder of the configuration, with their keys and places.
    pub(crate) fn shallow_patterns(&self) -> Vec<(PatternKey, &ShallowPattern, Origin<'_>)> {
        // Of these the last list counts alone.
        let included = self.last(|config| config.include.as_ref().map(|list| (config, list)));
        let excluded = self.last(|config| config.exclude.as_ref().map(|list| (config, list)));
        let single = [(PatternKey::Include, included), (PatternKey::Other("exclude"), excluded)];
        let single = single.into_iter().filter_map(|(key, found)| {
            let (config, (globs, node)) = found?;
            Some((key, config, globs, *node))
        });
        let lists = self.chain().into_iter().flat_map(|config| {
            let lists = by_path("kinds", config, &config.kinds);
            let lists = lists.chain(by_path("schemas", config, &config.schemas));
            let lists = lists.chain(by_path("overrides", config, &config.overrides));
            lists.chain(by_path("ignore", config, &config.ignore))
        });
        let all = single.chain(lists);
        let patterns = all.flat_map(|(key, config, globs, node)| {
            globs.shallow().iter().map(move |pattern| (key, pattern, config.origin(node)))
        });
        patterns.collect()
    }

    /// Returns the kind that `kinds:` gives the file at `path`; a later entry counts before an earlier one.
    pub(crate) fn kind(&self, path: &str) -> Option<DocumentKind> {
        self.kind_entry(path).map(|(kind, _)| kind)
    }

    fn kind_entry(&self, path: &str) -> Option<(DocumentKind, Origin<'_>)> {
        self.chain().into_iter().rev().find_map(|config| {
            let entry = config.kinds.iter().rev().find(|entry| entry.files.is_match(path))?;
            Some((entry.value, config.origin(entry.node)))
        })
    }

    /// Returns true if `kinds:` names files of this kind.
    pub(crate) fn has_kind(&self, kind: DocumentKind) -> bool {
        self.chain().iter().any(|config| config.kinds.iter().any(|entry| entry.value == kind))
    }

    /// Returns the repository's own schema for the file at `path`; a later entry counts before an earlier one.
    pub(crate) fn schema(&self, path: &str) -> Option<&Arc<Schema>> {
        self.schema_entry(path).map(|(local, _)| &local.schema)
    }

    fn schema_entry(&self, path: &str) -> Option<(&LocalSchema, Origin<'_>)> {
        self.chain().into_iter().rev().find_map(|config| {
            let entry = config.schemas.iter().rev().find(|entry| entry.files.is_match(path))?;
            Some((&entry.value, config.origin(entry.node)))
        })
    }

    /// Returns the repository's own schemas.
    pub(crate) fn schemas(&self) -> impl Iterator<Item = &Arc<Schema>> {
        self.chain().into_iter().flat_map(|config| config.schemas.iter().map(|entry| &entry.value.schema))
    }

    /// Returns the entries of `schema_map:`, of all configurations.
    pub(crate) fn schema_map(&self) -> Vec<(String, PathBuf)> {
        self.chain().into_iter().rev().flat_map(|config| config.schema_map.iter().cloned()).collect()
    }

    /// Returns the rules of the repository's own, of all configurations.
    pub(crate) fn local_rules(&self) -> LocalRules {
        let chain = self.chain();
        let rules = chain.iter().rev().flat_map(|config| config.local.iter().cloned());
        let names = chain.iter().flat_map(|config| config.local_names.iter().copied());
        LocalRules::new(rules.collect(), names.collect())
    }

    /// Returns true if the file at `path`, which is relative to the configuration's folder, holds rules of the repository's own.
    pub(crate) fn is_file_of_rules(&self, path: &str) -> bool {
        let folder = self.path.parent().unwrap_or_else(|| Path::new(""));
        let absolute = folder.join(path);
        self.local_files().any(|file| file == absolute)
    }

    /// Returns the files of the repository's own rules, at absolute paths.
    pub(crate) fn local_files(&self) -> impl Iterator<Item = &Path> {
        self.chain().into_iter().flat_map(|config| config.local_files.iter().map(PathBuf::as_path))
    }

    /// Returns the files that are not reports: the repository's own schemas, the files that they refer to, and the
    /// configurations that this one extends.
    pub(crate) fn own_files(&self) -> Vec<&Path> {
        let chain = self.chain();
        let schemas = chain.iter().flat_map(|config| config.schemas.iter().map(|entry| &entry.value));
        let schemas = schemas.flat_map(|local| std::iter::once(&local.path).chain(local.schema.files()));
        let schemas = schemas.map(PathBuf::as_path);
        let bases =
            chain.iter().filter(|config| !std::ptr::eq(**config, self)).map(|config| config.path.as_path());
        schemas.chain(bases).collect()
    }

    /// Returns the preset.
    pub(crate) fn preset(&self) -> Option<Preset> {
        self.last(|config| config.preset.map(|(preset, _)| preset))
    }

    /// Returns the address of the rules' pages.
    pub(crate) fn docs_url(&self) -> Option<&str> {
        self.last(|config| config.docs_url.as_deref())
    }

    /// Returns the number of entries of `overrides:`, in all configurations.
    fn count_overrides(&self) -> usize {
        self.chain().iter().map(|config| config.overrides.len()).sum()
    }

    /// Returns the indices of the overrides that apply to the file at `path`, in their order.
    fn overrides_for(&self, path: &str) -> Vec<usize> {
        let chain = self.chain();
        let all = chain.iter().flat_map(|config| &config.overrides).enumerate();
        all.filter(|(_, entry)| entry.files.is_match(path)).map(|(index, _)| index).collect()
    }

    /// Returns, for each configuration, the settings of `rules:` and then those of its overrides with these indices.
    fn layers(&self, overrides: &[usize]) -> Vec<Layer<'_>> {
        let mut layers = Vec::new();
        let mut first = 0;
        for config in self.chain() {
            let settings =
                |entries: &[RuleSetting]| entries.iter().map(|entry| config.setting(*entry)).collect();
            layers.push(settings(&config.rules));
            let entries = config.overrides.iter().zip(first..).filter(|(_, index)| overrides.contains(index));
            layers.extend(entries.map(|(entry, _)| settings(&entry.value)));
            first += config.overrides.len();
        }
        layers
    }

    /// Returns the entries of `ignore:`, of all configurations.
    pub(crate) fn ignores(&self) -> Vec<&Entry> {
        self.chain().into_iter().flat_map(|config| config.ignore.iter().map(|entry| &entry.value)).collect()
    }

    /// Returns the indices of the entries of `ignore:` that apply to the file at `path`.
    fn ignores_for(&self, path: &str) -> Vec<usize> {
        let chain = self.chain();
        let all = chain.iter().flat_map(|config| &config.ignore).enumerate();
        all.filter(|(_, entry)| entry.files.is_match(path)).map(|(index, _)| index).collect()
    }

    fn origin(&self, node: NodeId) -> Origin<'_> {
        let Some(document) = &self.document else { return Origin::Default };
        let source = document.source();
        Origin::Config(source.path(), source.line_index(document.node(node).span().start) + 1)
    }

    fn setting(&self, entry: RuleSetting) -> Setting<'_> {
        let options = entry.options.zip(self.document.as_ref()).map(|(id, document)| document.node(id));
        Setting { selector: entry.selector, level: entry.level, options, origin: self.origin(entry.key) }
    }
}

/// Returns the display path of the file that `name` refers to in the file at the display path `file`.
fn beside(file: &str, name: &str) -> String {
    let folder = file.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match (part, parts.last()) {
            ("..", Some(last)) if *last != ".." && !last.is_empty() => drop(parts.pop()),
            (".", _) | ("", Some(_)) => {}
            _ => parts.push(part),
        }
    }
    // A display path without a folder begins with its first name.
    parts.join("/").trim_start_matches(if folder.is_empty() { "/" } else { "" }).to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Result<Config, Vec<Diagnostic>> {
        Config::read(
            &Files::Disk,
            &Arc::new(SourceFile::new(FileId(0), CONFIG_NAME, text)),
            Path::new("/nowhere"),
        )
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
    fn a_base_is_named_as_briefly_as_it_can_be() {
        for (file, name, expected) in [
            ("reportlint.yaml", "shared/house.yaml", "shared/house.yaml"),
            ("reportlint.yaml", "./house.yaml", "house.yaml"),
            ("sub/reportlint.yaml", "../top.yaml", "top.yaml"),
            ("sub/reportlint.yaml", "../../top.yaml", "../top.yaml"),
            ("../reportlint.yaml", "../top.yaml", "../../top.yaml"),
            ("/etc/reportlint.yaml", "top.yaml", "/etc/top.yaml"),
        ] {
            assert_eq!(beside(file, name), expected, "{file}, {name}");
        }
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
