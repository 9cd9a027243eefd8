//! `duplicate-source`

use std::collections::BTreeMap;

use super::support::names::name_source;
use crate::diagnostic::{Premise, Severity};
use crate::model::address::fragment;
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

/// A mark by which a document is recognised.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Mark<'a> {
    /// Its bytes.
    Sha256(String),
    /// The key of its address, and the part of the page: two articles of one law are two sources.
    Address(&'a str, &'a str),
    /// Its title with the publisher, in small letters, and its day.
    Title(String, &'a str),
}

fn check(cx: &mut DocumentContext<'_>) {
    let mut first: BTreeMap<Mark<'_>, Source<'_>> = BTreeMap::new();
    let mut on_the_web = cx.model().sources_on_the_web().peekable();
    for source in cx.model().sources() {
        let key = on_the_web.next_if(|(listed, _)| *listed == source).map(|(_, key)| key);
        let marks = identifying_marks(source, key);
        let known = marks.iter().flatten().find_map(|mark| first.get(mark)).copied();
        if let Some(known) = known {
            cx.report(source, format!("{} is the same document as {}", name_source(source), name_source(known)))
                .note("again here")
                .label(known, "first here")
                // The references to the document are under the other id.
                .refutes(source.key().map(Premise::unreferred))
                .refutes(known.key().map(Premise::unreferred))
                .help(
                    "two ids for one document count one witness twice: keep one, and name it, once in each list, wherever the \
                     other was named; if they are two documents, give each the address of its own",
                );
        }
        for mark in marks.into_iter().flatten() {
            first.entry(mark).or_insert(source);
        }
    }
}

/// Returns true if several sources of one title on one day may be different ones: talks with unnamed witnesses.
fn is_spoken(source: Source<'_>) -> bool {
    source.source_type() == Some(SourceType::Interview) || source.is_confidential()
}

/// Returns the marks of a source, given the key of its address.
fn identifying_marks<'a>(source: Source<'a>, key: Option<&'a str>) -> [Option<Mark<'a>>; 3] {
    let bytes = source.sha256().map(|sum| Mark::Sha256(sum.to_lowercase()));
    let url = source.url();
    let part = url.and_then(fragment).unwrap_or_default();
    // The front page of a site is not a document.
    let address = key.filter(|key| key.contains(['/', '?'])).map(|key| Mark::Address(key, part));
    let is_known_by_title = url.is_none() && !is_spoken(source);
    let titled = source.title().zip(source.publisher()).zip(source.published());
    let titled = titled.filter(|_| is_known_by_title).map(|((title, publisher), published)| {
        let day = published.entry.value.scalar_text().unwrap_or_default();
        Mark::Title([title, " ", publisher].concat().to_lowercase(), day)
    });
    [bytes, address, titled]
}
