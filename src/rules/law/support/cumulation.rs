//! Terms that a court adds to those of an earlier verdict, or of several offences.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use regex::Regex;

use super::MOST_PERSONS;
use crate::model::date::Day;
use crate::model::{Case, Event, Model, Outcome, Sentence, SentenceType, Text, Verdict};
use crate::tree::NodeId;

/// The most terms of one person that are compared.
const MOST_TERMS: usize = 20;

/// Words by which a text says that a term includes another one.
static ADDED: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"\bunserved\b|\bunexpired\b|\bcumulat|\baggregat|\babsorb|\bnot (?:yet )?(?:been )?served\b|\b(?:combination|totality) of (?:the )?(?:sentences|verdicts|crimes|offences)",
        r"|\b(?:added|adding|addition|combin\w+|merg\w+|join\w+|together|includ\w+|counting|plus|on top of)\b[^.;]{0,60}\b(?:previous|earlier|former|first|prior|old|remaining|suspended)\s(?:[\w’'-]+\s){0,2}(?:one|sentence|term|verdict|conviction|punishment|penalty)",
        r"|\b(?:added|combin\w+|merg\w+|join\w+|together|includ\w+)\b[^.;]{0,40}\b(?:rest|remainder|left|remaining part) of",
        r"|\b(?:years?|months?|term|part|rest) of (?:the|his|her|their) (?:previous|earlier|former|first|prior|old)\b",
        r"|\b(?:term|sentence|punishment|penalty|years?|months?)\b[^.;]{0,40}\b(?:added|joined|combined|merged) (?:to|with)\b",
        r"|\b(?:previous|earlier|former|first|prior|remaining|suspended)\s(?:[\w’'-]+\s){0,2}(?:sentence|term|verdict|conviction|punishment|penalty)\b[^.;]{0,60}\b(?:added|combined|merged|joined|included|activated|revoked|replaced)\b",
        r"|совокупност|неотбыт|присоедин|(?:сложен|поглощен)\p{L}* (?:наказани|срок)|сложил\p{L}*[^.;]{0,30}(?:наказани|срок|прежн|перв)|(?:наказани|срок)\p{L}*[^.;]{0,30}(?:сложил|сложен|поглощ)",
        r"|условн\p{L}* (?:срок|осужден|осуждён|наказани)\p{L}*[^.;]{0,30}(?:отмен|замен)|(?:отмен|замен)\p{L}*[^.;]{0,20}условн",
        r"|(?:с учетом|с учётом|вместе с|плюс|добав\p{L}*|прибав\p{L}*)[^.;]{0,40}(?:предыдущ|прежн|перв|прошл|ранн)\p{L}*[^.;]{0,30}(?:приговор|срок|наказани|част|осужд)",
        r"|өтелмеген|(?:үкім|жаза|қылмыс)\p{L}* жиынтығы|(?:үкім|жаза|мерзім|бөлі)\p{L}*[^.;]{0,40}(?:қосылды|қосып|қосты|қосылған|қосу)",
        r"|өтөлбөгөн|өтөлө элек|(?:өкүм|жаза|кылмыш)\p{L}* жыйынды|(?:өкүм|жаза|мөөнөт|бөлү)\p{L}*[^.;]{0,40}(?:кошулду|кошуп|кошту|кошулган|кошуу)",
        r"|o[ʻ‘’']talmagan|ўталмаган|(?:hukm|jinoyat|jazo)\w* (?:majmui|yig[ʻ‘’']indisi)|(?:ҳукм|жиноят|жазо)\p{L}* (?:мажмуи|йиғиндиси)",
        r"|сукупніст|невідбут|сукупнасц|неадбыт|маҷмӯи ҷазо|маҷмӯи ҷиноят",
    );
    Regex::new(pattern).ok()
});

/// Beginnings of which each text that matches has one, so that the pattern is compiled where it may be found.
const STEMS: [&str; 39] = [
    "unexpired",
    "cumulat",
    "aggregat",
    "combin",
    "totality",
    "add",
    "merg",
    "join",
    "together",
    "includ",
    "counting",
    "on top of",
    "activated",
    "revoked",
    "absorbed",
    "совокуп",
    "отбыт",
    "присоед",
    "сложен",
    "сложил",
    "поглощ",
    "условн",
    "вместе с",
    "плюс",
    "с уч",
    "бав",
    "өтел",
    "жиынт",
    "қос",
    "кош",
    "өтөл",
    "жыйынд",
    "served",
    "years of",
    "months of",
    "term of",
    "part of",
    "rest of",
    "sentence",
];

