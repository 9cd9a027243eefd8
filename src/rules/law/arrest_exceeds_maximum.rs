//! `arrest-exceeds-maximum`

use super::support::arrest::excessive_term;
use super::support::cited::{Cited, first_code};
use super::support::days::Days;
use crate::diagnostic::{Premise, Severity};
use crate::law::LegalCode;
use crate::model::duration::Duration;
use crate::model::{Sentence, Term, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "arrest-exceeds-maximum",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("arrest-exceeds-maximum.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        let judgments = model.events_of(case).flat_map(|event| event.judgments());
        let verdicts = judgments.filter(|verdict| verdict.can_sentence());
        let mut days = None;
        for sentence in verdicts.flat_map(Verdict::sentences) {
            let Some((term, code)) = excessive_term(cx, sentence) else { continue };
            let days = days.get_or_insert_with(|| Days::of(cx, case));
            report(cx, sentence, term, code, days);
        }
    }
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    sentence: Sentence<'a>,
    term: Term<'a>,
    code: &LegalCode,
    days: &Days<'a>,
) {
    let Some(maximum) = code.maximum_arrest else { return };
    let whom = cx.model().names(sentence.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
    let message = format!(
        "the arrest{whom} lasts {}, but the {} allows at most {maximum}",
        term.duration,
        code.title_shown()
    );
    // Nothing in a record says that there was a state of emergency.
    let emergency = code.emergency_arrest.filter(|most| term.duration.days() <= most.days());
    let help = match (emergency, code.emergency_arrest) {
        (Some(most), _) => format!(
            "in a state of emergency the code allows at most {most}: if that was so, the arrest is within the law: keep it with \
             `# reportlint: ignore[arrest-exceeds-maximum] why`; otherwise check the length, or list each of several terms as a sentence of its own, with its `articles:`"
        ),
        (None, most) => format!(
            "check the length; if it is right, the court went beyond the law, or several terms were added up: \
             list each term as a sentence of its own, with its `articles:`, and keep what is right with \
             `# reportlint: ignore[arrest-exceeds-maximum] why` ({})",
            most.map_or_else(
                || "a state of emergency may allow more".to_owned(),
                |most| format!("a state of emergency allows at most {most}"),
            )
        ),
    };
    let of_article = of_article(cx, sentence, maximum, days);
    let most = if emergency.is_some() { Severity::Warning } else { Severity::Error };
    let report = cx.report(term, message).at_most(most).help(format!("{of_article}{help}"));
    report.refutes(Premise::value_right(term.entry.value));
}

/// Returns a sentence on the maximum of the article, where that is less than the code's: the term has to be within both.
fn of_article<'a>(
    cx: &DocumentContext<'a>,
    sentence: Sentence<'a>,
    maximum: Duration,
    days: &Days<'a>,
) -> String {
    let cited = first_code(cx, sentence, days).and_then(|(code, days)| Cited::of(sentence, code, days));
    let most =
        cited.as_ref().and_then(|cited| cited.range()?.most.filter(|most| most.days() < maximum.days()));
    match cited.zip(most) {
        Some((cited, most)) => format!("{} itself allows at most {most}; ", cited.shown()),
        None => String::new(),
    }
}
