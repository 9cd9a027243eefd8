//! `figures-disagree`

use std::collections::HashMap;

use super::support::awards::check_award;
use super::support::figure_labels::{Counted, Years, counted, names_people, years_of};
use super::support::figure_parts::check_groups;
use super::support::figure_texts::{NumberedTexts, check_bare_totals, check_texts};
use super::support::figures::{LabelledNumber, have_two_sources, labelled_numbers};
use super::support::people_counts::{check_description, check_judged};
use crate::diagnostic::Severity;
use crate::model::{Development, Event};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{count, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "figures-disagree",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("figures-disagree.md"),
};

/// The words for the rest beside the named parts.
const REST: [&str; 6] = ["elsewhere", "other", "others", "rest", "remaining", "unknown"];
fn check(cx: &mut DocumentContext<'_>) {
    let mut texts = None;
    for development in cx.model().developments().filter(|one| one.figures().next().is_some()) {
        let texts = texts.get_or_insert_with(|| NumberedTexts::of(cx.model()));
        check_figures(cx, development, texts);
    }
    for event in cx.model().events() {
        check_participants(cx, event);
        check_description(cx, event);
    }
    for case in cx.model().cases() {
        check_judged(cx, case);
        check_award(cx, case);
    }
}

fn check_figures<'a>(
    cx: &mut DocumentContext<'a>,
    development: Development<'a>,
    texts: &mut NumberedTexts<'a, '_>,
) {
    let numbers = labelled_numbers(development);
    let own = years_of(cx.model(), development);
    check_texts(cx, development, &numbers, texts, &own);
    check_bare_totals(cx, development, &numbers, texts);
    check_groups(cx, &numbers, &own);
    let mut labels = HashMap::new();
    for figure in &numbers {
        let (label, unit) = (figure.figure.label(), figure.figure.unit());
        // Two sources may count differently.
        let Some(first) = labels
            .insert((label, unit), figure)
            .filter(|first| first.value != figure.value && !have_two_sources(first.figure, figure.figure))
        else {
            continue;
        };
        let what = quoted(label.unwrap_or_default());
        cx.report(figure.entry, format!("{what} has a different value here than above"))
            .label(first.entry, "its value here")
            .help("one of the two is wrong, or they count different things: then say so in the label");
    }
    check_named_totals(cx, &numbers, &own);
    for total in numbers.iter().filter(|figure| figure.is_total && !figure.words.is_empty()) {
        let parts: Vec<&LabelledNumber<'a>> = numbers
            .iter()
            .filter(|part| !part.is_total && part.figure.unit() == total.figure.unit())
            .filter(|part| !have_two_sources(part.figure, total.figure))
            .filter(|part| part.counts_some_of(total) && total.time.may_hold(&part.time, &own))
            .collect();
        check_total(cx, total, &parts);
    }
}

/// Words by which a label says that its figure is a part, with the total behind them: "women among the prisoners".
const PART_OF: [&str; 4] = [" among the ", " among ", " среди ", " из числа "];

/// Words by which a label says that its figure is a part of the one above.
const OF_THEM: [&str; 10] = [
    "of them",
    "of whom",
    "of which",
    "among them",
    "из них",
    "в том числе",
    "среди них",
    "оның ішінде",
    "олардың ішінде",
    "анын ичинде",
];

