//! `text-cut-by-comment`

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::source::{SourceFile, Span};
use crate::tree::{NodeId, NodeRef, Place, ScalarStyle};
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
    let (own_lines, cuts) = split(source, document.comments().iter().filter(is_suspicious));
    if cuts.is_empty() {
        return;
    }
    let texts: HashSet<NodeId> = cx.model().texts().iter().map(|text| text.node().target_id()).collect();
    for node in document.nodes().filter(|node| node.style() == Some(ScalarStyle::Plain)) {
        let Some(comment) = cuts.get(&node.span().end).filter(|_| !node.is_alias()) else { continue };
        let rest = source.slice(*comment);
        let is_text = texts.contains(&node.target_id());
        if !is_cut(node, rest, is_text, own_lines > 0) {
            continue;
        }
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

/// Returns the number of comments that have a line to themselves, and the others that stand one space behind something,
/// by the end of that.
fn split<'c>(source: &SourceFile, comments: impl Iterator<Item = &'c Span>) -> (usize, HashMap<u32, Span>) {
    let mut own_lines = 0;
    let mut cuts = HashMap::new();
    for comment in comments {
        let line = source.line_span(source.line_index(comment.start));
        let before = source.slice(Span::new(line.start, comment.start));
        match before.strip_suffix(' ') {
            _ if before.trim().is_empty() => own_lines += 1,
            // Whoever aligns comments puts more spaces before them.
            Some(value) if !value.ends_with([' ', '\t']) => {
                cuts.insert(comment.start - 1, *comment);
            }
            _ => {}
        }
    }
    (own_lines, cuts)
}

/// Returns true if a comment without a space after its `#` belongs to the text before it: the number of a court or cell, or
/// a tag. Others write their comments so too; behind a single word, or a number, it is a comment.
fn is_cut(node: NodeRef<'_>, comment: &str, is_text: bool, are_comments_written_so: bool) -> bool {
    // The words with which a note to the author begins.
    const NOTES: [&str; 8] = ["todo", "fixme", "note", "nb", "check", "see", "xxx", "was"];
    let Some(text) = node.as_str().filter(|text| text.contains(char::is_alphabetic)) else { return false };
    let tag =
        comment.trim_start_matches('#').split(|sign: char| !sign.is_alphanumeric() && sign != '_').next();
    let tag = tag.unwrap_or_default();
    if tag.starts_with(|sign: char| sign.is_ascii_digit()) {
        return is_text || text.contains(' ') || text.starts_with(char::is_uppercase);
    }
    let is_hashtag =
        tag.chars().skip(1).any(|sign| sign.is_uppercase() || sign.is_ascii_digit() || sign == '_');
    let is_note = NOTES.contains(&tag.to_lowercase().as_str());
    match is_text {
        true => !is_note && (is_hashtag || !are_comments_written_so),
        false => is_hashtag && text.contains(' '),
    }
}
