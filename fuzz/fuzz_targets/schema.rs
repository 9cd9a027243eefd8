//! A schema of a repository's own, a document, and a schema `b.json` that the first may refer to, parted by zero bytes.
#![no_main]

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use libfuzzer_sys::fuzz_target;
use reportlint::document::Format;
use reportlint::parse::parse;
use reportlint::schema::{Formats, LoadOptions, Schema};
use reportlint::source::{FileId, SourceFile};

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| reportlint_fuzz::folder("schema"));

fuzz_target!(|text: &str| {
    reportlint_fuzz::expect_contained_panics();
    let mut parts = text.split('\0');
    let schema = parts.next().unwrap_or_default();
    let document = parts.next().unwrap_or("a: [1, b, {c: 2023-04-10}]\n");
    std::fs::write(FOLDER.join("b.json"), parts.next().unwrap_or("{}")).expect("a file can be written");
    let path = FOLDER.join(if schema.starts_with('{') { "a.json" } else { "a.yaml" });
    std::fs::write(&path, schema).expect("a file can be written");
    let formats = Formats::ALL[document.len() % 2];
    let schema = match Schema::load_with(&path, &LoadOptions::with_formats(formats)) {
        Ok(schema) => schema,
        Err(error) => return drop(error.to_string()),
    };
    let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", document));
    for document in parse(&source, Format::Yaml).documents {
        for finding in schema.check(&document, false).into_iter().flatten() {
            assert!(source.text().get(finding.primary.span.range()).is_some(), "{finding:?} lies outside");
        }
    }
});
