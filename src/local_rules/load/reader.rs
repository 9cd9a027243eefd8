//! Reads the texts of a rule: expressions, paths, patterns and messages, each fault at its character in the file.

use super::{INVALID_EXPRESSION, INVALID_PATH, INVALID_PATTERN, INVALID_VALUE};
use crate::diagnostic::{Diagnostic, RuleName};
use crate::document::Document;
use crate::globs::{Globs, GlobsBuilder};
use crate::local_rules::expression::{Range, Type};
use crate::local_rules::parse::{self, Fault, Names};
use crate::local_rules::path::JsonPath;
use crate::local_rules::rule::{Expression, Target};
use crate::local_rules::template::Template;

use crate::tree::NodeRef;

/// Reads the rule of a document.
pub(super) struct Reader<'d> {
    pub(super) document: &'d Document,
    pub(super) root: NodeRef<'d>,
    pub(super) names: Names,
    faults: Vec<Diagnostic>,
}

impl<'d> Reader<'d> {
    pub(super) fn new(document: &'d Document) -> Self {
        Self { document, root: document.root(), names: Names::default(), faults: Vec::new() }
    }

    pub(super) fn into_faults(mut self) -> Vec<Diagnostic> {
        self.faults.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
        self.faults.dedup();
        self.faults
    }

    /// Reports a fault of a node.
    pub(super) fn report(
        &mut self,
        rule: RuleName,
        node: NodeRef<'_>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = node.anchor_span();
        let diagnostic = Diagnostic::new(rule, node.source().id(), place, message);
        self.faults.push(diagnostic.with_node(node).with_help(help));
    }

    /// Reports a fault of some bytes of a text.
    fn report_within(&mut self, rule: RuleName, node: NodeRef<'_>, start: usize, fault: Fault) {
        let text = node.scalar_text().unwrap_or_default();
        let range = Range { start: start + fault.range.start, end: start + fault.range.end };
        let span = match node.as_str() {
            // At the end of a text its last character is shown.
            Some(_) if range.is_empty() => {
                let before = text.get(..range.start.min(text.len())).unwrap_or(text);
                let last = before.char_indices().next_back().map_or(0, |(at, _)| at);
                node.part_span(last..before.len())
            }
            Some(_) => node.part_span(range),
            None => node.span(),
        };
        let diagnostic = Diagnostic::new(rule, node.source().id(), span, fault.message).with_node(node);
        self.faults.push(Diagnostic { help: fault.help, ..diagnostic });
    }

    /// Reads an expression.
    pub(super) fn expression(&mut self, node: NodeRef<'_>) -> Option<Expression> {
        let text = node.scalar_text()?;
        self.expression_within(node, text, 0)
    }

    /// Reads an expression of a type.
    pub(super) fn expression_of(&mut self, node: NodeRef<'_>, wanted: Type, why: &str) -> Option<Expression> {
        let expression = self.expression(node)?;
        let kind = expression.expr.kind;
        if kind != wanted && kind != Type::Any {
            let message = format!("this is {}, and must be {}", kind.in_words(), wanted.in_words());
            let fault = Fault::new(0..expression.text.len(), message, why);
            self.report_within(INVALID_EXPRESSION, node, 0, fault);
        }
        Some(expression)
    }

    /// Reads an expression that begins at byte `start` of a node's text.
    fn expression_within(&mut self, node: NodeRef<'_>, text: &str, start: usize) -> Option<Expression> {
        match parse::parse(text, &mut self.names) {
            Ok(expr) => Some(Expression { expr, text: text.into() }),
            Err(faults) => {
                for fault in faults {
                    self.report_within(INVALID_EXPRESSION, node, start, fault);
                }
                None
            }
        }
    }

    /// Reads a path from its `$`.
    pub(super) fn path(&mut self, node: NodeRef<'_>) -> Option<JsonPath> {
        let text = node.as_str()?;
        match JsonPath::parse(text) {
            Ok(path) => Some(path),
            Err(error) => {
                let fault = Fault { range: error.range, message: error.message, help: Some(error.help) };
                self.report_within(INVALID_PATH, node, 0, fault);
                None
            }
        }
    }

    /// Reads a place: a path from what is selected, or an expression.
    pub(super) fn target(&mut self, node: NodeRef<'_>) -> Option<Target> {
        match node.as_str()?.trim_start().starts_with('$') {
            true => self.path(node).map(Target::Path),
            false => self.expression(node).map(Target::Value),
        }
    }

    /// Reads path patterns, one or a list.
    pub(super) fn globs(&mut self, node: NodeRef<'_>) -> Option<Globs> {
        let mut builder = GlobsBuilder::new();
        let one = node.as_str().map(|_| node);
        for pattern in one.into_iter().chain(node.items()) {
            if let Err(reason) = builder.add(pattern.as_str()?) {
                let message = format!("this path pattern cannot be used: {reason}");
                self.report(INVALID_PATTERN, pattern, message, "patterns look like `data/**/*.yaml`");
            }
        }
        let globs = builder.build();
        if globs.is_none() {
            self.report(
                INVALID_PATTERN,
                node,
                "these path patterns are too many to be used together",
                "name folders",
            );
        }
        globs
    }

    /// Reads a message with expressions in braces.
    pub(super) fn template(&mut self, key: &str) -> Option<Template> {
        let node = self.root.get(key)?;
        self.template_of(node)
    }

    pub(super) fn template_of(&mut self, node: NodeRef<'_>) -> Option<Template> {
        let text = node.scalar_text()?;
        match Template::read(text, |inner, range| self.expression_within(node, inner, range.start)) {
            Ok(template) => Some(template),
            Err(fault) => {
                self.report_within(INVALID_EXPRESSION, node, 0, fault);
                None
            }
        }
    }

    /// Reports a value that is none of those that it can have.
    pub(super) fn invalid_value(&mut self, node: NodeRef<'_>, message: String, help: &str) {
        self.report(INVALID_VALUE, node, message, help);
    }
}
