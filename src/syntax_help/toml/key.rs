//! Keys, and the sign between them and their values.

use super::super::known_keys::is_known_key;
use super::super::line::cut;
use super::super::phrases::shown;
use super::value::in_toml;
use super::{Fault, is_toml_value, key_before, toml_quoted, with_edit, without_comment};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

const NO_SIGN: [&str; 2] = ["key with no value", "missing assignment"];

/// Recognises a key or a table that stands above already.
pub(super) fn twice(fault: Fault<'_>) -> Option<Diagnostic> {
    if !fault.is(&["duplicate key", "cannot extend value"]) {
        return None;
    }
    let name = fault.context.slice(fault.span);
    let is_table = fault.line.content().text.starts_with('[');
    let first = first_of(fault, name);
    let is_header = |first: Span| fault.context.line(first.start).content().text.starts_with('[');
    let is_first_table = first.map_or(is_table, is_header);
    let message = match (is_table, is_first_table) {
        (true, true) => format!("the table {} stands twice", shown(name)),
        (false, false) => format!("the key {} stands twice", shown(name)),
        _ => format!("{} is both a key and a table", shown(name)),
    };
    let help = if is_table && is_first_table {
        format!("put all its keys below one header, or write `[[{name}]]` in both places for a list of two")
    } else {
        "keep one of them: TOML takes each only once".to_owned()
    };
    let found = fault.diagnostic("syntax/toml", fault.span, message).with_help(help);
    Some(match first {
        Some(first) => found.with_label(first, "it stands here first"),
        None => found,
    })
}

/// Returns the place above at which a key or table of this name stands in the same table.
fn first_of(fault: Fault<'_>, name: &str) -> Option<Span> {
    let mut line = fault.line;
    let is_header = line.content().text.starts_with('[');
    let mut is_same_table = true;
    let mut nearest = None;
    while let Some(above) = fault.context.above(line) {
        line = above;
        let content = line.content();
        let place = |text: &str| {
            let at = offset(text.len() - text.trim_start_matches(['[', ' ']).len());
            Span::new(content.start + at, content.start + at + offset(name.len()))
        };
        if content.text.starts_with('[') {
            let header = content.text.trim_start_matches(['[', ' ']);
            let names =
                header.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with([']', '.']));
            if is_header && names {
                return Some(place(content.text));
            }
            is_same_table = false;
            continue;
        }
        let is_key =
            content.text.strip_prefix(name).is_some_and(|rest| rest.trim_start().starts_with(['=', '.']));
        if is_key && (is_header || is_same_table) {
            nearest = Some(place(content.text));
        }
    }
    // A key on the same line stands in one bracket with it.
    let same_line = || {
        let at = fault.line.text.find(name)?;
        let span = fault.place(at, name.len());
        (span.start < fault.span.start).then_some(span)
    };
    nearest.or_else(same_line)
}

/// Recognises an item of a list as YAML writes it.
pub(super) fn list_item(fault: Fault<'_>) -> Option<Diagnostic> {
    let content = fault.line.content();
    let item = content.text.strip_prefix("- ").filter(|_| fault.is(&NO_SIGN) || fault.is(&["invalid"]))?;
    let above = fault.context.above(fault.line);
    let key = above.and_then(|line| line.text.trim().strip_suffix([':', '=']).map(str::trim));
    let key = key.filter(|key| !key.is_empty()).unwrap_or("key");
    let help = if item.contains(": ") || item.contains(" = ") {
        format!("write `[[{key}]]` on a line of its own, and below it `key = value` for each key of the item")
    } else {
        format!("write the list on one line: `{key} = [{}, …]`", in_toml(without_comment(item).trim()))
    };
    Some(fault.diagnostic("syntax/toml", content.span(), "a list in TOML has no dashes").with_help(help))
}

/// Recognises a comment of another language.
pub(super) fn comment(fault: Fault<'_>) -> Option<Diagnostic> {
    let content = fault.line.content();
    let sign = ["//", "<!--", "/*", ";", "--"].into_iter().find(|sign| content.text.starts_with(sign))?;
    let span = Span::new(content.start, content.start + offset(sign.len()));
    let found =
        fault.diagnostic("syntax/toml", span, format!("a comment in TOML does not begin with `{sign}`"));
    let found = found.with_help("write `#` before it");
    Some(if matches!(sign, "//" | ";" | "--") { with_edit(found, "write `#`", span, "#") } else { found })
}

/// Recognises `key: value`.
pub(super) fn colon(fault: Fault<'_>) -> Option<Diagnostic> {
    if !fault.is(&NO_SIGN) {
        return None;
    }
    // Within brackets the colon is read as the end of a key.
    let before = cut(fault.line.text, 0, fault.line.text.len() - fault.behind().len()).trim_end();
    if fault.is_in_open_bracket() && before.ends_with(':') {
        let place = fault.place(before.len() - 1, 1);
        let found = fault.diagnostic("syntax/toml", place, "in TOML `=` stands behind a key, not `:`");
        return Some(with_edit(found.with_help("write `=`"), "write `=`", place, " ="));
    }
    let parts = fault.line.parts();
    let key = parts.key.filter(|_| parts.dashes.is_empty())?;
    let colon = parts.colon?;
    let span = Span::new(key.start, colon + 1);
    let found = fault.diagnostic("syntax/toml", span, "in TOML `=` stands behind a key, not `:`");
    let value = parts.value;
    let name = if key.text.contains(' ') { toml_quoted(key.text) } else { key.text.to_owned() };
    if value.text.is_empty() {
        return Some(block(fault, found, span, &name));
    }
    if value.text.starts_with(['|', '>']) {
        let help = format!(
            "write `{name} = \"\"\"`, the lines of the text below it, and `\"\"\"` behind its last line"
        );
        return Some(found.with_help(help));
    }
    let written = in_toml(value.text);
    let help = format!("write {}", shown(&format!("{name} = {written}")));
    let whole = Span::new(key.start, value.span().end);
    Some(with_edit(found.with_help(help), "write it so", whole, format!("{name} = {written}")))
}

