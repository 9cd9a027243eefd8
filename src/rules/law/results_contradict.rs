//! `results-contradict`

use std::collections::{HashMap, HashSet};

use super::support::MOST_PERSONS;
use crate::diagnostic::{Premise, Severity};
use crate::model::prose::words;
use crate::model::{Citation, Event, Outcome, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::clip;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "results-contradict",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("results-contradict.md"),
};

/// The most results of one person that are compared, and the most comparisons in a document.
const MOST_RESULTS: usize = 20;
const MOST_COMPARISONS: usize = 2_000;

/// The most articles of a result that are compared.
const MOST_ARTICLES: usize = 50;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let mut left = MOST_COMPARISONS;
    for event in model.events() {
        // Read where it matters: an alias may repeat one long text.
        let mut is_of_acts = None;
        let mut earlier: HashMap<&str, Vec<Verdict<'_>>> = HashMap::new();
        for result in event.judgments().filter(|verdict| verdict.is_result()) {
            let mut reported = None;
            for id in result.persons().take(MOST_PERSONS) {
                let known = earlier.entry(id).or_default();
                let (compared, _) = known.split_at_checked(left).unwrap_or((known.as_slice(), &[]));
                left -= compared.len();
                let opposite = compared.iter().find(|other| {
                    **other != result && contradict(**other, result) && !are_of_same_people(**other, result)
                });
                // People who stand in both are one slip, that of a copied list.
                reported = reported.or(opposite.map(|opposite| (id, *opposite)));
                if known.len() < MOST_RESULTS {
                    known.push(result);
                }
            }
            if let Some((id, opposite)) = reported
                && !*is_of_acts.get_or_insert_with(|| tells_of_acts(event))
            {
                report(cx, id, opposite, result);
            }
        }
    }
}

fn report<'a>(cx: &mut DocumentContext<'a>, id: &'a str, opposite: Verdict<'a>, result: Verdict<'a>) {
    let name = clip(cx.model().name_of(id));
    let (one, other) = (said(opposite), said(result));
    let shared = shared_article(opposite, result).map(|article| format!(" on article {article}"));
    let message = format!("{name} is {one} and {other} in one verdict{}", shared.unwrap_or_default());
    let reference = result.person_references().find(|node| node.as_str() == Some(id));
    let report = match reference {
        Some(reference) => cx.report(reference, message),
        None => cx.report(result, message),
    };
    let before = opposite.person_references().find(|node| node.as_str() == Some(id));
    let report = match before {
        Some(before) => report.label(before, format!("{one} here")),
        None => report.label(opposite, format!("{one} here")),
    };
    // One of the two stands for somebody else, who seems to be in no result.
    let report = [reference, before]
        .into_iter()
        .flatten()
        .fold(report, |report, node| report.refutes(Premise::value_right(node)));
    report.help(
        "one of the two is wrong: take the person out of the other result's `persons:`; a result without `persons:` is about everybody \
         of the verdict, and one about people whom nobody names has `persons: []` and their `count:`; where the court decided differently on different \
         charges, give each result the `articles:` that it is about; two acts under one article are told in the verdict's `description:`",
    );
}

/// Returns the word for the outcome of a result.
fn said(result: Verdict<'_>) -> &'static str {
    match result.outcome() {
        Some(Outcome::Acquitted) => "acquitted",
        _ => "convicted",
    }
}

/// Words by which a description tells that a court decided differently on different acts, and beginnings of such words.
const ACTS: [&str; 4] = ["act", "acts", "count", "counts"];
const ACT_BEGINNINGS: [&str; 11] = [
    "episode",
    "acquit",
    "innocen",
    "cleared",
    "эпизод",
    "оправд",
    "невинов",
    "ақта",
    "кінәсіз",
    "акта",
    "күнөөсүз",
];
const NOT_GUILTY: [&str; 4] = ["not guilty", "not of", "not in", "не виновн"];

/// Returns true if the description of a verdict says that one charge was of several acts.
fn tells_of_acts(event: Event<'_>) -> bool {
    let lower = event.description().unwrap_or_default().to_lowercase();
    NOT_GUILTY.iter().any(|said| lower.contains(said))
        || words(&lower).any(|(_, word)| {
            ACTS.contains(&word) || ACT_BEGINNINGS.iter().any(|begin| word.starts_with(begin))
        })
}

/// Returns true if two results are of the same people: nobody lists them in both by mistake, so that these are two acts of theirs.
fn are_of_same_people(one: Verdict<'_>, other: Verdict<'_>) -> bool {
    let of = |result: Verdict<'_>| -> HashSet<String> {
        result.persons().take(MOST_PERSONS).map(str::to_owned).collect()
    };
    of(one) == of(other)
}

/// Returns true if one result convicts and the other does not, and both may be on the same charge.
fn contradict(one: Verdict<'_>, other: Verdict<'_>) -> bool {
    let guilt = |verdict: Verdict<'_>| match verdict.outcome() {
        Some(Outcome::Convicted) => Some(true),
        Some(Outcome::Acquitted) => Some(false),
        _ => None,
    };
    let (Some(one_guilt), Some(other_guilt)) = (guilt(one), guilt(other)) else { return false };
    let has_articles = |verdict: Verdict<'_>| verdict.articles().next().is_some();
    one_guilt != other_guilt
        && (!has_articles(one) && !has_articles(other) || shared_article(one, other).is_some())
}

/// Returns an article that both results cite.
fn shared_article<'a>(one: Verdict<'a>, other: Verdict<'a>) -> Option<String> {
    let of = |result: Verdict<'a>| result.articles().take(MOST_ARTICLES).filter_map(Citation::from_node);
    let cited: HashSet<_> = of(one).map(Citation::key).collect();
    of(other).find(|citation| cited.contains(&citation.key())).map(Citation::shown)
}
