//! `penalty-out-of-range`

use super::support::applicable_code::code_at;
use super::support::arrest::excessive_term;
use super::support::cited::{Cited, first_code, penalty_word};
use super::support::cumulation::{Additions, Told};
use super::support::days::Days;
use super::support::fines::wrong_fine;
use super::support::penalty_range::{When, combined_range, longest_of_other_day, range_of_fines};
use crate::diagnostic::{Premise, Severity};
use crate::law::{CodeType, LegalCode, Part, Penalty};
use crate::model::date::Date;
use crate::model::{Event, EventType, Jurisdiction, Sentence, SentenceType, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "penalty-out-of-range",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("penalty-out-of-range.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let told = Told::new();
    for case in model.cases() {
        let judgments = model.events_of(case).flat_map(|event| event.judgments());
        let verdicts: Vec<Verdict<'_>> = judgments.filter(|verdict| verdict.can_sentence()).collect();
        let asked: Vec<Sentence<'_>> = model
            .events_of(case)
            .filter(|event| event.is(EventType::ProsecutionRequest))
            .flat_map(Event::sentences_asked)
            .collect();
        if verdicts.is_empty() && asked.is_empty() {
            continue;
        }
        let days = Days::of(cx, case);
        let additions = Additions::of(model, case, &told);
        for sentence in asked {
            check_asked(cx, sentence, &days, &additions);
        }
        for sentence in verdicts.into_iter().flat_map(Verdict::sentences) {
            // `arrest-exceeds-maximum` already reports a term beyond the code's own limit.
            if excessive_term(cx, sentence).is_some() {
                continue;
            }
            let date = sentence.verdict().event().dated().map(|dated| dated.date);
            match sentence.articles_in_force().next() {
                Some(_) => check_cited(cx, sentence, &days, &additions),
                None => check_uncited(cx, sentence, date),
            }
        }
    }
}

fn check_cited<'a>(
    cx: &mut DocumentContext<'a>,
    sentence: Sentence<'a>,
    days: &Days<'a>,
    additions: &Additions<'a, '_>,
) {
    let Some((code, days)) = first_code(cx, sentence, days) else { return };
    if check_limit(cx, sentence, code) {
        return;
    }
    let Some(cited) = Cited::of(sentence, code, days) else { return };
    if !check_term(cx, &cited, additions)
        && !check_other_wording(cx, &cited, additions)
        && !check_kind(cx, &cited, additions)
        && !check_gravest(cx, &cited)
    {
        check_fine(cx, &cited);
    }
}

/// Checks a term that a prosecutor asks for: it may be shorter than the article allows, and not longer.
fn check_asked<'a>(
    cx: &mut DocumentContext<'a>,
    sentence: Sentence<'a>,
    days: &Days<'a>,
    additions: &Additions<'a, '_>,
) {
    let Some((code, days)) = first_code(cx, sentence, days) else { return };
    let Some(cited) = Cited::of(sentence, code, days) else { return };
    let (Some(term), Some(most)) = (sentence.duration(), cited.range().and_then(|range| range.most)) else {
        return;
    };
    let days = term.duration.days();
    let added = match (additions.days(sentence), additions.days_on_record(sentence)) {
        (u64::MAX, on_record) if on_record > 0 => on_record,
        (added, _) => added,
    };
    if days <= most.days() || days.saturating_sub(added) <= most.days() {
        return;
    }
    let message = format!("{} is longer than the maximum of {most} under {}", term.duration, cited.shown());
    cx.report(term, message).label(cited.citation.article_place(), "the article")
        .depends_on(Premise::value_right(cited.citation.node())).help(
        "no prosecutor asks for more than the law allows: check the term, the article and the part; where an earlier term is counted in, say \
         so in the `description:`",
    );
}

/// Checks a term against the longest one of its kind that the code allows for any offence; returns true if it reports.
fn check_limit<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, code: &LegalCode) -> bool {
    let (Some(term), Some(word)) = (sentence.duration(), penalty_word(sentence)) else { return false };
    let limit = code.limits.iter().find(|limit| limit.penalty.type_text == word);
    let Some(most) = limit.and_then(|limit| limit.longest()) else { return false };
    if term.duration.days() <= most.days() {
        return false;
    }
    let what = quoted(word);
    let message = format!(
        "{} is longer than any term of {what} under the {}: {most}",
        term.duration,
        code.title_shown()
    );
    cx.report(term, message).help(
        "check the term and the penalty; if both are right, the court went beyond the law, which is a violation to be named, and kept with `# reportlint: ignore[penalty-out-of-range] why`",
    );
    true
}

