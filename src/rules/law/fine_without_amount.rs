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
        if is_settled {
            continue;
        }
        let is_compensation = sentence.is(SentenceType::Compensation);
        if !is_compensation && !sentence.is(SentenceType::Fine) {
            continue;
        }
        let whom = model.names(sentence.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        // A court abroad fines in its own currency.
        let place = sentence.verdict().event().location().and_then(|location| location.country());
        let currency = place.or(model.country()).and_then(country::currency);
        let why = match is_compensation {
            true => "without the sum nobody can tell what was to be paid",
            false => "a fine may be a day's wage or a year's",
        };
        let help = match currency {
            Some(currency) => format!(
                "{why}: add `amount: {{amount: NUMBER, currency: {currency}}}`, with the sum and the currency of the judgment"
            ),
            None => format!(
                "{why}: add `amount:` with the sum and the currency of the judgment, as in `amount: {{amount: 500, currency: EUR}}`"
            ),
        };
        // The persons of a civil judgment may be those who are paid.
        let message = match is_compensation {
            true => "the compensation has no amount".to_owned(),
            false => format!("the fine{whom} has no amount"),
        };
        cx.report(sentence, message).note("how much?").help(help);
    }
}
