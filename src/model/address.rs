//! Web addresses (RFC 3987), as far as the rules on sources compare them.

use std::ops::Range;

use fluent_uri::Iri;

/// Parameters that say who came from where, and change nothing of what is shown; those that end in `_` are
/// beginnings.
const TRACKERS: [&str; 20] = [
    "utm_",
    "mtm_",
    "hsa_",
    "pk_campaign",
    "pk_kwd",
    "pk_source",
    "pk_medium",
    "ref_src",
    "fbclid",
    "gclid",
    "dclid",
    "gbraid",
    "wbraid",
    "yclid",
    "ysclid",
    "msclkid",
    "twclid",
    "igshid",
    "mc_cid",
    "mc_eid",
];

/// What makes two addresses those of one document: host without `www.`, path without a slash at its end, and the
/// query without trackers; scheme and fragment do not count. `None` where the text is no web address.
pub fn document_of(address: &str) -> Option<String> {
    let iri = Iri::parse(address).ok()?;
    let host = iri.authority()?.host().to_lowercase();
    let host = host.strip_prefix("www.").or_else(|| host.strip_prefix("m.")).unwrap_or(&host);
    let mut document = format!("{host}{}", decoded(iri.path().as_str().trim_end_matches('/')));
    let query = iri.query().map(|query| query.as_str()).unwrap_or_default();
    let told = query.split('&').filter(|parameter| !parameter.is_empty() && !is_tracker(parameter));
    for (index, parameter) in told.enumerate() {
        document.push(if index == 0 { '?' } else { '&' });
        document.push_str(parameter);
    }
    Some(document)
}

/// An address's path with its `%D0%BD` as letters, where they are such.
fn decoded(path: &str) -> String {
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let escaped = hex(0)
            .zip(hex(1))
            .filter(|_| *first == b'%')
            .and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        // An escaped slash is none.
        match escaped.filter(|byte| *byte >= 0x80) {
            Some(byte) => {
                bytes.push(byte);
                rest = tail.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = tail;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| path.to_owned())
}

/// The part of a page that an address leads to, as `#z272` leads to an article of a law.
pub fn fragment(address: &str) -> Option<&str> {
    address.split_once('#').map(|(_, fragment)| fragment).filter(|fragment| !fragment.is_empty())
}

/// Whether an address is one of the network that encrypts by itself (RFC 7686).
pub fn is_onion(address: &str) -> bool {
    let is_onion =
        |iri: Iri<&str>| iri.authority().is_some_and(|authority| authority.host().ends_with(".onion"));
    Iri::parse(address).is_ok_and(is_onion)
}

/// The address that an archive's address has in itself, as in
/// `https://web.archive.org/web/2023/https://example.org/`.
pub fn archived(address: &str) -> Option<&str> {
    let inner = address.get(1..)?;
    let at = ["https://", "http://"].into_iter().filter_map(|scheme| inner.find(scheme)).min()?;
    // In a query it is where somebody came from.
    let is_in_path = !inner.get(..at)?.contains(['?', '#']);
    inner.get(at..).filter(|_| is_in_path)
}

/// The bytes of an address that only track, each with the `?` or `&` that goes with it.
pub fn trackers(address: &str) -> Vec<Range<usize>> {
    let end = address.find('#').unwrap_or(address.len());
    let Some(mark) = address.get(..end).and_then(|address| address.find('?')) else { return Vec::new() };
    let mut parameters = Vec::new();
    let mut start = mark + 1;
    for parameter in address.get(start..end).unwrap_or_default().split('&') {
        parameters.push((start..start + parameter.len(), is_tracker(parameter)));
        start += parameter.len() + 1;
    }
    if parameters.iter().all(|(_, is_tracker)| !is_tracker) {
        return Vec::new();
    }
    let first_told = parameters.iter().position(|(_, is_tracker)| !is_tracker);
    let Some(first_told) = first_told else {
        // With the last parameter the question mark goes.
        return std::iter::once(mark..end).collect();
    };
    let with_separator = |(index, (range, _)): (usize, &(Range<usize>, bool))| {
        if index < first_told { range.start..range.end + 1 } else { range.start - 1..range.end }
    };
    parameters.iter().enumerate().filter(|(_, (_, is_tracker))| *is_tracker).map(with_separator).collect()
}

fn is_tracker(parameter: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    let is = |tracker: &str| name == tracker || tracker.ends_with('_') && name.starts_with(tracker);
    TRACKERS.iter().any(|tracker| is(tracker))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_one_document_are_the_same() {
        let same = [
            "https://example.org/a",
            "http://www.example.org/a/",
            "https://EXAMPLE.org/a#part",
            "https://example.org/a?utm_source=x&fbclid=1",
        ];
        assert_eq!(document_of("https://a.kz/%D0%BD%d0%BE"), document_of("https://a.kz/но"));
        for address in same {
            assert_eq!(document_of(address).as_deref(), Some("example.org/a"), "{address}");
        }
        assert_eq!(
            document_of("https://example.org/?id=2&utm_medium=x").as_deref(),
            Some("example.org?id=2")
        );
        assert_ne!(document_of("https://example.org/A"), document_of("https://example.org/a"));
        assert_eq!(document_of("no address"), None);
    }

    #[test]
    fn an_archive_has_the_address_in_itself() {
        for (address, inner) in [
            (
                "https://web.archive.org/web/20230101000000/https://example.org/a",
                Some("https://example.org/a"),
            ),
            ("https://archive.ph/2023/http://example.org", Some("http://example.org")),
            ("https://archive.ph/AbCdE", None),
            ("https://archive.ph/AbCdE?from=https://example.org/a", None),
            ("https://example.org/a", None),
            ("", None),
        ] {
            assert_eq!(archived(address), inner, "{address}");
        }
    }

    #[test]
    fn trackers_go_with_their_separators() {
        let cleaned = |address: &str| {
            let mut cleaned = address.to_owned();
            for range in trackers(address).into_iter().rev() {
                cleaned.replace_range(range, "");
            }
            cleaned
        };
        for (address, clean) in [
            ("https://e.org/a?utm_source=x", "https://e.org/a"),
            ("https://e.org/a?utm_source=x#b", "https://e.org/a#b"),
            ("https://e.org/a?id=1&fbclid=2", "https://e.org/a?id=1"),
            ("https://e.org/a?fbclid=2&id=1&utm_term=3&b=4", "https://e.org/a?id=1&b=4"),
            ("https://e.org/a?gclid=1&utm_id=2&id=3", "https://e.org/a?id=3"),
            ("https://e.org/a?ref=1&pk_id=2", "https://e.org/a?ref=1&pk_id=2"),
            ("https://e.org/a", "https://e.org/a"),
        ] {
            assert_eq!(cleaned(address), clean);
        }
    }
}
