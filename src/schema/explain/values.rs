//! Values of the wrong type or form, and values that stand twice.

use std::collections::HashMap;

use super::context::Context;
use super::explanation::{self, Explanation, Mend, Priority};
use super::format_help::{Fault, Misfit, format_fault, help_from, is_id_pattern, pattern_fault};
use super::money::{number_among_words, plain_number};
use super::names::{key_of, name_of, type_words};
use super::place::type_of;
use super::type_mismatch::as_list;
use crate::diagnostic::Premise;
use crate::diagnostic::edits::without_item;
use crate::lookalike::{ascii_sign, is_zero_width, latin};
use crate::model::date::Date;
use crate::schema::check::{JsonType, canonical, has_format};
use crate::source::{Span, offset};
use crate::tree::NodeType;
use crate::words::{alternatives, clip, quoted};

impl<'a> Context<'_, 'a> {
    pub(super) fn wrong_type(&self, types: &[JsonType]) -> Explanation<'a> {
        if self.node.is_null() {
            return self.without_value();
        }
        if let Some(explanation) = self.root_key_among_ids() {
            return explanation;
        }
        if let Some(explanation) = self.number_in_place_of_text(types) {
            return explanation;
        }
        let words: Vec<String> = types.iter().map(|one| type_words(*one).to_owned()).collect();
        let name = match self.node.parent() {
            Some(_) => name_of(self.node),
            None => self.owner(self.node),
        };
        let message = format!("{name} is {}, and must be {}", type_of(self.node), alternatives(&words));
        let wants = |one: JsonType| types.contains(&one);
        if let Some((span, units)) = self.as_units().filter(|_| wants(JsonType::Object)) {
            let help = format!("the units of the law are no money: write `{units}`");
            return self
                .about_value(Priority::Type, message)
                .with_help(Some(help))
                .with_replacement(span, units);
        }
        if let Some((span, sum, currency)) = self.sum_on_two_lines().filter(|_| wants(JsonType::Object)) {
            let mut explanation = self
                .about_value(Priority::Type, message)
                .with_help(Some(format!("the sum and its currency stand in one block: write `{sum}`")))
                .with_replacement(span, sum);
            explanation.finding.refutes.push(Premise::meaning_unknown(currency.key));
            explanation.finding.refutes.extend(self.node.parent().map(Premise::one_thing));
            return explanation;
        }
        let (help, replacement) = self.mend_text(&wants).unwrap_or_else(|| self.mend_structure(&wants));
        let mut explanation = self.about_value(Priority::Type, message).with_help(help);
        // What an item means that is no id is not read either.
        let list = self.node.parent_entry().is_none().then(|| self.node.parent()?.parent_entry()).flatten();
        let is_thing = wants(JsonType::String) && self.node.node_type() == NodeType::Mapping;
        if let Some(list) = list.filter(|_| is_thing) {
            explanation.finding.refutes.push(Premise::key_read(self.node, list.name()));
            explanation
                .finding
                .refutes
                .extend(list.key.parent().map(|owner| Premise::key_absent(owner, list.name())));
        }
        // What a list holds that is none is not read.
        if let Some(entry) = self.node.parent_entry().filter(|_| wants(JsonType::Array)) {
            explanation.finding.refutes.push(Premise::key_read(self.node, entry.name()));
        }
        match replacement {
            Some((span, text)) => explanation.with_replacement(span, text),
            None => explanation,
        }
    }

    /// Explains a number where a text of some format belongs: `03.2023` is a number to YAML, and a date to whoever wrote it.
    /// One that has the format lacks no more than quotes.
    fn number_in_place_of_text(&self, types: &[JsonType]) -> Option<Explanation<'a>> {
        let is_in_place = self.node.node_type() == NodeType::Number && types.contains(&JsonType::String);
        let format = self.format().filter(|_| is_in_place)?;
        let text = self.node.scalar_text().filter(|text| !has_format(format, text))?;
        let name = self.key_in_words();
        Some(self.wrong_form("type", Priority::Type, format_fault(format, self.misfit(text, &name))))
    }

    /// Explains a key without a value.
    pub(super) fn without_value(&self) -> Explanation<'a> {
        let mend = if self.is_required() { "fill it in" } else { "fill it in, or remove the line" };
        let help = match help_from(self.part) {
            Some(form) => format!("{mend} — {form}"),
            None => mend.to_owned(),
        };
        let entry = self.node.parent_entry();
        let displaced = |entry| {
            let list = self.list_too_far_out(entry);
            list.or_else(|| self.keys_beside_id(entry)).or_else(|| self.reasons_too_far_out(entry))
        };
        if let Some(explanation) = entry.and_then(displaced) {
            return explanation;
        }
        let span = entry.map_or(self.node.anchor_span(), |entry| entry.key.span());
        let explanation = self
            .independent(span, self.node, format!("{} has no value", name_of(self.node)))
            .with_priority(Priority::Type);
        let Some((guess, entry)) = self.guess().zip(entry) else { return explanation.with_help(Some(help)) };
        let help = format!("did you mean `{}`, {}?", guess.value, guess.reason);
        let explanation = explanation.with_help(Some(help));
        let after = entry.key.span().end;
        let rest = self.node.source().slice(Span::new(after, self.node.span().end.max(after)));
        match !self.is_json && (rest.is_empty() || rest.trim() == ":") {
            true => {
                let colon = self.node.source().text().get(after as usize..).and_then(|rest| rest.find(':'));
                let at = Span::empty(after + offset(colon.map_or(0, |colon| colon + 1)));
                explanation.with_fix(format!("write `{}`", guess.value), at, format!(" {}", guess.value))
            }
            false => explanation,
        }
    }

    /// Mends a single value where the schema asks for a single value of another type.
    fn mend_text(&self, wants: &impl Fn(JsonType) -> bool) -> Option<Mend> {
        let text = self.node.scalar_text()?;
        let bare = |text: &str| Some((self.node.written_span(), text.to_owned()));
        match self.node.node_type() {
            NodeType::String => {
                // Without its quotes, `0660` would be another number to older tools.
                let integer = text.parse::<i64>().ok().map(|number| number.to_string());
                let is_number = !text.contains(char::is_alphabetic) && text.parse::<f64>().is_ok();
                let takes_number = |number: &String| {
                    wants(JsonType::Number) || wants(JsonType::Integer) && !number.contains('.')
                };
                let plain = plain_number(text).filter(|plain| plain != text && takes_number(plain));
                if let Some(plain) = plain {
                    return Some((Some(format!("write the number alone: `{plain}`")), bare(&plain)));
                }
                // `"79"` for a year: without its quotes it is too small.
                let least = self.part.and_then(|part| part.get("minimum")?.as_i64());
                let is_too_small =
                    text.parse::<i64>().ok().zip(least).is_some_and(|(number, least)| number < least);
                if is_too_small {
                    let least = least.unwrap_or_default();
                    return Some((
                        Some(format!("write the whole number, at least {least}, without quotes")),
                        None,
                    ));
                }
                if let Some(integer) = integer.filter(|_| wants(JsonType::Integer) || wants(JsonType::Number))
                {
                    let help = if integer == text { "remove the quotes" } else { "write the number alone" };
                    return Some((Some(format!("{help}: `{}`", clip(&integer))), bare(&integer)));
                }
                if is_number && wants(JsonType::Number) {
                    return Some((Some(format!("remove the quotes: `{}`", clip(text))), bare(text)));
                }
                let is_year_key = key_of(self.node).is_some_and(|key| key.ends_with("year"));
                if let Some(year) = year_of(text).filter(|_| is_year_key && wants(JsonType::Integer)) {
                    return Some((Some(format!("write the year alone: `{year}`")), bare(year)));
                }
                if let Some(number) = number_among_words(text).filter(takes_number) {
                    let help =
                        format!("write the number alone: `{number}`; the words beside it belong in a text");
                    return Some((Some(help), None));
                }
                wants(JsonType::Boolean).then(|| {
                    let help = "write `true` or `false`, without quotes".to_owned();
                    (Some(help), bool_in_words(text).and_then(bare))
                })
            }
            NodeType::Number if wants(JsonType::Boolean) && matches!(text, "0" | "1") => {
                let word = if text == "1" { "true" } else { "false" };
                Some((Some(format!("write `{word}`")), bare(word)))
            }
            NodeType::Number | NodeType::Bool if wants(JsonType::String) => {
                let quoted = format!("\"{text}\"");
                Some((Some(format!("put it in quotes: `{}`", clip(&quoted))), bare(&quoted)))
            }
            _ => None,
        }
    }

    /// Mends a value, list or block where the schema asks for another of the three.
    fn mend_structure(&self, wants: &impl Fn(JsonType) -> bool) -> Mend {
        if let Some((help, written)) = self.other_brackets(wants) {
            return (Some(help), Some((self.node.span(), written)));
        }
        let help = match (self.node.node_type(), self.node.scalar_text()) {
            (_, Some(_)) if wants(JsonType::Array) => match self.list_of_known(as_list(self.node)) {
                Some(list) => {
                    let sign = self.node.raw().chars().next().filter(|_| list.starts_with("- "));
                    let help = match sign {
                        Some(sign) => format!(
                            "an item of a list begins with `-`, not with `{sign}`: write `-` in its place"
                        ),
                        None => format!("write it as a list: `{}`", clip(&list)),
                    };
                    return (Some(help), Some((self.node.written_span(), list)));
                }
                None => help_from(self.part),
            },
            (_, Some(_)) if wants(JsonType::Object) => match self.as_money().or_else(|| self.as_dates()) {
                Some(money) => {
                    let pair = key_of(self.node).map_or_else(|| money.clone(), |key| self.pair(key, &money));
                    return (Some(format!("write `{pair}`")), Some((self.node.span(), money)));
                }
                None => return self.as_block(),
            },
            (NodeType::Sequence, _) if let Some(span) = self.dates_as_span() => {
                let help = format!("a span of time is one text: write `{span}`");
                return (Some(help), Some((self.node.span(), self.written_as_text(&span).1)));
            }
            (NodeType::Mapping, _) if let Some(duration) = self.as_duration() => {
                let help = format!("a length of time is one text: write `{duration}`");
                return (Some(help), Some((self.node.span(), self.written_as_text(&duration).1)));
            }
            (NodeType::Mapping, _) if let Some(span) = self.as_span() => {
                let help = format!("a span of time is one text: write `{span}`");
                return (Some(help), Some((self.node.span(), self.written_as_text(&span).1)));
            }
            (NodeType::Mapping, _) if let Some(id) = self.as_id(wants) => {
                let place = match self.node.get("part") {
                    Some(_) => "; the part stands beside the id in `persons:` of the case",
                    None => "",
                };
                let help = format!("name it by its id alone{place}: write `{id}`");
                return (Some(help), Some((self.node.span(), self.scalar(id))));
            }
            (NodeType::Mapping, _) if let Some(help) = self.as_inline_thing(wants) => Some(help),
            (NodeType::Mapping, _) if let Some(list) = self.as_ids().filter(|_| wants(JsonType::Array)) => {
                let help = format!("a list of ids stands here: write `{}`", clip(&list));
                return (Some(help), Some((self.node.span(), list)));
            }
            (NodeType::Sequence, _) if wants(JsonType::Object) => self.without_dashes(),
            (NodeType::Mapping, _) if wants(JsonType::Array) => self.with_dash(),
            (NodeType::Sequence, _) if self.node.items().len() == 1 && !wants(JsonType::Array) => {
                let help = "one value belongs here: write it without the list around it".to_owned();
                return (Some(help), self.only_item_alone(wants));
            }
            _ => help_from(self.part),
        };
        (help, None)
    }

    /// Returns the only item of a list in brackets in place of the list, if the schema wants such a value.
    fn only_item_alone(&self, wants: impl Fn(JsonType) -> bool) -> Option<(Span, String)> {
        let item = self.node.items().next()?;
        let fits = match item.node_type() {
            NodeType::String => wants(JsonType::String),
            NodeType::Number => wants(JsonType::Number) || wants(JsonType::Integer),
            NodeType::Bool => wants(JsonType::Boolean),
            NodeType::Null | NodeType::Sequence | NodeType::Mapping => false,
        };
        let is_alone = fits && self.node.raw().starts_with('[') && !item.is_alias();
        is_alone.then(|| (self.node.span(), item.raw().to_owned()))
    }

    /// Returns the help and the value where only the brackets or quotes around it are wrong.
    fn other_brackets(&self, wants: &impl Fn(JsonType) -> bool) -> Option<(String, String)> {
        if wants(JsonType::String) {
            return None;
        }
        if let Some(text) =
            self.without_quotes().filter(|_| wants(JsonType::Object) || wants(JsonType::Array))
        {
            return Some((format!("remove the quotes: `{}`", clip(text)), text.to_owned()));
        }
        if let Some(list) = self.as_words().filter(|_| wants(JsonType::Array)) {
            return Some((format!("a list stands in square brackets: write `{}`", clip(&list)), list));
        }
        let block = self.as_pairs().filter(|_| wants(JsonType::Object))?;
        Some((format!("keys and values stand in braces: write `{}`", clip(&block)), block))
    }

    /// Returns the format that the schema asks for.
    pub(super) fn format(&self) -> Option<&str> {
        self.part?.get("format")?.as_str()
    }

    pub(super) fn wrong_format(&self, format: &str) -> Explanation<'a> {
        let (name, text) = (self.key_in_words(), self.node.scalar_text().unwrap_or_default());
        self.wrong_form("format", Priority::Format, format_fault(format, self.misfit(text, &name)))
    }

    pub(super) fn wrong_pattern(&self, pattern: &str) -> Explanation<'a> {
        let (name, text) = (self.key_in_words(), self.node.scalar_text().unwrap_or_default());
        // As the schema's author wrote it.
        let written = self.part.and_then(|part| part.get("pattern")?.as_str());
        let pattern = written.unwrap_or(pattern);
        let mut fault = pattern_fault(pattern, self.misfit(text, &name));
        let is_reference = is_id_pattern(pattern) && key_of(self.node) != Some("id");
        if is_reference && !has_form_of(fault.suggestion.as_deref(), text) {
            // Nobody knows whether there is such an id.
            fault.suggestion = None;
            fault.help = Some("write the id under which it is declared, not its name".to_owned());
        }
        if let Some(explanation) = self.several_ids(text).filter(|_| is_reference) {
            return explanation;
        }
        let with_hyphen = Some(text.replace('_', "-")).filter(|code| code != text);
        let is_language = key_of(self.node) == Some("language");
        if let Some(code) =
            with_hyphen.filter(|code| is_language && code.split('-').all(|part| (2..5).contains(&part.len())))
        {
            fault.help = Some(format!("a hyphen joins the parts: write `{code}`"));
            fault.suggestion = Some(code);
        }
        if let Some(code) = language_code(text).filter(|_| key_of(self.node) == Some("language")) {
            fault.help = Some(format!("write the language's code: `{code}`"));
            fault.suggestion = Some(code.to_owned());
        }
        self.wrong_form("pattern", Priority::Choice, fault)
            .depends_on(explanation::Premise::IdRight(self.node.target_id()))
    }

    fn misfit<'t>(&'t self, text: &'t str, name: &'t str) -> Misfit<'t> {
        Misfit { text, name, is_required: self.is_required(), schema: self.part }
    }

    /// Explains a pattern that would take too long to decide, so that it cannot be said whether the text matches it.
    pub(super) fn pattern_too_costly(&self) -> Explanation<'a> {
        let pattern = self.part.and_then(|part| part.get("pattern")?.as_str());
        let pattern = pattern.map_or_else(String::new, |pattern| format!(" {}", quoted(pattern)));
        let message = format!("the schema's pattern{pattern} takes too much work on {}", name_of(self.node));
        let help = "in the schema, write the pattern without look-around and references to groups, or without repeating a repetition";
        self.about_value(Priority::General, message).with_help(Some(help.to_owned()))
    }

    /// Returns the value's key in backticks, or "it".
    fn key_in_words(&self) -> String {
        key_of(self.node).map_or_else(|| "it".to_owned(), quoted)
    }

    fn wrong_form(&self, keyword: &str, priority: Priority, fault: Fault) -> Explanation<'a> {
        let explanation = Explanation::new(keyword, self.node.anchor_span(), self.node, fault.message)
            .with_priority(priority)
            .with_help(fault.help);
        match fault.suggestion {
            Some(text) => {
                let (span, written) = self.written_as_text(&text);
                explanation.with_fix(format!("write `{text}`"), span, written)
            }
            None => explanation,
        }
    }

    /// Explains each item that a list repeats.
    pub(super) fn repeated_items(&self) -> Vec<Explanation<'a>> {
        let mut seen = HashMap::new();
        let mut explanations = Vec::new();
        for item in self.node.items() {
            let Some(first) = seen.insert(canonical(item), item) else { continue };
            let message = format!("this item appears twice in {}", name_of(self.node));
            explanations.push(
                self.independent(item.anchor_span(), item, message)
                    .with_help(Some("remove one of the two".to_owned()))
                    .with_edits("remove this one", without_item(item))
                    .with_label(first.anchor_span(), "it appears here first"),
            );
        }
        explanations
    }
}

