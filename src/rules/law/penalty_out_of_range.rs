//! `penalty-out-of-range`

use super::support::applicable_code::code_at;
use super::support::arrest::excessive_term;
use super::support::penalty_range::combined_range;
use crate::diagnostic::Severity;
use crate::law::CodeType;
use crate::model::date::Date;
use crate::model::{Citation, Sentence, SentenceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "penalty-out-of-range",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("penalty-out-of-range.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for verdict in cx.model().judgments().filter(|verdict| verdict.can_sentence()) {
        let date = verdict.event().dated().map(|dated| dated.date);
        for sentence in verdict.sentences() {
            // `arrest-exceeds-maximum` already reports a term beyond the code's own limit.
            if excessive_term(cx, sentence).is_some() {
                continue;
            }
            match sentence.articles_in_force().next() {
                Some(_) => check_sentence(cx, sentence, date),
                None => check_uncited(cx, sentence, date),
            }
        }
    }
}

fn check_sentence<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, date: Option<Date>) {
    // Sentences for several offences are added up, and may exceed the maximum of each.
    let mut cited = sentence.articles_in_force().map(Citation::from_node);
    let (Some(Some(citation)), None) = (cited.next(), cited.next()) else { return };
    let (Some(term), Some(word)) = (sentence.duration(), penalty_word(sentence)) else { return };
    let Some(article) =
        cx.law().get(citation.code()).and_then(|code| code.listed_article(citation.article()))
    else {
        return;
    };
    let parts =
        article.parts.iter().filter(|part| citation.part_number().is_none_or(|cited| cited == part.number));
    let Some(range) = combined_range(parts, word, date) else { return };
    let days = term.duration.days();
    let (limit, advice) = match range.most {
        Some(most) if days > most.days() => (
            format!("longer than the maximum of {most}"),
            "check the term, the article and the part: a repeated offence is often a part of its own, and a longer term than \
             the law allows is a violation to be named",
        ),
        _ if days < range.least.days() => (
            format!("shorter than the minimum of {}", range.least),
            "check the term, the article and the part: a court may go below the minimum under a rule on mitigation, and then \
             cites that rule",
        ),
        _ => return,
    };
    let what = match citation.part_number() {
        Some(_) => format!("article {}", citation.shown()),
        None => format!("any part of article {}", citation.article_shown()),
    };
    let when = if range.is_dated { "" } else { "; the date from which this range applies is not recorded" };
    cx.report(term, format!("{} is {limit} under {what}", term.duration))
        .label(citation.article_place(), "the article")
        .help(format!("{advice}{when}"));
}

/// Checks an arrest that cites no article, in a case about a freedom that a single article of the country's code
/// regulates: for a first offence it cannot be longer than that article allows.
fn check_uncited<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, date: Option<Date>) {
    const ARREST: SentenceType = SentenceType::AdministrativeArrest;
    let Some(term) = sentence.duration().filter(|_| sentence.is(ARREST)) else { return };
    let event = sentence.verdict().event();
    let Some(code) = code_at(cx, event, CodeType::Administrative) else { return };
    let freedoms: Vec<&str> = event.case().freedom_texts().collect();
    let mut articles = code.articles_on(&freedoms);
    let (Some((number, article)), None) = (articles.next(), articles.next()) else { return };
    let first_offence = article.parts.iter().filter(|part| !part.is_repetition);
    let Some(most) = combined_range(first_offence, ARREST.as_str(), date).and_then(|range| range.most) else {
        return;
    };
    if term.duration.days() <= most.days() {
        return;
    }
    let number = clip(number);
    let message = format!(
        "{} is longer than the maximum of {most} for a first offence under article {number} of the {}",
        term.duration,
        code.title_shown()
    );
    cx.report(term, message).help(format!(
        "no article is cited, and article {number} is the one on this freedom: look it up in the decision; a repeated offence \
         is a part of its own, and a longer term than the law allows is a violation to be named"
    ));
}

/// Returns the word for a sentence's penalty in a legal code: a suspended sentence is one of imprisonment.
fn penalty_word(sentence: Sentence<'_>) -> Option<&str> {
    let is_suspended = sentence.is(SentenceType::SuspendedImprisonment);
    if is_suspended { Some(SentenceType::Imprisonment.as_str()) } else { sentence.type_text() }
}
