//! Holds docs/format.md to the schemas, from which `tests/refresh` writes it: every key and every word with a sentence and
//! an example.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::sync::Arc;

use reportlint::document::{Document, Format};
use reportlint::parse::parse;
use reportlint::source::{FileId, SourceFile};
use reportlint::tree::{Entry, NodeRef};

use crate::support::{Setup, TestFile, is_refresh, lint, project_path};

/// The mappings of reports and cases, in the order of the guide: the definition, and the heading.
const MAPPINGS: [(&str, &str); 17] = [
    ("period", "A period"),
    ("case", "A case"),
    ("case-person-mapping", "A person of a case, with a part"),
    ("event", "An event"),
    ("court", "A court"),
    ("sentence", "A sentence"),
    ("court-result", "A result of a mixed verdict"),
    ("reclassification", "A reclassified charge"),
    ("penalty-units", "A fine in units"),
    ("money", "A sum of money"),
    ("person", "A person"),
    ("organisation", "An organisation"),
    ("source", "A source"),
    ("quote", "A quote"),
    ("place-mapping", "A place in parts"),
    ("development", "A development"),
    ("figure", "A figure"),
];

/// The lists of words, in the order of the guide: the pointer to the list, the heading, and an example with `WORD`.
const WORDS: [(&str, &str, &str); 17] = [
    ("/$defs/verdict-event/properties/outcome", "Outcomes of verdicts", "outcome: WORD"),
    ("/$defs/verdict-event/properties/jurisdiction", "Jurisdictions", "jurisdiction: WORD"),
    ("/$defs/court/properties/level", "Levels of courts", "{name: Example Court, level: WORD}"),
    ("/$defs/sentence-type", "Penalties", "{type: WORD}"),
    ("/$defs/sentence/properties/regime", "Regimes", "{type: imprisonment, duration: P6Y, regime: WORD}"),
    ("/$defs/penalty-units/properties/unit", "Units of fines", "units: {count: 100, unit: WORD}"),
    ("/$defs/part-in-case", "Parts in a case", "{id: testova, part: WORD}"),
    ("/$defs/person/properties/role", "Roles", "role: WORD"),
    ("/$defs/organisation/properties/type", "Types of organisations", "type: WORD"),
    ("/$defs/freedom", "Freedoms", "freedoms: [WORD]"),
    ("/$defs/source/properties/type", "Types of sources", "type: WORD"),
    (
        "/$defs/investigation-event/properties/outcome",
        "Outcomes of investigations",
        "{type: investigation, outcome: WORD}",
    ),
    ("/$defs/designation-event/properties/as", "Designations", "{type: designation, as: WORD}"),
    (
        "/$defs/extradition-event/properties/outcome",
        "Outcomes of extraditions and asylum decisions",
        "{type: extradition, outcome: WORD}",
    ),
    ("/$defs/opinion-event/properties/outcome", "Outcomes of opinions", "outcome: WORD"),
    (
        "/$defs/unknown-field/properties/why",
        "Reasons why something is not known",
        "unknown: {date: {why: WORD}}",
    ),
    ("/$defs/charge-event/properties/jurisdiction", "Jurisdictions of charges", "jurisdiction: WORD"),
];

const INTRODUCTION: &str = "\
# The format

Every key of a report, a case and a legal code, and every word that a key chooses from, each with an example. A key marked
`*` is required. Keys that begin with `x_` are yours: reportlint passes over them. What the rules ask for beyond this is in
[the catalogue of rules](rules.md).

This page is written by `tests/refresh` from the schemas, which `reportlint schema report` and the like print, and which
an editor's program shows as you type.

What happened is an [event](#types-of-events). What nobody could find out is [declared so](#not-known).
";

fn schema(name: &str) -> Document {
    let text = std::fs::read_to_string(project_path(&format!("schemas/{name}.schema.json"))).unwrap();
    let source = Arc::new(SourceFile::new(FileId(0), format!("{name}.json"), text));
    parse(&source, Format::Json).documents.remove(0)
}

/// Returns the part of a schema at a pointer.
fn at<'a>(root: NodeRef<'a>, pointer: &str) -> NodeRef<'a> {
    pointer
        .split('/')
        .skip(1)
        .fold(root, |node, key| node.get(key).unwrap_or_else(|| panic!("no {key} in {pointer}")))
}

/// Follows a `$ref` within the schema.
fn resolved<'a>(root: NodeRef<'a>, node: NodeRef<'a>) -> NodeRef<'a> {
    let target = node.get("$ref").and_then(NodeRef::as_str).and_then(|target| target.strip_prefix('#'));
    target.map_or(node, |pointer| resolved(root, at(root, pointer)))
}

/// Returns the text under a key of a schema, or of the schema that it refers to.
fn remark<'a>(root: NodeRef<'a>, node: NodeRef<'a>, key: &str) -> Option<NodeRef<'a>> {
    node.get(key).or_else(|| resolved(root, node).get(key))
}

