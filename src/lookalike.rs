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

/// Returns the help that suggests `near` for `text`; it names the character if they differ only in what nobody sees.
pub(crate) fn did_you_mean(text: &str, near: &str) -> String {
    unseen_difference(text, near).unwrap_or_else(|| format!("did you mean `{near}`?"))
}

/// Returns the help for a text that reads like `meant` and is not; `None` if the eye can tell them apart.
pub(crate) fn unseen_difference(text: &str, meant: &str) -> Option<String> {
    if let Some((_, help)) = latin(text).filter(|(latin, _)| latin == meant) {
        return Some(help);
    }
    if text == meant || as_seen(text) != meant {
        return None;
    }
    let odd =
        |(_, c): &(usize, char)| is_unseen(*c) || ascii_sign(*c).is_some_and(|sign| meant.contains(sign));
    let mut unlike = text.char_indices().filter(odd);
    let (at, c) = unlike.next()?;
    let is_single = unlike.next().is_none();
    if !is_unseen(c) {
        let sign = ascii_sign(c)?;
        return Some(format!("the sign `{c}` only looks like `{sign}`: write `{meant}`"));
    }
    let before = as_seen(text.get(..at)?);
    let place = if before.is_empty() { format!("before `{meant}`") } else { format!("after `{before}`") };
    let delete = if is_single { "delete it".to_owned() } else { format!("retype `{meant}`") };
    let is_inside = !text.get(at..)?.trim_start().is_empty() && !before.is_empty();
    Some(match c {
        ' ' if is_inside => format!("there is a space {place}: {delete}"),
        '\n' => format!("there is a line break {place}: {delete}"),
        _ => format!("{} is {place}, where nobody sees it: {delete}", odd_space_name(c)),
    })
}

/// Returns a text as a reader takes it: without characters that nobody sees, and with signs of ASCII for those that look
/// like them.
pub(crate) fn as_seen(text: &str) -> String {
    text.chars().filter(|c| !is_unseen(*c)).map(|c| ascii_sign(c).unwrap_or(c)).collect()
}

/// Returns true for a character that an id, a key or a word of the schema cannot have, and that nobody sees.
fn is_unseen(c: char) -> bool {
    let is_format = matches!(
        c,
        '\u{ad}' | '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2061}'..='\u{2064}' | '\u{2066}'..='\u{2069}'
    );
    c.is_whitespace() || is_zero_width(c) || is_format
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

/// Returns the name of an odd space, or of another character that nobody sees.
pub(crate) fn odd_space_name(c: char) -> &'static str {
    match c {
        ' ' => "a space",
        '\t' => "a tab",
        '\u{ad}' => "a soft hyphen",
        '\u{200c}' | '\u{200d}' => "an invisible joiner",
        '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "an invisible mark of direction"
        }
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
        for (text, help) in [
            ("kin\u{a0}", "a non-breaking space is after `kin`, where nobody sees it: delete it"),
            ("\u{200b}kin", "a zero-width space is before `kin`, where nobody sees it: delete it"),
            ("k\u{ad}in ", "a soft hyphen is after `k`, where nobody sees it: retype `kin`"),
            ("k in", "there is a space after `k`: delete it"),
        ] {
            assert_eq!(did_you_mean(text, "kin"), help);
        }
        assert_eq!(did_you_mean("kin‑1", "kin-1"), "the sign `‑` only looks like `-`: write `kin-1`");
        assert_eq!(did_you_mean("kin‑1", "kin-2"), "did you mean `kin-2`?");
        assert_eq!(help, "the letter `С` is Cyrillic, and only looks Latin: write `KZ-CC 174`");
        assert_eq!(
            latin("КZ-СC").unwrap().1,
            "the letters `К`, `С` are Cyrillic, and only look Latin: write `KZ-CC`"
        );
        assert_eq!(latin("суд"), None);
        assert_eq!(latin("KZ"), None);
    }
}
