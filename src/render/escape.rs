//! Makes text from files, paths and messages safe to print: an author of a report must not be able
//! to move the cursor, reorder what an editor reads, or hide a word from them.

use std::borrow::Cow;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthChar;

/// Returns true if `c` could mislead a terminal or a reader: control characters, bidirectional
/// controls, and characters that show nothing at all.
pub(crate) fn is_deceptive(c: char) -> bool {
    matches!(c,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Appends `c` as it may be shown: itself, or `\n` or `\u{202e}` in visible characters.
pub(crate) fn push_escaped(out: &mut String, c: char) {
    match c {
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Some CI runners take these for commands wherever they stand in a line.
        // Writing to a string does not fail.
        c if is_after_hashes(out, c) => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
        c if is_deceptive(c) => drop(write!(out, "\\u{{{:x}}}", u32::from(c))),
        c => out.push(c),
    }
}

/// Returns true if `c` turns the `##` at the end of `before` into a command of a CI runner: `##[error]`, `##vso`, `##teamcity`.
pub(crate) fn is_after_hashes(before: &str, c: char) -> bool {
    (c == '[' || c.is_ascii_alphabetic()) && before.ends_with("##")
}

/// Puts `text` on one line, with every deceptive character made visible.
pub(crate) fn line(text: &str) -> Cow<'_, str> {
    if !text.chars().any(is_deceptive) && !text.contains("##") {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    text.chars().for_each(|c| push_escaped(&mut out, c));
    Cow::Owned(out)
}

/// Puts a path on one line.
///
/// One that begins as a workflow command of a CI runner does (`::error`) gets `./` before
/// it: the same file to whoever follows the path, and no command to who reads the log.
pub(crate) fn path(path: &str) -> Cow<'_, str> {
    let shown = line(path);
    if is_command(&shown) { Cow::Owned(format!("./{shown}")) } else { shown }
}

/// Returns the lines of `text`, each safe at the beginning of a line of output.
pub(crate) fn paragraphs(text: &str) -> impl Iterator<Item = Cow<'_, str>> {
    text.trim_end().lines().map(|text| {
        let shown = line(text);
        if is_command(&shown) { Cow::Owned(format!("> {}", shown.trim_start())) } else { shown }
    })
}

/// Returns true if a CI runner takes a line that begins with `text` for a command; runners ignore the
/// space before it.
pub(crate) fn is_command(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("::")
}

/// Returns the number of terminal cells that `c` takes.
pub(crate) fn char_width(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Returns the number of terminal cells that `text` takes: the sum over its characters, as terminals count.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deceptive_characters_become_visible() {
        assert_eq!(line("a\u{1b}[31m\u{202e}b\n\u{feff}"), "a\\u{1b}[31m\\u{202e}b\\n\\u{feff}");
        assert!(matches!(line("Қазақстан 東京 😀"), Cow::Borrowed(_)));
        assert_eq!(line("a ##[add-mask]b ##vso[x] ## c"), "a ##\\u{5b}add-mask]b ##\\u{76}so[x] ## c");
    }

    #[test]
    fn paths_are_no_commands() {
        assert_eq!(path("::error::x.yaml"), "./::error::x.yaml");
        assert_eq!(path("reports/a.yaml"), "reports/a.yaml");
    }

    #[test]
    fn no_line_begins_as_a_command() {
        let lines: Vec<_> = paragraphs("one\n  ::error title=x::y\n").collect();
        assert_eq!(lines, ["one", "> ::error title=x::y"]);
    }

    #[test]
    fn width_counts_cells() {
        assert_eq!((width("Қаз"), width("東京"), width("😀"), width("e\u{301}")), (3, 4, 2, 1));
    }
}