/// Reports parts larger than the total that their labels refer to.
fn check_named_totals<'a>(cx: &mut DocumentContext<'a>, numbers: &[LabelledNumber<'a>], own: &Years) {
    let label = |figure: &LabelledNumber<'_>| figure.figure.label().unwrap_or_default().trim().to_lowercase();
    let mut by_label: HashMap<String, &LabelledNumber<'a>> = HashMap::new();
    // The figure above that is no part.
    let mut above: Option<&LabelledNumber<'a>> = None;
    // The largest figure above in each unit: "of them" may refer to it, where the one in between is a part of it too.
    let mut largest: HashMap<Option<&str>, f64> = HashMap::new();
    for figure in numbers {
        let label = label(figure);
        let behind = PART_OF.iter().find_map(|words| Some(label.split_once(words)?.1.trim().to_owned()));
        let is_part = OF_THEM.iter().any(|words| label.contains(words));
        let may_be_of_another =
            largest.get(&figure.figure.unit()).is_some_and(|largest| figure.value <= *largest);
        let total = match &behind {
            _ if is_part => above.filter(|_| !may_be_of_another),
            Some(total) => by_label.get(total).copied(),
            None => None,
        };
        let is_comparable = |total: &&LabelledNumber<'_>| {
            // What is said of verdicts and cases is not said of the people in them.
            let is_of_people = is_part && names_people(&label);
            total.figure.unit() == figure.figure.unit()
                && !have_two_sources(total.figure, figure.figure)
                && (!is_of_people || counted(&total.label().to_lowercase()) != Counted::Things)
                && total.time.may_hold(&figure.time, own)
        };
        if let Some(total) = total.filter(is_comparable).filter(|total| figure.value > total.value) {
            report_larger_part(cx, total, figure);
        }
        if !is_part && behind.is_none() {
            above = Some(figure);
            by_label.entry(label).or_insert(figure);
            let largest = largest.entry(figure.figure.unit()).or_insert(figure.value);
            *largest = largest.max(figure.value);
        }
    }
}

fn report_larger_part<'a>(
    cx: &mut DocumentContext<'a>,
    total: &LabelledNumber<'a>,
    part: &LabelledNumber<'a>,
) {
    let what = quoted(total.figure.label().unwrap_or_default());
    let message = format!("{} is more than {what}, the total that includes it", part.value);
    cx.report(part.entry, message)
        .label(total.entry, "the total")
        .help("check both numbers; if one is not part of the other, name in both labels whom they count");
}

fn check_total<'a>(cx: &mut DocumentContext<'a>, total: &LabelledNumber<'a>, parts: &[&LabelledNumber<'a>]) {
    let what = quoted(total.figure.label().unwrap_or_default());
    if let Some(part) = parts.iter().find(|part| part.value > total.value) {
        report_larger_part(cx, total, part);
        return;
    }
    // The listed parts may not be all parts of a total, unless the rest is given too.
    let rest = |part: &&&LabelledNumber<'_>| part.words.iter().any(|word| REST.contains(&word.as_str()));
    let sum: f64 = parts.iter().map(|part| part.value).sum();
    if parts.len() < 2
        || parts.iter().filter(rest).count() != 1
        || (sum - total.value).abs() < 0.5
        || has_other_sum(total, parts)
    {
        return;
    }
    let message =
        format!("the parts of {what} add up to {}, not to {}", (sum * 1000.0).round() / 1000.0, total.value);
    let mut report = cx.report(total.entry, message).note("the total");
    for part in parts {
        report = report.label(part.entry, "a part");
    }
    report.help("a reader who adds them up will doubt all of them: check the numbers");
}

/// Returns true if only some of the parts add up to the total: those of one of several breakdowns.
fn has_other_sum(total: &LabelledNumber<'_>, parts: &[&LabelledNumber<'_>]) -> bool {
    const MOST_PARTS: usize = 12;
    let sum = |chosen: u32| -> f64 {
        let parts = parts.iter().enumerate().filter(|(index, _)| chosen & (1 << index) != 0);
        parts.map(|(_, part)| part.value).sum()
    };
    // With more parts there are too many combinations to try.
    parts.len() > MOST_PARTS
        || (1..1_u32 << parts.len())
            .any(|chosen| chosen.count_ones() > 1 && (sum(chosen) - total.value).abs() < 0.5)
}

/// Reports an event with fewer participants than named persons.
fn check_participants<'a>(cx: &mut DocumentContext<'a>, event: Event<'a>) {
    let (Some(participants), Some(persons)) = (event.participants_entry(), event.persons_entry()) else {
        return;
    };
    let named = event.person_references().count();
    let Some(number) = participants.value.as_i64().and_then(|number| usize::try_from(number).ok()) else {
        return;
    };
    if number < named {
        let are = if named == 1 { "is" } else { "are" };
        let persons_named = count(named as u64, "person");
        cx.report(participants, format!("{number} took part, but {persons_named} {are} named"))
            .label(persons, "the persons of this event")
            .help("correct the number, or leave out those who did not take part");
    }
}
