//! The part of a version of a file that other files may refer to.

use std::sync::Arc;

use crate::document::{DocumentKind, Format};
use crate::files::Content;
use crate::model::{Model, first_id};
use crate::parse;
use crate::read;
use crate::source::FileId;

/// The part of a file's content that other files may refer to.
#[derive(Debug, Default)]
pub(super) struct Contents {
    /// The id of its first document that has one.
    pub(super) id: Option<String>,
    /// The ids of all its reports, cases and legal codes.
    ids: Vec<String>,
    /// The ids of its documents.
    pub(super) documents: Vec<String>,
    /// True if it has a legal code.
    pub(super) has_legal_code: bool,
}

impl Contents {
    /// Reads a version of a file; `None` if it cannot be read.
    pub(super) fn read(content: &Content, format: Format) -> Option<Self> {
        let source = read::decode(FileId(0), "", content.bytes().ok()?).ok()?;
        let parsed = parse::parse(&Arc::new(source), format);
        let mut contents = Self { id: first_id(&parsed.documents), ..Self::default() };
        for document in &parsed.documents {
            contents.has_legal_code |= document.kind() == Some(DocumentKind::LegalCode);
            // One that says of itself what it is not would be read as a report, whose cases have ids too.
            let model = Model::new(document, document.kind().or(Some(DocumentKind::Report)));
            let own = model.id_entry().and_then(|id| id.value.scalar_text());
            contents.documents.extend(own.filter(|id| !id.is_empty()).map(str::to_owned));
            let cases = model.cases().filter_map(|case| case.id());
            let ids = own.into_iter().chain(cases).filter(|id| !id.is_empty());
            contents.ids.extend(ids.map(str::to_owned));
        }
        Some(contents)
    }

    /// Returns the ids.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.ids.iter().map(String::as_str)
    }
}
