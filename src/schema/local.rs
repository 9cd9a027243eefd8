//! A repository's own schemas: files in JSON or YAML that may refer to files beside them.

mod contain;
mod library;
mod reference;

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::Value;

use super::check::{
    CompileError, Patterns, Validator, Violation, fetch_all, own_fault, patterns_of, rewrite,
};
use super::dedupe::dedupe;
use super::explain::{Effort, Schemas, explain};
use super::weight::{CostlyPart, costly_part};
use super::{Formats, LoadOptions, Schema};
use crate::document::{Document, Format};
use crate::files::{Files, MAX_SCHEMA_BYTES};
use crate::parse::parse;
use crate::source::{FileId, SourceFile, Span};
use crate::tree::NodeRef;
use crate::words::{clip, quoted};
use contain::{compile_pattern, contain, contained};
pub(super) use library::mapped_paths;
use library::{Library, file_url};

/// The reason why a schema cannot be used.
#[derive(Debug)]
pub struct SchemaError {
    /// The faulty file: the schema's, or one that it refers to.
    pub path: PathBuf,
    /// The fault's line and column (both from 1), and the line's text.
    pub place: Option<(u32, u32, String)>,
    /// The description of the fault.
    pub message: String,
    /// Advice on mending it.
    pub help: Option<String>,
    /// The files that were read because the schema refers to them.
    pub(crate) files: Box<[PathBuf]>,
}

impl fmt::Display for SchemaError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        if let Some((line, column, _)) = &self.place {
            write!(f, ":{line}:{column}")?;
        }
        write!(f, ": {}", self.message)?;
        if let Some((line, _, text)) = &self.place {
            write!(f, "\n  {line} | {}", text.trim())?;
        }
        if let Some(help) = &self.help {
            write!(f, "\n  help: {help}")?;
        }
        Ok(())
    }
}

impl std::error::Error for SchemaError {}

impl SchemaError {
    fn new(path: &Path, message: impl Into<String>) -> Self {
        Self {
            path: path.to_owned(),
            place: None,
            message: message.into(),
            help: None,
            files: Box::default(),
        }
    }

    fn at(mut self, source: &SourceFile, span: Span) -> Self {
        let position = source.position(span.start);
        let line: String =
            source.slice(source.line_span(source.line_index(span.start))).chars().take(120).collect();
        self.place = Some((position.line, position.column, line));
        self
    }

    fn with_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }
}

/// A schema file, parsed.
#[derive(Debug)]
struct SchemaFile {
    path: PathBuf,
    document: Document,
}

impl SchemaFile {
    fn read(files: &Files, path: &Path) -> Result<Self, SchemaError> {
        let fail = |message: String| SchemaError::new(path, message);
        if files.has_folder(path) {
            return Err(fail("this is a folder, not a schema".to_owned()));
        }
        let bytes = files.read(path, MAX_SCHEMA_BYTES + 1);
        let bytes = bytes.map_err(|error| fail(format!("the schema cannot be read: {error}")))?;
        if bytes.len() as u64 > MAX_SCHEMA_BYTES {
            return Err(fail("the file is too large for a schema".to_owned()));
        }
        let shown = path.display().to_string();
        let source = crate::read::decode(FileId(0), &shown, bytes)
            .map_err(|(source, diagnostic)| fail(diagnostic.message).at(&source, diagnostic.primary.span))?;
        let source = Arc::new(source);
        let format = match Format::from_path(&shown) {
            Some(Format::Json) | None => Format::Json,
            Some(_) => Format::Yaml,
        };
        let mut parsed = parse(&source, format);
        if let Some(diagnostic) = parsed.diagnostics.pop() {
            let error = fail(diagnostic.message).at(&source, diagnostic.primary.span);
            return Err(error.with_help(diagnostic.help));
        }
        match (parsed.documents.pop(), parsed.documents.is_empty()) {
            (Some(document), true) => Ok(Self { path: path.to_owned(), document }),
            (Some(_), false) => {
                Err(fail("the file has several documents, and a schema is a single one".to_owned()))
            }
            (None, _) => Err(fail("the schema is empty".to_owned())),
        }
    }

    fn error(&self, span: Span, message: impl Into<String>) -> SchemaError {
        SchemaError::new(&self.path, message).at(self.document.source(), span)
    }
}

