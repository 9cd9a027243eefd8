//! `unknown-article`

use std::collections::HashSet;

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::law::{CodeType, LegalCode, Presence, base_number};
use crate::model::date::Date;
use crate::model::{Case, Citation, Event};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unknown-article",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unknown-article.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        for event in model.events_of(case) {
            let date = event.dated().map(|dated| dated.date);
            for citation in event.citations() {
                check_citation(cx, case, citation, date);
            }
        }
    }
}

fn check_citation<'a>(
    cx: &mut DocumentContext<'a>,
    case: Case<'a>,
    citation: Citation<'a>,
    date: Option<Date>,
) {
    let Some(code) = cx.law().at(citation.code(), date) else { return };
    let presence = code.article(citation.article());
    if presence == Presence::Unknown && check_number(cx, citation, code) {
        return;
    }
    if matches!(presence, Presence::Present | Presence::Unknown) {
        check_part(cx, case, citation, code, date);
        return;
    }
    let advice = advice(code, citation.article(), presence);
    let title = code.title_shown();
    let number = citation.article_shown();
    // What the code got after the edition that was read is not known.
    let edition = code.known_until.filter(|_| date.is_some_and(|date| code.may_have_changed_by(&date)));
    let Some(edition) = edition else {
        // Several codes share some ids: an older one may be meant.
        let most = if code.id == citation.code() { Severity::Error } else { Severity::Warning };
        let message = format!("the {title} has no article {number}");
        let place = citation.article_place();
        let is_written_alone = citation.part_number().is_none()
            && citation.node().as_str().is_some()
            && !citation.node().is_alias();
        let number = part_in_brackets(code, citation.article(), presence).filter(|_| is_written_alone);
        let edits = number.map(|replacement| vec![Edit { span: place.span, replacement }]);
        cx.report(place, message)
            .at_most(most)
            .help(advice)
            .refutes(Premise::value_right(citation.node()))
            .unsafe_fix("put the part in brackets", edits);
        return;
    };
    let edition = edition.last_day();
    let message =
        format!("article {number} is not in the edition of {edition} of the {title} that reportlint knows");
    let report = cx.report(citation.article_place(), message).at_most(Severity::Warning);
    report.refutes(Premise::value_right(citation.node())).help(format!(
        "{advice}; if it is newer, describe it in a legal-code file (`extends: {}`)",
        clip(&code.id)
    ));
}

/// Checks the number of an article in a code whose articles are not all known: no code of penalties has a thousand, and in
/// some codes every number has a dot. Returns true if it reports.
fn check_number<'a>(cx: &mut DocumentContext<'a>, citation: Citation<'a>, code: &LegalCode) -> bool {
    let number = citation.article();
    let whole = number.bytes().take_while(u8::is_ascii_digit).count();
    let lacks_dot = code.numbers_have_dots() && !number.contains('.');
    let is_long = whole > MOST_DIGITS && code.code_type.is_some_and(CodeType::defines_offences);
    if !lacks_dot && !is_long {
        return false;
    }
    let shown = citation.article_shown();
    let message = match lacks_dot {
        true => format!(
            "{shown} is no article of the {}, whose articles are numbered as `{}`",
            code.title_shown(),
            example(code)
        ),
        false => format!(
            "the {} has no article {shown}: its numbers have at most three digits",
            code.title_shown()
        ),
    };
    let meant = meant(cx, citation, code);
    let help = match &meant {
        Some(number) => format!("did you mean {}?", quoted(number)),
        None => {
            "check the number: the dot or the hyphen between its parts is missing, or a digit is too many"
                .to_owned()
        }
    };
    let place = citation.article_place();
    // A fix would change the place of the anchor, not that of the alias.
    let edits = meant
        .filter(|_| !citation.node().is_alias())
        .map(|replacement| vec![Edit { span: place.span, replacement }]);
    cx.report(place, message)
        .help(help)
        .refutes(Premise::value_right(citation.node()))
        .unsafe_fix("write the number that was meant", edits);
    true
}

/// The most citations of a document that are searched for the one that was meant.
const MOST_CITATIONS: usize = 1000;

/// The most digits of an article's number, without what follows a dot or a hyphen.
const MOST_DIGITS: usize = 3;

/// Returns the number of an article of a code, to show how it numbers them.
fn example(code: &LegalCode) -> String {
    code.numbers().next().map(clip).unwrap_or_default()
}

