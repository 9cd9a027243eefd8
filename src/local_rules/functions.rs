//! The functions of the language: their names, what they take, and what they give. A function of one value or more can also
//! be called on the first, as in `value.name.startsWith("a")`.

use super::expression::Type;

/// A function that is evaluated from the values of its arguments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Abs,
    Contains,
    Date,
    Day,
    Days,
    DaysBetween,
    Distinct,
    Double,
    Duration,
    EndsWith,
    Fold,
    Int,
    Join,
    Lower,
    Max,
    Min,
    Month,
    Raw,
    Replace,
    Sections,
    Size,
    Split,
    StartsWith,
    String,
    Sum,
    Trim,
    TypeOf,
    Upper,
    Year,
}

/// A function with the types of its arguments and of its values.
#[derive(Debug)]
pub(crate) struct Signature {
    pub(crate) name: &'static str,
    pub(crate) function: Function,
    pub(crate) takes: &'static [Type],
    pub(crate) gives: Type,
}

const fn signature(name: &'static str, function: Function, takes: &'static [Type], gives: Type) -> Signature {
    Signature { name, function, takes, gives }
}

/// Every function with a value for each argument, sorted by name.
pub(crate) const SIGNATURES: [Signature; 29] = {
    use Type::{Any, Date, Double, Duration, Int, List, Text};
    [
        signature("abs", Function::Abs, &[Any], Any),
        signature("contains", Function::Contains, &[Text, Text], Type::Bool),
        signature("date", Function::Date, &[Any], Date),
        signature("day", Function::Day, &[Any], Int),
        signature("days", Function::Days, &[Any], Int),
        signature("days_between", Function::DaysBetween, &[Any, Any], Int),
        signature("distinct", Function::Distinct, &[List], List),
        signature("double", Function::Double, &[Any], Double),
        signature("duration", Function::Duration, &[Any], Duration),
        signature("endsWith", Function::EndsWith, &[Text, Text], Type::Bool),
        signature("fold", Function::Fold, &[Text], Text),
        signature("int", Function::Int, &[Any], Int),
        signature("join", Function::Join, &[List, Text], Text),
        signature("lower", Function::Lower, &[Text], Text),
        signature("max", Function::Max, &[List], Any),
        signature("min", Function::Min, &[List], Any),
        signature("month", Function::Month, &[Any], Int),
        signature("raw", Function::Raw, &[Any], Text),
        signature("replace", Function::Replace, &[Text, Text, Text], Text),
        signature("sections", Function::Sections, &[Text], List),
        signature("size", Function::Size, &[Any], Int),
        signature("split", Function::Split, &[Text, Text], List),
        signature("startsWith", Function::StartsWith, &[Text, Text], Type::Bool),
        signature("string", Function::String, &[Any], Text),
        signature("sum", Function::Sum, &[List], Any),
        signature("trim", Function::Trim, &[Text], Text),
        signature("type", Function::TypeOf, &[Any], Text),
        signature("upper", Function::Upper, &[Text], Text),
        signature("year", Function::Year, &[Any], Int),
    ]
};

/// The names of what looks like a function and is read in a way of its own, each with the way in which it is written.
pub(crate) const FORMS: [(&str, &str); 15] = [
    ("all", "`LIST.all(x, CONDITION)`, or `all(\"files/*.yaml\", \"$.path\")` for the values of other files"),
    ("count", "`count(\"$.path\")`, or `count(value, \"$.path\")`"),
    ("exists", "`LIST.exists(x, CONDITION)`"),
    ("existsOne", "`LIST.existsOne(x, CONDITION)`"),
    ("exists_one", "`LIST.exists_one(x, CONDITION)`"),
    ("filter", "`LIST.filter(x, CONDITION)`"),
    ("find_all", "`find_all(TEXT, \"PATTERN\")`"),
    ("groups", "`groups(TEXT, \"PATTERN\")`"),
    ("has", "`has(value.field)`"),
    ("is_written_as", "`is_written_as(value.field, \"PATTERN\")`"),
    ("map", "`LIST.map(x, RESULT)`, or `LIST.map(x, CONDITION, RESULT)`"),
    ("matches", "`matches(TEXT, \"PATTERN\")`"),
    ("next", "`next(doc, \"field\")`, or `next(doc, \"field\", \"field that the series has in common\")`"),
    (
        "previous",
        "`previous(doc, \"field\")`, or `previous(doc, \"field\", \"field that the series has in common\")`",
    ),
    ("size", "`size(value.list)`"),
];

/// The words that other languages have, each with what is written here.
const FOREIGN: [(&str, &str); 39] = [
    ("False", "false"),
    ("None", "null"),
    ("True", "true"),
    ("and", "&&"),
    ("any", "exists"),
    ("casefold", "lower"),
    ("every", "all"),
    ("float", "double"),
    ("includes", "contains"),
    ("is", "=="),
    ("isinstance", "type"),
    ("len", "size"),
    ("length", "size"),
    ("lowerAscii", "lower"),
    ("lowercase", "lower"),
    ("match", "matches"),
    ("nil", "null"),
    ("not", "!"),
    ("now", "today"),
    ("number", "double"),
    ("or", "||"),
    ("parseFloat", "double"),
    ("parseInt", "int"),
    ("regex", "matches"),
    ("search", "matches"),
    ("some", "exists"),
    ("str", "string"),
    ("strip", "trim"),
    ("test", "matches"),
    ("toLowerCase", "lower"),
    ("toString", "string"),
    ("toUpperCase", "upper"),
    ("tolower", "lower"),
    ("toupper", "upper"),
    ("typeof", "type"),
    ("undefined", "null"),
    ("uniq", "distinct"),
    ("upperAscii", "upper"),
    ("uppercase", "upper"),
];

/// Returns what is written here for a word of another language.
pub(crate) fn meant_by(foreign: &str) -> Option<&'static str> {
    FOREIGN.iter().find(|(word, _)| *word == foreign).map(|(_, meant)| *meant)
}

/// Returns the names of everything that can be called.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    SIGNATURES.iter().map(|signature| signature.name).chain(FORMS.iter().map(|(name, _)| *name))
}

/// Returns the function of a name.
pub(crate) fn find(name: &str) -> Option<&'static Signature> {
    SIGNATURES.iter().find(|signature| signature.name == name)
}

/// Returns the way in which something that is read in a way of its own is written.
pub(crate) fn form(name: &str) -> Option<&'static str> {
    FORMS.iter().find(|(form, _)| *form == name).map(|(_, written)| *written)
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn the_reference_has_every_function() {
        let page = include_str!("../../docs/own-rules.md");
        let (_, reference) = page.split_once("\n## Reference\n").unwrap();
        let missing: Vec<&str> = names().filter(|name| !has_call(reference, name)).collect();
        assert_eq!(missing, [""; 0]);
    }

    /// Returns true if a text in backticks calls the function, or names it.
    fn has_call(reference: &str, name: &str) -> bool {
        let parts = reference.split('`').skip(1).step_by(2);
        parts.into_iter().any(|code| {
            let calls = code.match_indices(&format!("{name}(")).any(|(at, _)| {
                code.get(..at)
                    .is_some_and(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'))
            });
            calls || code == name
        })
    }
}
