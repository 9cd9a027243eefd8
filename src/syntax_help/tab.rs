//! Tabs where only spaces may stand.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::line::{Line, cut};
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a tab in the indentation of the line at the place, or of the first line from there on that has one.
pub(super) fn in_indentation(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = context.line(context.at);
    match context.complaint {
        Complaint::Colon | Complaint::NoKey | Complaint::NoEntry => explain(context, line),
        Complaint::Tab => {
            // A line of blanks alone does no harm.
            let lines = std::iter::successors(Some(line), |&line| context.next(line));
            lines.filter(|line| !line.is_blank()).find_map(|line| explain(context, line))
        }
        _ => None,
    }
}

/// Recognises a tab after a dash: `-<tab>- item`.
pub(super) fn after_dash(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = context.line(context.at);
    match context.complaint {
        Complaint::TabAfterIndicator => {}
        Complaint::ItemAfterKey if line.parts().key.is_none_or(|key| key.text.is_empty()) => {}
        _ => return None,
    }
    let before = context.slice(Span::new(line.start, context.at));
    let at = line.start + offset(before.rfind('\t')?);
    let tab = Span::new(at, at + 1);
    let found = context
        .diagnostic("syntax/tab-indentation", tab, "a tab stands where only spaces can")
        .with_help("write a space between the dashes")
        .with_fix(
            "put a space for the tab",
            Applicability::Safe,
            vec![Edit { span: tab, replacement: " ".to_owned() }],
        );
    Some(found)
}

/// Returns the blanks before the first key or dash of a block collection at byte `start`, if there is a tab among them: they
/// are its indentation, whether they begin the line or follow a dash.
pub(super) fn before_block(context: ErrorContext<'_>) -> Option<Span> {
    let line = context.line(context.at);
    let before = context.slice(Span::new(line.start, context.at));
    let head = before.trim_end_matches([' ', '\t']);
    let blanks = before.get(head.len()..).filter(|blanks| blanks.contains('\t'))?;
    let is_indicator = head.is_empty() || head.ends_with(['-', '?', ':']);
    is_indicator.then(|| Span::new(context.at - offset(blanks.len()), context.at))
}

/// Explains the tabs before the keys and dashes of block collections, as [`before_block`] finds them.
pub(super) fn before_blocks(context: ErrorContext<'_>, found: &[Span]) -> Option<Diagnostic> {
    let edits = found
        .iter()
        .map(|blanks| Edit { span: *blanks, replacement: " ".repeat(context.slice(*blanks).len()) });
    let first = *found.first()?;
    let key = context.word(first.end);
    let help = format!(
        "write a space before {}: other tools stop here, for a tab may stand only before a single value",
        shown(context.slice(key))
    );
    let tab = first.start + offset(context.slice(first).find('\t')?);
    let diagnostic = context
        .diagnostic("syntax/tab-indentation", Span::new(tab, tab + 1), "a tab stands where only spaces can")
        .with_help(help);
    Some(diagnostic.with_fix("put spaces for the tabs", Applicability::Safe, edits.collect()))
}

/// Explains a tab in the indentation of `line`.
fn explain(context: ErrorContext<'_>, line: Line<'_>) -> Option<Diagnostic> {
    let blanks = cut(line.text, 0, line.indent());
    let tab = blanks.find('\t')?;
    let tabs = blanks.len() - tab - cut(blanks, tab, blanks.len()).trim_start_matches('\t').len();
    let start = line.start + offset(tab);
    let primary = Span::new(start, start + offset(tabs));
    let found = context
        .diagnostic("syntax/tab-indentation", primary, "a tab stands where only spaces can")
        .with_help("indent with spaces instead; most editors can be set to put spaces for the Tab key");
    let unit = indent_unit(context, line);
    let (own_blanks, beside) = (blanks, column_beside(context, line));
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    while let Some(line) = cursor {
        let blanks = cut(line.text, 0, line.indent());
        if blanks.contains('\t') {
            let span = Span::new(line.start, line.start + offset(blanks.len()));
            // A line of the same tabs as the one at the place stands as far in as its neighbours.
            let replacement = match beside.filter(|_| blanks == own_blanks) {
                Some(column) => " ".repeat(column),
                None => blanks.replace('\t', &" ".repeat(unit)),
            };
            edits.push(Edit { span, replacement });
        }
        cursor = context.next(line);
    }
    let title = match beside {
        Some(column) => format!("put {column} spaces for the tabs"),
        None => format!("put {unit} spaces for each tab"),
    };
    Some(found.with_fix(title, Applicability::Unsafe, edits))
}

/// Returns the column of the keys above and below a line, if both have the same and only spaces before them: the line is one
/// of them.
fn column_beside(context: ErrorContext<'_>, line: Line<'_>) -> Option<usize> {
    let column = |line: Line<'_>| {
        let parts = line.parts();
        let is_spaced = !cut(line.text, 0, line.indent()).contains('\t');
        let is_open = parts.value.text.is_empty();
        (is_spaced && parts.key.is_some() && !is_open).then_some(parts.column)
    };
    let (above, below) = (column(context.above(line)?)?, column(context.below(line)?)?);
    let is_key = line.parts().key.is_some() && line.parts().dashes.is_empty();
    (above == below && is_key).then_some(above)
}

/// Returns the width by which the lines above are indented, which a tab probably stands for.
fn indent_unit(context: ErrorContext<'_>, line: Line<'_>) -> usize {
    let mut cursor = line;
    while let Some(above) = context.above(cursor) {
        let indent = above.indent();
        if (1..=8).contains(&indent) && !cut(above.text, 0, indent).contains('\t') {
            return if indent % 4 == 0 { 4 } else { 2 };
        }
        cursor = above;
    }
    2
}
