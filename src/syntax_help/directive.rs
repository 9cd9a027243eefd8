//! Lines that begin with `%`.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::phrases::shown;
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::Span;

/// Recognises a directive that cannot be read, or not in this place.
pub(super) fn at_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    const DELETE: &str = "delete the line: no report needs one that begins with `%`";
    let (problem, help) = match context.complaint {
        Complaint::RepeatedDirective => ("and the same one stands above it", DELETE),
        Complaint::YamlVersion => ("which asks for a version of YAML that does not exist", DELETE),
        Complaint::DirectiveInDocument => (
            "which can only stand before a document",
            "if it is text, put it on the line above or indent it; otherwise delete the line",
        ),
        Complaint::Directive | Complaint::TagOrDirectiveCharacter => {
            ("and no such instruction exists", DELETE)
        }
        _ => return None,
    };
    let content = context.line(context.at).content();
    let message = format!(
        "{} begins with `%`, so it is read as an instruction about the YAML itself, {problem}",
        shown(content.text)
    );
    let span = if content.span().len() > 200 { context.word(content.start) } else { content.span() };
    Some(context.diagnostic("syntax/directive", span, message).with_help(help))
}

/// Recognises a directive that no `---` follows.
pub(super) fn without_document_start(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NoDocumentStart {
        return None;
    }
    let line = context.line(context.at);
    let above = context.above(line).filter(|above| above.text.starts_with('%'))?;
    let found = context
        .diagnostic(
            "syntax/directive",
            above.content().span(),
            format!("a line `---` must follow {}", shown(above.text)),
        )
        .with_label(line.parts().name().span(), "the document begins before it")
        .with_help("put a line `---` below it, or delete the line: no report needs one that begins with `%`")
        .with_fix(
            "put `---` below it",
            Applicability::Safe,
            vec![Edit { span: Span::empty(line.start), replacement: "---\n".to_owned() }],
        );
    Some(found)
}