/// Loads and compiles the schema at `path`, with all that it refers to. Where the compiler panics, that is an error of this
/// schema.
pub(super) fn load(path: &Path, options: &LoadOptions) -> Result<Schema, SchemaError> {
    contain(path, &options.files, || load_file(path, options), compile_pattern)
}

fn load_file(path: &Path, options: &LoadOptions) -> Result<Schema, SchemaError> {
    let file = SchemaFile::read(&options.files, path)?;
    let root = file.document.root().to_json();
    if !root.is_object() && !root.is_boolean() {
        let span = file.document.root().anchor_span();
        return Err(file.error(span, "a schema is a block of keys, or `true` or `false`"));
    }
    let library = Library::new(path, &root, options);
    let address = file_url(path);
    let fetch = {
        let library = library.clone();
        move |address: &str| library.fetch(address)
    };
    fetch_all(&root, &address, fetch.clone());
    let others = library.schemas();
    if let Some(part) = costly_part(&root, &address, &others) {
        return Err(too_costly(&part, &file));
    }
    let patterns = all_patterns(&root, &others);
    let result = match Validator::compile(&root, &address, options.formats, patterns, fetch.clone()) {
        Ok(validator) => Ok(Schema {
            validator,
            formats: options.formats,
            address,
            root: Cow::Owned(root),
            others: library.schemas(),
            files: library.files(),
        }),
        Err(CompileError::Invalid(violation)) => {
            Err(faulty_part(&root, &library).unwrap_or_else(|| invalid(&violation, &file)))
        }
        Err(CompileError::Reference(broken)) => {
            // The validator names any of the addresses that lead nowhere, and the error is to be about the first.
            let fetch_or_empty = move |address: &str| Ok(fetch(address).unwrap_or(Value::Bool(true)));
            drop(Validator::compile(&root, &address, options.formats, patterns, fetch_or_empty));
            Err(reference::explain(&broken, file, &library))
        }
    };
    result.map_err(|error| SchemaError { files: library.files().into(), ..error })
}

/// Returns the patterns in a schema and in those that it refers to.
fn all_patterns(root: &Value, others: &HashMap<String, Value>) -> Patterns {
    patterns_of(std::iter::once(root).chain(others.values()))
}

/// Compiles a schema again, with another meaning of `format`. It is in memory with all that it refers to, so nothing that
/// compiled before can fail now.
pub(super) fn recompile(schema: &Schema, formats: Formats) -> Option<Schema> {
    contained(|| compile_again(schema, formats)).flatten()
}

fn compile_again(schema: &Schema, formats: Formats) -> Option<Schema> {
    let others = Arc::new(schema.others.clone());
    let fetch = move |address: &str| {
        let address = address.split('#').next().unwrap_or_default();
        others.get(address).cloned().ok_or_else(|| format!("{address} was not read before").into())
    };
    let patterns = all_patterns(&schema.root, &schema.others);
    let validator = Validator::compile(&schema.root, &schema.address, formats, patterns, fetch).ok()?;
    Some(Schema {
        validator,
        formats,
        address: schema.address.clone(),
        root: schema.root.clone(),
        others: schema.others.clone(),
        files: schema.files.clone(),
    })
}

/// Explains the fault of a file that the schema `main` refers to, if that schema itself has none: the validator tells a fault
/// in such a file by its path alone, and not in which file it lies.
fn faulty_part(main: &Value, library: &Library) -> Option<SchemaError> {
    if own_fault(main, main).is_some() {
        return None;
    }
    let files = library.files();
    let mut files = files.iter().filter_map(|path| library.read(path).ok());
    files.find_map(|file| {
        if let Some(violation) = own_fault(&file.document.root().to_json(), main) {
            return Some(invalid(&violation, &file));
        }
        faulty_pattern(&file)
    })
}

/// Explains the first pattern of a file that is none.
fn faulty_pattern(file: &SchemaFile) -> Option<SchemaError> {
    first_found(file, |node| invalid_pattern(node, file))
}

