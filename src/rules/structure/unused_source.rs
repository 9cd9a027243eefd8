//! `unused-source`

use memchr::memmem;

use crate::diagnostic::Severity;
use crate::model::Model;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::suggest::nearest;
use crate::tree::NodeRef;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unused-source",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("unused-source.md"),
};

/// The most unresolved ids that are compared with the unused sources.
const MOST_UNRESOLVED: usize = 20;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut used: Vec<&str> = model.source_references().filter_map(NodeRef::as_str).collect();
    used.sort_unstable();
    used.dedup();
    let is_unresolved = |id: &&&str| model.source(id).is_none();
    let unresolved: Vec<&str> = used.iter().filter(is_unresolved).take(MOST_UNRESOLVED).copied().collect();
    let mut links: Option<Vec<&str>> = None;
    for source in model.sources() {
        let Some(id) = source.id().filter(|id| used.binary_search(id).is_err()) else { continue };
        // A misspelt reference means this source; `unresolved-source` reports it.
        if unresolved.iter().any(|other| nearest(other, [id]).is_some()) {
            continue;
        }
        let links = links.get_or_insert_with(|| links_in(model));
        if source.url().is_some_and(|url| is_linked(url, links)) {
            continue;
        }
        cx.report(source, format!("nothing in the document refers to the source {}", quoted(id))).note("never referred to").help(
            "if it proves something in the document, name it under `sources:` of that event, quote or figure; if it is left \
             over, remove it",
        );
    }
}

/// Returns the texts from each `http` on, sorted. A text may link to a source, and so use it.
fn links_in<'a>(model: &'a Model<'a>) -> Vec<&'a str> {
    let texts = model.texts().iter().filter(|text| text.role().is_own_words());
    let mut links: Vec<&str> = texts
        .flat_map(|text| {
            memmem::find_iter(text.value().as_bytes(), "http").filter_map(|at| text.value().get(at..))
        })
        .collect();
    links.sort_unstable();
    links
}

/// Returns true if one of the sorted `links` begins with an address. An address of another protocol may stand anywhere.
fn is_linked(url: &str, links: &[&str]) -> bool {
    let place = links.partition_point(|link| *link < url);
    !url.starts_with("http") || links.get(place).is_some_and(|link| link.starts_with(url))
}
