//! `mixed-quotation-marks`

use crate::diagnostic::{Applicability, Severity};
use crate::model::Text;
use crate::model::prose::{Marks, Quotation};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "mixed-quotation-marks",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("mixed-quotation-marks.md"),
};

/// The most bytes of a quotation that is shown in full; of a longer one only the opening mark is.
const MOST_SHOWN: usize = 60;

fn check(cx: &mut DocumentContext<'_>) {
    let is_english = cx.model().is_english();
    let narrative = cx.model().texts().iter().filter(|text| text.role().is_own_words());
    let outer = narrative.flat_map(|text| {
        let (found, _) = text.quotations();
        // Words of another script have the marks of their own language.
        let is_own = move |quotation: &Quotation| {
            let inner = text.prose().get(quotation.open.end..quotation.close.start).unwrap_or_default();
            !inner.chars().any(char::is_alphabetic)
                || inner.chars().any(|letter| letter.is_ascii_alphabetic())
        };
        // Marks within marks rightly differ.
        let found = found
            .iter()
            .filter(|quotation| quotation.depth == 0 && !may_be_apostrophes(text.prose(), quotation));
        found
            .filter(move |quotation| !is_english || is_own(quotation))
            .map(move |quotation| (text, quotation.clone()))
    });
    let found: Vec<(&Text<'_>, Quotation)> = outer.collect();
    let usual = most_common_marks(&found);
    let example = found.iter().find(|(_, quotation)| quotation.marks == usual);
    for (text, quotation) in found.iter().filter(|(_, quotation)| quotation.marks != usual) {
        let (open, close) = usual.pair();
        let range = quotation.open.start..quotation.close.end;
        let shown = text.prose().get(range.clone()).unwrap_or_default();
        let message = match example {
            Some(_) => {
                format!("{} has different quotation marks from the rest of the document", quoted(shown))
            }
            None => format!("{} has two single marks instead of a double one", quoted(shown)),
        };
        let place = if shown.len() > MOST_SHOWN { quotation.open.clone() } else { range };
        let mut finding = cx.report(text.place(place), message);
        if let Some((other, example)) = example {
            let range = example.open.start..example.close.end;
            let place = if range.len() > MOST_SHOWN { example.open.clone() } else { range };
            finding = finding.label(other.place(place), "such as here");
        }
        let finding = finding
            .help(format!("mixed marks look as if quotations were pasted unread: write {open}…{close}"));
        let inner = text.prose().get(quotation.open.end..quotation.close.start).unwrap_or_default();
        let edits = [(quotation.open.clone(), open), (quotation.close.clone(), close)]
            .map(|(range, mark)| text.edit(range, mark));
        if let [Some(opening), Some(closing)] = edits
            && !inner.contains(open)
            && !inner.contains(close)
        {
            finding.fix(format!("write {open}…{close}"), Applicability::Unsafe, vec![opening, closing]);
        }
    }
}

/// Returns true if single marks may be something else: the possessive of `the ‘activists’ rights’`, a letter in `‘a’`.
fn may_be_apostrophes(prose: &str, quotation: &Quotation) -> bool {
    let inner = prose.get(quotation.open.end..quotation.close.start).unwrap_or_default();
    let mark = quotation.marks.pair().1;
    let goes_on = || {
        let rest = prose.get(quotation.close.end..).unwrap_or_default();
        // A bounded search keeps the work linear.
        let near =
            rest.char_indices().nth(2 * MOST_SHOWN).and_then(|(end, _)| rest.get(..end)).unwrap_or(rest);
        near.split('\n').next().is_some_and(|line| line.contains(mark))
    };
    matches!(quotation.marks, Marks::CurlySingle | Marks::StraightSingle)
        && (inner.chars().nth(1).is_none() || inner.ends_with('s') && goes_on())
}

/// Returns the most common kind of marks, the first among equals; without quotations, the curly double one. Two single
/// marks in place of a double one are not a style.
fn most_common_marks(found: &[(&Text<'_>, Quotation)]) -> Marks {
    let kinds =
        || found.iter().map(|(_, quotation)| quotation.marks).filter(|marks| *marks != Marks::DoubledSingle);
    let mut counts: Vec<(Marks, usize)> = Vec::new();
    for marks in kinds() {
        match counts.iter_mut().find(|(kind, _)| *kind == marks) {
            Some((_, count)) => *count += 1,
            None => counts.push((marks, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max();
    counts.iter().find(|(_, count)| Some(*count) == most).map_or(Marks::CurlyDouble, |(marks, _)| *marks)
}
