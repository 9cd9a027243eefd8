//! Texts without the form that a schema asks for: what is wrong, and how to write them.

use std::path::Path;

use serde_json::Value;

use super::SHORT_LIST;
use super::dates;
use super::durations::duration_in_iso;
use crate::lookalike::{ascii_sign, is_zero_width, latin, odd_space_name, unseen_difference};
use crate::model::date::{Date, DateError};
use crate::model::name::transliterate;
use crate::schema::check::{has_format, rewrite};
use crate::suggest::nearest;
use crate::words::{alternatives, quoted};

/// Formats whose faults need no more than a name and an example.
const OTHER_FORMATS: [(&str, &str, &str); 10] = [
    (
        "date-time",
        "a date with a time",
        "write date, time and zone, as `2023-05-03T14:30:00+05:00`; `Z` is for the zone of Greenwich",
    ),
    (
        "hostname",
        "the name of a host",
        "write it as `example.org`, without `https://` and what follows the name",
    ),
    (
        "idn-hostname",
        "the name of a host",
        "write it as `example.org`, without `https://` and what follows the name",
    ),
    ("ipv4", "an IPv4 address", "write four numbers up to 255, as `192.0.2.1`"),
    ("ipv6", "an IPv6 address", "write it as `2001:db8::1`"),
    (
        "json-pointer",
        "a JSON pointer",
        "write it as `/events/0/date`, with `~1` for a `/` in a key and `~0` for a `~`",
    ),
    ("relative-json-pointer", "a relative JSON pointer", "write the number of steps up first, as `1/date`"),
    (
        "time",
        "a time with its zone",
        "write time and zone, as `14:30:00+05:00`; `Z` is for the zone of Greenwich",
    ),
    ("uri-template", "a template of an address", "write it as `https://example.org/{id}`"),
    ("uuid", "a UUID", "write 32 hexadecimal digits, as `123e4567-e89b-12d3-a456-426614174000`"),
];

/// A text's fault under a format or pattern.
pub(super) struct Fault {
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The text that was probably meant, in the right form.
    pub(super) suggestion: Option<String>,
}

/// A text that does not have the form that a schema asks for.
#[derive(Clone, Copy)]
pub(super) struct Misfit<'t> {
    pub(super) text: &'t str,
    /// The name of the value: its key in backticks, or "it".
    pub(super) name: &'t str,
    /// True if the schema requires the value's key.
    pub(super) is_required: bool,
    /// The schema that asks for the form.
    pub(super) schema: Option<&'t Value>,
}

/// Explains why a text does not have a format.
pub(super) fn format_fault(format: &str, misfit: Misfit<'_>) -> Fault {
    let fault = fault_in_words(format, misfit);
    // Of two texts that look alike the character has to be named.
    let unseen = fault.suggestion.as_ref().and_then(|meant| unseen_difference(misfit.text, meant));
    Fault { help: unseen.or(fault.help), ..fault }
}

fn fault_in_words(format: &str, misfit: Misfit<'_>) -> Fault {
    let Misfit { text, name, schema, .. } = misfit;
    let shown = quoted(text);
    match format {
        "edtf" | "date" => date_fault(format, misfit),
        "duration" => duration_fault(misfit),
        "uri" | "iri" => {
            let suggestion = bare_address(text).filter(|address| fits(address, format, schema));
            let help = match suggestion {
                Some(address) => format!("write the address alone: `{address}`"),
                None => help_on_address(text),
            };
            let message = format!("{shown} is not a web address");
            Fault { message, help: Some(help), suggestion: suggestion.map(str::to_owned) }
        }
        "uri-reference" | "iri-reference" => Fault {
            message: format!("{shown} is not an address, neither a whole one nor a relative one"),
            help: Some(help_on_reference(text)),
            suggestion: None,
        },
        "email" | "idn-email" => email_fault(format, misfit),
        "regex" => pattern_in_text_fault(&shown, text),
        _ => match OTHER_FORMATS.iter().find(|(name, ..)| *name == format) {
            Some((_, noun, help)) => Fault {
                message: format!("{shown} is not {noun}"),
                help: Some(help_from(schema).unwrap_or_else(|| (*help).to_owned())),
                suggestion: None,
            },
            None => Fault {
                message: format!("{shown} does not have the form that {name} needs ({format})"),
                help: help_from(schema),
                suggestion: None,
            },
        },
    }
}

