//! `source-without-url`

use super::support::names::name_source;
use crate::diagnostic::{Premise, Severity};
use crate::model::{Source, SourceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::rules::consistency::support::title_dates::names_own_day;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "source-without-url",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("source-without-url.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    for source in cx.model().all_sources() {
        let is_exempt =
            source.type_text().is_none() || source.source_type().is_some_and(SourceType::is_often_offline);
        // What an organisation counts itself is with it, as its monitoring is.
        let is_own = source.source_type() == Some(SourceType::Database)
            && source
                .publisher()
                .is_some_and(|publisher| cx.model().publishers().any(|own| own == publisher));
        // A court or an authority has it under its date; `source-without-date` asks for that.
        let is_dated = || source.title().is_some_and(names_own_day);
        let is_on_file =
            is_paper(source) && (source.published().is_some() || !source.accounts_for_dates() || is_dated());
        let is_traceable = is_on_file
            || source.accounts_for_url()
            || source.accounts_for_archived_url()
            || source.is_confidential()
            || source.sha256().is_some();
        if is_exempt || is_own || is_traceable || source.node().as_mapping().is_none() {
            continue;
        }
        let report = cx
            .report(source, format!("{} has no address", name_source(source)))
            .note("where can it be read?")
            .depends_on(source.type_entry().and_then(|entry| Premise::value_right(entry.value)));
        if is_paper(source) {
            report.help(
                "whoever checks the report has to find it: add `url:`; for a paper that is only on file, its day in `published:`, by which it is found there; or `confidential: true` if it must not be found",
            );
        } else {
            report.help(
                "whoever checks the report has to find it: add `url:`, or the `sha256:` of a scan if it exists only on paper, or \
                 `confidential: true` if it must not be found",
            );
        }
    }
}

/// Returns true for the paper of a court or an authority, or a letter, as its title says.
fn is_paper(source: Source<'_>) -> bool {
    const LETTERS: [&str; 8] =
        ["answer ", "reply ", "response ", "letter ", "ответ ", "письмо ", "жауап", "хат"];
    let title = || source.title().unwrap_or_default().to_lowercase();
    let is_letter = || LETTERS.iter().any(|word| title().starts_with(word));
    match source.source_type() {
        Some(SourceType::Statement) => is_letter(),
        // That of an expert lies in the file of the case.
        Some(SourceType::LegalOpinion) => source.author_entry().is_some() || source.publisher().is_some(),
        kind => kind.is_some_and(SourceType::is_of_authority),
    }
}
