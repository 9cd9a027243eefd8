//! Holds the legal codes that come with reportlint to their form, their sources and `docs/law.md`, and the rules on law to
//! citations from published reports.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fmt::Write as _;

use serde_yaml::Value;

use crate::support::{Setup, TestFile, assert_no_faults, is_refresh, lint, project_path};

/// The codes: the name of the file, and its content.
fn codes() -> Vec<(String, Value)> {
    let folder = project_path("legal-codes");
    let mut codes: Vec<(String, Value)> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let text = std::fs::read_to_string(entry.path()).unwrap();
            (entry.file_name().into_string().unwrap(), serde_yaml::from_str(&text).unwrap())
        })
        .collect();
    codes.sort_by(|(one, _), (other, _)| one.cmp(other));
    codes
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value.get(key).and_then(Value::as_sequence).map(Vec::as_slice).unwrap_or_default()
}

fn text(value: &Value, key: &str) -> String {
    match value.get(key) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

/// Splits `280.3` and `829-10` into numbers, in whose order articles stand.
fn order(number: &str) -> Vec<u32> {
    number.split(['-', '.']).map(|digits| digits.parse().unwrap()).collect()
}

fn has_year(source: &str) -> bool {
    source.split(|letter: char| !letter.is_ascii_digit()).any(|digits| {
        digits.len() == 4 && digits.parse::<u32>().is_ok_and(|year| (1990..=2030).contains(&year))
    })
}

/// Returns the penalties of an article or a part, with the words for it.
fn penalties(file: &str, code: &Value) -> Vec<(String, Value)> {
    let mut all = Vec::new();
    for article in list(code, "articles") {
        let number = text(article, "article");
        let own = list(article, "penalties").iter().map(|one| (format!("{file} {number}"), one.clone()));
        all.extend(own);
        for part in list(article, "parts") {
            let place = format!("{file} {number}({})", text(part, "part"));
            all.extend(list(part, "penalties").iter().map(|one| (place.clone(), one.clone())));
        }
    }
    all
}

/// Returns a term in days, or a number of units, so that two limits can be compared.
fn amount(value: Option<&Value>) -> Option<f64> {
    let text = match value? {
        Value::Number(number) => return number.as_f64(),
        Value::String(text) => text,
        _ => return None,
    };
    let (mut total, mut digits) = (0.0, String::new());
    for letter in text.chars() {
        let days = match letter {
            'Y' => 365.25,
            'M' => 30.44,
            'W' => 7.0,
            'D' => 1.0,
            'H' => 1.0 / 24.0,
            _ => {
                digits.push(letter);
                continue;
            }
        };
        total += digits.trim_matches(['P', 'T']).parse::<f64>().unwrap() * days;
        digits.clear();
    }
    Some(total)
}

#[test]
fn articles_and_ranges_are_in_order() {
    let mut faults = Vec::new();
    for (file, code) in codes() {
        let numbers: Vec<String> = list(&code, "articles").iter().map(|one| text(one, "article")).collect();
        let is_sorted = numbers.windows(2).all(|two| order(&two[0]) < order(&two[1]));
        if !is_sorted {
            faults.push(format!("{file}: the articles are not in order, or one stands twice"));
        }
        let ranges: Vec<String> =
            list(&code, "article_ranges").iter().map(|one| one.as_str().unwrap().to_owned()).collect();
        let (mut whole, mut single) = (Vec::new(), Vec::new());
        for range in &ranges {
            match order(range).as_slice() {
                [first, last] if first < last && !range.contains('.') => whole.push((*first, *last)),
                _ => single.push(range),
            }
        }
        if whole.windows(2).any(|two| two[1].0 != two[0].1 + 1) {
            faults.push(format!("{file}: the ranges {whole:?} have holes or overlap"));
        }
        if single.windows(2).any(|two| order(two[0]) >= order(two[1])) {
            faults.push(format!("{file}: the inserted articles are not in order, or one stands twice"));
        }
        let known: BTreeSet<&str> = ranges.iter().map(String::as_str).collect();
        for number in numbers.iter().filter(|_| code.get("complete") == Some(&Value::Bool(true))) {
            let base = order(number);
            let is_base =
                base.len() == 1 && whole.iter().any(|(first, last)| (first..=last).contains(&&base[0]));
            if !is_base && !known.contains(number.as_str()) {
                faults.push(format!("{file}: article {number} is missing from `article_ranges`"));
            }
        }
        for article in list(&code, "articles") {
            let parts: Vec<Vec<u32>> =
                list(article, "parts").iter().map(|part| order(&text(part, "part"))).collect();
            if parts.windows(2).any(|two| two[0] >= two[1]) {
                faults.push(format!("{file} {}: the parts are not in order", text(article, "article")));
            }
        }
    }
    assert_no_faults(&faults);
}

#[test]
fn limits_and_dates_run_upwards() {
    let mut faults = Vec::new();
    for (file, code) in codes() {
        for (place, penalty) in penalties(&file, &code) {
            if let (Some(least), Some(most)) =
                (amount(penalty.get("minimum")), amount(penalty.get("maximum")))
                && least > most
            {
                faults.push(format!("{place}: the minimum is above the maximum"));
            }
            let (from, until) = (text(&penalty, "from"), text(&penalty, "until"));
            if !from.is_empty() && !until.is_empty() && from >= until {
                faults.push(format!("{place}: `from` is not before `until`"));
            }
            if penalty.get("unit").is_some() && text(&penalty, "type") != "fine" {
                faults.push(format!("{place}: only a fine has a unit"));
            }
            let unit = text(&penalty, "unit");
            let is_currency = ["RUB", "AZN"].contains(&unit.as_str());
            if !unit.is_empty()
                && !is_currency
                && !list(&code, "units").iter().any(|one| text(one, "unit") == unit)
            {
                faults.push(format!("{place}: `units` of the code lacks {unit}"));
            }
        }
    }
    assert_no_faults(&faults);
}

#[test]
fn time_limits_run_upwards() {
    let mut faults = Vec::new();
    for (file, code) in codes() {
        let limits = code.get("time_limits").map(|limits| list(limits, "limits")).unwrap_or_default();
        let by_term: Vec<&Value> = limits.iter().filter(|one| one.get("imprisonment").is_some()).collect();
        let term = |limit: &Value| match text(limit, "imprisonment").as_str() {
            "none" => Some(0.0),
            _ => amount(limit.get("imprisonment")),
        };
        let is_upwards = |two: &[&Value]| {
            term(two[0]) < term(two[1]) && amount(two[0].get("within")) < amount(two[1].get("within"))
        };
        if !by_term.windows(2).all(is_upwards) {
            faults.push(format!("{file}: the time limits do not rise with the terms of imprisonment"));
        }
        for limit in limits {
            let (within, latest) = (amount(limit.get("within")), amount(limit.get("at_latest")));
            if latest.is_some_and(|latest| within.is_none_or(|within| within >= latest)) {
                faults
                    .push(format!("{file} {}: `within` is not before `at_latest`", text(limit, "offences")));
            }
        }
    }
    assert_no_faults(&faults);
}

#[test]
fn every_fact_has_a_source_and_every_source_a_date() {
    let mut faults = Vec::new();
    for (file, code) in codes() {
        if list(&code, "sources").is_empty() {
            faults.push(format!("{file}: the code has no `sources`"));
        }
        let of_articles = list(&code, "articles").iter().flat_map(|article| list(article, "sources"));
        let of_limits = code.get("time_limits").map(|limits| list(limits, "sources")).unwrap_or_default();
        for source in list(&code, "sources").iter().chain(of_limits).chain(of_articles) {
            let source = source.as_str().unwrap();
            if !has_year(source) && !source.contains("undated") && !source.contains("register") {
                faults.push(format!("{file}: the source `{source}` has no date"));
            }
        }
    }
    assert_no_faults(&faults);
}

/// The table of all codes.
fn table() -> String {
    let mut page = String::from(
        "# The legal codes that reportlint knows\n\n\
         Each file in `legal-codes/` names its sources; `reportlint law CODE ARTICLE` prints what is known of an article on a \
         day.\nThe last column counts the articles with penalties among those that are described. A code that is complete \
         names every\narticle of its edition, so that a citation of another is wrong. How to describe a code of your own, or more of one of \
         these:\n[legal-codes.md](legal-codes.md).\n\nThis page is written by `tests/refresh`.\n\n\
         | code | title | number, day | in force | known until | articles | described | with penalties |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    let mut below = String::new();
    for (_, code) in codes() {
        let articles = list(&code, "articles");
        let has_penalties = |article: &&Value| {
            let parts = list(article, "parts").iter().any(|part| !list(part, "penalties").is_empty());
            parts || !list(article, "penalties").is_empty()
        };
        let is_complete = code.get("complete") == Some(&Value::Bool(true));
        let id = text(&code, "id");
        let force = match (text(&code, "in_force"), text(&code, "repealed")) {
            (from, until) if until.is_empty() => from,
            (from, until) => format!("{from} to {until}"),
        };
        writeln!(
            page,
            "| `{id}` | {} | {} {} | {force} | {} | {} | {} | {} |",
            text(&code, "title"),
            text(&code, "number"),
            text(&code, "adopted"),
            text(&code, "known_until"),
            if is_complete { "all" } else { "some" },
            articles.len(),
            articles.iter().filter(has_penalties).count(),
        )
        .unwrap();
        if articles.is_empty() {
            continue;
        }
        writeln!(below, "\n## {id}\n").unwrap();
        let shown = |article: &Value| {
            let mark = if has_penalties(&article) { "" } else { " (penalties not known)" };
            format!("{} {}{mark}", text(article, "article"), text(article, "title"))
        };
        writeln!(below, "{}.", articles.iter().map(shown).collect::<Vec<_>>().join("; ")).unwrap();
    }
    page + &below
}

#[test]
fn the_table_of_codes_is_up_to_date() {
    let path = project_path("docs/law.md");
    if is_refresh() {
        std::fs::write(&path, table()).unwrap();
    }
    assert!(std::fs::read_to_string(path).unwrap_or_default() == table(), "docs/law.md: run tests/refresh");
}

/// Writes the case that a row describes.
fn case(row: &Value) -> String {
    let country = text(row, "country");
    let (article, day) = (text(row, "article"), text(row, "on"));
    let is_administrative = article.contains("-CAO") || article.contains("-CAL") || article.contains("-CO ");
    let jurisdiction = if is_administrative { "administrative" } else { "criminal" };
    let mut case = format!(
        "kind: case\nid: row\ntitle: Row\ncountry: {country}\nfreedoms: [expression]\n\
         sources:\n  list: {{type: monitoring, title: List, publisher: Project, published: 2024-01-01}}\n\
         persons:\n  aliya-testova: {{name: Aliya Testova, role: activist}}\nevents:\n"
    );
    let kind = text(row, "type");
    let common = format!(
        "    date: {day}\n    jurisdiction: {jurisdiction}\n    articles: [{article}]\n    sources: [list]\n"
    );
    if kind.is_empty() {
        write!(case, "  - type: charge\n{common}").unwrap();
    } else {
        // A term, or the lines of a fine as a record has them.
        let fine = text(row, "fine");
        let size = if fine.is_empty() { format!("duration: {}", text(row, "term")) } else { fine };
        write!(
            case,
            "  - type: verdict\n    id: verdict\n    court: {{name: City Court}}\n    outcome: convicted\n{common}    \
             sentences:\n      - {{type: {kind}, {size}}}\n"
        )
        .unwrap();
    }
    case
}

/// Compares what the rules on law say of each row with what it expects.
fn check_rows(name: &str) -> usize {
    const RULES: [&str; 5] = [
        "unknown-article",
        "unknown-legal-code",
        "penalty-out-of-range",
        "arrest-exceeds-maximum",
        "article-not-in-force",
    ];
    let rows: Value = serde_yaml::from_str(&std::fs::read_to_string(project_path(name)).unwrap()).unwrap();
    let mut faults = Vec::new();
    let rows = rows.as_sequence().unwrap();
    for (row, index) in rows.iter().zip(1..) {
        let outcome = lint(&[TestFile::new("row.yaml", case(row))], Setup::strict());
        let found: Vec<&str> = outcome
            .diagnostics
            .iter()
            .filter(|one| RULES.contains(&one.rule.as_str()) || one.rule.as_str().starts_with("schema"))
            .map(|one| one.message.as_str())
            .collect();
        let expected = text(row, "finding");
        if found.join("; ") != expected {
            let (article, on) = (text(row, "article"), text(row, "on"));
            faults.push(format!(
                "{name}: row {index}, {article} on {on}:\n  expected `{expected}`\n  found {found:?}"
            ));
        }
    }
    assert_no_faults(&faults);
    rows.len()
}

#[test]
fn right_and_wrong_citations_of_each_country_are_told_apart() {
    check_rows("tests/law/countries.yaml");
}

#[test]
fn published_citations_are_judged_right_or_met_with_silence() {
    const FILE: &str = "tests/law/published.yaml";
    assert!(check_rows(FILE) >= 30);
    let rows: Value = serde_yaml::from_str(&std::fs::read_to_string(project_path(FILE)).unwrap()).unwrap();
    let lacks_source = |row: &&Value| {
        let source = text(row, "source");
        source.is_empty() || !has_year(&(source + " " + &text(row, "on"))) || text(row, "why").is_empty()
    };
    let faults: Vec<String> =
        rows.as_sequence().unwrap().iter().filter(lacks_source).map(|row| format!("{row:?}")).collect();
    assert_no_faults(&faults);
}
