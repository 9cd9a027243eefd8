//! `presumption-of-innocence`

use std::collections::HashSet;

use super::support::accusing_word::{AccusingWord, accusing_words, may_accuse};
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

/// Words that may follow one that means a person; before any other word it describes a thing: `the terrorist act`.
const FOLLOWING: [&str; 14] =
    ["of", "who", "and", "in", "was", "is", "had", "has", "on", "at", "from", "then", "by", "behind"];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() || !may_accuse(model) {
        return;
    }
    let mut names = None;
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        for accusing in accusing_words(text) {
            let names = names.get_or_insert_with(|| Names::from_model(model));
            if !names.is_presumed_innocent(text, &accusing) {
                continue;
            }
            let shown = text.prose().get(accusing.range.clone()).unwrap_or_default();
            cx.report(
                text.place(accusing.range),
                format!("{} is said of somebody whom no verdict in this file convicts", quoted(shown)),
            )
            .note("no conviction of this in the file")
            .help(
                "everyone charged is presumed innocent until a court convicts them: write what they are accused \
                 of (\"who is accused of …\", \"the suspect\"), or put the word in quotation marks and say whose it is",
            );
        }
    }
}

/// The family names of the persons, by whether a verdict convicts them.
struct Names<'a> {
    open: HashSet<&'a str>,
    convicted: HashSet<&'a str>,
    /// The cases that accuse somebody and convict nobody.
    undecided: HashSet<NodeId>,
}

impl<'a> Names<'a> {
    fn from_model(model: &'a Model<'a>) -> Self {
        let convicted: HashSet<&str> =
            model.cases().flat_map(Case::convictions).flat_map(Verdict::persons).collect();
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

    fn is_presumed_innocent(&self, text: &Text<'_>, accusing: &AccusingWord<'_>) -> bool {
        let named = |names: &HashSet<&str>| {
            [accusing.next, accusing.subject].into_iter().flatten().any(|word| names.contains(word))
        };
        if named(&self.convicted) {
            return false;
        }
        if named(&self.open) {
            return true;
        }
        // Without a name it means somebody in the case, if the case accuses somebody and convicts nobody.
        let stands_alone = accusing.is_definite && accusing.next.is_none_or(|word| FOLLOWING.contains(&word));
        stands_alone && text.case().is_some_and(|case| self.undecided.contains(&case.node().id()))
    }
}

/// Returns true unless a word is a particle or an initial of a name.
fn is_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && word.chars().nth(2).is_some_and(char::is_alphabetic)
}
