//! A schema of a repository's own and a document, parted by a zero byte.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use reportlint::document::Format;
use reportlint::parse::parse;
use reportlint::schema::Schema;
use reportlint::source::{FileId, SourceFile};

fuzz_target!(|text: &str| {
    let (schema, document) = text.split_once('\0').unwrap_or((text, "a: [1, b, {c: 2023-04-10}]\n"));
    let folder = tempfile::tempdir().expect("a folder can be made");
    let path = folder.path().join("schema.yaml");
    std::fs::write(&path, schema).expect("a file can be written");
    let Ok(schema) = Schema::load(&path) else { return };
    let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", document));
    for document in parse(&source, Format::Yaml).documents {
        for finding in schema.check(&document, false).into_iter().flatten() {
            assert!(source.text().get(finding.primary.span.range()).is_some(), "{finding:?} lies outside");
        }
    }
});
