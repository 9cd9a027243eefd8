//! One finding of the page.

use askama::Template;

use super::change::{Copyable, Hunk, hunks};
use super::frame::{Frame, frames};
use super::wording::{Word, paragraphs, words};
use crate::diagnostic::Diagnostic;
use crate::outcome::Outcome;
use crate::render::fix::fix_line;
use crate::render::{escape, locate};

/// A finding, ready to be written.
#[derive(Template)]
#[template(path = "finding.html", config = "src/render/html/askama.toml")]
pub(super) struct FindingView<'o> {
    severity: &'static str,
    message: Vec<Word>,
    place: String,
    /// The index of its rule.
    rule: usize,
    rule_name: &'o str,
    has_page: bool,
    frames: Vec<Frame>,
    help: Vec<Vec<Word>>,
    fix: Option<FixView>,
}

struct FixView {
    lead: &'static str,
    title: Vec<Word>,
    hunks: Vec<Hunk>,
}

/// The rule of a finding, as the page has it.
#[derive(Clone, Copy)]
pub(super) struct RuleRef {
    pub(super) id: usize,
    pub(super) has_page: bool,
}

impl<'o> FindingView<'o> {
    /// Makes the view of a finding with `context` lines around each label; with `None`, it shows no lines.
    pub(super) fn new(
        outcome: &'o Outcome,
        finding: &'o Diagnostic,
        rule: RuleRef,
        context: Option<usize>,
    ) -> Self {
        let (_, at) = locate(outcome, finding.primary.file, finding.primary.span.start);
        Self {
            severity: finding.severity.as_str(),
            message: words(&finding.message),
            place: format!("line {}, column {}", at.line, at.column),
            rule: rule.id,
            rule_name: finding.rule.as_str(),
            has_page: rule.has_page,
            frames: context.map_or(Vec::new(), |context| frames(outcome, finding, context)),
            help: finding.help.as_deref().map(paragraphs).unwrap_or_default(),
            fix: fix(outcome, finding, context.is_some()),
        }
    }
}

/// Returns the view of a fix: the lines that it changes, or where they are not shown, the change in words.
fn fix(outcome: &Outcome, finding: &Diagnostic, has_lines: bool) -> Option<FixView> {
    let fix = finding.fix.as_ref()?;
    let source = outcome.file(finding.primary.file).and_then(|file| file.source.as_deref());
    let hunks = source.filter(|_| has_lines).map_or(Vec::new(), |source| hunks(source, fix));
    let line = fix_line(outcome, finding, "→")?;
    let title = if hunks.is_empty() { words(&line.text) } else { words(&escape::line(&fix.title)) };
    Some(FixView { lead: line.lead, title, hunks })
}
