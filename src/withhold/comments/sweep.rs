//! Findings and comments in the order of the file, swept together.

use std::cmp::Reverse;

use super::{Directive, Scope};
use crate::diagnostic::Diagnostic;
use crate::outcome::Holder;
use crate::rule::{NamedRule, Suppression, UnknownSelector, Usage};
use crate::settings::RuleSet;
use crate::source::{FileId, Span};
use crate::withhold::{Decision, Withholder, is_syntax, was_looked_for};

/// The number of bytes from a comment within which a finding may begin that it was written for: a few lines.
const BESIDE: u32 = 400;

/// The number of findings before a comment, and behind it, that are looked at for that.
const MOST_BESIDE: usize = 32;

/// Withholds what comments cover, in all files of a run.
pub(crate) struct Comments<'a> {
    /// The files by [`FileId`].
    files: Vec<FileComments<'a>>,
    current: Option<(FileId, Sweep)>,
}

/// The comments of a file, and which of their names suppressed a finding.
pub(crate) struct FileComments<'a> {
    directives: &'a [Directive],
    /// For each directive, for each of its names: true once it suppressed a finding.
    used: Vec<Vec<bool>>,
}

/// The state of a walk through the findings of one file; its numbers are indexes of directives.
#[derive(Default)]
struct Sweep {
    for_file: Vec<usize>,
    /// Directives that begin later, the next one last.
    coming: Vec<(Span, usize)>,
    /// Directives whose bytes the walk is in, the innermost last.
    open: Vec<(Span, usize)>,
}

impl<'a> Comments<'a> {
    /// Takes the directives of each file, by [`FileId`].
    pub(crate) fn new(files: impl Iterator<Item = &'a [Directive]>) -> Self {
        Self { files: files.map(FileComments::new).collect(), current: None }
    }

    /// Starts over with the first finding; the use of the comments so far is kept.
    pub(crate) fn rewind(&mut self) -> &mut Self {
        self.current = None;
        self
    }

    /// Returns the comments of a file.
    pub(crate) fn of_file(&self, file: FileId) -> Option<&FileComments<'a>> {
        self.files.get(file.0 as usize)
    }
}

impl Withholder for Comments<'_> {
    fn decide(&mut self, finding: &Diagnostic) -> Decision {
        let file = finding.primary.file;
        let Some(comments) = self.files.get_mut(file.0 as usize).filter(|file| !file.directives.is_empty())
        else {
            return Decision::Keep;
        };
        let sweep = match &mut self.current {
            Some((current, sweep)) if *current == file => sweep,
            current => &mut current.insert((file, Sweep::new(comments.directives))).1,
        };
        sweep.advance(finding.primary.span.start);
        if is_syntax(finding) {
            return Decision::Keep;
        }
        let covering = sweep.covering();
        match covering.into_iter().find_map(|index| comments.use_for(index, finding)) {
            Some(reason) => Decision::Withhold(Holder::Comment, reason),
            None => Decision::Keep,
        }
    }
}

impl Sweep {
    fn new(directives: &[Directive]) -> Self {
        let mut sweep = Self::default();
        for (index, directive) in directives.iter().enumerate() {
            match directive.scope {
                Scope::File => sweep.for_file.push(index),
                Scope::Within(span) => sweep.coming.push((span, index)),
            }
        }
        // The one that begins first and ends last opens first, so that the innermost is found from the end.
        sweep.coming.sort_by_key(|(span, _)| (span.start, Reverse(span.end)));
        sweep.coming.reverse();
        sweep
    }

    /// Moves on to byte `at`.
    fn advance(&mut self, at: u32) {
        while let Some(next) = self.coming.pop_if(|(span, _)| span.start <= at) {
            self.open.push(next);
        }
        self.open.retain(|(span, _)| at < span.end);
    }

    /// Returns the directives that cover the place, the innermost first.
    fn covering(&self) -> Vec<usize> {
        self.open.iter().rev().map(|(_, index)| *index).chain(self.for_file.iter().copied()).collect()
    }
}

impl<'a> FileComments<'a> {
    fn new(directives: &'a [Directive]) -> Self {
        let used = directives.iter().map(|directive| vec![false; directive.names.len()]).collect();
        Self { directives, used }
    }

    /// Uses a directive for a finding, if it names the rule; returns its reason.
    fn use_for(&mut self, index: usize, finding: &Diagnostic) -> Option<Option<Box<str>>> {
        let directive = self.directives.get(index)?;
        let name = directive.names.iter().position(|name| name.covers(&finding.rule))?;
        // No comment vouches for itself.
        if directive.comment.contains(finding.primary.span.start) {
            return None;
        }
        if let Some(used) = self.used.get_mut(index).and_then(|names| names.get_mut(name)) {
            *used = true;
        }
        Some(directive.reason.clone())
    }

    /// Returns true if the file has no comment for reportlint.
    pub(crate) fn is_empty(&self) -> bool {
        self.directives.is_empty()
    }

    /// Describes the comments for the rules that look at them. A name that suppressed nothing is unused if all that it
    /// selects was looked for: in a file that was `fully_checked` under `rules`, and for rules over the repository only
    /// if `is_whole`, that is if all files of the repository could be read. `kept` are the findings of the file that
    /// count, in the order of the file.
    pub(crate) fn describe(
        &self,
        rules: &RuleSet,
        fully_checked: bool,
        is_whole: bool,
        kept: &[Diagnostic],
    ) -> Vec<Suppression> {
        let described = self.directives.iter().zip(&self.used).map(|(directive, used)| {
            let names = directive.names.iter().zip(used).map(|(name, used)| {
                let selector = name.selector.as_ref();
                let was_looked_for =
                    || selector.is_ok_and(|selector| was_looked_for(*selector, rules, is_whole));
                let usage = match used {
                    true => Usage::Used,
                    false if fully_checked && was_looked_for() => {
                        let covers = |finding: &&Diagnostic| name.covers(&finding.rule);
                        Usage::Unused { beside: nearest(directive.comment.start, kept, covers) }
                    }
                    false => Usage::Unknown,
                };
                let is_lacking = selector.is_ok_and(|selector| rules.lacks(*selector));
                let lacking = is_lacking.then_some(UnknownSelector::Unknown(None));
                NamedRule {
                    name: name.name.clone(),
                    span: name.span,
                    unknown: selector.err().cloned().or(lacking),
                    usage,
                }
            });
            Suppression {
                comment: directive.comment,
                removal: Some(directive.removal),
                rules: names.collect(),
                reason: directive.reason.clone(),
                fault: directive.fault,
                correction: directive.correction.clone(),
            }
        });
        described.collect()
    }
}

/// Returns the place of the finding nearest to byte `at` that is near enough.
fn nearest(at: u32, kept: &[Diagnostic], is_wanted: impl Fn(&&Diagnostic) -> bool) -> Option<Span> {
    let behind = kept.partition_point(|finding| finding.primary.span.start < at);
    let beside = kept.get(behind.saturating_sub(MOST_BESIDE)..).unwrap_or_default();
    let distance = |span: Span| span.start.abs_diff(at);
    let spans = beside.iter().take(2 * MOST_BESIDE).filter(is_wanted).map(|finding| finding.primary.span);
    spans.filter(|span| distance(*span) <= BESIDE).min_by_key(|span| distance(*span))
}
