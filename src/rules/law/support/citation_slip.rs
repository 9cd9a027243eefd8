//! Citations with the id of a known code and one slip in the form: a bracket that is missing or of another kind, a letter in
//! place of a digit, or another sign between code and article.

use super::freeform_citation::Intended;
use crate::diagnostic::Applicability;
use crate::law::{LegalCode, Presence, Registry};
use crate::model::citation::Citation;

/// The longest id that is looked for at the beginning of a text.
const LONGEST_ID: usize = 40;

/// Reads a citation with a slip; `None` where more than one citation may be meant, or the code lacks the article.
pub(super) fn read(law: &Registry, text: &str) -> Option<Intended> {
    let (code, rest) = split_code(law, text)?;
    let (rest, letter) = with_digits(rest);
    let rest = rest.replace(['[', '{'], "(").replace([']', '}'], ")");
    let end = number_end(&rest)?;
    let (article, brackets) = rest.split_at_checked(end)?;
    let (citations, is_complete) = parts(&code.id, article, brackets.trim())?;
    let exists = |citation: &String| {
        Citation::parse(citation).is_some_and(|citation| {
            matches!(code.article(citation.article), Presence::Present | Presence::Unknown)
        })
    };
    if !citations.iter().all(exists) {
        return None;
    }
    let reason = match letter {
        Some((letter, digit)) => format!("the letter `{letter}` stands in place of the digit `{digit}`; "),
        None if !is_complete => "a bracket is missing; ".to_owned(),
        None => String::new(),
    };
    let applicability =
        if letter.is_none() && is_complete { Applicability::Safe } else { Applicability::Unsafe };
    Some(Intended { citations, reason, applicability })
}

/// Splits the id of a known code off the beginning of a text, whatever joins its parts and follows it: `KZ CC-272`.
fn split_code<'l, 't>(law: &'l Registry, text: &'t str) -> Option<(&'l LegalCode, &'t str)> {
    let text = text.trim_start();
    let head = text.get(..text.floor_char_boundary(LONGEST_ID))?;
    // The article begins at the last digit that may do so: `KZ-CC-1997 233` is no article 1997.
    let starts = head.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at);
    let starts: Vec<usize> = starts.collect();
    starts.into_iter().rev().find_map(|start| {
        let (id, rest) = text.split_at_checked(start)?;
        let id = id.trim_end_matches(|c: char| !c.is_alphanumeric());
        let id: String = id.chars().map(|c| if matches!(c, ' ' | '_') { '-' } else { c }).collect();
        law.get(&id.to_ascii_uppercase()).map(|code| (code, rest))
    })
}

/// Writes digits for the letters beside digits that look like them, and returns the first of these letters with its digit.
fn with_digits(text: &str) -> (String, Option<(char, char)>) {
    let digit = |letter: char| {
        Some(match letter {
            'O' | 'o' | 'О' | 'о' => '0',
            'l' | 'I' | 'і' | 'І' | '|' => '1',
            'З' | 'з' => '3',
            _ => return None,
        })
    };
    let mut first = None;
    let mut written = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let is_number = |c: &char| c.is_ascii_digit();
        let is_beside = written.chars().next_back().is_some_and(|c| is_number(&c))
            || letters.peek().is_some_and(is_number);
        match digit(letter).filter(|_| is_beside) {
            Some(digit) => {
                first = first.or(Some((letter, digit)));
                written.push(digit);
            }
            None => written.push(letter),
        }
    }
    (written, first)
}

/// Returns the end of the number of an article at the beginning of a text.
fn number_end(text: &str) -> Option<usize> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, '-' | '.')).unwrap_or(text.len());
    let number = text.get(..end)?.trim_end_matches(['-', '.']);
    (!number.is_empty()).then_some(number.len())
}

/// Returns the citations of an article's part, of its part and paragraph, or of several parts, and whether no bracket is missing.
fn parts(code: &str, article: &str, brackets: &str) -> Option<(Vec<String>, bool)> {
    let brackets = brackets.trim_start_matches(['-', '.', ',', ':', ' ']).trim_end_matches(['.', ',', ';']);
    if brackets.is_empty() {
        return Some((vec![format!("{code} {article}")], true));
    }
    let count = |sign: char| brackets.matches(sign).count();
    let (opened, closed) = (count('('), count(')'));
    let inner: Vec<&str> =
        brackets.split(['(', ')', ' ', ',', ';']).filter(|inner| !inner.is_empty()).collect();
    let are_short = inner.iter().all(|inner| inner.chars().count() < 4);
    // Nothing says what stands in `272(2)(`, and a number without any bracket may be a part or another article.
    let ends_open = brackets.ends_with('(') || opened + closed == 0;
    let is_number = |inner: &&str| inner.starts_with(|c: char| c.is_ascii_digit());
    if ends_open || !are_short {
        return None;
    }
    let is_listed = brackets.contains([',', ';']);
    let written: Vec<String> = match *inner.as_slice() {
        [part] => vec![format!("{code} {article}({part})")],
        [part, paragraph] if !is_listed && opened.max(closed) == 2 => {
            vec![format!("{code} {article}({part})({paragraph})")]
        }
        [_, _, ..] if is_listed && inner.len() < 9 && inner.iter().all(is_number) => {
            inner.iter().map(|part| format!("{code} {article}({part})")).collect()
        }
        _ => return None,
    };
    Some((written, opened == closed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn citations_with_one_slip_are_read() {
        let law = Registry::default();
        for (text, expected) in [
            ("KZ-CC272(2)", "KZ-CC 272(2)"),
            ("KZ-CC-272(2)", "KZ-CC 272(2)"),
            ("KZ-CC: 272(2)", "KZ-CC 272(2)"),
            ("KZ CC 272(2)", "KZ-CC 272(2)"),
            ("kz_cc 272(2)", "KZ-CC 272(2)"),
            ("KZ-CC 272(2", "KZ-CC 272(2)"),
            ("KZ-CC 272 2)", "KZ-CC 272(2)"),
            ("KZ-CC 272[2]", "KZ-CC 272(2)"),
            ("KZ-CC 272(2))", "KZ-CC 272(2)"),
            ("KZ-CC 27O(2)", "KZ-CC 270(2)"),
            ("KZ-CC 17l", "KZ-CC 171"),
            ("KZ-CC-1997 23З", "KZ-CC-1997 233"),
            ("BY-CC 361-1(1", "BY-CC 361-1(1)"),
            ("RU-CC 207.3(2)(а", "RU-CC 207.3(2)(а)"),
            ("KZ-CC 272(2),(3)", "KZ-CC 272(2) KZ-CC 272(3)"),
            ("KZ-CC 272(2, 3)", "KZ-CC 272(2) KZ-CC 272(3)"),
        ] {
            let read = read(&law, text).map(|intended| intended.citations.join(" "));
            assert_eq!(read.as_deref(), Some(expected), "{text}");
        }
        for text in
            ["KZ-CC 272 2", "KZ-CC 272/2", "KZ-CC 272(2)(", "KZ-CC 99l(2)", "KZ-CC", "XX-CC 1(1", "272(1"]
        {
            assert!(read(&law, text).is_none(), "{text}");
        }
    }
}
