//! `verdict-article-not-charged`

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use std::collections::HashMap;

use crate::model::{Case, Citation, Event, Verdict};
use crate::tree::Entry;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<VerdictArticleNotCharged>(RuleMeta {
    name: "verdict-article-not-charged",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("verdict-article-not-charged.md"),
});

/// More charges than these are not all labelled.
const MOST_LABELS: usize = 4;

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct VerdictArticleNotCharged {}

impl Rule for VerdictArticleNotCharged {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for case in cx.model().cases() {
            let charges: Vec<(Event<'_>, Entry<'_>)> =
                charges(case).filter_map(|charge| Some((charge, charge.articles_entry()?))).collect();
            let charged: HashMap<(&str, &str), ()> = charges
                .iter()
                .flat_map(|(charge, _)| charge.articles())
                .map(|cited| (key(cited), ()))
                .collect();
            // A charge without an article may be the one that the verdict rests on.
            // So may one whose citation cannot be read, of which `malformed-citation` speaks.
            let is_unread = |charge: Event<'_>| charge.cited().count() > charge.citations().count();
            if charges.is_empty()
                || charges.len() < charges_in(case)
                || charges.iter().any(|(charge, _)| is_unread(*charge))
            {
                continue;
            }
            for verdict in
                case.events().filter_map(Event::as_verdict).filter(|verdict| is_first_conviction(*verdict))
            {
                let other = verdict.event().articles().filter(|cited| !charged.contains_key(&key(*cited)));
                for citation in other {
                    let message = format!(
                        "the verdict rests on article {}, with which nobody is charged in this case",
                        citation.article()
                    );
                    let mut report = cx.report(citation.article_place(), message);
                    for (_, articles) in charges.iter().take(MOST_LABELS) {
                        report = report.label(*articles, "charged");
                    }
                    report.help(format!(
                        "a court may reclassify an offence, and then the report should say so; otherwise {} or the charge is \
                         a slip, or a charge is missing",
                        quoted(citation.code())
                    ));
                }
            }
        }
    }
}

fn charges<'a>(case: Case<'a>) -> impl Iterator<Item = Event<'a>> {
    case.events().filter(|event| event.event_type() == Some("charge"))
}

fn charges_in(case: Case<'_>) -> usize {
    charges(case).count()
}

fn key(citation: Citation<'_>) -> (&str, &str) {
    (citation.code(), citation.article())
}

fn is_first_conviction(verdict: Verdict<'_>) -> bool {
    verdict.outcome() == Some("convicted") && !verdict.is_review()
}
