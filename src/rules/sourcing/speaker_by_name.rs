//! `speaker-by-name`

use std::collections::HashMap;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "speaker-by-name",
    group: Group::Sourcing,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("speaker-by-name.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let is_named = |speaker: &str| !speaker.is_empty() && !model.declares(speaker);
    let mut named = model
        .quotes()
        .filter_map(|quote| Some((quote.speaker_entry()?, quote.speaker().filter(|id| is_named(id))?)))
        .peekable();
    if named.peek().is_none() {
        return;
    }
    // Of several people with one name nobody can tell who spoke.
    let mut ids: HashMap<&str, Option<(&str, _)>> = HashMap::new();
    for person in model.persons() {
        for name in [person.name(), person.name_original()].into_iter().flatten() {
            let known = ids.entry(name.trim()).or_insert(Some((person.id(), person)));
            *known = known.filter(|(id, _)| *id == person.id());
        }
    }
    for (entry, speaker) in named {
        let Some(Some((id, person))) = ids.get(speaker.trim()) else { continue };
        let node = entry.value;
        let edit = Edit { span: node.value_span(), replacement: (*id).to_owned() };
        cx.report(node, format!("{} is declared as {}", quoted(speaker), quoted(id)))
            .label(*person, "declared here")
            .help(format!("by the id the quote counts as this person's: write {}", quoted(id)))
            .fix(format!("write {}", quoted(id)), Applicability::Unsafe, vec![edit]);
    }
}
