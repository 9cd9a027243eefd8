//! `unresolved-event`

use std::collections::HashMap;

use crate::diagnostic::Edit;
use crate::diagnostic::{Applicability, Severity};
use crate::model::{Event, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::suggest::Suggestions;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unresolved-event",
    group: Group::Structure,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unresolved-event.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut all: Option<HashMap<&str, Event<'_>>> = None;
    for case in model.cases() {
        let own: HashMap<&str, Event<'_>> =
            model.events_of(case).filter_map(|event| Some((event.id()?, event))).collect();
        let mut suggestions = None;
        for verdict in model.events_of(case).filter_map(Event::as_verdict) {
            let Some((node, id)) =
                verdict.appeals_entry().and_then(|entry| Some((entry.value, entry.value.as_str()?)))
            else {
                continue;
            };
            if let Some(event) = own.get(id) {
                check_target(cx, verdict, *event, node);
                continue;
            }
            let verdicts = || own.iter().filter(|(_, event)| event.as_verdict().is_some()).map(|(id, _)| *id);
            let near = suggestions.get_or_insert_with(|| Suggestions::new(verdicts())).nearest(id);
            let near = near.filter(|near| verdict.event().id() != Some(*near));
            let all = all.get_or_insert_with(|| {
                model.events().filter_map(|event| Some((event.id()?, event))).collect()
            });
            let elsewhere = all.get(id);
            let mut finding = cx.report(node, format!("no event of this case has the id {}", quoted(id)));
            if let Some(event) = elsewhere {
                finding = finding.label(*event, "this event of another case has it");
            }
            match near {
                Some(near) => {
                    finding.help(format!("did you mean `{near}`?")).fix(
                        format!("write `{near}`"),
                        Applicability::Unsafe,
                        vec![Edit { span: node.value_span(), replacement: near.to_owned() }],
                    );
                }
                None => {
                    finding.help(format!(
                        "`appeals:` names the verdict that this one reviews, in the same case: give that verdict the line \
                         `id: {}`, or name it by the id that it has",
                        crate::words::clip(id)
                    ));
                }
            }
        }
    }
}

/// Reports a review of itself, or of an event that is not a verdict.
fn check_target<'a>(
    cx: &mut DocumentContext<'a>,
    verdict: Verdict<'a>,
    event: Event<'a>,
    node: crate::tree::NodeRef<'a>,
) {
    if event == verdict.event() {
        cx.report(node, "the verdict reviews itself").help("name the verdict of the court below by its id");
    } else if event.as_verdict().is_none() {
        let id = quoted(node.as_str().unwrap_or_default());
        cx.report(node, format!("{id} names the {}, not a verdict", event.noun()))
            .label(event, "this event")
            .help("a review reviews a verdict: name that verdict by its id");
    }
}
