//! Quoted texts: where they open and close, and their escapes.

use super::scene::{Line, Parts, Scene, closing_quote, cut, quoted, shown, spaces, standing};
use super::unreadable;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// A quoted text in one line.
#[derive(Debug, Clone, Copy)]
struct Quote {
    /// The opening quote's byte in the file.
    open: u32,
    mark: char,
    /// The closing quote's byte, if the line has it.
    close: Option<u32>,
}

/// The quoted texts that begin in `line`, from left to right; the last one may be open.
///
/// A quote opens a text only where a value can begin: elsewhere it is an apostrophe.
fn quotes(line: Line<'_>) -> Vec<Quote> {
    let mut found = Vec::new();
    let bytes = line.text.as_bytes();
    let mut at = line.indent();
    let mut value_begins = true;
    while let Some(&byte) = bytes.get(at) {
        let before_blank = bytes.get(at + 1).is_none_or(|b| matches!(b, b' ' | b'\t'));
        match byte {
            b'"' | b'\'' if value_begins => {
                let mark = char::from(byte);
                let close = closing_quote(line.text, at, mark);
                found.push(Quote {
                    open: line.start + offset(at),
                    mark,
                    close: close.map(|close| line.start + offset(close)),
                });
                let Some(close) = close else { return found };
                at = close;
                value_begins = false;
            }
            b'#' if at == 0 || bytes.get(at - 1).is_some_and(|b| matches!(b, b' ' | b'\t')) => return found,
            b'[' | b'{' | b',' => value_begins = true,
            b':' | b'-' | b'?' if before_blank => value_begins = true,
            b' ' | b'\t' => {}
            _ => value_begins = false,
        }
        at += 1;
    }
    found
}

/// The quote that opens above `line` and is not closed in its own line.
fn open_above<'a>(scene: Scene<'a>, line: Line<'_>) -> Option<(Line<'a>, Quote)> {
    let mut cursor = scene.previous(line)?;
    loop {
        if let Some(open) = quotes(cursor).pop().filter(|quote| quote.close.is_none()) {
            return Some((cursor, open));
        }
        cursor = scene.previous(cursor)?;
    }
}

/// The fault of a quote that opens behind the bracket at byte `bracket` and is still open at the place.
pub(super) fn open_within(scene: Scene<'_>, bracket: u32) -> Option<Diagnostic> {
    let (line, quote) = open_above(scene, scene.line(scene.at))?;
    let is_open = closing_quote(scene.slice(Span::new(quote.open, scene.at)), 0, quote.mark).is_none();
    (quote.open > bracket && is_open).then(|| never_closed(scene, line, quote))
}

/// A text whose quote opens at the place and never closes.
pub(super) fn unclosed(scene: Scene<'_>) -> Diagnostic {
    let mark = if scene.rest(scene.at).starts_with('"') { '"' } else { '\'' };
    never_closed(scene, scene.line(scene.at), Quote { open: scene.at, mark, close: None })
}

fn never_closed(scene: Scene<'_>, line: Line<'_>, quote: Quote) -> Diagnostic {
    let mark = quote.mark;
    // Lines below that stand further in and are no keys are the text's as well.
    let column = line.parts().column;
    let goes_on = |line: &Line<'_>| {
        let parts = line.parts();
        !line.is_blank() && line.indent() > column && parts.key.is_none() && parts.dashes.is_empty()
    };
    let mut last = line;
    while let Some(next) = scene.next(last).filter(goes_on) {
        last = next;
    }
    let text = scene.slice(Span::new(quote.open, last.end())).trim_end();
    let span = Span::new(quote.open, quote.open + 1);
    let end = quote.open + offset(text.len());
    let message = format!("the quote {mark} that opens here is not closed");
    let found = scene.diagnostic("syntax/unclosed-quote", span, message);
    if text.len() == 1 {
        return found.with_help(format!("close it with {mark} where the text ends"));
    }
    // Within brackets, nobody knows where the text was to end.
    let tail: Vec<char> = text.chars().rev().take_while(|c| matches!(c, ']' | '}' | ',')).collect();
    if !tail.is_empty() {
        return found.with_help(format!(
            "close it with {mark} where the text ends, before {}",
            shown(&tail.iter().rev().collect::<String>())
        ));
    }
    let shown_line = last.content().text;
    let shown_line = if last.start == line.start { text } else { shown_line };
    found
        .with_help(format!("write {}, if the text ends there", shown(&format!("{shown_line}{mark}"))))
        .with_fix(
            "close the quote at the end of the line",
            Applicability::Unsafe,
            vec![Edit { span: Span::empty(end), replacement: mark.to_string() }],
        )
}

