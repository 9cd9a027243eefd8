//! A repository's own schemas: files in JSON or YAML whose references lead to files beside them.

mod retrieve;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jsonschema::error::ValidationErrorKind;
use jsonschema::{PatternOptions, ReferencingError, ValidationError};
use serde_json::Value;

use super::value::TreeJson;
use super::{Schema, format, translate};
use crate::document::{Document, Format};
use crate::parse::parse;
use crate::source::{FileId, MAX_FILE_BYTES, SourceFile, Span};
use crate::suggest::nearest;
use crate::tree::{NodeRef, NodeType};
use crate::words::quoted;
use retrieve::{Library, file_url};

/// Steps of matching after which a pattern with look-around gives up.
const BACKTRACK_LIMIT: usize = 100_000;

/// Why a schema cannot be used.
#[derive(Debug)]
pub struct SchemaError {
    /// The schema's file, or the one that it refers to, in which the fault lies.
    pub path: PathBuf,
    /// Line and column of the fault (both from 1), and the line's text.
    pub place: Option<(u32, u32, String)>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: Option<String>,
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
        Self { path: path.to_owned(), place: None, message: message.into(), help: None }
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
    fn read(path: &Path) -> Result<Self, SchemaError> {
        let fail = |message: String| SchemaError::new(path, message);
        let metadata =
            std::fs::metadata(path).map_err(|error| fail(format!("the schema cannot be read: {error}")))?;
        if !metadata.is_file() {
            return Err(fail("this is a folder, and no schema".to_owned()));
        }
        if metadata.len() > MAX_FILE_BYTES {
            return Err(fail("the schema is too large to be one".to_owned()));
        }
        let bytes =
            std::fs::read(path).map_err(|error| fail(format!("the schema cannot be read: {error}")))?;
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
            (Some(_), false) => Err(fail("the file holds several documents, and a schema is one".to_owned())),
            (None, _) => Err(fail("the schema is empty".to_owned())),
        }
    }

    fn error(&self, span: Span, message: impl Into<String>) -> SchemaError {
        SchemaError::new(&self.path, message).at(self.document.source(), span)
    }
}

/// Loads and compiles the schema at `path`.
pub(super) fn load(path: &Path) -> Result<Schema, SchemaError> {
    let file = SchemaFile::read(path)?;
    let root = file.document.root().to_json();
    if !root.is_object() && !root.is_boolean() {
        let span = file.document.root().anchor_span();
        return Err(file.error(span, "a schema is a block of keys, or `true` or `false`"));
    }
    let library = Library::new(path, &root);
    let linear = options(path, &library).with_pattern_options(PatternOptions::regex());
    let result = linear.build(&root).or_else(|error| {
        // The linear engine knows no look-around; a schema that needs it gets the bounded one that does.
        let bounded = PatternOptions::fancy_regex().backtrack_limit(BACKTRACK_LIMIT);
        options(path, &library).with_pattern_options(bounded).build(&root).map_err(|_| error)
    });
    match result {
        Ok(validator) => Ok(Schema { validator, root, others: library.schemas(), files: library.files() }),
        Err(error) => Err(explain(&error, file, &library)),
    }
}

/// The schema's options; which engine matches patterns is left to the caller.
fn options(path: &Path, library: &Library) -> format::Options<'static> {
    format::register(jsonschema::options_for::<TreeJson>())
        .with_retriever(library.clone())
        .with_base_uri(file_url(path))
}

/// A compiler's error as one of the file in which the fault lies.
fn explain(error: &ValidationError<'static>, main: SchemaFile, library: &Library) -> SchemaError {
    match error.kind() {
        ValidationErrorKind::Referencing(error) => explain_reference(error, main, library),
        _ => {
            let nothing = HashMap::new();
            let found =
                translate::translate(std::iter::once(error), &Value::Null, &nothing, main.document.root());
            match found.into_iter().next() {
                Some(diagnostic) => {
                    let message = format!("this is no valid schema: {}", diagnostic.message);
                    main.error(diagnostic.primary.span, message).with_help(diagnostic.help)
                }
                None => SchemaError::new(&main.path, format!("this is no valid schema: {error}")),
            }
        }
    }
}

