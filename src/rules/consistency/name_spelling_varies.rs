//! `name-spelling-varies`

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::support::family_names::{DeclaredName, FamilyNames, Found, SHORTEST};
use super::support::given_beside::FullNames;
use super::support::given_names::{other_given, slipped_given};
use super::support::name_neighbours::{has_given_name, may_refer_to};
use super::support::place_slips::check_places;
use super::support::word_shape::{is_cyrillic_name, is_latin_name};
use crate::diagnostic::{Applicability, Severity};
use crate::model::prose::{without_possessive, words};
use crate::model::{Person, Text, TextRole, name};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::NodeRef;
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

/// Offices of others than those whom a case is about, in small letters, in the forms of their grammar without the ending.
const OFFICES: [&str; 22] = [
    "judge",
    "prosecutor",
    "investigator",
    "minister",
    "president",
    "governor",
    "mayor",
    "deputy",
    "expert",
    "witness",
    "colonel",
    "captain",
    "судь",
    "прокурор",
    "следовател",
    "министр",
    "президент",
    "депутат",
    "эксперт",
    "свидетел",
    "сот төраға",
    "полковник",
];

/// The words after a name that make it the name of a thing, which keeps its own spelling.
const NAMED_AFTER: [&str; 18] = [
    "Ltd",
    "LLC",
    "LLP",
    "Inc",
    "Group",
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
    "family",
];

/// The words after "and" that make both the name of a firm.
const OF_FIRM: [&str; 6] = ["Sons", "Partners", "Co", "Company", "Brothers", "Associates"];

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    check_places(cx);
    model.persons().for_each(|person| check_given(cx, person));
    let names = FamilyNames::of(model);
    check_scripts(cx, &names);
    if names.is_empty() {
        return;
    }
    let firm_letters: BTreeSet<Option<u32>> = names.latin_words().map(name::firm_letters).collect();
    let aliases = model.persons().flat_map(Person::alias_nodes).filter_map(NodeRef::as_str);
    // So is a name with the letters of its own language.
    let originals = model.persons().filter_map(Person::name_original);
    let aliases: HashSet<&str> = aliases.chain(originals).flat_map(words).map(|(_, word)| word).collect();
    let declared_aliases = model.persons().flat_map(Person::alias_nodes).map(NodeRef::as_str);
    let declared = model.persons().flat_map(|person| [person.name(), person.name_original()]);
    let declared = declared.chain(declared_aliases);
    let organisations = model.organisations().map(|organisation| organisation.name());
    let declared = declared.chain(organisations).flatten().flat_map(words).map(|(_, word)| word);
    let declared: HashSet<&str> = declared.collect();
    // Most words sound like no name, by letters that all spellings have. Words in Latin letters are judged in English texts, and as the name of a speaker, which has no
    // ending of any grammar.
    let may_be_name = |word: &str, is_judged: bool| {
        // Whoever declares another spelling means it.
        if aliases.contains(word) {
            return false;
        }
        if is_cyrillic_name(word) {
            return true;
        }
        let letters = name::firm_letters(word);
        let sounds_alike =
            letters.is_none() || firm_letters.contains(&None) || firm_letters.contains(&letters);
        is_judged && (sounds_alike || names.may_have_slip(word)) && is_latin_name(word)
    };
    let mut known = HashMap::new();
    let full_names = FullNames::of(&names);
    for text in
        model.texts().iter().filter(|text| text.role().is_own_words() || text.role() == TextRole::Speaker)
    {
        let is_judged = model.is_english() || text.role() == TextRole::Speaker;
        let may_be_name = |word: &str| may_be_name(word, is_judged);
        check_text(cx, text, (&names, &full_names), (may_be_name, &declared), &mut known);
    }
}

/// The countries in which a name in Latin letters is that in Russian letters, letter by letter.
const OF_ONE_NAME: [&str; 6] = ["KZ", "KG", "TJ", "TM", "RU", "UZ"];

