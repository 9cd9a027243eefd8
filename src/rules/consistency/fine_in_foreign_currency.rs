//! `fine-in-foreign-currency`

use crate::diagnostic::{Premise, Severity};
use crate::model::{Verdict, country};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "fine-in-foreign-currency",
    group: Group::Consistency,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("fine-in-foreign-currency.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for sentence in model.judgments().flat_map(Verdict::sentences) {
        // A court abroad fines in its own currency.
        let abroad = sentence.verdict().event().location().and_then(|location| location.country());
        let Some(code) = abroad.or(model.country()) else { continue };
        let Some((entry, currency)) = sentence.currency_entry().zip(sentence.currency()) else {
            continue;
        };
        if country::uses(code, currency) != Some(false) {
            continue;
        }
        let of_whom = model.names(sentence.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        let country = country::name_in_sentence(code).unwrap_or_else(|| clip(code));
        let country_entry = model.country_entry().filter(|_| abroad.is_none());
        cx.report(entry, format!("the fine{of_whom} is given in {}, which is not a currency of {country}", quoted(currency)))
            .help(
                "a court fines in its country's currency, and the rate of a conversion changes every day: give the amount \
                 in the judgment, and the conversion in the description",
            )
            .depends_on(country_entry.and_then(|entry| Premise::value_right(entry.value)));
    }
}
