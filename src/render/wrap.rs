//! Breaks text into lines of a given width.

use crate::render::escape;

/// Breaks `text` into lines at its spaces, but not at those of code between backticks that fits on a line, which is there to be copied.
/// A word that is too long for a line is broken only between wide characters, whose scripts write without spaces: a path
/// or an address must stay in one piece.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in words(text, width) {
        let cells = escape::width(word.trim_end());
        if used > 0 && used + cells > width {
            lines.push(finish(&mut line, &mut used));
        }
        for c in word.chars() {
            let cells = escape::char_width(c);
            if cells == 2 && used + cells > width {
                lines.push(finish(&mut line, &mut used));
            }
            line.push(c);
            used += cells;
        }
    }
    lines.push(finish(&mut line, &mut used));
    // A CI runner must not take the beginning of a line for a command.
    for line in &mut lines {
        if escape::is_command(line) {
            line.insert_str(0, "> ");
        }
    }
    lines
}

/// Splits a text behind its spaces; code between backticks that is no wider than `width` stays whole.
fn words(text: &str, width: usize) -> Vec<&str> {
    let mut words = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let space = rest.find(' ').map_or(rest.len(), |space| space + 1);
        let end = end_of_code(rest, space)
            .filter(|end| rest.get(..*end).is_some_and(|word| escape::width(word.trim_end()) <= width));
        let (word, next) = rest.split_at(end.unwrap_or(space));
        words.push(word);
        rest = next;
    }
    words
}

/// Returns the end of the word in which the code ends that is open at `space`, the end of the text's first word; `None` if none is
/// open there.
fn end_of_code(text: &str, space: usize) -> Option<usize> {
    let mut end = space;
    loop {
        let (word, rest) = text.split_at_checked(end)?;
        if word.matches('`').count().is_multiple_of(2) {
            return (end > space).then_some(end);
        }
        let closing = rest.find('`')? + 1;
        let behind = rest.get(closing..)?;
        end += closing + behind.find(' ').map_or(behind.len(), |space| space + 1);
    }
}

fn finish(line: &mut String, used: &mut usize) -> String {
    *used = 0;
    let mut done = std::mem::take(line);
    done.truncate(done.trim_end_matches(' ').len());
    done
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn breaks_at_spaces_alone() {
        assert_eq!(
            wrap("the rule verdict-without-date says so", 14),
            ["the rule", "verdict-without-date", "says so"]
        );
    }

    #[test]
    fn keeps_code_in_one_piece() {
        let lines = |text, width| wrap(text, width).join("|");
        assert_eq!(lines("write `court: {name: A B}` here", 22), "write|`court: {name: A B}`|here");
        assert_eq!(lines("write (`a b` or `c d`), now", 16), "write (`a b` or|`c d`), now");
        assert_eq!(lines("a ` b c d", 4), "a `|b c|d");
        assert_eq!(lines("`a b c d e f g` x", 8), "`a b c d|e f g` x");
    }

    #[test]
    fn breaks_between_wide_characters() {
        assert_eq!(wrap("東京都千代田区", 6), ["東京都", "千代田", "区"]);
    }

    #[test]
    fn no_line_begins_as_a_command() {
        assert_eq!(wrap("says ::error file=x", 7), ["says", "> ::error", "file=x"]);
    }
}
