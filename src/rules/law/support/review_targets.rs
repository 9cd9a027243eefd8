//! The targets of reviews and appeals, compared with the decisions before them.

use std::collections::{HashMap, HashSet};

use super::MOST_PERSONS;
use crate::diagnostic::Premise;
use crate::model::{Case, Event, EventType, Outcome, Verdict};
use crate::rule::DocumentContext;
use crate::tree::NodeRef;
use crate::words::{clip, quoted};

/// Reports reviews of a verdict that an earlier review overturned, where the court decided anew since, and appeals of people whom
/// the verdict acquitted.
pub(in crate::rules::law) fn check_targets<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let mut by_id: HashMap<&str, Event<'a>> = HashMap::new();
    // The review that overturned a verdict, and the new verdict of the first instance since.
    let mut overturned: HashMap<&str, (Event<'a>, Option<Event<'a>>)> = HashMap::new();
    for event in cx.model().events_of(case) {
        if let Some(verdict) = event.as_verdict() {
            let gone = verdict.appeals().and_then(|id| overturned.get(id));
            if let Some((review, Some(anew))) = gone {
                report_overturned(cx, verdict, *review, *anew);
            } else if let Some(id) =
                verdict.appeals().filter(|_| verdict.outcome() == Some(Outcome::Overturned))
            {
                let is_verdict = by_id.get(id).is_some_and(|target| is_first(*target));
                overturned.extend(is_verdict.then_some((id, (event, None))));
            } else if is_first(event) {
                let persons: HashSet<&str> = event.persons().take(MOST_PERSONS).collect();
                for (review, anew) in overturned.values_mut() {
                    let is_of_same = review.persons().take(MOST_PERSONS).any(|id| persons.contains(id));
                    *anew = anew.or(Some(event).filter(|_| is_of_same));
                }
            }
            by_id.extend(event.id().map(|id| (id, event)));
        } else if event.is(EventType::Appeal) {
            let entry = event.event_references().find(|entry| entry.name() == "against");
            let target = entry.and_then(|entry| by_id.get(entry.value.as_str()?)).copied();
            if let Some(target) = target {
                check_appellants(cx, event, target);
            }
        }
    }
}

/// Returns true for a verdict that reviews none.
fn is_first(event: Event<'_>) -> bool {
    event.as_verdict().is_some_and(|verdict| !verdict.is_review())
}

fn report_overturned<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    review: Event<'a>,
    anew: Event<'a>,
) {
    let Some(entry) = verdict.appeals_entry() else { return };
    let id = quoted(verdict.appeals().unwrap_or_default());
    let help = match anew.id() {
        Some(new) => format!(
            "the court decided anew since: write `appeals: {new}`; if the review is of the first verdict, list it before the other"
        ),
        None => "the court decided anew since: give that verdict an `id:`, and write it here".to_owned(),
    };
    cx.report(entry, format!("this review is of {id}, which an earlier review overturned"))
        .label(review, "overturned here")
        .label(anew, "decided anew here")
        .depends_on(
            review
                .as_verdict()
                .and_then(Verdict::outcome_entry)
                .and_then(|outcome| Premise::value_right(outcome.value)),
        )
        .help(help);
}

/// Reports an appeal of somebody whom a verdict acquits while it convicts others.
fn check_appellants<'a>(cx: &mut DocumentContext<'a>, appeal: Event<'a>, target: Event<'a>) {
    // A prosecutor, or a victim, appeals against an acquittal.
    let is_of_others = appeal.node().get("by").is_some() || appeal.description().is_some();
    let judgments: Vec<Verdict<'a>> = target.judgments().collect();
    let of = |outcome: Outcome| judgments.iter().filter(move |one| one.outcome() == Some(outcome));
    let convicted: HashSet<&str> =
        of(Outcome::Convicted).flat_map(|one| one.persons().take(MOST_PERSONS)).collect();
    if is_of_others || convicted.is_empty() {
        return;
    }
    let acquitted: HashMap<&str, Verdict<'a>> = of(Outcome::Acquitted)
        .flat_map(|one| one.persons().take(MOST_PERSONS).map(|id| (id, *one)))
        .collect();
    let references: Vec<(NodeRef<'a>, &str)> =
        appeal.person_references().filter_map(|node| Some((node, node.as_str()?))).collect();
    for (reference, id) in references {
        let Some(acquittal) = acquitted.get(id).filter(|_| !convicted.contains(id)) else { continue };
        let name = clip(cx.model().name_of(id));
        cx.report(reference, format!("{name} appeals here against a verdict that acquits them"))
            .label(*acquittal, "the acquittal")
            .help("name here who appealed; where the prosecutor appealed against the acquittal, say so with `by:`, or in the `description:`");
        return;
    }
}
