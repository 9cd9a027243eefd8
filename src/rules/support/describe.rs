//! Names for parts of a document in messages.

use crate::model::{Model, Verdict};
use crate::words::{clip, quoted};

/// Names a verdict in words: by the people it is against, or else by its id and case; and by its court.
pub(in crate::rules) fn describe<'a>(model: &Model<'a>, verdict: Verdict<'a>) -> String {
    let event = verdict.event();
    let whom = match model.names(verdict.persons()) {
        Some(names) => format!(" against {names}"),
        None => {
            let own = event.id().map(|id| format!(" {}", quoted(id))).unwrap_or_default();
            let case = event.case().id().map(|id| format!(" in the case {}", quoted(id))).unwrap_or_default();
            format!("{own}{case}")
        }
    };
    let court = verdict.court().map(|court| format!(" by {}", clip(court))).unwrap_or_default();
    let what = if verdict.is_review() { "review of the verdict" } else { "verdict" };
    format!("the {what}{whom}{court}")
}
