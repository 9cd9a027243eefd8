//! `event-without-source`

use serde::Deserialize;

use super::support::unused::{only_unused, propose};
use crate::diagnostic::Severity;
use crate::model::{Event, EventType, Verdict};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<EventWithoutSource>(RuleMeta {
    name: "event-without-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("event-without-source.md"),
});

const HELP: &str = "a court calls it hearsay if nobody can look it up: add `sources: [ID]` with the id of one of the document's \
                    sources, such as a judgment, a news item or your own monitoring";

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct EventWithoutSource {
    /// The types of events that need a source; all if it is left out.
    types: Option<Vec<EventType>>,
}

impl Rule for EventWithoutSource {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        let unsourced: Vec<Event<'_>> =
            model.events().filter(|event| self.covers(*event) && !is_sourced(*event)).collect();
        // Of several events, nobody knows whose the source is that nothing cites.
        let unused = match unsourced.as_slice() {
            [event] => only_unused(model, event.dated().map(|dated| dated.date)),
            _ => None,
        };
        for event in unsourced {
            let own = event.persons_entry().map(|_| event.persons()).into_iter().flatten();
            let organisations = event.organisation_references().filter_map(NodeRef::as_str);
            let named = model.names(own.chain(organisations)).or_else(|| model.names(event.persons()));
            let of_whom = match named {
                Some(names) => format!(" concerning {names}"),
                None => event
                    .case()
                    .title()
                    .map(|title| format!(" in the case \"{}\"", clip(title)))
                    .unwrap_or_default(),
            };
            let is_review = event.as_verdict().is_some_and(Verdict::is_review);
            let noun = if is_review { "review".to_owned() } else { event.noun() };
            let report = cx.report(event, format!("the {noun}{of_whom} names no source"));
            propose(report.note("who says so?"), unused, HELP);
        }
    }
}

/// Returns true if an event, or a quote of it, has a source. `unresolved-source` reports an id that leads nowhere; an empty list
/// counts as no source.
fn is_sourced(event: Event<'_>) -> bool {
    let in_quotes = || {
        event.quotes().any(|quote| quote.has_inline_source() || quote.source_references().next().is_some())
    };
    // An opinion is found by the number that its body gave it.
    let has_number = event.is(EventType::Opinion) && event.reference_entry().is_some();
    has_number || event.source_references().next().is_some() || event.has_unknown_sources() || in_quotes()
}

impl EventWithoutSource {
    fn covers(&self, event: Event<'_>) -> bool {
        let listed = |types: &Vec<EventType>| event.event_type().is_some_and(|known| types.contains(&known));
        event.type_text().is_some() && self.types.as_ref().is_none_or(listed)
    }
}
