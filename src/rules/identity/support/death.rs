//! The people of a document who have died.

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use crate::model::{Case, CasePart, CasePerson, Event, EventType, Model, Person, Role};

/// A death at the beginning of a clause, whose subject is the person that the text is about, in small letters. In Kazakh the
/// verb stands at the end.
static DEATH: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"(?:^|[.,;] )(?:(?:he|she|they|and|then|later) )*(?:(?:was|were|had been|has been) )?",
        r"(?:shot dead|shot and killed|found dead|killed|murdered|died|deceased|(?:beaten|tortured|stabbed|burned|shot) to death)\b",
        r"|(?:^|[.,;] )(?:(?:он|она|они|и) )*(?:(?:был|была|были) )?",
        r"(?:убит|убита|убиты|застрелен|застрелена|погиб|погибла|погибли|умер|умерла|умерли|скончался|скончалась)\b",
        r"|қайтыс бол(?:ды|ған)|өлтірілд|өлтірілген",
    );
    Regex::new(pattern).ok()
});

/// People beside the one whom a text is about: the death may be theirs.
static OTHERS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"\b(?:brother|sister|son|daughter|husband|wife|mother|father|parents?|friend|cellmate|colleague|neighbour|passer|",
        r"relative|widow|whose|брат|сестр|сын|доч|муж|жен|мат|отц|отец|друг|коллег|сосед|вдов|чей|чья)",
        r"|әкес|анас|інісі|ағас|әпкес|баласы|қыз[ы]",
    );
    Regex::new(pattern).ok()
});

/// Words on a person's own children, after which the person is still meant: `father of three`, `отец двоих детей`.
static PARENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    let pattern = concat!(
        r"\b(?:mother|father|parent) of (?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|young|small)\b",
        r"|\b(?:мать|отец) (?:\d+|двух|двоих|трёх|трех|троих|четырёх|четырех|четверых|пятерых|многодетн\w+)",
    );
    Regex::new(pattern).ok()
});

/// The people of a document who have died, and those whose relatives agreed that they be named.
#[derive(Debug)]
pub(in crate::rules::identity) struct Deaths<'a> {
    in_events: HashSet<&'a str>,
    with_agreeing_relatives: HashSet<&'a str>,
}

impl<'a> Deaths<'a> {
    /// Collects the deaths that the events of a document tell of.
    ///
    /// A relative agrees by `consent: true`, or by speaking in public, as `speakers` did.
    pub(in crate::rules::identity) fn of(model: &Model<'a>, speakers: &HashSet<&str>) -> Self {
        let tells = |event: &Event<'a>| match event.event_type() {
            Some(EventType::Death) => true,
            Some(EventType::Attack | EventType::IllTreatment | EventType::Other) => {
                event.description().is_some_and(tells_of_death)
            }
            _ => false,
        };
        let only_person = |event: Event<'a>| {
            let mut persons = event.persons();
            persons.next().filter(|_| persons.next().is_none())
        };
        let agrees = |person: CasePerson<'a>| {
            let Some(declared) = person.id().and_then(|id| model.person(id)) else { return false };
            let is_relative = declared.role_text() == Some(Role::Relative.as_str())
                || person.part() == Some(CasePart::Relative);
            let speaks = !declared.is_protected() && speakers.contains(declared.id());
            is_relative && (declared.consent() == Some(true) || speaks)
        };
        let with_relatives = model.cases().filter(|case| case.people().any(agrees));
        Self {
            in_events: model.events().filter(tells).filter_map(only_person).collect(),
            with_agreeing_relatives: with_relatives.flat_map(Case::persons).collect(),
        }
    }

    /// Returns true if the document says that a person has died: by `died:`, by an event, or in the description of the
    /// person or of what was done to them.
    pub(in crate::rules::identity) fn has_died(&self, person: Person<'a>) -> bool {
        person.died_entry().is_some()
            || self.in_events.contains(person.id())
            || person.description().is_some_and(tells_of_death)
    }

    /// Returns true if a relative in one of the person's cases agreed to be named.
    pub(in crate::rules::identity) fn family_agreed(&self, person: Person<'a>) -> bool {
        self.with_agreeing_relatives.contains(person.id())
    }
}

/// Returns true if a text on a person says that this person died, and not somebody near them.
fn tells_of_death(text: &str) -> bool {
    let (Some(death), Some(others), Some(parent)) = (&*DEATH, &*OTHERS, &*PARENT) else { return false };
    let text = text.to_lowercase();
    let Some(found) = death.find(&text) else { return false };
    let before = text.get(..found.end()).unwrap_or_default();
    !others.is_match(&parent.replace_all(before, ""))
}

#[cfg(test)]
mod tests {
    use super::tells_of_death;

    #[test]
    fn a_death_is_that_of_the_person() {
        for text in [
            "shot dead on the square",
            "A bystander, shot dead on 6 January 2022",
            "Father of three, shot dead on 6 January 2022",
            "He was beaten. He died in hospital two days later.",
            "Отец двоих детей, убит на площади",
            "Умерла в колонии",
            "Ол алаңда қайтыс болды",
        ] {
            assert!(tells_of_death(text), "{text}");
        }
        for text in [
            "a student who studied law in Almaty",
            "she remedied the damage",
            "умеренный политик",
            "fled after her brother died in custody",
            "an eyewitness of the death of Marat Testov",
            "beaten nearly to death",
            "sentenced to death",
            "lost her leg when a passer-by was killed beside her",
            "убитая горем жена",
            "Her brother, killed in 2022, was an activist",
            "Его сын, убит в 2022 году",
        ] {
            assert!(!tells_of_death(text), "{text}");
        }
    }
}
