//! Values that are not among those allowed.

use serde_json::Value;

use super::SHORT_LIST;
use super::context::Context;
use super::explanation::{Explanation, Premise, Priority};
use super::format_help::help_from;
use super::meaning::same_meaning;
use super::money::{currency, near_code};
use super::names::{key_of, name_of, quoted_values};
use super::place::type_of;
use crate::diagnostic::{self, Edit};
use crate::lookalike::{ascii_sign, latin, unseen_difference};
use crate::model::country;
use crate::model::vocabulary::field;
use crate::schema::bundled::name_by_id;
use crate::suggest::nearest;
use crate::tree::{NodeRef, NodeType};
use crate::words::{alternatives, quoted};

impl<'a> Context<'_, 'a> {
    /// Explains a value that is not among `options`.
    pub(super) fn not_among(&self, options: &[Value]) -> Explanation<'a> {
        let node = self.node;
        if let Some(explanation) = self.same_in_another_type(options) {
            return explanation;
        }
        if node.is_null() {
            return self.empty_choice(options);
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
        if let Some(explanation) = self.several_in_one(&message, text, &words) {
            return explanation;
        }
        let country = self.root.get("country").and_then(NodeRef::as_str);
        let code = if words.contains(&"KZT") { currency(text, country) } else { None };
        let known = |code: &str| words.iter().copied().find(|word| *word == code);
        let near = || if words.contains(&"KZT") { near_code(text, country).and_then(known) } else { None };
        let currency = code.and_then(|code| known(&code)).or_else(near);
        let may_search = self.schemas.effort.allows(text, words.len());
        let search = || meant_word(text, latin.as_deref(), &words, options.len());
        let meant = currency.or_else(|| if may_search { search() } else { None });
        let is_code = text.chars().count() <= MOST_OF_CODE;
        let guess = self.guess().filter(|_| meant.is_none() && is_code).and_then(|guess| {
            Some((known(&guess.value)?, format!("did you mean `{}`, {}?", guess.value, guess.reason)))
        });
        let (guessed, help_on_guess) = guess.unzip();
        let meant = meant.or(guessed);
        let help = help_on_letters
            .or_else(|| unseen_difference(text, meant?))
            .or(help_on_guess)
            .or_else(|| meant.is_none().then(|| self.part_as_role(text)).flatten())
            .or_else(|| self.help_on_choice(options, meant));
        if let Some(explanation) = meant.and_then(|word| self.type_with_key(&message, text, word)) {
            return explanation;
        }
        let explanation = self
            .about_value(Priority::Choice, message)
            .with_help(help)
            .refutes(Premise::ValueAllowed(node.target_id()));
        match meant {
            Some(word) => {
                let (span, written) = self.written_as_text(word);
                self.with_marked_items(explanation.with_fix(format!("write `{word}`"), span, written), &words)
            }
            None => explanation,
        }
    }

    /// Adds the other items of the list to the explanation of its first one, where all of them stand between the quotation marks of
    /// a word processor.
    fn with_marked_items(&self, mut explanation: Explanation<'a>, words: &[&str]) -> Explanation<'a> {
        let inside = |node: NodeRef<'a>| {
            let text = node.as_str()?;
            let bare = text.strip_prefix(CURLY)?.strip_suffix(CURLY)?;
            words.contains(&bare).then_some(bare)
        };
        let list = self.node.parent().filter(|list| list.node_type() == NodeType::Sequence);
        let Some(list) = list.filter(|_| inside(self.node).is_some()) else { return explanation };
        let Some(fix) = &mut explanation.finding.fix else { return explanation };
        let after = list.items().skip_while(|item| *item != self.node).skip(1);
        for (item, bare) in after.filter_map(|item| Some((item, inside(item)?))) {
            fix.edits.push(Edit { span: item.value_span(), replacement: bare.to_owned() });
            explanation.finding.refutes.push(diagnostic::Premise::meaning_unknown(item));
        }
        explanation
    }

    /// Explains an empty value where one of `options` belongs.
    fn empty_choice(&self, options: &[Value]) -> Explanation<'a> {
        let explanation = self.without_value();
        match self.help_on_choice(options, None).filter(|_| self.guess().is_none()) {
            Some(list) => explanation.with_help(Some(list)),
            None => explanation,
        }
    }

    /// Explains several values in one text, such as `expression; liberty` or one with commas of another script.
    fn several_in_one(&self, message: &str, text: &str, words: &[&str]) -> Option<Explanation<'a>> {
        let list = self.node.parent().filter(|list| list.node_type() == NodeType::Sequence)?;
        let is_sign = |c: char| matches!(c, ';' | '/' | '|') || ascii_sign(c) == Some(',');
        let parts: Vec<&str> = text.split_whitespace().collect();
        let are_known = parts.len() > 1 && parts.iter().all(|part| words.contains(part));
        if are_known && list.raw().starts_with('[') {
            let written = parts.join(", ");
            let help = format!("a comma is missing between two values: write `{written}`");
            let explanation = self.about_value(Priority::Choice, message.to_owned()).with_help(Some(help));
            let is_plain = self.node.value_span() == self.node.span() && !self.is_json;
            return Some(if is_plain {
                explanation.with_replacement(self.node.span(), written)
            } else {
                explanation
            });
        }
        let sign = text.chars().find(|c| is_sign(*c))?;
        let items: Vec<&str> = text.split(is_sign).map(str::trim).filter(|item| !item.is_empty()).collect();
        let is_known = |item: &&str| words.contains(item);
        if items.len() < 2 || !items.iter().all(is_known) || !list.raw().starts_with('[') {
            return None;
        }
        let written = items.join(", ");
        let help = format!("the items of a list are separated by commas, not by `{sign}`: write `{written}`");
        let explanation = self.about_value(Priority::Choice, message.to_owned()).with_help(Some(help));
        let is_plain = self.node.value_span() == self.node.span() && !self.is_json;
        Some(if is_plain { explanation.with_replacement(self.node.span(), written) } else { explanation })
    }

    /// Explains several ids of declared things in one item of a list: `court; lawyer`.
    pub(super) fn several_ids(&self, text: &str) -> Option<Explanation<'a>> {
        let list = self.node.parent().filter(|list| list.node_type() == NodeType::Sequence)?;
        let is_sign = |c: char| {
            matches!(c, ';' | '/' | '|' | ',' | '+' | '&') || c.is_whitespace() || ascii_sign(c) == Some(',')
        };
        let ids: Vec<&str> = text.split(is_sign).filter(|id| !id.is_empty()).collect();
        let declared = self.root.get(key_of(self.node)?)?;
        if ids.len() < 2 || !ids.iter().all(|id| declared.get(id).is_some()) {
            return None;
        }
        let sign = text.chars().find(|c| is_sign(*c) && !c.is_whitespace());
        let name = name_of(self.node);
        let message = format!("{} holds {} ids, and {name} is one", quoted(text), ids.len());
        let explanation = self.about_value(Priority::Choice, message);
        let is_plain = self.node.value_span() == self.node.span();
        if !list.raw().starts_with('[') || self.is_json || !is_plain {
            let items: Vec<String> = ids.iter().map(|id| quoted(id)).collect();
            let help = format!("write each as an item of its own: {}", items.join(", "));
            return Some(explanation.with_help(Some(help)));
        }
        let written = ids.join(", ");
        let help = match sign {
            Some(sign) => {
                format!("the items of a list are separated by commas, not by `{sign}`: write `{written}`")
            }
            None => format!("a comma is missing between two items: write `{written}`"),
        };
        Some(explanation.with_help(Some(help)).with_replacement(self.node.span(), written))
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
                .with_replacement(node.written_span(), written),
        )
    }

    /// Returns the word that was meant and the list of all, unless the list is too long to read.
    fn help_on_choice(&self, options: &[Value], meant: Option<&str>) -> Option<String> {
        let is_readable = (2..=2 * SHORT_LIST).contains(&options.len());
        let list = is_readable.then(|| format!("the values are {}", quoted_values(options).join(", ")));
        match (meant, list) {
            (Some(word), Some(list)) => Some(format!("did you mean `{word}`? {list}")),
            (Some(word), None) => Some(format!("did you mean `{word}`?")),
            (None, list) => {
                let is_event = options.iter().any(|option| option == "other") && self.is_type_of_event();
                let other =
                    "; where none of them fits, write `other`, and say in a `description:` what happened";
                let way = || {
                    let kind = self.file.get("$id").and_then(Value::as_str).and_then(name_by_id)?;
                    is_event.then(|| format!("`reportlint schema {kind}` prints the types{other}"))
                };
                let list = list.map(|list| if is_event { format!("{list}{other}") } else { list });
                list.or_else(way).or_else(|| help_from(self.part))
            }
        }
    }

    /// Explains a part in the case under `role:`, which says who somebody is in life.
    fn part_as_role(&self, text: &str) -> Option<String> {
        let key = key_of(self.node).filter(|key| *key == field::ROLE)?;
        let parts = self.schemas.main.pointer("/$defs/part-in-case/enum")?.as_array()?;
        let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
        let part = parts.iter().copied().find(|part| *part == text).or_else(|| same_meaning(text, &parts))?;
        let values = self.part?.get("enum")?.as_array()?;
        let list = quoted_values(values).join(", ");
        Some(format!(
            "`{part}` is a part in the case, and stands under `part:`; `{key}:` says who somebody is besides: {list}"
        ))
    }

    /// Returns true if the value is the type of an event.
    fn is_type_of_event(&self) -> bool {
        let list = self.node.parent().and_then(NodeRef::parent).and_then(NodeRef::parent_entry);
        list.is_some_and(|list| list.name() == "events")
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
/// its spelling, or a part of it, without the punctuation and quotation marks that came with it.
pub(super) fn meant_word<'w>(
    text: &str,
    latin: Option<&'w str>,
    words: &[&'w str],
    options: usize,
) -> Option<&'w str> {
    let text = text.trim_matches(|sign: char| !sign.is_alphanumeric());
    let same = || words.iter().copied().find(|word| word.eq_ignore_ascii_case(text));
    let by_three_letters = || country::code_of_three_letters(text).filter(|code| words.contains(code));
    // Two letters are near to every other two.
    let is_long_enough = options <= SHORT_LIST || text.len() > 3;
    let near = || if is_long_enough { near_word(text, words) } else { None };
    same_meaning(text, words)
        .or(latin)
        .or_else(same)
        .or_else(by_three_letters)
        .or_else(near)
        .or_else(|| country::code_of(text, words))
        .or_else(|| only_overlapping(text, words))
        .or_else(|| only_longer(text, words))
        .or_else(|| only_other_form(text, words))
        .or_else(|| head_word(text, words))
}

