//! `discouraged-term`

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;

use super::support::terms::{self, BUNDLED_TERMS, Term};
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

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct DiscouragedTerm {
    /// Further terms; `None` turns off a term that comes with the rule.
    terms: BTreeMap<String, Option<Instead>>,
}

/// The replacement for a term, and the reason for it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Instead {
    write: String,
    why: String,
}

impl Rule for DiscouragedTerm {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let written =
            self.terms.keys().map(String::as_str).chain(BUNDLED_TERMS.iter().map(|(term, ..)| *term));
        // Most documents need no list of the terms.
        if !model.may_have_word(written.filter_map(|term| Some(words(term).next()?.1))) {
            return;
        }
        let terms = self.terms(model.is_english());
        for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
            let prose = text.prose();
            let found: Vec<(Range<usize>, &str)> = text.words().collect();
            let mut quoted_ranges = None;
            for index in 0..found.len() {
                let Some((range, term)) = terms::longest_match(&found, index, &terms) else { continue };
                let quoted_ranges = quoted_ranges.get_or_insert_with(|| text.quoted_ranges());
                if quoted_ranges.contain(&range) {
                    continue;
                }
                let shown = prose.get(range.clone()).unwrap_or_default();
                let before = index.checked_sub(1).and_then(|before| found.get(before));
                let instead = terms::match_capital(shown, term.instead);
                let (place, instead) = terms::with_article(before, range.clone(), instead);
                let finding = cx
                    .report(text.place(range.clone()), format!("{} is a term to avoid", quoted(shown)))
                    .help(format!("{}: write {}, unless somebody is quoted", term.why, quoted(&instead)));
                if let Some(edit) = text.edit(place, instead.clone()) {
                    finding.fix(format!("write {}", quoted(&instead)), Applicability::Unsafe, vec![edit]);
                }
            }
        }
    }
}

impl DiscouragedTerm {
    /// Returns the terms to look for, by their first word in lower case.
    fn terms(&self, is_english: bool) -> BTreeMap<String, Vec<Term<'_>>> {
        let own = self.terms.iter().map(|(term, instead)| {
            (term.as_str(), instead.as_ref().map(|instead| (instead.write.as_str(), instead.why.as_str())))
        });
        let bundled = BUNDLED_TERMS.iter().filter(|(term, ..)| is_english && !self.terms.contains_key(*term));
        let bundled = bundled.map(|(term, instead, why)| (*term, Some((*instead, *why))));
        let mut terms: BTreeMap<String, Vec<Term<'_>>> = BTreeMap::new();
        for (term, instead) in own.chain(bundled) {
            let parts: Vec<String> = words(term).map(|(_, word)| word.to_lowercase()).collect();
            let (Some(first), Some((instead, why))) = (parts.first(), instead) else { continue };
            terms.entry(first.clone()).or_default().push(Term { words: parts.clone(), instead, why });
        }
        terms
    }
}
