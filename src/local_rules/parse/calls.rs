//! Calls of functions, and what looks like one.

use super::{Fault, Lookup, Parsed, Parser};
use crate::globs::GlobsBuilder;
use crate::local_rules::expression::{
    Direction, Expr, Field, Literal, Loop, LoopParts, Node, Range, Search, Searched, Series, Type, Variable,
};
use crate::local_rules::functions::{self, Function, Signature};
use crate::local_rules::path::JsonPath;
use crate::local_rules::pattern::{Cover, Pattern};
use crate::model::date::Date;
use crate::model::duration::Duration;
use crate::suggest::nearest;
use crate::words::{count, quoted};

/// The number of different values of other files that a rule may look up.
const MAX_LOOKUPS: usize = 16;

impl Parser<'_, '_> {
    /// Reads a call behind its opening bracket; `at` are the bytes of its name.
    pub(super) fn call(&mut self, target: Option<Expr>, name: &str, at: Range) -> Parsed {
        let start = target.as_ref().map_or(at.start, |target| target.range.start);
        if let Some(kind) = loop_of(name)
            && let Some(over) = target
        {
            return self.read_loop(kind, over, name, &at);
        }
        let mut arguments: Vec<Expr> = target.into_iter().collect();
        while !self.is(")") {
            arguments.push(self.expression()?);
            if !self.take(",") {
                break;
            }
        }
        let range = start..self.expect(")")?.end;
        match name {
            "has" => self.presence(arguments, range, &at),
            "matches" => self.search(Search::Matches, arguments, range, &at),
            "is_written_as" => self.search(Search::WrittenAs, arguments, range, &at),
            "find_all" => self.search(Search::FindAll, arguments, range, &at),
            "groups" => self.search(Search::Groups, arguments, range, &at),
            "count" => self.count(arguments, range, &at),
            "previous" => self.neighbour(Direction::Previous, arguments, range, &at),
            "next" => self.neighbour(Direction::Next, arguments, range, &at),
            "all" => self.lookup(arguments, range, &at),
            _ => match functions::find(name) {
                Some(signature) => self.function(signature, arguments, range, &at),
                None => Ok(self.unknown_function(name, arguments, range, at)),
            },
        }
    }

