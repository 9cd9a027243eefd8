//! The words and signs of an expression.

use super::expression::{Literal, Range};

/// A word or sign.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Name(Box<str>),
    Literal(Literal),
    /// An operator or a bracket.
    Sign(&'static str),
    End,
}

/// A fault of an expression: the bytes, a message and advice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) range: Range,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

impl Fault {
    pub(crate) fn new(range: Range, message: impl Into<String>, help: impl Into<String>) -> Self {
        Self { range, message: message.into(), help: Some(help.into()) }
    }
}

/// Longer signs come before those that they begin with.
const SIGNS: [&str; 27] = [
    "&&", "||", "==", "!=", "<=", ">=", "(", ")", "[", "]", "{", "}", ",", ".", ":", "?", "<", ">", "+", "-",
    "*", "/", "%", "!", "=", "&", "|",
];

/// Reads the words and signs of a text, the last of which is [`Token::End`].
pub(super) fn tokens(text: &str) -> Result<Vec<(Token, Range)>, Fault> {
    let mut tokens = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let blank = rest.len() - rest.trim_start().len();
        if blank > 0 {
            at += blank;
        } else if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
        } else if rest.is_empty() {
            tokens.push((Token::End, at..at));
            return Ok(tokens);
        } else {
            let (token, length) = token(rest, at)?;
            tokens.push((token, at..at + length));
            at += length;
        }
    }
}

/// Reads the word or sign at the beginning of a text, which stands at byte `at`; returns it with its length.
fn token(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let bytes = rest.as_bytes();
    let first = bytes.first().copied().unwrap_or_default();
    if first.is_ascii_digit() || first == b'.' && bytes.get(1).is_some_and(u8::is_ascii_digit) {
        return number(rest, at);
    }
    let raw = rest.strip_prefix(['r', 'R']).filter(|behind| behind.starts_with(['"', '\'']));
    if let Some(behind) = raw {
        let (value, length) = quoted(behind, at + 1, true)?;
        return Ok((Token::Literal(Literal::Text(value.into())), length + 1));
    }
    if first == b'"' || first == b'\'' {
        let (value, length) = quoted(rest, at, false)?;
        return Ok((Token::Literal(Literal::Text(value.into())), length));
    }
    if first.is_ascii_alphabetic() || first == b'_' {
        let length = bytes.iter().take_while(|byte| byte.is_ascii_alphanumeric() || **byte == b'_').count();
        let word = rest.get(..length).unwrap_or_default();
        let token = match word {
            "true" => Token::Literal(Literal::Bool(true)),
            "false" => Token::Literal(Literal::Bool(false)),
            "null" => Token::Literal(Literal::Null),
            "in" => Token::Sign("in"),
            _ => Token::Name(word.into()),
        };
        return Ok((token, length));
    }
    let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) else {
        return Err(unknown(rest, at));
    };
    let instead = match *sign {
        "=" => Some("=="),
        "&" => Some("&&"),
        "|" => Some("||"),
        _ => None,
    };
    match instead {
        Some(instead) => {
            Err(Fault::new(at..at + 1, format!("`{sign}` means nothing here"), format!("write `{instead}`")))
        }
        None => Ok((Token::Sign(sign), sign.len())),
    }
}

fn unknown(rest: &str, at: usize) -> Fault {
    let letter = rest.chars().next().unwrap_or_default();
    let range = at..at + letter.len_utf8();
    let help = match letter {
        '“' | '”' | '„' | '«' | '»' | '‘' | '’' => "quote a text with `'` or `\"`",
        '≤' => "write `<=`",
        '≥' => "write `>=`",
        '≠' => "write `!=`",
        '`' => "write a key that is no word as `[\"a key\"]`",
        '$' | '@' => "a path such as `$.a` stands under `select:`; here the document is `doc`",
        _ if letter.is_alphabetic() => {
            "names are of Latin letters; write another key as `[\"ключ\"]`, a text in quotes"
        }
        _ => "an expression is made of names, texts in quotes, numbers, operators and brackets",
    };
    Fault::new(range, format!("`{}` cannot stand here", letter.escape_debug()), help)
}

