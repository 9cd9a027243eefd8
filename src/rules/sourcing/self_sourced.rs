//! `self-sourced`

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::model::{Event, EventType, Model, Source};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "self-sourced",
    group: Group::Sourcing,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("self-sourced.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let own: HashSet<String> = model.publishers().flat_map(long_and_short_names).collect();
    if own.is_empty() {
        return;
    }
    // A statement is its own source.
    let needs_other_source = |event: &Event<'_>| !event.event_type().is_some_and(EventType::is_utterance);
    for event in model.events().filter(needs_other_source) {
        let Some(publisher) = only_publisher(model, event, &own) else { continue };
        let entry = event
            .source_references()
            .next()
            .and_then(|reference| reference.as_str())
            .and_then(|id| model.source(id));
        let what = event.type_text().filter(|_| !event.is(EventType::Other)).unwrap_or("event");
        let mut report = cx
            .report(
                event,
                format!(
                    "the only source of this {} is {}, which publishes the report",
                    clip(what),
                    clip(publisher)
                ),
            )
            .note("no other source is named");
        if let Some(line) = entry.and_then(Source::publisher_entry) {
            report = report.label(line, "a publisher of the report");
        }
        report.help(
            "it may be the best source there is, but an official reader will call it hearsay: if a second source \
             exists, such as a court's register or a news item, add it",
        );
    }
}

/// Returns the publisher of an event's sources, if the publishers of the report published all of them.
fn only_publisher<'a>(model: &'a Model<'a>, event: Event<'a>, own: &HashSet<String>) -> Option<&'a str> {
    let mut last = None;
    let in_quotes =
        event.quotes().any(|quote| quote.has_inline_source() || quote.source_references().next().is_some());
    for reference in event.source_references() {
        let publisher = model.source(reference.as_str()?)?.publisher()?;
        last = long_and_short_names(publisher).any(|name| own.contains(&name)).then_some(publisher);
        last?;
    }
    last.filter(|_| !in_quotes)
}

/// Returns the long and the short name in `International Partnership for Human Rights (IPHR)`.
fn long_and_short_names(publisher: &str) -> impl Iterator<Item = String> {
    let (long, short) = match publisher.split_once('(') {
        Some((long, rest)) => (long, rest.split(')').next()),
        None => (publisher, None),
    };
    [Some(long), short]
        .into_iter()
        .flatten()
        .map(|name| name.trim().to_lowercase())
        .filter(|name| !name.is_empty())
}
