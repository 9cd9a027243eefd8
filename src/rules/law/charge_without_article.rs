//! `charge-without-article`

use super::support::applicable_code::code_to_cite;
use crate::diagnostic::Severity;
use crate::model::EventType;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "charge-without-article",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("charge-without-article.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for event in model.events().filter(|event| event.is(EventType::Charge)) {
        if event.citation_nodes().next().is_some() || event.has_unknown_articles() {
            continue;
        }
        let against =
            model.names(event.persons()).map(|names| format!(" against {names}")).unwrap_or_default();
        let code = code_to_cite(cx, event);
        let mut report = cx
            .report(event, format!("the charge{against} cites no article"))
            .note("charged under which law?");
        if let Some((offence, words)) =
            event.offence_entry().and_then(|entry| Some((entry, entry.value.as_str()?)))
        {
            report = report.label(offence, format!("\"{}\" in words only", clip(words)));
        }
        report.help(format!(
            "words for an offence fit several articles, with penalties from a fine to life imprisonment: add `articles: [{code} \
             NUMBER(PART)]`, from the indictment or the defence lawyer"
        ));
    }
}
