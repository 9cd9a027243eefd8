//! `penalty-out-of-range`

use super::support::applicable_code::code_at;
use super::support::arrest::excessive_term;
use crate::diagnostic::Severity;
use crate::law::{CodeType, Part, Penalty};
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::{Citation, Sentence};
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
    for verdict in cx.model().verdicts().filter(|verdict| verdict.can_sentence()) {
        let date = verdict.event().dated().map(|dated| dated.date);
        for sentence in verdict.sentences() {
            // Beyond the code's own limit, `arrest-exceeds-maximum` speaks.
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

/// The terms that the law allows for a penalty.
struct Range {
    least: Duration,
    most: Option<Duration>,
    /// Whether it is known from when on the law has said so.
    is_dated: bool,
}

fn check_sentence<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, date: Option<Date>) {
    // Sentences for several offences are added up, and may exceed the maximum of each.
    let mut cited = sentence.articles_in_force().map(Citation::of);
    let (Some(Some(citation)), None) = (cited.next(), cited.next()) else { return };
    let (Some(term), Some(word)) = (sentence.duration(), sentence.sentence_type()) else { return };
    let Some(article) =
        cx.law().get(citation.code()).and_then(|code| code.listed_article(citation.article()))
    else {
        return;
    };
    let parts =
        article.parts.iter().filter(|part| citation.part_number().is_none_or(|cited| cited == part.number));
    let Some(range) = range(parts, penalty_type(word), date) else { return };
    let days = term.duration.days();
    let limit = match range.most {
        Some(most) if days > most.days() => format!("longer than the {most}"),
        _ if days < range.least.days() => format!("shorter than the {}", range.least),
        _ => return,
    };
    let bound = if limit.starts_with("longer") { "at most" } else { "at least" };
    let what = match citation.part_number() {
        Some(_) => format!("article {}", citation.shown()),
        None => format!("any part of article {}", citation.article_shown()),
    };
    let when = if range.is_dated { "" } else { "; since when this range applies is not recorded" };
    let ordinary = if bound == "at most" {
        "look term, article and part up again: a repeated offence is often a part of its own, and a longer term than the law \
         allows is a violation to be named"
    } else {
        "look term, article and part up again: a court may go below the least under a rule on mitigation, and then cites it"
    };
    cx.report(term, format!("{} is {limit} that {what} allows {bound}", term.duration))
        .label(citation.article_place(), "the article")
        .help(format!("{ordinary}{when}"));
}

/// An arrest that cites no article, in a case about a freedom that one article of the country's code regulates: for a
/// first offence it cannot be longer than that article allows.
fn check_uncited<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, date: Option<Date>) {
    const ARREST: &str = "administrative-arrest";
    let Some(term) = sentence.duration().filter(|_| sentence.sentence_type() == Some(ARREST)) else { return };
    let event = sentence.verdict().event();
    let Some(code) = code_at(cx, event, CodeType::Administrative) else { return };
    let freedoms: Vec<&str> = event.case().freedoms().collect();
    let mut articles = code.articles_on(&freedoms);
    let (Some((number, article)), None) = (articles.next(), articles.next()) else { return };
    let first_offence = article.parts.iter().filter(|part| !part.is_repetition);
    let Some(most) = range(first_offence, ARREST, date).and_then(|range| range.most) else { return };
    if term.duration.days() <= most.days() {
        return;
    }
    let number = clip(number);
    let message = format!(
        "{} is longer than the {most} that article {number} of the {} allows at most for a first offence",
        term.duration,
        code.title_shown()
    );
    cx.report(term, message).help(format!(
        "no article is cited, and {number} is the one on this: look it up in the decision; a repeated offence is a part of \
         its own, and a longer term than the law allows is a violation to be named"
    ));
}

/// A suspended sentence is one of imprisonment.
fn penalty_type(word: &str) -> &str {
    match word {
        "suspended-imprisonment" => "imprisonment",
        word => word,
    }
}

/// The range over all `parts` at a date; `None` where one of them is not known to allow the penalty.
fn range<'a>(parts: impl Iterator<Item = &'a Part>, word: &str, date: Option<Date>) -> Option<Range> {
    let mut whole: Option<Range> = None;
    for part in parts {
        let applies = |penalty: &&Penalty| {
            penalty.penalty_type == word && date.is_none_or(|date| penalty.may_apply(&date))
        };
        let mut versions = part.penalties.iter().filter(applies).peekable();
        versions.peek()?;
        // Of several versions any may have been the law on that day.
        for penalty in versions {
            let least = penalty.minimum.unwrap_or_default();
            let is_dated = penalty.from.is_some() || penalty.until.is_some();
            whole = Some(match whole {
                None => Range { least, most: penalty.maximum, is_dated },
                Some(so_far) => Range {
                    least: if least.days() < so_far.least.days() { least } else { so_far.least },
                    // Without a maximum in one part there is none for all.
                    most: so_far
                        .most
                        .zip(penalty.maximum)
                        .map(|(one, other)| if one.days() < other.days() { other } else { one }),
                    is_dated: is_dated && so_far.is_dated,
                },
            });
        }
    }
    whole
}
