//! `name-spelling-varies`

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::support::family_names::{DeclaredName, SHORTEST, family_names, is_latin_name, may_refer_to};
use crate::diagnostic::{Applicability, Severity};
use crate::model::prose::without_possessive;
use crate::model::{Text, name};
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
    if !model.is_english() {
        return;
    }
    let names = family_names(model);
    if names.is_empty() {
        return;
    }
    let firm_letters: BTreeSet<_> = names.keys().map(|sound| name::firm_letters(sound)).collect();
    // Most words sound like no name, by letters that all spellings have.
    let may_be_name = |word: &str| {
        let letters = name::firm_letters(word);
        letters.is_none() || firm_letters.contains(&None) || firm_letters.contains(&letters)
    };
    let mut sounds = BTreeMap::new();
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        check_text(cx, text, &names, may_be_name, &mut sounds);
    }
}

fn check_text<'t, 'a>(
    cx: &mut DocumentContext<'a>,
    text: &'t Text<'a>,
    names: &BTreeMap<String, DeclaredName<'_>>,
    may_be_name: impl Fn(&str) -> bool,
    sounds: &mut BTreeMap<&'t str, String>,
) {
    let prose = text.prose();
    let mut before: Option<(Range<usize>, &str)> = None;
    // A family name alone refers to the person introduced by full name.
    let mut others: BTreeSet<String> = BTreeSet::new();
    let mut words = text.words().peekable();
    while let Some((range, word)) = words.next() {
        // Most words are not names.
        let is_small = word.as_bytes().first().is_some_and(u8::is_ascii_lowercase);
        let is_capital = !is_small && word.starts_with(char::is_uppercase);
        let bare = if is_capital { without_possessive(word) } else { "" };
        if bare.len() >= SHORTEST - 1 && may_be_name(bare) && is_latin_name(bare) {
            let sound = sounds.entry(bare).or_insert_with(|| name::fold(bare));
            let declared =
                names.get(sound.as_str()).filter(|declared| !name::is_same_spelling(declared.written, bare));
            let place = range.start..range.start + bare.len();
            let refers_to_declared =
                declared.is_some_and(|declared| may_refer_to(declared, prose, before.as_ref(), place.start));
            if declared.is_some() && !refers_to_declared {
                others.insert(sound.clone());
            }
            let is_named_after = words.peek().is_some_and(|(_, next)| NAMED_AFTER.contains(next));
            if let Some(declared) = declared.filter(|_| {
                refers_to_declared
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
    let edit = text.edit(place.clone(), declared.written);
    let message = format!("{} is spelt {} under `persons:`", quoted(word), quoted(declared.written));
    let label = declared.person.name_entry();
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
