//! `article-not-in-force`

use std::cell::OnceCell;
use std::collections::HashSet;

use crate::diagnostic::{Premise, Severity};
use crate::law::{LegalCode, Registry};
use crate::model::date::{Date, Day};
use crate::model::duration::Duration;
use crate::model::{Citation, Dated, Event, EventType, Verdict};
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
    let model = cx.model();
    for case in model.cases() {
        // An event before the end of a code may be the act that is judged under it.
        let day = |date: Date| date.earliest().unwrap_or(date.first_day());
        let first = model.events_of(case).filter_map(|event| Some(day(event.dated()?.date))).min();
        let (law, cited) = (cx.law(), OnceCell::new());
        let is_cited =
            |code: &str| cited.get_or_init(|| codes_cited(law, model.events_of(case))).contains(code);
        for event in model.events_of(case) {
            let Some(dated) = event.dated() else { continue };
            check_whole_laws(cx, event, dated);
            for citation in event.citations() {
                let Some(code) = cx.law().at(citation.code(), [dated.date]) else { continue };
                let Some(fault) = check_start(dated, citation, code)
                    .or_else(|| check_repeal(event, dated, citation, code))
                    .or_else(|| check_replacement(cx.law(), event, dated, code, (first, &is_cited)))
                else {
                    continue;
                };
                let report = cx
                    .report(citation.article_place(), fault.message)
                    .at_most(fault.severity)
                    .label(dated, format!("the {}", event.noun()))
                    .help(fault.help);
                if fault.is_citation_wrong {
                    report.refutes(Premise::value_right(citation.node()));
                }
            }
        }
    }
}

/// Reports laws that an authority names as a whole, such as that of an amnesty, before they were adopted.
fn check_whole_laws<'a>(cx: &mut DocumentContext<'a>, event: Event<'a>, dated: Dated<'a>) {
    for law in event.citation_nodes().filter(|node| event.names_whole_law(*node)) {
        let code = law.as_str().and_then(|id| cx.law().at(id, [dated.date]));
        let Some(fault) = code.and_then(|code| check_code_start(dated, code)) else { continue };
        let report = cx.report(law, fault.message).label(dated, format!("the {}", event.noun()));
        report.help(fault.help).refutes(Premise::value_right(law));
    }
}

/// Years after the end of a code in which earlier acts are still charged, and tried.
const CHARGED_AFTER: u16 = 2;
const TRIED_AFTER: u16 = 7;

struct Fault {
    message: String,
    help: String,
    /// The highest severity: an error for a law of the future, which no court applies; a warning for a past law, which may
    /// still apply to an act of its time.
    severity: Severity,
    /// True if the citation itself is wrong, so that what other rules take from it says nothing.
    is_citation_wrong: bool,
}

/// Returns the codes that the events of a case cite, as of their dates.
fn codes_cited<'a>(law: &'a Registry, events: impl Iterator<Item = Event<'a>>) -> HashSet<&'a str> {
    let codes = events.flat_map(|event| {
        let date = event.dated().map(|dated| dated.date);
        event.citations().filter_map(move |citation| law.at(citation.code(), date))
    });
    codes.map(|code| code.id.as_str()).collect()
}

/// Finds a citation from before the article or its code was in force.
fn check_start(dated: Dated<'_>, citation: Citation<'_>, code: &LegalCode) -> Option<Fault> {
    let day = clip(dated.written());
    let start = |start: Option<Date>| start.filter(|start| dated.date.is_before(start));
    let article = code.listed_article(citation.article());
    if let Some(start) = start(article.and_then(|article| article.in_force)) {
        return Some(Fault {
            message: format!(
                "article {} of the {} was not yet in force on {day}",
                citation.article_shown(),
                code.title_shown()
            ),
            help: format!(
                "the article has been in force since {}: check the number and the date",
                start.first_day()
            ),
            severity: Severity::Error,
            is_citation_wrong: true,
        });
    }
    check_code_start(dated, code)
}

/// Finds a law that is named before it was adopted.
fn check_code_start(dated: Dated<'_>, code: &LegalCode) -> Option<Fault> {
    let day = clip(dated.written());
    let start = code.earliest_start().filter(|start| dated.date.is_before(start))?.first_day();
    let since = if code.in_force.is_some() {
        format!("it has been in force since {start}")
    } else {
        format!("it was adopted on {start}")
    };
    let before = code.replaces.as_deref().map(|id| format!("; the code before it was {}", quoted(id)));
    Some(Fault {
        message: format!("{} was not yet in force on {day}", clip(&code.id)),
        help: format!("{since}{}: check the code and the date", before.unwrap_or_default()),
        severity: Severity::Error,
        is_citation_wrong: true,
    })
}

/// Finds a citation of an article that had been repealed.
fn check_repeal(
    event: Event<'_>,
    dated: Dated<'_>,
    citation: Citation<'_>,
    code: &LegalCode,
) -> Option<Fault> {
    let end = code.listed_article(citation.article())?.repealed.filter(|end| dated.date.is_from(end))?;
    // A verdict without a sentence may apply the repeal: nobody is punished for what is no longer an offence.
    if event.as_verdict().is_some() && !event.judgments().any(Verdict::can_sentence) {
        return None;
    }
    Some(Fault {
        message: format!(
            "article {} of the {} was no longer in force on {}",
            citation.article_shown(),
            code.title_shown(),
            clip(dated.written())
        ),
        help: format!(
            "the article was repealed on {}: check the number and the date; it can apply to an earlier act only where \
             the act is now an offence under another article, and then the report should say when the act was",
            end.first_day()
        ),
        severity: Severity::Warning,
        is_citation_wrong: false,
    })
}

/// Finds a citation of a code that was replaced long before, in a case without an event from its time.
fn check_replacement(
    law: &Registry,
    event: Event<'_>,
    dated: Dated<'_>,
    code: &LegalCode,
    (first, is_cited): (Option<Day>, impl Fn(&str) -> bool),
) -> Option<Fault> {
    let end_date = law.end(code)?;
    let end = end_date.latest()?;
    // The beginning of a case that continues another is in an earlier report.
    if event.case().continues_entry().is_some() || first.is_some_and(|first| first < end) {
        return None;
    }
    let successor = law.successor(&code.id);
    // A case under two codes, the one after the other, is rarely right.
    let has_both = successor.is_some_and(|code| is_cited(&code.id));
    let is_begun = event.is(EventType::Charge) || event.is_custody();
    let years = match is_begun {
        true if has_both => 0,
        true => CHARGED_AFTER,
        false => TRIED_AFTER,
    };
    let limit = Duration::years(years).end_from(end)?;
    if dated.date.earliest()? <= limit {
        return None;
    }
    let since = match end_date.as_day() {
        Some(day) => format!("on {day}"),
        None => format!("by {end} at the latest"),
    };
    let instead = successor.map(|code| format!(" by {}", quoted(&code.id)));
    Some(Fault {
        message: format!("{} was no longer in force on {}", clip(&code.id), clip(dated.written())),
        help: format!(
            "it was replaced{} {}: check the code, because the new one has other numbers; if it is right because the act \
             was before that day, list the act as an event with its date",
            instead.unwrap_or_default(),
            since
        ),
        severity: Severity::Warning,
        is_citation_wrong: true,
    })
}
