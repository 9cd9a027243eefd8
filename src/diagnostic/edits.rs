//! Edits that take an entry or an item out, or put an entry in, in the layout of the file around it.

use super::Edit;
use crate::source::{SourceFile, Span, offset};
use crate::tree::{Among, Entry, NodeRef, NodeType, ScalarStyle};

/// Returns the edits that take an entry out of its mapping; `None` if nothing is left of that, or others refer to what is in it.
pub(crate) fn without_entry(entry: Entry<'_>) -> Option<Vec<Edit>> {
    let mapping = entry.key.parent()?;
    let among = mapping.entries().among(entry)?.map(|entry| Part {
        node: entry.value,
        start: entry.key.span().start,
        end: end_of(entry.key).max(end_of(entry.value)),
    });
    without_part(mapping, '{', &among)
}

/// Returns the edits that take an item out of its list; `None` if nothing is left of that, or others refer to what is in it.
pub(crate) fn without_item(item: NodeRef<'_>) -> Option<Vec<Edit>> {
    let list = item.parent().filter(|list| list.node_type() == NodeType::Sequence)?;
    let among = list.items().among(item)?.map(|node| Part {
        node,
        start: node.written_span().start,
        end: end_of(node),
    });
    without_part(list, '[', &among)
}

/// Returns a key with a plain word for its value, as the file writes both.
pub(crate) fn pair_in(source: &SourceFile, key: &str, word: &str) -> String {
    match source.path().ends_with(".json") {
        true => format!("\"{key}\": \"{word}\""),
        false => format!("{key}: {word}"),
    }
}

/// Returns the edits that write `pair`, a key with its value, behind an entry.
pub(crate) fn with_pair(entry: Entry<'_>, pair: &str) -> Option<Vec<Edit>> {
    let mapping = entry.key.parent().filter(|mapping| !mapping.is_alias())?;
    let source = entry.key.source();
    let end = end_of(entry.value);
    let is_within = end > entry.key.span().end && !entry.value.raw().is_empty();
    if is_flow(mapping, '{') {
        let edit = Edit { span: Span::empty(end), replacement: format!(", {pair}") };
        return is_within.then(|| vec![edit]);
    }
    let line = source.line_span(source.line_index(entry.key.span().start));
    let before = source.slice(Span::new(line.start, entry.key.span().start));
    let is_plain = before.chars().all(|c| matches!(c, ' ' | '-'));
    let last = source.line_span(source.line_index(end.saturating_sub(1)));
    let behind = source.slice(Span::new(end.min(last.end), last.end)).trim_start();
    let is_whole = behind.is_empty() || behind.starts_with('#');
    if !is_plain || !is_within || !is_whole || goes_on(source, last.start, before.len()) {
        return None;
    }
    let text = source.slice(last);
    let at = last.start + offset(text.trim_end_matches(['\n', '\r']).len());
    Some(vec![Edit { span: Span::empty(at), replacement: format!("\n{}{pair}", " ".repeat(before.len())) }])
}

/// Returns the edits that move an entry whose value stands on one line to the end of another mapping.
pub(crate) fn moved_into(entry: Entry<'_>, mapping: NodeRef<'_>) -> Option<Vec<Edit>> {
    let text = entry.key.source().slice(Span::new(entry.key.span().start, end_of(entry.value)));
    let is_line = !text.contains('\n') && !entry.value.raw().is_empty() && !entry.value.is_alias();
    // These end a plain value within braces (YAML 1.2.2, rule 129).
    let ends_there = entry.value.style() == Some(ScalarStyle::Plain)
        && is_flow(mapping, '{')
        && text.contains([',', '[', ']', '{', '}']);
    let is_line = is_line && !ends_there;
    let mut edits = with_pair(mapping.entries().last().filter(|_| is_line)?, text)?;
    edits.extend(without_entry(entry)?);
    edits.sort_by_key(|edit| edit.span);
    Some(edits)
}

/// An entry or an item, with the bytes that it takes up.
struct Part<'a> {
    node: NodeRef<'a>,
    start: u32,
    end: u32,
}

/// Returns the end of a node, without the blank lines below a block text.
fn end_of(node: NodeRef<'_>) -> u32 {
    let span = node.span();
    span.start + offset(node.source().slice(span).trim_end().len())
}

fn is_flow(collection: NodeRef<'_>, bracket: char) -> bool {
    collection.raw().starts_with(bracket)
}

fn without_part(collection: NodeRef<'_>, bracket: char, among: &Among<Part<'_>>) -> Option<Vec<Edit>> {
    let Among { previous, own: part, next } = among;
    let source = collection.source();
    let text = source.slice(Span::new(part.start, part.end.max(part.start)));
    // An anchor in it may be what an alias elsewhere stands for.
    if collection.is_alias()
        || previous.is_none() && next.is_none()
        || text.contains('&')
        || part.node.is_alias()
    {
        return None;
    }
    let span = match is_flow(collection, bracket) {
        true => flow_span(source, among)?,
        false => block_span(source, part, next.as_ref())?,
    };
    Some(vec![Edit { span, replacement: String::new() }])
}

/// Returns the bytes of a part in brackets, with the comma behind it or, of the last, before it.
fn flow_span(source: &SourceFile, among: &Among<Part<'_>>) -> Option<Span> {
    let Among { previous, own: part, next } = among;
    let span = match (next, previous) {
        (Some(next), _) => Span::new(part.start, next.start),
        (None, Some(previous)) => Span::new(previous.end, part.end),
        (None, None) => return None,
    };
    let is_sound = span.start < span.end && span.end >= part.end;
    (is_sound && !source.slice(span).contains('#')).then_some(span)
}

