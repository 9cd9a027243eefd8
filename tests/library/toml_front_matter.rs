//! Front matter in TOML means the same as in YAML: the planted faults and the encoded corpus, written as TOML, have the same findings.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fmt::Write as _;
use std::sync::Arc;

use reportlint::document::Format;
use reportlint::outcome::Outcome;
use reportlint::parse::parse;
use reportlint::source::{FileId, SourceFile};
use reportlint::tree::{NodeRef, NodeType};

use crate::support::{Setup, TestFile, lint, project_path};

/// Writes a value in one line; `sign` stands between keys and values.
fn inline(node: NodeRef<'_>, sign: &str) -> String {
    match node.node_type() {
        NodeType::Sequence => {
            format!("[{}]", node.items().map(|item| inline(item, sign)).collect::<Vec<_>>().join(", "))
        }
        NodeType::Mapping => {
            let entry =
                |(key, value): (&str, NodeRef<'_>)| format!("{}{sign}{}", quoted(key), inline(value, sign));
            let entries = node.entries().map(|entry| (entry.name(), entry.value));
            format!("{{{}}}", entries.map(entry).collect::<Vec<_>>().join(", "))
        }
        // TOML knows days and no other dates.
        NodeType::String if sign == " = " && is_day(node.as_str().unwrap()) => {
            node.as_str().unwrap().to_owned()
        }
        NodeType::String => quoted(node.as_str().unwrap()),
        NodeType::Null => "\"\"".to_owned(),
        NodeType::Bool | NodeType::Number => node.scalar_text().unwrap().to_owned(),
    }
}

fn is_day(text: &str) -> bool {
    text.len() == 10
        && text
            .bytes()
            .enumerate()
            .all(|(at, byte)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() })
}

/// Writes a text as both JSON and TOML have it.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn is_list_of_tables(node: NodeRef<'_>) -> bool {
    node.items().len() > 0 && node.items().all(|item| item.node_type() == NodeType::Mapping)
}

/// Writes a mapping as tables, each below its header.
fn tables(node: NodeRef<'_>, path: &[String], out: &mut String) {
    let is_table = |value: NodeRef<'_>| value.node_type() == NodeType::Mapping || is_list_of_tables(value);
    for entry in node.entries().filter(|entry| !is_table(entry.value)) {
        writeln!(out, "{} = {}", quoted(entry.name()), inline(entry.value, " = ")).unwrap();
    }
    for entry in node.entries().filter(|entry| is_table(entry.value)) {
        let path = [path, &[quoted(entry.name())]].concat();
        if is_list_of_tables(entry.value) {
            for item in entry.value.items() {
                writeln!(out, "[[{}]]", path.join(".")).unwrap();
                tables(item, &path, out);
            }
        } else {
            writeln!(out, "[{}]", path.join(".")).unwrap();
            tables(entry.value, &path, out);
        }
    }
}

fn findings(outcome: &Outcome) -> Vec<String> {
    let shown = |found: &reportlint::diagnostic::Diagnostic| {
        let path = &outcome.file(found.primary.file).unwrap().path;
        format!("{path}: {}: {}", found.rule, found.message)
    };
    let mut findings: Vec<String> = outcome.diagnostics.iter().map(shown).collect();
    findings.sort();
    findings
}

#[test]
fn the_same_documents_have_the_same_findings() {
    let mut as_toml = Vec::new();
    let mut as_yaml = Vec::new();
    for folder in
        ["fixtures/planted", "fixtures/encoded/cases", "fixtures/encoded/reports", "fixtures/clean/reports"]
    {
        for entry in std::fs::read_dir(project_path(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", text));
            let parsed = parse(&source, Format::Yaml);
            // A file of several documents is none of Markdown.
            let Some(document) = parsed.documents.first() else { continue };
            if document.root().node_type() != NodeType::Mapping {
                continue;
            }
            let mut toml = String::new();
            tables(document.root(), &[], &mut toml);
            let path = format!("{folder}/{name}.md");
            as_toml.push(TestFile::new(path.clone(), format!("+++\n{toml}+++\n")));
            as_yaml.push(TestFile::new(path, format!("---\n{}\n---\n", inline(document.root(), ": "))));
        }
    }
    assert!(as_toml.len() > 40, "{}", as_toml.len());
    let run = |files: &[TestFile]| lint(files, Setup { is_whole_repository: true, ..Setup::strict() });
    let outcome = run(&as_toml);
    let found = findings(&outcome);
    assert!(found.len() > 150 && !found.iter().any(|finding| finding.contains(": syntax/")), "{found:?}");
    assert_eq!(found.join("\n"), findings(&run(&as_yaml)).join("\n"));
    // A fix that is offered leaves TOML.
    for finding in &outcome.diagnostics {
        let Some(fix) = &finding.fix else { continue };
        let file = as_toml
            .iter()
            .find(|file| file.path == outcome.file(finding.primary.file).unwrap().path)
            .unwrap();
        let mut text = String::from_utf8(file.content.clone()).unwrap();
        for edit in fix.edits.iter().rev() {
            text.replace_range(edit.span.range(), &edit.replacement);
        }
        let source = Arc::new(SourceFile::new(FileId(0), "a.md", text));
        assert!(parse(&source, Format::Markdown).diagnostics.is_empty(), "{}: {}", finding.rule, fix.title);
    }
}
