//! The format of the bundled schemas that JSON Schema does not know.

use std::sync::Arc;

use jsonschema::{Retrieve, ValidationOptions};

use super::value::TreeJson;
use crate::model::date::Date;

/// Options under which dates are checked by the model's own reader.
pub(super) type Options<'i> = ValidationOptions<'i, Arc<dyn Retrieve>, TreeJson>;

/// Adds `edtf`.
pub(super) fn register(options: Options<'_>) -> Options<'_> {
    options.with_format("edtf", |text: &str| Date::parse(text).is_ok())
}
