//! Figures that the text beside them states otherwise.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::figure_labels::{LabelTime, Years};
use super::figure_parts::report_sum;
use super::figures::{LabelledNumber, have_two_sources};
use super::stated::{Stated, begins, is_same_stem, numbers_and_shares, sentences};
use crate::diagnostic::Premise;
use crate::model::prose::words;
use crate::model::{Development, Model, Text, TextRole};
use crate::rule::DocumentContext;
use crate::tree::NodeId;
use crate::words::quoted;

/// The words behind a number in which its noun stands.
const NOUN_WITHIN: usize = 8;

/// A number of a text that a figure probably means.
struct Match<'a, 't> {
    text: &'t Text<'a>,
    stated: Stated,
}

/// A sentence with the numbers that it states.
pub(crate) struct Sentence<'a, 't> {
    text: &'t Text<'a>,
    prose: &'t str,
    start: usize,
    numbers: Vec<Stated>,
    /// The numbers before the sign for a share.
    shares: Vec<Stated>,
    /// The sentence in small letters, its time, and true if it tells of others' numbers: each is read where a figure may be meant.
    lower: OnceCell<String>,
    time: OnceCell<LabelTime>,
    is_of_others: OnceCell<bool>,
}

impl Sentence<'_, '_> {
    /// Returns the numbers that may be a figure's: shares only for one in per cent.
    fn numbers_for(&self, figure: &LabelledNumber<'_>) -> impl Iterator<Item = &Stated> {
        let is_share =
            figure.figure.unit().is_some_and(|unit| matches!(unit, "%" | "percent" | "per cent" | "процент"));
        self.numbers.iter().chain(self.shares.iter().filter(move |_| is_share))
    }

    fn lower(&self) -> &str {
        self.lower.get_or_init(|| self.prose.to_lowercase())
    }

    fn time(&self) -> &LabelTime {
        self.time.get_or_init(|| LabelTime::of(self.lower()))
    }

    fn is_of_others(&self) -> bool {
        *self.is_of_others.get_or_init(|| tells_of_others(self.lower()))
    }
}

/// The sentences with numbers of a document, by the development whose summary has them; those of the report's summary and of the
/// body are about any.
pub(crate) struct NumberedTexts<'a, 't> {
    own: HashMap<NodeId, Vec<Sentence<'a, 't>>>,
    shared: Vec<Sentence<'a, 't>>,
    /// The figures that may still be compared with the shared sentences: the work grows with the product.
    left: usize,
}

impl<'a, 't> NumberedTexts<'a, 't> {
    pub(crate) fn of(model: &'t Model<'a>) -> Self {
        let mut found = Self { own: HashMap::new(), shared: Vec::new(), left: MOST_COMPARED };
        for text in model.texts().iter().filter(|text| text.has_digit()) {
            match text.role() {
                TextRole::Summary if text.owner() != model.root() => {
                    found.own.entry(text.owner().target_id()).or_default().extend(sentences_of(text));
                }
                TextRole::Summary | TextRole::Body => {
                    found.shared.extend(sentences_of(text).take(MOST_SENTENCES));
                }
                _ => {}
            }
        }
        found
    }
}

/// The largest number of sentences of a body, and of figures that are compared with them.
const MOST_SENTENCES: usize = 500;
const MOST_COMPARED: usize = 200;

/// Reports a figure that no text states, where a sentence about the same thing has another number in its place.
pub(crate) fn check_texts<'a>(
    cx: &mut DocumentContext<'a>,
    development: Development<'a>,
    figures: &[LabelledNumber<'a>],
    texts: &mut NumberedTexts<'a, '_>,
    years: &Years,
) {
    let NumberedTexts { own, shared, left } = texts;
    let own = own.get(&development.node().target_id()).map_or(&[][..], |own| own.as_slice());
    for figure in figures {
        let shared: &[Sentence<'a, '_>] = if *left > 0 { shared } else { &[] };
        *left = left.saturating_sub(1);
        let all = || own.iter().map(|one| (one, true)).chain(shared.iter().map(|one| (one, false)));
        let states = |sentence: &Sentence<'_, '_>| {
            sentence.numbers_for(figure).any(|number| number.value == figure.value)
        };
        if shared.iter().any(states) {
            continue;
        }
        // Where its own summary has the number, only the same digits in another order are a slip elsewhere.
        let is_stated = own.iter().any(states);
        let may_be = |found: &Match<'_, '_>| {
            !is_stated || slip_between(figure.value, found.stated.value) == Slip::Turned
        };
        let mut found = all()
            .filter(|(_, is_own)| !(is_stated && *is_own))
            .filter_map(|(sentence, is_own)| match_in(sentence, figure, figures, is_own, years))
            .filter(may_be);
        let Some(Match { text, stated }) = found.next().filter(|_| found.next().is_none()) else { continue };
        let message = format!(
            "the figure {} is {} here, and {} in the text",
            quoted(figure.label()),
            figure.written(),
            stated.value
        );
        cx.report(figure.entry, message)
            .label(text.place(stated.range), "the text")
            .refutes(Premise::value_right(figure.entry.value))
            .help("a reader cannot tell which of the two is right: look the number up, and write the same in both places");
    }
}