/// The countries in which a given name has one form in Latin letters and in its own, whatever the alphabet of the state.
const OF_ONE_GIVEN_NAME: [&str; 3] = ["KZ", "KG", "RU"];

/// Reports each name in its own script that is not the one in Latin letters, but for a slip.
fn check_scripts<'a>(cx: &mut DocumentContext<'a>, names: &FamilyNames<'a>) {
    let country = cx.model().country().unwrap_or_default();
    if !OF_ONE_NAME.contains(&country) {
        return;
    }
    for (declared, original) in names.in_two_scripts().filter(|(name, original)| !name.sounds_like(original))
    {
        let (person, latin, cyrillic) = (declared.person, declared.written, original.written);
        let aliases = person.alias_nodes().filter_map(NodeRef::as_str).flat_map(words);
        if name::has_foreign_letters(cyrillic)
            || !name::is_slip_between_scripts(latin, cyrillic, country == "UZ")
            || !declared.shares_given(original)
            || aliases.map(|(_, word)| word).any(|word| word == latin || word == cyrillic)
        {
            continue;
        }
        let (Some(original), Some(label)) = (person.name_original_entry(), person.name_entry()) else {
            continue;
        };
        let message = format!("{} and {} are not the same name", quoted(cyrillic), quoted(latin));
        cx.report(original, message).note("in its own script").label(label, "in Latin letters").help(
            "one of the two has a slip: correct it; if the papers of this person have both, add the other as one of the \
             `aliases:`",
        );
    }
}

/// Reports a given name in its own script that is another than the one in Latin letters, where the family name is the same.
fn check_given<'a>(cx: &mut DocumentContext<'a>, person: Person<'a>) {
    let is_of_country = cx.model().country().is_some_and(|country| OF_ONE_GIVEN_NAME.contains(&country));
    let is_declared = person.alias_nodes().next().is_some();
    if !is_of_country || person.is_protected() || is_declared {
        return;
    }
    let (Some(latin), Some(original)) = (person.name_entry(), person.name_original_entry()) else { return };
    let names = latin.value.as_str().zip(original.value.as_str());
    let Some((latin_given, given)) = names.and_then(|(latin, original)| {
        other_given(latin, original).or_else(|| slipped_given(latin, original))
    }) else {
        return;
    };
    let message = format!("{} and {} are not the same name", quoted(given), quoted(latin_given));
    cx.report(original, message).note("in its own script").label(latin, "in Latin letters").help(
        "one of the two is of somebody else, or has a slip: correct it; if this person goes by both, add the other as one of the `aliases:`",
    );
}

/// The declared names that words sound like: most words of a document come again.
type Known<'t, 'n, 'a> = HashMap<&'t str, Option<Found<'n, 'a>>>;

fn check_text<'t, 'n, 'a>(
    cx: &mut DocumentContext<'a>,
    text: &'t Text<'a>,
    (names, full_names): (&'n FamilyNames<'a>, &FullNames<'n, 'a>),
    (may_be_name, declared_words): (impl Fn(&str) -> bool, &HashSet<&str>),
    known: &mut Known<'t, 'n, 'a>,
) {
    let prose = text.prose();
    let mut before: Option<(Range<usize>, &str)> = None;
    // A family name alone refers to the person introduced by full name.
    let mut others: BTreeSet<&str> = BTreeSet::new();
    let mut words = text.words().peekable();
    while let Some((range, word)) = words.next() {
        // Most words are not names.
        let is_small = word.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        let is_capital = !is_small && word.starts_with(char::is_uppercase);
        let bare = if is_capital { without_possessive(word) } else { "" };
        if bare.len() >= SHORTEST - 1 && may_be_name(bare) {
            let found = known.entry(bare).or_insert_with(|| names.find(bare));
            let place = range.start..range.start + bare.len();
            let neighbours = [before.as_ref(), words.peek()];
            let beside = Beside { prose, neighbours, place: &place };
            let meant = match found {
                Some(Found::Varied(declared)) => Some((*declared, name::in_form_of(declared.written, bare))),
                Some(Found::Slipped(declared, slip)) if !declared_words.contains(bare) => {
                    let is_named = has_given_name(declared, prose, neighbours, &place);
                    (slip.is_evident || is_named).then(|| (*declared, Some(slip.meant.clone())))
                }
                _ => None,
            };
            if let Some((declared, meant)) = meant {
                let refers_to_declared = may_refer_to(declared, prose, neighbours, &place);
                if !refers_to_declared || beside.is_of_office() {
                    others.insert(declared.written);
                }
                if refers_to_declared
                    && !beside.is_of_thing()
                    && !others.contains(declared.written)
                    && !is_in_quotation_marks(prose, place.start)
                {
                    report_with_given(cx, text, names, &beside, (declared, meant));
                }
            } else if let Some((given_place, given)) = &before
                && prose.get(given_place.end..place.start) == Some(" ")
            {
                let is_nobody = found.is_none() && !declared_words.contains(bare);
                let given_place = (given_place.clone(), *given);
                check_given_beside(
                    cx,
                    (text, declared_words),
                    (names, full_names),
                    given_place,
                    (&beside, is_nobody),
                );
            }
        }
        before = Some((range, word));
    }
}

