//! `date-contradiction`

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::Severity;
use crate::model::date::Day;
use crate::model::prose::words;
use crate::model::{EventType, Model, Text};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Place;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "date-contradiction",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("date-contradiction.md"),
};

/// Two dates further apart than this are of two events rather than one with a slip.
const MOST_DAYS: i32 = 31;

/// What comes round rarely, so that "the elections" in two places are the same ones.
const SUBJECTS: [(&str, &str); 6] = [
    ("election", "election"),
    ("elections", "election"),
    ("referendum", "referendum"),
    ("census", "census"),
    ("inauguration", "inauguration"),
    ("coup", "coup"),
];

/// Words by which two elections of one season differ.
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

/// Words before it that make it another one of its kind.
const OTHERS: [&str; 8] = ["round", "repeat", "repeated", "rerun", "previous", "last", "next", "earlier"];

/// Words after it that make the date that of something else.
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

/// One place that dates a subject.
struct Claim<'a> {
    subject: &'static str,
    kind: Option<&'static str>,
    day: Day,
    place: Place<'a>,
}

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let mut first: HashMap<&str, Vec<Claim<'_>>> = HashMap::new();
    for claim in declared(model).chain(model.texts().iter().flat_map(|text| told(model, text))) {
        let earlier = first.entry(claim.subject).or_default();
        let same = earlier
            .iter()
            .find(|other| other.kind.is_none() || claim.kind.is_none() || other.kind == claim.kind);
        let Some(same) = same else {
            earlier.push(claim);
            continue;
        };
        let apart = (claim.day - same.day).get_days().abs();
        if apart == 0 || apart > MOST_DAYS {
            continue;
        }
        let (here, there) = (in_words(claim.day), in_words(same.day));
        let what = claim.subject;
        cx.report(
            claim.place,
            format!("the {what} is dated {here} here, and {there} elsewhere in the document"),
        )
        .note(format!("{here}, by these words"))
        .label(same.place, format!("{there}, by these"))
        .help(
            "a reader cannot tell which of the two is right: look the date up, and write the same in both \
                 places, unless these are two events",
        );
    }
}

fn in_words(day: Day) -> String {
    format!("{} {}", day.day(), crate::model::date::month_name(day.month().unsigned_abs()))
}

/// What events of the type `election` and titles of developments date.
fn declared<'a>(model: &'a Model<'a>) -> impl Iterator<Item = Claim<'a>> {
    let events = model.events().filter(|event| event.is(EventType::Election)).filter_map(|event| {
        let dated = event.dated()?;
        Some(Claim { subject: "election", kind: None, day: dated.date.as_day()?, place: dated.into() })
    });
    let developments = model.developments().filter_map(|development| {
        let title = development.title()?;
        let (subject, kind, range) = subjects(words(title)).into_iter().next()?;
        // "Protests after the elections" have a date of their own.
        title.get(..range.start).filter(|before| is_plain(&before.to_lowercase()))?;
        let dated = development.dated()?;
        Some(Claim { subject, kind, day: dated.date.as_day()?, place: dated.into() })
    });
    events.chain(developments)
}

/// What a text dates: `the elections of 19 March`, `elections took place in Kazakhstan on 19 March`, and
/// `the elections held that day` in a sentence or an event with a date.
fn told<'a>(model: &Model<'a>, text: &'a Text<'a>) -> Vec<Claim<'a>> {
    if !text.role().is_own_words() {
        return Vec::new();
    }
    let prose = text.prose();
    let year = model.period().and_then(|period| period.end()).map(|end| end.date.last_day().year());
    let found = subjects(text.words());
    if found.is_empty() {
        return Vec::new();
    }
    let dates = text.dates();
    let claim = |(subject, kind, range): (_, _, Range<usize>)| {
        // Only what stands near counts, and a text may be long.
        let rest = prose.get(range.end..floor(prose, range.end + NEARBY))?;
        let sentence = rest.get(..rest.find(". ").unwrap_or(rest.len()))?;
        let following = dates.partition_point(|date| date.range.start <= range.end);
        let dated = dates.get(following).filter(|date| {
            let between = prose.get(range.end..date.range.start).unwrap_or("?");
            let is_held = HELD.iter().any(|verb| between.contains(verb));
            let is_link =
                between == " of " || between.ends_with(" on ") && is_held && is_here(model, between);
            is_link && between.len() < 60 && is_plain(between) && !between.contains(['.', ',', ';'])
        });
        let (day, end) = match dated {
            Some(date) => (date.day_in(date.year.or(year)?)?, date.range.end),
            None => {
                let (at, phrase) = ["that day", "the same day"]
                    .into_iter()
                    .find_map(|phrase| Some((sentence.find(phrase)?, phrase)))?;
                let end = range.end + at + phrase.len();
                let is_near =
                    sentence.get(..at).is_some_and(|between| between.len() < 80 && is_plain(between));
                let from = floor(prose, range.start.saturating_sub(NEARBY));
                let start = prose.get(from..range.start)?.rfind(". ").map_or(from, |at| from + at + 2);
                let first = dates.partition_point(|date| date.range.start < start);
                let in_sentence = dates.get(first).filter(|date| date.range.start < range.start);
                let day = match in_sentence {
                    Some(date) => date.day_in(date.year.or(year)?)?,
                    None => text.owner_dated()?.date.as_day()?,
                };
                is_near.then_some((day, end))?
            }
        };
        Some(Claim { subject, kind, day, place: text.place(range.start..end) })
    };
    found.into_iter().filter_map(claim).collect()
}

/// How many bytes around a subject are looked at.
const NEARBY: usize = 400;

/// The words by which a subject has a date rather than something that happened to it.
const HELD: [&str; 4] = ["held", "took place", "take place", "conducted"];

/// The character boundary at or before a byte.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// Whether no other country stands between the words.
fn is_here(model: &Model<'_>, between: &str) -> bool {
    let own = model.country().and_then(crate::model::country::name).unwrap_or_default();
    let names = words(between).map(|(_, word)| word).filter(|word| word.starts_with(char::is_uppercase));
    names.into_iter().all(|name| own.contains(name))
}

fn is_plain(between: &str) -> bool {
    words(between).all(|(_, word)| !DISTRACTIONS.contains(&word))
}

/// The subjects in a text with their kind; not those that their first words make another one.
fn subjects<'t>(
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