/// Returns the one of `words` that is the last of a few English words, of which the others tell more: `hearing` for `court
/// hearing`. Words that take something back make it another one.
fn head_word<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    const LIMITS: [&str; 15] = [
        "no",
        "not",
        "non",
        "never",
        "without",
        "attempted",
        "alleged",
        "false",
        "partly",
        "partially",
        "partial",
        "suspended",
        "conditional",
        "conditionally",
        "deferred",
    ];
    let lower = text.to_lowercase();
    let parts: Vec<&str> = lower.split([' ', '-', '_']).collect();
    let (head, before) = parts.split_last().filter(|(_, before)| (1..=2).contains(&before.len()))?;
    let is_plain = before.iter().all(|part| {
        part.chars().all(|c| c.is_ascii_alphabetic()) && !LIMITS.contains(part) && !words.contains(part)
    });
    words.iter().copied().find(|word| is_plain && word == head)
}

/// Returns the only one of `words` that begins with the text: `administrative` for `admin`.
fn only_longer<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let lower = text.to_lowercase();
    if lower.chars().count() < 4 || !lower.chars().all(char::is_alphabetic) {
        return None;
    }
    let mut longer = words.iter().filter(|word| word.to_lowercase().starts_with(&lower));
    longer.next().copied().filter(|_| longer.next().is_none())
}