/// Explains a key whose value stands in the lines below it, as YAML has it.
fn block(fault: Fault<'_>, found: Diagnostic, key: Span, name: &str) -> Diagnostic {
    let mut items = Vec::new();
    let mut last = fault.line;
    while let Some(line) = fault.context.next(last) {
        let Some(item) = line.content().text.strip_prefix("- ") else { break };
        if item.contains(": ") || item.contains(" = ") {
            return found.with_help(format!(
                "write `[[{name}]]` on a line of its own above the keys of each item, and `key = value` for each of them"
            ));
        }
        items.push(in_toml(without_comment(item).trim()));
        last = line;
    }
    if !items.is_empty() {
        let written = format!("{name} = [{}]", items.join(", "));
        let whole = Span::new(key.start, last.end());
        return with_edit(
            found.with_help(format!("write {}", shown(&written))),
            "write it so",
            whole,
            written,
        );
    }
    if fault.context.next(fault.line).is_some_and(|line| line.indent() > fault.line.indent()) {
        // A header takes all keys below it, so it cannot simply stand here.
        return found.with_help(format!(
            "write `{name} = {{key = value, …}}` on one line; or a line `[{name}]` with the keys below it, at the end, since all \
             keys up to the next header belong to it"
        ));
    }
    found.with_help(format!(
        "write a value behind it, `{name} = …`, or delete the line: what is not known is left out"
    ))
}

/// Recognises a key of several words without quotes.
pub(super) fn with_blanks(fault: Fault<'_>) -> Option<Diagnostic> {
    let (key, _) = key_before(fault.line.text, '=').filter(|_| fault.is(&NO_SIGN))?;
    if !key.contains(' ') || key.contains(['"', '\'', '[', '{', ':']) {
        return None;
    }
    let start = fault.line.text.len() - fault.line.text.trim_start().len();
    let span = fault.place(start, key.len());
    let written = toml_quoted(key);
    let found = fault.diagnostic(
        "syntax/toml",
        span,
        format!("the key {} needs quotes, because of its blanks", shown(key)),
    );
    Some(with_edit(found.with_help(format!("write `{written}`")), "put it into quotes", span, written))
}

/// Recognises a key in letters that TOML takes only in quotes.
pub(super) fn of_other_letters(fault: Fault<'_>) -> Option<Diagnostic> {
    let key = Some(fault.context.slice(fault.span)).filter(|_| fault.is(&["invalid unquoted key"]))?;
    if key.is_empty() {
        return None;
    }
    let written = toml_quoted(key);
    let message = format!("the key {} needs quotes, because of its letters or signs", shown(key));
    let found = fault.diagnostic("syntax/toml", fault.span, message).with_help(format!("write `{written}`"));
    Some(with_edit(found, "put it into quotes", fault.span, written))
}

/// Recognises a line on which nothing stands between a key and its value, and one that is a key or a text alone.
pub(super) fn without_sign(fault: Fault<'_>) -> Option<Diagnostic> {
    let content = Some(fault.line.content()).filter(|_| fault.is(&NO_SIGN) && !fault.is_in_open_bracket())?;
    let word = content.text.split([' ', '\t']).next().unwrap_or_default();
    let value = without_comment(content.text.strip_prefix(word)?).trim();
    let is_key = word.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '_' | '-'));
    let span = Span::new(content.start, content.start + offset(word.len()));
    // A sentence has no key.
    let is_literal = is_toml_value(value) || value.starts_with(['[', '{']);
    if !is_key || value.is_empty() || !(is_known_key(word) || is_literal) {
        let message = format!("{} is neither `key = value` nor a comment", shown(content.text));
        let help = "write `=` and a value behind a key; put `#` before a comment, and a line `+++` above the text of the report";
        return Some(fault.diagnostic("syntax/toml", content.span(), message).with_help(help));
    }
    let written = format!("{word} = {}", in_toml(value));
    let found = fault.diagnostic("syntax/toml", span, format!("no `=` stands behind the key `{word}`"));
    let whole = Span::new(content.start, content.start + offset(without_comment(content.text).len()));
    Some(with_edit(found.with_help(format!("write {}", shown(&written))), "write `=`", whole, written))
}

/// Recognises `=` without a key before it, and `==`.
pub(super) fn missing(fault: Fault<'_>) -> Option<Diagnostic> {
    if fault.is(&["unquoted keys cannot be empty"]) {
        let found = fault.diagnostic(
            "syntax/toml",
            fault.context.character(fault.span.start),
            "no key stands before this `=`",
        );
        return Some(found.with_help("write the key, or delete the line"));
    }
    let is_double = fault.is(&["extra `=`"]);
    is_double.then(|| {
        let found = fault.diagnostic("syntax/toml", fault.span, "one `=` stands behind a key, not two");
        let edit = Edit { span: fault.span, replacement: String::new() };
        found.with_help("delete this one").with_fix("delete it", Applicability::Safe, vec![edit])
    })
}

impl Fault<'_> {
    /// Returns true if the line goes on in a bracket that opened on it.
    fn is_in_open_bracket(&self) -> bool {
        self.line.text.contains(['{', '[']) && self.is_in_brackets()
    }
}
