//! The width of a pattern: the number of places in it, with all repetitions written out, at which the linear engine can be at once.

use serde_json::Value;

use super::patterns::rewrite;

/// The patterns of a schema.
#[derive(Debug, Default, Clone, Copy)]
pub(in crate::schema) struct Patterns {
    /// Their number.
    pub(super) count: usize,
    /// The width of the widest one of keys.
    pub(super) key_width: usize,
    /// True if one of keys may search backwards.
    pub(super) searches_keys: bool,
}

/// Returns the patterns of schemas.
pub(in crate::schema) fn patterns_of<'s>(schemas: impl Iterator<Item = &'s Value>) -> Patterns {
    let mut patterns = Patterns::default();
    schemas.for_each(|schema| add_patterns(schema, &mut patterns));
    patterns
}

fn add_patterns(schema: &Value, patterns: &mut Patterns) {
    match schema {
        Value::Object(members) => {
            for (name, value) in members {
                match (name.as_str(), value) {
                    ("pattern", Value::String(_)) => patterns.count += 1,
                    ("patternProperties", Value::Object(of_keys)) => {
                        patterns.count += of_keys.len();
                        patterns.searches_keys |= of_keys.keys().any(|key| goes_back(key));
                        let widths = of_keys.keys().filter_map(|key| Some(width(&rewrite(key).ok()?)));
                        patterns.key_width = widths.fold(patterns.key_width, usize::max);
                        add_patterns(value, patterns);
                    }
                    _ => add_patterns(value, patterns),
                }
            }
        }
        Value::Array(list) => list.iter().for_each(|schema| add_patterns(schema, patterns)),
        _ => {}
    }
}

/// Returns true if a pattern may need the engine that searches backwards.
pub(super) fn goes_back(pattern: &str) -> bool {
    let escapes = pattern.split('\\').skip(1);
    ["(?=", "(?!", "(?<"].iter().any(|group| pattern.contains(group))
        || escapes.into_iter().any(|rest| rest.starts_with(|c: char| c.is_ascii_digit() && c != '0'))
}

/// The width up to which the time of a search counts as that of reading the text.
pub(super) const MAX_WIDTH: usize = 256;

/// The places that count as one step.
const PLACES_A_STEP: usize = 8;

/// Returns the steps of a search in a text of so many bytes.
pub(super) fn steps_of(width: usize, length: usize) -> usize {
    if width <= MAX_WIDTH { 0 } else { width.min(length).saturating_mul(length) / PLACES_A_STEP }
}

/// The part of a pattern that was read last.
#[derive(Default, Clone, Copy)]
struct Part {
    width: usize,
    /// True for a single character, and for alternatives of them.
    is_single: bool,
}

/// A group that is open, or the pattern as a whole.
#[derive(Clone, Copy)]
struct Group {
    width: usize,
    /// True as long as each alternative is a single character.
    is_single: bool,
    /// The parts of the alternative at hand.
    parts: usize,
}

const EMPTY: Group = Group { width: 0, is_single: true, parts: 0 };

/// Returns the width of a pattern. One that counts single characters from the beginning of the text on is at one place at once.
pub(super) fn width(pattern: &str) -> usize {
    let (mut groups, mut group, mut last) = (Vec::new(), EMPTY, Part::default());
    let (mut is_open_ended, mut counts, mut simple_counts) = (false, 0, 0);
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        rest = rest.get(c.len_utf8()..).unwrap_or_default();
        let atom = match c {
            '^' | '$' => continue,
            '|' => {
                group.is_single &= group.parts == 1;
                group.parts = 0;
                continue;
            }
            '*' | '+' => {
                is_open_ended = true;
                continue;
            }
            '?' => continue,
            '{' => {
                let (times, has_no_end, after) = repetition(rest);
                rest = after;
                is_open_ended |= has_no_end;
                if times > 1 {
                    counts += 1;
                    simple_counts += usize::from(last.is_single);
                }
                group.width = (group.width - last.width).saturating_add(last.width.saturating_mul(times));
                last = Part { width: last.width.saturating_mul(times), is_single: false };
                group.is_single = false;
                continue;
            }
            '(' => {
                rest = after_begin(rest);
                groups.push(std::mem::replace(&mut group, EMPTY));
                continue;
            }
            ')' => {
                let is_single = group.is_single && group.parts == 1;
                let width = group.width.max(1);
                group = groups.pop().unwrap_or(EMPTY);
                Part { width, is_single }
            }
            '\\' => {
                rest = after_escape(rest);
                Part { width: 1, is_single: true }
            }
            '[' => {
                rest = after_class(rest);
                Part { width: 1, is_single: true }
            }
            _ => Part { width: 1, is_single: true },
        };
        last = atom;
        group.width = group.width.saturating_add(atom.width);
        group.parts += 1;
        group.is_single &= atom.is_single;
    }
    let is_simple = pattern.starts_with('^') && !is_open_ended && counts == 1 && simple_counts == 1;
    if is_simple { 1 } else { groups.iter().fold(group.width, |sum, open| sum.saturating_add(open.width)) }
}

/// Returns the most repetitions that braces ask for, true if there is no most, and what follows.
fn repetition(rest: &str) -> (usize, bool, &str) {
    let (inner, after) = rest.split_once('}').unwrap_or((rest, ""));
    let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
    (most.parse().or_else(|_| least.parse()).unwrap_or(usize::MAX), most.is_empty(), after)
}

/// Returns what follows the beginning of a group.
fn after_begin(rest: &str) -> &str {
    let begin = ["?:", "?=", "?!", "?<=", "?<!"].into_iter().find(|begin| rest.starts_with(begin));
    rest.get(begin.map_or(0, str::len)..).unwrap_or_default()
}

/// Returns what follows an escape.
fn after_escape(rest: &str) -> &str {
    let Some(c) = rest.chars().next() else { return rest };
    let rest = rest.get(c.len_utf8()..).unwrap_or_default();
    let braces = rest.strip_prefix('{').filter(|_| matches!(c, 'p' | 'P' | 'u' | 'x'));
    braces.and_then(|braces| braces.split_once('}')).map_or(rest, |(_, after)| after)
}

/// Returns what follows a class.
fn after_class(rest: &str) -> &str {
    let mut is_escaped = false;
    let end = rest.find(|c| {
        let ends = c == ']' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        ends
    });
    end.and_then(|end| rest.get(end + 1..)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn repetitions_are_written_out() {
        for (pattern, expected) in [
            ("abc", 3),
            ("1[01]{1000}x", 1_002),
            ("^.*1.{3000}x$", 3_003),
            ("(a{100}){100}", 10_000),
            (r"(?:\p{Letter}|[\]x])\{\u{41}{20}", 23),
            ("^(a|ab){300}$", 900),
            ("^[a-z]{1,5000}$", 1),
            (r"^(.|\n){0,10000}$", 1),
            (r"^[\s\S]{1,5000}\S$", 1),
            ("a{400,}", 400),
        ] {
            assert_eq!(width(pattern), expected, "{pattern}");
        }
        assert_eq!(width("(((a{9999999}){9999999}){9999999}){9999999}"), usize::MAX);
        assert_eq!(width("a{99999999999999999999}"), usize::MAX);
    }

    #[test]
    fn a_narrow_pattern_counts_no_steps() {
        assert_eq!(
            (steps_of(256, 1 << 20), steps_of(1_000, 16), steps_of(1_000, 16_000)),
            (0, 32, 2_000_000)
        );
    }
}