/// Reports the words of a full name of which one is a declared person's, and the other is theirs but for a slip.
fn check_given_beside<'n, 'a>(
    cx: &mut DocumentContext<'a>,
    (text, declared_words): (&Text<'a>, &HashSet<&str>),
    (names, full_names): (&'n FamilyNames<'a>, &FullNames<'n, 'a>),
    (given_place, given): (Range<usize>, &str),
    (beside, is_nobody): (&Beside<'_, '_>, bool),
) {
    let place = beside.place;
    let family = beside.prose.get(place.clone()).unwrap_or_default();
    let other = || full_names.with_other_given(given, family);
    if let Some((declared, own)) = names.given_of_other_form(given, family).or_else(other) {
        return report(cx, text, given_place, (own, declared), Some(own.to_owned()));
    }
    if beside.is_of_thing() {
        return;
    }
    if let Some(declared) = full_names.with_near_family(given, family).filter(|_| is_nobody) {
        let meant = family.is_ascii().then(|| declared.written.to_owned());
        return report(cx, text, place.clone(), (declared.written, declared), meant);
    }
    let whole = given_place.start..place.end;
    if !declared_words.contains(given)
        && let Some(slip) = full_names.with_slip_in_given(names, (given, family), (text, &whole))
    {
        report(cx, text, given_place, (slip.own, slip.declared), Some(slip.meant));
    }
}

/// A word in a text with the words beside it.
struct Beside<'t, 'w> {
    prose: &'t str,
    neighbours: [Option<&'w (Range<usize>, &'t str)>; 2],
    place: &'w Range<usize>,
}

impl Beside<'_, '_> {
    /// Returns true if an office stands before the word.
    fn is_of_office(&self) -> bool {
        let [before, _] = self.neighbours;
        before.is_some_and(|(range, word)| {
            let is_beside = self.prose.get(range.end..self.place.start) == Some(" ");
            is_beside && OFFICES.iter().any(|office| word.to_lowercase().starts_with(office))
        })
    }

    /// Returns true if the word is a part of the name of a thing.
    fn is_of_thing(&self) -> bool {
        let [_, after] = self.neighbours;
        after.is_some_and(|(range, word)| {
            let next =
                self.prose.get(range.end..).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
            let is_firm = *word == "and" && OF_FIRM.iter().any(|name| next.starts_with(name));
            is_firm || NAMED_AFTER.contains(word)
        })
    }
}

/// Returns true if the words are a quotation: an odd number of marks opens one before them in their paragraph.
fn is_in_quotation_marks(prose: &str, start: usize) -> bool {
    const FARTHEST: usize = 600;
    let from =
        (start.saturating_sub(FARTHEST)..=start).find(|at| prose.is_char_boundary(*at)).unwrap_or(start);
    let before = prose.get(from..start).unwrap_or_default();
    let paragraph = before.rsplit("\n\n").next().unwrap_or_default();
    let count = |mark: char| paragraph.matches(mark).count();
    count('"') % 2 == 1 || count('“') > count('”') || count('«') > count('»')
}

