//! Web addresses (RFC 3987), as far as the rules on sources compare them.

use std::borrow::Cow;
use std::ops::Range;

use fluent_uri::Iri;

use super::date::Day;

/// Parameters that track visitors and do not change what the page shows, in any case. Those that end in `_` are
/// beginnings.
const TRACKERS: [&str; 21] = [
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
    "igsh",
    "igshid",
    "mc_cid",
    "mc_eid",
];

/// Hosts whose `si` parameter says who shared a link; on other hosts it may mean anything.
const SHARED_BY: [&str; 5] =
    ["youtube.com", "youtu.be", "music.youtube.com", "spotify.com", "open.spotify.com"];

/// Hosts of web archives.
const ARCHIVES: [&str; 11] = [
    "web.archive.org",
    "wayback.archive-it.org",
    "archive.ph",
    "archive.today",
    "archive.is",
    "archive.li",
    "archive.md",
    "archive.vn",
    "archive.fo",
    "perma.cc",
    "ghostarchive.org",
];

/// Returns a key that two addresses of one document share: the host without `www.` and under its newest name, the port
/// unless it is the usual one, the path without a final slash, and the query without trackers. Scheme and fragment do
/// not count. `None` for a text that is not a web address.
pub(crate) fn document_key(address: &str) -> Option<String> {
    let iri = Iri::parse(address).ok()?;
    let host = host(&iri)?;
    let path = decoded(iri.path().as_str().trim_end_matches('/'));
    let mut parameters = Vec::new();
    let mut document = match host.as_str() {
        // The short address of a video has its id in the path.
        "youtu.be" if path.len() > 1 => {
            parameters.push(format!("v={}", path.trim_start_matches('/')));
            "youtube.com/watch".to_owned()
        }
        "twitter.com" | "mobile.twitter.com" => format!("x.com{path}"),
        host => {
            let port = iri.authority()?.port().map(|port| port.as_str());
            let port = port.filter(|port| !matches!(*port, "" | "80" | "443"));
            let (mark, port) = port.map_or(("", ""), |port| (":", port));
            [host, mark, port, &*path].concat()
        }
    };
    let query = iri.query().map(|query| query.as_str()).unwrap_or_default();
    let told = query.split('&').filter(|parameter| !parameter.is_empty() && !is_tracker(parameter, &host));
    parameters.extend(told.map(str::to_owned));
    for (index, parameter) in parameters.iter().enumerate() {
        document.push(if index == 0 { '?' } else { '&' });
        document.push_str(parameter);
    }
    Some(document)
}

/// Returns a key that two addresses of one text share: that of the document ([`document_key`]) with the part of it,
/// which may be an article of a law or, as in `#!/case/1`, the page that a script shows.
pub(crate) fn text_key(address: &str, document: &str) -> String {
    // `#:~:text=` only marks words.
    let part = fragment(address).map(|part| part.split(":~:").next().unwrap_or(part));
    match part.filter(|part| !part.is_empty()) {
        Some(part) => [document, "#", part].concat(),
        None => document.to_owned(),
    }
}

/// Returns the host of an address in lower case, without `www.` or `m.`.
fn host(iri: &Iri<&str>) -> Option<String> {
    let host = iri.authority()?.host();
    let begins = |start: &str| host.get(..start.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(start));
    let mark = ["www.", "m."].into_iter().find(|mark| begins(mark)).map_or(0, str::len);
    Some(host.get(mark..)?.to_lowercase())
}

/// Returns true if the address leads to a copy in a web archive.
pub(crate) fn is_archive(address: &str) -> bool {
    if !may_be_archive(address) {
        return false;
    }
    let host = Iri::parse(address).ok().and_then(|iri| host(&iri));
    host.is_some_and(|host| ARCHIVES.contains(&host.as_str()))
}