/// Writes a JSON value as YAML in one line.
fn in_yaml(value: NodeRef<'_>) -> String {
    if value.as_sequence().is_some() {
        return format!("[{}]", value.items().map(in_yaml).collect::<Vec<_>>().join(", "));
    }
    if value.as_mapping().is_some() {
        let entry = |entry: Entry<'_>| format!("{}: {}", entry.name(), in_yaml(entry.value));
        return format!("{{{}}}", value.entries().map(entry).collect::<Vec<_>>().join(", "));
    }
    let Some(text) = value.as_str() else { return value.raw().to_owned() };
    let is_plain =
        |c: char| c.is_alphanumeric() || " ./_-~'()".contains(c) || c == ':' && text.contains("://");
    let is_number = text.parse::<f64>().is_ok();
    if text.chars().all(is_plain) && text.starts_with(char::is_alphanumeric) && !is_number {
        text.to_owned()
    } else {
        format!("{text:?}")
    }
}

/// Returns an example of a key's value.
fn example(root: NodeRef<'_>, property: NodeRef<'_>) -> String {
    let examples = remark(root, property, "examples").and_then(|list| list.items().next());
    if let Some(example) = examples {
        return in_yaml(example);
    }
    let schema = resolved(root, property);
    if let Some(word) = schema.get("const") {
        return in_yaml(word);
    }
    if let Some(word) = schema.get("enum").and_then(|words| words.items().next()) {
        return in_yaml(word);
    }
    match schema.get("type").and_then(NodeRef::as_str) {
        Some("boolean") => "true".to_owned(),
        Some("array") => match schema.get("items").map(|items| example(root, items)) {
            Some(item) => format!("[{item}]"),
            None => "[]".to_owned(),
        },
        Some("object") => {
            let required =
                schema.get("required").into_iter().flat_map(NodeRef::items).filter_map(NodeRef::as_str);
            let value = |key| format!("{key}: {}", example(root, property_of(schema, key)));
            let entries: Vec<String> = required.map(value).collect();
            if entries.is_empty() { "{…}".to_owned() } else { format!("{{{}}}", entries.join(", ")) }
        }
        _ => "some words".to_owned(),
    }
}

/// Returns the schema of a required key.
fn property_of<'a>(schema: NodeRef<'a>, key: &str) -> NodeRef<'a> {
    schema.get("properties").and_then(|properties| properties.get(key)).unwrap_or(schema)
}

/// Writes a table of the keys of a mapping.
fn table(page: &mut String, root: NodeRef<'_>, mapping: NodeRef<'_>) {
    let required: Vec<&str> =
        mapping.get("required").into_iter().flat_map(NodeRef::items).filter_map(NodeRef::as_str).collect();
    page.push_str("| key | meaning | example |\n|---|---|---|\n");
    for property in mapping.get("properties").into_iter().flat_map(NodeRef::entries) {
        let name = property.name();
        let star = if required.contains(&name) { " `*`" } else { "" };
        let meaning = remark(root, property.value, "description").and_then(NodeRef::as_str).unwrap();
        let line = format!("{name}: {}", example(root, property.value));
        writeln!(page, "| `{name}`{star} | {} | `{}` |", in_cell(meaning), in_cell(&line)).unwrap();
    }
}

fn in_cell(text: &str) -> String {
    text.replace('|', "\\|")
}

/// Returns the types of events with their sentences, and for each the definition of its further keys.
fn event_types<'a>(root: NodeRef<'a>) -> Vec<(&'a str, &'a str, NodeRef<'a>)> {
    let types = at(root, "/$defs/event/properties/type");
    let texts = |key| types.get(key).unwrap().items().filter_map(NodeRef::as_str);
    let further = |word: &str| {
        // Of the groups and then of the branches of a group, the one for the type.
        let branch = |list: NodeRef<'a>| {
            let is_for_it = |branch: &NodeRef<'a>| {
                at(*branch, "/if/properties/type/enum").items().any(|listed| listed.as_str() == Some(word))
            };
            list.items().find(is_for_it).unwrap().get("then").unwrap()
        };
        resolved(root, branch(at(branch(at(root, "/$defs/event/allOf")), "/allOf")))
    };
    texts("enum")
        .zip(texts("enumDescriptions"))
        .map(|(word, sentence)| (word, sentence, further(word)))
        .collect()
}

/// Writes an example of an event: its type, a date, and each further key.
fn event_example(root: NodeRef<'_>, word: &str, further: NodeRef<'_>) -> String {
    let mut lines = format!("- type: {word}\n  date: 2023-04-10\n");
    for property in further.get("properties").into_iter().flat_map(NodeRef::entries) {
        // Only a mixed verdict has results.
        if property.name() != "results" {
            writeln!(lines, "  {}: {}", property.name(), example(root, property.value)).unwrap();
        }
    }
    lines
}

