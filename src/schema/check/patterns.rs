//! Patterns of ECMAScript, in which JSON Schema writes them, as the engine reads them; and the faults of those that are none.

mod names;

use serde_json::{Map, Value};

use names::{Alternative, Names, begins_named, groups};

/// The part of a pattern that makes it none.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::schema) struct PatternFault {
    /// The part, as it is written.
    pub(in crate::schema) part: String,
    /// Why it cannot stand there: "is not closed".
    pub(in crate::schema) reason: &'static str,
    /// Advice on mending it.
    pub(in crate::schema) help: Option<&'static str>,
}

/// Rewrites the patterns of one schema, not of those below it.
pub(super) fn rewrite_patterns(schema: &mut Map<String, Value>) {
    if let Some(Value::String(pattern)) = schema.get_mut("pattern")
        && let Ok(rewritten) = rewrite(pattern)
    {
        *pattern = rewritten;
    }
    if let Some(Value::Object(patterns)) = schema.get_mut("patternProperties") {
        let rewritten = |pattern: String| rewrite(&pattern).unwrap_or(pattern);
        *patterns = std::mem::take(patterns)
            .into_iter()
            .map(|(pattern, schema)| (rewritten(pattern), schema))
            .collect();
    }
}

/// Returns a pattern as the engine reads it.
///
/// # Errors
/// The first part that cannot stand in a pattern.
pub(in crate::schema) fn rewrite(pattern: &str) -> Result<String, PatternFault> {
    let mut scanner = Scanner::new(pattern);
    while let Some(c) = scanner.next() {
        scanner.atom(c)?;
    }
    match scanner.open.pop() {
        Some(start) => Err(scanner.fault(start, start + 1, "is not closed", None)),
        None => Ok(scanner.out),
    }
}

/// Reads a pattern from left to right.
struct Scanner<'p> {
    pattern: &'p str,
    position: usize,
    out: String,
    /// The places of the brackets `(` that are open.
    open: Vec<usize>,
    /// The names of the groups, in order; those without a name have none.
    groups: Vec<Option<String>>,
    /// The alternatives that the position lies in, the outermost first.
    alternatives: Vec<Alternative>,
    /// The names that were read.
    names: Names,
    /// True if something to repeat stands before the position.
    is_repeatable: bool,
}

impl<'p> Scanner<'p> {
    fn new(pattern: &'p str) -> Self {
        let (groups, out) = (groups(pattern), String::with_capacity(pattern.len()));
        let (open, alternatives, names) = (Vec::new(), vec![(0, 0)], Names::default());
        Self { pattern, position: 0, out, open, groups, alternatives, names, is_repeatable: false }
    }

    fn rest(&self) -> &'p str {
        self.pattern.get(self.position..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.rest().chars().next()?;
        self.position += c.len_utf8();
        Some(c)
    }

    fn take(&mut self, text: &str) -> bool {
        let is_next = self.rest().starts_with(text);
        self.position += if is_next { text.len() } else { 0 };
        is_next
    }

    fn fault(
        &self,
        start: usize,
        end: usize,
        reason: &'static str,
        help: Option<&'static str>,
    ) -> PatternFault {
        PatternFault { part: self.pattern.get(start..end).unwrap_or(self.pattern).to_owned(), reason, help }
    }

    /// Reads what begins with `c`, outside of a class.
    fn atom(&mut self, c: char) -> Result<(), PatternFault> {
        let start = self.position - c.len_utf8();
        let was_repeatable = std::mem::replace(&mut self.is_repeatable, true);
        match c {
            '\\' => self.escape(start, false)?,
            '[' => self.class(start)?,
            '(' => self.group(start)?,
            ')' => {
                let Some(_) = self.open.pop() else {
                    return Err(self.fault(
                        start,
                        start + 1,
                        "closes no group",
                        Some("write `\\)` for the bracket itself"),
                    ));
                };
                self.alternatives.pop();
                self.out.push(')');
            }
            '|' | '^' => {
                if let Some((_, number)) = self.alternatives.last_mut().filter(|_| c == '|') {
                    *number += 1;
                }
                self.is_repeatable = false;
                self.out.push(c);
            }
            '*' | '+' | '?' if !was_repeatable => {
                return Err(self.fault(
                    start,
                    start + 1,
                    "repeats nothing",
                    Some("a backslash before it makes it the sign itself"),
                ));
            }
            '{' => self.braces(start)?,
            // Brackets that close nothing are themselves.
            '}' | ']' => self.out.extend(['\\', c]),
            _ => self.out.push(c),
        }
        Ok(())
    }