/// Returns the lines of a part in a block, with the remark behind it.
fn block_span(source: &SourceFile, part: &Part<'_>, next: Option<&Part<'_>>) -> Option<Span> {
    let line = source.line_span(source.line_index(part.start));
    let before = source.slice(Span::new(line.start, part.start));
    let last = source.line_index(part.end.saturating_sub(1).max(part.start));
    let behind = source.slice(Span::new(part.end, source.line_span(last).end.max(part.end))).trim_start();
    // A key without a value is followed by its colon.
    if !(behind.is_empty() || behind.starts_with('#') || behind.trim_end() == ":") {
        return None;
    }
    if goes_on(source, source.line_span(last).start, before.len()) {
        return None;
    }
    let end = source.line_span(last + 1).start;
    let own = before.trim();
    if own == if is_item(part) { "-" } else { "" } {
        return Some(Span::new(line.start, end));
    }
    // The first key of an item stands behind the item's dash, and the next one takes its place.
    let next = next.filter(|next| own == "-" && next.start >= end)?;
    let between = source.slice(Span::new(end, next.start));
    (between.trim().is_empty() && between.len() == before.len()).then(|| Span::new(part.start, next.start))
}

/// Returns true if the next line with text below the line that begins at `start` stands further in than `column`: what is
/// not read, such as a key that stands twice, belongs to the part too.
fn goes_on(source: &SourceFile, start: u32, column: usize) -> bool {
    let below = source.text().get(start as usize..).unwrap_or_default().lines().skip(1);
    let mut texts = below.filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    texts.next().is_some_and(|line| line.len() - line.trim_start_matches(' ').len() > column)
}

fn is_item(part: &Part<'_>) -> bool {
    part.node.parent_entry().is_none()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::diagnostic::{Applicability, Fix};
    use crate::document::Format;
    use crate::fix::apply;
    use crate::parse::parse;
    use crate::source::FileId;

    /// Returns a text with the edits that `edit` makes of its root.
    fn edited(text: &str, edit: impl Fn(NodeRef<'_>) -> Option<Vec<Edit>>) -> Option<String> {
        let source = Arc::new(SourceFile::new(FileId(0), "a.yaml", text));
        let parsed = parse(&source, Format::Yaml);
        let fix = Fix::new("edit", Applicability::Unsafe, edit(parsed.documents.first()?.root())?);
        apply(text, std::iter::once(&fix))
    }

    fn without_b(text: &str) -> Option<String> {
        edited(text, |root| without_entry(root.entry("b").or_else(|| root.items().next()?.entry("b"))?))
    }

    #[test]
    fn an_entry_is_taken_out_with_its_lines() {
        for (text, expected) in [
            ("a: 1\nb: 2 # two\nc: 3\n", Some("a: 1\nc: 3\n")),
            ("a: 1\nb:\n  - x\n  - y\n\nc: 3\n", Some("a: 1\n\nc: 3\n")),
            ("a: 1\nb: |\n  x\n\n  y\n\nc: 3\n", Some("a: 1\n\nc: 3\n")),
            ("a: 1\nb:\nc: 3\n", Some("a: 1\nc: 3\n")),
            ("a: 1\nb: 2", Some("a: 1\n")),
            ("- b: 2\n  c: 3\n", Some("- c: 3\n")),
            ("- b: 2\n  # of c\n  c: 3\n", None),
            ("{a: 1, b: [2, 3], c: 3}\n", Some("{a: 1, c: 3}\n")),
            ("{a: 1, b: \"2\"}\n", Some("{a: 1}\n")),
            ("a: 1\nb: {x: 1}\n  x: 2\n", None),
            ("b: 2\n", None),
            ("b: &b 2\nc: *b\n", None),
        ] {
            assert_eq!(without_b(text).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn an_item_is_taken_out_with_its_dash_or_its_comma() {
        for (text, expected) in [
            ("- 1\n- x: 2\n  y: 3\n- 4\n", Some("- 1\n- 4\n")),
            ("- 1\n- 2\n", Some("- 1\n")),
            ("- 1\n-\n  x: 2\n- 3\n", None),
            ("[1, {x: 2}, 3]\n", Some("[1, 3]\n")),
            ("[1, '2']\n", Some("[1]\n")),
            ("- 1\n- *a\n", None),
        ] {
            let taken = edited(text, |root| without_item(root.items().nth(1)?));
            assert_eq!(taken.as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_pair_is_written_behind_an_entry_in_its_layout() {
        for (text, expected) in [
            ("a: 1 # one\nc: 3\n", Some("a: 1 # one\nb: 2\nc: 3\n")),
            ("a: 1", Some("a: 1\nb: 2")),
            ("a:\n  x: 1\nc: 3\n", Some("a:\n  x: 1\nb: 2\nc: 3\n")),
            ("{a: 1, c: 3}\n", Some("{a: 1, b: 2, c: 3}\n")),
            ("a:\nc: 3\n", None),
        ] {
            let written = edited(text, |root| with_pair(root.entry("a")?, "b: 2"));
            assert_eq!(written.as_deref(), expected, "{text}");
        }
        let in_item = edited("- a: 1\n  c: 3\n", |root| with_pair(root.items().next()?.entry("a")?, "b: 2"));
        assert_eq!(in_item.as_deref(), Some("- a: 1\n  b: 2\n  c: 3\n"));
    }
}
