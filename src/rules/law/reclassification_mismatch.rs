//! `reclassification-mismatch`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::law::Registry;
use crate::model::vocabulary::field;
use crate::model::{Case, Citation, Event, EventType, Sentence, Verdict};
use crate::rule::{Check, DocumentContext, FindingBuilder, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::{Entry, NodeRef};
use crate::words::and;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "reclassification-mismatch",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("reclassification-mismatch.md"),
};

/// The most articles that a finding names.
const MOST_SHOWN: usize = 4;

/// The most verdicts of a case that are looked at: each is compared with the charges, or with another verdict.
const MOST_VERDICTS: usize = 50;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        let reclassified = |event: &Event<'_>| event.reclassified_entry().is_some();
        if cx.model().events_of(case).any(|event| reclassified(&event)) {
            check_case(cx, case);
        }
    }
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let charged = charged(cx, case);
    let mut by_id: HashMap<&str, Event<'a>> = HashMap::new();
    let verdicts: Vec<Event<'a>> =
        cx.model().events_of(case).filter(|event| event.as_verdict().is_some()).collect();
    by_id.extend(verdicts.iter().filter_map(|event| Some((event.id()?, *event))));
    let reclassified = verdicts.iter().copied().filter(|event| event.reclassified_entry().is_some());
    for event in reclassified.take(MOST_VERDICTS) {
        let target = event.as_verdict().and_then(Verdict::appeals).and_then(|id| by_id.get(id)).copied();
        let before = match target {
            Some(target) => {
                let own = decided(target).into_iter();
                own.chain(target.reclassified_to()).collect()
            }
            None if event.as_verdict().is_some_and(Verdict::is_review) => Vec::new(),
            None if !are_charged(cx, case, event) => Vec::new(),
            None => charged.clone(),
        };
        check_event(cx, event, &before, target);
    }
}

/// Returns the articles of the charges of a case, and of its other events before a verdict; none if one is not known, or lies in an earlier report.
fn charged<'a>(cx: &DocumentContext<'a>, case: Case<'a>) -> Vec<Citation<'a>> {
    let is_charge = |event: &Event<'_>| event.is(EventType::Charge);
    let charges = || cx.model().events_of(case).filter(is_charge);
    let is_open = |charge: Event<'_>| {
        charge.articles_entry().is_none() || charge.citation_nodes().count() > charge.citations().count()
    };
    if case.continues_entry().is_some() || charges().any(is_open) {
        return Vec::new();
    }
    let articles: Vec<Citation<'a>> = charges().flat_map(Event::articles).collect();
    let codes: HashSet<&str> = articles.iter().map(|citation| cx.law().stand_in(citation.code())).collect();
    // The prosecutor may change the charge, and custody and sessions may tell of another one than the list of the charges.
    let is_other = |event: &Event<'_>| !is_charge(event) && !event.is(EventType::Verdict);
    let others = cx.model().events_of(case).filter(is_other).flat_map(Event::citations);
    let of_same_codes = others.filter(|citation| codes.contains(cx.law().stand_in(citation.code())));
    articles.iter().copied().chain(of_same_codes).collect()
}

/// Returns true if a charge names everybody whom a verdict is on.
fn are_charged<'a>(cx: &DocumentContext<'a>, case: Case<'a>, verdict: Event<'a>) -> bool {
    let charges = cx.model().events_of(case).filter(|event| event.is(EventType::Charge));
    let charged: HashSet<&str> = charges.flat_map(Event::persons).collect();
    verdict.judgments().flat_map(Verdict::persons).all(|id| charged.contains(id))
}

/// Returns the articles on which a verdict rests, with those of its results and sentences.
fn decided<'a>(event: Event<'a>) -> Vec<Citation<'a>> {
    let of_judgments = event.judgments().flat_map(|judgment| {
        let of_sentences = judgment.sentences().flat_map(Sentence::articles);
        judgment.articles().chain(of_sentences)
    });
    of_judgments.filter_map(Citation::from_node).chain(event.articles()).collect()
}

