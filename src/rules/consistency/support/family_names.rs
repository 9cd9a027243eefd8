//! The family names of a document's persons.

use std::cell::OnceCell;
use std::collections::HashMap;

use super::word_shape::{Shape, is_cyrillic_name, is_latin_name, pair};
use crate::lookalike::readings;
use crate::model::name::{self, Slip};
use crate::model::prose::words;
use crate::model::{Model, Person};
use crate::tree::NodeRef;

/// The fewest letters of a family name to look for: shorter ones sound like too many other words.
pub(crate) const SHORTEST: usize = 5;

/// The most letters of a family name: the work to compare one grows with its length.
const LONGEST: usize = 40;

/// The fewest letters of a pseudonym of one word.
const SHORTEST_ALONE: usize = 8;

/// The fewest letters of a family name of which near spellings count.
const SHORTEST_NEAR: usize = 7;

/// The languages of states in which a name has one form in Cyrillic letters.
const LANGUAGES: [&str; 5] = ["kk", "ky", "tg", "uz", "mn"];

/// The most names that share a key of their slips.
const MOST_ALIKE: usize = 10;

/// The words of a Kyrgyz, Kazakh or Azerbaijani name for "daughter" and "son", as they sound; the name is before them.
const CHILD_OF: [&str; 8] = ["kizi", "uulu", "uli", "ogli", "ugli", "oglu", "zada", "zade"];

/// A family name as a person's entry spells it.
pub(crate) struct DeclaredName<'a> {
    pub(crate) person: Person<'a>,
    pub(crate) written: &'a str,
    sound: String,
    /// The other words of the person's name.
    given: Vec<&'a str>,
    /// True in a document on Belarus, whose names have two forms.
    pub(super) has_two_forms: bool,
}

impl<'a> DeclaredName<'a> {
    /// Returns the other words of the person's name.
    pub(crate) fn given(&self) -> &[&'a str] {
        &self.given
    }

    /// Returns true if the names sound alike.
    pub(crate) fn sounds_like(&self, other: &Self) -> bool {
        self.sound == other.sound
    }

    /// Returns true if a word of the person's other names may be one of those that stand beside another family name.
    pub(crate) fn shares_given(&self, other: &Self) -> bool {
        let is_given = |word: &str| self.given.iter().any(|given| name::may_be_alike(word, given));
        other.given.iter().any(|word| is_given(word))
    }

    /// Returns the alphabet and the sound of the name.
    fn key(&self) -> (bool, &str) {
        (is_cyrillic(self.written), &self.sound)
    }
}

/// The family names of a document, in Latin and in Cyrillic letters.
#[derive(Default)]
pub(crate) struct FamilyNames<'a> {
    names: Vec<DeclaredName<'a>>,
    /// The places of those in Latin letters that the same person's in Cyrillic letters follow.
    in_two_scripts: Vec<usize>,
    /// Those in Latin letters by their sound.
    latin: HashMap<String, usize>,
    /// Those in Cyrillic letters by what grammatical cases leave of their sound.
    cyrillic: HashMap<String, Vec<usize>>,
    /// All of them that are compared.
    compared: Vec<usize>,
    /// Those in Latin letters by the letters that near spellings share, and all by keys that they share with words that have
    /// a slip; each made for the first word that needs it.
    near: OnceCell<HashMap<String, Vec<usize>>>,
    slips: OnceCell<HashMap<u64, Vec<usize>>>,
    /// Each by its first two letters, and by the fourth with the fifth, sorted.
    heads: Vec<([char; 2], Shape)>,
    middles: Vec<([char; 2], Shape)>,
    /// Those of a document on Belarus by what their two forms share.
    two_forms: HashMap<String, Vec<usize>>,
    /// True if a Russian form of a name of the state's language is another spelling.
    is_of_one_language: bool,
    /// True in a document in Russian, where the Belarusian form of a Russian name is another spelling.
    is_russian: bool,
}

/// A word that sounds like a declared family name.
pub(crate) enum Found<'n, 'a> {
    /// It is spelt like it, or is a form of it.
    Same,
    /// It is spelt otherwise.
    Varied(&'n DeclaredName<'a>),
    /// It is the name but for a slip.
    Slipped(&'n DeclaredName<'a>, Slip),
}

