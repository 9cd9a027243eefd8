use std::fmt::Write as _;
use std::sync::Arc;

use proptest::prelude::*;

use crate::document::{Document, Format};
use crate::parse::parse;
use crate::source::{FileId, SourceFile};
use crate::tree::NodeRef;

fn document(toml: &str) -> Document {
    let source = Arc::new(SourceFile::new(FileId(0), "a.md", format!("+++\n{toml}+++\n\nText.\n")));
    let mut parsed = parse(&source, Format::Markdown);
    assert_eq!(parsed.diagnostics.iter().map(|found| &found.message).collect::<Vec<_>>(), [""; 0], "{toml}");
    parsed.documents.pop().unwrap()
}

/// Returns the tree as JSON, and each node's bytes in the file.
fn shown(toml: &str) -> (String, String) {
    fn walk(node: NodeRef<'_>, out: &mut String) {
        for entry in node.entries() {
            let _ = write!(out, "{}={}|", entry.key.raw(), entry.value.raw());
            walk(entry.value, out);
        }
        for item in node.items() {
            let _ = write!(out, "-{}|", item.raw());
            walk(item, out);
        }
    }
    let document = document(toml);
    let mut spans = String::new();
    walk(document.root(), &mut spans);
    (document.root().to_json().to_string(), spans.trim_end_matches('|').to_owned())
}

#[test]
fn each_form_of_toml_has_its_tree_and_its_bytes() {
    for (toml, json, spans) in [
        ("a = 1\nb = 'x'\n", r#"{"a":1,"b":"x"}"#, "a=1|b='x'"),
        (
            "a.b.c = true\na.d = 2.5\n",
            r#"{"a":{"b":{"c":true},"d":2.5}}"#,
            "a=b.c = true\na.d = 2.5|b=c = true|c=true|d=2.5",
        ),
        ("[a]\nb = 1\n", r#"{"a":{"b":1}}"#, "a=b = 1|b=1"),
        ("[a]\n", r#"{"a":{}}"#, "a="),
        ("[a.\"b c\"]\nd = 1\n", r#"{"a":{"b c":{"d":1}}}"#, "a=\"b c\"]\nd = 1|\"b c\"=d = 1|d=1"),
        ("a = [1, 'x']\n", r#"{"a":[1,"x"]}"#, "a=[1, 'x']|-1|-'x'"),
        ("a = {b = 1, c.d = 2}\n", r#"{"a":{"b":1,"c":{"d":2}}}"#, "a={b = 1, c.d = 2}|b=1|c=d = 2|d=2"),
        (
            "[[a]]\nb = 1\n[[a]]\n[[a]]\nb = 3\n",
            r#"{"a":[{"b":1},{},{"b":3}]}"#,
            "a=[[a]]\nb = 1\n[[a]]\n[[a]]\nb = 3|-[[a]]\nb = 1|b=1|-|-[[a]]\nb = 3|b=3",
        ),
        (
            "[a.b]\nc = 1\n[a]\nd = 2\n",
            r#"{"a":{"b":{"c":1},"d":2}}"#,
            "a=b]\nc = 1\n[a]\nd = 2|b=c = 1|c=1|d=2",
        ),
        (
            "d = 2024-01-31\nt = 2024-01-31T10:00:00Z\n",
            r#"{"d":"2024-01-31","t":"2024-01-31T10:00:00Z"}"#,
            "d=2024-01-31|t=2024-01-31T10:00:00Z",
        ),
        ("n = 0x1F\nm = 1_000\n", r#"{"m":1000,"n":31}"#, "n=0x1F|m=1_000"),
    ] {
        let (found, places) = shown(toml);
        let sorted = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap().to_string();
        assert_eq!((sorted(&found), places.as_str()), (sorted(json), spans), "{toml}");
    }
}

#[test]
fn texts_map_to_their_bytes() {
    for (toml, part, written) in [
        ("a = \"Сот \\u0416 ok\"\n", "Ж", "\\u0416"),
        ("a = \"x\\ty ok\"\n", "y", "y"),
        ("a = 'C:\\ok'\n", "ok", "ok"),
        ("a = \"\"\"\nfirst\nsecond \"quoted\"\n\"\"\"\n", "second", "second"),
        ("a = \"\"\"\r\nfirst\r\nsecond\r\n\"\"\"\r\n", "second", "second"),
        ("a = \"\"\"one \\\n   two \\u0416\"\"\"\n", "two", "two"),
        ("a = \"\"\"one \\  \n\n   two \\u0416\"\"\"\n", "Ж", "\\u0416"),
        ("a = '''\nfirst \\n\nsecond'''\n", "second", "second"),
        ("a = \"\"\"x\n\ny\"\"\"\n", "y", "y"),
    ] {
        let document = document(toml);
        let node = document.root().get("a").unwrap();
        let at = node.as_str().unwrap().find(part).unwrap();
        let span = node.part_span(at..at + part.len());
        assert_eq!(document.source().slice(span), written, "{toml}");
    }
}

#[test]
fn comments_stand_outside_of_texts() {
    let document = document("# one\na = '# no' # two\nb = [ # three\n 1,\n]\nc = \"\"\"\n# no\n\"\"\"\n");
    let texts: Vec<&str> = document.comments().iter().map(|span| document.source().slice(*span)).collect();
    assert_eq!(texts, ["# one", "# two", "# three"]);
    assert_eq!(document.source().slice(document.body().unwrap()), "\nText.\n");
}

#[test]
fn what_is_too_deep_is_refused_before_anything_recurses() {
    for toml in [
        "a = ".to_owned() + &"[".repeat(20_000),
        "a.".repeat(50_000) + "b = 1",
        format!("[{}b]", "a.".repeat(50_000)),
        format!("a = {}", "{a.b.c.d = ".repeat(5_000)),
    ] {
        let source = Arc::new(SourceFile::new(FileId(0), "a.md", format!("+++\n{toml}\n+++\n")));
        let parsed = parse(&source, Format::Markdown);
        assert_eq!(parsed.diagnostics.first().unwrap().rule.as_str(), "syntax/too-deep");
    }
}

proptest! {
    #[test]
    fn any_front_matter_is_survived(toml in "([a-z.\"'=\\[\\]{},:#\\\\ \\n\\r0-9é-]|\"\"\"|'''|\\+\\+\\+\\n|a = |\\[\\[a\\]\\]\\n){0,40}") {
        let source = Arc::new(SourceFile::new(FileId(0), "a.md", format!("+++\n{toml}\n+++\n\nText.\n")));
        let parsed = parse(&source, Format::Markdown);
        for document in &parsed.documents {
            for node in document.nodes() {
                prop_assert!(node.span().end as usize <= source.text().len());
                let _text = (node.anchor_span(), node.text_map().map(|map| map.source_offset(1)));
            }
        }
    }

    #[test]
    fn every_text_reads_back(value in "[a-z\"'\\\\\\n\\t é#]{0,30}") {
        let written = crate::syntax_help::toml_quoted(&value);
        let document = document(&format!("a = {written}\n"));
        prop_assert_eq!(document.root().get("a").unwrap().as_str(), Some(value.as_str()));
    }
}
