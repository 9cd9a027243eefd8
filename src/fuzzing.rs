//! Ways to parts of the program that have none in public, for the targets of `fuzz/`. `cargo fuzz` alone compiles them.

use std::ops::Range;
use std::sync::Arc;

use crate::document::{Document, Format};
use crate::local_rules::check::Subject;
use crate::local_rules::relate::{FileFacts, relate};
use crate::local_rules::{self, LocalRule, LocalRules, LocalSet};
use crate::lookalike;
use crate::model::citation::Citation;
use crate::model::court::{CourtName, courts_agree};
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::model::name::NativeName;
use crate::model::{address, country, name, prose};
use crate::parse;
use crate::redact::{Name, NameFinder, identifiers_in};
use crate::settings::Selector;
use crate::source::{FileId, SourceFile};

/// Reads a text as everything that a text in a file can be, and panics if a reader contradicts itself.
pub fn read_value(text: &str) {
    read_date(text);
    if let Some(citation) = Citation::parse(text) {
        assert_eq!(citation.to_string(), text, "a citation is shown as it is written");
    }
    let _selector = Selector::parse(text);
    let _latin = (lookalike::latin(text), lookalike::readings(text), country::code_of(text, &["KZ", "RU"]));
    read_address(text);
    let secrets = identifiers_in(text).map(|secret| secret.span.range());
    assert_ranges(text, secrets.chain(prose::words(text).map(|(range, _)| range)));
}

/// Compares two texts as names of people and of courts.
pub fn compare_names(one: &str, other: &str) {
    let _keys = (name::keys(one), name::consonants(one), name::is_same_spelling(one, other));
    let [first, second] = [one, other].map(NativeName::parse);
    assert_eq!(first.may_be(&second), second.may_be(&first), "it does not matter which name comes first");
    assert_eq!(
        courts_agree(one, other),
        courts_agree(other, one),
        "it does not matter which court comes first"
    );
    assert!(CourtName::parse(one).agrees(&CourtName::parse(one)), "a court agrees with itself");
    let names: Vec<Name> = Name::from_text(one).into_iter().collect();
    let finders = [true, false].map(|counts_alone| NameFinder::new(names.iter(), counts_alone));
    for finder in finders.iter().flatten() {
        assert_ranges(other, finder.find(other).into_iter().map(|found| found.range));
    }
}

/// Loads the rules of a text, and applies them to the documents of another one, by themselves and across.
pub fn try_rules(rules: &str, documents: &str) {
    let parsed = |path: &str, text: &str| {
        let source = Arc::new(SourceFile::new(FileId(0), path, text));
        parse::parse(&source, Format::Yaml).documents
    };
    let (of_rules, documents) = (parsed("rules.yaml", rules), parsed("a.yaml", documents));
    for document in &of_rules {
        let loaded = local_rules::load(document);
        for fault in &loaded.faults {
            assert_ranges(rules, std::iter::once(fault.primary.span.range()));
        }
        if let Some(rule) = loaded.rule {
            try_rule(rule, &documents);
        }
    }
}

fn try_rule(rule: LocalRule, documents: &[Document]) {
    let rules = Arc::new(LocalRules::new(vec![Arc::new(rule)], Vec::new()));
    let set = LocalSet::new(Arc::clone(&rules), Date::today(), |rule| Some(rule.severity));
    let mut facts = Vec::new();
    for (index, document) in documents.iter().enumerate() {
        let subject = Subject { document, path: "a.yaml", kind: document.kind(), today: set.today };
        let found = set.apply(subject, crate::source::offset(index), true, true);
        for finding in &found.findings {
            assert_ranges(document.source().text(), std::iter::once(finding.primary.span.range()));
        }
        facts.extend(found.facts);
    }
    let files = [FileFacts { file: FileId(0), path: "a.yaml", facts: &facts }];
    for rule in rules.rules() {
        let _found = relate(rule, &files, set.today, true);
    }
}

fn read_date(text: &str) {
    let duration = Duration::parse(text);
    if let Some(duration) = duration {
        let _days = duration.days();
    }
    let Ok(date) = Date::parse(text) else { return };
    assert!(date.first_day() <= date.last_day(), "a date begins before it ends");
    assert!(!date.is_before(&date) && !date.is_after(&date), "a date is not before itself");
    let _rest = (date.precision(), date.as_day(), date.earliest(), date.latest(), date.is_from(&date));
    let years = duration.unwrap_or_else(|| Duration::years(u16::MAX));
    let _end = years.end_from(date.first_day());
}

fn read_address(text: &str) {
    if let Some(key) = address::document_key(text) {
        let _text = address::text_key(text, &key);
    }
    let _rest = (address::is_archive(text), address::archived(text), address::is_onion(text));
    assert_ranges(text, address::trackers(text).into_iter());
}

fn assert_ranges(text: &str, ranges: impl Iterator<Item = Range<usize>>) {
    for range in ranges {
        assert!(text.get(range.clone()).is_some(), "{range:?} lies outside of the text");
    }
}
