//! Files in which there is nothing to check.

use super::Plan;
use crate::diagnostic::{Diagnostic, RuleName, Severity};
use crate::document::Format;
use crate::read;
use crate::source::{SourceFile, Span};

const EMPTY_FILE: RuleName = RuleName::new("syntax/empty-file");

/// Reports a file in which there is nothing to check: it must not pass as one that was checked. Markdown without front
/// matter may be prose that belongs beside the reports, which only the gatekeeper asks about.
pub(super) fn no_document(source: &SourceFile, plan: &Plan) -> Option<Diagnostic> {
    let is_blank = source.text().trim_start_matches('\u{feff}').trim().is_empty();
    if plan.format == Format::Markdown && !is_blank && !markdown_has_front_matter(source) {
        let help = "begin the file with a line `---`, the report's data in YAML, and another line `---` (`+++` for TOML); if the file \
                    is no report, leave it out with `exclude:` in reportlint.yaml";
        let message = "this Markdown file has no front matter, so there is nothing to check in it";
        let (message, help) = match read::markup(source.text()) {
            Some((what, help)) => (format!("this file {what}, so there is nothing to check in it"), help),
            None => (message.to_owned(), help),
        };
        let (rule, severity) = match plan.rules.gatekeeper() {
            Some(active) => (active.name.clone(), active.severity),
            None if plan.schema.is_some() => (EMPTY_FILE, Severity::Error),
            None => return None,
        };
        let mut diagnostic = Diagnostic::new(rule, source.id(), Span::empty(0), message).with_help(help);
        diagnostic.severity = severity;
        return Some(diagnostic);
    }
    let message = if is_blank {
        "this file is empty, so there is nothing to check in it"
    } else if plan.format == Format::Markdown {
        "the front matter is empty, so there is nothing to check in this file"
    } else {
        "this file holds only comments, so there is nothing to check in it"
    };
    let help = "fill it in, or leave the file out with `exclude:` in reportlint.yaml";
    Some(Diagnostic::new(EMPTY_FILE, source.id(), Span::empty(0), message).with_help(help))
}

fn markdown_has_front_matter(source: &SourceFile) -> bool {
    let first = source.text().trim_start_matches('\u{feff}').lines().next();
    first.is_some_and(|line| matches!(line.trim_end(), "---" | "+++"))
}
