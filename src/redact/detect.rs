//! Finds the secrets of a document that could be parsed.

pub(crate) mod confidential;
pub(crate) mod identifiers;
mod promises;
pub(crate) mod protected_names;

use super::Secret;
use crate::document::Document;
use crate::model::Model;

/// Returns the secrets of a document: what leads to the sources and persons that it promises to protect, and the
/// identifiers in its texts.
pub(crate) fn detect(document: &Document, model: &Model<'_>) -> Vec<Secret> {
    let mut secrets: Vec<Secret> = confidential::secrets(model).collect();
    secrets.extend(protected_names::secrets(model));
    secrets.extend(promises::secrets(document));
    secrets.extend(identifiers::secrets(model));
    secrets
}
