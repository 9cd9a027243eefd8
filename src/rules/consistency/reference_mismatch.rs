//! `reference-mismatch`

use crate::diagnostic::Severity;
use crate::model::{Event, Source};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "reference-mismatch",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("reference-mismatch.md"),
};

/// The longest title and reference that are read.
const LONGEST: usize = 400;

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for event in model.events() {
        let Some((entry, own)) = event.reference_entry().and_then(|entry| Some((entry, only_number(entry)?)))
        else {
            continue;
        };
        let titles: Vec<Entry<'_>> = sources(cx, event).filter_map(Source::title_entry).collect();
        let numbers: Vec<(Entry<'_>, Number<'_>)> =
            titles.into_iter().filter_map(|title| Some((title, only_number(title)?))).collect();
        if numbers.iter().any(|(_, number)| *number == own) {
            continue;
        }
        let Some((title, number)) = numbers.into_iter().find(|(_, number)| is_slip(own, *number)) else {
            continue;
        };
        let message = format!(
            "the reference has the number {}, and its source {}",
            quoted(own.written),
            quoted(number.written)
        );
        cx.report(entry, message)
            .label(title, "the title of the source")
            .help("one of the two has a slip: look the number up, and correct the other; where this is another document, name a source of it");
    }
}

fn sources<'a>(cx: &DocumentContext<'a>, event: Event<'a>) -> impl Iterator<Item = Source<'a>> {
    let model = cx.model();
    event.source_references().filter_map(|id| model.source(id.as_str()?))
}

/// A number with a year, as bodies count their opinions and decisions: `41/2024`.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Number<'a> {
    written: &'a str,
    number: &'a str,
    year: &'a str,
}

/// Returns the number with a year in a text that has one alone.
fn only_number(entry: Entry<'_>) -> Option<Number<'_>> {
    let text = entry.value.as_str().filter(|text| text.len() <= LONGEST)?;
    let is_of_number = |c: char| c.is_ascii_digit() || c == '/';
    let mut numbers = text.split(|c: char| !is_of_number(c) && !c.is_alphanumeric()).filter_map(|written| {
        let (number, year) = written.split_once('/')?;
        let are_digits = [number, year].iter().all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
        let is_whole = are_digits && (1..=5).contains(&number.len()) && year.len() == 4;
        (is_whole && year.starts_with(['1', '2'])).then_some(Number { written, number, year })
    });
    numbers.next().filter(|_| numbers.next().is_none())
}

/// Returns true if one of two numbers is the other with two digits swapped, or one changed, left out or doubled.
fn is_slip(one: Number<'_>, other: Number<'_>) -> bool {
    one != other
        && match one.year == other.year {
            true => {
                one.number.len().max(other.number.len()) > 1
                    && strsim::osa_distance(one.number, other.number) == 1
            }
            false => one.number == other.number && strsim::osa_distance(one.year, other.year) == 1,
        }
}

#[cfg(test)]
mod tests {
    use super::{Number, is_slip};

    #[test]
    fn swapped_and_changed_digits_are_slips() {
        let number = |written: &'static str| {
            let (number, year) = written.split_once('/').unwrap();
            Number { written, number, year }
        };
        for (one, other, expected) in [
            ("14/2024", "41/2024", true),
            ("41/2024", "42/2024", true),
            ("4/2024", "41/2024", true),
            ("41/2023", "41/2024", true),
            ("41/2024", "41/2024", false),
            ("41/2024", "57/2024", false),
            ("4/2024", "5/2024", false),
            ("42/2023", "41/2024", false),
        ] {
            assert_eq!(is_slip(number(one), number(other)), expected, "{one}, {other}");
        }
    }
}
