//! The findings of schemas, with a folder in `tests/schema` for each keyword, and the messages about schemas that cannot
//! be used (`tests/schema-errors`).

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use proptest::prelude::*;
use reportlint::diagnostic::Diagnostic;
use reportlint::document::{DocumentKind, Format};
use reportlint::parse::parse;
use reportlint::schema::{SCHEMA_RULES, Schema};
use reportlint::source::{FileId, SourceFile};

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}

fn cases(name: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(name)).unwrap().map(|entry| entry.unwrap().path());
    let mut cases: Vec<PathBuf> = entries.filter(|path| path.is_dir()).collect();
    cases.sort();
    assert!(!cases.is_empty());
    cases
}

/// Writes a finding as an editor sees it: place, bytes, rule, message, related places, help, fix.
fn describe(out: &mut String, source: &SourceFile, finding: &Diagnostic) {
    let at = source.position(finding.primary.span.start);
    let text = source.slice(finding.primary.span);
    writeln!(out, "{}:{} «{text}» {}: {}", at.line, at.column, finding.rule, finding.message).unwrap();
    for label in &finding.secondary {
        let at = source.position(label.span.start);
        let message = label.message.as_deref().unwrap_or_default();
        writeln!(out, "    {}:{} «{}»: {message}", at.line, at.column, source.slice(label.span)).unwrap();
    }
    if let Some(help) = &finding.help {
        writeln!(out, "    help: {help}").unwrap();
    }
    for edit in finding.fix.iter().flat_map(|fix| &fix.edits) {
        writeln!(out, "    fix: «{}» becomes «{}»", source.slice(edit.span), edit.replacement).unwrap();
    }
}

fn findings(schema: &Schema, text: &str) -> (Arc<SourceFile>, Vec<Diagnostic>) {
    findings_in("document.yaml", schema, text)
}

fn findings_in(name: &str, schema: &Schema, text: &str) -> (Arc<SourceFile>, Vec<Diagnostic>) {
    let source = Arc::new(SourceFile::new(FileId(0), name, text));
    let parsed = parse(&source, Format::from_path(name).unwrap());
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let found = parsed.documents.iter().flat_map(|document| schema.check(document, false).unwrap()).collect();
    (source, found)
}

#[test]
fn every_kind_of_violation_is_explained() {
    let mut gallery = String::new();
    let mut seen = BTreeSet::new();
    for case in cases("schema") {
        let schema = Schema::load(&case.join("schema.json")).unwrap_or_else(|error| panic!("{error}"));
        let text = std::fs::read_to_string(case.join("document.yaml")).unwrap();
        let (source, found) = findings(&schema, &text);
        assert!(!found.is_empty(), "{} finds nothing", case.display());
        writeln!(gallery, "=== {}", case.file_name().unwrap().to_str().unwrap()).unwrap();
        for finding in &found {
            seen.insert(finding.rule.to_string());
            describe(&mut gallery, &source, finding);
        }
        gallery.push('\n');
    }
    let names: BTreeSet<String> = SCHEMA_RULES.iter().map(|(rule, _)| rule.to_string()).collect();
    assert_eq!(names, seen, "each name (left) has a finding (right)");
    insta::assert_snapshot!(gallery);
}

/// A fix must not write what is there already, nor what the schema refuses next.
#[test]
fn a_fix_leads_to_no_other_finding() {
    let mut checked = 0;
    for case in cases("schema") {
        let schema = Schema::load(&case.join("schema.json")).unwrap_or_else(|error| panic!("{error}"));
        let yaml = std::fs::read_to_string(case.join("document.yaml")).unwrap();
        let source = Arc::new(SourceFile::new(FileId(0), "document.yaml", yaml.as_str()));
        let document = parse(&source, Format::Yaml).documents.pop().unwrap();
        let json = serde_json::to_string_pretty(&document.root().to_json()).unwrap();
        for (name, text) in [("document.yaml", yaml), ("document.json", json)] {
            let (_, found) = findings_in(name, &schema, &text);
            for fix in found.iter().filter_map(|finding| finding.fix.as_ref()) {
                let mut mended = text.clone();
                for edit in fix.edits.iter().rev() {
                    let span = edit.span.start as usize..edit.span.end as usize;
                    assert_ne!(text.get(span.clone()), Some(edit.replacement.as_str()), "{fix:?}");
                    mended.replace_range(span, &edit.replacement);
                }
                let (_, left) = findings_in(name, &schema, &mended);
                assert_eq!(left.len() + 1, found.len(), "{} {fix:?}\n{mended}", case.display());
                checked += 1;
            }
        }
    }
    assert!(checked > 40, "{checked}");
}

