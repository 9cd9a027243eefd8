//! Terms and sums of money of which a text tells otherwise than the verdicts of its case.

use std::collections::BTreeSet;

use super::passages::Passage;
use super::stated::is_same_stem;
use super::told::{ToldTerm, sums, terms};
use crate::diagnostic::Premise;
use crate::model::duration::Duration;
use crate::model::prose::words;
use crate::model::{Case, Event, Model, Sentence, SentenceType, Verdict};
use crate::rule::DocumentContext;
use crate::tree::Entry;
use crate::words::quoted;

/// Verbs of a court that decides on a penalty, by their beginnings.
const SENTENCED: [&str; 13] = [
    "sentenced",
    "sentence",
    "jailed",
    "imprisoned",
    "imposed",
    "handed",
    "приговорил",
    "осудил",
    "осуждён",
    "осужден",
    "назначил",
    "айырды",
    "кесті",
];

/// Words beside which a term is not the one that was imposed.
const OTHER_TERMS: [&str; 53] = [
    "up",
    "maximum",
    "minimum",
    "least",
    "most",
    "prosecutor",
    "prosecution",
    "requested",
    "asked",
    "sought",
    "faces",
    "faced",
    "could",
    "would",
    "reduced",
    "replaced",
    "substituted",
    "замен",
    "взамен",
    "ауыстыр",
    "алмаштыр",
    "instead",
    "cut",
    "commuted",
    "appeal",
    "extended",
    "from",
    "served",
    "already",
    "ban",
    "banned",
    "probation",
    "прокурор",
    "обвинение",
    "запросил",
    "просил",
    "грозит",
    "может",
    "сокра",
    "снизил",
    "смягч",
    "испытательн",
    "запре",
    "отбыл",
    "spent",
    "lasted",
    "провёл",
    "провел",
    "зачт",
    "зачёт",
    "зачет",
    "длил",
    "возраст",
];

/// Words beside a term, within a few words, that make it another one.
const BESIDE_OTHER_TERMS: [&str; 6] = ["age", "aged", "office", "account", "counted", "within"];

/// The words on either side of a term that are beside it.
const WORDS_BESIDE: usize = 4;

/// Verbs of a court that orders a payment.
const ORDERED: [&str; 12] = [
    "fined",
    "fine",
    "granted",
    "awarded",
    "ordered",
    "штраф",
    "оштрафовал",
    "взыскал",
    "присудил",
    "айыппұл",
    "айып",
    "jarima",
];

/// Words beside which a sum is not the one that was ordered.
const OTHER_SUMS: [&str; 38] = [
    "up",
    "claimed",
    "demanded",
    "sought",
    "requested",
    "asked",
    "reduced",
    "least",
    "most",
    "than",
    "about",
    "some",
    "потребовал",
    "просил",
    "снизил",
    "иск",
    "около",
    "более",
    "тыс",
    "raised",
    "collected",
    "wage",
    "costs",
    "fund",
    "fee",
    "собра",
    "фонд",
    "пошлин",
    "издерж",
    "расход",
    "зарплат",
    "жинады",
    "жина",
    "қор",
    "қорына",
    "шығын",
    "чыгым",
    "чогул",
];

/// Returns the judgments that punish somebody, but not those of a review.
pub(crate) fn convictions<'a>(model: &'a Model<'a>, case: Case<'a>) -> impl Iterator<Item = Verdict<'a>> {
    let judgments = model.events_of(case).flat_map(Event::judgments);
    judgments.filter(|verdict| verdict.can_sentence() && !verdict.is_review())
}

/// Checks the only term of a sentence against the only term of liberty of the case.
pub(crate) fn check_term<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    let is_age = ["year-old", "летн"].iter().any(|word| passage.lower.contains(word));
    let restricts = || passage.lower.contains("liberty") && passage.has_any(&["restricted"]);
    // Custody before trial is counted in months.
    let arrests = || {
        passage.has_any(&["арестовал", "қамады", "камады"])
            && passage.has_any(&["суток", "сутки", "тәулік", "сутка"])
    };
    if is_age || !passage.has_any(&SENTENCED) && !restricts() && !arrests() || is_of_other_term(passage) {
        return;
    }
    let told = terms(&passage.lower);
    let model = cx.model();
    match told.as_slice() {
        [] => {}
        [term] => check_term_of(cx, passage, term, only_named(model, passage)),
        several => {
            let whose = people_of(model, passage, several);
            for (term, id) in several.iter().zip(whose) {
                check_term_of(cx, passage, term, Some(id));
            }
        }
    }
}

