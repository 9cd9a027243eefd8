//! `presumption-of-innocence`

use std::collections::HashSet;
use std::ops::Range;

use crate::diagnostic::Severity;
use crate::model::{Case, Event, EventType, Model, Text, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeId;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "presumption-of-innocence",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("presumption-of-innocence.md"),
};

/// What somebody is once a court has said so.
const LABELS: [&str; 14] = [
    "killer",
    "murderer",
    "assassin",
    "terrorist",
    "extremist",
    "rapist",
    "fraudster",
    "criminal",
    "spy",
    "traitor",
    "thief",
    "arsonist",
    "saboteur",
    "torturer",
];

/// Words that leave it open whether it is true, or say that others say it.
const HEDGES: [&str; 14] = [
    "alleged",
    "suspected",
    "accused",
    "supposed",
    "so-called",
    "purported",
    "presumed",
    "not",
    "no",
    "called",
    "labelled",
    "branded",
    "declared",
    "if",
];

/// What may follow a label that means somebody; after other words it describes a thing: `the terrorist act`.
const FOLLOWING: [&str; 14] =
    ["of", "who", "and", "in", "was", "is", "had", "has", "on", "at", "from", "then", "by", "behind"];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let mut names = None;
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        for called in labels(text) {
            let names = names.get_or_insert_with(|| Names::of(model));
            if !names.is_presumed_innocent(text, &called) {
                continue;
            }
            let label = text.prose().get(called.label.clone()).unwrap_or_default();
            cx.report(
                text.place(called.label),
                format!("{} is said of somebody whom no verdict in this file convicts", quoted(label)),
            )
            .note("no conviction of this in the file")
            .help(
                "everyone charged is presumed innocent until a court convicts them: write what they are accused \
                 of (\"who is accused of …\", \"the suspect\"), or put the word in quotation marks and say whose it is",
            );
        }
    }
}

/// A label in a text, with the words around it.
struct Called<'t> {
    label: Range<usize>,
    /// The word behind it, if only white space lies between.
    next: Option<&'t str>,
    /// Of whom it is said before it: `Testov, a spy`, `Testov was the spy`.
    subject: Option<&'t str>,
    is_definite: bool,
}

/// The labels in a text that are neither hedged nor in quotation marks.
fn labels<'t>(text: &'t Text<'_>) -> Vec<Called<'t>> {
    let prose = text.prose();
    let mut found = Vec::new();
    let mut before: [(Range<usize>, &str); 4] = [const { (0..0, "") }; 4];
    let mut quoted_ranges = None;
    let mut following = text.words().peekable();
    while let Some((range, word)) = following.next() {
        let is_label = LABELS.iter().any(|label| label.eq_ignore_ascii_case(word));
        let is_open =
            || before.iter().all(|(_, word)| !HEDGES.iter().any(|hedge| hedge.eq_ignore_ascii_case(word)));
        if is_label && is_open() && !quoted_ranges.get_or_insert_with(|| text.quoted_ranges()).contain(&range)
        {
            let gap = |start: usize, end: usize| prose.get(start..end).unwrap_or("?");
            let next = following.peek().filter(|(place, _)| gap(range.end, place.start).trim().is_empty());
            let next = next.map(|(_, word)| *word);
            let [_, first, second, article] = &before;
            let subject = match (article.1, second.1) {
                ("the" | "a" | "an", "is" | "was") => Some(first.1),
                ("the" | "a" | "an", name) if gap(second.0.end, article.0.start).trim() == "," => Some(name),
                _ => None,
            };
            let is_definite = article.1.eq_ignore_ascii_case("the");
            // "The criminal case" is nobody.
            let is_somebody = !word.eq_ignore_ascii_case("criminal") || matches!(next, Some("who" | "was"));
            if is_somebody {
                found.push(Called { label: range.clone(), next, subject, is_definite });
            }
        }
        before.rotate_left(1);
        before[3] = (range, word);
    }
    found
}

/// The family names of the persons, and who was convicted.
struct Names<'a> {
    open: HashSet<&'a str>,
    convicted: HashSet<&'a str>,
    /// The cases that accuse somebody and convict nobody.
    undecided: HashSet<NodeId>,
}

impl<'a> Names<'a> {
    fn of(model: &'a Model<'a>) -> Self {
        let convicted: HashSet<&str> = model
            .cases()
            .flat_map(Case::convictions)
            .map(Verdict::event)
            .flat_map(|event| event.persons())
            .collect();
        let words_of = |is_convicted: bool| {
            let persons = model.persons().filter(|person| convicted.contains(person.id()) == is_convicted);
            let words = persons.filter_map(|person| person.name()).flat_map(|name| name.split_whitespace());
            words.filter(|word| is_name(word)).collect()
        };
        let undecided = model.cases().filter(|case| {
            let is_accusation = |event: Event<'_>| event.event_type().is_some_and(EventType::is_accusation);
            case.events().any(is_accusation) && case.convictions().next().is_none()
        });
        let undecided = undecided.map(|case| case.node().id()).collect();
        Self { open: words_of(false), convicted: words_of(true), undecided }
    }

    fn is_presumed_innocent(&self, text: &Text<'_>, called: &Called<'_>) -> bool {
        let named = |names: &HashSet<&str>| {
            [called.next, called.subject].into_iter().flatten().any(|word| names.contains(word))
        };
        if named(&self.convicted) {
            return false;
        }
        if named(&self.open) {
            return true;
        }
        // Without a name it is somebody of the case, if the case accuses somebody and convicts nobody.
        let stands_alone = called.is_definite && called.next.is_none_or(|word| FOLLOWING.contains(&word));
        stands_alone && text.case().is_some_and(|case| self.undecided.contains(&case.node().id()))
    }
}

/// Whether a word is no particle or initial of a name.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().nth(2).is_some_and(char::is_alphabetic)
}