/// Returns true if a text that is to replace another fits the schema too, as far as that asks for no pattern.
fn fits(replacement: &str, format: &str, schema: Option<&Value>) -> bool {
    let limit = |keyword: &str| schema?.get(keyword)?.as_u64();
    let length = replacement.chars().count() as u64;
    let values = || schema?.get("enum")?.as_array();
    has_format(format, replacement)
        && limit("minLength").is_none_or(|least| least <= length)
        && limit("maxLength").is_none_or(|most| length <= most)
        && values().is_none_or(|values| values.iter().any(|value| value == replacement))
        && schema.and_then(|schema| schema.get("const")).is_none_or(|value| value == replacement)
}

fn date_fault(format: &str, misfit: Misfit<'_>) -> Fault {
    let Misfit { text, name, is_required, schema } = misfit;
    let advice = dates::advise(text, format == "date", |date| fits(date, format, schema));
    let help = match advice.is_unknown && is_required {
        true => dates::help(format == "date").to_owned(),
        false => advice.help,
    };
    let shown = quoted(text);
    let message = match Date::parse(text) {
        _ if text.trim().is_empty() => format!("{name} is empty"),
        Err(DateError::Form) | Ok(_) if advice.error.is_none() => {
            format!("{shown} is not a date written as `2023-05-03` is")
        }
        result => {
            let error = advice.error.or(result.err()).unwrap_or(DateError::Form);
            format!("{shown} is not a date: {error}")
        }
    };
    Fault { message, help: Some(help), suggestion: advice.date }
}

fn email_fault(format: &str, misfit: Misfit<'_>) -> Fault {
    let text = misfit.text;
    // `A. Example <a@example.org>`
    let address = text.split_once('<').and_then(|(_, rest)| rest.trim_end().strip_suffix('>'));
    let address = address
        .or_else(|| text.strip_prefix("mailto:"))
        .or_else(|| Some(text.trim()).filter(|trimmed| *trimmed != text));
    let suggestion = address.filter(|address| fits(address, format, misfit.schema)).map(str::to_owned);
    let help = match &suggestion {
        Some(address) => format!("write the address alone: `{address}`"),
        None => "write one address, as `name@example.org`".to_owned(),
    };
    Fault { message: format!("{} is not an e-mail address", quoted(text)), help: Some(help), suggestion }
}

fn pattern_in_text_fault(shown: &str, text: &str) -> Fault {
    let fault = rewrite(text).err();
    let help = fault.map(|fault| match fault.help {
        Some(help) => format!("{} {}: {help}", quoted(&fault.part), fault.reason),
        None => format!("{} {}", quoted(&fault.part), fault.reason),
    });
    Fault { message: format!("{shown} is not a regular expression"), help, suggestion: None }
}

fn duration_fault(misfit: Misfit<'_>) -> Fault {
    let text = misfit.text;
    let suggestion = duration_in_iso(text).filter(|duration| fits(duration, "duration", misfit.schema));
    let number = text.trim().trim_start_matches('P');
    let is_number =
        !number.is_empty() && number.len() < 5 && number.bytes().all(|byte| byte.is_ascii_digit());
    let is_life = ["life", "пожизнен", "өмір бойы"].iter().any(|word| text.to_lowercase().contains(word));
    let help = match &suggestion {
        Some(duration) => format!("write `{duration}`"),
        None if is_life => {
            "a sentence for life has no duration: remove the line, and give the sentence `type: life-imprisonment`"
                .to_owned()
        }
        None if is_number => format!(
            "say of what: {number} hours are `PT{number}H`, days `P{number}D`, months `P{number}M`, years `P{number}Y`"
        ),
        None => "write 15 days as `P15D`, 6 months as `P6M`, 2 years and 6 months as `P2Y6M`".to_owned(),
    };
    let message = format!("{} is not a duration written as `P2Y6M` is", quoted(text));
    Fault { message, help: Some(help), suggestion }
}

