//! Anchors, aliases and tags without a name, or two of them on one value.

use super::complaint::Complaint;
use super::context::ErrorContext;
use super::phrases::{shown, yaml_quoted};
use crate::diagnostic::Diagnostic;
use crate::source::Span;

/// Recognises `& name`, `* text`.
pub(super) fn nameless(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NamelessAnchor {
        return None;
    }
    let is_alias = context.rest(context.at).starts_with('*');
    let (role, form) = if is_alias { ("`*` repeats", "*name") } else { ("`&` names", "&name") };
    let value = context.value_here()?;
    let message = format!("{role} a part of the file, and no name follows it");
    let help = format!("if this is text, write {}; otherwise `{form}`", shown(&yaml_quoted(value.text)));
    let found = context.diagnostic("syntax/anchor", context.character(context.at), message).with_help(help);
    Some(context.with_quoting_fix(found, value))
}

/// Recognises `&one &two`, `!tag *alias`.
pub(super) fn second_on_value(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NoEntry {
        return None;
    }
    let line = context.line(context.at);
    let before = context.slice(Span::new(line.content().start, context.at)).trim_end_matches([' ', '\t']);
    let last = before.rsplit([' ', '\t']).next().unwrap_or_default();
    let is_property = |word: &str| word.starts_with(['&', '!', '*']);
    if !is_property(last) || !is_property(context.rest(context.at)) {
        return None;
    }
    let second = context.word(context.at);
    let rule = if last.starts_with('!') { "syntax/tag" } else { "syntax/anchor" };
    let message =
        format!("{} follows {}, and one value cannot have both", shown(context.slice(second)), shown(last));
    let found = context
        .diagnostic(rule, second, message)
        .with_help("keep one of the two, or put the text into quotes");
    Some(found)
}
