//! `source-reused-with-other-details`

use super::support::agreement::find_dissent;
use super::support::grouping::groups_of_several;
use super::support::title::Title;
use crate::diagnostic::Severity;
use crate::model::date::Date;
use crate::project::{DocumentFacts, Sited, SourceFact};
use crate::rule::{Check, Group, Preset, ProjectContext, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Project(check));

const META: RuleMeta = RuleMeta {
    name: "source-reused-with-other-details",
    group: Group::Project,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("source-reused-with-other-details.md"),
};

fn check(cx: &mut ProjectContext<'_>) {
    for sources in groups_of_several(cx.index().documents().flat_map(sources_of), |(_, source)| &source.text)
    {
        report_titles(cx, &sources);
        report_dates(cx, &sources);
    }
}

/// Returns the sources of a document, the first of those with one address: `duplicate-source` reports the others.
fn sources_of(document: &DocumentFacts) -> impl Iterator<Item = SourceInDocument<'_>> {
    let mut sources: Vec<&SourceFact> = document.sources.iter().collect();
    sources.sort_by_key(|source| (&source.text, source.site));
    sources.dedup_by_key(|source| &source.text);
    sources.into_iter().map(|source| (document.language.as_str(), source))
}

/// A source, with the language of its document.
type SourceInDocument<'i> = (&'i str, &'i SourceFact);

fn report_titles(cx: &mut ProjectContext<'_>, sources: &[SourceInDocument<'_>]) {
    let mut written = sources.iter().filter_map(|(_, source)| Some(&source.title.as_ref()?.value));
    let first = written.next();
    if written.all(|title| Some(title) == first) {
        return;
    }
    let titles: Vec<_> = sources
        .iter()
        .filter_map(|(document_language, source)| {
            let language = source.language.as_deref();
            Some(source.title.as_ref()?.map(|title| Title::parse(title, language, document_language)))
        })
        .collect();
    let Some((usual, others)) = find_dissent(&titles, Title::agrees) else { return };
    for other in others {
        let path = cx.path(usual.site);
        let message = format!(
            "this source is called {} here, and {} in {path}",
            quoted(other.value.written),
            quoted(usual.value.written)
        );
        cx.report(other.site, message).label_at(usual.site, "different here").help(
            "both have the same address, so one of the titles is wrong, or one of the addresses: open it and see",
        );
    }
}

fn report_dates(cx: &mut ProjectContext<'_>, sources: &[SourceInDocument<'_>]) {
    let dates: Vec<Sited<Date>> = sources.iter().filter_map(|(_, source)| source.published).collect();
    let Some((usual, others)) = find_dissent(&dates, |a, b| !a.is_before(b) && !a.is_after(b)) else {
        return;
    };
    for other in others {
        let path = cx.path(usual.site);
        let message = format!("this source is dated {} here, and {} in {path}", other.value, usual.value);
        cx.report(other.site, message).label_at(usual.site, "different here").help(
            "both have the same address, so one of the dates is wrong, or one of the addresses: open it and see",
        );
    }
}
