//! Breaks text into lines of a given width.

use crate::render::escape;

/// Breaks `text` into lines at its spaces. A word that is too long for a line is broken only between wide characters,
/// whose scripts write without spaces: a path or an address must stay in one piece.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_inclusive(' ') {
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
    fn breaks_between_wide_characters() {
        assert_eq!(wrap("東京都千代田区", 6), ["東京都", "千代田", "区"]);
    }

    #[test]
    fn no_line_begins_as_a_command() {
        assert_eq!(wrap("says ::error file=x", 7), ["says", "> ::error", "file=x"]);
    }
}
