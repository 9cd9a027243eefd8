//! `unknown-legal-code`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::country;
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
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
    let countries: HashSet<&str> = law.codes().filter_map(|code| code.country.as_deref()).collect();
    let mut near_ids: HashMap<&str, Option<&str>> = HashMap::new();
    for citation in cx.model().citations() {
        let id = citation.code();
        if law.get(id).is_some() {
            continue;
        }
        let place = citation.code_place();
        let country = cx.model().country();
        // The same letters of another state's code are no slip of the hand.
        let written = id.split('-').next();
        let plausible = law.codes().filter(|code| {
            let its = code.country.as_deref();
            its.is_some() && (its == written || its == country)
        });
        // Near ids are sought for an editor's few slips, not for a file full of them.
        let few = near_ids.len() < 50;
        let near = *near_ids
            .entry(id)
            .or_insert_with(|| nearest_code(id, plausible.map(|code| code.id.as_str())).filter(|_| few));
        let report = cx.report(place, format!("reportlint knows no legal code {}", quoted(id)));
        match near {
            // A fix would change the anchor's place, not the alias's.
            Some(near) if citation.node().is_alias() => report.help(format!("did you mean `{near}`?")),
            Some(near) => report.help(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                Applicability::Unsafe,
                vec![Edit { span: place.span, replacement: near.to_owned() }],
            ),
            None => {
                // Of a country whose codes are all unknown, this one may well be right.
                let unlisted = written.filter(|its| !countries.contains(its)).and_then(country::name);
                if let Some(name) = unlisted {
                    report.at_most(Severity::Warning).help(format!(
                        "none of {name} is known, so that nothing is held against its articles and penalties: add a file \
                         with `kind: legal-code` and `id: {}`",
                        clip(id)
                    ));
                    continue;
                }
                let ids: Vec<String> = law
                    .codes()
                    .filter(|code| country.is_some() && code.country.as_deref() == country)
                    .map(|code| format!("`{}`", code.id))
                    .collect();
                let known = if ids.is_empty() {
                    String::new()
                } else {
                    format!("the codes known of {} are {}; ", country.unwrap_or_default(), ids.join(", "))
                };
                report.help(format!(
                    "{known}a code of your own goes in a file with `kind: legal-code` and `id: {}`",
                    clip(id)
                ))
            }
        };
    }
}

/// The one id that is a slip of the hand away: codes of a country differ by a letter or two, and another code is another
/// law.
fn nearest_code<'a>(id: &str, ids: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let upper = id.to_uppercase();
    let mut near = ids
        .filter(|other| other.len().abs_diff(upper.len()) <= 1 && strsim::osa_distance(other, &upper) <= 1);
    near.next().filter(|_| near.next().is_none())
}
