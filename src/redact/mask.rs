//! Hides secrets in the lines that findings show, in their words and in their fixes, whichever rule reports them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, MatchKind};

use super::Secret;
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{FileId, SourceFile, Span, masked, offset};
use crate::tree::Segment;

/// The length in characters below which a secret is hidden only where it stands. Too many words contain a shorter text
/// by chance.
const MIN_CHARACTERS: usize = 3;

/// Hides the secrets of each file in its source, and in the findings that point into the file.
pub(crate) fn mask<'a>(
    secrets: &BTreeMap<FileId, Vec<Secret>>,
    sources: impl Iterator<Item = (FileId, &'a mut Arc<SourceFile>)>,
    findings: impl Iterator<Item = &'a mut Diagnostic>,
) {
    let redactors = secrets.iter().filter(|(_, secrets)| !secrets.is_empty());
    let redactors: BTreeMap<FileId, Redactor> =
        redactors.filter_map(|(file, secrets)| Some((*file, Redactor::new(secrets)?))).collect();
    for (file, source) in sources {
        if let Some(secrets) = secrets.get(&file).filter(|secrets| !secrets.is_empty()) {
            let mut spans: Vec<Span> = secrets.iter().map(|secret| secret.span).collect();
            // The same text may stand elsewhere, in a comment or under an unknown key.
            spans.extend(redactors.get(&file).iter().flat_map(|redactor| redactor.spans_in(source.text())));
            // Merging must not join a place that can be hidden to one that cannot.
            spans.retain(|span| !source.slice(*span).is_empty());
            *source = Arc::new(source.masked(&disjoint(spans.into_iter())));
        }
    }
    for finding in findings {
        let files: BTreeSet<FileId> = finding.files().collect();
        for file in files {
            if let Some(redactor) = redactors.get(&file) {
                redactor.redact(finding, file == finding.primary.file);
            }
        }
    }
}

/// Finds the secrets of one file in the words of findings.
struct Redactor {
    /// Finds the secrets' complete texts.
    matcher: AhoCorasick,
    /// The number of bytes of each secret that may be shown, in the order of the patterns.
    shown: Vec<usize>,
    /// The same by the secrets' texts, to find those that are cut off.
    by_text: BTreeMap<String, usize>,
    /// The places of the secrets, in order and without overlaps.
    spans: Vec<Span>,
}

impl Redactor {
    fn new(secrets: &[Secret]) -> Option<Self> {
        let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
        for secret in secrets.iter().filter(|secret| secret.text.chars().count() >= MIN_CHARACTERS) {
            // A text that is secret for two reasons shows no more than either allows.
            let shown = by_text.entry(secret.text.clone()).or_insert(secret.shown);
            *shown = secret.shown.min(*shown);
        }
        let matcher =
            AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(by_text.keys()).ok()?;
        let shown = by_text.values().copied().collect();
        let spans = disjoint(secrets.iter().map(|secret| secret.span));
        Some(Self { matcher, shown, by_text, spans })
    }

    /// Returns true if an edit puts other words in the place of a secret.
    fn is_rewritten(&self, edit: &Edit) -> bool {
        let next = self.spans.partition_point(|span| span.end <= edit.span.start);
        let overlaps = self.spans.get(next).is_some_and(|span| span.start < edit.span.end);
        overlaps && edit.replacement.contains(char::is_alphanumeric)
    }

    /// Returns the places of secrets in a file's text, without the parts that may be shown.
    fn spans_in(&self, text: &str) -> Vec<Span> {
        let found = self.matcher.find_iter(text).map(|found| {
            let shown = self.shown.get(found.pattern().as_usize()).copied().unwrap_or_default();
            Span::new(offset(found.start() + shown), offset(found.end()))
        });
        found.collect()
    }

