//! `dismissed-appeal`

use std::cell::LazyCell;
use std::collections::HashMap;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::{CourtLevel, Event, EventType, Outcome, SentenceType, Text, TextRole, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "dismissed-appeal",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("dismissed-appeal.md"),
};

/// Words for an appeal that failed, in English, Russian and Kazakh, in small letters.
static FAILED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"\b(?:the|his|her|their|an|both|all) (?:[\w’']+ ){0,2}appeals?(?: [\w’']+){0,3} (?:was|were|is|are|has been|have been) (?:dismissed|rejected|refused|denied)\b",
        r"|\b(?:the|his|her|their|an|both|all) (?:[\w’']+ ){0,2}appeals? failed\b",
        r"|\b(?:dismissed|rejected|refused|denied) (?:the|his|her|their|its|both|all|an) (?:[\w’']+ ){0,2}?appeals?\b",
        r"|\b(?:verdict|sentence|ruling|decision|conviction|judge?ment)s?(?: [\w’']+){0,4} (?:unchanged|upheld|in force)\b",
        r"|\bupheld (?:the|his|her|their) (?:[\w’']+ ){0,2}(?:verdict|sentence|conviction|ruling|decision|judge?ment)",
        r"|приговор\w*[^.;]{0,30}без изменени|жалоб\w*[^.;]{0,30}без удовлетворени|апелляци\w*[^.;]{0,20}отклон",
        r"|отклонил\w* (?:(?:его|её|ее|их) )?(?:апелляционную )?жалоб",
        r"|өзгеріссіз|қанағаттандыр(?:ыл)?(?:май|усыз)",
    );
    Regex::new(pattern).ok()
});

/// Words by which the case ended after all, or an appeal was that of the prosecutor.
static ENDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"prosecut|\bnot\b|n[’']t\b|acquit|walked free|\b(?:cases?|charges?|proceedings)\b",
        r"|\b(?:closed|dropped|terminated|quashed|overturned|annulled|discontinued)\b",
        r"|прекра(?:т|щ)|отмен|прокур|\bне\b|тоқтат|күші жойыл",
    );
    Regex::new(pattern).ok()
});

/// Returns true if a text says that the appeal failed, and nothing else in it says that the case ended.
fn says_that_appeal_failed(text: &str) -> bool {
    // The patterns are compiled for the first such verdict of a run.
    let (Some(failed), Some(ended)) = (&*FAILED, &*ENDED) else { return false };
    let text = text.to_lowercase();
    failed.is_match(&text) && !ended.is_match(&text)
}

fn check(cx: &mut DocumentContext<'_>) {
    check_texts(cx);
    check_custody(cx);
}

/// Returns true if a text says that somebody was freed, or was never held.
fn says_that_nobody_is_held(text: &str) -> bool {
    const WORDS: [&str; 7] = ["freed", "released", "set free", "in absentia", "освобо", "отпущ", "заочн"];
    let text = text.to_lowercase();
    WORDS.iter().any(|word| text.contains(word))
}

/// Reports reviews that close the case of somebody in prison whom nobody releases: usually it was the appeal that was dismissed.
fn check_custody(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let summaries = LazyCell::new(|| {
        let texts = model.texts().iter().filter(|text| text.role() == TextRole::Summary);
        texts.filter_map(|text| Some((text.case()?.node().id(), text))).collect::<HashMap<_, _>>()
    });
    for case in model.cases() {
        let dismissed = |event: &Event<'_>| {
            event.as_verdict().is_some_and(|verdict| verdict.outcome() == Some(Outcome::Dismissed))
        };
        let mut reviews = model.events_of(case).filter(dismissed).peekable();
        if reviews.peek().is_none() {
            continue;
        }
        let frees =
            |event: &Event<'_>| event.event_type().is_some_and(ends_custody) || event.released().is_some();
        // Whoever is freed somewhere in the case was freed by this review, perhaps.
        if model.events_of(case).any(|event| frees(&event)) {
            continue;
        }
        let prisons: HashMap<&str, Event<'_>> = model.events_of(case).filter_map(prison_term).collect();
        for review in reviews {
            let Some(verdict) = review.as_verdict() else { continue };
            let conviction = verdict.appeals().and_then(|id| prisons.get(id));
            let says = |text: &str| {
                says_that_case_ended(text) || says_that_appeal_failed(text) || says_that_nobody_is_held(text)
            };
            let (Some(conviction), Some(outcome), false) =
                (conviction, verdict.outcome_entry(), review.description().is_some_and(says))
            else {
                continue;
            };
            let report = cx
                .report(outcome, "`dismissed` says that the case was closed, but nobody is released after it")
                .label(*conviction, "the prison term of this verdict")
                .help("where the appeal was dismissed, the conviction stands: write `upheld`; where the case was closed, list the release");
            let summary = summaries.get(&case.node().id()).copied();
            match summary.and_then(|text| Some((text, place_of_failure(text)?))) {
                Some((text, range)) => {
                    report.label(text.place(range), "the summary says that the appeal failed")
                }
                None => report.at_most(Severity::Info),
            };
        }
    }
}

