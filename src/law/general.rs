//! The general part of a code, as far as penalties rest on it: units of fines, limits of terms, and who may not be arrested.

use super::article::{Penalty, text};
use crate::model::duration::Duration;
use crate::model::vocabulary::field;
use crate::tree::NodeRef;

/// A unit in which a code counts fines, with its value by year.
#[derive(Debug, Clone)]
pub(crate) struct Unit {
    /// The short name: `MCI`.
    pub name: String,
    /// The currency of its value.
    pub currency: Option<String>,
    /// The values in each year that is known, in order; several where it changed within the year.
    values: Vec<(i16, Vec<f64>)>,
}

impl Unit {
    pub(super) fn read(node: NodeRef<'_>) -> Option<Self> {
        let values = node.get(field::VALUES).into_iter().flat_map(NodeRef::entries);
        let number = |node: NodeRef<'_>| node.scalar_text()?.parse().ok();
        let of_year = |entry: crate::tree::Entry<'_>| {
            let single = number(entry.value).into_iter();
            Some((
                entry.key.scalar_text()?.parse().ok()?,
                single.chain(entry.value.items().filter_map(number)).collect(),
            ))
        };
        let mut values: Vec<(i16, Vec<f64>)> = values.filter_map(of_year).collect();
        values.sort_by_key(|(year, _)| *year);
        Some(Self { name: text(node, field::UNIT)?, currency: text(node, field::CURRENCY), values })
    }

    /// Returns true if this is the name of the unit: the monthly calculation index has two, and Uzbekistan's base calculation amount
    /// is also called a base unit.
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.name == name
            || matches!((self.name.as_str(), name), ("MCI", "MRP") | ("MRP", "MCI") | ("BCA", "BU"))
    }

    /// Returns the values in a year; none where they are not known.
    pub(crate) fn values_in(&self, year: i16) -> &[f64] {
        let of_year = self.values.iter().find(|(known, _)| *known == year);
        of_year.map(|(_, values)| values.as_slice()).unwrap_or_default()
    }

    /// Returns the bounds of the value in a year of which it is not known, by the years around it: a state raises such a
    /// unit, and does not lower it.
    pub(crate) fn bounds_in(&self, year: i16) -> (Option<f64>, Option<f64>) {
        let before = self.values.iter().rfind(|(known, _)| *known < year);
        let after = self.values.iter().find(|(known, _)| *known > year);
        let least = before.and_then(|(_, values)| values.iter().copied().reduce(f64::max));
        let most = after.and_then(|(_, values)| values.iter().copied().reduce(f64::min));
        (least, most)
    }
}

/// The limits of a kind of penalty, whatever the article.
#[derive(Debug, Clone)]
pub(crate) struct Limit {
    /// The kind and its limits for one offence.
    pub penalty: Penalty,
    /// The longest term for several offences or sentences.
    pub cumulative: Option<Duration>,
}

impl Limit {
    pub(super) fn read(node: NodeRef<'_>) -> Option<Self> {
        let cumulative = node.get(field::CUMULATIVE).and_then(NodeRef::as_str).and_then(Duration::parse);
        Some(Self { penalty: Penalty::read(node)?, cumulative })
    }

    /// Returns the longest term that a court can impose.
    pub(crate) fn longest(&self) -> Option<Duration> {
        self.cumulative.or(self.penalty.maximum)
    }
}

/// Those who may not be arrested as a penalty.
#[derive(Debug, Clone)]
pub(crate) struct Exemption {
    /// Everybody below this age.
    pub under: Option<u16>,
    /// Women of this age and above.
    pub women_from: Option<u16>,
    /// Men of this age and above.
    pub men_from: Option<u16>,
    /// Others, in words.
    pub also: Vec<String>,
}

impl Exemption {
    pub(super) fn read(node: NodeRef<'_>) -> Self {
        let age = |key: &str| node.get(key)?.scalar_text()?.parse().ok();
        let also = node.get(field::ALSO).into_iter().flat_map(NodeRef::items);
        Self {
            under: age(field::UNDER),
            women_from: age(field::WOMEN_FROM),
            men_from: age(field::MEN_FROM),
            also: also.filter_map(NodeRef::as_str).map(str::to_owned).collect(),
        }
    }
}
