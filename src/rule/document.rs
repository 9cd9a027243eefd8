//! The context of a rule that looks at one document.

use super::{ActiveRule, FindingBuilder, MAX_FINDINGS, absence};
use crate::diagnostic::{Diagnostic, Premise, RuleName, Severity};
use crate::document::{Document, DocumentKind};
use crate::law::Registry;
use crate::model::Model;
use crate::model::vocabulary::field;
use crate::schema::{UnusableSchema, is_schema};
use crate::tree::Place;

/// A document with what rules know of it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Subject<'a> {
    pub(crate) document: &'a Document,
    pub(crate) model: &'a Model<'a>,
    pub(crate) law: &'a Registry,
    /// True if a schema of the repository's own, or a rule that names its file, says what it is.
    pub(crate) has_local_schema: bool,
    /// The schema that the document names and that cannot be used.
    pub(crate) unusable_schema: Option<&'a UnusableSchema<'a>>,
    /// The kind whose bundled schema the document names.
    pub(crate) named_kind: Option<DocumentKind>,
    /// True if the run uses the document as a schema.
    pub(crate) is_used_as_schema: bool,
}

/// The context of a rule that looks at one document.
pub struct DocumentContext<'a> {
    subject: Subject<'a>,
    rule: (&'a RuleName, Severity),
    findings: Vec<Diagnostic>,
    /// The number of findings too many to keep.
    left_out: usize,
}

impl<'a> DocumentContext<'a> {
    /// Returns what the rules find in a document, in the order of the rules.
    pub(crate) fn check(rules: &'a [ActiveRule], subject: Subject<'a>) -> Vec<Diagnostic> {
        let mut all = Vec::new();
        for active in rules {
            let mut cx =
                Self { subject, rule: (&active.name, active.severity), findings: Vec::new(), left_out: 0 };
            active.rule.check_document(&mut cx);
            cx.truncate_findings();
            all.append(&mut cx.findings);
        }
        all
    }

    /// Returns the document as it was parsed.
    pub fn document(&self) -> &'a Document {
        self.subject.document
    }

    /// Returns the typed view of the document.
    pub(crate) fn model(&self) -> &'a Model<'a> {
        self.subject.model
    }

    /// Returns the legal codes that can be cited.
    pub fn law(&self) -> &'a Registry {
        self.subject.law
    }

    /// Returns the kind of the document, if it is known.
    pub fn kind(&self) -> Option<DocumentKind> {
        self.subject.model.kind()
    }

    /// Returns true if a schema of its repository's own, or a rule that names its file, says what the document is.
    pub fn has_local_schema(&self) -> bool {
        self.subject.has_local_schema
    }

    /// Returns the schema that the document names and that cannot be used.
    pub(crate) fn unusable_schema(&self) -> Option<&'a UnusableSchema<'a>> {
        self.subject.unusable_schema
    }

    /// Returns the kind whose bundled schema the document names.
    pub(crate) fn named_kind(&self) -> Option<DocumentKind> {
        self.subject.named_kind
    }

    /// Returns true if the document is a JSON Schema.
    pub fn is_schema(&self) -> bool {
        self.subject.is_used_as_schema || is_schema(self.document())
    }

    /// Replaces the last finding by a count of those that were left out.
    fn truncate_findings(&mut self) {
        if self.findings.len() > MAX_FINDINGS {
            self.findings.pop();
            let count = self.left_out + 1;
            self.report(
                self.document().root(),
                format!("{} of this rule not shown", crate::words::count(count as u64, "more finding")),
            )
            .help("mend some of those that are shown, and check the file again");
        }
    }

    /// Reports a finding at a node, a key with its value, or a span within a node.
    pub fn report(&mut self, place: impl Into<Place<'a>>, message: impl Into<String>) -> FindingBuilder<'_> {
        let place = place.into();
        let file = self.document().source().id();
        let (name, severity) = self.rule;
        let mut diagnostic = Diagnostic::new(name.clone(), file, place.span, message).with_node(place.node);
        diagnostic.severity = severity;
        // An id is mostly the line by which a person recognises the thing that the finding is about.
        let is_grip = place.node.parent_entry().is_some_and(|entry| entry.name() == field::ID);
        diagnostic.depends_on.extend(Premise::values_right(place.node).filter(|_| !is_grip));
        diagnostic.depends_on.extend(absence::premises(name.as_str(), place.node));
        if self.findings.len() > MAX_FINDINGS {
            // The last of them is overwritten, so that memory stays bounded.
            self.findings.pop();
            self.left_out += 1;
        }
        self.findings.push(diagnostic);
        #[expect(clippy::expect_used, reason = "the finding was pushed in the line above")]
        FindingBuilder(self.findings.last_mut().expect("a finding was just pushed"))
    }
}