/// The same in the other languages.
const OTHER_STEMS: [&str; 10] = [
    "talmagan",
    "ўталмаган",
    "majmui",
    "indisi",
    "мажмуи",
    "йиғиндиси",
    "сукупн",
    "невідбут",
    "неадбыт",
    "маҷмӯи",
];

/// Returns true if a text says that a term includes an earlier one, or those of several offences.
fn tells_of_cumulation(text: &str) -> bool {
    let lower = text.to_lowercase();
    STEMS.iter().chain(&OTHER_STEMS).any(|stem| lower.contains(stem))
        && ADDED.as_ref().is_some_and(|pattern| pattern.is_match(&lower))
}

/// The day from which on the texts of each case tell of terms that were added up; `None` where they may mean any day.
type ToldFrom = HashMap<NodeId, Option<Day>>;

/// Returns the cases of a document whose texts tell of terms that were added up. The description of a first verdict tells of that one,
/// and of those that follow; all other texts may tell of any.
fn cases_with_cumulation(model: &Model<'_>) -> ToldFrom {
    let texts = model.texts().iter().filter(|text| text.role().is_narrative());
    let telling = texts.filter(|text| text.case().is_some() && tells_of_cumulation(text.prose()));
    let telling: Vec<&Text<'_>> = telling.collect();
    let mut told = ToldFrom::new();
    if telling.is_empty() {
        return told;
    }
    let events =
        model.events().filter(|event| event.as_verdict().is_some_and(|verdict| !verdict.is_review()));
    let days: HashMap<NodeId, Day> =
        events.filter_map(|event| Some((event.node().id(), event.dated()?.date.as_day()?))).collect();
    for text in telling {
        let Some(case) = text.case() else { continue };
        let from = days.get(&text.owner().id()).copied();
        // `None` is before any day.
        told.entry(case.node().id()).and_modify(|known| *known = (*known).min(from)).or_insert(from);
    }
    told
}

/// The cases of a document whose texts tell of terms that were added up, read where it matters.
pub(in crate::rules::law) type Told = OnceCell<ToldFrom>;

/// A prison term of somebody, from its verdict to its end.
struct Served {
    from: Day,
    until: Day,
    days: u64,
}

/// The time by which the terms of a case may be longer than their article allows, because an earlier one was added.
pub(in crate::rules::law) struct Additions<'a, 'c> {
    model: &'c Model<'a>,
    told: &'c Told,
    /// The prison terms of each person.
    terms: HashMap<&'a str, Vec<Served>>,
}

impl<'a, 'c> Additions<'a, 'c> {
    /// Reads the verdicts of a case; those that were overturned count for nothing.
    pub(in crate::rules::law) fn of(model: &'c Model<'a>, case: Case<'a>, told: &'c Told) -> Self {
        let mut additions = Self { model, told, terms: HashMap::new() };
        let verdicts = || model.events_of(case).filter_map(Event::as_verdict);
        // One verdict has none before it.
        if verdicts().filter(|verdict| !verdict.is_review()).nth(1).is_none() {
            return additions;
        }
        let overturned: HashSet<&str> = verdicts()
            .filter(|verdict| verdict.outcome() == Some(Outcome::Overturned))
            .filter_map(Verdict::appeals)
            .collect();
        let is_in_force = |event: &Event<'a>| event.id().is_none_or(|id| !overturned.contains(id));
        for event in model.events_of(case).filter(is_in_force) {
            additions.add(event);
        }
        additions
    }

    /// Adds the prison terms of a verdict of first instance.
    fn add(&mut self, event: Event<'a>) {
        let Some(from) = event.dated().and_then(|dated| dated.date.as_day()) else { return };
        let judgments = event.judgments().filter(|verdict| verdict.can_sentence() && !verdict.is_review());
        for sentence in judgments.flat_map(Verdict::sentences).filter(|one| is_of_prison(*one)) {
            let Some(term) = sentence.duration() else { continue };
            let Some(until) = term.duration.end_from(from) else { continue };
            for id in sentence.persons().take(MOST_PERSONS) {
                let known = self.terms.entry(id).or_default();
                if known.len() < MOST_TERMS {
                    known.push(Served { from, until, days: term.duration.days() });
                }
            }
        }
    }

