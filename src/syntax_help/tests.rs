use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use super::{ErrorContext, TABLE};
use crate::parse::complaint;
use crate::source::{FileId, SourceFile, Span, offset};

/// Returns the indices in the table of the guesses that explain the errors of a text.
fn answering_guesses(text: &str) -> Vec<usize> {
    let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", text));
    let extent = Span::new(0, offset(text.len()));
    let options = granit_parser::options! {
        strict_indentation: true,
        emit_unresolved_aliases: true,
        simple_key_max_lookahead: 64 * 1024,
    };
    let mut parser = granit_parser::Parser::new_from_str_with_options(text, options);
    let mut found = Vec::new();
    while let Some(next) = parser.next_event() {
        let Err(error) = next else { continue };
        let at = offset(error.marker().byte_offset().unwrap_or_default()).min(extent.end);
        let context = ErrorContext { source: &source, extent, at, complaint: complaint(error.kind()) };
        found.extend(TABLE.iter().position(|guess| guess(context).is_some()));
        if !matches!(parser.proceed_next_document(), Ok(true)) {
            break;
        }
    }
    found
}

#[test]
fn each_guess_explains_a_fixture() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/syntax");
    let mut answering = BTreeSet::new();
    for file in std::fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "yaml") {
            answering.extend(answering_guesses(&std::fs::read_to_string(path).unwrap()));
        }
    }
    let silent: Vec<usize> = (0..TABLE.len()).filter(|index| !answering.contains(index)).collect();
    assert!(
        silent.is_empty(),
        "no file in tests/syntax has a mistake that these guesses explain, counted from 0 in TABLE \
         (src/syntax_help.rs): {silent:?}; add one, or delete the guess"
    );
}
