//! Finds the secrets of a document that could be parsed.

pub(crate) mod confidential;
mod family_alone;
pub(crate) mod identifiers;
mod promises;
pub(crate) mod protected_names;

use super::Secrets;
use crate::document::Document;
use crate::model::Model;

/// Returns the secrets of a document: what leads to the sources and persons that it promises to protect, and the
/// identifiers in its texts.
pub(crate) fn detect(document: &Document, model: &Model<'_>) -> Secrets {
    let mut secrets = Secrets::default();
    confidential::add_secrets(model, &mut secrets);
    protected_names::add_secrets(model, &mut secrets);
    secrets.add(promises::secrets(document));
    secrets.parts.extend(identifiers::secrets(model));
    protected_names::add_escaped(document, &mut secrets);
    secrets
}