/// Reports a family name, with the given name before it where that is written in the other language of Belarus too.
fn report_with_given<'a>(
    cx: &mut DocumentContext<'a>,
    text: &Text<'a>,
    names: &FamilyNames<'_>,
    beside: &Beside<'_, '_>,
    (declared, meant): (&DeclaredName<'_>, Option<String>),
) {
    let place = beside.place.clone();
    let word = beside.prose.get(place.clone()).unwrap_or_default();
    // A word with an ending of its grammar needs that on the other spelling too.
    let is_bare = name::fold(word) == name::fold(declared.written) || word.is_ascii();
    let meant = meant.or_else(|| is_bare.then(|| declared.written.to_owned()));
    let [before, _] = beside.neighbours;
    let given = before
        .filter(|(range, _)| beside.prose.get(range.end..place.start) == Some(" "))
        .and_then(|(range, given)| Some((range.start, names.given_of_other_form(given, word)?)));
    match given {
        Some((start, (named, own))) => {
            let whole = format!("{own} {}", declared.written);
            report(cx, text, start..place.end, (&whole, named), Some(whole.clone()));
        }
        None => report(cx, text, place, (declared.written, declared), meant),
    }
}

/// Returns true if a text is the name of a speaker and nothing else, and is that of a person once the words at `place` are mended.
fn is_all_of_speaker(text: &Text<'_>, place: &Range<usize>, meant: &str, person: Person<'_>) -> bool {
    let prose = text.prose();
    let around = prose.get(..place.start).zip(prose.get(place.end..));
    let mended = around.map(|(before, after)| format!("{before}{meant}{after}"));
    let mut names = [person.name(), person.name_original()].into_iter().flatten();
    text.role() == TextRole::Speaker && names.any(|name| Some(name) == mended.as_deref())
}

/// Reports words of a text that are spelt otherwise where the person is declared.
fn report<'a>(
    cx: &mut DocumentContext<'a>,
    text: &Text<'a>,
    place: Range<usize>,
    (written, declared): (&str, &DeclaredName<'_>),
    meant: Option<String>,
) {
    let word = text.prose().get(place.clone()).unwrap_or_default();
    // A speaker who is declared is named by the id.
    let speaker = meant.as_deref().filter(|meant| is_all_of_speaker(text, &place, meant, declared.person));
    let (meant, edited) = match speaker {
        Some(_) => (Some(declared.person.id().to_owned()), 0..text.prose().len()),
        None => (meant, place.clone()),
    };
    let edit = meant.as_ref().and_then(|meant| text.edit(edited, meant.as_str()));
    let message = format!("{} is spelt {} under `persons:`", quoted(word), quoted(written));
    let person = declared.person;
    let is_in_original = person.name_original().is_some_and(|name| name.contains(declared.written));
    let label = if is_in_original { person.name_original_entry() } else { person.name_entry() };
    let mut report = cx.report(text.place(place), message).note("another spelling of the name").help(
        "a search for one spelling does not find the other: write the name as it is declared, or correct it there; \
         if this is somebody else, add their given name",
    );
    let is_in_name = || person.name().is_some_and(|name| name.contains(declared.written));
    let mut aliases = person
        .alias_nodes()
        .filter(|node| node.as_str().is_some_and(|alias| alias.contains(declared.written)));
    if let Some(alias) = aliases.next().filter(|_| !is_in_original && !is_in_name()) {
        report = report.label(alias, "declared here");
    } else if let Some(label) = label {
        report = report.label(label, "declared here");
    }
    if let Some((edit, meant)) = edit.zip(meant) {
        report.fix(format!("write {}", quoted(&meant)), Applicability::Unsafe, vec![edit]);
    }
}
