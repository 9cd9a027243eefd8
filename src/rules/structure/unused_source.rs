//! `unused-source`

use crate::diagnostic::Severity;
use crate::model::Text;
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
    for source in model.sources() {
        let Some(id) = source.id().filter(|id| used.binary_search(id).is_err()) else { continue };
        // A misspelt reference means this source; `unresolved-source` reports it.
        if unresolved.iter().any(|other| nearest(other, [id]).is_some()) {
            continue;
        }
        // A text may link to it.
        let is_linked = |text: &Text<'_>| source.url().is_some_and(|url| text.value().contains(url));
        if model.texts().iter().filter(|text| text.role().is_own_words()).any(is_linked) {
            continue;
        }
        cx.report(source, format!("nothing in the document refers to the source {}", quoted(id))).note("never referred to").help(
            "if it proves something in the document, name it under `sources:` of that event, quote or figure; if it is left \
             over, remove it",
        );
    }
}
