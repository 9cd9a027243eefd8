//! Custody, kinds of penalties, courts and numbers of people of which a text tells otherwise than the events of its case.

use super::passages::Passage;
use super::stated::numbers;
use super::told::terms;
use super::told_penalties::{LOOK_UP, convictions, report};
use crate::diagnostic::Premise;
use crate::model::prose::words;
use crate::model::{Event, Sentence, SentenceType, Term, Verdict};
use crate::rule::DocumentContext;
use crate::words::quoted;

/// Words by which a court orders custody before trial, in small letters.
const CUSTODY: [&str; 9] = [
    "in custody for",
    "into custody for",
    "pre-trial detention for",
    "remanded",
    "под стражу на",
    "под стражей на",
    "в сизо на",
    "қамауға алды",
    "камакка алган",
];

/// Words by which the custody is another one, or its term was not ordered.
const OTHER_CUSTODY: [&str; 14] = [
    "extend",
    "extension",
    "prolong",
    "spent",
    "held",
    "already",
    "total",
    "asked",
    "продл",
    "провёл",
    "провел",
    "просил",
    "узарт",
    "ұзарт",
];

/// Checks the only term of a sentence on custody against the only custody with a term in the case.
pub(crate) fn check_custody<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    let Some(at) = CUSTODY.iter().find_map(|words| passage.lower.find(words)) else { return };
    if passage.has_any(&OTHER_CUSTODY) {
        return;
    }
    let mut told = terms(&passage.lower);
    // In Kazakh and Kyrgyz the verb stands behind the term.
    if told.len() > 1 {
        told.retain(|term| term.range.start >= at);
    }
    let [term] = told.as_slice() else { return };
    let model = cx.model();
    let held: Vec<Term<'a>> = model
        .events_of(passage.case)
        .filter(|event| event.event_type().is_some_and(|kind| kind.is_lasting_custody()))
        .filter_map(Event::duration)
        .collect();
    let [own] = *held.as_slice() else { return };
    if own.duration.days() != term.duration.days() {
        report(cx, passage, &term.range, own.entry, &format!("the event has {}", own.duration));
    }
}

/// Words by which a court sends somebody to prison, and those by which it does not after all.
const PRISON: [&str; 7] = [
    "in prison",
    "years' imprisonment",
    "years of imprisonment",
    "лишения свободы",
    "лишению свободы",
    "бас бостандығынан айыр",
    "эркинен ажырат",
];
const NO_PRISON: [&str; 15] = [
    "suspended",
    "probation",
    "conditional",
    "conditionally",
    "not",
    "instead",
    "replaced",
    "asked",
    "requested",
    "prosecutor",
    "условн",
    "замен",
    "просил",
    "прокурор",
    "шартты",
];

/// Words by which a court restricts somebody's liberty.
const RESTRICTION: [&str; 6] = [
    "restriction of liberty",
    "restricted liberty",
    "restriction of freedom",
    "ограничения свободы",
    "ограничению свободы",
    "бас бостандығын шекте",
];

/// Checks a sentence on prison, or on a restriction of liberty, against the penalties of the case.
pub(crate) fn check_kind<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    let place_of =
        |list: &[&'static str]| list.iter().find_map(|words| Some((passage.lower.find(words)?, *words)));
    let (prison, restriction) = (place_of(&PRISON), place_of(&RESTRICTION));
    let (at, said, other) = match (prison, restriction) {
        (Some((at, said)), None) => (at, said, SentenceType::RestrictionOfLiberty),
        (None, Some((at, said))) => (at, said, SentenceType::Imprisonment),
        _ => return,
    };
    let is_judged =
        passage.has_any(&["sentenced", "приговорил", "осудил", "соттад", "айырды", "ажыратты", "ажыраткан"]);
    let no_prison = NO_PRISON.iter().any(|word| passage.lower.contains(word));
    let told = terms(&passage.lower);
    let [term] = told.as_slice() else { return };
    if !is_judged || no_prison {
        return;
    }
    let model = cx.model();
    let sentences: Vec<Sentence<'a>> =
        model.events_of(passage.case).flat_map(Event::judgments).flat_map(Verdict::sentences).collect();
    let is_first = |sentence: &Sentence<'a>| {
        convictions(model, passage.case).any(|verdict| verdict.event() == sentence.verdict().event())
    };
    let of_liberty: Vec<&Sentence<'a>> =
        sentences.iter().filter(|sentence| takes_liberty(sentence)).collect();
    // The text may tell of a review, or of another person.
    let [sentence] = *of_liberty.as_slice() else { return };
    let is_of_term = sentence.duration().is_some_and(|own| own.duration.days() == term.duration.days());
    let Some(entry) =
        sentence.type_entry().filter(|_| sentence.is(other) && is_of_term && is_first(sentence))
    else {
        return;
    };
    let range = at..at + said.len();
    let place = passage.text.place(passage.in_text(&range));
    let words = passage.text.prose().get(passage.in_text(&range)).unwrap_or_default();
    let kind = quoted(entry.value.as_str().unwrap_or_default());
    cx.report(place, format!("the text says {}, and the sentence is {kind}", quoted(words)))
        .label(entry, "the data")
        .depends_on(Premise::value_right(entry.value))
        .help(LOOK_UP);
}

