//! The citations that a freely written text intends: `ст. 272 УК РК` is `KZ-CC 272`.

use super::applicable_code::{code_at, code_to_cite};
use super::citation_slip;
use super::named_code;
use crate::diagnostic::Applicability;
use crate::law::{CodeType, LegalCode, Presence, Registry};
use crate::lookalike::{ascii_sign, latin};
use crate::model::citation::{self as parse, freeform};
use crate::model::duration::Duration;
use crate::model::{Event, country};
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
    let mut intended = with_ascii_signs(cx, text)
        .or_else(|| without_comma(text))
        .or_else(|| in_free_form(cx, event, text))
        .or_else(|| citation_slip::read(cx.law(), text))
        .or_else(|| in_capitals(text))?;
    // Somebody has to look at it anyway.
    if intended.citations.iter().any(|citation| lacks_part(cx.law(), citation)) {
        intended.applicability = Applicability::Unsafe;
    }
    Some(intended)
}

/// Returns true if a citation names no part of an article that has several.
fn lacks_part(law: &Registry, citation: &str) -> bool {
    let Some(citation) = parse::Citation::parse(citation).filter(|citation| citation.part.is_none()) else {
        return false;
    };
    let article = law.get(citation.code).and_then(|code| code.listed_article(citation.article));
    article.is_some_and(|article| article.parts.len() > 1)
}

/// Reads a citation whose code has small letters: `KZ-CivC 9`.
fn in_capitals(text: &str) -> Option<Intended> {
    let (code, article) = text.split_once(' ')?;
    let citation = format!("{} {article}", code.to_ascii_uppercase());
    let country = code.split('-').next().filter(|country| country::name(country).is_some())?;
    let is_code = code.len() > country.len() && code != code.to_ascii_uppercase();
    (is_code && parse::Citation::parse(&citation).is_some()).then(|| Intended {
        citations: vec![citation],
        reason: "the id of a code stands in capitals; ".to_owned(),
        applicability: Applicability::Unsafe,
    })
}

/// Reads several citations in the prescribed form with nothing but spaces between them: `BY-CC 357(1) BY-CC 361(3)`.
fn without_comma(text: &str) -> Option<Intended> {
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let (pairs, []) = words.as_chunks::<2>() else { return None };
    let citations: Vec<String> = pairs.iter().map(|pair| pair.join(" ")).collect();
    let are_citations = citations.iter().all(|citation| parse::Citation::parse(citation).is_some());
    (citations.len() > 1 && are_citations).then(|| Intended {
        reason: format!("{} citations stand here without a comma between them; ", citations.len()),
        citations,
        applicability: Applicability::Unsafe,
    })
}

/// Reads citations that are written in another form than the prescribed one.
fn in_free_form<'a>(cx: &DocumentContext<'a>, event: Event<'a>, text: &str) -> Option<Intended> {
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
    if citations.iter().all(exists) {
        return Some(Intended { citations, reason, applicability });
    }
    let [citation] = citations.as_slice() else { return None };
    part_for_insertion(code, citation)
}

/// Returns the citation that a text is but for the dashes, digits or brackets of a word processor: `AZ-CC 193–1.3.1`.
fn with_ascii_signs(cx: &DocumentContext<'_>, text: &str) -> Option<Intended> {
    let odd = text.chars().find(|c| ascii_sign(*c).is_some())?;
    let plain: String = text.chars().map(|c| ascii_sign(c).unwrap_or(c)).collect();
    let citation = parse::Citation::parse(&plain)?;
    let code = cx.law().get(citation.code);
    let is_there = code.is_none_or(|code| {
        !matches!(code.article(citation.article), Presence::Absent | Presence::BeyondLast(_))
    });
    let sign = ascii_sign(odd)?;
    if !is_there {
        return part_for_insertion(code?, &plain);
    }
    Some(Intended {
        citations: vec![plain.clone()],
        reason: format!("the sign `{odd}` only looks like `{sign}`; "),
        applicability: Applicability::Safe,
    })
}

/// Returns the citation of an article's part that is written as an article inserted after it, where the code has no such
/// article: `174.1` for `174(1)`.
fn part_for_insertion(code: &LegalCode, citation: &str) -> Option<Intended> {
    let citation = parse::Citation::parse(citation).filter(|citation| citation.part.is_none())?;
    let (article, part) = citation.article.split_once(['.', '-'])?;
    let is_part = !part.is_empty() && part.len() < 3 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_there = matches!(code.article(article), Presence::Present);
    (is_part && is_there).then(|| Intended {
        citations: vec![format!("{} {article}({part})", code.id)],
        reason: format!("the code has no article {}, and a part stands in brackets: ", citation.article),
        applicability: Applicability::Unsafe,
    })
}

/// Returns the only other code of the country that has an article of this number, for a text without a code whose own code has
/// no such article.
pub(crate) fn other_code<'a>(
    cx: &DocumentContext<'a>,
    event: Event<'a>,
    text: &str,
) -> Option<(&'a LegalCode, String)> {
    let citation = freeform::read(text).filter(|citation| citation.code.is_empty())?;
    let [article] = citation.articles.as_slice() else { return None };
    let own = code_to_cite(cx, event);
    let types = [CodeType::Criminal, CodeType::Administrative];
    let mut others = types.into_iter().filter_map(|code_type| code_at(cx, event, code_type)).filter(|code| {
        let written = article.under(&code.id);
        let number = parse::Citation::parse(&written).map(|citation| citation.article.to_owned());
        code.id != own && number.is_some_and(|number| matches!(code.article(&number), Presence::Present))
    });
    let code = others.next().filter(|_| others.next().is_none())?;
    Some((code, article.under(&code.id)))
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
