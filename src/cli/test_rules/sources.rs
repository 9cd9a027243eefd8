//! The files of rules to be tested.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::CliError;
use crate::cli::run::not_there;
use crate::config::{Config, Project, rule_files_below};
use crate::document::{Document, DocumentKind, Format};
use crate::files::{Files, MAX_RULES_BYTES};
use crate::linter::{Content, Input, Plan, Role};
use crate::local_rules::{self, LocalRule};
use crate::parse::{self, Parsed};
use crate::read;
use crate::rule::Preset;
use crate::settings::RuleSet;
use crate::source::{FileId, SourceFile};

/// A file that holds rules.
pub(super) struct RuleFile {
    pub(super) path: String,
    bytes: Vec<u8>,
    format: Format,
    source: Option<Arc<SourceFile>>,
    parsed: Parsed,
}

impl RuleFile {
    fn read(path: &Path, display: String) -> Result<Self, CliError> {
        let bytes = Files::Disk.read(path, MAX_RULES_BYTES + 1);
        let bytes = bytes.map_err(|error| CliError::new(format!("cannot read {display}: {error}")))?;
        if bytes.len() as u64 > MAX_RULES_BYTES {
            return Err(CliError::new(format!("{display} is too large to hold rules")));
        }
        let format = Format::from_path(&display).unwrap_or(Format::Yaml);
        let source = read::decode(FileId(0), &display, bytes.clone()).ok().map(Arc::new);
        let parsed = source.as_ref().map(|source| parse::parse(source, format)).unwrap_or_default();
        Ok(Self { path: display, bytes, format, source, parsed })
    }

    /// Returns the file as one to be checked.
    pub(super) fn input(&self) -> Input {
        let rules = Arc::new(RuleSet::preset(Preset::default()));
        let plan = Plan { kind: Some(DocumentKind::Rule), is_rules: true, ..Plan::new(self.format, rules) };
        let content = Content::Bytes(self.bytes.clone());
        Input { path: self.path.clone(), content, plan, role: Role::Check, is_touched: false }
    }

    pub(super) fn source(&self) -> Arc<SourceFile> {
        let empty = || Arc::new(SourceFile::new(FileId(0), self.path.clone(), String::new()));
        self.source.clone().unwrap_or_else(empty)
    }

    /// Returns the documents that are rules, each with its rule if it has no fault.
    pub(super) fn rules(&self) -> impl Iterator<Item = (&Document, Option<Arc<LocalRule>>)> {
        let documents = self.parsed.documents.iter().filter(|document| local_rules::is_rule(document));
        documents.map(|document| (document, local_rules::load(document).rule.map(Arc::new)))
    }

    /// Returns true if the file says that it holds a rule, or cannot be read.
    fn says_rule(&self) -> bool {
        let is_kind = |document: &Document| document.kind() == Some(DocumentKind::Rule);
        self.parsed.documents.iter().any(is_kind) || !self.parsed.diagnostics.is_empty()
    }
}

/// Finds the files of rules: those that are named, in the folders that are named, or those of the configuration.
///
/// # Errors
/// One cannot be read, or there is none.
pub(super) fn rule_files(
    paths: &[PathBuf],
    project: &Project,
    config: &Config,
) -> Result<Vec<RuleFile>, CliError> {
    let mut files = Vec::new();
    let configured = config.local_files().map(Path::to_path_buf);
    let named = if paths.is_empty() { configured.collect() } else { paths.to_vec() };
    for given in &named {
        let absolute = project.absolute(given);
        if Files::Disk.has_folder(&absolute) {
            for path in rule_files_below(&Files::Disk, &absolute) {
                let display = project.display(&path, &path);
                files.push(RuleFile::read(&path, display)?);
                files.pop_if(|file| !file.says_rule());
            }
        } else if Files::Disk.has_file(&absolute) {
            files.push(RuleFile::read(&absolute, project.display(&absolute, given))?);
        } else {
            return Err(not_there("file or folder", given));
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files.dedup_by(|a, b| a.path == b.path);
    if files.iter().all(|file| file.rules().next().is_none() && file.parsed.diagnostics.is_empty()) {
        let message =
            if paths.is_empty() { "the configuration names no rule" } else { "there is no rule to test" };
        return Err(CliError::new(message).with_help(
            "write `local_rules: [\"rules/*.yaml\"]` into reportlint.yaml, or name a file; `reportlint new-rule NAME` writes one",
        ));
    }
    Ok(files)
}
