//! `verdict-article-not-charged`

use std::collections::HashSet;

use super::support::charge_slips::{ChargeSlip, charge_slips};
use super::support::charged_parts::{Changed, ChargedParts};
use crate::diagnostic::{Premise, Severity};
use crate::law::{LegalCode, Registry, base_number};
use crate::model::{
    Case, Citation, Event, EventType, Jurisdiction, Model, Outcome, Sentence, SentenceType, Verdict,
};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::and;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "verdict-article-not-charged",
    group: Group::Law,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("verdict-article-not-charged.md"),
};

/// The largest number of charges that a finding labels.
const MOST_LABELS: usize = 4;

/// The largest number of citations of charges that a finding depends on.
const MOST_PREMISES: usize = 32;

/// A code, of whatever year, and an article of it.
type ArticleKey<'a> = (&'a str, &'a str);

fn check(cx: &mut DocumentContext<'_>) {
    let changed = Changed::default();
    for case in cx.model().cases() {
        // A criminal charge does not support an administrative verdict, nor the other way round.
        for jurisdiction in [Jurisdiction::Criminal, Jurisdiction::Administrative] {
            check_case(cx, case, jurisdiction, &changed);
        }
    }
}

fn check_case<'a>(
    cx: &mut DocumentContext<'a>,
    case: Case<'a>,
    jurisdiction: Jurisdiction,
    changed: &Changed,
) {
    let charges: Vec<Event<'_>> = charges(cx.model(), case, jurisdiction).collect();
    // The verdict may rest on a charge without an article, or with a citation that cannot be read; `malformed-citation`
    // reports the latter.
    let is_open = |charge: &Event<'_>| {
        charge.articles_entry().is_none() || charge.citation_nodes().count() > charge.citations().count()
    };
    // The charge of a case that continues another is in the earlier report.
    if charges.is_empty() || charges.iter().any(is_open) || case.continues_entry().is_some() {
        return;
    }
    // A changed charge often appears in a hearing.
    let is_session = |event: &Event<'_>| event.event_type().is_some_and(EventType::is_court_session);
    let hearings: Vec<Event<'_>> = cx.model().events_of(case).filter(is_session).collect();
    let accused: Vec<Citation<'_>> =
        charges.iter().chain(&hearings).copied().flat_map(Event::articles).collect();
    let charged: HashSet<ArticleKey<'_>> =
        accused.iter().copied().map(|one| article_key(cx.law(), one)).collect();
    let parts = ChargedParts::of(cx.law(), &accused);
    // A charge is reported once, whichever of several decisions shows that it is a slip.
    let mut decided = Vec::new();
    for event in cx.model().events_of(case) {
        let decisions: Vec<Verdict<'_>> =
            event.judgments().filter(|verdict| is_first_decision(*verdict, jurisdiction)).collect();
        // A charge of a later day concerns other acts.
        let day = event.dated();
        let comes_before = |charge: &Event<'_>| match (charge.dated(), day) {
            (Some(charge), Some(day)) => !charge.date.is_after(&day.date),
            _ => true,
        };
        if !decisions.is_empty() && charges.iter().any(comes_before) {
            let cited: Vec<Citation<'_>> = decisions.iter().flat_map(offences).collect();
            for citation in uncharged(cx, event, &decisions, &charged) {
                report(cx, event, citation, &charges, is_acquitted_of(cx.law(), &decisions, citation));
            }
            let other_parts = parts.others(&cited);
            if !other_parts.is_empty() && !changed.may_be(cx.model(), event) {
                for (citation, charged) in other_parts {
                    report_part(cx, citation, &charged, &charges);
                }
            }
            decided.push((event, cited));
        }
    }
    report_slips(cx, &charges, &hearings, &decided, changed);
}

/// Returns true if a verdict acquits of an offence and convicts nobody of it.
fn is_acquitted_of(law: &Registry, decisions: &[Verdict<'_>], citation: Citation<'_>) -> bool {
    let cites = |verdict: &Verdict<'_>| {
        let cited = verdict.articles().filter_map(Citation::from_node);
        cited.into_iter().any(|one| article_key(law, one) == article_key(law, citation))
    };
    let mut citing = decisions.iter().filter(|verdict| cites(verdict)).peekable();
    citing.peek().is_some() && citing.all(|verdict| acquits(*verdict))
}

