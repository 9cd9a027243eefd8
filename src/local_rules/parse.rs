//! Reads an expression, and checks names and types while it does.
//!
//! The parser is our own. That of the crate `cel` brings thirteen crates along, overflows a stack of 8 MiB at eighty brackets,
//! names what its grammar expects rather than what an editor should write, and says of a call only where its bracket stands. The
//! language is the same, as a test with the crate holds ([`super::tests`]): the standard definition of CEL without bytes, unsigned
//! numbers of their own and types of protocol buffers.

pub(crate) mod calls;
mod types;
mod unknown;

use super::expression::{Comparison, Expr, FilePart, Literal, Node, Operator, Range, Type, Variable};
use super::functions;
use super::lexer::{Token, tokens};
use super::path::JsonPath;
use crate::globs::Globs;
use crate::suggest::nearest;
use crate::words::quoted;

pub(crate) use super::lexer::Fault;

/// The bytes that an expression may have.
pub(crate) const MAX_LENGTH: usize = 4_000;

/// The number of brackets and operators that may lie one in the other while an expression is read.
const MAX_NESTING: u32 = 40;

/// The number of expressions that may lie one in the other.
const MAX_DEPTH: u32 = 120;

/// The names that the expressions of a rule know, and the things that they were found to use.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// The names of `let:` that are known so far, with the types of their values.
    pub(crate) lets: Vec<(Box<str>, Type)>,
    /// The names of `let:` that are not known yet, the one that is being read first.
    pub(crate) later: Vec<Box<str>>,
    /// The values that are looked up in other files.
    pub(crate) lookups: Vec<Lookup>,
    pub(crate) uses: Uses,
}

/// The things beyond the values of the document itself that expressions use.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Uses {
    /// The day of the run.
    pub(crate) today: bool,
    /// Other documents of the series, or values of other files.
    pub(crate) others: bool,
    /// The text of the file, the first such use with its words.
    pub(crate) text: Option<&'static str>,
    /// The parent of what is selected.
    pub(crate) parent: bool,
}

/// The values of other files.
#[derive(Debug)]
pub(crate) struct Lookup {
    /// The pattern and the path as they are written.
    pub(crate) written: (Box<str>, Box<str>),
    pub(crate) files: Globs,
    pub(crate) select: JsonPath,
}

/// An expression being read.
struct Parser<'t, 'n> {
    tokens: Vec<(Token, Range)>,
    at: usize,
    nesting: u32,
    names: &'n mut Names,
    /// The variables of loops, from the outside in, which follow the names of `let:`.
    loops: Vec<Box<str>>,
    faults: Vec<Fault>,
    text: &'t str,
}

type Parsed = Result<Expr, Fault>;

/// Reads an expression.
///
/// # Errors
/// Everything that is wrong with it: the first fault of its grammar, and all names and types before.
pub(crate) fn parse(text: &str, names: &mut Names) -> Result<Expr, Vec<Fault>> {
    if text.len() > MAX_LENGTH {
        let message = format!("an expression may have at most {MAX_LENGTH} bytes");
        return Err(vec![Fault::new(0..0, message, "name parts of it under `let:`")]);
    }
    let tokens = tokens(text).map_err(|fault| vec![fault])?;
    let mut parser = Parser { tokens, at: 0, nesting: 0, names, loops: Vec::new(), faults: Vec::new(), text };
    let read = parser.whole();
    let mut faults = parser.faults;
    match read {
        Ok(expr) if faults.is_empty() => Ok(expr),
        Ok(_) => Err(faults),
        Err(fault) => {
            faults.push(fault);
            Err(faults)
        }
    }
}

impl Parser<'_, '_> {
    fn whole(&mut self) -> Parsed {
        if *self.token() == Token::End {
            let range = self.range();
            return Err(Fault::new(
                range,
                "there is no expression here",
                "write one, such as `value.field == 1`",
            ));
        }
        let expr = self.expression()?;
        match self.token() {
            Token::End => Ok(expr),
            _ => Err(self.unexpected("an operator such as `&&`, or the end of the expression")),
        }
    }