/// Checks a term against the only term of liberty of the case, or of one of its people.
fn check_term_of<'a>(
    cx: &mut DocumentContext<'a>,
    passage: &Passage<'a, '_>,
    term: &ToldTerm,
    person: Option<&str>,
) {
    if is_of_time(&passage.lower, &term.range) || is_beside_other_term(&passage.lower, &term.range) {
        return;
    }
    let model = cx.model();
    let is_of_liberty = |sentence: &Sentence<'_>| {
        let kinds = [
            SentenceType::Imprisonment,
            SentenceType::SuspendedImprisonment,
            SentenceType::RestrictionOfLiberty,
            SentenceType::AdministrativeArrest,
            SentenceType::CriminalArrest,
        ];
        kinds.into_iter().any(|kind| sentence.is(kind))
    };
    let sentences: Vec<Sentence<'a>> =
        convictions(model, passage.case).flat_map(Verdict::sentences).collect();
    // Where the sentence names one of several people, it is their term.
    let sentences = match person {
        Some(id) => {
            sentences.into_iter().filter(|sentence| sentence.persons().any(|own| own == id)).collect()
        }
        None => sentences,
    };
    let imposed: Vec<Sentence<'a>> = sentences.iter().copied().filter(is_of_liberty).collect();
    let all: BTreeSet<u64> =
        imposed.iter().filter_map(|sentence| Some(sentence.duration()?.duration.days())).collect();
    let (Some(first), 1) = (imposed.first().and_then(|sentence| sentence.duration()), all.len()) else {
        return;
    };
    let is_other_kind = is_of_days(first.duration) != is_of_days(term.duration);
    if is_other_kind || tells_of_other_time(model, passage) {
        return;
    }
    // A term that the data have elsewhere is that of something else.
    let others = model.events_of(passage.case).flat_map(|event| {
        let asked = event.sentences_asked().filter_map(|sentence| sentence.duration());
        let judged = event.judgments().flat_map(Verdict::sentences);
        let judged = judged.filter_map(|sentence| sentence.duration());
        asked.chain(judged).chain(event.duration())
    });
    if others.map(|term| term.duration.days()).any(|days| days == term.duration.days())
        || imposed.len() != imposed.iter().filter(|sentence| sentence.duration().is_some()).count()
    {
        return;
    }
    report(cx, passage, &term.range, first.entry, &format!("the verdict has {}", first.duration));
}

/// Returns true for a length of time that says when something happened: "two years after the protest", «через пять месяцев».
fn is_of_time(lower: &str, term: &std::ops::Range<usize>) -> bool {
    const BEHIND: [&str; 13] = [
        "after",
        "before",
        "later",
        "ago",
        "earlier",
        "since",
        "спустя",
        "назад",
        "после",
        "кейін",
        "бұрын",
        "кийин",
        "мурун",
    ];
    const BEFORE: [&str; 8] = ["through", "every", "last", "past", "after", "через", "спустя", "каждые"];
    let behind = words(lower.get(term.end..).unwrap_or_default()).next().map(|(_, word)| word);
    let before = words(lower.get(..term.start).unwrap_or_default()).last().map(|(_, word)| word);
    behind.is_some_and(|word| BEHIND.contains(&word)) || before.is_some_and(|word| BEFORE.contains(&word))
}

/// Returns true if the term of a sentence may be another one than that which was imposed.
fn is_of_other_term(passage: &Passage<'_, '_>) -> bool {
    // A ban is a `лишение права`, and prison a `лишение свободы`.
    let of_liberty = |word: &str| word.starts_with("свобод");
    let mut all = words(&passage.lower).map(|(_, word)| word).peekable();
    let mut is_of_right = false;
    while let Some(word) = all.next() {
        is_of_right |= word.starts_with("лишени") && !all.peek().is_some_and(|next| of_liberty(next));
    }
    is_of_right || may_be(&passage.lower) || passage.has_any(&OTHER_TERMS)
}

/// Returns true if a text in small letters says what may be; beside a number it is the month.
fn may_be(lower: &str) -> bool {
    let all: Vec<&str> = words(lower).map(|(_, word)| word).collect();
    let is_number = |at: Option<usize>| {
        at.and_then(|at| all.get(at)).is_some_and(|word| word.starts_with(|sign: char| sign.is_ascii_digit()))
    };
    let is_verb = |(at, _): (usize, _)| !is_number(at.checked_sub(1)) && !is_number(Some(at + 1));
    all.iter().enumerate().filter(|(_, word)| **word == "may").any(is_verb)
}

/// Returns true if a word beside a term makes it another one.
fn is_beside_other_term(lower: &str, term: &std::ops::Range<usize>) -> bool {
    let before = words(lower.get(..term.start).unwrap_or_default()).map(|(_, word)| word);
    let before: Vec<&str> = before.collect();
    let behind = words(lower.get(term.end..).unwrap_or_default()).map(|(_, word)| word).take(WORDS_BESIDE);
    let beside = before.into_iter().rev().take(WORDS_BESIDE).chain(behind);
    beside.into_iter().any(|word| BESIDE_OTHER_TERMS.contains(&word))
}

/// The most people of a case who are looked for by name in a sentence.
const MOST_PEOPLE: usize = 50;

/// Returns the only person of a case with several whom a sentence names.
fn only_named<'a>(model: &Model<'a>, passage: &Passage<'a, '_>) -> Option<&'a str> {
    let people: Vec<&'a str> = passage.case.persons().take(MOST_PEOPLE + 1).collect();
    if people.len() < 2 || people.len() > MOST_PEOPLE {
        return None;
    }
    let is_named = |id: &&'a str| names_family(model, id, &passage.lower);
    let mut named = people.into_iter().filter(is_named);
    named.next().filter(|_| named.next().is_none())
}

