//! Regular expressions of strangers: I-Regexp (RFC 9485) and all else that the linear engine reads, in limits.

use std::ops::Range;

use regex::{Regex, RegexBuilder};

use super::budget::{Budget, Spent};

/// A compiled regular expression, with the steps that it takes for a byte of text at worst.
#[derive(Debug, Clone)]
pub(crate) struct Pattern {
    regex: Regex,
    /// Half the steps for a byte.
    weight: u64,
    rescan: Rescan,
}

/// The bytes behind a match that the search for it may have looked at, and that the search for the next one looks at again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rescan {
    /// Each byte once at most.
    Once,
    /// So many for each match.
    Bounded(u64),
    /// All of the line for each match.
    Line,
}

impl Rescan {
    fn of(pattern: &str) -> Self {
        let (mut is_long, mut is_forked) = (false, false);
        let mut before = ' ';
        let mut letters = pattern.chars().peekable();
        while let Some(letter) = letters.next() {
            match letter {
                '\\' => {
                    let escaped = letters.next();
                    if matches!(escaped, Some('p' | 'P' | 'x' | 'u' | 'U' | 'b'))
                        && letters.next_if_eq(&'{').is_some()
                    {
                        letters.by_ref().find(|letter| *letter == '}');
                    }
                }
                '[' => skip_class(&mut letters),
                '*' | '+' | '?' | '{' => {
                    // A repeated group, a lazy repetition, or a group with a sign of its own.
                    is_forked |= matches!(before, ')' | '(' | '*' | '+' | '?' | '}');
                    is_long |= letter != '?';
                }
                '|' => is_forked = true,
                _ => {}
            }
            before = letter;
        }
        match (is_forked, is_long) {
            // Each repetition takes what it can: behind it is no match that it could not have had.
            (false, _) => Self::Once,
            (true, false) => Self::Bounded(pattern.len() as u64),
            (true, true) => Self::Line,
        }
    }

    /// Returns the steps for a match in a line that takes `cost`.
    fn steps(self, cost: u64, weight: u64) -> u64 {
        1 + match self {
            Self::Once => 0,
            Self::Bounded(bytes) => (bytes * weight / 16).min(cost / 32),
            Self::Line => cost / 32,
        }
    }
}

/// Passes over a class behind its bracket.
fn skip_class(letters: &mut std::iter::Peekable<std::str::Chars<'_>>) {
    let mut depth = 1_u32;
    letters.next_if_eq(&'^');
    letters.next_if_eq(&']');
    while depth > 0 {
        match letters.next() {
            Some('\\') => _ = letters.next(),
            Some('[') => depth += 1,
            Some(']') => depth -= 1,
            Some(_) => {}
            None => return,
        }
    }
}

/// The part of a text that a pattern has to cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cover {
    /// All of it.
    Whole,
    /// Any part.
    Part,
}

/// The bytes that a pattern may have.
const MAX_LENGTH: usize = 2_000;

/// Bounds of a compiled pattern in bytes, each with the weight of what it holds. An engine without a table of states looks at
/// each state for each byte of the text, so what is large is dear.
const SIZES: [(usize, u64); 3] = [(1 << 14, 1), (1 << 16, 4), (1 << 18, 16)];

impl Pattern {
    /// Compiles `text`.
    ///
    /// # Errors
    /// It is no regular expression, or too large a one. The words say why, for an editor.
    pub(crate) fn new(text: &str, cover: Cover) -> Result<Self, String> {
        if text.len() > MAX_LENGTH {
            return Err(format!("a pattern may have at most {MAX_LENGTH} bytes"));
        }
        let dots = without_line_breaks(text);
        let anchored = match cover {
            Cover::Whole => format!(r"\A(?:{dots})\z"),
            Cover::Part => dots,
        };
        let mut failure = String::new();
        for (size, weight) in SIZES {
            match RegexBuilder::new(&anchored).size_limit(size).build() {
                Ok(regex) => return Ok(Self { regex, weight, rescan: Rescan::of(text) }),
                Err(regex::Error::CompiledTooBig(_)) => {
                    failure = "it grows too large: repeat less, or name fewer letters".to_owned();
                }
                // The anchors are not the author's, so the message is that of the text alone.
                Err(error) => return Err(reason(&Regex::new(text).err().unwrap_or(error))),
            }
        }
        Err(failure)
    }

