//! JSON Schemas, bundled and local, and their errors as findings. The only module that names jsonschema.

mod format;
mod keys;
mod local;
mod place;
mod translate;
mod value;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{PatternOptions, ValidationError, Validator};
use serde_json::Value;

pub(crate) use keys::keys;
pub use local::SchemaError;
pub use translate::SCHEMA_RULES;

use crate::diagnostic::Diagnostic;
use crate::document::{Document, DocumentKind};
use value::{TreeJson, TreeNode};

/// The bundled schemas' names on the command line, with their texts.
const BUNDLED: [(&str, &str); 5] = [
    ("report", include_str!("../schemas/report.schema.json")),
    ("case", include_str!("../schemas/case.schema.json")),
    ("legal-code", include_str!("../schemas/legal-code.schema.json")),
    ("config", include_str!("../schemas/config.schema.json")),
    ("output", include_str!("../schemas/output.schema.json")),
];

/// The text of a bundled schema: `report`, `case`, `legal-code`, `config` or `output`.
pub fn bundled_text(name: &str) -> Option<&'static str> {
    BUNDLED.iter().find(|(bundled, _)| *bundled == name).map(|(_, text)| *text)
}

/// The names of the bundled schemas.
pub fn bundled_names() -> impl Iterator<Item = &'static str> {
    BUNDLED.iter().map(|(name, _)| *name)
}

/// A compiled schema.
pub struct Schema {
    validator: Validator<TreeJson>,
    /// The schema itself, in which translations look up titles, descriptions and examples.
    root: Value,
    /// The schemas in other files that it refers to, by their addresses.
    others: HashMap<String, Value>,
    /// Those files.
    files: Vec<PathBuf>,
}

impl Schema {
    /// The schema of a kind of document.
    pub fn bundled(kind: DocumentKind) -> &'static Self {
        static SCHEMAS: [OnceLock<Schema>; 3] = [const { OnceLock::new() }; 3];
        let [report, case, legal_code] = &SCHEMAS;
        let place = match kind {
            DocumentKind::Report => report,
            DocumentKind::Case => case,
            DocumentKind::LegalCode => legal_code,
        };
        place.get_or_init(|| Self::of_bundled(kind.as_str()))
    }

    /// The schema of `reportlint.yaml`.
    pub fn config() -> &'static Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| Self::of_bundled("config"))
    }

    #[expect(clippy::expect_used, reason = "a test compiles every bundled schema")]
    fn of_bundled(name: &str) -> Self {
        let text = bundled_text(name).expect("only bundled names are asked for");
        let root: Value = serde_json::from_str(text).expect("bundled schemas are JSON");
        let options = format::register(jsonschema::options_for::<TreeJson>())
            .offline()
            .should_validate_formats(true)
            .should_ignore_unknown_formats(false)
            .with_pattern_options(PatternOptions::regex());
        let validator = options.build(&root).expect("bundled schemas compile");
        Self { validator, root, others: HashMap::new(), files: Vec::new() }
    }

    /// A repository's own schema, in JSON or YAML, drafts 4 to 2020-12. References lead to local files,
    /// never to the network.
    ///
    /// # Errors
    /// The file cannot be read, is no schema, or holds a reference that leads nowhere.
    pub fn load(path: &Path) -> Result<Self, SchemaError> {
        local::load(path)
    }

    /// The files that the schema refers to.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// What in a document the schema does not allow; findings of severity error, under `schema/KEYWORD`.
    ///
    /// Where `kind_is_known` without the document, because the configuration says it, a `kind:` need not
    /// stand in it.
    pub fn check(&self, document: &Document, kind_is_known: bool) -> Vec<Diagnostic> {
        let root = document.root();
        let mut errors = self.validator.iter_errors(TreeNode::Node(root)).peekable();
        if errors.peek().is_none() {
            return Vec::new();
        }
        let says_kind = kind_is_known || root.get("kind").is_some();
        let is_kind = |error: &ValidationError<'_>| match error.kind() {
            ValidationErrorKind::Required { property } => {
                property == "kind" && error.instance_path().is_empty()
            }
            _ => false,
        };
        let errors = errors.filter(|error| !(says_kind && is_kind(error)));
        translate::translate(errors, &self.root, &self.others, root)
    }
}

impl std::fmt::Debug for Schema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Schema").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::document::Format;
    use crate::parse::parse;
    use crate::source::{FileId, SourceFile};

    #[test]
    fn every_bundled_schema_compiles() {
        for kind in DocumentKind::ALL {
            let _ = Schema::bundled(kind);
        }
        let _ = Schema::config();
    }

    #[test]
    fn the_tree_is_json_as_the_validator_wants_it() {
        let text = jsonschema::json::conformance::document().to_string();
        for format in [Format::Json, Format::Yaml] {
            let source = Arc::new(SourceFile::new(FileId(0), "a", text.clone()));
            let parsed = parse(&source, format);
            let root = TreeNode::Node(parsed.documents[0].root());
            jsonschema::json::conformance::assert_conformance::<TreeJson>(&root);
        }
    }

    #[test]
    fn bundled_legal_codes_follow_their_schema() {
        for (name, text) in crate::law::Registry::bundled_files() {
            let source = Arc::new(SourceFile::new(FileId(0), *name, *text));
            let parsed = parse(&source, Format::Yaml);
            assert!(parsed.diagnostics.is_empty(), "{name}: {:?}", parsed.diagnostics);
            let [document] = parsed.documents.as_slice() else { panic!("{name} is one document") };
            let findings = Schema::bundled(DocumentKind::LegalCode).check(document, false);
            assert!(findings.is_empty() && document.anomalies().is_empty(), "{name}: {findings:?}");
            let code = crate::law::LegalCode::from_document(document).unwrap();
            assert_eq!(format!("{}.yaml", code.id.to_lowercase()), *name);
        }
    }

    #[test]
    fn report_and_case_define_what_they_share_alike() {
        let definitions = |name| {
            let schema: Value = serde_json::from_str(bundled_text(name).unwrap()).unwrap();
            schema.get("$defs").and_then(Value::as_object).cloned().unwrap()
        };
        let (report, case) = (definitions("report"), definitions("case"));
        for (name, definition) in &case {
            assert_eq!(report.get(name), Some(definition), "$defs/{name}");
        }
    }
}
