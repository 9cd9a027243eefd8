//! Numbers, lengths of time and dates within braces that a comma ends: `{value: 63,66}`, `{duration: 3,5 года}`.

use std::collections::HashSet;

use serde_json::Value;

use super::allowed_keys::AllowedKeys;
use super::context::{Context, resolve};
use super::cut_text::is_bare;
use super::dates::advise;
use super::durations::duration_in_iso;
use super::explanation::Explanation;
use crate::diagnostic::Premise;
use crate::schema::check::MAX_VIOLATIONS;
use crate::source::Span;
use crate::tree::{Entry, NodeType};
use crate::words::quoted;

impl<'a> Context<'_, 'a> {
    /// Explains the keys that are the rest of a value before them, one finding a value, and takes them from `unexpected`.
    pub(super) fn cut_numbers(&self, unexpected: &mut HashSet<&str>) -> Vec<Explanation<'a>> {
        if self.is_json || !self.node.raw().starts_with('{') {
            return Vec::new();
        }
        let allowed =
            self.part.map(|part| AllowedKeys::collect(self.file, part, self.node)).unwrap_or_default();
        let entries = || self.node.entries().take(MAX_VIOLATIONS);
        let mut found = Vec::new();
        for (before, rest) in entries().zip(entries().skip(1)) {
            let is_rest = unexpected.contains(rest.name()) && is_bare(rest);
            let Some(schema) = allowed.here.get(before.name()).filter(|_| is_rest) else { continue };
            let schema = resolve(self.file, schema).unwrap_or(schema);
            if let Some(explanation) = self.cut_number(before, rest, schema) {
                unexpected.remove(rest.name());
                found.push(explanation);
            }
        }
        found
    }

    fn cut_number(&self, before: Entry<'a>, rest: Entry<'a>, schema: &Value) -> Option<Explanation<'a>> {
        let value = before.value;
        let is_plain = !value.raw().starts_with(['"', '\'']) && !value.is_alias();
        let is_single = matches!(value.node_type(), NodeType::String | NodeType::Number);
        let span = Span::new(value.span().start, rest.key.span().end);
        let written = self.node.source().slice(span);
        if !is_plain || !is_single || written.contains(['#', '\n', '\r']) {
            return None;
        }
        let meant = intended(written, schema)?;
        let message = format!(
            "the comma ends the value {}, so that {} is read as a key",
            quoted(value.scalar_text()?),
            quoted(rest.name())
        );
        let mut explanation = self
            .independent(rest.key.span(), rest.key, message)
            .with_help(Some(format!("write {}", quoted(&format!("{}: {meant}", before.name())))))
            .with_replacement(span, meant);
        explanation.finding.refutes.push(Premise::meaning_unknown(value));
        explanation.finding.refutes.extend(Premise::value_right(value));
        Some(explanation)
    }
}

/// Returns the value that a text with a comma means, as its schema has it.
fn intended(written: &str, schema: &Value) -> Option<String> {
    match schema.get("format").and_then(Value::as_str) {
        Some("duration") => return duration_in_iso(written),
        Some("edtf" | "date") => return advise(written, false, |_| true).date,
        _ => {}
    }
    let is_number = schema.get("type").is_some_and(|kind| match kind {
        Value::Array(kinds) => kinds.iter().any(|kind| kind == "number"),
        kind => kind == "number",
    });
    let (whole, decimals) = written.split_once(',')?;
    let are_digits = [whole, decimals]
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    // Three digits may be a group of thousands.
    (is_number && are_digits && decimals.len() != 3).then(|| format!("{whole}.{decimals}"))
}
