//! Values that are not among those allowed.

use serde_json::Value;

use super::SHORT_LIST;
use super::context::Context;
use super::explanation::{Explanation, Premise, Priority};
use super::format_help::help_from;
use super::names::{key_of, name_of, quoted_values};
use super::place::type_of;
use crate::lookalike::latin;
use crate::model::country;
use crate::suggest::nearest;
use crate::tree::NodeType;
use crate::words::{alternatives, quoted};

impl<'a> Context<'_, 'a> {
    /// Explains a value that is not among `options`.
    pub(super) fn not_among(&self, options: &[Value]) -> Explanation<'a> {
        let node = self.node;
        if let Some(explanation) = self.same_in_another_type(options) {
            return explanation;
        }
        let Some(text) = node.scalar_text().filter(|_| !node.is_null()) else {
            let must = alternatives(&quoted_values(options));
            let message = format!("{} is {}, and must be {must}", name_of(node), type_of(node));
            return self.about_value(Priority::Choice, message);
        };
        let key = key_of(node).map_or_else(|| name_of(node), quoted);
        let message = match options {
            [_] => {
                format!("{key} is {}, and must be {}", quoted(text), alternatives(&quoted_values(options)))
            }
            _ => format!("{} is not one of the values of {key}", quoted(text)),
        };
        let words: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
        let lookalike = latin(text).filter(|(latin, _)| words.contains(&latin.as_str()));
        let (latin, help_on_letters) = lookalike.unzip();
        let meant = meant_word(text, latin.as_deref(), &words, options.len());
        let help = help_on_letters.or_else(|| self.help_on_choice(options, meant));
        let explanation = self
            .about_value(Priority::Choice, message)
            .with_help(help)
            .refutes(Premise::ValueAllowed(node.target_id()));
        match meant {
            Some(word) => {
                let (span, written) = self.written_as_text(word);
                explanation.with_fix(format!("write `{word}`"), span, written)
            }
            None => explanation,
        }
    }

    /// Explains a value that looks like one of `options` and is of another type: `"1"` where `1` is one, or the reverse.
    fn same_in_another_type(&self, options: &[Value]) -> Option<Explanation<'a>> {
        let node = self.node;
        let is_text = node.node_type() == NodeType::String;
        let text = if node.is_null() { node.raw() } else { node.scalar_text()? };
        let looks_alike = |option: &&Value| match option {
            Value::String(option) => !is_text && option == text,
            Value::Array(_) | Value::Object(_) => false,
            option => {
                let written = option.to_string();
                is_text && written == text
            }
        };
        let (kind, help, written) = match options.iter().find(looks_alike)? {
            Value::String(_) => {
                let (_, written) = self.written_as_text(text);
                ("text", format!("put it in quotes: `{written}`"), written)
            }
            option => (type_of_value(option), format!("remove the quotes: `{text}`"), text.to_owned()),
        };
        let message = format!("{} is {}, and must be {kind}", name_of(node), type_of(node));
        let explanation = self.about_value(Priority::Choice, message).with_help(Some(help));
        Some(
            explanation
                .refutes(Premise::ValueAllowed(node.target_id()))
                .with_replacement(node.span(), written),
        )
    }

    /// Returns the word that was meant and the list of all, unless the list is too long to read.
    fn help_on_choice(&self, options: &[Value], meant: Option<&str>) -> Option<String> {
        let is_readable = (2..=2 * SHORT_LIST).contains(&options.len());
        let list = is_readable.then(|| format!("the values are {}", quoted_values(options).join(", ")));
        match (meant, list) {
            (Some(word), Some(list)) => Some(format!("did you mean `{word}`? {list}")),
            (Some(word), None) => Some(format!("did you mean `{word}`?")),
            (None, list) => list.or_else(|| help_from(self.part)),
        }
    }
}

/// Returns the type of a single value in an editor's words.
fn type_of_value(value: &Value) -> &'static str {
    match value {
        Value::Null => "empty",
        Value::Bool(_) => "`true` or `false`",
        _ => "a number",
    }
}

/// Returns the one of `words` that the text means: by its meaning, its letters (`latin`, where the text has lookalikes),
/// its spelling, or a part of it.
fn meant_word<'w>(text: &str, latin: Option<&'w str>, words: &[&'w str], options: usize) -> Option<&'w str> {
    let same = || words.iter().copied().find(|word| word.eq_ignore_ascii_case(text));
    // Two letters are near to every other two.
    let is_long_enough = options <= SHORT_LIST || text.len() > 3;
    let near = || if is_long_enough { nearest(text, words.iter().copied()) } else { None };
    same_meaning(text)
        .filter(|word| words.contains(word))
        .or(latin)
        .or_else(same)
        .or_else(near)
        .or_else(|| country::code_of(text, words))
        .or_else(|| only_overlapping(text, words))
}

/// Returns the schemas' word for one that courts and lawyers use.
fn same_meaning(text: &str) -> Option<&'static str> {
    Some(match text {
        "confirmed" | "affirmed" | "unchanged" | "sustained" => "upheld",
        "quashed" | "annulled" | "reversed" | "cancelled" => "overturned",
        "changed" | "reduced" | "modified" | "commuted" => "amended",
        "guilty" => "convicted",
        "discontinued" | "terminated" | "closed" => "dismissed",
        "prison" | "custodial" => "imprisonment",
        "raid" => "search",
        "UK" => "GB",
        "detained" => "detention",
        "arrested" => "arrest",
        "charged" => "charge",
        "sentence" | "sentenced" | "conviction" | "acquittal" => "verdict",
        "news-report" | "article" => "news",
        "judgment" | "court-decision" => "court-document",
        _ => return None,
    })
}

/// Returns the only one of `words` that contains the text or is contained in it: `association` in `freedom of
/// association`.
fn only_overlapping<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let is_part = |part: &str, whole: &str| part.len() >= 4 && whole.contains(part);
    let mut meant = words.iter().filter(|word| is_part(word, text) || is_part(text, word));
    meant.next().copied().filter(|_| meant.next().is_none())
}
