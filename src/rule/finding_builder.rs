//! Findings under construction.

use crate::diagnostic::{Applicability, Diagnostic, Edit, Fix, Label, Premise, Severity};
use crate::project::Site;
use crate::source::Span;
use crate::tree::{NodeRef, Place};

/// A finding under construction: it is reported already, and this adds to it.
pub struct FindingBuilder<'a>(pub(super) &'a mut Diagnostic);

impl FindingBuilder<'_> {
    /// Adds words at the primary place.
    pub fn note(self, message: impl Into<String>) -> Self {
        self.0.primary.message = Some(message.into());
        self
    }

    /// Adds a related place in the same document.
    pub fn label<'b>(self, place: impl Into<Place<'b>>, message: impl Into<String>) -> Self {
        let place = place.into();
        let label = Label { file: self.0.primary.file, span: place.span, message: Some(message.into()) };
        self.0.secondary.push(label);
        self.0.depends_on.extend(Premise::values_right(place.node));
        self
    }

    /// Adds related bytes of the same file.
    pub fn label_span(self, span: Span, message: impl Into<String>) -> Self {
        self.0.secondary.push(Label { file: self.0.primary.file, span, message: Some(message.into()) });
        self
    }

    /// Adds a related place in any file.
    pub fn label_at(self, site: Site, message: impl Into<String>) -> Self {
        self.0.secondary.push(Label { file: site.file, span: site.span, message: Some(message.into()) });
        self
    }

    /// Says what to write instead.
    pub fn help(self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Bounds the severity of a finding that is less sure than its rule's others.
    pub fn at_most(self, severity: Severity) -> Self {
        self.0.severity = self.0.severity.min(severity);
        self
    }

    /// Names a premise without which the finding says nothing.
    pub(crate) fn depends_on(self, premise: impl Into<Option<Premise>>) -> Self {
        self.0.depends_on.extend(premise.into());
        self
    }

    /// Says that the finding does not depend on a premise after all, since it says what is wrong with it.
    pub(crate) fn stands_without(self, premise: Option<Premise>) -> Self {
        self.0.depends_on.retain(|own| Some(own) != premise.as_ref());
        self
    }

    /// Names a premise that the finding refutes: what depends on it follows from this.
    pub(crate) fn refutes(self, premise: impl Into<Option<Premise>>) -> Self {
        self.0.refutes.extend(premise.into());
        self
    }

    /// Attaches edits that mend the finding.
    pub fn fix(self, title: impl Into<String>, applicability: Applicability, edits: Vec<Edit>) -> Self {
        self.0.fix = Some(Fix::new(title, applicability, edits));
        self
    }

    /// Attaches edits that need a look afterwards, where there are any.
    pub(crate) fn unsafe_fix(self, title: impl Into<String>, edits: Option<Vec<Edit>>) -> Self {
        match edits {
            Some(edits) => self.fix(title, Applicability::Unsafe, edits),
            None => self,
        }
    }

    /// Attaches an edit that replaces a node's value by a word, unless the node is an alias.
    pub(crate) fn unsafe_word(self, node: NodeRef<'_>, word: &str) -> Self {
        let edit = Edit { span: node.value_span(), replacement: word.to_owned() };
        self.unsafe_fix(format!("write `{word}`"), (!node.is_alias()).then(|| vec![edit]))
    }
}
