//! Comments that suppress findings: `# reportlint: ignore[RULE, …] reason`.
//!
//! Such a comment, above or on a line, covers the node that begins there, with everything in it;
//! `# reportlint: ignore-file[…]` at the top covers the file. In a Markdown body an HTML comment says the
//! same of the paragraph that it stands in or above.

mod directive;
mod markdown;
mod placement;
mod scope;
mod sweep;

use serde::{Deserialize, Serialize};

use crate::diagnostic::RuleName;
use crate::document::Document;
use crate::rule::{Fault, UnknownSelector};
use crate::settings::Selector;
use crate::source::{SourceFile, Span};

pub(crate) use placement::Placement;
pub(crate) use sweep::Comments;

/// The number of comments that a file may have: each finding is compared with those that surround it.
const MOST: usize = 2_000;

/// A comment that is meant for reportlint, as it is written.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Directive {
    /// The comment's bytes.
    comment: Span,
    /// The bytes to remove so that nothing is left of it: its whole line, if it stands alone on one.
    removal: Span,
    /// The rules and groups that it names.
    names: Vec<DirectiveName>,
    /// The reason given.
    reason: Option<Box<str>>,
    /// The findings that it covers.
    scope: Scope,
    /// Why it suppresses nothing.
    #[serde(skip)]
    fault: Option<Fault>,
    /// For a malformed comment that names rules: the bytes from its indicator on, and the text to put there.
    #[serde(skip)]
    correction: Option<(Span, Box<str>)>,
}

/// A rule or group that a comment names.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(from = "(Box<str>, Span)", into = "(Box<str>, Span)")]
struct DirectiveName {
    /// The name as it is written.
    name: Box<str>,
    /// The name's bytes.
    span: Span,
    /// The rules that the name selects.
    selector: Result<Selector, UnknownSelector>,
}

impl Directive {
    /// Returns true if the cache can hold the comment: one that suppresses nothing is read anew each time.
    pub(crate) fn is_storable(&self) -> bool {
        self.fault.is_none() && self.names.iter().all(|name| name.selector.is_ok())
    }
}

impl From<(Box<str>, Span)> for DirectiveName {
    fn from((name, span): (Box<str>, Span)) -> Self {
        let selector = Selector::parse(&name);
        Self { name, span, selector }
    }
}

impl From<DirectiveName> for (Box<str>, Span) {
    fn from(name: DirectiveName) -> Self {
        (name.name, name.span)
    }
}

impl DirectiveName {
    fn covers(&self, rule: &RuleName) -> bool {
        self.selector.as_ref().is_ok_and(|selector| selector.covers(rule))
    }
}

/// The findings that a comment covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
enum Scope {
    /// All of the file.
    File,
    /// Those that begin within these bytes.
    Within(Span),
}

/// Reads the comments of a file's documents that are meant for reportlint.
pub(crate) fn read(source: &SourceFile, documents: &[Document]) -> Vec<Directive> {
    if memchr::memmem::find(source.text().as_bytes(), directive::HINT.as_bytes()).is_none() {
        return Vec::new();
    }
    let mut found: Vec<Directive> = documents
        .iter()
        .enumerate()
        .flat_map(|(index, document)| read_document(document, index == 0))
        .take(MOST + 1)
        .collect();
    if let Some(first) = found.get_mut(MOST) {
        first.fault = Some(Fault::TooMany);
        first.names.clear();
    }
    found
}

/// Returns the number of comments that a file of these documents may have besides its own.
pub(crate) fn room_for_comments(source: &SourceFile, documents: &[Document]) -> usize {
    MOST.saturating_sub(read(source, documents).len())
}

/// Reads the comments of a document, the first of its file or not.
fn read_document(document: &Document, is_first: bool) -> impl Iterator<Item = Directive> {
    let source = document.source();
    let mut scopes = scope::Scopes::new(document, is_first);
    let in_yaml = document.comments().iter().filter_map(move |comment| {
        let inner = Span::new(comment.start + 1, comment.end);
        directive::read(source, *comment, inner, |is_file| scopes.of_comment(*comment, is_file))
    });
    in_yaml.chain(document.body().into_iter().flat_map(move |body| read_body(source, body)))
}

/// Reads the comments of a Markdown body.
fn read_body(source: &SourceFile, body: Span) -> Vec<Directive> {
    let comments = markdown::BodyComments::read(source, body);
    let html = comments.html.iter().filter_map(|comment| {
        let span = comment.span;
        let inner = Span::new(span.start + 4, span.end - 3);
        directive::read(source, span, inner, |is_file| comments.scope(source, body, *comment, is_file))
    });
    let headings = comments.headings.iter().filter_map(|heading| {
        let read = directive::read(source, *heading, *heading, |_| None)?;
        Some(Directive { fault: Some(Fault::Heading), names: Vec::new(), ..read })
    });
    let mut found: Vec<Directive> = html.take(MOST + 1).chain(headings.take(MOST + 1)).collect();
    found.sort_by_key(|directive| directive.comment.start);
    found
}
