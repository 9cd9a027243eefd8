//! Fixes as bytes: those that can be applied together, and the text that comes of them.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, Edit, Fingerprint, Fix, RuleName};
use crate::source::{FileId, Span};

/// The fix of a finding, in the words of the file: nothing in it is masked, so it is never shown.
#[derive(Debug, Clone)]
pub(crate) struct Remedy {
    /// The rule that found what it mends.
    pub(crate) rule: RuleName,
    /// The file that it changes.
    pub(crate) file: FileId,
    /// The place of the finding.
    pub(crate) place: Span,
    /// The finding's name in any state of its file.
    pub(crate) identity: Fingerprint,
    /// The edits.
    pub(crate) fix: Fix,
}

impl Remedy {
    /// Returns the fix of a finding whose words are not masked yet.
    pub(crate) fn of(finding: &Diagnostic) -> Option<Self> {
        Some(Self {
            rule: finding.rule.clone(),
            file: finding.primary.file,
            place: finding.primary.span,
            identity: finding.identity,
            fix: finding.fix.clone()?,
        })
    }
}

/// Returns those of the fixes of one file that can be applied together, at most `most` of them. Of two that overlap or meet, the one whose
/// finding stands first is taken; the other has to wait for a text that has changed.
pub(crate) fn without_overlap(mut remedies: Vec<Remedy>, most: usize) -> Vec<Remedy> {
    remedies.sort_by_key(|remedy| remedy.place);
    let mut taken: BTreeMap<u32, u32> = BTreeMap::new();
    remedies.retain(|remedy| {
        remedy.fix.edits.iter().all(|edit| is_free(&taken, edit.span)) && {
            taken.extend(remedy.fix.edits.iter().map(|edit| (edit.span.start, edit.span.end)));
            true
        }
    });
    remedies.truncate(most);
    remedies
}

/// Returns true if none of the taken spans overlaps or meets `span`: which of two insertions in one place comes first, nobody can tell.
fn is_free(taken: &BTreeMap<u32, u32>, span: Span) -> bool {
    taken.range(..=span.end).next_back().is_none_or(|(_, end)| *end < span.start)
}

/// Returns a text with fixes applied that do not overlap; `None` if an edit lies outside of it or within a character. New lines end as
/// those of the text do.
pub(crate) fn apply<'f>(text: &str, fixes: impl Iterator<Item = &'f Fix>) -> Option<String> {
    let mut edits: Vec<&Edit> = fixes.flat_map(|fix| &fix.edits).collect();
    edits.sort_by_key(|edit| edit.span);
    let has_returns =
        text.find('\n').is_some_and(|at| text.get(..at).is_some_and(|line| line.ends_with('\r')));
    let mut changed = String::with_capacity(text.len());
    let mut done = 0;
    for edit in edits {
        changed.push_str(text.get(done..edit.span.range().start)?);
        if has_returns && edit.replacement.contains('\n') {
            changed.push_str(&edit.replacement.replace("\r\n", "\n").replace('\n', "\r\n"));
        } else {
            changed.push_str(&edit.replacement);
        }
        done = edit.span.range().end;
    }
    changed.push_str(text.get(done..)?);
    Some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Applicability;

    fn remedy(edits: &[(u32, u32, &str)]) -> Remedy {
        let edit = |&(start, end, text): &(u32, u32, &str)| Edit {
            span: Span::new(start, end),
            replacement: text.to_owned(),
        };
        let fix = Fix::new("mend it", Applicability::Safe, edits.iter().map(edit).collect());
        let place = fix.edits.first().map_or(Span::default(), |edit| edit.span);
        let rule = RuleName::new("a");
        Remedy { rule, file: FileId(0), place, identity: Fingerprint::default(), fix }
    }

    fn applied(text: &str, remedies: Vec<Remedy>) -> Option<String> {
        apply(text, without_overlap(remedies, usize::MAX).iter().map(|remedy| &remedy.fix))
    }

    #[test]
    fn fixes_apart_are_applied_together_in_any_order() {
        let remedies = vec![remedy(&[(4, 5, "E"), (8, 8, "!")]), remedy(&[(0, 1, "A")])];
        assert_eq!(applied("abcdefgh", remedies).as_deref(), Some("AbcdEfgh!"));
    }

    #[test]
    fn of_fixes_that_overlap_or_meet_the_first_is_applied() {
        let remedies = vec![remedy(&[(1, 3, "X")]), remedy(&[(3, 3, "Y")]), remedy(&[(2, 6, "Z")])];
        assert_eq!(applied("abcdefgh", remedies).as_deref(), Some("aXdefgh"));
        let far = vec![remedy(&[(0, 1, "X"), (7, 8, "Y")]), remedy(&[(7, 8, "Z")]), remedy(&[(3, 4, "W")])];
        assert_eq!(applied("abcdefgh", far).as_deref(), Some("XbcWefgY"));
    }

    #[test]
    fn new_lines_end_as_those_of_the_text() {
        assert_eq!(
            applied("a\r\nb\r\n", vec![remedy(&[(3, 3, "c\nd\r\n")])]).as_deref(),
            Some("a\r\nc\r\nd\r\nb\r\n")
        );
        assert_eq!(applied("a\nb", vec![remedy(&[(2, 2, "c\n")])]).as_deref(), Some("a\nc\nb"));
    }

    #[test]
    fn an_edit_within_a_character_or_outside_changes_nothing() {
        assert_eq!(applied("ж", vec![remedy(&[(1, 1, "x")])]), None);
        assert_eq!(applied("a", vec![remedy(&[(0, 5, "x")])]), None);
    }
}
