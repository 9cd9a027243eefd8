//! `text-cut-by-comment`

use std::collections::HashMap;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::Span;
use crate::tree::{Place, ScalarStyle};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "text-cut-by-comment",
    group: Group::Format,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("text-cut-by-comment.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let document = cx.document();
    let source = document.source();
    // A comment has a space after its `#`; a number, a channel's name or a tag does not.
    let is_suspicious =
        |comment: &&Span| source.slice(**comment).chars().nth(1).is_some_and(char::is_alphanumeric);
    let cuts: HashMap<u32, Span> = document
        .comments()
        .iter()
        .filter(is_suspicious)
        .map(|comment| {
            let line = source.line_span(source.line_index(comment.start));
            let before = source.slice(Span::new(line.start, comment.start));
            let blanks = before.len() - before.trim_end_matches([' ', '\t']).len();
            (comment.start - crate::source::offset(blanks), *comment)
        })
        .collect();
    if cuts.is_empty() {
        return;
    }
    for node in document.nodes().filter(|node| node.style() == Some(ScalarStyle::Plain)) {
        let Some(comment) = cuts.get(&node.span().end).filter(|_| !node.is_alias()) else { continue };
        let rest = source.slice(*comment);
        let full_text = source.slice(node.span().to(*comment)).trim_end().to_owned();
        let finding = cx
            .report(node, format!("the text ends before {}, which is a comment to every tool", quoted(rest)))
            .note("the text that tools read")
            .label(Place { span: *comment, node }, "left out")
            .help(format!(
                "a `#` after a space begins a comment: put the whole text in quotes, or write `# {}` if it is a comment",
                rest.trim_start_matches('#')
            ));
        if !full_text.contains(['"', '\\', '\n']) {
            let replacement = format!("\"{full_text}\"");
            let edits = vec![Edit { span: node.span().to(*comment), replacement }];
            finding.fix("put the whole text in quotes", Applicability::Unsafe, edits);
        }
    }
}
