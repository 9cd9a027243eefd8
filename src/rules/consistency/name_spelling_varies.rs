//! `name-spelling-varies`

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use crate::diagnostic::{Applicability, Severity};
use crate::model::prose::without_possessive;
use crate::model::{Model, Person, Text, name};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "name-spelling-varies",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("name-spelling-varies.md"),
};

/// What is named after somebody keeps the spelling of its name.
const NAMED_AFTER: [&str; 14] = [
    "Street",
    "Avenue",
    "District",
    "University",
    "Prize",
    "Foundation",
    "Square",
    "Park",
    "School",
    "Region",
    "Theatre",
    "Airport",
    "and",
    "family",
];

/// Shorter family names sound like too many other words.
const SHORTEST: usize = 5;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    if !model.is_english() {
        return;
    }
    let names = family_names(model);
    if names.is_empty() {
        return;
    }
    let mut sounds = HashMap::new();
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        check_text(cx, text, &names, &mut sounds);
    }
}

/// A family name as a person's `name:` spells it.
struct Declared<'a> {
    person: Person<'a>,
    written: &'a str,
    /// The other words of the person's name, as they sound.
    given: Vec<String>,
}

/// The family names by their sound; none of a sound that is declared in two spellings.
fn family_names<'a>(model: &Model<'a>) -> HashMap<String, Declared<'a>> {
    let mut names: HashMap<String, Option<Declared<'a>>> = HashMap::new();
    for person in model.persons().filter(|person| !person.is_protected()) {
        let Some((given, written)) = person.name().and_then(|name| name.rsplit_once(' ')) else { continue };
        if written.len() < SHORTEST || !is_latin_name(written) {
            continue;
        }
        let given = given.split_whitespace().map(name::fold).collect();
        let declared = Declared { person, written, given };
        match names.get_mut(&name::fold(written)) {
            Some(Some(other)) if name::is_same_spelling(other.written, written) => {
                other.given.extend(declared.given);
            }
            Some(other) => *other = None,
            None => {
                names.insert(name::fold(written), Some(declared));
            }
        }
    }
    names.into_iter().filter_map(|(sound, declared)| Some((sound, declared?))).collect()
}

fn check_text<'t, 'a>(
    cx: &mut DocumentContext<'a>,
    text: &'t Text<'a>,
    names: &HashMap<String, Declared<'_>>,
    sounds: &mut HashMap<&'t str, String>,
) {
    let prose = text.prose();
    let mut before: Option<(Range<usize>, &str)> = None;
    // Whose given name was said once is meant where the family name stands alone.
    let mut others: HashSet<String> = HashSet::new();
    let mut words = text.words().peekable();
    while let Some((range, word)) = words.next() {
        let bare = without_possessive(word);
        if bare.len() >= SHORTEST - 1 && is_latin_name(bare) {
            let sound = sounds.entry(bare).or_insert_with(|| name::fold(bare));
            let declared =
                names.get(sound.as_str()).filter(|declared| !name::is_same_spelling(declared.written, bare));
            let place = range.start..range.start + bare.len();
            let is_meant =
                declared.is_some_and(|declared| means(declared, prose, before.as_ref(), place.start));
            if declared.is_some() && !is_meant {
                others.insert(sound.clone());
            }
            let is_named_after = words.peek().is_some_and(|(_, next)| NAMED_AFTER.contains(next));
            if let Some(declared) = declared.filter(|_| {
                is_meant
                    && !is_named_after
                    && !others.contains(sound)
                    && !is_in_quotation_marks(prose, place.start)
            }) {
                report(cx, text, place, bare, declared);
            }
        }
        before = Some((range, word));
    }
}

/// A word in letters of the Latin script, with a capital first and others behind it.
fn is_latin_name(word: &str) -> bool {
    let mut letters = word.chars().filter(|letter| !name::is_apostrophe(*letter));
    letters.next().is_some_and(char::is_uppercase)
        && letters.next().is_some_and(char::is_lowercase)
        && letters.all(|letter| letter < '\u{250}' && letter.is_alphabetic())
}

/// Whether a family name can be the declared person's: another given name before it is another person's.
fn means(declared: &Declared<'_>, prose: &str, before: Option<&(Range<usize>, &str)>, start: usize) -> bool {
    let Some((range, word)) = before else { return true };
    let gap = prose.get(range.end..start).unwrap_or_default();
    let is_beside = gap.trim().is_empty() || gap.starts_with(". ") && word.chars().count() == 1;
    let is_name = word.starts_with(char::is_uppercase);
    const TITLES: [&str; 18] = [
        "Mr",
        "Ms",
        "Mrs",
        "Dr",
        "Activist",
        "Journalist",
        "Lawyer",
        "Blogger",
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "Then",
        "When",
        "After",
    ];
    !is_beside || !is_name || TITLES.contains(word) || declared.given.contains(&name::fold(word))
}

/// Whether the words are somebody else's: an odd number of marks opens a quotation before them in their paragraph.
fn is_in_quotation_marks(prose: &str, start: usize) -> bool {
    const FARTHEST: usize = 600;
    let from =
        (start.saturating_sub(FARTHEST)..=start).find(|at| prose.is_char_boundary(*at)).unwrap_or(start);
    let before = prose.get(from..start).unwrap_or_default();
    let paragraph = before.rsplit("\n\n").next().unwrap_or_default();
    let count = |mark: char| paragraph.matches(mark).count();
    count('"') % 2 == 1 || count('“') > count('”') || count('«') > count('»')
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    text: &Text<'a>,
    place: Range<usize>,
    word: &str,
    declared: &Declared<'_>,
) {
    let edit = text.edit(place.clone(), declared.written);
    let message = format!("{} is spelt {} under `persons:`", quoted(word), quoted(declared.written));
    let label = declared.person.name_entry();
    let mut report = cx.report(text.place(place), message).note("another spelling of the name").help(
        "whoever searches for one spelling does not find the other: write the name as it is declared, or correct it \
         there; if somebody else is meant, add their given name",
    );
    if let Some(label) = label {
        report = report.label(label, "declared here");
    }
    if let Some(edit) = edit {
        report.fix(format!("write {}", quoted(declared.written)), Applicability::Unsafe, vec![edit]);
    }
}
