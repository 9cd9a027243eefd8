//! The dates of a case that do not fit into the order of its list: the fewest that leave the others in order.

use crate::model::date::{Date, Day};
use crate::model::{Case, Dated, Event, EventType, Model, Source};
use crate::source::Span;
use crate::words::clip;

/// An event with its date.
type DatedEvent<'a> = (Event<'a>, Dated<'a>);

/// The number of events of one case among which the fewest odd ones are looked for; the work grows with its square.
const MOST_COMPARED: usize = 300;

/// The most sources of an event that are asked.
const MOST_SOURCES: usize = 50;

/// An event whose date does not fit between those that are listed before and after it.
pub(in crate::rules::dates) struct OddDate<'a> {
    /// The place in the case's list.
    pub(in crate::rules::dates) index: usize,
    pub(in crate::rules::dates) event: Event<'a>,
    pub(in crate::rules::dates) dated: Dated<'a>,
    /// An event that the others agree with, and this one does not.
    pub(in crate::rules::dates) other: DatedEvent<'a>,
    /// True if the date is too late for its place, and not too early.
    pub(in crate::rules::dates) is_late: bool,
    /// The same date in the year of its neighbours, if only the year is odd.
    pub(in crate::rules::dates) in_other_year: Option<Date>,
    /// The same date with day and month swapped, if that fits.
    swapped: Option<Date>,
    /// That of the other event, if that fits in its place and nothing else explains the order.
    other_swapped: Option<Date>,
}

impl OddDate<'_> {
    /// Returns the bytes that tell the date from others.
    pub(in crate::rules::dates) fn place(&self) -> Span {
        self.dated.entry.key.span()
    }

    /// Returns the advice to look at the year, or at day and month, where another one fits.
    pub(in crate::rules::dates) fn help_on_date(&self) -> Option<String> {
        let in_other_year = self.in_other_year.map(|date| {
            format!(
                "this date is the odd one out: check its year, as `{date}` would fit between the events around it"
            )
        });
        let swapped = || {
            self.swapped.map(|date| {
                format!(
                    "day and month seem to be swapped: `{date}` would fit between the events around it; check this date"
                )
            })
        };
        in_other_year.or_else(swapped)
    }

    /// Returns the advice to look at day and month of the other event.
    pub(in crate::rules::dates) fn help_on_other(&self) -> Option<String> {
        let (event, dated) = self.other;
        self.other_swapped.map(|date| {
            format!(
                "day and month of the {} of {} seem to be swapped: `{date}` would fit between the events around it; check that date",
                event.noun(),
                clip(dated.written())
            )
        })
    }
}

/// Returns the events of a case whose dates are not in order, in the order of the list.
pub(in crate::rules::dates) fn odd_dates<'a>(model: &Model<'a>, case: Case<'a>) -> Vec<OddDate<'a>> {
    let certain = |(index, event): (usize, Event<'a>)| {
        let dated = event.dated()?;
        Some(Listed { index, event, dated, first: dated.date.earliest()?, last: dated.date.latest()? })
    };
    let listed: Vec<Listed<'a>> = model.events_of(case).enumerate().filter_map(certain).collect();
    if is_in_order(&listed) {
        return Vec::new();
    }
    let fits = match listed.len() {
        0..=MOST_COMPARED => longest_in_order(&listed),
        _ => first_in_order(&listed),
    };
    let below = earliest_below(&listed, &fits);
    let mut odd = Vec::new();
    // The latest of those above that are in order.
    let mut above: Option<&Listed<'a>> = None;
    for (place, one) in listed.iter().enumerate() {
        if fits.get(place) == Some(&true) {
            above = above.filter(|above| above.first > one.first).or(Some(one));
            continue;
        }
        let below = below.get(place).copied().flatten().and_then(|below| listed.get(below));
        let earlier_below = below.filter(|below| below.last < one.first);
        let later_above = above.filter(|above| one.last < above.first);
        let Some(other) = later_above.or(earlier_below) else { continue };
        let around = listed.iter().zip(&fits).take_while(|(known, _)| known.index < other.index);
        let before = around.filter(|(_, fits)| **fits).map(|(known, _)| known).last();
        let other_swapped = later_above.and_then(|other| swapped(other, before, Some(one)));
        odd.push(OddDate {
            index: one.index,
            event: one.event,
            dated: one.dated,
            other: (other.event, other.dated),
            is_late: later_above.is_none(),
            // Behind the last event any later year fits.
            in_other_year: in_other_year(one, above, below)
                .filter(|date| may_be_told(model, one.event, date))
                .filter(|date| below.is_some() || is_told_soon(model, one.event, date)),
            swapped: swapped(one, above, below).filter(|date| may_be_told(model, one.event, date)),
            other_swapped: other_swapped.filter(|date| may_be_told(model, other.event, date)),
        });
    }
    odd
}

/// An event of a list, with the first and the last day that its date can mean.
struct Listed<'a> {
    index: usize,
    event: Event<'a>,
    dated: Dated<'a>,
    first: Day,
    last: Day,
}

