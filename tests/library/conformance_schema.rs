//! Runs the JSON Schema Test Suite: of the tests that need no other document the required ones of each draft, and the
//! optional ones of formats, patterns and content.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::Arc;

use reportlint::document::Format;
use reportlint::parse::parse;
use reportlint::schema::{Formats, LoadOptions, Schema};
use reportlint::source::{FileId, SourceFile};
use serde::Deserialize;
use serde_json::Value;

use crate::conformance::{self, Tally};

/// A draft's folder, the address of its meta-schema, the number of its required tests that need no other document, and
/// the number of those that need one and are left out.
const DRAFTS: &[(&str, &str, usize, usize)] = &[
    ("draft4", "http://json-schema.org/draft-04/schema#", 593, 17),
    ("draft6", "http://json-schema.org/draft-06/schema#", 806, 23),
    ("draft7", "http://json-schema.org/draft-07/schema#", 890, 23),
    ("draft2019-09", "https://json-schema.org/draft/2019-09/schema", 1191, 36),
    ("draft2020-12", "https://json-schema.org/draft/2020-12/schema", 1208, 49),
];

/// A draft's folder, and the number of its optional tests of formats.
const FORMATS: &[(&str, usize)] =
    &[("draft4", 153), ("draft6", 214), ("draft7", 434), ("draft2019-09", 483), ("draft2020-12", 491)];

/// The optional tests of formats that fail, each with its reason.
const KNOWN_OF_FORMATS: &[(&str, &str)] = &[];

/// A draft's folder, and the number of its optional tests of patterns and content.
const PATTERNS: &[(&str, usize)] =
    &[("draft4", 86), ("draft6", 86), ("draft7", 96), ("draft2019-09", 86), ("draft2020-12", 86)];

/// The optional tests of patterns and content that fail, each with its reason.
const KNOWN_OF_PATTERNS: &[(&str, &str)] = &[];

/// The tests that fail, each with its reason.
const KNOWN: &[(&str, &str)] = &[];

/// The number of tests in the first group of each file.
const SAMPLE: usize = 961;

/// The tests of the sample that fail, each with its reason.
const KNOWN_IN_SAMPLE: &[(&str, &str)] = &[];

/// The address at which the suite expects its `remotes/` to be served.
const REMOTES: &str = "http://localhost:1234/";

/// A schema with its tests.
#[derive(Deserialize)]
struct Group {
    description: String,
    schema: Value,
    tests: Vec<Test>,
}

#[derive(Deserialize)]
struct Test {
    description: String,
    data: Value,
    valid: bool,
}

impl Group {
    /// Names the draft in the schema, as a user's schema does; in the suite, the folder names it.
    fn declare(&mut self, meta_schema: &str) {
        if let Value::Object(schema) = &mut self.schema {
            schema.entry("$schema").or_insert_with(|| meta_schema.into());
        }
    }

    /// Returns true if the schema refers to a document of `remotes/`.
    fn needs_another_document(&self) -> bool {
        let mut addresses = Addresses::default();
        addresses.visit(&self.schema, "");
        addresses.used.difference(&addresses.given).any(|address| address.starts_with(REMOTES))
    }
}

/// The addresses of documents in a schema, without fragments.
#[derive(Default)]
struct Addresses {
    /// The addresses of its parts.
    given: BTreeSet<String>,
    /// The addresses that it refers to.
    used: BTreeSet<String>,
}

impl Addresses {
    fn visit(&mut self, schema: &Value, base: &str) {
        match schema {
            Value::Object(members) => {
                let id = members.get("$id").or_else(|| members.get("id")).and_then(Value::as_str);
                let base = id.map_or_else(|| base.to_owned(), |id| resolve(base, id));
                self.given.insert(base.clone());
                for keyword in ["$ref", "$dynamicRef", "$recursiveRef", "$schema"] {
                    if let Some(reference) = members.get(keyword).and_then(Value::as_str) {
                        self.used.insert(resolve(&base, reference));
                    }
                }
                members.values().for_each(|member| self.visit(member, &base));
            }
            Value::Array(items) => items.iter().for_each(|item| self.visit(item, base)),
            _ => {}
        }
    }
}

