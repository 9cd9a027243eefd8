//! What no report may show: logs are read by everybody. It is hidden in the lines that findings show, in their words
//! and in their fixes, whichever finding it is.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound;
use std::sync::{Arc, LazyLock};

use aho_corasick::{AhoCorasick, MatchKind};

use super::{Input, Linter, Plan, file_id};
use crate::diagnostic::{Diagnostic, Edit, Secret};
use crate::outcome::Outcome;
use crate::rule::{ActiveRule, DocumentContext, Subject};
use crate::rules::{self, secrets_in};
use crate::settings::RuleSet;
use crate::source::{FileId, Span, masked, offset};
use crate::tree::Segment;

/// A shorter text stands in too many words by chance.
const SHORTEST: usize = 3;

impl<P: Fn(&str) -> Plan + Send + Sync> Linter<P> {
    /// Hides the secrets of the files that were checked, and of those that their findings point into.
    pub(super) fn hide_secrets(
        &self,
        inputs: &[(&Input, bool)],
        mut secrets: BTreeMap<FileId, Vec<Secret>>,
        outcome: &mut Outcome,
    ) {
        // A file that is only referred to was not checked, and may have its lines shown.
        let held_back = outcome.suppressed.iter().map(|held| &held.finding);
        let findings = outcome.diagnostics.iter().chain(held_back);
        let shown: BTreeSet<FileId> = findings.flat_map(files).collect();
        for (index, (input, is_named)) in inputs.iter().enumerate() {
            if !is_named && shown.contains(&file_id(index)) {
                secrets.insert(file_id(index), self.check_file(file_id(index), input, true).secrets);
            }
        }
        for (index, entry) in outcome.files.iter().enumerate() {
            if let Some(source) = &entry.source {
                secrets.entry(file_id(index)).or_default().extend(secrets_in(source.text()));
            }
        }
        secrets.retain(|_, secrets| !secrets.is_empty());
        if secrets.is_empty() {
            return;
        }
        let mut veils: BTreeMap<FileId, Veil> = BTreeMap::new();
        for (file, secrets) in secrets {
            let veil = Veil::new(&secrets);
            if let Some(entry) = outcome.files.get_mut(file.0 as usize)
                && let Some(source) = &entry.source
            {
                let mut spans: Vec<Span> = secrets.iter().map(|secret| secret.span).collect();
                // The same may stand elsewhere, in a comment or under a key that nobody knows.
                spans.extend(veil.iter().flat_map(|veil| veil.spans_in(source.text())));
                entry.source = Some(Arc::new(source.masked(&spans)));
            }
            veils.extend(veil.map(|veil| (file, veil)));
        }
        let held_back = outcome.suppressed.iter_mut().map(|held| &mut held.finding);
        for finding in outcome.diagnostics.iter_mut().chain(held_back) {
            let files: BTreeSet<FileId> = files(finding).collect();
            for (file, veil) in files.iter().filter_map(|file| Some((file, veils.get(file)?))) {
                veil.hide_in(finding, *file == finding.primary.file);
            }
        }
    }
}

/// The files that a finding points into, some of them several times.
fn files(finding: &Diagnostic) -> impl Iterator<Item = FileId> {
    std::iter::once(&finding.primary).chain(&finding.secondary).map(|label| label.file)
}

/// Rules that know what is to be hidden, for runs in which they are off.
static HIDING: LazyLock<Vec<ActiveRule>> = LazyLock::new(|| {
    let entries =
        ["confidential-source-exposed", "protected-person-named"].into_iter().filter_map(rules::find);
    let active = entries.filter_map(|entry| {
        let (name, severity) = (entry.meta.rule_name(), entry.meta.severity);
        Some(ActiveRule { name, severity, rule: entry.build(None).ok()? })
    });
    active.collect()
});

/// What is to be hidden of a document by rules that are not among `rules`.
pub(super) fn of_rules_that_are_off<'a>(rules: &RuleSet, subject: Subject<'a>) -> Vec<Secret> {
    let off = HIDING.iter().filter(|rule| rules.find(rule.name.as_str()).is_none());
    off.flat_map(|rule| DocumentContext::check(std::slice::from_ref(rule), subject).1).collect()
}

/// Finds the secrets of one file in the words of findings.
struct Veil {
    whole: AhoCorasick,
    /// How many bytes of each secret may be shown, in the order of the patterns.
    shown: Vec<usize>,
    /// The same by their texts, for those that are cut off.
    sorted: BTreeMap<String, usize>,
    /// Where they stand, in order and without overlaps.
    spans: Vec<Span>,
}

