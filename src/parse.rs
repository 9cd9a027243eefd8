//! Text into documents: YAML, JSON and Markdown with front matter, all into one kind of tree.

mod builder;
mod json;
mod markdown;
mod resolve;
mod syntax_error;
mod yaml;

use std::sync::Arc;

use crate::diagnostic::Diagnostic;
use crate::document::{Anomaly, Document, Format};
use crate::source::SourceFile;

pub use syntax_error::SYNTAX_RULES;

/// What came of parsing one file.
#[derive(Debug, Default)]
pub struct Parsed {
    /// The documents that parsed, in order; one with a syntax error is left out.
    pub documents: Vec<Document>,
    /// The syntax errors, each under a `syntax/…` name.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the documents have all that the file holds.
    pub(crate) fn has_all(&self) -> bool {
        let mut anomalies = self.documents.iter().flat_map(Document::anomalies);
        self.diagnostics.is_empty() && !anomalies.any(Anomaly::leaves_out)
    }
}

/// Parses a file. Nothing is lost by a syntax error but the document that holds it.
pub fn parse(source: &Arc<SourceFile>, format: Format) -> Parsed {
    let conflicts = syntax_error::conflict::find(source);
    if !conflicts.is_empty() {
        return Parsed { documents: Vec::new(), diagnostics: conflicts };
    }
    match format {
        Format::Yaml => yaml::parse(source, yaml::Extent::file(source), format),
        Format::Json => json::parse(source),
        Format::Markdown => markdown::parse(source),
    }
}
