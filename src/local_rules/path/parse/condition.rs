//! Conditions of filters, with the types of RFC 9535: what has no truth is refused, and so is what cannot be compared.

use std::ops::Range;

use super::{Parsed, Parser, is_blank, is_name};
use crate::local_rules::path::PathError;
use crate::local_rules::path::syntax::{Filter, Operand, PatternOperand, Query, Sign, Start};
use crate::local_rules::pattern::{Cover, Pattern};
use crate::suggest::nearest;
use crate::words::{alternatives, quoted};

/// The functions of the standard.
const FUNCTIONS: [&str; 5] = ["count", "length", "match", "search", "value"];

/// The operators between two values, longer ones first.
const SIGNS: [(&str, Sign); 6] = [
    ("==", Sign::Equal),
    ("!=", Sign::NotEqual),
    ("<=", Sign::LessOrEqual),
    (">=", Sign::GreaterOrEqual),
    ("<", Sign::Less),
    (">", Sign::Greater),
];

/// A part of a condition before it is known what it is needed for.
#[derive(Debug)]
enum Term {
    /// A literal, or a function with a value.
    Operand(Operand),
    /// A query, which is a test, and a value if it is singular.
    Query(Query),
    /// A function that is true or false.
    Test(Filter),
}

impl Parser<'_> {
    /// Reads conditions with `||` between them.
    pub(super) fn condition(&mut self) -> Parsed<Filter> {
        self.joined("||", Filter::Or, |parser| parser.joined("&&", Filter::And, Self::basic))
    }

    fn joined(
        &mut self,
        sign: &str,
        join: impl FnOnce(Vec<Filter>) -> Filter,
        read: impl Fn(&mut Self) -> Parsed<Filter>,
    ) -> Parsed<Filter> {
        let first = read(self)?;
        let mut others = Vec::new();
        loop {
            let before = self.at;
            self.skip_blanks();
            if !self.eat(sign) {
                self.at = before;
                break;
            }
            self.skip_blanks();
            others.push(read(self)?);
        }
        if others.is_empty() {
            return Ok(first);
        }
        others.insert(0, first);
        Ok(join(others))
    }

    /// Reads a condition in brackets, a comparison or a test.
    fn basic(&mut self) -> Parsed<Filter> {
        let denial = self.here();
        let is_denied = self.eat("!");
        if is_denied {
            self.skip_blanks();
        }
        let deny = |filter| if is_denied { Filter::Not(Box::new(filter)) } else { filter };
        if self.peek() == Some('(') {
            return self.in_brackets().map(deny);
        }
        let start = self.at;
        let term = self.term()?;
        let end = self.at;
        self.skip_blanks();
        if let Some(sign) = self.sign() {
            if is_denied {
                let help = "put the comparison in brackets: `!(@.a == 1)`, or turn its sign round";
                return Err(self.error(denial, "`!` cannot stand before a comparison", help));
            }
            let left = self.comparable(term, start..end)?;
            self.skip_blanks();
            let start = self.at;
            let right = self.term()?;
            let right = self.comparable(right, start..self.at)?;
            return Ok(Filter::Compare { left, sign, right });
        }
        self.at = end;
        match term {
            Term::Query(query) => Ok(deny(Filter::Exists(query))),
            Term::Test(test) => Ok(deny(test)),
            Term::Operand(operand) => Err(self.without_truth(&operand, start..end)),
        }
    }

    fn in_brackets(&mut self) -> Parsed<Filter> {
        let opening = self.here();
        self.at = opening.end;
        let inner = self.nested(|parser| {
            parser.skip_blanks();
            let inner = parser.condition()?;
            parser.skip_blanks();
            Ok(inner)
        })?;
        if !self.eat(")") {
            let unclosed = || {
                self.error(opening.clone(), "this `(` is not closed", "put `)` at the end of the condition")
            };
            let is_end = self.rest().is_empty() || self.rest().starts_with(']');
            let wrong = if is_end { None } else { self.wrong_operator() };
            return Err(wrong.unwrap_or_else(unclosed));
        }
        let end = self.at;
        self.skip_blanks();
        if self.sign().is_some() {
            let help = "compare within the brackets: `(@.a == 1)`";
            return Err(self.error(opening.start..end, "a condition in brackets cannot be compared", help));
        }
        self.at = end;
        Ok(inner)
    }

    fn sign(&mut self) -> Option<Sign> {
        SIGNS.into_iter().find(|(text, _)| self.eat(text)).map(|(_, sign)| sign)
    }

    fn without_truth(&self, operand: &Operand, range: Range<usize>) -> PathError {
        let text = self.text.get(range.clone()).unwrap_or_default();
        if let Some(found) = self.wrong_operator() {
            return found;
        }
        match operand {
            Operand::Length(_) | Operand::Count(_) | Operand::Value(_) => {
                let message = format!("`{text}` is a value, and neither true nor false");
                self.error(range, message, format!("compare it, for instance `{text} > 0`"))
            }
            _ => {
                let message = format!("{text} alone is no condition");
                self.error(
                    range,
                    message,
                    format!("compare it with something, for instance `@.name == {text}`"),
                )
            }
        }
    }

    /// Returns what can stand at a side of an operator.
    fn comparable(&self, term: Term, range: Range<usize>) -> Parsed<Operand> {
        let text = self.text.get(range.clone()).unwrap_or_default();
        match term {
            Term::Operand(operand) => Ok(operand),
            Term::Query(query) if query.is_singular() => Ok(Operand::Query(query)),
            Term::Query(_) => {
                let message = format!("`{text}` may select several values, which cannot be compared as one");
                let help = format!("write `count({text})` for their number, or `[?…]` for those that are so");
                Err(self.error(range, message, help))
            }
            Term::Test(_) => {
                let message = format!("`{text}` is true or false, and cannot be compared");
                Err(self.error(range, message, "write it alone, or with `!` before it"))
            }
        }
    }

    /// Reads a literal, a query or a function.
    fn term(&mut self) -> Parsed<Term> {
        match self.peek() {
            Some('$' | '@') => self.query().map(Term::Query),
            Some('\'' | '"') => self.quoted().map(|text| Term::Operand(Operand::Text(text))),
            Some('-' | '0'..='9') => self.number().map(|number| Term::Operand(Operand::Number(number))),
            Some(letter) if letter.is_ascii_alphabetic() || letter == '_' => self.word(),
            Some('!') => Err(self.error(self.here(), "two `!` cancel each other", "write none")),
            Some('(') => {
                let help = "brackets stand around conditions, not around values";
                Err(self.expected("a value", help))
            }
            _ => {
                let help = "write a query such as `@.name`, a text in quotes, a number, `true`, `false`, `null` or a function";
                Err(self.expected("a condition", help))
            }
        }
    }

    fn query(&mut self) -> Parsed<Query> {
        let start = if self.eat("$") { Start::Root } else { Start::Current };
        if start == Start::Current {
            self.at += 1;
        }
        let segments = self.segments()?;
        // `@.first-name` would be read on as an operator.
        let is_cut = self.rest().starts_with('-') || self.peek().is_some_and(is_name);
        if is_cut { Err(self.unexpected_segment()) } else { Ok(Query { start, segments }) }
    }

    fn word(&mut self) -> Parsed<Term> {
        let start = self.at;
        let word = self.eat_while(is_name);
        let range = start..self.at;
        if self.peek() == Some('(') {
            return self.function(word, range);
        }
        let operand = match word {
            "true" => Operand::Bool(true),
            "false" => Operand::Bool(false),
            "null" => Operand::Null,
            _ => return Err(self.unknown_word(word, range)),
        };
        Ok(Term::Operand(operand))
    }

    fn unknown_word(&self, word: &str, range: Range<usize>) -> PathError {
        if word == "not" {
            return self.error(range, "`not` is no word of a path", "write `!`");
        }
        let blanks = self.rest().trim_start_matches(is_blank);
        if FUNCTIONS.contains(&word) && blanks.starts_with('(') {
            let help = format!("write `{word}(`");
            return self.error(range, "the bracket of a function follows its name without a blank", help);
        }
        let help = match nearest(word, ["true", "false", "null"]) {
            Some(near) if near != word => format!("write `{near}`"),
            _ => format!("write `'{word}'` for a text, or `@.{word}` for what is found under that key"),
        };
        self.error(range, format!("{} stands alone", quoted(word)), help)
    }

    fn function(&mut self, name: &str, range: Range<usize>) -> Parsed<Term> {
        let wanted = match name {
            "length" | "count" | "value" => 1,
            "match" | "search" => 2,
            _ => {
                let known: Vec<String> = FUNCTIONS.iter().map(|name| format!("`{name}`")).collect();
                let help = match nearest(name, FUNCTIONS) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => {
                        format!("a path knows {}; the condition `assert:` knows more", alternatives(&known))
                    }
                };
                return Err(self.error(range, format!("there is no function {}", quoted(name)), help));
            }
        };
        let mut arguments = self.nested(|parser| parser.arguments(&range))?;
        let whole = range.start..self.at;
        let count = arguments.len();
        let (Some((first, first_range)), true) = (arguments.pop_front(), count == wanted) else {
            let usage = match name {
                "match" | "search" => format!("`{name}(@.name, 'pattern')`"),
                _ => format!("`{name}(@.name)`"),
            };
            let noun = if wanted == 1 { "one argument" } else { "two arguments" };
            return Err(self.error(
                whole,
                format!("`{name}` takes {noun}, and here are {count}"),
                format!("write {usage}"),
            ));
        };
        match name {
            "length" => Ok(Term::Operand(Operand::Length(Box::new(self.comparable(first, first_range)?)))),
            "count" => Ok(Term::Operand(Operand::Count(self.nodes(first, first_range, name)?))),
            "value" => Ok(Term::Operand(Operand::Value(self.nodes(first, first_range, name)?))),
            _ => {
                let cover = if name == "match" { Cover::Whole } else { Cover::Part };
                let text = self.comparable(first, first_range)?;
                let pattern = arguments.pop_front().map(|(term, range)| self.pattern(term, range, cover));
                let pattern =
                    pattern.unwrap_or_else(|| Err(self.error(whole, "the pattern is missing", "add it")))?;
                Ok(Term::Test(Filter::Matches { cover, text, pattern }))
            }
        }
    }

    fn arguments(&mut self, name: &Range<usize>) -> Parsed<std::collections::VecDeque<(Term, Range<usize>)>> {
        let mut arguments = std::collections::VecDeque::new();
        self.eat("(");
        self.skip_blanks();
        if self.eat(")") {
            return Ok(arguments);
        }
        loop {
            let start = self.at;
            let term = self.term()?;
            arguments.push_back((term, start..self.at));
            self.skip_blanks();
            if self.eat(")") {
                return Ok(arguments);
            }
            if !self.eat(",") {
                if self.rest().is_empty() || self.rest().starts_with(']') {
                    let message = "the bracket of this function is not closed";
                    return Err(self.error(name.clone(), message, "put `)` behind its last argument"));
                }
                if self.sign().is_some() || self.rest().starts_with(['&', '|']) {
                    let help = "close the bracket of the function before it";
                    return Err(self.error(start..self.at, "an argument is a value, not a condition", help));
                }
                return Err(
                    self.expected("`,` or `)`", "close the bracket, or put a comma between two arguments")
                );
            }
            self.skip_blanks();
        }
    }

    fn nodes(&self, term: Term, range: Range<usize>, function: &str) -> Parsed<Query> {
        match term {
            Term::Query(query) => Ok(query),
            Term::Operand(_) | Term::Test(_) => {
                let message = format!("`{function}` takes a query");
                Err(self.error(range, message, format!("write for instance `{function}(@.name)`")))
            }
        }
    }

    fn pattern(&self, term: Term, range: Range<usize>, cover: Cover) -> Parsed<PatternOperand> {
        match self.comparable(term, range.clone())? {
            Operand::Text(text) => match Pattern::new(&text, cover) {
                Ok(pattern) => Ok(PatternOperand::Known(Box::new(pattern))),
                Err(reason) => {
                    let message = format!("this pattern cannot be used: {reason}");
                    Err(self.error(range, message, "write a regular expression such as `[0-9]{4}.*`"))
                }
            },
            operand => Ok(PatternOperand::Computed(operand)),
        }
    }

    /// Explains an operator of another language at the next letter.
    pub(super) fn wrong_operator(&self) -> Option<PathError> {
        let rest = self.rest().trim_start_matches(is_blank);
        let at = self.text.len() - rest.len();
        let word = rest.split(|letter: char| !is_name(letter)).next().unwrap_or_default();
        let (wrong, right) = match word {
            "and" => ("and", "write `&&`"),
            "or" => ("or", "write `||`"),
            "is" | "eq" => (word, "write `==`"),
            "in" => ("in", "write `@.a == 'x' || @.a == 'y'`"),
            "contains" | "like" | "matches" => (word, "write `search(@.name, 'pattern')`"),
            _ => {
                let signs = [
                    ("=~", "write `search(@.name, 'pattern')`"),
                    ("~=", "write `search(@.name, 'pattern')`"),
                    ("<>", "write `!=`"),
                    ("≠", "write `!=`"),
                    ("≤", "write `<=`"),
                    ("≥", "write `>=`"),
                    ("=", "write `==`"),
                    ("&", "write `&&`"),
                    ("|", "write `||`"),
                    ("+", "calculate in the condition `assert:`; a path only compares"),
                    ("*", "calculate in the condition `assert:`; a path only compares"),
                ];
                signs.into_iter().find(|(sign, _)| rest.starts_with(sign))?
            }
        };
        Some(self.error(at..at + wrong.len(), format!("`{wrong}` is no operator of a path"), right))
    }
}