    /// Reads a number of repetitions, or braces that are themselves.
    fn braces(&mut self, start: usize) -> Result<(), PatternFault> {
        // Only as far as it can be a number of repetitions: the rest may be long, and have many brackets.
        let length = self.rest().bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b',').count();
        let end = Some(length).filter(|length| self.rest().as_bytes().get(*length) == Some(&b'}'));
        let inner = end.and_then(|end| self.rest().get(..end)).unwrap_or_default();
        let (least, most) = inner.split_once(',').unwrap_or((inner, inner));
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if end.is_none()
            || !(is_number(least) || least.is_empty() && is_number(most))
            || !(most.is_empty() || is_number(most))
        {
            self.out.push_str("\\{");
            return Ok(());
        }
        let stop = start + inner.len() + 2;
        if least.is_empty() {
            return Err(self.fault(start, stop, "has no least number", Some("write `{0,…}`")));
        }
        if is_number(most) && least.parse::<u32>().ok() > most.parse::<u32>().ok() {
            return Err(self.fault(start, stop, "has its least number above its greatest", None));
        }
        self.out.push_str(self.pattern.get(start..stop).unwrap_or_default());
        self.position = stop;
        Ok(())
    }

    fn group(&mut self, start: usize) -> Result<(), PatternFault> {
        self.open.push(start);
        self.is_repeatable = false;
        let rest = self.rest();
        if rest.starts_with("?P") || rest.starts_with("?>") || rest.starts_with("?#") {
            let help = rest.starts_with("?P<").then_some("write `(?<name>…)`");
            return Err(self.fault(start, start + 3, "is not known in ECMAScript", help));
        }
        if begins_named(rest) {
            self.name(start)?;
            self.out.push('(');
        } else {
            let begins = ["?:", "?=", "?!", "?<=", "?<!", "?"];
            let begin = begins.into_iter().find(|begin| rest.starts_with(begin)).unwrap_or_default();
            self.position += begin.len();
            self.out.push('(');
            self.out.push_str(begin);
        }
        self.alternatives.push((start, 0));
        Ok(())
    }

    /// Reads the name of a group, which the engine does without.
    fn name(&mut self, start: usize) -> Result<(), PatternFault> {
        let name = self.up_to_angle("?<");
        let Some(written) = name else {
            return Err(self.fault(start, start + 3, "needs a name and `>`", Some("as in `(?<name>…)`")));
        };
        self.position += written.len() + 3;
        let Some(name) = names::read(written) else {
            let help = Some("a name has letters, digits, `_` and `$`, and begins with no digit");
            return Err(self.fault(start, self.position, "has no name that a group can have", help));
        };
        if !self.names.add(name, &self.alternatives) {
            return Err(self.fault(start, self.position, "has the name of another group", None));
        }
        Ok(())
    }

    /// Reads a class of characters.
    fn class(&mut self, start: usize) -> Result<(), PatternFault> {
        let is_negated = self.take("^");
        if self.take("]") {
            // Any character at all, or none.
            self.out.push_str(if is_negated { r"[\s\S]" } else { r"[^\s\S]" });
            return Ok(());
        }
        self.out.push_str(if is_negated { "[^" } else { "[" });
        // The last single character, and whether a range begins with it.
        let mut before: Option<(usize, u32)> = None;
        let mut is_range = false;
        loop {
            let place = self.position;
            let Some(c) = self.next() else {
                return Err(self.fault(
                    start,
                    self.pattern.len(),
                    "is not closed",
                    Some("write `]` where the characters end"),
                ));
            };
            let one = match c {
                ']' => break,
                '-' if before.is_some() && !is_range && !self.rest().starts_with(']') => {
                    // `[a-\d]` has no end of a range, so the hyphen is itself.
                    is_range = !is_class_escape(self.rest());
                    self.out.push_str(if is_range { "-" } else { r"\-" });
                    if !is_range {
                        before = None;
                    }
                    continue;
                }
                '-' => {
                    self.out.push_str(r"\-");
                    Some(u32::from('-'))
                }
                '\\' => self.class_escape(place)?,
                _ => {
                    self.out.push(c);
                    Some(u32::from(c))
                }
            };
            if let (true, Some((from, first)), Some(last)) = (is_range, before, one)
                && first > last
            {
                return Err(self.fault(from, self.position, "begins behind its end", None));
            }
            before = one.filter(|_| !is_range).map(|one| (place, one));
            is_range = false;
        }
        self.out.push(']');
        Ok(())
    }

    /// Reads an escape within a class. Returns the single character that it stands for.
    fn class_escape(&mut self, start: usize) -> Result<Option<u32>, PatternFault> {
        let before = self.out.len();
        if self.take("b") {
            self.out.push_str(r"\x08");
        } else {
            self.escape(start, true)?;
        }
        let written = self.out.get(before..).unwrap_or_default();
        let digits = written.strip_prefix(r"\u{").and_then(|rest| rest.strip_suffix('}'));
        let digits = digits.or_else(|| written.strip_prefix(r"\x"));
        Ok(digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).or_else(|| {
            let mut letters = written.strip_prefix('\\')?.chars();
            letters.next().filter(|c| !c.is_ascii_alphanumeric()).map(u32::from)
        }))
    }

    /// Reads what a backslash stands for.
    fn escape(&mut self, start: usize, is_class: bool) -> Result<(), PatternFault> {
        let Some(c) = self.next() else {
            return Err(self.fault(
                start,
                self.pattern.len(),
                "escapes nothing",
                Some("write `\\\\` for the backslash itself"),
            ));
        };
        match c {
            'u' => return self.unicode(start),
            'x' => {
                let code = self
                    .digits(2)
                    .ok_or_else(|| self.fault(start, start + 2, "needs two hexadecimal digits", None))?;
                self.push_code(code);
            }
            '0' if !self.rest().starts_with(|c: char| c.is_ascii_digit()) => self.push_code(0),
            'c' => {
                let letter = self.next().filter(char::is_ascii_alphabetic);
                let letter = letter.ok_or_else(|| self.fault(start, start + 2, "needs a letter", None))?;
                self.push_code(u32::from(letter) % 32);
            }
            'k' if !is_class => return self.reference(start),
            'p' | 'P' => return self.property(start),
            'b' | 'B' | 'd' | 'D' | 's' | 'S' | 'w' | 'W' | 'n' | 'r' | 't' | 'v' | 'f' => {
                self.out.extend(['\\', c]);
            }
            '1'..='9' if !is_class => self.out.extend(['\\', c]),
            'A' | 'Z' | 'z' => {
                return Err(self.fault(
                    start,
                    start + 2,
                    "is not known in ECMAScript",
                    Some("write `^` for the beginning and `$` for the end"),
                ));
            }
            _ if c.is_ascii_alphanumeric() => {
                return Err(self.fault(
                    start,
                    start + 2,
                    "is not known in ECMAScript",
                    Some("a letter or digit needs no backslash"),
                ));
            }
            // The engine takes a backslash before signs alone.
            _ if c.is_ascii_punctuation() => self.out.extend(['\\', c]),
            _ => self.out.push(c),
        }
        Ok(())
    }

    /// Reads a property of characters, `\p{Letter}`.
    fn property(&mut self, start: usize) -> Result<(), PatternFault> {
        let end = self.rest().strip_prefix('{').and_then(|rest| rest.find('}'));
        let Some(end) = end else {
            let help = Some("as in `\\p{Letter}`");
            return Err(self.fault(start, start + 2, "needs a property in braces", help));
        };
        let stop = self.position + end + 2;
        let property = self.pattern.get(start..stop).unwrap_or_default();
        if regex::Regex::new(property).is_err() {
            return Err(self.fault(start, stop, "is no property of characters", None));
        }
        self.out.push_str(property);
        self.position = stop;
        Ok(())
    }

    fn unicode(&mut self, start: usize) -> Result<(), PatternFault> {
        if self.take("{") {
            let end = self.rest().find('}');
            let code = end.and_then(|end| u32::from_str_radix(self.rest().get(..end)?, 16).ok());
            let Some((end, code)) = end.zip(code).filter(|(_, code)| char::from_u32(*code).is_some()) else {
                return Err(self.fault(start, start + 3, "needs the number of a character", None));
            };
            self.position += end + 1;
            self.push_code(code);
            return Ok(());
        }
        let Some(code) = self.digits(4) else {
            return Err(self.fault(start, start + 2, "needs four hexadecimal digits", None));
        };
        let low = (0xD800..0xDC00).contains(&code).then(|| {
            let rest = self.rest();
            let low = rest.strip_prefix(r"\u").and_then(|rest| u32::from_str_radix(rest.get(..4)?, 16).ok());
            low.filter(|low| (0xDC00..0xE000).contains(low))
        });
        match low.flatten() {
            Some(low) => {
                self.position += 6;
                self.push_code(0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00));
            }
            None if (0xD800..0xE000).contains(&code) => {
                return Err(self.fault(
                    start,
                    start + 6,
                    "is half of a character",
                    Some("write both halves, or `\\u{…}`"),
                ));
            }
            None => self.push_code(code),
        }
        Ok(())
    }

    /// Reads a reference to a group by its name, which becomes one by its number.
    fn reference(&mut self, start: usize) -> Result<(), PatternFault> {
        let name = self.up_to_angle("<");
        let Some(name) = name else {
            return Err(self.fault(start, start + 2, "needs the name of a group", Some("as in `\\k<name>`")));
        };
        self.position += name.len() + 2;
        let name = names::read(name);
        let groups = self.groups.iter().zip(1..).filter(|(group, _)| group.is_some() && **group == name);
        let numbers: Vec<String> = groups.map(|(_, number): (_, usize)| format!("\\{number}")).collect();
        if numbers.is_empty() {
            return Err(self.fault(start, self.position, "names no group of the pattern", None));
        }
        // Digits may follow; and of groups in several alternatives one takes part.
        self.out.push_str(&format!("(?:{})", numbers.join("|")));
        Ok(())
    }

    /// Returns what stands between a beginning and the next `>`.
    fn up_to_angle(&self, beginning: &str) -> Option<&'p str> {
        let rest = self.rest().strip_prefix(beginning)?;
        rest.get(..rest.find('>')?)
    }

    /// Takes a number of hexadecimal digits.
    fn digits(&mut self, count: usize) -> Option<u32> {
        let digits =
            self.rest().get(..count).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))?;
        self.position += count;
        u32::from_str_radix(digits, 16).ok()
    }

    fn push_code(&mut self, code: u32) {
        self.out.push_str(&format!("\\u{{{code:x}}}"));
    }
}

