//! Courts that one case names for one instance.

use std::collections::HashMap;

use crate::diagnostic::Premise;
use crate::model::court::courts_agree;
use crate::model::{Case, CourtLevel, Event, EventType, Outcome};
use crate::rule::DocumentContext;
use crate::words::clip;

/// Words in the names of courts that hear appeals against their own judgments: those of a republic, a region, and the cities that
/// are regions.
const WITH_PANELS: [&str; 34] = [
    "supreme",
    "верховн",
    "вярхоўн",
    "жоғарғы",
    "жогорку",
    "oliy",
    "regional",
    "oblast",
    "region",
    "province",
    "областн",
    "абласн",
    "краев",
    "облыст",
    "облустук",
    "viloyat",
    "республик",
    "republic",
    "appeal",
    "апелляц",
    "cassation",
    "кассац",
    "military",
    "военн",
    "almaty",
    "алмат",
    "minsk",
    "минск",
    "moscow",
    "моск",
    "tashkent",
    "toshkent",
    "bishkek",
    "бишкек",
];

/// Words by which a text explains that another court took the case.
const MOVED: [&str; 8] =
    ["transfer", "jurisdiction", "venue", "передан", "передал", "подсудност", "соттылы", "направлен"];

/// The most bytes of a description that are read: an alias may repeat one long text for every event.
const LONGEST: usize = 2_000;

/// Reports a trial that opens at one court and ends at another, and a review by the court that decided.
pub(crate) fn check_courts<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>) {
    let mut verdicts: HashMap<&str, Event<'a>> = HashMap::new();
    let mut opened: Option<Event<'a>> = None;
    for event in cx.model().events_of(case) {
        if explains(event) {
            opened = None;
            continue;
        }
        let Some(verdict) = event.as_verdict() else {
            if event.is(EventType::Trial) {
                // Of two trials that are open nobody knows which one ends.
                opened = if opened.is_some() { None } else { Some(event) };
            }
            continue;
        };
        match verdict.appeals() {
            Some(id) => {
                if let Some(reviewed) = verdicts.get(id) {
                    check_own_review(cx, event, *reviewed);
                }
            }
            None if !verdict.is_review() => {
                if let Some(trial) = opened.take() {
                    check_trial(cx, trial, event);
                }
            }
            None => {}
        }
        verdicts.extend(event.id().map(|id| (id, event)));
    }
}

/// Returns true if a description may say why the court is another one.
fn explains(event: Event<'_>) -> bool {
    let description = event.description().unwrap_or_default();
    let end = description.floor_char_boundary(LONGEST);
    let description = description.get(..end).unwrap_or_default().to_lowercase();
    MOVED.iter().any(|word| description.contains(word))
}

fn check_trial<'a>(cx: &mut DocumentContext<'a>, trial: Event<'a>, verdict: Event<'a>) {
    let (Some(one), Some(other)) = (trial.court(), verdict.court()) else { return };
    let (Some(place), Some(own)) = (trial.court_name_entry(), verdict.court_name_entry()) else { return };
    let is_of_same = trial.persons().eq(verdict.persons()) && trial.jurisdiction() == verdict.jurisdiction();
    let is_first = |event: Event<'_>| event.court_level() == Some(CourtLevel::FirstInstance);
    if !is_of_same || !is_first(trial) || !is_first(verdict) || !are_other_courts(one, other) {
        return;
    }
    let message = format!("the trial opened at {}, and the verdict is by {}", clip(one), clip(other));
    cx.report(place, message)
        .label(own, "the court of the verdict")
        .depends_on(Premise::value_right(own.value))
        .help("one of the two is wrong: look the court up; if the case went to another court, say so in a `description:`");
}

/// Returns true if two names in one language are those of two courts, and not two names of one.
fn are_other_courts(one: &str, other: &str) -> bool {
    let script = |name: &str| {
        name.chars().find(|letter| letter.is_alphabetic()).is_some_and(|letter| letter.is_ascii())
    };
    let words = |name: &str| -> Vec<String> { name.split_whitespace().map(str::to_lowercase).collect() };
    let (first, second) = (words(one), words(other));
    // All but one word are the same: `Baku Court of Grave Crimes` and `Ganja Court of Grave Crimes`.
    let differ = first.iter().zip(&second).filter(|(one, other)| one != other).count();
    let differing = first.iter().zip(&second).find(|(one, other)| one != other);
    let is_spelling = differing.is_some_and(|(one, other)| strsim::osa_distance(one, other) <= 2);
    script(one) == script(other)
        && first.len() == second.len()
        && first.len() >= 3
        && differ == 1
        && !is_spelling
        && !courts_agree(one, other)
}

fn check_own_review<'a>(cx: &mut DocumentContext<'a>, review: Event<'a>, reviewed: Event<'a>) {
    let (Some(name), Some(own)) = (review.court_name_entry(), reviewed.court_name_entry()) else { return };
    let (Some(court), Some(first)) = (review.court(), reviewed.court()) else { return };
    let is_above = matches!(review.court_level(), Some(CourtLevel::Appeal | CourtLevel::Cassation));
    let is_first = reviewed.court_level() == Some(CourtLevel::FirstInstance)
        && reviewed.as_verdict().is_some_and(|verdict| verdict.outcome() != Some(Outcome::Overturned));
    let lower = court.to_lowercase();
    if !is_above || !is_first || court != first || WITH_PANELS.iter().any(|word| lower.contains(word)) {
        return;
    }
    cx.report(name, format!("{} decides here on its own verdict, on appeal", clip(court)))
        .label(own, "the verdict is by this court")
        .depends_on(Premise::value_right(own.value))
        .help("a court above it hears the appeal: write the name of that court, or correct the court of the verdict");
}
