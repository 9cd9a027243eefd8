//! Sentences in which a document tells of one of its cases.

use std::ops::Range;

use super::stated::{begins, is_same_stem, sentences};
use crate::model::prose::words;
use crate::model::{Case, Model, Text, TextRole};

/// The shortest word of a name by which a person is recognised.
const SHORTEST_NAME: usize = 4;

/// The largest number of sentences of a document that are read: more of them are a book.
const MOST_SENTENCES: usize = 2_000;

/// The largest number of events of a case with which its sentences are compared, and of cases whose people are looked for in a
/// body: the work grows with the product.
const MOST_EVENTS: usize = 100;
const MOST_CASES: usize = 50;

/// The most people of a document whose names are looked for in a sentence.
const MOST_PEOPLE: usize = 200;

/// A sentence about one case.
pub(crate) struct Passage<'a, 't> {
    pub(crate) text: &'t Text<'a>,
    pub(crate) case: Case<'a>,
    /// The bytes of the sentence in the text's prose.
    pub(crate) range: Range<usize>,
    /// The sentence in small letters, as long as the sentence itself.
    pub(crate) lower: String,
    /// The bytes of the section that has the sentence.
    pub(crate) section: Range<usize>,
}

impl Passage<'_, '_> {
    /// Returns the bytes in the text of some bytes of the sentence.
    pub(crate) fn in_text(&self, range: &Range<usize>) -> Range<usize> {
        self.range.start + range.start..self.range.start + range.end
    }

    /// Returns true if the sentence has a word that begins with one of these.
    pub(crate) fn has_any(&self, beginnings: &[&str]) -> bool {
        words(&self.lower).any(|(_, word)| beginnings.iter().any(|beginning| begins(word, beginning)))
    }
}

/// Returns the sentences of the summaries of cases, of descriptions of events, and of the body.
pub(crate) fn passages<'a, 't>(model: &'t Model<'a>) -> Vec<Passage<'a, 't>> {
    let mut found = Vec::new();
    for text in model.texts() {
        match text.role() {
            TextRole::Summary | TextRole::Description => {
                let Some(case) = text.case() else { continue };
                add(&mut found, text, 0..text.prose().len(), case);
            }
            TextRole::Body => add_body(&mut found, model, text),
            _ => {}
        }
    }
    found
}

/// Adds the sentences of a part of a text.
fn add<'a, 't>(found: &mut Vec<Passage<'a, 't>>, text: &'t Text<'a>, section: Range<usize>, case: Case<'a>) {
    if found.len() >= MOST_SENTENCES || case.events().nth(MOST_EVENTS).is_some() {
        return;
    }
    let prose = text.prose().get(section.clone()).unwrap_or_default();
    for sentence in sentences(prose) {
        let range = section.start + sentence.start..section.start + sentence.end;
        let own = prose.get(sentence).unwrap_or_default();
        let lower: String = own.chars().map(small).collect();
        if found.len() < MOST_SENTENCES && lower.len() == own.len() {
            found.push(Passage { text, case, range, lower, section: section.clone() });
        }
    }
}

/// Returns a letter in small form, if that takes as many bytes.
fn small(letter: char) -> char {
    let mut small = letter.to_lowercase();
    small.next().filter(|small| small.len_utf8() == letter.len_utf8()).unwrap_or(letter)
}

/// Adds the sentences of a body: those of a section under the name of somebody of one case, and others that name somebody of
/// one case.
fn add_body<'a, 't>(found: &mut Vec<Passage<'a, 't>>, model: &'t Model<'a>, text: &'t Text<'a>) {
    if let Some(case) = text.case() {
        return add(found, text, 0..text.prose().len(), case);
    }
    if model.cases().nth(MOST_CASES).is_some() {
        return;
    }
    let cases: Vec<(Case<'a>, Vec<String>)> = model
        .cases()
        .map(|case| (case, names_of(model, case)))
        .filter(|(_, names)| !names.is_empty())
        .collect();
    for section in sections(text.prose()) {
        let prose = text.prose().get(section.clone()).unwrap_or_default();
        let heading = prose.lines().next().filter(|line| line.starts_with('#'));
        if let Some(case) = heading.and_then(|heading| case_named(&cases, heading)) {
            add(found, text, section, case);
            continue;
        }
        let mut last: Option<(Case<'a>, usize)> = None;
        for sentence in sentences(prose) {
            let range = section.start + sentence.start..section.start + sentence.end;
            // A court's decision right behind a sentence on somebody is one on them.
            let goes_on = |(_, end): &(Case<'a>, usize)| {
                prose.get(*end..sentence.start).is_some_and(|gap| !gap.contains("\n\n"))
            };
            let own = prose.get(sentence.clone()).unwrap_or_default();
            let before = last
                .filter(goes_on)
                .map(|(case, _)| case)
                .filter(|_| decides(own) && names_nobody(model, own));
            let named = case_named(&cases, own).or(before);
            last = named.map(|case| (case, sentence.end));
            if let Some(case) = named {
                let before = found.len();
                add(found, text, range, case);
                // The rest of the section may tell of the same.
                found.iter_mut().skip(before).for_each(|passage| passage.section = section.clone());
            }
        }
    }
}

/// Returns true if a sentence tells of the decision of a court.
fn decides(sentence: &str) -> bool {
    const VERBS: [&str; 12] = [
        "upheld",
        "overturned",
        "quashed",
        "reduced",
        "dismissed",
        "оставил",
        "отменил",
        "изменил",
        "смягчил",
        "өзгеріссіз",
        "өзгөрүүсүз",
        "unchanged",
    ];
    VERBS.iter().any(|verb| sentence.contains(verb))
}

/// Returns true if no person of the document is named in a sentence.
fn names_nobody(model: &Model<'_>, sentence: &str) -> bool {
    let named: Vec<&str> =
        words(sentence).map(|(_, word)| word).filter(|word| word.starts_with(char::is_uppercase)).collect();
    let people = model.persons().take(MOST_PEOPLE);
    let mut names =
        people.filter_map(|person| person.name()).flat_map(|name| words(name).map(|(_, word)| word));
    !names.any(|name| {
        name.chars().count() >= SHORTEST_NAME && named.iter().any(|word| is_same_stem(name, word))
    })
}

/// Returns the parts of a body, each from a heading to the next.
fn sections(text: &str) -> Vec<Range<usize>> {
    let mut starts = vec![0];
    starts.extend(text.match_indices("\n#").map(|(at, _)| at + 1));
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

/// Returns the words of the names of a case's people.
fn names_of(model: &Model<'_>, case: Case<'_>) -> Vec<String> {
    let people = case.persons().filter_map(|id| model.person(id));
    let names = people.flat_map(|person| [person.name(), person.name_original()]).flatten();
    let parts = names.flat_map(|name| words(name).map(|(_, word)| word.to_lowercase()).collect::<Vec<_>>());
    parts.filter(|word| word.chars().count() >= SHORTEST_NAME).collect()
}

/// Returns the only case of which somebody is named in a text.
fn case_named<'a>(cases: &[(Case<'a>, Vec<String>)], text: &str) -> Option<Case<'a>> {
    let found: Vec<String> = words(text)
        .filter(|(_, word)| word.starts_with(char::is_uppercase))
        .map(|(_, word)| word.to_lowercase())
        .collect();
    let is_named = |(_, names): &&(Case<'a>, Vec<String>)| {
        found.iter().any(|word| names.iter().any(|name| is_same_stem(name, word)))
    };
    let mut named = cases.iter().filter(is_named);
    named.next().filter(|_| named.next().is_none()).map(|(case, _)| *case)
}