    /// Returns the days by which a term may be longer: those of the longest earlier one that was not served yet, and any number
    /// where the text tells of an addition.
    pub(in crate::rules::law) fn days(&self, sentence: Sentence<'a>) -> u64 {
        let event = sentence.verdict().event();
        if !is_of_prison(sentence) {
            return 0;
        }
        // A description that an alias repeats is no text of its own.
        let told = || self.told.get_or_init(|| cases_with_cumulation(self.model));
        let day = event.dated().and_then(|dated| dated.date.as_day());
        let is_meant = |from: &Option<Day>| day.is_none_or(|day| from.is_none_or(|from| from <= day));
        if event.description().is_some_and(tells_of_cumulation)
            || told().get(&event.case().node().id()).is_some_and(is_meant)
        {
            return u64::MAX;
        }
        let Some(day) = day else { return 0 };
        let terms = sentence.persons().take(MOST_PERSONS).filter_map(|id| self.terms.get(id)).flatten();
        terms.filter(|term| term.from < day && day < term.until).map(|term| term.days).max().unwrap_or(0)
    }
}

impl<'a> Additions<'a, '_> {
    /// Returns the days of all earlier terms that the case has of somebody: what a text tells of an addition is about these.
    pub(in crate::rules::law) fn days_on_record(&self, sentence: Sentence<'a>) -> u64 {
        let Some(day) = sentence.verdict().event().dated().and_then(|dated| dated.date.as_day()) else {
            return 0;
        };
        let earlier = |id: &str| -> u64 {
            let terms = self.terms.get(id).into_iter().flatten().filter(|term| term.from < day);
            terms.fold(0, |sum, term| sum.saturating_add(term.days))
        };
        sentence.persons().take(MOST_PERSONS).map(earlier).max().unwrap_or(0)
    }
}

fn is_of_prison(sentence: Sentence<'_>) -> bool {
    let kinds = [
        SentenceType::Imprisonment,
        SentenceType::SuspendedImprisonment,
        SentenceType::RestrictionOfLiberty,
        SentenceType::CriminalArrest,
    ];
    kinds.into_iter().any(|kind| sentence.is(kind))
}

#[cfg(test)]
mod tests {
    use super::tells_of_cumulation;

    #[test]
    fn terms_that_are_added_up_are_told() {
        for text in [
            "For disobedience the court gave a year, together with the unserved part of the earlier sentence four.",
            "The term was cumulated with that of the former sentence.",
            "One year, added to the rest of his first term, makes four years.",
            "The court combined it with the previous sentence.",
            "His earlier suspended sentence was revoked.",
            "The remaining term was added.",
            "The judge combined the new term with what was left of the old one.",
            "Six years in all: one for disobedience, and five that he had not yet served.",
            "The new term was added to the five years of 2021.",
            "With the five years of the first verdict it makes six.",
            "Новый срок сложили с прежним.",
            "По совокупности приговоров — четыре года и семь месяцев.",
            "Неотбытая часть первого срока присоединена.",
            "Путём частичного сложения наказаний",
            "Условное осуждение отменено.",
            "С учётом прежнего приговора она проведёт в колонии семь лет.",
            "Бірінші мерзімнің өтелмеген бөлігі қосылды.",
            "Үкімдер жиынтығы бойынша төрт жыл.",
            "Биринчи жазанын өтөлбөгөн бөлүгү кошулду.",
            "Өкүмдөр жыйындысы боюнча төрт жыл.",
        ] {
            assert!(tells_of_cumulation(text), "{text}");
        }
        for text in [
            "The court sentenced her to nine years.",
            "He was tried together with his brother, and first denied it.",
            "She was convicted of inciting discord.",
            "Суд назначил девять лет колонии.",
            "Қосымша жаза тағайындалған жоқ.",
            "Сот тоғыз жылға бас бостандығынан айырды.",
            "The court added that the sentence was mild.",
            "The years of his work were counted for him, and the first hearing was short.",
        ] {
            assert!(!tells_of_cumulation(text), "{text}");
        }
    }
}
