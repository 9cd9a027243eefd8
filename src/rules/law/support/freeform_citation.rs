//! The citations that a freely written text intends: `ст. 272 УК РК` is `KZ-CC 272`.

use super::applicable_code::code_to_cite;
use super::named_code;
use crate::diagnostic::Applicability;
use crate::law::{LegalCode, Presence, Registry};
use crate::lookalike::latin;
use crate::model::Event;
use crate::model::citation::{self as parse, freeform};
use crate::model::duration::Duration;
use crate::rule::DocumentContext;

/// Years after the start of a code in which its name may still refer to the code before it.
const OLD_CODE_TRIED: u16 = 7;

/// The citations that a text intends.
pub(crate) struct Intended {
    /// Each citation in its prescribed form.
    pub(crate) citations: Vec<String>,
    /// The beginning of the help: why these citations are proposed, or an empty text.
    pub(crate) reason: String,
    /// The trust that the proposal deserves.
    pub(crate) applicability: Applicability,
}

/// Reads the citations that `text` intends; `None` where its code is unclear or lacks one of the articles.
pub(crate) fn intended_citations<'a>(
    cx: &DocumentContext<'a>,
    event: Event<'a>,
    text: &str,
) -> Option<Intended> {
    let citation = freeform::read(text)?;
    let (code, reason, applicability) = match citation.code.as_slice() {
        [] => assumed_code(cx, event)?,
        [word] => match named_code::by_id(cx.law(), word) {
            Some(code) => (code, lookalike_reason(text), Applicability::Safe),
            None => code_in_words(cx, event, &citation.code)?,
        },
        words => code_in_words(cx, event, words)?,
    };
    let citations: Vec<String> = citation.articles.iter().map(|article| article.under(&code.id)).collect();
    // An article that the code lacks is a misreading: a range, or a wrong number.
    let exists = |citation: &String| {
        parse::Citation::parse(citation).is_some_and(|citation| {
            matches!(code.article(citation.article), Presence::Present | Presence::Unknown)
        })
    };
    citations.iter().all(exists).then_some(Intended { citations, reason, applicability })
}

/// Returns the code that a text without a code probably refers to.
fn assumed_code<'a>(
    cx: &DocumentContext<'a>,
    event: Event<'a>,
) -> Option<(&'a LegalCode, String, Applicability)> {
    let code = cx.law().get(code_to_cite(cx, event))?;
    let reason = format!("no code is named; if the {} is meant, ", code.title_shown());
    Some((code, reason, Applicability::Unsafe))
}

/// Says which letters of `text` look like Latin ones; empty where none do.
fn lookalike_reason(text: &str) -> String {
    let help = latin(text).map(|(_, help)| help);
    let reason = help.and_then(|help| Some(format!("{}; ", help.split_once(": ")?.0)));
    reason.unwrap_or_default()
}

/// Returns the code that `words` name, as of the time of the event.
fn code_in_words<'a>(
    cx: &DocumentContext<'a>,
    event: Event<'a>,
    words: &[String],
) -> Option<(&'a LegalCode, String, Applicability)> {
    let law = cx.law();
    let code = code_of_the_time(law, named_code::by_words(law, words, cx.model().country())?, event);
    Some(if has_lasted_long(code, event) {
        (code, String::new(), Applicability::Safe)
    } else {
        (code, format!("it seems to be the {}: ", code.title_shown()), Applicability::Unsafe)
    })
}

/// Returns the code that had this code's name at the time of the event: its predecessor, if the event came before it.
fn code_of_the_time<'a>(law: &'a Registry, code: &'a LegalCode, event: Event<'_>) -> &'a LegalCode {
    let date = event.dated().map(|dated| dated.date);
    let predecessor = || {
        let date = date.filter(|date| code.earliest_start().is_some_and(|start| date.is_before(&start)))?;
        law.in_force_on(code.country.as_deref()?, code.code_type?, &date)
    };
    predecessor().unwrap_or(code)
}

/// Returns true if the code had been in force so long that its name cannot refer to an earlier code.
fn has_lasted_long(code: &LegalCode, event: Event<'_>) -> bool {
    let after = code.in_force.and_then(|start| Duration::years(OLD_CODE_TRIED).end_from(start.last_day()));
    let day = event.dated().and_then(|dated| dated.date.earliest());
    after.zip(day).is_some_and(|(after, day)| day > after)
}
