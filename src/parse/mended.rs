//! Fixes of syntax errors, tried before they are offered: one that leaves the error where it is helps nobody, and those that
//! undo each other have no end.

use std::sync::Arc;

use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{SourceFile, Span, offset};

/// The number of fixes, one after the other, among which one may bring the text back to what it was.
const STEPS: usize = 3;

/// Returns a finding about the bytes `extent` of a file; without its fix, if that leads to the same finding, or within a few
/// steps back to the same text. A fix that leaves an error on its own lines, or above them, is not safe: the text may have meant
/// something else. `next_error` returns the first error of a text.
pub(super) fn with_tried_fix(
    mut found: Diagnostic,
    source: &SourceFile,
    extent: Span,
    next_error: impl Fn(&Arc<SourceFile>) -> Option<Diagnostic>,
) -> Diagnostic {
    match trial(&found, source, extent, next_error) {
        Trial::Good => {}
        Trial::Doubtful => {
            if let Some(fix) = &mut found.fix {
                fix.applicability = Applicability::Unsafe;
            }
        }
        Trial::Useless => found.fix = None,
    }
    found
}

/// The result of trying a fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trial {
    Good,
    /// An error is left where the fix is.
    Doubtful,
    /// The error is left, or the text comes back.
    Useless,
}

fn trial(
    found: &Diagnostic,
    source: &SourceFile,
    extent: Span,
    next_error: impl Fn(&Arc<SourceFile>) -> Option<Diagnostic>,
) -> Trial {
    let Some(fix) = &found.fix else { return Trial::Good };
    let is_within = |edit: &Edit| extent.start <= edit.span.start && edit.span.end <= extent.end;
    if !fix.edits.iter().all(is_within) {
        return Trial::Good;
    }
    let original = source.slice(extent);
    let mut text = with_edits(original, &fix.edits, extent.start);
    let mut result = Trial::Good;
    for step in 0..STEPS {
        if text == original {
            return Trial::Useless;
        }
        let mended = Arc::new(SourceFile::new(source.id(), source.path(), text));
        let Some(next) = next_error(&mended) else { return result };
        // Of characters to be deleted, the next one may have come to the place.
        let is_longer = mended.text().len() >= original.len();
        if step == 0 && is_longer && next.rule == found.rule && is_same_place(&next, found, extent) {
            return Trial::Useless;
        }
        if step == 0 && next.primary.span.start < end_of_edits(&mended, &fix.edits, original, extent) {
            result = Trial::Doubtful;
        }
        let Some(fix) = &next.fix else { return result };
        text = with_edits(mended.text(), &fix.edits, 0);
    }
    if text == original { Trial::Useless } else { result }
}

/// Returns the offset in the mended text at which the line of the last edit ends.
fn end_of_edits(mended: &SourceFile, edits: &[Edit], original: &str, extent: Span) -> u32 {
    let last = edits.iter().map(|edit| edit.span.end - extent.start).max().unwrap_or_default();
    // What stands behind the last edit is as long as before.
    let behind = offset(original.len()) - last;
    let place = offset(mended.text().len()).saturating_sub(behind);
    mended.line_span(mended.line_index(place)).end
}

/// Returns true if the findings, or their fixes, begin at the same byte of the bytes `extent`, which are the whole text of `next`.
fn is_same_place(next: &Diagnostic, found: &Diagnostic, extent: Span) -> bool {
    let first_edit = |finding: &Diagnostic| finding.fix.as_ref()?.edits.first().map(|edit| edit.span.start);
    let fix = first_edit(next).map(|start| start + extent.start);
    next.primary.span.start + extent.start == found.primary.span.start || fix == first_edit(found)
}

/// Returns a text, which begins at byte `start` of the file, with edits applied.
fn with_edits(text: &str, edits: &[Edit], start: u32) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for Edit { span, replacement } in edits {
        let (from, to) = (span.start.saturating_sub(start) as usize, span.end.saturating_sub(start) as usize);
        mended.push_str(text.get(at..from).unwrap_or_default());
        mended.push_str(replacement);
        at = to;
    }
    mended.push_str(text.get(at..).unwrap_or_default());
    mended
}