/// A line that should go on with a quoted text and does not stand far enough in.
pub(super) fn shallow(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let Some((opening, quote)) = open_above(scene, line) else { return unreadable(scene) };
    let parts = line.parts();
    let content = line.content();
    let rest = scene.slice(Span::new(quote.open, scene.document_end(line)));
    let closes_later = closing_quote(rest, 0, quote.mark).is_some();
    if parts.key.is_some() || !parts.dashes.is_empty() || line.is_marker() || !closes_later {
        let ran_into = if line.is_marker() { content } else { parts.name() };
        let found = never_closed(scene, opening, quote);
        return if ran_into.text.is_empty() {
            found
        } else {
            found.with_label(ran_into.span(), "this line can no longer belong to the text")
        };
    }
    let Parts { column, .. } = opening.parts();
    let wanted = column + 2;
    let indent = Span::new(line.start, line.start + offset(line.indent()));
    scene
        .diagnostic(
            "syntax/indentation",
            content.span(),
            format!(
                "this line of a quoted text stands {}, and must stand further in than {}",
                standing(line.indent()),
                shown(opening.parts().name().text)
            ),
        )
        .with_label(Span::new(quote.open, quote.open + 1), "the text begins here")
        .with_help(format!("begin the line with {}", spaces(wanted)))
        .with_fix(
            "indent the line",
            Applicability::Unsafe,
            vec![Edit { span: indent, replacement: " ".repeat(wanted) }],
        )
}

/// Text after a closing quote.
pub(super) fn text_after(scene: Scene<'_>) -> Diagnostic {
    let line = scene.line(scene.at);
    let all = quotes(line);
    let closed = all.iter().copied().filter_map(|quote| Some((quote, quote.close?)));
    let Some((quote, close)) = closed.rev().find(|&(_, close)| close < scene.at) else {
        return quote_of_another_line(scene, line);
    };
    let word = scene.value(scene.at);
    let mark = quote.mark;
    let inner = scene.slice(Span::new(quote.open, close + 1));
    let opens = line.parts().value.start == quote.open || line.content().start == quote.open;
    let whole = line.parts().value;
    let whole = if whole.start == quote.open { whole } else { line.content() };
    if all.iter().any(|other| other.open == scene.at)
        || scene.rest(scene.at).starts_with(['"', '\'']) && !opens
    {
        return scene
            .diagnostic("syntax/missing-comma", word, format!("no comma after {}", shown(inner)))
            .with_label(Span::new(quote.open, close + 1), "one value")
            .with_help("separate the values within brackets by commas")
            .with_fix(
                "put a comma between the values",
                Applicability::Unsafe,
                vec![Edit { span: Span::empty(close + 1), replacement: ",".to_owned() }],
            );
    }
    let found = scene
        .diagnostic(
            "syntax/text-after-quote",
            word,
            format!("text follows the closing quote of {}", shown(inner)),
        )
        .with_label(Span::new(quote.open, quote.open + 1), "the quote opens here")
        .with_label(Span::new(close, close + 1), "and this closes it");
    if !opens {
        return found.with_help("put all of the text into the quotes");
    }
    if whole.text.len() > inner.len() && whole.text.ends_with(mark) {
        // The quotes at both ends are meant as such, those between them as text.
        let body = cut(whole.text, 1, whole.text.len() - 1);
        let body = match mark {
            '\'' => body.replace("''", "'").replace('\'', "''"),
            _ => body.replace("\\\"", "\"").replace('"', "\\\""),
        };
        let corrected = format!("{mark}{body}{mark}");
        let twice = if mark == '\'' { "twice" } else { "with a backslash before it" };
        return found
            .with_help(format!("write a {mark} within the text {twice}: {}", shown(&corrected)))
            .with_fix(
                format!("write each {mark} within the text {twice}"),
                Applicability::Unsafe,
                vec![Edit { span: whole.span(), replacement: corrected }],
            );
    }
    // In `'We'll appeal.`, what closes the text is an apostrophe, and the quote before it stray.
    let is_apostrophe =
        mark == '\'' && scene.at == close + 1 && scene.rest(scene.at).starts_with(char::is_alphabetic);
    let text = if is_apostrophe { whole.text.strip_prefix(mark).unwrap_or(whole.text) } else { whole.text };
    let corrected = quoted(text);
    found.with_help(format!("put all of the text into quotes: {}", shown(&corrected))).with_fix(
        "put the text into quotes",
        Applicability::Unsafe,
        vec![Edit { span: whole.span(), replacement: corrected }],
    )
}