/// Returns the address that a reference leads to from `base`, without its fragment; as much of RFC 3986 as the suite needs.
fn resolve(base: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    if reference.is_empty() {
        base.to_owned()
    } else if reference.contains(':') || base.is_empty() {
        reference.to_owned()
    } else if reference.starts_with('/') {
        let origin: Vec<&str> = base.split('/').take(3).collect();
        format!("{}{reference}", origin.join("/"))
    } else {
        let folder = base.rsplit_once('/').map_or(base, |(folder, _)| folder);
        format!("{folder}/{reference}")
    }
}

/// Returns the meaning of `format` that the required tests of a draft expect.
fn formats(draft: &str) -> Formats {
    if matches!(draft, "draft2019-09" | "draft2020-12") { Formats::Annotate } else { Formats::Assert }
}

/// Returns the rules of reportlint's findings on an instance.
fn findings(schema: &Schema, data: &Value) -> Result<Vec<String>, String> {
    let source = Arc::new(SourceFile::new(FileId(0), "instance.json", data.to_string()));
    let parsed = parse(&source, Format::Json);
    match parsed.documents.as_slice() {
        [document] if parsed.diagnostics.is_empty() => Ok(schema
            .check(document, false)
            .unwrap()
            .iter()
            .map(|finding| finding.rule.to_string())
            .collect()),
        _ => Err(format!("the instance cannot be read: {:?}", parsed.diagnostics)),
    }
}

/// Compares the findings on an instance with the suite's verdict.
fn judge(findings: &[String], valid: bool) -> Result<(), String> {
    match (findings, valid) {
        ([], true) => Ok(()),
        ([], false) => Err("invalid, and nothing is found".to_owned()),
        (_, true) => Err(format!("valid, and found: {}", findings.join(", "))),
        (_, false) => match findings.iter().find(|rule| !rule.starts_with("schema/")) {
            Some(rule) => Err(format!("{rule} is not a name for a finding of a schema")),
            None => Ok(()),
        },
    }
}

/// Runs a group through the program itself, as a user does, in a folder that holds nothing else. Returns the
/// findings on each test's instance.
fn run_program(folder: &Path, group: &Group, formats: Formats) -> Result<Vec<Vec<String>>, String> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_reportlint"));
    command.current_dir(folder).args(["check", "--isolated", "--format", "json", "--schema", "schema.json"]);
    command.args(["--formats", formats.as_str()]);
    for (index, test) in group.tests.iter().enumerate() {
        let name = format!("{index}.json");
        fs::write(folder.join(&name), test.data.to_string()).unwrap();
        command.arg(name);
    }
    let output = command.output().unwrap();
    let status = output.status.code();
    if !matches!(status, Some(0 | 1)) {
        return Err(format!("exit status {status:?}: {}", String::from_utf8_lossy(&output.stderr)));
    }
    let report: Value = serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())?;
    let mut found = vec![Vec::new(); group.tests.len()];
    for finding in report["diagnostics"].as_array().unwrap() {
        let path = finding["path"].as_str().unwrap();
        let index: usize = path.trim_end_matches(".json").parse().unwrap();
        found[index].push(finding["rule"].as_str().unwrap().to_owned());
    }
    Ok(found)
}

/// Returns the groups of one draft that need no other document, by `DRAFT/FILE`, with the draft named in each schema;
/// and the number of tests left out.
fn groups(folder: &Path, draft: &str, part: &str, meta_schema: &str) -> (Vec<(String, Vec<Group>)>, usize) {
    let mut left_out = 0;
    let mut files = Vec::new();
    for file in conformance::files(&folder.join("tests").join(draft).join(part), "json") {
        let mut groups: Vec<Group> = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
        groups.retain(|group| {
            let kept = !group.needs_another_document();
            left_out += if kept { 0 } else { group.tests.len() };
            kept
        });
        groups.iter_mut().for_each(|group| group.declare(meta_schema));
        files.push((format!("{draft}/{}", conformance::stem(&file)), groups));
    }
    (files, left_out)
}

fn name(file: &str, group: &Group, test: &Test) -> String {
    format!("{file}: {}: {}", group.description, test.description)
}

