//! Words in the names of places and courts that are other such words with two letters swapped, a double letter written once, or another
//! vowel.

use std::collections::HashMap;

use crate::diagnostic::{Applicability, Edit};
use crate::model::prose::words;
use crate::model::{LONGEST_NAME, Location};
use crate::rule::DocumentContext;
use crate::tree::{NodeRef, Place};
use crate::words::quoted;

/// The fewest letters of a word that is compared.
const SHORTEST: usize = 6;

/// The fewest letters of a word that is another with other vowels.
const SHORTEST_OTHER_VOWEL: usize = 7;

/// The most names that are compared; a document with more is a table.
const MOST_NAMES: usize = 2000;

/// A word in the name of a place or a court, where it first stands, and the number of names that have it.
struct Word<'a> {
    text: &'a str,
    start: usize,
    name: NodeRef<'a>,
    count: usize,
}

/// Reports words that stand in one name, and in others with a slip less.
pub(crate) fn check_places(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let events = model.events().flat_map(|event| {
        let place = event.location().and_then(Location::name_node);
        place.into_iter().chain(event.court_name_entry().map(|entry| entry.value))
    });
    let mut found: HashMap<&str, Word<'_>> = HashMap::new();
    for name in events.take(MOST_NAMES) {
        let written = name.as_str().filter(|written| written.len() <= LONGEST_NAME);
        for (range, text) in words(written.unwrap_or_default()) {
            let is_name = text.starts_with(char::is_uppercase) && text.chars().count() >= SHORTEST;
            if is_name {
                found.entry(text).or_insert(Word { text, start: range.start, name, count: 0 }).count += 1;
            }
        }
    }
    let mut slips = slips_among(&found, letters_of, |one, other| is_slip(one.text, other.text));
    // One court has one name: its words may differ in vowels alone only by a slip, or by another way to write the name.
    let is_other_vowel = |one: &Word<'_>, other: &Word<'_>| {
        let is_long = |word: &Word<'_>| word.text.chars().count() >= SHORTEST_OTHER_VOWEL;
        rest_of(one) == rest_of(other) && is_long(one) && is_long(other) && !is_slip(one.text, other.text)
    };
    slips.extend(slips_among(&found, consonants_of, is_other_vowel));
    slips.sort_by_key(|(slip, ..)| slip.name.span());
    slips.dedup_by_key(|(slip, ..)| slip.name.span());
    for (slip, count, right) in slips {
        report(cx, slip, count, right);
    }
}

/// Returns the words of one name that are others with a slip less, of those with a common key, with the number of names that have the
/// right one.
fn slips_among<'w, 'a>(
    found: &'w HashMap<&'a str, Word<'a>>,
    key: fn(&str) -> String,
    is_slip: impl Fn(&Word<'a>, &Word<'a>) -> bool,
) -> Vec<(&'w Word<'a>, usize, &'a str)> {
    let mut groups: HashMap<String, Vec<&'w Word<'a>>> = HashMap::new();
    for (text, word) in found {
        groups.entry(key(text)).or_default().push(word);
    }
    let mut slips = Vec::new();
    for group in groups.into_values() {
        let Ok([one, other]) = <[&Word<'_>; 2]>::try_from(group) else { continue };
        let (slip, right) = match one.count.cmp(&other.count) {
            std::cmp::Ordering::Less => (one, other),
            std::cmp::Ordering::Greater => (other, one),
            // Nobody knows which is right, but one court has one name.
            std::cmp::Ordering::Equal if rest_of(one) == rest_of(other) => {
                if one.name.span() < other.name.span() { (other, one) } else { (one, other) }
            }
            std::cmp::Ordering::Equal => continue,
        };
        if slip.count == 1 && is_slip(slip, right) {
            slips.push((slip, right.count, right.text));
        }
    }
    slips
}

fn report<'a>(cx: &mut DocumentContext<'a>, slip: &Word<'a>, count: usize, right: &str) {
    let range = slip.start..slip.start + slip.text.len();
    let span = slip.name.part_span(range);
    let place = Place { span, node: slip.name };
    let where_else = if count == 1 { "another name".to_owned() } else { format!("{count} other names") };
    let written = slip.name.source().slice(span) == slip.text;
    let finding = cx
        .report(place, format!("{} is spelt {} in {where_else}", quoted(slip.text), quoted(right)))
        .help(
            "a search for one spelling does not find the other: look the name up, and correct the one that is wrong",
        );
    // With one of each nobody knows which is right.
    if written && count > 1 {
        let edit = Edit { span, replacement: right.to_owned() };
        finding.fix(format!("write {}", quoted(right)), Applicability::Unsafe, vec![edit]);
    }
}

/// Returns the letters of a word, without the second of two equal ones in a row, in the order of the alphabet.
fn letters_of(word: &str) -> String {
    let mut letters: Vec<char> = word.to_lowercase().chars().collect();
    letters.dedup();
    letters.sort_unstable();
    letters.into_iter().collect()
}

/// Returns the consonants of a word, each once in a row.
fn consonants_of(word: &str) -> String {
    let is_vowel = |letter: &char| "aeiouyаеёиоуыэюяйьъіәөүұ".contains(*letter);
    let mut letters: Vec<char> = word.to_lowercase().chars().filter(|letter| !is_vowel(letter)).collect();
    letters.dedup();
    letters.into_iter().collect()
}

/// Returns a name without the word.
fn rest_of<'a>(word: &Word<'a>) -> Option<(&'a str, &'a str)> {
    let name = word.name.as_str()?;
    Some((name.get(..word.start)?, name.get(word.start + word.text.len()..)?))
}

/// Returns true if two words differ in two neighbouring letters that are swapped, or in a double letter.
fn is_slip(one: &str, other: &str) -> bool {
    let is_double = one.chars().count() != other.chars().count();
    let first = one.chars().next() == other.chars().next();
    first && strsim::osa_distance(one, other) == 1 && (is_double || strsim::levenshtein(one, other) == 2)
}

#[cfg(test)]
mod tests {
    use super::{is_slip, letters_of};

    #[test]
    fn swapped_and_doubled_letters_are_slips() {
        for (one, other) in [("Bihskek", "Bishkek"), ("Bagtyarlyk", "Bagtyyarlyk"), ("Асатна", "Астана")]
        {
            assert!(letters_of(one) == letters_of(other) && is_slip(one, other), "{one}, {other}");
        }
        for (one, other) in [("Almaty", "Almaly"), ("Kirovsky", "Kirovskoe"), ("Leninsky", "Leninskiy")] {
            assert!(letters_of(one) != letters_of(other) || !is_slip(one, other), "{one}, {other}");
        }
    }
}
