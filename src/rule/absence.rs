//! The rules that report what is missing, each with the keys that would have it.

use crate::diagnostic::Premise;
use crate::document::{Document, DocumentKind};
use crate::model::{Model, Period};
use crate::tree::{NodeRef, NodeType};

/// The number of mappings around a finding's node in which a misspelt key may have been meant for it: a sentence takes its
/// article from the verdict, and everything its people from the document.
const MOST_AROUND: usize = 6;

/// Rules, sorted, with the keys. A finding of such a rule depends on it that none of the keys is there by another name.
const KEYS: &[(&str, &[&str])] = &[
    ("case-without-events", &["events"]),
    ("charge-without-article", &["articles"]),
    ("conviction-without-sentence", &["sentences"]),
    ("defendant-without-sentence", &["sentences", "results"]),
    ("event-without-date", &["date"]),
    ("event-without-source", &["sources", "quotes"]),
    ("figure-without-source", &["source", "sources"]),
    ("fine-without-amount", &["amount"]),
    ("imprisonment-without-duration", &["duration", "ends"]),
    ("person-outside-case", &["persons"]),
    ("person-without-role", &["role"]),
    ("quote-without-source", &["source", "sources"]),
    ("quote-without-speaker", &["speaker"]),
    ("review-without-target", &["appeals"]),
    ("sentence-without-article", &["articles"]),
    ("sentence-without-conviction", &["outcome"]),
    ("sentenced-person-not-in-verdict", &["persons"]),
    ("source-without-accessed", &["accessed"]),
    ("source-without-archive", &["archived_url"]),
    ("source-without-date", &["published"]),
    ("source-without-url", &["url", "archived_url"]),
    ("status-without-as-of", &["as_of", "published"]),
    ("translated-quote-without-language", &["language"]),
    ("unresolved-organisation", &["organisations"]),
    ("unresolved-person", &["persons"]),
    ("unresolved-source", &["sources"]),
    ("verdict-without-court", &["court"]),
    ("verdict-without-date", &["date"]),
];

/// Rules that report what nothing refers to, or what nothing declares, with the keys under which something could. They depend
/// on it that none of these keys stands anywhere by another name.
const REFERRING_KEYS: [(&str, &[&str]); 3] = [
    ("unresolved-event", &["id", "events"]),
    ("unused-person", &["persons", "speaker", "cases", "events", "quotes"]),
    ("unused-source", &["source", "sources", "cases", "events", "quotes", "developments", "figures"]),
];

/// Rules that compare the periods of reports on one country: they depend on the country and the period.
const OF_SERIES: [&str; 2] = ["report-period-gap", "report-period-overlap"];

/// Returns the premises of a finding of a rule over the repository in a document.
pub(super) fn premises_of_series(rule: &str, document: &Document) -> Vec<Premise> {
    if !OF_SERIES.contains(&rule) {
        return Vec::new();
    }
    let model = Model::new(document, Some(DocumentKind::Report));
    let period = model.period();
    let dates = [period.and_then(Period::start), period.and_then(Period::end)].into_iter().flatten();
    let entries = model.country_entry().into_iter().chain(dates.map(|dated| dated.entry));
    entries.filter_map(|entry| Premise::value_right(entry.value)).collect()
}

/// Returns the premises of a finding of `rule` about `node`.
pub(super) fn premises(rule: &str, node: NodeRef<'_>) -> Vec<Premise> {
    if let Some((_, keys)) = REFERRING_KEYS.iter().find(|(name, _)| *name == rule) {
        return keys.iter().map(|key| Premise::key_read(node, key)).collect();
    }
    let Ok(index) = KEYS.binary_search_by(|(name, _)| (*name).cmp(rule)) else { return Vec::new() };
    let keys = KEYS.get(index).map_or(&[][..], |(_, keys)| keys);
    let around = std::iter::successors(Some(node), |node| node.parent());
    let mappings = around.filter(|node| node.node_type() == NodeType::Mapping).take(MOST_AROUND);
    mappings.flat_map(|mapping| keys.iter().map(move |key| Premise::key_absent(mapping, key))).collect()
}

#[cfg(test)]
mod tests {
    use super::KEYS;

    #[test]
    fn the_rules_are_sorted() {
        assert!(KEYS.is_sorted_by(|(a, _), (b, _)| a < b), "a search needs the order");
    }
}
