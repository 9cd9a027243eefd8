//! `precise-home-location`

use serde::Deserialize;

use crate::diagnostic::{Applicability, Edit, Severity};
use crate::model::prose::words;
use crate::model::{Event, EventType, Location};
use crate::rule::{DocumentContext, Group, Preset, Rule, RuleEntry, RuleMeta};
use crate::tree::{Entry, NodeRef};
use crate::words::count;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::new::<PreciseHomeLocation>(RuleMeta {
    name: "precise-home-location",
    group: Group::Identity,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("precise-home-location.md"),
});

/// Words for a home, in English, Russian and Kazakh.
const HOMES: [&str; 10] =
    ["home", "homes", "flat", "apartment", "квартира", "квартире", "квартиру", "үй", "үйі", "пәтер"];

/// Words that make a home or a house a public place.
const PUBLIC: [&str; 9] =
    ["office", "nursing", "children", "children's", "children’s", "care", "president", "minister", "museum"];

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct PreciseHomeLocation {
    /// The most decimals that coordinates may have.
    decimals: usize,
}

impl Default for PreciseHomeLocation {
    fn default() -> Self {
        Self { decimals: 2 }
    }
}

impl Rule for PreciseHomeLocation {
    fn check_document(&self, cx: &mut DocumentContext<'_>) {
        for event in cx.model().events() {
            // Few places have coordinates.
            let has_coordinates = |location: &Location<'_>| location.coordinates().next().is_some();
            let Some(location) = event.location().filter(has_coordinates) else { continue };
            if !is_home(event, location) {
                continue;
            }
            self.check_location(cx, location);
        }
    }
}

impl PreciseHomeLocation {
    /// Reports the coordinates of one place: the two together lead to the door.
    fn check_location<'a>(&self, cx: &mut DocumentContext<'a>, location: Location<'a>) {
        let precise: Vec<(Entry<'a>, usize)> = location
            .coordinates()
            .filter(|coordinate| coordinate.value.as_number().is_some())
            .map(|coordinate| (coordinate, decimals_of(coordinate.value)))
            .filter(|(_, decimals)| *decimals > self.decimals)
            .collect();
        let Some(&(first, most)) = precise.first() else { return };
        let most = precise.iter().map(|(_, decimals)| *decimals).fold(most, usize::max);
        let what = match precise.len() {
            1 => format!("the {} of a home is", first.name()),
            _ => "the coordinates of a home are".to_owned(),
        };
        let mut finding = cx
            .report(first, format!("{what} given to {}", count(most as u64, "decimal")))
            .label(location.name_node().unwrap_or(location.entry().value), "the place of a home");
        for (other, _) in precise.iter().skip(1) {
            finding = finding.label(*other, "and here");
        }
        let edits = precise.iter().map(|(coordinate, _)| self.without_decimals(coordinate.value)).collect();
        finding
            .help(format!(
                "coordinates this precise lead whoever reads them to the door: keep at most {}, about a kilometre, \
                 or leave them out",
                count(self.decimals as u64, "decimal")
            ))
            .unsafe_fix("leave out the other decimals", edits);
    }

    /// Returns the edit that leaves out the decimals of a coordinate that are too many.
    fn without_decimals(&self, node: NodeRef<'_>) -> Option<Edit> {
        let written = node.scalar_text().filter(|text| *text == node.raw())?;
        let (whole, decimals) = written.split_once('.')?;
        let kept = decimals.get(..self.decimals).filter(|_| decimals.bytes().all(|b| b.is_ascii_digit()))?;
        let replacement = if kept.is_empty() { whole.to_owned() } else { format!("{whole}.{kept}") };
        (!node.is_alias()).then(|| Edit { span: node.value_span(), replacement })
    }
}

/// Returns the number of decimals that a coordinate is given to.
fn decimals_of(coordinate: NodeRef<'_>) -> usize {
    let written = coordinate.scalar_text().unwrap_or_default();
    written.split_once('.').map_or(0, |(_, decimals)| decimals.trim_end_matches('0').len())
}

fn is_home(event: Event<'_>, location: Location<'_>) -> bool {
    event.is(EventType::HouseArrest) || location.name().is_some_and(is_dwelling)
}

/// Returns true if a place's name means somebody's dwelling. "House" may also name a public building, unless the name says
/// whose it is.
fn is_dwelling(name: &str) -> bool {
    let lower = name.to_lowercase();
    if words(&lower).any(|(_, word)| PUBLIC.contains(&word)) {
        return false;
    }
    let mut named = words(name).map(|(_, word)| word).peekable();
    let is_named = std::iter::from_fn(|| Some((named.next()?, named.peek().copied()))).any(|(word, next)| {
        // Two words with a capital name a bank or a shop.
        let is_brand = word.starts_with(char::is_uppercase)
            && next.is_some_and(|next| next.starts_with(char::is_uppercase));
        !is_brand && HOMES.contains(&&*word.to_lowercase())
    });
    let is_owned = ["house of ", "residence of "].iter().any(|house| {
        let owner = lower.find(house).and_then(|at| name.get(at + house.len()..));
        // A person has two names.
        owner.is_some_and(|owner| {
            owner.split_whitespace().filter(|word| word.starts_with(char::is_uppercase)).count() >= 2
        })
    });
    is_named || is_owned
}