/// Returns the bytes of the sentence of a text that says that an appeal failed.
fn place_of_failure(text: &Text<'_>) -> Option<Range<usize>> {
    let mut start = 0;
    text.prose().split_inclusive(". ").find_map(|sentence| {
        let range = start..start + sentence.trim_end().len();
        start += sentence.len();
        says_that_appeal_failed(sentence).then_some(range)
    })
}

/// Returns the id of a verdict to a term in prison, with the event.
fn prison_term<'a>(event: Event<'a>) -> Option<(&'a str, Event<'a>)> {
    let mut sentences = event.judgments().flat_map(Verdict::sentences);
    let is_prison = sentences.any(|sentence| sentence.is(SentenceType::Imprisonment));
    is_prison.then_some((event.id()?, event))
}

/// Returns true for an event after which somebody is no longer held.
fn ends_custody(event_type: EventType) -> bool {
    use EventType::{Amnesty, Death, Pardon, Release};
    matches!(event_type, Amnesty | Death | Pardon | Release)
}

/// Returns true if a text says that the case ended.
fn says_that_case_ended(text: &str) -> bool {
    ENDED.as_ref().is_some_and(|ended| ended.is_match(&text.to_lowercase()))
}

fn check_texts(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for verdict in model.judgments().filter(|verdict| verdict.outcome() == Some(Outcome::Dismissed)) {
        let event = verdict.event();
        let is_above = event.court_level().is_some_and(|level| level != CourtLevel::FirstInstance);
        if !verdict.is_review() && !is_above {
            continue;
        }
        let says_so = event
            .description_entry()
            .filter(|entry| entry.value.as_str().is_some_and(says_that_appeal_failed));
        let (Some(description), Some(outcome)) = (says_so, verdict.outcome_entry()) else { continue };
        let edit =
            Edit { span: outcome.value.value_span(), replacement: Outcome::Upheld.as_str().to_owned() };
        cx.report(outcome, "`dismissed` says that the case was closed, but it was the appeal that failed")
            .label(description.key, "the text says that the appeal failed")
            .help("the conviction stands: write `upheld`; if the court did close the case, say so in the description")
            .fix("write `upheld`", Applicability::Unsafe, vec![edit]);
    }
}

#[cfg(test)]
mod tests {
    use super::says_that_appeal_failed;

    #[test]
    fn an_appeal_fails_where_the_case_does_not_end() {
        for text in [
            "The court dismissed her appeal.",
            "The appeal was rejected.",
            "His appeal failed in June.",
            "Both his lawyers’ appeals were dismissed.",
            "The sentence was left unchanged.",
            "Апелляционный суд оставил приговор без изменения.",
            "Жалоба оставлена без удовлетворения.",
            "Үкім өзгеріссіз қалды.",
        ] {
            assert!(says_that_appeal_failed(text), "{text}");
        }
        for text in [
            "The court of appeal dismissed the case for lack of evidence.",
            "The Court of Appeals quashed the verdict and dismissed all charges.",
            "On appeal the charges were dismissed and he walked free.",
            "The court rejected the prosecutor’s appeal and closed the case.",
            "The court upheld his complaint and closed the criminal case.",
            "The conviction was not upheld; proceedings were closed.",
            "Суд прекратил дело, отклонив жалобу прокурора.",
            "Приговор не остался без изменений.",
        ] {
            assert!(!says_that_appeal_failed(text), "{text}");
        }
    }
}