#[test]
fn each_mistake_of_an_editor_has_a_finding() {
    for (name, kind) in [
        ("mistakes-of-value.yaml", DocumentKind::Report),
        ("mistakes-of-shape.yaml", DocumentKind::Case),
        ("mistakes-of-reference.yaml", DocumentKind::Report),
        ("mistakes-in-json.json", DocumentKind::Case),
    ] {
        let text = std::fs::read_to_string(folder("schema").join(name)).unwrap();
        let (source, found) = findings_in(name, Schema::bundled(kind), &text);
        let mut gallery = String::new();
        for finding in &found {
            describe(&mut gallery, &source, finding);
        }
        insta::assert_snapshot!(name, gallery);
    }
}

/// A hostile file must not fill the memory with findings, nor hide that there are more.
#[test]
fn of_findings_of_one_kind_the_first_thousand_are_shown() {
    let ids = r#"{"propertyNames": {"pattern": "^[a-z]+$"}}"#;
    let keys = r#"{"properties": {"known": {}}, "additionalProperties": false}"#;
    let values = r#"{"additionalProperties": {"type": "integer"}}"#;
    let branch = format!(r#"{{"anyOf": [{values}, {{"type": "string"}}]}}"#);
    let mut text = String::new();
    for number in 0..1_200 {
        writeln!(text, "KEY{number}: text").unwrap();
    }
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("schema.json");
    for schema in [ids, keys, values, &branch] {
        std::fs::write(&path, schema).unwrap();
        let (_, found) = findings(&Schema::load(&path).unwrap(), &text);
        assert_eq!(found.len(), 1_001, "{schema}");
        let more =
            found.iter().filter(|finding| finding.message == "200 more findings of this kind are not shown");
        assert_eq!(more.count(), 1, "{schema}");
    }
}

#[test]
fn schemas_that_cannot_be_used_say_why() {
    let root = folder("schema-errors");
    let mut gallery = String::new();
    for case in cases("schema-errors") {
        let error = Schema::load(&case.join("schema.json")).expect_err("a schema with a fault");
        let shown = error.to_string().replace(root.to_str().unwrap(), "");
        writeln!(gallery, "{shown}\n").unwrap();
    }
    let missing = Schema::load(&root.join("nowhere.json")).unwrap_err();
    writeln!(gallery, "{}", missing.to_string().replace(root.to_str().unwrap(), "")).unwrap();
    insta::assert_snapshot!(gallery);
}

/// The validator follows references in no certain order.
#[test]
fn the_same_reference_is_named_each_time() {
    for name in ["two-missing-files", "two-missing-targets"] {
        let path = folder("schema-errors").join(name).join("schema.json");
        let first = Schema::load(&path).unwrap_err().to_string();
        for _ in 0..50 {
            assert_eq!(Schema::load(&path).unwrap_err().to_string(), first);
        }
    }
}

#[test]
fn names_are_sorted() {
    let names: Vec<&str> = SCHEMA_RULES.iter().map(|(rule, _)| rule.as_str()).collect();
    assert!(names.is_sorted(), "{names:?}");
}

/// Generates a value of any shape from words of the bundled schemas.
fn value() -> impl Strategy<Value = String> {
    let word = prop::sample::select(vec![
        "kind",
        "report",
        "case",
        "id",
        "title",
        "country",
        "KZ",
        "events",
        "type",
        "verdict",
        "charge",
        "court",
        "name",
        "date",
        "2023-05",
        "sentences",
        "sources",
        "persons",
        "quotes",
        "articles",
        "KZ-CC 272",
        "x_a",
        "freedoms",
        "period",
        "start",
        "12",
        "true",
        "~",
        "url",
        "confidential",
        "amount",
        "value",
    ]);
    let leaf = word.clone().prop_map(str::to_owned);
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(|items| format!("[{}]", items.join(", "))),
            prop::collection::btree_map(word.clone(), inner, 0..6).prop_map(|entries| {
                let entries: Vec<String> =
                    entries.iter().map(|(key, value)| format!("{key}: {value}")).collect();
                format!("{{{}}}", entries.join(", "))
            }),
        ]
    })
}

proptest! {
    #[test]
    fn findings_of_any_document_point_into_it(text in value()) {
        let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", text.clone()));
        for document in parse(&source, Format::Yaml).documents {
            for kind in DocumentKind::ALL {
                for finding in Schema::bundled(kind).check(&document, false).unwrap() {
                    prop_assert!(text.get(finding.primary.span.range()).is_some());
                    prop_assert!(!finding.message.is_empty());
                }
            }
        }
    }
}
