//! The files of a run, each with everything that decides how it is checked.

use std::sync::Arc;

use crate::digest::{Digest, Digester};
use crate::document::{Document, DocumentKind, Format};
pub use crate::files::Content;
use crate::rule::Preset;
use crate::schema::{NamedSchemas, Schema};
use crate::settings::RuleSet;

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
    /// True if a change under review touches the file: what is found between two files is then said at this one.
    pub is_touched: bool,
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
    /// True if the file holds rules of the repository's own. It counts as none of the files checked.
    pub is_rules: bool,
    /// The rules in force.
    pub rules: Arc<RuleSet>,
    /// The entries of the configuration's `ignore:` that are for the file, by their indexes.
    pub ignores: Vec<usize>,
}

impl Input {
    /// Makes a file to be checked from its bytes, under the rules and schemas that hold without a configuration. The ending
    /// of `path` decides the format; without a known one it is YAML.
    pub fn from_bytes(path: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let format = Format::from_path(path).unwrap_or(Format::Yaml);
        let plan = Plan::new(format, Arc::new(RuleSet::preset(Preset::default())));
        Self {
            path: path.to_owned(),
            content: Content::Bytes(bytes.into()),
            plan,
            role: Role::Check,
            is_touched: false,
        }
    }

    /// Returns the key of the file's place among others: by path, and behind all those that a change does not touch, as of
    /// two files that do not agree rules blame the later.
    pub(super) fn place(&self) -> (bool, &str) {
        (self.is_touched, &self.path)
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
            is_rules: false,
            rules,
            ignores: Vec::new(),
        }
    }

    /// Returns the digest of everything but a file's content, path and suppressions that decides what is found in it.
    pub(crate) fn digest(&self) -> Digest {
        let mut digester = Digester::default();
        digester.add(&[self.format as u8, u8::from(self.is_schema), u8::from(self.is_rules)]);
        digester.add(self.kind.map_or("", DocumentKind::as_str).as_bytes());
        match &self.schema {
            Some(schema) => schema.add_to(digester.add(b"schema")),
            None => _ = digester.add(b"no schema"),
        }
        if let Some(schemas) = &self.named_schemas {
            schemas.add_to(&mut digester);
        }
        digester.add(self.rules.digest().as_bytes());
        digester.finish()
    }

    /// Returns true if the file says how others are checked, and is none of them.
    pub(super) fn is_of_settings(&self) -> bool {
        self.is_schema || self.is_rules
    }

    /// Returns the kind of a document under this plan: the kind that the document names counts, even if it is wrong.
    pub(super) fn kind_of(&self, document: &Document) -> Option<DocumentKind> {
        if document.root().get("kind").is_some() { document.kind() } else { self.kind }
    }
}
