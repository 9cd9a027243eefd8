//! Quotation marks in a text, of every kind that reports use, distinguished from apostrophes.

use std::ops::Range;

/// A kind of quotation marks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Marks {
    /// `“…”`
    CurlyDouble,
    /// `‘…’`
    CurlySingle,
    /// `"…"`
    StraightDouble,
    /// `'…'`
    StraightSingle,
    /// `‘’…’’` or `''…''`: two single marks in place of a double one.
    DoubledSingle,
    /// `«…»`
    Guillemets,
    /// `„…“`
    LowHigh,
    /// `»…«`, as in German and Danish books.
    GuillemetsInward,
    /// `”…”`, as in Swedish and Finnish.
    CurlyRight,
}

impl Marks {
    /// Returns the opening and the closing mark.
    pub(crate) fn pair(self) -> (&'static str, &'static str) {
        match self {
            Self::CurlyDouble => ("“", "”"),
            Self::CurlySingle => ("‘", "’"),
            Self::StraightDouble => ("\"", "\""),
            Self::StraightSingle => ("'", "'"),
            Self::DoubledSingle => ("‘‘", "’’"),
            Self::Guillemets => ("«", "»"),
            Self::LowHigh => ("„", "“"),
            Self::GuillemetsInward => ("»", "«"),
            Self::CurlyRight => ("”", "”"),
        }
    }
}

/// Words between quotation marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quotation {
    /// The kind of the marks.
    pub marks: Marks,
    /// The bytes of the opening mark.
    pub open: Range<usize>,
    /// The bytes of the closing mark.
    pub close: Range<usize>,
    /// The number of other quotations around it.
    pub depth: usize,
}

/// The bytes between the outer quotation marks of a text, in their order.
#[derive(Debug)]
pub(crate) struct QuotedRanges(Vec<Range<usize>>);

impl QuotedRanges {
    pub(crate) fn new(quotations: &[Quotation]) -> Self {
        let outer = quotations.iter().filter(|quotation| quotation.depth == 0);
        Self(outer.map(|quotation| quotation.open.end..quotation.close.start).collect())
    }

    /// Returns true if all of the range is quoted.
    pub(crate) fn contain(&self, range: &Range<usize>) -> bool {
        let at = self.0.partition_point(|quoted| quoted.end < range.end);
        self.0.get(at).is_some_and(|quoted| quoted.start <= range.start)
    }
}

/// A mark without a partner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stray {
    /// The bytes of the mark.
    pub range: Range<usize>,
    /// True if it opens.
    pub is_opening: bool,
}

/// Returns a text's quotations, in the order of their closing marks, and the marks without a partner. In a text with
/// folded lines every line break ends a paragraph; in others an empty line does.
pub(in crate::model) fn quotations(text: &str, is_folded: bool) -> (Vec<Quotation>, Vec<Stray>) {
    // Most texts have no marks, and their bytes show it.
    let bytes = text.as_bytes();
    if memchr::memchr3(b'"', b'\'', 0xE2, bytes).is_none() && memchr::memchr(0xC2, bytes).is_none() {
        return (Vec::new(), Vec::new());
    }
    let mut reader = Reader { text, is_folded, open: Vec::new(), found: Vec::new(), stray: Vec::new() };
    let mut rest = 0;
    while let Some((range, token)) = reader.next_token(rest) {
        rest = range.end;
        match token {
            Token::Opening(marks) => reader.open(marks, range),
            Token::Closing(marks) => reader.close(marks, range),
            Token::Paragraph => reader.end_paragraph(range.end),
        }
    }
    reader.end_paragraph(text.len());
    reader.stray.sort_by_key(|stray| stray.range.start);
    (reader.found, reader.stray)
}

enum Token {
    Opening(Marks),
    Closing(Marks),
    Paragraph,
}

/// The greatest depth of nested quotations.
const DEEPEST: usize = 16;

struct Reader<'t> {
    text: &'t str,
    is_folded: bool,
    open: Vec<(Marks, Range<usize>)>,
    found: Vec<Quotation>,
    stray: Vec<Stray>,
}

/// Returns true if a byte may be the first of a mark: every mark begins with one of a few.
fn may_begin_mark(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | 0xC2 | 0xE2)
}

