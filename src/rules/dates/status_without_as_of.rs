//! `status-without-as-of`

use crate::diagnostic::Severity;
use crate::model::date::month_name;
use crate::model::{Case, Event, EventType, Model};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Place;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "status-without-as-of",
    group: Group::Dates,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("status-without-as-of.md"),
};

/// Phrases that describe the present state, in lower case.
const PHRASES: [&str; 14] = [
    "at the time of writing",
    "when the report was written",
    "as of writing",
    "to date",
    "so far",
    "until now",
    "currently",
    "remains in detention",
    "remain in detention",
    "remains in custody",
    "remains under arrest",
    "still in detention",
    "still under way",
    "is ongoing",
];

/// The most further places that are labelled.
const MOST_LABELS: usize = 3;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_report() || model.has_status_date() {
        return;
    }
    let phrases = if model.is_english() { status_phrases(model) } else { Vec::new() };
    let open = model
        .cases()
        .flat_map(open_detentions)
        .map(|event| (Place::from(event), "a detention without an end in the file".to_owned()));
    let mut statuses = phrases.into_iter().chain(open).take(MOST_LABELS + 1);
    let Some((place, what)) = statuses.next() else { return };
    let mut finding = cx.report(place, "the report says how things stand, but not as of when").note(what);
    for (place, what) in statuses {
        finding = finding.label(place, what);
    }
    finding.help(
        "readers take it to mean the day on which they read it: at the top of the report write `as_of: YYYY-MM-DD`, the \
         day to which such words refer, or `published:`",
    );
}

/// Returns the first phrase of each text, quoted, with its place.
fn status_phrases<'a>(model: &'a Model<'a>) -> Vec<(Place<'a>, String)> {
    let narrative = model.texts().iter().filter(|text| text.role().is_own_words());
    let found = narrative.filter_map(|text| {
        // Lowering only ASCII letters keeps every byte in its place.
        let prose = text.prose().to_ascii_lowercase();
        let phrases = PHRASES.into_iter().filter_map(|phrase| {
            let mut places = prose.match_indices(phrase).map(|(at, _)| at);
            Some((places.find(|at| is_status(&prose, *at, phrase))?, phrase))
        });
        let (at, phrase) = phrases.min()?;
        let shown = text.prose().get(at..at + phrase.len()).unwrap_or(phrase);
        (!says_as_of(&prose)).then(|| (text.place(at..at + phrase.len()), quoted(shown)))
    });
    found.take(MOST_LABELS + 1).collect()
}

/// Returns true if the phrase found at `at` describes the present state. The text is in lower case.
fn is_status(prose: &str, at: usize, phrase: &str) -> bool {
    let before = prose.get(..at).unwrap_or_default();
    let after = prose.get(at + phrase.len()..).unwrap_or_default();
    let joins = |c: char| c.is_alphanumeric() || c == '-';
    if before.ends_with(joins) || after.starts_with(joins) {
        return false;
    }
    let last_words = || before.split_whitespace().rev().take(3);
    match phrase {
        // "The largest to date", not "up to date" or "hard to date the photograph".
        "to date" => {
            let ends = after.is_empty() || after.starts_with(['.', ',', ';', ':', ')', '\n']);
            ends && !matches!(last_words().next(), Some("up" | "hard" | "difficult" | "easy" | "impossible"))
        }
        // Not "so far as is known", "so far from", or "had so far been used", which is about the past.
        "so far" => {
            let is_extent = ["as", "from", "away", "apart", "that", "ahead", "behind"]
                .contains(&after.split_whitespace().next().unwrap_or_default());
            !is_extent && !last_words().any(|word| matches!(word, "had" | "not"))
        }
        _ => true,
    }
}

/// Returns true if a text in lower case gives the date itself: "as of 3 May".
fn says_as_of(prose: &str) -> bool {
    prose.split("as of ").skip(1).any(|rest| {
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let is_month = (1..=12).any(|month| month_name(month).eq_ignore_ascii_case(word));
        word.starts_with(|c: char| c.is_ascii_digit()) || is_month
    })
}

/// Returns the detentions before trial with neither a term nor an end.
fn open_detentions<'a>(case: Case<'a>) -> impl Iterator<Item = Event<'a>> {
    let ends = |event: Event<'_>| {
        event.is(EventType::Verdict) || event.event_type().is_some_and(EventType::is_release)
    };
    let has_end = case.events().any(ends);
    case.events().filter(move |event| {
        let is_lasting = event.event_type().is_some_and(EventType::is_lasting_custody);
        !has_end
            && is_lasting
            && event.released_entry().is_none()
            && event.ended_by_entry().is_none()
            && event.duration().is_none()
    })
}
