//! `tracking-parameters`

use super::support::names::name_source;
use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::address::{archived, is_archive, trackers};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "tracking-parameters",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Safe),
    page: include_str!("tracking-parameters.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        let Some((entry, url)) = source.url_entry().zip(source.url()) else { continue };
        // Without its query the address of a copy names another copy.
        if is_archive(url) || archived(url).is_some() || is_signed(url) {
            continue;
        }
        let found = trackers(url);
        let Some(first) = found.first() else { continue };
        let shown = url.get(first.clone()).unwrap_or_default().trim_matches(['?', '&']);
        let name = shown.split('=').next().unwrap_or_default();
        let spans = entry.value.part_spans(&found);
        let edits: Vec<Edit> = spans.map(|span| Edit { span, replacement: String::new() }).collect();
        let node = entry.value;
        let is_verbatim = found
            .iter()
            .zip(&edits)
            .all(|(range, edit)| url.get(range.clone()) == Some(node.source().slice(edit.span)));
        let place = crate::tree::Place { span: node.part_span(first.clone()), node };
        let report = cx.report(place, format!("the address of {} tracks its readers with {}", name_source(source), quoted(name))).help(
            "it tells the site, and everybody who sees the report, where a reader came from; the page is the same without it",
        );
        if is_verbatim {
            report.fix("remove the tracking parameters", Applicability::Safe, edits);
        }
    }
}

/// Returns true if an address has a signature over its query, without any part of which it leads nowhere.
fn is_signed(url: &str) -> bool {
    let query = url.split_once('?').map_or("", |(_, query)| query).to_ascii_lowercase();
    query
        .split('&')
        .any(|part| ["signature=", "sig=", "x-amz-", "x-goog-"].iter().any(|start| part.starts_with(start)))
}
