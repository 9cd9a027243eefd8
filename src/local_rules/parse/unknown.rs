//! Names that there are not, and what is meant by them.

use super::{Fault, Parser};
use crate::local_rules::expression::{Range, Variable};
use crate::local_rules::functions;
use crate::suggest::nearest;

/// Words that CEL keeps for itself.
const RESERVED: [&str; 17] = [
    "as",
    "break",
    "const",
    "continue",
    "else",
    "for",
    "function",
    "if",
    "import",
    "let",
    "loop",
    "package",
    "namespace",
    "return",
    "var",
    "void",
    "while",
];

impl Parser<'_, '_> {
    pub(super) fn unknown_name(&self, name: &str, range: Range) -> Fault {
        if self.names.later.first().is_some_and(|own| **own == *name) {
            let help = "a name of `let:` is made of those above it";
            return Fault::new(range, format!("`{name}` is made of itself"), help);
        }
        if self.names.later.iter().any(|later| **later == *name) {
            let help = format!("write `{name}:` above the name that it is used for");
            return Fault::new(range, format!("`{name}` is not known yet"), help);
        }
        if RESERVED.contains(&name) {
            let help = "names for parts of the rule stand under `let:`, and `a ? b : c` chooses";
            return Fault::new(range, format!("`{name}` is a word that CEL keeps for itself"), help);
        }
        let globals = Variable::ALL.iter().map(|(known, _)| *known).chain(["file"]);
        let lets = self.names.lets.iter().map(|(known, _)| &**known);
        let loops = self.loops.iter().map(|known| &**known);
        let near = nearest(name, lets.chain(loops)).or_else(|| functions::meant_by(name));
        let help = match near.or_else(|| nearest(name, globals)) {
            Some(near) => format!("did you mean `{near}`?"),
            None if functions::names().any(|known| known == name) => {
                format!("to call the function, write `{name}(…)`")
            }
            None => format!("for a field of what is selected write `value.{name}`, for a text `\"{name}\"`"),
        };
        Fault::new(range, format!("there is no variable `{name}`"), help)
    }
}
