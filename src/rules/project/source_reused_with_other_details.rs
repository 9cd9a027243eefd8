//! `source-reused-with-other-details`

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::Severity;
use crate::model::date::Date;
use crate::project::SourceFact;
use crate::rule::{Group, Preset, ProjectContext, Rule, RuleEntry, RuleMeta};
use crate::words::quoted;

use super::agreement::dissent;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<SourceReusedWithOtherDetails>(RuleMeta {
    name: "source-reused-with-other-details",
    group: Group::Project,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("source-reused-with-other-details.md"),
});

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct SourceReusedWithOtherDetails {}

impl Rule for SourceReusedWithOtherDetails {
    fn check_project(&self, cx: &mut ProjectContext<'_>) {
        // What one document says of one address twice, `duplicate-source` speaks of.
        let mut by_address: BTreeMap<&str, Vec<Told<'_>>> = BTreeMap::new();
        for document in cx.index().documents() {
            let mut own: Vec<&SourceFact> = document.sources.iter().collect();
            own.sort_by_key(|source| (&source.document, source.site));
            own.dedup_by_key(|source| &source.document);
            for source in own {
                by_address.entry(&source.document).or_default().push((&document.language, source));
            }
        }
        for sources in by_address.values().filter(|sources| sources.len() > 1) {
            report_titles(cx, sources);
            report_dates(cx, sources);
        }
    }
}

/// Letters of a title that begins as another one by no accident.
const DISTINCTIVE: usize = 20;

/// A source, with the language of the document that tells of it.
type Told<'i> = (&'i str, &'i SourceFact);

/// Titles are compared within a language: a translated title is another one rightly.
fn report_titles(cx: &mut ProjectContext<'_>, sources: &[Told<'_>]) {
    let mut by_language: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for (told_in, source) in sources {
        if let Some(title) = &source.title {
            by_language.entry((told_in, &source.language)).or_default().push(title);
        }
    }
    for titles in by_language.values() {
        let Some((usual, others)) = dissent(titles, |a, b| titles_agree(a, b)) else { continue };
        for other in others {
            let path = cx.path(usual.site);
            let message = format!(
                "this source is called {} here, and {} in {path}",
                quoted(&other.value),
                quoted(&usual.value)
            );
            cx.report(other.site, message).label_at(usual.site, "otherwise here").help(
                "both have the same address, so one of the titles is wrong, or one of the addresses: open it and see",
            );
        }
    }
}

fn report_dates(cx: &mut ProjectContext<'_>, sources: &[Told<'_>]) {
    let dates: Vec<_> = sources.iter().filter_map(|(_, source)| source.published.as_ref()).collect();
    let is_same = |a: &Date, b: &Date| !a.is_before(b) && !a.is_after(b);
    let Some((usual, others)) = dissent(&dates, is_same) else { return };
    for other in others {
        let path = cx.path(usual.site);
        let message = format!("this source is dated {} here, and {} in {path}", other.value, usual.value);
        cx.report(other.site, message).label_at(usual.site, "otherwise here").help(
            "both have the same address, so one of the dates is wrong, or one of the addresses: open it and see",
        );
    }
}

/// Whether two titles can be those of one text: one may be followed by the name of the paper, or cut short.
fn titles_agree(a: &str, b: &str) -> bool {
    let (a, b) = (folded(a), folded(b));
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    short == long || short.chars().count() >= DISTINCTIVE && long.starts_with(&short)
}

/// The letters and digits of a title: punctuation and case are often written otherwise.
fn folded(title: &str) -> String {
    title.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::titles_agree;

    #[test]
    fn a_title_may_be_followed_by_the_name_of_the_paper() {
        assert!(titles_agree(
            "Court sentences activist to a year",
            "Court sentences activist to a year | Vlast"
        ));
        assert!(titles_agree("Court sentences activist: a year", "Court sentences activist - a year"));
        assert!(!titles_agree("Court", "Court sentences activist"));
        assert!(!titles_agree("Court sentences activist to a year", "Court sentences activist to two years"));
    }
}
