//! Findings that do not count: suppressed by a comment or by an entry of `ignore:`, known to the baseline, or not
//! touched by the change under review.
//!
//! Each reason is a `Withholder`; `split` asks them in turn. What became of a comment, an entry or a line of the
//! baseline is data that the withholder hands back afterwards.

pub(crate) mod baseline;
pub(crate) mod before;
pub(crate) mod comments;
pub(crate) mod entries;
pub(crate) mod unchanged;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, Format};
use crate::model::document_id;
use crate::outcome::{FileEntry, Holder, Withheld};
use crate::parse;
use crate::settings::{RuleSet, Selector};

pub use baseline::{BASELINE_NAME, Baseline, BaselineError, Extent};
pub(crate) use before::{Before, MovedDocuments};
pub use entries::{Entries, Entry};
pub use unchanged::Unchanged;

/// A reason to withhold findings.
pub(crate) trait Withholder {
    /// Decides on a finding. Findings come in the order of the report: by file, then by place.
    fn decide(&mut self, finding: &Diagnostic) -> Decision;
}

/// The decision of a [`Withholder`].
pub(crate) enum Decision {
    /// The finding is none of its business.
    Keep,
    /// The finding does not count; reports may still show it as suppressed.
    Withhold(Holder, Option<Box<str>>),
    /// The finding is outside what the run was asked for.
    Omit,
}

/// Splits findings, sorted by file and place, into those that count, which it returns, and those that the first
/// withholder with a reason withholds, which it adds to `withheld`.
pub(crate) fn split(
    findings: Vec<Diagnostic>,
    withholders: &mut [&mut dyn Withholder],
    withheld: &mut Vec<Withheld>,
) -> Vec<Diagnostic> {
    let mut kept = Vec::with_capacity(findings.len());
    for finding in findings {
        let decisions = withholders.iter_mut().map(|withholder| withholder.decide(&finding));
        match decisions.into_iter().find(|decision| !matches!(decision, Decision::Keep)) {
            None | Some(Decision::Keep) => kept.push(finding),
            Some(Decision::Withhold(by, reason)) => withheld.push(Withheld { finding, by, reason }),
            Some(Decision::Omit) => {}
        }
    }
    kept
}

/// Returns true for a syntax error, which nothing may suppress: a file that cannot be read cannot be checked.
fn is_syntax(finding: &Diagnostic) -> bool {
    finding.rule.as_str().starts_with("syntax/")
}

/// Returns the documents of a file that have an id: where each begins, and its id.
fn document_ids(file: &FileEntry) -> Vec<(u32, String)> {
    let parsed = file.source.as_ref().zip(Format::from_path(&file.path));
    let documents = parsed.map(|(source, format)| parse::parse(source, format).documents).unwrap_or_default();
    let place = |document: &Document| Some((document.root().span().start, document_id(document)?));
    documents.iter().filter_map(place).collect()
}

/// Returns true if all that is selected is among `rules`, and was looked for in all files that it may be about.
fn was_looked_for(selector: Selector, rules: &RuleSet, is_whole: bool) -> bool {
    rules.has_all(selector) && (is_whole || !rules.compares_files(selector))
}