/// Returns true if a text begins with an escape that stands for several characters.
fn is_class_escape(text: &str) -> bool {
    let mut letters = text.chars();
    letters.next() == Some('\\')
        && matches!(letters.next(), Some('d' | 'D' | 's' | 'S' | 'w' | 'W' | 'p' | 'P'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_engine_writes_otherwise_is_rewritten() {
        for (pattern, expected) in [
            (r"^[a-z0-9]+(-[a-z0-9]+)*$", r"^[a-z0-9]+(-[a-z0-9]+)*$"),
            ("[^]", r"[\s\S]"),
            ("[]", r"[^\s\S]"),
            (r"\ud83d\ude00", r"\u{1f600}"),
            (r"[\ud83d\ude00-\u{1F64F}]", r"[\u{1f600}-\u{1f64f}]"),
            (r"(?<a>.)(?<y>.)\k<y>", r"(.)(.)(?:\2)"),
            (r"(?<y>.)", r"(.)"),
            (r"(?<$x>a)", r"(a)"),
            (r"(?<\u0061>a)\k<a>", r"(a)(?:\1)"),
            (r"(?<a>.)\k<\u{61}>", r"(.)(?:\1)"),
            (r"(?<имя_1>.)", r"(.)"),
            (r"(?<\ud835\udc9c>.)", r"(.)"),
            (r"(?:(?<y>a)|(?<y>b))\k<y>", r"(?:(a)|(b))(?:\1|\2)"),
            (r"[\b\0]", r"[\x08\u{0}]"),
            (r"\0", r"\u{0}"),
            (r"\cA", r"\u{1}"),
            (r"[\w-.]", r"[\w\-.]"),
            (r"[a-\d]", r"[a\-\d]"),
            (r"[--a]", r"[\--a]"),
            ("^{{.*}}$", r"^\{\{.*\}\}$"),
            ("x{2}y{2,}z{2,3}", "x{2}y{2,}z{2,3}"),
            ("a]", r"a\]"),
        ] {
            assert_eq!(rewrite(pattern).as_deref(), Ok(expected), "{pattern}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(pattern in r"[\[\]\\(){}?<>:=!*+|^$,\-a-z0-9ж😀]{0,24}") {
            let _ = rewrite(&pattern);
        }
    }

    #[test]
    fn the_faulty_part_is_named() {
        for (pattern, part, reason) in [
            ("a(b", "(", "is not closed"),
            ("a)b", ")", "closes no group"),
            ("a[b-", "[b-", "is not closed"),
            ("[z-a]", "z-a", "begins behind its end"),
            ("*a", "*", "repeats nothing"),
            ("(?:+a)", "+", "repeats nothing"),
            (r"a\Z", r"\Z", "is not known in ECMAScript"),
            (r"\k<z>", r"\k<z>", "names no group of the pattern"),
            (r"\ud83d", r"\ud83d", "is half of a character"),
            ("a{,2}", "{,2}", "has no least number"),
            ("a{3,2}", "{3,2}", "has its least number above its greatest"),
            ("(?P<a>b)", "(?P", "is not known in ECMAScript"),
            ("(?<1a>b)", "(?<1a>", "has no name that a group can have"),
            ("(?<>b)", "(?<>", "has no name that a group can have"),
            (r"(?<\u0020>b)", r"(?<\u0020>", "has no name that a group can have"),
            ("a(?<b", "(?<", "needs a name and `>`"),
            ("(?<a>b)(?<a>c)", "(?<a>", "has the name of another group"),
            ("(?<a>b|(?<a>c))", "(?<a>", "has the name of another group"),
            ("a\\", "\\", "escapes nothing"),
            (r"\p{Foo}", r"\p{Foo}", "is no property of characters"),
        ] {
            let fault = rewrite(pattern).expect_err(pattern);
            assert_eq!((fault.part.as_str(), fault.reason), (part, reason), "{pattern}");
        }
    }
}
