//! `imprisonment-without-duration`

use crate::diagnostic::Severity;
use crate::model::Verdict;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "imprisonment-without-duration",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: None,
    page: include_str!("imprisonment-without-duration.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for sentence in model.judgments().filter(|verdict| verdict.can_sentence()).flat_map(Verdict::sentences) {
        let Some(penalty) = sentence.sentence_type().filter(|penalty| penalty.has_term()) else { continue };
        // The schema already reports an empty or malformed value.
        if sentence.accounts_for_duration() || sentence.is_time_barred() {
            continue;
        }
        let whom = model.names(sentence.persons()).map(|names| format!(" of {names}")).unwrap_or_default();
        cx.report(sentence, format!("the sentence{whom} to {} has no duration", quoted(penalty.as_str()))).note("for how long?").help(
            "the length decides when somebody goes free, and whether the law allowed it: add `duration: P3Y` for three \
             years, `P6M` for six months, `P15D` for fifteen days",
        );
    }
}
