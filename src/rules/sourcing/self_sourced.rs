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
    let own: HashSet<String> = model.publishers().flat_map(names).collect();
    if own.is_empty() {
        return;
    }
    // A statement is its own source.
    let told = |event: &Event<'_>| !event.event_type().is_some_and(EventType::is_utterance);
    for event in model.events().filter(told) {
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
            "it may be the best source there is, and an official reader will call it hearsay: where a second source \
             exists, such as a court's register or a news item, add it",
        );
    }
}

/// The publisher of an event's sources, if all of them are published by those who publish the report.
fn only_publisher<'a>(model: &'a Model<'a>, event: Event<'a>, own: &HashSet<String>) -> Option<&'a str> {
    let mut last = None;
    let in_quotes =
        event.quotes().any(|quote| quote.has_inline_source() || quote.source_references().next().is_some());
    for reference in event.source_references() {
        let publisher = model.source(reference.as_str()?)?.publisher()?;
        last = names(publisher).any(|name| own.contains(&name)).then_some(publisher);
        last?;
    }
    last.filter(|_| !in_quotes)
}

/// The names in `International Partnership for Human Rights (IPHR)`: the long one and the short one.
fn names(publisher: &str) -> impl Iterator<Item = String> {
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
