//! The part of a version of a file that other files may refer to.

use crate::document::{DocumentKind, Format};
use crate::files::Content;
use crate::model::{Model, document_id};
use crate::parse::parse_bytes;

/// The part of a file's content that other files may refer to.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The ids of its documents.
    pub(super) documents: Vec<String>,
    /// The ids of all its reports, cases and legal codes.
    ids: Vec<String>,
    /// True if it has a legal code.
    pub(super) has_legal_code: bool,
}

impl Contents {
    /// Reads a version of a file; `None` if it cannot be read.
    pub(super) fn read(content: &Content, format: Format) -> Option<Self> {
        let parsed = parse_bytes("", format, content.bytes().ok()?)?;
        let mut contents = Self::default();
        for document in &parsed.documents {
            contents.has_legal_code |= document.kind() == Some(DocumentKind::LegalCode);
            // One that says of itself what it is not would be read as a report, whose cases have ids too.
            let model = Model::new(document, document.kind().or(Some(DocumentKind::Report)));
            let own = document_id(document);
            let cases = model.cases().filter_map(|case| case.id()).filter(|id| !id.is_empty());
            contents.ids.extend(own.iter().cloned().chain(cases.map(str::to_owned)));
            contents.documents.extend(own);
        }
        Some(contents)
    }

    /// Returns the ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}
