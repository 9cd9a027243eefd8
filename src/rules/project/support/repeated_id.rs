//! Ids that several documents share.

use std::collections::HashMap;

use crate::document::DocumentKind;
use crate::project::{DocumentFacts, Site};
use crate::rule::ProjectContext;

/// Returns every document of a kind whose id an earlier document has: the id, the earlier one, the later one.
pub(crate) fn repeated_ids<'i>(
    cx: &ProjectContext<'i>,
    kind: DocumentKind,
) -> Vec<(&'i str, &'i DocumentFacts, &'i DocumentFacts)> {
    let mut first: HashMap<&str, &DocumentFacts> = HashMap::new();
    let mut repeated = Vec::new();
    for document in cx.index().of_kind(kind) {
        let Some(id) = document.id.as_deref() else { continue };
        match first.get(id) {
            Some(first) => repeated.push((id, *first, document)),
            None => {
                first.insert(id, document);
            }
        }
    }
    repeated
}

/// Returns the words for the file of the first of two documents, as the second sees it.
pub(crate) fn place_of_first<'c>(cx: &'c ProjectContext<'_>, first: Site, second: Site) -> &'c str {
    if first.file == second.file { "another document of this file" } else { cx.path(first) }
}