fn check_event<'a>(
    cx: &mut DocumentContext<'a>,
    event: Event<'a>,
    before: &[Citation<'a>],
    target: Option<Event<'a>>,
) {
    let Some(entry) = event.reclassified_entry() else { return };
    let after = decided(event);
    let (from, to): (Vec<_>, Vec<_>) =
        (event.reclassified_from().collect(), event.reclassified_to().collect());
    let law = cx.law();
    let stands = |list: &[Citation<'a>], one: Citation<'a>| list.iter().any(|own| is_same(law, *own, one));
    let all = |wanted: &[Citation<'a>], list: &[Citation<'a>]| {
        !wanted.is_empty() && !list.is_empty() && wanted.iter().all(|one| stands(list, *one))
    };
    let lost_from = from.iter().copied().find(|one| !before.is_empty() && !stands(before, *one));
    let lost_to = to.iter().copied().find(|one| !after.is_empty() && !stands(&after, *one));
    let source = if target.is_some() { "the reviewed verdict rests on" } else { "the charge is of" };
    let is_swapped = (lost_from.is_some() || lost_to.is_some())
        && (before.is_empty() || all(&to, before))
        && (after.is_empty() || all(&from, &after));
    if is_swapped {
        let message = format!(
            "`from` and `to` stand in each other's place: the verdict rests on {}",
            shown(&after, &from)
        );
        let report = cx.report(entry.key, message).help(
            "`from` has the articles of the charge or of the earlier verdict, `to` those that the court applied instead: swap the two",
        );
        let report = report.unsafe_fix("swap the two", swapped_keys(entry));
        let wrong = from.iter().chain(&to).map(|citation| Premise::value_right(citation.node()));
        wrong.fold(report, FindingBuilder::refutes);
        return;
    }
    if let Some(citation) = lost_from {
        let message = format!(
            "article {} was not there to be reclassified: {source} {}",
            citation.shown(),
            shown(before, before)
        );
        let report = cx.report(citation.article_place(), message);
        let report = match target {
            Some(target) => report.label(target, "the reviewed verdict"),
            None => report,
        };
        report
            .help("`from` has the articles of the charge or of the earlier verdict: correct one of the two")
            .refutes(Premise::value_right(citation.node()));
    }
    if let Some(citation) = lost_to {
        let message = format!(
            "the charge is reclassified to article {}, but the verdict rests on {}",
            citation.shown(),
            shown(&after, &after)
        );
        cx.report(citation.article_place(), message)
            .help("`to` has the articles that the court applied, and they are among the verdict's `articles:` too: correct one of the two")
            .refutes(Premise::value_right(citation.node()));
    }
}

/// Returns the edits that put the keys `from` and `to` in each other's place.
fn swapped_keys(entry: Entry<'_>) -> Option<Vec<Edit>> {
    let keys = [field::FROM, field::TO].map(|name| entry.value.entry(name).map(|entry| entry.key));
    let [Some(from), Some(to)] = keys else { return None };
    let edit = |key: NodeRef<'_>, name: &str| Edit { span: key.value_span(), replacement: name.to_owned() };
    let is_written_here = !entry.value.is_alias() && !from.is_alias() && !to.is_alias();
    is_written_here.then(|| vec![edit(from, field::TO), edit(to, field::FROM)])
}

/// Returns true if two citations may be of one article: where both name a part, of one part.
fn is_same(law: &Registry, one: Citation<'_>, other: Citation<'_>) -> bool {
    let is_part = one.part_number().zip(other.part_number()).is_none_or(|(one, other)| one == other);
    law.stand_in(one.code()) == law.stand_in(other.code()) && one.article() == other.article() && is_part
}

/// Returns articles in words: those of `list`, or of `other` where the list is empty.
fn shown(list: &[Citation<'_>], other: &[Citation<'_>]) -> String {
    let mut numbers: Vec<String> = Vec::new();
    for citation in if list.is_empty() { other } else { list } {
        let number = citation.shown();
        if !numbers.contains(&number) && numbers.len() < MOST_SHOWN {
            numbers.push(number);
        }
    }
    let noun = if numbers.len() == 1 { "article" } else { "articles" };
    format!("{noun} {}", and(&numbers))
}
