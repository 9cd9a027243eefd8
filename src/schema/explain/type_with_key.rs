//! Types of events that need a further key, which the word that stands there often names: `acquittal` is a verdict with the
//! outcome `acquitted`.

use serde_json::Value;

use super::allowed_keys::Condition;
use super::context::{Context, resolve};
use super::explanation::{Explanation, Premise, Priority};
use crate::model::vocabulary::field;
use crate::words::{all_of, quoted};

/// Words for a type with the further key and its value.
const MEANINGS: &[(&str, &str, &str)] = &[
    ("acquittal", "outcome", "acquitted"),
    ("acquitted", "outcome", "acquitted"),
    ("conviction", "outcome", "convicted"),
    ("convicted", "outcome", "convicted"),
    ("extremist-listing", "as", "extremist"),
    ("foreign-agent", "as", "foreign-agent"),
    ("foreign-agent-listing", "as", "foreign-agent"),
    ("sentenced", "outcome", "convicted"),
    ("sentencing", "outcome", "convicted"),
    ("terrorist-listing", "as", "terrorist"),
    ("undesirable", "as", "undesirable"),
];

impl<'a> Context<'_, 'a> {
    /// Explains a word in the place of the type `meant`, where an event of that type needs keys that this one lacks.
    pub(super) fn type_with_key(&self, message: &str, text: &str, meant: &str) -> Option<Explanation<'a>> {
        let node = self.node;
        let entry = node.parent_entry().filter(|entry| entry.name() == field::TYPE)?;
        let mapping = node.parent()?;
        let list = mapping.parent().and_then(|list| list.parent_entry());
        list.filter(|list| list.name() == field::EVENTS)?;
        let event = self.schemas.main.pointer("/$defs/event")?;
        let mut lacking: Vec<&str> = Vec::new();
        collect_required(self.schemas.main, event, meant, &mut lacking);
        lacking.retain(|key| mapping.get(key).is_none());
        if lacking.is_empty() {
            return None;
        }
        let explanation = self
            .about_value(Priority::Choice, message.to_owned())
            .refutes(Premise::ValueAllowed(node.target_id()));
        let word = text.to_lowercase();
        let known = MEANINGS.iter().find(|(known, key, _)| *known == word && lacking == [*key]);
        let Some((_, key, value)) = known else {
            let help = format!("the type may be {}, which needs {} too", quoted(meant), all_of(&lacking));
            return Some(explanation.with_help(Some(help)));
        };
        let (first, second) =
            (self.pair(field::TYPE, &self.scalar(meant)), self.pair(key, &self.scalar(value)));
        let source = node.source().text();
        let begin = entry.key.span().start as usize;
        let line = source.get(..begin)?.rfind('\n').map_or(0, |at| at + 1);
        let is_flow = self.is_json || mapping.raw().starts_with('{');
        let between = if is_flow { ", ".to_owned() } else { format!("\n{}", " ".repeat(begin - line)) };
        let help = format!("write `{first}` and `{second}`");
        let span = entry.key.span().to(node.span());
        let title = help.clone();
        Some(explanation.with_help(Some(help)).with_fix(title, span, format!("{first}{between}{second}")))
    }
}

/// Collects the keys that the branches of a schema for a type require.
fn collect_required<'s>(file: &'s Value, schema: &'s Value, meant: &str, found: &mut Vec<&'s str>) {
    for part in schema.get("allOf").and_then(Value::as_array).into_iter().flatten() {
        let condition = part.get("if").and_then(Condition::parse);
        // A condition on another key than the type, such as one on what is not known, mostly holds.
        let holds = condition.is_none_or(|condition| condition.values.contains(meant));
        let then = part.get("then").filter(|_| holds);
        let Some(then) = then.map(|then| resolve(file, then).unwrap_or(then)) else { continue };
        let required = then.get("required").and_then(Value::as_array);
        found.extend(required.into_iter().flatten().filter_map(Value::as_str));
        collect_required(file, then, meant, found);
    }
}
