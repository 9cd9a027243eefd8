//! Schemas that documents name themselves: under `$schema` at their root, or in a comment `# yaml-language-server:
//! $schema=…`, as editors read them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::bundled::{bundled_schema, is_bundled_id, nearest_id};
use super::check::{decode, encode};
use super::keywords::Draft;
use super::local::mapped_paths;
use super::{LoadOptions, Schema, SchemaError};
use crate::digest::Digester;
use crate::document::{Document, DocumentKind};
use crate::files::Content;
use crate::paths::{normalize, slashed};
use crate::source::Span;
use crate::tree::Place;
use crate::words::quoted;

/// The key at a document's root, and the word of the comment, that name its schema.
pub(super) const KEY: &str = "$schema";

/// The beginning of the comment in which editors look for a schema.
const EDITOR: &str = "yaml-language-server:";

/// A schema that was loaded, or why it cannot be.
type Loaded = Result<Arc<Schema>, Arc<SchemaError>>;

/// Finds the schemas that documents name.
#[derive(Debug)]
pub struct NamedSchemas {
    /// The folder that the files' paths are relative to.
    root: PathBuf,
    options: LoadOptions,
    loaded: Mutex<HashMap<PathBuf, Loaded>>,
}

/// The schema that a document names.
#[derive(Debug, Clone)]
pub(crate) enum Named<'a> {
    /// None, or one on the web, which is for other programs.
    No,
    /// A bundled one.
    Bundled(&'static Schema),
    /// One of the repository's own.
    Local(Arc<Schema>),
    /// One that cannot be used, for a reason.
    Unusable(UnusableSchema<'a>),
}

impl<'a> Named<'a> {
    /// Returns the schema that cannot be used, if it is one.
    pub(crate) fn unusable(&self) -> Option<&UnusableSchema<'a>> {
        match self {
            Self::Unusable(schema) => Some(schema),
            Self::No | Self::Bundled(_) | Self::Local(_) => None,
        }
    }

    /// Returns the kind whose bundled schema it is.
    pub(crate) fn kind(&self) -> Option<DocumentKind> {
        let Self::Bundled(schema) = self else { return None };
        DocumentKind::ALL.into_iter().find(|kind| std::ptr::eq(Schema::bundled(*kind), *schema))
    }
}

/// A schema that a document names and that cannot be used.
#[derive(Debug, Clone)]
pub(crate) struct UnusableSchema<'a> {
    pub(crate) place: Place<'a>,
    /// The bytes of the name, without quotes.
    pub(crate) name: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
    /// The name that was probably meant.
    pub(crate) meant: Option<String>,
}

/// The name of a schema in a document.
struct Name<'a> {
    place: Place<'a>,
    /// The bytes of the text, without quotes.
    span: Span,
    text: &'a str,
}

impl<'a> Name<'a> {
    fn unusable(&self, message: String, help: Option<String>, meant: Option<String>) -> Named<'a> {
        Named::Unusable(UnusableSchema { place: self.place, name: self.span, message, help, meant })
    }
}

impl NamedSchemas {
    /// Returns the finder for files whose paths are relative to `root`.
    pub fn new(root: &Path, options: LoadOptions) -> Self {
        Self { root: root.to_owned(), options, loaded: Mutex::default() }
    }

    /// Adds what decides, besides the files, which schema a name leads to.
    pub(crate) fn add_to(&self, digester: &mut Digester) {
        digester.add(self.options.formats.as_str().as_bytes());
        for (beginning, folder) in &self.options.map {
            digester.add(beginning.as_bytes()).add(folder.as_os_str().as_encoded_bytes());
        }
    }

