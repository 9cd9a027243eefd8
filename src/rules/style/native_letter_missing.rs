//! `native-letter-missing`

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::support::native_letters::NativeWord;
use crate::diagnostic::{Applicability, Severity};
use crate::model::name::with_russian_letters;
use crate::model::{Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{count, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "native-letter-missing",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("native-letter-missing.md"),
};

/// The most words that a finding labels.
const MOST_LABELS: usize = 4;

/// The words of a text that lack letters, each with the word as the file has it elsewhere.
type Lacking<'a> = Vec<(Range<usize>, NativeWord<'a>)>;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let language = model.language();
    if !["kk", "ky"].contains(&language) {
        return;
    }
    // A quote may be in another language.
    let texts = || model.texts().iter().filter(|text| text.role() != TextRole::Quote);
    let mut known: HashMap<String, BTreeMap<&str, NativeWord<'_>>> = HashMap::new();
    for text in texts() {
        for word in text.words().filter_map(|(range, word)| NativeWord::of(word, text.place(range))) {
            known.entry(with_russian_letters(word.text)).or_default().entry(word.text).or_insert(word);
        }
    }
    for text in texts().filter(|text| text.role().is_own_words() || text.role() == TextRole::Actor) {
        let lacking: Lacking<'_> = text
            .words()
            .filter_map(|(range, word)| {
                let others = known.get(&with_russian_letters(word))?;
                let mut meant = others.values().filter(|other| other.is_meant_by(word, language));
                let only = meant.next().filter(|_| meant.next().is_none())?;
                Some((range, *only))
            })
            .collect();
        report(cx, text, &lacking);
    }
}

/// Reports the words of a text: whoever typed one of them so had no other letters at hand.
fn report<'a>(cx: &mut DocumentContext<'a>, text: &Text<'a>, lacking: &[(Range<usize>, NativeWord<'a>)]) {
    let Some(((range, meant), others)) = lacking.split_first() else { return };
    let word = text.prose().get(range.clone()).unwrap_or_default();
    let and_more = match others.len() {
        0 => String::new(),
        more => format!(", and {}", count(more as u64, "more word")),
    };
    let message = format!("{} is {} without its own letters{and_more}", quoted(word), quoted(meant.text));
    let mut report = cx
        .report(text.place(range.clone()), message)
        .note("Russian letters")
        .label(meant.place, "as it stands here");
    for (range, _) in others.iter().take(MOST_LABELS) {
        report = report.label(text.place(range.clone()), "and here");
    }
    let report = report.help(format!(
        "a search for the word as it is spelt does not find it: write {}, and set the keyboard of the language",
        quoted(meant.text)
    ));
    let edits: Option<Vec<_>> =
        lacking.iter().map(|(range, meant)| text.edit(range.clone(), meant.text)).collect();
    if let Some(edits) = edits {
        report.fix(format!("write {}", quoted(meant.text)), Applicability::Unsafe, edits);
    }
}
