//! `citation-without-part`

use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{alternatives, clip};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "citation-without-part",
    group: Group::Law,
    severity: Severity::Info,
    preset: Preset::Strict,
    fix: None,
    page: include_str!("citation-without-part.md"),
};

/// The largest number of parts that a finding names.
const MOST_LISTED: usize = 12;

fn check(cx: &mut DocumentContext<'_>) {
    for citation in cx.model().citations() {
        let Some(code) = cx.law().get(citation.code()) else { continue };
        let Some(article) = code.listed_article(citation.article()) else { continue };
        if citation.part_number().is_some() || article.parts.len() < 2 {
            continue;
        }
        let parts: Vec<String> = article
            .parts
            .iter()
            .take(MOST_LISTED)
            .map(|part| match &part.title {
                Some(title) => format!("({}) {}", clip(&part.number), clip(title)),
                None => format!("({})", clip(&part.number)),
            })
            .collect();
        let number = citation.article_shown();
        // The first part is no example where the code lists only some parts.
        let is_complete =
            article.parts.iter().zip(1..).all(|(part, number)| part.number == number.to_string());
        let known = if is_complete {
            format!(", as in `{} {number}(1)`: {}", code.id, alternatives(&parts))
        } else {
            format!("; among its parts are {}", parts.join(", "))
        };
        cx.report(citation.article_place(), format!("article {number} has parts, but none is cited")).help(format!(
            "penalties differ from part to part, so look up the part in the indictment or the judgment and write it in brackets{known}"
        ));
    }
}
