//! `article-not-in-force`

use crate::diagnostic::Severity;
use crate::law::{LegalCode, Registry};
use crate::model::date::{Date, Day};
use crate::model::duration::Duration;
use crate::model::{Citation, Dated, Event, EventType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "article-not-in-force",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("article-not-in-force.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        // What happened before the end of a code may be the act that is judged by it.
        let day = |date: Date| date.earliest().unwrap_or(date.first_day());
        let first = case.events().filter_map(|event| Some(day(event.dated()?.date))).min();
        for event in case.events() {
            let Some(dated) = event.dated() else { continue };
            for citation in event.citations() {
                let Some(code) = cx.law().get(citation.code()) else { continue };
                let Some(fault) = not_yet(dated, citation, code)
                    .or_else(|| no_more(event, dated, citation, code))
                    .or_else(|| replaced(cx.law(), event, dated, code, first))
                else {
                    continue;
                };
                cx.report(citation.article_place(), fault.message)
                    .at_most(fault.severity)
                    .label(dated, format!("the {}", event.noun()))
                    .help(fault.help);
            }
        }
    }
}

/// Years after the end of a code in which acts from before it are still charged, and tried.
const CHARGED_AFTER: u16 = 2;
const TRIED_AFTER: u16 = 7;

struct Fault {
    message: String,
    help: String,
    /// A court applies no law of the future, and may apply one of the past to an act of its time.
    severity: Severity,
}

/// A citation from before the article, or its code, was law.
fn not_yet(dated: Dated<'_>, citation: Citation<'_>, code: &LegalCode) -> Option<Fault> {
    let day = clip(dated.written());
    let start = |start: Option<Date>| start.filter(|start| dated.date.is_before(start));
    let article = code.listed_article(citation.article());
    if let Some(start) = start(article.and_then(|article| article.in_force)) {
        return Some(Fault {
            message: format!(
                "article {} of the {} was no law yet on {day}",
                citation.article_shown(),
                code.title_shown()
            ),
            help: format!(
                "the article is in force since {}: look the number or the date up again",
                start.first_day()
            ),
            severity: Severity::Error,
        });
    }
    let start = start(code.earliest_start())?.first_day();
    let since = if code.in_force.is_some() {
        format!("it is in force since {start}")
    } else {
        format!("it was adopted on {start}")
    };
    let before = code.replaces.as_deref().map(|id| format!("; the code before it was {}", quoted(id)));
    Some(Fault {
        message: format!("{} was no law yet on {day}", clip(&code.id)),
        help: format!("{since}{}: look the code or the date up again", before.unwrap_or_default()),
        severity: Severity::Error,
    })
}

/// A citation of an article that was repealed by then.
fn no_more(event: Event<'_>, dated: Dated<'_>, citation: Citation<'_>, code: &LegalCode) -> Option<Fault> {
    let end = code.listed_article(citation.article())?.repealed.filter(|end| dated.date.is_from(end))?;
    // Who did what is no offence any more cannot be punished for it.
    if event.as_verdict().is_some_and(|verdict| !verdict.can_sentence()) {
        return None;
    }
    Some(Fault {
        message: format!(
            "article {} of the {} was no law any more on {}",
            citation.article_shown(),
            code.title_shown(),
            clip(dated.written())
        ),
        help: format!(
            "the article was repealed on {}: look the number or the date up again; for an act from before it holds only where \
             the act is an offence under another article now, and then the report should say when the act was",
            end.first_day()
        ),
        severity: Severity::Warning,
    })
}

/// A citation of a code that had ended long before, in a case that tells of nothing from its time.
fn replaced(
    law: &Registry,
    event: Event<'_>,
    dated: Dated<'_>,
    code: &LegalCode,
    first: Option<Day>,
) -> Option<Fault> {
    let end = law.end(code)?.latest()?;
    // The beginning of a case that goes on stands in an earlier report.
    if event.case().continues_entry().is_some() || first.is_some_and(|first| first < end) {
        return None;
    }
    let years = if event.is(EventType::Charge) || event.is_custody() { CHARGED_AFTER } else { TRIED_AFTER };
    let limit = Duration::years(years).end_from(end)?;
    if dated.date.earliest()? <= limit {
        return None;
    }
    let instead = law.successor(&code.id).map(|code| format!(" by {}", quoted(&code.id)));
    Some(Fault {
        message: format!("{} was no law any more on {}", clip(&code.id), clip(dated.written())),
        help: format!(
            "it was replaced{} on {}: look the code up again, for the new one has other numbers; if it is right because the act \
             was before that day, list the act as an event with its date",
            instead.unwrap_or_default(),
            end
        ),
        severity: Severity::Warning,
    })
}
