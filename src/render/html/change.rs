//! A fix as the lines that it changes, before and after.

use crate::diagnostic::{Edit, Fix};
use crate::render::{escape, visible};
use crate::source::{SourceFile, Span, masked, offset};

/// The bytes before and after an edit on its lines that are shown; a file may be one line of megabytes.
const AROUND: usize = 160;
/// A change of more bytes than this is not shown.
const MOST_BYTES: usize = 2_000;
/// The most lines that are shown.
const MOST_LINES: usize = 24;

/// Lines that follow each other and change.
pub(super) struct Hunk {
    pub(super) lines: Vec<ChangedLine>,
    pub(super) copy: Copyable,
}

/// A line that a fix removes or adds.
pub(super) struct ChangedLine {
    pub(super) is_new: bool,
    pub(super) parts: Vec<Part>,
}

/// A part of a line.
pub(super) struct Part {
    /// True if the other side has something else in its place.
    pub(super) differs: bool,
    pub(super) text: String,
}

/// The means to copy the new lines.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Copyable {
    /// They are as the page shows them.
    AsShown,
    /// Characters are shown in another way: this is the text, in JSON.
    Text(String),
    /// There are none, or they are not all there.
    No,
    /// Letters in them are hidden, and would be lost.
    Masked,
}

/// Returns what a fix changes; nothing if that is too much to show, or if it shows nothing.
pub(super) fn hunks(source: &SourceFile, fix: &Fix) -> Vec<Hunk> {
    let mut groups: Vec<(Span, Vec<&Edit>)> = Vec::new();
    for edit in &fix.edits {
        let Some(area) = area(source, edit.span) else { return Vec::new() };
        match groups.last_mut().filter(|(before, _)| area.start <= before.end.saturating_add(1)) {
            Some((before, edits)) => {
                before.end = before.end.max(area.end);
                edits.push(edit);
            }
            None => groups.push((area, vec![edit])),
        }
    }
    let bytes = |(area, edits): &(Span, Vec<&Edit>)| {
        area.len() as usize + edits.iter().map(|edit| edit.replacement.len()).sum::<usize>()
    };
    if groups.iter().map(bytes).sum::<usize>() > MOST_BYTES {
        return Vec::new();
    }
    groups.iter().filter_map(|(area, edits)| hunk(source, *area, edits)).collect()
}

/// Returns the lines of an edit, cut far from it; `None` if it lies outside of the text.
fn area(source: &SourceFile, span: Span) -> Option<Span> {
    let text = source.text();
    text.get(span.range())?;
    let (first, last) = (source.line_index(span.start), source.line_index(span.end));
    let (start, end) = (source.line_span(first).start as usize, source.line_span(last).end as usize);
    let start = start.max(text.floor_char_boundary((span.start as usize).saturating_sub(AROUND)));
    let end = end.max(span.end as usize).min(text.ceil_char_boundary(span.end as usize + AROUND));
    Some(Span::new(offset(start), offset(end)))
}

fn hunk(source: &SourceFile, area: Span, edits: &[&Edit]) -> Option<Hunk> {
    let (mut old, mut new) = (Sided::default(), Sided::default());
    let mut done = area.start;
    for edit in edits {
        let kept = source.text().get(done as usize..edit.span.start as usize)?;
        old.push(false, kept);
        new.push(false, kept);
        old.push(true, source.slice(edit.span));
        new.push(true, &edit.replacement);
        done = edit.span.end;
    }
    let kept = source.text().get(done as usize..area.end as usize)?;
    old.push(false, kept);
    new.push(false, kept);
    let (mut old, mut new) = (old.lines(), new.lines());
    leave_out_what_stays(&mut old, &mut new);
    let is_whole = is_line_end(source, area);
    let copy = copyable(&new, is_whole, source.is_masked_in(area));
    let mut lines: Vec<ChangedLine> = old.into_iter().chain(new).collect();
    let has_all = lines.len() <= MOST_LINES;
    lines.truncate(MOST_LINES);
    let hunk = Hunk { lines, copy: if has_all { copy } else { Copyable::No } };
    (!hunk.lines.is_empty()).then_some(hunk)
}

/// Returns true if an area begins and ends where lines do.
fn is_line_end(source: &SourceFile, area: Span) -> bool {
    let (first, last) = (source.line_index(area.start), source.line_index(area.end));
    source.line_span(first).start == area.start && source.line_span(last).end <= area.end
}

/// One side of a change on its way.
#[derive(Default)]
struct Sided(Vec<(bool, String)>);

impl Sided {
    fn push(&mut self, differs: bool, text: &str) {
        if !text.is_empty() {
            self.0.push((differs, text.replace("\r\n", "\n")));
        }
    }

    /// Returns its lines, all of them for now without a side; a line break at the end begins no other line.
    fn lines(self) -> Vec<ChangedLine> {
        let mut lines = Vec::new();
        let mut parts: Vec<Part> = Vec::new();
        for (differs, text) in self.0 {
            let mut pieces = text.split('\n');
            parts.extend(pieces.next().map(|piece| Part { differs, text: piece.to_owned() }));
            for piece in pieces {
                lines.push(ChangedLine { is_new: false, parts: std::mem::take(&mut parts) });
                parts.push(Part { differs, text: piece.to_owned() });
            }
        }
        parts.retain(|part| !part.text.is_empty());
        if !parts.is_empty() {
            lines.push(ChangedLine { is_new: false, parts });
        }
        lines
    }
}

