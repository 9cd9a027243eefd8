//! Texts in quotes and numbers.

use super::{Parsed, Parser};
use crate::tree::Number;

impl Parser<'_> {
    /// Reads a text in single or double quotes, at whose opening the parser stands.
    pub(super) fn quoted(&mut self) -> Parsed<String> {
        let opening = self.here();
        let Some(quote) = self.peek() else { return Err(self.expected("a text", "write a text in quotes")) };
        self.at = opening.end;
        let mut text = String::new();
        loop {
            let here = self.here();
            let Some(letter) = self.peek() else {
                let help = format!("put {quote} at the end of the text");
                return Err(self.error(opening, format!("the text behind this {quote} does not end"), help));
            };
            self.at = here.end;
            match letter {
                _ if letter == quote => return Ok(text),
                '\\' => text.push(self.escape(here.start, quote)?),
                '\0'..='\u{1f}' => {
                    let message = format!("the character U+{:04X} cannot stand in a text", u32::from(letter));
                    let help = format!("write it as `\\u{:04x}`", u32::from(letter));
                    return Err(self.error(here, message, help));
                }
                _ => text.push(letter),
            }
        }
    }

    /// Reads the letters behind a backslash, which stands at `start`.
    fn escape(&mut self, start: usize, quote: char) -> Parsed<char> {
        let here = self.here();
        self.at = here.end;
        let letter = match self.text.get(here.clone()).and_then(|text| text.chars().next()) {
            Some('b') => '\u{8}',
            Some('f') => '\u{c}',
            Some('n') => '\n',
            Some('r') => '\r',
            Some('t') => '\t',
            Some(letter @ ('/' | '\\')) => letter,
            Some(letter) if letter == quote => letter,
            Some('u') => return self.code_point(start),
            other => {
                let help = match other {
                    Some('\'' | '"') => "write the other quotation mark without a backslash".to_owned(),
                    Some(letter @ ('d' | 'w' | 's' | '.' | 'p' | 'P' | 'S' | 'D' | 'W' | '[' | '(')) => {
                        format!("for a pattern write the backslash twice: `\\\\{letter}`")
                    }
                    _ => "write a backslash itself as `\\\\`".to_owned(),
                };
                let message =
                    "a backslash stands before one of b, f, n, r, t, u, /, \\ and the quotation mark";
                return Err(self.error(start..here.end, message, help));
            }
        };
        Ok(letter)
    }

    /// Reads four digits in base 16, or twice as many for a character that two of them make.
    fn code_point(&mut self, start: usize) -> Parsed<char> {
        let first = self.unit(start)?;
        let code = match first {
            0xD800..=0xDBFF => {
                let second = if self.eat("\\u") { self.unit(start)? } else { 0 };
                let is_pair = (0xDC00..=0xDFFF).contains(&second);
                is_pair.then(|| 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00))
            }
            _ => Some(first),
        };
        code.and_then(char::from_u32).ok_or_else(|| {
            let help = "write the character itself";
            self.error(start..self.at, "this is half of a character", help)
        })
    }

    fn unit(&mut self, start: usize) -> Parsed<u32> {
        let digits =
            self.rest().get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let Some(unit) = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) else {
            let help = "write four digits, such as `\\u0416`, or the character itself";
            return Err(self.error(start..self.at, "`\\u` needs four digits of base 16", help));
        };
        self.at += 4;
        Ok(unit)
    }

    /// Reads a number of JSON, at whose first sign the parser stands.
    pub(super) fn number(&mut self) -> Parsed<Number> {
        let start = self.at;
        self.eat("-");
        let whole = self.eat_while(|letter| letter.is_ascii_digit());
        let mut is_valid = whole == "0" || !(whole.is_empty() || whole.starts_with('0'));
        let mut is_float = false;
        if self.rest().starts_with('.') {
            self.at += 1;
            is_float = true;
            is_valid &= !self.eat_while(|letter| letter.is_ascii_digit()).is_empty();
        }
        if self.rest().starts_with(['e', 'E']) {
            self.at += 1;
            is_float = true;
            let _sign = self.eat("-") || self.eat("+");
            is_valid &= !self.eat_while(|letter| letter.is_ascii_digit()).is_empty();
        }
        let range = start..self.at;
        let text = self.text.get(range.clone()).unwrap_or_default();
        let integer = (!is_float).then(|| text.parse::<i64>().ok()).flatten();
        let number = integer.map(Number::Int).or_else(|| text.parse().ok().map(Number::Float));
        if self.rest().starts_with('-') {
            let rest = self.eat_while(|letter| letter.is_ascii_digit() || letter == '-');
            let help = format!("write a date in quotes: `'{text}{rest}'`");
            return Err(self.error(start..self.at, "this is no number", help));
        }
        match number.filter(|_| is_valid) {
            Some(number) => Ok(number),
            None => Err(self.error(
                range,
                "this is no number",
                "write it as in JSON, such as `0.5`, `-3` or `10`",
            )),
        }
    }
}
