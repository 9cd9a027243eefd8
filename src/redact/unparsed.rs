//! Finds the secrets of a text that cannot be parsed, line by line.

use std::collections::HashMap;

use super::Secrets;
use super::key_role::{KeyRole, belongs_to_source, is_kept};
use super::secret_list::SecretList;
use crate::source::{Span, offset};

/// The most keys whose roles are determined, since that takes time. No file that a person wrote has more keys.
const MAX_KEYS: usize = 20_000;

/// The characters before a key, or between it and its value.
const AROUND: [char; 10] = [' ', '\t', '-', '{', '[', '"', '\'', ':', '=', '\r'];

/// Returns what may be secret in a text that promises somewhere to protect somebody. Without a tree nobody knows whom
/// the promise is about, so it covers the whole text.
pub(crate) fn detect_in_text(text: &str) -> Secrets {
    let mut roles = Roles::default();
    let [mut has_person, mut has_source] = [false, false];
    for piece in lines(text).flat_map(Piece::all_in) {
        if roles.get(piece.key) == Some(KeyRole::Promise) && is_kept(piece.value()) {
            *if belongs_to_source(piece.key) { &mut has_source } else { &mut has_person } = true;
        }
    }
    let mut secrets = SecretList::default();
    // The indentation of a covered key whose value may go on below it.
    let mut open: Option<usize> = None;
    for (start, line) in lines(text).filter(|(_, line)| (has_person || has_source) && !line.trim().is_empty())
    {
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        if open.is_some_and(|key| indent > key) {
            secrets.add_part(start + indent, line.trim());
            continue;
        }
        // The rest of a line in brackets may belong to the value.
        let covered = Piece::all_in((start, line)).find(|piece| {
            let is_promised = || if belongs_to_source(piece.key) { has_source } else { has_person };
            roles.get(piece.key) == Some(KeyRole::Covered) && is_promised()
        });
        open = covered.as_ref().map(|_| indent);
        if let Some(piece) = covered {
            secrets.add_part(
                piece.value_start,
                line.get(piece.value_start - start..).unwrap_or_default().trim_end(),
            );
        }
    }
    secrets.into_secrets()
}

impl SecretList {
    /// Adds a part of a text that begins at byte `start`.
    fn add_part(&mut self, start: usize, part: &str) {
        self.add_span(Span::new(offset(start), offset(start + part.len())));
        let bare = part.trim_matches(|letter: char| !letter.is_alphanumeric());
        self.add_text(part, 0);
        self.add_text(bare, 0);
        self.add_words(bare);
        // In brackets other keys follow.
        self.add_name(bare.split([',', '}', ']', '"', '\'', '#']).next().unwrap_or_default());
    }
}

/// The roles of the keys so far; the same few keys stand in every block.
#[derive(Default)]
struct Roles<'t>(HashMap<&'t str, Option<KeyRole>>);

impl<'t> Roles<'t> {
    fn get(&mut self, key: &'t str) -> Option<KeyRole> {
        match self.0.get(key) {
            Some(role) => *role,
            None if self.0.len() >= MAX_KEYS => None,
            None => *self.0.entry(key).or_insert_with(|| KeyRole::nearest(key)),
        }
    }
}

/// A word that may be a key, with the text that follows up to the next key in brackets.
struct Piece<'t> {
    key: &'t str,
    rest: &'t str,
    /// The byte at which the value begins.
    value_start: usize,
}

impl<'t> Piece<'t> {
    fn all_in((start, line): (usize, &'t str)) -> impl Iterator<Item = Self> {
        let mut at = start;
        line.split_inclusive([',', '{']).map(move |piece| {
            let begins = at + piece.len() - piece.trim_start_matches(AROUND).len();
            at += piece.len();
            let rest = piece.trim_start_matches(AROUND);
            let key_end =
                rest.find(|letter: char| AROUND.contains(&letter) || letter == ',').unwrap_or(rest.len());
            let (key, rest) = rest.split_at_checked(key_end).unwrap_or((rest, ""));
            let value_start = begins + key.len() + rest.len() - rest.trim_start_matches(AROUND).len();
            Self { key, rest, value_start }
        })
    }

    fn value(&self) -> &'t str {
        self.rest.trim_matches(|letter: char| AROUND.contains(&letter) || matches!(letter, ',' | '}' | ']'))
    }
}

/// Returns the lines of a text, each with the byte at which it begins.
fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    text.split_inclusive('\n').map(move |line| {
        let start = at;
        at += line.len();
        (start, line.trim_end_matches('\n'))
    })
}

#[cfg(test)]
mod tests {
    use super::detect_in_text;

    fn hidden(text: &str) -> String {
        let mut hidden = String::from(text);
        for secret in detect_in_text(text).parts.iter().filter(|secret| !secret.span.is_empty()) {
            let range = secret.span.start as usize..secret.span.end as usize;
            let secret = text.get(range).unwrap();
            hidden = hidden.replace(secret, &"·".repeat(secret.chars().count()));
        }
        hidden
    }

    #[test]
    fn the_values_of_keys_that_give_somebody_away_are_hidden() {
        for (written, shown) in [
            ("protected: true\nname_original Ая Сам\n", "protected: true\nname_original ······\n"),
            ("protected: yes\n   name_orignal: Ая\n", "protected: yes\n   name_orignal: ··\n"),
            ("{protected: \"true\", name_original: Ая}", "{protected: \"true\", name_original: ···"),
            (
                "protected: true\nname_original:\n  Ая\n  Сам\nrole: x",
                "protected: true\nname_original:\n  ··\n  ···\nrole: x",
            ),
            ("confidential: true\nathor Ая\n", "confidential: true\nathor ··\n"),
            ("protected = true\nname_original = Ая\n", "protected = true\nname_original = ··\n"),
        ] {
            assert_eq!(hidden(written), shown);
        }
    }

    #[test]
    fn without_a_promise_nothing_is_hidden() {
        for text in
            ["protected: false\nname_original: Ая", "name_original: Ая", "protected: true\nauthor: Ая"]
        {
            assert!(detect_in_text(text).parts.is_empty(), "{text}");
        }
    }
}