impl<'a> FamilyNames<'a> {
    /// Returns the family names of a document, without those that are declared in two spellings.
    pub(crate) fn of(model: &Model<'a>) -> Self {
        let mut family_names = Self {
            is_of_one_language: LANGUAGES.contains(&model.language()),
            is_russian: model.language() == "ru",
            ..Self::default()
        };
        let mut names: Vec<DeclaredName<'a>> = Vec::new();
        for person in model.persons().filter(|person| !person.is_protected()) {
            let of = |name: Option<&'a str>| declared(person, name?, model.country());
            let (name, original) = (of(person.name()), of(person.name_original()));
            if name
                .as_ref()
                .zip(original.as_ref())
                .is_some_and(|(name, original)| are_of_two_scripts(name, original))
            {
                family_names.in_two_scripts.push(names.len());
            }
            let is_foreign = !family_names.is_of_one_language;
            let is_own = |original: &DeclaredName<'_>| {
                !name.as_ref().is_some_and(|name| is_same_but_for_letters(name, original, is_foreign))
            };
            let original = original.filter(is_own);
            names.extend([name, original].into_iter().flatten());
            // Another name, or that of a priest, and no other spelling of one.
            let aliases = person.alias_nodes().filter_map(NodeRef::as_str);
            for alias in aliases.filter_map(|alias| {
                declared(person, alias, model.country()).or_else(|| declared_alone(person, alias))
            }) {
                let own = [person.name(), person.name_original()].into_iter().flatten().flat_map(words);
                if own
                    .into_iter()
                    .all(|(_, own)| own == alias.written || !name::may_be_alike(own, alias.written))
                    && names.iter().all(|name| name.written != alias.written)
                {
                    names.push(alias);
                }
            }
        }
        // Of one sound in two spellings, nobody can say which is right.
        let mut by_sound: HashMap<(bool, &str), Option<usize>> = HashMap::new();
        for (index, name) in names.iter().enumerate() {
            let known = by_sound.entry(name.key()).or_insert(Some(index));
            let is_same = known
                .and_then(|known| names.get(known))
                .is_some_and(|known| is_same_spelling(known.written, name.written));
            *known = known.filter(|_| is_same);
        }
        for (index, declared) in names.iter().enumerate() {
            if by_sound.get(&declared.key()).is_some_and(Option::is_some) {
                family_names.index(index, declared);
            }
        }
        family_names.names = names;
        family_names.heads.sort_unstable_by_key(|(pair, _)| *pair);
        family_names.middles.sort_unstable_by_key(|(pair, _)| *pair);
        family_names
    }

    fn index(&mut self, index: usize, declared: &DeclaredName<'_>) {
        let sound = &declared.sound;
        self.compared.push(index);
        let shape = Shape::of(declared.written);
        self.heads.extend(pair(declared.written, 0).map(|pair| (pair, shape)));
        self.middles.extend(pair(declared.written, 3).map(|pair| (pair, shape)));
        if is_cyrillic(declared.written) {
            self.cyrillic.entry(cyrillic_stem(sound).to_owned()).or_default().push(index);
            if let Some(key) =
                (self.is_russian && declared.has_two_forms && !name::has_foreign_letters(declared.written))
                    .then(|| cyrillic_key(sound))
                    .flatten()
            {
                self.two_forms.entry(key).or_default().push(index);
            }
            return;
        }
        self.latin.entry(sound.clone()).or_insert(index);
        if let Some(key) = declared.has_two_forms.then(|| name::key_of_both_forms(declared.written)).flatten()
        {
            self.two_forms.entry(key).or_default().push(index);
        }
    }

    /// Returns the family names in Latin letters of those who have one in Cyrillic letters too, with that.
    pub(crate) fn in_two_scripts(&self) -> impl Iterator<Item = (&DeclaredName<'a>, &DeclaredName<'a>)> {
        self.in_two_scripts
            .iter()
            .filter_map(|index| Some((self.names.get(*index)?, self.names.get(index + 1)?)))
    }

    /// Returns true if a name has one form in Cyrillic letters in the document's language.
    pub(super) fn is_of_one_language(&self) -> bool {
        self.is_of_one_language
    }

    /// Returns the declared names.
    pub(crate) fn all(&self) -> &[DeclaredName<'a>] {
        &self.names
    }

    /// Returns true if the document declares no family name to compare with.
    pub(crate) fn is_empty(&self) -> bool {
        self.latin.is_empty() && self.cyrillic.is_empty()
    }

    /// Returns the sounds of the family names in Latin letters.
    pub(crate) fn latin_words(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|name| name.written).filter(|written| !is_cyrillic(written))
    }

    /// Returns the declared name that a word with a capital sounds like, or is but for a slip.
    pub(crate) fn find(&self, word: &str) -> Option<Found<'_, 'a>> {
        // With the ending of its grammar.
        if word.chars().nth(LONGEST + 10).is_some() {
            return None;
        }
        let by_sound = self.find_by_sound(word);
        by_sound
            .or_else(|| self.find_other_form(word))
            .or_else(|| self.find_other_beginning(word))
            .or_else(|| self.find_slip(word))
    }

    /// Returns the declared names in Cyrillic letters of which a word is a form.
    pub(crate) fn with_form(&self, word: &str) -> impl Iterator<Item = &DeclaredName<'a>> {
        let sound = if is_cyrillic(word) { name::fold(word) } else { String::new() };
        let stems = name::without_endings(&sound).filter_map(|stem| self.cyrillic.get(stem));
        let indexes: Vec<usize> = stems.flatten().copied().collect();
        let named = indexes.into_iter().filter_map(|index| self.names.get(index));
        named.filter(move |declared| name::is_form_of(word, declared.written))
    }

    fn find_other_form(&self, word: &str) -> Option<Found<'_, 'a>> {
        match self.with_two_forms(word) {
            [index] => self.names.get(*index).map(Found::Varied),
            _ => None,
        }
    }

    /// Returns the declared name that begins with the other letter for the sound that is `г` in Russian: `Guseynli` for `Huseynli`.
    fn find_other_beginning(&self, word: &str) -> Option<Found<'_, 'a>> {
        let other = match word.as_bytes().first()? {
            b'H' => 'G',
            b'G' => 'H',
            _ => return None,
        };
        let rest = word.get(1..).filter(|_| word.chars().count() >= SHORTEST_NEAR)?;
        let index = self.latin.get(&name::fold(&format!("{other}{rest}")))?;
        self.names.get(*index).map(Found::Varied)
    }

    /// Returns the names of Belarus of which a word may be a form.
    fn with_two_forms(&self, word: &str) -> &[usize] {
        if self.two_forms.is_empty() {
            return &[];
        }
        if is_cyrillic(word) {
            let sound = name::fold(word);
            let mut keys = name::without_endings(&sound).filter_map(cyrillic_key);
            return keys.find_map(|key| self.two_forms.get(&key)).map_or(&[], Vec::as_slice);
        }
        let key = name::key_of_both_forms(word);
        key.and_then(|key| self.two_forms.get(&key)).map_or(&[], Vec::as_slice)
    }

    /// Returns the given name of which the word before a family name is the form in the other language of Belarus.
    pub(crate) fn given_of_other_form(
        &self,
        given: &str,
        family: &str,
    ) -> Option<(&DeclaredName<'a>, &'a str)> {
        let names = self.with_two_forms(family).iter().filter_map(|index| self.names.get(*index));
        let mut all = names.clone().flat_map(|declared| &declared.given);
        if all.any(|own| name::may_be_alike(given, own)) {
            return None;
        }
        let mut names = names.filter_map(|declared| {
            let own = declared.given.iter().find(|own| name::is_other_form_of_given(given, own))?;
            Some((declared, *own))
        });
        names.next()
    }

    /// Returns true if a word may be one of the names but for a slip: the slip leaves either the beginning or the middle, and
    /// nearly all of the letters.
    pub(crate) fn may_have_slip(&self, word: &str) -> bool {
        let shape = Shape::of(word);
        let is_among = |known: &[([char; 2], Shape)], at: usize| {
            let Some(pair) = pair(word, at) else { return false };
            let rest = known.get(known.partition_point(|(known, _)| *known < pair)..).unwrap_or_default();
            let alike = rest.iter().take_while(|(known, _)| *known == pair);
            // Of more names than these it is not worth while to look at each.
            let mut shapes = alike.take(MOST_ALIKE).map(|(_, shape)| shape);
            let is_any = shapes.any(|known| shape.may_be_slip_of(*known));
            is_any || rest.get(MOST_ALIKE).is_some_and(|(known, _)| *known == pair)
        };
        is_among(&self.heads, 0) || (2..=4).any(|at| is_among(&self.middles, at))
    }

    /// Returns the names in Latin letters by the letters that near spellings share.
    fn near(&self) -> &HashMap<String, Vec<usize>> {
        self.near.get_or_init(|| {
            let mut near: HashMap<String, Vec<usize>> = HashMap::new();
            for index in &self.compared {
                let written = self.names.get(*index).map_or("", |declared| declared.written);
                if !is_cyrillic(written) && written.chars().count() >= SHORTEST_NEAR {
                    for key in name::near_keys(written) {
                        near.entry(key).or_default().push(*index);
                    }
                }
            }
            near
        })
    }

    /// Returns the names by the keys that they share with words that have a slip.
    fn slips(&self) -> &HashMap<u64, Vec<usize>> {
        self.slips.get_or_init(|| {
            let mut slips: HashMap<u64, Vec<usize>> = HashMap::new();
            for index in &self.compared {
                let written = self.names.get(*index).map_or("", |declared| declared.written);
                for key in name::slip_keys(written) {
                    let known = slips.entry(key).or_default();
                    if known.len() < MOST_ALIKE {
                        known.push(*index);
                    }
                }
            }
            slips
        })
    }

    fn find_slip(&self, word: &str) -> Option<Found<'_, 'a>> {
        if !self.may_have_slip(word) {
            return None;
        }
        let slips = self.slips();
        let mut near: Vec<usize> =
            name::slip_keys(word).iter().filter_map(|key| slips.get(key)).flatten().copied().collect();
        near.sort_unstable();
        near.dedup();
        let names = near.iter().filter_map(|index| self.names.get(*index));
        if is_cyrillic(word) && names.clone().any(|declared| name::is_form_of(word, declared.written)) {
            return Some(Found::Same);
        }
        let mut slips = names.filter_map(|declared| Some((declared, name::slip_of(word, declared.written)?)));
        let (declared, slip) = slips.next()?;
        let is_single = slips.all(|(other, _)| other.written == declared.written);
        is_single.then_some(Found::Slipped(declared, slip))
    }

    fn find_by_sound(&self, word: &str) -> Option<Found<'_, 'a>> {
        let sound = name::fold(word);
        if is_cyrillic(word) {
            return self.find_cyrillic(word, &sound);
        }
        if let Some(declared) = self.latin.get(&sound).and_then(|index| self.names.get(*index)) {
            return Some(match is_same_spelling(declared.written, word) {
                true => Found::Same,
                false => Found::Varied(declared),
            });
        }
        if word.chars().count() < SHORTEST_NEAR {
            return None;
        }
        let near = self.near();
        let keys = name::near_keys(word);
        let candidates = keys.iter().filter_map(|key| near.get(key)).flatten();
        let mut near: Vec<usize> = candidates
            .copied()
            .filter(|index| {
                self.names.get(*index).is_some_and(|declared| name::may_be_alike(declared.written, word))
            })
            .collect();
        near.sort_unstable();
        near.dedup_by_key(|index| self.names.get(*index).map(|declared| declared.sound.as_str()));
        match near.as_slice() {
            [one] => self.names.get(*one).map(Found::Varied),
            _ => None,
        }
    }

    fn find_cyrillic(&self, word: &str, sound: &str) -> Option<Found<'_, 'a>> {
        let stems = name::without_endings(sound);
        let mut candidates = stems
            .filter_map(|stem| self.cyrillic.get(stem))
            .flatten()
            .filter_map(|index| self.names.get(*index));
        let first = candidates.next()?;
        if std::iter::once(first).chain(candidates).any(|declared| name::is_form_of(word, declared.written)) {
            return Some(Found::Same);
        }
        // In Russian and in the language of the state one name has two forms, which are both in the passport.
        let is_of_one_language = self.is_of_one_language
            || name::has_foreign_letters(word) == name::has_foreign_letters(first.written);
        if is_of_one_language {
            return Some(Found::Varied(first));
        }
        // Unless the passport has another Russian form: `Короткевич` beside `Караткевіч`.
        let is_russian = |name: &&DeclaredName<'a>| {
            name.person.id() == first.person.id()
                && is_cyrillic(name.written)
                && !name::has_foreign_letters(name.written)
        };
        let russian = self.names.iter().find(is_russian).filter(|_| !name::has_foreign_letters(word));
        Some(russian.map_or(Found::Same, Found::Varied))
    }
}

