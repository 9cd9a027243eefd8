//! `repeated-word`

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
    if !model.is_english() {
        return;
    }
    for text in model.texts().iter().filter(|text| text.role().is_own_words()) {
        let mut last: Option<(std::ops::Range<usize>, &str)> = None;
        for (range, word) in text.words() {
            let Some((before, previous)) = last.replace((range.clone(), word)) else { continue };
            // The text may have something between them that is not prose, such as an address.
            let gap = || text.value().get(before.end..range.start).unwrap_or("?");
            if !is_slip(previous, word) || !is_white_space(gap()) {
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

/// Words that may follow themselves.
const DOUBLED: [&str; 16] = [
    "had", "that", "very", "no", "bye", "so", "many", "long", "far", "is", "on", "ha", "march", "may",
    "blah", "knock",
];

fn is_slip(first: &str, second: &str) -> bool {
    if !first.eq_ignore_ascii_case(second) {
        return false;
    }
    let is_word = second.len() > 1 && second.chars().all(char::is_alphabetic) || second == "a";
    // Names such as Pago Pago, and the first word of a line, have a capital.
    let is_name = second.starts_with(char::is_uppercase);
    is_word && !is_name && !DOUBLED.iter().any(|word| word.eq_ignore_ascii_case(second))
}
