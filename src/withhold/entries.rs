//! Entries of the configuration's `ignore:`, which suppress findings in files that no comment can stand in.

use std::sync::Arc;

use super::{Decision, Withholder, is_syntax, was_looked_for};
use crate::diagnostic::Diagnostic;
use crate::outcome::Holder;
use crate::rule::{Fault, NamedRule, Suppression, Usage};
use crate::settings::{RuleSet, Selector};
use crate::source::{FileId, SourceFile, Span};

/// The entries of a configuration, with the rules that hold for the configuration itself.
#[derive(Clone)]
pub struct Entries {
    /// The entries; plans name them by their indexes.
    pub entries: Vec<Entry>,
    /// The rules that look at the entries.
    pub rules: Arc<RuleSet>,
}

/// An entry of `ignore:`; only the configuration knows for which files it is.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The configuration that the entry stands in.
    pub source: Arc<SourceFile>,
    /// The bytes of its paths.
    pub files: Span,
    /// The bytes of the rule's name.
    pub span: Span,
    /// The name of the rule, group or finding.
    pub name: Box<str>,
    /// The rules that the name selects.
    pub selector: Selector,
    /// The node, with everything in it, in which findings are suppressed.
    pub pointer: Option<Box<str>>,
    /// The reason given.
    pub reason: Option<Box<str>>,
}

impl Entry {
    /// Returns true if the entry covers a finding, in a file that it is for.
    fn covers(&self, finding: &Diagnostic) -> bool {
        let is_there = |pointer: &str| {
            let place = finding.pointer.as_ref().map(ToString::to_string).unwrap_or_default();
            let rest = place.strip_prefix(pointer.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        !is_syntax(finding)
            && self.selector.covers(&finding.rule)
            && self.pointer.as_deref().is_none_or(is_there)
    }
}

/// A file of the run, as far as entries are concerned.
pub(crate) struct EntryFile<'a> {
    /// The indexes of the entries that are for it.
    pub(crate) entries: &'a [usize],
    /// The rules that looked for findings in it, if all its content was checked.
    pub(crate) rules: Option<&'a RuleSet>,
}

/// Withholds what the entries cover.
pub(crate) struct EntryWithholder<'a> {
    entries: &'a [Entry],
    /// The files by [`FileId`].
    files: Vec<EntryFile<'a>>,
    /// For each entry: true once it suppressed a finding.
    used: Vec<bool>,
}

impl<'a> EntryWithholder<'a> {
    pub(crate) fn new(entries: &'a [Entry], files: Vec<EntryFile<'a>>) -> Self {
        Self { entries, files, used: vec![false; entries.len()] }
    }

    fn covering(&self, file: FileId, finding: &Diagnostic) -> Option<(usize, &'a Entry)> {
        let indexes = self.files.get(file.0 as usize)?.entries;
        let mut entries = indexes.iter().filter_map(|index| Some((*index, self.entries.get(*index)?)));
        entries.find(|(_, entry)| entry.covers(finding))
    }

    /// Describes each entry for the rules that look at them. An entry is unused only if it was looked for in each of its
    /// files. `is_whole` says that all files of the repository could be read, `rules` are those of the configuration.
    pub(crate) fn describe(self, rules: &RuleSet, is_whole: bool) -> Vec<(&'a Entry, Suppression)> {
        let mut in_checked = vec![false; self.entries.len()];
        let mut in_unchecked = vec![false; self.entries.len()];
        for file in &self.files {
            for index in file.entries {
                let Some(entry) = self.entries.get(*index) else { continue };
                let is_checked =
                    file.rules.is_some_and(|rules| was_looked_for(entry.selector, rules, is_whole));
                let seen = if is_checked { &mut in_checked } else { &mut in_unchecked };
                if let Some(seen) = seen.get_mut(*index) {
                    *seen = true;
                }
            }
        }
        let states = self.used.into_iter().zip(in_checked).zip(in_unchecked);
        let described = self.entries.iter().zip(states).map(|(entry, ((used, checked), unchecked))| {
            let was_searched = checked || is_whole && was_looked_for(entry.selector, rules, true);
            let usage = match used {
                true => Usage::Used,
                false if !unchecked && was_searched => Usage::Unused { beside: None },
                false => Usage::Unknown,
            };
            (entry, describe(entry, usage, is_whole && !checked && !unchecked))
        });
        described.collect()
    }
}

impl Withholder for EntryWithholder<'_> {
    fn decide(&mut self, finding: &Diagnostic) -> Decision {
        let Some((index, entry)) = self.covering(finding.primary.file, finding) else {
            return Decision::Keep;
        };
        if let Some(used) = self.used.get_mut(index) {
            *used = true;
        }
        Decision::Withhold(Holder::Configuration, entry.reason.clone())
    }
}

fn describe(entry: &Entry, usage: Usage, is_for_no_file: bool) -> Suppression {
    let named = NamedRule { name: entry.name.clone(), span: entry.span, unknown: None, usage };
    Suppression {
        comment: if is_for_no_file { entry.files } else { entry.span },
        removal: None,
        rules: vec![named],
        reason: entry.reason.clone(),
        fault: is_for_no_file.then_some(Fault::NoFile),
        correction: None,
    }
}
