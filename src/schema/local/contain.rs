//! A panic of the validator while it compiles a schema, as an error of that schema.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use serde_json::json;

use super::{SchemaError, SchemaFile, first_found, patterns_at};
use crate::files::Files;
use crate::schema::check::{Patterns, Validator};
use crate::schema::{Formats, Schema};
use crate::words::quoted;

/// Returns the result of `work`; `None` if it panics. Nothing of a schema is kept of a compilation that did not end.
pub(super) fn contained<T>(work: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(work)).ok()
}

/// Compiles a pattern by itself.
pub(super) fn compile_pattern(pattern: &str) {
    let fetch = |address: &str| Err(format!("{address} is not read").into());
    drop(Validator::compile(
        &json!({"pattern": pattern}),
        "urn:reportlint:pattern",
        Formats::default(),
        Patterns::default(),
        fetch,
    ));
}

/// Returns the schema that `load` makes of the file at `path`. If that panics, the error names the first pattern of the file
/// on which `compile` panics too.
pub(super) fn contain(
    path: &Path,
    files: &Files,
    load: impl FnOnce() -> Result<Schema, SchemaError>,
    compile: impl Fn(&str),
) -> Result<Schema, SchemaError> {
    contained(load).unwrap_or_else(|| {
        let file = contained(|| SchemaFile::read(files, path).ok()).flatten();
        let error = file.and_then(|file| failing_pattern(&file, compile));
        Err(error.unwrap_or_else(|| {
            SchemaError::new(path, "the validator of schemas failed on it; please report it as a bug")
        }))
    })
}

fn failing_pattern(file: &SchemaFile, compile: impl Fn(&str)) -> Option<SchemaError> {
    first_found(file, |node| {
        let fails = |text: &str| contained(|| compile(text)).is_none();
        let pattern =
            patterns_at(node).into_iter().find(|pattern| pattern.scalar_text().is_some_and(fails))?;
        let message = format!(
            "the validator of schemas failed on the pattern {}; please report it as a bug",
            quoted(pattern.scalar_text()?)
        );
        let help = "until that is mended, write the pattern in another way";
        Some(file.error(pattern.anchor_span(), message).with_help(Some(help.to_owned())))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_of_the_schema_and_names_the_pattern() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        let text = "{\n  \"properties\": {\"a\": {\"pattern\": \"^b$\"}},\n  \"patternProperties\": {\"^c$\": {}}\n}\n";
        std::fs::write(&path, text).unwrap();
        let error = |culprit: &str| {
            let compile = |pattern: &str| assert_ne!(pattern, culprit);
            contain(&path, &Files::Disk, || panic!("a fault of the validator"), compile).unwrap_err()
        };
        let lines = ["^b$", "^c$", "^d$"].map(|pattern| error(pattern).place.map(|(line, ..)| line));
        assert_eq!(lines, [Some(2), Some(3), None]);
        let message = error("^c$").message;
        assert!(message.contains("failed on the pattern `^c$`"), "{message}");
        let message = error("^d$").message;
        assert!(message.contains("please report it"), "{message}");
    }
}
