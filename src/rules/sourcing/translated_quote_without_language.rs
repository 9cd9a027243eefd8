//! `translated-quote-without-language`

use super::support::quotes::name_quote;
use crate::diagnostic::Severity;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "translated-quote-without-language",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("translated-quote-without-language.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for quote in model.quotes().filter(|quote| quote.is_translated() && quote.language_entry().is_none()) {
        // The schema already reports an empty `language:`.
        if quote.accounts_for_language() {
            continue;
        }
        let mut report = cx.report(
            quote,
            format!("{} is a translation, but its language is not given", name_quote(model, quote)),
        );
        if let Some(translated) = quote.translated_entry() {
            report = report.label(translated, "translated, but into which language?");
        }
        report.help(
            "whoever checks the words has to know what was said in which language: add `language:` with the language of \
             this text, such as `language: en`",
        );
    }
}
