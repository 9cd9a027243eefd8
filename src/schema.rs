//! JSON Schemas, bundled and local. A document is checked in three steps: the validator finds violations (`check`), each
//! becomes findings in plain words (`explain`), and findings that follow from others are dropped (`dedupe`).

mod bundled;
mod check;
mod dedupe;
mod explain;
mod findings;
mod keys;
mod keywords;
mod lint;
mod load_options;
mod local;
mod named;
mod weight;

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde_json::Value;

use bundled::bundled_root;
pub use bundled::bundled_text;
pub use findings::SCHEMA_RULES;
pub(crate) use keys::keys;
pub(crate) use lint::{idle_parts, looks_like_schema};
pub use load_options::{Formats, LoadOptions};
pub use local::SchemaError;
pub use named::NamedSchemas;
pub(crate) use named::{Named, UnusableSchema, is_schema, named_schema};

use crate::diagnostic::Diagnostic;
use crate::digest::Digester;
use crate::document::{Document, DocumentKind};
use crate::words::quoted;
use check::{Excess, Fault, Step, Validator, Violation};
use dedupe::dedupe;
use explain::{Effort, Schemas, explain};
use weight::costliest_part;

/// A compiled schema.
pub struct Schema {
    validator: Validator,
    /// The meaning of `format` in it.
    formats: Formats,
    /// The address of its file; empty for a bundled schema.
    address: String,
    /// The schema itself, in which explanations look up titles, descriptions and examples.
    root: Cow<'static, Value>,
    /// The schemas in other files that it refers to, by their addresses.
    others: HashMap<String, Value>,
    /// The paths of those files.
    files: Vec<PathBuf>,
}

impl Schema {
    /// Adds everything that the schema says, with the schemas that it refers to, to a digest.
    pub(crate) fn add_to(&self, digester: &mut Digester) {
        digester.add(self.formats.as_str().as_bytes()).add(self.root.to_string().as_bytes());
        let others: BTreeMap<&String, &Value> = self.others.iter().collect();
        for (address, schema) in others {
            digester.add(address.as_bytes()).add(schema.to_string().as_bytes());
        }
    }

