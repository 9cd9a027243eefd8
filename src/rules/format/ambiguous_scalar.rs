//! `ambiguous-scalar`

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::document::{Anomaly, Yaml11Reading};
use crate::model::{Development, Figure};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::schema;
use crate::source::Span;
use crate::tree::{Entry, NodeRef, Number};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "ambiguous-scalar",
    group: Group::Format,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Safe),
    page: include_str!("ambiguous-scalar.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    check_anomalies(cx);
    check_figures(cx);
}

/// Reports figures with a decimal comma, which makes them text.
fn check_figures(cx: &mut DocumentContext<'_>) {
    let figures = cx.model().developments().flat_map(Development::figures);
    for entry in figures.filter_map(Figure::value_entry) {
        let Some(text) = entry.value.as_str() else { continue };
        let Some(number) = with_point(text) else { continue };
        let message = format!("`{text}` is text, not a number: it has a comma where a decimal point belongs");
        let report =
            cx.report(entry.value, message).help(format!("write `{number}`, without quotation marks"));
        let value = entry.value;
        // A block or a value with a tag would stay text.
        let before = value.source().slice(Span::new(entry.key.span().end, value.written_span().start));
        let is_plain = value.written_span() == value.span() && !before.contains('!');
        if is_plain && !value.is_alias() {
            let edit = Edit { span: entry.value.span(), replacement: number };
            report.fix("write a plain number", Applicability::Unsafe, vec![edit]);
        }
    }
}

/// Writes a number with a decimal point for its decimal comma; `None` where the comma may part thousands.
fn with_point(text: &str) -> Option<String> {
    const MOST_DIGITS: usize = 9;
    const OF_THOUSANDS: usize = 3;
    let (whole, decimals) = text.trim().split_once(',')?;
    let is_number = |part: &str| {
        (1..=MOST_DIGITS).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let digits = whole.strip_prefix('-').unwrap_or(whole);
    let is_plain = digits == "0" || !digits.starts_with('0');
    let may_be_thousands = decimals.len() == OF_THOUSANDS && digits != "0";
    (is_number(digits) && is_number(decimals) && is_plain && !may_be_thousands)
        .then(|| format!("{whole}.{decimals}"))
}

fn check_anomalies(cx: &mut DocumentContext<'_>) {
    for anomaly in cx.document().anomalies() {
        let Anomaly::AmbiguousScalar { node, reading } = anomaly else { continue };
        let node = cx.document().node(*node);
        let place = place(node, cx.document().kind().is_some());
        if place == Place::OtherType {
            continue;
        }
        let text = node.raw();
        let read_as = match reading {
            Yaml11Reading::Boolean(value) => format!("`{value}`"),
            Yaml11Reading::Sexagesimal => "a number in base 60".to_owned(),
            Yaml11Reading::Octal => "an octal number".to_owned(),
            Yaml11Reading::Number => "a number".to_owned(),
            Yaml11Reading::Text => "text".to_owned(),
        };
        let number = node.as_number().map(decimal);
        let message = match (reading, &number) {
            (Yaml11Reading::Text, Some(number)) => {
                format!("older YAML tools read `{text}` as text, and newer ones as the number {number}")
            }
            _ => format!("older YAML tools read `{text}` as {read_as}"),
        };
        let (replacement, help, title) = match number.filter(|_| place == Place::Number) {
            Some(number) => {
                let help = format!("write the number so that every tool reads the same: `{number}`");
                (number, help, "write a plain number")
            }
            None => {
                let help = format!("put it in quotes, so that every tool reads the same: `\"{text}\"`");
                (format!("\"{text}\""), help, "put the value in quotes")
            }
        };
        cx.report(node, message).help(help).fix(
            title,
            Applicability::Safe,
            vec![Edit { span: node.span(), replacement }],
        );
    }
}

/// The place of a value, by the bundled schemas.
#[derive(Clone, Copy, PartialEq)]
enum Place {
    /// They ask for a number.
    Number,
    /// They ask for another type than the value has, and say so.
    OtherType,
    Any,
}

fn place(node: NodeRef<'_>, is_of_bundled_kind: bool) -> Place {
    let owner = if node.parent_entry().is_some() { Some(node) } else { node.parent() };
    let Some(key) = owner.and_then(NodeRef::parent_entry).map(Entry::name).filter(|_| is_of_bundled_kind)
    else {
        return Place::Any;
    };
    let keys = schema::keys();
    if keys.number.contains(key) {
        return Place::Number;
    }
    // Under a key for `true` or `false`, quotes do not help, nor does a number where a text belongs.
    let is_number = node.as_number().is_some();
    match keys.boolean.contains(key) || is_number && keys.all.contains(key) {
        true => Place::OtherType,
        false => Place::Any,
    }
}

/// Returns a number in decimal digits.
fn decimal(number: Number) -> String {
    match number {
        Number::Int(value) => value.to_string(),
        Number::UInt(value) => value.to_string(),
        Number::Float(value) => value.to_string(),
    }
}
