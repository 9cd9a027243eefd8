//! `sentence-without-conviction`

use crate::diagnostic::{Premise, Severity};
use crate::model::{Outcome, Sentence, SentenceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "sentence-without-conviction",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("sentence-without-conviction.md"),
};

/// The largest number of further sentences that a finding labels.
const MOST_LABELS: usize = 4;

/// Countries whose courts free the ill of liability and close the case where they order treatment, and acquit only those who did
/// not do it.
const CLOSES_FOR_TREATMENT: [&str; 9] = ["AZ", "BY", "KG", "KZ", "RU", "TJ", "TM", "UA", "UZ"];

const HELP_ON_TREATMENT: &str = "a court that orders treatment finds that the person did it and frees them of liability: the outcome is `dismissed`; if the court \
                                 did acquit, remove the treatment";

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for verdict in model.judgments().filter(|verdict| !verdict.can_sentence()) {
        let Some(outcome) = verdict.outcome_entry() else { continue };
        // Where the law closes the case of the ill, a court that orders treatment does not acquit.
        let abroad = verdict.event().location().and_then(|location| location.country());
        let country = abroad.or(model.country()).unwrap_or_default();
        let closes = CLOSES_FOR_TREATMENT.contains(&country);
        let mut sentences =
            verdict.sentences().filter(|sentence| !needs_no_guilt(*sentence, verdict.outcome(), closes));
        let Some(first) = sentences.next() else { continue };
        let others: Vec<Sentence<'_>> = sentences.collect();
        let whom = model.names(first.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        let what = first.type_text().map(|word| format!(" to {}", quoted(word))).unwrap_or_default();
        let (which, verb) = match others.len() {
            0 => (format!("the sentence{whom}{what}"), "belongs"),
            1 => (format!("the sentence{whom}{what} and another one"), "belong"),
            more => (format!("the sentence{whom}{what} and {more} others"), "belong"),
        };
        let how = quoted(verdict.outcome_text().unwrap_or_default());
        let mut report = cx
            .report(first, format!("{which} {verb} to a verdict with the outcome {how}"))
            .label(outcome, "this outcome punishes nobody")
            .refutes(Premise::value_right(outcome.value));
        for sentence in others.iter().take(MOST_LABELS) {
            report = report.label(*sentence, "so does this one");
        }
        report.help(match first.is(SentenceType::CompulsoryTreatment) {
            true => HELP_ON_TREATMENT,
            false => help(verdict.outcome()),
        });
    }
}

/// Returns true for what a court may order without a conviction: treatment in place of punishment, and on closing a case a
/// warning or the confiscation of things.
fn needs_no_guilt(sentence: Sentence<'_>, outcome: Option<Outcome>, closes: bool) -> bool {
    match outcome {
        Some(Outcome::Dismissed) => {
            [SentenceType::CompulsoryTreatment, SentenceType::Warning, SentenceType::Confiscation]
                .into_iter()
                .any(|kind| sentence.is(kind))
        }
        Some(Outcome::Acquitted) => sentence.is(SentenceType::CompulsoryTreatment) && !closes,
        _ => false,
    }
}

/// Suggests how to correct a sentence under this outcome.
fn help(outcome: Option<Outcome>) -> &'static str {
    match outcome {
        Some(Outcome::Dismissed) => {
            "`dismissed` means that the case was closed: where an appeal was dismissed and the sentence stands, write `upheld`; \
             otherwise remove the sentence"
        }
        Some(Outcome::Overturned) => {
            "one of the two is wrong: where the review only changed the penalty, write `amended`, and where it left it unchanged, \
             `upheld`; otherwise remove the sentence, which stays in the overturned verdict"
        }
        _ => {
            "one of the two is wrong: correct the outcome (for a review `amended` where it changed the penalty, `upheld` where it \
             left it unchanged), or remove the sentence"
        }
    }
}
