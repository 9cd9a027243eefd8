//! Verdicts that a later report repeats from an earlier one.

use super::pairing::{Choice, Pairing};
use super::prepared_verdict::PreparedVerdict;
use crate::project::{CaseRef, VerdictFact};

/// A case in one report, its verdicts prepared for comparison with many other reports.
pub(crate) struct ReportedCase<'i> {
    pub(crate) case: CaseRef<'i>,
    verdicts: Vec<PreparedVerdict<'i>>,
}

impl<'i> ReportedCase<'i> {
    /// Prepares the verdicts of a case.
    pub(crate) fn new(case: CaseRef<'i>) -> Self {
        Self { case, verdicts: case.case.verdicts.iter().map(PreparedVerdict::new).collect() }
    }

    /// Returns, for each verdict of the case in order, the same verdict in an earlier report; `None` where the earlier
    /// report lacks it, or where several verdicts fit.
    pub(crate) fn matching<'e>(&self, earlier: &ReportedCase<'e>) -> Vec<Option<&'e VerdictFact>> {
        let mut pairs = Pairing::new(&self.verdicts, &earlier.verdicts);
        // In another language a court has another name.
        let is_same_language = self.case.document.language == earlier.case.document.language;
        let courts = |a: &PreparedVerdict<'_>, b: &PreparedVerdict<'_>| {
            let courts = a.court.as_ref().zip(b.court.as_ref());
            courts.map(|(a, b)| !is_same_language || a.agrees(b))
        };
        let is_similar = |a: &PreparedVerdict<'_>, b: &PreparedVerdict<'_>| {
            a.has_same_outcome(b) && courts(a, b) == Some(true)
        };
        // Among several on one day, those belong together that are described alike.
        pairs.pair_same_day(&|a, b| a.penalties == b.penalties && is_similar(a, b), Choice::First);
        pairs.pair_same_day(&|_, _| true, Choice::Only);
        let is_old = |verdict: &PreparedVerdict<'_>| !is_news(verdict.fact, self.case, earlier.case);
        pairs.pair_any_day(&|a, b| a.fact.id.is_some() && a.fact.id == b.fact.id && is_old(a), Choice::First);
        if pairs.has_many() {
            return pairs.into_matches();
        }
        // Neither the dates, as far as they are known, nor the courts tell the two apart.
        pairs.pair_any_day(
            &|a, b| {
                let can_be_same_day = match (a.date(), b.date()) {
                    (Some(a), Some(b)) => !a.is_before(b) && !a.is_after(b),
                    _ => true,
                };
                let is_exact = a.day().is_some() && b.day().is_some();
                !is_exact && can_be_same_day && is_old(a) && courts(a, b) == Some(true)
            },
            Choice::Only,
        );
        // The date has a slip. In administrative cases one short arrest often follows another.
        pairs.pair_any_day(
            &|a, b| {
                let is_same_penalty = a.penalties == b.penalties;
                let is_rare = !a.fact.is_administrative && !b.fact.is_administrative;
                let is_slip =
                    a.has_near_date(b) && (is_same_penalty || is_rare) || is_same_penalty && is_rare;
                is_slip && is_old(a) && !a.may_follow(b) && is_similar(a, b)
            },
            Choice::Only,
        );
        pairs.into_matches()
    }
}

/// Returns true if the earlier report cannot contain a verdict: only the later report's period covers it.
fn is_news(verdict: &VerdictFact, case: CaseRef<'_>, earlier: CaseRef<'_>) -> bool {
    let Some(first) = verdict.date.as_ref().map(|date| date.value.first_day()) else { return false };
    let period = |case: CaseRef<'_>| case.document.period.as_ref().map(|period| period.value);
    let begins = period(case).is_some_and(|(start, _)| start.first_day() <= first);
    begins && period(earlier).is_none_or(|(_, end)| end.last_day() < first)
}
