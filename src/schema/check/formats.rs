//! The formats that a text can be checked for.

use std::sync::{Arc, LazyLock};

use jsonschema::{EmailOptions, Retrieve, ValidationOptions, Validator};
use serde_json::{Value, json};

use super::tree_json::TreeJson;
use crate::model::date::Date;
use crate::schema::Formats;

/// The formats that the validator knows in later drafts only. Who names one means it, whatever the draft.
const OF_LATER_DRAFTS: [&str; 9] = [
    "duration",
    "idn-hostname",
    "iri",
    "iri-reference",
    "json-pointer",
    "relative-json-pointer",
    "uri-reference",
    "uri-template",
    "uuid",
];

type Options<'s> = ValidationOptions<'s, Arc<dyn Retrieve>, TreeJson>;

/// Returns options with the format that JSON Schema lacks, `edtf`, which the model's own reader checks.
pub(super) fn options<'s>() -> Options<'s> {
    jsonschema::options_for::<TreeJson>()
        .with_format("edtf", |text: &str| Date::parse(text).is_ok())
        // `A. Example <a@example.org>` holds an address, and is none.
        .with_email_options(EmailOptions::default().without_display_text())
}

/// Returns the options of a repository's own schemas, which know each format in every draft.
pub(super) fn local_options<'s>(formats: Formats) -> Options<'s> {
    let options = options().should_validate_formats(formats == Formats::Assert);
    OF_LATER_DRAFTS.iter().fold(options, |options, name| {
        let newest = LazyLock::new(|| newest_check(name));
        options.with_format(*name, move |text: &str| {
            newest.as_ref().is_none_or(|check| check.is_valid(&Value::from(text)))
        })
    })
}

/// Returns the check of a format in the newest draft.
fn newest_check(name: &str) -> Option<Validator> {
    jsonschema::draft202012::options().should_validate_formats(true).build(&json!({ "format": name })).ok()
}
