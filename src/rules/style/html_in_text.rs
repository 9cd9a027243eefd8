//! `html-in-text`

use std::ops::Range;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::{Text, TextRole};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "html-in-text",
    group: Group::Style,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("html-in-text.md"),
};

/// Characters by their names in HTML.
const NAMED: [(&str, &str); 19] = [
    ("nbsp", " "),
    ("amp", "&"),
    ("quot", "\""),
    ("apos", "'"),
    ("lt", "<"),
    ("gt", ">"),
    ("laquo", "«"),
    ("raquo", "»"),
    ("ldquo", "“"),
    ("rdquo", "”"),
    ("bdquo", "„"),
    ("lsquo", "‘"),
    ("rsquo", "’"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("shy", ""),
    ("thinsp", " "),
    ("numero", "№"),
];

/// Tags of HTML that come with copied text, with what stands for them.
const TAGS: [(&str, &str); 10] = [
    ("br", " "),
    ("p", ""),
    ("b", ""),
    ("i", ""),
    ("em", ""),
    ("strong", ""),
    ("span", ""),
    ("u", ""),
    ("sup", ""),
    ("font", ""),
];

/// A piece of HTML, with the text that it means.
struct Piece {
    range: Range<usize>,
    meant: String,
}

fn check(cx: &mut DocumentContext<'_>) {
    for text in cx.model().texts().iter().filter(|text| is_plain(text)) {
        let value = text.value();
        if memchr::memchr2(b'&', b'<', value.as_bytes()).is_none() {
            continue;
        }
        let pieces = pieces(value);
        let Some(first) = pieces.first() else { continue };
        let written = value.get(first.range.clone()).unwrap_or_default();
        let mut meant = value.to_owned();
        for piece in pieces.iter().rev() {
            meant.replace_range(piece.range.clone(), &piece.meant);
        }
        // What stands for HTML may be HTML again, and only the author knows how often it was written over.
        let is_settled = self::pieces(&meant).is_empty();
        let edits: Option<Vec<Edit>> =
            pieces.iter().map(|piece| text.edit(piece.range.clone(), piece.meant.as_str())).collect();
        let finding = cx
            .report(
                text.place(first.range.clone()),
                format!("{} is HTML, and this text is not", quoted(written)),
            )
            .help(match is_settled {
                true => format!("readers see the signs as they stand here: write {}", quoted(meant.trim())),
                false => "readers see the signs as they stand here: write the characters that they stand for"
                    .to_owned(),
            });
        if let Some(edits) = edits.filter(|_| is_settled) {
            finding.fix("write what the HTML means", Applicability::Unsafe, edits);
        }
    }
}

/// Returns true for a text that is not Markdown, in which HTML means something.
fn is_plain(text: &Text<'_>) -> bool {
    matches!(
        text.role(),
        TextRole::Title
            | TextRole::Label
            | TextRole::Name
            | TextRole::NameOriginal
            | TextRole::Alias
            | TextRole::Source
            | TextRole::Place
            | TextRole::Actor
            | TextRole::Speaker
            | TextRole::Offence
    )
}

/// The most bytes of a tag, without its first sign.
const LONGEST: usize = 81;

/// Returns the references to characters and the tags in a text.
fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    for (start, sign) in text.char_indices().filter(|(_, c)| matches!(c, '&' | '<')) {
        let rest = text.get(start + 1..).unwrap_or_default();
        let rest = rest.get(..rest.floor_char_boundary(LONGEST)).unwrap_or_default();
        let piece = if sign == '&' { character(rest) } else { tag(rest).filter(|_| is_closed(text, rest)) };
        if let Some((length, meant)) = piece {
            found.push(Piece { range: start..start + 1 + length, meant });
        }
    }
    found
}

/// Reads `amp;`, `#39;` or `#x27;`: its length, and the character.
fn character(text: &str) -> Option<(usize, String)> {
    let (name, _) = text.split_once(';').filter(|(name, _)| name.len() < 10)?;
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok().and_then(char::from_u32);
    let meant = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(digits) => number(digits, 16)?.to_string(),
            None => number(digits, 10)?.to_string(),
        },
        None => NAMED.iter().find(|(known, _)| *known == name)?.1.to_owned(),
    };
    Some((name.len() + 1, meant.replace('\u{a0}', " ")))
}

/// Returns true for a tag that has no end, or has both its beginning and its end in the text: `a <b and c> d` is no HTML.
fn is_closed(text: &str, tag: &str) -> bool {
    let name: String = tag.trim_start_matches('/').chars().take_while(char::is_ascii_alphanumeric).collect();
    let has = |beginning: &str| text.contains(&format!("{beginning}{name}>"));
    name.eq_ignore_ascii_case("br") || has("</") && (has("<") || text.contains(&format!("<{name} ")))
}

/// Reads `br/>`, `/b>` or `span class="x">`: its length, and what stands for it.
fn tag(text: &str) -> Option<(usize, String)> {
    let (inner, _) = text.split_once('>').filter(|(inner, _)| inner.len() < 80)?;
    let name = inner.trim_start_matches('/').split([' ', '/']).next()?.to_lowercase();
    let (_, meant) = TAGS.iter().find(|(known, _)| *known == name)?;
    Some((inner.len() + 1, (*meant).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::pieces;

    #[test]
    fn html_is_found_and_other_signs_are_not() {
        let count = |text: &str| pieces(text).len();
        for text in ["Law &amp; Order", "a<br>b", "a<br />b", "it&#39;s", "«A»&nbsp;B", "&#x27;"] {
            assert_eq!(count(text), 1, "{text}");
        }
        assert_eq!(count("<b>Verdict</b>"), 2);
        for text in ["R&D; more", "a < b > c", "AT&T", "<name>", "&unknown;"] {
            assert_eq!(count(text), 0, "{text}");
        }
    }
}
