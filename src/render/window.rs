//! One line of a file as it is shown: tabs as spaces, deceptive characters visible, and of a long
//! line only the part around its labels.

use crate::render::escape;
use crate::source::{SourceFile, Span};

const TAB_WIDTH: usize = 4;

/// The part of a line that is shown, and the positions of its bytes in the printed text.
#[derive(Debug)]
pub(crate) struct Window {
    /// The printed text.
    pub(crate) text: String,
    /// For each place asked for, its byte offset in `text`.
    pub(crate) stops: Vec<usize>,
}

/// Shows the line that covers `line` within `max` cells, so that the bytes of `focus` are seen as far
/// as they fit, with `label` cells from its middle on for what is written below; finds `places` (offsets in the file)
/// in what is shown.
///
/// Takes time in proportion to what is shown, not to the line: a file may be one line of megabytes.
pub(crate) fn show(
    file: &SourceFile,
    line: Span,
    focus: Span,
    label: usize,
    places: &[u32],
    max: usize,
    ellipsis: &str,
) -> Window {
    let line = without_mark(file, line);
    let label = label.min(max / 2);
    // More bytes than this do not fit, whatever they are; fewer are worth a look.
    let whole = if (line.len() as usize) <= max.saturating_mul(4) { file.slice(line) } else { "" };
    let middle =
        whole.floor_char_boundary((focus.start + focus.len() / 2).saturating_sub(line.start) as usize);
    let has_label = || shown_width(whole.get(..middle).unwrap_or_default()) + label <= max;
    if (whole.is_empty() && !line.is_empty()) || shown_width(whole) > max || !has_label() {
        let room = max.saturating_sub(2 * escape::width(ellipsis)).max(1);
        clipped(file, line, focus, label, places, room, ellipsis)
    } else {
        write(file, line, places, "", "")
    }
}

/// Returns true if the full line is shown.
pub(crate) fn fits(file: &SourceFile, line: Span, max: usize) -> bool {
    (line.len() as usize) <= max.saturating_mul(4) && shown_width(file.slice(line)) <= max
}

/// Returns the text after a byte order mark, which editors do not show.
fn without_mark(file: &SourceFile, line: Span) -> Span {
    let marked = line.start == 0 && file.slice(line).starts_with('\u{feff}');
    if marked { Span::new(3, line.end) } else { line }
}

fn clipped(
    file: &SourceFile,
    line: Span,
    focus: Span,
    label: usize,
    places: &[u32],
    room: usize,
    ellipsis: &str,
) -> Window {
    let text = file.text();
    let at = |offset: u32| text.floor_char_boundary(offset.clamp(line.start, line.end) as usize);
    let (focus_start, focus_end) = (at(focus.start), at(focus.end));
    let (from, to) = (line.start as usize, line.end as usize);
    let focused = fitting_part(text.get(focus_start..focus_end).unwrap_or_default().chars(), room);
    let before = text.get(from..focus_start).unwrap_or_default();
    let left = fitting_part(before.chars().rev(), (room - focused.cells.min(room)) / 2);
    let start = focus_start - left.bytes;
    let right = fitting_part(text.get(start..to).unwrap_or_default().chars(), room);
    let end = start + right.bytes;
    // Near its end, the line fills the window from the right.
    let start = if end == to {
        to - fitting_part(text.get(from..to).unwrap_or_default().chars().rev(), room).bytes.max(to - start)
    } else {
        start
    };
    // What is written below must end within the window too.
    let label = label.saturating_sub(focused.cells / 2);
    let most = fitting_part(before.chars().rev(), room.saturating_sub(focused.cells + label));
    let start = if label == 0 { start } else { start.max(focus_start - most.bytes) };
    let shown = Span::new(crate::source::offset(start), crate::source::offset(end));
    let head = if start > from { ellipsis } else { "" };
    let tail = if end < to { ellipsis } else { "" };
    write(file, shown, places, head, tail)
}

/// The part of a run of characters that fits.
struct Taken {
    bytes: usize,
    cells: usize,
}

