//! `time-limit-passed`

use crate::diagnostic::Severity;
use crate::law::{LegalCode, Part, TimeLimit, TimeLimits};
use crate::model::date::Date;
use crate::model::{Case, Citation, Dated, Event, EventType, Outcome, Verdict};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "time-limit-passed",
    group: Group::Law,
    severity: Severity::Info,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("time-limit-passed.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    for case in model.cases() {
        // While somebody hides, time does not run; and the sentence of a retrial may be older than it looks.
        let may_stop = |event: Event<'_>| STOPS.iter().any(|kind| event.is(*kind)) || tells_of_flight(event);
        let mut verdicts = model.events_of(case).filter(|event| event.as_verdict().is_some());
        let (Some(verdict), None) = (verdicts.next(), verdicts.next()) else { continue };
        if !model.events_of(case).any(may_stop) {
            check_case(cx, case, verdict);
        }
    }
}

/// Events that show that time may not have run.
const STOPS: [EventType; 4] = [
    EventType::WantedNotice,
    EventType::Extradition,
    EventType::AsylumDecision,
    EventType::PsychiatricDetention,
];

/// Returns true if a text says that somebody was tried in absentia, or had left.
fn tells_of_flight(event: Event<'_>) -> bool {
    const SIGNS: [&str; 12] = [
        "absentia",
        "fled",
        "flee",
        "hiding",
        "abroad",
        "exile",
        "left the country",
        "emigrat",
        "заочн",
        "розыск",
        "скры",
        "сырттай",
    ];
    let text = event.description().unwrap_or_default().to_lowercase();
    SIGNS.iter().any(|sign| text.contains(sign))
}

fn check_case<'a>(cx: &mut DocumentContext<'a>, case: Case<'a>, event: Event<'a>) {
    let Some(dated) = event.dated() else { return };
    for verdict in event.judgments().filter(|verdict| punishes(*verdict)) {
        let mut cited = verdict.articles().map(Citation::from_node);
        let (Some(Some(citation)), None) = (cited.next(), cited.next()) else { continue };
        let Some(code) = cx.law().at(citation.code(), [dated.date]) else { continue };
        let Some(charge) = last_charge(cx, case, verdict, citation) else { continue };
        let days = [charge.date, dated.date];
        let Some((limits, limit)) = longest_limit(code, citation, &days) else { continue };
        let end = charge.date.latest().and_then(|day| limit.within.end_from(day));
        if end.zip(dated.date.earliest()).is_none_or(|(end, verdict)| verdict <= end) {
            continue;
        }
        let message = format!(
            "the verdict came more than {} after the charge, but the act is too old for article {} by then",
            limit.within,
            citation.shown()
        );
        let by = limits.article.as_deref().map(|article| format!(" (article {article})"));
        let help = format!(
            "check both dates and the article; time does not run while somebody is in hiding, and an offence may have gone on; if \
             all is right, the court went beyond the {}{}, which is a violation to be named, and kept with \
             `# reportlint: ignore[time-limit-passed] why`",
            code.title_shown(),
            by.unwrap_or_default()
        );
        cx.report(dated, message).label(charge, "the charge").help(help);
    }
}

/// Returns true for the conviction of a first instance that is not itself for the reason that time ran out.
fn punishes(verdict: Verdict<'_>) -> bool {
    let has_sentence = verdict.sentences().next().is_some();
    let is_time_barred = verdict.sentences().any(|sentence| sentence.is_time_barred());
    verdict.outcome() == Some(Outcome::Convicted) && !verdict.is_review() && has_sentence && !is_time_barred
}

/// Returns the latest charge under an article before the verdict: the act came before it. `None` where another charge has no
/// date, or is of other articles alone and may be of a later act.
fn last_charge<'a>(
    cx: &DocumentContext<'a>,
    case: Case<'a>,
    verdict: Verdict<'a>,
    citation: Citation<'a>,
) -> Option<Dated<'a>> {
    let is_of_article = |event: Event<'_>| {
        event.citations().any(|one| (one.code(), one.article()) == (citation.code(), citation.article()))
    };
    let is_of_person =
        |event: Event<'a>| verdict.persons().all(|id| event.persons().any(|other| other == id));
    let charges = cx.model().events_of(case).filter(|event| event.is(EventType::Charge));
    let mut latest: Option<Dated<'a>> = None;
    for charge in charges {
        let dated = charge.dated().filter(|_| is_of_article(charge) && is_of_person(charge))?;
        if latest.is_none_or(|latest| dated.date.last_day() > latest.date.last_day()) {
            latest = Some(dated);
        }
    }
    latest
}

/// Returns the longest limit for an offence under an article, where its wording is known for all of the days.
fn longest_limit<'c>(
    code: &'c LegalCode,
    citation: Citation<'_>,
    days: &[Date],
) -> Option<(&'c TimeLimits, &'c TimeLimit)> {
    let limits = code.time_limits.as_ref().filter(|limits| !limits.ends_with_referral())?;
    let article = code.listed_article(citation.article())?;
    let is_old = |day: &Date| limits.wording_from.is_none_or(|from| day.is_from(&from));
    let is_known = |part: &&Part| {
        article.is_complete && days.iter().all(|day| is_old(day) && part.is_known_on(day, code.known_until))
    };
    let is_cited = |part: &&Part| citation.part_number().is_none_or(|number| number == part.number);
    let mut longest: Option<&TimeLimit> = None;
    for part in article.parts.iter().filter(is_cited) {
        let limit = Some(part).filter(is_known).and_then(|part| limits.longest(citation.article(), part))?;
        longest = longest.filter(|so_far| so_far.within.days() >= limit.within.days()).or(Some(limit));
    }
    longest.map(|limit| (limits, limit))
}
