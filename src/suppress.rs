//! Comments that hold findings back: `# reportlint: ignore[RULE, …] reason`.
//!
//! Such a comment, above or on a line, covers the node that begins there, with all that it holds;
//! `# reportlint: ignore-file[…]` at the top covers the file. In a Markdown body an HTML comment says the
//! same of the paragraph that it stands in or above.

mod directive;
mod ignore;
mod markdown;
mod scope;

use std::cell::Cell;

use crate::diagnostic::{Diagnostic, RuleName};
use crate::document::Document;
use crate::outcome::{HeldBack, Holder};
use crate::rule::Group;
use crate::settings::{RuleSet, Selector, UnknownSelector};
use crate::source::{SourceFile, Span};

pub use directive::Fault;
pub use ignore::Ignore;

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
    /// Of one that is not understood and names rules, the bytes from its mark on and what was probably meant there.
    pub meant: Option<(Span, Box<str>)>,
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
    /// What came of it.
    fate: Cell<Fate>,
    /// Where it holds nothing back: a finding of it beside the comment, which it was probably to hold back.
    missed: Cell<Option<Span>>,
}

/// What came of a name in a comment.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Fate {
    /// Nobody can say: not all was looked for, or not everywhere.
    #[default]
    Unknown,
    /// It holds nothing back.
    Idle,
    /// It held a finding back.
    Used,
}

impl Named {
    /// Whether all that it names was looked for, and nothing was found.
    pub fn is_idle(&self) -> bool {
        self.fate.get() == Fate::Idle
    }

    /// Of a name that holds nothing back, a finding of it beside the comment.
    pub fn missed(&self) -> Option<Span> {
        self.missed.get().filter(|_| self.is_idle())
    }

    /// Says that what it names was looked for, if all of it is among `rules`.
    fn judge(&self, rules: &RuleSet, is_whole: bool) {
        let was_looked_for =
            self.selector.as_ref().is_ok_and(|selector| was_looked_for(*selector, rules, is_whole));
        if was_looked_for && self.fate.get() == Fate::Unknown {
            self.fate.set(Fate::Idle);
        }
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
    if memchr::memmem::find(source.text().as_bytes(), directive::SIGN.as_bytes()).is_none() {
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
    in_yaml.chain(document.body().into_iter().flat_map(move |body| of_body(source, body)))
}

/// The comments of a Markdown body.
fn of_body(source: &SourceFile, body: Span) -> Vec<Suppression> {
    let comments = markdown::Comments::of(source, body);
    let html = comments.html.iter().filter_map(|comment| {
        let span = comment.span;
        let inner = Span::new(span.start + 4, span.end - 3);
        directive::read(source, span, inner, |is_file| comments.scope(source, body, *comment, is_file))
    });
    let headings = comments.headings.iter().filter_map(|heading| {
        let read = directive::read(source, *heading, *heading, |_| None)?;
        Some(Suppression { fault: Some(Fault::Heading), rules: Vec::new(), ..read })
    });
    let mut found: Vec<Suppression> = html.take(MOST + 1).chain(headings.take(MOST + 1)).collect();
    found.sort_by_key(|suppression| suppression.comment.start);
    found
}

/// Says of every name that was looked for in the whole file whether it holds something back. What other files are a
/// reason for was looked for only if `is_whole`: where all files of the repository could be read. `kept`, the findings
/// that count, are in the order of the file.
pub(crate) fn judge(suppressions: &[Suppression], rules: &RuleSet, is_whole: bool, kept: &[Diagnostic]) {
    for suppression in suppressions {
        let at = suppression.comment.start;
        let behind = kept.partition_point(|finding| finding.primary.span.start < at);
        let beside = kept.get(behind.saturating_sub(MOST_BESIDE)..).unwrap_or_default();
        let beside = beside.iter().take(2 * MOST_BESIDE).map(|finding| (finding.primary.span, &finding.rule));
        let distance = |span: Span| span.start.abs_diff(at);
        for named in &suppression.rules {
            named.judge(rules, is_whole);
            let of_rule =
                beside.clone().filter(|(span, rule)| distance(*span) <= BESIDE && named.covers(rule));
            named.missed.set(of_rule.map(|(span, _)| span).min_by_key(|span| distance(*span)));
        }
    }
}

/// How many bytes from a comment a finding may begin that it was to hold back: a few lines.
const BESIDE: u32 = 400;

/// How many findings before a comment, and behind it, are looked at for that.
const MOST_BESIDE: usize = 32;

/// Whether all that is selected is among `rules`, and was looked for in all files that it may be about.
fn was_looked_for(selector: Selector, rules: &RuleSet, is_whole: bool) -> bool {
    rules.has_all(selector) && (is_whole || selector.group() != Some(Group::Project))
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
            // None vouches for itself.
            if suppression.comment.contains(finding.primary.span.start) {
                return None;
            }
            named.fate.set(Fate::Used);
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