/// Returns the family name of a person; `None` if it is too short, or no name in Latin or Cyrillic letters.
fn declared<'a>(person: Person<'a>, full: &'a str, country: Option<&str>) -> Option<DeclaredName<'a>> {
    let mut words: Vec<&str> = full.split_whitespace().collect();
    if words.last().is_some_and(|last| CHILD_OF.contains(&name::fold(last).as_str())) {
        words.pop();
    }
    // In Russian the family name may come first, and the father's name last.
    let is_patronymic_last = words.len() > 2 && words.last().is_some_and(|last| is_patronymic(last));
    let place = if is_patronymic_last { 0 } else { words.len().checked_sub(1).filter(|last| *last > 0)? };
    let written = words.get(place).copied()?;
    words.remove(place);
    // A word of two alphabets, which `mixed-script-word` reports, is no spelling to compare others with.
    words.retain(|word| readings(word).is_none());
    let is_long = (SHORTEST..=LONGEST).contains(&written.chars().count());
    let is_of_one_script = readings(written).is_none();
    (is_long && is_of_one_script && (is_latin_name(written) || is_cyrillic_name(written))).then(|| {
        DeclaredName {
            person,
            written,
            sound: name::fold(written),
            given: words,
            has_two_forms: country == Some("BY"),
        }
    })
}

