//! Comments that hold findings back: `# reportlint: ignore[RULE, …] reason`.
//!
//! Such a comment, above or on a line, covers the node that begins there, with all that it holds;
//! `# reportlint: ignore-file[…]` at the top covers the file. In a Markdown body an HTML comment says the
//! same of the paragraph that it stands in or above.

mod directive;
mod ignore;
mod scope;

use std::cell::Cell;

use crate::diagnostic::{Diagnostic, RuleName};
use crate::document::Document;
use crate::outcome::{HeldBack, Holder};
use crate::settings::{Selector, UnknownSelector};
use crate::source::{SourceFile, Span};

pub use directive::Fault;
pub use ignore::Ignore;

/// What every such comment begins with.
const MARK: &str = "reportlint:";

/// How many comments a file may have: each finding is held against those that surround it.
const MOST: usize = 2_000;

/// One comment.
#[derive(Debug)]
pub struct Suppression {
    /// The comment's bytes.
    pub comment: Span,
    /// The bytes to take out so that nothing is left of it: its whole line, if it stands alone on one; `None` of an
    /// entry of the configuration.
    pub removal: Option<Span>,
    /// What it names.
    pub rules: Vec<Named>,
    /// Why, if it says so.
    pub reason: Option<Box<str>>,
    /// What it covers.
    pub(crate) scope: Scope,
    /// Why it holds nothing back.
    pub fault: Option<Fault>,
}

/// A rule or group that a comment names.
#[derive(Debug)]
pub struct Named {
    /// The name as it is written.
    pub name: Box<str>,
    /// Its bytes.
    pub span: Span,
    /// What it means.
    pub selector: Result<Selector, UnknownSelector>,
    /// Whether it held a finding back.
    used: Cell<bool>,
}

impl Named {
    /// Whether it held a finding back.
    pub fn is_used(&self) -> bool {
        self.used.get()
    }

    fn covers(&self, rule: &RuleName) -> bool {
        self.selector.as_ref().is_ok_and(|selector| selector.covers(rule))
    }
}

/// What a comment covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// Everything.
    File,
    /// Findings that begin within these bytes.
    Within(Span),
}

/// The comments of a file's documents that mean reportlint.
pub(crate) fn read(source: &SourceFile, documents: &[Document]) -> Vec<Suppression> {
    if memchr::memmem::find(source.text().as_bytes(), MARK.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found: Vec<Suppression> = documents
        .iter()
        .enumerate()
        .flat_map(|(index, document)| of_document(document, index == 0))
        .take(MOST + 1)
        .collect();
    if let Some(first) = found.get_mut(MOST) {
        first.fault = Some(Fault::TooMany);
        first.rules.clear();
    }
    found
}

/// The comments of a document, the first of its file or not.
fn of_document(document: &Document, is_first: bool) -> impl Iterator<Item = Suppression> {
    let source = document.source();
    let mut scopes = scope::Scopes::of(document, is_first);
    let in_yaml = document.comments().iter().filter_map(move |comment| {
        let inner = Span::new(comment.start + 1, comment.end);
        directive::read(source, *comment, inner, |is_file| scopes.of_comment(*comment, is_file))
    });
    let in_body = document.body().into_iter().flat_map(move |body| {
        scope::html_comments(source, body).into_iter().filter_map(move |comment| {
            let inner = Span::new(comment.start + 4, comment.end - 3);
            let scope = |is_file: bool| scope::of_html_comment(source, body, comment, is_file);
            directive::read(source, comment, inner, scope)
        })
    });
    in_yaml.chain(in_body)
}

/// Parts the findings of a file, which are sorted by their place: those that count, and those that a comment
/// holds back.
pub(crate) fn apply(
    suppressions: &[Suppression],
    findings: Vec<Diagnostic>,
) -> (Vec<Diagnostic>, Vec<HeldBack>) {
    if suppressions.is_empty() {
        return (findings, Vec::new());
    }
    let mut for_file: Vec<&Suppression> = Vec::new();
    let mut coming: Vec<(Span, &Suppression)> = Vec::new();
    for suppression in suppressions {
        match suppression.scope {
            Scope::File => for_file.push(suppression),
            Scope::Within(span) => coming.push((span, suppression)),
        }
    }
    // What begins first and ends last comes first, so that the innermost is found from the end.
    coming.sort_by_key(|(span, _)| (span.start, std::cmp::Reverse(span.end)));
    let mut coming = coming.into_iter().peekable();
    let mut open: Vec<(Span, &Suppression)> = Vec::new();
    let (mut kept, mut held_back) = (Vec::new(), Vec::new());
    for finding in findings {
        let at = finding.primary.span.start;
        while let Some(next) = coming.next_if(|(span, _)| span.start <= at) {
            open.push(next);
        }
        open.retain(|(span, _)| at < span.end);
        let within = open.iter().rev().map(|(_, suppression)| *suppression);
        let covers = |suppression: &Suppression| {
            let named = suppression.rules.iter().find(|named| named.covers(&finding.rule))?;
            named.used.set(true);
            Some(suppression.reason.clone())
        };
        // A file that cannot be read cannot be checked.
        let is_syntax = finding.rule.as_str().starts_with("syntax/");
        let covering = if is_syntax { None } else { within.chain(for_file.iter().copied()).find_map(covers) };
        match covering {
            Some(reason) => held_back.push(HeldBack { finding, by: Holder::Comment, reason }),
            None => kept.push(finding),
        }
    }
    (kept, held_back)
}
