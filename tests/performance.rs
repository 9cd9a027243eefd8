//! Holds what the README says about speed to the measurements in docs/performance.md.

#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use std::path::Path;

use regex::Regex;

/// The program that the README's claim is about, in the first column of the page's table.
const OWN: &str = "reportlint, all default rules";

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).unwrap()
}

/// Returns the README's answer on speed as one line.
fn answer() -> String {
    let readme = read("README.md");
    let (_, answer) = readme.split_once("**How fast is it?**").unwrap();
    answer.split("\n\n").next().unwrap().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the cells of a row of a table.
fn cells(row: &str) -> Vec<&str> {
    row.trim_matches('|').split(" | ").map(str::trim).collect()
}

/// Returns the wall time of the program whose name begins like this, for so many reports.
fn seconds(page: &str, program: &str, reports: &str) -> f64 {
    let mut rows =
        page.lines().skip_while(|line| !line.starts_with("| seconds")).take_while(|line| !line.is_empty());
    let heads = cells(rows.next().unwrap());
    let column = heads.iter().position(|head| *head == format!("{reports} reports"));
    let column = column.unwrap_or_else(|| panic!("docs/performance.md has no column for {reports} reports"));
    let row = rows.map(cells).find(|row| row.first().is_some_and(|name| name.starts_with(program)));
    let row = row.unwrap_or_else(|| panic!("docs/performance.md has no row for {program}"));
    row.get(column).unwrap().split(' ').next().unwrap().parse().unwrap()
}

#[test]
fn the_claim_of_the_readme_is_measured() {
    let claim = Regex::new(
        "([0-9,]+) reports under all default rules in less (?:time than|than (half|a third|a quarter) of the time that) \
         (`[^`]+`) takes",
    )
    .unwrap();
    let answer = answer();
    let found = claim.captures(&answer).unwrap_or_else(|| panic!("say it in the words of {claim}: {answer}"));
    let (reports, peer) = (found.get(1).unwrap().as_str(), found.get(3).unwrap().as_str());
    let share = match found.get(2).map(|share| share.as_str()) {
        None => 1.0,
        Some("half") => 1.0 / 2.0,
        Some("a third") => 1.0 / 3.0,
        Some(_) => 1.0 / 4.0,
    };
    let page = read("docs/performance.md");
    let (own, other) = (seconds(&page, OWN, reports), seconds(&page, peer, reports));
    assert!(own < other * share, "reportlint takes {own} s, {peer} takes {other} s: {answer}");
}

#[test]
fn the_readme_leaves_numbers_to_the_page() {
    let answer = answer().replacen("10,000 reports", "", 1);
    assert!(!answer.contains(|character: char| character.is_ascii_digit()), "{answer}");
}
