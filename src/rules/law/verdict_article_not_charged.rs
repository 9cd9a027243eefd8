//! `verdict-article-not-charged`

use std::collections::HashSet;

use crate::diagnostic::Severity;
use crate::law::LegalCode;
use crate::model::{Case, Citation, Event, EventType, Jurisdiction, Outcome, Sentence, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "verdict-article-not-charged",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("verdict-article-not-charged.md"),
};

/// More charges than these are not all labelled.
const MOST_LABELS: usize = 4;

fn check(cx: &mut DocumentContext<'_>) {
    for case in cx.model().cases() {
        // A criminal charge is none for an administrative verdict, and the other way round.
        for jurisdiction in [Jurisdiction::Criminal, Jurisdiction::Administrative] {
            check_case(cx, case, jurisdiction);
        }
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>, jurisdiction: Jurisdiction) {
    let charges: Vec<Event<'_>> = charges(case, jurisdiction).collect();
    // A charge without an article may be the one that the verdict rests on, and so may one whose citation cannot
    // be read, of which `malformed-citation` speaks.
    let is_open = |charge: &Event<'_>| {
        charge.articles_entry().is_none() || charge.cited().count() > charge.citations().count()
    };
    // The charge of a case that goes on stands in an earlier report.
    if charges.is_empty() || charges.iter().any(is_open) || case.continues_entry().is_some() {
        return;
    }
    // A changed charge is often told of at a hearing.
    let hearings = case.events().filter(|event| event.event_type().is_some_and(EventType::is_court_session));
    let charged: HashSet<(&str, &str)> =
        charges.iter().copied().chain(hearings).flat_map(Event::articles).map(key).collect();
    let verdicts = case.events().filter_map(Event::as_verdict);
    for verdict in verdicts.filter(|verdict| is_first_conviction(*verdict, jurisdiction)) {
        // A charge of a later day is one of other acts.
        let day = verdict.event().dated();
        let comes_before = |charge: &&Event<'_>| match (charge.dated(), day) {
            (Some(charge), Some(day)) => !charge.date.is_after(&day.date),
            _ => true,
        };
        if !charges.iter().any(|charge| comes_before(&charge)) {
            continue;
        }
        // A sentence may cite an article of its own.
        let of_sentences = verdict.sentences().flat_map(Sentence::articles).filter_map(Citation::from_node);
        let cited: Vec<Citation<'_>> = verdict.event().articles().chain(of_sentences).collect();
        // Nobody is charged with the rules on penalties.
        let lowest = charged.iter().filter_map(|(_, article)| whole(article)).min();
        let rests_on_charge = cited.iter().any(|cited| charged.contains(&key(*cited)));
        let is_rule = |cited: &Citation<'_>| {
            // General rules stand at the beginning of a code.
            if rests_on_charge && whole(cited.article()) < lowest {
                return true;
            }
            // Of other laws, such as one on procedure, nothing is an offence.
            let is_other =
                |code: &LegalCode| code.code_type.is_some_and(|code_type| !code_type.defines_offences());
            cx.law().get(cited.code()).is_some_and(|code| code.is_general(cited.article()) || is_other(code))
        };
        // Sentences may cite the same article, of which once is enough.
        let mut seen = HashSet::new();
        let cited: Vec<Citation<'_>> = cited
            .into_iter()
            .filter(|cited| !charged.contains(&key(*cited)) && !is_rule(cited) && seen.insert(key(*cited)))
            .collect();
        for citation in cited {
            let message = format!(
                "the verdict rests on article {}, with which nobody is charged in this case",
                citation.article_shown()
            );
            let mut report = cx.report(citation.article_place(), message);
            for articles in charges.iter().filter_map(|charge| charge.articles_entry()).take(MOST_LABELS) {
                report = report.label(articles, "charged");
            }
            report.help(
                "a court may reclassify an offence, and then the report should say so; otherwise the article of the verdict or \
                 of the charge is a slip, or a charge is missing",
            );
        }
    }
}

fn charges<'a>(case: Case<'a>, jurisdiction: Jurisdiction) -> impl Iterator<Item = Event<'a>> {
    let is_charge = |event: &Event<'_>| event.is(EventType::Charge);
    case.events().filter(move |event| is_charge(event) && event.jurisdiction() == Some(jurisdiction))
}

/// The number of an article without what was inserted behind it.
fn whole(article: &str) -> Option<u32> {
    article.split(['-', '.']).next()?.parse().ok()
}

fn key(citation: Citation<'_>) -> (&str, &str) {
    (citation.code(), citation.article())
}

fn is_first_conviction(verdict: Verdict<'_>, jurisdiction: Jurisdiction) -> bool {
    verdict.jurisdiction() == Some(jurisdiction)
        && verdict.outcome() == Some(Outcome::Convicted)
        && !verdict.is_review()
}