/// The largest number that a text often writes in words.
const MOST_IN_WORDS: f64 = 12.0;

/// Reports a figure whose label says that it is a total, where the text states the sum of the figures above it.
pub(crate) fn check_bare_totals<'a>(
    cx: &mut DocumentContext<'a>,
    development: Development<'a>,
    figures: &[LabelledNumber<'a>],
    texts: &mut NumberedTexts<'a, '_>,
) {
    let NumberedTexts { own, shared, left } = texts;
    let own = own.get(&development.node().target_id()).map_or(&[][..], |own| own.as_slice());
    let states =
        |sentence: &Sentence<'_, '_>, value: f64| sentence.numbers.iter().any(|one| one.value == value);
    let mut rest = figures;
    while let Some(at) = rest.iter().position(|figure| figure.is_bare_total() || figure.is_total) {
        let (parts, behind) = rest.split_at(at);
        let Some((total, behind)) = behind.split_first() else { return };
        rest = behind;
        let is_like = |part: &LabelledNumber<'_>| {
            part.figure.unit() == total.figure.unit() && !have_two_sources(part.figure, total.figure)
        };
        let sum: f64 = parts.iter().map(|part| part.value).sum();
        if parts.len() < 2 || !parts.iter().all(is_like) || (sum - total.value).abs() < 0.5 {
            continue;
        }
        // The sentence that has the parts and their sum shows that nothing else is in the total.
        let has_all = |sentence: &&Sentence<'_, '_>| {
            let is_given = |part: &LabelledNumber<'_>| states(sentence, part.value);
            let may_be_in_words = |part: &LabelledNumber<'_>| part.value <= MOST_IN_WORDS;
            let is_whole = |one: &Stated| one.value == sum && !is_of_them(sentence.prose, &one.range);
            sentence.numbers.iter().any(is_whole)
                && parts.iter().any(is_given)
                && parts.iter().all(|part| is_given(part) || may_be_in_words(part))
        };
        let is_stated = own.iter().any(|sentence| states(sentence, total.value));
        let shared: &[Sentence<'a, '_>] = if *left > 0 { shared } else { &[] };
        *left = left.saturating_sub(1);
        if !is_stated && own.iter().chain(shared).any(|sentence| has_all(&sentence)) {
            report_sum(cx, total, parts, sum);
        }
    }
}

/// Returns true for a number that the text calls a part of others: `of the 48 who voted`, `43 of them`.
fn is_of_them(prose: &str, range: &Range<usize>) -> bool {
    let before = prose.get(..range.start).unwrap_or_default().trim_end().to_lowercase();
    let after = prose.get(range.end..).unwrap_or_default().trim_start().to_lowercase();
    ["of the", "of", "among", "among the", "из", "из них"].iter().any(|word| {
        before.strip_suffix(word).is_some_and(|rest| rest.is_empty() || rest.ends_with(char::is_whitespace))
    }) || ["of them", "of whom", "of these", "of those", "из них", "из которых"]
        .iter()
        .any(|word| after.starts_with(word))
}

fn sentences_of<'a, 't>(text: &'t Text<'a>) -> impl Iterator<Item = Sentence<'a, 't>> {
    let whole = text.prose();
    sentences(whole).filter_map(move |range| {
        let (start, prose) = (range.start, whole.get(range)?);
        let (numbers, shares) = numbers_and_shares(prose);
        (!numbers.is_empty() || !shares.is_empty()).then(|| Sentence {
            text,
            prose,
            start,
            numbers,
            shares,
            lower: OnceCell::new(),
            time: OnceCell::new(),
            is_of_others: OnceCell::new(),
        })
    })
}

