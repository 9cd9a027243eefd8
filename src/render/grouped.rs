//! The order in which people read findings, and how much of each they need: by file, the gravest first, and what was said once of a
//! rule in a file, or in a long run, is not said again.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Diagnostic, Severity};
use crate::outcome::Outcome;
use crate::render::Style;
use crate::source::FileId;

/// The number of findings of one rule that are shown with their lines: in a file, or in a long run.
const DRAWN: usize = 3;
const DRAWN_IN_LONG: usize = 2;

/// The number of findings from which on a rule's advice, and findings with their lines, come so often a run and not a file:
/// nobody reads so many to the end.
pub(super) const LONG: usize = 300;

/// The findings of one file, as they are shown.
pub(super) struct FileGroup<'o> {
    pub(super) file: FileId,
    pub(super) findings: Vec<Shown<'o>>,
}

/// A finding, and how much of it is shown.
#[derive(Clone, Copy)]
pub(super) struct Shown<'o> {
    pub(super) finding: &'o Diagnostic,
    /// False if nothing but its place and message is shown.
    pub(super) is_drawn: bool,
    /// True if the advice is shown; it was shown already where it is the same for the rule and file.
    pub(super) has_help: bool,
    /// True if it says where the rule is explained: once a run.
    pub(super) is_explained: bool,
}

impl FileGroup<'_> {
    /// Returns the number of findings of a severity.
    pub(super) fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|shown| shown.finding.severity == severity).count()
    }
}

/// Puts findings into the order of reading.
pub(super) fn groups<'o>(outcome: &'o Outcome, style: &Style) -> Vec<FileGroup<'o>> {
    let mut explained: HashSet<&str> = HashSet::new();
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut helps: HashSet<(&str, &str)> = HashSet::new();
    let is_long = outcome.diagnostics.len() >= LONG;
    let most_drawn = if is_long { DRAWN_IN_LONG } else { DRAWN };
    let by_file = outcome.diagnostics.chunk_by(|a, b| a.primary.file == b.primary.file);
    let group = |findings: &'o [Diagnostic]| {
        let mut findings: Vec<&Diagnostic> = findings.iter().collect();
        if !style.by_line {
            findings.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
        }
        if !is_long {
            counts.clear();
            helps.clear();
        }
        let file = findings.first().map(|finding| finding.primary.file).unwrap_or_default();
        let shown = findings.into_iter().map(|finding| {
            let (rule, help) = (finding.rule.as_str(), finding.help.as_deref().unwrap_or_default());
            let count = counts.entry(rule).or_default();
            *count += 1;
            Shown {
                finding,
                is_drawn: style.verbose || *count <= most_drawn,
                has_help: helps.insert((rule, help)) || style.verbose,
                is_explained: explained.insert(rule),
            }
        });
        FileGroup { file, findings: shown.collect() }
    };
    by_file.map(group).collect()
}
