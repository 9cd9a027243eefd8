//! Geographic places: a name, or a mapping with a name and coordinates.

use super::accessors::{filled, text};
use super::vocabulary::field;
use crate::tree::{Entry, NodeRef};

/// The bytes of the longest name of a place or a court that is looked through word by word; what is longer is no name, and
/// aliases may repeat it.
pub(crate) const LONGEST_NAME: usize = 500;

/// The value of a `place:`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Location<'a>(Entry<'a>);

impl<'a> Location<'a> {
    pub(super) fn new(entry: Entry<'a>) -> Self {
        Self(entry)
    }

    /// Returns the `place:` line.
    pub(crate) fn entry(self) -> Entry<'a> {
        self.0
    }

    /// Returns the node of the name: the value itself, or its `name:`.
    pub(crate) fn name_node(self) -> Option<NodeRef<'a>> {
        let node = self.0.value;
        if node.as_str().is_some() {
            Some(node)
        } else {
            node.get(field::NAME).filter(|name| name.as_str().is_some())
        }
    }

    /// Returns the name.
    pub(crate) fn name(self) -> Option<&'a str> {
        self.name_node()?.as_str()
    }

    /// Returns the region, if the place gives one.
    pub(crate) fn region(self) -> Option<&'a str> {
        text(self.0.value, field::REGION)
    }

    /// Returns the country's code, if the place gives one.
    pub(crate) fn country(self) -> Option<&'a str> {
        text(self.0.value, field::COUNTRY)
    }

    /// Returns the position on the map: degrees of latitude and of longitude, with their lines.
    pub(crate) fn position(self) -> Option<[(Entry<'a>, f64); 2]> {
        let degrees = |key: &str| {
            let entry = filled(self.0.value, key)?;
            Some((entry, entry.value.scalar_text()?.parse().ok()?))
        };
        Some([degrees(field::LATITUDE)?, degrees(field::LONGITUDE)?])
    }

    /// Returns the `latitude:` and `longitude:` lines that are there.
    pub(crate) fn coordinates(self) -> impl Iterator<Item = Entry<'a>> + use<'a> {
        let node = self.0.value;
        [field::LATITUDE, field::LONGITUDE].into_iter().filter_map(move |key| filled(node, key))
    }
}
