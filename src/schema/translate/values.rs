//! Values: of the wrong type, form, size, or none of those that may stand there.

use std::collections::HashMap;

use jsonschema::error::TypeKind;
use jsonschema::{JsonType, ValidationError};
use serde_json::Value;

use super::names::{key_of, name_of, shown, type_words, written};
use super::shape::as_list;
use super::{SHORT_LIST, Translator, form};
use crate::lookalike::latin;
use crate::model::country;
use crate::model::date::Date;
use crate::schema::place::what;
use crate::schema::value::canonical;
use crate::suggest::nearest;
use crate::tree::{NodeRef, NodeType};
use crate::words::{alternatives, clip, quoted};

impl<'s, 'a> Translator<'s, 'a> {
    pub(super) fn not_among(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        options: &[Value],
        schema: Option<&'s Value>,
    ) {
        let words: Vec<&str> = options.iter().filter_map(Value::as_str).collect();
        let Some(text) = node.scalar_text().filter(|_| !node.is_null()) else {
            let message =
                format!("{} is {}, and must be {}", name_of(node), what(node), alternatives(&shown(options)));
            self.push(3, keyword, node.anchor_span(), node, message, form::examples(schema));
            return;
        };
        let key = key_of(node).map_or_else(|| name_of(node), quoted);
        let short = options.len() <= SHORT_LIST;
        let message = match options {
            [only] => format!(
                "{key} is {}, and must be {}",
                quoted(text),
                alternatives(&shown(std::slice::from_ref(only)))
            ),
            _ => format!("{} is not one of the values of {key}", quoted(text)),
        };
        let alike = latin(text).filter(|(latin, _)| words.contains(&latin.as_str()));
        let same = words.iter().copied().find(|word| word.eq_ignore_ascii_case(text));
        // Two letters are near to every other two.
        let near = same
            .or_else(|| if short || text.len() > 3 { nearest(text, words.iter().copied()) } else { None });
        let near = alike.as_ref().map(|(latin, _)| latin.as_str()).or(near);
        // What a word means counts before how it is spelt.
        let near = other_word(text).filter(|word| words.contains(word)).or(near);
        let near = near.or_else(|| country::code_of(text, &words)).or_else(|| part_of(text, &words));
        // Of a country or a currency nobody reads the list.
        let list = (options.len() <= 2 * SHORT_LIST)
            .then(|| format!("the values are {}", shown(options).join(", ")));
        let help = match (near, list) {
            _ if alike.is_some() => alike.as_ref().map(|(_, help)| help.clone()),
            (Some(near), Some(list)) if options.len() > 1 => Some(format!("did you mean `{near}`? {list}")),
            (Some(near), _) => Some(format!("did you mean `{near}`?")),
            (None, list) => list.filter(|_| options.len() > 1).or_else(|| form::examples(schema)),
        };
        let span = node.value_span();
        self.misvalued.insert(node.target_id());
        self.push(3, keyword, node.anchor_span(), node, message, help);
        if let Some(near) = near {
            self.fix(format!("write `{near}`"), span, near.to_owned());
        }
    }