/// Returns false if the host is none of the archives': parsing the address takes longer.
fn may_be_archive(address: &str) -> bool {
    let Some((_, rest)) = address.split_once("//") else { return false };
    let authority =
        rest.as_bytes().split(|byte| matches!(byte, b'/' | b'?' | b'#')).next().unwrap_or_default();
    // A port may follow the host.
    let is_plain = authority.iter().all(|byte| byte.is_ascii() && !matches!(byte, b':' | b'@'));
    let ends_with = |host: &str| {
        let end = authority.len().checked_sub(host.len()).and_then(|start| authority.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(host.as_bytes()))
    };
    !is_plain || ARCHIVES.into_iter().any(ends_with)
}

/// Returns the path with `%D0%BD` and the like decoded, if the bytes are UTF-8.
fn decoded(path: &str) -> Cow<'_, str> {
    if !path.bytes().any(|byte| byte == b'%') {
        return Cow::Borrowed(path);
    }
    let mut bytes = Vec::with_capacity(path.len());
    let mut rest = path.as_bytes();
    while let Some((first, tail)) = rest.split_first() {
        let hex = |at: usize| tail.get(at).and_then(|digit| char::from(*digit).to_digit(16));
        let escaped = hex(0)
            .zip(hex(1))
            .filter(|_| *first == b'%')
            .and_then(|(high, low)| u8::try_from(high * 16 + low).ok());
        // ASCII stays escaped: an escaped slash does not separate segments.
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
    String::from_utf8(bytes).map_or(Cow::Borrowed(path), Cow::Owned)
}

/// Returns the part of a page that an address leads to, as `#z272` leads to an article of a law.
pub(crate) fn fragment(address: &str) -> Option<&str> {
    address.split_once('#').map(|(_, fragment)| fragment).filter(|fragment| !fragment.is_empty())
}

/// Returns true for an onion address, whose network encrypts by itself (RFC 7686).
pub(crate) fn is_onion(address: &str) -> bool {
    let is_onion =
        |iri: Iri<&str>| iri.authority().is_some_and(|authority| authority.host().ends_with(".onion"));
    Iri::parse(address).is_ok_and(is_onion)
}

/// Returns the address that an archive's address contains, as in
/// `https://web.archive.org/web/2023/https://example.org/`.
pub(crate) fn archived(address: &str) -> Option<&str> {
    let inner = address.get(1..)?;
    let at = memchr::memchr_iter(b':', inner.as_bytes()).find_map(|colon| {
        let (before, after) = inner.as_bytes().split_at_checked(colon)?;
        let scheme = ["https", "http"].into_iter().find(|scheme| before.ends_with(scheme.as_bytes()))?;
        after.starts_with(b"://").then_some(colon - scheme.len())
    })?;
    // An address in a query is the page that the visitor came from.
    let is_in_path = !inner.get(..at)?.contains(['?', '#']);
    inner.get(at..).filter(|_| is_in_path)
}

/// Returns the day of which an archive's address says that the copy was made: `https://web.archive.org/web/20240520101500/…`.
pub(crate) fn archived_on(address: &str) -> Option<Day> {
    let (_, stamp) = address.split_once("web.archive.org/web/")?;
    let digits = stamp.get(..8).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let number = |range: Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (month, day) = (i8::try_from(number(4..6)?).ok()?, i8::try_from(number(6..8)?).ok()?);
    Day::new(number(0..4)?, month, day).ok()
}

/// Returns the bytes of each tracking parameter, with its `?` or `&`.
pub(crate) fn trackers(address: &str) -> Vec<Range<usize>> {
    let end = address.find('#').unwrap_or(address.len());
    let Some(mark) = address.get(..end).and_then(|address| address.find('?')) else { return Vec::new() };
    let host = Iri::parse(address).ok().and_then(|iri| host(&iri)).unwrap_or_default();
    let mut parameters = Vec::new();
    let mut start = mark + 1;
    for parameter in address.get(start..end).unwrap_or_default().split('&') {
        parameters.push((start..start + parameter.len(), is_tracker(parameter, &host)));
        start += parameter.len() + 1;
    }
    if parameters.iter().all(|(_, is_tracker)| !is_tracker) {
        return Vec::new();
    }
    let first_kept = parameters.iter().position(|(_, is_tracker)| !is_tracker);
    let Some(first_kept) = first_kept else {
        // The question mark goes with the last parameter.
        return std::iter::once(mark..end).collect();
    };
    let with_separator = |(index, (range, _)): (usize, &(Range<usize>, bool))| {
        if index < first_kept { range.start..range.end + 1 } else { range.start - 1..range.end }
    };
    parameters.iter().enumerate().filter(|(_, (_, is_tracker))| *is_tracker).map(with_separator).collect()
}

