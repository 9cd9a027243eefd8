//! `article-not-in-force`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::law::LegalCode;
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::{Citation, Dated, Event};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<ArticleNotInForce>(RuleMeta {
    name: "article-not-in-force",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("article-not-in-force.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct ArticleNotInForce {}

impl Rule for ArticleNotInForce {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for event in cx.model().events() {
            let Some(dated) = event.dated() else { continue };
            for citation in event.citations() {
                let Some(code) = cx.law().get(citation.code()) else { continue };
                if let Some((what, help)) = fault(cx, event, dated, citation, code) {
                    cx.report(citation.article_place(), what)
                        .label(dated, format!("the {}", event.noun()))
                        .help(help);
                }
            }
        }
    }
}

/// Years after the end of a code in which acts from before it are still charged, and tried.
const CHARGED_AFTER: u16 = 2;
const TRIED_AFTER: u16 = 7;

fn fault(
    cx: &DocumentContext<'_>,
    event: Event<'_>,
    dated: Dated<'_>,
    citation: Citation<'_>,
    code: &LegalCode,
) -> Option<(String, String)> {
    let (number, day) = (citation.article(), clip(dated.written()));
    let article = code.listed_article(number);
    let starts = |start: Option<Date>| start.filter(|start| dated.date.is_before(start));
    let ends = |end: Option<Date>| end.filter(|end| dated.date.is_after(end));
    if let Some(start) = starts(article.and_then(|article| article.in_force)) {
        let message = format!("article {number} of the {} was no law yet on {day}", code.title);
        return Some((
            message,
            format!(
                "the article is in force since {}: look the number or the date up again",
                start.first_day()
            ),
        ));
    }
    if let Some(start) = starts(code.in_force) {
        let message = format!("{} was no law yet on {day}", code.id);
        let before =
            code.replaces.as_ref().map(|id| format!("; the code before it was `{id}`")).unwrap_or_default();
        return Some((
            message,
            format!("it is in force since {}{before}: look the code or the date up again", start.first_day()),
        ));
    }
    // Who did what is no offence any more cannot be punished for it.
    let is_closed = event.as_verdict().is_some_and(|verdict| !verdict.can_sentence());
    if let Some(end) = ends(article.and_then(|article| article.repealed)).filter(|_| !is_closed) {
        let message = format!("article {number} of the {} was no law any more on {day}", code.title);
        return Some((
            message,
            format!("the article was repealed on {}: look the number or the date up again", end.first_day()),
        ));
    }
    let successor = cx.law().successor(&code.id);
    let end = code.repealed.or_else(|| successor?.in_force)?;
    // Acts from before its end are judged by the old code for some years.
    let years = if event.event_type() == Some("charge") || event.is_deprivation_of_liberty() {
        CHARGED_AFTER
    } else {
        TRIED_AFTER
    };
    let limit = Duration::years(years).end_from(end.last_day())?;
    if dated.date.earliest()? <= limit {
        return None;
    }
    let message = format!("{} was no law any more on {day}", code.id);
    let instead = successor.map(|code| format!(" by `{}`", code.id)).unwrap_or_default();
    Some((
        message,
        format!(
            "it was replaced{instead} on {}: look the code up again, for the new one has other numbers",
            end.first_day()
        ),
    ))
}
