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
