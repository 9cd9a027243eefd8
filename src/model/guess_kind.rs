//! A guess at the kind of a document without `kind:`, from its keys.

use super::vocabulary::field;
use super::{EventType, Period, accessors};
use crate::document::DocumentKind;
use crate::tree::NodeRef;

/// A guess at a document's kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum KindGuess {
    /// It can hardly be anything else.
    Kind(DocumentKind),
    /// It may become a report: it is empty, or has some of a report's keys.
    Unclear,
    /// It is something else.
    Other,
}

/// Keys that are telling in pairs: hardly any other file has two of them.
const KEYS: [&str; 13] = [
    field::COUNTRY,
    field::PERIOD,
    field::PUBLISHERS,
    field::SOURCES,
    field::PERSONS,
    field::ORGANISATIONS,
    field::CASES,
    field::DEVELOPMENTS,
    field::EVENTS,
    field::FREEDOMS,
    field::QUOTES,
    field::CONTINUES,
    field::ARTICLES,
];

/// Guesses a document's kind from its keys, whatever its `kind:` says. One key alone decides nothing: calendars have
/// `events` and newspapers `articles`.
pub(crate) fn guess_kind(root: NodeRef<'_>) -> KindGuess {
    if root.is_null() {
        return KindGuess::Unclear;
    }
    // At most one kind fits: a report has no events, and a case has no list of cases.
    let fits = |kind: &DocumentKind| match kind {
        DocumentKind::Report => is_like_report(root),
        DocumentKind::Case => is_like_case(root),
        DocumentKind::LegalCode => is_like_code(root),
        DocumentKind::Rule => false,
    };
    if let Some(kind) = DocumentKind::ALL.into_iter().find(fits) {
        return KindGuess::Kind(kind);
    }
    let known = KEYS.iter().filter(|key| root.get(key).is_some()).count();
    if known >= 2 { KindGuess::Unclear } else { KindGuess::Other }
}

fn is_like_report(root: NodeRef<'_>) -> bool {
    let items = |key| root.get(key).into_iter().flat_map(NodeRef::items);
    let is_case = |node: NodeRef<'_>| {
        [field::REF, field::EVENTS, field::FREEDOMS].iter().any(|key| node.get(key).is_some())
    };
    let contents = count([
        items(field::CASES).any(is_case),
        items(field::DEVELOPMENTS).any(|node| has_text(node, field::TITLE)),
    ]);
    let period = Period::from_owner(root).is_some_and(|period| period.start().or(period.end()).is_some());
    let frame = count([period, has_list(root, field::PUBLISHERS), has_country(root)]);
    contents >= 1 && contents + frame >= 2 || frame == 3
}

fn is_like_case(root: NodeRef<'_>) -> bool {
    let events = root.get(field::EVENTS).into_iter().flat_map(NodeRef::items);
    let has_events = events
        .filter_map(|event| event.get(field::TYPE)?.as_str())
        .any(|word| EventType::from_name(word).is_some());
    let freedoms = has_list(root, field::FREEDOMS);
    let persons = root.get(field::PERSONS).is_some_and(|persons| persons.as_mapping().is_some());
    let frame = count([has_text(root, field::ID), has_country(root), persons]);
    has_events && (freedoms || frame >= 1) || freedoms && frame >= 2
}

fn is_like_code(root: NodeRef<'_>) -> bool {
    let mut articles = root.get(field::ARTICLES).into_iter().flat_map(NodeRef::items);
    let contents =
        articles.any(|item| item.get(field::ARTICLE).is_some()) || has_list(root, field::ARTICLE_RANGES);
    let own = [
        field::ABBREVIATIONS,
        field::GENERAL_PART,
        field::MAXIMUM_ARREST,
        field::ADOPTED,
        field::IN_FORCE,
        field::REPEALED,
        field::REPLACES,
    ];
    let has_own = own.iter().any(|key| root.get(key).is_some());
    // Files on foreign codes often only say how a code is cited.
    count([contents, has_own, has_text(root, field::TYPE) && has_country(root)]) >= 2
}

fn count<const N: usize>(marks: [bool; N]) -> usize {
    marks.into_iter().filter(|mark| *mark).count()
}

fn has_text(root: NodeRef<'_>, key: &str) -> bool {
    accessors::text(root, key).is_some()
}

/// Returns true if `key` has a list with text in it.
fn has_list(root: NodeRef<'_>, key: &str) -> bool {
    root.get(key).into_iter().flat_map(NodeRef::items).any(|item| item.as_str().is_some())
}

/// Returns true if `country:` is a code. `NO`, which YAML 1.1 tools read as *false*, is text here.
fn has_country(root: NodeRef<'_>) -> bool {
    let code = accessors::text(root, field::COUNTRY);
    code.is_some_and(|code| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_alphabetic()))
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Format;
    use crate::parse;
    use crate::source::{FileId, SourceFile};

    fn guess(text: &str) -> KindGuess {
        let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", text));
        let parsed = parse::parse(&source, Format::Yaml);
        guess_kind(parsed.documents.first().expect("the text parses").root())
    }

    #[test]
    fn what_has_a_kinds_own_keys_is_of_that_kind() {
        for (text, kind) in [
            ("{country: KZ, cases: [{ref: a}]}", DocumentKind::Report),
            ("{period: {start: 2023-01-01}, developments: [{title: An election}]}", DocumentKind::Report),
            ("{cases: [{freedoms: [expression]}], developments: [{title: A law}]}", DocumentKind::Report),
            ("{country: KZ, publishers: [x], period: {end: 2023-06}}", DocumentKind::Report),
            ("{id: a, events: [{type: verdict}]}", DocumentKind::Case),
            ("{freedoms: [expression], events: [{type: search}]}", DocumentKind::Case),
            ("{id: a, country: KZ, freedoms: [expression]}", DocumentKind::Case),
            ("{country: KZ, type: criminal, articles: [{article: '1'}]}", DocumentKind::LegalCode),
            ("{article_ranges: ['1-467'], in_force: 2015-01-01}", DocumentKind::LegalCode),
        ] {
            assert_eq!(guess(text), KindGuess::Kind(kind), "{text}");
        }
    }

    #[test]
    fn the_bundled_codes_are_codes() {
        for name in ["kz-cc", "kz-cao", "kz-cc-1997"] {
            let path = format!("{}/legal-codes/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(path).unwrap();
            assert_eq!(guess(&text), KindGuess::Kind(DocumentKind::LegalCode), "{name}");
        }
    }

    #[test]
    fn what_has_some_of_the_keys_is_unclear() {
        for text in ["~", "{country: KZ, sources: {}}", "{events: [], persons: []}"] {
            assert_eq!(guess(text), KindGuess::Unclear, "{text}");
        }
    }

    #[test]
    fn what_other_files_hold_is_something_else() {
        for text in [
            "{name: build, on: [push], jobs: {}}",
            "{events: [{type: concert, date: 2023-01-01}], id: calendar}",
            "{articles: [{title: News}], title: A paper}",
            "{cases: 1204, date: 2020-04-01}",
            "[{id: a}]",
            "words",
            "{version: 2, sources: [a]}",
        ] {
            assert_eq!(guess(text), KindGuess::Other, "{text}");
        }
    }
}