/// Returns what is found in the first node of a file in which anything is.
fn first_found(file: &SchemaFile, find: impl Fn(NodeRef<'_>) -> Option<SchemaError>) -> Option<SchemaError> {
    let mut open = vec![file.document.root()];
    while let Some(node) = open.pop() {
        if let Some(error) = find(node) {
            return Some(error);
        }
        let first = open.len();
        open.extend(node.entries().map(|entry| entry.value).chain(node.items()));
        // The last one is taken first.
        open.get_mut(first..).unwrap_or_default().reverse();
    }
    None
}

/// Explains a schema that compares a value with too many others.
fn too_costly(part: &CostlyPart, file: &SchemaFile) -> SchemaError {
    let message = format!("the schema is too costly: {} {}", quoted(&part.shown()), part.reason);
    let steps = part.pointer.split('/').skip(1).map(|step| step.replace("~1", "/").replace("~0", "~"));
    let node = steps.fold(file.document.root(), |node, step| {
        node.get(&step).or_else(|| node.items().nth(step.parse().ok()?)).unwrap_or(node)
    });
    let error = match part.address {
        None => file.error(node.anchor_span(), message),
        Some(_) => SchemaError::new(&file.path, message),
    };
    error.with_help(Some(part.help.to_owned()))
}

/// Explains a schema that violates its meta-schema.
fn invalid(violation: &Violation, file: &SchemaFile) -> SchemaError {
    let root = file.document.root();
    let node = violation.node(root);
    if let Some(error) = invalid_pattern(node, file).or_else(|| misplaced_required(violation, node, file)) {
        return error;
    }
    let schemas = Schemas { main: &Value::Null, others: &HashMap::new(), effort: &Effort::default() };
    let findings = dedupe(explain(violation, schemas, root));
    match findings.into_iter().next() {
        Some(finding) => {
            let message = format!("this is not a valid schema: {}", finding.message);
            file.error(finding.primary.span, message).with_help(finding.help)
        }
        None => SchemaError::new(&file.path, "this is not a valid schema"),
    }
}

/// Names the part of a pattern that makes it none.
fn invalid_pattern(node: NodeRef<'_>, file: &SchemaFile) -> Option<SchemaError> {
    patterns_at(node).into_iter().find_map(|pattern| {
        let fault = rewrite(pattern.scalar_text()?).err()?;
        let message =
            format!("this is not a valid schema: in the pattern, {} {}", quoted(&fault.part), fault.reason);
        Some(file.error(pattern.anchor_span(), message).with_help(fault.help.map(str::to_owned)))
    })
}

/// Returns the patterns that a value holds or its key is.
fn patterns_at(node: NodeRef<'_>) -> Vec<NodeRef<'_>> {
    let Some(entry) = node.parent_entry() else { return Vec::new() };
    let mut patterns = match entry.name() {
        "pattern" => vec![node],
        "patternProperties" => node.entries().map(|entry| entry.key).collect(),
        _ => vec![entry.key],
    };
    patterns.retain(|key| {
        let owner = key.parent().and_then(NodeRef::parent_entry);
        matches!(entry.name(), "pattern" | "patternProperties")
            || owner.is_some_and(|owner| owner.name() == "patternProperties")
    });
    patterns
}

/// Explains `required: true`, which is draft 3: later drafts list the keys where they are described.
fn misplaced_required(violation: &Violation, node: NodeRef<'_>, file: &SchemaFile) -> Option<SchemaError> {
    let entry = node.parent_entry().filter(|entry| entry.name() == "required")?;
    let is_required = node.as_bool()?;
    let schema = node.parent()?;
    let properties = schema.parent().filter(|above| {
        above.parent_entry().is_some_and(|entry| entry.name() == "properties") && !violation.path.is_empty()
    });
    let list = |name: &str| match file.document.format() {
        Format::Json => format!("\"required\": [\"{name}\"]"),
        _ => format!("required: [{name}]"),
    };
    let has_list =
        |above: NodeRef<'_>| above.get("required").is_some_and(|list| list.as_sequence().is_some());
    let help = match (schema.parent_entry(), properties.and_then(NodeRef::parent)) {
        (Some(key), Some(above)) if is_required && has_list(above) => {
            format!("remove it, and add `{}` to the list `required` of the schema above", clip(key.name()))
        }
        (Some(key), Some(_)) if is_required => format!(
            "remove it, and list the key in the schema above, beside its `properties`: `{}`",
            list(&clip(key.name()))
        ),
        (Some(_), Some(_)) => {
            "remove it: a key is optional unless the schema above lists it under `required`".to_owned()
        }
        _ => format!("list the keys that must be there: `{}`", list("name")),
    };
    let message =
        format!("this is not a valid schema: `required` is `{is_required}`, and must be a list of keys");
    Some(file.error(entry.value.anchor_span(), message).with_help(Some(help)))
}
