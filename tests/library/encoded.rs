//! The encoded corpus: what a careful editor makes of the shapes that published updates have. `fixtures/encoded/README.md`
//! says of each finding why it is true, and every word of the schemas occurs in it.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use reportlint::document::Format;
use reportlint::outcome::Outcome;
use reportlint::parse::parse;
use reportlint::source::{FileId, SourceFile};
use serde_json::Value;

use crate::support::{Setup, TestFile, lint, project_path};

const FOLDER: &str = "fixtures/encoded";

/// Returns the files of the corpus: its documents, and the legal codes that they cite beside the bundled ones.
fn files() -> Vec<TestFile> {
    let mut found = Vec::new();
    for folder in ["cases", "legal-codes", "reports"] {
        for entry in fs::read_dir(project_path(FOLDER).join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            found.push(TestFile::new(format!("{folder}/{name}"), fs::read(&path).unwrap()));
        }
    }
    found.sort();
    found
}

/// Returns the reports and cases as JSON.
fn documents() -> Vec<Value> {
    let files = files().into_iter().filter(|file| !file.path.starts_with("legal-codes"));
    let documents = files.flat_map(|file| {
        let format = Format::from_path(&file.path).unwrap();
        let source = SourceFile::new(FileId(0), &file.path, String::from_utf8(file.content).unwrap());
        let parsed = parse(&Arc::new(source), format);
        parsed.documents.iter().map(|document| document.root().to_json()).collect::<Vec<_>>()
    });
    documents.collect()
}

/// Lists the findings, one a line: place, severity, rule, message.
fn listing(outcome: &Outcome) -> String {
    let mut listing = String::new();
    for diagnostic in &outcome.diagnostics {
        let file = outcome.file(diagnostic.primary.file).unwrap();
        let line = file.source.as_ref().unwrap().position(diagnostic.primary.span.start).line;
        let (path, severity, rule) = (&file.path, diagnostic.severity, &diagnostic.rule);
        writeln!(listing, "{path}:{line} {severity} {rule} {}", diagnostic.message).unwrap();
    }
    listing
}

#[test]
fn the_corpus_gives_its_reviewed_findings() {
    let outcome = lint(&files(), Setup { is_whole_repository: true, ..Setup::strict() });
    assert!(outcome.failures.is_empty());
    insta::assert_snapshot!(listing(&outcome));
}

#[test]
fn the_readme_has_every_document() {
    let readme = fs::read_to_string(project_path(FOLDER).join("README.md")).unwrap();
    for file in files().iter().filter(|file| !file.path.starts_with("legal-codes")) {
        assert!(readme.contains(&format!("| `{}` |", file.path)), "{} has no line in the README", file.path);
    }
}

#[test]
fn the_corpus_is_wide() {
    let documents = documents();
    let values = |key: &str| -> BTreeSet<&str> {
        documents.iter().filter_map(|document| document.get(key)?.as_str()).collect()
    };
    assert!(documents.len() >= 24, "{} documents", documents.len());
    assert!(values("country").len() >= 8, "{:?}", values("country"));
    assert_eq!(values("language"), BTreeSet::from(["en", "kk", "ky", "ru"]));
}

#[test]
fn every_word_of_the_schemas_occurs() {
    let schema: Value =
        serde_json::from_str(&fs::read_to_string(project_path("schemas/case.schema.json")).unwrap()).unwrap();
    let words = |pointer: &str| -> BTreeSet<String> {
        let words = schema.pointer(&format!("/$defs/{pointer}/enum")).and_then(Value::as_array);
        words.unwrap_or_else(|| panic!("no words at {pointer}")).iter().map(text).collect()
    };
    let mut used = Used::default();
    documents().iter().for_each(|document| used.read_document(document));
    for (name, pointer) in [
        ("event", "event/properties/type"),
        ("outcome", "verdict-event/properties/outcome"),
        ("investigation", "investigation-event/properties/outcome"),
        ("extradition", "extradition-event/properties/outcome"),
        ("designation", "designation-event/properties/as"),
        ("sentence", "sentence-type"),
        ("role", "person/properties/role"),
        ("part", "part-in-case"),
        ("freedom", "freedom"),
        ("source", "source/properties/type"),
    ] {
        let missing: Vec<String> =
            words(pointer).difference(used.0.entry(name).or_default()).cloned().collect();
        assert!(missing.is_empty(), "no document has the {name} {missing:?}");
    }
}

/// The words that the corpus uses, by the vocabulary that they belong to.
#[derive(Default)]
struct Used(BTreeMap<&'static str, BTreeSet<String>>);

impl Used {
    fn add(&mut self, name: &'static str, word: Option<&Value>) {
        self.0.entry(name).or_default().extend(word.map(text));
    }

    fn read_document(&mut self, document: &Value) {
        values(document, "sources").for_each(|source| self.add("source", source.get("type")));
        for person in values(document, "persons") {
            self.add("role", person.get("role"));
            self.add("part", person.get("part"));
        }
        self.read_case(document);
        values(document, "cases").for_each(|case| self.read_case(case));
        values(document, "developments").for_each(|development| self.read_case(development));
    }

    fn read_case(&mut self, case: &Value) {
        values(case, "freedoms").for_each(|freedom| self.add("freedom", Some(freedom)));
        values(case, "persons").for_each(|person| self.add("part", person.get("part")));
        for event in values(case, "events") {
            self.add("event", event.get("type"));
            self.add("designation", event.get("as"));
            let outcome = match event.get("type").and_then(Value::as_str) {
                Some("verdict") => "outcome",
                Some("investigation") => "investigation",
                _ => "extradition",
            };
            self.add(outcome, event.get("outcome"));
            values(event, "sentences").for_each(|sentence| self.add("sentence", sentence.get("type")));
            for result in values(event, "results") {
                self.add("outcome", result.get("outcome"));
                values(result, "sentences").for_each(|sentence| self.add("sentence", sentence.get("type")));
            }
        }
    }
}

/// Returns the items of a list, or the values of a mapping, under a key.
fn values<'a>(owner: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    let list = owner.get(key).and_then(Value::as_array).into_iter().flatten();
    list.chain(owner.get(key).and_then(Value::as_object).into_iter().flat_map(|entries| entries.values()))
}

fn text(word: &Value) -> String {
    word.as_str().unwrap().to_owned()
}
