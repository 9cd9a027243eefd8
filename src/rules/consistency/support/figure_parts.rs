//! Figures that are parts of the one above them because of what they count: women and men, the convicted and the acquitted.

use std::borrow::Borrow;

use super::figure_labels::{Counted, Years, counted, is_begun};
use super::figures::{LabelledNumber, have_two_sources};
use super::stated::is_same_stem;
use crate::rule::DocumentContext;

/// Two groups of which nobody and nothing is in both.
struct Groups {
    one: &'static [&'static str],
    other: &'static [&'static str],
    /// True if everybody is in one of the two.
    is_complete: bool,
    of: Of,
}

/// The totals of which two groups can be parts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Of {
    /// A number of people.
    People,
    /// A number of people on whom a court has decided.
    Judged,
    /// A number of things.
    Things,
    /// A number of people or things that are decided, not only begun.
    Decided,
    Any,
}

impl Of {
    /// Returns true if a total with this label in small letters can have the groups.
    fn may_be(self, label: &str) -> bool {
        let counted = counted(label);
        match self {
            Self::People => counted != Counted::Things,
            Self::Judged => counted == Counted::People && !is_begun(label),
            Self::Things => counted == Counted::Things,
            Self::Decided => !is_begun(label),
            Self::Any => true,
        }
    }
}

/// The beginnings of words; those of fewer than five letters are whole words.
const GROUPS: [Groups; 7] = [
    Groups {
        one: &["women", "woman", "female", "females", "женщин", "әйел", "әйелдер", "аялдар", "ayollar"],
        other: &["men", "male", "males", "мужчин", "ерлер", "эркектер", "erkaklar"],
        is_complete: true,
        of: Of::People,
    },
    Groups {
        one: &["minors", "children", "underage", "несовершеннолетн", "детей", "кәмелетке"],
        other: &["adult", "adults", "взрослы", "совершеннолетн", "ересек"],
        is_complete: true,
        of: Of::People,
    },
    Groups {
        one: &["held", "detention", "custody", "imprisoned", "стражей", "стражу", "заключени"],
        other: &["bail", "released", "freed", "залог", "освобожден", "освобождён"],
        is_complete: false,
        of: Of::People,
    },
    Groups {
        one: &[
            "individual",
            "individuals",
            "persons",
            "people",
            "физических",
            "граждан",
            "человек",
            "физлиц",
        ],
        other: &[
            "organisation",
            "organisations",
            "organization",
            "organizations",
            "организаци",
            "объединени",
            "юридических",
            "юрлиц",
        ],
        is_complete: false,
        of: Of::Any,
    },
    Groups {
        one: &["convicted", "convictions", "guilty", "осужден", "осуждён", "осуждены"],
        other: &["acquitted", "acquittals", "оправдан", "оправданы"],
        is_complete: false,
        of: Of::Judged,
    },
    Groups {
        one: &["refused", "rejected", "denied", "отказано", "отказ", "отклонен"],
        other: &["granted", "approved", "allowed", "удовлетворен", "разрешен"],
        is_complete: false,
        of: Of::Decided,
    },
    Groups {
        one: &["criminal", "уголовны"],
        other: &["administrative", "административны"],
        is_complete: false,
        of: Of::Things,
    },
];

/// Words of labels that name no other group.
const EMPTY: [&str; 12] = [
    "among",
    "them",
    "whom",
    "which",
    "those",
    "these",
    "trial",
    "pre-trial",
    "under",
    "среди",
    "этих",
    "ішінде",
];

/// Reports two figures below another that are groups of it and do not fit into it.
pub(crate) fn check_groups<'a>(cx: &mut DocumentContext<'a>, numbers: &[LabelledNumber<'a>], own: &Years) {
    for (index, window) in numbers.windows(3).enumerate() {
        let [total, first, second] = window else { continue };
        let is_like = |part: &&LabelledNumber<'_>| {
            part.figure.unit() == total.figure.unit()
                && !have_two_sources(part.figure, total.figure)
                && total.time.may_hold(&part.time, own)
        };
        let (Some(groups), true) = (groups_of(first, second), [first, second].iter().all(is_like)) else {
            continue;
        };
        let is_group =
            |number: &LabelledNumber<'_>| has_any(number, groups.one) || has_any(number, groups.other);
        // A label that counts something else stands for a whole of its own.
        if is_group(total) || [first, second].iter().any(|part| !is_plain_group(part, total, groups)) {
            continue;
        }
        let label = total.label().to_lowercase();
        if !groups.of.may_be(&label) {
            continue;
        }
        // A third group may follow, such as children; and one person may be arrested twice.
        let is_last =
            numbers.get(index + 3).is_none_or(|next| !is_like(&next)) && counted(&label) == Counted::People;
        let sum = first.value + second.value;
        let is_wrong = sum > total.value + 0.5 || groups.is_complete && is_last && sum + 0.5 < total.value;
        if is_wrong {
            report_sum(cx, total, &[first, second], sum);
        }
    }
}

/// Reports a total that is not the sum of its parts.
pub(super) fn report_sum<'a>(
    cx: &mut DocumentContext<'a>,
    total: &LabelledNumber<'a>,
    parts: &[impl Borrow<LabelledNumber<'a>>],
    sum: f64,
) {
    let what = crate::words::quoted(total.label());
    let sum = (sum * 1000.0).round() / 1000.0;
    let message = format!("the parts of {what} add up to {sum}, not to {}", total.value);
    let mut report = cx.report(total.entry, message).note("the total");
    for part in parts {
        report = report.label(part.borrow().entry, "a part");
    }
    report.help("a reader who adds them up will doubt all of them: check the numbers; if they are not parts of it, say so in the labels");
}

/// Returns the two groups that two figures count.
fn groups_of(first: &LabelledNumber<'_>, second: &LabelledNumber<'_>) -> Option<&'static Groups> {
    let is_one_of = |number: &LabelledNumber<'_>, own: &[&str], other: &[&str]| {
        has_any(number, own) && !has_any(number, other)
    };
    GROUPS.iter().find(|groups| {
        let (one, other) = (groups.one, groups.other);
        is_one_of(first, one, other) && is_one_of(second, other, one)
            || is_one_of(first, other, one) && is_one_of(second, one, other)
    })
}

fn has_any(number: &LabelledNumber<'_>, beginnings: &[&str]) -> bool {
    number.words.iter().any(|word| beginnings.iter().any(|beginning| begins(word, beginning)))
}

fn begins(word: &str, beginning: &str) -> bool {
    if beginning.chars().count() < 5 { word == beginning } else { word.starts_with(beginning) }
}

/// Returns true if a label says no more than its group and what the total counts.
fn is_plain_group(part: &LabelledNumber<'_>, total: &LabelledNumber<'_>, groups: &Groups) -> bool {
    let is_known = |word: &String| {
        word.chars().count() < 4
            || EMPTY.contains(&word.as_str())
            || groups.one.iter().chain(groups.other).any(|beginning| begins(word, beginning))
            || total.words.iter().any(|of_total| is_same_stem(of_total, word))
    };
    part.words.iter().all(is_known)
}