/// Returns the address in a text that has marks or a link's words around it: `<ADDRESS>`, `[page](ADDRESS)`.
fn bare_address(text: &str) -> Option<&str> {
    let text = text.trim();
    let of_link = || text.strip_prefix('[')?.split_once("](")?.1.strip_suffix(')');
    let of_tag = || text.strip_prefix("<a href=\"")?.split_once('"').map(|(address, _)| address);
    let bare = of_link().or_else(of_tag).unwrap_or(text);
    let is_mark = |sign: char| {
        matches!(sign, '<' | '>' | '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’')
            || is_zero_width(sign)
    };
    let bare = bare.trim_matches(is_mark).trim_end_matches([',', ';']).trim();
    let is_address = ["https://", "http://"].iter().any(|scheme| bare.starts_with(scheme));
    (is_address && !bare.contains(cannot_stand_in_address)).then_some(bare)
}

/// Explains how to write a web address.
fn help_on_address(text: &str) -> String {
    let is_begun = text.starts_with("https://") || text.starts_with("http://");
    match text.trim().chars().find(|sign| cannot_stand_in_address(*sign)) {
        Some(wrong) if is_begun => format!(
            "`{wrong}` cannot stand in an address: copy the address from the browser's address line again, or put `%{:02X}` in its place",
            u32::from(wrong)
        ),
        _ => "write the whole address, from `https://` on, without spaces".to_owned(),
    }
}

/// Explains how to write an address that may be relative.
fn help_on_reference(text: &str) -> String {
    match text.chars().find(|sign| cannot_stand_in_address(*sign)) {
        Some('\\') => "write `/` in place of each `\\`".to_owned(),
        Some(wrong) => {
            format!("`{wrong}` cannot stand in an address: write `%{:02X}` for it", u32::from(wrong))
        }
        None => "write `https://example.org/a` or a part of such an address, as `a/b`".to_owned(),
    }
}

