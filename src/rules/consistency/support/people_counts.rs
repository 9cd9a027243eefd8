//! Numbers of people that must agree: those of an event with its own words, and those judged with those on trial.

use std::collections::HashSet;

use super::stated::{numbers, sentences};
use crate::model::prose::words;
use crate::model::{Case, Event, EventType};
use crate::rule::DocumentContext;
use crate::tree::Entry;
use crate::words::count;

/// Nouns for people, by their beginnings; not those for a group that a description sets apart, such as women or journalists.
const PEOPLE: [&str; 22] = [
    "people",
    "persons",
    "men",
    "activist",
    "protester",
    "demonstrator",
    "defendant",
    "resident",
    "participant",
    "supporter",
    "worker",
    "villager",
    "believer",
    "detainee",
    "человек",
    "людей",
    "активист",
    "участник",
    "жител",
    "адам",
    "киши",
    "азамат",
];

/// Verbs for what happens to the people whom an event counts, by their beginnings.
const HAPPENS: [&str; 17] = [
    "detain",
    "arrest",
    "charged",
    "sentenced",
    "fined",
    "convicted",
    "acquitted",
    "released",
    "задержа",
    "арестова",
    "обвин",
    "осужд",
    "приговор",
    "оштраф",
    "освобо",
    "ұста",
    "карма",
];

/// Words that leave a number open, or make it that of some of the people.
const OPEN: [&str; 53] = [
    "others",
    "rest",
    "remaining",
    "остальных",
    "остальные",
    "других",
    "другие",
    "қалғандары",
    "қалғандар",
    "басқалар",
    "калгандары",
    "калгандар",
    "башкалар",
    "among",
    "amongst",
    "include",
    "included",
    "includes",
    "including",
    "them",
    "whom",
    "also",
    "of",
    "них",
    "которых",
    "которую",
    "числе",
    "среди",
    "также",
    "about",
    "around",
    "some",
    "nearly",
    "almost",
    "over",
    "least",
    "most",
    "than",
    "up",
    "dozens",
    "hundreds",
    "another",
    "other",
    "more",
    "approximately",
    "около",
    "более",
    "менее",
    "почти",
    "примерно",
    "ещё",
    "еще",
    "свыше",
];

/// Small numbers in words.
const WORDS: [(&str, u32); 22] = [
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("двое", 2),
    ("трое", 3),
    ("четверо", 4),
    ("пятеро", 5),
    ("шестеро", 6),
    ("семеро", 7),
    ("восемь", 8),
    ("девять", 9),
    ("десять", 10),
    ("двенадцать", 12),
    ("пятнадцать", 15),
];

/// Returns the number in a line, if it counts people.
fn number_in(entry: Entry<'_>) -> Option<usize> {
    entry.value.as_i64().and_then(|number| usize::try_from(number).ok())
}

/// Reports a count of unnamed people that the event's own description gives otherwise.
pub(crate) fn check_description<'a>(cx: &mut DocumentContext<'a>, event: Event<'a>) {
    let (Some(entry), Some(description)) = (event.count_entry(), event.description_entry()) else { return };
    let (Some(number), Some(text)) = (number_in(entry), description.value.as_str()) else { return };
    let Some(told) = only_number_of_people(text) else { return };
    let named = event.persons_entry().map_or(0, |_| event.person_references().count());
    let all = number + named;
    if [number, all, named].contains(&told) {
        return;
    }
    let people = count(told as u64, "person").replace("persons", "people");
    let message = match named {
        0 => format!("{number} are counted, but the description tells of {people}"),
        _ => format!(
            "{named} are named and {number} counted, {all} together, but the description tells of {people}"
        ),
    };
    cx.report(entry, message).label(description, "the description").help(
        "`count:` is the number of people beside those under `persons:`: look the number up, and write the same in both places",
    );
}

