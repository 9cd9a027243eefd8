//! `regime-without-prison`

use crate::diagnostic::{Premise, Severity};
use crate::model::prose::words;
use crate::model::{Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "regime-without-prison",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("regime-without-prison.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for sentence in model.judgments().flat_map(Verdict::sentences).filter(|sentence| has_no_regime(*sentence))
    {
        let Some(regime) = sentence.regime_entry() else { continue };
        let kind = sentence.type_text().unwrap_or_default();
        let help = match sentence.sentence_type() {
            Some(SentenceType::SuspendedImprisonment) => {
                "a suspended term is not served, so that no court names a regime for it: if the person was sent to prison, the \
                 penalty is `imprisonment`, otherwise remove `regime:`; where the court named it and deferred the term, say so in the \
                 `description:`"
            }
            _ => "only a prison term is served under a regime: correct the `type:`, or remove `regime:`",
        };
        let report = cx.report(regime.key, format!("{} has no regime", quoted(kind)));
        let report = match sentence.type_entry() {
            Some(entry) => report.label(entry.value, "the penalty"),
            None => report,
        };
        report.help(help).depends_on(Premise::value_right(regime.value));
    }
}

/// Returns true for a penalty of a known kind that nobody serves in prison.
fn has_no_regime(sentence: Sentence<'_>) -> bool {
    // A hospital has its regimes too, and liberty is restricted in open institutions.
    use SentenceType::{
        CompulsoryTreatment, DeathPenalty, Imprisonment, LifeImprisonment, Other, RestrictionOfLiberty,
        SuspendedImprisonment,
    };
    sentence.sentence_type().is_some_and(|kind| match kind {
        CompulsoryTreatment | DeathPenalty | Imprisonment | LifeImprisonment | Other
        | RestrictionOfLiberty => false,
        SuspendedImprisonment => !is_deferred(sentence),
        _ => true,
    })
}

/// Beginnings of words by which a description says that a term was deferred: it is served later, under the regime that the court named.
const DEFERRED: [&str; 6] = ["defer", "postpone", "отсроч", "отложил", "кейінге", "кийинкиге"];

fn is_deferred(sentence: Sentence<'_>) -> bool {
    let lower = sentence.verdict().event().description().unwrap_or_default().to_lowercase();
    words(&lower).any(|(_, word)| DEFERRED.iter().any(|begin| word.starts_with(begin)))
}
