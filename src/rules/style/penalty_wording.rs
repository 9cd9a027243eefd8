//! `penalty-wording`

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::model::{Case, Event, EventType, Jurisdiction, Model, Text};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeId;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "penalty-wording",
    group: Group::Style,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("penalty-wording.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let administrative: HashSet<NodeId> =
        model.cases().filter(|case| is_administrative(model, *case)).map(|case| case.node().id()).collect();
    let is_of_administrative_case = |case: Case<'_>| administrative.contains(&case.node().id());
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        if text.case().is_some_and(is_of_administrative_case) {
            check_text(cx, text);
        }
    }
}

fn check_text<'a>(cx: &mut DocumentContext<'a>, text: &Text<'a>) {
    let mut before: [&str; 5] = [""; 5];
    let words: Vec<_> = text.words().collect();
    let mut quoted_ranges = None;
    for (index, (range, word)) in words.iter().enumerate() {
        let previous = before;
        before = [previous[1], previous[2], previous[3], previous[4], *word];
        let Some(instead) = replacement(word) else { continue };
        // The text may deny it, or speak of another case.
        let is_elsewhere =
            |word: &&str| ELSEWHERE.contains(word) || word.ends_with("n't") || word.ends_with("n’t");
        let is_attribute = BEFORE_ATTRIBUTE.contains(&previous[4])
            && matches!(*word, "jailed" | "imprisoned" | "convicted" | "sentenced");
        let mut next = words.iter().skip(index + 1).take(WORDS_AHEAD).map(|(_, word)| *word);
        // The reader is told that it is no criminal penalty.
        let is_administrative = |word: &str| word.eq_ignore_ascii_case("administrative");
        let is_told = *word == "sentenced"
            && (previous.iter().any(|word| is_administrative(word)) || next.clone().any(is_administrative));
        // A criminal case is another case; a criminal penalty would be in this one.
        let is_penalty = |next: &str| next.starts_with("penalt") || next.starts_with("punish");
        let is_other = *word == "criminal" && !next.clone().next().is_some_and(is_penalty);
        // Days in a cell are what an administrative arrest is.
        let is_arrest = *word == "jailed"
            && next.clone().take(WORDS_TO_DAYS).any(|next| matches!(next, "day" | "days" | "hours"));
        // No administrative penalty lasts for years, or is served in a prison.
        let is_crime =
            next.any(|word| matches!(word, "year" | "years" | "prison" | "imprisonment" | "colony"));
        let is_meant =
            is_attribute || is_told || is_other || is_arrest || is_crime || previous.iter().any(is_elsewhere);
        let mut is_quoted = || quoted_ranges.get_or_insert_with(|| text.quoted_ranges()).contain(range);
        if is_meant || is_quoted() {
            continue;
        }
        let message = format!("{} is a word for crimes, but the case is administrative", quoted(word));
        cx.report(text.place(range.clone()), message).help(format!(
            "an administrative penalty brings no criminal record, and the text should not suggest one: write {instead}"
        ));
    }
}

/// Returns true if the case has verdicts, and all its verdicts and charges are administrative.
fn is_administrative<'a>(model: &Model<'a>, case: Case<'a>) -> bool {
    let is_criminal = |event: Event<'_>| {
        matches!(event.event_type(), Some(EventType::Verdict | EventType::Charge))
            && event.jurisdiction() != Some(Jurisdiction::Administrative)
    };
    model.events_of(case).any(|event| event.as_verdict().is_some()) && !model.events_of(case).any(is_criminal)
}

/// The number of words that are read after a word of criminal law.
const WORDS_AHEAD: usize = 8;

/// The number of words up to the days of an arrest: "jailed for another fifteen days".
const WORDS_TO_DAYS: usize = 4;

/// Words before one that tells which people are meant, and not what was done to them.
const BEFORE_ATTRIBUTE: [&str; 14] = [
    "the", "The", "a", "A", "an", "of", "for", "people", "persons", "those", "others", "everyone", "men",
    "women",
];

/// Words before it that deny it or refer to another case.
const ELSEWHERE: [&str; 12] = [
    "no",
    "No",
    "not",
    "never",
    "without",
    "another",
    "separate",
    "earlier",
    "later",
    "previously",
    "had",
    "nor",
];

fn replacement(word: &str) -> Option<&'static str> {
    Some(match word {
        "sentenced" => "\"penalised with\", \"given\" or \"placed under arrest for\"",
        "jailed" | "imprisoned" => "\"placed under administrative arrest\"",
        "convicted" => "\"found liable\" or \"found to have committed an offence\"",
        "conviction" => "\"penalty\" or \"decision\"",
        "criminal" => "\"administrative\", or leave the word out",
        _ => return None,
    })
}
