//! The steps of the pipeline one by one, over the clean report: `cargo bench --bench steps`.

#![allow(clippy::indexing_slicing, clippy::unwrap_used, reason = "a measurement fails by panicking")]

use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use granit_parser::Parser;
use reportlint::document::{DocumentKind, Format};
use reportlint::linter::{self, Input, Job};
use reportlint::parse;
use reportlint::schema::Schema;
use reportlint::source::{FileId, SourceFile};

const REPORT: &str = include_str!("../fixtures/clean/reports/kg-2024-09.yaml");

fn main() {
    divan::main();
}

fn source() -> Arc<SourceFile> {
    Arc::new(SourceFile::new(FileId(0), "kg-2024-09.yaml", REPORT))
}

/// The floor: granit-parser's events, and nothing done with them.
#[divan::bench]
fn events(bencher: Bencher<'_, '_>) {
    bencher.counter(BytesCount::of_str(REPORT)).bench(|| Parser::new_from_str(REPORT).count());
}

#[divan::bench]
fn tree(bencher: Bencher<'_, '_>) {
    bencher
        .counter(BytesCount::of_str(REPORT))
        .with_inputs(source)
        .bench_refs(|source| parse::parse(source, Format::Yaml));
}

#[divan::bench]
fn schema(bencher: Bencher<'_, '_>) {
    let parsed = parse::parse(&source(), Format::Yaml);
    let schema = Schema::bundled(DocumentKind::Report);
    bencher.counter(BytesCount::of_str(REPORT)).bench(|| schema.check(&parsed.documents[0], false));
}

/// Everything, for one file already in memory.
#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let input = Input::from_bytes("kg-2024-09.yaml", REPORT);
    bencher
        .counter(BytesCount::of_str(REPORT))
        .bench(|| linter::run(Job { inputs: vec![input.clone()], ..Job::default() }));
}
