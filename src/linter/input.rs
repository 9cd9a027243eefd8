//! The files of a run, each with everything that decides how it is checked.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::document::{Document, DocumentKind, Format};
use crate::rule::Preset;
use crate::schema::{NamedSchemas, Schema};
use crate::settings::RuleSet;
use crate::source::MAX_FILE_BYTES;

/// A file of a run.
#[derive(Clone)]
pub struct Input {
    /// Display path: relative to the project's root, with `/`.
    pub path: String,
    /// The file's bytes, or where they are.
    pub content: Content,
    /// The way in which it is checked.
    pub plan: Plan,
    /// Why it is part of the run.
    pub role: Role,
}

/// Why a file is part of a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// It is to be checked.
    Check,
    /// Files to be checked may refer to it or contradict it; it is not checked itself.
    Context,
}

/// The settings for checking a file, from configuration and command line.
#[derive(Clone)]
pub struct Plan {
    /// The syntax that the file is written in.
    pub format: Format,
    /// The kind of its documents unless they name one themselves.
    pub kind: Option<DocumentKind>,
    /// A schema of the repository's own, in place of the kind's.
    pub schema: Option<Arc<Schema>>,
    /// The schemas that documents without such a one may name; `None` if none is looked for on disk.
    pub named_schemas: Option<Arc<NamedSchemas>>,
    /// True if other files are checked against this one. It counts as none of the files checked.
    pub is_schema: bool,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// The entries of the configuration's `ignore:` that are for the file, by their indexes.
    pub ignores: Vec<usize>,
}

/// The source of a file's bytes.
#[derive(Debug, Clone)]
pub enum Content {
    /// A file on disk.
    Disk(PathBuf),
    /// Bytes in memory, such as those of standard input.
    Bytes(Vec<u8>),
}

impl Input {
    /// Makes a file to be checked from its bytes, under the rules and schemas that hold without a configuration. The ending
    /// of `path` decides the format; without a known one it is YAML.
    pub fn from_bytes(path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let format = Format::from_path(path).unwrap_or(Format::Yaml);
        let plan = Plan::new(format, Arc::new(RuleSet::preset(Preset::default())));
        Self { path: path.to_owned(), content: Content::Bytes(bytes.into()), plan, role: Role::Check }
    }

    /// Returns true if the file is to be checked.
    pub(crate) fn is_checked(&self) -> bool {
        self.role == Role::Check
    }
}

impl Plan {
    /// Makes a plan with nothing but a format and rules.
    pub fn new(format: Format, rules: Arc<RuleSet>) -> Self {
        Self {
            format,
            kind: None,
            schema: None,
            named_schemas: None,
            is_schema: false,
            rules,
            ignores: Vec::new(),
        }
    }

    /// Returns the kind of a document under this plan: the kind that the document names counts, even if it is wrong.
    pub(super) fn kind_of(&self, document: &Document) -> Option<DocumentKind> {
        if document.root().get("kind").is_some() { document.kind() } else { self.kind }
    }
}

impl Content {
    /// Returns the bytes.
    ///
    /// # Errors
    /// The file cannot be read, or is too large; in words.
    pub(crate) fn bytes(&self) -> Result<Vec<u8>, String> {
        let bytes = match self {
            Self::Bytes(bytes) => bytes.clone(),
            Self::Disk(path) => read_file(path).map_err(|error| error.to_string())?,
        };
        if bytes.len() as u64 > MAX_FILE_BYTES {
            let most = MAX_FILE_BYTES / (1024 * 1024);
            return Err(format!(
                "the file is larger than {most} MiB, which is the most that reportlint reads"
            ));
        }
        Ok(bytes)
    }
}

/// Reads a file, up to a byte beyond the limit. A pipe or device, which may never end, is refused.
fn read_file(path: &Path) -> std::io::Result<Vec<u8>> {
    let file = std::fs::File::open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(std::io::Error::other("this is not a regular file"));
    }
    let mut bytes =
        Vec::with_capacity(usize::try_from(metadata.len().min(MAX_FILE_BYTES)).unwrap_or_default() + 1);
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
