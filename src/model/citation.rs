//! Citations of articles as text: `CODE ARTICLE[-N][(PART)][(PARAGRAPH)]`.

pub(crate) mod freeform;

use std::fmt;

/// A citation, borrowed from the text that it was read from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct Citation<'a> {
    /// The code's id: `KZ-CC`.
    pub code: &'a str,
    /// The article's number: `272`, `174-1`, `280.3`.
    pub article: &'a str,
    /// The part: `2`, `1-1`.
    pub part: Option<&'a str>,
    /// The paragraph: a number or a letter.
    pub paragraph: Option<&'a str>,
}

impl<'a> Citation<'a> {
    /// Reads a citation; `None` if the text is not one. A single bracket holds a part if a number stands
    /// in it, and a paragraph if a letter does.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        let (code, rest) = text.split_at_checked(text.bytes().position(|byte| byte == b' ')?)?;
        let rest = rest.get(1..)?;
        let end = rest.bytes().position(|byte| byte == b'(').unwrap_or(rest.len());
        let (article, brackets) = rest.split_at_checked(end)?;
        if !is_code(code) || !is_article(article) {
            return None;
        }
        let (first, rest) = bracket(brackets)?;
        let (second, rest) = bracket(rest)?;
        if !rest.is_empty() {
            return None;
        }
        let (part, paragraph) = match (first, second) {
            (Some(first), None) if !is_numbers(first, &['-', '.']) => (None, Some(first)),
            pair => pair,
        };
        // Russia inserts parts with a dot: `RU-CAO 20.2(6.1)`.
        let part_is_right = part.is_none_or(|part| is_numbers(part, &['-', '.']));
        let paragraph_is_right =
            paragraph.is_none_or(|paragraph| is_numbers(paragraph, &['-']) || is_letter(paragraph));
        (part_is_right && paragraph_is_right).then_some(Self { code, article, part, paragraph })
    }
}

impl fmt::Display for Citation<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.article)?;
        for bracketed in [self.part, self.paragraph].into_iter().flatten() {
            write!(f, "({bracketed})")?;
        }
        Ok(())
    }
}

/// Splits `(…)` off the beginning: returns its content, if there is one, and the rest.
fn bracket(text: &str) -> Option<(Option<&str>, &str)> {
    match text.strip_prefix('(') {
        None => Some((None, text)),
        Some(rest) => rest.split_once(')').map(|(inner, rest)| (Some(inner), rest)),
    }
}

/// Returns a country's code and one or more words in capitals: `KZ-CC`, `KZ-CC-1997`.
fn is_code(text: &str) -> bool {
    let mut parts = text.split('-');
    let country = parts.next().unwrap_or_default();
    let is_country = country.len() == 2 && country.bytes().all(|b| b.is_ascii_uppercase());
    let mut words = parts.peekable();
    let is_word =
        |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    is_country && words.peek().is_some() && words.all(is_word)
}

/// Words for a law or a decree in ids, as the countries call it.
const LAWS: [&str; 9] = ["LAW", "LEY", "LOI", "LEI", "ZAKON", "KANUN", "DECREE", "DECRETO", "UKAZ"];

/// Returns true for the id of a law that is not a code: `KZ-LAW-ASSEMBLIES`, `NI-LEY-1145`.
pub(crate) fn is_law(text: &str) -> bool {
    let mut parts = text.split('-').skip(1);
    is_code(text) && parts.next().is_some_and(|word| LAWS.contains(&word)) && parts.next().is_some()
}

/// Returns true for numbers with one of `separators` between them, none of them with a leading zero.
fn is_numbers(text: &str, separators: &[char]) -> bool {
    // Most have no separator.
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return !text.is_empty() && !text.starts_with('0');
    }
    text.split(separators)
        .all(|part| !part.is_empty() && !part.starts_with('0') && part.bytes().all(|b| b.is_ascii_digit()))
}

/// Returns true for an article's number. Some countries insert articles with a letter: `217/A` in Turkey, `124A` in India, `295-C` in
/// Pakistan, `458 bis` in Guatemala.
fn is_article(text: &str) -> bool {
    const INSERTED: [&str; 4] = ["bis", "ter", "quater", "quinquies"];
    let inserted = INSERTED.iter().find_map(|word| text.strip_suffix(word));
    if let Some(number) = inserted {
        return is_numbers(number.strip_suffix([' ', '-']).unwrap_or(number), &['-', '.']);
    }
    let number = text.strip_suffix(|letter: char| letter.is_ascii_uppercase());
    let number = number.map_or(text, |number| number.strip_suffix(['/', '-']).unwrap_or(number));
    is_numbers(number, &['-', '.'])
}

fn is_letter(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::Citation;

    #[test]
    fn citations_are_read_and_written_alike() {
        for text in [
            "KZ-CC 272",
            "KZ-CC 272(2)",
            "KZ-CAO 489(9)",
            "KZ-CC 174-1",
            "RU-CC 280.3(1)",
            "TR-PC 217/A",
            "IN-PC 124A",
            "GT-CC 458 bis",
            "GT-CC 458-ter(2)",
            "PK-PC 295-C(1)",
            "TR-PC 217/A(2)",
            "RU-CAO 20.2(6.1)",
            "KZ-CC 106(2)(3)",
            "RU-CC 207.3(2)(д)",
            "KZ-CC-1997 233(1-1)",
            "KZ-CC 106(a)",
        ] {
            assert_eq!(Citation::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(Citation::parse("KZ-CC 106(a)").unwrap().paragraph, Some("a"));
    }

    #[test]
    fn other_forms_are_none() {
        for text in [
            "",
            "KZ-CC",
            "KZ 272",
            "kz-cc 272",
            "272 KZ-CC",
            "Art. 272 (2) CC",
            "KZ-CC 272 (2)",
            "KZ-CC 272(2",
            "KZ-CC 272()",
            "KZ-CC 272(2)(3)(4)",
            "KZ-CC 272(x1)",
            "KZ-CC  272",
            "KZ-CC 0",
            "TR-PC 217/",
            "TR-PC 217/a",
            "TR-PC 220/7",
            "TR-PC /A",
            "KZ-CC 272-",
        ] {
            assert_eq!(Citation::parse(text), None, "{text}");
        }
    }
}
