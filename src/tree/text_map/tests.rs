use std::sync::Arc;

use proptest::prelude::*;

use crate::document::{Document, Format};
use crate::parse::parse;
use crate::source::{FileId, SourceFile, Span, offset};
use crate::tree::{NodeRef, TextMap};

fn document(text: &str, format: Format) -> Document {
    let source = Arc::new(SourceFile::new(FileId(0), "a", text));
    let mut parsed = parse(&source, format);
    assert!(parsed.diagnostics.is_empty(), "{text:?}: {:#?}", parsed.diagnostics);
    parsed.documents.remove(0)
}

fn map_of<'a>(document: &'a Document) -> (NodeRef<'a>, TextMap) {
    let node = document.root().get("a").unwrap();
    (node, node.text_map().unwrap())
}

/// Returns the source of `part` of the value under `a`.
fn written(text: &str, format: Format, part: &str) -> String {
    let document = document(text, format);
    let (node, map) = map_of(&document);
    let start = node.as_str().unwrap().find(part).unwrap();
    let span = map.source_span(Span::new(offset(start), offset(start + part.len())));
    assert_eq!(map.source_offset(offset(start)), span.start);
    document.source().slice(span).to_owned()
}

#[test]
fn plain_text_is_where_it_stands() {
    assert_eq!(written("a: Қазақстан 😀 ok\n", Format::Yaml, "😀"), "😀");
    assert_eq!(written("x: 1\na: пытки\n  в  \n\n   Актау\n", Format::Yaml, "Актау"), "Актау");
    assert_eq!(written("a: пытки\n  в Актау\n", Format::Yaml, " в"), "\n  в");
    assert_eq!(written("a: пытки  \r\n\r\n  в\r\n", Format::Yaml, "\n"), "\r\n");
}

