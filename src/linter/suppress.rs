//! Findings that comments and entries of `ignore:` suppress, and the findings about those themselves.

use std::sync::Arc;

use super::{Terms, Workspace, file_id};
use crate::diagnostic::Diagnostic;
use crate::outcome::{FileEntry, Outcome, Withheld};
use crate::rule::{Suppression, SuppressionContext};
use crate::settings::RuleSet;
use crate::source::FileId;
use crate::withhold::comments::Comments;
use crate::withhold::entries::{Entry, EntryFile, EntryWithholder};
use crate::withhold::split;

impl Workspace {
    /// Withholds what comments and entries of the configuration suppress, and adds what is to be said about those.
    pub(super) fn withhold(&self, findings: Vec<Diagnostic>, terms: &Terms, outcome: &mut Outcome) {
        let mut comments = Comments::new(self.files().map(|(_, checked)| checked.directives.as_slice()));
        let entries = terms.entries.as_ref().map(|entries| &*entries.entries).unwrap_or_default();
        let mut by_entry = EntryWithholder::new(entries, self.entry_files());
        let mut withheld = Vec::new();
        // Comments come first: what is said of one depends on the findings near it, even if an entry suppresses them too.
        let mut kept = split(findings, &mut [&mut comments], &mut withheld);
        kept.extend(self.check_comments(&mut comments, &kept, &mut withheld));
        kept.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        let kept = split(kept, &mut [&mut by_entry], &mut withheld);
        let key = |one: &Withheld| (one.finding.primary.file, one.by);
        withheld.sort_by(|a, b| {
            key(a).cmp(&key(b)).then_with(|| a.finding.sort_key().cmp(&b.finding.sort_key()))
        });
        outcome.diagnostics = kept;
        outcome.suppressed = withheld;
        if let Some(entries) = &terms.entries {
            report_on_entries(by_entry.describe(&entries.rules, self.is_whole()), &entries.rules, outcome);
        }
    }

    fn entry_files(&self) -> Vec<EntryFile<'_>> {
        let files = self.files().map(|(input, checked)| EntryFile {
            entries: &input.plan.ignores,
            rules: (input.is_checked() && checked.is_fully_checked).then_some(&*input.plan.rules),
        });
        files.collect()
    }

    /// Runs the rules about comments, whose findings comments can suppress too.
    fn check_comments(
        &self,
        comments: &mut Comments<'_>,
        kept: &[Diagnostic],
        withheld: &mut Vec<Withheld>,
    ) -> Vec<Diagnostic> {
        let mut suppressed = Vec::new();
        let mut found = split(self.on_comments(comments, kept), &mut [comments.rewind()], &mut suppressed);
        // A comment that suppresses what is said of another one is in use, as the first round has shown.
        if !suppressed.is_empty() {
            suppressed.clear();
            found = split(self.on_comments(comments, kept), &mut [comments.rewind()], &mut suppressed);
        }
        withheld.extend(suppressed);
        found
    }

    /// Returns what rules find in the comments of all files to be checked.
    fn on_comments(&self, comments: &Comments<'_>, kept: &[Diagnostic]) -> Vec<Diagnostic> {
        let is_whole = self.is_whole();
        let mut found = Vec::new();
        for (index, (input, checked)) in self.files().enumerate() {
            let file = file_id(index);
            let Some(comments) = comments.of_file(file).filter(|comments| !comments.is_empty()) else {
                continue;
            };
            if input.is_checked() {
                let rules = &input.plan.rules;
                let kept = in_file(kept, file);
                let described = comments.describe(rules, checked.is_fully_checked, is_whole, kept);
                found.extend(SuppressionContext::check(rules.active(), file, &described));
            }
        }
        found.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        found
    }
}

/// Returns the findings of one file among `findings`, which are sorted by file.
fn in_file(findings: &[Diagnostic], file: FileId) -> &[Diagnostic] {
    let start = findings.partition_point(|finding| finding.primary.file < file);
    let end = findings.partition_point(|finding| finding.primary.file <= file);
    findings.get(start..end).unwrap_or_default()
}

/// Adds what rules find in the entries of the configuration.
fn report_on_entries(described: Vec<(&Entry, Suppression)>, rules: &RuleSet, outcome: &mut Outcome) {
    for (entry, suppression) in described {
        // Entries of one configuration come one after the other.
        let last = outcome.files.last().and_then(|file| file.source.as_ref());
        let is_last = last.is_some_and(|source| Arc::ptr_eq(source, &entry.source));
        let file = file_id(outcome.files.len() - usize::from(is_last));
        let found = SuppressionContext::check(rules.active(), file, &[suppression]);
        if found.is_empty() {
            continue;
        }
        if !is_last {
            let source = Arc::clone(&entry.source);
            let path = source.path().to_owned();
            outcome.files.push(FileEntry { path, source: Some(source), is_checked: false });
        }
        outcome.diagnostics.extend(found);
    }
    outcome.sort_by_path();
}