/// Returns the only one of `words` that is another form of an English word: `violation` for `violated`.
fn only_other_form<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    const ENDINGS: [&str; 17] = [
        "", "e", "s", "es", "ed", "ing", "al", "ment", "ion", "ions", "ation", "ible", "ibility", "able",
        "ability", "ant", "ance",
    ];
    const SHORTEST_STEM: usize = 5;
    let lower = text.to_lowercase();
    let is_form = |word: &&&str| {
        let stem = lower.bytes().zip(word.bytes()).take_while(|(own, other)| own == other).count();
        // Endings may begin with the same letter: `ible` and `ibility`.
        (SHORTEST_STEM..=stem).any(|stem| {
            let rest = |word: &str| word.get(stem..).is_some_and(|rest| ENDINGS.contains(&rest));
            rest(&lower) && rest(word)
        })
    };
    let mut forms = words.iter().filter(is_form);
    forms.next().copied().filter(|_| forms.next().is_none())
}

/// Returns the nearest of `words`, if no more than a slip or an ending tells it from the text: two words that share many
/// letters may mean two things.
fn near_word<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let near = nearest(text, words.iter().copied())?;
    let (lower, word) = (text.to_lowercase(), near.to_lowercase());
    let is_form = ["s", "ed", "ing", "es"].iter().any(|ending| lower.strip_suffix(ending) == Some(&word));
    (is_form || strsim::osa_distance(&lower, &word) <= MOST_SLIPS).then_some(near)
}