/// Returns a key that the Russian form of a name of Belarus in Cyrillic letters shares with its other one: `Короткевич`,
/// `Караткевич`.
fn cyrillic_key(sound: &str) -> Option<String> {
    let initial = match sound.chars().next()? {
        'a' | 'o' => 'a',
        other => other,
    };
    Some(format!("{initial}:{}", name::key_of_both_forms(sound)?))
}

/// Returns true if an original name has the letters of its own language, as `ü` for `u` or `қ` for `к`, and is no other spelling. In a
/// text in the state's language, where `is_foreign` is false, either form of a name in Cyrillic letters may be meant.
fn is_same_but_for_letters(name: &DeclaredName<'_>, original: &DeclaredName<'_>, is_foreign: bool) -> bool {
    let is_known = || !is_cyrillic(name.written) || is_foreign && name::has_foreign_letters(original.written);
    name.key() == original.key() && is_known()
}

fn are_of_two_scripts(latin: &DeclaredName<'_>, cyrillic: &DeclaredName<'_>) -> bool {
    !is_cyrillic(latin.written) && is_cyrillic(cyrillic.written)
}

/// Returns another name of a person that is one long word: a pseudonym.
fn declared_alone<'a>(person: Person<'a>, alias: &'a str) -> Option<DeclaredName<'a>> {
    let is_long = (SHORTEST_ALONE..=LONGEST).contains(&alias.chars().count());
    (is_long && (is_latin_name(alias) || is_cyrillic_name(alias))).then(|| DeclaredName {
        person,
        written: alias,
        sound: name::fold(alias),
        given: Vec::new(),
        has_two_forms: false,
    })
}

/// Returns what all grammatical cases leave of a name's sound: `testov` of `testova`, `mama` of `mamai`.
fn cyrillic_stem(sound: &str) -> &str {
    sound.strip_suffix(['a', 'e', 'i', 'o', 'u']).unwrap_or(sound)
}

/// Returns true if two words are spelt alike; `ё` may be written as `е`.
fn is_same_spelling(one: &str, other: &str) -> bool {
    name::is_same_spelling(one, other) || is_cyrillic(one) && name::is_form_of(one, other)
}

pub(super) fn is_cyrillic(word: &str) -> bool {
    word.contains(|letter: char| matches!(letter, '\u{400}'..='\u{52f}'))
}

fn is_patronymic(word: &str) -> bool {
    const ENDINGS: [&str; 12] =
        ["ович", "евич", "ич", "овна", "евна", "ична", "ұлы", "қызы", "улы", "кызы", "уулу", "ovich"];
    ENDINGS.iter().any(|ending| word.ends_with(ending))
}