    fn unknown_function(&mut self, name: &str, arguments: Vec<Expr>, range: Range, at: Range) -> Expr {
        let near = functions::meant_by(name).or_else(|| nearest(name, functions::names()));
        let help = match (near, functions::form(name)) {
            (_, Some(form)) => format!("write {form}"),
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, None) => "docs/own-rules.md lists the functions".to_owned(),
        };
        self.faults.push(Fault::new(at, format!("there is no function `{name}`"), help));
        let depth = arguments.iter().map(|argument| argument.depth).max().unwrap_or_default() + 1;
        Expr { node: Node::Literal(Literal::Null), range, kind: Type::Any, depth }
    }

    fn function(&mut self, signature: &Signature, arguments: Vec<Expr>, range: Range, at: &Range) -> Parsed {
        let wanted = signature.takes.len();
        if arguments.len() != wanted {
            let message = format!(
                "`{}` takes {}, and has {}",
                signature.name,
                count(wanted as u64, "value"),
                arguments.len()
            );
            self.faults.push(Fault::new(at.clone(), message, "docs/own-rules.md shows how it is written"));
        }
        for (argument, wanted) in arguments.iter().zip(signature.takes) {
            self.check(argument, *wanted, || {
                format!("`{}` takes {} here", signature.name, wanted.in_words())
            });
        }
        self.check_constants(signature.function, &arguments);
        if matches!(signature.function, Function::Raw | Function::Sections) {
            self.names.uses.text = self.names.uses.text.or(Some(signature.name));
        }
        let depth = arguments.iter().map(|argument| argument.depth).max().unwrap_or_default();
        self.make(Node::Call(signature.function, arguments), range, signature.gives, depth)
    }

    /// Reports texts in quotes that are no dates and durations, which would fail in every document.
    fn check_constants(&mut self, function: Function, arguments: &[Expr]) {
        for argument in arguments {
            let Node::Literal(Literal::Text(text)) = &argument.node else { continue };
            let fault = match function {
                Function::Date | Function::Year | Function::Month | Function::Day | Function::DaysBetween => {
                    Date::parse(text).err().map(|error| ("date", error.to_string()))
                }
                Function::Duration | Function::Days => Duration::parse(text)
                    .is_none()
                    .then(|| ("duration", "durations look like `P6M`, `P10Y` and `P30D`".to_owned())),
                _ => None,
            };
            let fault = fault.map(|(kind, help)| {
                Fault::new(argument.range.clone(), format!("{} is no {kind}", quoted(text)), help)
            });
            self.faults.extend(fault);
        }
    }

    /// Takes exactly as many arguments as something that is read in a way of its own has.
    fn exactly<const N: usize>(
        &self,
        arguments: Vec<Expr>,
        name: &str,
        at: &Range,
    ) -> Result<[Expr; N], Fault> {
        let number = arguments.len();
        arguments.try_into().map_err(|_| {
            let message = format!("`{name}` takes {}, and has {number}", count(N as u64, "value"));
            Fault::new(at.clone(), message, format!("write {}", functions::form(name).unwrap_or(name)))
        })
    }

    fn presence(&mut self, arguments: Vec<Expr>, range: Range, at: &Range) -> Parsed {
        let [inner] = self.exactly(arguments, "has", at)?;
        let is_path = matches!(
            inner.node,
            Node::Select(..) | Node::Index(..) | Node::Local(_) | Node::Neighbour(..) | Node::Variable(_)
        );
        if !is_path {
            let help =
                "`has(value.field)` is true if the field is there; for another condition leave out `has`";
            self.faults.push(Fault::new(
                inner.range.clone(),
                "`has` asks for a field, a name of `let:` or a document",
                help,
            ));
        }
        let depth = inner.depth;
        self.make(Node::Has(Box::new(inner)), range, Type::Bool, depth)
    }

    fn search(&mut self, search: Search, arguments: Vec<Expr>, range: Range, at: &Range) -> Parsed {
        let (name, cover, kind) = match search {
            Search::Matches => ("matches", Cover::Part, Type::Bool),
            Search::WrittenAs => ("is_written_as", Cover::Whole, Type::Bool),
            Search::FindAll => ("find_all", Cover::Part, Type::List),
            Search::Groups => ("groups", Cover::Part, Type::List),
        };
        let [subject, pattern] = self.exactly(arguments, name, at)?;
        if search == Search::WrittenAs {
            self.names.uses.text = self.names.uses.text.or(Some(name));
        } else {
            self.check(&subject, Type::Text, || format!("`{name}` looks into a text"));
        }
        self.check(&pattern, Type::Text, || "a pattern is a text".to_owned());
        let depth = subject.depth.max(pattern.depth);
        let searched = match &pattern.node {
            Node::Literal(Literal::Text(text)) => match Pattern::new(text, cover) {
                Ok(pattern) => Searched::Compiled(Box::new(pattern)),
                Err(reason) => {
                    let help =
                        "patterns are regular expressions without look-around and references to groups";
                    let message = format!("this pattern cannot be used: {reason}");
                    self.faults.push(Fault::new(pattern.range.clone(), message, help));
                    Searched::Computed(Box::new(pattern))
                }
            },
            _ => Searched::Computed(Box::new(pattern)),
        };
        self.make(Node::Search(search, Box::new(subject), searched), range, kind, depth)
    }

    fn count(&mut self, mut arguments: Vec<Expr>, range: Range, at: &Range) -> Parsed {
        if arguments.len() == 1 {
            let (node, kind) = (Node::Variable(Variable::Doc), Type::Any);
            arguments.insert(0, Expr { node, range: at.clone(), kind, depth: 1 });
        }
        let [root, path] = self.exactly(arguments, "count", at)?;
        // The values of a record are not those of the tree.
        self.names.uses.text = self.names.uses.text.or(Some("count"));
        let path = self.path(&path)?;
        let depth = root.depth;
        self.make(Node::Count(Box::new(root), Box::new(path)), range, Type::Int, depth)
    }

    /// Reads a path that is written out.
    fn path(&self, expr: &Expr) -> Result<JsonPath, Fault> {
        let text = self.written(expr, "a path such as `\"$.events[*]\"`")?;
        JsonPath::parse(text).map_err(|error| {
            let range = self.within(expr, error.range);
            Fault { range, message: error.message, help: Some(error.help) }
        })
    }

    /// Returns a text that must be written out, since it decides what is read before anything is evaluated.
    fn written<'e>(&self, expr: &'e Expr, wanted: &str) -> Result<&'e str, Fault> {
        match &expr.node {
            Node::Literal(Literal::Text(text)) => Ok(text),
            _ => Err(Fault::new(
                expr.range.clone(),
                "this must be a text in quotes",
                format!("write {wanted}"),
            )),
        }
    }

    /// Returns the bytes of a part of a text in quotes; all of it where it has escapes.
    fn within(&self, expr: &Expr, part: Range) -> Range {
        let Node::Literal(Literal::Text(value)) = &expr.node else { return expr.range.clone() };
        let written = self.text.get(expr.range.clone()).unwrap_or_default();
        match written.find(&**value) {
            Some(start) => expr.range.start + start + part.start..expr.range.start + start + part.end,
            None => expr.range.clone(),
        }
    }

    fn neighbour(
        &mut self,
        direction: Direction,
        mut arguments: Vec<Expr>,
        range: Range,
        at: &Range,
    ) -> Parsed {
        let name = if direction == Direction::Previous { "previous" } else { "next" };
        let within = if arguments.len() == 3 { arguments.pop() } else { None };
        let [document, by] = self.exactly(arguments, name, at)?;
        if !matches!(document.node, Node::Variable(Variable::Doc)) {
            let help = format!("write {}", functions::form(name).unwrap_or(name));
            self.faults.push(Fault::new(document.range, format!("`{name}` goes on from `doc`"), help));
        }
        let by = self.field(&by)?;
        let within = within.map(|within| self.field(&within)).transpose()?;
        self.names.uses.others = true;
        self.make(Node::Neighbour(direction, Box::new(Series { by, within })), range, Type::Any, 1)
    }

    fn field(&self, expr: &Expr) -> Result<Field, Fault> {
        let text = self.written(expr, "the name of a field, such as `\"date\"` or `\"period.start\"`")?;
        field(text).ok_or_else(|| {
            let help = "write the name of a field of the document, such as `\"date\"` or `\"period.start\"`";
            Fault::new(expr.range.clone(), "this is no field", help)
        })
    }

    fn lookup(&mut self, arguments: Vec<Expr>, range: Range, at: &Range) -> Parsed {
        let [files, select] = self.exactly(arguments, "all", at)?;
        let pattern = self.written(&files, "a path pattern such as `\"lists/*.yaml\"`")?;
        let written: (Box<str>, Box<str>) =
            (pattern.into(), self.written(&select, "a path such as `\"$.codes[*]\"`")?.into());
        self.names.uses.others = true;
        let known = self.names.lookups.iter().position(|known| known.written == written);
        let number = match known {
            Some(number) => number,
            None if self.names.lookups.len() >= MAX_LOOKUPS => {
                let help = "take some of the lists together";
                return Err(Fault::new(range, format!("a rule may look up {MAX_LOOKUPS} lists"), help));
            }
            None => {
                let select = self.path(&select)?;
                let files = globs(&written.0).map_err(|reason| {
                    let message = format!("this path pattern cannot be used: {reason}");
                    Fault::new(files.range.clone(), message, "patterns look like `lists/**/*.yaml`")
                })?;
                self.names.lookups.push(Lookup { written, files, select });
                self.names.lookups.len() - 1
            }
        };
        self.make(Node::Lookup(number), range, Type::List, 1)
    }

    fn read_loop(&mut self, kind: Loop, over: Expr, name: &str, at: &Range) -> Parsed {
        let form = || format!("write {}", functions::form(name).unwrap_or(name));
        if !matches!(over.kind, Type::Any | Type::List | Type::Map) {
            let message = format!(
                "`{name}` goes through a list or the keys of a mapping, and this is {}",
                over.kind.in_words()
            );
            self.faults.push(Fault::new(over.range.clone(), message, form()));
        }
        let is_plain = |parser: &Self| {
            let next = parser.tokens.get(parser.at + 1).map(|(token, _)| token);
            matches!(next, Some(super::Token::Sign(",")))
        };
        if !is_plain(self) {
            return Err(Fault::new(at.clone(), format!("`{name}` needs a name for the item"), form()));
        }
        let (variable, _) = self.name("a name for the item")?;
        self.expect(",")?;
        let slot = self.names.lets.len() + self.loops.len();
        self.loops.push(variable);
        let first = self.expression()?;
        let second = if kind == Loop::Map && self.take(",") { Some(self.expression()?) } else { None };
        self.loops.pop();
        let close = self.expect(")")?;
        let (test, result) = match (kind, second) {
            (Loop::Map, Some(second)) => (Some(first), Some(second)),
            (Loop::Map, None) => (None, Some(first)),
            _ => (Some(first), None),
        };
        if let Some(test) = &test {
            self.check(test, Type::Bool, || format!("`{name}` asks a condition of each item"));
        }
        let gives = if matches!(kind, Loop::Filter | Loop::Map) { Type::List } else { Type::Bool };
        let depths = [&test, &result].into_iter().flatten().map(|part| part.depth);
        let depth = depths.max().unwrap_or_default().max(over.depth);
        let range = over.range.start..close.end;
        self.make(Node::Loop(kind, Box::new(LoopParts { over, slot, test, result })), range, gives, depth)
    }
}

fn loop_of(name: &str) -> Option<Loop> {
    match name {
        "all" => Some(Loop::All),
        "exists" => Some(Loop::Exists),
        "exists_one" | "existsOne" => Some(Loop::ExistsOne),
        "filter" => Some(Loop::Filter),
        "map" => Some(Loop::Map),
        _ => None,
    }
}

/// Reads the names of a field from the root, with a dot between two.
pub(crate) fn field(text: &str) -> Option<Field> {
    let text = text.strip_prefix("$.").unwrap_or(text);
    let is_name = |name: &str| !name.is_empty() && !name.contains(['[', ']', '*', '$', ' ', '\'', '"']);
    text.split('.').map(|name| is_name(name).then(|| name.into())).collect()
}

/// Reads a path pattern.
///
/// # Errors
/// It cannot be used; in words.
pub(crate) fn globs(pattern: &str) -> Result<crate::globs::Globs, String> {
    let mut builder = GlobsBuilder::new();
    builder.add(pattern)?;
    builder.build().ok_or_else(|| "it is too large".to_owned())
}
