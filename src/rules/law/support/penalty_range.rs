//! The range of terms that parts of an article allow for a penalty.

use crate::law::{Part, Penalty};
use crate::model::date::Date;
use crate::model::duration::Duration;

/// The range of terms that the law allows for a penalty.
pub(in crate::rules::law) struct Range {
    pub(in crate::rules::law) least: Duration,
    pub(in crate::rules::law) most: Option<Duration>,
    /// True if it is recorded since when, or until when, the range applies.
    pub(in crate::rules::law) is_dated: bool,
}

/// Returns the range over all `parts` at a date; `None` where one of them is not known to allow the penalty.
pub(in crate::rules::law) fn combined_range<'a>(
    parts: impl Iterator<Item = &'a Part>,
    word: &str,
    date: Option<Date>,
) -> Option<Range> {
    let mut combined: Option<Range> = None;
    for part in parts {
        let applies = |penalty: &&Penalty| {
            penalty.type_text == word && date.is_none_or(|date| penalty.may_apply(&date))
        };
        let mut versions = part.penalties.iter().filter(applies).peekable();
        versions.peek()?;
        // Any of several versions may have been the law on that day.
        for penalty in versions {
            let least = penalty.minimum.unwrap_or_default();
            let is_dated = penalty.from.is_some() || penalty.until.is_some();
            combined = Some(match combined {
                None => Range { least, most: penalty.maximum, is_dated },
                Some(so_far) => Range {
                    least: if least.days() < so_far.least.days() { least } else { so_far.least },
                    // If one part has no maximum, the range has none.
                    most: so_far
                        .most
                        .zip(penalty.maximum)
                        .map(|(one, other)| if one.days() < other.days() { other } else { one }),
                    is_dated: is_dated && so_far.is_dated,
                },
            });
        }
    }
    combined
}
