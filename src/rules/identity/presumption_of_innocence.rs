//! `presumption-of-innocence`

use std::collections::HashSet;
use std::ops::Range;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::{Case, Model, Text, Verdict};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<PresumptionOfInnocence>(RuleMeta {
    name: "presumption-of-innocence",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("presumption-of-innocence.md"),
});

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

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PresumptionOfInnocence {}

impl Rule for PresumptionOfInnocence {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        if !model.is_english() {
            return;
        }
        let mut names = None;
        for text in model.texts().iter().filter(|text| text.role().is_narrative()) {
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
}

/// A label in a text, with the words around it.
struct Called<'t> {
    label: Range<usize>,
    /// The word behind it, if only a space lies between.
    next: Option<&'t str>,
    /// The two words before it, of which the last may be followed by a comma.
    previous: [&'t str; 2],
    is_definite: bool,
}

/// The labels in a text that are neither hedged nor in quotation marks.
fn labels<'t>(text: &'t Text<'_>) -> Vec<Called<'t>> {
    let prose = text.prose();
    let mut found = Vec::new();
    let mut before: [&str; 4] = [""; 4];
    let mut following = text.words().peekable();
    while let Some((range, word)) = following.next() {
        if LABELS.iter().any(|label| label.eq_ignore_ascii_case(word)) {
            let is_open =
                before.iter().all(|word| !HEDGES.iter().any(|hedge| hedge.eq_ignore_ascii_case(word)));
            let beside = |text: Option<&str>| {
                text.is_some_and(|text| text.ends_with(['“', '‘', '"', '«', '„', '\'', '’']))
            };
            let next = following.peek().filter(|(place, _)| prose.get(range.end..place.start) == Some(" "));
            let after = prose.get(range.end..).and_then(|rest| rest.chars().next());
            let is_quoted =
                beside(prose.get(..range.start)) || matches!(after, Some('”' | '’' | '"' | '»' | '\''));
            if is_open && !is_quoted {
                let is_definite = before[3].eq_ignore_ascii_case("the");
                let previous = if matches!(before[3], "the" | "a") {
                    [before[1], before[2]]
                } else {
                    [before[2], before[3]]
                };
                found.push(Called { label: range, next: next.map(|(_, word)| *word), previous, is_definite });
            }
        }
        before = [before[1], before[2], before[3], word];
    }
    found
}

/// The family names of the persons, and who was convicted.
struct Names<'a> {
    open: HashSet<&'a str>,
    convicted: HashSet<&'a str>,
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
            persons.filter_map(|person| person.name()).flat_map(|name| name.split_whitespace()).collect()
        };
        Self { open: words_of(false), convicted: words_of(true) }
    }

    fn is_presumed_innocent(&self, text: &Text<'_>, called: &Called<'_>) -> bool {
        let named = |names: &HashSet<&str>| {
            called.next.is_some_and(|word| names.contains(word))
                || called.previous.iter().any(|word| names.contains(word))
        };
        if named(&self.convicted) {
            return false;
        }
        if named(&self.open) {
            return true;
        }
        // Without a name it is somebody of the case, if the case accuses somebody and convicts nobody.
        let stands_alone = called.is_definite && called.next.is_none_or(|word| FOLLOWING.contains(&word));
        let accuses = |case: Case<'_>| {
            let mut events = case.events();
            events.any(|event| {
                matches!(event.event_type(), Some("charge" | "arrest" | "trial" | "pre-trial-detention"))
            })
        };
        stands_alone && text.case().is_some_and(|case| accuses(case) && case.convictions().next().is_none())
    }
}