fn fitting_part(chars: impl Iterator<Item = char>, cells: usize) -> Taken {
    let mut taken = Taken { bytes: 0, cells: 0 };
    for c in chars {
        let width = shown_char_width(c);
        // Combining marks take no cell; a text of nothing else must still end.
        if taken.cells + width > cells || taken.bytes > cells.saturating_mul(8) {
            break;
        }
        taken.bytes += c.len_utf8();
        taken.cells += width;
    }
    taken
}

fn write(file: &SourceFile, shown: Span, places: &[u32], head: &str, tail: &str) -> Window {
    let mut text = String::from(head);
    // A place before the printed part moves to its beginning, one behind it to its end.
    let mut stops = vec![None; places.len()];
    let mut column = escape::width(head);
    for (index, c) in file.slice(shown).char_indices() {
        let offset = shown.start + crate::source::offset(index);
        for (stop, &place) in stops.iter_mut().zip(places) {
            if stop.is_none() && place < offset + crate::source::offset(c.len_utf8()) {
                *stop = Some(text.len());
            }
        }
        let before = text.len();
        if c == '\t' {
            text.extend(std::iter::repeat_n(' ', TAB_WIDTH - column % TAB_WIDTH));
        } else {
            escape::push_escaped(&mut text, c);
        }
        column += escape::width(text.get(before..).unwrap_or_default());
    }
    let end = text.len();
    text.push_str(tail);
    Window { text, stops: stops.into_iter().map(|stop| stop.unwrap_or(end)).collect() }
}

fn shown_width(text: &str) -> usize {
    text.chars().map(shown_char_width).sum()
}

/// Returns the largest number of cells that `c` can take in the output.
fn shown_char_width(c: char) -> usize {
    match c {
        '\t' => TAB_WIDTH,
        c if escape::is_deceptive(c) => "\\u{1234}".len(),
        c => escape::char_width(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::FileId;

    fn shown(text: &str, focus: (u32, u32), max: usize) -> (String, Vec<usize>) {
        let file = SourceFile::new(FileId(0), "a.yaml", text);
        let focus = Span::new(focus.0, focus.1);
        let window = show(&file, file.line_span(0), focus, 0, &[focus.start, focus.end], max, "…");
        (window.text, window.stops)
    }

    #[test]
    fn a_label_below_the_end_of_a_line_moves_the_line() {
        let file = SourceFile::new(FileId(0), "a.yaml", "-------------END");
        let focus = Span::new(13, 16);
        let window = |label| show(&file, file.line_span(0), focus, label, &[13, 16], 20, "…").text;
        assert_eq!(window(5), "-------------END");
        assert_eq!(window(10), "…------END");
    }

    #[test]
    fn a_line_that_fits_is_whole() {
        assert_eq!(shown("a:\tb\n", (3, 4), 20), ("a:  b".to_owned(), vec![4, 5]));
    }

    #[test]
    fn escapes_move_what_follows() {
        let (text, stops) = shown("\u{202e}xy", (3, 4), 20);
        assert_eq!((text.as_str(), stops), ("\\u{202e}xy", vec![8, 9]));
    }

    #[test]
    fn a_long_line_is_cut_around_the_label() {
        let text = format!("{}NEEDLE{}", "a".repeat(500), "b".repeat(500));
        let (text, stops) = shown(&text, (500, 506), 22);
        assert_eq!(text, "…aaaaaaaNEEDLEbbbbbbb…");
        assert_eq!(text.get(stops[0]..stops[1]), Some("NEEDLE"));
    }

    #[test]
    fn a_label_at_either_end_of_a_long_line_leaves_no_room_unused() {
        let text = format!("START{}END", "-".repeat(500));
        assert_eq!(shown(&text, (0, 5), 20).0, "START-------------…");
        assert_eq!(shown(&text, (505, 508), 20).0, "…---------------END");
    }

    #[test]
    fn the_byte_order_mark_is_not_shown() {
        assert_eq!(shown("\u{feff}kind: x\n", (3, 7), 20), ("kind: x".to_owned(), vec![0, 4]));
    }
}
