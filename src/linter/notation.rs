//! Makes findings fit front matter in TOML: rules speak YAML, in helps and in fixes.

use crate::diagnostic::{Diagnostic, Edit, Fix};
use crate::document::{Document, Format};
use crate::fix::apply;
use crate::parse::{parse_bytes, toml_document};
use crate::source::Span;
use crate::syntax_help::{is_toml_value, toml_quoted};
use crate::tree::{NodeRef, NodeType};

/// The bytes of TOML that are parsed to try fixes; those of a file with more are not offered.
const MOST_TRIED: usize = 4 * 1024 * 1024;

/// Writes TOML in the helps of findings in a document, and leaves out fixes that would not leave it TOML.
pub(super) fn fit(findings: &mut [Diagnostic], document: &Document) {
    if document.is_toml() {
        findings.iter_mut().for_each(|finding| finding.help = finding.help.as_deref().map(words));
        fit_fixes(findings, document);
    }
}

/// Leaves out fixes that would not leave a document TOML.
pub(super) fn fit_fixes(findings: &mut [Diagnostic], document: &Document) {
    if !document.is_toml() {
        return;
    }
    let mut tried = 0;
    for finding in findings {
        finding.fix = finding.fix.take().and_then(|fix| fitting(fix, document, &mut tried));
    }
}

/// Returns a fix if the front matter is TOML with it, in the notation of TOML if need be.
fn fitting(fix: Fix, document: &Document, tried: &mut usize) -> Option<Fix> {
    let source = document.source();
    let body = document.body().map_or(u32::MAX, |body| body.start);
    if fix.edits.iter().all(|edit| edit.span.start >= body) {
        return Some(fix);
    }
    let mut is_read = |fix: &Fix| {
        *tried += body as usize;
        *tried < MOST_TRIED
            && apply(source.text(), std::iter::once(fix))
                .and_then(|text| toml_document(&text))
                .is_some_and(|after| are_renamed(fix, document, &after))
    };
    // What lies between the parts of a table may be another one.
    if !fix.edits.iter().all(|edit| takes_out_one(edit, document)) {
        return None;
    }
    let fix = Fix { title: words(&fix.title), ..fix };
    if is_read(&fix) {
        return Some(fix);
    }
    let edits = fix.edits.iter().map(|edit| quoted(edit, document)).collect();
    Some(Fix { edits, ..fix }).filter(|fix| is_read(fix))
}

/// Returns true if no key that a fix writes anew is left: a table may stand in several parts, of which each names it.
fn are_renamed(fix: &Fix, document: &Document, after: &Document) -> bool {
    let is_edited = |key: NodeRef<'_>| {
        let spans = [key.span(), key.value_span()];
        fix.edits.iter().any(|edit| !edit.replacement.is_empty() && spans.contains(&edit.span))
    };
    let mut keys = document.nodes().flat_map(NodeRef::entries).map(|entry| entry.key);
    keys.all(|key| !is_edited(key) || after.root().at(&key.pointer()).is_none())
}

/// Returns true if an edit that takes bytes out takes out no more than one entry or item.
fn takes_out_one(edit: &Edit, document: &Document) -> bool {
    if !edit.replacement.is_empty() || edit.span.start == edit.span.end {
        return true;
    }
    let is_within =
        |node: NodeRef<'_>| edit.span.start <= node.span().start && node.span().end <= edit.span.end;
    let taken = |node: NodeRef<'_>| {
        let entries = node.entries().filter(|entry| is_within(entry.key) && is_within(entry.value)).count();
        entries + node.items().filter(|item| is_within(*item)).count()
    };
    document.nodes().filter(|node| !is_within(*node)).map(taken).sum::<usize>() <= 1
}

/// Puts a text into quotes that takes the place of a value without any.
fn quoted(edit: &Edit, document: &Document) -> Edit {
    let is_value = |span: Span| {
        let mut nodes = document.nodes().filter(|node| node.span() == span);
        nodes.any(|node| node.as_mapping().is_none() && node.as_sequence().is_none())
    };
    // TOML has no word for nothing.
    let is_text = !matches!(edit.replacement.as_str(), "null" | "~");
    let replacement = if is_toml_value(&edit.replacement) || !is_text || !is_value(edit.span) {
        edit.replacement.clone()
    } else {
        toml_quoted(&edit.replacement)
    };
    Edit { span: edit.span, replacement }
}

/// Writes the entries of YAML that a text shows between backticks as those of TOML.
fn words(text: &str) -> String {
    let mut parts = text.split('`');
    let mut written = String::from(parts.next().unwrap_or_default());
    let mut is_code = true;
    for part in parts {
        written.push('`');
        let entry = if is_code { entry(part) } else { None };
        written.push_str(entry.as_deref().unwrap_or(part));
        is_code = !is_code;
    }
    written
}

/// Returns an entry of YAML in TOML; `None` for any other text.
fn entry(text: &str) -> Option<String> {
    let (key, value) = text.split_once(": ")?;
    let is_key =
        !key.is_empty() && key.chars().all(|letter| letter.is_alphanumeric() || matches!(letter, '_' | '-'));
    if !is_key || value.trim().is_empty() {
        return None;
    }
    let parsed = parse_bytes("entry.yaml", Format::Yaml, text.as_bytes().to_vec())?;
    let document = parsed.documents.first().filter(|_| parsed.diagnostics.is_empty())?;
    let value = document.root().entries().next()?.value;
    Some(format!("{key} = {}", in_toml(value)))
}

fn in_toml(node: NodeRef<'_>) -> String {
    match node.node_type() {
        NodeType::Sequence => {
            format!("[{}]", node.items().map(in_toml).collect::<Vec<_>>().join(", "))
        }
        NodeType::Mapping => {
            let entries = node.entries().map(|entry| format!("{} = {}", entry.name(), in_toml(entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(", "))
        }
        NodeType::String => {
            let text = node.as_str().unwrap_or_default();
            // Dots and capitals stand for what the editor knows.
            let stands_for_value =
                text == "…" || text.chars().all(|letter| letter.is_uppercase() || letter == '-');
            if stands_for_value || is_toml_value(text) && !text.starts_with(['"', '\'']) {
                text.to_owned()
            } else {
                toml_quoted(text)
            }
        }
        NodeType::Null | NodeType::Bool | NodeType::Number => node.raw().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn helps_show_the_entries_of_toml() {
        for (help, expected) in [
            ("write `outcome: convicted`", "write `outcome = \"convicted\"`"),
            (
                "write `date: 2024-01-31`, or `date: 2024-01`",
                "write `date = 2024-01-31`, or `date = \"2024-01\"`",
            ),
            ("add `persons: [aya, timur]`", "add `persons = [\"aya\", \"timur\"]`"),
            ("say so: `unknown: {date: {why: …}}`", "say so: `unknown = {date = {why = …}}`"),
            ("`closed: true` beside `count: 3`", "`closed = true` beside `count = 3`"),
            ("the key `persons:` and the text `a b: c`", "the key `persons:` and the text `a b: c`"),
        ] {
            assert_eq!(words(help), expected);
        }
    }
}