fn explain_reference(error: &ReferencingError, main: SchemaFile, library: &Library) -> SchemaError {
    let mut files = vec![main];
    files.extend(library.files().iter().filter_map(|path| SchemaFile::read(path).ok()));
    match error {
        ReferencingError::Unretrievable { uri, .. } => {
            let address = uri.split('#').next().unwrap_or_default();
            let name = address.rsplit('/').next().unwrap_or_default();
            let place = reference_in(&files, |reference| {
                let target = reference.split('#').next().unwrap_or_default();
                !target.is_empty() && (address == target || target.rsplit('/').next() == Some(name))
            });
            let Some((file, node, reference)) = place else {
                return SchemaError::new(
                    files.first().map_or(Path::new(""), |file| &file.path),
                    format!("it refers to `{address}`, which is not among the schema's files"),
                );
            };
            let is_remote = reference.starts_with("http://") || reference.starts_with("https://");
            let message = if is_remote {
                format!(
                    "`{reference}` is not to be found beside the schema, and reportlint never uses the network"
                )
            } else {
                format!("there is no file `{}`", reference.split('#').next().unwrap_or_default())
            };
            let near = library.nearest_file(&file.path, reference);
            let help = match (near, is_remote) {
                (Some(near), _) => Some(format!("did you mean `{near}`?")),
                (None, true) => {
                    Some("save a copy of that schema beside this one, under the same name".to_owned())
                }
                (None, false) => Some("a path counts from the schema's own folder".to_owned()),
            };
            file.error(node.anchor_span(), message).with_help(help)
        }
        ReferencingError::PointerToNowhere { pointer } => {
            let place = reference_in(&files, |reference| {
                reference.split_once('#').is_some_and(|(_, fragment)| {
                    fragment == pointer || fragment.replace("%25", "%") == *pointer
                })
            });
            nowhere(&files, place, pointer)
        }
        ReferencingError::NoSuchAnchor { anchor } | ReferencingError::InvalidAnchor { anchor } => {
            let place = reference_in(&files, |reference| {
                reference.split_once('#').is_some_and(|(_, fragment)| fragment == anchor)
            });
            nowhere(&files, place, anchor)
        }
        ReferencingError::UnknownSpecification { specification } => {
            let known = "drafts 4, 6, 7, 2019-09 and 2020-12 are, such as `https://json-schema.org/draft/2020-12/schema`";
            let message =
                format!("`$schema` names {}, which is no draft that is known", quoted(specification));
            let place = files.iter().find_map(|file| Some((file, file.document.root().get("$schema")?)));
            let path = files.first().map_or(Path::new(""), |file| &file.path);
            let error = place.map_or_else(
                || SchemaError::new(path, message.clone()),
                |(file, node)| file.error(node.anchor_span(), message.clone()),
            );
            error.with_help(Some(known.to_owned()))
        }
        other => {
            let path = files.first().map_or(Path::new(""), |file| &file.path);
            SchemaError::new(path, format!("a reference cannot be followed: {other}"))
        }
    }
}

/// A reference into a schema that does not have what it names.
fn nowhere(
    files: &[SchemaFile],
    place: Option<(&SchemaFile, NodeRef<'_>, &str)>,
    fragment: &str,
) -> SchemaError {
    let Some((file, node, reference)) = place else {
        let path = files.first().map_or(Path::new(""), |file| &file.path);
        return SchemaError::new(path, format!("a reference leads to `#{fragment}`, where there is nothing"));
    };
    // The definitions that the reference could have meant, in whichever file they are.
    let mut names: Vec<String> = Vec::new();
    for file in files {
        for key in ["$defs", "definitions"] {
            let definitions = file.document.root().get(key).into_iter().flat_map(NodeRef::entries);
            names.extend(definitions.map(|entry| format!("/{key}/{}", entry.name())));
        }
    }
    names.sort_unstable();
    let near = nearest(fragment, names.iter().map(String::as_str));
    let help = near.map(|near| {
        let target = reference.split('#').next().unwrap_or_default();
        format!("did you mean `{target}#{near}`?")
    });
    file.error(node.anchor_span(), format!("`{reference}` leads to nothing")).with_help(help)
}

/// The first `$ref` of the files that `is_meant` accepts.
fn reference_in<'f>(
    files: &'f [SchemaFile],
    is_meant: impl Fn(&str) -> bool,
) -> Option<(&'f SchemaFile, NodeRef<'f>, &'f str)> {
    for file in files {
        let mut open = vec![file.document.root()];
        while let Some(node) = open.pop() {
            match node.node_type() {
                NodeType::Mapping => {
                    for entry in node.entries() {
                        let reference =
                            entry.value.as_str().filter(|_| matches!(entry.name(), "$ref" | "$dynamicRef"));
                        match reference {
                            Some(reference) if is_meant(reference) => {
                                return Some((file, entry.value, reference));
                            }
                            _ => open.push(entry.value),
                        }
                    }
                }
                NodeType::Sequence => open.extend(node.items()),
                _ => {}
            }
        }
    }
    None
}
