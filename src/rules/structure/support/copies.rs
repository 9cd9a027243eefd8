//! Events of a case that are listed twice.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};

use crate::diagnostic::edits::without_item;
use crate::diagnostic::{Edit, Premise};
use crate::model::vocabulary::field;
use crate::model::{Case, Event, EventType, Model};
use crate::tree::{Entry, NodeRef, NodeType};

/// The events with the same day, type and people among which a copy's original is looked for.
const MOST_ALIKE: usize = 8;

/// The number of values that are compared of two events.
const MOST_VALUES: usize = 500;

/// The words from which on a description can be that of one event only.
const WORDS_OF_ONE: usize = 4;

/// Keys that may differ between an event and its copy: they say where its account is from, not what happened.
const NOT_OF_EVENT: [&str; 4] = [field::ID, field::SOURCES, field::QUOTES, field::PERSONS];

/// An event that another one of the case already tells.
#[derive(Clone, Copy)]
pub(in crate::rules::structure) struct CopiedEvent<'a> {
    pub(in crate::rules::structure) original: Event<'a>,
    pub(in crate::rules::structure) copy: Event<'a>,
}

impl<'a> CopiedEvent<'a> {
    /// Returns the edits that delete the copy, where the original says all that it says.
    pub(in crate::rules::structure) fn without_copy(&self) -> Option<Vec<Edit>> {
        let (original, copy) = (self.original.node(), self.copy.node());
        let is_said = |entry: Entry<'_>| {
            let Some(said) = original.get(entry.name()) else { return false };
            match entry.value.node_type() {
                NodeType::Sequence => {
                    entry.value.items().all(|item| said.items().any(|other| other.raw() == item.raw()))
                }
                _ => true,
            }
        };
        copy.entries().all(is_said).then(|| without_item(copy)).flatten()
    }

    /// Returns what the copy makes doubtful: where it stands in the list says nothing about its date, and what is wrong
    /// with it is so twice.
    pub(in crate::rules::structure) fn premises(&self) -> impl Iterator<Item = Option<Premise>> + use<'a> {
        let values = self.copy.node().entries().map(|entry| entry.value);
        let date = self.original.date_entry().map(|entry| entry.value);
        values.chain(date).map(Premise::value_right)
    }
}

/// Returns the events of a case that are told twice.
pub(in crate::rules::structure) fn copied_events<'a>(
    model: &Model<'a>,
    case: Case<'a>,
) -> Vec<CopiedEvent<'a>> {
    let mut alike: HashMap<(&str, &str), Vec<Event<'a>>> = HashMap::new();
    let mut copied = Vec::new();
    let mut bare = Vec::new();
    // An id to which nothing refers does not make a second event of a copy.
    let named: OnceCell<HashSet<&str>> = OnceCell::new();
    let is_named = |event: Event<'a>| {
        let read = || {
            let references = model.events_of(case).flat_map(Event::event_references);
            references.filter_map(|entry| entry.value.as_str()).collect()
        };
        event.id().is_some_and(|id| named.get_or_init(read).contains(id))
    };
    for event in model.events_of(case) {
        let Some(key) = event.type_text().map(|kind| (kind, date_text(event))) else { continue };
        let known = alike.entry(key).or_default();
        match known.iter().find(|known| is_copy(event, **known, is_named)) {
            Some(original) => copied.push(CopiedEvent { original: *original, copy: event }),
            None if known.len() < MOST_ALIKE => {
                known.push(event);
                if event.description().is_none() {
                    bare.push((key, event));
                }
            }
            None => {}
        }
    }
    // An event that says nothing of its own is a copy of the only one that it can be.
    for (key, event) in bare {
        if let Some([one, other]) = alike.get(&key).map(Vec::as_slice) {
            let original = if *one == event { *other } else { *one };
            if says_nothing_new(event, original) {
                copied.push(CopiedEvent { original, copy: event });
            }
        }
    }
    copied
}

/// Returns true if an event on a day has nothing but its type, date, people and sources, which are those of another one that says more.
fn says_nothing_new<'a>(event: Event<'a>, other: Event<'a>) -> bool {
    const BARE: [&str; 4] = [field::TYPE, field::DATE, field::PERSONS, field::SOURCES];
    let is_bare = event.node().entries().all(|entry| BARE.contains(&entry.name()));
    let has_day = event.dated().is_some_and(|dated| dated.date.as_day().is_some());
    // A second search, charge or decision of the day may have no more than this.
    let is_of_kind = event.event_type().is_some_and(|kind| !may_happen_twice_a_day(kind));
    let sources = |event: Event<'a>| {
        event.source_references().filter_map(NodeRef::as_str).take(MOST_SOURCES).collect::<Vec<_>>()
    };
    let (own, others) = (sources(event), sources(other));
    let is_of_same_source = !own.is_empty() && own.iter().all(|source| others.contains(source));
    is_bare
        && has_day
        && is_of_kind
        && is_of_same_source
        && event.node().identity() != other.node().identity()
        && other
            .node()
            .entries()
            .any(|entry| !BARE.contains(&entry.name()) && !NOT_OF_EVENT.contains(&entry.name()))
        && have_same_people(event, other)
}

