//! The day on which a release was due.

use std::collections::HashSet;

use crate::model::date::Day;
use crate::model::{Case, Dated, Event, EventType, Model, Sentence, SentenceType, Term, Verdict};
use crate::words::clip;

/// The most odd dates of a case whose releases are compared with its arrests: each is compared with all events.
pub(in crate::rules::dates) const MOST_RELEASES: usize = 20;

/// An arrest of some days, with the day on which it is over.
pub(in crate::rules::dates) struct Due<'a> {
    /// The day from which the person is held.
    dated: Dated<'a>,
    day: Day,
}

impl Due<'_> {
    /// Returns the advice to look at the date of the release.
    pub(in crate::rules::dates) fn help(&self) -> String {
        format!(
            "the release comes before the arrest of {}, which it may end: `{}`, on which that is over, would fit; check this date",
            clip(self.dated.written()),
            self.day
        )
    }
}

/// Returns the arrest of the case that begins after a release and is over on the same day of another month: that may be the
/// day which is meant.
pub(in crate::rules::dates) fn due_release<'a>(
    model: &Model<'a>,
    case: Case<'a>,
    release: Event<'a>,
) -> Option<Due<'a>> {
    let day = release.dated().filter(|_| release.is(EventType::Release))?.date.as_day()?;
    let released: HashSet<&str> = release.persons().collect();
    model.events_of(case).filter(|event| *event != release).find_map(|event| {
        let dated = event.dated()?;
        let begins = dated.date.as_day().filter(|begins| *begins > day)?;
        let is_arrest = |sentence: &Sentence<'_>| sentence.is(SentenceType::AdministrativeArrest);
        let sentences = event.judgments().flat_map(Verdict::sentences).filter(is_arrest);
        let of_sentences = sentences.filter_map(|sentence| {
            let is_of_person = sentence.persons().any(|id| released.contains(id));
            sentence.duration().filter(|_| is_of_person)
        });
        let is_held = event.is_custody() && event.persons().any(|id| released.contains(id));
        let own = event.duration().filter(|_| is_held);
        let mut ends =
            own.into_iter().chain(of_sentences).filter_map(|term: Term<'a>| term.duration.end_from(begins));
        let end = ends.find(|end| end.day() == day.day())?;
        Some(Due { dated, day: end })
    })
}