#[test]
fn quotes_are_decoded() {
    assert_eq!(written("a: 'it''s Қала'\n", Format::Yaml, "'"), "''");
    assert_eq!(written("a: 'it''s Қала'\n", Format::Yaml, "Қала"), "Қала");
    assert_eq!(written("a: 'one \n\n  two'\n", Format::Yaml, "two"), "two");
    assert_eq!(written(r#"a: "\x41\u0416\U0001F600\tЖ""#, Format::Yaml, "Ж"), r"\u0416");
    assert_eq!(written(r#"a: "\x41\u0416\U0001F600\tж""#, Format::Yaml, "😀"), r"\U0001F600");
    assert_eq!(written(r#"a: "\x41\u0416\U0001F600\tж""#, Format::Yaml, "ж"), "ж");
    assert_eq!(written("a: \"one \\\n\n   two\"\n", Format::Yaml, "two"), "two");
    assert_eq!(written(r#"{"a": "x\ud83d\ude00\/Ә"}"#, Format::Json, "😀"), r"\ud83d\ude00");
    assert_eq!(written(r#"{"a": "x\ud83d\ude00\/Ә"}"#, Format::Json, "/Ә"), r"\/Ә");
}

#[test]
fn blocks_lose_their_indentation() {
    let literal = "a: |\n\n\n    Қала 😀\n      deeper\n\n    last  \n\nb: 1\n";
    assert_eq!(written(literal, Format::Yaml, "Қала"), "Қала");
    assert_eq!(written(literal, Format::Yaml, "  deeper"), "  deeper");
    assert_eq!(written(literal, Format::Yaml, "last  "), "last  ");
    assert_eq!(written("a: |2\n     first\n  second\n", Format::Yaml, "   first"), "   first");
    assert_eq!(written("a: |2\n     first\n  second\n", Format::Yaml, "second"), "second");
    let folded = "a: >-\n  one\n  two\n\n  three\n   deeper\n  four\n";
    assert_eq!(written(folded, Format::Yaml, "e two"), "e\n  two");
    assert_eq!(written(folded, Format::Yaml, "three\n deeper\nfour"), "three\n   deeper\n  four");
    assert_eq!(written(folded, Format::Yaml, "four"), "four");
}

#[test]
fn what_lies_outside_is_clamped() {
    let document = document("a: 'x'\nb: 1\n", Format::Yaml);
    let (_, map) = map_of(&document);
    assert_eq!(map.source_span(Span::new(0, 100)), Span::new(4, 5));
    assert_eq!(map.source_span(Span::new(50, 100)), Span::new(5, 5));
    assert_eq!(map.source_span(Span::empty(0)), Span::empty(4));
}

/// Returns the character that an escape or a character stands for.
fn decode(source: &str) -> Option<char> {
    let mut chars = source.chars();
    match (chars.next()?, chars.next()) {
        (c, None) => Some(c),
        ('\'', Some('\'')) => Some('\''),
        ('\\', _) => serde_yaml::from_str::<String>(&format!("\"{source}\"")).ok()?.chars().next(),
        _ => None,
    }
}

/// Checks that each character of the value under `a` stands at its place in the file.
fn assert_aligned(text: &str, format: Format) {
    let document = document(text, format);
    let (node, map) = map_of(&document);
    let value = node.as_str().unwrap();
    let mut last = node.span().start;
    for (at, c) in value.char_indices() {
        let span = map.source_span(Span::new(offset(at), offset(at + c.len_utf8())));
        let source = document.source().slice(span);
        assert!(span.start >= last, "{text:?}: {c:?} at {at} goes backwards");
        last = span.end;
        let line_break = matches!(source, "\n" | "\r\n" | "\r" | "") && matches!(c, ' ' | '\n');
        assert!(line_break || decode(source) == Some(c), "{text:?}: {c:?} at {at} is mapped to {source:?}");
    }
}

fn text() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a", "Ж", "қала", "😀", " ", "  ", "\n", "\n\n", "\n ", "\t", "'", "''", "\"", "\\", ":", ": ", " #",
        "-", "- ", "x y", ".", "\u{a0}",
    ]);
    prop::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

/// Writes `text` as a block text indented by `indent`; its first line must have content.
fn block(text: &str, header: &str, indent: usize, blank: bool, ending: &str) -> String {
    let mut out = format!("a: {header}{indent}{ending}");
    for line in text.split('\n') {
        // Blanks before an empty line's break are not content up to the indentation.
        let spaces = if line.is_empty() { if blank { indent.saturating_sub(1) } else { 0 } } else { indent };
        out.push_str(&" ".repeat(spaces));
        out.push_str(line);
        out.push_str(ending);
    }
    out + "b: 1" + ending
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_serde_writes_is_aligned(text in text()) {
        let map = std::collections::BTreeMap::from([("a", format!("v{text}"))]);
        assert_aligned(&serde_yaml::to_string(&map).unwrap(), Format::Yaml);
        assert_aligned(&serde_json::to_string(&map).unwrap(), Format::Json);
    }

    #[test]
    fn blocks_are_aligned(text in text(), indent in 1usize..5, blank: bool, windows: bool, header in "[|>]") {
        let ending = if windows { "\r\n" } else { "\n" };
        assert_aligned(&block(&text, &header, indent, blank, ending), Format::Yaml);
        assert_aligned(&block(&text, &format!("{header}+"), indent, blank, ending), Format::Yaml);
        assert_aligned(&block(&text, &format!("{header}-"), indent, blank, ending), Format::Yaml);
    }

    #[test]
    fn quoted_lines_are_aligned(text in text(), indent in 1usize..4, windows: bool) {
        let ending = if windows { "\r\n" } else { "\n" };
        let broken = format!("{ending}{}", " ".repeat(indent));
        let single = text.replace('\'', "''").replace('\n', &broken);
        assert_aligned(&format!("a: 'v{single}'{ending}"), Format::Yaml);
        let double = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', &broken);
        assert_aligned(&format!("a: \"v{double}\"{ending}"), Format::Yaml);
        let escaped = text.replace('\\', "\\\\").replace('"', "\\x22").replace('\n', &format!("\\{broken}")).replace('Ж', "\\u0416");
        assert_aligned(&format!("a: \"v{escaped}\"{ending}"), Format::Yaml);
    }

    #[test]
    fn plain_lines_are_aligned(words in prop::collection::vec("[a-zЖқ😀]{1,3}", 1..6), blanks in "[ \t]{0,2}\n{1,3}[ ]{1,3}") {
        assert_aligned(&format!("a: {}\nb: 1\n", words.join(&blanks)), Format::Yaml);
    }
}