    /// Returns the schema that a document in the file at `path` names, and whether a file on disk decides it.
    fn find<'a>(&self, name: &Name<'a>, path: &str) -> (Named<'a>, bool) {
        let file = name.text.split('#').next().unwrap_or_default();
        let is_remote = file.contains("://") && !file.starts_with("file://");
        let candidates = match (is_remote, file.strip_prefix("file://")) {
            (true, _) => mapped_paths(&self.options.map, &encode(file)),
            (false, Some(absolute)) => vec![PathBuf::from(decode(absolute))],
            (false, None) => {
                let folder = self.root.join(path);
                let folder = folder.parent().unwrap_or(&self.root);
                [file.to_owned(), decode(file)].map(|file| folder.join(file)).into()
            }
        };
        let files = &self.options.files;
        let Some(first) = candidates.first() else { return (Named::No, false) };
        let path = candidates.iter().find(|path| files.has_file(path)).unwrap_or(first);
        let unusable = |message: String, help: Option<String>| (name.unusable(message, help, None), true);
        if !files.has_file(path) {
            let near = files.nearest_at_home(path, &self.root).map(|near| {
                let folder = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
                format!("{folder}{near}")
            });
            let help = match &near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "the path is relative to the folder of this file".to_owned(),
            };
            let fragment = name.text.get(file.len()..).unwrap_or_default();
            let meant = near.map(|near| near + fragment);
            return (name.unusable(format!("there is no schema {}", quoted(file)), Some(help), meant), true);
        }
        if !files.is_at_home(path, &self.root) {
            let message = format!("the schema {} lies outside of this repository", quoted(file));
            return unusable(message, Some("put a copy of it into the repository, and name that".to_owned()));
        }
        match self.load(path) {
            Ok(schema) => (Named::Local(schema), true),
            Err(error) => {
                let message = format!("the schema {} cannot be used: {}", quoted(file), error.message);
                let line = error.place.as_ref().map(|(line, column, _)| match error.path == *path {
                    true => format!("see line {line} of the schema"),
                    false => format!("see {}:{line}:{column}", shown_path(&error.path, &self.root)),
                });
                let help: Vec<String> = line.into_iter().chain(error.help.clone()).collect();
                unusable(message, (!help.is_empty()).then(|| help.join("; ")))
            }
        }
    }

    /// Returns the files, at absolute paths, of the schemas that documents named so far: their own, and those that they refer to.
    pub(crate) fn files(&self) -> BTreeMap<PathBuf, Content> {
        let loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let of_schema = |(path, schema): (&PathBuf, &Loaded)| {
            let others = match schema {
                Ok(schema) => schema.files(),
                Err(error) => &*error.files,
            };
            std::iter::once(path).chain(others).map(|path| normalize(path)).collect::<Vec<_>>()
        };
        let paths = loaded.iter().flat_map(of_schema);
        paths.filter_map(|path| Some((path.clone(), self.options.files.content(&path)?))).collect()
    }

    /// Returns true if a document in the file at `path` names a schema of the repository or a bundled one.
    pub(crate) fn is_named_in(&self, document: &Document, path: &str) -> bool {
        !matches!(named_schema(document, path, Some(self)).0, Named::No)
    }

    /// Returns true if a document in the file at `path` names a schema that one of the files decides for which `is_changed` is
    /// true. Of one that cannot be used nobody knows which file would mend it.
    pub(crate) fn is_decided_by(
        &self,
        document: &Document,
        path: &str,
        is_changed: impl Fn(&Path) -> bool,
    ) -> bool {
        match named_schema(document, path, Some(self)) {
            (Named::Local(schema), _) => {
                let mut files = schema.path().into_iter().chain(schema.files().to_vec());
                files.any(|file| is_changed(&normalize(&file)))
            }
            (Named::Unusable(_), is_on_disk) => is_on_disk,
            (Named::No | Named::Bundled(_), _) => false,
        }
    }

    /// Loads each schema once.
    fn load(&self, path: &Path) -> Loaded {
        let mut loaded = self.loaded.lock().unwrap_or_else(PoisonError::into_inner);
        let load = || Schema::load_with(path, &self.options).map(Arc::new).map_err(Arc::new);
        loaded.entry(path.to_owned()).or_insert_with(load).clone()
    }
}

/// Returns a path relative to the root, if it lies below it.
fn shown_path(path: &Path, root: &Path) -> String {
    slashed(path.strip_prefix(root).unwrap_or(path))
}

/// Returns the schema that a document in the file at `path` names, and whether a file on disk decides it. Without
/// `schemas` none is looked for on disk.
pub(crate) fn named_schema<'a>(
    document: &'a Document,
    path: &str,
    schemas: Option<&NamedSchemas>,
) -> (Named<'a>, bool) {
    let Some(name) = name_in(document) else { return (Named::No, false) };
    if let Some(schema) = bundled_schema(name.text) {
        return (Named::Bundled(schema), false);
    }
    if is_bundled_id(name.text) {
        let near = nearest_id(name.text);
        let help = match &near {
            Some(near) => format!("did you mean `{near}`?"),
            None => "write the name of a kind behind the last colon, as in `urn:reportlint:schema:case`"
                .to_owned(),
        };
        let message = format!("there is no bundled schema {}", quoted(name.text));
        return (name.unusable(message, Some(help), near), false);
    }
    schemas.map_or((Named::No, false), |schemas| schemas.find(&name, path))
}

/// Returns true if a document is itself a JSON Schema, by the meta-schema that it names.
pub(crate) fn is_schema(document: &Document) -> bool {
    document
        .root()
        .get(KEY)
        .is_some_and(|node| node.as_str().is_some_and(|text| Draft::by_address(text).is_some()))
}

/// Returns the name of a document's schema; the comment counts before the key, as in editors.
fn name_in(document: &Document) -> Option<Name<'_>> {
    let root = document.root();
    let in_comment = document.comments().iter().find_map(|span| {
        let text = document.source().slice(*span);
        let rest = text.trim_start_matches('#').trim_start().strip_prefix(EDITOR)?;
        let name = rest.split_once("$schema=")?.1.split_whitespace().next()?;
        let start = span.start + crate::source::offset(text.find(name)?);
        let span = Span::new(start, start + crate::source::offset(name.len()));
        Some(Name { place: Place { span, node: root }, span, text: name })
    });
    in_comment.or_else(|| {
        let node = root.get(KEY)?;
        let text = node.as_str().filter(|text| !text.trim().is_empty())?;
        Some(Name { place: Place { span: node.span(), node }, span: node.value_span(), text })
    })
}