    /// Hides the secrets in a finding. Its edits are in the secrets' file if `is_in_file`.
    fn redact(&self, finding: &mut Diagnostic, is_in_file: bool) {
        let labels = std::iter::once(&mut finding.primary).chain(&mut finding.secondary);
        let labels = labels.filter_map(|label| label.message.as_mut());
        for text in labels.chain([&mut finding.message]).chain(&mut finding.help) {
            self.hide(text);
        }
        // A fix that repeats a secret, or rewrites a part of it, would show it.
        finding.fix = finding.fix.take().filter(|fix| {
            let mut texts = fix.edits.iter().map(|edit| &edit.replacement).chain([&fix.title]);
            let is_shown = texts.any(|text| self.matcher.is_match(text.as_str()) || self.is_cut(text));
            !(is_shown || is_in_file && fix.edits.iter().any(|edit| self.is_rewritten(edit)))
        });
        for segment in finding.pointer.iter_mut().flat_map(|pointer| &mut pointer.0) {
            if let Segment::Key(key) = segment {
                self.hide(key);
            }
        }
        if finding.anchor.as_ref().is_some_and(|anchor| self.matcher.is_match(anchor.as_str())) {
            finding.anchor = None;
        }
    }

    fn hide(&self, text: &mut String) {
        // A secret that is cut off is known by its beginning, which must be looked for first.
        for at in cuts(text) {
            let start = self.start_of_cut(text, at);
            if let Some(beginning) = start.and_then(|start| text.get(start..at)) {
                let hidden: String = beginning.chars().map(masked).collect();
                // It has as many bytes, so that the other places stay where they are.
                text.replace_range(at - hidden.len()..at, &hidden);
            }
        }
        if self.matcher.is_match(text.as_str()) {
            let mut hidden = String::with_capacity(text.len());
            self.matcher.replace_all_with(text, &mut hidden, |found, written, hidden| {
                let shown = self.shown.get(found.pattern().as_usize()).copied().unwrap_or_default();
                let (open, secret) = written.split_at_checked(shown).unwrap_or(("", written));
                hidden.push_str(open);
                hidden.extend(secret.chars().map(masked));
                true
            });
            *text = hidden;
        }
    }

    fn is_cut(&self, text: &str) -> bool {
        cuts(text).into_iter().any(|at| self.start_of_cut(text, at).is_some())
    }

    /// Looks for a secret whose beginning ends at byte `cut`, where the text is cut off. Returns its first byte that may
    /// not be shown.
    fn start_of_cut(&self, text: &str, cut: usize) -> Option<usize> {
        const MAX_CHARACTERS: usize = 90;
        let before = text.get(..cut)?;
        let starts: Vec<usize> = before.char_indices().rev().take(MAX_CHARACTERS).map(|(at, _)| at).collect();
        starts.into_iter().skip(MIN_CHARACTERS - 1).rev().find_map(|start| {
            let beginning = before.get(start..)?;
            let (secret, shown) =
                self.by_text.range::<str, _>((Bound::Included(beginning), Bound::Unbounded)).next()?;
            (secret.starts_with(beginning) && beginning.len() > *shown).then_some(start + shown)
        })
    }
}

/// Returns the spans in order, with overlapping ones merged.
fn disjoint(spans: impl Iterator<Item = Span>) -> Vec<Span> {
    let mut sorted: Vec<Span> = spans.filter(|span| !span.is_empty()).collect();
    sorted.sort_unstable();
    sorted.dedup_by(|next, span| {
        let overlaps = next.start < span.end;
        if overlaps {
            *span = span.to(*next);
        }
        overlaps
    });
    sorted
}

/// Returns the bytes at which a text is cut off.
fn cuts(text: &str) -> Vec<usize> {
    text.match_indices('…').map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn secrets_are_hidden_in_full_and_where_they_are_cut_off() {
        let secret = |text: &str, shown| Secret { span: Span::empty(0), text: text.to_owned(), shown };
        let redactor =
            Redactor::new(&[secret("900115300003", 4), secret("Болат Сампл", 0), secret("12", 0)]).unwrap();
        for (written, hidden) in [
            ("the title `IIN 900115300003 of her`", "the title `IIN 9001******** of her`"),
            ("`IIN 90011530…`", "`IIN 9001****…`"),
            ("`IIN 9001…`", "`IIN 9001…`"),
            ("`IIN 90…` of 12", "`IIN 90…` of 12"),
            ("Болат Сампл, Болат", "····· ·····, Болат"),
            ("nothing…", "nothing…"),
        ] {
            let mut text = written.to_owned();
            redactor.hide(&mut text);
            assert_eq!(text, hidden);
        }
    }
}
