//! Hides secrets in the lines that findings show, in their words and in their fixes, whichever rule reports them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::ops::Bound;
use std::sync::Arc;

use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};

use super::detect::identifiers::{SHOWN, identifiers_in};
use super::names::NameFinder;
use super::normal::Normal;
use super::{Name, Secrets};
use crate::diagnostic::{Diagnostic, Edit};
use crate::source::{FileId, SourceFile, Span, masked, offset};
use crate::tree::Segment;

/// The length in characters below which a secret is hidden only where it stands. Too many words contain a shorter text
/// by chance.
const MIN_CHARACTERS: usize = 3;

/// The fewest letters and digits of an identifier that is looked for whatever the signs between them.
const FEWEST_LETTERS: usize = 8;

/// A finding whose words are to be masked.
pub(crate) struct Masked<'a> {
    pub(crate) finding: &'a mut Diagnostic,
    /// The reason for which it does not count, in the file's words.
    pub(crate) reason: Option<&'a mut Box<str>>,
}

/// The extent of masking.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Extent {
    /// The secrets of each file, in its source and in the findings that point into it. They are the same in each run, so
    /// that fingerprints may rest on what is left.
    Own,
    /// The names that any of the files protects, in all of them.
    Everywhere,
}

/// Hides secrets. `files` are the files' paths and texts, by their ids. The paths are not masked: nobody could open the
/// file.
pub(crate) fn mask<'a>(
    secrets: &BTreeMap<FileId, Secrets>,
    extent: Extent,
    files: impl Iterator<Item = (&'a str, &'a mut Option<Arc<SourceFile>>)>,
    findings: impl Iterator<Item = Masked<'a>>,
) {
    let (own, everywhere) = match extent {
        Extent::Own => (own_redactors(secrets), None),
        Extent::Everywhere => protect_elsewhere(secrets),
    };
    if own.is_empty() && everywhere.is_none() {
        return;
    }
    let mut paths: Vec<&str> = Vec::new();
    for (index, (path, source)) in files.enumerate() {
        paths.push(path);
        let file = FileId(offset(index));
        let Some(source) = source else { continue };
        let redactors = || own.get(&file).into_iter().chain(&everywhere);
        // The same text may stand elsewhere, in a comment or under an unknown key.
        let mut spans: Vec<Span> =
            redactors().flat_map(|redactor| redactor.spans_in(source.text())).collect();
        spans.extend(redactors().flat_map(|redactor| redactor.parts.iter().copied()));
        // Merging must not join a place that can be hidden to one that cannot.
        spans.retain(|span| !source.slice(*span).is_empty());
        if !spans.is_empty() {
            *source = Arc::new(source.masked(&disjoint(spans.into_iter())));
        }
    }
    for Masked { finding, reason } in findings {
        let files: BTreeSet<FileId> = finding.files().collect();
        let redactors = files.iter().filter_map(|file| Some((own.get(file)?, *file == finding.primary.file)));
        let redactors: Vec<(&Redactor, bool)> =
            redactors.chain(everywhere.iter().map(|everywhere| (everywhere, false))).collect();
        if !redactors.is_empty() {
            let paths = files.iter().filter_map(|file| paths.get(file.0 as usize).copied()).collect();
            Pass { redactors, paths }.redact(finding, reason);
        }
    }
}

fn own_redactors(secrets: &BTreeMap<FileId, Secrets>) -> BTreeMap<FileId, Redactor> {
    secrets.iter().filter_map(|(file, secrets)| Some((*file, Redactor::new(secrets)?))).collect()
}

/// Returns the redactors of the files that name somebody openly whom another file protects under the same id, and the one
/// of all protected names.
fn protect_elsewhere(secrets: &BTreeMap<FileId, Secrets>) -> (BTreeMap<FileId, Redactor>, Option<Redactor>) {
    let protected: HashSet<&String> = secrets.values().flat_map(|secrets| &secrets.protected).collect();
    let named = |secrets: &Secrets| {
        let persons = secrets.open.iter().filter(|person| protected.contains(&person.key));
        let names = persons.flat_map(|person| person.names.iter().cloned()).collect();
        Secrets { names, ..Secrets::default() }
    };
    let open: BTreeMap<FileId, Secrets> =
        secrets.iter().map(|(file, secrets)| (*file, named(secrets))).collect();
    let names = secrets.values().chain(open.values()).flat_map(|secrets| &secrets.names);
    (own_redactors(&open), Redactor::of_names(names))
}

/// Finds secrets in the words of findings.
struct Redactor {
    /// Finds the secrets' complete texts.
    matcher: AhoCorasick,
    /// The number of bytes of each secret that may be shown, in the order of the patterns.
    shown: Vec<usize>,
    /// The same by the secrets' texts, to find those that are cut off.
    by_text: BTreeMap<String, usize>,
    /// The places of the secrets in the file.
    parts: Vec<Span>,
    /// The same in order and without overlaps.
    spans: Vec<Span>,
    names: Option<NameFinder>,
    /// Finds the letters and digits of identifiers, which advice may write with other signs between them.
    letters: Option<AhoCorasick>,
}

