//! `duplicate-source`

use std::collections::HashMap;

use super::support::names::name_source;
use crate::diagnostic::Severity;
use crate::model::address::{document_key, fragment};
use crate::model::{Source, SourceType};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "duplicate-source",
    group: Group::Sourcing,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("duplicate-source.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let mut first: HashMap<String, Source<'_>> = HashMap::new();
    for source in cx.model().sources() {
        let marks = identifying_marks(source);
        let known = marks.iter().find_map(|mark| first.get(mark)).copied();
        if let Some(known) = known {
            cx.report(source, format!("{} is the same document as {}", name_source(source), name_source(known)))
                .note("again here")
                .label(known, "first here")
                .help(
                    "two ids for one document count one witness twice: keep one, and name it wherever the other was named; \
                     if they are two documents, give each its own address or title",
                );
        }
        for mark in marks {
            first.entry(mark).or_insert(source);
        }
    }
}

/// Returns true if several sources of one title on one day may be different ones: talks with unnamed witnesses.
fn is_spoken(source: Source<'_>) -> bool {
    source.source_type() == Some(SourceType::Interview) || source.is_confidential()
}

/// Returns the marks by which a document is recognised: its bytes, its address, and its title with publisher and day.
fn identifying_marks(source: Source<'_>) -> Vec<String> {
    let bytes = source.sha256().map(|sum| format!("sha256 {}", sum.to_lowercase()));
    // Two articles of one law are two sources.
    let part = source.url().and_then(fragment).unwrap_or_default();
    // The front page of a site is not a document.
    let address = source.url().and_then(document_key).filter(|address| address.contains(['/', '?']));
    let address = address.map(|address| format!("url {address}#{part}"));
    let published = source.published().map(|date| date.written().to_owned());
    let titled = source
        .title()
        .zip(source.publisher())
        .zip(published)
        .filter(|_| source.url().is_none() && !is_spoken(source));
    let titled = titled.map(|((title, publisher), day)| {
        format!("title {} {} {day}", title.to_lowercase(), publisher.to_lowercase())
    });
    [bytes, address, titled].into_iter().flatten().collect()
}
