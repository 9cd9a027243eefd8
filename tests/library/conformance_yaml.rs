//! Runs the YAML test suite: invalid YAML must be reported, and valid YAML must be read as the suite says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use reportlint::document::Format;
use reportlint::parse::parse;
use reportlint::read;
use reportlint::source::FileId;
use reportlint::tree::NodeRef;
use serde_json::Value;

use crate::conformance::{self, Tally};

/// The tests of the release of 2022-01-17, those inside files that hold several included.
const TESTS: usize = 402;

/// The tests that fail, each with its reason.
const KNOWN: &[(&str, &str)] = &[];

/// One test.
struct Case {
    name: String,
    yaml: String,
    /// True if the YAML is invalid.
    fails: bool,
    /// The number of documents in it.
    documents: usize,
    /// Their values, if JSON can express them.
    json: Option<Vec<Value>>,
}

/// Replaces the signs with which the suite's files show invisible characters by those characters.
fn unescape(text: &str) -> String {
    let text = text.strip_suffix("∎\n").unwrap_or(text);
    let mut plain = String::with_capacity(text.len());
    let mut dashes = 0;
    for character in text.chars() {
        // A tab is shown as `»` with any number of dashes before it.
        if character == '—' {
            dashes += 1;
            continue;
        }
        if character != '»' {
            plain.extend(std::iter::repeat_n('—', dashes));
        }
        dashes = 0;
        match character {
            '␣' => plain.push(' '),
            '»' => plain.push('\t'),
            '←' => plain.push('\r'),
            '⇔' => plain.push('\u{feff}'),
            '↵' => {}
            other => plain.push(other),
        }
    }
    plain.extend(std::iter::repeat_n('—', dashes));
    plain
}

/// Reads the tests of one of the suite's files.
fn cases(file: &Path) -> Vec<Case> {
    let text = std::fs::read_to_string(file).unwrap();
    let tests: Vec<BTreeMap<String, Value>> = serde_yaml::from_str(&text).unwrap();
    if tests[0].contains_key("skip") {
        return Vec::new(); // as the suite's releases do
    }
    let several = tests.len() > 1;
    let width = if tests.len() > 10 { 3 } else { 2 };
    let stem = conformance::stem(file);
    let mut fields = BTreeMap::new();
    let mut cases = Vec::new();
    for (index, test) in tests.into_iter().enumerate() {
        // A later test inherits the fields that it does not have, except this one.
        fields.remove("fail");
        fields.extend(test);
        let text = |field: &str| fields.get(field).and_then(Value::as_str).map(unescape);
        let values = |json: String| {
            serde_json::Deserializer::from_str(&json).into_iter().collect::<Result<Vec<Value>, _>>().unwrap()
        };
        cases.push(Case {
            name: if several { format!("{stem}/{index:0width$}") } else { stem.clone() },
            yaml: text("yaml").unwrap(),
            fails: fields.contains_key("fail"),
            documents: text("tree").unwrap().matches("+DOC").count(),
            json: text("json").map(values),
        });
    }
    cases
}

/// Returns true if two values are equal in JSON; `1e3` and `1000` are one number there.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Number(one), Value::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.len() == other.len()
                && one.iter().all(|(key, one)| other.get(key).is_some_and(|other| same(one, other)))
        }
        _ => one == other,
    }
}

fn run(case: &Case) -> Result<(), String> {
    let source = read::decode(FileId(0), "case.yaml", case.yaml.clone().into_bytes())
        .map_err(|(_, diagnostic)| diagnostic.message)?;
    let parsed = parse(&Arc::new(source), Format::Yaml);
    for diagnostic in &parsed.diagnostics {
        let rule = diagnostic.rule.as_str();
        if !rule.starts_with("syntax/") {
            return Err(format!("{rule} is no name for a syntax error"));
        }
    }
    match (case.fails, parsed.diagnostics.first()) {
        (true, Some(_)) => return Ok(()),
        (true, None) => return Err("invalid, and not reported".to_owned()),
        (false, Some(diagnostic)) => {
            let at = diagnostic.primary.span.start;
            return Err(format!("valid, and reported at byte {at}: {}", diagnostic.message));
        }
        (false, None) => {}
    }
    let values: Vec<Value> =
        parsed.documents.iter().map(|document| document.root()).map(NodeRef::to_json).collect();
    if values.len() != case.documents {
        return Err(format!("{} documents instead of {}", values.len(), case.documents));
    }
    match &case.json {
        Some(json) if json.len() != values.len() || !json.iter().zip(&values).all(|(a, b)| same(a, b)) => {
            Err(format!("read as {} instead of {}", Value::from(values), Value::from(json.clone())))
        }
        _ => Ok(()),
    }
}

#[test]
fn yaml_test_suite() {
    let Some(folder) = conformance::folder("yaml") else { return };
    let mut tally = Tally::default();
    let cases: Vec<Case> = conformance::files(&folder, "yaml").iter().flat_map(|file| cases(file)).collect();
    let (invalid, valid): (Vec<&Case>, Vec<&Case>) = cases.iter().partition(|case| case.fails);
    let with_json = valid.iter().filter(|case| case.json.is_some()).count();
    let (invalid, valid) = (invalid.len(), valid.len());
    conformance::say(&format!(
        "YAML test suite: {invalid} invalid, {valid} valid, {with_json} of them as JSON"
    ));
    for case in &cases {
        tally.add(&case.name, run(case));
    }
    tally.judge("YAML test suite", TESTS, KNOWN);
}
