//! Articles, codes and penalties.

mod named_code;

pub(super) mod abolished_penalty;
pub(super) mod activity_ban_without_article;
pub(super) mod arrest_exceeds_maximum;
pub(super) mod article_not_in_force;
pub(super) mod article_of_other_country;
pub(super) mod charge_without_article;
pub(super) mod citation_without_part;
pub(super) mod conviction_without_sentence;
pub(super) mod fine_without_amount;
pub(super) mod imprisonment_without_duration;
pub(super) mod malformed_citation;
pub(super) mod penalty_of_other_code;
pub(super) mod penalty_out_of_range;
pub(super) mod review_without_target;
pub(super) mod sentence_under_wrong_code;
pub(super) mod sentence_without_article;
pub(super) mod sentence_without_conviction;
pub(super) mod sentenced_person_not_in_verdict;
pub(super) mod unknown_article;
pub(super) mod unknown_legal_code;
pub(super) mod verdict_article_not_charged;
pub(super) mod verdict_without_court;

use crate::law::{CodeType, LegalCode};
use crate::model::{Event, Jurisdiction};
use crate::rule::DocumentContext;

/// The code of a type that was the law at the time and in the country of an event; `None` where that is not known, or
/// several may have been.
fn code_at<'a>(cx: &DocumentContext<'a>, event: Event<'a>, code_type: CodeType) -> Option<&'a LegalCode> {
    let model = cx.model();
    let abroad = event.location().and_then(|location| location.country());
    let country = abroad.or(model.country())?;
    // A report tells of its period, and a file without one mostly of these days.
    let date = event.dated().or_else(|| model.period()?.end()).map(|dated| dated.date);
    match date {
        Some(date) => cx.law().in_force_on(country, code_type, &date),
        None => cx.law().in_force(country, code_type),
    }
}

/// The id of the code that a charge or a verdict is to cite; `CODE` where none is known.
fn code_to_cite<'a>(cx: &DocumentContext<'a>, event: Event<'a>) -> &'a str {
    let code_type = event.jurisdiction().map_or(CodeType::Criminal, Jurisdiction::code_type);
    code_at(cx, event, code_type).map_or("CODE", |code| &code.id)
}
