//! The range of terms, or of fines, that parts of an article allow for a penalty.

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

/// The days of a sentence, and the date of the edition of the code.
#[derive(Clone, Copy)]
pub(in crate::rules::law) struct When<'d> {
    /// The day of the act or the charge, if it is known, and that of the verdict; none if the verdict has no date.
    pub(in crate::rules::law) days: &'d [Date],
    pub(in crate::rules::law) edition: Option<Date>,
}

impl When<'_> {
    /// Returns true if the wording of a part is known for all of the days.
    pub(in crate::rules::law) fn is_known(self, part: &Part) -> bool {
        // Without a day only a wording without a known change can be meant.
        let is_known = |day: &Date| part.is_known_on(day, self.edition);
        (!self.days.is_empty() || part.wording_from.is_none()) && self.days.iter().all(is_known)
    }

    /// Returns true if a penalty may have been law on one of the days: a later law that is milder applies to earlier acts.
    fn allows(self, penalty: &Penalty) -> bool {
        self.days.is_empty() || self.days.iter().any(|day| penalty.may_apply(day))
    }
}

/// Returns the range over all `parts`; `None` where one of them is not known to allow the penalty.
pub(in crate::rules::law) fn combined_range<'a>(
    parts: impl Iterator<Item = &'a Part>,
    word: &str,
    when: When<'_>,
) -> Option<Range> {
    let mut combined: Option<Range> = None;
    for part in parts {
        let of_day =
            |day: &Date| part.penalties.iter().any(|one| one.type_text == word && one.may_apply(day));
        // What held on each of the days must be known.
        if !when.is_known(part) || !when.days.iter().all(of_day) {
            return None;
        }
        let applies = |penalty: &&Penalty| penalty.type_text == word && when.allows(penalty);
        let mut versions = part.penalties.iter().filter(applies).peekable();
        versions.peek()?;
        // Any of several versions may have been the law on that day.
        for penalty in versions {
            let least = penalty.minimum.unwrap_or_default();
            let is_dated = [penalty.from, penalty.until, part.wording_from].iter().any(Option::is_some);
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

/// Returns the longest term that parts allow for a penalty in the wording that is known, where that is not the wording of the days;
/// and true if one of the days is later than it.
pub(in crate::rules::law) fn longest_of_other_day<'a>(
    parts: impl Iterator<Item = &'a Part> + Clone,
    word: &str,
    when: When<'_>,
) -> Option<(Duration, bool)> {
    if when.days.is_empty() || parts.clone().all(|part| when.is_known(part)) {
        return None;
    }
    let mut longest: Option<Duration> = None;
    let mut is_later = false;
    for part in parts {
        let mut terms = part.penalties.iter().filter(|one| one.type_text == word).peekable();
        terms.peek()?;
        for penalty in terms {
            let most = penalty.maximum?;
            longest = longest.filter(|so_far| so_far.days() >= most.days()).or(Some(most));
        }
        let edition = part.known_until.or(when.edition);
        let is_after = |day: &Date| {
            edition.is_some_and(|edition| day.latest().is_none_or(|day| day > edition.last_day()))
        };
        is_later |= when.days.iter().any(is_after);
    }
    longest.map(|longest| (longest, is_later))
}

/// The range of fines that the law allows, in a unit.
pub(in crate::rules::law) struct Fines<'a> {
    pub(in crate::rules::law) unit: &'a str,
    pub(in crate::rules::law) least: u64,
    pub(in crate::rules::law) most: u64,
}

/// Returns the range of fines over all `parts`; `None` where one of them is not known to allow a fine with a maximum, all in
/// one unit.
pub(in crate::rules::law) fn range_of_fines<'a>(
    parts: impl Iterator<Item = &'a Part>,
    when: When<'_>,
) -> Option<Fines<'a>> {
    let mut combined: Option<Fines<'a>> = None;
    for part in parts.filter(|part| !part.penalties.is_empty()) {
        if !when.is_known(part) {
            return None;
        }
        let mut fines =
            part.penalties.iter().filter(|one| one.type_text == "fine" && when.allows(one)).peekable();
        fines.peek()?;
        for fine in fines {
            let (unit, least, most) = (fine.unit.as_deref()?, fine.least.unwrap_or_default(), fine.most?);
            combined = Some(match combined {
                None => Fines { unit, least, most },
                Some(so_far) if so_far.unit == unit => {
                    Fines { unit, least: so_far.least.min(least), most: so_far.most.max(most) }
                }
                Some(_) => return None,
            });
        }
    }
    combined
}