/// Checks a term against the article; returns true if it reports.
fn check_term<'a>(cx: &mut DocumentContext<'a>, cited: &Cited<'a>, additions: &Additions<'a, '_>) -> bool {
    let (Some(term), Some(range)) = (cited.sentence.duration(), cited.range()) else { return false };
    let days = term.duration.days();
    let (limit, advice) = match range.most {
        Some(most) if days > most.days() => {
            if days.saturating_sub(additions.days(cited.sentence)) <= most.days() {
                return false;
            }
            (
                format!("longer than the maximum of {most}"),
                "check the term, the article and the part: a repeated offence is often a part of its own, and a longer term than \
             the law allows is a violation to be named, \
             and kept with `# reportlint: ignore[penalty-out-of-range] why`; where an earlier term was added, say so in the verdict's \
             `description:`, or cite the article on that too",
            )
        }
        _ if days < range.least.days() => (
            format!("shorter than the minimum of {}", range.least),
            "check the term, the article and the part: a court may go below the minimum under a rule on mitigation, and then \
             cites that rule",
        ),
        _ => return false,
    };
    let when = if range.is_dated {
        ""
    } else {
        "; reportlint does not know from which day on this limit holds, so look up the wording of that time"
    };
    cx.report(term, format!("{} is {limit} under {}", term.duration, cited.shown()))
        .label(cited.citation.article_place(), "the article")
        .depends_on(Premise::value_right(cited.citation.node()))
        .refutes(Premise::value_right(term.entry.value))
        .help(format!("{advice}{when}"));
    true
}

/// Checks a term against the article where the wording of the day is not known: one that is far longer than the wording that is
/// known allows. Returns true if it reports.
fn check_other_wording<'a>(
    cx: &mut DocumentContext<'a>,
    cited: &Cited<'a>,
    additions: &Additions<'a, '_>,
) -> bool {
    let (Some(term), Some(word)) = (cited.sentence.duration(), penalty_word(cited.sentence)) else {
        return false;
    };
    let Some((most, is_later)) = longest_of_other_day(cited.parts(), word, cited.when()) else {
        return false;
    };
    // A law that grew harder after the act, or the charge, does not apply to it.
    let is_of_act = |part: &Part| {
        let act = cited.days.first().filter(|_| cited.days.len() > 1);
        act.is_some_and(|day| part.is_known_on(day, cited.code.known_until))
    };
    let is_bound = is_later && cited.parts().all(is_of_act);
    // Laws grow harder: an earlier wording seldom allows more, a later one often does.
    let factor = match (is_bound, is_later) {
        (true, _) => FACTOR_OF_ACT,
        (false, true) => FACTOR_LATER,
        (false, false) => FACTOR_EARLIER,
    };
    let is_too_long = |days: u64| days.saturating_mul(4) > most.days().saturating_mul(factor);
    let days = term.duration.days();
    if !is_too_long(days) || !is_too_long(days.saturating_sub(additions.days(cited.sentence))) {
        return false;
    }
    let far = if is_bound { "" } else { "far " };
    let message = format!(
        "{} is {far}longer than the maximum of {most} under {} in the wording that is known",
        term.duration,
        cited.shown()
    );
    let report = cx
        .report(term, message)
        .label(cited.citation.article_place(), "the article")
        .depends_on(Premise::value_right(cited.citation.node()))
        .refutes(Premise::value_right(term.entry.value));
    let report = if is_later && !is_bound { report.at_most(Severity::Info) } else { report };
    if is_bound {
        report.help(
            "a law that grew harder after the act does not apply to it: check the term, the article and the part; if all are right, the court \
             went beyond the law, which is a violation to be named",
        );
        return true;
    }
    report.help(
        "the wording of that day was not seen, and it may allow more: check the term, the article and the part; if all are right, describe that \
         wording in a legal-code file; where an earlier term was added, say so in the verdict's `description:`, or cite the article on that too",
    );
    true
}

