//! `unknown-legal-code`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::law::{CodeType, Presence, Registry};
use crate::model::{Citation, Jurisdiction, country};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "unknown-legal-code",
    group: Group::Law,
    severity: Severity::Error,
    preset: Preset::Minimal,
    fix: Some(Applicability::Unsafe),
    page: include_str!("unknown-legal-code.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let law = cx.law();
    let countries: HashSet<&str> = law.countries().collect();
    let by_place: HashMap<Span, Jurisdiction> =
        if cx.model().citations().all(|citation| law.get(citation.code()).is_some()) {
            HashMap::new()
        } else {
            let events = cx.model().events().filter_map(|event| Some((event, event.jurisdiction()?)));
            events
                .flat_map(|(event, jurisdiction)| {
                    event.citations().map(move |cited| (cited.node().span(), jurisdiction))
                })
                .collect()
        };
    let mut near_ids: HashMap<&str, Option<&str>> = HashMap::new();
    let mut slips = Vec::new();
    // A code that nobody knows is one gap, however often it is cited.
    let mut gaps: Vec<Vec<Citation<'_>>> = Vec::new();
    let mut gap_of: HashMap<&str, usize> = HashMap::new();
    for citation in cx.model().citations() {
        let id = citation.code();
        if law.get(id).is_some() {
            continue;
        }
        let country = cx.model().country();
        // A code of another state with the same letters is not a slip.
        let written = id.split('-').next();
        let plausible = law.codes().filter(|code| {
            let its = code.country.as_deref();
            its.is_some() && (its == written || its == country)
        });
        // Near ids are sought for a few slips, not for a file full of them.
        let few = near_ids.len() < 50;
        let near = *near_ids
            .entry(id)
            .or_insert_with(|| nearest_code(id, plausible.map(|code| code.id.as_str())).filter(|_| few));
        let near = by_place.get(&citation.node().span()).map_or(near, |jurisdiction| {
            by_jurisdiction(law, citation, *jurisdiction, country).or(near.filter(|near| {
                law.get(near).is_some_and(|code| {
                    code.code_type.is_some() && code.code_type == jurisdiction.code_type()
                })
            }))
        });
        let is_unlisted = unlisted_kind(law, id).is_some();
        if let Some(near) = near.filter(|_| !is_unlisted) {
            slips.push((citation, near));
            continue;
        }
        // No code of some countries has a file: that is one gap too.
        let of = unlisted_country(citation, &countries).unwrap_or(id);
        let gap = *gap_of.entry(of).or_insert(gaps.len());
        match gaps.get_mut(gap) {
            Some(citations) => citations.push(citation),
            None => gaps.push(vec![citation]),
        }
    }
    slips.into_iter().for_each(|(citation, near)| report_slip(cx, citation, near));
    gaps.iter().for_each(|citations| report_gap(cx, citations, &countries));
}

/// The largest number of further citations that a finding points out.
const MOST_LABELLED: usize = 4;

fn message(citation: Citation<'_>) -> String {
    format!("reportlint knows no legal code {}", quoted(citation.code()))
}

/// Reports an id that is nearly that of a known code.
fn report_slip<'a>(cx: &mut DocumentContext<'a>, citation: Citation<'a>, near: &str) {
    let place = citation.code_place();
    let report = cx.report(place, message(citation)).help(format!("did you mean `{near}`?"));
    let report = report.refutes(Premise::value_right(citation.node()));
    // A fix would change the place of the anchor, not that of the alias.
    if !citation.node().is_alias() {
        report.fix(
            format!("write `{near}`"),
            Applicability::Unsafe,
            vec![Edit { span: place.span, replacement: near.to_owned() }],
        );
    }
}

