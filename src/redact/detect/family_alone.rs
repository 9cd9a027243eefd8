//! The family names of protected persons where they stand without the given name.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::protected_names::name_in_id;
use crate::model::prose::{without_possessive, words};
use crate::model::{Model, Person, name};
use crate::redact::key_role::promises_protection;
use crate::redact::names::{FoundName, Name, NameFinder};

/// The fewest letters of a word of an id that is looked for behind a title or an initial.
const SHORTEST_WITH_TITLE: usize = 4;

/// Titles of anybody, in small letters and without a full stop.
const TITLES: [&str; 21] = [
    "mr",
    "mrs",
    "ms",
    "miss",
    "dr",
    "г-н",
    "г-на",
    "г-ну",
    "г-ном",
    "г-жа",
    "г-жи",
    "г-же",
    "г-жу",
    "господин",
    "господина",
    "госпожа",
    "госпожи",
    "гражданин",
    "гражданина",
    "гражданка",
    "гражданки",
];

/// Words with a capital before a family name that are nobody's given name, in small letters.
const BEFORE_NAME: [&str; 24] = [
    "activist",
    "journalist",
    "lawyer",
    "blogger",
    "student",
    "teacher",
    "then",
    "when",
    "after",
    "before",
    "yesterday",
    "today",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "активист",
    "активистка",
    "журналист",
    "журналистка",
    "блогер",
];

/// Offices of those whom nobody hides, in small letters.
const OFFICES: [&str; 22] = [
    "president",
    "minister",
    "premier",
    "judge",
    "justice",
    "prosecutor",
    "investigator",
    "governor",
    "mayor",
    "senator",
    "deputy",
    "colonel",
    "general",
    "captain",
    "судья",
    "судьи",
    "судье",
    "прокурор",
    "следователь",
    "министр",
    "президент",
    "депутат",
];

/// Words beside the name of a street, in small letters.
const STREETS: [&str; 8] = ["street", "avenue", "square", "улица", "улице", "улицы", "проспект", "көшесі"];

/// A word of an id that may be somebody's family name.
struct FamilyName<'m> {
    person: Person<'m>,
    written: &'m str,
    /// The other word of the id.
    given: Option<&'m str>,
    /// True if it may be a common word, which counts only behind a title or an initial.
    needs_title: bool,
}

/// Finds family names without the given name.
pub(super) struct FamilyNameFinder<'m> {
    names: Vec<FamilyName<'m>>,
    finder: NameFinder,
    /// The names by what grammatical cases leave of them.
    by_stem: HashMap<String, usize>,
    /// The pairs of neighbouring words in the names of those who are not protected.
    open: HashSet<(String, String)>,
}

impl<'m> FamilyNameFinder<'m> {
    /// Makes a finder of the family names in the ids of protected persons; `None` where no id has any.
    pub(super) fn new(model: &'m Model<'_>) -> Option<Self> {
        let persons = model.persons().filter(|person| promises_protection(person.node()));
        let names: Vec<FamilyName<'m>> = persons.filter_map(family_name).collect();
        let words: Vec<Name> = names.iter().map(|name| Name::from_single_word(name.written)).collect();
        let finder = NameFinder::new(words.iter(), true)?;
        let mut by_stem = HashMap::new();
        for (index, family) in names.iter().enumerate() {
            for stem in name::sounds(family.written).iter().flat_map(|sound| name::stems(sound)) {
                by_stem.entry(stem).or_insert(index);
            }
        }
        Some(Self { names, finder, by_stem, open: open_names(model) })
    }

    /// Returns the places in a text that have a family name, with the person.
    pub(super) fn find(&self, text: &str) -> Vec<(Range<usize>, Person<'m>)> {
        let found = self.finder.find(text).into_iter();
        found
            .filter_map(|FoundName { range, .. }| Some((range.clone(), self.person_at(text, &range)?)))
            .collect()
    }