fn number(rest: &str, at: usize) -> Result<(Token, usize), Fault> {
    let length = number_length(rest.as_bytes());
    let text = rest.get(..length).unwrap_or_default();
    let behind = rest.as_bytes().get(length).copied().unwrap_or(b' ');
    let range = at..at + length;
    if behind.is_ascii_alphanumeric() || behind == b'_' {
        let help = "numbers look like `12`, `-3` and `0.5`; a name begins with a letter";
        return Err(Fault::new(range, format!("`{text}` is followed by a letter"), help));
    }
    let digits = text.trim_end_matches(['u', 'U']);
    let literal = match digits.strip_prefix("0x").or_else(|| digits.strip_prefix("0X")) {
        Some(hex) => i64::from_str_radix(hex, 16).map(Literal::Int).ok(),
        None if digits.contains(['.', 'e', 'E']) => {
            digits.parse().ok().filter(|number: &f64| number.is_finite()).map(Literal::Double)
        }
        None => digits.parse().map(Literal::Int).ok(),
    };
    let too_large = || Fault::new(range, format!("the number `{text}` is too large"), "write a smaller one");
    Ok((Token::Literal(literal.ok_or_else(too_large)?), length))
}

fn number_length(bytes: &[u8]) -> usize {
    let digits = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|byte| byte.is_ascii_digit()).count()
    };
    let is = |at: usize, signs: &[u8]| bytes.get(at).is_some_and(|byte| signs.contains(byte));
    if is(0, b"0") && is(1, b"xX") {
        let rest = bytes.get(2..).unwrap_or_default();
        let end = 2 + rest.iter().take_while(|byte| byte.is_ascii_hexdigit()).count();
        return end + usize::from(is(end, b"uU"));
    }
    let mut end = digits(0);
    if is(end, b".") && bytes.get(end + 1).is_some_and(u8::is_ascii_digit) {
        end = digits(end + 1);
    }
    if is(end, b"eE") {
        let exponent = end + 1 + usize::from(is(end + 1, b"+-"));
        if digits(exponent) > exponent {
            end = digits(exponent);
        }
    }
    end + usize::from(is(end, b"uU"))
}

/// Reads a text in quotes; returns its value and the bytes that it takes up.
fn quoted(rest: &str, at: usize, is_raw: bool) -> Result<(String, usize), Fault> {
    let quote = rest.get(..1).unwrap_or_default();
    let triple = quote.repeat(3);
    let (quote, is_long) = if rest.starts_with(&triple) { (triple.as_str(), true) } else { (quote, false) };
    let mut value = String::new();
    let mut inner = rest.get(quote.len()..).unwrap_or_default();
    let position = |inner: &str| rest.len() - inner.len();
    let unclosed = || {
        Fault::new(
            at..at + quote.len(),
            "this quotation mark is not closed",
            format!("write `{quote}` where the text ends"),
        )
    };
    loop {
        if let Some(behind) = inner.strip_prefix(quote) {
            return Ok((value, rest.len() - behind.len()));
        }
        let letter = inner.chars().next().ok_or_else(unclosed)?;
        if letter == '\n' && !is_long {
            return Err(unclosed());
        }
        let behind = inner.get(letter.len_utf8()..).unwrap_or_default();
        if letter != '\\' || is_raw {
            value.push(letter);
            inner = behind;
            continue;
        }
        let Some((decoded, length)) = escape(behind) else {
            let start = at + position(inner);
            let help = "write `\\\\` for a backslash, or `r'…'` for a text in which a backslash is one";
            return Err(Fault::new(start..start + 1, "there is no such escape", help));
        };
        value.push(decoded);
        inner = behind.get(length..).unwrap_or_default();
    }
}

/// Reads an escape behind its backslash; returns its character and length.
fn escape(behind: &str) -> Option<(char, usize)> {
    let letter = behind.chars().next()?;
    let of_code = |digits: usize| {
        let code = behind.get(1..=digits)?;
        Some((char::from_u32(u32::from_str_radix(code, 16).ok()?)?, digits + 1))
    };
    let simple = match letter {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'a' => '\u{7}',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '\\' | '\'' | '"' | '`' | '?' => letter,
        'x' | 'X' => return of_code(2),
        'u' => return of_code(4),
        'U' => return of_code(8),
        '0'..='3' => {
            let code = behind.get(..3).filter(|code| code.bytes().all(|byte| matches!(byte, b'0'..=b'7')))?;
            return Some((char::from_u32(u32::from_str_radix(code, 8).ok()?)?, 3));
        }
        _ => return None,
    };
    Some((simple, 1))
}
