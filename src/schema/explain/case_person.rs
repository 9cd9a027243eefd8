//! People of a case without their id: `{testova: lawyer}`, `{name: Aliya Testova, part: lawyer}`.

use serde_json::Value;

use super::context::Context;
use super::explanation::Explanation;
use super::meaning::same_meaning;
use crate::diagnostic;
use crate::model::vocabulary::field;
use crate::tree::NodeRef;
use crate::words::quoted;

impl<'a> Context<'_, 'a> {
    /// Explains an item of a case's `persons:` that names a declared person in another way than by `id:`.
    pub(super) fn person_without_id(&self) -> Option<Explanation<'a>> {
        let node = self.node;
        let list =
            node.parent().and_then(NodeRef::parent_entry).filter(|list| list.name() == field::PERSONS)?;
        let persons = self.root.get(field::PERSONS)?;
        if node.get(field::ID).is_some() || !node.raw().starts_with('{') {
            return None;
        }
        let parts = self.schemas.main.pointer("/$defs/part-in-case/enum")?.as_array()?;
        let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
        let part_of = |value: NodeRef<'a>| {
            let text = value.as_str()?;
            parts.iter().copied().find(|part| *part == text).or_else(|| same_meaning(text, &parts))
        };
        let pair = node.entries().next().filter(|_| node.entries().len() == 1);
        let by_key = pair.filter(|entry| persons.get(entry.name()).is_some());
        let (id, part) = match by_key {
            Some(entry) => (entry.name(), Some(part_of(entry.value)?)),
            None => {
                let name = node.get(field::NAME)?.as_str()?;
                let is_called = |key: &str, value: NodeRef<'_>| {
                    key == name || value.get(field::NAME).and_then(NodeRef::as_str) == Some(name)
                };
                let mut called = persons.entries().filter(|entry| is_called(entry.name(), entry.value));
                let person = called.next().filter(|_| called.next().is_none())?;
                if node.entries().any(|entry| ![field::NAME, field::PART].contains(&entry.name())) {
                    return None;
                }
                (person.name(), node.get(field::PART).and_then(part_of))
            }
        };
        let mut written = self.pair(field::ID, &self.scalar(id));
        if let Some(part) = part {
            written = format!("{written}, {}", self.pair(field::PART, &self.scalar(part)));
        }
        let written = format!("{{{written}}}");
        let message = format!("the person {} stands here without `id:`", quoted(id));
        let help = format!("write `{written}`");
        let mut explanation = self.independent(node.anchor_span(), node, message).with_help(Some(help));
        let refutes = &mut explanation.finding.refutes;
        refutes.push(diagnostic::Premise::one_thing(node));
        refutes.extend(list.key.parent().map(|case| diagnostic::Premise::key_absent(case, field::PERSONS)));
        Some(explanation.with_replacement(node.span(), written))
    }
}