#[test]
fn json_schema_test_suite() {
    let Some(folder) = conformance::folder("json-schema") else { return };
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("schema.json");
    let mut tally = Tally::default();
    let mut expected = 0;
    for &(draft, meta_schema, run, left_out) in DRAFTS {
        let (files, others) = groups(&folder, draft, "", meta_schema);
        let tests: usize = files.iter().flat_map(|(_, groups)| groups).map(|group| group.tests.len()).sum();
        conformance::say(&format!("{draft}: {tests} tests; {others} left out, which need another document"));
        assert_eq!((tests, others), (run, left_out), "{draft}: the number of tests has changed");
        expected += run;
        for (file, group) in
            files.iter().flat_map(|(file, groups)| groups.iter().map(move |group| (file, group)))
        {
            fs::write(&path, group.schema.to_string()).unwrap();
            let options = LoadOptions::with_formats(formats(draft));
            let schema = Schema::load_with(&path, &options).map_err(|error| error.to_string());
            for test in &group.tests {
                let found = schema.as_ref().map_err(Clone::clone);
                let found = found.and_then(|schema| findings(schema, &test.data));
                tally.add(&name(file, group, test), found.and_then(|found| judge(&found, test.valid)));
            }
        }
    }
    tally.judge("JSON Schema Test Suite", expected, KNOWN);
}

/// Formats are asserted by default, in every draft.
#[test]
fn json_schema_test_suite_of_formats() {
    run_optional("optional/format", FORMATS, |_| true, "JSON Schema Test Suite, formats", KNOWN_OF_FORMATS);
}

#[test]
fn json_schema_test_suite_of_patterns_and_content() {
    let is_meant = |file: &str| file.ends_with("-regex") || file.ends_with("/content");
    run_optional(
        "optional",
        PATTERNS,
        is_meant,
        "JSON Schema Test Suite, patterns and content",
        KNOWN_OF_PATTERNS,
    );
}

/// Runs optional tests of each draft: those in a folder, in the files that `is_meant` accepts.
fn run_optional(
    part: &str,
    expected: &[(&str, usize)],
    is_meant: impl Fn(&str) -> bool,
    suite: &str,
    known: &[(&str, &str)],
) {
    let Some(folder) = conformance::folder("json-schema") else { return };
    let place = tempfile::tempdir().unwrap();
    let path = place.path().join("schema.json");
    let mut tally = Tally::default();
    for (&(draft, meta_schema, ..), &(_, expected)) in DRAFTS.iter().zip(expected) {
        let (mut files, _) = groups(&folder, draft, part, meta_schema);
        files.retain(|(file, _)| is_meant(file));
        let groups = || files.iter().flat_map(|(file, groups)| groups.iter().map(move |group| (file, group)));
        let tests: usize = groups().map(|(_, group)| group.tests.len()).sum();
        assert_eq!(tests, expected, "{draft}: the number of tests has changed");
        for (file, group) in groups() {
            fs::write(&path, group.schema.to_string()).unwrap();
            let schema = Schema::load(&path).map_err(|error| error.to_string());
            for test in &group.tests {
                let found = schema.as_ref().map_err(Clone::clone);
                let found = found.and_then(|schema| findings(schema, &test.data));
                tally.add(&name(file, group, test), found.and_then(|found| judge(&found, test.valid)));
            }
        }
    }
    tally.judge(suite, expected.iter().map(|(_, tests)| tests).sum(), known);
}

/// Starting the program takes longer than all tests of a file, so it runs the first group of each.
#[test]
fn the_program_agrees() {
    let Some(folder) = conformance::folder("json-schema") else { return };
    let place = tempfile::tempdir().unwrap();
    let mut tally = Tally::default();
    for &(draft, meta_schema, ..) in DRAFTS {
        for (file, groups) in groups(&folder, draft, "", meta_schema).0 {
            let Some(group) = groups.first() else { continue };
            fs::write(place.path().join("schema.json"), group.schema.to_string()).unwrap();
            let found = run_program(place.path(), group, formats(draft));
            for (index, test) in group.tests.iter().enumerate() {
                let found = found.as_ref().map_err(Clone::clone);
                tally
                    .add(&name(&file, group, test), found.and_then(|found| judge(&found[index], test.valid)));
            }
        }
    }
    tally.judge("JSON Schema Test Suite, through the program", SAMPLE, KNOWN_IN_SAMPLE);
}
