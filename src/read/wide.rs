//! UTF-16 and UTF-32, which editors on Windows save.

use super::contents::is_control;

/// An encoding of two or four bytes a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16 { is_big: bool },
    Utf32,
}

/// The number of bytes from which the encoding is guessed.
const SAMPLE: usize = 4096;

/// Recognises the encoding by its byte order mark, or, without one, as the only one in which the bytes are a text.
pub(super) fn encoding(bytes: &[u8]) -> Option<Wide> {
    let utf16 = |is_big| Wide::Utf16 { is_big };
    match *bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => return Some(Wide::Utf32),
        [0xFF, 0xFE, ..] => return Some(utf16(false)),
        [0xFE, 0xFF, ..] => return Some(utf16(true)),
        _ => {}
    }
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    // Any text of a report has ASCII characters, half of which are zero bytes here. In UTF-8 a zero byte is a rare fault.
    memchr::memchr(0, sample)?;
    let is_odd = |sample: &[u8]| sample.iter().filter(|byte| is_control(**byte)).count() * 4 >= sample.len();
    if std::str::from_utf8(bytes).is_ok() && !is_odd(sample) {
        return None;
    }
    let (quads, _) = sample.as_chunks::<4>();
    let is_text32 = |unit: fn([u8; 4]) -> u32| is_text(quads.iter().map(|quad| char::from_u32(unit(*quad))));
    if is_text32(u32::from_le_bytes) || is_text32(u32::from_be_bytes) {
        return Some(Wide::Utf32);
    }
    let is_text16 = |is_big| is_text(chars16(sample, is_big).map(Result::ok));
    [false, true].into_iter().find(|is_big| is_text16(*is_big)).map(utf16)
}

impl Wide {
    /// Returns the name of the encoding.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf16 { .. } => "UTF-16",
            Self::Utf32 => "UTF-32",
        }
    }

    /// Returns the text to show; of a file in UTF-32, which hardly any file is in, an empty one.
    pub(super) fn text(self, bytes: &[u8]) -> String {
        let Self::Utf16 { is_big } = self else { return String::new() };
        let text: String = chars16(bytes, is_big).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
        text.trim_start_matches('\u{feff}').to_owned()
    }
}

fn chars16(bytes: &[u8], is_big: bool) -> impl Iterator<Item = Result<char, std::char::DecodeUtf16Error>> {
    let (pairs, _) = bytes.as_chunks();
    let unit = move |&pair| if is_big { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) };
    char::decode_utf16(pairs.iter().map(unit))
}

/// Returns true if these are the characters of a text: none is a control character, and one in eight is ASCII, as those of
/// keys are. The last one may be cut in two.
fn is_text(chars: impl Iterator<Item = Option<char>>) -> bool {
    let (mut count, mut ascii) = (0_usize, 0);
    let mut chars = chars.peekable();
    while let Some(c) = chars.next() {
        match c {
            Some(c) if c.is_control() && !c.is_ascii_whitespace() => return false,
            Some(c) => ascii += usize::from(c.is_ascii()),
            None if chars.peek().is_none() && count > 0 => {}
            None => return false,
        }
        count += 1;
    }
    count > 0 && ascii * 8 >= count
}