    /// Returns true if the pattern covers `text`.
    ///
    /// # Errors
    /// The budget is spent.
    pub(crate) fn is_match(&self, text: &str, budget: &Budget) -> Result<bool, Spent> {
        budget.spend(1 + text.len() as u64 * self.weight / 2)?;
        Ok(self.regex.is_match(text))
    }

    /// Returns the parts of the lines of `text` that the pattern finds, `most` of them at most.
    ///
    /// # Errors
    /// The budget is spent.
    pub(crate) fn find_all(
        &self,
        text: &str,
        most: usize,
        budget: &Budget,
    ) -> Result<Vec<Range<usize>>, Spent> {
        let mut found = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let inner = line.trim_end_matches(['\n', '\r']);
            let cost = 1 + inner.len() as u64 * self.weight / 2;
            budget.spend(cost)?;
            for part in self.regex.find_iter(inner).take(most - found.len()) {
                budget.spend(self.rescan.steps(cost, self.weight))?;
                found.push(start + part.start()..start + part.end());
            }
            start += line.len();
        }
        Ok(found)
    }

    /// Returns the first part of `text` that the pattern finds, and then those of its groups.
    ///
    /// # Errors
    /// The budget is spent.
    pub(crate) fn groups(
        &self,
        text: &str,
        budget: &Budget,
    ) -> Result<Option<Vec<Option<Range<usize>>>>, Spent> {
        budget.spend(1 + 4 * text.len() as u64 * self.weight)?;
        let captures = self.regex.captures(text);
        Ok(captures.map(|captures| captures.iter().map(|group| Some(group?.range())).collect()))
    }
}

/// Returns the last line of a message of the engine, which alone has no drawing.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().last().unwrap_or_default().trim();
    let last = last.strip_prefix("error: ").unwrap_or(last).to_owned();
    if last.contains("look-around") || last.contains("backreferences") {
        return "it looks around or back, which no pattern here may, since that can take for ever".to_owned();
    }
    last
}

/// Writes each dot outside of a class as the class that it means in I-Regexp: anything but a line break.
fn without_line_breaks(text: &str) -> String {
    let mut written = String::with_capacity(text.len() + 16);
    let mut class_depth = 0_u32;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => {
                written.push(letter);
                written.extend(letters.next());
                continue;
            }
            '[' => {
                class_depth += 1;
                written.push(letter);
                written.extend(letters.next_if_eq(&'^'));
                // A closing bracket at the beginning is a letter like others.
                written.extend(letters.next_if_eq(&']'));
                continue;
            }
            ']' => class_depth = class_depth.saturating_sub(1),
            '.' if class_depth == 0 => {
                written.push_str(r"[^\n\r]");
                continue;
            }
            _ => {}
        }
        written.push(letter);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_is_compiled_within_limits_and_refused_in_words() {
        let is_match = |pattern: &str, cover, text| {
            Pattern::new(pattern, cover).unwrap().is_match(text, &Budget::new(1_000)).unwrap()
        };
        assert!(is_match("b.*", Cover::Part, "abc") && !is_match("b.*", Cover::Whole, "abc"));
        assert!(!is_match("a.b", Cover::Whole, "a\nb") && is_match("[.]", Cover::Whole, "."));
        assert!(is_match("[]a]+", Cover::Whole, "]a") && is_match(r"\p{Cyrillic}+", Cover::Whole, "Суд"));
        let refused = |pattern: &str| Pattern::new(pattern, Cover::Whole).unwrap_err();
        assert_eq!(
            refused("(?=a)b"),
            "it looks around or back, which no pattern here may, since that can take for ever"
        );
        assert_eq!(refused("a)b"), "unopened group");
        assert_eq!(refused("((a{100}){100}){100}"), "it grows too large: repeat less, or name fewer letters");
        assert_eq!(refused(&"a".repeat(3_000)), "a pattern may have at most 2000 bytes");
    }

    #[test]
    fn a_long_text_under_a_large_pattern_costs_more() {
        let spent = |pattern: &str| {
            let budget = Budget::new(1_000_000);
            Pattern::new(pattern, Cover::Part).unwrap().is_match(&"b".repeat(1_000), &budget).unwrap();
            1_000_000 - budget.left()
        };
        assert!(spent("(a{50}){50}") > 3 * spent("a"));
    }
}
