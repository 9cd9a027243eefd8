//! Runs the JSON Schema Test Suite through `--schema`: the required tests of each draft that need no other document.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::print_stdout, clippy::print_stderr)]

mod conformance;

use std::collections::BTreeSet;

use conformance::Tally;
use serde::Deserialize;
use serde_json::Value;

/// A draft's folder, the address of its meta-schema, and the number of its required tests, with and without those
/// that need another document.
const DRAFTS: &[(&str, &str, usize, usize)] = &[
    ("draft4", "http://json-schema.org/draft-04/schema#", 0, 0),
    ("draft6", "http://json-schema.org/draft-06/schema#", 0, 0),
    ("draft7", "http://json-schema.org/draft-07/schema#", 0, 0),
    ("draft2019-09", "https://json-schema.org/draft/2019-09/schema", 0, 0),
    ("draft2020-12", "https://json-schema.org/draft/2020-12/schema", 0, 0),
];

/// The tests that fail, and why that is so.
const KNOWN: &[(&str, &str)] = &[];

/// Where the suite expects its `remotes/` to be served.
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
    /// Says the draft in the schema, as a user's schema does; in the suite, the folder says it.
    fn declare(&mut self, meta_schema: &str) {
        if let Value::Object(schema) = &mut self.schema {
            schema.entry("$schema").or_insert_with(|| meta_schema.into());
        }
    }

    /// Whether the schema refers to a document of `remotes/`.
    fn needs_another_document(&self) -> bool {
        let mut addresses = Addresses::default();
        addresses.visit(&self.schema, "");
        addresses.used.difference(&addresses.given).any(|address| address.starts_with(REMOTES))
    }
}

/// The addresses of documents in a schema, without fragments.
#[derive(Default)]
struct Addresses {
    /// Those that its parts have.
    given: BTreeSet<String>,
    /// Those that it refers to.
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

/// The address that a reference leads to from `base`, without its fragment; as much of RFC 3986 as the suite needs.
fn resolve(base: &str, reference: &str) -> String {
    let reference = reference.split('#').next().unwrap_or_default();
    let origin_end =
        base.find("://").map_or(0, |at| base[at + 3..].find('/').map_or(base.len(), |end| at + 3 + end));
    if reference.is_empty() {
        base.to_owned()
    } else if reference.contains(':') {
        reference.to_owned()
    } else if reference.starts_with('/') {
        format!("{}{reference}", &base[..origin_end])
    } else {
        format!("{}{reference}", &base[..base.rfind('/').map_or(0, |at| at + 1)])
    }
}

/// A schema as `--schema` takes it.
struct Checker {
    validator: jsonschema::Validator,
}

impl Checker {
    fn load(schema: &Value) -> Result<Self, String> {
        let validator = jsonschema::validator_for(schema).map_err(|error| error.to_string())?;
        Ok(Self { validator })
    }

    fn accepts(&self, data: &Value) -> Result<bool, String> {
        Ok(self.validator.is_valid(data))
    }
}

#[test]
fn json_schema_test_suite() {
    let Some(folder) = conformance::folder("json-schema") else { return };
    let mut tally = Tally::default();
    for (draft, meta_schema, run, left_out) in DRAFTS {
        let (mut run, mut left_out) = (0, 0);
        for file in conformance::files(&folder.join("tests").join(draft), "json") {
            let groups: Vec<Group> = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
            for mut group in groups {
                if group.needs_another_document() {
                    left_out += group.tests.len();
                    continue;
                }
                run += group.tests.len();
                group.declare(meta_schema);
                let checker = Checker::load(&group.schema);
                for test in &group.tests {
                    let name = format!(
                        "{draft}/{}: {}: {}",
                        conformance::stem(&file),
                        group.description,
                        test.description
                    );
                    let outcome = match checker.as_ref().map(|c| c.accepts(&test.data)) {
                        Ok(Ok(valid)) if valid == test.valid => Ok(()),
                        Ok(Ok(true)) => Err("accepted".into()),
                        Ok(Ok(false)) => Err("rejected".into()),
                        Ok(Err(e)) => Err(e),
                        Err(e) => Err(e.clone()),
                    };
                    tally.add(name, outcome);
                }
            }
        }
        println!("{draft}: {run} run, {left_out} left out");
    }
    tally.judge("JSON Schema Test Suite", 0, KNOWN);
}
