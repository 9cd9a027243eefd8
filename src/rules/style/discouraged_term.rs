//! `discouraged-term`

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use crate::diagnostic::{Applicability, Severity};
use crate::model::prose::words;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<DiscouragedTerm>(RuleMeta {
    name: "discouraged-term",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("discouraged-term.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DiscouragedTerm {
    /// Further terms, and those that come with the rule to be left alone.
    terms: BTreeMap<String, Option<Instead>>,
}

/// What to write instead of a term.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Instead {
    write: String,
    why: String,
}

impl Rule for DiscouragedTerm {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let own = self.terms.iter().map(|(term, instead)| {
            (term.as_str(), instead.as_ref().map(|i| (i.write.as_str(), i.why.as_str())))
        });
        let bundled =
            DEFAULTS.iter().filter(|(term, ..)| model.is_english() && !self.terms.contains_key(*term));
        let bundled = bundled.map(|(term, instead, why)| (*term, Some((*instead, *why))));
        let mut terms: BTreeMap<String, Vec<Term<'_>>> = BTreeMap::new();
        for (term, instead) in own.chain(bundled) {
            let parts: Vec<String> = words(term).map(|(_, word)| word.to_lowercase()).collect();
            let (Some(first), Some((instead, why))) = (parts.first(), instead) else { continue };
            terms.entry(first.clone()).or_default().push(Term { words: parts.clone(), instead, why });
        }
        for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
            let prose = text.prose();
            let found: Vec<(Range<usize>, &str)> = text.words().collect();
            let mut quoted_ranges = None;
            for index in 0..found.len() {
                let Some((range, term)) = match_at(&found, index, &terms) else { continue };
                let quoted_ranges = quoted_ranges.get_or_insert_with(|| text.quoted_ranges());
                if quoted_ranges.contain(&range) {
                    continue;
                }
                let shown = prose.get(range.clone()).unwrap_or_default();
                let before = index.checked_sub(1).and_then(|before| found.get(before));
                let (place, instead) = with_article(before, range.clone(), like(shown, term.instead));
                let report = cx
                    .report(text.place(range.clone()), format!("{} is a term to avoid", quoted(shown)))
                    .help(format!("{}: write {}, unless somebody is quoted", term.why, quoted(&instead)));
                if let Some(edit) = text.edit(place, instead.clone()) {
                    report.fix(format!("write {}", quoted(&instead)), Applicability::Unsafe, vec![edit]);
                }
            }
        }
    }
}

/// Terms on which the guides of the field agree, what to write, and why.
const DEFAULTS: [(&str, &str, &str); 14] = [
    (
        "committed suicide",
        "died by suicide",
        "suicide is no crime (World Health Organization, guidance for media)",
    ),
    (
        "commit suicide",
        "die by suicide",
        "suicide is no crime (World Health Organization, guidance for media)",
    ),
    (
        "illegal immigrant",
        "undocumented migrant",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    (
        "illegal immigrants",
        "undocumented migrants",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    (
        "illegal migrant",
        "undocumented migrant",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    (
        "illegal migrants",
        "undocumented migrants",
        "no person is illegal (UN General Assembly, resolution 3449 of 1975)",
    ),
    ("child pornography", "child sexual abuse material", "it records a crime (Luxembourg Guidelines, 2016)"),
    (
        "child prostitution",
        "sexual exploitation of children",
        "a child cannot consent (Luxembourg Guidelines, 2016)",
    ),
    (
        "child prostitute",
        "child victim of sexual exploitation",
        "a child cannot consent (Luxembourg Guidelines, 2016)",
    ),
    ("sexual preference", "sexual orientation", "it is no choice (Yogyakarta Principles)"),
    ("sex change operation", "gender-affirming surgery", "the person's gender does not change by it"),
    ("hermaphrodite", "intersex person", "the word demeans (UN Free & Equal)"),
    ("deaf and dumb", "deaf", "the word demeans (UN Disability-Inclusive Language Guidelines)"),
    (
        "mental retardation",
        "intellectual disability",
        "the word demeans (UN Disability-Inclusive Language Guidelines)",
    ),
];

struct Term<'t> {
    words: Vec<String>,
    instead: &'t str,
    why: &'t str,
}

/// The longest term whose words stand at `index` with only white space between them.
fn match_at<'m, 't>(
    found: &[(Range<usize>, &str)],
    index: usize,
    terms: &'m BTreeMap<String, Vec<Term<'t>>>,
) -> Option<(Range<usize>, &'m Term<'t>)> {
    let (first, word) = found.get(index)?;
    let is_small = word.bytes().all(|byte| byte.is_ascii_lowercase());
    let small = if is_small { Cow::Borrowed(*word) } else { Cow::Owned(word.to_lowercase()) };
    let candidates = terms.get(&*small)?.iter().filter_map(|term| {
        let stretch = found.get(index..index + term.words.len())?;
        let is_same = stretch.iter().zip(&term.words).all(|((_, word), term)| word.to_lowercase() == *term);
        // A sentence's end or a comma lies between words that are further apart.
        let is_close =
            stretch.windows(2).all(|pair| matches!(pair, [(a, _), (b, _)] if b.start <= a.end + 1));
        (is_same && is_close).then(|| Some((first.start..stretch.last()?.0.end, term)))?
    });
    candidates.max_by_key(|(range, _)| range.end)
}

/// The place and the replacement with the article before it, where that one does not fit any more: `a hermaphrodite`,
/// `an intersex person`.
fn with_article(
    before: Option<&(Range<usize>, &str)>,
    range: Range<usize>,
    instead: String,
) -> (Range<usize>, String) {
    let fitting = if instead.to_lowercase().starts_with(['a', 'e', 'i', 'o']) { "an" } else { "a" };
    match before.filter(|(place, _)| place.end + 1 == range.start) {
        Some((place, "a" | "an")) => (place.start..range.end, format!("{fitting} {instead}")),
        Some((place, "A" | "An")) => (place.start..range.end, format!("{} {instead}", like("A", fitting))),
        _ => (range, instead),
    }
}

/// The replacement with a capital where the term has one.
fn like(shown: &str, instead: &str) -> String {
    let mut letters = instead.chars();
    match letters.next().filter(|_| shown.starts_with(char::is_uppercase)) {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => instead.to_owned(),
    }
}