/// The most letters of a text that is a code with a slip, and not the name of something.
const MOST_OF_CODE: usize = 3;

/// Quotation marks of a word processor.
const CURLY: [char; 5] = ['“', '”', '„', '‘', '’'];

/// The most letters in which a word differs from the one that was meant.
const MOST_SLIPS: usize = 2;

/// Returns the only one of `words` that says the same as the text in fewer or more words: `association` in `freedom of
/// association`. What the text says besides must mean nothing.
fn only_overlapping<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let parts = |text: &str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty());
        parts.map(str::to_lowercase).collect()
    };
    let own = parts(text);
    let is_meant = |word: &&&str| {
        let whole = parts(word);
        let says_all = own.iter().all(|part| whole.contains(part) || EMPTY_WORDS.contains(&part.as_str()));
        let is_all_said = whole.iter().all(|part| own.contains(part));
        let is_part = own.iter().any(|part| part.len() >= 4) && own.iter().all(|part| whole.contains(part));
        whole.iter().any(|part| part.len() >= 4) && (says_all && is_all_said || is_part)
    };
    let mut meant = words.iter().filter(is_meant);
    meant.next().copied().filter(|_| meant.next().is_none())
}

/// Words that tell no value from another.
const EMPTY_WORDS: [&str; 13] = [
    "the", "a", "of", "to", "from", "and", "right", "rights", "freedom", "freedoms", "type", "kind", "regime",
];

#[cfg(test)]
mod tests {
    use super::only_other_form;

    #[test]
    fn another_form_of_a_word_is_that_word() {
        let words = ["violation", "no-violation", "inadmissible", "deportation", "dismissed", "upheld"];
        for (text, meant) in [
            ("violated", Some("violation")),
            ("Inadmissibility", Some("inadmissible")),
            ("deported", Some("deportation")),
            ("dismissal", Some("dismissed")),
            ("violent", None),
            ("department", None),
            ("upholding", None),
        ] {
            assert_eq!(only_other_form(text, &words), meant, "{text}");
        }
        assert_eq!(only_other_form("suspending", &["suspended", "suspension", "suspends"]), None);
    }
}