    fn token(&self) -> &Token {
        self.tokens.get(self.at).map_or(&Token::End, |(token, _)| token)
    }

    fn range(&self) -> Range {
        self.tokens.get(self.at).map_or(0..0, |(_, range)| range.clone())
    }

    fn is(&self, sign: &str) -> bool {
        matches!(self.token(), Token::Sign(other) if *other == sign)
    }

    /// Passes over a sign, if it is the next one.
    fn take(&mut self, sign: &str) -> bool {
        let is_next = self.is(sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn expect(&mut self, sign: &'static str) -> Result<Range, Fault> {
        let range = self.range();
        if self.take(sign) { Ok(range) } else { Err(self.unexpected(&format!("`{sign}`"))) }
    }

    fn unexpected(&self, wanted: &str) -> Fault {
        let range = self.range();
        let found = match self.token() {
            Token::End => "the expression ends here".to_owned(),
            _ => format!("{} cannot stand here", quoted(self.text.get(range.clone()).unwrap_or_default())),
        };
        let meant = match self.token() {
            Token::Name(name) => {
                functions::meant_by(name).filter(|meant| !meant.starts_with(char::is_alphabetic))
            }
            _ => None,
        };
        let help = meant.map_or_else(|| format!("write {wanted}"), |meant| format!("write `{meant}`"));
        Fault::new(range, found, help)
    }

    fn expression(&mut self) -> Parsed {
        self.nesting += 1;
        if self.nesting > MAX_NESTING {
            return Err(self.too_deep(self.range()));
        }
        let test = self.either()?;
        let expr = if self.take("?") {
            let one = self.either()?;
            self.expect(":")?;
            let other = self.expression()?;
            self.choice(test, one, other)?
        } else {
            test
        };
        self.nesting -= 1;
        Ok(expr)
    }

    fn too_deep(&self, range: Range) -> Fault {
        Fault::new(range, "this expression is nested too deeply", "name parts of it under `let:`")
    }

    fn either(&mut self) -> Parsed {
        self.chain("||", Self::both, Node::Any)
    }

    fn both(&mut self) -> Parsed {
        self.chain("&&", Self::relation, Node::All)
    }

    fn chain(&mut self, sign: &str, part: fn(&mut Self) -> Parsed, make: fn(Vec<Expr>) -> Node) -> Parsed {
        let first = part(self)?;
        if !self.is(sign) {
            return Ok(first);
        }
        let mut parts = vec![first];
        while self.take(sign) {
            parts.push(part(self)?);
        }
        for part in &parts {
            self.check(part, Type::Bool, || format!("`{sign}` joins conditions"));
        }
        let range = span(&parts);
        let depth = parts.iter().map(|part| part.depth).max().unwrap_or_default();
        self.make(make(parts), range, Type::Bool, depth)
    }

    fn relation(&mut self) -> Parsed {
        const SIGNS: [Comparison; 7] = [
            Comparison::Equal,
            Comparison::Unequal,
            Comparison::Less,
            Comparison::LessOrEqual,
            Comparison::Greater,
            Comparison::GreaterOrEqual,
            Comparison::In,
        ];
        let left = self.sum()?;
        let Some(sign) = SIGNS.into_iter().find(|sign| self.is(sign.sign())) else { return Ok(left) };
        self.at += 1;
        let right = self.sum()?;
        if let Some(second) = SIGNS.into_iter().find(|sign| self.is(sign.sign())) {
            let help = format!("compare twice, as in `a {0} b && b {0} c`", second.sign());
            return Err(Fault::new(self.range(), "a comparison cannot be compared again", help));
        }
        self.comparison(sign, left, right)
    }

    fn sum(&mut self) -> Parsed {
        self.arithmetic(&[Operator::Add, Operator::Subtract], Self::product)
    }

    fn product(&mut self) -> Parsed {
        self.arithmetic(&[Operator::Multiply, Operator::Divide, Operator::Remainder], Self::unary)
    }

    fn arithmetic(&mut self, operators: &[Operator], part: fn(&mut Self) -> Parsed) -> Parsed {
        let mut left = part(self)?;
        while let Some(operator) = operators.iter().copied().find(|operator| self.is(operator.sign())) {
            self.at += 1;
            let right = part(self)?;
            left = self.calculation(operator, left, right)?;
        }
        Ok(left)
    }

    fn unary(&mut self) -> Parsed {
        let start = self.range().start;
        let (mut nots, mut minuses) = (0, 0);
        while self.take("!") {
            nots += 1;
        }
        while nots == 0 && self.take("-") {
            minuses += 1;
        }
        if nots > 0 && self.is("-") || minuses > 0 && self.is("!") {
            return Err(self.unexpected("a value"));
        }
        let inner = self.member()?;
        let range = start..inner.range.end;
        if nots % 2 == 1 {
            self.check(&inner, Type::Bool, || "`!` turns a condition around".to_owned());
            let depth = inner.depth;
            return self.make(Node::Not(Box::new(inner)), range, Type::Bool, depth);
        }
        if minuses % 2 == 1 {
            return self.negation(inner, range);
        }
        Ok(inner)
    }

    fn member(&mut self) -> Parsed {
        let mut expr = self.primary()?;
        loop {
            if self.take(".") {
                let (name, at) = self.name("the name of a field or function")?;
                expr = match self.take("(") {
                    true => self.call(Some(expr), &name, at)?,
                    false => self.select(expr, &name, at)?,
                };
            } else if self.is("[") {
                self.at += 1;
                let index = self.expression()?;
                let close = self.expect("]")?;
                let range = expr.range.start..close.end;
                let depth = expr.depth.max(index.depth);
                expr = self.make(Node::Index(Box::new(expr), Box::new(index)), range, Type::Any, depth)?;
            } else {
                return Ok(expr);
            }
        }
    }

    fn name(&mut self, wanted: &str) -> Result<(Box<str>, Range), Fault> {
        let range = self.range();
        match self.token().clone() {
            Token::Name(name) => {
                self.at += 1;
                Ok((name, range))
            }
            // A field may be called so.
            Token::Sign("in") => {
                self.at += 1;
                Ok(("in".into(), range))
            }
            _ => Err(self.unexpected(wanted)),
        }
    }

    fn select(&mut self, expr: Expr, name: &str, at: Range) -> Parsed {
        let range = expr.range.start..at.end;
        if matches!(expr.node, Node::File(FilePart::Path)) && expr.range.len() == "file".len() {
            return self.file_part(name, &at, range);
        }
        if !matches!(expr.kind, Type::Any | Type::Map) {
            let message = format!("{} has no fields", expr.kind.in_words());
            let help = match functions::find(name) {
                Some(_) => format!("to call the function, write `{name}(…)`"),
                None => "fields are those of a mapping".to_owned(),
            };
            self.faults.push(Fault::new(at, message, help));
        }
        let depth = expr.depth;
        self.make(Node::Select(Box::new(expr), name.into()), range, Type::Any, depth)
    }

    fn file_part(&mut self, name: &str, at: &Range, range: Range) -> Parsed {
        let part = FilePart::ALL.iter().find(|(known, _)| *known == name).map(|(_, part)| *part);
        if part.is_none() {
            let near = nearest(name, FilePart::ALL.iter().map(|(known, _)| *known));
            let help = match near {
                Some(near) => format!("did you mean `{near}`?"),
                None => "it has `path`, `name`, `stem`, `folder` and `ext`".to_owned(),
            };
            self.faults.push(Fault::new(at.clone(), format!("`file` has no `{name}`"), help));
        }
        self.make(Node::File(part.unwrap_or(FilePart::Path)), range, Type::Text, 0)
    }

    fn primary(&mut self) -> Parsed {
        let range = self.range();
        match self.token().clone() {
            Token::Literal(literal) => {
                self.at += 1;
                let kind = literal.kind();
                self.make(Node::Literal(literal), range, kind, 0)
            }
            Token::Name(name) => {
                self.at += 1;
                if self.take("(") {
                    return self.call(None, &name, range);
                }
                let is_sign = *name == *"not" && matches!(self.token(), Token::Name(_) | Token::Literal(_));
                if is_sign {
                    return Err(Fault::new(range, "`not` means nothing here", "write `!`"));
                }
                self.variable(&name, range)
            }
            Token::Sign("(") => {
                self.at += 1;
                let inner = self.expression()?;
                let close = self.expect(")")?;
                Ok(Expr { range: range.start..close.end, ..inner })
            }
            Token::Sign("[") => self.list(range),
            Token::Sign("{") => self.map(range),
            _ => Err(self.unexpected("a value: a name, a text in quotes, a number or a bracket")),
        }
    }

    fn list(&mut self, open: Range) -> Parsed {
        self.at += 1;
        let mut items = Vec::new();
        while !self.is("]") {
            items.push(self.expression()?);
            if !self.take(",") {
                break;
            }
        }
        let close = self.expect("]")?;
        let depth = items.iter().map(|item| item.depth).max().unwrap_or_default();
        self.make(Node::List(items), open.start..close.end, Type::List, depth)
    }

    fn map(&mut self, open: Range) -> Parsed {
        self.at += 1;
        let mut entries = Vec::new();
        while !self.is("}") {
            let key = self.expression()?;
            self.expect(":")?;
            entries.push((key, self.expression()?));
            if !self.take(",") {
                break;
            }
        }
        let close = self.expect("}")?;
        let depth = entries.iter().map(|(key, value)| key.depth.max(value.depth)).max().unwrap_or_default();
        self.make(Node::Map(entries), open.start..close.end, Type::Map, depth)
    }

    /// Finds the variable of a name.
    fn variable(&mut self, name: &str, range: Range) -> Parsed {
        if let Some(at) = self.loops.iter().rposition(|known| **known == *name) {
            let slot = self.names.lets.len() + at;
            return self.make(Node::Local(slot), range, Type::Any, 0);
        }
        if let Some(slot) = self.names.lets.iter().position(|(known, _)| **known == *name) {
            let kind = self.names.lets.get(slot).map_or(Type::Any, |(_, kind)| *kind);
            return self.make(Node::Local(slot), range, kind, 0);
        }
        if name == "file" {
            if !self.is(".") {
                let help = "write `file.path`, `file.name`, `file.stem`, `file.folder` or `file.ext`";
                self.faults.push(Fault::new(range.clone(), "`file` is no value by itself", help));
            }
            return self.make(Node::File(FilePart::Path), range, Type::Any, 0);
        }
        let Some((_, variable)) = Variable::ALL.into_iter().find(|(known, _)| *known == name) else {
            let fault = self.unknown_name(name, range.clone());
            self.faults.push(fault);
            return self.make(Node::Literal(Literal::Null), range, Type::Any, 0);
        };
        let kind = match variable {
            Variable::Text | Variable::Body => Type::Text,
            Variable::Today => Type::Date,
            _ => Type::Any,
        };
        let uses = &mut self.names.uses;
        uses.today |= variable == Variable::Today;
        uses.parent |= variable == Variable::Parent;
        match variable {
            Variable::Text => uses.text = uses.text.or(Some("text")),
            Variable::Body => uses.text = uses.text.or(Some("body")),
            _ => {}
        }
        self.make(Node::Variable(variable), range, kind, 0)
    }

    fn make(&mut self, node: Node, range: Range, kind: Type, inner: u32) -> Parsed {
        let depth = inner + 1;
        if depth > MAX_DEPTH {
            return Err(self.too_deep(range));
        }
        Ok(Expr { node, range, kind, depth })
    }
}

/// Returns the bytes from the first to the last of some expressions.
fn span(parts: &[Expr]) -> Range {
    let start = parts.first().map_or(0, |part| part.range.start);
    start..parts.last().map_or(start, |part| part.range.end)
}

impl Literal {
    fn kind(&self) -> Type {
        match self {
            Self::Null => Type::Null,
            Self::Bool(_) => Type::Bool,
            Self::Int(_) => Type::Int,
            Self::Double(_) => Type::Double,
            Self::Text(_) => Type::Text,
        }
    }
}
