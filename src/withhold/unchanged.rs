//! A run that is limited to a change: findings that the change is no reason for.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::{Decision, Withholder};
use crate::diagnostic::Diagnostic;
use crate::outcome::FileEntry;
use crate::pages::may_compare_files;
use crate::source::{FileId, LineRange, SourceFile};

/// The parts of a run that a change is no reason to report.
#[derive(Debug, Default)]
pub struct Unchanged {
    /// Display paths of files that did not change and are checked only because a change removed something that they
    /// name. Of their findings only those count that may come from other files.
    pub rechecked: BTreeSet<String>,
    /// The changed lines by display path, where findings on other lines are left out.
    pub changed_lines: Option<HashMap<String, Vec<LineRange>>>,
}

impl Unchanged {
    /// Makes a withholder for findings in `files`.
    pub(crate) fn in_files<'a>(&'a self, files: &'a [FileEntry]) -> UnchangedFindings<'a> {
        UnchangedFindings { unchanged: self, files, left_out: 0 }
    }
}

/// Leaves out the findings that a change is no reason for.
pub(crate) struct UnchangedFindings<'a> {
    unchanged: &'a Unchanged,
    files: &'a [FileEntry],
    /// The number of findings left out because they stand on other lines.
    pub(crate) left_out: usize,
}

impl Withholder for UnchangedFindings<'_> {
    fn decide(&mut self, finding: &Diagnostic) -> Decision {
        let Some(file) = self.file(finding.primary.file) else { return Decision::Keep };
        if self.unchanged.rechecked.contains(&file.path) && !may_come_from_others(finding.rule.as_str()) {
            return Decision::Omit;
        }
        let Some(changed) = &self.unchanged.changed_lines else { return Decision::Keep };
        let ranges = changed.get(&file.path).map(Vec::as_slice).unwrap_or_default();
        if touches(ranges, file.source.as_ref(), finding) {
            return Decision::Keep;
        }
        self.left_out += 1;
        Decision::Omit
    }
}

impl UnchangedFindings<'_> {
    fn file(&self, id: FileId) -> Option<&FileEntry> {
        self.files.get(id.0 as usize)
    }
}

fn touches(ranges: &[LineRange], source: Option<&Arc<SourceFile>>, finding: &Diagnostic) -> bool {
    let line = |offset: u32| source.map_or(1, |source| source.position(offset).line);
    let (first, last) = (line(finding.primary.span.start), line(finding.primary.span.end));
    ranges.iter().any(|range| range.first <= last && first <= range.last)
}

/// Returns true if another file may be the reason for a finding of this rule. Where a legal code changed, all is checked.
fn may_come_from_others(rule: &str) -> bool {
    may_compare_files(rule)
}
