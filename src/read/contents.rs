//! Recognises files that hold something other than a report, whatever their names say: encrypted and binary data,
//! pointers to a content that was not fetched, and web pages.

use memchr::{memchr, memmem};

use crate::document::Format;

/// A content that is no report.
pub(super) struct OtherContent {
    /// Recognises it by the beginning of the file.
    is_it: fn(&[u8]) -> bool,
    /// The content, as the rest of a sentence that begins with "this file".
    pub(super) what: &'static str,
    /// The way to a report.
    pub(super) help: &'static str,
    /// True if it is text that can be shown.
    pub(super) is_text: bool,
}

const EXCLUDE_ENCRYPTED: &str = "decrypt it before the check, or where there is no key leave it out with `exclude:` in reportlint.yaml; saving \
     it from an editor would destroy it";
const OTHER_FORMAT: &str = "give it the ending of its own format, or leave it out with `exclude:` in reportlint.yaml; a report is written in YAML, \
     JSON or Markdown";
const UNPACK: &str = "unpack it, and put the report itself in its place";

const fn binary(is_it: fn(&[u8]) -> bool, what: &'static str, help: &'static str) -> OtherContent {
    OtherContent { is_it, what, help, is_text: false }
}

const fn text(is_it: fn(&[u8]) -> bool, what: &'static str, help: &'static str) -> OtherContent {
    OtherContent { is_it, what, help, is_text: true }
}

/// The contents that announce themselves. No text of a report begins with one of these signatures.
const TABLE: &[OtherContent] = &[
    binary(
        |bytes| bytes.starts_with(b"\0GITCRYPT\0"),
        "is encrypted with git-crypt",
        "run `git-crypt unlock` in this clone, and check without `--staged`, which reads what git stores (a hook cannot read it: \
         check first, then commit with `SKIP=reportlint`); where there is no key leave the file out with `exclude:` in reportlint.yaml; saving it from an editor would destroy it",
    ),
    binary(|bytes| bytes.starts_with(b"age-encryption.org/"), "is encrypted with age", EXCLUDE_ENCRYPTED),
    text(
        |bytes| bytes.starts_with(b"-----BEGIN AGE ENCRYPTED FILE-----"),
        "is encrypted with age",
        EXCLUDE_ENCRYPTED,
    ),
    text(
        |bytes| bytes.starts_with(b"-----BEGIN PGP MESSAGE-----"),
        "is encrypted with OpenPGP",
        EXCLUDE_ENCRYPTED,
    ),
    text(
        |bytes| bytes.starts_with(b"-----BEGIN PGP SIGNED MESSAGE-----"),
        "is wrapped in an OpenPGP signature",
        "keep the signature in a file of its own (`gpg --detach-sign`), so that the report can be read",
    ),
    text(|bytes| bytes.starts_with(b"$ANSIBLE_VAULT;"), "is encrypted with Ansible Vault", EXCLUDE_ENCRYPTED),
    text(
        is_lfs_pointer,
        "is a pointer of Git LFS, whose content was not fetched",
        "run `git lfs pull` in this clone (in a CI job, `lfs: true` of actions/checkout), and check without `--staged`, which reads \
         what git stores (a hook cannot read it: check first, then commit with `SKIP=reportlint`)",
    ),
    text(
        |bytes| bytes.starts_with(b"/annex/objects/"),
        "is a pointer of git-annex, whose content was not fetched",
        "run `git annex get` on it",
    ),
    binary(|bytes| bytes.starts_with(b"%PDF-"), "is a PDF document", OTHER_FORMAT),
    binary(
        |bytes| bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06"),
        "is a ZIP archive, as Word (.docx) and LibreOffice (.odt) write their documents",
        OTHER_FORMAT,
    ),
    binary(
        |bytes| bytes.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"),
        "is a document of Word or Excel",
        OTHER_FORMAT,
    ),
    binary(|bytes| bytes.starts_with(b"{\\rtf"), "is a document in Rich Text Format", OTHER_FORMAT),
    binary(|bytes| bytes.starts_with(b"SQLite format 3\0"), "is a database of SQLite", OTHER_FORMAT),
    binary(|bytes| bytes.starts_with(b"bplist00"), "is a binary property list", OTHER_FORMAT),
    binary(is_image, "is an image", OTHER_FORMAT),
    binary(|bytes| bytes.starts_with(b"\x1F\x8B"), "is compressed with gzip", UNPACK),
    binary(
        |bytes| bytes.starts_with(b"BZh") && bytes.get(4..10) == Some(b"1AY&SY"),
        "is compressed with bzip2",
        UNPACK,
    ),
    binary(|bytes| bytes.starts_with(b"\xFD7zXZ\0"), "is compressed with xz", UNPACK),
    binary(|bytes| bytes.starts_with(b"\x28\xB5\x2F\xFD"), "is compressed with zstd", UNPACK),
    binary(|bytes| bytes.starts_with(b"7z\xBC\xAF\x27\x1C"), "is a 7z archive", UNPACK),
    binary(|bytes| bytes.starts_with(b"Rar!\x1A\x07"), "is a RAR archive", UNPACK),
];