/// The most sources of an event that are compared.
const MOST_SOURCES: usize = 50;

/// Returns true for what authorities do to the same people several times a day, in protocols and decisions of their own.
fn may_happen_twice_a_day(event_type: EventType) -> bool {
    use EventType::{Charge, Other, ProsecutionRequest, Search, Verdict};
    matches!(event_type, Charge | Other | ProsecutionRequest | Search | Verdict)
}

fn date_text(event: Event<'_>) -> &str {
    event.date_entry().and_then(|entry| entry.value.scalar_text()).unwrap_or_default()
}

/// Returns true if nothing tells two events of one type and date apart.
fn is_copy<'a>(event: Event<'a>, other: Event<'a>, is_named: impl Fn(Event<'a>) -> bool) -> bool {
    let (node, other_node) = (event.node(), other.node());
    // An alias repeats an event on purpose, and two ids are two events of a kind that may happen twice a day.
    let has_two_ids = event.id().zip(other.id()).is_some_and(|(a, b)| a != b);
    let is_of_kind = |kind: EventType| happens_once_a_day(kind) || kind == EventType::Release;
    let are_two = has_two_ids && (is_named(event) || !event.event_type().is_some_and(is_of_kind));
    if node.identity() == other_node.identity() || are_two {
        return false;
    }
    let has_day = event.dated().is_some_and(|dated| dated.date.as_day().is_some());
    let is_told =
        event.description().is_some_and(|text| text.split_whitespace().nth(WORDS_OF_ONE - 1).is_some());
    if !has_day && !is_told || !have_same_people(event, other) {
        return false;
    }
    let mut budget = MOST_VALUES;
    let mut has_more = |one: NodeRef<'a>, than: NodeRef<'a>| {
        let mut more = false;
        for entry in one.entries().filter(|entry| !NOT_OF_EVENT.contains(&entry.name())) {
            match than.get(entry.name()) {
                Some(value) if !is_same(entry.value, value, &mut budget) => return None,
                Some(_) => {}
                None => more = true,
            }
        }
        Some(more)
    };
    // The shorter of two may be the first note of what the longer tells.
    match (has_more(node, other_node), has_more(other_node, node)) {
        (Some(false), Some(false)) => true,
        _ if has_two_ids => false,
        // What only one of them describes may be a second protocol of the day.
        (Some(one), Some(two)) => {
            let is_described = [event, other].iter().any(|event| event.description().is_some());
            !(is_described || one && two) && event.event_type().is_some_and(happens_once_a_day)
        }
        _ => false,
    }
}

fn have_same_people<'a>(event: Event<'a>, other: Event<'a>) -> bool {
    let people = |event: Event<'a>| {
        let mut people: Vec<&str> = event.persons().collect();
        people.sort_unstable();
        people.dedup();
        people
    };
    people(event) == people(other)
}

/// Returns true for what happens to the same people once a day at most.
fn happens_once_a_day(event_type: EventType) -> bool {
    use EventType::{Charge, Death, HouseArrest, PreTrialDetention, Trial, Verdict};
    matches!(event_type, Charge | Death | HouseArrest | PreTrialDetention | Trial | Verdict)
}

/// Returns true if two values say the same, as far as the budget goes.
fn is_same<'a>(one: NodeRef<'a>, other: NodeRef<'a>, budget: &mut usize) -> bool {
    if one.identity() == other.identity() {
        return true;
    }
    let Some(left) = budget.checked_sub(1) else { return false };
    *budget = left;
    if one.node_type() != other.node_type() {
        return false;
    }
    match one.node_type() {
        NodeType::Mapping => {
            one.entries().count() == other.entries().count()
                && one.entries().all(|entry| {
                    other.get(entry.name()).is_some_and(|value| is_same(entry.value, value, budget))
                })
        }
        NodeType::Sequence => {
            let (mut items, mut others) = (one.items(), other.items());
            loop {
                match (items.next(), others.next()) {
                    (None, None) => return true,
                    (Some(item), Some(other)) if is_same(item, other, budget) => {}
                    _ => return false,
                }
            }
        }
        _ => one.scalar_text() == other.scalar_text(),
    }
}
