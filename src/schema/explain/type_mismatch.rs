//! A text, list or block of keys where another of them belongs, and how to turn one into the other.

use serde_json::Value;

use super::choice::meant_word;
use super::context::{Context, resolve};
use super::dates::{advise, span_of_period};
use super::explanation::Mend;
use super::format_help::{help_from, is_id_pattern, slug};
use super::money;
use super::names::key_of;
use crate::document::Format;
use crate::lookalike::bullet_length;
use crate::model::citation::Citation;
use crate::model::date::Date;
use crate::model::name::transliterate;
use crate::model::vocabulary::field;
use crate::parse::{is_text_in_yaml, parse_bytes};
use crate::schema::check::{JsonType, has_format};
use crate::source::Span;
use crate::tree::{Entry, NodeRef, NodeType};
use crate::words::{clip, quoted};

impl Context<'_, '_> {
    /// Returns the sum of money that a single value means, where the schema asks for one.
    pub(super) fn as_money(&self) -> Option<String> {
        let [number, unit] = required_keys(self.part)[..] else { return None };
        let is_money = self.part?.get("properties")?.get(unit)?.get("$ref")?.as_str()?.ends_with("/currency");
        let country = self.root.get("country").and_then(NodeRef::as_str);
        // A comma within braces may have cut the number: `1,5 million`.
        let end = self.node.span().end;
        let rest = self.node.source().slice(Span::new(end, end + 2));
        if rest.strip_prefix(',').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
            return None;
        }
        let sum = money::sum(self.node.scalar_text().filter(|_| is_money)?, country)?;
        let schema = self.part?.get("properties")?.get(unit)?;
        let options = resolve(self.file, schema)?.get("enum")?.as_array()?;
        let currency = sum.currency.filter(|code| options.iter().any(|option| option == code))?;
        let currency = if self.is_json { format!("\"{currency}\"") } else { currency };
        Some(format!("{{{}, {}}}", self.pair(number, &sum.amount), self.pair(unit, &currency)))
    }

    /// Returns the bytes of a fine's amount with its key, and the units of the law that it counts: `100 MCI` is no sum of money.
    pub(super) fn as_units(&self) -> Option<(Span, String)> {
        let entry = self.node.parent_entry().filter(|entry| ["amount", "units"].contains(&entry.name()))?;
        let is_free = |mapping: &NodeRef<'_>| entry.name() == "units" || mapping.get("units").is_none();
        let mapping = self.node.parent().filter(is_free)?;
        mapping.parent_entry().is_none().then_some(())?;
        let text = self.node.scalar_text()?.trim();
        let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        let (count, word) = text.split_at_checked(digits)?;
        let unit = match word.trim().to_lowercase().as_str() {
            "mci" | "mcis" | "monthly calculation indices" | "monthly calculation indexes" => "MCI",
            "mrp" | "мрп" | "аек" => "MRP",
            "bu" | "base units" | "basic units" | "бв" | "базовых величин" | "базовых величины" => {
                "BU"
            }
            "bca" | "base calculation amounts" | "bhm" | "брв" => "BCA",
            "ci" | "calculation indices" | "calculation indexes" | "расчетных показателей" => {
                "CI"
            }
            _ => return None,
        };
        let value = format!("{{{}, {}}}", self.pair("count", count), self.pair("unit", &self.scalar(unit)));
        let span = Span::new(entry.key.span().start, self.node.span().end);
        (!count.is_empty()).then(|| (span, self.pair("units", &value)))
    }

    /// Returns the bytes of an amount and of a currency on the line below it, the block that both mean, and the currency.
    pub(super) fn sum_on_two_lines(&self) -> Option<(Span, String, Entry<'_>)> {
        let entry = self.node.parent_entry().filter(|entry| entry.name() == "amount")?;
        let mapping = self.node.parent()?;
        let below = mapping.entries().skip_while(|other| other.name() != "amount").nth(1)?;
        let number = self.node.scalar_text().filter(|_| self.node.node_type() == NodeType::Number)?;
        let currency = below.value.as_str().filter(|_| below.name() == "currency")?;
        let country = self.root.get("country").and_then(NodeRef::as_str);
        let known = |code: &str| code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
        let code = Some(currency.to_owned())
            .filter(|code| known(code))
            .or_else(|| money::currency(currency, country))?;
        let value =
            format!("{{{}, {}}}", self.pair("amount", number), self.pair("currency", &self.scalar(&code)));
        let span = Span::new(entry.key.span().start, below.value.span().end);
        Some((span, self.pair("amount", &value), below))
    }

    /// Returns the first and the last date that a single text means, where the schema asks for both under keys of their own.
    pub(super) fn as_dates(&self) -> Option<String> {
        let [first, last] = required_keys(self.part)[..] else { return None };
        let text = self.node.scalar_text().filter(|_| (first, last) == ("start", "end"))?;
        let quote = if self.is_json { "\"" } else { "" };
        let pair = |key, date: &str| self.pair(key, &format!("{quote}{date}{quote}"));
        if let Some((start, end)) = span_of_period(text) {
            return Some(format!("{{{}, {}}}", pair(first, &start), pair(last, &end)));
        }
        let (start, end) = ["/", " – ", " - ", " — ", " to ", " до "]
            .iter()
            .find_map(|between| text.split_once(between))
            .map(|(start, end)| (start.trim(), end.trim()))?;
        let date = |text: &str| {
            let written = Some(text.to_owned()).filter(|text| Date::parse(text).is_ok());
            written.or_else(|| advise(text, false, |_| true).date).filter(|date| !date.contains('/'))
        };
        let end = date(end)?;
        // In `July to November 2024` one year is that of both.
        let start = date(start).or_else(|| date(&format!("{start} {}", end.get(..4)?)))?;
        Some(format!("{{{}, {}}}", pair(first, &start), pair(last, &end)))
    }

    /// Returns the span of time that a mapping of its first and its last date means, where the schema asks for one text:
    /// `{from: 2022-04-03, to: 2022-04-08}`.
    pub(super) fn as_span(&self) -> Option<String> {
        let node = self.node;
        if self.format() != Some("edtf") || node.node_type() != NodeType::Mapping {
            return None;
        }
        let is_last = |key: &str| matches!(key, "to" | "end" | "ends" | "until" | "till" | "last");
        let is_first = |key: &str| matches!(key, "from" | "start" | "starts" | "begin" | "since" | "first");
        let mut entries = node.entries();
        let (first, last) = (entries.next()?, entries.next()?);
        if entries.next().is_some() || !is_first(first.name()) || !is_last(last.name()) {
            return None;
        }
        let date = |value: NodeRef<'_>| advise(value.scalar_text()?, false, |_| true).date;
        let date = |value: NodeRef<'_>| {
            let written = value.scalar_text().filter(|text| Date::parse(text).is_ok());
            written.map(str::to_owned).or_else(|| date(value)).filter(|date| !date.contains('/'))
        };
        let span = format!("{}/{}", date(first.value)?, date(last.value)?);
        // A schema of single dates shows no span among its examples.
        (self.takes_spans()? && Date::parse(&span).is_ok()).then_some(span)
    }

    /// Returns true if the schema of a date shows a span of time among its examples.
    fn takes_spans(&self) -> Option<bool> {
        let examples = self.part?.get("examples")?.as_array()?;
        Some(examples.iter().filter_map(Value::as_str).any(|example| example.contains('/')))
    }

    /// Returns the span of time that a list of its first and its last date means: `[2022-04-03, 2022-04-08]`.
    pub(super) fn dates_as_span(&self) -> Option<String> {
        let mut items = self.node.items();
        let (first, last) = (items.next()?.scalar_text()?, items.next()?.scalar_text()?);
        if self.format() != Some("edtf") || items.next().is_some() || !self.takes_spans()? {
            return None;
        }
        let span = format!("{first}/{last}");
        Date::parse(&span).is_ok().then_some(span)
    }

    /// Returns the duration that a mapping of numbers means: `{years: 3, months: 6}`.
    pub(super) fn as_duration(&self) -> Option<String> {
        let node = self.node;
        if self.format() != Some("duration") || node.node_type() != NodeType::Mapping {
            return None;
        }
        let (mut date, mut time) = (String::new(), String::new());
        for entry in node.entries() {
            let number =
                entry.value.scalar_text().filter(|text| text.bytes().all(|byte| byte.is_ascii_digit()))?;
            match entry.name() {
                "years" | "year" => date.push_str(&format!("{number}Y")),
                "months" | "month" => date.push_str(&format!("{number}M")),
                "days" | "day" => date.push_str(&format!("{number}D")),
                "hours" | "hour" => time.push_str(&format!("{number}H")),
                _ => return None,
            }
        }
        let time = if time.is_empty() { time } else { format!("T{time}") };
        let duration = format!("P{date}{time}");
        (duration.len() > 1 && has_format("duration", &duration)).then_some(duration)
    }

    /// Returns a list or block in quotes without them: `"{amount: 700, currency: KZT}"`.
    pub(super) fn without_quotes(&self) -> Option<&str> {
        let text = self.node.as_str().filter(|_| self.node.raw().starts_with(['"', '\'']))?;
        let is_whole =
            text.starts_with('{') && text.ends_with('}') || text.starts_with('[') && text.ends_with(']');
        (is_whole && !self.is_json && !text.contains(['\n', '\\']) && is_read(text)).then_some(text)
    }

    /// Returns the list that a block of bare words in braces means: `{expression, liberty}`.
    pub(super) fn as_words(&self) -> Option<String> {
        let raw = self.node.raw().strip_prefix('{')?.strip_suffix('}')?;
        let is_bare =
            self.node.entries().all(|entry| entry.value.is_null()) && !raw.contains([':', '{', '[']);
        (is_bare && !self.is_json && self.node.entries().len() > 0).then(|| format!("[{}]", raw.trim()))
    }

    /// Returns the block that a list of pairs in brackets means: `[amount: 700, currency: KZT]`.
    pub(super) fn as_pairs(&self) -> Option<String> {
        let raw = self.node.raw().strip_prefix('[')?.strip_suffix(']')?;
        let is_pair = |item: NodeRef<'_>| item.entries().len() == 1 && !item.raw().starts_with('{');
        let is_block = self.node.items().len() > 1 && self.node.items().all(is_pair);
        (is_block && !self.is_json).then(|| format!("{{{}}}", raw.trim()))
    }

    /// Returns the id in a mapping where the id alone belongs: `{id: testova, part: defendant}`, `{testova: defendant}`.
    pub(super) fn as_id(&self, wants: &impl Fn(JsonType) -> bool) -> Option<&str> {
        let node = self.node;
        let part = self.part.map(|part| resolve(self.file, part).unwrap_or(part))?;
        let is_id = part.get("pattern").and_then(Value::as_str).is_some_and(is_id_pattern);
        if !is_id
            || !wants(JsonType::String)
            || node.node_type() != NodeType::Mapping
            || !node.raw().starts_with('{')
        {
            return None;
        }
        let only = node.entries().next().filter(|_| node.entries().len() == 1);
        let id = node.get("id").and_then(NodeRef::as_str).or_else(|| only.map(|entry| entry.name()))?;
        slug(id).filter(|slug| slug == id).map(|_| id)
    }

    /// Says where a thing is declared that stands in a list of ids.
    pub(super) fn as_inline_thing(&self, wants: &impl Fn(JsonType) -> bool) -> Option<String> {
        let list = self.node.parent().filter(|list| list.node_type() == NodeType::Sequence)?;
        let key = list.parent_entry().map(|entry| entry.name())?;
        let part = self.part.map(|part| resolve(self.file, part).unwrap_or(part))?;
        let is_id = part.get("pattern").and_then(Value::as_str).is_some_and(is_id_pattern);
        if !is_id || !wants(JsonType::String) || list.parent()?.parent().is_none() {
            return None;
        }
        let name = ["title", "name"].iter().find_map(|name| self.node.get(name)?.as_str());
        let id = name.and_then(|name| slug(&transliterate(name))).unwrap_or_else(|| "some-id".to_owned());
        let declared = self.pair(&clip(&id), "{…}");
        Some(format!(
            "a list of ids stands here: declare it once under `{key}:` at the top of the document, as `{declared}`, and write \
             `{}` here",
            clip(&id)
        ))
    }

    /// Returns the list of ids that a block of ids without values means: `{testova: {}}`.
    pub(super) fn as_ids(&self) -> Option<String> {
        let items = self.part?.get("items").map(|items| resolve(self.file, items).unwrap_or(items))?;
        let is_id = items.get("pattern").and_then(Value::as_str).is_some_and(is_id_pattern);
        let is_bare = |value: NodeRef<'_>| {
            value.is_null() || value.node_type() == NodeType::Mapping && value.entries().len() == 0
        };
        let entries = || self.node.entries();
        let are_ids = entries().all(|entry| slug(entry.name()).is_some_and(|id| id == entry.name()));
        if !is_id || entries().len() == 0 || !are_ids || !entries().all(|entry| is_bare(entry.value)) {
            return None;
        }
        let ids: Vec<String> = entries().map(|entry| self.scalar(entry.name())).collect();
        (self.is_json || self.node.raw().starts_with('{')).then(|| format!("[{}]", ids.join(", ")))
    }

    /// Returns a list of articles by their numbers with the code of the country: `[KZ-CC 274]` for `[274]`.
    fn with_code(&self, list: &str) -> Option<String> {
        const CODES: [(&str, &str, &str); 8] = [
            ("AZ", "AZ-CC", ""),
            ("BY", "BY-CC", "BY-CAO"),
            ("KG", "KG-CC", "KG-CO"),
            ("KZ", "KZ-CC", "KZ-CAO"),
            ("RU", "RU-CC", "RU-CAO"),
            ("TJ", "TJ-CC", "TJ-CAO"),
            ("TM", "TM-CC", ""),
            ("UZ", "UZ-CC", "UZ-CAL"),
        ];
        let key = key_of(self.node).filter(|key| *key == field::ARTICLES)?;
        let owner = self.node.parent().filter(|owner| owner.get(key).is_some())?;
        let country = self.root.get(field::COUNTRY).and_then(NodeRef::as_str)?;
        let (_, criminal, administrative) = CODES.iter().find(|(code, ..)| *code == country)?;
        let code = match owner.get(field::JURISDICTION).and_then(NodeRef::as_str) {
            None | Some("criminal") => criminal,
            Some("administrative") => administrative,
            Some(_) => return None,
        };
        let inner = list.strip_prefix('[')?.strip_suffix(']')?;
        let cite = |item: &str| {
            let item = item.trim().trim_matches('"');
            let cited = format!("{code} {item}");
            let is_cited = !code.is_empty() && Citation::parse(&cited).is_some();
            is_cited.then(|| if self.is_json { format!("\"{cited}\"") } else { cited })
        };
        let cited: Vec<String> = inner.split(',').map(cite).collect::<Option<_>>()?;
        Some(format!("[{}]", cited.join(", ")))
    }

    /// Returns a list with its items as the schema has them: `[expression]` for `[freedom of expression]`; `None` where it has
    /// none that is meant.
    pub(super) fn list_of_known(&self, list: Option<String>) -> Option<String> {
        let list = list?;
        if let Some(list) = self.with_code(&list) {
            return Some(list);
        }
        let items = self.part.and_then(|part| part.get("items"));
        let items = items.map(|items| resolve(self.file, items).unwrap_or(items));
        let Some(options) = items.and_then(|items| items.get("enum")).and_then(Value::as_array) else {
            return Some(list);
        };
        let words: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
        let meant = |item: &str| {
            let item = item.trim().trim_matches(['"', '\'']);
            let known = words.iter().copied().find(|word| *word == item);
            known.or_else(|| {
                let may_search = self.schemas.effort.allows(item, words.len());
                if may_search { meant_word(item, None, &words, words.len()) } else { None }
            })
        };
        if list.starts_with("- ") {
            let lines = list.split('\n').map(|line| {
                let (indent, item) = line.split_once("- ")?;
                Some(format!("{indent}- {}", meant(item)?))
            });
            return Some(lines.collect::<Option<Vec<_>>>()?.join("\n"));
        }
        let inner = list.trim_matches(['[', ']']);
        let meant = inner.split(',').map(meant);
        let meant: Vec<&str> = meant.collect::<Option<_>>()?;
        let quote = if self.is_json { "\"" } else { "" };
        Some(format!("[{quote}{}{quote}]", meant.join(&format!("{quote}, {quote}"))))
    }

    /// Explains how a single value becomes the block of keys that the schema asks for.
    pub(super) fn as_block(&self) -> Mend {
        let node = self.node;
        let Some(key) = key_of(node) else { return (None, None) };
        let text = node.scalar_text().unwrap_or_default();
        // `source: court` where `sources:` has a `court`.
        let plural = format!("{key}s");
        if self.root.get(&plural).is_some_and(|declared| declared.get(text).is_some()) {
            let listed = self.pair(&plural, &format!("[{}]", self.scalar(text)));
            let help =
                format!("{} is one of the document's {}: write `{listed}`", quoted(text), clip(&plural));
            let is_free = node.parent().is_some_and(|owner| owner.get(&plural).is_none());
            let entry = node.parent_entry().filter(|_| is_free);
            let span = entry.map(|entry| Span::new(entry.key.span().start, node.span().end));
            return (Some(help), span.map(|span| (span, listed)));
        }
        let required = required_keys(self.part);
        let pairs: Vec<String> = match required.as_slice() {
            [] => return (help_from(self.part), None),
            // `345 000 KZT`
            [number, unit] if *unit == "currency" && text.starts_with(|c: char| c.is_ascii_digit()) => {
                let (digits, word) = text.split_at(text.find(char::is_alphabetic).unwrap_or(text.len()));
                let digits: String = digits.chars().filter(char::is_ascii_digit).collect();
                let word = if word.is_empty() || *unit == "currency" { "…".to_owned() } else { clip(word) };
                vec![self.pair(number, &digits), self.pair(unit, &word)]
            }
            // What a person writes for the whole is mostly its name or title, which stands last.
            [first @ .., last] => {
                let last = self.pair(last, &self.scalar(&clip(text)));
                first.iter().map(|key| self.pair(key, "…")).chain([last]).collect()
            }
        };
        let pairs = pairs.join(", ");
        let help = match node.parent().filter(|list| list.node_type() == NodeType::Sequence) {
            None => format!("write `{}`", self.pair(key, &format!("{{{pairs}}}"))),
            Some(list) if self.is_json || list.raw().starts_with('[') || required.len() > 1 => {
                format!("write `{{{pairs}}}` in its place")
            }
            Some(_) => format!("write `- {pairs}`"),
        };
        // A key that stands for the whole is the only one that is asked for.
        let is_plain = is_text_in_yaml(text) && !text.contains(['"', '\\', '\n']) && text.trim() == text;
        let whole = match required.as_slice() {
            [name] if is_plain => Some(format!("{{{}}}", self.pair(name, &self.scalar(text)))),
            _ => None,
        };
        (Some(help), whole.map(|whole| (node.written_span(), whole)))
    }

    /// Explains how a list becomes a block of keys: as entries by their ids, or as one block.
    pub(super) fn without_dashes(&self) -> Option<String> {
        let first = self.node.items().next()?;
        if self.node.parent().is_none() && self.node.items().len() > 1 {
            let format = Format::from_path(self.root.source().path()).unwrap_or(Format::Yaml);
            return Some(format.advice_on_several("outside of the list"));
        }
        let by_id =
            self.part.and_then(|part| part.get("additionalProperties")).filter(|entry| entry.is_object());
        let is_pair = first.entries().len() == 1;
        if let Some((entry, pair)) =
            first.entries().next().filter(|_| is_pair).map(|entry| (entry, entry.value))
        {
            // `- law: off`
            let pair = self.pair(entry.name(), &clip(pair.raw()));
            return Some(format!("write the keys without a list around them: `{pair}`"));
        }
        let Some(entry) = by_id else {
            return Some("one of these belongs here: write it without the list around it".to_owned());
        };
        let id = first.get("id").unwrap_or(first).scalar_text().unwrap_or("some-id");
        let keys: Vec<&str> = match first.entries().len() {
            0 => required_keys(Some(resolve(self.file, entry).unwrap_or(entry))),
            _ => first.entries().map(|entry| entry.name()).filter(|key| *key != "id").take(2).collect(),
        };
        let pairs: Vec<String> = keys
            .iter()
            .map(|key| {
                self.pair(key, &first.get(key).map_or_else(|| "…".to_owned(), |value| clip(value.raw())))
            })
            .collect();
        let entry = self.pair(id, &format!("{{{}}}", pairs.join(", ")));
        Some(format!("each entry stands under an id of its own, without a list around them: `{entry}`"))
    }

    /// Explains how a block of keys becomes an item of the list that belongs in its place.
    pub(super) fn with_dash(&self) -> Option<String> {
        let node = self.node;
        let first = node.entries().next()?;
        let help = if let Some(name) = first.name().strip_prefix('-') {
            format!("put a space after the dash, `- {}`", clip(name))
        } else if self.is_json || node.raw().starts_with('{') {
            "put it in square brackets, `[{…}]`".to_owned()
        } else {
            format!("put `- ` before {} and indent the lines below it as far", quoted(first.name()))
        };
        Some(match help_from(self.part) {
            Some(description) => format!("{help} — {description}"),
            None => help,
        })
    }

    /// Returns a key with its value as the file's format writes them.
    pub(super) fn pair(&self, key: &str, value: &str) -> String {
        if self.is_json { format!("\"{}\": {value}", clip(key)) } else { format!("{}: {value}", clip(key)) }
    }

    /// Returns a text as the file's format writes it within brackets.
    pub(super) fn scalar(&self, text: &str) -> String {
        let is_plain = text.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
        if is_plain && !self.is_json { text.to_owned() } else { format!("\"{text}\"") }
    }
}

