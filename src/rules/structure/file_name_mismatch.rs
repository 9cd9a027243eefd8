//! `file-name-mismatch`

use crate::diagnostic::{Premise, Severity};
use crate::document::Format;
use crate::model::date::Date;
use crate::model::{Model, country};
use crate::rule::{Check, DocumentContext, Group, Preset, RuleEntry, RuleMeta};
use crate::words::{clip, quoted};

pub(in crate::rules) const RULE: RuleEntry = RuleEntry::simple(META, Check::Document(check));

const META: RuleMeta = RuleMeta {
    name: "file-name-mismatch",
    group: Group::Structure,
    severity: Severity::Warning,
    preset: Preset::Recommended,
    fix: None,
    page: include_str!("file-name-mismatch.md"),
};

/// The country and the date in a name such as `kz-2023-06`.
struct FileName<'a> {
    country: &'a str,
    date: Date,
    written: &'a str,
}

fn check(cx: &mut DocumentContext<'_>) {
    let document = cx.document();
    let path = document.source().path();
    let file = path.rsplit('/').next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    // A stream of several documents cannot be named after one of them.
    let is_stream = || document.format() == Format::Yaml && has_separator_below(document.source().text());
    if cx.kind().is_none() || document.separator().is_some() || is_stream() {
        return;
    }
    let is_reported = match FileName::parse(stem) {
        Some(named) if cx.model().is_report() => {
            check_country(cx, file, &named) || check_period(cx, file, &named)
        }
        _ => false,
    };
    if !is_reported {
        check_id(cx, file, stem);
    }
}

impl<'a> FileName<'a> {
    fn parse(stem: &'a str) -> Option<Self> {
        let (country, written) = stem.split_once('-')?;
        let is_country = country.len() == 2 && country::name(&country.to_uppercase()).is_some();
        is_country.then_some(Self { country, date: Date::parse(written).ok()?, written })
    }
}

/// Reports a file named after another country than the report's. Returns true if it did.
fn check_country(cx: &mut DocumentContext<'_>, file: &str, named: &FileName<'_>) -> bool {
    let model = cx.model();
    let Some((entry, country)) = model.country_entry().zip(model.country()) else { return false };
    // `en-2023-06.yaml` names the language.
    if named.country.eq_ignore_ascii_case(country) || named.country.eq_ignore_ascii_case(model.language()) {
        return false;
    }
    let expected = named.country.to_uppercase();
    cx.report(entry, format!("the file is called {}, but its country is {}", quoted(file), quoted(country)))
        .note(format!("{} according to the file's name", quoted(&expected)))
        .help("readers and scripts find reports by their names: correct the country, or rename the file");
    true
}

/// Reports a file named after a time outside the report's period. Returns true if it did.
fn check_period(cx: &mut DocumentContext<'_>, file: &str, named: &FileName<'_>) -> bool {
    let model = cx.model();
    let Some(period) = model.period() else { return false };
    let (Some(start), Some(end)) = (period.start(), period.end()) else { return false };
    let is_within = !named.date.is_before(&start.date) && !named.date.is_after(&end.date);
    let overlaps = |date: Date| !named.date.is_before(&date) && !named.date.is_after(&date);
    // Some repositories name a report after the month of its publication.
    if is_within || model.published().is_some_and(|published| overlaps(published.date)) {
        return false;
    }
    let message = format!(
        "the file is called {}, but its period is {} to {}",
        quoted(file),
        clip(start.written()),
        clip(end.written())
    );
    cx.report(period.entry(), message)
        .note(format!("{} lies outside", named.written))
        .depends_on(Premise::value_right(start.entry.value))
        .depends_on(Premise::value_right(end.entry.value))
        .help("one of the two is a slip, often in a file copied from the last report: correct the period, or rename the file");
    true
}

/// Returns true if a line `---` separates documents; one at the top, below comments, begins the first.
fn has_separator_below(text: &str) -> bool {
    if memchr::memmem::find(text.as_bytes(), b"\n---").is_none() {
        return false;
    }
    let mut lines = text
        .lines()
        .skip_while(|line| line.trim().is_empty() || line.starts_with('#') || line.starts_with("---"));
    lines.any(|line| line.starts_with("---"))
}

/// Reports an id that is almost the file's name.
fn check_id(cx: &mut DocumentContext<'_>, file: &str, stem: &str) {
    let Some((entry, id)) = document_id(cx.model()) else { return };
    // An id cannot have the dot or the underscore that a file's name has.
    let as_id: Vec<&str> = stem.split(['.', '_', '-']).filter(|part| !part.is_empty()).collect();
    if id == stem || as_id.join("-") == id || !is_slip(id, stem) {
        return;
    }
    cx.report(entry, format!("the file is called {}, but its id is {}", quoted(file), quoted(id)))
        .note("almost the file's name")
        .depends_on(Premise::value_right(entry.value))
        .help("others refer to the id, and look for the file by it: make the two the same, or clearly different");
}

fn document_id<'a>(model: &Model<'a>) -> Option<(crate::tree::Entry<'a>, &'a str)> {
    let entry = model.id_entry()?;
    Some((entry, entry.value.as_str()?))
}

/// Returns true if two names differ by a slip, or only in their numbers.
fn is_slip(id: &str, stem: &str) -> bool {
    let shape =
        |name: &str| name.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect::<String>();
    let has_year =
        |name: &str| name.split('-').any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    // A year must be among them: `session-1` and `session-2` are two things.
    let is_other_number = has_year(id) && shape(id) == shape(stem);
    let is_typo = id.len() >= 8 && stem.len() < 100 && crate::suggest::nearest(stem, [id]).is_some();
    let is_same_case = !id.eq_ignore_ascii_case(stem);
    is_same_case && (is_other_number || is_typo && strsim::osa_distance(id, stem) <= 2)
}