/// Returns the number of people that a text of one sentence gives, if it has no other number.
fn only_number_of_people(text: &str) -> Option<usize> {
    if sentences(text.trim()).nth(1).is_some() {
        return None;
    }
    let lower = text.to_lowercase();
    let in_words: Vec<(usize, usize)> = words(&lower)
        .filter_map(|(range, word)| {
            let (_, number) = WORDS.iter().find(|(name, _)| *name == word)?;
            Some((range.end, usize::try_from(*number).ok()?))
        })
        .collect();
    let in_digits = numbers(&lower).into_iter().filter(|number| number.value.fract() == 0.0);
    let in_digits = in_digits.map(|number| (number.range.end, number.value as usize));
    let all: Vec<(usize, usize)> = in_words.into_iter().chain(in_digits).collect();
    let [(end, number)] = *all.as_slice() else { return None };
    let is_open = words(&lower).any(|(_, word)| OPEN.contains(&word));
    let is_person = |word: &str| PEOPLE.iter().any(|noun| word.starts_with(noun));
    let has_noun = words(lower.get(end..)?).take(2).any(|(_, word)| is_person(word));
    // "Nine men were detained" or "police detained nine men": other numbers may be those of bystanders.
    let happens = |word: &str| HAPPENS.iter().any(|verb| word.starts_with(verb));
    let before: Vec<&str> = words(lower.get(..end)?).map(|(_, word)| word).collect();
    let is_counted = match before.as_slice() {
        [_] => words(lower.get(end..)?).take(4).any(|(_, word)| happens(word)),
        [.., verb, _] => happens(verb),
        [] => false,
    };
    (has_noun && is_counted && !is_open).then_some(number)
}

/// Reports a verdict on more people than were charged or on trial.
pub(crate) fn check_judged<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let model = cx.model();
    let is_before = |event: &Event<'_>| event.is(EventType::Charge) || event.is(EventType::Trial);
    let before: Vec<Event<'a>> = model.events_of(case).filter(is_before).collect();
    let has_count = before.iter().any(|event| event.count_entry().is_some());
    if !has_count || case.continues_entry().is_some() {
        return;
    }
    let people =
        |event: &Event<'_>| event.persons().count() + event.count_entry().and_then(number_in).unwrap_or(0);
    let charged: usize = before.iter().filter(|event| event.is(EventType::Charge)).map(people).sum();
    // One verdict may end several trials.
    let tried: usize = before.iter().filter(|event| event.is(EventType::Trial)).map(people).sum();
    let most = charged.max(tried);
    for event in model.events_of(case) {
        let first_instance: Vec<_> = event.judgments().filter(|verdict| !verdict.is_review()).collect();
        // Results by charge name the same people again.
        let named: HashSet<&str> = first_instance.iter().flat_map(|verdict| verdict.persons()).collect();
        let counts = first_instance.iter().filter_map(|verdict| verdict.count_entry());
        let largest = counts.max_by_key(|entry| number_in(*entry));
        let judged = named.len() + largest.and_then(number_in).unwrap_or(0);
        let Some(entry) = largest.filter(|_| judged > most) else { continue };
        let other = before.iter().max_by_key(|event| people(event)).copied();
        let message = format!("the verdict is on {judged} people, but {most} were charged or on trial");
        let mut report = cx.report(entry, message);
        if let Some(other) = other.and_then(Event::count_entry) {
            report = report.label(other, "counted here");
        }
        report.help("`count:` is the number of people beside those under `persons:`: look up how many there were, and correct the one that is wrong");
    }
}

#[cfg(test)]
mod tests {
    use super::only_number_of_people;

    #[test]
    fn one_number_of_people_is_told() {
        for (text, number) in [
            ("Nine men were detained in the mosque.", Some(9)),
            ("Police detained 16 activists", Some(16)),
            ("Задержаны 12 человек", Some(12)),
            ("About 12 people were detained", None),
            ("Two of the 12 people were released", None),
            ("Police came with three cars", None),
            ("Police detained protesters in front of three journalists", None),
            ("Police detained the participants, five women among them", None),
            ("Those held include two women", None),
            ("Полиция задержала участников акции, на которую вышли 300 человек", None),
            ("Police detained protesters before 300 people", None),
            ("Five people were detained at noon, the others at night.", None),
            ("12 адам ұсталды", Some(12)),
            ("Police detained 16 activists. They were released.", None),
        ] {
            assert_eq!(only_number_of_people(text), number, "{text}");
        }
    }
}
