//! Ids that several documents share.

use std::collections::HashMap;

use crate::document::DocumentKind;
use crate::project::DocumentFacts;
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