/// The quarters of a maximum beyond which a term is reported under an earlier wording of the law, and under a later one.
const FACTOR_EARLIER: u64 = 6;
const FACTOR_LATER: u64 = 7;

/// The same where the wording at the time of the act or the charge is known.
const FACTOR_OF_ACT: u64 = 4;

/// The years of imprisonment up to which no wording of an article has allowed the death penalty, or imprisonment for life.
const MOST_WITHOUT_DEATH: u64 = 15;
const MOST_WITHOUT_LIFE: u64 = 10;

/// Checks a sentence to death or for life under an article whose terms are too short for it, in whatever wording. Returns true
/// if it reports.
fn check_gravest<'a>(cx: &mut DocumentContext<'a>, cited: &Cited<'a>) -> bool {
    let years = match cited.sentence.sentence_type() {
        Some(SentenceType::DeathPenalty) => MOST_WITHOUT_DEATH,
        Some(SentenceType::LifeImprisonment) => MOST_WITHOUT_LIFE,
        _ => return false,
    };
    let Some(word) = cited.sentence.type_text() else { return false };
    let is_mild = |part: &Part| {
        let mut main = part.penalties.iter().filter(|one| !one.is_additional).peekable();
        let imprisonment = SentenceType::Imprisonment.as_str();
        let longest = |one: &Penalty| one.maximum.is_some_and(|most| most.days() <= years * DAYS_OF_YEAR);
        main.peek().is_some()
            && main.all(|one| one.type_text != word && (one.type_text != imprisonment || longest(one)))
    };
    if !cited.article.is_complete || cited.parts().next().is_none() || !cited.parts().all(is_mild) {
        return false;
    }
    cx.report(cited.sentence, format!("{} is no penalty under {}", quoted(word), cited.shown()))
        .label(cited.citation.article_place(), "the article")
        .depends_on(Premise::value_right(cited.citation.node()))
        .help(
            "check the penalty, the article and the part: the longest terms that the article allows are far from it; if all are right, the court \
             went beyond the law, which is a violation to be named",
        );
    true
}

/// The most days of a year.
const DAYS_OF_YEAR: u64 = 366;

/// Checks the kind of a penalty that takes liberty: an article may not allow it, or not that it is suspended. Returns true
/// if it reports.
fn check_kind<'a>(cx: &mut DocumentContext<'a>, cited: &Cited<'a>, additions: &Additions<'a, '_>) -> bool {
    let Some(sentence_type) = cited.sentence.sentence_type() else { return false };
    let is_suspended = sentence_type == SentenceType::SuspendedImprisonment;
    let bars = |from: Date| !cited.days.is_empty() && cited.days.iter().all(|day| day.is_from(&from));
    let is_whole = cited.article.no_suspension.is_some_and(bars);
    let mut parts = cited.parts().map(|part| part.no_suspension.is_some_and(bars)).peekable();
    if is_suspended && (is_whole || parts.peek().is_some() && parts.all(|is_barred| is_barred)) {
        let article = if is_whole { cited.citation.article_shown() } else { cited.citation.shown() };
        let message = format!("a sentence under article {article} may not be suspended");
        cx.report(cited.sentence, message).label(cited.citation.article_place(), "the article")
        .depends_on(Premise::value_right(cited.citation.node())).help(
            "look up the penalty and the article in the judgment: restriction of liberty is another penalty, \
             `type: restriction-of-liberty`",
        );
        return true;
    }
    let is_of_liberty = matches!(
        sentence_type,
        SentenceType::Imprisonment
            | SentenceType::SuspendedImprisonment
            | SentenceType::LifeImprisonment
            | SentenceType::AdministrativeArrest
            | SentenceType::CriminalArrest
    );
    // `penalty-of-other-code` already reports a penalty that is none of this kind of code.
    let needed = sentence_type.only_jurisdiction().and_then(Jurisdiction::code_type);
    let is_of_liberty = is_of_liberty && needed.is_none_or(|needed| cited.code.code_type == Some(needed));
    let Some(word) = penalty_word(cited.sentence).filter(|_| is_of_liberty) else { return false };
    let when = cited.when();
    let lacks = |part: &Part| {
        when.is_known(part)
            && !part.penalties.is_empty()
            && part.penalties.iter().all(|one| one.type_text != word)
    };
    let is_complete = cited.article.is_complete && !cited.days.is_empty();
    if !is_complete || cited.parts().next().is_none() || !cited.parts().all(lacks) {
        return false;
    }
    // The penalty of an earlier verdict may be the one that is left of the two.
    if additions.days(cited.sentence) > 0 {
        return false;
    }
    let mut allowed: Vec<&str> = Vec::new();
    for penalty in cited.parts().flat_map(|part| &part.penalties).filter(|one| !one.is_additional) {
        if !allowed.contains(&penalty.type_text.as_str()) {
            allowed.push(&penalty.type_text);
        }
    }
    let allowed: Vec<String> = allowed.into_iter().map(quoted).collect();
    cx.report(cited.sentence, format!("{} is no penalty under {}", quoted(word), cited.shown()))
        .label(cited.citation.article_place(), "the article")
        .depends_on(Premise::value_right(cited.citation.node()))
        .help(format!(
            "check the penalty, the article and the part: it allows {}; another penalty is a violation to be named, \
             and kept with `# reportlint: ignore[penalty-out-of-range] why`",
            allowed.join(", ")
        ));
    true
}

