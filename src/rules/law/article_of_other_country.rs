//! `article-of-other-country`

use std::collections::HashSet;

use crate::diagnostic::{Premise, Severity};
use crate::law::Registry;
use crate::model::date::Day;
use crate::model::{Citation, Event, EventType, LONGEST_NAME, Sentence, Verdict, country};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "article-of-other-country",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("article-of-other-country.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    // The schema already reports an unknown country.
    let country = model.country().filter(|code| country::name(code).is_some());
    let Some(own) = model.country_entry().zip(country) else { return };
    if let Some(foreign) = foreign_country(cx, own) {
        return report_country(cx, own, foreign);
    }
    for case in model.cases() {
        // Since the annexation courts in Crimea apply Russian law, and such a case may continue elsewhere.
        let is_crimean = own.1 == "UA" && model.events_of(case).any(names_crimea);
        // The state that asks for somebody, or receives them, charges them under its own law.
        let asking: HashSet<&str> = model.events_of(case).filter_map(asking_state).collect();
        for event in model.events_of(case) {
            check_event(cx, event, own, |of_code| {
                asking.contains(of_code) || is_crimean && of_code == "RU" && !is_before_annexation(event)
            });
        }
    }
}

/// Checks the citations of an event; `is_applied` tells of a country whether its law is applied there.
fn check_event<'a>(
    cx: &mut DocumentContext<'a>,
    event: Event<'a>,
    own: (Entry<'a>, &str),
    is_applied: impl Fn(&str) -> bool,
) {
    for citation in event.citations() {
        let Some(of_code) = country_of(cx.law(), citation) else { continue };
        if of_code == own.1 {
            continue;
        }
        let elsewhere = event.location().and_then(|location| location.country());
        if elsewhere == Some(of_code) || is_applied(of_code) {
            continue;
        }
        let meant = code_of_own(cx.law(), citation, own.1);
        let meant = meant.map(|code| format!("did you mean {}? ", quoted(&code))).unwrap_or_default();
        let message = format!("{} is a code of {}", clip(citation.code()), country_name(of_code));
        let mut report = cx
            .report(citation.code_place(), message)
            .label(own.0, format!("the document is about {}", country_name(own.1)));
        if let Some(location) = event.location().filter(|_| elsewhere.is_some()) {
            report = report.label(location.entry(), "where it happened");
        }
        report.help(format!("{meant}{}", help(event))).refutes(Premise::value_right(citation.node()));
    }
}

/// Returns the code of the document's country that goes by the same short name, if it has the article that is cited with its part.
fn code_of_own(law: &Registry, citation: Citation<'_>, country: &str) -> Option<String> {
    let (_, short) = citation.code().split_once('-')?;
    let id = format!("{country}-{short}");
    let article = law.get(&id)?.listed_article(citation.article())?;
    let is_part = |part: &str| article.parts.iter().any(|known| known.number == part);
    citation.part_number().is_some_and(is_part).then_some(id)
}

/// The number of citations from which on their country is likelier than the document's.
const SEVERAL: usize = 2;

/// Returns the country of which all articles are, if it is likelier than the document's own.
fn foreign_country<'a>(cx: &DocumentContext<'a>, own: (Entry<'a>, &str)) -> Option<(&'a str, Citation<'a>)> {
    let model = cx.model();
    let is_abroad = |event: Event<'_>| {
        event.location().is_some_and(|place| place.country().is_some()) || asking_state(event).is_some()
    };
    let cited = model.events().flat_map(Event::citations);
    let mut cited = cited.filter_map(|citation| Some((country_of(cx.law(), citation)?, citation)));
    let (foreign, first) = cited.next().filter(|(country, _)| *country != own.1)?;
    let mut number = 1;
    for (country, _) in cited {
        if country != foreign {
            return None;
        }
        number += 1;
    }
    // A fine in the money of the document's country speaks for that one.
    let mut currencies = model.verdicts().flat_map(Verdict::sentences).filter_map(Sentence::currency);
    let speaks_for_own = currencies.any(|money| {
        country::uses(own.1, money) == Some(true) && country::uses(foreign, money) != Some(true)
    });
    if number < SEVERAL || speaks_for_own {
        return None;
    }
    let is_elsewhere = model.events().any(|event| is_abroad(event) || names_crimea(event));
    (!is_elsewhere).then_some((foreign, first))
}

