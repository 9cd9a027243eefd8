//! Parses YAML, JSON and Markdown with front matter into documents, all with one kind of tree.

mod builder;
mod comments;
mod complaint;
mod json;
mod markdown;
mod mended;
mod resolve;
mod toml;
mod yaml;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::{Anomaly, Document, Format};
use crate::read::{self, OTHER_CONTENT};
use crate::source::{FileId, SourceFile};
use crate::syntax_help::merge_conflict;

pub use crate::syntax_help::SYNTAX_RULES;
#[cfg(test)]
pub(crate) use complaint::complaint;

/// The documents and the syntax errors of one file.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The documents that parsed, in order; one with a syntax error is left out.
    pub documents: Vec<Document>,
    /// The syntax errors, each under a `syntax/…` name.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Returns true if the documents leave out nothing of the file.
    pub(crate) fn is_complete(&self) -> bool {
        let mut anomalies = self.documents.iter().flat_map(Document::anomalies);
        self.diagnostics.is_empty() && !anomalies.any(Anomaly::leaves_out)
    }
}

/// Decodes and parses a file; `None` if it is no text.
pub(crate) fn parse_bytes(path: &str, format: Format, bytes: Vec<u8>) -> Option<Parsed> {
    let source = read::decode(FileId(0), path, bytes).ok()?;
    Some(parse(&Arc::new(source), format))
}

/// Returns true if YAML reads a text without quotes as this text, even within brackets.
pub(crate) fn is_text_in_yaml(text: &str) -> bool {
    let begins_plain = text.starts_with(char::is_alphanumeric);
    let has_sign = |sign: char| ",[]{}".contains(sign) || sign.is_control();
    let is_read_on = [": ", " #"].iter().any(|sign| text.contains(sign));
    let ends_plain = !text.ends_with([':', ' ']);
    begins_plain
        && ends_plain
        && !is_read_on
        && !text.contains(has_sign)
        && resolve::core_schema(text) == resolve::Resolved::String
}

/// Returns front matter that is TOML with at least one key; `None` for all else.
pub(crate) fn toml_document(text: &str) -> Option<Document> {
    let parsed = parse_bytes("text.md", Format::Markdown, text.as_bytes().to_vec())?;
    let document = parsed.documents.into_iter().next().filter(|_| parsed.diagnostics.is_empty())?;
    document.is_toml().then_some(document)
}

/// Parses a file. A syntax error costs only the document that holds it.
pub fn parse(source: &Arc<SourceFile>, format: Format) -> Parsed {
    let conflicts = merge_conflict::find(source);
    if !conflicts.is_empty() {
        return Parsed { documents: Vec::new(), diagnostics: conflicts };
    }
    let mut parsed = match format {
        Format::Yaml => yaml::parse(source, yaml::Extent::file(source), format),
        Format::Json => json::parse(source),
        Format::Markdown => markdown::parse(source),
    };
    leave_out_encrypted(&mut parsed);
    parsed
}

/// Leaves out documents whose values sops has encrypted. It records that under a key of its own, with a sum over all values.
fn leave_out_encrypted(parsed: &mut Parsed) {
    let Parsed { documents, diagnostics } = parsed;
    documents.retain(|document| {
        let entry = document.root().entry("sops");
        let sum = entry.and_then(|entry| entry.value.get("mac")).and_then(|sum| sum.as_str());
        let Some(entry) = entry.filter(|_| sum.is_some_and(|sum| sum.starts_with("ENC["))) else {
            return true;
        };
        let message = "this document is encrypted with sops, so there is nothing to check in it";
        let found = Diagnostic::new(OTHER_CONTENT, document.source().id(), entry.key.span(), message).with_help(
            "decrypt it before the check (`sops decrypt`), or where there is no key leave the file out with `exclude:` in \
             reportlint.yaml",
        );
        diagnostics.push(found);
        false
    });
}
