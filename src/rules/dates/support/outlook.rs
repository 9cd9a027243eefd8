//! Developments dated after their report, told apart from those that are announced.

use crate::diagnostic::{Premise, Severity};
use crate::model::prose::words;
use crate::model::{Dated, Development};
use crate::rule::DocumentContext;
use crate::words::clip;

/// Words, and beginnings of words, by which a text says that something lies ahead, or goes on.
const AHEAD: [&str; 32] = [
    "begins",
    "opens",
    "starts",
    "continues",
    "goes",
    "go",
    "is",
    "are",
    "начинается",
    "начинаются",
    "открывается",
    "проходит",
    "проводится",
    "проводятся",
    "will",
    "shall",
    "due",
    "would",
    "future",
    "next",
    "until",
    "effective",
    "ahead",
    "еще",
    "ещё",
    "пока",
    "пройдут",
    "пройдет",
    "пройдёт",
    "состоится",
    "состоятся",
    "до",
];
const AHEAD_BEGINNINGS: [&str; 35] = [
    "plan",
    "schedul",
    "expect",
    "upcoming",
    "forthcoming",
    "announc",
    "postpon",
    "adjourn",
    "deadline",
    "enter",
    "come",
    "coming",
    "take",
    "intend",
    "propos",
    "set",
    "appoint",
    "call",
    "буд",
    "планир",
    "заплан",
    "назнач",
    "предсто",
    "вступ",
    "ожида",
    "перенес",
    "отлож",
    "должн",
    "намер",
    "объяв",
    "срок",
    "draft",
    "budget",
    "проект",
    "бюджет",
];

/// English words for what has happened, besides those in `-ed`.
const PAST: [&str; 16] = [
    "was", "were", "had", "did", "won", "took", "gave", "said", "held", "began", "met", "found", "fell",
    "rose", "made", "went",
];

/// Endings of Russian verbs in the past, which no noun has: "канал" and "медали" are none.
const PAST_ENDINGS: [&str; 17] = [
    "лась",
    "лись",
    "ился",
    "ался",
    "овал",
    "овала",
    "овали",
    "яла",
    "яли",
    "нял",
    "ержал",
    "ержала",
    "ержали",
    "исал",
    "исала",
    "исали",
    "казали",
];

/// Words behind which a form in `-ed` or `-л` says what somebody or something is, not what happens.
const BEFORE_PARTICIPLES: [&str; 15] = [
    "the",
    "a",
    "an",
    "all",
    "of",
    "for",
    "with",
    "to",
    "and",
    "who",
    "which",
    "that",
    "который",
    "которая",
    "которые",
];

/// The years from which on something that a text does not date itself is no outlook.
const FAR_AHEAD: i16 = 2;

/// Reports developments of a later day than the report that are told as past, or lie years ahead. Others may be announced: a law that
/// is to come into force, a hearing.
pub(in crate::rules::dates) fn check_developments<'a>(cx: &mut DocumentContext<'a>, limit: Dated<'a>) {
    let dated = cx.model().developments().filter_map(|development| Some((development, development.dated()?)));
    for (development, dated) in dated.filter(|(_, dated)| dated.date.is_after(&limit.date)) {
        let years = dated.date.first_day().year() - limit.date.last_day().year();
        if !is_past(development, dated, years) {
            continue;
        }
        let message = format!(
            "the development is dated {}, but the report {}",
            clip(dated.written()),
            clip(limit.written())
        );
        cx.report(dated, message)
            .note("later than the report itself")
            .label(limit, "the report is of this day")
            .at_most(Severity::Warning)
            .help(
                "a report cannot tell what had not happened yet: one of the two dates is wrong; what is only planned for a later day says \
                 so in its `summary:`, such as \"will take place\"; if the report was updated, give the new date of publication",
            )
            .refutes(Premise::value_right(dated.entry.value));
    }
}

/// Returns true if the text of a development, or the time until its date, says that it is no outlook.
fn is_past(development: Development<'_>, dated: Dated<'_>, years: i16) -> bool {
    let texts = [development.title(), development.summary()];
    let year = dated.date.first_day().year().to_string();
    // What is counted has happened, and few count what is to come in another year.
    let mut has_past = years > 0 && development.figures().next().is_some();
    for text in texts.into_iter().flatten() {
        let (mut before, mut end) = (String::new(), 0);
        for (range, written) in words(text) {
            let word = written.to_lowercase();
            let is_ahead = AHEAD.contains(&word.as_str())
                || AHEAD_BEGINNINGS.iter().any(|start| word.starts_with(start));
            if is_ahead || years > 0 && word == year {
                return false;
            }
            let is_set_off = text.get(end..range.start).is_some_and(|gap| gap.contains([',', '-']));
            let is_verb = word == written && !is_set_off && !BEFORE_PARTICIPLES.contains(&before.as_str());
            has_past |= is_verb && tells_past(&word);
            (before, end) = (word, range.end);
        }
    }
    has_past || years >= FAR_AHEAD
}

/// Returns true for a word that is a verb in the past, or looks like one.
fn tells_past(word: &str) -> bool {
    const SHORTEST: usize = 5;
    let is_long = word.chars().count() >= SHORTEST;
    let is_english = || word.ends_with("ed") && !word.ends_with("eed") && !word.ends_with("dred");
    let has_ending = || is_english() || PAST_ENDINGS.iter().any(|end| word.ends_with(end));
    PAST.contains(&word) || is_long && has_ending()
}

#[cfg(test)]
mod tests {
    use super::tells_past;

    #[test]
    fn verbs_in_the_past_are_told() {
        for word in ["was", "adopted", "signed", "приняла", "подписал", "задержали", "собрались"]
        {
            assert!(tells_past(word), "{word}");
        }
        for word in [
            "law",
            "red",
            "speed",
            "hundred",
            "elections",
            "hearing",
            "выборы",
            "закон",
            "апреля",
            "журнал",
            "медали",
            "могила",
        ] {
            assert!(!tells_past(word), "{word}");
        }
    }
}
