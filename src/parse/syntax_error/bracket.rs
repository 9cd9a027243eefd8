//! Lists and mappings in brackets.

use super::scene::{Line, Scene, closing_quote, quoted, shown, spaces, standing};
use super::{quote, unreadable};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// The bracket that closes `open`.
pub(super) fn closing(open: char) -> char {
    if open == '[' { ']' } else { '}' }
}

/// What becomes of an opened bracket.
enum End {
    /// Closed by its own kind at this byte.
    Closed(u32),
    /// Another kind closes it.
    Mismatched(u32),
    /// Nothing does; the innermost open bracket.
    Never,
}

/// Follows the bracket that opens at byte `open` to the end of the document.
fn follow(scene: Scene<'_>, open: u32) -> End {
    let mut stack: Vec<char> = Vec::new();
    let mut line = scene.line(open);
    let mut from = (open - line.start) as usize;
    loop {
        let events = match brackets(line, from) {
            Ok(events) => events,
            Err(_) => return End::Never,
        };
        for (at, c) in events {
            match c {
                '[' | '{' => stack.push(c),
                _ if stack.last().is_some_and(|&open| closing(open) == c) => {
                    stack.pop();
                    if stack.is_empty() {
                        return End::Closed(at);
                    }
                }
                _ => return End::Mismatched(at),
            }
        }
        match scene.next(line) {
            Some(next) => line = next,
            None => return End::Never,
        }
        from = 0;
    }
}

/// Brackets with their places.
type Brackets = Vec<(u32, char)>;

/// The brackets of a line from byte `from` on that are no text; `Err` where a quoted text runs on, with
/// those before it.
fn brackets(line: Line<'_>, from: usize) -> Result<Brackets, Brackets> {
    let bytes = line.text.as_bytes();
    let mut found = Brackets::new();
    let mut at = from.max(line.indent());
    let mut value_begins = true;
    while let Some(&byte) = bytes.get(at) {
        let before_blank = bytes.get(at + 1).is_none_or(|b| matches!(b, b' ' | b'\t'));
        let place = line.start + offset(at);
        match byte {
            b'"' | b'\'' if value_begins => match closing_quote(line.text, at, char::from(byte)) {
                Some(close) => {
                    at = close;
                    value_begins = false;
                }
                None => return Err(found),
            },
            b'#' if at == 0 || bytes.get(at - 1).is_some_and(|b| matches!(b, b' ' | b'\t')) => break,
            b'[' | b'{' if value_begins => found.push((place, char::from(byte))),
            b']' | b'}' => {
                found.push((place, char::from(byte)));
                value_begins = false;
            }
            b',' => value_begins = true,
            b':' | b'-' | b'?' if before_blank => value_begins = true,
            b' ' | b'\t' => {}
            _ => value_begins = false,
        }
        at += 1;
    }
    Ok(found)
}

/// The innermost bracket that is open before the place.
fn open_before(scene: Scene<'_>) -> Option<(u32, char)> {
    let mut line = scene.line(scene.at);
    let mut closed = 0_usize;
    loop {
        let events = brackets(line, 0).unwrap_or_else(|events| events);
        for (at, c) in events.into_iter().rev().filter(|&(at, _)| at < scene.at) {
            match c {
                '[' | '{' if closed == 0 => return Some((at, c)),
                '[' | '{' => closed -= 1,
                _ => closed += 1,
            }
        }
        line = scene.previous(line)?;
    }
}

/// The bracket that opens at the place is never closed.
pub(super) fn unclosed(scene: Scene<'_>, open: char) -> Diagnostic {
    never_closed(scene, scene.at, open)
}

pub(super) fn never_closed(scene: Scene<'_>, at: u32, open: char) -> Diagnostic {
    let line = scene.line(at);
    let close = closing(open);
    let rest = scene.slice(Span::new(at, line.end())).trim_end();
    let found = scene.diagnostic(
        "syntax/unclosed-bracket",
        Span::new(at, at + 1),
        format!("the bracket `{open}` that opens here is not closed"),
    );
    let depth_here = brackets(line, (at - line.start) as usize).is_ok_and(|events| events.len() == 1);
    if !depth_here || rest.len() == 1 || rest.contains('#') {
        return found.with_help(format!(
            "write `{close}` where it ends; or, if this is text, put all of it into quotes"
        ));
    }
    let body = rest.trim_end_matches([',', ' ']);
    let end = at + offset(body.len());
    found
        .with_help(format!(
            "write {} if it ends on this line; or, if this is text, put it into quotes",
            shown(&format!("{body}{close}"))
        ))
        .with_fix(
            "close the bracket at the end of the line",
            Applicability::Unsafe,
            vec![Edit { span: Span::new(end, at + offset(rest.len())), replacement: close.to_string() }],
        )
}

/// The bracket that opens at the place is closed by another kind.
pub(super) fn mismatched(scene: Scene<'_>, open: char, close: char) -> Diagnostic {
    let right = closing(open);
    let End::Mismatched(at) = follow(scene, scene.at) else { return never_closed(scene, scene.at, open) };
    scene
        .diagnostic(
            "syntax/unexpected-bracket",
            Span::new(at, at + 1),
            format!("`{close}` stands where `{right}` must close the bracket"),
        )
        .with_label(Span::new(scene.at, scene.at + 1), format!("`{open}` opens here"))
        .with_help(format!("write `{right}` instead of `{close}`"))
        .with_fix(
            format!("write `{right}`"),
            Applicability::Unsafe,
            vec![Edit { span: Span::new(at, at + 1), replacement: right.to_string() }],
        )
}

