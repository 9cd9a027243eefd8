//! `arrest-of-exempt-person`

use super::support::applicable_code::code_at;
use crate::diagnostic::Severity;
use crate::law::{CodeType, Exemption, LegalCode};
use crate::model::{Citation, Person, Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "arrest-of-exempt-person",
    group: Group::Law,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("arrest-of-exempt-person.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for sentence in model.judgments().filter(|verdict| verdict.can_sentence()).flat_map(Verdict::sentences) {
        let Some(code) = code_of_arrest(cx, sentence) else { continue };
        let (Some(exempt), Some(dated)) = (&code.exempt, sentence.verdict().event().dated()) else {
            continue;
        };
        let (Some(first), Some(last)) = (dated.date.earliest(), dated.date.latest()) else { continue };
        for person in sentence.persons().filter_map(|id| model.person(id)) {
            let Some(reason) = exemption(exempt, person, (first.year(), last.year())) else { continue };
            let name = model.name_of(person.id());
            let message = format!("{name} was arrested as a penalty, but {reason}");
            cx.report(sentence, message).help(format!(
                "check the penalty and what is said of the person; if both are right, the arrest broke the {}, which is a \
                 violation to be named, and kept with `# reportlint: ignore[arrest-of-exempt-person] why`",
                code.title_shown()
            ));
        }
    }
}

/// Returns the code under which a sentence is an arrest.
fn code_of_arrest<'a>(cx: &DocumentContext<'a>, sentence: Sentence<'a>) -> Option<&'a LegalCode> {
    let code_type = match sentence.sentence_type()? {
        SentenceType::AdministrativeArrest => CodeType::Administrative,
        SentenceType::CriminalArrest => CodeType::Criminal,
        _ => return None,
    };
    let event = sentence.verdict().event();
    let day = event.dated().map(|dated| dated.date);
    let cited = sentence.articles_in_force().find_map(Citation::from_node);
    match cited {
        Some(citation) => cx.law().at(citation.code(), day),
        None => code_at(cx, event, code_type),
    }
    .filter(|code| code.code_type == Some(code_type))
}

/// Says why a person may not be arrested in a year; `None` where nothing in the record says so.
fn exemption(exempt: &Exemption, person: Person<'_>, (first, last): (i16, i16)) -> Option<String> {
    // The age on the day lies within these, because the record has only the year of birth.
    let ages = person.birth_year().and_then(|born| {
        let born = i16::try_from(born).ok()?;
        Some((first.checked_sub(born)?.checked_sub(1)?, last.checked_sub(born)?))
    });
    if let Some((youngest, oldest)) = ages {
        let age = |limit: Option<u16>| limit.and_then(|limit| i16::try_from(limit).ok());
        if let Some(limit) = age(exempt.under).filter(|limit| oldest < *limit) {
            return Some(format!("nobody under {limit} may be"));
        }
        let gender = person.gender().unwrap_or_default();
        let of_gender =
            |name: &str, limit: Option<u16>| age(limit).filter(|limit| gender == name && youngest >= *limit);
        if let Some(limit) = of_gender("female", exempt.women_from) {
            return Some(format!("no woman of {limit} or above may be"));
        }
        if let Some(limit) = of_gender("male", exempt.men_from) {
            return Some(format!("no man of {limit} or above may be"));
        }
    }
    let is_barred = exempt.also.iter().any(|also| also == "pregnant women");
    let is_pregnant = is_barred && person.gender() != Some("male") && says_pregnant(person);
    is_pregnant.then(|| "no pregnant woman may be".to_owned())
}

/// Returns true if a person's description says of this person, and of nobody else, that she is pregnant.
fn says_pregnant(person: Person<'_>) -> bool {
    // "not pregnant", "husband of a pregnant woman", "whose pregnant wife".
    const OTHERWISE: [&str; 9] = ["not", "never", "no", "of", "whose", "his", "her", "their", "with"];
    let description = person.description().unwrap_or_default().to_lowercase();
    description.split([',', ';', '.', '(', ')']).any(|clause| {
        let words = || clause.split(|letter: char| !letter.is_alphabetic());
        let mut before = words().take_while(|word| *word != "pregnant");
        words().any(|word| word == "pregnant") && !before.any(|word| OTHERWISE.contains(&word))
    })
}
