//! One document of a file: its tree with the text, the comments, and what was odd in it.

use std::sync::Arc;

use crate::source::{SourceFile, Span, offset};
use crate::tree::{NodeId, NodeRef, Tree};

/// How a file is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// YAML 1.2, core schema; a stream of any number of documents.
    Yaml,
    /// JSON (RFC 8259).
    Json,
    /// Markdown with YAML front matter.
    Markdown,
}

impl Format {
    /// The format that a path's ending names; `None` for what is no report file.
    pub fn from_path(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let (_, ending) = name.rsplit_once('.')?;
        match ending.to_ascii_lowercase().as_str() {
            "yaml" | "yml" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }
}

/// What a document is, which decides the bundled schema that it follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DocumentKind {
    /// A periodic country update.
    Report,
    /// One case in a file of its own.
    Case,
    /// What can be cited.
    LegalCode,
}

impl DocumentKind {
    /// Every kind, in the order of the documentation.
    pub const ALL: [Self; 3] = [Self::Report, Self::Case, Self::LegalCode];

    /// The word that `kind:` says it with.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Report => "report",
            Self::Case => "case",
            Self::LegalCode => "legal-code",
        }
    }

    /// The kind that a word says.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Something that parses and yet will surprise: noted while the tree is built, reported by a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Anomaly {
    /// A key stands twice in one mapping; the tree keeps the first.
    DuplicateKey {
        /// The key that the tree keeps.
        first: NodeId,
        /// The bytes of the one that it leaves out.
        second: Span,
    },
    /// A key that is no string.
    NonStringKey {
        /// The key's bytes; for a collection, those of its first line.
        key: Span,
        /// The key's node, where the tree keeps it; a collection is left out.
        node: Option<NodeId>,
    },
    /// A number that a comma within it ends, as in `{amount: 345,000}`; the tree leaves out the keys that
    /// the digits after it would be.
    SplitNumber {
        /// What is left of the number.
        number: NodeId,
        /// Where the last of its digits end.
        end: u32,
    },
    /// A tag beyond the core schema; the value is read as if it had none.
    UnknownTag {
        /// The tag's bytes.
        tag: Span,
        /// The node that carries it.
        node: NodeId,
    },
    /// A plain scalar that YAML 1.1 reads as something else.
    AmbiguousScalar {
        /// The scalar.
        node: NodeId,
        /// What YAML 1.1 makes of it.
        reading: Yaml11Reading,
    },
}

impl Anomaly {
    /// Whether the tree lacks something of the text for it.
    pub(crate) fn leaves_out(&self) -> bool {
        matches!(
            self,
            Self::DuplicateKey { .. } | Self::NonStringKey { node: None, .. } | Self::SplitNumber { .. }
        )
    }

    /// The scalar that is itself odd.
    pub(crate) fn node(&self) -> Option<NodeId> {
        match self {
            Self::NonStringKey { node, .. } => *node,
            Self::AmbiguousScalar { node, .. } => Some(*node),
            _ => None,
        }
    }
}

/// What a YAML 1.1 tool makes of a scalar that YAML 1.2 reads otherwise (YAML 1.1 type repository).
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
}

/// One document.
#[derive(Debug)]
pub struct Document {
    pub(crate) source: Arc<SourceFile>,
    pub(crate) format: Format,
    pub(crate) tree: Tree,
    pub(crate) comments: Vec<Span>,
    pub(crate) anomalies: Vec<Anomaly>,
    pub(crate) body: Option<Span>,
    pub(crate) separator: Option<Span>,
}

impl Document {
    /// The file that the document lies in.
    pub fn source(&self) -> &Arc<SourceFile> {
        &self.source
    }

    /// How the file is written.
    pub fn format(&self) -> Format {
        self.format
    }

    /// The root node.
    pub fn root(&self) -> NodeRef<'_> {
        self.tree.root(&self.source)
    }

    /// The node with an identity that came from this document.
    pub fn node(&self, id: NodeId) -> NodeRef<'_> {
        self.root().with_id(id)
    }

    /// Every node, in the order in which they were read.
    pub(crate) fn nodes(&self) -> impl Iterator<Item = NodeRef<'_>> {
        (0..self.tree.len()).map(|index| self.node(NodeId(offset(index))))
    }

    /// The comments, in order; each span covers `#` up to the end of the line.
    pub fn comments(&self) -> &[Span] {
        &self.comments
    }

    /// What was odd in the document.
    pub fn anomalies(&self) -> &[Anomaly] {
        &self.anomalies
    }

    /// The Markdown body after the front matter.
    pub fn body(&self) -> Option<Span> {
        self.body
    }

    /// The `---` between the document and one above it in the same file.
    pub fn separator(&self) -> Option<Span> {
        self.separator
    }

    /// The kind that the document itself names under `kind:`.
    pub fn kind(&self) -> Option<DocumentKind> {
        DocumentKind::from_name(self.root().get("kind")?.as_str()?)
    }
}
