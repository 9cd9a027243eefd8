//! Words that say that a value is not known, in the value's place: `court: unknown`.

use serde_json::Value;

use super::context::Context;
use super::explanation::{Explanation, Priority};
use super::names::key_of;
use crate::diagnostic::edits::without_entry;
use crate::model::unknown::says_unknown;
use crate::model::vocabulary::field;
use crate::schema::check::Fault;
use crate::source::Span;
use crate::tree::{Entry, NodeRef};
use crate::words::quoted;

/// The lists of things that may say which of their keys are not known, each with the definition that says which these are.
const OWNERS: [(&str, &str); 6] = [
    (field::CASES, "case"),
    (field::EVENTS, "event"),
    (field::QUOTES, "quote"),
    (field::RESULTS, "court-result"),
    (field::SENTENCES, "sentence"),
    (field::SOURCES, "source"),
];

/// The title of the fix that leaves a line out.
const LEAVE_OUT: &str = "leave the line out";

/// Words of spreadsheets and programs for a value that is not there.
const NOTHING: [&str; 6] = ["none", "nan", "nil", "null", "undefined", "#n/a"];

impl<'a> Context<'_, 'a> {
    /// Explains a value that says that it is not known, where the schema takes no such word.
    pub(super) fn unknown_value(&self) -> Option<Explanation<'a>> {
        let is_of_value = matches!(
            self.violation.fault,
            Fault::NotAmong(_)
                | Fault::WrongType(_)
                | Fault::Format(_)
                | Fault::Pattern(_)
                | Fault::NoAlternative(_)
        );
        let text = self.node.as_str().filter(|_| is_of_value)?;
        let says_nothing = NOTHING.contains(&text.trim().to_lowercase().as_str());
        if !says_nothing && !says_unknown(text) || self.takes_null() {
            return None;
        }
        let entry = self.node.parent_entry().or_else(|| self.only_item())?;
        let key = key_of(self.node).filter(|key| *key != field::TYPE && *key != field::UNKNOWN)?;
        let owner = entry.key.parent()?;
        if says_nothing {
            let message = format!("{} stands for no value, and {} needs one", quoted(text), quoted(key));
            let help = "leave the line out while there is nothing to write".to_owned();
            let is_left_out = !self.is_required();
            let explanation = self.about_value(Priority::Type, message).with_help(Some(help));
            return is_left_out.then(|| explanation.with_edits(LEAVE_OUT, without_entry(entry)));
        }
        let message =
            format!("{} says that {} is not known, and is no value of it", quoted(text), quoted(key));
        let explanation = self.about_value(Priority::Type, message);
        if !self.may_be_unknown(owner, key) {
            let is_left_out = !self.is_required();
            let help = "leave the line out while it is not known".to_owned();
            let explanation = explanation.with_help(Some(help));
            return is_left_out.then(|| explanation.with_edits(LEAVE_OUT, without_entry(entry)));
        }
        let list = if self.is_json { format!("[\"{key}\"]") } else { format!("[{key}]") };
        let written = self.pair(field::UNKNOWN, &list);
        let explanation = explanation.with_help(Some(match owner.get(field::UNKNOWN) {
            None => format!("take the line out, and write {} in its place", quoted(&written)),
            Some(_) => format!("take the line out, and add {} to `unknown:`", quoted(key)),
        }));
        let span = Span::new(entry.key.span().start, entry.value.span().end);
        Some(match owner.get(field::UNKNOWN) {
            None => explanation.with_replacement(span, written),
            Some(_) => explanation,
        })
    }

    /// Returns true if the schema has a value of its own for nothing.
    fn takes_null(&self) -> bool {
        let types = self.part.and_then(|part| part.get("type")).map(Value::to_string).unwrap_or_default();
        let values = self.part.and_then(|part| part.get("enum")?.as_array());
        types.contains("\"null\"") || values.is_some_and(|values| values.contains(&Value::Null))
    }

    /// Returns the entry whose list has the value as its only item.
    fn only_item(&self) -> Option<Entry<'a>> {
        let list = self.node.parent().filter(|list| list.items().len() == 1)?;
        list.parent_entry()
    }

    /// Returns true if a mapping may say that it has no value for the key because it is not known.
    fn may_be_unknown(&self, owner: NodeRef<'_>, key: &str) -> bool {
        let around = owner.parent();
        // A source stands under its id, and other things in lists.
        let list = around.and_then(NodeRef::parent_entry);
        let name = match list {
            None => around.is_none().then_some("case"),
            Some(list) => {
                OWNERS.iter().find(|(name, _)| *name == list.name()).map(|(_, definition)| *definition)
            }
        };
        let options = name.and_then(|name| {
            let path = format!("/$defs/{name}/properties/unknown/then/items/enum");
            self.schemas.main.pointer(&path)?.as_array()
        });
        options.into_iter().flatten().filter_map(Value::as_str).any(|option| option == key)
    }
}
