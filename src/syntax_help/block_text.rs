//! Texts under `|` or `>`: their header and their indentation.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::layout::{self, Misplacement};
use super::line::{Line, Piece, cut};
use super::phrases::{column_phrase, shown, space_count, yaml_quoted};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a text that does not stand further in than its key.
pub(super) fn not_indented(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::keyless_line(context)?;
    let header = context.above(line).filter(|above| above.parts().opens_block())?;
    let parts = header.parts();
    let key = parts.name();
    let column = parts.key.map_or(parts.dashes.last().copied().unwrap_or(0), |_| parts.column);
    let indicator = parts.value.text.rsplit([' ', '\t']).next().unwrap_or_default();
    let at = parts.value.span().end - offset(indicator.len());
    let mut edits = Vec::new();
    let mut cursor = Some(line);
    // The text ends where keys go on.
    while let Some(line) = cursor.filter(|line| line.parts().key.is_none()) {
        if !line.content().text.is_empty() {
            edits.push(Edit { span: Span::empty(line.start), replacement: " ".repeat(column + 2) });
        }
        cursor = context.next(line);
    }
    let message = format!(
        "the text under {} does not stand further in than its key",
        shown(&format!("{}: {indicator}", key.text))
    );
    let found = context
        .diagnostic("syntax/block-scalar", line.content().span(), message)
        .with_label(Span::new(at, at + offset(indicator.len())), "the text begins after this")
        .with_help(format!("put {} before each line of the text", space_count(column + 2)))
        .with_fix("indent the text", Applicability::Unsafe, edits);
    Some(found)
}

/// Recognises a line of the text that stands less far in than the first one.
pub(super) fn uneven(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let line = layout::misplaced_line(context)?;
    let Misplacement::InUnevenBlock { header, first: (depth, first) } = layout::misplacement(context, line)
    else {
        return None;
    };
    let column = line.indent();
    let message = format!(
        "this line of the text stands {}, the first one {}",
        column_phrase(column),
        column_phrase(depth)
    );
    let edit = Edit { span: Span::empty(line.start), replacement: " ".repeat(depth.saturating_sub(column)) };
    let found = context
        .diagnostic("syntax/block-scalar", line.content().span(), message)
        .with_label(first.span(), format!("the text begins {}", column_phrase(depth)))
        .with_label(header.parts().name().span(), "the text belongs to this")
        .with_help(format!("begin every line of the text with at least {}", space_count(depth)))
        .with_fix("indent the line like the text's first one", Applicability::Unsafe, vec![edit]);
    Some(found)
}

/// Recognises text behind `|` or `>` on its line.
pub(super) fn on_header_line(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::BlockHeader {
        return None;
    }
    let parts = context.line(context.at).parts();
    let value = context.value_here()?;
    let indicator = cut(value.text, 0, 1);
    let rest = cut(value.text, 1, value.text.len());
    let text = Piece {
        start: value.start + offset(1 + rest.len() - rest.trim_start().len()),
        text: rest.trim_start(),
    };
    let primary = if text.text.is_empty() { context.character(context.at) } else { text.span() };
    let message = format!(
        "{} stands on the line of `{indicator}`; the text must begin on the next one",
        shown(text.text)
    );
    let found = context
        .diagnostic("syntax/block-scalar", primary, message)
        .with_label(Span::new(value.start, value.start + 1), "this announces a text on the lines below")
        .with_help(format!(
            "put the text below, two spaces further in than the key; or write {}",
            shown(&yaml_quoted(value.text))
        ));
    if text.text.starts_with(|c: char| matches!(c, '+' | '-' | '0'..='9')) {
        return Some(context.with_quoting_fix(found, value));
    }
    let own_line = format!("\n{}", " ".repeat(parts.column + 2));
    let edit = Edit { span: Span::new(value.start + 1, text.start), replacement: own_line };
    Some(found.with_fix("put the text on the next line", Applicability::Unsafe, vec![edit]))
}

/// Recognises a header that asks for no indentation: `|0`.
pub(super) fn zero_indent(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::ZeroBlockIndent {
        return None;
    }
    let span = context.word(context.at);
    let header = context.slice(span);
    let mended = header.replace('0', "");
    let found = context
        .diagnostic(
            "syntax/block-scalar",
            span,
            format!("`{header}` asks for a text that is indented by no space"),
        )
        .with_help(format!("write `{mended}`; the indentation is then taken from the text's first line"))
        .with_fix(
            format!("write `{mended}`"),
            Applicability::Unsafe,
            vec![Edit { span, replacement: mended }],
        );
    Some(found)
}

/// Recognises a line that stands less far in than the header or an empty line above it asks for.
pub(super) fn under_indented(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::UnderIndentedBlock {
        return None;
    }
    let line = context.line(context.at);
    let header = block_header(context, line);
    let deepest = deepest_line(context, header, line);
    let found = context
        .diagnostic(
            "syntax/block-scalar",
            line.content().span(),
            "this line of a text does not stand as far in as the text begins",
        )
        .with_label(header.parts().name().span(), "the text belongs to this");
    if deepest.start == line.start {
        return Some(found.with_help("indent the line further, or delete the number after `|` or `>`"));
    }
    let blanks = Span::new(deepest.start, deepest.end());
    let found = found
        .with_label(blanks, "an empty line above it has more spaces")
        .with_help("delete the spaces of the empty line")
        .with_fix(
            "delete the spaces",
            Applicability::Unsafe,
            vec![Edit { span: blanks, replacement: String::new() }],
        );
    Some(found)
}

/// Returns the nearest line above `line` that ends in `|` or `>`, or the document's first line.
fn block_header<'a>(context: ErrorContext<'a>, line: Line<'a>) -> Line<'a> {
    let mut header = line;
    while let Some(above) = context.previous(header) {
        header = above;
        if header.parts().opens_block() {
            break;
        }
    }
    header
}

/// Returns the first of the most indented lines between `header` and `line`, or `line` if none is deeper.
fn deepest_line<'a>(context: ErrorContext<'a>, header: Line<'a>, line: Line<'a>) -> Line<'a> {
    let mut deepest = line;
    let mut cursor = context.next(header);
    while let Some(between) = cursor.filter(|between| between.start < line.start) {
        if between.indent() > deepest.indent() {
            deepest = between;
        }
        cursor = context.next(between);
    }
    deepest
}
