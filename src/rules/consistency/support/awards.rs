//! Sums that a court grants, compared with the claim.

use crate::diagnostic::Premise;
use crate::model::{Case, Event, EventType, Outcome, SentenceType, Verdict};
use crate::rule::DocumentContext;
use crate::tree::Entry;

/// Reports a compensation larger than the only claim of a case. A second one may be the costs of the suit, or a fee, and claims ask for
/// one sum: only one compensation beside one claim is compared.
pub(crate) fn check_award<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let model = cx.model();
    let mut claims = model.events_of(case).filter(|event| event.is(EventType::Claim));
    let (Some(claim), None) = (claims.next(), claims.next()) else { return };
    let mut all_asked = claim.sentences_asked();
    let (Some(asked), None) = (all_asked.next(), all_asked.next()) else { return };
    let (Some(claimed), Some(currency)) = (asked.sum(), asked.currency()) else { return };
    for verdict in model.events_of(case).flat_map(Event::judgments) {
        let mut granted = verdict.sentences().filter(|sentence| sentence.is(SentenceType::Compensation));
        let (Some(award), None) = (granted.next(), granted.next()) else { continue };
        let (Some(sum), Some(entry)) = (award.sum(), award.amount_entry()) else { continue };
        if award.currency() != Some(currency) {
            continue;
        }
        check_granted(cx, verdict, (entry, sum), (claimed, currency));
        if sum <= claimed {
            continue;
        }
        let mut report = cx.report(
            entry,
            format!("the court granted {sum} {currency}, but {claimed} {currency} was claimed"),
        );
        if let Some(asked) = asked.amount_entry() {
            report = report.label(asked, "the claim");
        }
        report.help(
            "a court grants no more than was claimed: look up both sums, and correct the one that is wrong; where the claim was raised \
             later, add that claim as an event",
        );
    }
}

/// Reports a claim that is granted as a whole, with a part of the sum.
fn check_granted<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    (entry, sum): (Entry<'a>, f64),
    (claimed, currency): (f64, &str),
) {
    let Some(outcome) = verdict.outcome_entry() else { return };
    if verdict.outcome() != Some(Outcome::Granted) || sum >= claimed {
        return;
    }
    let message =
        format!("the claim is `granted`, and yet the court ordered {sum} {currency} of {claimed} {currency}");
    cx.report(outcome, message)
        .label(entry, "the sum that was ordered")
        .depends_on(Premise::value_right(entry.value))
        .help("where the court granted a part of what was claimed, write `partly-granted`; otherwise correct the sum");
}
