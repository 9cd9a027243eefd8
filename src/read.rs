//! Turns bytes into text: reports are UTF-8, and the place of any other byte is reported.

mod contents;
mod wide;

use std::str::Utf8Error;

use contents::OtherContent;
use memchr::memchr;

use crate::diagnostic::{Diagnostic, RuleName};
use crate::source::{FileId, SourceFile, Span, offset};

const ENCODING: RuleName = RuleName::new("syntax/encoding");
/// The rule for files and documents that hold something other than a report.
pub(crate) const OTHER_CONTENT: RuleName = RuleName::new("syntax/other-content");

/// Reads a file's bytes as UTF-8, with or without a byte order mark.
///
/// # Errors
/// Bytes that are not the UTF-8 of a report come back as a diagnostic, with a text to show it in. Where wrong bytes stand
/// within a text, each is a `?` there, so that offsets are those of the file.
pub fn decode(id: FileId, path: &str, bytes: Vec<u8>) -> Result<SourceFile, (SourceFile, Box<Diagnostic>)> {
    if let Some(found) = contents::announced(path, &bytes) {
        return Err(other_content(id, path, found, &bytes));
    }
    let error = match String::from_utf8(bytes) {
        // Only a text in another encoding, or none, holds a zero byte.
        Ok(text) if memchr(0, text.as_bytes()).is_none() => return Ok(SourceFile::new(id, path, text)),
        Ok(text) => {
            let fault = undecoded(id, path, text.as_bytes());
            return fault.map_or_else(|| Ok(SourceFile::new(id, path, text)), Err);
        }
        Err(error) => error,
    };
    let fault = undecoded(id, path, error.as_bytes());
    Err(fault.unwrap_or_else(|| wrong_byte(id, path, error.as_bytes(), error.utf8_error())))
}

/// Reports bytes that are a text in another encoding, or none at all.
fn undecoded(id: FileId, path: &str, bytes: &[u8]) -> Option<(SourceFile, Box<Diagnostic>)> {
    let Some(encoding) = wide::encoding(bytes) else {
        return contents::binary_data(bytes).map(|found| other_content(id, path, found, bytes));
    };
    let name = encoding.name();
    let message = format!("this file is {name}, and must be UTF-8");
    let help = format!(
        "save it again with the encoding UTF-8 (in the editor's \"Save as\" or settings), not {name}"
    );
    let source = SourceFile::new(id, path, encoding.text(bytes));
    let diagnostic = Diagnostic::new(ENCODING, id, Span::empty(0), message).with_help(help);
    Some((source, Box::new(diagnostic)))
}

/// Describes a text in another language of markup, which Markdown may begin with too: what it is, and advice.
pub(crate) fn markup(text: &str) -> Option<(&'static str, &'static str)> {
    contents::markup(text.as_bytes()).map(|found| (found.what, found.help))
}

/// Reports a content that is no report, at the beginning of the file.
fn other_content(
    id: FileId,
    path: &str,
    found: &OtherContent,
    bytes: &[u8],
) -> (SourceFile, Box<Diagnostic>) {
    let text = if found.is_text { String::from_utf8_lossy(bytes).into_owned() } else { String::new() };
    let span = Span::new(0, offset(text.lines().next().unwrap_or_default().len()));
    let message = format!("this file {}, so there is nothing to check in it", found.what);
    let diagnostic = Diagnostic::new(OTHER_CONTENT, id, span, message).with_help(found.help);
    (SourceFile::new(id, path, text), Box::new(diagnostic))
}