/// Text in another language of markup. Markdown may begin with it too.
const MARKUP: &[OtherContent] = &[
    text(
        |bytes| begins_with_tag(bytes, b"<!doctype html") || begins_with_tag(bytes, b"<html"),
        "is a web page (HTML)",
        "it was probably saved in place of a download: get the file itself, not the page that shows it or an error",
    ),
    text(|bytes| begins_with_tag(bytes, b"<?xml"), "is XML", OTHER_FORMAT),
];

/// Anything else that is no text.
const BINARY: OtherContent = binary(
    |_| true,
    "is binary or encrypted data, not text",
    "if it was a report, take it from the history of the repository, where it may be whole; otherwise leave it out with \
     `exclude:` in reportlint.yaml",
);

/// Recognises another language of markup.
pub(super) fn markup(bytes: &[u8]) -> Option<&'static OtherContent> {
    MARKUP.iter().find(|content| (content.is_it)(bytes))
}

/// Recognises a content that announces itself.
pub(super) fn announced(path: &str, bytes: &[u8]) -> Option<&'static OtherContent> {
    let is_markdown = Format::from_path(path) == Some(Format::Markdown);
    let found = TABLE.iter().find(|content| (content.is_it)(bytes));
    found.or_else(|| markup(bytes).filter(|_| !is_markdown))
}

/// Recognises among bytes that are no plain UTF-8 what is no text in any encoding: it begins with a zero byte, or control
/// characters are frequent in it. A text with a few of them is damaged, and they are shown in it.
pub(super) fn binary_data(bytes: &[u8]) -> Option<&'static OtherContent> {
    let is_utf8 = std::str::from_utf8(bytes).is_ok();
    let most = if is_utf8 { (bytes.len() / 10).max(4) } else { (bytes.len() / 50).max(2) };
    let is_binary = bytes.first() == Some(&0)
        || !is_utf8 && memchr(0, bytes).is_some()
        || bytes.iter().filter(|byte| is_control(**byte)).count() > most;
    is_binary.then_some(&BINARY)
}

/// Returns true for a control character that is no white space.
pub(super) fn is_control(byte: u8) -> bool {
    byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | b'\x0C')
}

/// Returns true for the three lines that Git LFS puts in place of a file: `version …/spec/v1`, `oid` and `size`, with
/// others between them.
fn is_lfs_pointer(bytes: &[u8]) -> bool {
    // The specification allows no more bytes than this.
    const MOST: usize = 1024;
    let Some(text) = std::str::from_utf8(bytes.get(..MOST).unwrap_or(bytes)).ok() else { return false };
    let mut lines = text.lines();
    let version = lines.next().and_then(|line| line.strip_prefix("version "));
    let has = |start: &str| text.lines().any(|line| line.starts_with(start));
    bytes.len() <= MOST
        && version.is_some_and(|version| version.contains("/spec/v"))
        && has("oid sha256:")
        && has("size ")
}

fn is_image(bytes: &[u8]) -> bool {
    let signatures: [&[u8]; 5] = [b"\x89PNG\r\n", b"\xFF\xD8\xFF", b"GIF87a", b"GIF89a", b"II*\0"];
    let is_webp = bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP");
    is_webp || signatures.iter().any(|signature| bytes.starts_with(signature))
}

/// Returns true if the first thing in the file is this tag, in whatever case.
fn begins_with_tag(bytes: &[u8], tag: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes).trim_ascii_start();
    let (Some(begin), rest) = (start.get(..tag.len()), start.get(tag.len()..).unwrap_or_default()) else {
        return false;
    };
    begin.eq_ignore_ascii_case(tag)
        && rest.first().is_none_or(|next| next.is_ascii_whitespace() || *next == b'>')
        && memmem::find(rest, b">").is_some()
}
