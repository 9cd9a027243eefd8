//! Faults of a configuration beyond its form, found while its meaning is read.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::options;
use super::written::{self, Written};
use super::{ByPath, Config, LocalSchema, RuleSetting};
use crate::diagnostic::{Applicability, Diagnostic, Edit, RuleName};
use crate::document::{Document, DocumentKind};
use crate::files::Files;
use crate::globs::{Globs, GlobsBuilder, MAX_PATTERNS_BYTES};
use crate::law::Registry;
use crate::local_rules::LocalName;
use crate::model::Model;
use crate::paths::{normalize, slashed};
use crate::rule::{DocumentContext, Preset, Subject, UnknownSelector};
use crate::rules::RULES;
use crate::schema::{Formats, LoadOptions, Schema};
use crate::settings::{Level, RuleSet, Selector};
use crate::tree::{Entry, NodeRef, NodeType};
use crate::withhold;
use crate::words::quoted;

const CIRCULAR_EXTENDS: RuleName = RuleName::new("config/circular-extends");
pub(super) const FOREIGN_FILE: RuleName = RuleName::new("config/foreign-file");
const INVALID_GLOB: RuleName = RuleName::new("config/invalid-glob");
const INVALID_OPTION: RuleName = RuleName::new("config/invalid-option");
const INVALID_SCHEMA: RuleName = RuleName::new("config/invalid-schema");
const MISSING_BASE: RuleName = RuleName::new("config/missing-base");
pub(super) const MISSING_RULES: RuleName = RuleName::new("config/missing-rules");
const MISSING_SCHEMA: RuleName = RuleName::new("config/missing-schema");
const MISSPELT_PATH: RuleName = RuleName::new("config/misspelt-path");
const SECOND_DOCUMENT: RuleName = RuleName::new("config/second-document");
const TOO_COSTLY: RuleName = RuleName::new("config/too-costly");
pub(super) const UNKNOWN_RULE: RuleName = RuleName::new("config/unknown-rule");

/// The names of findings about a configuration, each with a line of description.
pub(crate) const CONFIG_RULES: &[(RuleName, &str)] = &[
    (CIRCULAR_EXTENDS, "a configuration extends one that extends it, or too many extend one another"),
    (FOREIGN_FILE, "a configuration names a file outside of its repository"),
    (INVALID_GLOB, "a path pattern in the configuration cannot be used"),
    (
        INVALID_OPTION,
        "a rule in the configuration has an option that it does not know, or one of the wrong form",
    ),
    (INVALID_SCHEMA, "a schema that the configuration names cannot be used"),
    (MISSING_BASE, "the configuration that another one extends is not there"),
    (MISSING_RULES, "a file of local rules that the configuration names is not there"),
    (MISSING_SCHEMA, "a schema, or a folder of schemas, that the configuration names is not there"),
    (MISSPELT_PATH, "a path pattern leads nowhere, and nearly to something that is there"),
    (SECOND_DOCUMENT, "the configuration file holds a second document, which would not be read"),
    (TOO_COSTLY, "the configuration has so many faults that they cannot be listed"),
    (UNKNOWN_RULE, "the configuration sets a rule or group that does not exist"),
];

/// The number of configurations that may extend one another in a row.
const MOST_BASES: usize = 20;

/// Reads the meaning of a configuration and collects its faults.
pub(super) struct Checker<'a> {
    /// The state of the files that those it names are looked for in.
    pub(super) files: &'a Files,
    pub(super) document: &'a Document,
    pub(super) folder: &'a Path,
    findings: &'a mut Vec<Diagnostic>,
    /// The length of the path patterns that were read, in bytes.
    pattern_bytes: usize,
    /// The names of the local rules, once they were read.
    local_names: Vec<LocalName>,
}

