//! Messages with expressions in braces: `{value.label} fell from {before.value}`.

use super::evaluate::Evaluator;
use super::expression::Range;
use super::parse::Fault;
use super::rule::Expression;

/// A message with its expressions.
#[derive(Debug)]
pub(crate) struct Template {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    Text(Box<str>),
    Value(Box<Expression>),
}

/// The sign in place of an expression that has no value.
const NOTHING: &str = "?";

/// The characters up to which a message is shown.
const MOST: usize = 400;

impl Template {
    /// Reads a text; `parse` reads an expression in it, given its bytes.
    ///
    /// # Errors
    /// A brace is not closed, or nothing is in it.
    pub(crate) fn read(
        text: &str,
        mut parse: impl FnMut(&str, Range) -> Option<Expression>,
    ) -> Result<Self, Fault> {
        let mut parts = Vec::new();
        let mut plain = String::new();
        let mut at = 0;
        while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
            let rest = text.get(at..).unwrap_or_default();
            if rest.starts_with("{{") || rest.starts_with("}}") {
                plain.push(letter);
                at += 2;
            } else if letter == '{' {
                let length = hole_length(rest).ok_or_else(|| {
                    Fault::new(
                        at..at + 1,
                        "this brace is not closed",
                        "write `}` behind the expression, or `{{` for a brace",
                    )
                })?;
                parts.push(Part::Text(std::mem::take(&mut plain).into()));
                let inner = at + 1..at + length - 1;
                let expression = parse(text.get(inner.clone()).unwrap_or_default(), inner);
                parts.extend(expression.map(|expression| Part::Value(Box::new(expression))));
                at += length;
            } else if letter == '}' {
                return Err(Fault::new(at..at + 1, "this brace closes nothing", "write `}}` for a brace"));
            } else {
                plain.push(letter);
                at += letter.len_utf8();
            }
        }
        parts.push(Part::Text(plain.into()));
        Ok(Self { parts })
    }

    /// Writes the text with the values of its expressions.
    pub(crate) fn write(&self, evaluator: &mut Evaluator<'_, '_>) -> String {
        let mut written = String::new();
        for part in &self.parts {
            match part {
                Part::Text(text) => written.push_str(text),
                Part::Value(expression) => match evaluator.value(&expression.expr) {
                    Ok(value) => written.push_str(&value.to_string()),
                    Err(_) => written.push_str(NOTHING),
                },
            }
        }
        // A message is one line.
        let mut line = written.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some((end, _)) = line.char_indices().nth(MOST) {
            line.truncate(end);
            line.push('…');
        }
        line
    }

    /// Returns the text with its expressions as they are written.
    pub(crate) fn shown(&self) -> String {
        let part = |part: &Part| match part {
            Part::Text(text) => text.to_string(),
            Part::Value(expression) => format!("{{{}}}", expression.text),
        };
        self.parts.iter().map(part).collect()
    }

    /// Returns its expressions.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Expression> {
        self.parts.iter().filter_map(|part| match part {
            Part::Text(_) => None,
            Part::Value(expression) => Some(&**expression),
        })
    }
}

/// Returns the length of an expression in braces with them; texts in quotes may hold braces.
fn hole_length(text: &str) -> Option<usize> {
    let (mut depth, mut quote, mut is_escaped) = (0_u32, None, false);
    for (at, letter) in text.char_indices() {
        match (quote, letter) {
            (Some(_), _) if is_escaped => is_escaped = false,
            (Some(_), '\\') => is_escaped = true,
            (Some(open), letter) if letter == open => quote = None,
            (Some(_), _) => {}
            (None, '\'' | '"') => quote = Some(letter),
            (None, '{') => depth += 1,
            (None, '}') => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            (None, _) => {}
        }
    }
    None
}