fn write_events(page: &mut String, root: NodeRef<'_>) {
    page.push_str("\n## Types of events\n\n| type | happens when | further keys |\n|---|---|---|\n");
    for (word, sentence, further) in event_types(root) {
        let keys: Vec<String> = further
            .get("properties")
            .into_iter()
            .flat_map(NodeRef::entries)
            .map(|entry| format!("`{}`", entry.name()))
            .collect();
        writeln!(page, "| `{word}` | {sentence} | {} |", keys.join(", ")).unwrap();
    }
    let mut described: Vec<&str> = Vec::new();
    for (word, _, further) in event_types(root) {
        let title = further.get("description").and_then(NodeRef::as_str).unwrap();
        if described.contains(&title) {
            continue;
        }
        described.push(title);
        writeln!(page, "\n### {}\n\n{title}\n", further.get("title").and_then(NodeRef::as_str).unwrap())
            .unwrap();
        table(page, root, further);
        writeln!(page, "\n```yaml\n{}```", event_example(root, word, further)).unwrap();
    }
}

fn write_words(page: &mut String, root: NodeRef<'_>) {
    page.push_str("\n## Words to choose from\n");
    for (pointer, heading, line) in WORDS {
        let list = at(root, pointer);
        writeln!(page, "\n### {heading}\n\n| word | meaning | example |\n|---|---|---|").unwrap();
        let texts = |key| list.get(key).unwrap().items().filter_map(NodeRef::as_str);
        for (word, sentence) in texts("enum").zip(texts("enumDescriptions")) {
            writeln!(page, "| `{word}` | {sentence} | `{}` |", line.replace("WORD", word)).unwrap();
        }
    }
}

fn guide() -> String {
    let (report, case, code) = (schema("report"), schema("case"), schema("legal-code"));
    let root = report.root();
    let mut page = INTRODUCTION.to_owned();
    page.push_str("\n## A report\n\nThe root of a document of the kind `report`.\n\n");
    table(&mut page, root, root);
    page.push_str("\n## A case in a file of its own\n\nThe root of a document of the kind `case`.\n\n");
    table(&mut page, case.root(), case.root());
    for (name, heading) in MAPPINGS {
        let mapping = at(root, &format!("/$defs/{name}"));
        writeln!(
            page,
            "\n## {heading}\n\n{}\n",
            mapping.get("description").and_then(NodeRef::as_str).unwrap()
        )
        .unwrap();
        table(&mut page, root, mapping);
    }
    write_events(&mut page, root);
    page.push_str(
        "\n## Not known\n\n`unknown:` stands in a case, an event, a result, a sentence, a quote or a source, and names keys that \
         could stand\nbeside it. No rule then asks for them. The short form is a list: `unknown: [articles, court]`. The long \
         form gives for\neach key:\n\n",
    );
    table(&mut page, root, at(root, "/$defs/unknown-field"));
    write_words(&mut page, root);
    page.push_str("\n## A legal code\n\nThe root of a document of the kind `legal-code`.\n\n");
    table(&mut page, code.root(), code.root());
    for (name, heading) in
        [("article", "An article"), ("part", "A part of an article"), ("penalty", "A penalty of the law")]
    {
        writeln!(page, "\n### {heading}\n").unwrap();
        table(&mut page, code.root(), at(code.root(), &format!("/$defs/{name}")));
    }
    page
}

#[test]
fn the_guide_has_every_key_and_word_of_the_schemas() {
    let path = project_path("docs/format.md");
    let new = guide();
    if is_refresh() {
        std::fs::write(path, new).unwrap();
        return;
    }
    let old = std::fs::read_to_string(path).unwrap_or_default();
    assert!(old == new, "docs/format.md is out of date: run tests/refresh and read the diff");
}

#[test]
fn every_list_of_words_is_in_the_guide() {
    fn collect(node: NodeRef<'_>, pointer: &str, found: &mut Vec<String>) {
        if node.get("enumDescriptions").is_some() {
            found.push(pointer.to_owned());
        }
        for entry in node.entries() {
            collect(entry.value, &format!("{pointer}/{}", entry.name()), found);
        }
    }
    let mut found = Vec::new();
    collect(schema("report").root(), "", &mut found);
    assert!(found.len() > 15, "{found:?}");
    // The types of events have a section of their own, and the same words have another heading elsewhere.
    let elsewhere = [
        "/$defs/event/properties/type",
        "/$defs/hearing-event/properties/jurisdiction",
        "/$defs/court-result/properties/outcome",
    ];
    for pointer in found {
        let is_listed =
            WORDS.iter().any(|(listed, ..)| *listed == pointer) || elsewhere.contains(&pointer.as_str());
        assert!(is_listed, "{pointer} is in no section of docs/format.md: add it to WORDS");
    }
}

#[test]
fn the_examples_of_events_follow_the_schema() {
    let report = schema("report");
    for (word, _, further) in event_types(report.root()) {
        let text = format!(
            "kind: case\nid: a-case\ntitle: A case\ncountry: KZ\nfreedoms: [expression]\nevents:\n{}",
            event_example(report.root(), word, further)
        );
        let outcome = lint(&[TestFile::new("a.yaml", text.clone())], Setup::strict());
        let faults: Vec<&str> = outcome
            .diagnostics
            .iter()
            .filter(|finding| {
                ["syntax/", "schema/"].iter().any(|group| finding.rule.as_str().starts_with(group))
            })
            .map(|finding| finding.message.as_str())
            .collect();
        assert!(faults.is_empty(), "{text}{faults:?}");
    }
}
