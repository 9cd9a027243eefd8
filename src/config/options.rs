//! Why a rule does not take its options, in an editor's words.

use crate::suggest::nearest;
use crate::tree::{Entry, NodeError, NodeRef, ScalarStyle};
use crate::words::quoted;

/// An explanation of what is wrong with an option.
pub(super) struct Explained<'a> {
    /// The option's key or value.
    pub(super) node: NodeRef<'a>,
    /// The message.
    pub(super) message: String,
    /// Advice: what to write instead.
    pub(super) help: Option<String>,
    /// The name that the key should have.
    pub(super) replacement: Option<&'a str>,
}

/// Explains why `rule` does not take the options under `entry`.
pub(super) fn explain<'a>(error: &'a NodeError, rule: &str, entry: Entry<'a>) -> Explained<'a> {
    let options = || entry.value.entries().filter(|option| option.name() != "severity");
    let at =
        |node: NodeRef<'a>| error.span.is_some_and(|span| span == node.span() || span == node.anchor_span());
    if let Some(known) = error.message.strip_prefix("unknown field ") {
        // serde names the wrong field first, then the right ones, each in backticks.
        let mut names = known.split('`').skip(1).step_by(2);
        let wrong = names.next().unwrap_or_default();
        let names: Vec<&str> = names.collect();
        let node = options().find(|option| option.name() == wrong).map_or(entry.key, |option| option.key);
        let near = nearest(wrong, names.iter().copied());
        let listed = || names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let help = match (near, names.as_slice()) {
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, []) => "the rule has no options but `severity`".to_owned(),
            (None, [_]) => format!("its only option is {}", listed()),
            (None, _) => format!("its options are {}", listed()),
        };
        let message = format!("the rule `{rule}` has no option `{wrong}`");
        return Explained { node, message, help: Some(help), replacement: near };
    }
    let help = Some(format!("`reportlint explain {rule}` describes its options"));
    let Some(option) = options().find(|option| at(option.value)) else {
        let message = format!("the options of `{rule}` cannot be read: {}", error.message);
        return Explained { node: entry.key, message, help, replacement: None };
    };
    let name = option.name();
    let message = match error.message.rsplit_once("expected ") {
        Some((_, expected)) => {
            // With its quotation marks, which may be all that is wrong.
            let value =
                option.value.scalar_text().map_or("this value".to_owned(), |_| quoted(option.value.raw()));
            format!("`{name}` must be {}, not {value}", in_words(expected))
        }
        None => format!("`{name}` cannot be read: {}", error.message),
    };
    let is_quoted =
        matches!(option.value.style(), Some(ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted));
    let help = match option.value.as_str() {
        Some(text) if is_quoted && text.parse::<f64>().is_ok() => {
            Some(format!("a number has no quotation marks: `{name}: {text}`"))
        }
        _ => help,
    };
    Explained { node: option.value, message, help, replacement: None }
}

/// Returns serde's name of a type in words.
fn in_words(expected: &str) -> &str {
    match expected {
        "usize" | "u8" | "u16" | "u32" | "u64" => "a whole number, 0 or more",
        "isize" | "i8" | "i16" | "i32" | "i64" => "a whole number",
        "f32" | "f64" => "a number",
        "a boolean" => "`true` or `false`",
        "a string" => "text",
        "a sequence" => "a list",
        "a map" => "a mapping of keys and values",
        other => other,
    }
}
