//! Entries of the configuration that hold findings back, for files in which no comment can stand.

use std::cell::Cell;
use std::sync::Arc;

use super::{Fate, Fault, Named, Scope, Suppression, was_looked_for};
use crate::diagnostic::Diagnostic;
use crate::settings::{RuleSet, Selector};
use crate::source::{SourceFile, Span};

/// An entry of `ignore:`; for which files it is, the configuration knows.
#[derive(Debug, Clone)]
pub struct Ignore {
    source: Arc<SourceFile>,
    /// The paths that it is for.
    files: Span,
    /// The name of the rule.
    span: Span,
    name: Box<str>,
    selector: Selector,
    /// The node, with all that it holds, in which findings are held back.
    pointer: Option<Box<str>>,
    reason: Option<Box<str>>,
}

impl Ignore {
    /// An entry in the configuration `source`, whose paths stand at `files`, and whose rule is named at `span`.
    pub fn new(
        source: Arc<SourceFile>,
        files: Span,
        span: Span,
        name: &str,
        selector: Selector,
        pointer: Option<&str>,
        reason: Option<&str>,
    ) -> Self {
        Self {
            source,
            files,
            span,
            name: name.into(),
            selector,
            pointer: pointer.map(Box::from),
            reason: reason.map(Box::from),
        }
    }

    /// The name of the rule, group or finding.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Why the findings are held back.
    pub(crate) fn reason(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// The configuration that it stands in.
    pub(crate) fn source(&self) -> &Arc<SourceFile> {
        &self.source
    }

    /// Whether it holds the finding back, of a file that it is for.
    pub(crate) fn covers(&self, finding: &Diagnostic) -> bool {
        let is_there = |pointer: &str| {
            let place = finding.pointer.as_ref().map(ToString::to_string).unwrap_or_default();
            let rest = place.strip_prefix(pointer.trim_end_matches('/'));
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        let is_syntax = finding.rule.as_str().starts_with("syntax/");
        !is_syntax && self.selector.covers(&finding.rule) && self.pointer.as_deref().is_none_or(is_there)
    }

    /// Whether what it names was looked for ([`was_looked_for`]).
    pub(crate) fn was_looked_for(&self, rules: &RuleSet, is_whole: bool) -> bool {
        was_looked_for(self.selector, rules, is_whole)
    }

    /// The entry as rules on such comments see it: whether it was looked for, and nothing was found, or there is no file
    /// to look in.
    pub(crate) fn as_suppression(&self, is_idle: bool, is_for_no_file: bool) -> Suppression {
        let named = Named {
            name: self.name.clone(),
            span: self.span,
            selector: Ok(self.selector),
            fate: Cell::new(if is_idle { Fate::Idle } else { Fate::Unknown }),
            missed: Cell::new(None),
        };
        Suppression {
            comment: if is_for_no_file { self.files } else { self.span },
            removal: None,
            rules: vec![named],
            reason: self.reason.clone(),
            scope: Scope::File,
            fault: is_for_no_file.then_some(Fault::NoFile),
            meant: None,
        }
    }
}
