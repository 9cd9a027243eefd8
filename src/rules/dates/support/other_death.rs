//! Events of a death that name the wrong person.

use crate::model::{Event, EventType, Model, Person};

/// Returns somebody of the file who died on the very day of an event of a death that names one other person alone, of whose death
/// nothing else is known.
pub(in crate::rules::dates) fn who_died<'a>(model: &Model<'a>, event: Event<'a>) -> Option<Person<'a>> {
    let mut persons = event.persons();
    let (id, None, true) = (persons.next()?, persons.next(), event.is(EventType::Death)) else { return None };
    let day = event.dated()?.date.as_day()?;
    let named = model.person(id)?;
    if named.died_entry().is_some() {
        return None;
    }
    // Where their death is an event of its own, two people died on that day.
    let has_event = |id: &str| {
        let mut events = model.events_of(event.case()).filter(|other| other.is(EventType::Death));
        events.any(|other| other.persons().any(|person| person == id))
    };
    let died = |person: &Person<'_>| person.died().and_then(|died| died.date.as_day()) == Some(day);
    let mut dead = model.persons().filter(died).filter(|person| !has_event(person.id()));
    dead.next().filter(|_| dead.next().is_none())
}