/// Returns the configuration that `document`, which lies in `folder`, extends: its name there, and its path. Those in
/// `extended` extend this one, so it must not extend them.
///
/// # Errors
/// The configuration does not exist, or is one of those in `extended`.
pub(super) fn base(
    files: &Files,
    document: &Document,
    folder: &Path,
    extended: &[PathBuf],
) -> Result<Option<(String, PathBuf)>, Box<Diagnostic>> {
    let Some((node, name)) = Written::new(document.root()).extends() else { return Ok(None) };
    let fault = |rule: RuleName, message: String, help: String| {
        let diagnostic = Diagnostic::new(rule, node.source().id(), node.span(), message);
        Err(Box::new(diagnostic.with_node(node).with_help(help)))
    };
    if name.contains("://") {
        let message = format!("the configuration `{name}` is not in this repository");
        let help = "reportlint never uses the network: put a copy of the file here, and name that".to_owned();
        return fault(MISSING_BASE, message, help);
    }
    if extended.len() > MOST_BASES {
        let message = format!("more than {MOST_BASES} configurations extend one another");
        return fault(CIRCULAR_EXTENDS, message, "take what is needed of them into one".to_owned());
    }
    let path = folder.join(name);
    // Of a file that is not on disk only the path is known.
    let place = |path: &Path| std::fs::canonicalize(path).unwrap_or_else(|_| normalize(path));
    let same = |other: &PathBuf| place(other) == place(&path);
    if !files.has_file(&path) {
        let help = match files.nearest_at_home(&path, folder) {
            _ if files.has_folder(&path) => format!("`{name}` is a folder: name the file in it"),
            Some(sibling) => {
                let parent = name.rsplit_once('/').map_or(String::new(), |(parent, _)| format!("{parent}/"));
                format!("did you mean `{parent}{sibling}`?")
            }
            None => "the path is relative to the folder of this file".to_owned(),
        };
        fault(MISSING_BASE, format!("there is no configuration `{name}`"), help)
    } else if !files.is_at_home(&path, folder) {
        let message = format!("the configuration `{name}` lies outside of this repository");
        fault(FOREIGN_FILE, message, "put a copy of it into the repository, and name that".to_owned())
    } else if extended.iter().any(same) {
        let help = "take `extends:` out of one of the two".to_owned();
        fault(CIRCULAR_EXTENDS, format!("`{name}` extends this configuration, which extends it"), help)
    } else {
        Ok(Some((name.to_owned(), path)))
    }
}

/// Reports a second document in the file: only the first is read.
pub(super) fn second_document(second: &Document) -> Diagnostic {
    let root = second.root();
    Diagnostic::new(
        SECOND_DOCUMENT,
        second.source().id(),
        root.anchor_span(),
        "a configuration is one document",
    )
    .with_help("remove the line `---` and what does not belong here")
}

impl<'a> Checker<'a> {
    pub(super) fn new(
        files: &'a Files,
        document: &'a Document,
        folder: &'a Path,
        findings: &'a mut Vec<Diagnostic>,
    ) -> Self {
        Self { files, document, folder, findings, pattern_bytes: 0, local_names: Vec::new() }
    }