impl Veil {
    fn new(secrets: &[Secret]) -> Option<Self> {
        let long: Vec<&Secret> =
            secrets.iter().filter(|secret| secret.text.chars().count() >= SHORTEST).collect();
        let texts = || long.iter().map(|secret| secret.text.as_str());
        let whole = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts()).ok()?;
        let shown = long.iter().map(|secret| secret.shown).collect();
        let sorted = long.iter().map(|secret| (secret.text.clone(), secret.shown)).collect();
        Some(Self { whole, shown, sorted, spans: disjoint(secrets.iter().map(|secret| secret.span)) })
    }

    /// Whether an edit puts other words in the place of a secret.
    fn is_rewritten(&self, edit: &Edit) -> bool {
        let next = self.spans.partition_point(|span| span.end <= edit.span.start);
        let overlaps = self.spans.get(next).is_some_and(|span| span.start < edit.span.end);
        overlaps && edit.replacement.contains(char::is_alphanumeric)
    }

    /// Where in a file's text secrets stand, without what may be shown of them.
    fn spans_in(&self, text: &str) -> Vec<Span> {
        let found = self.whole.find_iter(text).map(|found| {
            let shown = self.shown.get(found.pattern().as_usize()).copied().unwrap_or_default();
            Span::new(offset(found.start() + shown), offset(found.end()))
        });
        found.collect()
    }

    /// Hides secrets in a finding, which `is_here` where it stands in their file.
    fn hide_in(&self, finding: &mut Diagnostic, is_here: bool) {
        let labels = std::iter::once(&mut finding.primary).chain(&mut finding.secondary);
        let labels = labels.filter_map(|label| label.message.as_mut());
        for text in labels.chain([&mut finding.message]).chain(&mut finding.help) {
            self.hide(text);
        }
        // A fix that writes a secret once more, or a part of it otherwise, would show it.
        finding.fix = finding.fix.take().filter(|fix| {
            let mut texts = fix.edits.iter().map(|edit| &edit.replacement).chain([&fix.title]);
            let is_shown = texts.any(|text| self.whole.is_match(text.as_str()) || self.is_cut(text));
            !(is_shown || is_here && fix.edits.iter().any(|edit| self.is_rewritten(edit)))
        });
        for segment in finding.pointer.iter_mut().flat_map(|pointer| &mut pointer.0) {
            if let Segment::Key(key) = segment {
                self.hide(key);
            }
        }
        if finding.anchor.as_ref().is_some_and(|anchor| self.whole.is_match(anchor.as_str())) {
            finding.anchor = None;
        }
    }

    fn hide(&self, text: &mut String) {
        // A secret that is cut off is known by its beginning, while that stands there.
        for at in cuts(text) {
            let start = self.start_of_cut(text, at);
            if let Some(beginning) = start.and_then(|start| text.get(start..at)) {
                let hidden: String = beginning.chars().map(masked).collect();
                // As many bytes, so that the other places stay.
                text.replace_range(at - hidden.len()..at, &hidden);
            }
        }
        if self.whole.is_match(text.as_str()) {
            let mut hidden = String::with_capacity(text.len());
            self.whole.replace_all_with(text, &mut hidden, |found, written, hidden| {
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

    /// Where, in a text that is cut at byte `cut`, that part of a secret's beginning starts which may not be shown.
    fn start_of_cut(&self, text: &str, cut: usize) -> Option<usize> {
        const MOST: usize = 90;
        let before = text.get(..cut)?;
        let starts: Vec<usize> = before.char_indices().rev().take(MOST).map(|(at, _)| at).collect();
        starts.into_iter().skip(SHORTEST - 1).rev().find_map(|start| {
            let beginning = before.get(start..)?;
            let (secret, shown) =
                self.sorted.range::<str, _>((Bound::Included(beginning), Bound::Unbounded)).next()?;
            (secret.starts_with(beginning) && beginning.len() > *shown).then_some(start + shown)
        })
    }
}

/// The spans in order, those that overlap in one.
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

/// The bytes at which a text is cut off.
fn cuts(text: &str) -> Vec<usize> {
    text.match_indices('…').map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn secrets_are_hidden_whole_and_cut() {
        let secret = |text: &str, shown| Secret { span: Span::empty(0), text: text.to_owned(), shown };
        let veil =
            Veil::new(&[secret("900115300003", 4), secret("Болат Сампл", 0), secret("12", 0)]).unwrap();
        for (written, hidden) in [
            ("the title `IIN 900115300003 of her`", "the title `IIN 9001******** of her`"),
            ("`IIN 90011530…`", "`IIN 9001****…`"),
            ("`IIN 9001…`", "`IIN 9001…`"),
            ("`IIN 90…` of 12", "`IIN 90…` of 12"),
            ("Болат Сампл, Болат", "····· ·····, Болат"),
            ("nothing…", "nothing…"),
        ] {
            let mut text = written.to_owned();
            veil.hide(&mut text);
            assert_eq!(text, hidden);
        }
    }
}
