//! The legal code that applies to an event.

use crate::law::{CodeType, LegalCode};
use crate::model::{Event, Jurisdiction};
use crate::rule::DocumentContext;

/// Returns the code of a type that applied at the time and in the country of an event; `None` where the country is
/// unknown or several codes may have applied.
pub(crate) fn code_at<'a>(
    cx: &DocumentContext<'a>,
    event: Event<'a>,
    code_type: CodeType,
) -> Option<&'a LegalCode> {
    let model = cx.model();
    let abroad = event.location().and_then(|location| location.country());
    let country = abroad.or(model.country())?;
    // A report covers its period; a file without a period is mostly about the present.
    let date = event.dated().or_else(|| model.period()?.end()).map(|dated| dated.date);
    match date {
        Some(date) => cx.law().in_force_on(country, code_type, &date),
        None => cx.law().in_force(country, code_type),
    }
}

/// Returns the id of the code that a charge or a verdict should cite; `CODE` where it is unknown.
pub(crate) fn code_to_cite<'a>(cx: &DocumentContext<'a>, event: Event<'a>) -> &'a str {
    let code_type = event.jurisdiction().map_or(Some(CodeType::Criminal), Jurisdiction::code_type);
    code_type.and_then(|code_type| code_at(cx, event, code_type)).map_or("CODE", |code| &code.id)
}
