//! The edits of a rule's fix.

use std::borrow::Cow;

use super::evaluate::Evaluator;
use super::rule::{Change, LocalFix};
use super::values::Value;
use crate::diagnostic::edits::{without_entry, without_item};
use crate::diagnostic::{Edit, Fix};
use crate::document::Format;
use crate::parse::is_text_in_yaml;
use crate::tree::{NodeRef, ScalarStyle};
use crate::words::quoted;

/// Returns the fix of a node; `None` where the file has a notation that the edit would break.
pub(super) fn fix<'a>(fix: &LocalFix, node: NodeRef<'a>, evaluator: &mut Evaluator<'_, 'a>) -> Option<Fix> {
    let (title, edits) = match &fix.change {
        Change::Replace(expression) => {
            let value = evaluator.value(&expression.expr).ok()?;
            let text = written(&value)?;
            let edit = replaced(node, &value.resolved(), &text)?;
            (format!("write {}", quoted(&text)), vec![edit])
        }
        Change::RenameKey(name) => (format!("call it {}", quoted(name)), vec![renamed(node, name)?]),
        Change::Delete => {
            let edits = match node.parent_entry() {
                Some(entry) => without_entry(entry),
                None => without_item(node),
            };
            ("remove it".to_owned(), edits?)
        }
    };
    Some(Fix::new(title, fix.applicability, edits))
}

/// Returns the text of a single value for a file: a number of the file as that has it, another without a loss.
fn written<'a>(value: &Value<'a>) -> Option<Cow<'a, str>> {
    match (value, value.clone().resolved()) {
        (Value::Node(node), Value::Int(_) | Value::Double(_)) => node.scalar_text().map(Cow::Borrowed),
        // Each notation has words of its own for what is no number, or none.
        (_, Value::Double(number)) => number.is_finite().then(|| Cow::Owned(format!("{number:?}"))),
        (_, value) => value.scalar_text(),
    }
}

/// Returns the edit that writes a value, with this text, in place of another one; `None` if it stands there already.
fn replaced(node: NodeRef<'_>, value: &Value<'_>, text: &str) -> Option<Edit> {
    let is_block = matches!(node.style(), Some(ScalarStyle::Literal | ScalarStyle::Folded));
    if node.is_alias()
        || is_block
        || node.scalar_text().is_none()
        || node.raw().is_empty()
        || text.contains('\n')
    {
        return None;
    }
    let is_json = Format::from_path(node.source().path()) == Some(Format::Json);
    let is_text = matches!(value, Value::Text(_) | Value::Date(_) | Value::Duration(_));
    let is_plain = !is_json && node.style().is_none_or(|style| style == ScalarStyle::Plain);
    let replacement = match is_text {
        true if is_plain && is_text_in_yaml(text) => text.to_owned(),
        // What YAML and JSON read alike.
        true => serde_json::to_string(text).ok()?,
        false => text.to_owned(),
    };
    let is_other = node.source().slice(node.span()) != replacement;
    is_other.then(|| Edit { span: node.span(), replacement })
}

/// Returns the edit that gives a key another name.
fn renamed(node: NodeRef<'_>, name: &str) -> Option<Edit> {
    let entry = node.parent_entry().filter(|entry| !entry.key.is_alias())?;
    let is_free = entry.key.parent().is_some_and(|mapping| mapping.get(name).is_none());
    let is_word = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    let edit = Edit { span: entry.key.value_span(), replacement: name.to_owned() };
    (is_free && is_word).then_some(edit)
}