/// Returns the only number of a sentence that a figure probably means.
fn match_in<'a, 't>(
    sentence: &Sentence<'a, 't>,
    figure: &LabelledNumber<'_>,
    figures: &[LabelledNumber<'_>],
    is_own: bool,
    years: &Years,
) -> Option<Match<'a, 't>> {
    let is_of_figure = |number: &Stated| figures.iter().any(|figure| figure.value == number.value);
    let label = figure.label().to_lowercase();
    let content: Vec<&str> = words(&label)
        .map(|(_, word)| word)
        .filter(|word| word.chars().count() >= 3 && !JOINTS.contains(word))
        .collect();
    let lower = sentence.lower();
    let in_sentence = |word: &str| words(lower).any(|(_, other)| is_same_stem(word, other));
    let is_telling = |word: &&&str| !NO_NOUNS.contains(*word);
    let shared = content.iter().filter(is_telling).filter(|word| in_sentence(word)).count();
    // The same digits in another order are a slip, whatever else the sentence says.
    let is_of_same = || {
        figure.time.is_like(sentence.time(), years)
            && !sentence.is_of_others()
            && !names_a_place(sentence.prose, figure)
    };
    let has_whole_label = content.len() > 1 && content.iter().all(|word| in_sentence(word));
    let is_among_figures = sentence.numbers_for(figure).any(is_of_figure);
    let mut fitting = sentence.numbers_for(figure).filter(|number| !is_of_figure(number)).filter(|number| {
        let (is_named, ends) = noun_behind(sentence.prose, number, &content);
        let slip = slip_between(figure.value, number.value);
        let may_be = match slip {
            // A development's own summary has the numbers of its figures.
            Slip::Turned => {
                is_named
                    || has_whole_label && goes_on(sentence.prose, number)
                    || !has_other_noun(sentence.prose, number, &content)
                        && (shared > 0 || is_among_figures || is_own)
            }
            Slip::OneDigit => is_named && ends && (content.len() > 1 || is_among_figures),
            Slip::None => is_named && ends && content.len() > 1,
        };
        may_be && !is_rounded(lower, number) && (slip == Slip::Turned || is_of_same())
    });
    let number = fitting.next().filter(|_| fitting.next().is_none())?;
    if !figure.time.has_years_of(sentence.time(), years) {
        return None;
    }
    let range = number.range.start + sentence.start..number.range.end + sentence.start;
    Some(Match { text: sentence.text, stated: Stated { value: number.value, range } })
}

/// Beginnings of words before a number that is not exact; those of fewer than four letters are whole words.
const ROUNDED: [&str; 39] = [
    "more",
    "than",
    "over",
    "least",
    "about",
    "some",
    "nearly",
    "almost",
    "up",
    "around",
    "approximately",
    "fewer",
    "less",
    "most",
    "roughly",
    "close",
    "under",
    "более",
    "больше",
    "менее",
    "меньше",
    "свыше",
    "около",
    "почти",
    "порядка",
    "примерно",
    "до",
    "чем",
    "астам",
    "жуық",
    "шамамен",
    "кемінде",
    "ашык",
    "жакын",
    "болжол",
    "кеминде",
    "дейін",
    "чейин",
    "артық",
];

/// The words before and behind a number that say that it is not exact.
const ROUNDED_WITHIN: usize = 2;

/// Returns true if the words around a number say that it is not exact: "more than 80", «80-нен астам».
fn is_rounded(lower: &str, number: &Stated) -> bool {
    const NEAR: usize = 60;
    let before = lower.get(..number.range.start).unwrap_or_default();
    let before =
        before.get(before.floor_char_boundary(before.len().saturating_sub(NEAR))..).unwrap_or_default();
    let before: Vec<&str> = words(before).map(|(_, word)| word).collect();
    let before = before.into_iter().rev().take(ROUNDED_WITHIN);
    let behind = lower.get(number.range.end..).unwrap_or_default();
    let behind = words(behind).map(|(_, word)| word).take(ROUNDED_WITHIN);
    before.chain(behind).any(|word| ROUNDED.iter().any(|known| begins(word, known)))
}

/// Beginnings of words by which a sentence tells of what somebody else counted, or of some of the people alone; those of fewer than
/// four letters are whole words.
const OTHERS: [&str; 32] = [
    "according",
    "says",
    "said",
    "speak",
    "claim",
    "reported",
    "ministry",
    "minister",
    "spokes",
    "official",
    "instead",
    "only",
    "first",
    "another",
    "each",
    "every",
    "данным",
    "словам",
    "сообщ",
    "утвержда",
    "министерств",
    "министр",
    "официальн",
    "только",
    "лишь",
    "ещё",
    "еще",
    "мәлімет",
    "айтуынша",
    "маалымат",
    "айтымында",
    "тек",
];

fn tells_of_others(lower: &str) -> bool {
    words(lower).any(|(_, word)| OTHERS.iter().any(|known| begins(word, known)))
}

/// Returns true if a sentence has a name that the label of a figure has not, or begins with a place in Kazakh or Kyrgyz.
fn names_a_place(sentence: &str, figure: &LabelledNumber<'_>) -> bool {
    const IN: [&str; 8] = ["да", "де", "та", "те", "до", "дө", "то", "тө"];
    let is_of_label = |word: &str| figure.words.iter().any(|own| is_same_stem(own, &word.to_lowercase()));
    words(sentence).enumerate().any(|(at, (_, word))| {
        let is_name = at > 0 || IN.iter().any(|ending| word.ends_with(ending));
        is_name && word.starts_with(char::is_uppercase) && !is_of_label(word)
    })
}

/// Words of labels that name nothing.
const JOINTS: [&str; 14] = [
    "the", "and", "for", "with", "from", "among", "them", "whom", "which", "того", "них", "для", "при",
    "және",
];

/// Returns true if all words of a label stand behind a number, and whether a sign ends them.
fn noun_behind(sentence: &str, number: &Stated, content: &[&str]) -> (bool, bool) {
    let after = sentence.get(number.range.end..).unwrap_or_default().to_lowercase();
    let mut left: Vec<&str> = content.to_vec();
    let mut end = 0;
    for (range, word) in words(&after).take(NOUN_WITHIN) {
        // Another number has a noun of its own.
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            break;
        }
        left.retain(|own| !is_same_stem(own, word));
        end = range.end;
        if left.is_empty() {
            break;
        }
    }
    let rest = after.get(end..).unwrap_or_default();
    let ends = rest.is_empty() || rest.starts_with([',', '.', ';', ':', '!', ')', '\n']);
    (left.is_empty() && !content.is_empty(), ends)
}

