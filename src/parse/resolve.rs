//! Resolves plain YAML scalars by the core schema of YAML 1.2.2 (section 10.3.2), and finds those that YAML 1.1
//! reads as something else.

use crate::document::Yaml11Reading;
use crate::tree::Number;

/// A scalar as the core schema resolves it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Resolved {
    Null,
    Bool(bool),
    Number(Number),
    String,
}

/// Resolves a plain scalar without a tag.
pub(super) fn core_schema(text: &str) -> Resolved {
    match text.as_bytes().first() {
        None => Resolved::Null,
        Some(b'~' | b'n' | b'N') if matches!(text, "~" | "null" | "Null" | "NULL") => Resolved::Null,
        Some(b't' | b'T' | b'f' | b'F') => boolean(text).map_or(Resolved::String, Resolved::Bool),
        Some(b'0'..=b'9' | b'+' | b'-' | b'.') => number(text).map_or(Resolved::String, Resolved::Number),
        Some(_) => Resolved::String,
    }
}

/// Reads a boolean of the core schema.
pub(super) fn boolean(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ => None,
    }
}

/// Reads an integer of the core schema, or one too large for an integer as a float.
pub(super) fn integer(text: &str) -> Option<Number> {
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    if let Ok(value) = text.parse() {
        return Some(Number::Int(value));
    }
    if let Ok(value) = text.parse() {
        return Some(Number::UInt(value));
    }
    text.parse().ok().map(Number::Float)
}

fn radix(digits: &str, radix: u32) -> Option<Number> {
    // `from_str_radix` accepts a sign, the core schema does not.
    if digits.is_empty() || !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    match u64::from_str_radix(digits, radix) {
        Ok(value) => Some(i64::try_from(value).map_or(Number::UInt(value), Number::Int)),
        Err(_) => {
            let value = |c: char| f64::from(c.to_digit(radix).unwrap_or_default());
            Some(Number::Float(digits.chars().fold(0.0, |sum, c| sum * f64::from(radix) + value(c))))
        }
    }
}

/// Reads a number of the core schema.
pub(super) fn number(text: &str) -> Option<Number> {
    integer(text).or_else(|| float(text).map(Number::Float))
}

/// Reads a float of the core schema: `[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?`, `.inf`, `.nan`.
pub(super) fn float(text: &str) -> Option<f64> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    match unsigned {
        ".inf" | ".Inf" | ".INF" => {
            return Some(if text.starts_with('-') { f64::NEG_INFINITY } else { f64::INFINITY });
        }
        ".nan" | ".NaN" | ".NAN" if unsigned.len() == text.len() => return Some(f64::NAN),
        _ => {}
    }
    // Rust also parses `inf`, `nan` and `infinity`; their letters exclude them here.
    let plain = unsigned.bytes().all(|b| matches!(b, b'0'..=b'9' | b'.' | b'e' | b'E' | b'+' | b'-'));
    if plain && unsigned.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        text.parse().ok()
    } else {
        None
    }
}

/// Returns the reading of YAML 1.1 for a plain scalar, if it differs from the core schema of YAML 1.2.
///
/// Two differences do not count: dates, which YAML 1.1 reads as timestamps, and `y`/`n`, which no tool in use reads
/// as booleans. Source: the YAML 1.1 types `bool`, `int` and `float` (yaml.org/type).
pub(super) fn yaml11_reading(text: &str) -> Option<Yaml11Reading> {
    match text.as_bytes().first()? {
        b'y' | b'Y' | b'n' | b'N' | b'o' | b'O' => match text {
            "yes" | "Yes" | "YES" | "on" | "On" | "ON" => Some(Yaml11Reading::Boolean(true)),
            "no" | "No" | "NO" | "off" | "Off" | "OFF" => Some(Yaml11Reading::Boolean(false)),
            _ => None,
        },
        b'0'..=b'9' | b'+' | b'-' | b'.' => {
            let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
            yaml11_number(digits, digits.len() < text.len())
                .or_else(|| (number(text).is_some() && is_yaml11_text(digits)).then_some(Yaml11Reading::Text))
        }
        _ => None,
    }
}

/// Returns true if YAML 1.1 reads a number of YAML 1.2, without its sign, as text: its octal numbers have no `o`, its
/// decimal integers no leading zero, and its floats a dot and, if they have an exponent, the exponent's sign.
fn is_yaml11_text(digits: &str) -> bool {
    if digits.starts_with("0o") {
        return true;
    }
    let (mantissa, exponent) = digits
        .split_once(['e', 'E'])
        .map_or((digits, None), |(mantissa, exponent)| (mantissa, Some(exponent)));
    match exponent {
        _ if digits.starts_with("0x") => false,
        Some(exponent) => !mantissa.contains('.') || !exponent.starts_with(['+', '-']),
        None => {
            mantissa.len() > 1 && mantissa.starts_with('0') && mantissa.bytes().all(|b| b.is_ascii_digit())
        }
    }
}

