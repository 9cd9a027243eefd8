//! Lists and mappings within each other beyond all bounds.

use super::complaint::Complaint;
use super::context::ErrorContext;
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Recognises nesting beyond the parser's bound.
pub(super) fn at_place(context: ErrorContext<'_>) -> Option<Diagnostic> {
    (context.complaint == Complaint::TooDeep).then(|| explain(context, context.character(context.at)))
}

/// Explains nesting beyond a bound at `span`.
pub(super) fn explain(context: ErrorContext<'_>, span: Span) -> Diagnostic {
    context
        .diagnostic(
            "syntax/too-deep",
            span,
            "lists and mappings lie within each other more deeply than any report needs",
        )
        .with_help("check that no bracket or dash is repeated by mistake")
}
