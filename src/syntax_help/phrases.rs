//! Phrases that messages and helps have in common.

use super::line::cut;

/// The number of characters of the file that a message quotes at most.
const SHOWN: usize = 60;

/// Returns `text` as a message quotes it: in backticks, on one line, and not too long.
pub(super) fn shown(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default().trim();
    let (text, more) = match line.char_indices().nth(SHOWN) {
        Some((end, _)) => {
            let text = cut(line, 0, end).trim_end();
            // Whoever copies what is cut would leave out the mark that closes it.
            let marks = |mark: char| {
                let all = text.match_indices(mark).map(|(at, _)| at);
                all.filter(|at| !cut(text, 0, *at).ends_with('\\')).count()
            };
            let is_open = |mark: char| line.ends_with(mark) && marks(mark) % 2 == 1;
            (
                text,
                if is_open('"') {
                    "…\""
                } else if is_open('\'') {
                    "…'"
                } else {
                    "…"
                },
            )
        }
        None => (line, ""),
    };
    if !text.contains('`') {
        return format!("`{text}{more}`");
    }
    // Backticks around backticks would only puzzle.
    if text.starts_with(['"', '\'']) { format!("{text}{more}") } else { format!("“{text}{more}”") }
}

/// Returns `text` in the YAML quotes that need the fewest escapes; they replace curly quotes around it.
pub(super) fn yaml_quoted(text: &str) -> String {
    let text = without_curly_quotes(text);
    if text.contains(['"', '\\']) { format!("'{}'", text.replace('\'', "''")) } else { format!("\"{text}\"") }
}

/// Returns the text between curly quotes, where these were typed in place of YAML's quotes.
fn without_curly_quotes(text: &str) -> &str {
    let inner = ["“”", "„“", "„”", "‘’", "‚‘", "””"].iter().find_map(|pair| {
        let (open, close) = pair.split_at_checked('“'.len_utf8())?;
        text.strip_prefix(open)?.strip_suffix(close)
    });
    // With other curly quotes between them, they may belong to two quotations.
    inner.filter(|inner| !inner.contains(['“', '”', '„', '‘', '‚'])).unwrap_or(text)
}

/// Returns "no space", "1 space" or "2 spaces".
pub(super) fn space_count(count: usize) -> String {
    match count {
        0 => "no space".to_owned(),
        1 => "1 space".to_owned(),
        _ => format!("{count} spaces"),
    }
}

/// Returns the place of a line in words: "at the margin", "2 spaces in".
pub(super) fn column_phrase(column: usize) -> String {
    if column == 0 { "at the margin".to_owned() } else { format!("{} in", space_count(column)) }
}
