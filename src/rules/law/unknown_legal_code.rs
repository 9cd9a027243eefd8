//! `unknown-legal-code`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::law::{LegalCode, Presence, Registry};
use crate::model::{Citation, Jurisdiction, country};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::words::{clip, quoted};

use super::support::code_names::{names_kind, type_by_name};

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
    let by_place = jurisdictions(cx);
    let mut near_ids: HashMap<&str, Option<&str>> = HashMap::new();
    let mut by_article: Option<ByArticle<'_>> = None;
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
        // Near ids are sought for a few slips, not for a file full of them.
        let few = near_ids.len() < 50;
        let near =
            *near_ids.entry(id).or_insert_with(|| if few { intended_code(law, id, country) } else { None });
        let jurisdiction = by_place.get(&citation.node().span()).copied();
        let near = jurisdiction.map_or(near, |jurisdiction| {
            by_jurisdiction(law, citation, jurisdiction, country).or(near.filter(|near| {
                law.get(near).is_some_and(|code| {
                    code.code_type.is_some() && code.code_type == jurisdiction.code_type()
                })
            }))
        });
        let near = near.or_else(|| {
            let by_article = by_article.get_or_insert_with(|| ByArticle::of(cx));
            by_article.find(citation, jurisdiction).filter(|_| country == id.split('-').next())
        });
        if let Some(near) = near {
            slips.push((citation, near));
        } else if !may_be_right(law, id, jurisdiction) {
            let gap = *gap_of.entry(id).or_insert(gaps.len());
            match gaps.get_mut(gap) {
                Some(citations) => citations.push(citation),
                None => gaps.push(vec![citation]),
            }
        }
    }
    slips.into_iter().for_each(|(citation, near)| report_slip(cx, citation, near));
    gaps.iter().for_each(|citations| report_gap(cx, citations));
}

/// Returns the kinds of case that citations stand in, by their places; empty if every cited code is known.
fn jurisdictions(cx: &DocumentContext<'_>) -> HashMap<Span, Jurisdiction> {
    let (law, model) = (cx.law(), cx.model());
    if model.citations().all(|citation| law.get(citation.code()).is_some()) {
        return HashMap::new();
    }
    let events = model.events().filter_map(|event| Some((event, event.jurisdiction()?)));
    events
        .flat_map(|(event, jurisdiction)| {
            event.citations().map(move |cited| (cited.node().span(), jurisdiction))
        })
        .collect()
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

/// Reports a code that nobody knows, where it is first cited.
fn report_gap<'a>(cx: &mut DocumentContext<'a>, citations: &[Citation<'a>]) {
    let Some((citation, others)) = citations.split_first() else { return };
    let id = clip(citation.code());
    let known = known_codes(cx.law(), cx.model().country());
    let mut report = cx.report(citation.code_place(), message(*citation));
    for other in others.iter().take(MOST_LABELLED) {
        report = report.label_span(other.code_place().span, "cited here too".to_owned());
    }
    report
        .refutes(Premise::value_right(citation.node()))
        .help(format!("{known}a code of your own goes in a file with `kind: legal-code` and `id: {id}`"));
}

/// Returns the known code that an unknown id is a slip for: the one of the kind that its letters name, or the nearest.
fn intended_code<'a>(law: &'a Registry, id: &str, country: Option<&str>) -> Option<&'a str> {
    // A code of another state with the same letters is not a slip.
    let written = id.split('-').next();
    let plausible = law.codes().filter(|code| {
        let its = code.country.as_deref();
        its.is_some() && (its == written || its == country)
    });
    let is_of_country = written.is_some_and(|written| country::name(written).is_some());
    if !is_of_country || !names_kind(id) {
        return nearest_code(id, plausible.map(|code| code.id.as_str()));
    }
    let of_kind = type_by_name(id).zip(written).and_then(|(kind, written)| law.in_force(written, kind));
    // The ids of acts are long: there one letter is a slip, and not another kind of law.
    let acts = plausible.filter(|code| code.id.len() >= LONG_ID).map(|code| code.id.as_str());
    of_kind.map(|code| code.id.as_str()).or_else(|| nearest_code(id, acts))
}