fn yaml11_number(digits: &str, is_signed: bool) -> Option<Yaml11Reading> {
    let bytes = digits.as_bytes();
    if !bytes.first()?.is_ascii_digit() {
        return None;
    }
    if digits.contains(':') {
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let mut parts = whole.split(':');
        let first = parts.next().unwrap_or_default();
        let sixties = parts.all(|part| matches!(part.as_bytes(), [b'0'..=b'9'] | [b'0'..=b'5', b'0'..=b'9']));
        // Only an integer may not begin with 0: `07:30` is text to YAML 1.1, `07:30.5` is not.
        let leads = first.bytes().all(|b| b.is_ascii_digit() || b == b'_')
            && (!first.starts_with('0') || digits.contains('.'));
        let ends = fraction.bytes().all(|b| b.is_ascii_digit() || b == b'_');
        return (sixties && leads && ends).then_some(Yaml11Reading::Sexagesimal);
    }
    if let Some(binary) = digits.strip_prefix("0b") {
        let reads = !binary.is_empty() && binary.bytes().all(|b| matches!(b, b'0' | b'1' | b'_'));
        return reads.then_some(Yaml11Reading::Number);
    }
    if bytes.len() > 1 && bytes.starts_with(b"0") && bytes.iter().all(|b| matches!(b, b'0'..=b'7')) {
        return Some(Yaml11Reading::Octal);
    }
    // YAML 1.2 has no sign before a hexadecimal number.
    if !(digits.contains('_') || is_signed && digits.starts_with("0x")) {
        return None;
    }
    let grouped = |text: &str| text.bytes().all(|b| b.is_ascii_digit() || b == b'_');
    let hexadecimal = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'_');
    let reads = match digits.strip_prefix("0x") {
        Some(digits) => !digits.is_empty() && hexadecimal(digits),
        None => digits.splitn(2, '.').all(grouped),
    };
    reads.then_some(Yaml11Reading::Number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn core_schema_forms() {
        let int = |value| Resolved::Number(Number::Int(value));
        let float = |value| Resolved::Number(Number::Float(value));
        for (text, expected) in [
            ("", Resolved::Null),
            ("~", Resolved::Null),
            ("NULL", Resolved::Null),
            ("nULL", Resolved::String),
            ("True", Resolved::Bool(true)),
            ("tRUE", Resolved::String),
            ("NO", Resolved::String),
            ("0", int(0)),
            ("-12", int(-12)),
            ("+7", int(7)),
            ("007", int(7)),
            ("0o14", int(12)),
            ("0xFf", int(255)),
            ("0x-1", Resolved::String),
            ("-0x1", Resolved::String),
            ("18446744073709551615", Resolved::Number(Number::UInt(u64::MAX))),
            ("1e3", float(1000.0)),
            (".5", float(0.5)),
            ("5.", float(5.0)),
            ("-.inf", float(f64::NEG_INFINITY)),
            ("inf", Resolved::String),
            (".", Resolved::String),
            ("-", Resolved::String),
            ("1_000", Resolved::String),
            ("2023-04-10", Resolved::String),
            ("1.2.3", Resolved::String),
            ("e5", Resolved::String),
            ("+.nan", Resolved::String),
        ] {
            assert_eq!(core_schema(text), expected, "{text:?}");
        }
        assert!(matches!(core_schema(".NaN"), Resolved::Number(Number::Float(f)) if f.is_nan()));
    }

    #[test]
    fn yaml_1_1_readings() {
        use Yaml11Reading::{Boolean, Number, Octal, Sexagesimal, Text};
        for (text, expected) in [
            ("NO", Some(Boolean(false))),
            ("yes", Some(Boolean(true))),
            ("oN", None),
            ("nope", None),
            ("22:22", Some(Sexagesimal)),
            ("-1:30:00", Some(Sexagesimal)),
            ("7:30.5", Some(Sexagesimal)),
            ("07:30", None),
            ("22:62", None),
            ("12:5", Some(Sexagesimal)),
            ("1:100", None),
            ("a:b", None),
            ("0777", Some(Octal)),
            ("0789", Some(Text)),
            ("0815", Some(Text)),
            ("09", Some(Text)),
            ("-09", Some(Text)),
            ("01528", Some(Text)),
            ("12e03", Some(Text)),
            ("1E5", Some(Text)),
            ("1.5e3", Some(Text)),
            (".5e3", Some(Text)),
            ("1.5e+3", None),
            ("1.5E-3", None),
            ("1e+3", Some(Text)),
            ("0o17", Some(Text)),
            ("0o18", None),
            ("0x1F", None),
            ("0x1e5", None),
            ("-0x1F", Some(Number)),
            ("-0xyz", None),
            ("0.5", None),
            ("08.5", None),
            ("-12", None),
            (".5", None),
            (".inf", None),
            ("-.inf", None),
            (".nan", None),
            (".", None),
            ("0", None),
            ("-0", None),
            ("1e", None),
            ("12e03a", None),
            ("09:30", None),
            ("2023-09", None),
            ("0b101", Some(Number)),
            ("1_000", Some(Number)),
            ("2023-04-10", None),
            ("10", None),
        ] {
            assert_eq!(yaml11_reading(text), expected, "{text:?}");
        }
    }
}
