//! Turns bytes into text: reports are UTF-8, and the place of any other byte is reported.

use crate::diagnostic::{Diagnostic, RuleName};
use crate::source::{FileId, SourceFile, Span, offset};

const ENCODING: RuleName = RuleName::new("syntax/encoding");

/// Reads a file's bytes as UTF-8, with or without a byte order mark.
///
/// # Errors
/// Bytes that are not UTF-8 come back as a diagnostic at the first wrong byte, with a text to show it in, in
/// which each wrong byte is a replacement character.
pub fn decode(id: FileId, path: &str, bytes: Vec<u8>) -> Result<SourceFile, (SourceFile, Box<Diagnostic>)> {
    if let Some(name) = utf16_or_32(&bytes) {
        let message = format!("this file is {name}, and must be UTF-8");
        let help = format!(
            "save it again with the encoding UTF-8 (in the editor's \"Save as\" or settings), not {name}"
        );
        let source = SourceFile::new(id, path, wide_text(&bytes, name));
        let diagnostic = Diagnostic::new(ENCODING, id, Span::empty(0), message).with_help(help);
        return Err((source, Box::new(diagnostic)));
    }
    match String::from_utf8(bytes) {
        Ok(text) => Ok(SourceFile::new(id, path, text)),
        Err(error) => {
            // Up to the first wrong byte the text is as it was, so its offset holds in the shown text too.
            let at = error.utf8_error().valid_up_to();
            let byte = error.as_bytes().get(at).copied().unwrap_or_default();
            let source = SourceFile::new(id, path, String::from_utf8_lossy(error.as_bytes()).into_owned());
            let span = Span::new(offset(at), offset(at + char::REPLACEMENT_CHARACTER.len_utf8()));
            let message = format!("byte {at} of this file (0x{byte:02X}) is not UTF-8 text");
            let help = "the file was probably saved as Windows-1251 or Windows-1252: open it in that encoding, check \
                        the letters, and save it as UTF-8";
            let diagnostic = Diagnostic::new(ENCODING, id, span, message)
                .with_note("what cannot be read begins here")
                .with_help(help);
            Err((source, Box::new(diagnostic)))
        }
    }
}

/// Recognises UTF-16 and UTF-32 by their byte order marks, or, without one, by the zero bytes that a
/// first character of ASCII leaves (YAML 1.2.2, section 5.2).
fn utf16_or_32(bytes: &[u8]) -> Option<&'static str> {
    match *bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, 1..=255, ..] | [1..=255, 0, 0, 0, ..] => {
            Some("UTF-32")
        }
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] | [0, 1..=255, ..] | [1..=255, 0, ..] => Some("UTF-16"),
        _ => None,
    }
}

/// Returns the text to show of a file in UTF-16; of one in UTF-32, which hardly any file is in, an empty text.
fn wide_text(bytes: &[u8], name: &str) -> String {
    if name == "UTF-32" {
        return String::new();
    }
    let is_big = matches!(*bytes, [0xFE, 0xFF, ..] | [0, ..]);
    let (pairs, _) = bytes.as_chunks();
    let units =
        pairs.iter().map(|&pair| if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) });
    let text: String = char::decode_utf16(units).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
    text.trim_start_matches('\u{feff}').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(bytes: &[u8]) -> (SourceFile, Box<Diagnostic>) {
        decode(FileId(0), "a.yaml", bytes.to_vec()).unwrap_err()
    }

    #[test]
    fn utf8_with_and_without_a_mark_is_read() {
        for text in ["kind: report\n", "\u{feff}kind: report\n", ""] {
            assert_eq!(decode(FileId(0), "a.yaml", text.into()).unwrap().text(), text);
        }
    }

    #[test]
    fn a_wrong_byte_is_named_with_its_offset() {
        let (source, diagnostic) = failure(b"title: \xcf\xf0\xe8\n");
        assert_eq!(diagnostic.message, "byte 7 of this file (0xCF) is not UTF-8 text");
        assert_eq!(source.slice(diagnostic.primary.span), "\u{fffd}");
    }

    #[test]
    fn a_wide_text_is_shown_as_text() {
        for bytes in
            [&b"\xff\xfek\0i\0\x16\x04"[..], b"\xfe\xff\0k\0i\x04\x16", b"k\0i\0\x16\x04x", b"\0k\0i\x04\x16"]
        {
            assert_eq!(failure(bytes).0.text(), "kiЖ");
        }
        assert_eq!(failure(b"\xff\xfe\0\0k\0\0\0").0.text(), "");
    }

    #[test]
    fn wide_encodings_are_recognised() {
        for (bytes, name) in [
            (&b"\xff\xfek\0i\0"[..], "UTF-16"),
            (b"\xfe\xff\0k\0i", "UTF-16"),
            (b"k\0i\0n\0d\0", "UTF-16"),
            (b"\0k\0i", "UTF-16"),
            (b"\xff\xfe\0\0k\0\0\0", "UTF-32"),
            (b"k\0\0\0", "UTF-32"),
        ] {
            assert_eq!(failure(bytes).1.message, format!("this file is {name}, and must be UTF-8"));
        }
    }
}
