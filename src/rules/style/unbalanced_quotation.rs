//! `unbalanced-quotation`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::prose::Stray;
use crate::model::{Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unbalanced-quotation",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unbalanced-quotation.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for text in cx.model().texts() {
        let is_prose = text.role().is_own_words() || text.role() == TextRole::Quote;
        if !is_prose && !is_title(text) {
            continue;
        }
        // In names and titles a single mark may be a letter, and a straight one an inch.
        let may_quote = |stray: &&Stray| {
            let mark = text.prose().get(stray.range.clone()).unwrap_or_default();
            is_prose || matches!(mark, "“" | "”" | "„" | "«" | "»")
        };
        let mut strays = text.quotations().1.iter().filter(may_quote).peekable();
        while let Some(stray) = strays.next() {
            if let Some(other) = strays.next_if(|other| are_pair(text.prose(), stray, other)) {
                report_pair(cx, text, stray, other);
                continue;
            }
            let mark = text.prose().get(stray.range.clone()).unwrap_or_default();
            let (what, help) = match stray.is_opening {
                true => ("is opened but not closed", "where do the words end? Put the closing mark there"),
                false => ("is closed but not opened", "where do the words begin? Put the opening mark there"),
            };
            cx.report(
                text.place(stray.range.clone()),
                format!("a quotation {what}: {} stands alone", quoted(mark)),
            )
            .help(format!("a reader cannot tell whose words these are: {help}, or remove this one"));
        }
    }
}

/// Returns true for a title or a name that is written out to its end.
fn is_title(text: &Text<'_>) -> bool {
    let is_role =
        matches!(text.role(), TextRole::Source | TextRole::Actor | TextRole::Name | TextRole::Place);
    is_role && !text.value().trim_end().ends_with(['…', '.'])
}

/// The most bytes between two marks of different kinds that are taken for a pair.
const FARTHEST: usize = 400;

/// Returns true for an opening mark and a closing one of another kind, in one paragraph.
fn are_pair(prose: &str, first: &Stray, second: &Stray) -> bool {
    let between = prose.get(first.range.end..second.range.start);
    first.is_opening
        && !second.is_opening
        && between.is_some_and(|between| between.len() <= FARTHEST && !between.contains("\n\n"))
}

fn report_pair<'a>(cx: &mut DocumentContext<'a>, text: &Text<'a>, first: &Stray, second: &Stray) {
    let mark = |stray: &Stray| text.prose().get(stray.range.clone()).unwrap_or_default();
    let (open, close) = (mark(first), mark(second));
    // A straight mark has no side: the other one shows the kind that is meant.
    let (wrong, right) = match (closing(open), opening(close)) {
        (Some(closing), _) => (second, closing),
        (None, Some(opening)) => (first, opening),
        (None, None) => (second, open),
    };
    let message = format!("the mark {} opens a quotation, and {} closes it", quoted(open), quoted(close));
    let place = text.place(wrong.range.clone());
    let edit = Edit { span: place.span, replacement: right.to_owned() };
    let is_written = place.node.source().slice(place.span) == mark(wrong);
    let report = cx
        .report(place, message)
        .label(
            text.place(if wrong == first { second.range.clone() } else { first.range.clone() }),
            "the other mark",
        )
        .help(format!(
            "the two marks of a quotation are of one kind: put `{right}` in the place of {}",
            quoted(mark(wrong))
        ));
    if is_written {
        report.fix(format!("write `{right}`"), Applicability::Unsafe, vec![edit]);
    }
}

/// Returns the mark that closes what a mark with sides opens.
fn closing(open: &str) -> Option<&'static str> {
    Some(match open {
        "“" => "”",
        "„" => "“",
        "«" => "»",
        "‘" => "’",
        _ => return None,
    })
}

/// Returns the mark that opens what a mark with sides closes.
fn opening(close: &str) -> Option<&'static str> {
    Some(match close {
        "”" => "“",
        "»" => "«",
        "’" => "‘",
        _ => return None,
    })
}
