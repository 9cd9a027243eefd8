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
        // An empty `language:` is the schema's to report.
        if quote.has_language_key() {
            continue;
        }
        let mut report = cx.report(
            quote,
            format!("{} is a translation, and its language is not given", name_quote(model, quote)),
        );
        if let Some(translated) = quote.translated_entry() {
            report = report.label(translated, "translated, but into which language?");
        }
        report.help(
            "who checks the words has to know which of them were said: add `language:` with the language of the words as \
             they stand here, such as `language: en`",
        );
    }
}
