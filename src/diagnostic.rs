//! Findings as plain owned data; only renderers turn them into a format.

pub(crate) mod edits;
mod fingerprint;
mod premise;

use std::borrow::Cow;
use std::fmt;

use serde::{Deserialize, Serialize};

pub use fingerprint::Fingerprint;
pub(crate) use premise::Premise;

use crate::source::{FileId, Span};
use crate::tree::{NodeRef, Pointer};

/// The name of a rule as outputs, configuration and suppressions spell it: `verdict-without-date`, `schema/enum`,
/// `syntax/unclosed-quote`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RuleName(Cow<'static, str>);

impl RuleName {
    /// Makes the name of a built-in rule.
    pub const fn new(name: &'static str) -> Self {
        Self(Cow::Borrowed(name))
    }

    /// Makes the name of a rule that only a repository knows.
    pub(crate) fn of_local(name: String) -> Self {
        Self(Cow::Owned(name))
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for RuleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The gravity of a finding, in rising order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// A hint; the file may be right as it is.
    Info,
    /// A likely fault, or a judgement.
    Warning,
    /// A fault.
    Error,
}

impl Severity {
    /// Returns the word that outputs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// A place in a file, with words about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Label {
    /// The file.
    pub file: FileId,
    /// The bytes: short and recognisable, never a whole block.
    pub span: Span,
    /// The words for this place.
    pub message: Option<String>,
}

/// The trust that a fix deserves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// May change what the file says; applied on demand.
    Unsafe,
    /// Keeps what the file says.
    Safe,
}

/// Replaces the bytes of `span` in the file of the finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edit {
    /// The bytes to remove.
    pub span: Span,
    /// The text to put in their place.
    pub replacement: String,
}

/// Edits that mend a finding, sorted by place and without overlap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fix {
    /// The fix as an instruction: "quote the value".
    pub title: String,
    /// The trust that it deserves.
    pub applicability: Applicability,
    /// The edits, all in the primary label's file.
    pub edits: Vec<Edit>,
}

impl Fix {
    /// Makes a fix of the given edits, and sorts them.
    pub fn new(title: impl Into<String>, applicability: Applicability, mut edits: Vec<Edit>) -> Self {
        edits.sort_by_key(|edit| edit.span);
        Self { title: title.into(), applicability, edits }
    }
}

/// One finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// The rule that found it.
    pub rule: RuleName,
    /// The gravity under the configuration in force.
    pub severity: Severity,
    /// The message, in the file's own words; lower case, no full stop.
    pub message: String,
    /// The place of the fault.
    pub primary: Label,
    /// Related places.
    pub secondary: Vec<Label>,
    /// The node concerned, where there is one.
    pub pointer: Option<Pointer>,
    /// The node by names that stay when items move ([`NodeRef::stable_path`]); for fingerprints.
    pub anchor: Option<String>,
    /// True if the primary label shows a value that the finding is not about; fingerprints leave it out.
    pub has_incidental_label: bool,
    /// Other files whose values its words may repeat, although it points at nothing in them: what they promise to hide is hidden in it
    /// too.
    pub(crate) told_of: Vec<FileId>,
    /// Advice: what to write instead.
    pub help: Option<String>,
    /// Edits that mend it.
    pub fix: Option<Fix>,
    /// The premises that it depends on.
    pub(crate) depends_on: Vec<Premise>,
    /// The premises that it refutes: findings that depend on them follow from this one.
    pub(crate) refutes: Vec<Premise>,
    /// Its name for later runs; all zero until the run has found everything.
    #[serde(skip)]
    pub fingerprint: Fingerprint,
    /// Its name without a path, from the text before anything in it was masked; never written anywhere.
    #[serde(skip)]
    pub(crate) identity: Fingerprint,
}

impl Diagnostic {
    /// Makes a finding of severity error at `span` of `file`; the `with_*` methods complete it.
    pub fn new(rule: RuleName, file: FileId, span: Span, message: impl Into<String>) -> Self {
        Self {
            rule,
            severity: Severity::Error,
            message: message.into(),
            primary: Label { file, span, message: None },
            secondary: Vec::new(),
            pointer: None,
            anchor: None,
            has_incidental_label: false,
            told_of: Vec::new(),
            help: None,
            fix: None,
            depends_on: Vec::new(),
            refutes: Vec::new(),
            fingerprint: Fingerprint::default(),
            identity: Fingerprint::default(),
        }
    }

    /// Adds words at the primary place.
    #[must_use]
    pub fn with_note(mut self, message: impl Into<String>) -> Self {
        self.primary.message = Some(message.into());
        self
    }

    /// Adds a related place in the same file.
    #[must_use]
    pub fn with_label(mut self, span: Span, message: impl Into<String>) -> Self {
        let file = self.primary.file;
        self.secondary.push(Label { file, span, message: Some(message.into()) });
        self
    }

    /// Says what to write instead.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Names the node concerned, by its place and by the names on the way to it.
    #[must_use]
    pub fn with_node(mut self, node: NodeRef<'_>) -> Self {
        self.anchor = Some(node.stable_path());
        self.has_incidental_label = node.has_incidental_anchor() && self.primary.span == node.anchor_span();
        self.with_pointer(node.pointer())
    }

    /// Names the node concerned where only its place is known.
    #[must_use]
    pub fn with_pointer(mut self, pointer: Pointer) -> Self {
        self.pointer = Some(pointer);
        self
    }

    /// Attaches edits that mend the finding.
    #[must_use]
    pub fn with_fix(
        mut self,
        title: impl Into<String>,
        applicability: Applicability,
        edits: Vec<Edit>,
    ) -> Self {
        self.fix = Some(Fix::new(title, applicability, edits));
        self
    }

    /// Returns the files that the finding points into, some of them several times.
    pub(crate) fn files(&self) -> impl Iterator<Item = FileId> {
        let labels = std::iter::once(&self.primary).chain(&self.secondary);
        labels.map(|label| label.file).chain(self.told_of.iter().copied())
    }

    /// Returns the key by which every output sorts findings: file, place, rule, and then the message.
    pub fn sort_key(&self) -> impl Ord + '_ {
        (self.primary.file, self.primary.span, &self.rule, &self.message)
    }
}
