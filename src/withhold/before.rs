//! The findings of the state before a change: only the new ones count.

use std::collections::HashMap;

use super::{Decision, Withholder, split, unquoted};
use crate::diagnostic::{Diagnostic, Fingerprint, Severity};
use crate::outcome::{Comparison, FileEntry, Outcome};

/// The findings of the state before a change.
#[derive(Debug, Default)]
pub(crate) struct Before<'a> {
    /// The severities and paths of findings by what is the same of them before and after.
    findings: HashMap<Fingerprint, Vec<(Severity, &'a str)>>,
}

impl<'a> Before<'a> {
    /// Takes the findings that counted before the change. Their files have the paths of today.
    pub(crate) fn new(outcome: &'a Outcome) -> Self {
        let mut before = Self::default();
        for finding in &outcome.diagnostics {
            let path = outcome.file(finding.primary.file).map_or("", |file| file.path.as_str());
            let name = name_of(&outcome.files, finding);
            before.findings.entry(name).or_default().push((finding.severity, path));
        }
        for severities in before.findings.values_mut() {
            severities.sort();
        }
        before
    }

    /// Leaves the new findings in `outcome`, and records how they compare. Of those that are no longer found the ones count as
    /// mended for whose path `is_in_scope` is true; `since` names the state before.
    pub(crate) fn withhold(self, outcome: &mut Outcome, since: &str, is_in_scope: impl Fn(&str) -> bool) {
        let files = std::mem::take(&mut outcome.files);
        let mut withholder = Known { before: self, files: &files, count: 0 };
        let findings = std::mem::take(&mut outcome.diagnostics);
        outcome.diagnostics = split(findings, &mut [&mut withholder], &mut outcome.suppressed);
        let Known { before, count, .. } = withholder;
        let left = before.findings.values().flatten();
        let mended = left.filter(|(_, path)| is_in_scope(path)).count();
        outcome.comparison = Some(Comparison { since: since.to_owned(), mended, as_before: count });
        outcome.files = files;
    }
}

/// Leaves out what was found before, as often as it was.
struct Known<'a> {
    before: Before<'a>,
    files: &'a [FileEntry],
    count: usize,
}

impl Withholder for Known<'_> {
    fn decide(&mut self, finding: &Diagnostic) -> Decision {
        let Some(left) = self.before.findings.get_mut(&name_of(self.files, finding)) else {
            return Decision::Keep;
        };
        // The same finding under a graver severity is new; the milder one is not mended.
        let place = left.iter().position(|(severity, _)| *severity >= finding.severity);
        let is_known = place.is_some();
        if let Some(place) = place.or_else(|| left.len().checked_sub(1)) {
            left.remove(place);
        }
        if !is_known {
            return Decision::Keep;
        }
        self.count += 1;
        Decision::Omit
    }
}

/// Names a finding by what is the same of it before and after.
fn name_of(files: &[FileEntry], finding: &Diagnostic) -> Fingerprint {
    let file = files.get(finding.primary.file.0 as usize);
    let path = file.map_or("", |file| file.path.as_str());
    let source = file.and_then(|file| file.source.as_deref());
    let label = source.map_or("", |source| source.slice(finding.primary.span));
    Fingerprint::of_finding(finding, path, unquoted(label), 0)
}
