//! Values that TOML does not know: texts without quotes above all.

use super::super::line::cut;
use super::super::phrases::shown;
use super::{Fault, is_day, is_toml_value, toml_quoted, with_edit};
use crate::diagnostic::{Applicability, Diagnostic, Edit};
use crate::source::{Span, offset};

const NO_TEXT: [&str; 10] = [
    "string values must be quoted",
    "invalid boolean",
    "invalid float",
    "invalid date",
    "invalid time",
    "invalid integer",
    "invalid value",
    "invalid number",
    "missing value",
    "invalid datetime",
];

/// Writes a value of YAML on one line as TOML has it, texts in quotes.
pub(super) fn in_toml(value: &str) -> String {
    if is_toml_value(value) {
        return value.to_owned();
    }
    match value.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(items) if !items.contains(['[', '{', '"', '\'']) => {
            let items = items.split(',').map(str::trim).filter(|item| !item.is_empty()).map(in_toml);
            format!("[{}]", items.collect::<Vec<_>>().join(", "))
        }
        _ => toml_quoted(value),
    }
}

/// Recognises a comma or a semicolon behind a value.
pub(super) fn ends_with_sign(fault: Fault<'_>) -> Option<Diagnostic> {
    let behind = Some(fault.behind()).filter(|_| fault.is(&["unexpected key or value"]))?;
    let rest = super::without_comment(behind).trim();
    if rest != "," && rest != ";" {
        return None;
    }
    let at = fault.line.text.len() - behind.trim_start().len();
    let span = fault.place(at, 1);
    let found =
        fault.diagnostic("syntax/toml", span, format!("no `{rest}` stands at the end of a line in TOML"));
    let edit = Edit { span, replacement: String::new() };
    Some(found.with_help("delete it").with_fix("delete it", Applicability::Safe, vec![edit]))
}

/// Recognises `0,5`.
pub(super) fn decimal_comma(fault: Fault<'_>) -> Option<Diagnostic> {
    let behind = Some(fault.behind()).filter(|_| fault.is(&["unexpected key or value"]))?;
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let fraction = behind.strip_prefix(',').map(digits).filter(|count| *count > 0)?;
    let before = cut(fault.line.text, 0, fault.line.text.len() - behind.len());
    let whole = before.len() - before.trim_end_matches(|letter: char| letter.is_ascii_digit()).len();
    if whole == 0 {
        return None;
    }
    let span = fault.place(before.len() - whole, whole + 1 + fraction);
    let written = fault.context.slice(span);
    let help = format!("write `{}`, or put it into quotes if it is a text", written.replace(',', "."));
    Some(
        fault
            .diagnostic(
                "syntax/toml",
                span,
                format!("`{written}` is no number in TOML, because of its comma"),
            )
            .with_help(help),
    )
}

/// Recognises text behind a value that is complete.
pub(super) fn followed_by_text(fault: Fault<'_>) -> Option<Diagnostic> {
    let behind = Some(fault.behind()).filter(|_| fault.is(&["unexpected key or value"]))?;
    let text = super::without_comment(behind).trim();
    let span = Span::new(fault.span.start, fault.span.start + offset(text.len()));
    let found = fault.diagnostic(
        "syntax/toml",
        span,
        format!("{} stands behind a value that is complete", shown(text)),
    );
    if text.starts_with("//") {
        let place = Span::new(span.start, span.start + 2);
        return Some(with_edit(found.with_help("a comment begins with `#`"), "write `#`", place, "#"));
    }
    let help = if text.contains('=') {
        "begin a line of its own for each key"
    } else {
        "put the whole text into one pair of quotes"
    };
    Some(found.with_help(help))
}

/// Recognises a key without a value.
pub(super) fn missing(fault: Fault<'_>) -> Option<Diagnostic> {
    if !fault.is(&NO_TEXT) || !super::without_comment(fault.behind()).trim().is_empty() {
        return None;
    }
    let line = fault.line.content();
    let (key, _) = super::key_before(line.text, '=')?;
    let span = Span::new(line.start, line.start + offset(line.text.find('=')? + 1));
    let help =
        format!("write the value on the same line, or delete `{key} =`: what is not known is left out");
    Some(fault.diagnostic("syntax/toml", span, format!("the key `{key}` has no value")).with_help(help))
}

