//! `place-outside-country`

use crate::diagnostic::{Applicability, Edit, Premise, Severity};
use crate::model::{Location, country, extent};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::tree::Entry;
use crate::words::quoted;

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "place-outside-country",
    group: Group::Consistency,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: Some(Applicability::Unsafe),
    page: include_str!("place-outside-country.md"),
};

fn check(cx: &mut DocumentContext<'_>) {
    let model = cx.model();
    let of_events = model.events().filter_map(|event| event.location());
    let of_quotes = model.quotes().filter_map(|quote| quote.location());
    for location in of_events.chain(of_quotes) {
        check_location(cx, location);
    }
}

fn check_location<'a>(cx: &mut DocumentContext<'a>, location: Location<'a>) {
    let Some([(latitude, north), (longitude, east)]) = location.position() else { return };
    let own = location.country();
    let Some(code) = own.or(cx.model().country()) else { return };
    if extent::holds(code, north, east) != Some(false) {
        return;
    }
    let country_name = country::name_in_sentence(code).unwrap_or_else(|| quoted(code));
    let country_entry = cx.model().country_entry().filter(|_| own.is_none());
    let is_swapped = extent::holds(code, east, north) == Some(true);
    let (message, help) = if is_swapped {
        (
            format!(
                "latitude {north} and longitude {east} are not in {country_name}, and would be the other way round"
            ),
            "`latitude` is how far north a place lies, `longitude` how far east: swap the two".to_owned(),
        )
    } else {
        (
            format!("latitude {north} and longitude {east} are not in {country_name}"),
            match own {
                Some(_) => "check the digits and the signs, and the `country:` of the place".to_owned(),
                None => "check the digits and the signs; if the place lies abroad, give it its `country:`"
                    .to_owned(),
            },
        )
    };
    let report = cx
        .report(latitude, message)
        .label(longitude, "the longitude")
        .depends_on(country_entry.and_then(|entry| Premise::value_right(entry.value)))
        .help(help)
        .refutes(Premise::value_right(latitude.value));
    let written = |entry: Entry<'_>| entry.value.source().slice(entry.value.value_span()).to_owned();
    if is_swapped && !latitude.value.is_alias() && !longitude.value.is_alias() {
        let edits = [(latitude, longitude), (longitude, latitude)]
            .map(|(place, other)| Edit { span: place.value.value_span(), replacement: written(other) });
        report.fix("swap the two", Applicability::Unsafe, edits.to_vec());
    }
}
