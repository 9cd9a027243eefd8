//! `review-without-target`

use std::collections::HashSet;

use crate::diagnostic::edits::{pair_in, with_pair};
use crate::diagnostic::{Applicability, Severity};
use crate::model::vocabulary::field;
use crate::model::{Case, CourtLevel, Event, EventType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::support::describe;
use crate::words::{alternatives, clip};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "review-without-target",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("review-without-target.md"),
};

/// The largest number of verdicts in a case to search for targets: each review is compared with every one of them.
const MOST_VERDICTS: usize = 50;

/// The largest number of ids that a finding names.
const MOST_NAMED: usize = 4;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        let mut judged: Option<Vec<Judged<'_>>> = None;
        for (index, verdict) in cx.model().events_of(case).filter_map(Event::as_verdict).enumerate() {
            if !verdict.is_review() || verdict.accounts_for_appeals() {
                continue;
            }
            let judged = judged.get_or_insert_with(|| judged_in(case));
            let targets = targets(judged, index);
            // A court of first instance that sets aside the act of an authority reviews no verdict.
            // One above it may review such an act too, where the case has one and no verdict.
            let is_first = verdict.event().court_level() == Some(CourtLevel::FirstInstance);
            if targets.is_empty() && (is_first || follows_act(case, verdict.event())) {
                continue;
            }
            // The earlier report has the verdict, and one document does not show if it is the only one there.
            if targets.is_empty() && case.continues_entry().is_some() {
                continue;
            }
            let message = format!("{} does not say which verdict it reviews", describe(model, verdict));
            let mut report = cx.report(verdict.event(), message).note("a review of what?");
            for target in targets.iter().take(MOST_NAMED) {
                report = report.label(target.event(), "of this one?");
            }
            let ids: Option<Vec<String>> = targets
                .iter()
                .take(MOST_NAMED)
                .map(|target| Some(format!("`appeals: {}`", clip(target.event().id()?))))
                .collect();
            if let ([target], Some(kind)) = (targets.as_slice(), verdict.event().type_entry()) {
                let pair = target.event().id().map(|id| pair_in(kind.key.source(), field::APPEALS, id));
                report = report.unsafe_fix("name it", pair.and_then(|pair| with_pair(kind, &pair)));
            }
            report.help(match ids.as_deref() {
                Some([]) => {
                    "list the verdict that it reviews in this case, with its date and an `id:`, and name it here: \
                     `appeals: ID`"
                        .to_owned()
                }
                Some(ids) => format!("name the verdict by its id: {}", alternatives(ids)),
                None => "give the verdict that it reviews an `id:`, and name it here: `appeals: ID`".to_owned(),
            });
        }
    }
}

/// Returns true if the act of an authority that can be taken to court stands before a review in its case.
fn follows_act<'a>(case: Case<'a>, review: Event<'a>) -> bool {
    let mut earlier = case.events().take_while(|event| *event != review);
    earlier.any(|event| event.event_type().is_some_and(EventType::is_reviewable_act))
}

/// A verdict with the persons it concerns.
struct Judged<'a> {
    verdict: Verdict<'a>,
    persons: HashSet<&'a str>,
}

/// Returns the verdicts of a case, unless there are too many.
fn judged_in(case: Case<'_>) -> Vec<Judged<'_>> {
    let verdicts = || case.events().filter_map(Event::as_verdict);
    if verdicts().nth(MOST_VERDICTS).is_some() {
        return Vec::new();
    }
    verdicts().map(|verdict| Judged { verdict, persons: verdict.event().persons().collect() }).collect()
}

/// Returns the verdicts that the one at `index` can review: earlier ones on the same people, under the same kind of law,
/// by a court that is not higher.
fn targets<'a>(judged: &[Judged<'a>], index: usize) -> Vec<Verdict<'a>> {
    let Some(review) = judged.get(index) else { return Vec::new() };
    let can_be = |(at, target): &(usize, &Judged<'a>)| {
        let is_earlier = match (target.verdict.event().dated(), review.verdict.event().dated()) {
            (Some(one), Some(other)) => !one.date.is_from(&other.date),
            _ => *at < index,
        };
        let is_higher = court_level(target.verdict)
            .zip(court_level(review.verdict))
            .is_some_and(|(one, other)| one > other);
        let is_other = target.persons.is_disjoint(&review.persons)
            && !(target.persons.is_empty() || review.persons.is_empty());
        *at != index
            && is_earlier
            && !is_higher
            && !is_other
            && target.verdict.jurisdiction() == review.verdict.jurisdiction()
    };
    judged.iter().enumerate().filter(can_be).map(|(_, target)| target.verdict).collect()
}

/// Returns the level of the court, by which courts are ordered.
fn court_level(verdict: Verdict<'_>) -> Option<CourtLevel> {
    verdict.event().court_level()
}