/// Returns true for the signs that RFC 3987 allows nowhere in an address, though browsers show them.
fn cannot_stand_in_address(sign: char) -> bool {
    matches!(sign, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' | '[' | ']')
}

/// Explains why a text does not match a pattern.
pub(super) fn pattern_fault(pattern: &str, misfit: Misfit<'_>) -> Fault {
    let Misfit { text, name, schema, .. } = misfit;
    let shown = quoted(text);
    if is_id_pattern(pattern) {
        return id_fault(&shown, text);
    }
    if pattern == "^https?://" {
        return format_fault("uri", misfit);
    }
    Fault {
        message: format!("{shown} does not have the form that {name} needs"),
        help: help_from(schema).or_else(|| Some(format!("it must match the pattern `{pattern}`"))),
        suggestion: None,
    }
}

/// Returns true for the pattern of the bundled schemas that ids have.
pub(super) fn is_id_pattern(pattern: &str) -> bool {
    ["^[a-z0-9]+(-[a-z0-9]+)*$", "^(x_.*|[a-z0-9]+(-[a-z0-9]+)*)$"].contains(&pattern)
}

fn id_fault(shown: &str, text: &str) -> Fault {
    let message = format!("{shown} is not an id: one has small Latin letters, digits and single hyphens");
    if let Some((id, help)) = latin(text).filter(|(id, _)| slug(id).as_ref() == Some(id)) {
        return Fault { message, help: Some(help), suggestion: Some(id) };
    }
    // `cases/trial-of-may.json`
    let file = text.contains('/').then(|| Path::new(text)).filter(|path| path.extension().is_some());
    if let Some(id) = file.and_then(|path| slug(path.file_stem()?.to_str()?)) {
        let help = format!("write the id that stands in the file, not the file's name: `{id}`");
        return Fault { message, help: Some(help), suggestion: Some(id) };
    }
    if let Some(hidden) = text.chars().find(|c| is_zero_width(*c)) {
        let id = slug(&text.replace(is_zero_width, ""));
        let message =
            format!("{shown} is not an id: {} stands in it, which nobody sees", odd_space_name(hidden));
        let help = id.as_ref().map(|id| format!("write `{id}`"));
        return Fault { message, help, suggestion: id };
    }
    let id = slug(text);
    // Words in another alphabet, or with its marks.
    if let Some(id) = id.is_none().then(|| slug(&transliterate(text))).flatten() {
        let help = format!("an id has Latin letters without marks: write `{id}`");
        return Fault { message, help: Some(help), suggestion: Some(id) };
    }
    Fault { message, help: id.as_ref().map(|id| format!("write `{id}`")), suggestion: id }
}

/// Explains why a key has none of the names that it may have.
pub(super) fn key_choice_fault(key: &str, options: &[&str]) -> Fault {
    let suggestion = nearest(key, options.iter().copied()).map(str::to_owned);
    let list: Vec<String> = options.iter().take(SHORT_LIST).map(|option| quoted(option)).collect();
    let help = match &suggestion {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("it may be {}", alternatives(&list)),
    };
    let message = format!("{} is not one of the keys that can stand here", quoted(key));
    Fault { message, help: Some(help), suggestion }
}

/// Returns the description and the examples of a schema as a help.
pub(super) fn help_from(schema: Option<&Value>) -> Option<String> {
    let schema = schema?;
    let description = schema.get("description").and_then(Value::as_str).map(first_sentence);
    let shown: Vec<String> = schema
        .get("examples")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter(|example| !example.is_object() && !example.is_array())
        .map(|example| format!("`{}`", example.as_str().map_or_else(|| example.to_string(), str::to_owned)))
        // The description may show some of them.
        .filter(|example| description.as_ref().is_none_or(|description| !description.contains(example)))
        .take(3)
        .collect();
    match (description, shown.is_empty()) {
        (Some(description), true) => Some(description),
        (Some(description), false) => Some(format!("{description}; for example {}", shown.join(", "))),
        (None, false) => Some(format!("for example {}", shown.join(", "))),
        (None, true) => None,
    }
}

/// Returns the first sentence of a description as it reads after "help:".
fn first_sentence(description: &str) -> String {
    let end = description.find(". ").unwrap_or(description.len());
    let sentence = description.get(..end).unwrap_or(description).trim_end_matches('.');
    let mut letters = sentence.chars();
    match (letters.next(), letters.clone().next()) {
        // An abbreviation keeps its capitals.
        (Some(first), Some(second)) if first.is_uppercase() && !second.is_uppercase() => {
            first.to_lowercase().chain(letters).collect()
        }
        _ => sentence.to_owned(),
    }
}

/// Returns a text as an id of small Latin letters, digits and hyphens; `None` if letters would be lost.
pub(super) fn slug(text: &str) -> Option<String> {
    let is_mark = |sign: char| matches!(sign, '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’');
    let mut slug = String::new();
    for letter in text.trim().trim_matches(is_mark).chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            'A'..='Z' => slug.push(letter.to_ascii_lowercase()),
            // A hyphen of a word processor.
            letter if ascii_sign(letter) == Some('-') => {
                if !slug.ends_with('-') {
                    slug.push('-');
                }
            }
            ' ' | '_' | '-' | '.' | '/' | ',' | ':' if !slug.ends_with('-') => slug.push('-'),
            ' ' | '_' | '-' | '.' | '/' | ',' | ':' | '\'' | '’' | '!' | '?' => {}
            _ => return None,
        }
    }
    let slug = slug.trim_matches('-');
    (!slug.is_empty()).then(|| slug.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids() {
        assert_eq!(slug("Zhanbolat Mamai").as_deref(), Some("zhanbolat-mamai"));
        assert_eq!(slug("batumi–first").as_deref(), Some("batumi-first"));
        assert_eq!(slug("“zhanbolat-mamai”").as_deref(), Some("zhanbolat-mamai"));
        assert_eq!(slug("Мамай"), None);
    }

    #[test]
    fn addresses() {
        let address = "https://example.org/a";
        for text in [
            "<https://example.org/a>",
            "[page](https://example.org/a)",
            "“https://example.org/a”",
            "https://example.org/a,",
            "<a href=\"https://example.org/a\">page</a>",
        ] {
            assert_eq!(bare_address(text), Some(address), "{text}");
        }
        assert_eq!(bare_address("https://example.org/a b"), None);
        assert_eq!(bare_address("example.org/a"), None);
    }
}
