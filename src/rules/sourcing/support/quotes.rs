//! Quotes in findings: their place and their name.

use crate::model::{Model, Quote};
use crate::tree::Place;
use crate::words::{clip, quoted};

/// Returns the line by which an editor recognises a quote: its text.
pub(crate) fn quote_place(quote: Quote<'_>) -> Place<'_> {
    quote.text_entry().map_or_else(|| Place::from(quote.node()), Place::from)
}

/// Names a quote by its speaker, or else by its text.
pub(crate) fn name_quote<'a>(model: &Model<'a>, quote: Quote<'a>) -> String {
    match (quote.speaker(), quote.text()) {
        (Some(speaker), _) => format!("this quote ({})", clip(model.name_of(speaker))),
        (None, Some(text)) => format!("the quote {}", quoted(text)),
        (None, None) => "this quote".to_owned(),
    }
}
