//! Recognises characters that look like others: Cyrillic letters like Latin ones, and odd characters like spaces.

/// Pairs of letters that no reader can tell apart.
const PAIRS: [(char, char); 27] = [
    ('А', 'A'),
    ('В', 'B'),
    ('Е', 'E'),
    ('К', 'K'),
    ('М', 'M'),
    ('Н', 'H'),
    ('О', 'O'),
    ('Р', 'P'),
    ('С', 'C'),
    ('Т', 'T'),
    ('У', 'Y'),
    ('Х', 'X'),
    ('І', 'I'),
    ('Ѕ', 'S'),
    ('Ј', 'J'),
    ('а', 'a'),
    ('е', 'e'),
    ('о', 'o'),
    ('р', 'p'),
    ('с', 'c'),
    ('у', 'y'),
    ('х', 'x'),
    ('і', 'i'),
    ('ѕ', 's'),
    ('ј', 'j'),
    ('к', 'k'),
    ('һ', 'h'),
];

/// Returns `text` in Latin letters, with a help that says so; `None` if it has no look-alikes, or other letters too.
pub(crate) fn latin(text: &str) -> Option<(String, String)> {
    let mut letters: Vec<String> = Vec::new();
    let latin: String = text
        .chars()
        .map(|c| match PAIRS.iter().find(|(cyrillic, _)| *cyrillic == c) {
            Some((_, latin)) => {
                letters.push(format!("`{c}`"));
                *latin
            }
            None => c,
        })
        .collect();
    if letters.is_empty() || !latin.is_ascii() {
        return None;
    }
    letters.sort_unstable();
    letters.dedup();
    let help = match letters.as_slice() {
        [one] => format!("the letter {one} is Cyrillic, and only looks Latin: write `{latin}`"),
        several => {
            format!("the letters {} are Cyrillic, and only look Latin: write `{latin}`", several.join(", "))
        }
    };
    Some((latin, help))
}

/// Returns a word of two alphabets as it reads in each of them; none if it has letters of one alone.
pub(crate) fn readings(word: &str) -> Option<[String; 2]> {
    let is_cyrillic = |c: char| matches!(c, '\u{400}'..='\u{52f}');
    let is_mixed = word.contains(is_cyrillic) && word.contains(|c: char| c.is_ascii_alphabetic());
    let latin = |c: char| PAIRS.iter().find(|(cyrillic, _)| *cyrillic == c).map_or(c, |(_, latin)| *latin);
    let cyrillic = |c: char| PAIRS.iter().find(|(_, latin)| *latin == c).map_or(c, |(cyrillic, _)| *cyrillic);
    is_mixed.then(|| [word.chars().map(latin).collect(), word.chars().map(cyrillic).collect()])
}

/// Returns the help that suggests `near` for `text`; it says so if they differ only in an alphabet, which nobody sees.
pub(crate) fn did_you_mean(text: &str, near: &str) -> String {
    match latin(text) {
        Some((latin, help)) if latin == near => help,
        _ => format!("did you mean `{near}`?"),
    }
}

/// Returns the sign of ASCII that a full-width one or one of another script looks like, and that keys, lists and numbers are
/// written with.
pub(crate) fn ascii_sign(c: char) -> Option<char> {
    Some(match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c).checked_sub(0xfee0)?)?,
        '∶' | '։' | '܃' | 'ː' | '˸' | '꞉' | '︰' | '﹕' => ':',
        '،' | '、' | '､' | '﹐' | '﹑' => ',',
        '؛' | '﹔' => ';',
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '–' | '—' | '‒' | '―' | '−' | '‐' | '‑' | '﹣' => '-',
        _ => return None,
    })
}

/// Returns the length of the bullet or number that a word processor begins a list's item with, where a space follows it.
pub(crate) fn bullet_length(line: &str) -> Option<usize> {
    let first = line.chars().next()?;
    let length = match first {
        '–' | '—' | '−' | '‒' | '―' | '‐' | '‑' | '•' | '·' | '∙' | '●' | '○' | '◦' | '◉' | '▪' | '▫'
        | '■' | '□' | '◆' | '◇' | '‣' | '►' | '▸' | '➢' | '➤' | '→' | '✓' | '✔' | '⁃' | '*' | '+'
        | '\u{f0b7}' | '\u{f0a7}' => first.len_utf8(),
        '0'..='9' => {
            let digits = line.len() - line.trim_start_matches(|c: char| c.is_ascii_digit()).len();
            let closes = line.get(digits..).is_some_and(|rest| rest.starts_with(['.', ')']));
            (closes && digits <= 2).then_some(digits + 1)?
        }
        'a'..='z' => line.get(1..).filter(|rest| rest.starts_with(')')).map(|_| 2)?,
        _ => return None,
    };
    line.get(length..).filter(|rest| rest.starts_with([' ', '\t', '\u{a0}'])).map(|_| length)
}

/// Returns true for a character that looks like a space, or like nothing, and is not a space to YAML or JSON.
pub(crate) fn is_odd_space(c: char) -> bool {
    !c.is_ascii() && (c.is_whitespace() || is_zero_width(c))
}

/// Returns true for a character without a width.
pub(crate) fn is_zero_width(c: char) -> bool {
    matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Returns the name of an odd space.
pub(crate) fn odd_space_name(c: char) -> &'static str {
    match c {
        '\u{a0}' => "a non-breaking space",
        '\u{202f}' => "a narrow non-breaking space",
        '\u{3000}' => "an ideographic space",
        '\u{200b}' => "a zero-width space",
        '\u{2060}' => "a word joiner",
        '\u{feff}' => "a byte order mark",
        _ => "a space of another kind",
    }
}

#[cfg(test)]
mod tests {
    use super::{did_you_mean, latin};

    #[test]
    fn look_alikes_become_latin() {
        let (text, help) = latin("KZ-СС 174").unwrap();
        assert_eq!(text, "KZ-CC 174");
        assert_eq!(
            did_you_mean("dаte", "date"),
            "the letter `а` is Cyrillic, and only looks Latin: write `date`"
        );
        assert_eq!(did_you_mean("dat", "date"), "did you mean `date`?");
        assert_eq!(help, "the letter `С` is Cyrillic, and only looks Latin: write `KZ-CC 174`");
        assert_eq!(
            latin("КZ-СC").unwrap().1,
            "the letters `К`, `С` are Cyrillic, and only look Latin: write `KZ-CC`"
        );
        assert_eq!(latin("суд"), None);
        assert_eq!(latin("KZ"), None);
    }
}
