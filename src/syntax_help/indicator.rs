//! Texts without quotes in which a character has a meaning of its own: `@`, `%`, `|`, `-`, `*`, brackets.

use super::brackets::open_before;
use super::complaint::Complaint;
use super::context::ErrorContext;
use super::layout;
use super::line::cut;
use super::phrases::{shown, yaml_quoted};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

/// Recognises a text that begins with a character that has a meaning of its own.
pub(super) fn begins_text(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if let Some(found) = sign_before_id(context) {
        return Some(found);
    }
    let Complaint::Character(character) = context.complaint else { return None };
    let reason = match character {
        '@' | '`' => "which is reserved",
        '%' => "which marks an instruction about the YAML itself",
        '?' => "which marks a key",
        '|' | '>' => "which marks a text on the lines below it",
        _ => return None,
    };
    let value = context.value_here()?;
    let span = context.character(value.start);
    let first = context.slice(span);
    let message = match first {
        "`" => format!("{} begins with a backtick, {reason}, so it needs quotes", shown(value.text)),
        _ if value.text == first => format!("`{first}`, {reason}, needs quotes"),
        _ => format!("{} begins with `{first}`, {reason}, so it needs quotes", shown(value.text)),
    };
    let found = context
        .diagnostic("syntax/unquoted-text", span, message)
        .with_help(format!("write {}", shown(&yaml_quoted(value.text))));
    Some(context.with_quoting_fix(found, value))
}

/// The keys whose values are ids.
const REFERRING: [&str; 10] = [
    "about",
    "against",
    "appeals",
    "continues",
    "ended_by",
    "organisations",
    "persons",
    "source",
    "sources",
    "speaker",
];

/// Recognises a sign before an id, as other notations have it: `[#court-text]`, `speaker: @testova`.
fn sign_before_id(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if !matches!(context.complaint, Complaint::TightComment | Complaint::Character('@')) {
        return None;
    }
    let span = context.character(context.at);
    let sign = context.slice(span);
    let rest = context.rest(span.end);
    let is_of_id = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let id = rest.get(..rest.find(|c| !is_of_id(c)).unwrap_or(rest.len())).filter(|id| id.len() > 1)?;
    let ends = rest
        .get(id.len()..)
        .is_some_and(|after| after.trim_start_matches(' ').starts_with([',', ']', '}', '\n', '\r']));
    let line = context.line(context.at);
    let before = context.slice(Span::new(line.start, context.at)).trim_end();
    let begins = before.ends_with(['[', ',', ':', '-']);
    // An account in a network may begin with such a sign; a reference cannot.
    let key = line.parts().key.map(|key| key.text.trim_start_matches(['{', ' ']));
    let is_reference = key.is_some_and(|key| REFERRING.contains(&key));
    (matches!(sign, "#" | "@") && ends && begins && is_reference).then(|| {
        context
            .diagnostic("syntax/unquoted-text", span, format!("a `{sign}` stands before the id `{id}`"))
            .with_help(format!("write `{id}` without it"))
            .with_fix(
                format!("write `{id}`"),
                Applicability::Unsafe,
                vec![Edit { span, replacement: String::new() }],
            )
    })
}

/// Recognises a text that begins with a comma, outside brackets.
pub(super) fn comma_begins_text(context: ErrorContext<'_>) -> Option<Diagnostic> {
    let value = context.line(context.at).parts().value;
    let span = context.character(context.at);
    let is_comma = value.start <= context.at && context.slice(span) == ",";
    (context.complaint == Complaint::NoValue && is_comma).then(|| {
        let found = context
            .diagnostic(
                "syntax/unquoted-text",
                span,
                "a text cannot begin with a comma unless it is in quotes",
            )
            .with_help(format!("write {}, or delete the comma", shown(&yaml_quoted(value.text))));
        context.with_quoting_fix(found, value)
    })
}

/// Recognises a value within brackets that begins with a dash: `[- item]`.
pub(super) fn dash_in_brackets(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::DashInBrackets {
        return None;
    }
    let span = context.character(context.at);
    let found =
        context.diagnostic("syntax/unquoted-text", span, "a value within brackets begins with a dash");
    let found = match open_before(context) {
        Some((at, bracket)) => {
            found.with_label(Span::new(at, at + 1), format!("within the bracket `{bracket}` that opens here"))
        }
        None => found,
    };
    Some(found.with_help("within brackets, values are separated by commas, without dashes; a dash that is text needs quotes: `\"-\"`"))
}

/// Recognises a link in Markdown's notation where an address belongs: `[page](ADDRESS)`.
pub(super) fn link(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NoEntry {
        return None;
    }
    let value = context.line(context.at).parts().value;
    let (_, address) = value.text.strip_prefix('[')?.split_once("](")?;
    let address = address.strip_suffix(')').filter(|address| !address.contains(['(', ')', ' ', '"']))?;
    let is_address = ["https://", "http://"].iter().any(|scheme| address.starts_with(scheme));
    is_address.then(|| {
        let edit = Edit { span: value.span(), replacement: address.to_owned() };
        context
            .diagnostic(
                "syntax/unquoted-text",
                value.span(),
                "this is a link as Markdown writes it, and not an address",
            )
            .with_help(format!("write the address alone, without brackets: {}", shown(address)))
            .with_fix("write the address alone", Applicability::Unsafe, vec![edit])
    })
}

/// Recognises a text that begins with brackets or an alias, after which no text can follow.
pub(super) fn before_text(context: ErrorContext<'_>) -> Option<Diagnostic> {
    if context.complaint != Complaint::NoEntry || layout::misplaced_line(context).is_some() {
        return None;
    }
    let line = context.line(context.at);
    let (parts, content) = (line.parts(), line.content());
    let before = context.slice(Span::new(content.start, context.at)).trim_end_matches([' ', '\t']);
    let value = if parts.value.start < context.at { parts.value } else { content };
    if !before.ends_with([']', '}']) && !value.text.starts_with('*') {
        return None;
    }
    let rest = context.slice(Span::new(context.at, value.span().end));
    let first = cut(value.text, 0, context.at.saturating_sub(value.start) as usize);
    let message = format!("text follows {}, so all of it needs quotes", shown(first));
    let primary = if rest.is_empty() {
        context.word(context.at)
    } else {
        Span::new(context.at, context.at + offset(rest.len()))
    };
    let found = context
        .diagnostic("syntax/unquoted-text", primary, message)
        .with_label(
            context.character(value.start),
            format!("because of this `{}`, what follows is not read as text", cut(value.text, 0, 1)),
        )
        .with_help(format!("write {}", shown(&yaml_quoted(value.text))));
    Some(context.with_quoting_fix(found, value))
}
