//! `translated-quote-without-language`

use super::support::quotes::name_quote;
use crate::diagnostic::Severity;
use crate::model::Quote;
use crate::model::language::{Letters, script_of};
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
        if quote.accounts_for_language() || is_in_language(quote, model.language()) {
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
            "these words are not in the language of the document, and whoever checks them has to know which one it is: add \
             `language:` with the language of this text, such as `language: ru`",
        );
    }
}

/// Returns true unless the letters of a quote show that it is in another language than this one, the document's.
fn is_in_language(quote: Quote<'_>, language: &str) -> bool {
    let Some((script, text)) = script_of(language).zip(quote.text()) else { return true };
    let (own, other) = Letters::of(text).in_script(script);
    own >= other
}