fn is_single(c: char) -> bool {
    matches!(c, '‘' | '’' | '\'')
}

impl Reader<'_> {
    /// Returns the next mark from byte `from` on that is not an apostrophe.
    fn next_token(&self, from: usize) -> Option<(Range<usize>, Token)> {
        let mut end = from;
        loop {
            let rest = self.text.as_bytes().get(end..)?;
            let start = end + rest.iter().position(|byte| may_begin_mark(*byte) || *byte == b'\n')?;
            let before = self.text.get(..start)?.chars().next_back();
            let mut chars = self.text.get(start..)?.chars();
            let mark = chars.next()?;
            end = start + mark.len_utf8();
            let mut chars = chars.peekable();
            let next = chars.peek().copied();
            if mark == '\n' && (self.is_folded || self.is_empty_line(end)) {
                return Some((start..end, Token::Paragraph));
            }
            let run = self.text.get(start..)?.chars().take_while(|sign| is_single(*sign));
            // The name of a picture that has none.
            let is_picture = |end: usize| {
                let after = self.text.get(end..).unwrap_or_default().trim_start_matches(is_single);
                self.text.get(..start).is_some_and(|before| before.ends_with("![")) && after.starts_with("](")
            };
            if is_single(mark) && is_picture(end) {
                end += run.skip(1).map(char::len_utf8).sum::<usize>();
                continue;
            }
            if let Some(run) = Some(run).filter(|_| is_single(mark)).map(|run| run.map(char::len_utf8))
                && run.clone().nth(2).is_some()
            {
                // Three and more are the marks of a wiki, or a slip of the keyboard.
                end = start + run.sum::<usize>();
                continue;
            }
            let token = if is_single(mark) && next.is_some_and(is_single) {
                chars.next();
                end += next.map_or(0, char::len_utf8);
                let after = chars.peek().copied();
                self.either(Marks::DoubledSingle, before, after)
            } else {
                self.token(mark, before, next, end)
            };
            if let Some(token) = token {
                return Some((start..end, token));
            }
        }
    }

    /// Returns true if the line that begins at a byte is empty.
    fn is_empty_line(&self, start: usize) -> bool {
        let line = self.text.get(start..).unwrap_or_default();
        line.trim_start_matches([' ', '\t', '\r']).starts_with('\n')
    }

    fn token(&self, mark: char, before: Option<char>, next: Option<char>, end: usize) -> Option<Token> {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let is_open = |marks: Marks| self.open.iter().any(|(open, _)| *open == marks);
        match mark {
            '“' if is_open(Marks::LowHigh) => Some(Token::Closing(Marks::LowHigh)),
            '”' if is_open(Marks::LowHigh) && !is_open(Marks::CurlyDouble) => {
                Some(Token::Closing(Marks::LowHigh))
            }
            '“' => Some(Token::Opening(Marks::CurlyDouble)),
            '”' if is_open(Marks::CurlyDouble) => Some(Token::Closing(Marks::CurlyDouble)),
            '”' if is_open(Marks::CurlyRight) => Some(Token::Closing(Marks::CurlyRight)),
            '”' if opens(before, next) => Some(Token::Opening(Marks::CurlyRight)),
            '”' => Some(Token::Closing(Marks::CurlyDouble)),
            '«' if is_open(Marks::GuillemetsInward) => Some(Token::Closing(Marks::GuillemetsInward)),
            '«' => Some(Token::Opening(Marks::Guillemets)),
            '»' if !is_open(Marks::Guillemets) && opens(before, next) => {
                Some(Token::Opening(Marks::GuillemetsInward))
            }
            '»' => Some(Token::Closing(Marks::Guillemets)),
            '„' => Some(Token::Opening(Marks::LowHigh)),
            // After a digit it means inches.
            '"' if before.is_some_and(|c| c.is_ascii_digit()) && !is_open(Marks::StraightDouble) => None,
            // Within a word it is a sign of Hebrew abbreviations.
            '"' if is_letter(before) && is_letter(next) => None,
            '"' => self.either(Marks::StraightDouble, before, next),
            // Between letters it is an apostrophe, or a letter of Uzbek; before a digit, a year without its century.
            '‘' if is_letter(before) || next.is_none_or(|c| c.is_ascii_digit() || c.is_whitespace()) => {
                None
            }
            // A quotation has no other of the same marks in it.
            '‘' if is_open(Marks::CurlySingle) && self.is_ayn(Marks::CurlySingle, end) => None,
            '‘' => Some(Token::Opening(Marks::CurlySingle)),
            '’' if !is_letter(next) && is_open(Marks::CurlySingle) => {
                Some(Token::Closing(Marks::CurlySingle))
            }
            '\'' if !is_letter(next) && is_open(Marks::StraightSingle) => {
                Some(Token::Closing(Marks::StraightSingle))
            }
            '\'' if opens(before, next) && next.is_some_and(char::is_alphabetic) => {
                Some(Token::Opening(Marks::StraightSingle))
            }
            _ => None,
        }
    }

    /// Returns the token of a mark that both opens and closes, by the characters beside it.
    fn either(&self, marks: Marks, before: Option<char>, next: Option<char>) -> Option<Token> {
        let is_open = self.open.iter().any(|(open, _)| *open == marks);
        Some(match opens(before, next) {
            true => Token::Opening(marks),
            // Two apostrophes in a row are not a pair of marks.
            false if !is_open && marks == Marks::DoubledSingle => return None,
            false => Token::Closing(marks),
        })
    }

    fn open(&mut self, marks: Marks, range: Range<usize>) {
        // Nobody quotes so deep, and the search through the open marks must stay short.
        if self.open.len() >= DEEPEST {
            let (_, range) = self.open.remove(0);
            self.stray.push(Stray { range, is_opening: true });
        }
        self.open.push((marks, range));
    }

    fn close(&mut self, marks: Marks, close: Range<usize>) {
        let Some(at) = self.open.iter().rposition(|(open, _)| *open == marks) else {
            self.stray.push(Stray { range: close, is_opening: false });
            return;
        };
        // Marks that were opened inside and never closed are stray; single straight ones may have been apostrophes.
        for (inner, range) in self.open.drain(at + 1..) {
            if inner != Marks::StraightSingle {
                self.stray.push(Stray { range, is_opening: true });
            }
        }
        if let Some((marks, open)) = self.open.pop() {
            self.found.push(Quotation { marks, open, close, depth: self.open.len() });
        }
    }

    /// Returns true if the mark is the first letter of an Arabic name, as in `‘Abd` and `‘Aqab`: a vowel follows it, and no
    /// English word.
    fn is_ayn(&self, marks: Marks, end: usize) -> bool {
        const ENGLISH: [&str; 40] = [
            "All",
            "Also",
            "Although",
            "Among",
            "And",
            "Any",
            "Anyone",
            "Are",
            "After",
            "Arrest",
            "Activists",
            "As",
            "At",
            "An",
            "Every",
            "Everyone",
            "Each",
            "Enemies",
            "Enemy",
            "Enough",
            "Even",
            "Extremism",
            "Extremist",
            "If",
            "In",
            "It",
            "Is",
            "Illegal",
            "Independent",
            "International",
            "Our",
            "Of",
            "On",
            "Once",
            "Only",
            "One",
            "Open",
            "Under",
            "Until",
            "Unlawful",
        ];
        let rest = self.text.get(end..).unwrap_or_default();
        let letters = rest.find(|sign: char| !sign.is_alphabetic()).unwrap_or(rest.len());
        let word = rest.get(..letters).unwrap_or_default();
        let begins_with_vowel = word.starts_with(['A', 'E', 'I', 'O', 'U']);
        let is_name = word.chars().count() > 2 && word.chars().skip(1).all(char::is_lowercase);
        marks == Marks::CurlySingle && begins_with_vowel && is_name && !ENGLISH.contains(&word)
    }

    /// Closes all quotations at a paragraph's end: none runs over it, unless the next paragraph opens with the same
    /// mark, as in long quotations.
    fn end_paragraph(&mut self, end: usize) {
        let next = self.text.get(end..).unwrap_or_default().trim_start();
        for (marks, range) in std::mem::take(&mut self.open) {
            let is_sign = marks == Marks::StraightSingle || self.is_ayn(marks, range.end);
            if !is_sign && !next.starts_with(marks.pair().0) {
                self.stray.push(Stray { range, is_opening: true });
            }
        }
    }
}

