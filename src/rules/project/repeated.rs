//! Ids that several documents have.

use std::collections::HashMap;

use crate::document::DocumentKind;
use crate::project::DocumentFacts;
use crate::rule::ProjectContext;

/// Every document of a kind whose id an earlier one has, with that one.
pub(super) fn by_id<'i>(
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