/// The last word of a court's name proper, in small letters: what follows says where it is.
const COURT: [&str; 4] = ["court", "суд", "соты", "соту"];

/// First words of names that no court has for itself.
const GENERAL: [&str; 18] = [
    "supreme",
    "city",
    "regional",
    "district",
    "specialised",
    "military",
    "garrison",
    "appeal",
    "economic",
    "criminal",
    "administrative",
    "central",
    "верховный",
    "городской",
    "областной",
    "районный",
    "военный",
    "жоғарғы",
];

/// Verbs of a court that judges, by their beginnings.
const JUDGED: [&str; 10] = [
    "sentenced",
    "convicted",
    "acquitted",
    "fined",
    "приговорил",
    "осудил",
    "оправдал",
    "оштрафовал",
    "соттад",
    "ажыратты",
];

/// The letters with which two forms of one name begin: `Sverdlov`, `Sverdlovsky`.
const COMMON: usize = 5;

/// Checks the court of which a sentence says that it judged against that of the only verdict of the case: one of the same kind with another
/// name.
pub(crate) fn check_court<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    if !passage.has_any(&JUDGED) {
        return;
    }
    let model = cx.model();
    let mut verdicts =
        model.events_of(passage.case).filter(|event| event.as_verdict().is_some_and(|one| !one.is_review()));
    let (Some(verdict), None) = (verdicts.next(), verdicts.next()) else { return };
    let Some((entry, name)) =
        verdict.court_name_entry().and_then(|entry| Some((entry, entry.value.as_str()?)))
    else {
        return;
    };
    let own: Vec<String> = words(name).map(|(_, word)| word.to_lowercase()).collect();
    let Some(end) = own.iter().position(|word| COURT.contains(&word.as_str())) else { return };
    let (Some((first, tail)), false) = (own.get(..=end).and_then(<[String]>::split_first), end == 0) else {
        return;
    };
    let told: Vec<_> = words(&passage.lower).collect();
    let prose = passage.text.prose();
    for pieces in told.windows(tail.len() + 1) {
        let Some(((range, word), rest)) = pieces.split_first() else { continue };
        let is_kind = rest.iter().map(|(_, word)| *word).eq(tail.iter().map(String::as_str));
        let range = passage.in_text(range);
        let written = prose.get(range.clone()).unwrap_or_default();
        let is_name = written.starts_with(char::is_uppercase)
            && written.chars().count() >= COMMON
            && !GENERAL.contains(word)
            && !GENERAL.contains(&first.as_str());
        let is_same = word.chars().zip(first.chars()).take_while(|(one, other)| one == other).count()
            >= COMMON.min(first.chars().count());
        if !is_kind || !is_name || is_same {
            continue;
        }
        // Another event may be before that court.
        let is_known = model
            .events_of(passage.case)
            .filter_map(|event| event.court_name_entry())
            .any(|entry| entry.value.as_str().is_some_and(|name| words(name).any(|(_, own)| own == written)));
        if is_known || passage.text.quoted_ranges().contain(&range) {
            return;
        }
        cx.report(
            passage.text.place(range),
            format!("the text names {}, and the court of the verdict is {}", quoted(written), quoted(name)),
        )
        .label(entry, "the data")
        .help(LOOK_UP);
        return;
    }
}

/// Verbs by which people come together, by their beginnings.
const GATHERED: [&str; 14] = [
    "took",
    "participat",
    "gathered",
    "attended",
    "joined",
    "marched",
    "участв",
    "собрал",
    "вышли",
    "вышло",
    "қатыс",
    "катыш",
    "жинал",
    "чогул",
];

/// Nouns for people, by their beginnings.
const PEOPLE: [&str; 10] =
    ["people", "persons", "protesters", "residents", "человек", "людей", "участник", "жител", "адам", "киши"];

/// Checks the only number of people of a sentence against the only event of the case that says how many came: one digit is another, or two
/// changed places.
pub(crate) fn check_participants<'a>(cx: &mut DocumentContext<'a>, passage: &Passage<'a, '_>) {
    if !passage.has_any(&GATHERED)
        || passage.has_any(&["about", "around", "over", "than", "least", "около", "более", "свыше", "жуық"])
    {
        return;
    }
    let counts = numbers(&passage.lower);
    let [told] = counts.as_slice() else { return };
    let behind = words(passage.lower.get(told.range.end..).unwrap_or_default()).next();
    if !behind.is_some_and(|(_, word)| PEOPLE.iter().any(|noun| word.starts_with(noun))) {
        return;
    }
    let model = cx.model();
    let mut counted = model.events_of(passage.case).filter_map(Event::participants_entry);
    let (Some(entry), None) = (counted.next(), counted.next()) else { return };
    let (own, written) = (entry.value.scalar_text().unwrap_or_default(), told.value.to_string());
    let is_slip = own.len() == written.len() && own.len() > 1 && strsim::osa_distance(own, &written) == 1;
    if is_slip {
        report(cx, passage, &told.range, entry, &format!("the event has {own}"));
    }
}

fn takes_liberty(sentence: &Sentence<'_>) -> bool {
    [
        SentenceType::Imprisonment,
        SentenceType::SuspendedImprisonment,
        SentenceType::RestrictionOfLiberty,
        SentenceType::AdministrativeArrest,
        SentenceType::LifeImprisonment,
    ]
    .into_iter()
    .any(|kind| sentence.is(kind))
}