fn is_tracker(parameter: &str, host: &str) -> bool {
    let name = parameter.split('=').next().unwrap_or_default();
    let begins = |start: &str| name.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start));
    let is = |tracker: &str| name.eq_ignore_ascii_case(tracker) || tracker.ends_with('_') && begins(tracker);
    TRACKERS.iter().any(|tracker| is(tracker)) || is("si") && SHARED_BY.contains(&host)
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
        assert_eq!(document_key("https://a.kz/%D0%BD%d0%BE"), document_key("https://a.kz/но"));
        for address in same {
            assert_eq!(document_key(address).as_deref(), Some("example.org/a"), "{address}");
        }
        assert_eq!(
            document_key("https://example.org/?id=2&utm_medium=x").as_deref(),
            Some("example.org?id=2")
        );
        for (one, other) in [
            ("https://youtu.be/dQw4w9WgXcQ?si=abc&t=5", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=5"),
            ("https://youtu.be/dQw4w9WgXcQ", "https://m.youtube.com/watch?v=dQw4w9WgXcQ"),
            ("https://mobile.twitter.com/a/status/1", "https://x.com/a/status/1?igsh=2"),
            ("http://example.org:80/a", "https://example.org:443/a"),
            ("https://example.org:/a?UTM_Source=x&FBclid=2", "https://example.org/a"),
        ] {
            assert_eq!(document_key(one), document_key(other), "{one}");
        }
        for (one, other) in [
            ("https://youtu.be/dQw4w9WgXcQ", "https://youtu.be/dQw4w9WgXcR"),
            ("https://youtu.be/", "https://youtube.com/watch"),
            ("https://example.org:8080/a", "https://example.org/a"),
            ("https://example.org/a?si=1", "https://example.org/a?si=2"),
        ] {
            assert_ne!(document_key(one), document_key(other), "{one}");
        }
        assert_ne!(document_key("https://example.org/A"), document_key("https://example.org/a"));
        assert_eq!(document_key("no address"), None);
    }

    #[test]
    fn the_parts_of_a_document_are_texts_of_their_own() {
        let text_key = |address| text_key(address, &document_key(address).unwrap());
        let page = "https://example.org/law";
        for other in ["https://www.example.org/law/#", "https://example.org/law#:~:text=to%20march"] {
            assert_eq!(text_key(page), text_key(other), "{other}");
        }
        for other in ["https://example.org/law#z272", "https://example.org/law#!/case/1"] {
            assert_ne!(text_key(page), text_key(other), "{other}");
            assert_eq!(document_key(page), document_key(other), "{other}");
        }
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
    fn archives_are_known_by_their_hosts() {
        for (address, is_one) in [
            ("https://web.archive.org/web/2023/https://example.org/a", true),
            ("http://Archive.PH/AbCdE", true),
            ("https://archive.org/details/a-book", false),
            ("https://example.org/web.archive.org", false),
        ] {
            assert_eq!(is_archive(address), is_one, "{address}");
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
            ("https://e.org/a?id=1&UTM_Medium=2&Igsh=3", "https://e.org/a?id=1"),
            ("https://e.org/a?si=1", "https://e.org/a?si=1"),
            ("https://www.youtube.com/watch?v=1&si=2", "https://www.youtube.com/watch?v=1"),
            ("https://e.org/a?ref=1&pk_id=2", "https://e.org/a?ref=1&pk_id=2"),
            ("https://e.org/a", "https://e.org/a"),
        ] {
            assert_eq!(cleaned(address), clean);
        }
    }
}
