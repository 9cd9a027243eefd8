//! The figures of a development as numbers.

use std::collections::BTreeSet;

use super::figure_labels::{LabelTime, head, sizes};
use crate::model::prose::words;
use crate::model::{Development, Figure};
use crate::tree::{Entry, Number};

/// The words that mark a total, and those between them.
const TOTAL: [&str; 6] = ["total", "overall", "altogether", "all", "of", "in"];

/// Labels that say nothing but that their figure is a total.
const BARE_TOTAL: [&str; 28] = [
    "total",
    "in total",
    "in all",
    "overall",
    "altogether",
    "total number",
    "grand total",
    "sum",
    "всего",
    "итого",
    "в целом",
    "общее число",
    "общее количество",
    "барлығы",
    "жалпы",
    "жалпы саны",
    "жиыны",
    "бардыгы",
    "баары",
    "jami",
    "жами",
    "ҳамагӣ",
    "ҷамъ",
    "усяго",
    "усього",
    "разом",
    "cəmi",
    "toplam",
];

/// The largest number of figures in one development to compare: more of them are a table.
const MOST_FIGURES: usize = 100;

/// A figure that is a number, with the words of its label.
pub(crate) struct LabelledNumber<'a> {
    pub(crate) figure: Figure<'a>,
    pub(crate) entry: Entry<'a>,
    pub(crate) value: f64,
    pub(crate) words: BTreeSet<String>,
    pub(crate) is_total: bool,
    /// The time that the label names.
    pub(crate) time: LabelTime,
}

impl<'a> LabelledNumber<'a> {
    fn from_figure(figure: Figure<'a>) -> Option<Self> {
        let (entry, label) = (figure.value_entry()?, figure.label()?.to_lowercase());
        let value = match entry.value.as_number() {
            Some(Number::Int(value)) => value as f64,
            Some(Number::UInt(value)) => value as f64,
            Some(Number::Float(value)) => value,
            None => number_in_quotes(entry.value.as_str()?)?,
        };
        let is_total = label.starts_with("total ")
            || ["in total", "in all", "overall", "altogether"].iter().any(|end| label.ends_with(end));
        let is_stem = |word: &str| !is_total || !TOTAL.contains(&word);
        let words =
            words(&label).map(|(_, word)| word).filter(|word| is_stem(word)).map(str::to_owned).collect();
        let time = LabelTime::of(&label);
        Some(Self { figure, entry, value, words, is_total, time })
    }

    /// Returns the value as it is written.
    pub(crate) fn written(&self) -> &'a str {
        self.entry.value.scalar_text().unwrap_or_default()
    }

    /// Returns true if the label says that a part of what another figure counts is meant: the same things, and more about them.
    pub(crate) fn counts_some_of(&self, total: &Self) -> bool {
        if !self.words.is_superset(&total.words) || self.words.len() == total.words.len() {
            return false;
        }
        let (own, whole) = (self.label().to_lowercase(), total.label().to_lowercase());
        let own_head: BTreeSet<&str> = head(&own).collect();
        let is_in_head = |word: &str| TOTAL.contains(&word) || own_head.contains(word);
        head(&whole).all(is_in_head) && sizes(&own) == sizes(&whole)
    }

    /// Returns true if the label is only the word for a total.
    pub(crate) fn is_bare_total(&self) -> bool {
        let label = self.label().trim().trim_end_matches(':').to_lowercase();
        BARE_TOTAL.contains(&label.as_str())
    }

    /// Returns the label, or an empty text.
    pub(crate) fn label(&self) -> &'a str {
        self.figure.label().unwrap_or_default()
    }
}

/// Returns the figures of a development that are numbers.
pub(crate) fn labelled_numbers(development: Development<'_>) -> Vec<LabelledNumber<'_>> {
    development.figures().filter_map(LabelledNumber::from_figure).take(MOST_FIGURES).collect()
}

/// Returns true if each of two figures names a source, and these are not the same.
pub(crate) fn have_two_sources(one: Figure<'_>, other: Figure<'_>) -> bool {
    let sources = one.source_entry().zip(other.source_entry());
    sources.is_some_and(|(one, other)| one.value.scalar_text() != other.value.scalar_text())
}

/// Reads a number that stands in quotation marks, with a sign between its thousands or before its decimals: `"1,234"`.
fn number_in_quotes(text: &str) -> Option<f64> {
    let groups: Vec<&str> = text.trim().split([',', '.', ' ', '\u{a0}']).collect();
    if groups.len() > 4
        || groups.iter().any(|group| group.is_empty() || !group.bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let (last, first) = groups.split_last()?;
    let are_thousands = first.iter().skip(1).chain([last]).all(|group| group.len() == 3);
    match first {
        [] => last.parse().ok(),
        _ if are_thousands => groups.concat().parse().ok(),
        [whole] => format!("{whole}.{last}").parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::number_in_quotes;

    #[test]
    fn numbers_in_quotes() {
        for (text, value) in [
            ("64", Some(64.0)),
            ("6,4", Some(6.4)),
            ("1,234", Some(1234.0)),
            ("12 000", Some(12000.0)),
            ("about 40", None),
            ("1-2", None),
            ("", None),
        ] {
            assert_eq!(number_in_quotes(text), value, "{text}");
        }
    }
}