/// Returns true if an id differs from a text only in an alphabet, or stands in it as the name of a file.
fn has_form_of(id: Option<&str>, text: &str) -> bool {
    id.is_some_and(|id| {
        let is_mark = |c: char| matches!(c, '"' | '\'' | '“' | '”' | '„' | '«' | '»' | '‘' | '’');
        let in_ascii: String =
            text.chars().filter(|c| !is_zero_width(*c)).map(|c| ascii_sign(c).unwrap_or(c)).collect();
        let in_ascii = in_ascii.trim_matches(is_mark);
        in_ascii == id
            || latin(text).is_some_and(|(latin, _)| latin == id)
            || text.contains(&format!("/{id}."))
    })
}

/// Returns the code of a language by its name.
fn language_code(name: &str) -> Option<&'static str> {
    Some(match name.trim().to_lowercase().as_str() {
        "english" | "английский" | "ағылшын" => "en",
        "russian" | "русский" | "орыс" | "орысша" => "ru",
        "kazakh" | "qazaq" | "казахский" | "қазақ" | "қазақша" => "kk",
        "kyrgyz" | "kirghiz" | "кыргызский" | "киргизский" | "кыргыз" | "кыргызча" => {
            "ky"
        }
        "uzbek" | "узбекский" | "o'zbek" | "oʻzbek" => "uz",
        "tajik" | "таджикский" | "тоҷикӣ" => "tg",
        "turkmen" | "туркменский" | "türkmen" => "tk",
        "belarusian" | "белорусский" | "беларуская" => "be",
        "ukrainian" | "украинский" | "українська" => "uk",
        "french" => "fr",
        "german" => "de",
        "spanish" => "es",
        "arabic" => "ar",
        _ => return None,
    })
}

/// Returns the boolean that a word of a spreadsheet or of old YAML means.
fn bool_in_words(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "yes" | "true" | "on" | "y" => Some("true"),
        "no" | "false" | "off" | "n" => Some("false"),
        _ => match text.to_lowercase().as_str() {
            "да" | "иә" | "ооба" => Some("true"),
            "нет" | "жоқ" | "жок" => Some("false"),
            _ => None,
        },
    }
}

/// Returns the year of a date.
fn year_of(text: &str) -> Option<&str> {
    Date::parse(text).ok()?;
    text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}
