//! The files of a repository's own rules.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::Config;
use super::check::{Checker, FOREIGN_FILE, MISSING_RULES, UNKNOWN_RULE, renamed};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Format};
use crate::files::{Files, MAX_RULES_BYTES};
use crate::globs::Globs;
use crate::local_rules::{self, LocalName, LocalRule, LocalRules};
use crate::source::{FileId, Span};
use crate::suggest::nearest;
use crate::tree::NodeRef;
use crate::words::quoted;
use crate::{parse, read};

/// The number of files and folders that are looked at for one pattern.
const MOST_ENTRIES: usize = 20_000;

/// The number of folders that may lie one in the other.
const MOST_FOLDERS: usize = 20;

/// Returns the files of rules that a pattern leads to, each with its path in `folder`, sorted.
fn rule_files(files: &Files, folder: &Path, pattern: &str, globs: &Globs) -> Vec<(PathBuf, String)> {
    // Only what the pattern begins with is looked through.
    let parts = pattern.split('/').filter(|part| !matches!(*part, "" | "."));
    let fixed: Vec<&str> = parts.take_while(|part| !part.contains(['*', '?', '[', '{'])).collect();
    let whole = fixed.join("/");
    let is_wanted = |local: &str| globs.is_match(local);
    let mut search =
        Search { files, top: folder, is_wanted: &is_wanted, left: MOST_ENTRIES, found: Vec::new() };
    if search.is_file_of_rules(&whole) && is_wanted(&whole) {
        search.found.push(whole);
    } else {
        search.look_through(&whole, MOST_FOLDERS);
        if fixed.len() > 1 && search.found.is_empty() {
            let (parent, _) = whole.rsplit_once('/').unwrap_or_default();
            search.look_through(parent, 1);
        }
    }
    let mut found = search.found;
    found.sort();
    found.into_iter().map(|local| (folder.join(&local), local)).collect()
}

/// Returns all files in a folder, and in the folders in it, that may hold rules.
pub(crate) fn rule_files_below(files: &Files, folder: &Path) -> Vec<PathBuf> {
    let mut search =
        Search { files, top: folder, is_wanted: &|_| true, left: MOST_ENTRIES, found: Vec::new() };
    search.look_through("", MOST_FOLDERS);
    search.found.into_iter().map(|local| folder.join(local)).collect()
}

/// A search for files of rules.
struct Search<'a> {
    files: &'a Files,
    top: &'a Path,
    /// Returns true for a file that is looked for, by its path in `top`.
    is_wanted: &'a dyn Fn(&str) -> bool,
    /// The number of files and folders that may still be looked at.
    left: usize,
    found: Vec<String>,
}

impl Search<'_> {
    fn is_file_of_rules(&self, local: &str) -> bool {
        let is_of_format = matches!(Format::from_path(local), Some(Format::Yaml | Format::Json));
        is_of_format && self.files.has_file(&self.top.join(local))
    }

    /// Looks through a folder, whose path in the top one is `local`, and `depth` folders deep through those in it.
    fn look_through(&mut self, local: &str, depth: usize) {
        let folder = self.top.join(local);
        // A link to a folder may lead anywhere, and back.
        let is_link =
            !local.is_empty() && folder.symlink_metadata().is_ok_and(|metadata| metadata.is_symlink());
        if depth == 0 || is_link || !self.files.has_folder(&folder) {
            return;
        }
        for name in self.files.names_in(&folder) {
            if self.left == 0 {
                return;
            }
            self.left -= 1;
            let inner = if local.is_empty() { name.clone() } else { format!("{local}/{name}") };
            if self.is_file_of_rules(&inner) {
                self.found.extend((self.is_wanted)(&inner).then_some(inner));
            } else if !name.starts_with('.') && self.files.has_folder(&self.top.join(&inner)) {
                self.look_through(&inner, depth - 1);
            }
        }
    }
}

/// Reads the rules of a file, which reports call `display`, and the names of all of them, also of those that have faults. What cannot be read is said when the file is checked.
fn load(files: &Files, path: &Path, display: &str) -> (Vec<LocalRule>, Vec<LocalName>) {
    let bytes = files.read(path, MAX_RULES_BYTES + 1).ok();
    let bytes = bytes.filter(|bytes| bytes.len() as u64 <= MAX_RULES_BYTES);
    let source = bytes.and_then(|bytes| read::decode(FileId(0), display, bytes).ok());
    let Some(source) = source.map(Arc::new) else { return Default::default() };
    let format = Format::from_path(display).unwrap_or(Format::Yaml);
    let documents = parse::parse(&source, format).documents;
    let is_rule = |document: &&Document| local_rules::is_rule(document);
    let name = |document: &Document| LocalName::new(document.root().get("name")?.as_str()?);
    let names = documents.iter().filter(is_rule).filter_map(name).collect();
    (
        documents.iter().filter(is_rule).filter_map(|document| local_rules::load(document).rule).collect(),
        names,
    )
}

impl Checker<'_> {
    /// Reads the rules in the files that some patterns lead to. A rule that has a fault is left out; its file is checked like others,
    /// and says so.
    pub(super) fn local_rules(&mut self, patterns: &[NodeRef<'_>], config: &mut Config) {
        let mut files: Vec<(PathBuf, String)> = Vec::new();
        for node in patterns {
            let globs = self.globs(std::slice::from_ref(node));
            let Some(pattern) = node.as_str() else { continue };
            let found = rule_files(self.files, self.folder, pattern, &globs);
            if found.is_empty() {
                let path = self.folder.join(pattern);
                let help = match self.files.nearest_at_home(&path, self.folder) {
                    Some(near) => {
                        let (folder, _) = pattern.rsplit_once('/').unwrap_or_default();
                        let meant = if folder.is_empty() { near } else { format!("{folder}/{near}") };
                        format!("did you mean `{meant}`?")
                    }
                    None => "rules stand in `.yaml`, `.yml` or `.json`; the path is relative to the folder of this file".to_owned(),
                };
                let message = format!("there is no file of rules at {}", quoted(pattern));
                self.report(MISSING_RULES, *node, message).help = Some(help);
            }
            for (path, local) in found {
                if files.iter().any(|(known, _)| *known == path) {
                    continue;
                }
                if self.files.is_at_home(&path, self.folder) {
                    files.push((path, local));
                } else {
                    let message = format!("the rules in {} lie outside of this repository", quoted(&local));
                    self.report(FOREIGN_FILE, *node, message).help =
                        Some("put a copy of the file into the repository, and name that".to_owned());
                }
            }
        }
        let display = self.document.source().path();
        for (path, local) in files {
            let (rules, names) = load(self.files, &path, &super::beside(display, &local));
            config.local.extend(rules.into_iter().map(Arc::new));
            config.local_names.extend(names);
            config.local_files.push(path);
        }
    }
}

/// Reports a setting of a local rule that there is not.
pub(super) fn unknown_local(name: LocalName, span: Span, known: &LocalRules) -> Diagnostic {
    let message = format!("there is no local rule `{}`", name.as_str());
    let finding = Diagnostic::new(UNKNOWN_RULE, FileId(0), span, message).with_note("asked for here");
    match nearest(name.full(), known.names()) {
        Some(near) => renamed(finding.with_help(format!("did you mean `{near}`?")), near),
        None => {
            finding.with_help("`local_rules:` names the files of rules; `reportlint rules local` lists them")
        }
    }
}
