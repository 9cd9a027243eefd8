//! A generated repository: reports and cases that refer to each other, with some faults.

use std::fmt::Write as _;
use std::time::Duration;

use reportlint::outcome::Outcome;
use reportlint::render::{OutputFormat, Style, render};

use super::{Setup, TestFile, lint};

/// The number of series of reports; each has a publisher of its own.
const SERIES: usize = 4;

/// The first year of the series; each report covers one month.
const FIRST_YEAR: usize = 2010;

/// The family names in the repository. A person's id comes from one of them, so that files share persons.
const FAMILY_NAMES: [&str; 12] = [
    "Testova",
    "Samplov",
    "Modelova",
    "Specimen",
    "Demoyev",
    "Patternov",
    "Draftova",
    "Mockeeva",
    "Trialov",
    "Proofova",
    "Exemplov",
    "Templatov",
];

/// Generates `count` files, half of them reports and half of them cases, in a fixed way. A report continues a case of
/// the report before it, refers to a case file, and shares persons and sources with both. Every few files have a fault,
/// in one document or between two.
pub(crate) fn generate(count: usize) -> Vec<TestFile> {
    let reports = count / 2;
    let mut files: Vec<TestFile> = (0..reports).map(report).collect();
    files.extend((0..count - reports).map(case_file));
    files.sort();
    files
}

/// Lints files as a whole repository under every rule. Returns the JSON output.
pub(crate) fn whole_run(files: &[TestFile]) -> String {
    json(lint(files, Setup { is_whole_repository: true, ..Setup::strict() }))
}

/// Writes an outcome as JSON, without its duration.
pub(crate) fn json(mut outcome: Outcome) -> String {
    assert!(outcome.failures.is_empty(), "{:?}", outcome.failures);
    outcome.elapsed = Duration::ZERO;
    let mut output = Vec::new();
    render(OutputFormat::Json, &outcome, &Style::default(), &mut output).expect("memory can be written to");
    String::from_utf8(output).expect("the output is UTF-8")
}

/// A month, counted from the first of `FIRST_YEAR`.
fn month(index: usize) -> String {
    format!("{}-{:02}", FIRST_YEAR + index / 12, index % 12 + 1)
}

fn report_id(series: usize, index: usize) -> String {
    format!("kz-{}-{}", month(index), ["aksa", "steppe", "river", "square"][series % SERIES])
}

fn family_name(index: usize) -> &'static str {
    FAMILY_NAMES[index % FAMILY_NAMES.len()]
}

fn person_id(index: usize) -> String {
    format!("dana-{}", family_name(index).to_lowercase())
}

/// Writes a person of both kinds of files. Every eleventh mention contradicts the others.
fn person(number: usize, index: usize) -> String {
    let birth_year = if number % 11 == 10 { 1991 } else { 1970 + index % FAMILY_NAMES.len() };
    let name = family_name(index);
    format!(
        "persons:\n  {}:\n    name: Dana {name}\n    role: activist\n    birth_year: {birth_year}\n",
        person_id(index)
    )
}

/// Writes the register of one year, which the files of the year share. Every seventh has another date.
fn sources(number: usize, month: usize) -> String {
    let (year, day) = (FIRST_YEAR + month / 12, if number % 7 == 6 { 14 } else { 15 });
    format!(
        "sources:\n  register:\n    type: court-document\n    title: Register of judgments of {year}\n    \
         publisher: Medeu District Court\n    url: https://court.example.org/{year}/register\n    \
         archived_url: https://archive.example.org/{year}/https://court.example.org/{year}/register\n    \
         published: {year}-01-{day}\n    accessed: {year}-01-20\n    language: ru\n"
    )
}

fn report(number: usize) -> TestFile {
    let (series, index) = (number % SERIES, number / SERIES);
    let (id, month_now, year) = (report_id(series, index), month(index), FIRST_YEAR + index / 12);
    let next = month(index + 1);
    let mut text = format!(
        "kind: report\nid: {id}\ntitle: Kazakhstan in {month_now}\ncountry: KZ\nlanguage: en\n\
         period: {{start: {month_now}, end: {month_now}}}\npublished: {next}-20\npublishers: [Example Monitor {series}]\n"
    );
    text += &sources(number, index);
    text += &person(number, index);
    let person = person_id(index);
    write!(
        text,
        "cases:\n  - id: case-{index}\n    title: The arrest of {month_now}\n    freedoms: [liberty]\n    persons: [{person}]\n    \
         events:\n      - type: pre-trial-detention\n        date: {month_now}-10\n        sources: [register]\n"
    )
    .expect("a string can be written to");
    // Every fifth report forgets the case before it, and every ninth misspells it.
    if index > 0 && number % 5 != 4 {
        let earlier = report_id(series, index - 1);
        let case = if number % 9 == 8 { "csae" } else { "case" };
        let before = index - 1;
        write!(
            text,
            "  - id: case-{before}\n    title: The arrest of {}\n    continues: {earlier}#{case}-{before}\n    \
             freedoms: [liberty]\n    events:\n      - type: release\n        date: {month_now}-12\n        sources: [register]\n",
            month(before)
        )
        .expect("a string can be written to");
    }
    // Every sixth report refers to a case file that is not there.
    let case = if number % 6 == 5 { number + 10_000 } else { number };
    text += &format!("  - ref: file-{case}\n");
    TestFile::new(format!("reports/{year}/{id}.yaml"), text)
}

fn case_file(number: usize) -> TestFile {
    let index = number / SERIES;
    let month_now = month(index);
    // Every thirteenth case has the id of the one before it.
    let id = if number % 13 == 12 { number - 1 } else { number };
    let mut text = format!(
        "kind: case\nid: file-{id}\ntitle: A search in {month_now}\ncountry: KZ\nlanguage: en\nfreedoms: [privacy]\n"
    );
    text += &sources(number + 3, index);
    text += &person(number + 5, index);
    // Every eighth case has a verdict without a date, and every tenth an event without a source.
    text += "events:\n";
    let sources = if number % 10 == 9 { "" } else { ", sources: [register]" };
    text += &format!("  - {{type: search, date: {month_now}-05{sources}}}\n");
    if number % 8 == 7 {
        text += "  - {type: verdict, court: {name: Medeu District Court}, outcome: acquitted, sources: [register]}\n";
    }
    TestFile::new(format!("cases/file-{number}.yaml"), text)
}
