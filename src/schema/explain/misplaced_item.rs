//! Items that stand in the list around their own: an empty `quotes:`, and below it the quotes as items of `events:`.

use serde_json::Value;

use super::allowed_keys::AllowedKeys;
use super::context::{Context, resolve};
use super::explanation::Explanation;
use crate::diagnostic::{self, Applicability, Edit, Fix};
use crate::model::vocabulary::field;
use crate::source::{Span, offset};
use crate::tree::{Entry, NodeRef, NodeType};
use crate::words::quoted;

/// The most items that are moved.
const MOST_ITEMS: usize = 50;

/// The keys under which each thing has an id of its own.
const BY_ID: [&str; 3] = [field::SOURCES, field::PERSONS, field::ORGANISATIONS];

/// Things that stand in lists of their own, each with the list's key and the definition of the thing.
const THINGS: [(&str, &str, &str); 2] =
    [("quote", field::QUOTES, "quote"), ("sentence", field::SENTENCES, "sentence")];

impl<'a> Context<'_, 'a> {
    /// Explains a key without a value whose list stands below it too far out, so that its items are read as items of the list
    /// around it.
    pub(super) fn list_too_far_out(&self, entry: Entry<'a>) -> Option<Explanation<'a>> {
        let owner = entry.key.parent()?;
        let around = owner.parent().filter(|list| list.node_type() == NodeType::Sequence && !self.is_json)?;
        let is_last = owner.entries().last().is_some_and(|last| last.name() == entry.name());
        let part = self.part.filter(|_| is_last)?;
        let item = resolve(self.file, part).unwrap_or(part).get("items")?;
        let item = resolve(self.file, item).unwrap_or(item);
        let after = around.items().skip_while(|other| *other != owner).skip(1);
        let own: Vec<NodeRef<'_>> =
            after.take_while(|other| self.is_thing(item, *other)).take(MOST_ITEMS).collect();
        let (first, last) = (own.first()?, own.last()?);
        let text = self.node.source().text();
        let line_of =
            |at: u32| text.get(..at as usize).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let start = line_of(first.span().start);
        // A key that stands here a second time is in the text, and not in the mapping.
        let between = text.get(entry.key.span().end as usize..start)?.trim_start().strip_prefix(':')?;
        if between.lines().any(|line| !matches!(line.trim_start().chars().next(), None | Some('#'))) {
            return None;
        }
        let column =
            |at: usize| text.get(at..).map_or(0, |line| line.len() - line.trim_start_matches(' ').len());
        let key = entry.key.span().start as usize;
        let wanted = key.checked_sub(line_of(entry.key.span().start))? + 2;
        let here = column(start);
        let missing = wanted.checked_sub(here).filter(|missing| *missing > 0)?;
        let mut edits = Vec::new();
        let mut at = start;
        for line in text.get(start..last.span().end as usize)?.split_inclusive('\n') {
            if !line.trim().is_empty() {
                edits.push(Edit { span: Span::empty(offset(at)), replacement: " ".repeat(missing) });
            }
            at += line.len();
        }
        let key = quoted(entry.name());
        let message =
            format!("{key} has no value: its list stands no further in than the thing that it belongs to");
        let help = format!("begin the lines of the list below with {missing} more spaces");
        let mut explanation = self
            .independent(entry.key.span(), self.node, message)
            .with_help(Some(help))
            .with_label(first.anchor_span(), "this is read as an item of the list around it");
        explanation.finding.fix = Some(Fix::new("put the list further in", Applicability::Unsafe, edits));
        own.iter().for_each(|item| refute_all(&mut explanation, *item));
        Some(explanation)
    }

    /// Explains an item that is another thing than its list has: a quote among events.
    pub(super) fn other_thing(&self) -> Option<Explanation<'a>> {
        let node = self.node;
        let list =
            node.parent().and_then(NodeRef::parent_entry).filter(|list| list.name() == field::EVENTS)?;
        let mut things = THINGS.iter().filter(|(_, _, definition)| {
            let path = format!("/$defs/{definition}");
            self.schemas.main.pointer(&path).is_some_and(|schema| self.is_thing(schema, node))
        });
        let (noun, key, _) = things.next().filter(|_| things.next().is_none())?;
        let message = format!("this is a {noun}, and stands among the {}", list.name());
        let help =
            format!("put it under `{key}:`, as an item further in, or under `{key}:` of the whole case");
        let mut explanation = self.independent(node.anchor_span(), node, message).with_help(Some(help));
        // An empty key above, whose list it is, says so better.
        explanation.finding.depends_on.push(diagnostic::Premise::one_thing(node));
        refute_all(&mut explanation, node);
        Some(explanation)
    }

    /// Explains an item that lacks a key because it is the rest of the item above, which a dash cuts off.
    pub(super) fn item_cut_by_dash(&self, key: &str) -> Option<Explanation<'a>> {
        let node = self.node;
        let list = node.parent().filter(|list| list.node_type() == NodeType::Sequence && !self.is_json)?;
        let above = list.items().take_while(|item| *item != node).last()?;
        let first = node.entries().next()?.key;
        let allowed = AllowedKeys::collect(self.file, self.part?, above);
        let is_rest = node
            .entries()
            .all(|entry| above.get(entry.name()).is_none() && allowed.here.contains_key(entry.name()));
        let is_whole = |key: &&str| above.get(key).or_else(|| node.get(key)).is_some();
        // The item above is no event without its date, or no thing with nothing but its first key.
        let is_event = list.parent_entry().is_some_and(|entry| entry.name() == field::EVENTS);
        let is_cut = match is_event {
            true => above.get(field::DATE).is_none() && node.get(field::DATE).is_some(),
            false => above.entries().len() == 1,
        };
        if !is_cut || above.get(key).is_none() || !is_rest || !allowed.required.iter().all(is_whole) {
            return None;
        }
        let dash = node.source().text().get(..first.span().start as usize)?;
        let dash = offset(dash.trim_end_matches(' ').strip_suffix('-')?.len());
        let name = quoted(first.scalar_text()?);
        let edit = Edit { span: Span::new(dash, dash + 1), replacement: " ".to_owned() };
        let mut explanation = self
            .independent(
                Span::new(dash, first.span().end),
                node,
                format!("the dash before {name} is one too many"),
            )
            .with_help(Some(format!("write a space in its place: {name} belongs to the item above")))
            .with_label(above.anchor_span(), "the item above");
        explanation.finding.fix =
            Some(Fix::new("write a space in place of the dash", Applicability::Unsafe, vec![edit]));
        refute_all(&mut explanation, node);
        let refutes = &mut explanation.finding.refutes;
        refutes.push(diagnostic::Premise::one_thing(above));
        refutes.extend(node.entries().map(|entry| diagnostic::Premise::key_absent(above, entry.name())));
        refutes.extend(above.entries().map(|entry| diagnostic::Premise::key_absent(node, entry.name())));
        Some(explanation)
    }

    /// Explains `unknown:` without a value, if the reasons stand below it no further in, so that they are read as keys of the
    /// thing.
    pub(super) fn reasons_too_far_out(&self, entry: Entry<'a>) -> Option<Explanation<'a>> {
        let owner = entry.key.parent().filter(|_| entry.name() == field::UNKNOWN && !self.is_json)?;
        let text = self.node.source().text();
        let key_at = entry.key.span().start as usize;
        let start = text.get(..key_at)?.rfind('\n').map_or(0, |at| at + 1);
        let column = key_at - start;
        let mut at = start + text.get(start..)?.find('\n')? + 1;
        let mut edits = Vec::new();
        let mut names = Vec::new();
        for line in text.get(at..)?.split_inclusive('\n') {
            let content = line.trim_start_matches(' ');
            let indent = line.len() - content.len();
            let reason = content.split_once(": {").filter(|(_, value)| value.contains("why:"));
            let Some((name, _)) = reason.filter(|_| indent == column) else { break };
            names.push(name);
            edits.push(Edit { span: Span::empty(offset(at)), replacement: "  ".to_owned() });
            at += line.len();
        }
        let first = quoted(names.first()?);
        let message = format!("`unknown` has no value: {first} stands no further in, and belongs under it");
        let help = format!("begin the line of {first} with {} spaces", column + 2);
        let mut explanation = self.independent(entry.key.span(), self.node, message).with_help(Some(help));
        explanation.finding.fix = Some(Fix::new("put it further in", Applicability::Unsafe, edits));
        for misplaced in names.iter().filter_map(|name| owner.entry(name)) {
            let refutes = &mut explanation.finding.refutes;
            // A second key of the name is the misplaced one.
            refutes.extend(diagnostic::Premise::value_right(misplaced.key));
            let is_reason = misplaced.value.node_type() == NodeType::Mapping;
            refutes.extend(is_reason.then(|| diagnostic::Premise::meaning_unknown(misplaced.value)));
            for part in misplaced.value.entries().take(MOST_ITEMS) {
                refutes.extend([part.key, part.value].map(diagnostic::Premise::meaning_unknown));
            }
        }
        Some(explanation)
    }

    /// Explains a key of the document that stands among things with ids: `  events:` below `persons:`.
    pub(super) fn root_key_among_ids(&self) -> Option<Explanation<'a>> {
        let entry = self.node.parent_entry().filter(|_| !self.is_json)?;
        let map = self.node.parent()?;
        let owner = map.parent_entry().filter(|owner| BY_ID.contains(&owner.name()))?;
        let key = entry.name();
        let is_of_root = self.schemas.main.get("properties")?.get(key).is_some();
        if !is_of_root || self.root.get(key).is_some() || map.parent() != Some(self.root) {
            return None;
        }
        let text = self.node.source().text();
        let begin = entry.key.span().start as usize;
        let start = text.get(..begin)?.rfind('\n').map_or(0, |at| at + 1);
        let column = begin - start;
        if column == 0 || !text.get(start..begin)?.trim().is_empty() {
            return None;
        }
        // At the margin it would cut the ids below it off from those above.
        let is_last = map.entries().last().is_some_and(|last| last.key == entry.key);
        let edits = if is_last { self.at_the_margin(start, column)? } else { Vec::new() };
        let message = format!(
            "{} stands further in than `{}:`, so that it is read as one of its ids",
            quoted(key),
            owner.name()
        );
        let help = match is_last {
            true => "begin the line with no space, and those below it with as many fewer".to_owned(),
            false => format!("put it above `{}:`, with no space before it", owner.name()),
        };
        let mut explanation = self
            .independent(entry.key.span(), self.node, message)
            .with_help(Some(help))
            .stands_for(self.root, key);
        let edits = Some(edits).filter(|edits| !edits.is_empty());
        explanation = explanation.with_edits("put it at the margin", edits);
        Some(explanation)
    }

    /// Returns the edits that move the lines from byte `start` to the end of the value to the left by `columns`.
    fn at_the_margin(&self, start: usize, columns: usize) -> Option<Vec<Edit>> {
        let text = self.node.source().text();
        let mut edits = Vec::new();
        let mut at = start;
        for line in text.get(start..self.node.span().end as usize)?.split_inclusive('\n') {
            let indent = line.len() - line.trim_start_matches(' ').len();
            if !line.trim().is_empty() {
                let span = Span::new(offset(at), offset(at + indent.min(columns)));
                edits.push(Edit { span, replacement: String::new() });
            }
            at += line.len();
        }
        Some(edits)
    }

    /// Explains the keys of a thing with an id that stand beside the id: they are read as ids themselves.
    pub(super) fn keys_beside_id(&self, entry: Entry<'a>) -> Option<Explanation<'a>> {
        let map = entry.key.parent().filter(|_| !self.is_json)?;
        let owner = map.parent_entry().filter(|owner| BY_ID.contains(&owner.name()))?;
        let part = self.part.map(|part| resolve(self.file, part).unwrap_or(part))?;
        let allowed = AllowedKeys::collect(self.file, part, self.node);
        let after = map.entries().skip_while(|other| other.name() != entry.name()).skip(1);
        let own: Vec<Entry<'_>> = after
            .take_while(|other| {
                let is_plain = other.value.node_type() != NodeType::Mapping;
                is_plain && allowed.here.contains_key(other.name())
            })
            .collect();
        let (first, last) = (own.first()?, own.last()?);
        let text = self.node.source().text();
        let begin = first.key.span().start as usize;
        let start = text.get(..begin)?.rfind('\n').map_or(0, |at| at + 1);
        let mut edits = Vec::new();
        let mut at = start;
        for line in text.get(start..last.value.span().end as usize)?.split_inclusive('\n') {
            if !line.trim().is_empty() {
                edits.push(Edit { span: Span::empty(offset(at)), replacement: "  ".to_owned() });
            }
            at += line.len();
        }
        let id = quoted(entry.name());
        let message =
            format!("the keys of {id} stand beside it, so that they are read as ids of `{}:`", owner.name());
        let help = format!("begin {} and the lines below it with 2 more spaces", quoted(first.name()));
        let mut explanation = self
            .independent(entry.key.span(), self.node, message)
            .with_help(Some(help))
            .with_label(first.key.span(), "the first of them");
        explanation.finding.fix = Some(Fix::new("put the keys further in", Applicability::Unsafe, edits));
        let refutes = &mut explanation.finding.refutes;
        refutes.push(diagnostic::Premise::key_read(self.node, owner.name()));
        for other in own {
            refutes.push(diagnostic::Premise::meaning_unknown(other.value));
            refutes.extend(diagnostic::Premise::value_right(other.value));
            refutes.push(diagnostic::Premise::unreferred(other.key));
        }
        Some(explanation)
    }

    /// Returns true if a mapping has all keys that a schema requires, and only keys and words that it knows.
    fn is_thing(&self, schema: &Value, mapping: NodeRef<'_>) -> bool {
        let allowed = AllowedKeys::collect(self.file, schema, mapping);
        let is_word = |entry: &Entry<'_>| {
            let part = allowed.here.get(entry.name()).copied();
            let part = part.map(|part| resolve(self.file, part).unwrap_or(part));
            let words = part.and_then(|part| part.get("enum")).and_then(Value::as_array);
            words.is_none_or(|words| {
                entry.value.as_str().is_some_and(|value| words.iter().any(|word| word == value))
            })
        };
        mapping.node_type() == NodeType::Mapping
            && mapping.entries().len() > 0
            && allowed.required.iter().all(|key| mapping.get(key).is_some())
            && mapping.entries().all(|entry| allowed.here.contains_key(entry.name()) && is_word(&entry))
    }
}

/// Says that nothing follows from what an item has and lacks, as it belongs elsewhere.
fn refute_all(explanation: &mut Explanation<'_>, item: NodeRef<'_>) {
    let refutes = &mut explanation.finding.refutes;
    refutes.push(diagnostic::Premise::one_thing(item));
    refutes.push(diagnostic::Premise::key_absent(item, field::UNKNOWN));
    for entry in item.entries() {
        refutes.extend(diagnostic::Premise::value_right(entry.value));
        refutes.push(diagnostic::Premise::meaning_unknown(entry.value));
    }
}