/// Words behind a number that do not say what it counts.
const NO_NOUNS: [&str; 20] = [
    "of",
    "people",
    "persons",
    "names",
    "entries",
    "were",
    "was",
    "are",
    "is",
    "had",
    "have",
    "человек",
    "людей",
    "лиц",
    "имён",
    "имен",
    "фамилий",
    "из",
    "адам",
    "киши",
];

/// Returns true if the sentence goes on behind a number without a noun that it counts: "reached 319 in December".
fn goes_on(sentence: &str, number: &Stated) -> bool {
    const JOINING: [&str; 18] = [
        "in", "by", "at", "on", "as", "and", "after", "since", "from", "during", "в", "на", "к", "по", "и",
        "с", "до", "за",
    ];
    let next = words(sentence.get(number.range.end..).unwrap_or_default()).next();
    next.is_some_and(|(_, word)| JOINING.contains(&word))
}

/// Returns true if the word behind a number says that it counts something else than a label names.
fn has_other_noun(sentence: &str, number: &Stated, content: &[&str]) -> bool {
    let after = sentence.get(number.range.end..).unwrap_or_default();
    let next = words(after).next().filter(|(range, _)| {
        after.get(..range.start).is_some_and(|gap| gap.chars().all(char::is_whitespace))
    });
    next.is_some_and(|(_, word)| {
        let word = word.to_lowercase();
        !NO_NOUNS.contains(&word.as_str()) && !content.iter().any(|own| is_same_stem(own, &word))
    })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slip {
    /// The same digits in another order.
    Turned,
    /// One digit is another one, missing, or too many.
    OneDigit,
    None,
}

fn slip_between(one: f64, other: f64) -> Slip {
    let (one, other) = (one.to_string(), other.to_string());
    let sorted = |text: &str| {
        let mut digits: Vec<u8> = text.bytes().collect();
        digits.sort_unstable();
        digits
    };
    if one.len() > 1 && one.len() == other.len() && sorted(&one) == sorted(&other) {
        return Slip::Turned;
    }
    match strsim::osa_distance(&one, &other) {
        1 => Slip::OneDigit,
        _ => Slip::None,
    }
}