/// Returns a value on one line as a list of one item, or of several if it has commas. A missing bracket is added; a text
/// that cannot stand within brackets gives `None`.
pub(super) fn as_list(node: NodeRef<'_>) -> Option<String> {
    let raw = node.raw();
    if let Some(list) = with_dashes(raw) {
        return Some(list);
    }
    let items = raw.strip_prefix(['[', '［']).unwrap_or(raw);
    let items = items.strip_suffix([']', '］']).unwrap_or(items).trim();
    let items = in_round_brackets(items).unwrap_or(items);
    let is_quoted = items.starts_with(['"', '\'']);
    let breaks = |c: char| c == '\n' || !is_quoted && matches!(c, '[' | ']' | '{' | '}' | '#');
    let is_block_scalar = items.starts_with(['|', '>']);
    let is_item = !items.is_empty() && !node.scalar_text()?.is_empty() && !is_block_scalar;
    (is_item && !items.contains(breaks)).then(|| format!("[{items}]"))
}

/// Returns a text without the round brackets around all of it: `KG-CO 142(2)` for `(KG-CO 142(2))`.
fn in_round_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix('(')?.strip_suffix(')')?;
    let mut depth = 0_usize;
    for sign in inner.chars() {
        match sign {
            '(' => depth += 1,
            ')' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    (depth == 0).then(|| inner.trim())
}

/// Returns the keys that a schema requires.
fn required_keys(schema: Option<&Value>) -> Vec<&str> {
    let keys = schema.and_then(|schema| schema.get("required")).and_then(Value::as_array);
    keys.into_iter().flatten().filter_map(Value::as_str).collect()
}

/// Returns lines that begin with a word processor's bullets with dashes in their place.
fn with_dashes(raw: &str) -> Option<String> {
    let lines = raw.split('\n').map(|line| {
        let content = line.trim_start();
        let indent = line.get(..line.len() - content.len())?;
        let length = bullet_length(content)?;
        Some(format!("{indent}- {}", content.get(length..)?.trim_start_matches([' ', '\t', '\u{a0}'])))
    });
    let lines: Vec<String> = lines.collect::<Option<_>>()?;
    Some(lines.join("\n"))
}

/// Returns true if a text is a whole value in YAML.
fn is_read(text: &str) -> bool {
    let parsed = parse_bytes("value.yaml", Format::Yaml, text.as_bytes().to_vec());
    parsed.is_some_and(|parsed| parsed.is_complete() && parsed.documents.len() == 1)
}