/// Reports the document's country, of which no article is that it cites.
fn report_country<'a>(
    cx: &mut DocumentContext<'a>,
    own: (Entry<'a>, &str),
    (foreign, first): (&str, Citation<'a>),
) {
    let message =
        format!("the country is {}, but every article cited is of {}", quoted(own.1), country_name(foreign));
    let name = country_name(foreign);
    cx.report(own.0, message)
        .label(first.code_place(), format!("a code of {name}"))
        .help(format!(
            "is `{}` wrong? Then write `{foreign}`; if it is right, give the events that took place in {name} their \
             `place: {{name: …, country: {foreign}}}`",
            own.0.name()
        ))
        .refutes(Premise::value_right(own.0.value));
}

/// Returns the state to which an event sends somebody, or which asks for them.
fn asking_state(event: Event<'_>) -> Option<&str> {
    let is_handover = matches!(
        event.event_type(),
        Some(EventType::Extradition | EventType::Deportation | EventType::WantedNotice)
    );
    event.destination().filter(|_| is_handover)
}

/// Beginnings of words that name Crimea or a town in it.
const CRIMEAN: [&str; 36] = [
    "crimea",
    "krymsk",
    "крымск",
    "кримськ",
    "sevastopol",
    "севастопол",
    "simferopol",
    "симферопол",
    "сімферопол",
    "yalta",
    "ялта",
    "ялти",
    "ялте",
    "ялті",
    "kerch",
    "керч",
    "feodosi",
    "феодоси",
    "феодосі",
    "yevpatori",
    "evpatori",
    "евпатори",
    "євпаторі",
    "bakhchysara",
    "bakhchisara",
    "бахчисара",
    "dzhanko",
    "джанко",
    "alushta",
    "алушт",
    "armiansk",
    "armyansk",
    "армянс",
    "krasnoperekopsk",
    "красноперекопс",
    "sudak",
];

/// Words that name Crimea or a town in it, but cannot serve as beginnings: `крим` also begins words about crimes.
const CRIMEA: [&str; 13] = [
    "krym",
    "krymu",
    "крым",
    "крыма",
    "крыму",
    "крим",
    "криму",
    "qirim",
    "qırım",
    "saky",
    "saki",
    "саки",
    "судак",
];

/// Returns true if the name of the place or of the court of an event lies in Crimea.
fn names_crimea(event: Event<'_>) -> bool {
    let place = event.location().into_iter().flat_map(|location| [location.name(), location.region()]);
    let names = place.chain([event.court()]).flatten().filter(|name| name.len() <= LONGEST_NAME);
    let mut names = names.map(str::to_lowercase);
    let is_crimean = |word: &str| CRIMEA.contains(&word) || CRIMEAN.iter().any(|name| word.starts_with(name));
    names.any(|name| name.split(|c: char| !c.is_alphanumeric()).any(is_crimean))
}

/// Returns true if an event came before the day since which Russian law is applied in Crimea.
fn is_before_annexation(event: Event<'_>) -> bool {
    const ANNEXATION: Day = Day::constant(2014, 3, 18);
    event.dated().and_then(|dated| dated.date.latest()).is_some_and(|day| day < ANNEXATION)
}

/// Returns the country of a code from its file, or else from the letters that begin its id.
fn country_of<'a>(law: &'a Registry, citation: Citation<'a>) -> Option<&'a str> {
    let of_file = law.get(citation.code()).and_then(|code| code.country.as_deref());
    let of_id = || citation.code().split('-').next().filter(|letters| country::name(letters).is_some());
    of_file.or_else(of_id)
}

fn country_name(code: &str) -> String {
    country::name_in_sentence(code).unwrap_or_else(|| clip(code))
}

fn help(event: Event<'_>) -> &'static str {
    if event.location().is_some_and(|location| location.name().is_some()) {
        "check the code; if the event took place in that country, say so: `place: {name: …, country: …}`"
    } else {
        "check the code; if the event took place in that country, add `place: {name: …, country: …}` to it"
    }
}
