//! `quote-without-source`

use serde::Deserialize;

use super::support::quotes::{name_quote, quote_place};
use super::support::unused::{propose, unused_by_publisher};
use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<QuoteWithoutSource>(RuleMeta {
    name: "quote-without-source",
    group: Group::Sourcing,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("quote-without-source.md"),
});

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct QuoteWithoutSource {
    /// Quotes of fewer words need no source.
    min_words: usize,
}

impl Default for QuoteWithoutSource {
    fn default() -> Self {
        Self { min_words: 1 }
    }
}

impl Rule for QuoteWithoutSource {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let mut unused = None;
        for quote in cx.model().quotes() {
            // `unresolved-source` already reports an id that leads nowhere.
            let is_sourced =
                quote.has_inline_source() || quote.sources().next().is_some() || quote.has_unknown_source();
            let is_short = |text: &str| text.split_whitespace().take(self.min_words).count() < self.min_words;
            if is_sourced || quote.text().is_some_and(is_short) {
                continue;
            }
            let unused = unused.get_or_insert_with(|| unused_by_publisher(cx.model()));
            let unused = quote.speaker().and_then(|speaker| unused.get(speaker).copied().flatten());
            let mut report = cx
                .report(quote_place(quote), format!("{} has no source", name_quote(cx.model(), quote)))
                .note("no source for these words");
            if let Some(sources) = quote.owner_sources().filter(|_| unused.is_none()) {
                report = report.label(sources, "the sources around it: do they have the words too?");
            }
            propose(
                report,
                unused,
                "say where others can read or hear the words, so that they can check them: `sources:` beside `text:`, \
                 with the id of one of the document's sources, or `source:` with its details",
            );
        }
    }
}