fn is_in_order(listed: &[Listed<'_>]) -> bool {
    let mut latest = Day::MIN;
    listed.iter().all(|one| {
        let is_in_order = one.last >= latest;
        latest = latest.max(one.first);
        is_in_order
    })
}

/// Returns for each event, of those below it that are in order, the one that is over first.
fn earliest_below(listed: &[Listed<'_>], fits: &[bool]) -> Vec<Option<usize>> {
    let mut earliest: Option<(usize, Day)> = None;
    let mut below = Vec::with_capacity(listed.len());
    for (place, (one, fits)) in listed.iter().zip(fits).enumerate().rev() {
        below.push(earliest.map(|(place, _)| place));
        if *fits {
            earliest = earliest.filter(|(_, last)| *last < one.last).or(Some((place, one.last)));
        }
    }
    below.reverse();
    below
}

/// Returns for each event whether it follows those above that do.
fn first_in_order(listed: &[Listed<'_>]) -> Vec<bool> {
    let mut latest = Day::MIN;
    let fits = listed.iter().map(|one| {
        let is_in_order = one.last >= latest;
        latest = if is_in_order { latest.max(one.first) } else { latest };
        is_in_order
    });
    fits.collect()
}

/// Returns for each event whether it is one of the longest row of events in order; of equally long rows, the one in which
/// the events that are listed first stay.
fn longest_in_order(listed: &[Listed<'_>]) -> Vec<bool> {
    // For each length, from the end of the list: the row that leaves the most room above, as its day and its first step.
    let mut rows: Vec<(Day, Option<usize>)> = vec![(Day::MAX, None)];
    // An event with the step below it.
    let mut steps: Vec<(usize, Option<usize>)> = Vec::new();
    for (place, one) in listed.iter().enumerate().rev() {
        for length in (0..rows.len()).rev() {
            let Some(&(room, below)) = rows.get(length).filter(|(room, _)| one.first <= *room) else {
                continue;
            };
            let row = (room.min(one.last), Some(steps.len()));
            match rows.get_mut(length + 1) {
                Some(known) if known.0 >= row.0 => continue,
                Some(known) => *known = row,
                None => rows.push(row),
            }
            steps.push((place, below));
        }
    }
    let mut fits = vec![false; listed.len()];
    let mut step = rows.last().and_then(|(_, step)| *step);
    while let Some((place, below)) = step.and_then(|step| steps.get(step)) {
        if let Some(fits) = fits.get_mut(*place) {
            *fits = true;
        }
        step = *below;
    }
    fits
}

/// Returns an event's date in the year of the event above or below, if it fits there and its own year is that of neither.
fn in_other_year(one: &Listed<'_>, above: Option<&Listed<'_>>, below: Option<&Listed<'_>>) -> Option<Date> {
    let year = one.dated.date.as_day()?.year();
    let neighbours = || [above, below].into_iter().flatten();
    let years = || neighbours().map(|other| other.first.year());
    if years().any(|other| other == year) {
        return None;
    }
    let (_, rest) = one.dated.written().split_once('-')?;
    let moved = years().filter_map(|year| Date::parse(&format!("{year:04}-{rest}")).ok());
    moved.into_iter().find(|date| is_between(date, above, below))
}

/// Returns when each source of an event was published, where it says so.
fn published<'a>(model: &Model<'a>, event: Event<'a>) -> impl Iterator<Item = Option<Dated<'a>>> {
    let sources = event.source_references().take(MOST_SOURCES).filter_map(|id| model.source(id.as_str()?));
    sources.map(Source::published)
}

/// Returns true unless all sources of an event are much older than the date on which it is supposed to have happened.
fn may_be_told<'a>(model: &Model<'a>, event: Event<'a>, date: &Date) -> bool {
    let mut published = published(model, event).peekable();
    published.peek().is_none()
        || published
            .any(|at| at.is_none_or(|at| (date.first_day() - at.date.last_day()).get_days() <= DAYS_BESIDE))
}

/// Returns true if a source of an event was published soon after the date on which it is supposed to have happened.
fn is_told_soon<'a>(model: &Model<'a>, event: Event<'a>, date: &Date) -> bool {
    let published = published(model, event).flatten();
    let mut days = published.map(|at| (at.date.last_day() - date.first_day()).get_days());
    days.any(|days| (-1..=DAYS_BESIDE).contains(&days))
}

/// Returns true if a date fits between the events above and below.
fn is_between(date: &Date, above: Option<&Listed<'_>>, below: Option<&Listed<'_>>) -> bool {
    above.is_none_or(|above| date.last_day() >= above.first)
        && below.is_none_or(|below| date.first_day() <= below.last)
}

/// The most days by which a date is hardly out of its place: of one with day and month swapped the month is another.
const DAYS_OUT_OF_PLACE: i32 = 5;

/// The most days between an event and the next one for which a date with day and month swapped is taken to be the right one.
const DAYS_BESIDE: i32 = 60;

/// Returns an event's date with day and month swapped, if it fits between the events above and below, and is near to one.
fn swapped(one: &Listed<'_>, above: Option<&Listed<'_>>, below: Option<&Listed<'_>>) -> Option<Date> {
    // Words of an outside body come when they come: their place in the list tells nothing of their day.
    if one.event.event_type().is_some_and(EventType::is_utterance) {
        return None;
    }
    let day = one.dated.date.as_day().filter(|day| day.day() != day.month())?;
    // A day that is hardly out of its place is another slip, or none.
    let days_off = [above.map(|above| above.first - one.last), below.map(|below| one.first - below.last)];
    if days_off.into_iter().flatten().all(|off| off.get_days() <= DAYS_OUT_OF_PLACE) {
        return None;
    }
    let other = Day::new(day.year(), day.day(), day.month()).ok()?;
    let neighbours = [above, below].into_iter().flatten();
    let is_near = |place: &Listed<'_>| {
        (other - place.first).get_days().abs().min((other - place.last).get_days().abs()) <= DAYS_BESIDE
    };
    let date = Date::of_day(other);
    let is_near = neighbours.into_iter().any(is_near);
    (is_near && is_between(&date, above, below)).then_some(date)
}
