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

/// A longer quotation is shown by its opening mark alone.
const LONG: usize = 60;

fn check(cx: &mut DocumentContext<'_>) {
    let is_english = cx.model().is_english();
    let told = cx.model().texts().iter().filter(|text| text.role().is_own_words());
    let outer = told.flat_map(|text| {
        let (found, _) = text.quotations();
        // Those within others differ rightly.
        // Words of another script stand in the marks of their own language.
        let is_own = move |quotation: &Quotation| {
            let inner = text.prose().get(quotation.open.end..quotation.close.start).unwrap_or_default();
            !inner.chars().any(char::is_alphabetic)
                || inner.chars().any(|letter| letter.is_ascii_alphabetic())
        };
        let found = found
            .into_iter()
            .filter(|quotation| quotation.depth == 0 && !may_be_apostrophes(text.prose(), quotation));
        found
            .filter(move |quotation| !is_english || is_own(quotation))
            .map(move |quotation| (text, quotation))
    });
    let found: Vec<(&Text<'_>, Quotation)> = outer.collect();
    let usual = usual(&found);
    let example = found.iter().find(|(_, quotation)| quotation.marks == usual);
    for (text, quotation) in found.iter().filter(|(_, quotation)| quotation.marks != usual) {
        let (open, close) = usual.pair();
        let range = quotation.open.start..quotation.close.end;
        let shown = text.prose().get(range.clone()).unwrap_or_default();
        let message = match example {
            Some(_) => {
                format!("{} has other quotation marks than the rest of the document", quoted(shown))
            }
            None => format!("{} has two single marks in place of a double one", quoted(shown)),
        };
        let place = if shown.len() > LONG { quotation.open.clone() } else { range };
        let mut report = cx.report(text.place(place), message);
        if let Some((other, example)) = example {
            let whole = example.open.start..example.close.end;
            let place = if whole.len() > LONG { example.open.clone() } else { whole };
            report = report.label(other.place(place), "such as here");
        }
        let report = report.help(format!(
            "one kind through a document shows that quotations were not pasted unread: write {open}…{close}"
        ));
        let inner = text.prose().get(quotation.open.end..quotation.close.start).unwrap_or_default();
        let edits = [(quotation.open.clone(), open), (quotation.close.clone(), close)]
            .map(|(range, mark)| text.edit(range, mark));
        if let [Some(opening), Some(closing)] = edits
            && !inner.contains(open)
            && !inner.contains(close)
        {
            report.fix(format!("write {open}…{close}"), Applicability::Unsafe, vec![opening, closing]);
        }
    }
}

/// Whether single marks may be something else: the possessive of `the ‘activists’ rights’`, a letter in `‘a’`.
fn may_be_apostrophes(prose: &str, quotation: &Quotation) -> bool {
    let inner = prose.get(quotation.open.end..quotation.close.start).unwrap_or_default();
    let mark = quotation.marks.pair().1;
    let goes_on = || {
        let rest = prose.get(quotation.close.end..).unwrap_or_default();
        // Looking for it has to end soon.
        let near = rest.char_indices().nth(2 * LONG).and_then(|(end, _)| rest.get(..end)).unwrap_or(rest);
        near.split('\n').next().is_some_and(|line| line.contains(mark))
    };
    matches!(quotation.marks, Marks::CurlySingle | Marks::StraightSingle)
        && (inner.chars().nth(1).is_none() || inner.ends_with('s') && goes_on())
}

/// The kind that most quotations have; of equals the one that comes first, and of none the curly double one. Two
/// single marks in place of a double one are nobody's style.
fn usual(found: &[(&Text<'_>, Quotation)]) -> Marks {
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
