//! `fine-without-amount`

use crate::diagnostic::Severity;
use crate::model::{SentenceType, Verdict, country};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "fine-without-amount",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("fine-without-amount.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for sentence in model.judgments().filter(|verdict| verdict.can_sentence()).flat_map(Verdict::sentences) {
        // The schema already reports an empty or malformed value.
        let is_settled = sentence.accounts_for_amount() || sentence.is_time_barred();
        if !sentence.is(SentenceType::Fine) || is_settled {
            continue;
        }
        let whom = model.names(sentence.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        // A court abroad fines in its own currency.
        let place = sentence.verdict().event().location().and_then(|location| location.country());
        let currency = place.or(model.country()).and_then(country::currency);
        let help = match currency {
            Some(currency) => format!(
                "a fine may be a day's wage or a year's: add `amount: {{amount: NUMBER, currency: {currency}}}`, with the sum \
                 and the currency of the judgment"
            ),
            None => "a fine may be a day's wage or a year's: add `amount:` with the sum and the currency of the judgment, \
                     as in `amount: {amount: 500, currency: EUR}`"
                .to_owned(),
        };
        cx.report(sentence, format!("the fine{whom} has no amount")).note("how much?").help(help);
    }
}
