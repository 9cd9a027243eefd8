//! The public compliance suite, as it was on 2026-05-21 (commit 7be7c1fc). It lies in `tests/conformance/jsonpath`.

use std::sync::Arc;

use serde_json::Value;

use super::JsonPath;
use crate::document::{Document, Format};
use crate::local_rules::budget::Budget;
use crate::parse::parse;
use crate::source::{FileId, SourceFile};
use crate::tree::{NodeRef, Segment};

/// Parses a document as JSON, since YAML would read some of the suite's signs otherwise.
pub(super) fn document(text: impl Into<String>) -> Document {
    let source = Arc::new(SourceFile::new(FileId(0), "document.json", text));
    parse(&source, Format::Json).documents.pop().unwrap()
}

/// Writes the place of a node as the standard's normalized path.
fn normalized(node: NodeRef<'_>) -> String {
    let escaped = |letter: char| match letter {
        '\'' | '\\' => format!("\\{letter}"),
        '\u{8}' => "\\b".to_owned(),
        '\t' => "\\t".to_owned(),
        '\n' => "\\n".to_owned(),
        '\u{c}' => "\\f".to_owned(),
        '\r' => "\\r".to_owned(),
        '\0'..='\u{1f}' => format!("\\u{:04x}", u32::from(letter)),
        _ => letter.to_string(),
    };
    let step = |segment: &Segment| match segment {
        Segment::Key(key) => format!("['{}']", key.chars().map(escaped).collect::<String>()),
        Segment::Index(index) => format!("[{index}]"),
    };
    format!("${}", node.pointer().0.iter().map(step).collect::<String>())
}

fn fault(case: &Value) -> Option<String> {
    let selector = case["selector"].as_str().unwrap();
    let path = match JsonPath::parse(selector) {
        Err(_) if case["invalid_selector"] == true => return None,
        Err(error) => return Some(format!("is refused: {error:?}")),
        Ok(_) if case["invalid_selector"] == true => return Some("is accepted".to_owned()),
        Ok(path) => path,
    };
    let document = document(case["document"].to_string());
    let found = path.select(document.root(), &Budget::new(100_000)).unwrap();
    let values: Value = found.iter().map(|found| found.node.to_json()).collect();
    let places: Value = found.iter().map(|found| normalized(found.node)).collect();
    // Where an order is left open, there are several results.
    let expected = |one: &str, several: &str| match case.get(one) {
        Some(result) => vec![result.clone()],
        None => case[several].as_array().cloned().unwrap_or_default(),
    };
    let values_expected = expected("result", "results");
    let places_expected = expected("result_paths", "results_paths");
    let is_right = values_expected.contains(&values) && places_expected.contains(&places);
    (!is_right).then(|| format!("gives {values} at {places}, not {values_expected:?} at {places_expected:?}"))
}

#[test]
fn the_public_suite_is_passed_whole() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/conformance/jsonpath");
    let text = std::fs::read_to_string(format!("{folder}/cts.json")).unwrap();
    let suite: Value = serde_json::from_str(&text).unwrap();
    let cases = suite["tests"].as_array().unwrap();
    assert_eq!(cases.len(), 703);
    let faults: Vec<String> = cases
        .iter()
        .filter_map(|case| Some(format!("{} `{}` {}", case["name"], case["selector"], fault(case)?)))
        .collect();
    assert_eq!(faults, [""; 0]);
}
