//! The rules that report what is missing, each with the keys that would have it.

use crate::diagnostic::Premise;
use crate::document::{Document, DocumentKind};
use crate::model::vocabulary::field;
use crate::model::{Model, Period};
use crate::tree::{NodeRef, NodeType};

/// The number of mappings around a finding's node that are looked at.
const MOST_AROUND: usize = 6;

/// The mappings in which a key may have been meant for what a rule misses.
#[derive(Clone, Copy)]
enum Scope {
    /// The thing itself: a date, a source or an amount is written nowhere else.
    Own,
    /// The thing and those around it up to the event: a sentence takes its articles and its people from the verdict.
    Event,
    /// All, up to the root: things with ids are declared there.
    All,
}

/// Rules, sorted, with the keys, and where these may stand. A finding of such a rule depends on it that none of the keys is
/// there by another name.
const KEYS: &[(&str, Scope, &[&str])] = &[
    ("case-without-events", Scope::Own, &["events"]),
    ("charge-without-article", Scope::Own, &["articles"]),
    ("conviction-without-sentence", Scope::Event, &["sentences"]),
    ("defendant-without-sentence", Scope::Event, &["sentences", "results"]),
    ("event-without-date", Scope::Own, &["date"]),
    ("event-without-outcome", Scope::Own, &["outcome"]),
    ("event-without-source", Scope::Own, &["sources", "quotes"]),
    ("figure-without-source", Scope::Own, &["source", "sources"]),
    ("fine-without-amount", Scope::Own, &["amount"]),
    ("imprisonment-without-duration", Scope::Own, &["duration", "ends"]),
    ("outcome-under-wrong-jurisdiction", Scope::Event, &["jurisdiction"]),
    ("penalty-of-other-code", Scope::Event, &["jurisdiction"]),
    ("person-outside-case", Scope::All, &["persons"]),
    ("person-without-role", Scope::Own, &["role"]),
    ("quote-without-source", Scope::Own, &["source", "sources"]),
    ("quote-without-speaker", Scope::Own, &["speaker"]),
    ("review-without-target", Scope::Own, &["appeals"]),
    ("sentence-under-wrong-code", Scope::Event, &["jurisdiction"]),
    ("sentence-without-article", Scope::Event, &["articles"]),
    ("sentence-without-conviction", Scope::Event, &["outcome"]),
    ("sentenced-person-not-in-verdict", Scope::Event, &["persons"]),
    ("source-without-accessed", Scope::Own, &["accessed"]),
    ("source-without-archive", Scope::Own, &["archived_url"]),
    ("source-without-date", Scope::Own, &["published"]),
    ("source-without-url", Scope::Own, &["url", "archived_url"]),
    ("status-without-as-of", Scope::All, &["as_of", "published"]),
    ("translated-quote-without-language", Scope::Own, &["language"]),
    ("unresolved-organisation", Scope::All, &["organisations"]),
    ("unresolved-person", Scope::All, &["persons"]),
    ("unresolved-source", Scope::All, &["sources"]),
    ("verdict-article-not-charged", Scope::Event, &["reclassified", "jurisdiction"]),
    ("verdict-date-imprecise", Scope::Own, &[]),
    ("verdict-without-court", Scope::Event, &["court"]),
    ("verdict-without-date", Scope::Own, &["date"]),
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
        let read = keys.iter().map(|key| Premise::key_read(node, key));
        return read.chain(keys.iter().map(|key| Premise::in_this_document(key))).collect();
    }
    let Ok(index) = KEYS.binary_search_by(|(name, ..)| (*name).cmp(rule)) else { return Vec::new() };
    let Some((_, scope, keys)) = KEYS.get(index) else { return Vec::new() };
    let mut found = Vec::new();
    for mapping in mappings(node, *scope) {
        // Only the root's keys can stand in a document of their own.
        if mapping.parent().is_none() {
            found.extend(keys.iter().map(|key| Premise::in_this_document(key)));
        }
        found.extend(keys.iter().chain(&[field::UNKNOWN]).map(|key| Premise::key_absent(mapping, key)));
    }
    found
}

/// Returns the mappings around a finding's node in which a key may have been meant for it, from the inside out.
fn mappings(node: NodeRef<'_>, scope: Scope) -> impl Iterator<Item = NodeRef<'_>> {
    let around = std::iter::successors(Some(node), |node| node.parent());
    let mappings = around.filter(|node| node.node_type() == NodeType::Mapping);
    let most = match scope {
        Scope::Own => 1,
        Scope::Event | Scope::All => MOST_AROUND,
    };
    let mut is_past = false;
    mappings.take(most).take_while(move |mapping| {
        let is_in = !is_past;
        is_past = matches!(scope, Scope::Event) && is_event(*mapping);
        is_in
    })
}

/// Returns true for an event, which is an item under `events:`.
fn is_event(mapping: NodeRef<'_>) -> bool {
    let list = mapping.parent().and_then(NodeRef::parent_entry);
    list.is_some_and(|entry| entry.name() == field::EVENTS)
}

#[cfg(test)]
mod tests {
    use super::KEYS;

    #[test]
    fn the_rules_are_sorted() {
        assert!(KEYS.is_sorted_by(|(a, ..), (b, ..)| a < b), "a search needs the order");
    }
}
