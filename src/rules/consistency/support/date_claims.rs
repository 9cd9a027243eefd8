//! Dates that a document gives for rare events such as elections.

use std::ops::Range;

use crate::model::country;
use crate::model::date::Day;
use crate::model::prose::{WrittenDate, words};
use crate::model::{EventType, Model, Text};
use crate::tree::Place;

/// Rare events: "the elections" in two places are the same ones.
const SUBJECTS: [(&str, &str); 6] = [
    ("election", "election"),
    ("elections", "election"),
    ("referendum", "referendum"),
    ("census", "census"),
    ("inauguration", "inauguration"),
    ("coup", "coup"),
];

/// The words that distinguish two elections of one season.
const KINDS: [&str; 10] = [
    "presidential",
    "parliamentary",
    "legislative",
    "senate",
    "local",
    "regional",
    "municipal",
    "mayoral",
    "constitutional",
    "rural",
];

/// The words before a subject that refer to another event of its kind.
const OTHERS: [&str; 8] = ["round", "repeat", "repeated", "rerun", "previous", "last", "next", "earlier"];

/// The words after a subject that give the date of something else.
const DISTRACTIONS: [&str; 14] = [
    "after",
    "before",
    "until",
    "till",
    "since",
    "by",
    "ahead",
    "following",
    "protest",
    "protests",
    "results",
    "observers",
    "campaign",
    "registration",
];

/// The number of bytes around a subject to search for a date.
const NEARBY: usize = 400;

/// The words that give the date of a subject rather than of something that happened to it.
const HELD: [&str; 4] = ["held", "took place", "take place", "conducted"];

/// A place that gives the date of a subject.
pub(crate) struct Claim<'a> {
    pub(crate) subject: &'static str,
    /// The kind of election, if it is named: "presidential".
    pub(crate) kind: Option<&'static str>,
    pub(crate) day: Day,
    pub(crate) place: Place<'a>,
}

/// Returns the claims of events of the type `election` and of titles of developments.
pub(crate) fn claims_in_entries<'a>(model: &'a Model<'a>) -> impl Iterator<Item = Claim<'a>> {
    let events = model.events().filter(|event| event.is(EventType::Election)).filter_map(|event| {
        let dated = event.dated()?;
        Some(Claim { subject: "election", kind: None, day: dated.date.as_day()?, place: dated.into() })
    });
    let developments = model.developments().filter_map(|development| {
        let title = development.title()?;
        let (subject, kind, range) = find_subjects(words(title)).into_iter().next()?;
        // "Protests after the elections" have their own date.
        title.get(..range.start).filter(|before| is_undistracted(&before.to_lowercase()))?;
        let dated = development.dated()?;
        Some(Claim { subject, kind, day: dated.date.as_day()?, place: dated.into() })
    });
    events.chain(developments)
}

/// Returns the claims of the report's own words.
pub(crate) fn claims_in_texts<'a>(model: &'a Model<'a>) -> impl Iterator<Item = Claim<'a>> {
    let may_claim = model.may_have_word(SUBJECTS.iter().map(|(name, _)| *name));
    let texts = if may_claim { model.texts() } else { &[] };
    let own = texts.iter().filter(|text| text.role().is_own_words());
    own.flat_map(|text| claims_in_text(model, text))
}

/// Returns the claims of a text: `the elections of 19 March`, `elections took place in Kazakhstan on 19 March`, and
/// `the elections held that day` in a sentence or an event with a date.
fn claims_in_text<'a>(model: &'a Model<'a>, text: &'a Text<'a>) -> Vec<Claim<'a>> {
    let found = find_subjects(text.words());
    if found.is_empty() {
        return Vec::new();
    }
    let year = model.period().and_then(|period| period.end()).map(|end| end.date.last_day().year());
    let dates = text.dates();
    let claim = |(subject, kind, range): (_, _, Range<usize>)| {
        let (day, end) = match linked_date(model, text.prose(), &range, dates) {
            Some(date) => (date.day_in(date.year.or(year)?)?, date.range.end),
            None => same_day(text, &range, year)?,
        };
        Some(Claim { subject, kind, day, place: text.place(range.start..end) })
    };
    found.into_iter().filter_map(claim).collect()
}

/// Returns the date that a few words link to the subject before it: `of 19 March`, `took place on 19 March`.
fn linked_date<'t>(
    model: &Model<'_>,
    prose: &str,
    subject: &Range<usize>,
    dates: &'t [WrittenDate],
) -> Option<&'t WrittenDate> {
    let following = dates.partition_point(|date| date.range.start <= subject.end);
    dates.get(following).filter(|date| {
        let between = prose.get(subject.end..date.range.start).unwrap_or("?");
        let is_held = HELD.iter().any(|verb| between.contains(verb));
        let is_link =
            between == " of " || between.ends_with(" on ") && is_held && is_domestic(model, between);
        is_link && between.len() < 60 && is_undistracted(between) && !between.contains(['.', ',', ';'])
    })
}

/// Returns the day that `that day` after a subject refers to, with the end of these words: the date before the subject
/// in the same sentence, or else that of the event.
fn same_day(text: &Text<'_>, subject: &Range<usize>, year: Option<i16>) -> Option<(Day, usize)> {
    let prose = text.prose();
    let rest = prose.get(subject.end..prose.floor_char_boundary(subject.end + NEARBY))?;
    let sentence = rest.get(..rest.find(". ").unwrap_or(rest.len()))?;
    let (at, phrase) =
        ["that day", "the same day"].into_iter().find_map(|phrase| Some((sentence.find(phrase)?, phrase)))?;
    let is_near = sentence.get(..at).is_some_and(|between| between.len() < 80 && is_undistracted(between));
    let from = prose.floor_char_boundary(subject.start.saturating_sub(NEARBY));
    let start = prose.get(from..subject.start)?.rfind(". ").map_or(from, |at| from + at + 2);
    let dates = text.dates();
    let first = dates.partition_point(|date| date.range.start < start);
    let day = match dates.get(first).filter(|date| date.range.start < subject.start) {
        Some(date) => date.day_in(date.year.or(year)?)?,
        None => text.owner_dated()?.date.as_day()?,
    };
    is_near.then_some((day, subject.end + at + phrase.len()))
}

/// Returns true if no other country is named between the words.
fn is_domestic(model: &Model<'_>, between: &str) -> bool {
    let own = model.country().and_then(country::name).unwrap_or_default();
    let names = words(between).map(|(_, word)| word).filter(|word| word.starts_with(char::is_uppercase));
    names.into_iter().all(|name| own.contains(name))
}

/// Returns true if the words do not give the date of something else.
fn is_undistracted(between: &str) -> bool {
    words(between).all(|(_, word)| !DISTRACTIONS.contains(&word))
}

/// Finds the subjects in a text, with their kinds; leaves out those that refer to another event.
fn find_subjects<'t>(
    words: impl Iterator<Item = (Range<usize>, &'t str)>,
) -> Vec<(&'static str, Option<&'static str>, Range<usize>)> {
    let mut found = Vec::new();
    let mut before = ["", "", ""];
    for (range, word) in words {
        let subject = SUBJECTS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word));
        if let Some((_, subject)) = subject.filter(|_| before.iter().all(|word| !OTHERS.contains(word))) {
            let kind =
                KINDS.into_iter().find(|kind| before.iter().any(|word| word.eq_ignore_ascii_case(kind)));
            found.push((*subject, kind, range));
        }
        before = [before[1], before[2], word];
    }
    found
}
