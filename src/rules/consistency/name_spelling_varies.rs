//! `name-spelling-varies`

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::support::family_names::{
    DeclaredName, FamilyNames, Found, SHORTEST, is_cyrillic_name, is_latin_name, may_refer_to,
};
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

/// The words after a name that make it the name of a thing, which keeps its own spelling.
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

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let names = FamilyNames::of(model);
    if names.is_empty() {
        return;
    }
    let firm_letters: BTreeSet<_> = names.latin_words().map(name::firm_letters).collect();
    let aliases = model.persons().flat_map(Person::alias_nodes).filter_map(NodeRef::as_str);
    let aliases: HashSet<&str> = aliases.flat_map(words).map(|(_, word)| word).collect();
    // Most words sound like no name, by letters that all spellings have. Words in Latin letters are judged in English texts.
    let may_be_name = |word: &str| {
        // Whoever declares another spelling means it.
        if aliases.contains(word) {
            return false;
        }
        let letters = name::firm_letters(word);
        match is_cyrillic_name(word) {
            true => true,
            false => {
                let is_possible =
                    letters.is_none() || firm_letters.contains(&None) || firm_letters.contains(&letters);
                model.is_english() && is_possible && is_latin_name(word)
            }
        }
    };
    let mut known = HashMap::new();
    for text in
        model.texts().iter().filter(|text| text.role().is_own_words() || text.role() == TextRole::Speaker)
    {
        check_text(cx, text, &names, may_be_name, &mut known);
    }
}

/// The declared names that words sound like: most words of a document come again.
type Known<'t, 'n, 'a> = HashMap<&'t str, Option<Found<'n, 'a>>>;

fn check_text<'t, 'n, 'a>(
    cx: &mut DocumentContext<'a>,
    text: &'t Text<'a>,
    names: &'n FamilyNames<'a>,
    may_be_name: impl Fn(&str) -> bool,
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
            if let Some(Found::Varied(declared)) = found {
                let neighbours = [before.as_ref(), words.peek()];
                let refers_to_declared = may_refer_to(declared, prose, neighbours, &place);
                if !refers_to_declared {
                    others.insert(declared.written);
                }
                let is_named_after = words.peek().is_some_and(|(_, next)| NAMED_AFTER.contains(next));
                if refers_to_declared
                    && !is_named_after
                    && !others.contains(declared.written)
                    && !is_in_quotation_marks(prose, place.start)
                {
                    report(cx, text, place, bare, declared);
                }
            }
        }
        before = Some((range, word));
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

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    text: &Text<'a>,
    place: Range<usize>,
    word: &str,
    declared: &DeclaredName<'_>,
) {
    // A word with an ending of its grammar needs that on the other spelling too.
    let is_bare = name::fold(word) == name::fold(declared.written) || word.is_ascii();
    let edit = text.edit(place.clone(), declared.written).filter(|_| is_bare);
    let message = format!("{} is spelt {} under `persons:`", quoted(word), quoted(declared.written));
    let person = declared.person;
    let is_in_original = person.name_original().is_some_and(|name| name.contains(declared.written));
    let label = if is_in_original { person.name_original_entry() } else { person.name_entry() };
    let mut report = cx.report(text.place(place), message).note("another spelling of the name").help(
        "a search for one spelling does not find the other: write the name as it is declared, or correct it there; \
         if this is somebody else, add their given name",
    );
    if let Some(label) = label {
        report = report.label(label, "declared here");
    }
    if let Some(edit) = edit {
        report.fix(format!("write {}", quoted(declared.written)), Applicability::Unsafe, vec![edit]);
    }
}