    pub(super) fn config(mut self) -> Config {
        match Schema::config().check(self.document, false) {
            Ok(found) => self.findings.extend(found),
            Err(message) => {
                self.report(TOO_COSTLY, self.document.root(), message).help =
                    Some("begin with a small configuration, as `reportlint init` writes it".to_owned());
            }
        }
        self.check_format();
        let written = Written::new(self.document.root());
        let mut patterns = |key: &str| {
            let (node, patterns) = written.patterns(key)?;
            Some((self.globs(&patterns), node.id()))
        };
        let (include, exclude) = (patterns("include"), patterns("exclude"));
        let mut config = Config { include, exclude, ..Config::default() };
        for entry in written.by_path("kinds") {
            let files = self.globs(&entry.patterns("files"));
            let kind = entry.string("kind").and_then(|(_, name)| DocumentKind::from_name(name));
            config.kinds.extend(kind.map(|value| ByPath { files, value, node: entry.node().id() }));
        }
        config.schema_map = self.schema_map(&written.schema_map());
        for entry in written.by_path("schemas") {
            let files = self.globs(&entry.patterns("files"));
            let Some((node, name)) = entry.string("schema") else { continue };
            let path = self.folder.join(name);
            let formats = entry.string("formats").and_then(|(_, word)| Formats::from_name(word));
            let map = config.schema_map.clone();
            let options =
                LoadOptions { files: self.files.clone(), formats: formats.unwrap_or_default(), map };
            let schema = self.schema(node, name, &path, &options);
            let local = schema.map(|schema| LocalSchema { path, schema });
            config.schemas.extend(local.map(|value| ByPath { files, value, node: entry.node().id() }));
        }
        self.local_rules(&written.local_rules(), &mut config);
        self.local_names.clone_from(&config.local_names);
        config.preset = written.preset().and_then(|(node, name)| Some((Preset::from_name(name)?, node.id())));
        config.docs_url = written.docs_url().map(Box::from);
        config.rules = self.rules(&written.rules());
        for entry in written.by_path("overrides") {
            let files = self.globs(&entry.patterns("files"));
            let rules = self.rules(&entry.rules());
            config.overrides.push(ByPath { files, value: rules, node: entry.node().id() });
        }
        for entry in written.by_path("ignore") {
            let files = self.globs(&entry.patterns("path"));
            let ignore = self.ignore(&entry);
            config.ignore.extend(ignore.map(|value| ByPath { files, value, node: entry.node().id() }));
        }
        config
    }

    pub(super) fn report(
        &mut self,
        rule: RuleName,
        node: NodeRef<'_>,
        message: impl Into<String>,
    ) -> &mut Diagnostic {
        let diagnostic = Diagnostic::new(rule, node.source().id(), node.span(), message).with_node(node);
        self.findings.push(diagnostic);
        #[expect(clippy::expect_used, reason = "the finding was pushed in the line above")]
        self.findings.last_mut().expect("a finding was just pushed")
    }

    /// Reports duplicate keys and the like. `off` is not ambiguous here, since nothing else reads this file.
    fn check_format(&mut self) {
        if self.document.anomalies().is_empty() {
            return;
        }
        let only: Vec<Selector> =
            RULES.iter().filter(|entry| entry.is_for_configuration).map(Selector::Rule).collect();
        let Ok(rules) = RuleSet::resolve(Preset::Recommended, &[], Some(&only)) else { return };
        let model = Model::new(self.document, None);
        let law = Registry::default();
        let subject = Subject {
            document: self.document,
            model: &model,
            law: &law,
            has_local_schema: true,
            unusable_schema: None,
            named_kind: None,
            is_used_as_schema: false,
        };
        self.findings.extend(DocumentContext::check(rules.active(), subject));
    }

