//! `unknown-article`

use crate::diagnostic::{Premise, Severity};
use crate::law::{LegalCode, Presence};
use crate::model::Citation;
use crate::model::date::Date;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unknown-article",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("unknown-article.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        for event in model.events_of(case) {
            let date = event.dated().map(|dated| dated.date);
            for citation in event.citations() {
                check_citation(cx, citation, date);
            }
        }
    }
}

fn check_citation<'a>(cx: &mut DocumentContext<'a>, citation: Citation<'a>, date: Option<Date>) {
    let Some(code) = cx.law().at(citation.code(), date) else { return };
    let presence = code.article(citation.article());
    if matches!(presence, Presence::Present | Presence::Unknown) {
        check_part(cx, citation, code, date);
        return;
    }
    let advice = advice(code, citation.article(), presence);
    let title = code.title_shown();
    let number = citation.article_shown();
    // What the code got after the edition that was read is not known.
    let edition = code.known_until.filter(|_| date.is_some_and(|date| code.may_have_changed_by(&date)));
    let Some(edition) = edition else {
        // Several codes share some ids: an older one may be meant.
        let most = if code.id == citation.code() { Severity::Error } else { Severity::Warning };
        let message = format!("the {title} has no article {number}");
        cx.report(citation.article_place(), message)
            .at_most(most)
            .help(advice)
            .refutes(Premise::value_right(citation.node()));
        return;
    };
    let edition = edition.last_day();
    let message =
        format!("article {number} is not in the edition of {edition} of the {title} that reportlint knows");
    let report = cx.report(citation.article_place(), message).at_most(Severity::Warning);
    report.refutes(Premise::value_right(citation.node())).help(format!(
        "{advice}; if it is newer, describe it in a legal-code file (`extends: {}`)",
        clip(&code.id)
    ));
}

/// Checks the part of an article whose parts are all listed. What the article had before its last change, or has since the
/// edition that was read, is not known.
fn check_part<'a>(
    cx: &mut DocumentContext<'a>,
    citation: Citation<'a>,
    code: &LegalCode,
    date: Option<Date>,
) {
    let (Some(date), Some(number)) = (date, citation.part_number()) else { return };
    let Some(article) = code.listed_article(citation.article()).filter(|article| article.is_complete) else {
        return;
    };
    // A part between others may have been inserted, or is in the text and not in the file: only the last one is certain.
    let whole = |number: &str| number.split(['-', '.']).next().and_then(|whole| whole.parse::<u32>().ok());
    let parts = article.parts.as_slice();
    let last = parts.iter().filter_map(|part| whole(&part.number)).max();
    let is_beyond = whole(number).zip(last).is_some_and(|(cited, last)| cited > last);
    let is_known = parts.iter().all(|part| part.is_known_on(&date, code.known_until));
    if parts.len() < 2 || !is_known || !is_beyond {
        return;
    }
    let known: Vec<&str> = parts.iter().map(|part| part.number.as_str()).collect();
    let message = format!(
        "article {} of the {} has no part {}",
        citation.article_shown(),
        code.title_shown(),
        clip(number)
    );
    cx.report(citation.article_place(), message)
        .at_most(Severity::Warning)
        .refutes(Premise::value_right(citation.node()))
        .help(format!(
            "its parts are {}: check the number of the part, and that of the article",
            known.join(", ")
        ));
}

/// Says what to look for instead of an article that a code lacks.
fn advice(code: &LegalCode, article: &str, presence: Presence) -> String {
    if let Presence::BeyondLast(last) = presence {
        return format!("the last article of `{}` is {last}: check the number", code.id);
    }
    let end = article.find(['-', '.']).unwrap_or(article.len());
    let (base, rest) = article.split_at(end);
    let mut inserted: Vec<&str> = code.inserted_after(base).collect();
    inserted.sort_by_key(|number| number.rsplit(['-', '.']).next().and_then(|last| last.parse::<u32>().ok()));
    match inserted.as_slice() {
        [] if rest.is_empty() => "check the number".to_owned(),
        [] => format!(
            "no article was inserted after {}; a part goes in brackets: {}",
            clip(base),
            quoted(&format!("{} {base}({})", code.id, rest.trim_start_matches(['-', '.'])))
        ),
        _ => format!("the articles inserted after {} are {}", clip(base), clip(&inserted.join(", "))),
    }
}
