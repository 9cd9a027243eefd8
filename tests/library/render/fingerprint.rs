//! Fingerprints stay what they are while files change around the finding.

use super::*;
use reportlint::document::Format;
use reportlint::parse::parse;

fn of(path: &str, text: &str, diagnostics: Vec<Diagnostic>) -> Vec<String> {
    let mut all = outcome(&[(path, text)], diagnostics);
    all.name_findings();
    all.diagnostics.iter().map(|finding| finding.fingerprint.to_string()).collect()
}

#[test]
fn is_the_same_in_every_release() {
    assert_eq!(of("reports/kz.yaml", REPORT, vec![verdict()]), ["f1d6e96b0981d8c5b5b75db8477e38f6"]);
}

#[test]
fn does_not_depend_on_lines_and_their_breaks() {
    let moved = format!("# a comment\n{REPORT}").replace('\n', "\r\n");
    let mut below = verdict();
    below.primary.span = span_of(&moved, "type: verdict");
    assert_eq!(of("a.yaml", REPORT, vec![verdict()]), of("a.yaml", &moved, vec![below]));
}

#[test]
fn tells_rules_paths_places_and_repetitions_apart() {
    let mut elsewhere = verdict();
    elsewhere.anchor = Some("/cases/[id=other]".to_owned());
    let mut all = of("a.yaml", REPORT, vec![verdict(), verdict(), verdict(), quoted(), elsewhere]);
    all.extend(of("b.yaml", REPORT, vec![verdict()]));
    let distinct: std::collections::HashSet<_> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
}

fn node_path(text: &str, needle: &str) -> String {
    let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", text));
    let parsed = parse(&source, Format::Yaml);
    let start = span_of(text, needle).start;
    let document = parsed.documents.first().unwrap();
    let mut node = document.root();
    loop {
        let inner = node.items().chain(node.entries().map(|entry| entry.value));
        match inner.filter(|inner| inner.span().start <= start && start < inner.span().end).last() {
            Some(inner) => node = inner,
            None => return node.stable_path(),
        }
    }
}

#[test]
fn a_node_is_known_by_names() {
    assert_eq!(node_path(REPORT, "Жанболат"), "/cases/[id=mamai]/person");
    assert_eq!(node_path(REPORT, "2023-04-10"), "/cases/[id=mamai]/events/[type=trial]/date");
    assert_eq!(node_path("tags: [[a, b]]\n", "b"), "/tags/[]/[]");
}

#[test]
fn a_node_keeps_its_path_when_items_come_before_it() {
    let longer = REPORT.replace("cases:\n", "cases:\n  - id: new\n    person: X\n");
    let of = |text| node_path(text, "Алматинский");
    assert_eq!(of(REPORT), of(&longer));
}