    pub(super) fn wrong_type(
        &mut self,
        error: &ValidationError<'_>,
        node: NodeRef<'a>,
        kind: &TypeKind,
        schema: Option<&'s Value>,
    ) {
        let types: Vec<JsonType> = match kind {
            TypeKind::Single(one) => vec![*one],
            TypeKind::Multiple(several) => several.iter().collect(),
        };
        let words: Vec<String> = types.iter().map(|kind| type_words(*kind).to_owned()).collect();
        let name = name_of(node);
        if node.is_null() {
            let message = format!("{name} has no value");
            let mend = if self.is_required(error) { "fill it in" } else { "fill it in, or remove the line" };
            let help = match form::examples(schema) {
                Some(form) => format!("{mend} — {form}"),
                None => mend.to_owned(),
            };
            let span = node.parent_entry().map_or(node.anchor_span(), |entry| entry.key.span());
            self.push(5, "type", span, node, message, Some(help));
            return;
        }
        let format = schema.and_then(|schema| schema.get("format")).and_then(Value::as_str);
        if let (Some(format), Some(_), NodeType::Number) = (format, node.scalar_text(), node.node_type()) {
            // `03.2023` is a number to YAML, and a date to whoever wrote it.
            self.form("format", node, schema, |key, text, schema| form::explain(format, key, text, schema));
            return;
        }
        let message = format!("{name} is {}, and must be {}", what(node), alternatives(&words));
        let text = node.scalar_text();
        let wants = |kind: JsonType| types.contains(&kind);
        let whole = text.is_some_and(|text| text.parse::<i64>().is_ok());
        let decimal =
            text.is_some_and(|text| !text.contains(char::is_alphabetic) && text.parse::<f64>().is_ok());
        let bare = |text: &str| (node.span(), text.to_owned());
        let year = key_of(node).filter(|key| key.ends_with("year")).and(text).and_then(year_of);
        let (help, fix) = match (node.node_type(), text) {
            (NodeType::String, Some(text))
                if whole && wants(JsonType::Integer) || decimal && wants(JsonType::Number) =>
            {
                (Some(format!("remove the quotes: `{}`", clip(text))), Some(bare(text)))
            }
            (NodeType::String, Some(_)) if year.is_some() && wants(JsonType::Integer) => {
                (year.map(|year| format!("write the year alone: `{year}`")), year.map(bare))
            }
            (NodeType::String, Some(text)) if wants(JsonType::Boolean) => {
                let meant = match text.to_ascii_lowercase().as_str() {
                    "yes" | "true" | "on" | "y" => Some("true"),
                    "no" | "false" | "off" | "n" => Some("false"),
                    _ => None,
                };
                (Some("write `true` or `false`, without quotes".to_owned()), meant.map(bare))
            }
            (NodeType::Number | NodeType::Bool, Some(text)) if wants(JsonType::String) => {
                let quoted = format!("\"{text}\"");
                (Some(format!("put it in quotes: `{quoted}`")), Some(bare(&quoted)))
            }
            (_, Some(_)) if wants(JsonType::Array) => match as_list(node) {
                Some(listed) => {
                    (Some(format!("write it as a list: `{}`", clip(&listed))), Some(bare(&listed)))
                }
                None => (form::examples(schema), None),
            },
            (_, Some(_)) if wants(JsonType::Object) => (self.as_block(node, schema), None),
            (NodeType::Sequence, _) if wants(JsonType::Object) => (self.without_dashes(node, schema), None),
            (NodeType::Mapping, _) if wants(JsonType::Array) => (self.with_dash(node, schema), None),
            (NodeType::Sequence, _) if node.items().len() == 1 && !wants(JsonType::Array) => {
                (Some("one value belongs here: write it without the list around it".to_owned()), None)
            }
            _ => (form::examples(schema), None),
        };
        self.push(5, "type", node.anchor_span(), node, message, help);
        if let Some((span, replacement)) = fix {
            self.fix(format!("write `{}`", clip(&replacement)), span, replacement);
        }
    }

    pub(super) fn form(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        schema: Option<&'s Value>,
        explain: impl Fn(&str, &str, Option<&'s Value>) -> form::Fault,
    ) {
        let key = key_of(node).unwrap_or("it");
        let fault = explain(key, node.scalar_text().unwrap_or_default(), schema);
        let rank = if keyword == "format" { 4 } else { 3 };
        self.push(rank, keyword, node.anchor_span(), node, fault.message, fault.help);
        if let Some(meant) = fault.meant {
            self.fix(format!("write `{meant}`"), node.value_span(), meant);
        }
    }

    pub(super) fn repeated(&mut self, node: NodeRef<'a>) {
        let mut seen: HashMap<String, NodeRef<'a>> = HashMap::new();
        for item in node.items() {
            let Some(first) = seen.insert(canonical(item), item) else { continue };
            let message = format!("this item stands twice in {}", name_of(node));
            self.push(
                0,
                "uniqueItems",
                item.anchor_span(),
                item,
                message,
                Some("remove one of the two".to_owned()),
            );
            if let Some(draft) = self.drafts.last_mut() {
                draft.diagnostic =
                    draft.diagnostic.clone().with_label(first.anchor_span(), "it stands here first");
            }
        }
    }

    pub(super) fn bound(
        &mut self,
        keyword: &str,
        node: NodeRef<'a>,
        bound: &str,
        limit: &Value,
        schema: Option<&'s Value>,
    ) {
        // `20230410` is a number to YAML, and a date to whoever wrote it.
        if let Some(format) = schema.and_then(|schema| schema.get("format")).and_then(Value::as_str) {
            self.form("format", node, schema, |key, text, schema| form::explain(format, key, text, schema));
            return;
        }
        let message = format!("{} is {}, and must be {bound} {limit}", name_of(node), clip(written(node)));
        self.push(2, keyword, node.anchor_span(), node, message, form::examples(schema));
    }
}

/// The word of the schemas for one that courts and lawyers use.
fn other_word(text: &str) -> Option<&'static str> {
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

/// The only one of `words` that is a part of the text, or that it is a part of: `association` in `freedom of
/// association`.
fn part_of<'w>(text: &str, words: &[&'w str]) -> Option<&'w str> {
    let is_part = |part: &str, whole: &str| part.len() >= 4 && whole.contains(part);
    let mut meant = words.iter().filter(|word| is_part(word, text) || is_part(text, word));
    meant.next().copied().filter(|_| meant.next().is_none())
}

/// The year of a date.
fn year_of(text: &str) -> Option<&str> {
    Date::parse(text).ok()?;
    text.get(..4).filter(|year| year.bytes().all(|byte| byte.is_ascii_digit()))
}
