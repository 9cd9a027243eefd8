//! Every key of the schemas whose value is free text is read by the rules on texts: a hidden character in it is found.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use serde_json::{Value, json};

use crate::support::{Setup, TestFile, assert_no_faults, lint, project_path};

/// The keys whose values are single words that no text goes on in, or no text of a report.
const WORDS: [(&str, &str); 3] = [("person", "gender"), ("figure", "unit"), ("", "$schema")];

/// The definitions of things that have texts, with a place of such a thing in the report below. Events of all types stand there.
const PLACES: [(&str, &str); 12] = [
    ("place-mapping", "/cases/0/events/0/place"),
    ("unknown-field", "/cases/0/events/0/unknown/offence"),
    ("source", "/sources/register"),
    ("person", "/persons/aliya-testova"),
    ("organisation", "/organisations/open-square"),
    ("court", "/cases/0/events/0/court"),
    ("quote", "/cases/0/events/0/quotes/0"),
    ("event", "/cases/0/events/0"),
    ("case", "/cases/0"),
    ("figure", "/developments/0/figures/0"),
    ("development", "/developments/0"),
    ("", ""),
];

fn report() -> Value {
    json!({
        "kind": "report", "id": "kz-2024-01", "title": "January", "country": "KZ",
        "period": {"start": "2024-01", "end": "2024-01"}, "publishers": ["Example Watch"],
        "sources": {"register": {"type": "court-document", "title": "Register"}},
        "persons": {"aliya-testova": {"name": "Aliya Testova"}},
        "organisations": {"open-square": {"name": "Open Square"}},
        "cases": [{"id": "a-case", "title": "A case", "freedoms": ["expression"], "events": [{
            "type": "verdict", "date": "2024-01-10", "court": {"name": "A Court"}, "place": {"name": "Almaty"},
            "quotes": [{"text": "Yes."}], "unknown": {"offence": {"why": "withheld"}},
        }]}],
        "developments": [{"id": "a-law", "title": "A law", "figures": [{"label": "Arrests", "value": 3}]}],
    })
}

/// Returns the place of a definition's things.
fn place_of(definition: &str) -> Option<&'static str> {
    let name = if definition.ends_with("-event") { "event" } else { definition };
    PLACES.iter().find(|(known, _)| *known == name).map(|(_, place)| *place)
}

/// Returns true if a schema is of free text.
fn is_free(schema: &Value) -> bool {
    let reference = schema.get("$ref").and_then(Value::as_str).unwrap_or_default();
    let is_bound = ["enum", "const", "pattern", "format"].iter().any(|key| schema.get(key).is_some());
    reference.ends_with("/line")
        || reference.ends_with("/text")
        || schema.get("type") == Some(&json!("string")) && !is_bound
}

#[test]
fn every_free_text_is_read() {
    let schema: Value =
        serde_json::from_str(&std::fs::read_to_string(project_path("schemas/report.schema.json")).unwrap())
            .unwrap();
    let definitions = schema["$defs"].as_object().unwrap().iter().map(|(name, part)| (name.as_str(), part));
    let (mut faults, mut read) = (Vec::new(), 0);
    for (definition, part) in definitions.chain([("", &schema)]) {
        for (key, property) in part.get("properties").and_then(Value::as_object).into_iter().flatten() {
            let is_list = property.get("items").is_some_and(is_free);
            if !is_list && !is_free(property) || WORDS.contains(&(definition, key)) {
                continue;
            }
            let Some(place) = place_of(definition) else {
                faults.push(format!("PLACES has no `{definition}`, which has the text `{key}`"));
                continue;
            };
            let text = json!("Slo\u{ad}wo");
            let mut document = report();
            document.pointer_mut(place).unwrap()[key] = if is_list { json!([text]) } else { text };
            let outcome = lint(&[TestFile::new("report.json", document.to_string())], Setup::strict());
            read += 1;
            if !outcome.diagnostics.iter().any(|found| found.rule.as_str() == "hidden-character") {
                faults.push(format!("no rule on texts reads `{key}` of `{definition}`"));
            }
        }
    }
    assert!(read > 30, "only {read} texts were tried");
    assert_no_faults(&faults);
}