/// Reports the first byte that is not UTF-8.
fn wrong_byte(id: FileId, path: &str, bytes: &[u8], error: Utf8Error) -> (SourceFile, Box<Diagnostic>) {
    let at = error.valid_up_to();
    let byte = bytes.get(at).copied().unwrap_or_default();
    let mut shown = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        shown.push_str(chunk.valid());
        shown.extend(chunk.invalid().iter().map(|_| '?'));
    }
    let is_cut_off = error.error_len().is_none();
    let end = if is_cut_off { bytes.len() } else { at + 1 };
    let message = match is_cut_off {
        true => "the file ends in the middle of a character".to_owned(),
        false => format!("byte {at} of this file (0x{byte:02X}) is not UTF-8 text"),
    };
    let help = match is_cut_off {
        true => "it was probably cut off: restore the rest, or delete what is left of the character",
        false => {
            "the file was probably saved as Windows-1251 or Windows-1252: open it in that encoding, check the letters, and \
             save it as UTF-8"
        }
    };
    let diagnostic = Diagnostic::new(ENCODING, id, Span::new(offset(at), offset(end)), message)
        .with_note("what cannot be read begins here")
        .with_help(help);
    (SourceFile::new(id, path, shown), Box::new(diagnostic))
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
        assert_eq!((source.text(), source.slice(diagnostic.primary.span)), ("title: ???\n", "?"));
    }

    #[test]
    fn the_place_of_a_wrong_byte_lies_in_the_file() {
        for bytes in
            [&b"a: \xcf"[..], b"\xcf", b"a: \xd0", b"a: \xf0\x9f\x98", b"a: \xd0\xff\n", b"\xff\xd0: a\n"]
        {
            let (source, diagnostic) = failure(bytes);
            let span = diagnostic.primary.span;
            assert_eq!(source.text().len(), bytes.len(), "{bytes:?}");
            assert!(!span.is_empty() && span.end as usize <= bytes.len(), "{bytes:?}: {span:?}");
        }
        let cut_off = "the file ends in the middle of a character";
        assert_eq!(failure(b"a: \xf0\x9f\x98").1.message, cut_off);
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

    #[test]
    fn a_wide_text_without_a_mark_may_begin_with_any_letter() {
        for text in ["вид: case\n", "标题: case\n", "kind: case\ntitle: Дело\n"] {
            let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            for bytes in [little, big] {
                let (source, diagnostic) = failure(&bytes);
                assert_eq!(diagnostic.message, "this file is UTF-16, and must be UTF-8");
                assert_eq!(source.text(), text);
            }
        }
    }

    #[test]
    fn what_is_no_report_is_named() {
        let lfs =
            format!("version https://example.org/spec/v1\noid sha256:{}\nsize 12345\n", "0a".repeat(32));
        let annex = b"/annex/objects/SHA256E-s5--0a.yaml\n";
        let gitcrypt: Vec<u8> = b"\0GITCRYPT\0".iter().copied().chain(0..=255).collect();
        for (bytes, what) in [
            (&gitcrypt[..], "is encrypted with git-crypt"),
            (b"age-encryption.org/v1\n-> X25519 0\n\x80\x81", "is encrypted with age"),
            (b"-----BEGIN AGE ENCRYPTED FILE-----\nYWdl\n", "is encrypted with age"),
            (b"-----BEGIN PGP MESSAGE-----\n\nhQEM\n", "is encrypted with OpenPGP"),
            (b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n", "is wrapped in an OpenPGP signature"),
            (b"$ANSIBLE_VAULT;1.1;AES256\n61\n", "is encrypted with Ansible Vault"),
            (lfs.as_bytes(), "is a pointer of Git LFS, whose content was not fetched"),
            (annex, "is a pointer of git-annex, whose content was not fetched"),
            (b"%PDF-1.7\n%\xe2\xe3\n", "is a PDF document"),
            (b"{\\rtf1\\ansi}", "is a document in Rich Text Format"),
            (b"\x1f\x8b\x08\0abc", "is compressed with gzip"),
            (b"\x89PNG\r\n\x1a\n\0", "is an image"),
            (b"<!DOCTYPE html>\n<title>x</title>", "is a web page (HTML)"),
            (b"\n<HTML lang=\"en\">", "is a web page (HTML)"),
            (b"<?xml version=\"1.0\"?>\n<a/>", "is XML"),
            (b"\0\x01\x02\x03abc", "is binary or encrypted data, not text"),
            (b"\0", "is binary or encrypted data, not text"),
            (&[0; 4096], "is binary or encrypted data, not text"),
            (b"kind: case\n\0\0\0\0\0\0\0\0", "is binary or encrypted data, not text"),
            (b"\x9c\x01\xf3\x02\x05abc\xff", "is binary or encrypted data, not text"),
        ] {
            let (source, diagnostic) = failure(bytes);
            assert_eq!(diagnostic.message, format!("this file {what}, so there is nothing to check in it"));
            assert!(diagnostic.rule == OTHER_CONTENT && source.text().len() <= bytes.len());
        }
        let pieces =
            ["a: <html>\n", "version: 1\noid: sha256:0\nsize: 1\n", "PK: x\n", "# %PDF-\n", "a: x\0y\n"];
        for text in pieces {
            assert!(decode(FileId(0), "a.yaml", text.into()).is_ok(), "{text}");
        }
        assert!(decode(FileId(0), "a.md", "<html>\n".into()).is_ok(), "Markdown may begin with HTML");
    }
}