/// Bytes of texts up to which they are sought by the fastest automaton, which takes a kilobyte for each.
const FEW_BYTES: usize = 4096;

/// Returns a search for texts, in which the longest one counts.
fn longest_of<'t>(texts: impl Iterator<Item = &'t String> + Clone) -> Option<AhoCorasick> {
    let bytes: usize = texts.clone().map(String::len).sum();
    let kind = (bytes > FEW_BYTES).then_some(AhoCorasickKind::ContiguousNFA);
    AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).kind(kind).build(texts).ok()
}

impl Redactor {
    /// Makes the redactor of one file.
    fn new(secrets: &Secrets) -> Option<Self> {
        let names = NameFinder::new(secrets.names.iter(), true);
        if secrets.parts.is_empty() && names.is_none() {
            return None;
        }
        let mut by_text: BTreeMap<String, usize> = BTreeMap::new();
        for secret in secrets.parts.iter().filter(|secret| secret.text.chars().count() >= MIN_CHARACTERS) {
            // A text that is secret for two reasons shows no more than either allows.
            let shown = by_text.entry(secret.text.clone()).or_insert(secret.shown);
            *shown = secret.shown.min(*shown);
        }
        let identifiers = secrets.parts.iter().filter(|secret| secret.shown > 0);
        let identifiers = identifiers.map(|secret| Normal::of(&secret.text).letters().0);
        let identifiers: BTreeSet<String> =
            identifiers.filter(|letters| letters.len() >= FEWEST_LETTERS).collect();
        let spans = disjoint(secrets.parts.iter().map(|secret| secret.span));
        let parts = secrets.parts.iter().map(|secret| secret.span).collect();
        Some(Self { parts, spans, ..Self::with_texts(by_text, names, &identifiers)? })
    }

