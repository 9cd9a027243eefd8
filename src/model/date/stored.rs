//! Days in the cache: as year, month and day, which take four bytes.

use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::Day;

type Parts = (i16, i8, i8);

fn parts(day: Day) -> Parts {
    (day.year(), day.month(), day.day())
}

/// Writes a day.
pub(crate) fn serialize<S: Serializer>(day: &Day, serializer: S) -> Result<S::Ok, S::Error> {
    parts(*day).serialize(serializer)
}

/// Reads a day.
///
/// # Errors
/// The calendar has no such day.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
    let (year, month, day) = Parts::deserialize(deserializer)?;
    Day::new(year, month, day).map_err(D::Error::custom)
}

/// A day that may be unknown.
pub(crate) mod optional {
    use super::*;

    /// Writes a day, or that there is none.
    pub(crate) fn serialize<S: Serializer>(day: &Option<Day>, serializer: S) -> Result<S::Ok, S::Error> {
        day.map(parts).serialize(serializer)
    }

    /// Reads a day, or that there is none.
    ///
    /// # Errors
    /// The calendar has no such day.
    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Day>, D::Error> {
        let parts = Option::<Parts>::deserialize(deserializer)?;
        let day = parts.map(|(year, month, day)| Day::new(year, month, day));
        day.transpose().map_err(D::Error::custom)
    }
}