impl ChangedLine {
    fn text(&self) -> String {
        self.parts.iter().map(|part| part.text.as_str()).collect()
    }
}

/// Leaves out the lines at the beginning and the end that are the same on both sides.
fn leave_out_what_stays(old: &mut Vec<ChangedLine>, new: &mut Vec<ChangedLine>) {
    let same = |(one, other): &(&ChangedLine, &ChangedLine)| one.text() == other.text();
    let head = old.iter().zip(new.iter()).take_while(same).count();
    old.drain(..head);
    new.drain(..head);
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(same).count();
    old.truncate(old.len() - tail);
    new.truncate(new.len() - tail);
    new.iter_mut().for_each(|line| line.is_new = true);
}

fn copyable(new: &[ChangedLine], is_whole: bool, is_masked: bool) -> Copyable {
    if new.is_empty() || !is_whole {
        return Copyable::No;
    }
    let kept = || new.iter().flat_map(|line| &line.parts).filter(|part| !part.differs);
    if is_masked && kept().any(|part| part.text.contains(is_mask)) {
        return Copyable::Masked;
    }
    let text = new.iter().map(ChangedLine::text).collect::<Vec<_>>().join("\n");
    let is_as_shown = new.iter().all(|line| {
        line.parts
            .iter()
            .all(|part| !part.text.chars().any(escape::is_deceptive) && !part.text.contains("##"))
    });
    if is_as_shown {
        return Copyable::AsShown;
    }
    let mut json = Vec::new();
    match visible::write_line(&text, &mut json).map(|()| String::from_utf8(json)) {
        Ok(Ok(json)) => Copyable::Text(json.trim_end().to_owned()),
        _ => Copyable::No,
    }
}

/// Returns true for a dot that stands for a letter, though an author may have written it.
fn is_mask(c: char) -> bool {
    ['a', 'ж', '東', '𐐀'].into_iter().any(|letter| masked(letter) == c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Applicability;
    use crate::source::FileId;

    fn shown(text: &str, edits: &[(&str, &str)]) -> (String, Vec<Copyable>) {
        let secret = text.find("SECRET").map(|at| Span::new(offset(at), offset(at + 6)));
        let source = SourceFile::new(FileId(0), "a.yaml", text).masked(secret.as_slice());
        let edit = |&(old, new): &(&str, &str)| {
            let start = text.find(old).unwrap();
            Edit { span: Span::new(offset(start), offset(start + old.len())), replacement: new.to_owned() }
        };
        let fix = Fix::new("mend it", Applicability::Safe, edits.iter().map(edit).collect());
        let mut out = String::new();
        let mut copies = Vec::new();
        for hunk in hunks(&source, &fix) {
            for line in hunk.lines {
                out.push(if line.is_new { '+' } else { '-' });
                for part in line.parts {
                    out.push_str(&if part.differs { format!("[{}]", part.text) } else { part.text });
                }
                out.push('\n');
            }
            copies.push(hunk.copy);
        }
        (out, copies)
    }

    #[test]
    fn a_change_within_a_line() {
        let (out, copies) = shown("a: 1\nb: 010\nc: 3\n", &[("010", "10")]);
        assert_eq!((out.as_str(), copies), ("-b: [010]\n+b: [10]\n", vec![Copyable::AsShown]));
    }

    #[test]
    fn whole_lines_that_go_or_come() {
        assert_eq!(
            shown("a: 1\nb: 2\nc: 3\n", &[("b: 2\n", "")]),
            ("-[b: 2]\n".to_owned(), vec![Copyable::No])
        );
        let (out, _) = shown("a: 1\nb: 2\n", &[("b", "x: 0\nb")]);
        assert_eq!(out, "+[x: 0]\n");
        assert_eq!(shown("a: 1\n", &[("\n", "\nb: 2\n")]).0, "+[b: 2]\n");
    }

    #[test]
    fn neighbours_are_one_change_and_lines_apart_are_two() {
        let text = "a: 1\nb: 2\nc: 3\nd: 4\n";
        assert_eq!(shown(text, &[("1", "x"), ("2", "y")]).0, "-a: [1]\n-b: [2]\n+a: [x]\n+b: [y]\n");
        assert_eq!(shown(text, &[("1", "x"), ("4", "y")]).1.len(), 2);
    }

    #[test]
    fn the_copy_is_exact_or_there_is_none() {
        let (_, copies) = shown("a:\tx\n", &[("x", "y\u{200f}")]);
        assert_eq!(copies, [Copyable::Text("\"a:\\ty\\u200f\"".to_owned())]);
        assert_eq!(shown("a: x # SECRET\n", &[("x", "y")]).1, [Copyable::Masked]);
        assert_eq!(shown("a: x # *bold*\nb: SECRET\n", &[("x", "y")]).1, [Copyable::AsShown]);
        let long = format!("a: \"{}\", b: 1\n", "x".repeat(1000));
        let (out, copies) = shown(&long, &[("b", "c")]);
        assert!(out.len() < 500 && copies == [Copyable::No], "{out}");
        assert_eq!(shown("a: 1\n", &[("1", &"x".repeat(3000))]), (String::new(), Vec::new()));
    }
}