/// A closing bracket that nothing opened.
pub(super) fn misplaced(scene: Scene<'_>) -> Diagnostic {
    let span = scene.character(scene.at);
    let line = scene.line(scene.at);
    let bracket = scene.slice(span);
    let found = scene.diagnostic(
        "syntax/unexpected-bracket",
        span,
        format!("`{bracket}` closes a bracket that was not opened"),
    );
    let value = line.parts().value;
    if value.start == scene.at && value.text.len() > 1 {
        let found = found.with_help(format!("if this is text, write {}", shown(&quoted(value.text))));
        return scene.quoting(found, value);
    }
    found.with_help("delete it; or, if it is text, put all of the text into quotes")
}

/// Where a comma was due within brackets.
pub(super) fn missing_comma(scene: Scene<'_>) -> Diagnostic {
    let Some((at, open)) = open_before(scene) else { return unreadable(scene) };
    let line = scene.line(scene.at);
    if matches!(follow(scene, at), End::Never) {
        let found = never_closed(scene, at, open);
        if line.start <= at {
            return found;
        }
        let reached = line.parts().name().span();
        return found.with_label(reached, "up to here, everything is read as belonging to the bracket");
    }
    let span = scene.value(scene.at);
    let on_line = scene.slice(Span::new(line.start, scene.at));
    // At a colon, the key before it is what should have been set apart from the line above.
    let first = if on_line.trim().is_empty() { span } else { line.parts().name().span() };
    let name = scene.slice(first);
    let before = scene.slice(Span::new(at, first.start)).trim_end();
    let end = at + offset(before.len());
    let found = scene
        .diagnostic("syntax/missing-comma", first, format!("no comma before {}", shown(name)))
        .with_label(Span::new(at, at + 1), format!("within the bracket `{open}` that opens here"))
        .with_help(format!("write a comma between {} and {}", shown(tail(before)), shown(name)));
    if before.ends_with([',', '[', '{', ':']) || line.start > first.start {
        return found;
    }
    found.with_fix(
        "put a comma there",
        Applicability::Unsafe,
        vec![Edit { span: Span::empty(end), replacement: ",".to_owned() }],
    )
}

/// The last value before a missing comma.
fn tail(before: &str) -> &str {
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default().trim();
    let text = line.rsplit([',', '[', '{']).next().unwrap_or_default().trim();
    if text.is_empty() { line } else { text }
}

/// A line within brackets that does not stand further in than the key they belong to.
pub(super) fn shallow(scene: Scene<'_>) -> Diagnostic {
    let Some((at, open)) = open_before(scene) else { return unreadable(scene) };
    let line = scene.line(scene.at);
    if let Some(found) = quote::open_within(scene, at) {
        return found;
    }
    let opening = scene.line(at);
    let content = line.content();
    let parts = line.parts();
    let end = follow(scene, at);
    let ends_above = match end {
        End::Closed(_) => false,
        End::Mismatched(_) | End::Never => {
            parts.key.is_some() || !parts.dashes.is_empty() || line.is_marker()
        }
    };
    if ends_above || matches!(end, End::Never) {
        let found = never_closed(scene, at, open);
        let next = parts.name().span();
        return if next.is_empty() {
            found
        } else {
            found.with_label(next, "this line can no longer belong to the bracket")
        };
    }
    let column = opening.parts().column;
    let wanted = if content.text.starts_with([']', '}']) { column + 1 } else { column + 2 };
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    let last = if let End::Closed(close) = end { close } else { line.start };
    while let Some(line) = cursor.filter(|line| line.start <= last) {
        if !line.content().text.is_empty() && line.indent() <= column {
            let more = if line.content().text.starts_with([']', '}']) { 1 } else { 2 };
            let span = Span::new(line.start, line.start + offset(line.indent()));
            edits.push(Edit { span, replacement: " ".repeat(column + more) });
        }
        cursor = scene.next(line);
    }
    scene
        .diagnostic(
            "syntax/indentation",
            scene.word(content.start),
            format!(
                "this line within brackets stands {}, and must stand further in than {}",
                standing(line.indent()),
                shown(opening.parts().name().text)
            ),
        )
        .with_label(Span::new(at, at + 1), format!("`{open}` opens here"))
        .with_help(format!("begin the line with {} or more", spaces(wanted)))
        .with_fix("indent what stands within the brackets", Applicability::Safe, edits)
}

/// `- item` within brackets.
pub(super) fn dash(scene: Scene<'_>) -> Diagnostic {
    let span = scene.character(scene.at);
    let open = open_before(scene);
    if let Some((at, bracket)) = open
        && matches!(follow(scene, at), End::Never)
    {
        return never_closed(scene, at, bracket)
            .with_label(span, "up to here, everything is read as belonging to the bracket");
    }
    let found = scene.diagnostic("syntax/unquoted-text", span, "a value within brackets begins with a dash");
    let found = match open {
        Some((at, bracket)) => {
            found.with_label(Span::new(at, at + 1), format!("within the bracket `{bracket}` that opens here"))
        }
        None => found,
    };
    found.with_help("within brackets, values are separated by commas, without dashes; a dash that is text needs quotes: `\"-\"`")
}

/// A comma where a value was due, outside brackets.
pub(super) fn comma(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let value = line.parts().value;
    let span = scene.character(scene.at);
    if value.start > scene.at || scene.slice(span) != "," {
        return unreadable(scene);
    }
    let found = scene
        .diagnostic("syntax/unquoted-text", span, "a text cannot begin with a comma unless it is in quotes")
        .with_help(format!("write {}, or delete the comma", shown(&quoted(value.text))));
    scene.quoting(found, value)
}
