//! `sentence-end-mismatch`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::date::Day;
use crate::model::{Dated, Sentence, SentenceType, Term, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;
use jiff::ToSpan as _;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "sentence-end-mismatch",
    group: Group::Dates,
    severity: Severity::Error,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("sentence-end-mismatch.md"),
};

/// The most days between the moment of arrest, from which the term counts, and the decision.
const COUNTED_DAYS: i64 = 3;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // What counts as served already is reckoned in more ways than one.
    let whole = |sentence: &Sentence<'_>| sentence.served().is_none();
    for sentence in model.judgments().flat_map(Verdict::sentences).filter(whole) {
        let (Some(term), Some(ends)) = (sentence.duration(), sentence.ends()) else { continue };
        let Some((start, day)) = start_day(sentence) else {
            check_far_end(cx, sentence, term, ends);
            continue;
        };
        let earlier = if sentence.starts().is_some() { 1 } else { COUNTED_DAYS };
        let Some(end) = term.duration.end_from(day).filter(|end| !is_possible_end(ends, *end, earlier))
        else {
            continue;
        };
        let message =
            format!("the sentence ends {}, but {} from {day} end {end}", clip(ends.written()), term.duration);
        let finding = cx
            .report(ends, message)
            .label(start, "it starts on this day")
            .label(term, "and lasts this long")
            .help(
                "one of the three is wrong, and with it the day on which somebody goes free: check them in the judgment; if \
                 time in custody was counted, let the sentence start with it (`starts:`)",
            );
        // One number that differs is a slip in this date; with more, the start or the term may as well be wrong.
        let is_slip = ends.date.as_day().is_some_and(|written| differs_once(written, end));
        if is_slip && ends.entry.value.as_str().is_some() {
            finding.fix(
                format!("write `{end}`"),
                Applicability::Unsafe,
                vec![Edit { span: ends.entry.value.value_span(), replacement: end.to_string() }],
            );
        }
    }
}

/// Reports the end of a prison term that lies before the verdict, or further after it than the term is long. Time in custody may
/// count, and the term may begin when the verdict comes into force.
fn check_far_end<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, term: Term<'a>, ends: Dated<'a>) {
    let verdict = sentence.verdict().event().dated().filter(|_| sentence.is(SentenceType::Imprisonment));
    let latest = verdict.and_then(|dated| term.duration.end_from(dated.date.latest()?));
    let (Some(dated), Some(latest), Some(end)) = (verdict, latest, ends.date.earliest()) else { return };
    let is_before = ends.date.is_before(&dated.date);
    if !is_before && end <= latest.saturating_add(DAYS_TO_FORCE.days()) {
        return;
    }
    let message = match is_before {
        true => format!(
            "the sentence ends {}, before the verdict of {}",
            clip(ends.written()),
            clip(dated.written())
        ),
        false => format!(
            "the sentence ends {}, but {} from the verdict end {latest}",
            clip(ends.written()),
            term.duration
        ),
    };
    cx.report(ends, message).label(dated, "the verdict").label(term, "the term").help(
        "one of the three is wrong, and with it the day on which somebody goes free: check them in the judgment; if the term began on another \
         day, say so (`starts:`)",
    );
}

/// The most days from a verdict to the day on which its term begins.
const DAYS_TO_FORCE: i64 = 400;

/// Returns the day on which the sentence starts: `starts:`, or for an administrative arrest the day of the decision. A
/// prison sentence without `starts:` may count time in custody.
fn start_day<'a>(sentence: Sentence<'a>) -> Option<(Dated<'a>, Day)> {
    let of_verdict = || {
        let is_arrest = sentence.is(SentenceType::AdministrativeArrest);
        if is_arrest { sentence.verdict().event().dated() } else { None }
    };
    let start = sentence.starts().or_else(of_verdict)?;
    Some((start, start.date.as_day()?))
}

/// Returns true if two days differ in their year, their month or their day alone.
fn differs_once(one: Day, other: Day) -> bool {
    let is_other = [one.year() != other.year(), one.month() != other.month(), one.day() != other.day()];
    is_other.iter().filter(|is_other| **is_other).count() == 1
}

/// Returns true if a sentence due to end on `end` may end as written, up to `earlier` days before: some courts count the
/// first day.
fn is_possible_end(ends: Dated<'_>, end: Day, earlier: i64) -> bool {
    let (Some(earliest), Some(latest)) = (ends.date.earliest(), ends.date.latest()) else { return true };
    earliest <= end && end.saturating_sub(earlier.days()) <= latest
}