    /// Returns the schema of a kind of document.
    pub fn bundled(kind: DocumentKind) -> &'static Self {
        static SCHEMAS: [OnceLock<Schema>; 4] = [const { OnceLock::new() }; 4];
        let [report, case, legal_code, rule] = &SCHEMAS;
        let place = match kind {
            DocumentKind::Report => report,
            DocumentKind::Case => case,
            DocumentKind::LegalCode => legal_code,
            DocumentKind::Rule => rule,
        };
        place.get_or_init(|| Self::compile_bundled(kind.as_str()))
    }

    /// Returns the schema of `reportlint.yaml`.
    pub fn config() -> &'static Self {
        static SCHEMA: OnceLock<Schema> = OnceLock::new();
        SCHEMA.get_or_init(|| Self::compile_bundled("config"))
    }

    #[expect(clippy::expect_used, reason = "a test compiles every bundled schema")]
    fn compile_bundled(name: &str) -> Self {
        let root = bundled_root(name).expect("only bundled names are asked for");
        let validator = Validator::compile_alone(root).expect("bundled schemas compile");
        let root = Cow::Borrowed(root);
        Self {
            validator,
            formats: Formats::Assert,
            address: String::new(),
            root,
            others: HashMap::new(),
            files: Vec::new(),
        }
    }

    /// Loads a repository's own schema, in JSON or YAML, drafts 4 to 2020-12. References lead to local files and to the
    /// bundled schemas, never to the network.
    ///
    /// # Errors
    /// The file cannot be read, is not a schema, or has a reference that leads nowhere.
    pub fn load(path: &Path) -> Result<Self, SchemaError> {
        Self::load_with(path, &LoadOptions::default())
    }

    /// Loads a repository's own schema with these choices.
    ///
    /// # Errors
    /// As of [`Self::load`].
    pub fn load_with(path: &Path, options: &LoadOptions) -> Result<Self, SchemaError> {
        local::load(path, options)
    }

    /// Returns the schema with this meaning of `format`, in place of its own.
    pub(crate) fn with_formats(self: &Arc<Self>, formats: Formats) -> Arc<Self> {
        if self.formats == formats {
            return Arc::clone(self);
        }
        local::recompile(self, formats).map_or_else(|| Arc::clone(self), Arc::new)
    }

    /// Returns the meaning of `format` in the schema.
    pub(crate) fn formats(&self) -> Formats {
        self.formats
    }

    /// Returns the files that the schema refers to.
    pub fn files(&self) -> &[PathBuf] {
        &self.files
    }

    /// Returns the schema's own file.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.address.strip_prefix("file://").map(|path| PathBuf::from(check::decode(path)))
    }

    /// Checks a document; findings have the severity error and are named `schema/KEYWORD`.
    ///
    /// With `kind_is_known`, because the configuration gives the document's kind, `kind:` may be missing in it.
    ///
    /// # Errors
    /// The comparison takes too much work, so nothing is known of the document; in words.
    pub fn check(&self, document: &Document, kind_is_known: bool) -> Result<Vec<Diagnostic>, String> {
        let root = document.root();
        let mut violations = self.validator.violations(root).map_err(|excess| self.describe(excess))?;
        if kind_is_known || root.get("kind").is_some() {
            violations.retain(|violation| !is_about_kind(violation));
        }
        if root.get(named::KEY).is_some_and(|name| name.as_str().is_some()) {
            violations = without_schema_key(violations);
        }
        let effort = Effort::default();
        let schemas = Schemas { main: &self.root, others: &self.others, effort: &effort };
        Ok(dedupe(violations.iter().flat_map(|violation| explain(violation, schemas, root)).collect()))
    }

    /// Says why a document could not be compared with the schema.
    fn describe(&self, excess: Excess) -> String {
        let reason = match excess {
            Excess::Pattern(pattern) => {
                return format!(
                    "it takes too much work to search this file for the pattern {} of its schema, so the comparison \
                     was given up",
                    quoted(&pattern)
                );
            }
            Excess::Steps => "it takes too much work to compare this file with its schema",
            Excess::Faults => "this file violates its schema in too many ways",
            Excess::Failure => {
                return "the validator of schemas failed on this file; please report it as a bug".to_owned();
            }
        };
        let part = costliest_part(&self.root, &self.address, &self.others);
        let part = part.map(|part| format!("; the part {} of the schema makes it so", quoted(&part.shown())));
        format!("{reason}, so the comparison was given up{}", part.unwrap_or_default())
    }
}

/// Returns true if the document lacks its `kind:`.
fn is_about_kind(violation: &Violation) -> bool {
    violation.path.is_empty() && matches!(&violation.fault, Fault::MissingKey(key) if key == "kind")
}

/// Returns the violations that do not come from `$schema` at the document's root: it says something about the document, and
/// is no part of it.
fn without_schema_key(violations: Vec<Violation>) -> Vec<Violation> {
    let is_left = |mut violation: Violation| {
        if !violation.path.is_empty() {
            let is_key = matches!(violation.path.as_slice(), [Step::Key(key)] if key == named::KEY);
            return (!is_key || !matches!(violation.fault, Fault::Forbidden)).then_some(violation);
        }
        match &mut violation.fault {
            Fault::UnknownKeys(keys) => {
                keys.retain(|key| key != named::KEY);
                (!keys.is_empty()).then_some(violation)
            }
            Fault::KeyName(Some(key), _) if key == named::KEY => None,
            Fault::NoAlternative(branches) => {
                *branches = std::mem::take(branches).into_iter().map(without_schema_key).collect();
                let is_met = branches.iter().any(Vec::is_empty);
                (!is_met).then_some(violation)
            }
            _ => Some(violation),
        }
    };
    violations.into_iter().filter_map(is_left).collect()
}

impl std::fmt::Debug for Schema {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Schema").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Format;
    use crate::law::BundledCode;
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
    fn bundled_legal_codes_follow_their_schema() {
        for BundledCode { file: name, text, .. } in crate::law::Registry::bundled_codes() {
            let source = Arc::new(SourceFile::new(FileId(0), *name, *text));
            let parsed = parse(&source, Format::Yaml);
            assert!(parsed.diagnostics.is_empty(), "{name}: {:?}", parsed.diagnostics);
            let [document] = parsed.documents.as_slice() else { panic!("{name} is one document") };
            let findings = Schema::bundled(DocumentKind::LegalCode).check(document, false).unwrap();
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
