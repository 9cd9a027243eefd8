//! The findings of the state before a change: only the new ones count.

use std::collections::HashMap;

use super::{Decision, Withholder, document_ids, split};
use crate::diagnostic::{Diagnostic, Fingerprint, Severity};
use crate::outcome::{Comparison, FileEntry, Outcome};
use crate::source::FileId;

/// The findings of the state before a change.
#[derive(Debug, Default)]
pub(crate) struct Before {
    /// The severities and paths of findings, by the names that they share with those of today.
    findings: HashMap<Fingerprint, Vec<(Severity, String)>>,
}

/// The files that documents were moved to, by the display paths of their former ones and their ids.
pub(crate) type MovedDocuments = HashMap<String, HashMap<String, String>>;

impl Before {
    /// Adds the findings that counted before the change, among them those in files for which `is_wanted` is true. Their files
    /// have the paths of today, and so have the documents in `moved`.
    pub(crate) fn add(
        &mut self,
        outcome: &Outcome,
        moved: &MovedDocuments,
        is_wanted: impl Fn(&str) -> bool,
    ) {
        let mut documents: HashMap<FileId, Vec<(u32, String)>> = HashMap::new();
        for finding in &outcome.diagnostics {
            let Some(file) = outcome.file(finding.primary.file) else { continue };
            if !is_wanted(&file.path) {
                continue;
            }
            let path = match moved.get(&file.path) {
                Some(ids) => {
                    let parts = documents.entry(finding.primary.file).or_insert_with(|| document_ids(file));
                    let part = parts.iter().rev().find(|(start, _)| *start <= finding.primary.span.start);
                    part.and_then(|(_, id)| ids.get(id)).unwrap_or(&file.path)
                }
                None => &file.path,
            };
            let name = finding.identity.in_file(path);
            self.findings.entry(name).or_default().push((finding.severity, path.clone()));
        }
        for severities in self.findings.values_mut() {
            severities.sort();
        }
    }

    /// Leaves the new findings in `outcome`, and records how they compare. Of those that are no longer found, nor suppressed now,
    /// the ones count as mended for whose path `is_in_scope` is true; `since` names the state before.
    pub(crate) fn withhold(self, outcome: &mut Outcome, since: &str, is_in_scope: impl Fn(&str) -> bool) {
        let files = std::mem::take(&mut outcome.files);
        let mut withholder = Known { before: self, files: &files, count: 0 };
        let findings = std::mem::take(&mut outcome.diagnostics);
        outcome.diagnostics = split(findings, &mut [&mut withholder], &mut outcome.suppressed);
        let count = withholder.count;
        for held in &outcome.suppressed {
            withholder.take(&held.finding, held.finding.severity);
        }
        let left = withholder.before.findings.values().flatten();
        let mended = left.filter(|(_, path)| is_in_scope(path)).count();
        outcome.comparison = Some(Comparison { since: since.to_owned(), mended, as_before: count });
        outcome.files = files;
    }
}

/// Leaves out what was found before, as often as it was.
struct Known<'a> {
    before: Before,
    files: &'a [FileEntry],
    count: usize,
}

impl Withholder for Known<'_> {
    fn decide(&mut self, finding: &Diagnostic) -> Decision {
        if !self.take(finding, finding.severity) {
            return Decision::Keep;
        }
        self.count += 1;
        Decision::Omit
    }
}

impl Known<'_> {
    /// Takes a finding out of those before; false if it was not among them, or only milder. It then is not mended either.
    fn take(&mut self, finding: &Diagnostic, severity: Severity) -> bool {
        let Some(file) = self.files.get(finding.primary.file.0 as usize) else { return false };
        let Some(left) = self.before.findings.get_mut(&finding.identity.in_file(&file.path)) else {
            return false;
        };
        let place = left.iter().position(|(before, _)| *before >= severity);
        if let Some(place) = place.or_else(|| left.len().checked_sub(1)) {
            left.remove(place);
        }
        place.is_some()
    }
}
