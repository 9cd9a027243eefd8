//! `repeated-word`

use std::ops::Range;

use crate::diagnostic::{Applicability, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "repeated-word",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("repeated-word.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let is_english = model.is_english();
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        let mut last: Option<(Range<usize>, &str)> = None;
        let mut words = text.words().peekable();
        while let Some((range, word)) = words.next() {
            let Some((before, previous)) = last.replace((range.clone(), word)) else { continue };
            let next = words.peek().map_or("", |(_, next)| *next);
            // The text may have something between them that is not prose, such as an address.
            let gap = || text.value().get(before.end..range.start).unwrap_or("?");
            if !is_slip(previous, word, next, is_english) || !is_white_space(gap()) {
                continue;
            }
            let finding = cx
                .report(
                    text.place(range.clone()),
                    format!("the word {} appears twice in a row", quoted(word)),
                )
                .help("one of the two was left from an earlier version of the sentence: remove it");
            if let Some(edit) = text.edit(before.end..range.end, "") {
                finding.fix("remove the second one", Applicability::Unsafe, vec![edit]);
            }
        }
    }
}

/// Returns true if the gap is only white space within one paragraph.
fn is_white_space(gap: &str) -> bool {
    !gap.is_empty() && gap.chars().all(char::is_whitespace) && gap.matches('\n').count() < 2
}

/// English words that may follow themselves.
const DOUBLED: [&str; 16] = [
    "had", "that", "very", "no", "bye", "so", "many", "long", "far", "is", "on", "ha", "march", "may",
    "blah", "knock",
];

/// Words behind a second "that" with which it can only be a slip, as no noun or verb can begin with them.
const AFTER_THAT: [&str; 22] = [
    "the", "a", "an", "he", "she", "it", "they", "we", "i", "his", "their", "our", "my", "its", "this",
    "these", "those", "there", "police", "people", "who", "which",
];

/// Words of Russian and Kazakh that nobody says twice. Others are doubled to stress them.
const NEVER_DOUBLED: [&str; 30] = [
    "в",
    "на",
    "и",
    "с",
    "к",
    "по",
    "от",
    "до",
    "за",
    "из",
    "во",
    "со",
    "об",
    "для",
    "при",
    "под",
    "без",
    "после",
    "через",
    "который",
    "которая",
    "которые",
    "был",
    "была",
    "были",
    "және",
    "үшін",
    "туралы",
    "бойынша",
    "менен",
];

fn is_slip(first: &str, second: &str, next: &str, is_english: bool) -> bool {
    if second.starts_with(|letter: char| !letter.is_ascii()) {
        return first == second && NEVER_DOUBLED.contains(&second);
    }
    if !is_english || !first.eq_ignore_ascii_case(second) {
        return false;
    }
    let is_word = second.len() > 1 && second.chars().all(char::is_alphabetic) || second == "a";
    // Names such as Pago Pago, and the first word of a line, have a capital.
    let is_name = second.starts_with(char::is_uppercase);
    let may_follow = DOUBLED.iter().any(|word| word.eq_ignore_ascii_case(second));
    let is_second_that = second == "that" && AFTER_THAT.iter().any(|word| word.eq_ignore_ascii_case(next));
    is_word && !is_name && (!may_follow || is_second_that)
}