/// Recognises the nothing of other languages.
pub(super) fn null(fault: Fault<'_>) -> Option<Diagnostic> {
    let value = Some(fault.value()).filter(|_| fault.is(&NO_TEXT))?;
    let is_null = ["null", "none", "nil", "~"].iter().any(|word| value.text.eq_ignore_ascii_case(word));
    is_null.then(|| {
        let message = format!("TOML has no `{}`", value.text);
        let help = "delete the line: what is not known is left out";
        fault.diagnostic("syntax/toml", value.span(), message).with_help(help)
    })
}

/// Recognises `True` and `yes`.
pub(super) fn truth(fault: Fault<'_>) -> Option<Diagnostic> {
    let value = Some(fault.value()).filter(|_| fault.is(&NO_TEXT))?;
    let lower = value.text.to_ascii_lowercase();
    let written = match lower.as_str() {
        "true" | "yes" | "on" => "true",
        "false" | "off" => "false",
        // `no` may be Norway.
        _ => return None,
    };
    let found = fault.diagnostic(
        "syntax/toml",
        value.span(),
        format!("{} is not a value of TOML", shown(value.text)),
    );
    let found = found.with_help(format!("write `{written}`, or `\"{}\"` if it is a text", value.text));
    Some(with_edit(found, &format!("write `{written}`"), value.span(), written))
}

/// Recognises a date that TOML does not know without quotes.
pub(super) fn date(fault: Fault<'_>) -> Option<Diagnostic> {
    let value =
        Some(fault.value()).filter(|_| fault.is(&NO_TEXT) || fault.is(&["unexpected leading zero"]))?;
    let year: String = value.text.chars().take_while(char::is_ascii_digit).collect();
    let rest = value.text.strip_prefix(year.as_str())?;
    let is_date = year.len() == 4
        && rest.starts_with(['-', '~', '?', '/', '.'])
        && rest.chars().all(|letter| letter.is_ascii_digit() || "-~?/.".contains(letter));
    if !is_date {
        return None;
    }
    let parts: Vec<&str> = value.text.split('-').collect();
    let is_short = |part: &&str| part.len() == 1 && part.bytes().all(|byte| byte.is_ascii_digit());
    if parts.len() == 3 && parts.iter().skip(1).any(is_short) {
        let written: Vec<String> = parts.iter().map(|part| format!("{part:0>2}")).collect();
        let written = written.join("-");
        let message = format!("{} is not a date: month and day have two digits", shown(value.text));
        let found =
            fault.diagnostic("syntax/toml", value.span(), message).with_help(format!("write `{written}`"));
        return Some(with_edit(found, &format!("write `{written}`"), value.span(), written));
    }
    if is_day(value.text) {
        let message = format!("{} is not a day of the calendar", shown(value.text));
        return Some(fault.diagnostic("syntax/toml", value.span(), message).with_help("look the day up"));
    }
    let written = toml_quoted(value.text);
    let message = format!("{} needs quotes: TOML knows only whole days without them", shown(value.text));
    let found = fault
        .diagnostic("syntax/unquoted-text", value.span(), message)
        .with_help(format!("write `{written}`"));
    Some(with_edit(found, "put it into quotes", value.span(), written))
}

/// Recognises a text without quotes.
pub(super) fn text(fault: Fault<'_>) -> Option<Diagnostic> {
    let value = Some(fault.value()).filter(|_| fault.is(&NO_TEXT))?;
    if value.text.is_empty() || value.text.starts_with(['"', '\'', '[', '{']) {
        return None;
    }
    let written = toml_quoted(value.text);
    let message = format!("{} needs quotes, as each text in TOML does", shown(value.text));
    let found = fault
        .diagnostic("syntax/unquoted-text", value.span(), message)
        .with_help(format!("write {}", shown(&written)));
    Some(with_edit(found, "put it into quotes", value.span(), written))
}

/// Recognises what begins as a number and is none.
pub(super) fn number(fault: Fault<'_>) -> Option<Diagnostic> {
    let reasons = [
        "unexpected leading zero",
        "integer number",
        "floating-point number",
        "`_` may",
        "redundant",
        "unexpected sign",
        "radix",
    ];
    let value = Some(fault.value()).filter(|value| fault.is(&reasons) && !value.text.is_empty())?;
    let written = toml_quoted(value.text);
    let message = format!("{} is no number in TOML", shown(value.text));
    let found = fault.diagnostic("syntax/toml", value.span(), message);
    let found = found.with_help(format!(
        "write {} if it is a text, or the number without zeros before it",
        shown(&written)
    ));
    Some(found.with_fix(
        "put it into quotes",
        Applicability::Unsafe,
        vec![Edit { span: value.span(), replacement: written }],
    ))
}