    /// Makes a redactor of complete names; one word of a name may be anybody's in another file.
    fn of_names<'n>(names: impl Iterator<Item = &'n Name>) -> Option<Self> {
        let names = NameFinder::new(names, false)?;
        Self::with_texts(BTreeMap::new(), Some(names), &BTreeSet::new())
    }

    fn with_texts(
        by_text: BTreeMap<String, usize>,
        names: Option<NameFinder>,
        identifiers: &BTreeSet<String>,
    ) -> Option<Self> {
        let matcher = longest_of(by_text.keys())?;
        let letters = if identifiers.is_empty() { None } else { longest_of(identifiers.iter()) };
        let shown = by_text.values().copied().collect();
        Some(Self { matcher, shown, by_text, parts: Vec::new(), spans: Vec::new(), names, letters })
    }

    /// Returns true if an edit puts other words in the place of a secret.
    fn is_rewritten(&self, edit: &Edit) -> bool {
        let next = self.spans.partition_point(|span| span.end <= edit.span.start);
        let overlaps = self.spans.get(next).is_some_and(|span| span.start < edit.span.end);
        overlaps && edit.replacement.contains(char::is_alphanumeric)
    }

    /// Returns the places of secrets in a text, without the parts that may be shown.
    fn spans_in(&self, text: &str) -> Vec<Span> {
        let span = |start: usize, end: usize| Span::new(offset(start), offset(end));
        let found = self.matcher.find_iter(text).map(|found| {
            let shown = self.shown.get(found.pattern().as_usize()).copied().unwrap_or_default();
            span(found.start() + shown, found.end())
        });
        let names = self.names.iter().flat_map(|names| names.find(text));
        found.chain(names.map(|name| span(name.range.start, name.range.end))).collect()
    }

    /// Returns the places of secrets in the words of a finding, which may be cut off.
    fn spans_in_words(&self, text: &str) -> Vec<Span> {
        let cut = cuts(text).into_iter().filter_map(|at| {
            let start = self.start_of_cut(text, at)?;
            Some(Span::new(offset(start), offset(at)))
        });
        cut.chain(self.spans_in(text)).chain(self.identifiers_in(text)).collect()
    }

    /// Returns the places of identifiers, whatever the signs between their letters, without the part that may be shown.
    fn identifiers_in(&self, text: &str) -> Vec<Span> {
        let Some(matcher) = &self.letters else { return Vec::new() };
        let normal = Normal::of(text);
        let (letters, places) = normal.letters();
        let found = matcher.find_iter(&letters).filter_map(|found| {
            let start = *places.get(found.start() + SHOWN)?;
            let last = *places.get(found.end().checked_sub(1)?)?;
            let after = normal.text.get(last..)?.chars().next().map_or(0, char::len_utf8);
            let range = normal.original(&(start..last + after));
            Some(Span::new(offset(range.start), offset(range.end)))
        });
        found.collect()
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

/// The masking of one finding.
struct Pass<'a> {
    /// The redactors of the files that it points into; those of the file of its edits say so.
    redactors: Vec<(&'a Redactor, bool)>,
    /// The paths of those files, which stay readable.
    paths: Vec<&'a str>,
}

impl Pass<'_> {
    fn redact(&self, finding: &mut Diagnostic, reason: Option<&mut Box<str>>) {
        let labels = std::iter::once(&mut finding.primary).chain(&mut finding.secondary);
        let labels = labels.filter_map(|label| label.message.as_mut());
        for text in labels.chain([&mut finding.message]).chain(&mut finding.help) {
            self.hide(text);
        }
        if let Some(reason) = reason {
            let mut text = std::mem::take(reason).into_string();
            self.hide(&mut text);
            // It may stand in the configuration, of which the file's secrets know nothing.
            let identifiers = disjoint(identifiers_in(&text).map(|secret| secret.span));
            hide_spans(&mut text, &identifiers);
            *reason = text.into();
        }
        // A fix that repeats a secret, or rewrites a part of it, would show it.
        finding.fix = finding.fix.take().filter(|fix| {
            let mut texts = fix.edits.iter().map(|edit| &edit.replacement).chain([&fix.title]);
            let is_rewritten = |(redactor, is_in_file): &(&Redactor, bool)| {
                *is_in_file && fix.edits.iter().any(|edit| redactor.is_rewritten(edit))
            };
            !texts.any(|text| self.is_secret(text)) && !self.redactors.iter().any(is_rewritten)
        });
        for segment in finding.pointer.iter_mut().flat_map(|pointer| &mut pointer.0) {
            if let Segment::Key(key) = segment {
                self.hide(key);
            }
        }
        finding.anchor = finding.anchor.take().filter(|anchor| !self.is_secret(anchor));
    }

    fn is_secret(&self, text: &str) -> bool {
        !self.spans(text).is_empty()
    }

    fn hide(&self, text: &mut String) {
        hide_spans(text, &self.spans(text));
    }

    /// Returns the places in some words that are to be hidden.
    fn spans(&self, text: &str) -> Vec<Span> {
        let found = self.redactors.iter().flat_map(|(redactor, _)| redactor.spans_in_words(text));
        let found = disjoint(found);
        if found.is_empty() {
            return found;
        }
        let paths = self
            .paths
            .iter()
            .flat_map(|path| text.match_indices(path).map(|(at, path)| (at, at + path.len())));
        let paths: Vec<(usize, usize)> = paths.collect();
        let is_in_path = |span: &Span| {
            paths.iter().any(|(start, end)| *start <= span.start as usize && span.end as usize <= *end)
        };
        found.into_iter().filter(|span| !is_in_path(span)).collect()
    }
}

/// Masks some places of a text, which are in order and without overlaps.
/// Returns a text of a failure, which belongs to no document, without the identifiers in it.
pub(crate) fn without_identifiers(text: &str) -> String {
    let mut hidden = text.to_owned();
    hide_spans(&mut hidden, &disjoint(identifiers_in(text).map(|secret| secret.span)));
    hidden
}

fn hide_spans(text: &mut String, spans: &[Span]) {
    for span in spans {
        let hidden: String = text.get(span.range()).unwrap_or_default().chars().map(masked).collect();
        // It has as many bytes, so that the other places stay where they are.
        if hidden.len() == span.len() as usize {
            text.replace_range(span.range(), &hidden);
        }
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
    use crate::redact::Secret;
    use crate::source::Span;

    #[test]
    fn secrets_are_hidden_in_full_and_where_they_are_cut_off() {
        let secret = |text: &str, shown| Secret { span: Span::empty(0), text: text.to_owned(), shown };
        let parts = vec![secret("900115300003", 4), secret("Болат Сампл", 0), secret("12", 0)];
        let redactor = Redactor::new(&Secrets { parts, ..Secrets::default() }).unwrap();
        let pass = Pass { redactors: vec![(&redactor, true)], paths: vec!["a/Болат Сампл.yaml"] };
        for (written, hidden) in [
            ("the title `IIN 900115300003 of her`", "the title `IIN 9001******** of her`"),
            ("`IIN 90011530…`", "`IIN 9001****…`"),
            ("`IIN 9001…`", "`IIN 9001…`"),
            ("`IIN 90…` of 12", "`IIN 90…` of 12"),
            ("Болат Сампл, Болат", "····· ·····, Болат"),
            ("nothing…", "nothing…"),
            ("in a/Болат Сампл.yaml", "in a/Болат Сампл.yaml"),
        ] {
            let mut text = written.to_owned();
            pass.hide(&mut text);
            assert_eq!(text, hidden);
        }
    }
}