fn report<'a>(
    cx: &mut DocumentContext<'a>,
    event: Event<'a>,
    citation: Citation<'a>,
    charges: &[Event<'a>],
    is_acquitted: bool,
) {
    let rests = if is_acquitted { "acquits of" } else { "rests on" };
    let law = cx.law();
    let key = article_key(law, citation);
    let of_judgments = event.judgments().flat_map(Verdict::articles).filter_map(Citation::from_node);
    let mut cited = event.articles().chain(of_judgments).map(|one| article_key(law, one)).peekable();
    // The verdict cites others, and one of its sentences this one.
    let is_of_sentence = cited.peek().is_some() && cited.all(|cited| cited != key);
    let message = format!(
        "the verdict {rests} article {}, under which nobody is charged in this case",
        citation.article_shown()
    );
    let message = match is_of_sentence {
        true => format!(
            "the sentence rests on article {}, which its verdict does not cite, and under which nobody is charged in this case",
            citation.article_shown()
        ),
        false => message,
    };
    let mut report = cx.report(citation.article_place(), message);
    for articles in charges.iter().filter_map(|charge| charge.articles_entry()).take(MOST_LABELS) {
        report = report.label(articles, "charged");
    }
    // A charge whose citation is wrong says nothing of what was charged.
    for charged in charges.iter().flat_map(|charge| charge.citation_nodes()).take(MOST_PREMISES) {
        report = report.depends_on(Premise::value_right(charged));
    }
    // One whose reclassification is wrong may have been charged.
    for moved in event.reclassified_to().take(MOST_PREMISES) {
        report = report.depends_on(Premise::value_right(moved.node()));
    }
    if is_of_sentence {
        report.help("write the article of the verdict under which this sentence was passed; if the court did convict of this one, add it to the verdict's `articles:`");
        return;
    }
    report.help(
        "where the court reclassified the offence, say so in the verdict with `reclassified:`, `from` and `to`; otherwise the \
         article of the verdict or of the charge is a slip, or a charge is missing",
    );
}

/// Returns the offences that a decision and its sentences cite. The article of a ban or another measure beside the penalty is about
/// the measure.
fn offences<'a>(verdict: &Verdict<'a>) -> Vec<Citation<'a>> {
    let is_penalty =
        |sentence: &Sentence<'_>| !sentence.sentence_type().is_some_and(SentenceType::has_own_article);
    let of_sentences = verdict.sentences().filter(is_penalty).flat_map(Sentence::articles);
    verdict.articles().chain(of_sentences).filter_map(Citation::from_node).collect()
}

/// Reports the charges whose article is but for a digit that of the trial and the verdict, unless a decision changed the charge.
fn report_slips<'a>(
    cx: &mut DocumentContext<'a>,
    charges: &[Event<'a>],
    sessions: &[Event<'a>],
    decided: &[(Event<'a>, Vec<Citation<'a>>)],
    changed: &Changed,
) {
    let cited: Vec<Citation<'a>> = decided.iter().flat_map(|(_, cited)| cited).copied().collect();
    let slips = charge_slips(cx.law(), charges, sessions, &cited);
    if slips.is_empty() || decided.iter().any(|(event, _)| changed.may_be(cx.model(), *event)) {
        return;
    }
    slips.iter().for_each(|slip| report_slip(cx, slip));
}

fn report_slip<'a>(cx: &mut DocumentContext<'a>, slip: &ChargeSlip<'a>) {
    let ChargeSlip { charged, tried } = slip;
    let message = format!(
        "the charge cites article {}, and the trial and the verdict article {}",
        charged.article_shown(),
        tried.article_shown()
    );
    cx.report(charged.article_place(), message)
        .label(tried.article_place(), "the trial")
        .refutes(Premise::value_right(charged.node()))
        .help(format!(
            "two digits are easily mistaken: look the charge up, and write {} if that is meant; where the charge was changed, say so in a \
             `description:`",
            tried.article_shown()
        ));
}