/// The length from which on an id holds words and not only letters: `KZ-LAW-…`.
const LONG_ID: usize = 10;

/// Returns true if an id may be that of a law that no file describes: it begins with a country, is of no kind that has a file
/// there, and not a known code with another year.
fn may_be_right(law: &Registry, id: &str, jurisdiction: Option<Jurisdiction>) -> bool {
    let written = id.split('-').next().filter(|written| country::name(written).is_some());
    let Some(written) = written else { return false };
    let is_year = |part: &str| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_other_year = id
        .rsplit_once('-')
        .is_some_and(|(code, part)| is_year(part) && law.get(&code.to_ascii_uppercase()).is_some());
    // `CPC` is the code of civil procedure in a civil case.
    let kind = type_by_name(id).filter(|_| jurisdiction != Some(Jurisdiction::Civil));
    !is_other_year && kind.is_none_or(|kind| law.in_force(written, kind).is_none())
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
    // Letters that name another kind of law are no slip for this one.
    let is_of_other_kind =
        names_kind(citation.code()) && type_by_name(citation.code()) != jurisdiction.code_type();
    if is_of_other_kind {
        return None;
    }
    let code = law.in_force(country.filter(|country| *country == written)?, jurisdiction.code_type()?)?;
    let has_article = matches!(code.article(citation.article()), Presence::Present | Presence::Unknown);
    let (_, own) = code.id.split_once('-')?;
    let is_near = strsim::osa_distance(&short.to_uppercase(), own) <= 1;
    // `AC` and `CAO`, `CoAO` and `CAO`: the letters of the one are among those of the other.
    let letters = |text: &str| text.to_uppercase().chars().collect::<HashSet<char>>();
    let is_as_long = short.len().abs_diff(own.len()) < 3;
    let (short, own) = (letters(short), letters(own));
    let has_same_letters = is_as_long && (short.is_subset(&own) || own.is_subset(&short));
    (has_article && (is_near || has_same_letters)).then_some(code.id.as_str())
}

/// For each unknown id of a document, the code under which it cites all the same articles elsewhere; `None` where several do, or
/// none.
struct ByArticle<'a>(HashMap<&'a str, Option<&'a LegalCode>>);

impl<'a> ByArticle<'a> {
    fn of(cx: &DocumentContext<'a>) -> Self {
        let mut codes: HashMap<(&'a str, &'a str), Option<&'a LegalCode>> = HashMap::new();
        let (law, model) = (cx.law(), cx.model());
        for citation in model.citations() {
            let Some((code, (country, _))) = law.get(citation.code()).zip(citation.code().split_once('-'))
            else {
                continue;
            };
            let known = codes.entry((country, citation.article())).or_insert(Some(code));
            *known = known.filter(|known| known.id == code.id);
        }
        let mut meant: HashMap<&'a str, Option<&'a LegalCode>> = HashMap::new();
        for citation in model.citations().filter(|citation| law.get(citation.code()).is_none()) {
            let country = citation.code().split_once('-').map_or("", |(country, _)| country);
            let code = codes.get(&(country, citation.article())).copied().flatten();
            let known = meant.entry(citation.code()).or_insert(code);
            *known = known.filter(|known| code.is_some_and(|code| code.id == known.id));
        }
        Self(meant)
    }

    /// Returns the code that a citation means whose letters name no kind of law: that under which the document cites the same
    /// articles elsewhere.
    fn find(&self, citation: Citation<'_>, jurisdiction: Option<Jurisdiction>) -> Option<&'a str> {
        let (_, letters) = citation.code().split_once('-')?;
        let code = self.0.get(citation.code()).copied().flatten()?;
        let is_of_kind =
            jurisdiction.and_then(Jurisdiction::code_type).is_some_and(|kind| code.code_type == Some(kind));
        let is_short =
            letters.len() <= MOST_LETTERS && letters.bytes().all(|byte| byte.is_ascii_alphabetic());
        (is_of_kind && is_short && !names_kind(citation.code())).then_some(code.id.as_str())
    }
}

/// The most letters of the short name of a code.
const MOST_LETTERS: usize = 5;

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