/// Returns true if a mark between these two characters opens.
fn opens(before: Option<char>, next: Option<char>) -> bool {
    let after_space = before.is_none_or(|c| c.is_whitespace() || "([{—–-/“‘\"'«„*_".contains(c));
    after_space && next.is_some_and(|c| !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (Vec<(Marks, &str)>, Vec<&str>) {
        let (found, stray) = quotations(text, false);
        let words = found.into_iter().map(|q| (q.marks, text.get(q.open.end..q.close.start).unwrap()));
        (words.collect(), stray.into_iter().map(|stray| text.get(stray.range).unwrap()).collect())
    }

    #[test]
    fn every_kind_is_read() {
        for (text, marks, words) in [
            ("a “new Kazakhstan” now", Marks::CurlyDouble, "new Kazakhstan"),
            ("not been declared ‘extremist’ or banned", Marks::CurlySingle, "extremist"),
            ("to create a ‘’new Kazakhstan’’ and", Marks::DoubledSingle, "new Kazakhstan"),
            ("the \"People's Assembly\" met", Marks::StraightDouble, "People's Assembly"),
            ("(\"delayed\")", Marks::StraightDouble, "delayed"),
            ("called 'non-traditional' here", Marks::StraightSingle, "non-traditional"),
            ("газета «Время».", Marks::Guillemets, "Время"),
            ("die „Zeit“ heute", Marks::LowHigh, "Zeit"),
            ("sie sagte »nein«.", Marks::GuillemetsInward, "nein"),
            ("hon sa ”nej” i dag", Marks::CurlyRight, "nej"),
            ("“We didn’t threaten anyone.”", Marks::CurlyDouble, "We didn’t threaten anyone."),
        ] {
            assert_eq!(read(text), (vec![(marks, words)], vec![]), "{text}");
        }
    }

    #[test]
    fn apostrophes_are_no_marks() {
        for text in [
            "It didn’t help Kaziev’s case, nor the activists’ own, in the ’90s.",
            "It didn't help Kaziev's case, nor the activists' own, in the '90s.",
            "צה\"ל, and ‘Abd al-Rahman came",
            "He came from ‘Aqab and ‘Isfiya, and Umm al-‘Amad lies near.",
            "the photograph ![''](y.jpg) and !['''](x.jpg) of the court, and '''bold''' words",
            "O‘zbekiston and Qur'an, a 5\" screen, rock ’n’ roll",
        ] {
            assert_eq!(read(text), (vec![], vec![]), "{text}");
        }
    }

    #[test]
    fn inner_quotations_have_a_depth() {
        let (found, stray) = quotations("He said: “They shouted ‘Stop lying’ at us.”", false);
        let depths: Vec<_> = found.iter().map(|q| (q.marks, q.depth)).collect();
        assert_eq!(depths, [(Marks::CurlySingle, 1), (Marks::CurlyDouble, 0)]);
        assert!(stray.is_empty());
    }

    #[test]
    fn a_line_break_of_a_folded_text_ends_a_paragraph() {
        assert_eq!(quotations("“First one.\n“Second one.”", true).1, []);
        assert_eq!(quotations("“First\nline.”", false).1, []);
    }

    #[test]
    fn marks_without_their_half_are_stray() {
        for (text, stray) in [
            ("a “new Kazakhstan now", vec!["“"]),
            ("a ‘new Kazakhstan now", vec!["‘"]),
            ("they cried ‘Every one of us", vec!["‘"]),
            ("called ‘the town of ‘Aqab’ in it", vec![]),
            ("a new Kazakhstan” now", vec!["”"]),
            ("the \"new Kazakhstan.\n\nThe next", vec!["\""]),
            ("a «x “y» z", vec!["“"]),
            ("a “b\r\n\r\nc” d", vec!["“", "”"]),
            ("“First paragraph.\n\n“Second paragraph.”", vec![]),
        ] {
            assert_eq!(read(text).1, stray, "{text}");
        }
    }
}
