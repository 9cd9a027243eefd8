//! `unused-source`

use std::collections::HashSet;

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

/// How many ids that lead nowhere are held against those to which nothing leads.
const MOST_LOST: usize = 20;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let used: HashSet<&str> = model.source_references().filter_map(NodeRef::as_str).collect();
    let is_lost = |id: &&&str| model.source(id).is_none();
    let lost: Vec<&str> = used.iter().filter(is_lost).take(MOST_LOST).copied().collect();
    for source in model.sources() {
        let Some(id) = source.id().filter(|id| !used.contains(id)) else { continue };
        // An id with a slip in it means this one, and is reported itself.
        if lost.iter().any(|other| nearest(other, [id]).is_some()) {
            continue;
        }
        // A text may link to it.
        let is_linked = |text: &Text<'_>| source.url().is_some_and(|url| text.value().contains(url));
        if model.texts().iter().filter(|text| text.role().is_own_words()).any(is_linked) {
            continue;
        }
        cx.report(source, format!("nothing in the document refers to the source {}", quoted(id))).note("never referred to").help(
            "either it proves something that the document does not say to be proved by it: then name it under `sources:` of \
             the event, quote or figure; or it is left over: then remove it",
        );
    }
}
