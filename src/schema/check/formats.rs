//! The formats that a text can be checked for.

use std::sync::{Arc, LazyLock};

use jsonschema::{EmailOptions, Retrieve, ValidationOptions, Validator};
use serde_json::{Value, json};

use super::tree_json::TreeJson;
use crate::model::date::Date;
use crate::schema::Formats;
use crate::schema::lint::FORMATS;

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

pub(super) type Options<'s> = ValidationOptions<'s, Arc<dyn Retrieve>, TreeJson>;

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

/// Returns true if a text has a format, or if there is no such format.
pub(in crate::schema) fn has_format(name: &str, text: &str) -> bool {
    static CHECKS: LazyLock<Vec<(&str, Option<Validator>)>> =
        LazyLock::new(|| FORMATS.iter().map(|name| (*name, newest_check(name))).collect());
    let mut checks = CHECKS.iter();
    let check = checks.find(|(other, _)| *other == name).and_then(|(_, check)| check.as_ref());
    match name {
        "edtf" => Date::parse(text).is_ok(),
        _ => check.is_none_or(|check| check.is_valid(&Value::from(text))),
    }
}

/// Returns the check of a format in the newest draft.
fn newest_check(name: &str) -> Option<Validator> {
    let options = jsonschema::draft202012::options()
        .should_validate_formats(true)
        .with_email_options(EmailOptions::default().without_display_text());
    options.build(&json!({ "format": name })).ok()
}