/// Returns the number that was meant: with one dot or hyphen more it is that of an article which the code's file lists or the
/// document cites elsewhere; or, where all numbers have a dot, the only one of a usual length.
fn meant<'a>(cx: &DocumentContext<'a>, citation: Citation<'a>, code: &LegalCode) -> Option<String> {
    let number = citation.article();
    let digits = number.bytes().take_while(u8::is_ascii_digit).count().min(8);
    let with_mark = |(at, mark): (usize, char)| {
        let (one, other) = number.split_at_checked(at)?;
        Some(format!("{one}{mark}{other}"))
    };
    let marks = |mark: char| (1..digits).map(move |at| (at, mark));
    let candidates: Vec<String> = marks('.').chain(marks('-')).filter_map(with_mark).collect();
    let cited: HashSet<&str> = cx
        .model()
        .citations()
        .take(MOST_CITATIONS)
        .filter(|other| other.code() == citation.code())
        .map(Citation::article)
        .collect();
    let is_known =
        |candidate: &&String| cited.contains(candidate.as_str()) || code.listed_article(candidate).is_some();
    let mut known = candidates.iter().filter(is_known);
    let found = match (known.next(), known.next()) {
        (Some(only), None) => Some(only),
        (None, _) if code.numbers_have_dots() && digits == 4 => {
            candidates.iter().find(|candidate| candidate.find('.') == Some(2))
        }
        _ => None,
    }?;
    Some(found.clone())
}

/// Checks the part of an article whose parts are all listed. What the article had before its last change, or has since the
/// edition that was read, is not known.
fn check_part<'a>(
    cx: &mut DocumentContext<'a>,
    case: Case<'a>,
    citation: Citation<'a>,
    code: &LegalCode,
    date: Option<Date>,
) {
    let (Some(date), Some(number)) = (date, citation.part_number()) else { return };
    let Some(article) = code.listed_article(citation.article()).filter(|article| article.is_complete) else {
        return;
    };
    // A part between others may have been inserted, or is in the text and not in the file: only the last one is certain.
    let parts = article.parts.as_slice();
    let last = parts.iter().filter_map(|part| base_number(&part.number)).max();
    let is_beyond = base_number(number).zip(last).is_some_and(|(cited, last)| cited > last);
    let is_known = parts.iter().all(|part| part.is_known_on(&date, code.known_until));
    // Another wording has a part more or less, and not many.
    let is_far = base_number(number).zip(last).is_some_and(|(cited, last)| cited > last + PARTS_OF_CHANGES);
    if parts.len() < 2 || !is_beyond {
        return;
    }
    // In the same case another event cites a part that there is.
    let is_other = |other: Citation<'_>| {
        let is_same_article = other.code() == citation.code() && other.article() == citation.article();
        let part = other.part_number().filter(|_| is_same_article);
        part.is_some_and(|part| parts.iter().any(|known| known.number == part))
    };
    let cites_other = || cx.model().events_of(case).flat_map(Event::citations).any(is_other);
    if !is_known && !is_far && !cites_other() {
        return;
    }
    let known: Vec<&str> = parts.iter().map(|part| part.number.as_str()).collect();
    let message = format!(
        "article {} of the {} has no part {}{}",
        citation.article_shown(),
        code.title_shown(),
        clip(number),
        if is_known { "" } else { " in the wording that is known" }
    );
    cx.report(citation.article_place(), message)
        .at_most(Severity::Warning)
        .refutes(Premise::value_right(citation.node()))
        .help(format!(
            "its parts are {}: check the number of the part, and that of the article",
            known.join(", ")
        ));
}

/// The most parts by which two wordings of an article may differ.
const PARTS_OF_CHANGES: u32 = 4;

/// Says what to look for instead of an article that a code lacks.
fn advice(code: &LegalCode, article: &str, presence: Presence) -> String {
    if let Presence::BeyondLast(last) = presence {
        return format!("the last article of `{}` is {last}: check the number", code.id);
    }
    let end = article.find(['-', '.']).unwrap_or(article.len());
    let (base, rest) = article.split_at(end);
    let mut inserted: Vec<&str> = code.inserted_after(base).collect();
    inserted.sort_by_key(|number| number.rsplit(['-', '.']).next().and_then(|last| last.parse::<u32>().ok()));
    match inserted.as_slice() {
        [] if rest.is_empty() => "check the number".to_owned(),
        [] => format!(
            "no article was inserted after {}; a part goes in brackets: {}",
            clip(base),
            quoted(&format!("{} {}", code.id, with_brackets(base, rest)))
        ),
        _ => format!("the articles inserted after {} are {}", clip(base), clip(&inserted.join(", "))),
    }
}

/// Returns an article's number with its part in brackets.
fn with_brackets(base: &str, rest: &str) -> String {
    format!("{base}({})", rest.trim_start_matches(['-', '.']))
}

/// Returns the number of an article with a part in brackets, where no article was inserted after it and the part is known.
fn part_in_brackets(code: &LegalCode, article: &str, presence: Presence) -> Option<String> {
    let (base, rest) = article.split_at_checked(article.find(['-', '.'])?)?;
    let part = rest.trim_start_matches(['-', '.']);
    let is_known = code.listed_article(base)?.parts.iter().any(|known| known.number == part);
    let is_free = !matches!(presence, Presence::BeyondLast(_)) && code.inserted_after(base).next().is_none();
    (is_known && is_free).then(|| with_brackets(base, rest))
}
