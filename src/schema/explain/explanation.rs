//! An explanation: a finding, with the data that decides whether it is shown.

use crate::diagnostic::{self, Applicability, Diagnostic, Edit, Fix};
use crate::model::vocabulary::field;
use crate::schema::findings::rule_of;
use crate::source::Span;
use crate::tree::{NodeId, NodeRef};

/// A help, with the text to write and the bytes that it replaces where one text alone is right.
pub(in crate::schema) type Mend = (Option<String>, Option<(Span, String)>);

/// A finding, with its priority and the premise that it depends on.
#[derive(Debug)]
pub(in crate::schema) struct Explanation<'a> {
    pub(in crate::schema) finding: Diagnostic,
    /// The value, key or item that is at fault.
    pub(in crate::schema) node: NodeRef<'a>,
    /// Decides between findings about the same value.
    pub(in crate::schema) priority: Priority,
    /// The finding is shown only if no other refutes this.
    pub(in crate::schema) premise: Option<Premise>,
    /// Findings that depend on this follow from this one, and are not shown beside it.
    pub(in crate::schema) refutes: Vec<Premise>,
}

/// The rank of a finding among those about the same value; only the highest is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::schema) enum Priority {
    /// The finding is about more than a value, and is shown beside all others.
    Independent,
    /// Says that a value does not fit, and little more.
    General,
    /// Says that a value is too large or small.
    Size,
    /// Says which values or pattern there are.
    Choice,
    /// Says how the value is written.
    Format,
    /// Says which type the value must have.
    Type,
}

/// An assumption that an explanation makes, and another may refute.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(in crate::schema) enum Premise {
    /// The mapping does not have the key, nor a misspelt key in its place: `typ:` for `type:` is one mistake, not an
    /// unknown key and a missing one.
    KeyAbsent(NodeId, String),
    /// The value is among those allowed: beside `type: verdct` nobody knows which keys belong.
    ValueAllowed(NodeId),
    /// Nothing in the mapping is faulty: a fault in it makes the branch fail that knows the mapping's keys, and then
    /// the validator takes all of them for unknown.
    MappingSound(NodeId),
    /// The reference is no id that is misspelt where it is declared too.
    IdRight(NodeId),
}

/// The depth of the values below `unknown:`, as in `unknown: {articles: {why: refused}}`, with the key itself.
const DEPTH_OF_UNKNOWN: usize = 3;

impl<'a> Explanation<'a> {
    /// Returns an explanation of a violated keyword, at `span`, about `node`.
    pub(in crate::schema) fn new(keyword: &str, span: Span, node: NodeRef<'a>, message: String) -> Self {
        let mut finding =
            Diagnostic::new(rule_of(keyword), node.source().id(), span, message).with_node(node);
        finding.refutes.extend(diagnostic::Premise::value_right(node));
        finding.depends_on.push(diagnostic::Premise::meaning_unknown(node));
        finding.refutes.extend(of_unknown(node));
        Self { finding, node, priority: Priority::Independent, premise: None, refutes: Vec::new() }
    }

    pub(in crate::schema) fn with_priority(mut self, priority: Priority) -> Self {
        self.priority = priority;
        self
    }

    pub(in crate::schema) fn with_help(mut self, help: Option<String>) -> Self {
        self.finding.help = help;
        self
    }

    pub(in crate::schema) fn with_label(mut self, span: Span, message: &str) -> Self {
        self.finding = self.finding.with_label(span, message);
        self
    }

    pub(in crate::schema) fn depends_on(mut self, premise: Premise) -> Self {
        self.premise = Some(premise);
        self
    }

    pub(in crate::schema) fn refutes(mut self, premise: Premise) -> Self {
        self.refutes.push(premise);
        self
    }

    /// Says that a key of `mapping` stands for the key `meant`, so that what asks for that one follows from this.
    pub(in crate::schema) fn stands_for(mut self, mapping: NodeRef<'_>, meant: &str) -> Self {
        self.finding.refutes.push(diagnostic::Premise::key_absent(mapping, meant));
        self.finding.refutes.push(diagnostic::Premise::key_read(mapping, meant));
        self.refutes(Premise::KeyAbsent(mapping.target_id(), meant.to_owned()))
    }

    /// Takes another explanation of the same mistake into this one: what it refutes, and its fix.
    pub(in crate::schema) fn with_other(mut self, other: Self) -> Self {
        self.refutes.extend(other.refutes);
        self.finding.refutes.extend(other.finding.refutes);
        self.finding = self.finding.with_label(other.finding.primary.span, "and this");
        if let (Some(fix), Some(more)) = (&mut self.finding.fix, other.finding.fix) {
            fix.title = format!("{}, and {}", fix.title, more.title);
            fix.edits.extend(more.edits);
            fix.edits.sort_by_key(|edit| edit.span);
        }
        self
    }

    /// Adds a fix that writes `replacement`, clipped in its title, at `span`.
    pub(in crate::schema) fn with_replacement(self, span: Span, replacement: String) -> Self {
        let title = format!("write `{}`", crate::words::clip(&replacement));
        self.with_fix(title, span, replacement)
    }

    /// Writes what the fix writes over other values too.
    pub(in crate::schema) fn with_same_edit(mut self, values: Vec<NodeRef<'_>>) -> Self {
        let Some(fix) = self.finding.fix.as_mut() else { return self };
        let Some(replacement) = fix.edits.first().map(|edit| edit.replacement.clone()) else { return self };
        let values = values.into_iter().filter(|value| !value.is_alias());
        let edits = values.map(|value| Edit { span: value.value_span(), replacement: replacement.clone() });
        fix.edits.extend(edits);
        fix.edits.sort_by_key(|edit| edit.span);
        self
    }

    /// Adds a fix of several edits, where there are any.
    pub(in crate::schema) fn with_edits(mut self, title: &str, edits: Option<Vec<Edit>>) -> Self {
        if let Some(edits) = edits {
            self.finding.fix = Some(Fix::new(title, Applicability::Unsafe, edits));
        }
        self
    }

    pub(in crate::schema) fn with_fix(mut self, title: String, span: Span, replacement: String) -> Self {
        // An alias stands for more than the value, and one after `<<:` for a whole block of keys.
        if !self.node.source().slice(span).starts_with('*') {
            let edits = vec![Edit { span, replacement }];
            self.finding.fix = Some(Fix::new(title, Applicability::Unsafe, edits));
        }
        self
    }
}

/// Returns the premise that a mapping says of no key that it is not known, where a fault lies in what says so.
fn of_unknown(node: NodeRef<'_>) -> Option<diagnostic::Premise> {
    let around = std::iter::successors(Some(node), |node| node.parent()).take(DEPTH_OF_UNKNOWN);
    let entry = around.filter_map(NodeRef::parent_entry).find(|entry| entry.name() == field::UNKNOWN)?;
    Some(diagnostic::Premise::key_absent(entry.value.parent()?, field::UNKNOWN))
}