    pub(super) fn globs(&mut self, patterns: &[NodeRef<'_>]) -> Globs {
        let mut builder = GlobsBuilder::new();
        let before = self.pattern_bytes;
        self.pattern_bytes += patterns.iter().filter_map(|node| node.as_str()).map(str::len).sum::<usize>();
        if self.pattern_bytes > MAX_PATTERNS_BYTES {
            // Said once, where it becomes too much.
            if let Some(first) = patterns.first().filter(|_| before <= MAX_PATTERNS_BYTES) {
                self.too_many_patterns(*first);
            }
            return Globs::default();
        }
        for node in patterns {
            let Some(pattern) = node.as_str() else { continue };
            if let Err(reason) = builder.add(pattern) {
                let message = format!("the path pattern {} cannot be used: {reason}", quoted(pattern));
                self.report(INVALID_GLOB, *node, message).help =
                    Some("patterns look like `reports/**/*.md` or `archive/**`".to_owned());
            } else if let Some(meant) = self.corrected_pattern(pattern) {
                let message = format!("no file or folder is where the path pattern `{pattern}` leads");
                self.report(MISSPELT_PATH, *node, message).help = Some(format!("did you mean `{meant}`?"));
            }
        }
        let built = builder.build();
        if let (None, Some(first)) = (&built, patterns.first()) {
            self.too_many_patterns(*first);
        }
        built.unwrap_or_default()
    }

    fn too_many_patterns(&mut self, first: NodeRef<'_>) {
        let message = "these path patterns are too many, or too large, to be used together";
        self.report(INVALID_GLOB, first, message).help =
            Some("name folders rather than files, as in `archive/**`".to_owned());
    }

    /// Returns the pattern with its first part that does not exist corrected. `None` if no name resembles that part:
    /// the folder may come later. A near miss is a slip, and leaves files unchecked.
    fn corrected_pattern(&self, pattern: &str) -> Option<String> {
        let parts: Vec<&str> = pattern.split('/').collect();
        let mut folder = self.folder.to_path_buf();
        for (index, part) in parts.iter().enumerate() {
            let path = folder.join(part);
            if part.contains(['*', '?', '[', '{']) {
                return None;
            }
            if !self.files.has_file(&path) && !self.files.has_folder(&path) {
                // Names of files are alike where the files are not: `a.yaml` and `b.yaml`.
                if part.contains('.') {
                    return None;
                }
                let near = self.files.nearest_at_home(&path, self.folder)?;
                let (before, behind) = (parts.iter().take(index), parts.iter().skip(index + 1));
                let meant: Vec<&str> =
                    before.copied().chain([near.as_str()]).chain(behind.copied()).collect();
                return Some(meant.join("/"));
            }
            folder = path;
        }
        None
    }

    /// Reads the entries of `schema_map:`, each with its folder.
    fn schema_map(&mut self, entries: &[Entry<'_>]) -> Vec<(String, PathBuf)> {
        let mut map = Vec::new();
        for entry in entries {
            let Some(name) = entry.value.as_str() else { continue };
            let folder = self.folder.join(name);
            if !self.files.has_folder(&folder) {
                let help = match self.files.nearest_at_home(&folder, self.folder) {
                    _ if self.files.has_file(&folder) => "name the folder that the file lies in".to_owned(),
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "the path is relative to the folder of this file".to_owned(),
                };
                let message = format!("there is no folder `{name}`");
                self.report(MISSING_SCHEMA, entry.value, message).help = Some(help);
            } else if !self.files.is_at_home(&folder, self.folder) {
                let message = format!("the folder `{name}` lies outside of this repository");
                self.report(FOREIGN_FILE, entry.value, message).help =
                    Some("put a copy of it into the repository, and name that".to_owned());
            } else {
                map.push((entry.name().to_owned(), folder));
            }
        }
        map
    }

    fn schema(
        &mut self,
        node: NodeRef<'_>,
        name: &str,
        path: &Path,
        options: &LoadOptions,
    ) -> Option<Arc<Schema>> {
        if !self.files.has_file(path) {
            let help = match self.files.nearest_at_home(path, self.folder) {
                Some(sibling) => {
                    let folder =
                        name.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
                    format!("did you mean `{folder}{sibling}`?")
                }
                None => "paths of schemas are relative to the folder of this file".to_owned(),
            };
            self.report(MISSING_SCHEMA, node, format!("there is no schema `{name}`")).help = Some(help);
            return None;
        }
        if !self.files.is_at_home(path, self.folder) {
            let message = format!("the schema `{name}` lies outside of this repository");
            self.report(FOREIGN_FILE, node, message).help =
                Some("put a copy of it into the repository, and name that".to_owned());
            return None;
        }
        match Schema::load_with(path, options) {
            Ok(schema) => Some(Arc::new(schema)),
            Err(error) => {
                let message = format!("the schema `{name}` cannot be used: {}", error.message);
                // The fault is in another file than this finding; the schema may also lie in a third.
                let file = error.path.strip_prefix(self.folder).unwrap_or(&error.path);
                let place = error.place.map(|(line, column, _)| format!("{}:{line}:{column}", slashed(file)));
                let help = match (place, error.help) {
                    (Some(place), Some(help)) => Some(format!("see {place}; {help}")),
                    (Some(place), None) => Some(format!("see {place}")),
                    (None, help) => help,
                };
                self.report(INVALID_SCHEMA, node, message).help = help;
                None
            }
        }
    }

    fn rules(&mut self, entries: &[Entry<'_>]) -> Vec<RuleSetting> {
        entries.iter().filter_map(|entry| self.rule(*entry)).collect()
    }

    fn rule(&mut self, entry: Entry<'_>) -> Option<RuleSetting> {
        let key = entry.key.id();
        let selector = match Selector::parse(entry.name()) {
            Ok(selector) => selector,
            Err(unknown) => {
                self.unknown_rule(entry.key, &unknown);
                return None;
            }
        };
        if entry.value.node_type() != NodeType::Mapping {
            let level = entry.value.as_str().and_then(Level::from_name);
            return Some(RuleSetting { key, selector, level, options: None });
        }
        let level = entry.value.get("severity").and_then(NodeRef::as_str).and_then(Level::from_name);
        let mut options = entry.value.entries().filter(|option| option.name() != "severity");
        let Some(first) = options.next() else {
            return Some(RuleSetting { key, selector, level, options: None });
        };
        let Selector::Rule(rule) = selector else {
            let message = format!("`{}` is not one rule, so it has no options", entry.name());
            self.report(INVALID_OPTION, first.key, message).help =
                Some("set the option under the name of its rule".to_owned());
            return None;
        };
        if let Err(error) = rule.build(Some(entry.value)) {
            let explained = options::explain(&error, rule.meta.name, entry);
            let diagnostic = self.report(INVALID_OPTION, explained.node, explained.message);
            diagnostic.help = explained.help;
            if let Some(right) = explained.replacement {
                *diagnostic = renamed(diagnostic.clone(), right);
            }
            return None;
        }
        Some(RuleSetting { key, selector, level, options: Some(entry.value.id()) })
    }

    /// Reads an entry of `ignore:`.
    fn ignore(&mut self, entry: &written::ByPath<'_>) -> Option<withhold::Entry> {
        let (rule, name) = entry.string("rule")?;
        let selector = match Selector::parse(name) {
            Ok(selector) => selector,
            Err(unknown) => {
                self.unknown_rule(rule, &unknown);
                return None;
            }
        };
        let pointer = entry.string("pointer").map(|(_, pointer)| pointer);
        let reason =
            entry.string("reason").map(|(_, reason)| reason.trim()).filter(|reason| !reason.is_empty());
        let source = Arc::clone(self.document.source());
        let files = entry.node().get("path").map_or(rule.span(), |path| path.span());
        Some(withhold::Entry {
            source,
            files,
            span: rule.span(),
            name: name.into(),
            selector,
            pointer: pointer.map(Box::from),
            reason: reason.map(Box::from),
        })
    }

    fn unknown_rule(&mut self, node: NodeRef<'_>, unknown: &UnknownSelector) {
        let name = node.scalar_text().unwrap_or_default();
        let diagnostic = match unknown {
            UnknownSelector::Syntax => {
                let message = format!("`{name}` cannot be set: a file that cannot be read cannot be checked");
                self.report(UNKNOWN_RULE, node, message)
            }
            UnknownSelector::Unknown(near) => {
                let message = format!("there is no rule or group `{name}`");
                let local = self.local_names.iter().find(|local| local.as_str() == name).copied();
                let diagnostic = self.report(UNKNOWN_RULE, node, message);
                match local.as_ref().map(LocalName::full).or(*near) {
                    Some(near) => {
                        diagnostic.help = Some(format!("did you mean `{near}`?"));
                        *diagnostic = renamed(diagnostic.clone(), near);
                    }
                    None => diagnostic.help = Some("`reportlint rules` lists them".to_owned()),
                }
                diagnostic
            }
        };
        diagnostic.primary.message.get_or_insert_with(|| "asked for here".to_owned());
    }
}

/// Returns the finding with a fix that replaces the bytes it points at by `name`.
pub(super) fn renamed(diagnostic: Diagnostic, name: &str) -> Diagnostic {
    let edit = Edit { span: diagnostic.primary.span, replacement: name.to_owned() };
    diagnostic.with_fix(format!("write `{name}`"), Applicability::Unsafe, vec![edit])
}