/// Returns the people of the terms of a sentence, each named right before his term; nothing if one of them is not.
fn people_of<'a>(model: &Model<'a>, passage: &Passage<'a, '_>, terms: &[ToldTerm]) -> Vec<&'a str> {
    let people: Vec<&'a str> = passage.case.persons().take(MOST_PEOPLE).collect();
    let starts = std::iter::once(0).chain(terms.iter().map(|term| term.range.end));
    let named = starts.zip(terms).map(|(start, term)| {
        let clause = passage.lower.get(start..term.range.start).unwrap_or_default();
        let mut named = people.iter().filter(|id| names_family(model, id, clause));
        named.next().filter(|_| named.next().is_none()).copied()
    });
    let named: Option<Vec<&'a str>> = named.collect();
    let is_of_each = |named: &Vec<&'a str>| named.iter().collect::<BTreeSet<_>>().len() == named.len();
    named.filter(is_of_each).unwrap_or_default()
}

/// Returns true if a text in small letters has the family name of a person.
fn names_family(model: &Model<'_>, id: &str, lower: &str) -> bool {
    let names = model.person(id).into_iter().flat_map(|person| [person.name(), person.name_original()]);
    let family = names.flatten().filter_map(|name| words(name).last().map(|(_, word)| word.to_lowercase()));
    family.into_iter().any(|family| words(lower).any(|(_, word)| is_same_stem(&family, word)))
}

/// Returns true for a term that is counted in days: nobody writes years for it by mistake.
fn is_of_days(duration: Duration) -> bool {
    duration.days() < 90
}

/// Returns true if a sentence tells of another time than that of the case's verdicts.
fn tells_of_other_time<'a>(model: &Model<'a>, passage: &Passage<'a, '_>) -> bool {
    const BEFORE: [&str; 10] =
        ["previous", "earlier", "before", "once", "then", "already", "ранее", "раньше", "бұрын", "мурда"];
    let judged: Vec<i16> = model
        .events_of(passage.case)
        .filter(|event| event.as_verdict().is_some())
        .filter_map(|event| Some(event.dated()?.date.first_day().year()))
        .collect();
    let is_year = |word: &str| word.len() == 4 && word.starts_with(['1', '2']);
    let mut years = words(&passage.lower)
        .filter(|(_, word)| is_year(word))
        .filter_map(|(_, word)| word.parse::<i16>().ok());
    passage.has_any(&BEFORE) || years.any(|year| !judged.contains(&year))
}

/// Checks the only sum of a sentence against the only sum that the courts of the case ordered.
pub(crate) fn check_sum<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    if !passage.has_any(&ORDERED) || passage.has_any(&OTHER_SUMS) {
        return;
    }
    let told = sums(&passage.lower);
    let [sum] = told.as_slice() else { return };
    let model = cx.model();
    let events = || model.events_of(passage.case);
    let judged: Vec<Sentence<'a>> =
        events().flat_map(Event::judgments).flat_map(Verdict::sentences).collect();
    let ordered: Vec<(Entry<'a>, f64)> =
        judged.iter().filter_map(|sentence| Some((sentence.amount_entry()?, sentence.sum()?))).collect();
    // A text may turn the units of a fine into money.
    let has_units =
        judged.iter().any(|sentence| sentence.units().is_some() && sentence.amount_entry().is_none());
    let asked = events().flat_map(Event::sentences_asked).filter_map(Sentence::sum);
    let is_known = |one: f64| (one - sum.sum).abs() < 0.5;
    let ([(entry, own)], false) = (ordered.as_slice(), has_units || asked.into_iter().any(is_known)) else {
        return;
    };
    if !is_known(*own) && !tells_of_other_time(model, passage) {
        let amount = judged.iter().find_map(|sentence| sentence.amount()).unwrap_or_else(|| own.to_string());
        report(cx, passage, &sum.range, *entry, &format!("the verdict has {amount}"));
    }
}

/// The advice where a text and the data differ.
pub(crate) const LOOK_UP: &str = "a reader cannot tell which of the two is right: look it up in the source, and write the same in both places";

/// Reports words of a text beside the data that say otherwise.
pub(crate) fn report<'a>(
    cx: &mut DocumentContext<'a>,
    passage: &Passage<'a, '_>,
    range: &std::ops::Range<usize>,
    entry: Entry<'a>,
    data: &str,
) {
    let range = passage.in_text(range);
    if passage.text.quoted_ranges().contain(&range) {
        return;
    }
    let words = passage.text.prose().get(range.clone()).unwrap_or_default();
    let message = format!("the text says {}, and {data}", quoted(words));
    cx.report(passage.text.place(range), message)
        .label(entry, "the data")
        .depends_on(Premise::value_right(entry.value))
        .help(LOOK_UP);
}
