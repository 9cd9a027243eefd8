//! `sentence-end-mismatch`

use serde::Deserialize;

use crate::diagnostic::Edit;
use crate::diagnostic::{Applicability, Severity};
use crate::model::date::Day;
use crate::model::{Dated, Sentence, Verdict};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SentenceEndMismatch>(RuleMeta {
    name: "sentence-end-mismatch",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("sentence-end-mismatch.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SentenceEndMismatch {}

impl Rule for SentenceEndMismatch {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        let model = cx.model();
        for sentence in model.verdicts().flat_map(Verdict::sentences) {
            let (Some(term), Some(ends)) = (sentence.duration(), sentence.ends()) else { continue };
            let Some((start, day)) = start(sentence) else { continue };
            let Some(end) = term.duration.end_from(day).filter(|end| !agrees(ends, *end)) else { continue };
            let message = format!(
                "the sentence ends {}, but {} from {day} end {end}",
                clip(ends.written()),
                term.duration
            );
            cx.report(ends, message)
                .label(start, "it starts on this day")
                .label(term, "and lasts this long")
                .help(
                    "one of the three is wrong, and with it the day on which somebody goes free: look them up in the judgment; \
                     where time in custody was counted, let the sentence start with it (`starts:`)",
                )
                .fix(
                    format!("write `{end}`"),
                    Applicability::Unsafe,
                    vec![Edit { span: ends.entry.value.value_span(), replacement: end.to_string() }],
                );
        }
    }
}

/// Where the sentence starts, by its own word. An administrative arrest starts with the decision; a prison
/// sentence may count time in custody.
fn start<'a>(sentence: Sentence<'a>) -> Option<(Dated<'a>, Day)> {
    let of_verdict = || {
        let is_arrest = sentence.sentence_type() == Some("administrative-arrest");
        if is_arrest { sentence.verdict().event().dated() } else { None }
    };
    let start = sentence.starts().or_else(of_verdict)?;
    Some((start, start.date.as_day()?))
}

/// Whether a sentence may end so. Some courts count the first day, so that it ends a day earlier.
fn agrees(ends: Dated<'_>, end: Day) -> bool {
    let (Some(earliest), Some(latest)) = (ends.date.earliest(), ends.date.latest()) else { return true };
    let day_before = end.yesterday().unwrap_or(end);
    earliest <= end && day_before <= latest
}