/// Reports a code that no file describes, where it is first cited.
fn report_gap<'a>(cx: &mut DocumentContext<'a>, citations: &[Citation<'a>], countries: &HashSet<&str>) {
    let Some((citation, others)) = citations.split_first() else { return };
    let id = clip(citation.code());
    let unlisted = unlisted_country(*citation, countries).and_then(country::name);
    let (law, own_country) = (cx.law(), cx.model().country());
    let mut report = cx.report(citation.code_place(), message(*citation));
    for other in others.iter().take(MOST_LABELLED) {
        let label = match other.code() == citation.code() {
            true => "cited here too".to_owned(),
            false => format!("nor {}", quoted(other.code())),
        };
        report = report.label_span(other.code_place().span, label);
    }
    let kind = unlisted_kind(law, citation.code());
    match unlisted.or(kind) {
        // The citation may well be right if no code of its country, or none of its kind there, is known.
        Some(name) => report.at_most(Severity::Info).help(format!(
            "no {} of {name} is known, so that its articles and penalties are not checked; nothing is wrong with the \
             citation for that: to have it checked, add a file with `kind: legal-code` and `id: {id}`",
            if unlisted.is_some() { "code" } else { "such code" }
        )),
        None => {
            let known = known_codes(law, own_country);
            report.refutes(Premise::value_right(citation.node())).help(format!(
                "{known}a code of your own goes in a file with `kind: legal-code` and `id: {id}`"
            ))
        }
    };
}

/// Returns the country of a cited code if no code of that country is known.
fn unlisted_country<'a>(citation: Citation<'a>, listed: &HashSet<&str>) -> Option<&'a str> {
    let country = citation.code().split('-').next().filter(|country| !listed.contains(country))?;
    country::name(country).is_some().then_some(country)
}

/// The names that criminal codes, those of administrative offences and those of procedure have in ids.
const KINDS: [(&str, CodeType); 11] = [
    ("AO", CodeType::Administrative),
    ("CAL", CodeType::Administrative),
    ("CAO", CodeType::Administrative),
    ("CAR", CodeType::Administrative),
    ("COAO", CodeType::Administrative),
    ("COO", CodeType::Administrative),
    ("CC", CodeType::Criminal),
    ("CCP", CodeType::CriminalProcedure),
    ("CPC", CodeType::CriminalProcedure),
    ("CPP", CodeType::CriminalProcedure),
    ("PC", CodeType::Criminal),
];

/// Returns the country's name if an id is that of a kind of code of which none is known in the country, though others are:
/// `BY-CAO` where there is `BY-CC`.
fn unlisted_kind(law: &Registry, id: &str) -> Option<&'static str> {
    let (country, short) = id.split_once('-')?;
    let (_, kind) = KINDS.iter().find(|(name, _)| short.eq_ignore_ascii_case(name))?;
    let is_known =
        law.codes().any(|code| code.country.as_deref() == Some(country) && code.code_type == Some(*kind));
    country::name(country).filter(|_| !is_known)
}

/// Returns the code of the case's kind and country, if it has the cited article and its id is not far from the one written:
/// `KZ-CAO` for `KZ-AC` in an administrative case.
fn by_jurisdiction<'a>(
    law: &'a Registry,
    citation: Citation<'_>,
    jurisdiction: Jurisdiction,
    country: Option<&str>,
) -> Option<&'a str> {
    let (written, short) = citation.code().split_once('-')?;
    let code = law.in_force(country.filter(|country| *country == written)?, jurisdiction.code_type()?)?;
    let has_article = matches!(code.article(citation.article()), Presence::Present | Presence::Unknown);
    let (_, own) = code.id.split_once('-')?;
    let is_near = strsim::osa_distance(&short.to_uppercase(), own) <= 1;
    // `AC` and `CAO`, `CoAO` and `CAO`: the letters of the one are among those of the other.
    let letters = |text: &str| text.to_uppercase().chars().collect::<HashSet<char>>();
    let (short, own) = (letters(short), letters(own));
    let has_same_letters = short.is_subset(&own) || own.is_subset(&short);
    (has_article && (is_near || has_same_letters)).then_some(code.id.as_str())
}

/// Lists the known codes of a country as the beginning of a help; empty where there are none.
fn known_codes(law: &Registry, country: Option<&str>) -> String {
    let Some(country) = country else { return String::new() };
    let ids: Vec<String> = law
        .codes()
        .filter(|code| code.country.as_deref() == Some(country))
        .map(|code| format!("`{}`", code.id))
        .collect();
    if ids.is_empty() {
        return String::new();
    }
    format!("the known codes of {country} are {}; ", ids.join(", "))
}

/// Returns the only id at a distance of one slip: the codes of a country differ by a letter or two, and a wrong code is
/// another law.
fn nearest_code<'a>(id: &str, ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let upper = id.to_uppercase();
    let mut near = ids
        .filter(|other| other.len().abs_diff(upper.len()) <= 1 && strsim::osa_distance(other, &upper) <= 1);
    near.next().filter(|_| near.next().is_none())
}