/// Checks a fine, in units or in money.
fn check_fine<'a>(cx: &mut DocumentContext<'a>, cited: &Cited<'a>) {
    // Beside another penalty a fine is an additional one, with limits of its own.
    let is_only = cited.sentence.verdict().sentences().nth(1).is_none();
    if !cited.sentence.is(SentenceType::Fine) || !is_only || cited.days.is_empty() {
        return;
    }
    let Some(allowed) = range_of_fines(cited.parts(), cited.when()) else { return };
    let Some(wrong) = wrong_fine(cited.sentence, cited.code, &allowed, &cited.days) else { return };
    let why = if wrong.is_too_large {
        "a repeated offence is often a part of its own, and a larger fine than the law allows is a violation to be named, and"
    } else {
        "a court may go below the minimum where it says why: such a fine is"
    };
    cx.report(wrong.place, format!("{} under {}", wrong.fault, cited.shown()))
        .label(cited.citation.article_place(), "the article")
        .depends_on(Premise::value_right(cited.citation.node()))
        .help(format!(
            "check the fine, the article and the part: {why} kept with `# reportlint: ignore[penalty-out-of-range] why`"
        ));
}

/// Checks an arrest that cites no article, in a case about a freedom that a single article of the country's code
/// regulates: for a first offence it cannot be longer than that article allows.
fn check_uncited<'a>(cx: &mut DocumentContext<'a>, sentence: Sentence<'a>, date: Option<Date>) {
    const ARREST: SentenceType = SentenceType::AdministrativeArrest;
    let Some(term) = sentence.duration().filter(|_| sentence.is(ARREST)) else { return };
    let event = sentence.verdict().event();
    let Some(code) = code_at(cx, event, CodeType::Administrative) else { return };
    let freedoms: Vec<&str> = event.case().freedom_texts().collect();
    let mut articles = code.articles_on(&freedoms);
    let (Some((number, article)), None) = (articles.next(), articles.next()) else { return };
    let first_offence = article.parts.iter().filter(|part| !part.is_repetition);
    let days: Vec<Date> = date.into_iter().collect();
    let when = When { days: &days, edition: code.known_until };
    let Some(most) = combined_range(first_offence, ARREST.as_str(), when).and_then(|range| range.most) else {
        return;
    };
    if term.duration.days() <= most.days() {
        return;
    }
    let number = clip(number);
    let message = format!(
        "{} is longer than the maximum of {most} for a first offence under article {number} of the {}",
        term.duration,
        code.title_shown()
    );
    cx.report(term, message).help(format!(
        "no article is cited, and article {number} is the one on this freedom: look it up in the decision; a repeated offence \
         is a part of its own, and a longer term than the law allows is a violation to be named, \
         and kept with `# reportlint: ignore[penalty-out-of-range] why`"
    ));
}