    fn person_at(&self, text: &str, range: &Range<usize>) -> Option<Person<'m>> {
        let word = without_possessive(text.get(range.clone())?);
        let sounds = name::sounds(word);
        let family = sounds
            .iter()
            .flat_map(|sound| name::without_endings(sound))
            .find_map(|stem| self.names.get(*self.by_stem.get(stem)?))?;
        // A woman's name has other forms than a man's.
        let is_mans = |sound: &String| {
            let stem = name::fold(family.written);
            stem.strip_suffix('a').is_some_and(|mans| [mans, &format!("{mans}im")].contains(&sound.as_str()))
        };
        let is_other_sex = name::is_like_family_name(family.written) && sounds.iter().any(is_mans);
        let is_theirs = !is_other_sex && !self.is_of_other(text, range, family);
        is_theirs.then_some(family.person)
    }

    /// Returns true if the words around a family name show that it is another person's, or the name of a street.
    fn is_of_other(&self, text: &str, range: &Range<usize>, family: &FamilyName<'_>) -> bool {
        let (before, gap) = last_word(text.get(..range.start).unwrap_or_default());
        let after = text.get(range.end..).unwrap_or_default();
        let next = after.strip_prefix(' ').unwrap_or_default();
        let next = next.split(|letter: char| !letter.is_alphanumeric()).next().unwrap_or_default();
        let previous = before.to_lowercase();
        let is_beside = gap == " " || gap == ". " || gap == "\u{a0}";
        if next.starts_with(char::is_uppercase)
            || STREETS.contains(&next.to_lowercase().as_str())
            || is_beside && STREETS.contains(&previous.as_str())
        {
            return true;
        }
        if is_beside && (gap != ". " || before.chars().count() <= 3) {
            if TITLES.contains(&previous.as_str()) {
                return false;
            }
            if OFFICES.contains(&previous.as_str()) {
                return true;
            }
            if before.starts_with(char::is_uppercase) && !BEFORE_NAME.contains(&previous.as_str()) {
                return self.is_of_other_given(text, range, before, family);
            }
        }
        family.needs_title
    }

    /// Returns true if a word with a capital before a family name is somebody else's given name.
    fn is_of_other_given(
        &self,
        text: &str,
        range: &Range<usize>,
        before: &str,
        family: &FamilyName<'_>,
    ) -> bool {
        let word = text.get(range.clone()).unwrap_or_default().to_lowercase();
        if self.open.contains(&(before.to_lowercase(), word)) {
            return true;
        }
        let sound = name::fold(before);
        match family.given {
            Some(given) if before.chars().count() == 1 => !name::fold(given).starts_with(&sound),
            Some(_) => true,
            // An id of one word says nothing of the given name. Whom nobody hides has an office.
            None => {
                let start = text.get(..range.start).and_then(|text| text.rfind(before)).unwrap_or_default();
                let (office, _) = last_word(text.get(..start).unwrap_or_default());
                OFFICES.contains(&office.to_lowercase().as_str())
            }
        }
    }
}

/// Returns the pairs of neighbouring words in the names of those who are not protected, in small letters.
fn open_names(model: &Model<'_>) -> HashSet<(String, String)> {
    let open = model.persons().filter(|person| !promises_protection(person.node()));
    let mut pairs = HashSet::new();
    for name in open.filter_map(|person| person.name()) {
        let lower = name.to_lowercase();
        let all: Vec<&str> = words(&lower).map(|(_, word)| word).collect();
        pairs.extend(all.windows(2).filter_map(|pair| match pair {
            [one, other] => Some(((*one).to_owned(), (*other).to_owned())),
            _ => None,
        }));
    }
    pairs
}

/// Returns the last word of a text, which may have a hyphen, and what stands behind it.
fn last_word(text: &str) -> (&str, &str) {
    let is_part = |letter: char| letter.is_alphanumeric() || letter == '-';
    let end = text.trim_end_matches(|letter| !is_part(letter)).len();
    let (word, gap) = text.split_at_checked(end).unwrap_or_default();
    (word.rsplit(|letter| !is_part(letter)).next().unwrap_or_default(), gap)
}

/// Returns the word of a person's id that may be the family name, if the pseudonym does not have it.
fn family_name(person: Person<'_>) -> Option<FamilyName<'_>> {
    let pseudonym = person.name()?.to_lowercase();
    let is_hidden = |word: &str| !words(&pseudonym).any(|(_, part)| part == word);
    if name::is_like_family_name(person.id()) {
        let written = person.id();
        let name = FamilyName { person, written, given: None, needs_title: false };
        return is_hidden(written).then_some(name);
    }
    name_in_id(person)?;
    let (first, second) = person.id().split_once('-')?;
    let is_first = name::is_like_family_name(first) && !name::is_like_family_name(second);
    let (written, given) = if is_first { (first, second) } else { (second, first) };
    let needs_title = !name::is_like_family_name(written);
    let is_name = is_hidden(written) && written.chars().count() >= SHORTEST_WITH_TITLE;
    let name = FamilyName { person, written, given: Some(given), needs_title };
    is_name.then_some(name)
}

/// Returns the family name that gives the person away wherever it stands.
pub(super) fn single_name(person: Person<'_>) -> Option<Name> {
    let family = family_name(person).filter(|family| !family.needs_title)?;
    Some(Name::from_single_word(family.written))
}

#[cfg(test)]
mod tests {
    use super::last_word;

    #[test]
    fn the_last_word_keeps_its_hyphen() {
        assert_eq!(last_word("вышел г-н "), ("г-н", " "));
        assert_eq!(last_word("said D. "), ("D", ". "));
        assert_eq!(last_word(""), ("", ""));
    }
}
