//! Detentions whose end is another day than that of the release event.

use std::collections::HashMap;

use crate::diagnostic::Premise;
use crate::model::date::Day;
use crate::model::{Case, Dated, Event, EventType, Sentence, SentenceType, Verdict};
use crate::rule::DocumentContext;
use crate::words::clip;

/// The most persons of one event; a longer list is not followed person by person.
const MOST_PERSONS: usize = 50;

/// The most releases and custodies of one person that are compared.
const MOST_TURNS: usize = 50;

/// The days on which somebody was freed, and may have been taken.
#[derive(Default)]
struct Course<'a> {
    releases: Vec<(Day, Dated<'a>, Event<'a>)>,
    /// The days on which somebody may have been taken.
    taken: Vec<Day>,
}

/// Reports detentions with a day of release in `released:` and another one in the event of the release.
pub(in crate::rules::dates) fn check_released<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let custodies =
        || cx.model().events_of(case).filter(|event| event.is_custody() && event.released().is_some());
    let has_release = cx.model().events_of(case).any(|event| event.is(EventType::Release));
    if !has_release || custodies().next().is_none() {
        return;
    }
    let courses = courses(cx, case);
    let found: Vec<_> = custodies().filter_map(|custody| other_release(custody, &courses)).collect();
    for (custody, released, release) in found {
        let whose =
            cx.model().names(custody.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        let message = format!(
            "the {}{whose} ends with a release on {}, but the release is dated {}",
            custody.noun(),
            clip(released.written()),
            clip(release.written())
        );
        cx.report(released, message)
            .label(release, "the release")
            .refutes(Premise::value_right(released.entry.value))
            .refutes(Premise::value_right(release.entry.value))
            .help(
                "one of the two dates is wrong: check both; if they were taken again in between, add the event, such as `detention`",
            );
    }
}

fn courses<'a>(cx: &DocumentContext<'a>, case: Case<'a>) -> HashMap<&'a str, Course<'a>> {
    let mut courses: HashMap<&str, Course<'a>> = HashMap::new();
    for event in cx.model().events_of(case) {
        let Some(dated) = event.dated() else { continue };
        let may_take = !event.event_type().is_some_and(takes_nobody) && !leaves_free(event);
        let release = dated.date.as_day().filter(|_| event.is(EventType::Release));
        for id in event.persons().take(MOST_PERSONS) {
            let course = courses.entry(id).or_default();
            if course.releases.len().max(course.taken.len()) >= MOST_TURNS {
                continue;
            }
            course.releases.extend(release.map(|day| (day, dated, event)));
            if may_take {
                course.taken.push(dated.date.first_day());
            }
        }
    }
    courses
}

/// Returns true for events after which nobody is held who was not before.
fn takes_nobody(event_type: EventType) -> bool {
    use EventType::{
        Appeal, Charge, Complaint, Hearing, IllTreatment, Opinion, ProsecutionRequest, Publication, Release,
        Search, Statement, TravelBan, Trial,
    };
    matches!(
        event_type,
        Appeal
            | Charge
            | Complaint
            | Hearing
            | IllTreatment
            | Opinion
            | ProsecutionRequest
            | Publication
            | Release
            | Search
            | Statement
            | TravelBan
            | Trial
    )
}

/// Returns true for a verdict by which nobody is held.
fn leaves_free(event: Event<'_>) -> bool {
    use SentenceType::{Probation, RestrictionOfLiberty, SuspendedImprisonment};
    let is_free = |sentence: Sentence<'_>| {
        sentence.sentence_type().is_some_and(|kind| {
            kind.leaves_free() || matches!(kind, Probation | RestrictionOfLiberty | SuspendedImprisonment)
        })
    };
    let leaves = |verdict: Verdict<'_>| {
        let mut sentences = verdict.sentences().peekable();
        !verdict.can_sentence() || sentences.peek().is_some() && sentences.all(is_free)
    };
    event.as_verdict().is_some() && event.judgments().all(leaves)
}

/// Returns the only release that can be the end of a detention, where it is of another day.
fn other_release<'a>(
    custody: Event<'a>,
    courses: &HashMap<&str, Course<'a>>,
) -> Option<(Event<'a>, Dated<'a>, Dated<'a>)> {
    let released = custody.released()?;
    let (from, end) = (custody.dated()?.date.first_day(), released.date.as_day()?);
    let course = courses.get(custody.persons().next()?)?;
    let mut later = course.releases.iter().filter(|(day, ..)| *day > from);
    let (day, release, event) = later.next().copied()?;
    // Which of two releases is meant, nobody can tell.
    let is_only = later.next().is_none();
    let is_of_all = custody
        .persons()
        .take(MOST_PERSONS)
        .all(|id| event.persons().take(MOST_PERSONS).any(|other| other == id));
    let is_taken = |first: Day| course.taken.iter().any(|taken| first <= *taken && *taken <= day);
    // Within the detention a release ends it; one after it may be of another detention, unless the one date is a slip of the other.
    let is_other = match day < end {
        true => !is_taken(from.tomorrow().ok()?),
        false => day > end && is_slip(day, end) && !is_taken(end),
    };
    (is_only && is_of_all && is_other).then_some((custody, released, release))
}

/// Returns true if two days differ in the day of the month, the month or the year alone, or in the order of two of these.
fn is_slip(one: Day, other: Day) -> bool {
    let parts = |day: Day| [i32::from(day.year()), i32::from(day.month()), i32::from(day.day())];
    let (one, other) = (parts(one), parts(other));
    let alike = one.iter().zip(&other).filter(|(one, other)| one == other).count();
    let ([year, month, day], [other_year, other_month, other_day]) = (one, other);
    alike == 2 || year == other_year && month == other_day && day == other_month
}