/// A closing quote whose opening one stands in a line above, where it was not meant to reach this far.
fn quote_of_another_line(scene: Scene<'_>, line: Line<'_>) -> Diagnostic {
    let Some((opening, quote)) = open_above(scene, line) else { return unreadable(scene) };
    let before = scene.slice(Span::new(line.start, scene.at)).trim_end();
    let width = before.chars().next_back().map_or(0, char::len_utf8);
    let end = line.start + offset(before.len());
    never_closed(scene, opening, quote)
        .with_label(Span::new(end - offset(width), end), "so that the text runs up to this quote")
}

/// A bad escape in the text whose quote opens at the place.
pub(super) fn escape(scene: Scene<'_>) -> Diagnostic {
    let text = scene.rest(scene.at);
    let Some(bad) = first_bad_escape(text, false) else { return unreadable(scene) };
    bad_escape(scene, scene.at, bad, text)
}

/// The diagnostic of a bad escape in `text`, which begins at byte `start`.
pub(super) fn bad_escape(scene: Scene<'_>, start: u32, bad: BadEscape, text: &str) -> Diagnostic {
    let span = Span::new(start + offset(bad.start), start + offset(bad.end));
    let written = cut(text, bad.start, bad.end);
    let found = scene.diagnostic("syntax/escape", span, format!("{} {}", shown(written), bad.reason));
    let doubled = format!("\\{written}");
    found
        .with_label(Span::new(start, start + 1), "within the text that opens here")
        .with_help(format!(
            "write `\\\\` for a backslash, so {}{}",
            shown(&doubled),
            if bad.json { "" } else { ", or put the text into single quotes, where a backslash is one" },
        ))
        .with_fix(
            "write the backslash twice",
            Applicability::Unsafe,
            vec![Edit { span: Span::empty(span.start), replacement: "\\".to_owned() }],
        )
}

/// An escape that stands for no character, as a range of the text.
#[derive(Debug, Clone, Copy)]
pub(super) struct BadEscape {
    start: usize,
    end: usize,
    reason: &'static str,
    json: bool,
}

/// The first bad escape in the double-quoted text that `text` begins with.
pub(super) fn first_bad_escape(text: &str, json: bool) -> Option<BadEscape> {
    const LONE: &str = "is half of a pair that stands for one character, without its other half";
    let bytes = text.as_bytes();
    let mut at = 1;
    while let Some(&byte) = bytes.get(at) {
        if byte == b'"' {
            return None;
        }
        if byte != b'\\' {
            at += 1;
            continue;
        }
        let kind = cut(text, at + 1, text.len()).chars().next()?;
        let digits = match kind {
            'u' => 4,
            'x' if !json => 2,
            'U' if !json => 8,
            _ => 0,
        };
        let known = if json { "\"\\/bfnrtu" } else { "0abt\tnvfre \"/\\N_LPxuU\n\r" };
        let bad = |length: usize, reason| BadEscape { start: at, end: at + length, reason, json };
        if !known.contains(kind) {
            return Some(bad(1 + kind.len_utf8(), "stands for no character"));
        }
        let hex =
            cut(text, at + 2, text.len()).bytes().take(digits).take_while(u8::is_ascii_hexdigit).count();
        if hex < digits {
            let reason = match kind {
                'x' => "lacks the two digits (0-9, a-f) that must follow it",
                'u' => "lacks the four digits (0-9, a-f) that must follow it",
                _ => "lacks the eight digits (0-9, a-f) that must follow it",
            };
            return Some(bad(2 + hex, reason));
        }
        let code = u32::from_str_radix(cut(text, at + 2, at + 2 + digits), 16).unwrap_or(0);
        if digits == 4 && (0xD800..0xDC00).contains(&code) {
            let low = cut(text, at + 6, at + 12).strip_prefix("\\u");
            let low = low.and_then(|low| u32::from_str_radix(low, 16).ok());
            if !low.is_some_and(|low| (0xDC00..0xE000).contains(&low)) {
                return Some(bad(6, LONE));
            }
            at += 12;
            continue;
        }
        if (0xDC00..0xE000).contains(&code) || (0xD800..0xDC00).contains(&code) {
            return Some(bad(2 + digits, LONE));
        }
        if digits > 0 && char::from_u32(code).is_none() {
            return Some(bad(2 + digits, "is the number of no character"));
        }
        at += 1 + kind.len_utf8() + digits;
    }
    None
}