/// Reports a part of an article that is charged in other parts alone.
fn report_part<'a>(
    cx: &mut DocumentContext<'a>,
    citation: Citation<'a>,
    charged: &[Citation<'a>],
    charges: &[Event<'a>],
) {
    if is_rule_by_code(cx.law(), citation) {
        return;
    }
    let mut parts: Vec<String> = charged.iter().map(|charged| charged.shown()).collect();
    parts.sort_unstable();
    parts.dedup();
    let message = format!("the decision cites {}, and the charge {}", citation.shown(), and(&parts));
    let mut report = cx.report(citation.article_place(), message);
    for charged in charged.iter().take(MOST_LABELS) {
        report = report.label(charged.article_place(), "charged");
    }
    // Any citation of a charge that is wrong may have been meant for this one.
    for charged in charges.iter().flat_map(|charge| charge.citation_nodes()).take(MOST_PREMISES) {
        report = report.depends_on(Premise::value_right(charged));
    }
    report.help(
        "where the court chose another part than the charge, say so in the verdict with `reclassified:`, `from` and `to`; otherwise \
         one of the two parts is a slip, or a charge is missing",
    );
}

/// Returns the offences that the decisions of a verdict cite outside `charged`, each once.
fn uncharged<'a>(
    cx: &DocumentContext<'a>,
    event: Event<'a>,
    decisions: &[Verdict<'a>],
    charged: &HashSet<ArticleKey<'_>>,
) -> Vec<Citation<'a>> {
    let lowest = charged.iter().filter_map(|(_, article)| base_number(article)).min();
    // The report says that the court chose another article than that of the charge.
    let mut seen: HashSet<ArticleKey<'_>> =
        event.reclassified_to().map(|one| article_key(cx.law(), one)).collect();
    let mut found = Vec::new();
    for cited in decisions.iter().map(offences) {
        let rests_on_charge = cited.iter().any(|cited| charged.contains(&article_key(cx.law(), *cited)));
        // Nobody is charged with general rules, and these come first in a code: where nobody knows its parts, what lies before all
        // charges may be one. A decision rests on an offence besides.
        let is_rule = |cited: &Citation<'_>| {
            let is_known = |code: &LegalCode| code.knows_general_part() || code.is_offence(cited.article());
            let may_be_rule = rests_on_charge
                && base_number(cited.article()) < lowest
                && !cx.law().get(cited.code()).is_some_and(is_known);
            // In some codes the offence has one article and its punishment another.
            let may_be_punishment = rests_on_charge && cx.law().get(cited.code()).is_none();
            may_be_rule || may_be_punishment || is_rule_by_code(cx.law(), *cited)
        };
        found.extend(cited.into_iter().filter(|cited| {
            let key = article_key(cx.law(), *cited);
            !charged.contains(&key)
                && !is_rule(cited)
                && !is_charged_by_points(charged, key)
                && seen.insert(key)
        }));
    }
    found
}

/// The most charged articles that are compared by their points.
const MOST_COMPARED: usize = 64;

/// Returns true if the charges have the article with its part and point as some countries write it, or the decision has: `234.4.3` for
/// `234(4)`.
fn is_charged_by_points(charged: &HashSet<ArticleKey<'_>>, (code, article): ArticleKey<'_>) -> bool {
    let goes_on =
        |long: &str, short: &str| long.strip_prefix(short).is_some_and(|rest| rest.starts_with('.'));
    charged.len() <= MOST_COMPARED
        && charged.iter().any(|(own, one)| *own == code && (goes_on(one, article) || goes_on(article, one)))
}

/// Returns true if an article is in the general part of its code, or in a law without offences, such as one on
/// procedure.
fn is_rule_by_code(law: &Registry, cited: Citation<'_>) -> bool {
    let is_other = |code: &LegalCode| code.code_type.is_some_and(|code_type| !code_type.defines_offences());
    law.get(cited.code()).is_some_and(|code| code.is_general(cited.article()) || is_other(code))
}

fn charges<'a>(
    model: &'a Model<'a>,
    case: Case<'a>,
    jurisdiction: Jurisdiction,
) -> impl Iterator<Item = Event<'a>> {
    let is_charge = |event: &Event<'_>| event.is(EventType::Charge);
    model.events_of(case).filter(move |event| is_charge(event) && event.jurisdiction() == Some(jurisdiction))
}

fn article_key<'a>(law: &Registry, citation: Citation<'a>) -> ArticleKey<'a> {
    (law.stand_in(citation.code()), citation.article())
}

fn is_first_decision(verdict: Verdict<'_>, jurisdiction: Jurisdiction) -> bool {
    verdict.jurisdiction() == Some(jurisdiction)
        && matches!(verdict.outcome(), Some(Outcome::Convicted | Outcome::Acquitted))
        && !verdict.is_review()
}

fn acquits(verdict: Verdict<'_>) -> bool {
    verdict.outcome() == Some(Outcome::Acquitted)
}
