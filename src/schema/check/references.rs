//! References as people write them: with letters of any script, spaces and brackets.

use std::borrow::Cow;

use serde_json::{Map, Value};

/// The keywords whose values are addresses.
const ADDRESSES: [&str; 6] = ["$dynamicRef", "$id", "$recursiveRef", "$ref", "$schema", "id"];

/// Writes the references of one schema, not of those below it, with the characters that RFC 3986 allows, and the others as
/// `%20` and the like.
pub(super) fn encode_references(schema: &mut Map<String, Value>) {
    for name in ADDRESSES {
        if let Some(Value::String(address)) = schema.get_mut(name)
            && let Cow::Owned(encoded) = encode(address)
        {
            *address = encoded;
        }
    }
}

/// Returns an address with `%20` and the like in place of the characters that cannot stand in one.
pub(in crate::schema) fn encode(address: &str) -> Cow<'_, str> {
    let mut encoded = String::new();
    let mut is_fragment = false;
    let has_numbered_host = address.contains("//[");
    for (index, c) in address.char_indices() {
        let is_escape = || {
            let digits = address.get(index + 1..index + 3);
            digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        let stands = match c {
            '%' => is_escape(),
            '#' => !std::mem::replace(&mut is_fragment, true),
            // Brackets are for the numbers of hosts.
            '[' | ']' => !is_fragment && has_numbered_host,
            '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => false,
            _ => c.is_ascii_graphic(),
        };
        if stands {
            encoded.push(c);
        } else {
            let mut bytes = [0; 4];
            encoded.extend(c.encode_utf8(&mut bytes).bytes().map(|byte| format!("%{byte:02X}")));
        }
    }
    if encoded == address { Cow::Borrowed(address) } else { Cow::Owned(encoded) }
}

/// Returns a part of an address with characters in place of `%20` and the like.
pub(in crate::schema) fn decode(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let [first, tail @ ..] = rest {
        let escaped = match (first, tail) {
            (b'%', [high, low, ..]) => {
                let digits = [*high, *low];
                std::str::from_utf8(&digits).ok().and_then(|digits| u8::from_str_radix(digits, 16).ok())
            }
            _ => None,
        };
        bytes.push(escaped.unwrap_or(*first));
        rest = if escaped.is_some() { tail.get(2..).unwrap_or_default() } else { tail };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::encode;

    #[test]
    fn what_cannot_stand_in_an_address_is_encoded() {
        for (written, expected) in [
            ("#/$defs/имя", "#/$defs/%D0%B8%D0%BC%D1%8F"),
            ("a b.json#/definitions/List<A[]>", "a%20b.json#/definitions/List%3CA%5B%5D%3E"),
            ("a%20b.json#/$defs/100%", "a%20b.json#/$defs/100%25"),
            ("a.json#/$defs/a#b", "a.json#/$defs/a%23b"),
            ("//[::1]/a.json#/a[0]", "//[::1]/a.json#/a%5B0%5D"),
            ("https://example.org/a.json?b=c#/d", "https://example.org/a.json?b=c#/d"),
        ] {
            assert_eq!(encode(written), expected);
        }
    }
}
