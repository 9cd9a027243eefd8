//! One document of a file: its tree with the text, the comments and the anomalies.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::source::{SourceFile, Span, offset};
use crate::tree::{NodeId, NodeRef, Tree};

/// The notation of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2, core schema; a stream of any number of documents.
    Yaml,
    /// JSON (RFC 8259).
    Json,
    /// Markdown with front matter in YAML or TOML.
    Markdown,
}

impl Format {
    /// Returns the format for a path's extension; `None` if it is not that of a report file.
    pub fn from_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (_, ending) = name.rsplit_once('.')?;
        let is_any = |endings: &[&str]| endings.iter().any(|other| ending.eq_ignore_ascii_case(other));
        match ending {
            _ if is_any(&["yaml", "yml"]) => Some(Self::Yaml),
            _ if is_any(&["json"]) => Some(Self::Json),
            _ if is_any(&["md", "markdown"]) => Some(Self::Markdown),
            _ => None,
        }
    }

    /// Returns the advice on several documents that lie within something: `separately` is how to write each.
    pub(crate) fn advice_on_several(self, separately: &str) -> String {
        match self {
            Self::Yaml => {
                format!(
                    "write each {separately}, with a line `---` between two of them, or into a file of its own"
                )
            }
            Self::Json | Self::Markdown => {
                "put each into a file of its own; or let the file end in `.yaml`, where a line \
                                            `---` between two of them makes them two documents"
                    .to_owned()
            }
        }
    }
}

/// The kind of a document, which decides the bundled schema that it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum DocumentKind {
    /// A periodic country update.
    Report,
    /// One case in a file of its own.
    Case,
    /// The articles that reports can cite.
    LegalCode,
    /// A rule of the repository's own.
    Rule,
}

impl DocumentKind {
    /// The kinds of what a repository publishes, in the order of the documentation. A rule is about these.
    pub const ALL: [Self; 3] = [Self::Report, Self::Case, Self::LegalCode];

    /// Returns the word for it under `kind:`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Case => "case",
            Self::LegalCode => "legal-code",
            Self::Rule => "rule",
        }
    }

    /// Returns the kind for a word under `kind:`.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().chain([Self::Rule]).find(|kind| kind.as_str() == name)
    }
}

/// A part of the text that parses and yet will surprise: recorded while the tree is built, reported by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anomaly {
    /// A key stands twice in one mapping; the tree keeps the first.
    DuplicateKey {
        /// The key that the tree keeps.
        first: NodeId,
        /// The bytes of the one that it leaves out.
        second: Span,
    },
    /// A key is not a string.
    NonStringKey {
        /// The key's bytes; for a collection, those of its first line.
        key: Span,
        /// The key's node, where the tree keeps it; a collection is left out.
        node: Option<NodeId>,
    },
    /// A comma within a number ends it, as in `{amount: 345,000}`; the tree leaves out the keys that the digits
    /// after the comma would be.
    SplitNumber {
        /// The digits before the first comma.
        number: NodeId,
        /// The byte after the last digit.
        end: u32,
    },
    /// A tag is not of the core schema; the value is read as if it had none.
    UnknownTag {
        /// The tag's bytes.
        tag: Span,
        /// The node that carries it.
        node: NodeId,
    },
    /// YAML 1.1 reads a plain scalar as something else.
    AmbiguousScalar {
        /// The scalar.
        node: NodeId,
        /// The reading of YAML 1.1.
        reading: Yaml11Reading,
    },
}

impl Anomaly {
    /// Returns true if the tree leaves out a part of the text because of it.
    pub(crate) fn leaves_out(&self) -> bool {
        matches!(
            self,
            Self::DuplicateKey { .. } | Self::NonStringKey { node: None, .. } | Self::SplitNumber { .. }
        )
    }

    /// Returns the scalar that is itself anomalous.
    pub(crate) fn node(&self) -> Option<NodeId> {
        match self {
            Self::NonStringKey { node, .. } => *node,
            Self::AmbiguousScalar { node, .. } => Some(*node),
            _ => None,
        }
    }
}

/// The reading of YAML 1.1 for a scalar that YAML 1.2 reads otherwise (YAML 1.1 type repository).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Yaml11Reading {
    /// `yes`, `NO`, `on`, …: a boolean.
    Boolean(bool),
    /// `22:22`: a number in base 60.
    Sexagesimal,
    /// `0777`: an octal number, where YAML 1.2 reads a decimal one.
    Octal,
    /// `0b101`, `1_000`: a number, where YAML 1.2 reads text.
    Number,
    /// `0815`, `1E5`, `0o17`: text, where YAML 1.2 reads a number.
    Text,
}

/// One document.
#[derive(Debug)]
pub struct Document {
    pub(crate) format: Format,
    pub(crate) is_toml: bool,
    pub(crate) tree: Tree,
    pub(crate) comments: Vec<Span>,
    pub(crate) anomalies: Vec<Anomaly>,
    pub(crate) body: Option<Span>,
    pub(crate) separator: Option<Span>,
}

impl Document {
    /// Returns the file that holds the document.
    pub fn source(&self) -> &Arc<SourceFile> {
        &self.tree.source
    }

    /// Returns the notation of the file.
    pub fn format(&self) -> Format {
        self.format
    }

    /// Returns true if the data are TOML, which front matter between lines `+++` is.
    pub fn is_toml(&self) -> bool {
        self.is_toml
    }

    /// Returns the root node.
    pub fn root(&self) -> NodeRef<'_> {
        self.tree.root()
    }

    /// Returns the node with an identity that came from this document.
    pub fn node(&self, id: NodeId) -> NodeRef<'_> {
        self.root().with_id(id)
    }

    /// Returns the node with an identity that may come from elsewhere, such as a cache that somebody changed.
    pub(crate) fn find_node(&self, id: NodeId) -> Option<NodeRef<'_>> {
        ((id.0 as usize) < self.tree.len()).then(|| self.node(id))
    }

    /// Returns every node, in the order of reading.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        (0..self.tree.len()).map(|index| self.node(NodeId(offset(index))))
    }

    /// Returns the comments, in order; each span covers `#` up to the end of the line.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// Returns the parts of the text that parse and yet will surprise.
    pub fn anomalies(&self) -> &[Anomaly] {
        &self.anomalies
    }

    /// Returns the Markdown body after the front matter.
    pub fn body(&self) -> Option<Span> {
        self.body
    }

    /// Returns the `---` between the document and one above it in the same file.
    pub fn separator(&self) -> Option<Span> {
        self.separator
    }

    /// Returns the kind that the document itself names under `kind:`.
    pub fn kind(&self) -> Option<DocumentKind> {
        DocumentKind::from_name(self.root().get("kind")?.as_str()?)
    }
}
