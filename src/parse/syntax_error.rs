//! Syntax errors in an editor's words.

use std::sync::Arc;

use granit_parser::ScanError;

use super::builder::BuildError;
use crate::diagnostic::{Diagnostic, RuleName};
use crate::source::{SourceFile, Span, offset};

/// The names of syntax errors with a line on each.
pub const SYNTAX_RULES: &[(RuleName, &str)] = &[(RuleName::new("syntax/yaml"), "the YAML cannot be read")];

/// Explains an error of the YAML parser, which read the bytes `yaml` of the file.
pub(super) fn explain(error: &ScanError, source: &Arc<SourceFile>, yaml: Span) -> Diagnostic {
    let at = yaml.start + offset(error.marker().byte_offset().unwrap_or_default());
    let message = format!("{:?}", error.kind());
    Diagnostic::new(RuleName::new("syntax/yaml"), source.id(), Span::empty(at), message)
}

/// Explains an error of the JSON parser, which read the bytes `json` of the file.
pub(super) fn explain_json(error: &serde_json::Error, source: &Arc<SourceFile>, json: Span) -> Diagnostic {
    Diagnostic::new(RuleName::new("syntax/json"), source.id(), Span::empty(json.start), error.to_string())
}

/// Explains why a document that parses cannot be read all the same.
pub(super) fn explain_build(error: BuildError, source: &Arc<SourceFile>) -> Diagnostic {
    Diagnostic::new(RuleName::new("syntax/yaml"), source.id(), Span::default(), format!("{error:?}"))
}

/// An alias of an anchor that is not defined before it; `known` are those that are.
pub(super) fn unknown_anchor<'a>(
    source: &Arc<SourceFile>,
    alias: Span,
    name: &str,
    _known: impl Iterator<Item = (&'a str, Span)>,
) -> Diagnostic {
    Diagnostic::new(RuleName::new("syntax/unknown-anchor"), source.id(), alias, name)
}

/// Front matter that is opened at `opening` and never closed.
pub(super) fn unclosed_front_matter(source: &Arc<SourceFile>, opening: Span) -> Diagnostic {
    Diagnostic::new(RuleName::new("syntax/front-matter"), source.id(), opening, "front matter is not closed")
}
