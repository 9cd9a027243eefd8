//! A local rule, as it was loaded.

use std::sync::Arc;

use super::expression::{Expr, Field};
use super::name::LocalName;
use super::parse::{Lookup, Uses};
use super::path::JsonPath;
use super::records::Wanted;
use super::template::Template;
use crate::diagnostic::{Applicability, RuleName, Severity};
use crate::digest::Digest;
use crate::document::DocumentKind;
use crate::globs::Globs;
use crate::model::date::Date;
use crate::source::{SourceFile, Span};

/// A rule of the repository's own.
#[derive(Debug)]
pub struct LocalRule {
    pub(crate) name: LocalName,
    /// The name of its findings.
    pub(crate) full_name: RuleName,
    pub(crate) severity: Severity,
    pub(crate) page: Page,
    pub(crate) applies: Applies,
    pub(crate) select: Select,
    /// The names of `let:`, in their order.
    pub(crate) lets: Vec<Expression>,
    pub(crate) check: Checks,
    pub(crate) message: Option<Template>,
    pub(crate) help: Option<Template>,
    pub(crate) at: Option<Target>,
    pub(crate) labels: Vec<(Target, Option<Template>)>,
    pub(crate) fix: Option<LocalFix>,
    pub(crate) lookups: Vec<Lookup>,
    pub(crate) uses: Uses,
    /// The parts of documents that its expressions ask for, if it looks at others.
    pub(crate) wanted: Wanted,
    /// The file that it stands in, and the bytes of its name.
    pub(crate) source: Arc<SourceFile>,
    pub(crate) span: Span,
    /// The digest of everything that decides what it finds.
    pub(crate) digest: Digest,
}

/// The description of a rule.
#[derive(Debug, Clone)]
pub(crate) struct Page {
    /// A sentence.
    pub(crate) summary: String,
    /// Markdown.
    pub(crate) text: String,
    pub(crate) fix: Option<Applicability>,
}

/// The documents that a rule is for.
#[derive(Debug, Default)]
pub(crate) struct Applies {
    pub(crate) files: Option<Globs>,
    /// The kinds; empty for all.
    pub(crate) kinds: Vec<DocumentKind>,
    /// The field with a document's date, and the first day of those that the rule holds for.
    pub(crate) since: Option<(Field, Date)>,
}

/// The values that a rule looks at.
#[derive(Debug)]
pub(crate) enum Select {
    Document,
    Path(JsonPath),
    /// The items of a list.
    Each(Expression),
}

/// An expression of a rule.
#[derive(Debug)]
pub(crate) struct Expression {
    pub(crate) expr: Expr,
    pub(crate) text: Box<str>,
}

/// The questions that a rule asks of the values.
#[derive(Debug, Default)]
pub(crate) struct Checks {
    pub(crate) assert: Option<Expression>,
    pub(crate) unique: Option<Unique>,
    pub(crate) exists_in: Option<ExistsIn>,
}

/// A key that no two values may share.
#[derive(Debug)]
pub(crate) struct Unique {
    pub(crate) by: Vec<Expression>,
    pub(crate) within: Within,
    /// Keys that may be shared, as [`super::across::key`] writes them.
    pub(crate) except: Vec<Box<str>>,
}

/// The extent in which a key must be unique.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Within {
    Document,
    File,
    Folder,
    #[default]
    Repository,
}

impl Within {
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Some(match name {
            "document" => Self::Document,
            "file" => Self::File,
            "folder" => Self::Folder,
            "repository" => Self::Repository,
            _ => return None,
        })
    }

    pub(crate) fn in_words(self) -> &'static str {
        match self {
            Self::Document => "in this document",
            Self::File => "in this file",
            Self::Folder => "in this folder",
            Self::Repository => "in this repository",
        }
    }
}

/// The values in other files, among which a value must be.
#[derive(Debug)]
pub(crate) struct ExistsIn {
    pub(crate) files: Globs,
    /// The patterns as they are written.
    pub(crate) written: Box<str>,
    pub(crate) select: JsonPath,
    /// The value that is looked for; `None` for what is selected.
    pub(crate) value: Option<Expression>,
}

/// A place that a finding points at.
#[derive(Debug)]
pub(crate) enum Target {
    /// Relative to what was selected.
    Path(JsonPath),
    /// The place of a value.
    Value(Expression),
}

/// A way to mend what a rule finds.
#[derive(Debug)]
pub(crate) struct LocalFix {
    pub(crate) applicability: Applicability,
    pub(crate) change: Change,
}

/// The change that a fix makes to the value that the finding points at.
#[derive(Debug)]
pub(crate) enum Change {
    Replace(Expression),
    RenameKey(Box<str>),
    Delete,
}

impl LocalRule {
    /// Returns true if the rule cannot be applied to a document by itself.
    pub(crate) fn needs_index(&self) -> bool {
        self.uses.others || self.check.exists_in.is_some() || self.is_unique_across()
    }

    /// Returns true if its `unique:` reaches beyond a document.
    pub(crate) fn is_unique_across(&self) -> bool {
        let within = self.check.unique.as_ref().map(|unique| unique.within);
        matches!(within, Some(Within::File | Within::Folder | Within::Repository))
    }

    /// Returns true if the rule is for documents in the file at `path`.
    pub(crate) fn is_for_path(&self, path: &str) -> bool {
        self.applies.files.as_ref().is_none_or(|files| files.is_match(path))
    }

    /// Returns true if the rule is for documents of a kind.
    pub(crate) fn is_for_kind(&self, kind: Option<DocumentKind>) -> bool {
        let kinds = &self.applies.kinds;
        kinds.is_empty() || kind.is_some_and(|kind| kinds.contains(&kind))
    }

    /// Returns its name as findings have it.
    pub fn full_name(&self) -> &RuleName {
        &self.full_name
    }

    /// Returns its description in a sentence.
    pub fn summary(&self) -> &str {
        &self.page.summary
    }

    /// Returns its page, in Markdown.
    pub fn page(&self) -> &str {
        &self.page.text
    }
}
