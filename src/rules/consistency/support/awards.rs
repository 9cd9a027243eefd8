//! Sums that a court grants, compared with the claim.

use crate::diagnostic::Premise;
use crate::model::{Case, EventType, Outcome, Sentence, SentenceType, Verdict};
use crate::rule::DocumentContext;
use crate::tree::Entry;

/// Reports a compensation larger than the only claim of a case.
pub(crate) fn check_award<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let model = cx.model();
    let mut claims = model.events_of(case).filter(|event| event.is(EventType::Claim));
    let (Some(claim), None) = (claims.next(), claims.next()) else { return };
    let asked: Vec<Sentence<'a>> = claim.sentences_asked().collect();
    let Some(currency) = asked.first().and_then(|sentence| sentence.currency()) else { return };
    let sum_of = |sentences: &[Sentence<'a>]| -> Option<f64> {
        // A sentence without an amount, or in another currency, may be worth anything.
        let sums =
            sentences.iter().map(|sentence| sentence.sum().filter(|_| sentence.currency() == Some(currency)));
        sums.sum()
    };
    let Some(claimed) = sum_of(&asked) else { return };
    for verdict in model.events_of(case).flat_map(|event| event.judgments()) {
        let granted: Vec<Sentence<'a>> =
            verdict.sentences().filter(|sentence| sentence.is(SentenceType::Compensation)).collect();
        let (Some(sum), Some(first)) = (sum_of(&granted), granted.first()) else { continue };
        let Some(entry) = first.amount_entry() else { continue };
        check_granted(cx, verdict, (entry, sum), (claimed, currency));
        if sum <= claimed {
            continue;
        }
        let mut report = cx.report(
            entry,
            format!("the court granted {sum} {currency}, but {claimed} {currency} was claimed"),
        );
        if let Some(asked) = asked.first().and_then(|sentence| sentence.amount_entry()) {
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
